//! The YAML language: from text to a [`Spec`], every mistake with its place.

pub mod model;

pub use model::*;
