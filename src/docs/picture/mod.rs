//! The picture of a flow, in the look of Flow Builder.
//!
//! ```text
//! Flow ──ways──▶ what leads where ──plan──▶ what stands beside and below what ──layout──▶ places ──draw──▶ SVG
//! ```

mod draw;
mod faces;
mod layout;
mod looks;
mod plan;
#[cfg(test)]
mod sound;
#[cfg(test)]
mod tests;
mod ways;

pub use layout::{Line, Point, Rectangle};
pub(super) use looks::{START, Shape, of as look_of};

use crate::flow::Flow;
use faces::{Face, Faces};
use layout::Placed;
use plan::{Part, Plan};
use ways::{Node, Ways};

/// The picture of a flow: all places are known.
#[derive(Debug)]
pub struct Picture {
    /// How wide it is.
    pub width: i64,
    /// How high it is.
    pub height: i64,
    /// Elements, labels, jumps and ends. No two of them overlap.
    pub parts: Vec<Shown>,
    /// The lines between them. None runs through a part.
    pub lines: Vec<Line>,
    name: String,
}

/// A part of a picture.
#[derive(Debug)]
pub struct Shown {
    /// Where it stands.
    pub place: Rectangle,
    /// What it is.
    pub what: What,
    /// It stands on the path of a fault.
    fault: bool,
    face: Face,
}

/// What a part of a picture is.
#[derive(Debug, PartialEq, Eq)]
pub enum What {
    /// The start.
    Start,
    /// An element, by its place in the flow.
    Element(usize),
    /// What is said of a way.
    Label,
    /// The way goes on at an element; or at one that is not there.
    Jump(Option<usize>),
    /// The flow ends.
    End,
}

impl Picture {
    /// The picture of a flow.
    pub fn of(flow: &Flow) -> Self {
        let ways = Ways::of(flow);
        let (plan, faces) = (Plan::of(&ways), Faces::of(&ways));
        let layout = layout::layout(&plan, |part| faces.size(part));
        let shown = |placed: Placed| Shown {
            place: placed.place,
            fault: placed.fault,
            face: faces.face(&placed.part),
            what: what(&ways, &placed.part),
        };
        Self {
            width: layout.width,
            height: layout.height,
            parts: layout.parts.into_iter().map(shown).collect(),
            lines: layout.lines,
            name: faces::label(&ways, ways.start()).to_owned(),
        }
    }
}

fn what(ways: &Ways<'_>, part: &Part) -> What {
    let node = |node: Node| if node == ways.start() { What::Start } else { What::Element(node) };
    match part {
        Part::Node(at) => node(*at),
        Part::Label(..) => What::Label,
        Part::Jump(from, at) => What::Jump(ways.out_of(*from)[*at].target),
        Part::Meet(target) => What::Jump(Some(*target)),
        Part::End | Part::Column(_) | Part::Row(_) => What::End,
    }
}
