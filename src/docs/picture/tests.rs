use super::sound::flaws;
use super::*;
use crate::flow::*;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

fn defects(flow: &Flow) -> Vec<String> {
    let picture = Picture::of(flow);
    let parts: Vec<_> = picture
        .parts
        .iter()
        .map(|part| (part.place.at.x, part.place.at.y, part.place.width, part.place.height))
        .collect();
    let lines: Vec<Vec<(i64, i64)>> = picture
        .lines
        .iter()
        .map(|line| line.points.iter().map(|point| (point.x, point.y)).collect())
        .collect();
    let mut found = flaws((picture.width, picture.height), &parts, &lines);
    let mut shown: Vec<usize> = picture
        .parts
        .iter()
        .filter_map(|part| match part.what {
            What::Element(at) => Some(at),
            What::Start | What::Label | What::Jump(_) | What::End => None,
        })
        .collect();
    shown.sort_unstable();
    if shown != (0..flow.elements.len()).collect::<Vec<_>>() {
        found.push(format!("not every element stands at one place: {shown:?}"));
    }
    found
}

/// What an element of a random graph is.
type Random = (u8, String, Vec<Option<(usize, bool)>>);

fn random(most: usize) -> impl Strategy<Value = Vec<Random>> {
    let way = of((0..most + 1, prop::bool::weighted(0.1)));
    vec((0u8..6, "[A-Za-z_ ]{0,40}|[语W\u{202e}ي😀]{0,30}", vec(way, 1..5)), 1..most)
}

fn kind(kind: u8, label: &str, ways: &[Option<Connector>]) -> ElementKind {
    let way = |at: usize| ways.get(at).cloned().flatten();
    match kind {
        0 => ElementKind::Assignment(Assignment { items: Vec::new(), connector: way(0) }),
        1 => ElementKind::Loop(Loop { next_value: way(0), no_more_values: way(1), ..Loop::default() }),
        2 => {
            let rule = |(at, connector): (usize, &Option<Connector>)| Rule {
                name: format!("R{at}"),
                label: label.to_owned(),
                logic: "and".to_owned(),
                conditions: vec![Condition {
                    left: label.to_owned(),
                    operator: "EqualTo".to_owned(),
                    right: None,
                }],
                connector: connector.clone(),
                requires_change: false,
                place: Place::default(),
            };
            let rules = ways.iter().skip(1).enumerate().map(rule).collect();
            ElementKind::Decision(Decision {
                rules,
                default_connector: way(0),
                default_label: label.to_owned(),
            })
        }
        3 => ElementKind::RecordCreate(RecordCreate {
            connector: way(0),
            fault: way(1),
            ..RecordCreate::default()
        }),
        4 => ElementKind::Subflow(Subflow { connector: way(0), ..Subflow::default() }),
        _ => ElementKind::Other(OtherElement {
            tag: "waits".to_owned(),
            body: Vec::new(),
            connectors: ["connector", "connector", "faultConnector", "defaultConnector"]
                .iter()
                .zip(ways)
                .filter_map(|(tag, way)| Some(((*tag).to_owned(), way.clone()?)))
                .collect(),
            references: Vec::new(),
        }),
    }
}

/// The graph as a flow; a way to the number behind the last element leads to nothing.
fn flow(random: &[Random], later: Option<usize>) -> Flow {
    let connector = |way: &Option<(usize, bool)>| {
        way.map(|(target, go_to)| Connector { target: format!("E{target}"), go_to })
    };
    let element = |(at, (number, label, ways)): (usize, &Random)| {
        let ways: Vec<Option<Connector>> = ways.iter().map(connector).collect();
        Element::new(format!("E{at}"), label.clone(), kind(*number, label, &ways))
    };
    let path = |to: usize| ScheduledPath {
        connector: Some(Connector::to(format!("E{to}"))),
        ..ScheduledPath::default()
    };
    Flow {
        name: "Random".to_owned(),
        start: Start {
            connector: Some(Connector::to("E0")),
            scheduled_paths: later.map(path).into_iter().collect(),
            ..Start::default()
        },
        elements: random.iter().enumerate().map(element).collect(),
        ..Flow::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn nothing_overlaps_in_any_flow(random in random(14), later in of(0usize..14)) {
        let flow = flow(&random, later);
        prop_assert_eq!(defects(&flow), Vec::<String>::new());
    }
}

/// A flow by its arrows: each element with its number, and where its ways lead.
fn drawn(elements: &[(u8, &[Option<usize>])]) -> Flow {
    let random: Vec<Random> = elements
        .iter()
        .enumerate()
        .map(|(at, (kind, ways))| {
            (*kind, format!("Element {at}"), ways.iter().map(|way| way.map(|to| (to, false))).collect())
        })
        .collect();
    flow(&random, None)
}

fn place(picture: &Picture, wanted: What) -> Rectangle {
    picture.parts.iter().find(|part| part.what == wanted).map(|part| part.place).unwrap_or_default()
}

fn middle(rectangle: Rectangle) -> i64 {
    rectangle.at.x + rectangle.width / 2
}

fn jumps(picture: &Picture) -> usize {
    picture.parts.iter().filter(|part| matches!(part.what, What::Jump(_))).count()
}

#[test]
fn branches_stand_side_by_side_and_meet_below() {
    let flow = drawn(&[(2, &[Some(1), Some(2), Some(3)]), (0, &[Some(3)]), (0, &[Some(3)]), (0, &[None])]);
    let picture = Picture::of(&flow);
    let [ask, left, right, below] = [0, 1, 2, 3].map(|at| place(&picture, What::Element(at)));
    assert!(right.at.x + right.width < left.at.x, "the default outcome stands last");
    assert_eq!(middle(ask), middle(below));
    assert!(below.at.y > left.at.y + left.height);
    assert_eq!(jumps(&picture), 0);
}

#[test]
fn a_fault_stands_at_the_side_and_leads_back_below() {
    let flow = drawn(&[(3, &[Some(1), Some(2)]), (0, &[None]), (0, &[Some(1)])]);
    let picture = Picture::of(&flow);
    let [create, next, log] = [0, 1, 2].map(|at| place(&picture, What::Element(at)));
    assert_eq!(middle(create), middle(next));
    assert!(middle(log) > create.at.x + create.width && log.at.y > create.at.y && next.at.y > log.at.y);
    assert!(picture.lines.iter().any(|line| line.fault) && jumps(&picture) == 0);
}

#[test]
fn a_loop_leads_back_up_and_on_below() {
    let flow = drawn(&[(1, &[Some(1), Some(2)]), (0, &[Some(0)]), (0, &[None])]);
    let picture = Picture::of(&flow);
    let [each, body, after] = [0, 1, 2].map(|at| place(&picture, What::Element(at)));
    assert!(body.at.y < after.at.y && middle(each) == middle(after));
    let back = picture.lines.iter().find(|line| line.points.len() == 5);
    assert!(back.is_some_and(|line| line.points[4].y < line.points[0].y && line.arrow));
    assert_eq!(jumps(&picture), 0);
}

#[test]
fn a_way_up_is_a_jump_and_so_is_a_go_to() {
    let picture = Picture::of(&drawn(&[(0, &[Some(1)]), (2, &[Some(0), None])]));
    assert_eq!(jumps(&picture), 1);
    let random: Vec<Random> =
        vec![(3, String::new(), vec![Some((1, false)), Some((1, true))]), (0, String::new(), vec![None])];
    assert_eq!(jumps(&Picture::of(&flow(&random, None))), 1);
}

#[test]
fn a_fault_that_leads_where_one_of_several_ways_leads_stands_too() {
    let waits = (5, &[Some(1), Some(2), Some(3)][..]);
    let [end, on, below, back] = [(0, &[None][..]), (0, &[Some(4)]), (0, &[Some(5)]), (0, &[Some(1)])];
    let flow = drawn(&[waits, end, on, on, below, back]);
    assert_eq!(defects(&flow), Vec::<String>::new());
}

#[test]
fn handlers_shared_by_faults_stand_once() {
    let shared =
        drawn(&[(3, &[Some(1), Some(3)]), (3, &[Some(2), Some(3)]), (3, &[None, Some(3)]), (0, &[None])]);
    assert_eq!(defects(&shared), Vec::<String>::new());
    assert_eq!(jumps(&Picture::of(&shared)), 2);
}

#[test]
fn a_chain_of_thousands_is_laid_out() {
    let random: Vec<Random> = (0..20_000)
        .map(|at| (3, "Create".to_owned(), vec![Some((at + 1, false)), Some((at + 2, false))]))
        .collect();
    assert_eq!(defects(&flow(&random, None)), Vec::<String>::new());
}

#[test]
fn no_text_breaks_out_of_a_picture() {
    let hostile = "</text></svg><script>alert('1')</script>]]>\"";
    let mut flow = drawn(&[(2, &[Some(1), None]), (0, &[Some(9)])]);
    for element in &mut flow.elements {
        element.label = hostile.to_owned();
    }
    let svg = Picture::of(&flow).svg(&flow, "flow-0");
    assert!(!svg.contains("<script") && svg.matches("</svg>").count() == 1, "{svg}");
    assert!(!svg.contains("]]>"), "{svg}");
}
