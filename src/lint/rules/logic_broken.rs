//! Logic of conditions and filters that does not read, or names others than there are.

use crate::flow::{ElementKind, Place};
use crate::lint::{Check, Findings, FlowFacts, Logic, LogicMistake, Rule, rule};

pub(super) static RULE: Rule = rule!("logic-broken", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    let mut judge = |place: Place, tag: &str, text: &str, conditions: usize| {
        let Err(mistake) = Logic::read(text, conditions) else { return };
        let message = match mistake {
            LogicMistake::Broken(at) => {
                format!("this logic does not read: `{at}` stands where another thing should")
            }
            LogicMistake::Unknown(number) => {
                format!("there is no condition {number}: there are {conditions}")
            }
            LogicMistake::LeftOut(number) => format!("this logic leaves condition {number} out"),
            LogicMistake::TooLong(length) => {
                format!(
                    "this logic has {length} characters: the platform takes {}",
                    crate::flow::logic::MOST_CHARACTERS
                )
            }
        };
        let help = "name each condition by its number, joined with AND, OR, NOT and brackets";
        findings.add(flow.leaf(place, tag, text), message, help);
    };
    for group in flow.filter_groups() {
        judge(group.place, "filterLogic", group.logic.unwrap_or_default(), group.filters.len());
    }
    for element in &flow.flow.elements {
        match &element.kind {
            ElementKind::Decision(it) => it
                .rules
                .iter()
                .for_each(|rule| judge(rule.place, "conditionLogic", &rule.logic, rule.conditions.len())),
            ElementKind::CollectionProcessor(it) => {
                let logic = it.logic.as_deref().unwrap_or_default();
                judge(element.place, "conditionLogic", logic, it.conditions.len());
            }
            ElementKind::ActionCall(_)
            | ElementKind::Assignment(_)
            | ElementKind::CustomError(_)
            | ElementKind::Loop(_)
            | ElementKind::RecordCreate(_)
            | ElementKind::RecordDelete(_)
            | ElementKind::RecordLookup(_)
            | ElementKind::RecordUpdate(_)
            | ElementKind::Subflow(_)
            | ElementKind::Transform(_)
            | ElementKind::Other(_) => {}
        }
    }
}
