//! A compiler from a short disposition-routing spec to a deployable Salesforce project.
//!
//! The rooms, each knowing only those above it, are described in `docs/architecture.md`.

pub mod budget;
pub mod build;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compile;
pub mod diag;
pub mod docs;
pub mod flow;
pub mod formula;
pub mod lint;
pub mod org;
pub mod plan;
pub mod project;
pub mod scenario;
pub mod schema;
pub mod simulate;
pub mod source;
pub mod spec;
pub mod xml;
