//! The ways out of an element.

use crate::flow::model::{Connector, ElementKind, OtherElement, Start};

/// A connector and which way out it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrow<'a> {
    /// Which way out of the element.
    pub kind: ArrowKind,
    /// The name of the element it leads to.
    pub target: &'a str,
    /// A Go To connector.
    pub go_to: bool,
}

/// The kinds of ways out of an element, and of the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArrowKind {
    /// The only way on.
    Next,
    /// After a fault.
    Fault,
    /// The rule of a decision, by its place.
    Rule(usize),
    /// No rule is true.
    Default,
    /// For each item of a loop.
    EachItem,
    /// After the last item of a loop.
    AfterLast,
    /// A path of the start that runs later, by its place.
    ScheduledPath(usize),
    /// Another, of an element of another kind.
    Other,
}

impl<'a> Arrow<'a> {
    fn new(kind: ArrowKind, connector: &'a Connector) -> Self {
        Self { kind, target: &connector.target, go_to: connector.go_to }
    }
}

/// The connectors of an element.
pub fn arrows(kind: &ElementKind) -> Vec<Arrow<'_>> {
    use ArrowKind::{AfterLast, Default, EachItem, Fault, Next};
    match kind {
        ElementKind::ActionCall(it) => list([(Next, &it.connector), (Fault, &it.fault)]),
        ElementKind::Assignment(it) => list([(Next, &it.connector)]),
        ElementKind::CollectionProcessor(it) => list([(Next, &it.connector)]),
        ElementKind::CustomError(it) => list([(Next, &it.connector)]),
        ElementKind::Decision(it) => {
            let rules = it.rules.iter().enumerate().map(|(at, rule)| (ArrowKind::Rule(at), &rule.connector));
            list(rules.chain([(Default, &it.default_connector)]))
        }
        ElementKind::Loop(it) => list([(EachItem, &it.next_value), (AfterLast, &it.no_more_values)]),
        ElementKind::RecordCreate(it) => list([(Next, &it.connector), (Fault, &it.fault)]),
        ElementKind::RecordDelete(it) => list([(Next, &it.connector), (Fault, &it.fault)]),
        ElementKind::RecordLookup(it) => list([(Next, &it.connector), (Fault, &it.fault)]),
        ElementKind::RecordUpdate(it) => list([(Next, &it.connector), (Fault, &it.fault)]),
        ElementKind::Subflow(it) => list([(Next, &it.connector)]),
        ElementKind::Transform(it) => list([(Next, &it.connector)]),
        ElementKind::Other(it) => of_other(it),
    }
}

fn list<'a>(parts: impl IntoIterator<Item = (ArrowKind, &'a Option<Connector>)>) -> Vec<Arrow<'a>> {
    let parts = parts.into_iter();
    parts.filter_map(|(kind, connector)| Some(Arrow::new(kind, connector.as_ref()?))).collect()
}

fn of_other(element: &OtherElement) -> Vec<Arrow<'_>> {
    let kind = |tag: &str| match tag {
        "connector" => ArrowKind::Next,
        "faultConnector" => ArrowKind::Fault,
        "defaultConnector" => ArrowKind::Default,
        _ => ArrowKind::Other,
    };
    element.connectors.iter().map(|(tag, connector)| Arrow::new(kind(tag), connector)).collect()
}

/// The connectors of the start.
pub fn arrows_of_start(start: &Start) -> Vec<Arrow<'_>> {
    let old = start.element_reference.iter();
    let old = old.map(|target| Arrow { kind: ArrowKind::Next, target, go_to: false });
    let paths = start.scheduled_paths.iter().enumerate();
    let paths = paths.map(|(at, path)| (ArrowKind::ScheduledPath(at), &path.connector));
    list([(ArrowKind::Next, &start.connector)].into_iter().chain(paths)).into_iter().chain(old).collect()
}
