//! Names are legal and unique, references resolve, labels are short.

use ctiflow::flow::references::{is_legal_name, names, repeated_names, unresolved};
use ctiflow::flow::{ElementKind, Flow};

/// Most characters of a label. Source: Metadata API, FlowElement.
const LONGEST_LABEL: usize = 255;

/// What is wrong with the names of a flow.
pub(crate) fn problems(flow: &Flow) -> Vec<String> {
    let mut found = Vec::new();
    if !is_legal_name(&flow.name) {
        found.push("the flow has no legal name".to_owned());
    }
    let illegal = names(flow).into_iter().filter(|each| !is_legal_name(each.name));
    found.extend(illegal.map(|each| format!("`{}` is no legal name", each.name)));
    found.extend(repeated_names(flow).into_iter().map(|each| format!("`{}` is there twice", each.name)));
    let lost = unresolved(flow).into_iter();
    found.extend(lost.map(|each| format!("`{}` refers to `{}`, which is not there", each.owner, each.path)));
    let bad = labels(flow).into_iter().filter(|label| {
        label.trim().is_empty() || label.chars().count() > LONGEST_LABEL || label.contains(['\n', '\t'])
    });
    found.extend(bad.map(|label| format!("`{label}` is no good label")));
    found
}

fn labels(flow: &Flow) -> Vec<&str> {
    let mut labels = vec![flow.label.as_str()];
    for element in &flow.elements {
        labels.push(&element.label);
        if let ElementKind::Decision(decision) = &element.kind {
            labels.push(&decision.default_label);
            labels.extend(decision.rules.iter().map(|rule| rule.label.as_str()));
        }
    }
    labels
}
