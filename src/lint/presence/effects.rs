//! What elements do to records.

use super::{Analysis, Presence};
use crate::flow::references::Role;
use crate::flow::{AssignmentItem, Element, ElementKind, LookupOutput, RecordLookup, Value};

impl Analysis<'_, '_> {
    /// What is known behind an element that ran.
    pub(super) fn after_element(&self, element: &Element, mut state: Vec<Presence>) -> Vec<Presence> {
        match &element.kind {
            ElementKind::Assignment(it) => {
                it.items.iter().for_each(|item| self.assign(item, &mut state));
                return state;
            }
            ElementKind::RecordLookup(it) => {
                self.look_up(element, it, &mut state);
                return state;
            }
            ElementKind::ActionCall(_)
            | ElementKind::CollectionProcessor(_)
            | ElementKind::CustomError(_)
            | ElementKind::Decision(_)
            | ElementKind::Loop(_)
            | ElementKind::RecordCreate(_)
            | ElementKind::RecordDelete(_)
            | ElementKind::RecordUpdate(_)
            | ElementKind::Subflow(_)
            | ElementKind::Transform(_)
            | ElementKind::Other(_) => {}
        }
        // Of elements of other kinds nobody knows which of their references they fill.
        let fills = |role| role == Role::Target || matches!(element.kind, ElementKind::Other(_));
        let references = self.references_of(element).iter();
        let filled =
            references.filter(|each| fills(each.role)).filter_map(|each| self.records.number(each.path));
        filled.for_each(|number| state[number] = Presence::THERE);
        state
    }

    /// Who assigns to a field makes the record.
    pub(super) fn assign(&self, item: &AssignmentItem, state: &mut [Presence]) {
        let Some(number) = self.records.number(&item.target) else { return };
        let is_whole = !item.target.contains('.');
        state[number] = match &item.value {
            None if is_whole => Presence::NULL,
            Some(Value::Reference(path)) if is_whole && !path.contains('.') => {
                self.records.number(path).map_or(Presence::THERE, |from| state[from])
            }
            _ => Presence::THERE,
        };
    }

    fn look_up(&self, element: &Element, lookup: &RecordLookup, state: &mut [Presence]) {
        match &lookup.output {
            LookupOutput::Stored { .. } => {
                if let Some(number) = self.records.number(&element.name) {
                    state[number] = Presence::EITHER;
                }
            }
            LookupOutput::Variable(name) => {
                if let Some(number) = self.records.number(name) {
                    let not_found = if lookup.null_if_none { Presence::NULL } else { state[number] };
                    state[number] = not_found.or(Presence::THERE);
                }
            }
            LookupOutput::Fields(fields) => {
                let made = fields.iter().filter_map(|(_, path)| self.records.number(path));
                made.for_each(|number| state[number] = Presence::THERE);
            }
        }
    }
}
