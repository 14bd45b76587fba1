//! The Flow as Salesforce sees it: read from a `Document`, written to one, and its graph.

pub mod model;

pub use model::*;
