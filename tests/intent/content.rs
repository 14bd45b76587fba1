//! What an element does, in the words of an intent.

use super::words;
use super::yaml::Yaml;
use ctiflow::flow::{
    Assignment, Element, ElementKind, Flow, LookupOutput, Parameter, RecordLookup, RecordUpdate, Value,
};

/// One row of what an element does: a key, and the ways in which its value may be written.
type Row = (String, Said);

/// The value of a row.
enum Said {
    /// One of these.
    Text(Vec<String>),
    /// A list in order.
    List(Vec<String>),
}

/// Where what an element does is not what the intent says; `rows` are the keys and values of the intent.
pub(super) fn differences(flow: &Flow, element: &Element, rows: &[(String, Yaml)]) -> Vec<String> {
    let actual = content(flow, element);
    let mut found = Vec::new();
    for (key, said) in &actual {
        match rows.iter().find(|(name, _)| name == key) {
            Some((_, wanted)) if matches(said, wanted) => {}
            Some((_, wanted)) => {
                found.push(format!("`{key}` is {}, and should be {}", shown(said), yaml(wanted)));
            }
            None => found.push(format!("`{key}` is {}, and should not be there", shown(said))),
        }
    }
    let missing = rows.iter().filter(|(name, _)| actual.iter().all(|(key, _)| key != name));
    found.extend(missing.map(|(name, wanted)| format!("`{name}` should be {}", yaml(wanted))));
    found
}

fn matches(said: &Said, wanted: &Yaml) -> bool {
    match said {
        Said::Text(ways) => ways.iter().any(|way| words::is(way, wanted.text())),
        Said::List(parts) => parts.iter().map(String::as_str).eq(wanted.texts()),
    }
}

fn shown(said: &Said) -> String {
    match said {
        Said::Text(ways) => format!("`{}`", ways.join("` or `")),
        Said::List(parts) => format!("{parts:?}"),
    }
}

fn yaml(wanted: &Yaml) -> String {
    match wanted {
        Yaml::Text(text) => format!("`{text}`"),
        Yaml::List(_) | Yaml::Map(_) => format!("{:?}", wanted.texts()),
    }
}

/// What an element does. Kinds that no program becomes say only their tag.
fn content(flow: &Flow, element: &Element) -> Vec<Row> {
    match &element.kind {
        ElementKind::Assignment(it) => assignment(flow, it),
        ElementKind::RecordCreate(it) => {
            let mut rows = vec![text("creates", it.object.clone().unwrap_or_default())];
            rows.extend(it.fields.iter().map(|each| value(flow, &each.field, each.value.as_ref())));
            rows.extend(it.assign_id_to.iter().map(|name| text("into", name.clone())));
            rows
        }
        ElementKind::RecordUpdate(it) => update(flow, it),
        ElementKind::RecordLookup(it) => lookup(flow, it),
        ElementKind::Subflow(it) => {
            let mut rows = vec![text("runs", it.flow_name.clone())];
            rows.extend(inputs(flow, &it.inputs));
            rows.extend(it.outputs.iter().map(|each| text(&each.name, format!("-> {}", each.assign_to))));
            rows
        }
        ElementKind::ActionCall(it) => {
            let mut rows = vec![text("does", it.action_name.clone())];
            rows.extend(inputs(flow, &it.inputs));
            rows.extend(it.outputs.iter().map(|each| text(&each.name, format!("-> {}", each.assign_to))));
            rows
        }
        ElementKind::CollectionProcessor(_)
        | ElementKind::Decision(_)
        | ElementKind::Loop(_)
        | ElementKind::RecordDelete(_)
        | ElementKind::CustomError(_)
        | ElementKind::Transform(_)
        | ElementKind::Other(_) => vec![text("is", element.kind.tag().to_owned())],
    }
}

fn text(key: &str, text: String) -> Row {
    (key.to_owned(), Said::Text(vec![text]))
}

fn value(flow: &Flow, key: &str, value: Option<&Value>) -> Row {
    (key.to_owned(), Said::Text(words::value(flow, value)))
}

fn inputs<'a>(flow: &'a Flow, inputs: &'a [Parameter]) -> impl Iterator<Item = Row> + 'a {
    inputs.iter().map(|each| value(flow, &each.name, each.value.as_ref()))
}

/// What gets what; a field that both pending records get is said once, as the person's.
fn assignment(flow: &Flow, assignment: &Assignment) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut skipped = false;
    for (at, item) in assignment.items.iter().enumerate() {
        if std::mem::take(&mut skipped) {
            continue;
        }
        let key = match item.operator.as_str() {
            "Assign" => item.target.clone(),
            other => format!("{} ({other})", item.target),
        };
        let field = item.target.strip_prefix("contactChanges.");
        let twin = field.zip(assignment.items.get(at + 1));
        let key = match twin {
            Some((field, next))
                if next.target == format!("leadChanges.{field}") && next.value == item.value =>
            {
                skipped = true;
                format!("person.{field}")
            }
            _ => key,
        };
        rows.push(value(flow, &key, item.value.as_ref()));
    }
    rows
}

fn update(flow: &Flow, update: &RecordUpdate) -> Vec<Row> {
    let mut rows = Vec::new();
    rows.extend(update.object.iter().map(|object| text("updates", object.clone())));
    rows.extend(update.input_reference.iter().map(|name| text("saves", name.clone())));
    if !update.filters.is_empty() {
        let filters = words::filters(flow, update.filter_logic.as_deref(), &update.filters);
        rows.push(text("where", filters));
    }
    rows.extend(update.fields.iter().map(|each| value(flow, &each.field, each.value.as_ref())));
    rows
}

fn lookup(flow: &Flow, lookup: &RecordLookup) -> Vec<Row> {
    let finds = match lookup.output {
        LookupOutput::Stored { first_only: false } => "finds all",
        LookupOutput::Stored { .. } | LookupOutput::Variable(_) | LookupOutput::Fields(_) => "finds",
    };
    let filters = words::filters(flow, lookup.filter_logic.as_deref(), &lookup.filters);
    let mut rows = vec![text(finds, lookup.object.clone()), text("where", filters)];
    if let (Some(field), Some(order)) = (&lookup.sort_field, &lookup.sort_order) {
        rows.push(text("order", format!("{field} {order}")));
    }
    match &lookup.output {
        LookupOutput::Stored { .. } => {}
        LookupOutput::Variable(name) => rows.push(text("into", name.clone())),
        LookupOutput::Fields(fields) => {
            rows.extend(fields.iter().map(|(field, name)| text(field, format!("-> {name}"))));
        }
    }
    if !lookup.queried_fields.is_empty() {
        rows.push(("fields".to_owned(), Said::List(lookup.queried_fields.clone())));
    }
    rows
}
