//! Flows with one part damaged: a number, a branch, an assignment, a filter.

use ctiflow::source::{FileId, Source};
use ctiflow::xml::{self, Node};
use std::ops::Range;

/// A flow with one part damaged.
pub(crate) struct Damaged {
    /// What was done, and where: `line 12: a number of Choose by Voicemail Count is one more`.
    pub(crate) what: String,
    /// The whole file.
    pub(crate) text: String,
}

/// Replacements in a file.
type Edits = Vec<(Range<usize>, String)>;

/// Every way to damage one part of a flow, in the order of its file.
pub(crate) fn damaged(text: &str) -> Vec<Damaged> {
    let source = Source::new("a.flow-meta.xml", text);
    let document = xml::read(&source, FileId::default()).unwrap();
    let mut damage = Damage { text, found: Vec::new() };
    for element in document.root().children() {
        let label = element.leaf("label").or(element.leaf("name")).unwrap_or(element.tag());
        damage.element(element, label);
    }
    let apply = |(at, what, edits): (usize, String, Edits)| {
        let line = text[..at].matches('\n').count() + 1;
        Damaged { what: format!("line {line}: {what}"), text: edited(text, edits) }
    };
    damage.found.into_iter().map(apply).collect()
}

fn edited(text: &str, mut edits: Edits) -> String {
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut text = text.to_owned();
    edits.into_iter().for_each(|(range, new)| text.replace_range(range, &new));
    text
}

struct Damage<'a> {
    text: &'a str,
    found: Vec<(usize, String, Edits)>,
}

/// Parts that can be taken out: the tag, and what is missing then.
const PARTS: &[(&str, &str)] = &[
    ("assignmentItems", "an assignment"),
    ("inputAssignments", "an input"),
    ("outputAssignments", "an output"),
    ("inputParameters", "an input"),
    ("filters", "a filter"),
    ("conditions", "a condition"),
    ("connector", "the way on"),
    ("faultConnector", "the fault path"),
];

/// Operators, and what they become.
const OPERATORS: &[(&str, &[&str])] = &[
    ("EqualTo", &["NotEqualTo"]),
    ("NotEqualTo", &["EqualTo"]),
    ("LessThan", &["GreaterThanOrEqualTo", "LessThanOrEqualTo"]),
    ("GreaterThanOrEqualTo", &["LessThan", "GreaterThan"]),
    ("GreaterThan", &["LessThanOrEqualTo", "GreaterThanOrEqualTo"]),
    ("LessThanOrEqualTo", &["GreaterThan", "LessThan"]),
];

impl Damage<'_> {
    fn tell(&mut self, node: Node<'_>, what: String, edits: Edits) {
        self.found.push((range(node).start, what, edits));
    }

    fn element(&mut self, element: Node<'_>, label: &str) {
        match element.tag() {
            "decisions" => self.branches(element, label),
            "processMetadataValues" => return,
            _ => {}
        }
        self.part(element, label);
    }

    fn part(&mut self, node: Node<'_>, label: &str) {
        for child in node.children() {
            if let Some((_, what)) = PARTS.iter().find(|(tag, _)| *tag == child.tag()) {
                let whole = range(child);
                let field = ["field", "name", "assignToReference", "leftValueReference"];
                let field = field.iter().find_map(|tag| child.leaf(tag)).unwrap_or_default();
                self.tell(
                    child,
                    format!("{what} of {label} is missing: {field}"),
                    vec![(whole, String::new())],
                );
            }
            match child.tag() {
                "numberValue" => self.number(child, label),
                "booleanValue" => {
                    let other = if child.text() == "true" { "false" } else { "true" };
                    self.replace(child, label, other);
                }
                "stringValue" => self.replace(child, label, &format!("{}x", child.text())),
                "sortOrder" => {
                    let other = if child.text() == "Desc" { "Asc" } else { "Desc" };
                    self.replace(child, label, other);
                }
                "operator" => self.operator(child, label),
                "expression" | "filterFormula" => self.formula(child, label),
                _ => {}
            }
            self.part(child, label);
        }
    }

    fn replace(&mut self, node: Node<'_>, label: &str, new: &str) {
        let (tag, old) = (node.tag(), node.text());
        let new = format!("<{tag}>{}</{tag}>", new.replace('&', "&amp;").replace('<', "&lt;"));
        self.tell(node, format!("`{old}` of {label} is {new}"), vec![(range(node), new)]);
    }

    fn number(&mut self, node: Node<'_>, label: &str) {
        let number: f64 = node.text().parse().unwrap();
        self.replace(node, label, &format!("{:.1}", number + 1.0));
        self.replace(node, label, &format!("{:.1}", number - 1.0));
    }

    fn operator(&mut self, node: Node<'_>, label: &str) {
        let others = OPERATORS.iter().find(|(operator, _)| *operator == node.text());
        for other in others.map_or([].as_slice(), |(_, others)| others) {
            self.replace(node, label, other);
        }
    }

    /// Each whole number of a formula is one more.
    fn formula(&mut self, node: Node<'_>, label: &str) {
        let whole = range(node);
        let written = &self.text[whole.clone()];
        for digits in numbers(written) {
            let number: u64 = written[digits.clone()].parse().unwrap();
            let place = whole.start + digits.start..whole.start + digits.end;
            let what = format!("the number {number} in the formula {label} is one more");
            self.found.push((place.start, what, vec![(place, (number + 1).to_string())]));
        }
    }

    /// Each branch leads where the next one should.
    fn branches(&mut self, decision: Node<'_>, label: &str) {
        let rules = decision.named("rules").map(|rule| (rule.child("connector"), rule));
        let mut ways: Vec<(Option<Node<'_>>, Node<'_>)> = rules.collect();
        ways.push((decision.child("defaultConnector"), decision));
        for pair in ways.windows(2) {
            let edits = match (pair[0].0, pair[1].0) {
                (Some(one), Some(other)) => {
                    let targets = [one, other].map(|each| range(each.child("targetReference").unwrap()));
                    let [first, second] = targets.map(|range| (range.clone(), self.text[range].to_owned()));
                    vec![(first.0, second.1), (second.0, first.1)]
                }
                (Some(one), None) => vec![(range(one), String::new())],
                _ => continue,
            };
            self.tell(pair[0].1, format!("two branches of {label} are exchanged"), edits);
        }
    }
}

fn range(node: Node<'_>) -> Range<usize> {
    node.span().unwrap().range()
}

/// The whole numbers of a formula, as it is escaped: none in texts, in names, or of an entity.
fn numbers(written: &str) -> Vec<Range<usize>> {
    let start = written.find('>').map_or(0, |at| at + 1);
    let end = written.rfind('<').unwrap_or(written.len());
    let (mut found, mut at, mut quoted) = (Vec::new(), start, false);
    while at < end {
        let rest = &written[at..end];
        let word = |text: &str| {
            text.bytes().take_while(|each| each.is_ascii_alphanumeric() || *each == b'_').count()
        };
        if let Some(entity) = rest.strip_prefix('&').and_then(|rest| rest.split_once(';')) {
            quoted ^= entity.0 == "quot";
            at += entity.0.len() + 2;
        } else if word(rest) > 0 {
            let length = word(rest);
            if !quoted && rest[..length].bytes().all(|each| each.is_ascii_digit()) {
                found.push(at..at + length);
            }
            at += length;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}
