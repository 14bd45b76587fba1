//! The words of faults. Source: error texts in public issues and debug logs; the codes are those of the SOAP API.

use std::fmt;

/// Why a record cannot be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordError {
    /// `REQUIRED_FIELD_MISSING`.
    pub code: &'static str,
    /// What follows it.
    pub message: String,
}

impl RecordError {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// A flow that runs for the record failed.
    pub(crate) fn of_flow(label: &str, inner: &str) -> Self {
        let message = format!(
            "We can't save this record because the \"{label}\" process failed. Give your Salesforce admin these details. {inner}"
        );
        Self::new("CANNOT_EXECUTE_FLOW_TRIGGER", message)
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.code, self.message)
    }
}

const GUIDE: &str = "You can look up ExceptionCode values in the SOAP API Developer Guide.";

/// `$Flow.FaultMessage` of Create Records.
pub(crate) fn create(error: &RecordError) -> String {
    format!("This error occurred when the flow tried to create records: {error}. {GUIDE}")
}

/// `$Flow.FaultMessage` of Update Records.
pub(crate) fn update(ids: &[String], error: &RecordError) -> String {
    format!("The flow tried to update these records: {}. This error occurred: {error}. {GUIDE}", listed(ids))
}

/// `$Flow.FaultMessage` of Delete Records.
pub(crate) fn delete(ids: &[String], error: &RecordError) -> String {
    format!("The flow tried to delete these records: {}. This error occurred: {error}. {GUIDE}", listed(ids))
}

/// `$Flow.FaultMessage` of Delete Records that find none.
pub(crate) const NOTHING_TO_DELETE: &str =
    "DELETE --- There is nothing in Salesforce matching your delete criteria.";

/// `$Flow.FaultMessage` of an element that needs a value which is not there.
pub(crate) fn not_set(reference: &str) -> String {
    format!("The flow failed to access the value for {reference} because it hasn't been set or assigned.")
}

fn listed(ids: &[String]) -> String {
    match ids {
        [] => "null".to_owned(),
        ids => ids.join(", "),
    }
}
