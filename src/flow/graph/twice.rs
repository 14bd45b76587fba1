//! What happens twice on one path.

use super::{ElementId, Graph};
use crate::flow::model::ElementKind;

/// Two elements that do the same thing, one after the other on some path; in a loop they may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Twice {
    /// The element that runs first.
    pub first: ElementId,
    /// The element that does it again.
    pub again: ElementId,
}

impl Graph<'_> {
    /// Updates of one record variable that are on one path.
    pub fn updated_twice(&self) -> Vec<Twice> {
        self.twice(|a, b| {
            let (ElementKind::RecordUpdate(a), ElementKind::RecordUpdate(b)) = (a, b) else { return false };
            a.input_reference.is_some() && a.input_reference == b.input_reference
        })
    }

    /// Look-ups of one object with the same filters that are on one path.
    pub fn looked_up_twice(&self) -> Vec<Twice> {
        self.twice(|a, b| {
            let (ElementKind::RecordLookup(a), ElementKind::RecordLookup(b)) = (a, b) else { return false };
            (&a.object, &a.filter_logic, &a.filters, &a.sort_field, &a.sort_order)
                == (&b.object, &b.filter_logic, &b.filters, &b.sort_field, &b.sort_order)
        })
    }

    fn twice(&self, same: impl Fn(&ElementKind, &ElementKind) -> bool) -> Vec<Twice> {
        let kind = |id: ElementId| &self.element(id).kind;
        let reachable = self.reachable();
        let candidates: Vec<_> =
            self.ids().filter(|id| reachable[id.0] && same(kind(*id), kind(*id))).collect();
        let mut found = Vec::new();
        for first in candidates.iter().copied() {
            let reached = self.reached_from(first);
            let again =
                candidates.iter().filter(|again| reached[again.0] && same(kind(first), kind(**again)));
            found.extend(again.map(|again| Twice { first, again: *again }));
        }
        found
    }
}
