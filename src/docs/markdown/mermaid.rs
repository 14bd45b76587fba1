//! A flow as a flowchart of Mermaid.

use crate::docs::overview::label;
use crate::docs::picture::{START, Shape, look_of};
use crate::docs::words;
use crate::flow::graph::{Arrow, ArrowKind, arrows, arrows_of_start};
use crate::flow::{Element, Flow};
use std::collections::BTreeMap;

/// The flowchart of a flow. What nothing reaches is in it too.
pub(super) fn diagram(flow: &Flow) -> String {
    let ids: BTreeMap<&str, usize> =
        flow.elements.iter().enumerate().map(|(at, element)| (element.name.as_str(), at)).collect();
    let mut lines = vec!["flowchart TD".to_owned()];
    lines.push(node("start", &format!("{}: {}", START.name, label(flow)), START.shape));
    for (at, element) in flow.elements.iter().enumerate() {
        let look = look_of(&element.kind);
        let name = if element.label.trim().is_empty() { &element.name } else { &element.label };
        lines.push(node(&format!("e{at}"), &format!("{}: {name}", look.name), look.shape));
    }
    let chart = Chart { flow, ids };
    lines.extend(arrows_of_start(&flow.start).iter().map(|arrow| chart.arrow(("start", None), arrow)));
    for (at, element) in flow.elements.iter().enumerate() {
        let id = format!("e{at}");
        lines.extend(arrows(&element.kind).iter().map(|arrow| chart.arrow((&id, Some(element)), arrow)));
    }
    lines.join("\n")
}

struct Chart<'a> {
    flow: &'a Flow,
    ids: BTreeMap<&'a str, usize>,
}

impl Chart<'_> {
    fn arrow(&self, (from, element): (&str, Option<&Element>), arrow: &Arrow<'_>) -> String {
        let words = match (element, arrow.kind) {
            (None, ArrowKind::Next) => String::new(),
            (element, kind) => {
                let kind = (kind, Some(arrow.target));
                words::way(element.map(|element| &element.kind), &self.flow.start, kind).name
            }
        };
        let line = if arrow.kind == ArrowKind::Fault { "-.->" } else { "-->" };
        let words = if words.is_empty() { String::new() } else { format!("|\"{}\"|", text(&words)) };
        match self.ids.get(arrow.target) {
            Some(to) => format!("    {from} {line}{words} e{to}"),
            None => format!("    {from} {line}{words} missing[\"{} (missing)\"]", text(arrow.target)),
        }
    }
}

fn node(id: &str, words: &str, shape: Shape) -> String {
    let (open, close) = match shape {
        Shape::Box => ("[", "]"),
        Shape::Diamond => ("{", "}"),
        Shape::Records => ("[(", ")]"),
        Shape::Call => ("[[", "]]"),
        Shape::Rounded => ("([", "])"),
    };
    format!("    {id}{open}\"{}\"{close}", text(words))
}

/// A text between quotation marks: every sign that Mermaid, Markdown or HTML may read is written by its number.
fn text(words: &str) -> String {
    let mut escaped = String::new();
    for character in words.chars() {
        match character {
            _ if character.is_alphanumeric() => escaped.push(character),
            ' ' | ':' | ',' | '.' | '-' | '(' | ')' => escaped.push(character),
            _ if character.is_whitespace() || character.is_control() => escaped.push(' '),
            other => escaped.push_str(&format!("#{};", u32::from(other))),
        }
    }
    escaped
}
