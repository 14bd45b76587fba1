//! The YAML language: from text to a [`Spec`], every mistake with its place.

pub mod model;
mod node;
mod scalar;
mod text;
mod traps;
mod written;

pub use model::*;
