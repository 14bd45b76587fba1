//! A picture as SVG. Its colours and fonts are classes of the page.

use super::faces::{PADDING, TILE};
use super::layout::{Line, Point};
use super::{Picture, Shown, What, looks};
use crate::flow::Flow;
use crate::xml::{self, Element};
use std::fmt::Write as _;

/// How round corners of lines are.
const ROUND: i64 = 8;

impl Picture {
    /// The picture as SVG for a page. `id` begins the ids of its elements: `ID-box-3` is the box of the fourth one, and
    /// leads to `ID-3`, where the page says more; `ID-start` is that of the start.
    pub fn svg(&self, flow: &Flow, id: &str) -> String {
        let (width, height) = (self.width, self.height);
        let svg = Element::new("svg")
            .attribute("viewBox", format!("0 0 {width} {height}"))
            .attribute("width", width.to_string())
            .attribute("height", height.to_string())
            .attribute("class", "picture")
            .attribute("role", "group")
            .attribute("aria-label", format!("Picture of {}", self.name))
            .children(self.paths())
            .children(self.parts.iter().map(|part| Drawing { flow, id, part }.element()));
        xml::inline(&svg)
    }

    /// All lines of a kind in one path, and their heads in another.
    fn paths(&self) -> Vec<Element> {
        let mut paths = Vec::new();
        for (fault, line, head) in [(false, "line", "head"), (true, "line fault", "head fault")] {
            let lines: Vec<&Line> = self.lines.iter().filter(|each| each.fault == fault).collect();
            let all: String = lines.iter().map(|line| stroke(&line.points)).collect();
            let heads: String =
                lines.iter().filter(|line| line.arrow).map(|line| tip(&line.points)).collect();
            let path =
                |class: &str, d: String| Element::new("path").attribute("class", class).attribute("d", d);
            if !lines.is_empty() {
                paths.extend([path(line, all), path(head, heads)]);
            }
        }
        paths
    }
}

/// A line with round corners.
fn stroke(points: &[Point]) -> String {
    let mut d = String::new();
    for (at, point) in points.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| points.get(before));
        match (before, points.get(at + 1)) {
            (None, _) => put(&mut d, 'M', *point),
            (Some(_), None) => put(&mut d, 'L', *point),
            (Some(before), Some(after)) => {
                put(&mut d, 'L', towards(*point, *before));
                put(&mut d, 'Q', *point);
                put(&mut d, ' ', towards(*point, *after));
            }
        }
    }
    d
}

fn put(d: &mut String, command: char, point: Point) {
    // Writing to a text cannot fail.
    let _ = write!(d, "{command}{} {}", point.x, point.y);
}

/// A little from a corner towards another, at most half of the way.
fn towards(corner: Point, other: Point) -> Point {
    let step = |from: i64, to: i64| from + ((to - from) / 2).clamp(-ROUND, ROUND);
    Point { x: step(corner.x, other.x), y: step(corner.y, other.y) }
}

/// The head of an arrow: downwards, or to the right.
fn tip(points: &[Point]) -> String {
    let (Some(end), Some(before)) = (points.last(), points.iter().rev().nth(1)) else { return String::new() };
    match end.x == before.x {
        true => format!("M{} {}l-5 -8h10z", end.x, end.y),
        false => format!("M{} {}l-8 -5v10z", end.x, end.y),
    }
}

/// One part, and where it is drawn.
struct Drawing<'a> {
    flow: &'a Flow,
    id: &'a str,
    part: &'a Shown,
}

impl Drawing<'_> {
    fn element(&self) -> Element {
        match &self.part.what {
            What::Start => self.node(&looks::START, "start", self.id.to_owned() + "-start"),
            What::Element(at) => {
                let look = self.flow.elements.get(*at).map_or(&looks::START, |each| looks::of(&each.kind));
                self.node(look, &at.to_string(), format!("{}-{at}", self.id))
            }
            What::Label if self.part.fault => self.plate("way-label fault"),
            What::Label => self.plate("way-label"),
            What::Jump(Some(target)) => {
                self.link("jump", format!("#{}-box-{target}", self.id)).children(self.plate_parts(12))
            }
            What::Jump(None) => self.plate("jump missing"),
            What::End => self.plate("end"),
        }
    }

    fn node(&self, look: &looks::Look, key: &str, details: String) -> Element {
        let tile = self.part.place.at.y + (self.part.place.height - TILE) / 2;
        let (x, y) = (self.part.place.at.x + PADDING, tile);
        let mut square = rectangle((x, y), (TILE, TILE), 8).attribute("class", "tile");
        if look.name == "Decision" {
            let middle = TILE / 2;
            let turn = format!("rotate(45 {} {}) translate({} {})", x + middle, y + middle, x + 5, y + 5);
            square = rectangle((0, 0), (TILE - 10, TILE - 10), 6).attribute("class", "tile");
            square = square.attribute("transform", turn);
        }
        let sign = Element::new("path")
            .attribute("class", "sign")
            .attribute("transform", format!("translate({} {})", x + 8, y + 8))
            .attribute("d", look.sign);
        let label: Vec<&str> = self.part.face.written.iter().map(|each| each.line.text.as_str()).collect();
        self.link(&format!("node {}", look.tone), format!("#{details}"))
            .attribute("id", format!("{}-box-{key}", self.id))
            .attribute("aria-label", label.join(" "))
            .child(self.card(8).attribute("class", "card"))
            .child(square)
            .child(sign)
            .children(self.texts())
    }

    fn link(&self, class: &str, to: String) -> Element {
        Element::new("a").attribute("class", class).attribute("href", to)
    }

    fn plate(&self, class: &'static str) -> Element {
        Element::new("g").attribute("class", class).children(self.plate_parts(6))
    }

    fn plate_parts(&self, round: i64) -> Vec<Element> {
        [self.card(round)].into_iter().chain(self.texts()).collect()
    }

    fn card(&self, round: i64) -> Element {
        let place = self.part.place;
        rectangle((place.at.x, place.at.y), (place.width, place.height), round)
    }

    fn texts(&self) -> impl Iterator<Item = Element> {
        let at = self.part.place.at;
        self.part.face.written.iter().map(move |written| {
            let text = Element::with_text("text", written.line.text.clone())
                .attribute("class", written.class)
                .attribute("x", (at.x + written.x).to_string())
                .attribute("y", (at.y + written.y).to_string());
            if written.line.known {
                return text;
            }
            text.attribute("textLength", written.line.width.max(1).to_string())
                .attribute("lengthAdjust", "spacingAndGlyphs")
        })
    }
}

fn rectangle((x, y): (i64, i64), (width, height): (i64, i64), round: i64) -> Element {
    Element::new("rect")
        .attribute("x", x.to_string())
        .attribute("y", y.to_string())
        .attribute("width", width.to_string())
        .attribute("height", height.to_string())
        .attribute("rx", round.to_string())
}
