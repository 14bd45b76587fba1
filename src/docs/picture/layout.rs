//! The places of all that a picture shows, from the plan and the sizes of its texts.
//!
//! A column stands over its own line, and holds its parts one below the other; a row holds columns side by side. So every
//! part has a rectangle of its own, and lines run only between these. Nothing here calls itself: parts are measured from
//! the innermost to the outermost, which is the order of the plan, and placed the other way round.

use super::plan::{Column, ColumnId, Part, Plan, Row};

/// Between two columns.
const BESIDE: i64 = 28;
/// The line above a part.
const ABOVE: i64 = 26;
/// Between the lines that lead into a row, or out of it, and its columns.
const BUS: i64 = 20;
/// Around the whole picture.
const MARGIN: i64 = 16;
/// What a line alone takes at each side.
const LANE: i64 = 10;

/// A point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// To the right.
    pub x: i64,
    /// Downwards.
    pub y: i64,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rectangle {
    /// Its left upper corner.
    pub at: Point,
    /// How wide it is.
    pub width: i64,
    /// How high it is.
    pub height: i64,
}

/// A part at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) part: Part,
    pub(super) place: Rectangle,
    /// On the line of a fault.
    pub(super) fault: bool,
}

/// A line between parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its corners.
    pub points: Vec<Point>,
    /// It belongs to a fault.
    pub fault: bool,
    /// It ends in an arrow head.
    pub arrow: bool,
}

/// A picture with all places.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) width: i64,
    pub(super) height: i64,
    pub(super) parts: Vec<Placed>,
    pub(super) lines: Vec<Line>,
}

/// How much a column takes at both sides of its line, and downwards.
#[derive(Clone, Copy, Debug)]
struct Extent {
    left: i64,
    right: i64,
    height: i64,
}

/// Where the columns of a row stand, from the row's own line.
#[derive(Clone, Debug)]
struct Spread {
    axes: Vec<i64>,
    extent: Extent,
    /// The highest column.
    columns: i64,
}

/// The layout of a plan; `size` says how wide and high a part is that is no row and no column.
pub(super) fn layout(plan: &Plan, size: impl Fn(&Part) -> (i64, i64)) -> Layout {
    let mut layouter = Layouter { plan, size, extents: Vec::new(), spreads: Vec::new() };
    for column in &plan.columns {
        let (extent, spreads) = layouter.measure(column);
        layouter.extents.push(extent);
        layouter.spreads.push(spreads);
    }
    layouter.place()
}

struct Layouter<'a, S> {
    plan: &'a Plan,
    size: S,
    extents: Vec<Extent>,
    /// Of the rows of each column.
    spreads: Vec<Vec<Spread>>,
}

/// A column that is to be placed.
#[derive(Clone, Copy)]
struct Open {
    column: ColumnId,
    /// Where its line begins.
    at: Point,
    fault: bool,
    top: bool,
}

/// A row at its place.
struct Placing<'a> {
    row: &'a Row,
    spread: &'a Spread,
    /// Where its line begins.
    at: Point,
    /// Where its columns begin.
    columns: i64,
    /// The box above it.
    above: Rectangle,
    fault: bool,
}

impl<S: Fn(&Part) -> (i64, i64)> Layouter<'_, S> {
    fn measure(&self, column: &Column) -> (Extent, Vec<Spread>) {
        let mut all = Extent { left: LANE, right: LANE, height: 0 };
        let mut spreads = Vec::new();
        for part in &column.parts {
            let extent = match part {
                Part::Column(inner) => self.extents[*inner],
                Part::Row(row) => {
                    let spread = self.spread(row);
                    let extent = spread.extent;
                    spreads.push(spread);
                    extent
                }
                Part::Node(_) | Part::Label(..) | Part::Jump(..) | Part::Meet(_) | Part::End => {
                    let (width, height) = (self.size)(part);
                    Extent { left: width / 2, right: width - width / 2, height: height + ABOVE }
                }
            };
            all.left = all.left.max(extent.left);
            all.right = all.right.max(extent.right);
            all.height += extent.height;
        }
        (all, spreads)
    }

    /// Puts the columns of a row side by side.
    fn spread(&self, row: &Row) -> Spread {
        let half = row.from.map_or(0, |node| (self.size)(&Part::Node(node)).0 / 2);
        let (mut axes, mut right) = (Vec::new(), 0);
        for (at, column) in row.columns.iter().enumerate() {
            let extent = self.extents[*column];
            let mut axis = right + extent.left + if at == 0 { 0 } else { BESIDE };
            if row.is_fault(at) {
                axis = axis.max(middle(&axes, row.centred) + half + BESIDE);
            }
            right = axis + extent.right;
            axes.push(axis);
        }
        let line = middle(&axes, row.centred);
        let left = if row.back { line.max(half) + BESIDE } else { line };
        axes.iter_mut().for_each(|axis| *axis -= line);
        let columns = row.columns.iter().map(|column| self.extents[*column].height).max().unwrap_or(0);
        let below = BUS * (i64::from(row.back) + i64::from(row.open.contains(&true)));
        let extent = Extent { left, right: right - line, height: row.top() + columns + below };
        Spread { axes, extent, columns }
    }

    fn place(&self) -> Layout {
        let mut layout = Layout::default();
        let Some((column, extent)) = self.plan.columns.len().checked_sub(1).zip(self.extents.last()) else {
            return layout;
        };
        layout.width = extent.left + extent.right + 2 * MARGIN;
        layout.height = extent.height + 2 * MARGIN - ABOVE;
        let at = Point { x: MARGIN + extent.left, y: MARGIN - ABOVE };
        let mut open = vec![Open { column, at, fault: false, top: true }];
        while let Some(next) = open.pop() {
            self.place_column(next, &mut open, &mut layout);
        }
        layout
    }

    fn place_column(&self, next: Open, open: &mut Vec<Open>, layout: &mut Layout) {
        let column = &self.plan.columns[next.column];
        let fault = next.fault || column.fault;
        let (mut at, mut top, mut above) = (next.at, next.top || column.top, Rectangle::default());
        let mut spreads = self.spreads[next.column].iter();
        for part in &column.parts {
            match part {
                Part::Column(inner) => {
                    open.push(Open { column: *inner, at, fault, top });
                    at.y += self.extents[*inner].height;
                }
                Part::Row(row) => {
                    let Some(spread) = spreads.next() else { continue };
                    let columns = at.y + row.top();
                    self.place_row(&Placing { row, spread, at, columns, above, fault }, open, layout);
                    at.y += spread.extent.height;
                }
                Part::Node(_) | Part::Label(..) | Part::Jump(..) | Part::Meet(_) | Part::End => {
                    let (width, height) = (self.size)(part);
                    let corner = Point { x: at.x - width / 2, y: at.y + ABOVE };
                    above = Rectangle { at: corner, width, height };
                    let is_label = matches!(part, Part::Label(..));
                    if !top {
                        let points = vec![at, at.down(ABOVE)];
                        layout.lines.push(Line { points, fault, arrow: !is_label });
                    }
                    layout.parts.push(Placed { part: part.clone(), place: above, fault });
                    at.y += ABOVE + height;
                }
            }
            top &= matches!(part, Part::Label(..));
        }
    }

    fn place_row(&self, placing: &Placing<'_>, open: &mut Vec<Open>, layout: &mut Layout) {
        let Placing { row, spread, at, columns, fault, .. } = *placing;
        for ((column, axis), goes_on) in row.columns.iter().zip(&spread.axes).zip(&row.open) {
            let begin = Point { x: at.x + axis, y: columns };
            let is_top = row.from.is_none() && self.plan.columns[*column].top;
            open.push(Open { column: *column, at: begin, fault, top: is_top });
            let end = begin.down(self.extents[*column].height);
            if *goes_on {
                let fault = fault || self.plan.columns[*column].fault;
                layout.lines.push(Line { points: placing.way_on(end), fault, arrow: false });
            }
        }
        self.feed(placing, layout);
        if let Some(first) = row.columns.first().filter(|_| row.back) {
            let end = Point { x: at.x + spread.axes[0], y: columns + self.extents[*first].height };
            layout.lines.push(Line { points: placing.way_back(end), fault, arrow: true });
        }
    }

    /// The lines from the box above a row into its columns.
    fn feed(&self, placing: &Placing<'_>, layout: &mut Layout) {
        let Placing { row, spread, at, columns, fault, above } = *placing;
        if row.from.is_none() {
            return;
        }
        for (number, (column, axis)) in row.columns.iter().zip(&spread.axes).enumerate() {
            let x = at.x + axis;
            if row.is_fault(number) {
                let side = Point { x: above.at.x + above.width, y: above.at.y + above.height / 2 };
                let points = vec![side, Point { x, y: side.y }, Point { x, y: columns }];
                layout.lines.push(Line { points, fault: true, arrow: false });
            } else if row.top() > 0 {
                for x in self.heads(*column, x) {
                    let bus = at.y + BUS / 2;
                    let points =
                        vec![at, Point { x: at.x, y: bus }, Point { x, y: bus }, Point { x, y: columns }];
                    layout.lines.push(Line { points, fault, arrow: false });
                }
            }
        }
    }

    /// Where the lines of a column begin: it may begin with a row that has no node of its own.
    fn heads(&self, column: ColumnId, x: i64) -> Vec<i64> {
        let (mut heads, mut open) = (Vec::new(), vec![(column, x)]);
        while let Some((column, x)) = open.pop() {
            match self.plan.columns[column].parts.first() {
                Some(Part::Column(inner)) => open.push((*inner, x)),
                Some(Part::Row(row)) => {
                    let axes = self.spreads[column].first().map_or(&[][..], |spread| &spread.axes);
                    open.extend(row.columns.iter().zip(axes).map(|(inner, axis)| (*inner, x + axis)));
                }
                Some(Part::Node(_) | Part::Label(..) | Part::Jump(..) | Part::Meet(_) | Part::End) | None => {
                    heads.push(x);
                }
            }
        }
        heads
    }
}

impl Placing<'_> {
    /// From the end of a column to the line of the row, below all columns.
    fn way_on(&self, end: Point) -> Vec<Point> {
        let bottom = self.at.down(self.spread.extent.height);
        let bus = bottom.y - BUS / 2;
        match end.x == bottom.x {
            true => vec![end, bottom],
            false => vec![end, Point { x: end.x, y: bus }, Point { x: bottom.x, y: bus }, bottom],
        }
    }

    /// From the end of a loop's body at its left side back up to the box.
    fn way_back(&self, end: Point) -> Vec<Point> {
        let below = self.columns + self.spread.columns + BUS / 2;
        let x = self.at.x - self.spread.extent.left + LANE;
        let side = Point { x: self.above.at.x, y: self.above.at.y + self.above.height / 2 };
        vec![end, Point { x: end.x, y: below }, Point { x, y: below }, Point { x, y: side.y }, side]
    }
}

impl Row {
    fn is_fault(&self, column: usize) -> bool {
        self.fault && column > 0 && column + 1 == self.columns.len()
    }

    /// How far below the box the columns begin.
    fn top(&self) -> i64 {
        let beside = self.columns.len() - usize::from(self.fault);
        if self.from.is_some() && beside > 1 { BUS } else { 0 }
    }
}

impl Point {
    fn down(self, by: i64) -> Self {
        Self { y: self.y + by, ..self }
    }
}

/// The middle of the first columns.
fn middle(axes: &[i64], columns: usize) -> i64 {
    let last = axes.get(columns.clamp(1, axes.len().max(1)) - 1);
    axes.first().zip(last).map_or(0, |(first, last)| (first + last) / 2)
}
