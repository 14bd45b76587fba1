// What holds for any bytes: the targets of the fuzzer, and `cargo test`, which replays its seeds, run these.

use ctiflow::diag::Sink;
use ctiflow::formula::{self, Dialect, Expr, ExprKind};
use ctiflow::lint::{self, Package, Unit};
use ctiflow::org::Org;
use ctiflow::source::{FileId, Fragment, Source, Span};
use ctiflow::xml::{self, Document, Element};
use ctiflow::{flow, schema, spec};

/// What a target does with bytes; it panics where they show a mistake.
pub(crate) type Check = fn(&[u8]);

/// Each target: its name, which is that of its folder of seeds, and what it checks.
#[allow(dead_code, reason = "the tests alone need the list")]
pub(crate) const TARGETS: [(&str, Check); 5] =
    [("flow", flow), ("formula", formula), ("spec", spec), ("writer", writer), ("xml", xml)];

/// Any tree is a flow, or messages: what was read is written, and read again, to the same file. No rule of the linter panics.
#[allow(dead_code, reason = "each target runs one")]
pub(crate) fn flow(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Some(document) = read(text) else { return };
    if let Ok(reading) = flow::read("Fuzz", &document) {
        let once = check_written(&flow::write(&reading.flow));
        let again = flow::read("Fuzz", &read(&once).expect("it was written")).expect("it is a flow");
        assert_eq!(again.unread, [], "{once}");
        assert_eq!(xml::write(&flow::write(&again.flow)), once);
    }
    let (unit, org) = (Unit::new("flows/Fuzz.flow-meta.xml", &document), Org::standard());
    let facts = unit.facts(&org);
    let (files, rules) = ([unit.summary()], lint::RULES.iter().copied());
    let package = Package { files: &files, org: &org };
    rules.for_each(|rule| drop((facts.check(rule), package.check(rule))));
}

/// Any text is a spec, or messages.
#[allow(dead_code, reason = "each target runs one")]
pub(crate) fn spec(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut sink = Sink::default();
    let spec = spec::read(&Source::new("fuzz.yaml", text), FileId(0), &mut sink);
    assert!(spec.is_some() || !sink.is_empty(), "nothing is refused in silence");
}

/// What is read is written, and read again, to the same tree; formatting twice is formatting once.
#[allow(dead_code, reason = "each target runs one")]
pub(crate) fn xml(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Some(document) = read(text) else { return };
    let _ = xml::deviations(text, &document);
    check_written(&document);
    let mut arranged = document;
    schema::arrange(&mut arranged);
    let once = check_written(&arranged);
    let mut again = read(&once).expect("it was written");
    schema::arrange(&mut again);
    assert_eq!(xml::write(&again), once);
    assert_eq!(xml::deviations(&once, &again), [], "{once}");
}

/// Any tree that is built is written, and read to the same tree.
#[allow(dead_code, reason = "each target runs one")]
pub(crate) fn writer(data: &[u8]) {
    check_written(&Document::from(tree(data)));
}

/// Any text is a formula, or messages; what was read is printed, and read again, to the same text.
#[allow(dead_code, reason = "each target runs one")]
pub(crate) fn formula(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    for dialect in [Dialect::Spec, Dialect::Flow] {
        let mut sink = Sink::default();
        let read = formula::parse(&whole(text), dialect, &mut sink);
        assert!(read.is_some() || !sink.is_empty(), "nothing is refused in silence");
        read.iter().for_each(|expr| check_printed(expr, dialect));
    }
    let _ = formula::parse_template(&whole(text), &mut Sink::default());
}

fn whole(text: &str) -> Fragment {
    Fragment::verbatim(text, Span::new(FileId(0), 0..text.len()))
}

/// A formula that was read is printed, and read again, to the same formula.
fn check_printed(expr: &Expr, dialect: Dialect) {
    let printed = formula::print_expr(expr, dialect);
    if printed.chars().count() > formula::MOST_SOURCE_CHARACTERS {
        return;
    }
    let again = formula::parse(&whole(&printed), dialect, &mut Sink::default());
    assert!(again.is_some_and(|again| is_same(expr, &again)), "{printed}");
}

/// Whether two formulas are the same, wherever they stand.
fn is_same(left: &Expr, right: &Expr) -> bool {
    match (&left.kind, &right.kind) {
        (
            ExprKind::Call { function, arguments, .. },
            ExprKind::Call { function: other, arguments: others, .. },
        ) => {
            let pairs = || arguments.iter().zip(others);
            function == other
                && arguments.len() == others.len()
                && pairs().all(|(left, right)| is_same(left, right))
        }
        (ExprKind::Unary(sign, operand), ExprKind::Unary(other, right)) => {
            sign == other && is_same(operand, right)
        }
        (ExprKind::Binary(sign, left, right), ExprKind::Binary(other, first, second)) => {
            sign == other && is_same(left, first) && is_same(right, second)
        }
        (left, right) => left == right,
    }
}

fn read(text: &str) -> Option<Document> {
    xml::read(&Source::new("fuzz.xml", text), FileId(0)).ok()
}

fn check_written(document: &Document) -> String {
    let written = xml::write(document);
    assert_eq!(read(&written).as_ref(), Some(document), "{written}");
    written
}

/// An element whose end was not met.
#[derive(Default)]
struct Open {
    nil: Option<String>,
    text: String,
    children: Vec<Element>,
}

impl Open {
    fn finished(self, tag: &'static str) -> Element {
        let element = match self.children.is_empty() {
            true => Element::with_text(tag, self.text),
            false => Element::new(tag).children(self.children),
        };
        self.nil.into_iter().fold(element, |element, value| element.attribute("xsi:nil", value))
    }
}

/// A tree from bytes: `(` and `)` open and close an element, `@` makes an attribute of the text before it, all else is text.
fn tree(data: &[u8]) -> Element {
    let text = String::from_utf8_lossy(data);
    let mut open = Vec::new();
    let mut last = Open::default();
    for character in text.chars().filter(|each| xml::is_allowed(*each)) {
        match character {
            '(' if open.len() + 1 < xml::MAX_DEPTH => open.push(std::mem::take(&mut last)),
            ')' => last = close(&mut open, last),
            '@' => last.nil = Some(std::mem::take(&mut last.text)),
            other => last.text.push(other),
        }
    }
    while !open.is_empty() {
        last = close(&mut open, last);
    }
    last.finished("Flow")
}

fn close(open: &mut Vec<Open>, last: Open) -> Open {
    match open.pop() {
        Some(mut parent) => {
            parent.children.push(last.finished("a"));
            parent
        }
        None => last,
    }
}
