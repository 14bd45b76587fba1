//! The typed flow: what autolaunched flows are made of.
//!
//! Names and order are Salesforce's (Metadata API 66.0). Lists that the platform keeps as saved (conditions, rules, filters,
//! items) keep their order here; elements and resources are sorted by the writer.

mod elements;
mod kinds;
mod resources;
mod start;

pub use elements::*;
pub use resources::*;
pub use start::*;

use crate::source::Span;

/// Where a part was written: in the spec if we made it, in its XML if we read it. Equality ignores it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place(pub Option<Span>);

impl PartialEq for Place {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Place {}

/// One flow.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flow {
    /// The API name: the file's name, not in the XML.
    pub name: String,
    /// `66.0`.
    pub api_version: String,
    /// What Flow Builder shows.
    pub label: String,
    /// What it is for.
    pub description: Option<String>,
    /// `Active`, `Draft`, …
    pub status: String,
    /// `AutoLaunchedFlow`, …
    pub process_type: String,
    /// The label of an interview.
    pub interview_label: Option<String>,
    /// `Default`.
    pub environments: Vec<String>,
    /// `BuilderType`, `CanvasMode`, `OriginBuilderType`: what Flow Builder keeps for itself.
    pub metadata_values: Vec<Parameter>,
    /// What Flow Builder keeps of the look of screens.
    pub custom_properties: Vec<Parameter>,
    /// Among the record-triggered flows of one object.
    pub trigger_order: Option<u32>,
    /// `SystemModeWithoutSharing`, …; absent in record-triggered flows.
    pub run_in_mode: Option<String>,
    /// Usage metrics go to Data Cloud; always said from API 63 on.
    pub logs_metrics: Option<bool>,
    /// The workflow rule that it was made from.
    pub migrated_from: Option<String>,
    /// The time zone of its dates, if it is not the org's.
    pub time_zone: Option<String>,
    /// The data space of Data Cloud that it works in.
    pub data_space: Option<String>,
    /// Other flows may be made from it.
    pub is_template: bool,
    /// The template that it was made from.
    pub source_template: Option<String>,
    /// Another flow may stand in for it.
    pub is_overridable: bool,
    /// The flow that it stands in for.
    pub overridden_flow: Option<String>,
    /// Users need to be allowed to run it.
    pub needs_permission: bool,
    /// Where it begins.
    pub start: Start,
    /// The elements on the canvas.
    pub elements: Vec<Element>,
    /// Variables.
    pub variables: Vec<Variable>,
    /// Formulas.
    pub formulas: Vec<Formula>,
    /// Constants.
    pub constants: Vec<Constant>,
    /// Text templates.
    pub text_templates: Vec<TextTemplate>,
    /// Choices, stages and other resources that only screens and orchestrations have.
    pub other_resources: Vec<OtherResource>,
    /// Where it was written.
    pub place: Place,
}

/// An arrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connector {
    /// The element it leads to.
    pub target: String,
    /// A Go To connector: drawn as a jump.
    pub go_to: bool,
}

impl Connector {
    /// A plain arrow.
    pub fn to(target: impl Into<String>) -> Self {
        Self { target: target.into(), go_to: false }
    }

    /// A jump.
    pub fn go_to(target: impl Into<String>) -> Self {
        Self { target: target.into(), go_to: true }
    }
}

/// Where an element stands on a canvas that is laid out by hand. From API 64 on, an automatic layout keeps 0, 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// To the right.
    pub x: i32,
    /// Downwards.
    pub y: i32,
}

/// A value: a constant or a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `<stringValue>`
    String(String),
    /// `<numberValue>`: decimal digits; written with a point, so that `3` becomes `3.0`, and read without a last `.0`.
    Number(String),
    /// `<booleanValue>`
    Boolean(bool),
    /// `<dateValue>`: `2024-01-31`.
    Date(String),
    /// `<dateTimeValue>`: `2024-01-31T14:00:00.000Z`.
    DateTime(String),
    /// `<elementReference>`
    Reference(String),
}
