//! What the records and fields of a spec are called in a flow.

use crate::check::{Record, RecordRef};
use crate::flow::DataType;
use crate::org::{Field, FieldType};
use crate::plan::{Subject, camel, capitalized, manager_of_user, with_article};

/// Where the value of a field stands in a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Location {
    /// A field of a record that is never null: `call.WhatId`, `$Record.Name`.
    Record(String),
    /// A plain variable.
    Variable {
        /// Its name.
        name: String,
        /// What it is, in one sentence.
        said: String,
        /// What tells it from others of its name: the record and the field.
        meaning: String,
    },
}

/// How a flow calls its records.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names<'p> {
    /// What it runs for.
    pub(super) subject: &'p Subject,
    /// The records that [`RecordRef::Named`] means.
    pub(super) records: &'p [Record],
    /// The rep of a monitor's record has to be looked up.
    pub(super) owner_is_looked_up: bool,
}

impl Names<'_> {
    /// Where a field of a record stands.
    pub(super) fn field(&self, record: RecordRef, field: &Field) -> Location {
        let name = field.name.as_str();
        match (record, name) {
            (RecordRef::Call, _) => Location::Record(format!("call.{name}")),
            (RecordRef::Subject, _) => Location::Record(format!("$Record.{name}")),
            (RecordRef::Contact, "AccountId") => self.id(RecordRef::Account),
            (_, "Id") => self.id(record),
            (RecordRef::Rep, _) if self.is_monitor() && !self.owner_is_looked_up => {
                Location::Record(format!("$Record.Owner.{name}"))
            }
            _ => {
                let scope = self.scope(record);
                let wanted = match record {
                    RecordRef::Rep if !self.is_monitor() => rep_input(name),
                    RecordRef::Person if name.ends_with("__c") => camel(bare(name)),
                    _ => camel(&format!("{scope} {}", bare(name))),
                };
                let said = match record {
                    RecordRef::Rep if !self.is_monitor() => rep_said(name),
                    RecordRef::Account | RecordRef::Named(_) => {
                        format!("{} of {}. Null without one.", field.label, self.the(record))
                    }
                    _ => format!("{} of {}.", field.label, self.the(record)),
                };
                Location::Variable { name: wanted, said, meaning: format!("{scope}.{name}") }
            }
        }
    }

    /// The id of a record.
    pub(super) fn id(&self, record: RecordRef) -> Location {
        let said = match record {
            RecordRef::Contact => "The Contact. Null for a Lead.".to_owned(),
            RecordRef::Lead => "The Lead. Null for a Contact.".to_owned(),
            RecordRef::Account => "The Account of the Contact. Null for a Lead.".to_owned(),
            RecordRef::Manager => {
                let of = self.scope(RecordRef::Rep);
                format!("The manager of the {of}, if active. Null if there is none.")
            }
            RecordRef::Named(_) => {
                format!("{}{}. Null if there is none.", capitalized(&self.the(record)), self.kind(record))
            }
            RecordRef::Call | RecordRef::Person | RecordRef::Rep | RecordRef::Subject => String::new(),
        };
        match record {
            RecordRef::Call => Location::Record("call.Id".to_owned()),
            RecordRef::Person => Location::Record("call.WhoId".to_owned()),
            RecordRef::Subject => Location::Record("$Record.Id".to_owned()),
            RecordRef::Rep if self.is_monitor() => Location::Record("$Record.OwnerId".to_owned()),
            RecordRef::Rep => Location::Record("call.OwnerId".to_owned()),
            RecordRef::Contact
            | RecordRef::Lead
            | RecordRef::Account
            | RecordRef::Manager
            | RecordRef::Named(_) => {
                let scope = self.scope(record);
                let name = camel(&format!("{scope} id"));
                Location::Variable { name, said, meaning: format!("{scope}.Id") }
            }
        }
    }

    /// The variable with the number of records.
    pub(super) fn count(&self, record: RecordRef) -> (String, String) {
        (
            camel(&format!("{} count", self.scope(record))),
            format!("How many {} there are.", self.words(record)),
        )
    }

    /// The record variable with what is pending.
    pub(super) fn pending(&self, record: RecordRef) -> String {
        camel(&format!("{} changes", self.scope(record)))
    }

    /// The flag of a failed look-up.
    pub(super) fn unknown(&self, record: RecordRef) -> String {
        camel(&format!("{} unknown", self.scope(record)))
    }

    /// The object of a record.
    pub(super) fn object(&self, record: RecordRef) -> String {
        match record {
            RecordRef::Call => "Task".to_owned(),
            RecordRef::Person | RecordRef::Contact => "Contact".to_owned(),
            RecordRef::Lead => "Lead".to_owned(),
            RecordRef::Account => "Account".to_owned(),
            RecordRef::Rep | RecordRef::Manager => "User".to_owned(),
            RecordRef::Subject => match self.subject {
                Subject::Record(object) => object.clone(),
                Subject::Call => "Task".to_owned(),
            },
            RecordRef::Named(index) => {
                self.records.get(index).map(|named| named.object.clone()).unwrap_or_default()
            }
        }
    }

    /// Whether the flow is a monitor.
    pub(super) fn is_monitor(&self) -> bool {
        matches!(self.subject, Subject::Record(_))
    }

    /// The name of a record as the spec says it.
    pub(super) fn scope(&self, record: RecordRef) -> String {
        match record {
            RecordRef::Call => "call".to_owned(),
            RecordRef::Person => "person".to_owned(),
            RecordRef::Contact => "contact".to_owned(),
            RecordRef::Lead => "lead".to_owned(),
            RecordRef::Account => "account".to_owned(),
            RecordRef::Rep if self.is_monitor() => "owner".to_owned(),
            RecordRef::Rep => "rep".to_owned(),
            RecordRef::Manager => "manager".to_owned(),
            RecordRef::Subject => "record".to_owned(),
            RecordRef::Named(index) => {
                self.records.get(index).map(|named| named.name.clone()).unwrap_or_default()
            }
        }
    }

    /// A record in a sentence: `the Opportunity`.
    pub(super) fn the(&self, record: RecordRef) -> String {
        format!("the {}", self.words(record))
    }

    /// What kind of record a name means, where it does not say it: `, an Opportunity`.
    fn kind(&self, record: RecordRef) -> String {
        let RecordRef::Named(index) = record else { return String::new() };
        let label = self.records.get(index).map(|named| named.object_label.as_str()).unwrap_or_default();
        match label == self.words(record) {
            true => String::new(),
            false => format!(", {}", with_article(label)),
        }
    }

    fn words(&self, record: RecordRef) -> String {
        match record {
            RecordRef::Contact => "Contact".to_owned(),
            RecordRef::Lead => "Lead".to_owned(),
            RecordRef::Account => "Account".to_owned(),
            RecordRef::Named(_) => crate::plan::title(&self.scope(record).replace('_', " ")),
            RecordRef::Call
            | RecordRef::Person
            | RecordRef::Rep
            | RecordRef::Manager
            | RecordRef::Subject => self.scope(record),
        }
    }
}

/// The input that hands over a field of the rep.
pub(super) fn rep_input(field: &str) -> String {
    camel(&format!("rep {}", bare(field)))
}

/// What the input is that hands over a field of the rep.
pub(super) fn rep_said(field: &str) -> String {
    match field == manager_of_user().name {
        true => "The manager of the rep, active or not. Blank if there is none.".to_owned(),
        false => format!("{} of the rep, who owns the call.", spaced(bare(field))),
    }
}

/// An API name in words: `EmployeeNumber` is `Employee Number`.
fn spaced(name: &str) -> String {
    let mut words = String::new();
    let mut before_is_small = false;
    for letter in name.replace('_', " ").chars() {
        if letter.is_uppercase() && before_is_small {
            words.push(' ');
        }
        before_is_small = letter.is_lowercase();
        words.push(letter);
    }
    words
}

/// A name without `__c`.
fn bare(name: &str) -> &str {
    name.strip_suffix("__c").unwrap_or(name)
}

/// The type of a variable that holds a field.
pub(super) fn data_type(field: &Field) -> (DataType, Option<u8>) {
    match field.field_type {
        FieldType::Checkbox => (DataType::Boolean, None),
        FieldType::Number | FieldType::Percent => (DataType::Number, Some(field.scale.unwrap_or(0))),
        FieldType::Currency => (DataType::Currency, Some(field.scale.unwrap_or(2))),
        FieldType::Date => (DataType::Date, None),
        FieldType::DateTime => (DataType::DateTime, None),
        FieldType::Time => (DataType::Time, None),
        FieldType::Id
        | FieldType::Reference
        | FieldType::Text
        | FieldType::TextArea
        | FieldType::LongTextArea
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::AutoNumber
        | FieldType::Picklist
        | FieldType::MultiPicklist
        | FieldType::Combobox
        | FieldType::Address
        | FieldType::Location
        | FieldType::Encrypted
        | FieldType::Other => (DataType::String, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_of_the_rep_are_lower_camel() {
        assert_eq!(rep_input("ManagerId"), "repManagerId");
        assert_eq!(rep_input("Level__c"), "repLevel");
    }

    #[test]
    fn api_names_are_said_in_words() {
        assert_eq!(spaced("EmployeeNumber"), "Employee Number");
        assert_eq!(spaced("Sales_Level"), "Sales Level");
        assert_eq!(rep_said("Name"), "Name of the rep, who owns the call.");
    }
}
