//! The page for wikis: Markdown, with the flows as Mermaid.

mod mermaid;
#[cfg(test)]
mod tests;

use super::overview::{Call, Starter, Way, label, starters};
use super::subject::{Budget, Scenario, Shown, Subject};
use super::words;
use serde::Serialize;
use tera::{Context, Tera};

const NAME: &str = "docs.md";
const TEMPLATE: &str = include_str!("../../../templates/docs.md");

#[derive(Debug, Serialize)]
struct Page {
    title: String,
    starters: Vec<Starter>,
    flows: Vec<FlowPart>,
}

#[derive(Debug, Serialize)]
struct FlowPart {
    label: String,
    name: String,
    begins: String,
    description: String,
    diagram: String,
    budgets: Vec<Budget>,
    scenarios: Vec<Scenario>,
}

/// The page of a subject in Markdown. The same subject gives the same bytes.
///
/// # Panics
/// Where the template asks for what is not there, which tests show for every part of it.
pub fn markdown(subject: &Subject<'_>) -> String {
    let page = Page {
        title: plain(subject.title),
        starters: starters(subject, |_| String::new()).into_iter().map(starter).collect(),
        flows: subject.flows.iter().map(FlowPart::of).collect(),
    };
    let mut context = Context::new();
    context.insert("page", &page);
    let mut templates = Tera::new();
    let added = templates.add_raw_template(NAME, TEMPLATE);
    added.unwrap_or_else(|fault| panic!("the template of Markdown: {fault}"));
    templates.render(NAME, &context).unwrap_or_else(|fault| panic!("the page in Markdown: {fault}"))
}

impl FlowPart {
    fn of(shown: &Shown<'_>) -> Self {
        let flow = shown.flow;
        let budget = |budget: &Budget| Budget { path: plain(&budget.path), ..budget.clone() };
        let scenario =
            |it: &Scenario| Scenario { name: plain(&it.name), outcome: plain(&it.outcome), holds: it.holds };
        Self {
            label: plain(label(flow)),
            name: plain(&flow.name),
            begins: plain(&words::begins(flow).unwrap_or_else(|| "when it is called".to_owned())),
            description: plain(flow.description.as_deref().unwrap_or_default()),
            diagram: mermaid::diagram(flow),
            budgets: shown.budgets.iter().map(budget).collect(),
            scenarios: shown.scenarios.iter().map(scenario).collect(),
        }
    }
}

fn starter(it: Starter) -> Starter {
    let way = |way: Way| Way { name: plain(&way.name), when: plain(&way.when) };
    let call = |call: Call| Call {
        ways: call.ways.into_iter().map(way).collect(),
        id: None,
        label: plain(&call.label),
        does: plain(&call.does),
    };
    Starter {
        id: String::new(),
        label: plain(&it.label),
        begins: plain(&it.begins),
        does: plain(&it.does),
        calls: it.calls.into_iter().map(call).collect(),
    }
}

/// A text on one line that Markdown takes as it is.
fn plain(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            _ if character.is_whitespace() || character.is_control() => escaped.push(' '),
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '|' => escaped.push_str("&#124;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '~' | '$' | '!' | '@' | ':' => {
                escaped.push('\\');
                escaped.push(character);
            }
            other => escaped.push(other),
        }
    }
    escaped
}
