//! The fields of an object that the platform itself keeps: found once, when the object is first named.

use super::{FieldId, Object};
use crate::formula::{Decimal, Value};
use crate::org::{FieldType, Org};

/// The fields of an object that the platform itself keeps.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roles {
    pub(crate) owner: Option<FieldId>,
    pub(crate) created_by: Option<FieldId>,
    pub(crate) created_date: Option<FieldId>,
    pub(crate) modified_by: Option<FieldId>,
    /// `LastModifiedDate` and `SystemModstamp`.
    pub(crate) modified_dates: Vec<FieldId>,
    /// Values of new records that nobody gave.
    pub(crate) defaults: Vec<(FieldId, Value)>,
    /// Fields that number new records.
    pub(crate) numbers: Vec<(FieldId, NumberFormat)>,
    /// Fields without which no record is saved.
    pub(crate) required: Vec<FieldId>,
    pub(crate) special: Special,
}

/// How a number that the platform gives is written.
#[derive(Clone, Debug)]
pub(crate) struct NumberFormat {
    before: String,
    digits: usize,
    after: String,
}

impl NumberFormat {
    /// `LOG-{000000}`; without one, eight digits as those of a case.
    fn read(format: Option<&str>) -> Self {
        let parts = format.and_then(|format| {
            let (before, rest) = format.split_once('{')?;
            let (digits, after) = rest.split_once('}')?;
            Some(Self { before: before.to_owned(), digits: digits.len(), after: after.to_owned() })
        });
        parts.unwrap_or_else(|| Self { before: String::new(), digits: 8, after: String::new() })
    }

    pub(crate) fn written(&self, number: u64) -> String {
        let Self { before, digits, after } = self;
        format!("{before}{number:0digits$}{after}")
    }
}

/// What only some objects have.
#[derive(Clone, Debug, Default)]
pub(crate) enum Special {
    #[default]
    None,
    /// A person: the parts of the name, and the name.
    Person { parts: Vec<FieldId>, name: FieldId, converted: Option<FieldId> },
    /// A task.
    Task(Box<TaskRoles>),
    /// An event.
    Event(Box<EventRoles>),
    /// An opportunity.
    Opportunity(Box<OpportunityRoles>),
    /// A case.
    Case { status: FieldId, is_closed: FieldId },
}

/// The fields of a task that follow from others.
#[derive(Clone, Debug)]
pub(crate) struct TaskRoles {
    pub(crate) status: FieldId,
    pub(crate) is_closed: FieldId,
    pub(crate) priority: FieldId,
    pub(crate) is_high_priority: FieldId,
    pub(crate) completed: FieldId,
    pub(crate) who: FieldId,
    pub(crate) what: FieldId,
    pub(crate) account: FieldId,
}

/// The fields of an event that follow from others.
#[derive(Clone, Debug)]
pub(crate) struct EventRoles {
    pub(crate) start: FieldId,
    pub(crate) activity_start: FieldId,
    pub(crate) end: FieldId,
    pub(crate) duration: FieldId,
    pub(crate) date: FieldId,
    pub(crate) is_all_day: FieldId,
    pub(crate) who: FieldId,
    pub(crate) what: FieldId,
}

/// The fields of an opportunity that follow from its stage.
#[derive(Clone, Debug)]
pub(crate) struct OpportunityRoles {
    pub(crate) stage: FieldId,
    pub(crate) is_closed: FieldId,
    pub(crate) is_won: FieldId,
    pub(crate) probability: FieldId,
    pub(crate) forecast: FieldId,
}

/// Values of new records. Source: the shipped standard value sets, whose first or marked value is the default; Object
/// Reference, User.
const DEFAULTS: &[(&str, &str, &str)] = &[
    ("Case", "Priority", "Medium"),
    ("Case", "Status", "New"),
    ("Event", "ShowAs", "Busy"),
    ("Lead", "Status", "Open - Not Contacted"),
    ("Task", "Priority", "Normal"),
    ("Task", "Status", "Not Started"),
    ("Task", "TaskSubtype", "Task"),
    ("User", "IsActive", "true"),
];

/// A stage that Salesforce ships: its name, whether it is closed, whether it is won, its probability, its forecast category.
pub(crate) type Stage = (&'static str, bool, bool, i64, &'static str);

/// Standard value set `OpportunityStage` of unchanged orgs.
pub(crate) const STAGES: &[Stage] = &[
    ("Prospecting", false, false, 10, "Pipeline"),
    ("Qualification", false, false, 10, "Pipeline"),
    ("Needs Analysis", false, false, 20, "Pipeline"),
    ("Value Proposition", false, false, 50, "Pipeline"),
    ("Id. Decision Makers", false, false, 60, "Pipeline"),
    ("Perception Analysis", false, false, 70, "Pipeline"),
    ("Proposal/Price Quote", false, false, 75, "Pipeline"),
    ("Negotiation/Review", false, false, 90, "Pipeline"),
    ("Closed Won", true, true, 100, "Closed"),
    ("Closed Lost", true, false, 0, "Omitted"),
];

impl Roles {
    pub(super) fn of(org: &Org, object: &Object) -> Self {
        let field = |name: &str| object.field_named(name);
        let defaults = DEFAULTS.iter().filter(|(each, ..)| *each == object.name);
        let numbers = object
            .fields()
            .filter(|(_, each)| each.kind == FieldType::AutoNumber || each.name == "CaseNumber");
        let custom = object.name.ends_with("__c");
        let required = object.fields().filter(|(_, each)| {
            // A record of a custom object that gets no name is named by its id.
            each.required
                && each.createable
                && !(custom && each.name == "Name")
                && each.kind != FieldType::Checkbox
        });
        Self {
            owner: field("OwnerId"),
            created_by: field("CreatedById"),
            created_date: field("CreatedDate"),
            modified_by: field("LastModifiedById"),
            modified_dates: ["LastModifiedDate", "SystemModstamp"]
                .iter()
                .filter_map(|name| field(name))
                .collect(),
            defaults: defaults
                .filter_map(|(_, name, value)| default(object, field(name)?, value))
                .chain(object.fields().filter_map(|(id, each)| {
                    default(object, id, org.default_value(&object.name, &each.name)?)
                }))
                .collect(),
            numbers: numbers
                .map(|(id, each)| (id, NumberFormat::read(org.number_format(&object.name, &each.name))))
                .collect(),
            required: required.map(|(id, _)| id).collect(),
            special: Special::of(object).unwrap_or_default(),
        }
    }
}

impl Special {
    fn of(object: &Object) -> Option<Self> {
        let field = |name: &str| object.field_named(name);
        Some(match object.name.as_str() {
            "Contact" | "Lead" | "User" => Special::Person {
                parts: ["FirstName", "MiddleName", "LastName", "Suffix"]
                    .iter()
                    .filter_map(|part| field(part))
                    .collect(),
                name: field("Name")?,
                converted: field("IsConverted"),
            },
            "Task" => Special::Task(Box::new(TaskRoles {
                status: field("Status")?,
                is_closed: field("IsClosed")?,
                priority: field("Priority")?,
                is_high_priority: field("IsHighPriority")?,
                completed: field("CompletedDateTime")?,
                who: field("WhoId")?,
                what: field("WhatId")?,
                account: field("AccountId")?,
            })),
            "Event" => Special::Event(Box::new(EventRoles {
                start: field("StartDateTime")?,
                activity_start: field("ActivityDateTime")?,
                end: field("EndDateTime")?,
                duration: field("DurationInMinutes")?,
                date: field("ActivityDate")?,
                is_all_day: field("IsAllDayEvent")?,
                who: field("WhoId")?,
                what: field("WhatId")?,
            })),
            "Opportunity" => Special::Opportunity(Box::new(OpportunityRoles {
                stage: field("StageName")?,
                is_closed: field("IsClosed")?,
                is_won: field("IsWon")?,
                probability: field("Probability")?,
                forecast: field("ForecastCategoryName")?,
            })),
            "Case" => Special::Case { status: field("Status")?, is_closed: field("IsClosed")? },
            _ => return None,
        })
    }
}

/// A default as it is written; one that is a formula of more than a value is left out.
fn default(object: &Object, id: FieldId, written: &str) -> Option<(FieldId, Value)> {
    let quoted = |quote: char| written.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    let plain = quoted('"').or_else(|| quoted('\'')).unwrap_or(written);
    Some((id, Value::read(plain, object.field(id).formula_type()?)?))
}

/// What a stage says of an opportunity; a stage of the team's own is open.
pub(crate) fn stage(name: &Value) -> Option<&'static Stage> {
    let Value::Text(name) = name else { return None };
    STAGES.iter().find(|(each, ..)| each.eq_ignore_ascii_case(name))
}

/// A probability, as a field holds it.
pub(crate) fn probability(stage: &Stage) -> Value {
    Value::Number(Decimal::from(stage.3))
}
