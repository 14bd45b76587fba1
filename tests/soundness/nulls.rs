//! Nothing is read through a record that may be null.

use super::Program;
use ctiflow::flow::references::{Reference, Role, references};
use ctiflow::flow::{DataType, Flow};

/// Fields that are read of a record that may be null.
pub(crate) fn problems(_: &Program<'_>, flow: &Flow) -> Vec<String> {
    let reads = references(flow).into_iter().filter(|each| each.role != Role::Target);
    let wrong = reads.filter(|each| each.path.contains('.') && !is_there(flow, each));
    wrong.map(|each| format!("`{}` reads `{}`, and it may be null", each.owner, each.path)).collect()
}

/// Whether the record of a reference is never null where it is read.
fn is_there(flow: &Flow, read: &Reference<'_>) -> bool {
    let is_record =
        flow.variables.iter().any(|each| each.name == read.base() && each.data_type == DataType::SObject);
    match read.base() {
        "$Flow" | "$User" => true,
        "$Record" | "$Record__Prior" => {
            let steps: Vec<&str> = read.path.split('.').collect();
            match steps[..] {
                [_, _] => true,
                // The router starts only for calls of users; Contacts, Accounts and Opportunities always have one.
                [_, "Owner:User", _] => flow.start.object.as_deref() == Some("Task"),
                [_, "Owner", _] => {
                    matches!(flow.start.object.as_deref(), Some("Contact" | "Account" | "Opportunity"))
                }
                _ => false,
            }
        }
        "call" => is_record,
        "contact" => read.owner == "Load_Contact",
        "lead" => read.owner == "Load_Lead",
        _ => false,
    }
}
