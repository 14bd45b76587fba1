//! Where a document is not what the official schema says: found in one walk, told by several rules.

use super::unit::DocumentFacts;
use crate::diag::{Code, Diagnostic, nearest};
use crate::schema::{self, Child, Kind};
use crate::source::Span;
use crate::xml::Node;

/// The ways to be at odds with the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlawKind {
    /// An element that stands nowhere in the schema.
    UnknownElement,
    /// The same, in a file of a newer version than our schema.
    NewerElement,
    /// Elements of one tag with others between them.
    SplitSiblings,
    /// An element that stands before one that it follows.
    WrongOrder,
    /// An element that has to be there.
    MissingElement,
    /// A second element where one may be.
    DoubledElement,
    /// A word that is none of a list.
    UnknownWord,
    /// A text that is no number, date, …; text where elements belong.
    WrongType,
}

/// One place where a document is not what the schema says.
#[derive(Debug)]
pub struct Flaw {
    /// In which way.
    pub kind: FlawKind,
    /// The words; the code is that of the rule that tells it.
    pub diagnostic: Diagnostic,
}

/// All of a document, by place. What stands inside of an unknown element is not judged.
pub(super) fn of(document: &DocumentFacts<'_>) -> Vec<Flaw> {
    let root = document.tree.root();
    let Some(kind) = Kind::named(root.tag()) else { return Vec::new() };
    let mut search = Search { document, is_newer: is_newer(document), flaws: Vec::new() };
    search.element(root, kind);
    search.flaws
}

/// Whether a file, or else its project, says that it is of a later version than the schema.
fn is_newer(document: &DocumentFacts<'_>) -> bool {
    let version = |text: &str| text.trim().parse::<f64>().ok();
    document.api_version().and_then(version) > version(schema::API_VERSION)
}

struct Search<'d> {
    document: &'d DocumentFacts<'d>,
    is_newer: bool,
    flaws: Vec<Flaw>,
}

impl Search<'_> {
    fn add(
        &mut self,
        kind: FlawKind,
        span: Span,
        message: String,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        let diagnostic = Diagnostic::new(Code::FlowSchema, span, message).help(help);
        let at = self.flaws.len();
        self.flaws.push(Flaw { kind, diagnostic });
        &mut self.flaws[at].diagnostic
    }

    fn element(&mut self, node: Node<'_>, kind: &'static Kind) {
        match kind.children.is_empty() {
            true => self.leaf(node, kind),
            false => self.parent(node, kind),
        }
    }

    fn parent(&mut self, node: Node<'_>, kind: &'static Kind) {
        if !node.text().trim().is_empty() {
            let message = format!("`<{}>` holds text, and it should hold elements", node.tag());
            self.add(
                FlawKind::WrongType,
                self.document.text(node),
                message,
                "put the text into the element it is for",
            );
        }
        self.missing(node, kind);
        self.siblings(node, kind);
        self.order(node, kind);
        for child in node.children() {
            match kind.child(child.tag()) {
                Some(known) => self.element(child, known.kind()),
                None if kind.had(child.tag()) => {}
                None => self.unknown(child, (node.tag(), kind)),
            }
        }
    }

    fn unknown(&mut self, child: Node<'_>, (parent, kind): (&str, &Kind)) {
        let span = self.document.tag(child);
        if self.is_newer {
            let message =
                format!("`<{parent}>` has no `<{}>` up to API {}", child.tag(), schema::API_VERSION);
            self.add(
                FlawKind::NewerElement,
                span,
                message,
                "it is left as it is, and nothing in it is judged",
            );
            return;
        }
        let message = format!("`<{parent}>` has no `<{}>`", child.tag());
        match nearest(child.tag(), kind.children.iter().map(|child| child.tag)) {
            Some(near) => {
                self.add(FlawKind::UnknownElement, span, message, format!("did you mean `<{near}>`?"))
            }
            None => {
                self.add(FlawKind::UnknownElement, span, message, "delete it, or move it to where it belongs")
            }
        };
    }

    /// One finding, whatever is missing: who writes an element by hand forgets both of its coordinates.
    fn missing(&mut self, node: Node<'_>, kind: &Kind) {
        let absent = kind.children.iter().filter(|child| child.required && node.child(child.tag).is_none());
        let tags: Vec<String> = absent.map(|child| format!("`<{}>`", child.tag)).collect();
        if tags.is_empty() {
            return;
        }
        let tags = tags.join(" and ");
        let message = format!("`{}` has no {tags}", self.called(node));
        let help = format!("add {tags}: it has to be there");
        self.add(FlawKind::MissingElement, self.document.named(node), message, help);
    }

    /// How an element is called: by its name, or else by its tag.
    fn called(&self, node: Node<'_>) -> String {
        match node.leaf("name").filter(|name| !name.is_empty()) {
            Some(name) => name.to_owned(),
            None => format!("<{}>", node.tag()),
        }
    }

    /// Second elements where one may be, and elements of one tag that are apart.
    fn siblings(&mut self, node: Node<'_>, kind: &'static Kind) {
        let mut last: Option<&str> = None;
        let mut seen: Vec<(&str, Node<'_>)> = Vec::new();
        for child in node.children().filter(|child| kind.child(child.tag()).is_some()) {
            let first = seen.iter().find(|(tag, _)| *tag == child.tag()).map(|(_, first)| *first);
            match (first, kind.child(child.tag())) {
                (Some(first), Some(Child { repeated: false, .. })) => self.doubled(node, first, child),
                (Some(_), Some(_)) if last != Some(child.tag()) => self.split(node, child),
                (Some(_), _) => {}
                (None, _) => seen.push((child.tag(), child)),
            }
            last = Some(child.tag());
        }
    }

    fn doubled(&mut self, parent: Node<'_>, first: Node<'_>, again: Node<'_>) {
        let message =
            format!("a second `<{}>` in `{}`, which has only one", again.tag(), self.called(parent));
        let (span, first) = (self.document.tag(again), self.document.tag(first));
        let found = self.add(FlawKind::DoubledElement, span, message, "keep one of them");
        found.related.push((first, "the first".to_owned()));
    }

    fn split(&mut self, parent: Node<'_>, child: Node<'_>) {
        let message = format!("other elements of `<{}>` stand before this `<{}>`", parent.tag(), child.tag());
        let help = format!("move it to the other `<{}>`: `ctiflow fmt` does it", child.tag());
        self.add(FlawKind::SplitSiblings, self.document.tag(child), message, help);
    }

    /// One finding for the children of an element: what `fmt` would move first. What is doubled or split is told as that.
    fn order(&mut self, node: Node<'_>, kind: &Kind) {
        let known = node.children().filter_map(|child| Some((kind.order(child.tag())?, child)));
        let mut runs: Vec<(usize, Node<'_>)> = known.collect();
        runs.dedup_by_key(|(rank, _)| *rank);
        let mut once = vec![0; kind.children.len()];
        runs.iter().for_each(|(rank, _)| once[*rank] += 1);
        runs.retain(|(rank, _)| once[*rank] == 1);
        let ranks: Vec<usize> = runs.iter().map(|(rank, _)| *rank).collect();
        let Some(at) = first_out_of_order(&ranks) else { return };
        let (rank, child) = runs[at];
        let behind = runs.iter().map(|(other, _)| *other).filter(|other| *other > rank).min();
        let place = match behind.map(|behind| kind.children[behind].tag) {
            Some(behind) => format!("before `<{behind}>`"),
            None => "last".to_owned(),
        };
        let message = format!("`<{}>` in `<{}>` stands {place} in the schema", child.tag(), node.tag());
        self.add(FlawKind::WrongOrder, self.document.tag(child), message, "`ctiflow fmt` puts it there");
    }

    fn leaf(&mut self, node: Node<'_>, kind: &Kind) {
        if let Some(child) = node.children().next() {
            return self.unknown(child, (node.tag(), kind));
        }
        if !kind.values.is_empty() {
            return self.word(node, kind);
        }
        if let Some((_, words, _)) =
            SCALARS.iter().find(|(name, _, fits)| *name == kind.name && !fits(node.text()))
        {
            let message = format!("`<{}>` cannot be `{}`", node.tag(), node.text());
            self.add(FlawKind::WrongType, self.document.text(node), message, format!("write {words}"));
        }
    }

    fn word(&mut self, node: Node<'_>, kind: &Kind) {
        let word = node.text();
        if kind.values.contains(&word) || kind.had(word) || self.is_newer {
            return;
        }
        let message = format!("`<{}>` cannot be `{word}`", node.tag());
        let span = self.document.text(node);
        match nearest(word, kind.values.iter().copied()) {
            Some(near) => {
                let found = self.add(FlawKind::UnknownWord, span, message, "");
                *found = found.clone().suggest(Some(near));
            }
            None if kind.values.len() <= 12 => {
                let help = format!("it is one of {}", kind.values.join(", "));
                self.add(FlawKind::UnknownWord, span, message, help);
            }
            None => {
                self.add(FlawKind::UnknownWord, span, message, format!("write a word of {}", kind.name));
            }
        }
    }
}

/// The scalar types of XML Schema that are not any text: the name, what to write, and what fits.
type Scalar = (&'static str, &'static str, fn(&str) -> bool);

static SCALARS: &[Scalar] = &[
    ("boolean", "`true` or `false`", |text| matches!(text.trim(), "true" | "false" | "1" | "0")),
    ("int", "a whole number", |text| text.trim().parse::<i32>().is_ok()),
    ("double", "a number", is_double),
    ("date", "a day, as in `2026-12-31`", |text| text.trim().parse::<jiff::civil::Date>().is_ok()),
    ("dateTime", "a moment, as in `2026-12-31T14:00:00.000Z`", is_moment),
    ("time", "a time of day, as in `02:00:00.000Z`", is_time),
];

/// A decimal, perhaps with an exponent: `inf` and `nan`, which Rust reads, are none of Salesforce's.
fn is_double(text: &str) -> bool {
    let plain = |each: char| each.is_ascii_digit() || matches!(each, '+' | '-' | '.' | 'e' | 'E');
    text.trim().chars().all(plain) && text.trim().parse::<f64>().is_ok()
}

/// With a zone, or without one.
fn is_moment(text: &str) -> bool {
    let text = text.trim();
    text.contains('T')
        && (text.parse::<jiff::Timestamp>().is_ok() || text.parse::<jiff::civil::DateTime>().is_ok())
}

fn is_time(text: &str) -> bool {
    let text = text.trim();
    let plain = text.strip_suffix('Z').unwrap_or(text);
    plain.contains(':') && plain.parse::<jiff::civil::Time>().is_ok()
}

/// The first of a list that is not in its longest rising part: the fewest that have to move.
fn first_out_of_order(ranks: &[usize]) -> Option<usize> {
    let mut longest: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, rank) in ranks.iter().enumerate() {
        let before = (0..at).filter(|before| ranks[*before] < *rank).max_by_key(|before| longest[*before].0);
        longest.push((before.map_or(1, |before| longest[before].0 + 1), before));
    }
    let mut kept = vec![false; ranks.len()];
    let mut next = (0..ranks.len()).max_by_key(|at| longest[*at].0);
    while let Some(at) = next {
        kept[at] = true;
        next = longest[at].1;
    }
    kept.iter().position(|kept| !kept)
}
