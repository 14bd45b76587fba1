//! The ways out of an element.

use super::{conditions, spaced};
use crate::flow::graph::ArrowKind;
use crate::flow::{Decision, ElementKind, OtherElement, ScheduledPath, Start};
use crate::xml;

/// What a way is called, and when it is gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::docs) struct WayWords {
    pub(in crate::docs) name: String,
    pub(in crate::docs) when: String,
}

impl WayWords {
    fn called(name: &str) -> Self {
        Self { name: name.to_owned(), when: String::new() }
    }
}

/// The words of a way of an element, or of the start where there is none; `target` is the name that it leads to.
pub(in crate::docs) fn way(
    element: Option<&ElementKind>,
    start: &Start,
    (kind, target): (ArrowKind, Option<&str>),
) -> WayWords {
    match kind {
        ArrowKind::Next if element.is_none() => WayWords::called("Run immediately"),
        ArrowKind::Next | ArrowKind::Other => {
            let Some(ElementKind::Other(other)) = element else { return WayWords::default() };
            WayWords::called(&event(other, target))
        }
        ArrowKind::Fault => WayWords::called("Fault"),
        ArrowKind::Rule(at) => decision(element).map_or_else(WayWords::default, |it| rule(it, at)),
        ArrowKind::Default => {
            let label = decision(element).map(|it| it.default_label.as_str());
            WayWords::called(label.filter(|label| !label.is_empty()).unwrap_or("Default outcome"))
        }
        ArrowKind::EachItem => WayWords::called("For each item"),
        ArrowKind::AfterLast => WayWords::called("After last item"),
        ArrowKind::ScheduledPath(at) => start.scheduled_paths.get(at).map_or_else(WayWords::default, later),
    }
}

fn decision(element: Option<&ElementKind>) -> Option<&Decision> {
    let Some(ElementKind::Decision(decision)) = element else { return None };
    Some(decision)
}

fn rule(decision: &Decision, at: usize) -> WayWords {
    let Some(rule) = decision.rules.get(at) else { return WayWords::default() };
    let mut when = conditions(&rule.logic, &rule.conditions);
    if rule.requires_change {
        when.push_str(", and was not so before");
    }
    let name = if rule.label.is_empty() { &rule.name } else { &rule.label };
    WayWords { name: name.clone(), when }
}

fn later(path: &ScheduledPath) -> WayWords {
    let name = path.label.clone().or_else(|| path.name.clone());
    let after = match (path.offset_number, &path.offset_unit) {
        (Some(number), Some(unit)) => {
            let from = path.record_field.as_deref().unwrap_or("the save");
            let side = if number < 0 { "before" } else { "after" };
            format!("{} {} {side} {from}", number.unsigned_abs(), spaced(unit))
        }
        _ => path.path_type.as_deref().map(spaced).unwrap_or_default(),
    };
    WayWords { name: name.unwrap_or_else(|| "Run asynchronously".to_owned()), when: after }
}

/// The label of the part of an element that holds the arrow to `target`: an event of a Wait.
fn event(element: &OtherElement, target: Option<&str>) -> String {
    let mut open: Vec<&xml::Element> = element.body.iter().collect();
    while let Some(each) = open.pop() {
        let text = |node: &xml::Element, tag: &str| {
            node.nodes().iter().find(|child| child.tag() == tag).map(|child| child.text().to_owned())
        };
        let leads = |child: &xml::Element| text(child, "targetReference").as_deref() == target;
        if target.is_some() && each.nodes().iter().any(leads) {
            return text(each, "label").or_else(|| text(each, "name")).unwrap_or_default();
        }
        open.extend(each.nodes());
    }
    String::new()
}
