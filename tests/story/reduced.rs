//! A failure, made smaller: steps, branches, calls are left out one by one, as long as something still differs.

use super::Event;
use super::played::{Story, differences};
use crate::random::tree::Tree;
use crate::support::compile;
use ctiflow::org::Org;

/// A program and a story that differ, and how.
pub(crate) struct Failure {
    tree: Tree,
    story: Story,
    why: String,
}

impl Failure {
    /// The failure of a program and a story, if something differs.
    pub(crate) fn of(tree: Tree, story: Story) -> Option<Self> {
        let made = compile(super::PATH, &tree.written().text, &Org::standard()).ok()?;
        let why = differences(&made, &story).err()?;
        Some(Self { tree, story, why })
    }

    /// The smallest that is found by leaving out one thing after the other.
    pub(crate) fn reduced(mut self) -> Self {
        loop {
            let calm = Story { fails: None, ..self.story.clone() };
            let calmer = self.story.fails.is_some().then(|| self.like(self.tree.clone(), calm)).flatten();
            let Some(smaller) = calmer.or_else(|| self.without_a_step()).or_else(|| self.without_an_event())
            else {
                return self;
            };
            self = smaller;
        }
    }

    /// The failure of another program and story, if it is of the same kind.
    fn like(&self, tree: Tree, story: Story) -> Option<Self> {
        Self::of(tree, story).filter(|other| other.why.lines().next() == self.why.lines().next())
    }

    fn without_a_step(&self) -> Option<Self> {
        let shorter = |place: usize| self.tree.without(place).0;
        let lifted = |place: usize| self.tree.lifted(place);
        let trees = (0..self.tree.count()).flat_map(|place| [Some(shorter(place)), lifted(place)]);
        trees.flatten().find_map(|tree| self.like(tree, self.story.clone()))
    }

    fn without_an_event(&self) -> Option<Self> {
        let all = &self.story.events;
        let without = |at: usize| {
            let mut events = all.clone();
            let gone = events.remove(at);
            if let Event::Saved { call, .. } = gone {
                let left =
                    |event: &Event| matches!(event, Event::Saved { call: other, .. } if *other == call);
                if at == first_of(all, call) && events.iter().any(left) {
                    return None;
                }
                renumber(&mut events, call);
            }
            Some(events)
        };
        let tries = (0..all.len()).filter_map(without).chain(self.shorter_events());
        tries
            .into_iter()
            .find_map(|events| self.like(self.tree.clone(), Story { events, ..self.story.clone() }))
    }

    /// The same events, each with one field less.
    fn shorter_events(&self) -> impl Iterator<Item = Vec<Event>> {
        let all = &self.story.events;
        all.iter().enumerate().flat_map(move |(at, event)| {
            let count = match event {
                Event::Saved { fields, .. } => fields.len(),
                Event::Monitor(_) | Event::Wait(_) => 0,
            };
            (0..count).map(move |gone| {
                let mut events = all.clone();
                if let Event::Saved { fields, .. } = &mut events[at] {
                    fields.remove(gone);
                }
                events
            })
        })
    }
}

fn first_of(events: &[Event], wanted: usize) -> usize {
    let is_it = |event: &Event| matches!(event, Event::Saved { call, .. } if *call == wanted);
    events.iter().position(is_it).unwrap_or(events.len())
}

/// Closes the gap that a call has left, if it is gone.
fn renumber(events: &mut [Event], gone: usize) {
    if first_of(events, gone) < events.len() {
        return;
    }
    for event in events {
        if let Event::Saved { call, .. } = event
            && *call > gone
        {
            *call -= 1;
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}\nthe spec:\n{}", self.why, self.tree.written().text)
    }
}
