//! Scenarios: what happens to people and deals, call by call, and all that must follow from it.
//!
//! A [`Bench`] holds flows as they lie in their files, and runs each scenario in an org of its own, in memory. Whatever a
//! scenario does not expect and that happens all the same makes it fail.

mod bench;
mod calls;
mod compare;
mod expected;
mod given;
mod judge;
pub(crate) mod known;
mod manner;
mod play;
pub(crate) mod records;
mod seen;
pub(crate) mod shape;
pub(crate) mod values;
mod way;

pub use bench::Bench;
pub use manner::Manner;
pub use play::{Outcome, Verdict};
#[cfg(feature = "cli")]
pub(crate) use way::way;
