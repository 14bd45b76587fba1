//! The Flow as Salesforce sees it: read from a `Document`, written to one, and its graph.

mod form;
pub mod graph;
pub mod logic;
pub mod model;
mod read;
pub mod references;
#[cfg(test)]
mod tests;
mod write;

pub use graph::{Cost, Graph};
pub use model::*;
pub use read::{Reading, Unread, read};
pub use write::write;
