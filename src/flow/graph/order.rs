//! Order on a graph that is given as the targets of each node.
//!
//! Nothing here calls itself: a hostile file may chain a million elements.

/// For each node, whether it is `from` or a way leads there from it.
pub(super) fn reached(targets: &[Vec<usize>], from: usize) -> Vec<bool> {
    let mut seen = vec![false; targets.len()];
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        if !std::mem::replace(&mut seen[node], true) {
            open.extend(&targets[node]);
        }
    }
    seen
}

/// The nodes that can be reached, each after all that it leads to and that do not lead back.
pub(crate) fn post_order(targets: &[Vec<usize>], from: usize) -> Vec<usize> {
    let mut seen = vec![false; targets.len()];
    let mut order = Vec::new();
    let mut open = vec![(from, 0)];
    seen[from] = true;
    while let Some((node, next)) = open.last_mut() {
        match targets[*node].get(*next) {
            Some(target) => {
                *next += 1;
                if !std::mem::replace(&mut seen[*target], true) {
                    open.push((*target, 0));
                }
            }
            None => {
                order.push(*node);
                open.pop();
            }
        }
    }
    order
}

/// Every arrow turned round, among the nodes of `order`.
fn turned(targets: &[Vec<usize>], order: &[usize]) -> Vec<Vec<usize>> {
    let mut sources = vec![Vec::new(); targets.len()];
    for node in order {
        for target in &targets[*node] {
            sources[*target].push(*node);
        }
    }
    sources
}

/// The nodes that can be reached, in groups that lead to each other; arrows between groups lead onwards.
///
/// Kosaraju's algorithm.
pub(crate) fn components(targets: &[Vec<usize>], from: usize) -> Vec<Vec<usize>> {
    let order = post_order(targets, from);
    let sources = turned(targets, &order);
    let mut seen = vec![false; targets.len()];
    let mut groups = Vec::new();
    for root in order.into_iter().rev() {
        let mut group = Vec::new();
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut seen[node], true) {
                group.push(node);
                open.extend(&sources[node]);
            }
        }
        if !group.is_empty() {
            group.sort_unstable();
            groups.push(group);
        }
    }
    groups
}

/// For each node the nearest other that every way from `from` to it passes.
///
/// Cooper, Harvey, Kennedy: "A Simple, Fast Dominance Algorithm".
pub(crate) fn dominators(targets: &[Vec<usize>], from: usize) -> Vec<Option<usize>> {
    let order = post_order(targets, from);
    let sources = turned(targets, &order);
    let mut rank = vec![0; targets.len()];
    order.iter().enumerate().for_each(|(at, node)| rank[*node] = at);
    let mut nearest: Vec<Option<usize>> = vec![None; targets.len()];
    nearest[from] = Some(from);
    let mut changed = true;
    while changed {
        changed = false;
        for node in order.iter().rev().filter(|node| **node != from) {
            let known = sources[*node].iter().copied().filter(|source| nearest[*source].is_some());
            let new = known.reduce(|a, b| common(&nearest, &rank, a, b));
            changed |= new != nearest[*node];
            nearest[*node] = new;
        }
    }
    nearest[from] = None;
    nearest
}

/// The nearest node that dominates both.
fn common(nearest: &[Option<usize>], rank: &[usize], mut a: usize, mut b: usize) -> usize {
    while a != b {
        let (lower, other) = if rank[a] < rank[b] { (a, b) } else { (b, a) };
        match nearest[lower] {
            Some(above) => (a, b) = (above, other),
            None => return other,
        }
    }
    a
}
