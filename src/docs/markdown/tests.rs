use super::*;
use crate::flow::{Assignment, Connector, Decision, Element, ElementKind, Flow, Rule, Start, Subflow};

#[test]
fn nothing_in_a_text_is_read_as_markdown_or_mermaid() {
    let hostile = "a\"]; click start\n```\n| <script>alert(1)</script> [x](javascript:x)";
    let element = |name: &str, kind| Element::new(name, hostile, kind);
    let rule = Rule {
        name: "R".to_owned(),
        label: hostile.to_owned(),
        logic: "and".to_owned(),
        conditions: Vec::new(),
        connector: Some(Connector::to("Called")),
        requires_change: false,
        place: Default::default(),
    };
    let decision = Decision { rules: vec![rule], ..Decision::default() };
    let flow = Flow {
        name: "Hostile".to_owned(),
        label: hostile.to_owned(),
        description: Some(hostile.to_owned()),
        start: Start {
            connector: Some(Connector::to("Ask")),
            trigger_type: Some("RecordAfterSave".to_owned()),
            object: Some("Task".to_owned()),
            ..Start::default()
        },
        elements: vec![
            element("Ask", ElementKind::Decision(decision)),
            element(
                "Called",
                ElementKind::Subflow(Subflow { flow_name: hostile.to_owned(), ..Subflow::default() }),
            ),
            element(
                "Last",
                ElementKind::Assignment(Assignment {
                    connector: Some(Connector::to("Gone")),
                    ..Assignment::default()
                }),
            ),
        ],
        ..Flow::default()
    };
    let page = markdown(&Subject::new(hostile, [Shown::from(&flow)]));
    assert!(!page.contains("<script") && !page.contains("[x]("), "{page}");
    assert_eq!(page.matches("```").count(), 2, "{page}");
    assert_eq!(page.matches("\n    ").count(), 7, "{page}");
    assert!(page.contains("    start --> e0\n") && page.contains(" e1\n"), "{page}");
    assert!(page.contains("e2 --> missing[\"Gone (missing)\"]"), "{page}");
    assert!(
        page.lines().filter(|line| line.starts_with('|')).all(|line| line.matches('|').count() == 4),
        "{page}"
    );
}
