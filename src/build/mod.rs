//! From a plan to metadata.

mod component;

pub use component::{Component, MetadataKind};
