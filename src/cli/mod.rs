//! The command line: terminal, disk and exit codes. The only room with IO.

pub mod failure;
pub mod folder;
