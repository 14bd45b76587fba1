//! The command line of ctiflow.

fn main() {}
