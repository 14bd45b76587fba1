//! Where a flow begins.

use super::{Connector, Filter, Location, Place};

/// Where a flow begins, and when.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Start {
    /// Where it stands.
    pub location: Location,
    /// The first element.
    pub connector: Option<Connector>,
    /// The first element in the manner of old flows, which have no start of their own: `<startElementReference>`.
    pub element_reference: Option<String>,
    /// The object of the record that starts it.
    pub object: Option<String>,
    /// `RecordAfterSave`, `Scheduled`, …
    pub trigger_type: Option<String>,
    /// `CreateAndUpdate`, …
    pub record_trigger_type: Option<String>,
    /// Only when the record did not meet the conditions before.
    pub requires_change: bool,
    /// Entry conditions as a formula, instead of filters.
    pub filter_formula: Option<String>,
    /// `and`, `or`, `1 AND (2 OR 3)`.
    pub filter_logic: Option<String>,
    /// Entry conditions.
    pub filters: Vec<Filter>,
    /// When a scheduled flow runs.
    pub schedule: Option<Schedule>,
    /// Paths that run later.
    pub scheduled_paths: Vec<ScheduledPath>,
    /// Whose rights a flow of an event has: `TriggeringUser`, `DefaultWorkflowUser`.
    pub run_as: Option<String>,
    /// What the flow offers to others, such as a prompt template.
    pub capabilities: Vec<String>,
    /// Where it was written.
    pub place: Place,
}

/// When a scheduled flow runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// `Daily`, `Weekly`, `Once`.
    pub frequency: String,
    /// `2026-12-01`.
    pub start_date: String,
    /// `02:00:00.000Z`, in the org's time zone.
    pub start_time: String,
    /// The day of a monthly schedule; 0 for others in files of API 66.
    pub day_of_month: Option<i32>,
    /// Every so many times; 0 in files of API 66.
    pub frequency_number: Option<i32>,
}

/// A path that runs after the save.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScheduledPath {
    /// Its name; an asynchronous path has none in retrieved files.
    pub name: Option<String>,
    /// Its label.
    pub label: Option<String>,
    /// Its first element.
    pub connector: Option<Connector>,
    /// `AsyncAfterCommit`.
    pub path_type: Option<String>,
    /// Records in one batch.
    pub max_batch_size: Option<u32>,
    /// How long after.
    pub offset_number: Option<i32>,
    /// `Days`, …
    pub offset_unit: Option<String>,
    /// The date field it counts from.
    pub record_field: Option<String>,
    /// `RecordField` or `RecordTriggerEvent`.
    pub time_source: Option<String>,
}
