//! Names, types and meaning: from a [`Spec`](crate::spec::Spec) to a [`Program`], or to messages.
//!
//! The last room that may refuse: behind it nothing fails.

pub mod program;

pub use program::*;
