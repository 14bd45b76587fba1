//! The nodes of a picture and the ways between them, as the layout asks for them.
//!
//! Go To connectors are jumps. So is an arrow that leads from what nothing reaches into the rest of the flow.

use crate::flow::graph::{Arrow, ArrowKind, Graph, arrows, arrows_of_start, dominators, post_order};
use crate::flow::{ElementKind, Flow};

/// A node: an element by its place in [`Flow::elements`]; behind these the start, and the root that nobody sees.
pub(super) type Node = usize;

/// A way out of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Way<'a> {
    /// Which; none for the ways of the root.
    pub(super) kind: Option<ArrowKind>,
    /// The name that it leads to; none where an outcome of a decision has no arrow.
    pub(super) name: Option<&'a str>,
    /// The node of that name.
    pub(super) target: Option<Node>,
    /// A Go To connector, or drawn as one.
    pub(super) jumps: bool,
}

/// All ways of a flow, and what is known of them.
#[derive(Debug)]
pub(super) struct Ways<'a> {
    pub(super) flow: &'a Flow,
    ways: Vec<Vec<Way<'a>>>,
    /// Place in an order in which arrows lead onwards, where there is one.
    pub(super) rank: Vec<usize>,
    /// The nearest node that every way to it passes.
    pub(super) owner: Vec<Option<Node>>,
    /// Owners above it.
    pub(super) depth: Vec<usize>,
    /// How many ways lead onwards to it.
    arrivals: Vec<usize>,
    /// Nodes in the order of their ranks.
    pub(super) order: Vec<Node>,
}

impl<'a> Ways<'a> {
    pub(super) fn of(flow: &'a Flow) -> Self {
        let graph = Graph::new(flow);
        let count = flow.elements.len();
        let mut ways: Vec<Vec<Way<'a>>> =
            flow.elements.iter().map(|element| of_element(&graph, &element.kind)).collect();
        ways.push(of_start(&graph));
        let roots = roots(&mut ways, count);
        let to_root = |target: &Node| Way { kind: None, name: None, target: Some(*target), jumps: false };
        ways.push(roots.iter().map(to_root).collect());
        Self::ordered(flow, ways)
    }

    fn ordered(flow: &'a Flow, ways: Vec<Vec<Way<'a>>>) -> Self {
        let targets: Vec<Vec<Node>> = ways.iter().map(|each| plain(each).collect()).collect();
        let root = ways.len() - 1;
        let mut order = post_order(&targets, root);
        order.reverse();
        let mut rank = vec![0; ways.len()];
        order.iter().enumerate().for_each(|(at, node)| rank[*node] = at);
        let owner = dominators(&targets, root);
        let (mut depth, mut arrivals) = (vec![0; ways.len()], vec![0; ways.len()]);
        for node in &order {
            depth[*node] = owner[*node].map_or(0, |owner| depth[owner] + 1);
            targets[*node].iter().filter(|to| rank[**to] > rank[*node]).for_each(|to| arrivals[*to] += 1);
        }
        Self { flow, ways, rank, owner, depth, arrivals, order }
    }

    /// The node of the start.
    pub(super) fn start(&self) -> Node {
        self.flow.elements.len()
    }

    /// The node that stands before the start and before what nothing reaches.
    pub(super) fn root(&self) -> Node {
        self.start() + 1
    }

    /// How many nodes there are.
    pub(super) fn count(&self) -> usize {
        self.ways.len()
    }

    pub(super) fn out_of(&self, node: Node) -> &[Way<'a>] {
        &self.ways[node]
    }

    /// Whether a way from `node` to `target` is the only one there, so that `target` stands at its end.
    pub(super) fn is_branch(&self, node: Node, target: Node) -> bool {
        self.owner[target] == Some(node) && self.arrivals[target] == 1 && self.leads_onwards(node, target)
    }

    pub(super) fn leads_onwards(&self, node: Node, target: Node) -> bool {
        self.rank[target] > self.rank[node]
    }

    /// Whether a way from `node` to `target` is the way back of a loop.
    pub(super) fn is_way_back(&self, node: Node, target: Node) -> bool {
        let kind = self.flow.elements.get(target).map(|element| &element.kind);
        if node == target || !matches!(kind, Some(ElementKind::Loop(_))) {
            return false;
        }
        let mut above = Some(node);
        while let Some(each) = above.filter(|each| self.depth[*each] >= self.depth[target]) {
            if each == target {
                return true;
            }
            above = self.owner[each];
        }
        false
    }
}

/// Where the plain ways lead.
fn plain<'w>(ways: &'w [Way<'_>]) -> impl Iterator<Item = Node> + use<'w> {
    ways.iter().filter(|way| !way.jumps).filter_map(|way| way.target)
}

fn way<'a>(graph: &Graph<'a>, arrow: Arrow<'a>) -> Way<'a> {
    let target = graph.named(arrow.target).map(|id| id.0);
    let jumps = arrow.go_to || target.is_none();
    Way { kind: Some(arrow.kind), name: Some(arrow.target), target, jumps }
}

fn of_element<'a>(graph: &Graph<'a>, kind: &'a ElementKind) -> Vec<Way<'a>> {
    let mut ways: Vec<Way<'a>> = arrows(kind).into_iter().map(|arrow| way(graph, arrow)).collect();
    ways.sort_by_key(|way| way.kind == Some(ArrowKind::Fault));
    let ends = |kind| Way { kind: Some(kind), name: None, target: None, jumps: true };
    if let ElementKind::Decision(decision) = kind {
        let all = (0..decision.rules.len()).map(ArrowKind::Rule).chain([ArrowKind::Default]);
        let found = |kind| ways.iter().find(|way| way.kind == Some(kind)).copied();
        return all.map(|kind| found(kind).unwrap_or_else(|| ends(kind))).collect();
    }
    if matches!(kind, ElementKind::Loop(it) if it.no_more_values.is_none()) {
        ways.push(ends(ArrowKind::AfterLast));
    }
    if ways.first().is_some_and(|way| way.kind == Some(ArrowKind::Fault)) {
        ways.insert(0, ends(ArrowKind::Next));
    }
    ways
}

fn of_start<'a>(graph: &Graph<'a>) -> Vec<Way<'a>> {
    arrows_of_start(&graph.flow().start).into_iter().map(|arrow| way(graph, arrow)).collect()
}

/// The start, and of what it does not reach the first ones; ways from there into what others reach become jumps.
fn roots(ways: &mut [Vec<Way<'_>>], start: Node) -> Vec<Node> {
    let mut arrivals = vec![false; ways.len()];
    for (node, out) in ways.iter().enumerate() {
        plain(out).filter(|to| *to != node).for_each(|to| arrivals[to] = true);
    }
    let first = (0..start).filter(|node| !arrivals[*node]);
    let candidates: Vec<Node> = [start].into_iter().chain(first).chain(0..start).collect();
    let mut reached: Vec<Option<Node>> = vec![None; ways.len()];
    let mut roots = Vec::new();
    for root in candidates {
        if reached[root].is_some() {
            continue;
        }
        roots.push(root);
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            if reached[node].is_none() {
                reached[node] = Some(root);
                open.extend(plain(&ways[node]));
            }
        }
    }
    for (node, ways) in ways.iter_mut().enumerate() {
        for way in ways {
            way.jumps |= way.target.is_some_and(|target| reached[target] != reached[node]);
        }
    }
    roots
}
