//! Records and messages in words: names for ids, nothing for what the platform stamps on every record.

use super::compare::Item;
use super::play::Stage;
use crate::formula::Value;
use crate::org::FieldType;
use crate::simulate::{Data, Message, Record, World};
use std::collections::BTreeMap;

/// Fields that every save sets, and no flow.
const STAMPS: &[&str] = &[
    "CompletedDateTime",
    "CreatedById",
    "CreatedDate",
    "Id",
    "LastModifiedById",
    "LastModifiedDate",
    "SystemModstamp",
];

/// The fields of the log that name a flow and an element of it; the element is shown by its label.
pub(super) const FLOW: &str = "Flow_Name__c";
pub(super) const STEP: &str = "Step_Name__c";
const NO_FLOW: &str = "Flow_Name__c (no flow)";
const NO_STEP: &str = "Step_Name__c (no step)";

impl Stage<'_> {
    /// What the fields of a record of a world say.
    pub(super) fn says(&self, world: &World, record: &Record) -> BTreeMap<String, String> {
        let object = world.schema().object(record.object);
        let told = record.values().filter_map(|(id, value)| {
            let field = object.field(id);
            let is_stamp = STAMPS.contains(&field.name.as_str()) || field.kind == FieldType::AutoNumber;
            Some((field.name.clone(), self.shown(value)?)).filter(|_| !is_stamp)
        });
        let mut says: BTreeMap<String, String> = told.collect();
        if object.name == self.bench.manner.log {
            self.named_in_log(&mut says);
        }
        says
    }

    /// The step that a line of the log names, by its label; a name that no flow or element has stands apart.
    fn named_in_log(&self, says: &mut BTreeMap<String, String>) {
        let (flow, step) = (says.remove(FLOW), says.remove(STEP));
        let label = self.bench.label(flow.as_deref().unwrap_or(""), step.as_deref().unwrap_or(""));
        let known = flow.as_ref().is_some_and(|flow| self.bench.engine.runs(flow));
        let rows = [(FLOW, flow.clone().filter(|_| known)), (STEP, label.map(str::to_owned))];
        let unknown = [(NO_FLOW, flow.filter(|_| !known)), (NO_STEP, step.filter(|_| label.is_none()))];
        let told = rows.into_iter().chain(unknown);
        says.extend(told.filter_map(|(field, name)| Some((field.to_owned(), name?))));
    }

    /// A value in words: of a record that has a name, that.
    pub(super) fn shown(&self, value: &Value) -> Option<String> {
        if value.is_blank() {
            return None;
        }
        if let Some(name) = self.filling.known.name(value) {
            return Some(name.to_owned());
        }
        let world = &self.filling.world;
        match (value, world.find(value)) {
            (Value::Text(_), Some(record)) => {
                let object = &world.schema().object(record.object).name;
                let name = ["Name", "Subject"].iter().map(|field| world.field(record, field));
                let name = name.filter(|name| !name.is_blank()).map(|name| format!(" {name}")).next();
                Some(format!("the {object}{}", name.unwrap_or_default()))
            }
            _ => Some(value.to_string()),
        }
    }

    fn datum(&self, data: &Data) -> Option<String> {
        match data {
            Data::Value(value) => self.shown(value),
            Data::List(items) => {
                let items: Vec<String> =
                    items.iter().map(|item| self.datum(item).unwrap_or_default()).collect();
                Some(format!("[{}]", items.join(", ")))
            }
            Data::Record(record) => self.shown(record.id()).or_else(|| {
                let says = self.says(&self.filling.world, record);
                Some(
                    says.iter()
                        .map(|(field, value)| format!("{field}: {value}"))
                        .collect::<Vec<_>>()
                        .join(", "),
                )
            }),
        }
    }

    /// What an action was asked.
    pub(super) fn asked(&self, message: &Message) -> Item {
        let inputs = message.inputs.iter();
        let says = inputs.filter_map(|(name, data)| Some((name.clone(), self.datum(data)?)));
        Item { what: message.action_name.clone(), says: says.collect() }
    }
}
