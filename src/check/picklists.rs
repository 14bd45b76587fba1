//! Whether a value can be one of a picklist.

use crate::diag::{Code, Diagnostic, Severity, nearest};
use crate::org::Field;
use crate::source::Span;

/// What is known of a value.
pub(super) enum Verdict {
    /// It is one of the values.
    Known,
    /// Nobody told us the values: the sentence for "check in your org".
    Unchecked(String),
    /// It is none of the values; a warning where the org may have more than we know.
    Wrong(Box<Diagnostic>),
}

/// Judges a value of a picklist.
pub(super) fn judge(field: &Field, value: &str, span: Span) -> Verdict {
    let picklist = &field.picklist;
    if picklist.values.is_empty() {
        return Verdict::Unchecked(format!("`{}.{}` has the value `{value}`", field.object, field.name));
    }
    let as_shipped = picklist.defaults && !picklist.restricted;
    if picklist.values.iter().any(|known| known == value) {
        return match as_shipped {
            true => Verdict::Unchecked(format!(
                "`{}.{}` has the value `{value}`, as Salesforce ships it",
                field.object, field.name
            )),
            false => Verdict::Known,
        };
    }
    let code = match as_shipped {
        true => Code::UnusualPicklistValue,
        false => Code::UnknownPicklistValue,
    };
    Verdict::Wrong(Box::new(wrong(code, field, value, span)))
}

fn wrong(code: Code, field: &Field, value: &str, span: Span) -> Diagnostic {
    let values = &field.picklist.values;
    let shipped = if code.severity() == Severity::Error { "" } else { " as Salesforce ships it" };
    let message = format!("`{}.{}`{shipped} has no value `{value}`", field.object, field.name);
    let near =
        nearest(value, values.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
    let help = match (near, code.severity()) {
        (Some(near), Severity::Error) => near,
        (None, Severity::Error) => format!("its values are {}", listed(values)),
        (Some(near), Severity::Warning | Severity::Note) => {
            format!("{near} Or name your org's metadata with `org:`")
        }
        (None, Severity::Warning | Severity::Note) => {
            format!(
                "it ships with {}; if your org has the value, name its metadata with `org:`",
                listed(values)
            )
        }
    };
    Diagnostic::new(code, span, message).label("no value of the picklist").help(help)
}

/// The values, the first dozen of them.
fn listed(values: &[String]) -> String {
    const MOST: usize = 12;
    let named: Vec<String> = values.iter().take(MOST).map(|value| format!("`{value}`")).collect();
    let more = if values.len() > MOST { ", …" } else { "" };
    format!("{}{more}", named.join(", "))
}
