//! What a spec says of calls that its scenarios need not say again.

use crate::formula::Value;
use crate::formula::ast::TemplatePart;
use crate::spec::{self, Filter, Spec};

/// How calls look in an org, and how the program's parts are called there.
#[derive(Clone, Debug)]
pub struct Manner {
    /// The field of Task that holds the disposition.
    pub(super) disposition: String,
    /// The fields that make a Task a call.
    pub(super) call: Vec<(String, Value)>,
    /// The object of the log.
    pub(super) log: String,
    /// What stands before the names of flows.
    pub(super) prefix: String,
}

impl Manner {
    /// As a spec says it.
    pub fn of(spec: &Spec) -> Self {
        let prefix = spec.prefix.as_ref().map_or("", |prefix| prefix.value.as_str());
        let calls = spec.calls.as_ref();
        let disposition = calls.and_then(|calls| calls.disposition.as_ref());
        let fields = match calls.and_then(|calls| calls.filter.as_ref()) {
            Some(Filter::Fields(fields, _)) => fields.as_slice(),
            Some(Filter::Formula(_)) | None => &[],
        };
        let of_calls =
            fields.iter().filter_map(|row| Some((row.field.value.clone(), literal(row.values.first()?)?)));
        Self {
            disposition: disposition
                .map_or_else(|| "CallDisposition".to_owned(), |field| field.value.clone()),
            call: of_calls.collect(),
            log: format!("{prefix}_Flow_Error_Log__c"),
            prefix: prefix.to_owned(),
        }
    }
}

impl Manner {
    /// The field of Task that holds the disposition.
    pub fn disposition(&self) -> &str {
        &self.disposition
    }

    /// The fields that make a Task a call, and their values.
    pub fn call(&self) -> impl Iterator<Item = (&str, Value)> {
        self.call.iter().map(|(field, value)| (field.as_str(), value.clone()))
    }

    /// What stands before the names of flows.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }
}

/// A value that is no formula.
fn literal(value: &spec::Value) -> Option<Value> {
    match value {
        spec::Value::Formula(_) => None,
        spec::Value::Text(template) => match template.parts.as_slice() {
            [TemplatePart::Text(text)] => Some(Value::text(text.text.as_str())),
            _ => None,
        },
        spec::Value::Number(number) => Value::read(&number.value, crate::formula::Type::Number),
        spec::Value::Boolean(truth) => Some(Value::Boolean(truth.value)),
    }
}
