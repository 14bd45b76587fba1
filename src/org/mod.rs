//! What an org contains: objects, fields, picklists, actions, flows' inputs. Built-in tables plus the team's own metadata.

pub mod field;

pub use field::{Field, FieldType, Picklist};
