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
    ways(kind).into_iter().filter_map(|(kind, connector)| Some(Arrow::new(kind, connector?))).collect()
}

/// The ways out of an element, those without a connector too: there the flow ends.
pub fn ways(kind: &ElementKind) -> Vec<(ArrowKind, Option<&Connector>)> {
    use ArrowKind::{AfterLast, Default, EachItem, Fault, Next};
    match kind {
        ElementKind::ActionCall(it) => vec![way(Next, &it.connector), way(Fault, &it.fault)],
        ElementKind::Assignment(it) => vec![way(Next, &it.connector)],
        ElementKind::CollectionProcessor(it) => vec![way(Next, &it.connector)],
        ElementKind::CustomError(it) => vec![way(Next, &it.connector)],
        ElementKind::Decision(it) => {
            let rules = it.rules.iter().enumerate();
            let rules = rules.map(|(at, rule)| (ArrowKind::Rule(at), rule.connector.as_ref()));
            rules.chain([(Default, it.default_connector.as_ref())]).collect()
        }
        ElementKind::Loop(it) => vec![way(EachItem, &it.next_value), way(AfterLast, &it.no_more_values)],
        ElementKind::RecordCreate(it) => vec![way(Next, &it.connector), way(Fault, &it.fault)],
        ElementKind::RecordDelete(it) => vec![way(Next, &it.connector), way(Fault, &it.fault)],
        ElementKind::RecordLookup(it) => vec![way(Next, &it.connector), way(Fault, &it.fault)],
        ElementKind::RecordUpdate(it) => vec![way(Next, &it.connector), way(Fault, &it.fault)],
        ElementKind::Subflow(it) => vec![way(Next, &it.connector)],
        ElementKind::Transform(it) => vec![way(Next, &it.connector)],
        ElementKind::Other(it) => of_other(it),
    }
}

fn way(kind: ArrowKind, connector: &Option<Connector>) -> (ArrowKind, Option<&Connector>) {
    (kind, connector.as_ref())
}

fn of_other(element: &OtherElement) -> Vec<(ArrowKind, Option<&Connector>)> {
    let kind = |tag: &str| match tag {
        "connector" => ArrowKind::Next,
        "faultConnector" => ArrowKind::Fault,
        "defaultConnector" => ArrowKind::Default,
        _ => ArrowKind::Other,
    };
    element.connectors.iter().map(|(tag, connector)| (kind(tag), Some(connector))).collect()
}

/// The connectors of the start.
pub fn arrows_of_start(start: &Start) -> Vec<Arrow<'_>> {
    let old = start.element_reference.iter();
    let old = old.map(|target| Arrow { kind: ArrowKind::Next, target, go_to: false });
    let paths = start.scheduled_paths.iter().enumerate();
    let paths = paths.map(|(at, path)| (ArrowKind::ScheduledPath(at), &path.connector));
    let now = [(ArrowKind::Next, &start.connector)];
    let written = now.into_iter().chain(paths);
    let written = written.filter_map(|(kind, connector)| Some(Arrow::new(kind, connector.as_ref()?)));
    written.chain(old).collect()
}
