//! What stands above, below and beside what: the picture before it has sizes.
//!
//! Flow Builder's automatic layout, for any graph. Branches stand side by side; where some of them meet, they merge, and
//! what follows stands below them. Each element stands at one place, and each line leads down to the next place; the way
//! back of a loop leads up at its side. What cannot be drawn so, without lines that cross, is a jump.

use super::ways::{Node, Way, Ways};
use crate::flow::graph::ArrowKind;

/// A column by its place in [`Plan::columns`]: behind all that stand in it.
pub(super) type ColumnId = usize;

/// A part of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The box of an element, or of the start.
    Node(Node),
    /// What is said about a way: which of which node.
    Label(Node, usize),
    /// A column of its own.
    Column(ColumnId),
    /// Columns side by side.
    Row(Row),
    /// The end of a way that goes on elsewhere: which way of which node.
    Jump(Node, usize),
    /// As a jump, of several ways at once, that lead to this node.
    Meet(Node),
    /// The flow ends.
    End,
}

/// Columns side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) columns: Vec<ColumnId>,
    /// The node whose ways lead into the columns, if they do not come from a row around this one.
    pub(super) from: Option<Node>,
    /// The columns whose lines go on below the row.
    pub(super) open: Vec<bool>,
    /// The first column leads back up to the node.
    pub(super) back: bool,
    /// Over how many columns the row's own line stands in the middle; the others are at its side.
    pub(super) centred: usize,
    /// The last column is that of a fault.
    pub(super) fault: bool,
}

/// What stands in one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) parts: Vec<Part>,
    /// Its line is that of a fault.
    pub(super) fault: bool,
    /// No line leads into it.
    pub(super) top: bool,
}

/// All columns; the last holds the whole picture.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) columns: Vec<Column>,
}

impl Plan {
    pub(super) fn of(ways: &Ways<'_>) -> Self {
        let mut planner = Planner {
            ways,
            columns: Vec::new(),
            blocks: vec![None; ways.count()],
            leaves: vec![Vec::new(); ways.count()],
            joins: vec![Vec::new(); ways.count()],
        };
        for node in &ways.order {
            if let Some(owner) = ways.owner[*node].filter(|owner| !planner.stands_in_branch(*owner, *node)) {
                planner.joins[owner].push(*node);
            }
        }
        for node in ways.order.iter().rev() {
            let block = planner.block(*node);
            planner.blocks[*node] = Some(block);
        }
        Self { columns: planner.columns }
    }
}

/// A column and where its line leads.
#[derive(Clone, Copy, Debug)]
struct Block {
    column: ColumnId,
    /// None where it has ended.
    exit: Option<Node>,
}

/// A column of a row that is not finished.
#[derive(Clone, Copy, Debug)]
struct Group {
    block: Block,
    fault: bool,
}

struct Planner<'a> {
    ways: &'a Ways<'a>,
    columns: Vec<Column>,
    blocks: Vec<Option<Block>>,
    /// For each node the columns that end in a jump onwards to it.
    leaves: Vec<Vec<ColumnId>>,
    /// For each node those that stand below its branches, in order.
    joins: Vec<Vec<Node>>,
}

/// What a node and all below it is being made of.
struct Building {
    node: Node,
    parts: Vec<Part>,
    /// The row that is not finished.
    groups: Vec<Group>,
    exit: Option<Node>,
}

impl Planner<'_> {
    /// The way on of a node that has others beside it, such as a fault: what follows stands below them all.
    fn is_way_on(&self, node: Node, way: &Way<'_>) -> bool {
        let only = self.ways.out_of(node).len() == 1;
        match way.kind {
            Some(ArrowKind::Next) => !only && node != self.ways.start() && !self.fans(node),
            Some(ArrowKind::AfterLast) => !only,
            Some(
                ArrowKind::Fault
                | ArrowKind::Rule(_)
                | ArrowKind::Default
                | ArrowKind::EachItem
                | ArrowKind::ScheduledPath(_)
                | ArrowKind::Other,
            )
            | None => false,
        }
    }

    /// Whether several ways that are no faults lead on.
    fn fans(&self, node: Node) -> bool {
        let on = |way: &&Way<'_>| {
            matches!(way.kind, Some(ArrowKind::Next | ArrowKind::Default | ArrowKind::Other))
        };
        self.ways.out_of(node).iter().filter(on).count() > 1
    }

    fn stands_in_branch(&self, owner: Node, node: Node) -> bool {
        let leads = |way: &&Way<'_>| !way.jumps && way.target == Some(node);
        let way = self.ways.out_of(owner).iter().find(leads);
        self.ways.is_branch(owner, node) && way.is_some_and(|way| !self.is_way_on(owner, way))
    }

    fn add(&mut self, column: Column) -> ColumnId {
        self.columns.push(column);
        self.columns.len() - 1
    }

    /// A node and all that only it leads to.
    fn block(&mut self, node: Node) -> Block {
        let ways = self.ways.out_of(node);
        let parts = if node == self.ways.root() { Vec::new() } else { vec![Part::Node(node)] };
        let groups = (0..ways.len()).map(|at| self.branch(node, at)).collect();
        let mut building = Building { node, parts, groups, exit: None };
        if ways.is_empty() {
            building.parts.push(Part::End);
        }
        for join in std::mem::take(&mut self.joins[node]) {
            self.join(&mut building, join);
        }
        self.finish(&mut building);
        let column = self.add(Column { parts: building.parts, ..Column::default() });
        Block { column, exit: building.exit }
    }

    /// The column at the end of one way.
    fn branch(&mut self, node: Node, at: usize) -> Group {
        let way = self.ways.out_of(node)[at];
        let fault = way.kind == Some(ArrowKind::Fault);
        let mut parts = if self.has_label(node, &way) { vec![Part::Label(node, at)] } else { Vec::new() };
        let (mut exit, mut leaf) = (None, None);
        match (way.name, way.target) {
            (None, None) => parts.push(Part::End),
            (_, Some(target)) if !way.jumps => match self.blocks[target] {
                Some(block) if self.stands_in_branch(node, target) => {
                    parts.push(Part::Column(block.column));
                    exit = block.exit;
                }
                _ if self.ways.leads_onwards(node, target) => exit = Some(target),
                _ if self.ways.is_way_back(node, target) => exit = Some(target),
                _ => leaf = Some(at),
            },
            (_, _) => leaf = Some(at),
        }
        parts.extend(leaf.map(|at| Part::Jump(node, at)));
        let column = self.add(Column { parts, fault, top: node == self.ways.root() });
        Group { block: Block { column, exit }, fault }
    }

    fn has_label(&self, node: Node, way: &Way<'_>) -> bool {
        let alone = self.ways.out_of(node).len() == 1;
        match way.kind {
            Some(ArrowKind::Next) => node == self.ways.start() && !alone,
            Some(ArrowKind::Other | ArrowKind::Default) => !alone,
            Some(
                ArrowKind::Rule(_)
                | ArrowKind::Fault
                | ArrowKind::EachItem
                | ArrowKind::AfterLast
                | ArrowKind::ScheduledPath(_),
            ) => true,
            None => !alone && way.target != Some(self.ways.start()),
        }
    }

    /// Puts a node below the branches that lead to it.
    fn join(&mut self, building: &mut Building, join: Node) {
        let Some(block) = self.blocks[join] else { return };
        if building.groups.is_empty() && building.exit == Some(join) {
            building.parts.push(Part::Column(block.column));
            building.exit = block.exit;
            return;
        }
        let node = building.node;
        let others =
            |group: &Group| !group.fault && group.block.exit.is_some_and(|exit| exit != join && exit != node);
        let leads = |group: &Group| group.block.exit == Some(join);
        if !building.groups.iter().any(leads) {
            return self.adopt(join, block);
        }
        if !building.groups.iter().any(others) {
            self.close(building, Some(join));
            building.parts.push(Part::Column(block.column));
            building.exit = block.exit;
            return;
        }
        self.jump_from_fault(building, join);
        let (run, rest): (Vec<Group>, Vec<Group>) = building.groups.iter().partition(|group| leads(group));
        let at = building.groups.iter().position(leads).unwrap_or_default();
        building.groups = rest;
        let group = self.merge(&run, block);
        let at = at.min(building.groups.len());
        building.groups.insert(at, group);
    }

    /// A fault that leads where others lead jumps there, and stays beside them.
    fn jump_from_fault(&mut self, building: &mut Building, join: Node) {
        let leads = |group: &Group| group.block.exit == Some(join);
        if !building.groups.iter().any(|group| leads(group) && !group.fault) {
            return;
        }
        for fault in building.groups.iter_mut().filter(|group| leads(group) && group.fault) {
            self.jump(fault.block.column, join);
            fault.block.exit = None;
        }
    }

    /// Some columns of a row, merged above the node to which they lead.
    fn merge(&mut self, run: &[Group], below: Block) -> Group {
        let fault = run.iter().all(|group| group.fault);
        let mut parts: Vec<Part> = match run {
            [only] => vec![Part::Column(only.block.column)],
            columns => vec![Part::Row(Row {
                columns: columns.iter().map(|group| group.block.column).collect(),
                from: None,
                open: vec![true; columns.len()],
                back: false,
                centred: columns.len(),
                fault: false,
            })],
        };
        parts.push(Part::Column(below.column));
        let column = self.add(Column { parts, fault, top: false });
        Group { block: Block { column, exit: below.exit }, fault }
    }

    /// A node that no line leads to stands where the first jump to it is, rather than at a fault.
    fn adopt(&mut self, join: Node, block: Block) {
        let first = |leaf: &&ColumnId| (!self.columns[**leaf].fault, **leaf);
        let Some(leaf) = self.leaves[join].iter().max_by_key(first).copied() else { return };
        let parts = &mut self.columns[leaf].parts;
        parts.pop();
        parts.push(Part::Column(block.column));
        if let Some(exit) = block.exit {
            self.jump(leaf, exit);
        }
    }

    /// Ends a column with a jump.
    fn jump(&mut self, column: ColumnId, target: Node) {
        self.columns[column].parts.push(Part::Meet(target));
        if self.blocks[target].is_some() {
            self.leaves[target].push(column);
        }
    }

    /// Makes a row of the groups: those that lead to `exit` go on, all others end.
    fn close(&mut self, building: &mut Building, exit: Option<Node>) {
        let groups = std::mem::take(&mut building.groups);
        let back = groups.first().is_some_and(|group| group.block.exit == Some(building.node));
        for (at, group) in groups.iter().enumerate() {
            let elsewhere = group.block.exit.filter(|target| exit != Some(*target));
            if let Some(target) = elsewhere.filter(|_| at > 0 || !back) {
                self.jump(group.block.column, target);
            }
        }
        let fans = groups.iter().filter(|group| !group.fault).count();
        let way_on = self.ways.out_of(building.node).iter().any(|way| self.is_way_on(building.node, way));
        building.parts.push(match groups.as_slice() {
            [only] if !only.fault && !back => Part::Column(only.block.column),
            _ => Part::Row(Row {
                columns: groups.iter().map(|group| group.block.column).collect(),
                from: Some(building.node).filter(|node| *node != self.ways.root()),
                open: groups.iter().map(|group| exit.is_some() && group.block.exit == exit).collect(),
                back,
                centred: if way_on { 1 } else { fans },
                fault: groups.last().is_some_and(|group| group.fault),
            }),
        });
        building.exit = exit;
    }

    /// Closes what is open: one line may lead on, to the nearest place below; that of a fault only where another does.
    fn finish(&mut self, building: &mut Building) {
        let node = building.node;
        if !building.groups.is_empty() {
            let exits = building.groups.iter().filter(|group| !group.fault);
            let exits = exits.filter_map(|group| group.block.exit).filter(|exit| *exit != node);
            let nearest = exits.max_by_key(|exit| self.nearness(node, *exit));
            self.close(building, nearest);
        }
        if building.exit == Some(node) {
            building.parts.push(Part::Meet(node));
            building.exit = None;
        }
    }

    /// Of two places below a node the one that is nearer to it: deeper among the owners, then earlier. The way back of a
    /// loop comes before what follows the loop.
    fn nearness(&self, node: Node, exit: Node) -> (usize, bool, usize) {
        let back = !self.ways.leads_onwards(node, exit);
        (self.ways.depth[exit] + usize::from(back), back, usize::MAX - self.ways.rank[exit])
    }
}
