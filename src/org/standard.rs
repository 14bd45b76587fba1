//! The standard objects, fields and actions, in `standard.bin`, which `scripts/make-symbols.py` writes.
//!
//! They come from the public mirror of Salesforce's field, object and actions reference (API 67). The table is looked up
//! where it lies: nothing is decoded before it is asked for, and a damaged table finds nothing rather than panicking.
//!
//! # Layout
//!
//! Numbers are little-endian. `id` is the number of a row, 16 bits. After the eight bytes `ctiorg1\n` stand ten pairs
//! (offset of the section in the file, rows), 32 bits each, for the sections in this order:
//!
//! | section | row |
//! |---|---|
//! | strings | 24 bits: where it begins in the string bytes; one more row ends the last |
//! | string bytes | UTF-8; strings are sorted by their bytes, so ids are in the order of names |
//! | lists | 16 bits: the first entry; one more row ends the last. The objects that a reference refers to |
//! | list entries | string id |
//! | shapes | 8 bits each: type, precision, scale (255: not known), flags; 32 bits: length (0: none); list id |
//! | fields | string id of the name, string id of the label (65535: made from the name), shape id |
//! | objects | string id of the name; 32 bits: the first member; one more row ends the last |
//! | members | field id; ascending in an object, and fields are sorted by name |
//! | actions | string id of the name, id of the first parameter; 8 bits each: inputs, outputs (they follow the inputs) |
//! | parameters | string id of the name; 8 bits each: type, flags (1 required, 2 collection); 16 bits: most characters |
//!
//! Flags of a shape: 1 the next five are known, 2 create, 4 update, 8 filter, 16 nillable, 32 defaulted; 64 restricted.
//!
//! # What the source lacks
//!
//! Values of picklists, and many fields that exist only where a feature is on (record types, state codes, Sales Engagement).
//! `completed.rs` has those of the objects that programs write to; a team's own metadata can vouch for any other.
//!
//! # What is left out
//!
//! - 34 fields that end in `__c`: samples from a demonstration org (`Account.Active__c`).
//! - 44 lists of referenced objects that the source cut short (they name one object twice) or ran into prose: such a
//!   reference may refer to anything.
//! - The ` ID` at the end of a reference's label (`Account ID`): no page of Salesforce shows it.
//! - Relationship names: they are the field's name without `Id`, with two exceptions in 1,621 that look like slips.

use super::action::{Action, ActionParameter};
use super::field::{Field, FieldType, Picklist};
use super::label;
use crate::flow::DataType;

static TABLE: &[u8] = include_bytes!("standard.bin");

const HEADER: usize = 8;
const MADE_FROM_NAME: u16 = u16::MAX;
const UNKNOWN_DIGITS: u8 = u8::MAX;

/// The types of shapes, by position.
const FIELD_TYPES: [FieldType; 23] = [
    FieldType::Id,
    FieldType::Reference,
    FieldType::Text,
    FieldType::TextArea,
    FieldType::LongTextArea,
    FieldType::Email,
    FieldType::Phone,
    FieldType::Url,
    FieldType::AutoNumber,
    FieldType::Picklist,
    FieldType::MultiPicklist,
    FieldType::Combobox,
    FieldType::Checkbox,
    FieldType::Number,
    FieldType::Currency,
    FieldType::Percent,
    FieldType::Date,
    FieldType::DateTime,
    FieldType::Time,
    FieldType::Address,
    FieldType::Location,
    FieldType::Encrypted,
    FieldType::Other,
];

/// The types of parameters, by position.
const DATA_TYPES: [DataType; 6] = [
    DataType::String,
    DataType::Number,
    DataType::Boolean,
    DataType::DateTime,
    DataType::SObject,
    DataType::Apex,
];

/// A section of the table: its place in the header and the bytes of a row.
#[derive(Clone, Copy)]
struct Section {
    place: usize,
    row: usize,
}

const STRINGS: Section = Section { place: 0, row: 3 };
const STRING_BYTES: Section = Section { place: 1, row: 1 };
const LISTS: Section = Section { place: 2, row: 2 };
const LIST_ENTRIES: Section = Section { place: 3, row: 2 };
const SHAPES: Section = Section { place: 4, row: 10 };
const FIELDS: Section = Section { place: 5, row: 6 };
const OBJECTS: Section = Section { place: 6, row: 6 };
const MEMBERS: Section = Section { place: 7, row: 2 };
const ACTIONS: Section = Section { place: 8, row: 6 };
const PARAMETERS: Section = Section { place: 9, row: 6 };

impl Section {
    fn offset(self) -> usize {
        number(TABLE, HEADER + 8 * self.place, 4).unwrap_or(0)
    }

    fn rows(self) -> usize {
        number(TABLE, HEADER + 8 * self.place + 4, 4).unwrap_or(0)
    }

    /// The bytes of row `at`.
    fn row(self, at: usize) -> Option<&'static [u8]> {
        let start = self.offset() + at * self.row;
        TABLE.get(start..start + self.row)
    }

    /// The first row for which `compare` says it is what is sought, the rows being sorted.
    fn search(self, mut compare: impl FnMut(usize) -> Option<std::cmp::Ordering>) -> Option<usize> {
        let (mut low, mut high) = (0, self.rows());
        while low < high {
            let middle = low.midpoint(high);
            match compare(middle)? {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// The little-endian number of `width` bytes at `at`.
fn number(bytes: &[u8], at: usize, width: usize) -> Option<usize> {
    let digits = bytes.get(at..at.checked_add(width)?)?;
    Some(digits.iter().rev().fold(0, |value, byte| value << 8 | usize::from(*byte)))
}

fn string(id: usize) -> Option<&'static str> {
    let start = STRING_BYTES.offset() + number(STRINGS.row(id)?, 0, 3)?;
    let end = STRING_BYTES.offset() + number(STRINGS.row(id + 1)?, 0, 3)?;
    std::str::from_utf8(TABLE.get(start..end)?).ok()
}

fn string_id(wanted: &str) -> Option<usize> {
    STRINGS.search(|id| Some(string(id)?.cmp(wanted)))
}

/// The number of the object of a name.
pub(super) fn object(name: &str) -> Option<usize> {
    let wanted = string_id(name)?;
    OBJECTS.search(|at| Some(number(OBJECTS.row(at)?, 0, 2)?.cmp(&wanted)))
}

/// The names of all objects, sorted.
pub(super) fn objects<'a>() -> impl Iterator<Item = &'a str> {
    (0..OBJECTS.rows()).filter_map(|at| string(number(OBJECTS.row(at)?, 0, 2)?))
}

/// The members of an object: a range of rows.
fn members(object: usize) -> Option<std::ops::Range<usize>> {
    Some(number(OBJECTS.row(object)?, 2, 4)?..number(OBJECTS.row(object + 1)?, 2, 4)?)
}

/// The row of the field that a member is.
fn member(at: usize) -> Option<&'static [u8]> {
    FIELDS.row(number(MEMBERS.row(at)?, 0, 2)?)
}

/// The names of the fields of an object, sorted.
pub(super) fn field_names<'a>(object_name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    let members = object(object_name).and_then(members).unwrap_or(0..0);
    members.filter_map(|at| string(number(member(at)?, 0, 2)?))
}

/// A field of an object.
pub(super) fn field(object_name: &str, name: &str) -> Option<Field> {
    let members = members(object(object_name)?)?;
    let wanted = string_id(name)?;
    let (mut low, mut high) = (members.start, members.end);
    while low < high {
        let middle = low.midpoint(high);
        let row = member(middle)?;
        match number(row, 0, 2)?.cmp(&wanted) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return decode_field(object_name, name, row),
        }
    }
    None
}

fn decode_field(object: &str, name: &str, row: &[u8]) -> Option<Field> {
    let shape = SHAPES.row(number(row, 4, 2)?)?;
    let [kind, precision, scale, flags, ..] = *shape else { return None };
    let flag = |bit: u8| flags & bit != 0;
    let known = |bit: u8| flag(1).then_some(flag(bit));
    let field_type = *FIELD_TYPES.get(usize::from(kind))?;
    let label = match number(row, 2, 2)? {
        id if id == usize::from(MADE_FROM_NAME) => label::from_name(name),
        id => string(id)?.to_owned(),
    };
    let label = match label.strip_suffix(" ID") {
        Some(plain) if field_type == FieldType::Reference => plain.to_owned(),
        _ => label,
    };
    Some(Field {
        object: object.to_owned(),
        name: name.to_owned(),
        label,
        field_type,
        length: u32::try_from(number(shape, 4, 4)?).ok().filter(|length| *length > 0),
        precision: Some(precision).filter(|digits| *digits != UNKNOWN_DIGITS),
        scale: Some(scale).filter(|digits| *digits != UNKNOWN_DIGITS),
        picklist: Picklist { restricted: flag(64), ..Picklist::default() },
        refers_to: list(number(shape, 8, 2)?)?,
        createable: known(2),
        updateable: known(4),
        filterable: known(8),
        required: flag(1) && flag(2) && !flag(16) && !flag(32) && field_type != FieldType::Checkbox,
    })
}

/// The strings of a list.
fn list(id: usize) -> Option<Vec<String>> {
    let entries = number(LISTS.row(id)?, 0, 2)?..number(LISTS.row(id + 1)?, 0, 2)?;
    entries.map(|at| Some(string(number(LIST_ENTRIES.row(at)?, 0, 2)?)?.to_owned())).collect()
}

/// The names of all actions, sorted.
pub(super) fn actions<'a>() -> impl Iterator<Item = &'a str> {
    (0..ACTIONS.rows()).filter_map(|at| string(number(ACTIONS.row(at)?, 0, 2)?))
}

/// The action of a name.
pub(super) fn action(name: &str) -> Option<Action> {
    let wanted = string_id(name)?;
    let at = ACTIONS.search(|at| Some(number(ACTIONS.row(at)?, 0, 2)?.cmp(&wanted)))?;
    let row = ACTIONS.row(at)?;
    let first = number(row, 2, 2)?;
    let outputs = first + number(row, 4, 1)?;
    let end = outputs + number(row, 5, 1)?;
    Some(Action {
        name: name.to_owned(),
        inputs: (first..outputs).map(parameter).collect::<Option<_>>()?,
        outputs: (outputs..end).map(parameter).collect::<Option<_>>()?,
    })
}

fn parameter(at: usize) -> Option<ActionParameter> {
    let row = PARAMETERS.row(at)?;
    let flags = number(row, 3, 1)?;
    Some(ActionParameter {
        name: string(number(row, 0, 2)?)?.to_owned(),
        data_type: *DATA_TYPES.get(number(row, 2, 1)?)?,
        is_collection: flags & 2 != 0,
        required: flags & 1 != 0,
        max: u32::try_from(number(row, 4, 2)?).ok().filter(|most| *most > 0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_counts_what_the_sources_hold() {
        assert_eq!(TABLE.get(..HEADER), Some(b"ctiorg1\n".as_slice()));
        assert!(TABLE.len() <= 1 << 20, "{} bytes", TABLE.len());
        let counts = [OBJECTS, MEMBERS, ACTIONS, PARAMETERS].map(Section::rows);
        assert_eq!(counts, [4_816, 76_001, 59, 247]);
    }

    #[test]
    fn known_fields_are_as_salesforce_says() {
        let cases = [
            ("Asset", "Name", FieldType::Text, Some(255), true),
            ("CampaignMember", "LeadId", FieldType::Reference, Some(18), false),
            ("Case", "Description", FieldType::LongTextArea, Some(32_000), false),
            ("Case", "Status", FieldType::Picklist, Some(255), false),
            ("Case", "Subject", FieldType::Text, Some(255), false),
            ("Contract", "StartDate", FieldType::Date, None, false),
            ("CustomNotificationType", "DeveloperName", FieldType::Text, Some(80), true),
            ("EmailMessage", "Incoming", FieldType::Checkbox, None, false),
            ("FeedItem", "Body", FieldType::LongTextArea, Some(10_000), false),
            ("Group", "Type", FieldType::Picklist, Some(40), true),
            ("Opportunity", "AgeInDays", FieldType::Number, None, false),
            ("Order", "EffectiveDate", FieldType::Date, None, true),
            ("Product2", "Name", FieldType::Text, Some(255), true),
            ("Quote", "ExpirationDate", FieldType::Date, None, false),
            ("Recommendation", "Description", FieldType::Text, Some(255), true),
            ("User", "TimeZoneSidKey", FieldType::Picklist, Some(40), true),
            ("UserRole", "ParentRoleId", FieldType::Reference, Some(18), false),
            ("VoiceCall", "FromPhoneNumber", FieldType::Phone, Some(40), true),
            ("WorkOrder", "WorkOrderNumber", FieldType::Text, Some(255), false),
        ];
        for (object, name, field_type, length, required) in cases {
            let found = field(object, name).map(|field| (field.field_type, field.length, field.required));
            assert_eq!(found, Some((field_type, length, required)), "{object}.{name}");
        }
    }

    #[test]
    fn digits_labels_and_references_are_kept() {
        let budget = field("Campaign", "BudgetedCost").unwrap();
        assert_eq!(
            (budget.field_type, budget.precision, budget.scale),
            (FieldType::Currency, Some(18), Some(0))
        );
        let owner = field("Case", "OwnerId").unwrap();
        assert_eq!((owner.label.as_str(), owner.refers_to.join(" ").as_str()), ("Owner", "Group User"));
        let latitude = field("Contact", "MailingLatitude").unwrap();
        assert_eq!((latitude.precision, latitude.scale), (Some(18), Some(15)));
        assert!(field("Group", "Type").unwrap().picklist.restricted);
        assert_eq!(field("Task", "WhatId").unwrap().refers_to, [""; 0]);
        assert_eq!(field("Case", "CreatedDate").unwrap().createable, None);
    }

    #[test]
    fn every_object_and_field_is_found_by_its_name() {
        let mut fields = 0;
        for object_name in objects() {
            assert!(object(object_name).is_some(), "{object_name}");
            for name in field_names(object_name) {
                let found = field(object_name, name);
                assert!(
                    found.is_some_and(|field| field.name == name && !field.label.is_empty()),
                    "{object_name}.{name}"
                );
                fields += 1;
            }
        }
        assert_eq!((objects().count(), fields), (4_816, 76_001));
    }

    #[test]
    fn every_action_is_found_by_its_name() {
        for name in actions() {
            assert!(
                action(name).is_some_and(|action| !action.inputs.is_empty() || !action.outputs.is_empty()),
                "{name}"
            );
        }
    }

    #[test]
    fn names_are_sorted_and_nothing_else_is_found() {
        assert!(objects().is_sorted());
        assert_eq!(object(""), None);
        assert_eq!(object("~"), None);
        assert_eq!(object("Due Date Only"), None);
        assert_eq!(field("Task", "Task"), None);
        assert_eq!(field("Nothing", "Id"), None);
        assert_eq!(action("Task"), None);
    }
}
