use proptest::prelude::*;

use super::*;
use crate::flow::model::*;

/// A flow from lines such as `Get: Get_Contact -> Who, fault Log`: a kind, a name, where its arrows lead. The first line is
/// the first element.
fn flow(lines: &[&str]) -> Flow {
    let elements: Vec<_> = lines.iter().map(|line| element(line)).collect();
    let connector = elements.first().map(|first| Connector::to(&first.name));
    Flow { start: Start { connector, ..Start::default() }, elements, ..Flow::default() }
}

fn element(line: &str) -> Element {
    let (kind, rest) = line.split_once(": ").unwrap();
    let (name, targets) = rest.split_once(" -> ").unwrap_or((rest, ""));
    let targets: Vec<_> = targets.split(", ").filter(|target| !target.is_empty()).collect();
    let fault = targets.iter().find_map(|target| target.strip_prefix("fault ")).map(Connector::to);
    let mut plain =
        targets.iter().filter(|target| !target.starts_with("fault ")).map(|target| Connector::to(*target));
    let kind = match kind {
        "Assign" => ElementKind::Assignment(Assignment { connector: plain.next(), ..Assignment::default() }),
        "Get" => ElementKind::RecordLookup(RecordLookup {
            object: name.trim_end_matches(char::is_numeric).to_owned(),
            connector: plain.next(),
            fault,
            ..RecordLookup::default()
        }),
        "Create" => ElementKind::RecordCreate(RecordCreate {
            connector: plain.next(),
            fault,
            ..RecordCreate::default()
        }),
        "Update" => ElementKind::RecordUpdate(RecordUpdate {
            input_reference: Some(name.trim_end_matches(char::is_numeric).to_owned()),
            connector: plain.next(),
            fault,
            ..RecordUpdate::default()
        }),
        "UpdateAll" => ElementKind::RecordUpdate(RecordUpdate {
            object: Some("Opportunity".to_owned()),
            connector: plain.next(),
            ..RecordUpdate::default()
        }),
        "Post" => ElementKind::ActionCall(ActionCall {
            action_type: "chatterPost".to_owned(),
            connector: plain.next(),
            ..ActionCall::default()
        }),
        "Run" => ElementKind::Subflow(Subflow {
            flow_name: name.to_owned(),
            connector: plain.next(),
            ..Subflow::default()
        }),
        "Loop" => ElementKind::Loop(Loop {
            next_value: plain.next(),
            no_more_values: plain.next(),
            ..Loop::default()
        }),
        "If" => decision(name, plain),
        other => panic!("no kind {other}"),
    };
    Element::new(name, name, kind)
}

/// The default first, then the rules.
fn decision(name: &str, mut targets: impl Iterator<Item = Connector>) -> ElementKind {
    let default_connector = targets.next();
    let rule = |(at, connector)| Rule {
        name: format!("{name}_{at}"),
        label: String::new(),
        logic: "and".to_owned(),
        conditions: Vec::new(),
        connector: Some(connector),
        requires_change: false,
        place: Place::default(),
    };
    let rules = targets.enumerate().map(rule).collect();
    ElementKind::Decision(Decision { rules, default_connector, default_label: String::new() })
}

fn names(graph: &Graph<'_>, ids: impl IntoIterator<Item = ElementId>) -> Vec<String> {
    ids.into_iter().map(|id| graph.element(id).name.clone()).collect()
}

fn cost(soql: u32, dml: u32) -> Cost {
    Cost { soql, dml }
}

fn free(_: &str) -> Cost {
    Cost::default()
}

#[test]
fn arrows_lead_to_elements_or_dangle() {
    let flow = flow(&[
        "If: Who -> End, Get_Contact, Nowhere",
        "Get: Get_Contact -> End, fault Log",
        "Assign: Log",
        "Assign: End",
    ]);
    let graph = Graph::new(&flow);
    let who = graph.named("Who").unwrap();
    let kinds: Vec<_> = graph.successors(who).iter().map(|edge| edge.kind).collect();
    assert_eq!(kinds, [ArrowKind::Rule(0), ArrowKind::Default]);
    assert_eq!(graph.dangling()[0].target, "Nowhere");
    let end = graph.named("End").unwrap();
    assert_eq!(names(&graph, graph.predecessors(end).iter().copied()), ["Who", "Get_Contact"]);
    assert_eq!(graph.entries()[0].target, who);
}

#[test]
fn what_nothing_leads_to_is_not_reachable() {
    let flow = flow(&["Assign: A -> B", "Assign: B", "Assign: C -> B"]);
    assert_eq!(Graph::new(&flow).reachable(), [true, true, false]);
}

#[test]
fn scheduled_paths_and_old_starts_are_entries() {
    let mut later = flow(&["Assign: A", "Assign: B"]);
    later.start.connector = None;
    later
        .start
        .scheduled_paths
        .push(ScheduledPath { connector: Some(Connector::to("A")), ..ScheduledPath::default() });
    assert_eq!(Graph::new(&later).reachable(), [true, false]);
    let mut old = flow(&["Assign: A", "Assign: B"]);
    old.start = Start { element_reference: Some("B".to_owned()), ..Start::default() };
    assert_eq!(Graph::new(&old).reachable(), [false, true]);
}

#[test]
fn order_leads_onwards_and_keeps_loops_together() {
    let flow = flow(&["Get: G -> L", "Assign: After", "Assign: Body -> L", "Loop: L -> Body, After"]);
    let graph = Graph::new(&flow);
    let groups: Vec<_> = graph.order().into_iter().map(|group| names(&graph, group)).collect();
    assert_eq!(groups, [vec!["G"], vec!["Body", "L"], vec!["After"]]);
}

#[test]
fn dominators_are_what_every_way_passes() {
    let flow = flow(&[
        "Assign: A -> B",
        "If: B -> C, D",
        "Assign: C -> E",
        "Assign: D -> E",
        "Assign: E",
        "Assign: Alone",
    ]);
    let graph = Graph::new(&flow);
    let nearest = graph.dominators().into_iter().map(|id| id.map(|id| graph.element(id).name.as_str()));
    assert_eq!(nearest.collect::<Vec<_>>(), [None, Some("A"), Some("B"), Some("B"), Some("B"), None]);
}

#[test]
fn the_dearest_path_takes_the_dearer_branch_for_each_limit() {
    let flow = flow(&[
        "Get: Get_Person -> Choose",
        "If: Choose -> Post_It, Get_Rep, UpdateAll_Deals",
        "Get: Get_Rep -> Get_Manager",
        "Get: Get_Manager -> Create_Review",
        "Create: Create_Review",
        "UpdateAll: UpdateAll_Deals -> Post_It",
        "Post: Post_It -> Create_Task",
        "Create: Create_Task",
    ]);
    let graph = Graph::new(&flow);
    assert_eq!(graph.dearest_path(&free), DearestPath { cost: cost(3, 3), repeats: false });
}

#[test]
fn fault_paths_cost_only_where_they_are_asked_for() {
    let flow = flow(&["Get: Get_Person -> End, fault Log", "Run: Log -> End", "Assign: End"]);
    let graph = Graph::new(&flow);
    let log = |name: &str| if name == "Log" { cost(0, 1) } else { Cost::default() };
    assert_eq!(graph.dearest_path(&log).cost, cost(1, 0));
    assert_eq!(graph.dearest_path_with_faults(&log).cost, cost(1, 1));
}

#[test]
fn a_loop_is_counted_once_and_said() {
    let flow = flow(&["Get: G -> L", "Loop: L -> C, U", "Create: C -> L", "Update: U"]);
    assert_eq!(Graph::new(&flow).dearest_path(&free), DearestPath { cost: cost(1, 2), repeats: true });
}

#[test]
fn before_a_save_the_record_is_changed_for_nothing() {
    let mut before = flow(&["Update: $Record"]);
    assert_eq!(Graph::new(&before).dearest_path(&free).cost, cost(0, 1));
    before.start.trigger_type = Some("RecordBeforeSave".to_owned());
    assert_eq!(Graph::new(&before).dearest_path(&free).cost, cost(0, 0));
}

#[test]
fn a_graph_of_more_paths_than_could_be_listed_is_instant() {
    let mut lines = Vec::new();
    for at in 0..200 {
        lines.push(format!("If: Choose{at} -> A{at}, B{at}"));
        lines.push(format!("Create: A{at} -> Choose{}", at + 1));
        lines.push(format!("Assign: B{at} -> Choose{}", at + 1));
    }
    let lines: Vec<_> = lines.iter().map(String::as_str).collect();
    assert_eq!(Graph::new(&flow(&lines)).dearest_path(&free).cost, cost(0, 200));
}

#[test]
fn a_chain_of_a_hundred_thousand_elements_is_walked() {
    let lines: Vec<_> = (0..100_000).map(|at| format!("Assign: E{at} -> E{}", at + 1)).collect();
    let flow = flow(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    let graph = Graph::new(&flow);
    assert_eq!(graph.order().len(), 100_000);
    assert_eq!(graph.dominators()[99_999], Some(ElementId(99_998)));
}

#[test]
fn what_happens_twice_on_one_path_is_found() {
    let twice = |graph: &Graph<'_>, found: Vec<Twice>| -> Vec<_> {
        found.into_iter().flat_map(|each| names(graph, [each.first, each.again])).collect()
    };
    let branches = flow(&["If: D -> person1, person2", "Update: person1", "Update: person2"]);
    assert_eq!(Graph::new(&branches).updated_twice(), []);
    let chain = flow(&["Update: person1 -> other", "Update: other -> person2", "Update: person2"]);
    let graph = Graph::new(&chain);
    assert_eq!(twice(&graph, graph.updated_twice()), ["person1", "person2"]);
    let loops = flow(&["Loop: L -> Contact1", "Get: Contact1 -> L"]);
    let graph = Graph::new(&loops);
    assert_eq!(twice(&graph, graph.looked_up_twice()), ["Contact1", "Contact1"]);
    let gets = flow(&["Get: Contact1 -> Lead1", "Get: Lead1 -> Contact2", "Get: Contact2"]);
    let graph = Graph::new(&gets);
    assert_eq!(twice(&graph, graph.looked_up_twice()), ["Contact1", "Contact2"]);
}

/// The dearest path of an acyclic graph by listing all paths.
fn by_listing(graph: &Graph<'_>, from: ElementId) -> Cost {
    let further = graph.successors(from).iter().map(|edge| by_listing(graph, edge.target));
    graph.cost(from, &free).plus(further.fold(Cost::default(), Cost::highest))
}

proptest! {
    #[test]
    fn the_dearest_path_is_the_highest_of_all_paths(arrows in prop::collection::vec((1_usize..5, 1_usize..5, 0..4), 1..9)) {
        let lines: Vec<_> = arrows.iter().enumerate().map(|(at, (near, far, kind))| {
            let (near, far) = (at + near, at + far);
            match kind {
                0 => format!("If: E{at} -> E{near}, E{far}"),
                1 => format!("Get: E{at} -> E{near}, fault E{far}"),
                2 => format!("UpdateAll: E{at} -> E{near}"),
                _ => format!("Create: E{at} -> E{near}, fault E{far}"),
            }
        }).collect();
        let flow = flow(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        let graph = Graph::new(&flow);
        let expected = by_listing(&graph, ElementId(0));
        prop_assert_eq!(graph.dearest_path_with_faults(&free), DearestPath { cost: expected, repeats: false });
    }

    #[test]
    fn a_dominator_cuts_off_what_it_dominates(arrows in prop::collection::vec((0_usize..9, 0_usize..9), 1..9)) {
        let lines: Vec<_> =
            arrows.iter().enumerate().map(|(at, (a, b))| format!("If: E{at} -> E{a}, E{b}")).collect();
        let flow = flow(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        let graph = Graph::new(&flow);
        let reachable = graph.reachable();
        for (at, nearest) in graph.dominators().into_iter().enumerate() {
            let Some(nearest) = nearest else { continue };
            let mut cut = flow.clone();
            cut.elements[nearest.0].kind = ElementKind::Assignment(Assignment::default());
            prop_assert!(reachable[at] && !Graph::new(&cut).reachable()[at]);
        }
    }
}
