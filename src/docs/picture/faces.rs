//! What stands in each part of a picture, and how much room it takes.

use super::looks::{self, Look, START};
use super::plan::Part;
use super::ways::{Node, Way, Ways};
use crate::docs::text::{Font, Line, Weight};
use crate::docs::words::{self, WayWords};
use crate::flow::graph::ArrowKind;

const KIND: Font = Font { size: 11, weight: Weight::Regular };
const LABEL: Font = Font { size: 13, weight: Weight::Bold };
const WAY: Font = Font { size: 12, weight: Weight::Bold };
const SMALL: Font = Font { size: 11, weight: Weight::Regular };

/// How wide a box is.
const BOX: i64 = 236;
/// Around what stands in a box.
pub(super) const PADDING: i64 = 10;
/// The coloured tile.
pub(super) const TILE: i64 = 36;
/// How long lines in a box may be.
const IN_BOX: i64 = BOX - 3 * PADDING - TILE;
/// How long the lines of a way may be.
const OF_WAY: i64 = 176;
/// Around what is said of a way.
const AROUND: i64 = 6;
/// All of a long label is shown; of a condition that is longer than this, the details say the rest.
const MOST_LINES: usize = 6;

/// A line of text in its part: its class, its font, and where its baseline begins, from the part's corner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) line: Line,
    pub(super) class: &'static str,
    pub(super) x: i64,
    pub(super) y: i64,
}

/// A part's texts and its size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Face {
    pub(super) written: Vec<Written>,
    pub(super) width: i64,
    pub(super) height: i64,
}

impl Face {
    /// Adds lines below those that are there.
    fn add(&mut self, lines: Vec<Line>, x: i64, (class, font): (&'static str, Font)) {
        for line in lines {
            self.width = self.width.max(x + line.width);
            self.height += font.size + 4;
            self.written.push(Written { line, class, x, y: self.height - 4 });
        }
    }

    fn around(mut self, room: i64) -> Self {
        self.written.iter_mut().for_each(|each| (each.x, each.y) = (each.x + room, each.y + room));
        self.width += 2 * room;
        self.height += 2 * room;
        self
    }

    /// As high as others, its lines in the middle.
    fn stretch(&mut self, height: i64) {
        let free = (height - self.height).max(0);
        self.written.iter_mut().for_each(|each| each.y += free / 2);
        self.height += free;
    }

    /// Every line in the middle.
    fn centred(mut self) -> Self {
        let width = self.width;
        self.written.iter_mut().for_each(|each| each.x = (width - each.line.width) / 2);
        self
    }
}

/// All faces of a flow.
pub(super) struct Faces<'a> {
    ways: &'a Ways<'a>,
    boxes: Vec<Face>,
    /// What is said of the ways out of each node.
    labels: Vec<Vec<Face>>,
}

impl<'a> Faces<'a> {
    pub(super) fn of(ways: &'a Ways<'a>) -> Self {
        let boxes = (0..=ways.start()).map(|node| of_box(ways, node)).collect();
        let labels = (0..ways.count()).map(|node| labels(ways, node)).collect();
        Self { ways, boxes, labels }
    }

    pub(super) fn face(&self, part: &Part) -> Face {
        match part {
            Part::Node(node) => self.boxes.get(*node).cloned().unwrap_or_default(),
            Part::Label(node, at) => self.labels[*node][*at].clone(),
            Part::Jump(node, at) => {
                let way = self.ways.out_of(*node)[*at];
                match way.target {
                    Some(target) => jump(&format!("→ {}", label(self.ways, target))),
                    None => jump(&format!("→ {} (missing)", way.name.unwrap_or_default())),
                }
            }
            Part::Meet(target) => jump(&format!("→ {}", label(self.ways, *target))),
            Part::End => {
                let mut face = Face::default();
                face.add(vec![SMALL.line("End")], 0, ("end", SMALL));
                face.around(AROUND)
            }
            Part::Column(_) | Part::Row(_) => Face::default(),
        }
    }

    pub(super) fn size(&self, part: &Part) -> (i64, i64) {
        if let Part::Node(node) = part {
            return self.boxes.get(*node).map_or((0, 0), |face| (face.width, face.height));
        }
        let face = self.face(part);
        (face.width, face.height)
    }
}

/// What is said of the ways out of a node. All plates but that of a fault are as high as the highest, so that what follows
/// stands in one line.
fn labels(ways: &Ways<'_>, node: Node) -> Vec<Face> {
    let is_fault = |way: &Way<'_>| way.kind == Some(ArrowKind::Fault);
    let out = ways.out_of(node);
    let mut faces: Vec<Face> = out.iter().map(|way| of_way(ways, node, way)).collect();
    let beside = faces.iter().zip(out).filter(|(_, way)| !is_fault(way)).map(|(face, _)| face.height);
    let highest = beside.max().unwrap_or_default();
    for (face, way) in faces.iter_mut().zip(out) {
        if !is_fault(way) {
            face.stretch(highest);
        }
    }
    faces
}

fn of_way(ways: &Ways<'_>, node: Node, way: &Way<'_>) -> Face {
    let element = ways.flow.elements.get(node).map(|element| &element.kind);
    let words = match way.kind {
        Some(kind) => words::way(element, &ways.flow.start, (kind, way.name)),
        None => WayWords { name: "Not reached from the start".to_owned(), ..WayWords::default() },
    };
    let mut face = Face::default();
    face.add(WAY.wrap(&words.name, OF_WAY, MOST_LINES), 0, ("way", WAY));
    face.add(SMALL.wrap(&words.when, OF_WAY, MOST_LINES), 0, ("when", SMALL));
    face.centred().around(AROUND)
}

fn jump(text: &str) -> Face {
    let mut face = Face::default();
    face.add(SMALL.wrap(text, OF_WAY, MOST_LINES), 0, ("jump", SMALL));
    face.centred().around(AROUND + 2)
}

/// The kind of a node.
pub(super) fn look(ways: &Ways<'_>, node: Node) -> &'static Look {
    ways.flow.elements.get(node).map_or(&START, |element| looks::of(&element.kind))
}

/// What a node is called: by its label, or else its name.
pub(super) fn label<'a>(ways: &'a Ways<'_>, node: Node) -> &'a str {
    let Some(element) = ways.flow.elements.get(node) else {
        let label = ways.flow.label.as_str();
        return if label.is_empty() { &ways.flow.name } else { label };
    };
    if element.label.trim().is_empty() { &element.name } else { &element.label }
}

fn of_box(ways: &Ways<'_>, node: Node) -> Face {
    let x = TILE + PADDING;
    let element = ways.flow.elements.get(node);
    let subject = match element {
        Some(element) => looks::subject(&element.kind).to_owned(),
        None => words::begins(ways.flow).unwrap_or_else(|| "when it is called".to_owned()),
    };
    let mut face = Face::default();
    face.add(KIND.wrap(look(ways, node).name, IN_BOX, 1), x, ("kind", KIND));
    face.add(LABEL.wrap(label(ways, node), IN_BOX, usize::MAX), x, ("label", LABEL));
    face.add(SMALL.wrap(&subject, IN_BOX, 3), x, ("subject", SMALL));
    face.stretch(TILE);
    let face = face.around(PADDING);
    Face { width: face.width.max(BOX), ..face }
}
