//! The names that elements get, each once in a flow.

use super::emit::{Emitter, Site};
use super::names::{key_of_element, with_mark};
use super::{Title, identity};
use crate::check::Step;
use crate::source::Span;

impl<'p> Emitter<'p> {
    /// Names for an element.
    pub(super) fn title(&mut self, full: &str, label: &str, description: &str, span: Span) -> Title {
        Title {
            name: self.taken.claim_element(full),
            full: full.to_owned(),
            label: label.to_owned(),
            description: description.to_owned(),
            span,
        }
    }

    /// Names for the element of a step: its own `label` and `description` win.
    pub(super) fn step_title(
        &mut self,
        step: &'p Step,
        base: &str,
        label: &str,
        said: &str,
        site: &Site,
    ) -> Title {
        let base = step.label.as_deref().unwrap_or(base);
        let label = step.label.as_deref().unwrap_or(label);
        let said = step.description.as_deref().unwrap_or(said);
        let full = self.told_apart(format!("{base}{}", site.suffix), step, said);
        self.title(&full, label, said, step.span)
    }

    /// A step that says the same as another where it stands, but is not the same, has a hash of what it is behind its name.
    /// One that is equal in everything is told apart by a number: of two such steps nothing else can be said.
    fn told_apart(&mut self, full: String, step: &'p Step, said: &str) -> String {
        let key = key_of_element(&full);
        if !self.taken.has_element(&full) {
            self.named.insert(key, (step, said.to_owned()));
            return full;
        }
        let content = self.content(step, said);
        match self.named.get(&key) {
            Some((first, first_said)) if self.content(first, first_said) == content => full,
            Some(_) | None => with_mark(&full, &content),
        }
    }

    /// All that a step is: its formulas, for whom it is, and what its element says of itself.
    fn content(&self, step: &Step, said: &str) -> String {
        format!("{} {said} {}", self.name_of(step), identity::details(step, &self.speaker).join(" "))
    }
}
