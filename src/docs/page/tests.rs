use super::*;
use crate::docs::Use;
use crate::flow::{Assignment, Connector, Element, ElementKind, Start, Subflow};
use crate::source::{FileId, Source, Span};

fn flow(name: &str, text: &str) -> Flow {
    let next = Assignment { connector: Some(Connector::go_to("Call")), ..Assignment::default() };
    let call = Subflow { flow_name: "Other".to_owned(), ..Subflow::default() };
    let mut described = Element::new("First", text, ElementKind::Assignment(next));
    described.description = Some(text.to_owned());
    described.place = Place(Some(Span::new(FileId(0), 3..9)));
    Flow {
        name: name.to_owned(),
        label: text.to_owned(),
        description: Some(text.to_owned()),
        start: Start {
            connector: Some(Connector::to("First")),
            trigger_type: Some("Scheduled".to_owned()),
            ..Start::default()
        },
        elements: vec![described, Element::new("Call", text, ElementKind::Subflow(call))],
        ..Flow::default()
    }
}

fn page(flow: &Flow, title: &str, specs: &Sources) -> String {
    let mut shown = Shown::from(flow);
    let uses = vec![Use { what: "queries".to_owned(), used: 3, more: true, allowed: 100 }];
    shown.budgets.push(Budget { path: title.to_owned(), uses });
    shown.scenarios.push(Scenario { name: title.to_owned(), outcome: title.to_owned(), holds: false });
    html(&Subject::new(title, [shown]).made_from(specs))
}

#[test]
fn no_text_breaks_out_of_the_page() {
    let hostile = "</script><script>alert(1)</script>]]>\"'`{{ 1 }}--><img src=x onerror=alert(1)>";
    let mut specs = Sources::default();
    specs.add(Source::new(hostile, format!("a\n{hostile}")));
    let page = page(&flow("Other", hostile), hostile, &specs);
    assert_eq!(page.matches("<script").count(), 1);
    assert_eq!(page.matches("</script").count(), 1);
    assert!(!page.contains("<img") && !page.contains("]]>"));
    assert!(page.contains("queries 3+ of 100") && page.contains("(does not hold)"));
}

#[test]
fn every_link_leads_somewhere_and_nothing_outside() {
    let mut specs = Sources::default();
    specs.add(Source::new("specs/a.yaml", "a: 1\nbc: 2\n"));
    let page = page(&flow("Other", "Text"), "Title", &specs);
    let after = |mark: &'static str| {
        page.split(mark)
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let ids = after(" id=\"");
    let links = after(" href=\"");
    assert!(links.len() > 4);
    for link in links {
        let id = link.strip_prefix('#').unwrap();
        assert_eq!(ids.iter().filter(|each| *each == id).count(), 1, "{link}");
    }
    assert!(page.contains("line 1</p>\n<pre>a: 1\nbc: 2\n</pre>"), "{page}");
    assert!(!page.contains("http:") && !page.contains("https:"), "the page asks nobody");
}

#[cfg(feature = "cli")]
#[test]
fn the_page_runs_its_own_script_and_no_other() {
    use sha2::{Digest, Sha256};
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digest = Sha256::digest(SCRIPT.as_bytes());
    let mut text = String::from("sha256-");
    for bytes in digest.chunks(3) {
        let bits =
            bytes.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - bytes.len()));
        for digit in 0..=bytes.len() {
            text.push(char::from(DIGITS[(bits >> (18 - 6 * digit) & 63) as usize]));
        }
    }
    text.push_str(&"=".repeat(3 - digest.chunks(3).last().map_or(3, <[u8]>::len)));
    assert_eq!(SCRIPT_HASH, text, "write this into src/docs/page/mod.rs");
    let page = html(&Subject::new("T", [Shown::from(&flow("F", "L"))]));
    assert!(page.contains(&format!("<script>{SCRIPT}</script>")));
}
