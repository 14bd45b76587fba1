//! Assignments whose operator or value does not fit what they assign to.

use crate::flow::{AssignmentItem, ElementKind};
use crate::formula::Type;
use crate::lint::{Check, Findings, FlowFacts, Item, Rule, Shape, rule};

pub(super) static RULE: Rule = rule!("assignment-type", Error, Check::Flow(check));

/// What an operator takes.
struct Operator {
    name: &'static str,
    /// What it can be used on.
    on: fn(&Shape) -> bool,
    on_words: &'static str,
    /// Whether it takes a value there.
    takes: fn(&Shape, &Shape) -> bool,
}

/// Source: Salesforce help, "Flow Operators in Assignment Elements"; Metadata API 66.0, `FlowAssignmentOperator`.
const OPERATORS: &[Operator] = &[
    Operator { name: "Assign", on: |_| true, on_words: "anything", takes: Shape::takes },
    Operator { name: "Add", on: grows, on_words: "texts, numbers, dates and collections", takes: adds },
    Operator {
        name: "Subtract",
        on: |on| !on.is_collection && on.item.is_any_of(&[Type::Number, Type::Date]),
        on_words: "numbers and dates",
        takes: |_, given| is_number(given),
    },
    Operator { name: "AddItem", on: has_items, on_words: HAS_ITEMS, takes: item },
    Operator { name: "AddAtStart", on: has_items, on_words: HAS_ITEMS, takes: item },
    Operator {
        name: "AssignCount",
        on: is_number,
        on_words: "numbers",
        takes: |_, given| given.is_collection,
    },
    Operator { name: "RemoveFirst", on: is_collection, on_words: "collections", takes: item },
    Operator { name: "RemoveAll", on: is_collection, on_words: "collections", takes: item },
    Operator { name: "RemoveBeforeFirst", on: is_collection, on_words: "collections", takes: item },
    Operator { name: "RemoveAfterFirst", on: is_collection, on_words: "collections", takes: item },
    Operator {
        name: "RemovePosition",
        on: is_collection,
        on_words: "collections",
        takes: |_, given| is_number(given),
    },
    Operator { name: "RemoveUncommon", on: is_collection, on_words: "collections", takes: Shape::takes },
];

const HAS_ITEMS: &str = "collections and multi-select picklists";

fn is_collection(shape: &Shape) -> bool {
    shape.is_collection
}

fn is_number(shape: &Shape) -> bool {
    !shape.is_collection && shape.item.is_any_of(&[Type::Number])
}

fn has_items(on: &Shape) -> bool {
    on.is_collection || on.item.is_any_of(&[Type::MultiPicklist])
}

fn item(on: &Shape, given: &Shape) -> bool {
    on.item.takes(&given.item)
}

fn grows(on: &Shape) -> bool {
    on.is_collection || on.item.is_textual() || on.item.is_any_of(&[Type::Number, Type::Date])
}

fn adds(on: &Shape, given: &Shape) -> bool {
    match (on.is_collection, on.item.kind()) {
        (false, Some(Type::Date)) => is_number(given),
        (false, _) => on.takes(given),
        (true, _) => item(on, given),
    }
}

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for element in &flow.flow.elements {
        let ElementKind::Assignment(assignment) = &element.kind else { continue };
        for each in &assignment.items {
            if let Some(message) = misfit(flow, each) {
                let span = flow.leaf(element.place, "assignToReference", &each.target);
                findings.add(span, message, "assign a value of its type, or use another operator");
            }
        }
    }
}

/// What is wrong with an assignment; values for fields are judged as in a save, once for both.
fn misfit(flow: &FlowFacts<'_>, each: &AssignmentItem) -> Option<String> {
    let operator = OPERATORS.iter().find(|operator| operator.name == each.operator)?;
    let on = flow.shape(&each.target)?;
    if !(operator.on)(&on) {
        let (name, words) = (operator.name, operator.on_words);
        return Some(format!("`{name}` is for {words}: `{}` is {}", each.target, on.words()));
    }
    let given = flow.given_shape(each.value.as_ref())?;
    let is_judged_as_field = operator.name == "Assign" && matches!(on.item, Item::Field(_));
    let fits = is_judged_as_field || (operator.takes)(&on, &given);
    let (target, is, name) = (&each.target, on.words(), operator.name);
    (!fits).then(|| format!("`{target}` is {is}: it cannot take {} with `{name}`", given.words()))
}
