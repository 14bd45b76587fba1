//! Pages that show flows: what starts them, which others they call and when, and a picture of each.
//!
//! This room reads flows. What others know of them (costs, scenarios) is handed over as data, in a [`Subject`].

mod markdown;
mod overview;
mod page;
pub mod picture;
mod subject;
mod text;
mod words;

pub use markdown::markdown;
pub use page::html;
pub use picture::Picture;
pub use subject::{Budget, Scenario, Shown, Subject, Use};
