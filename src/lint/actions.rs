//! The actions that a flow calls.

use super::flow_facts::FlowFacts;
use crate::flow::{ActionCall, Place};
use crate::org::Action;

/// A call of an action, and what is known of the action.
#[derive(Clone, Debug)]
pub struct CalledAction<'a> {
    /// The call.
    pub call: &'a ActionCall,
    /// The element that calls.
    pub place: Place,
    /// The standard action of its type, where there is one.
    pub action: Option<Action>,
}

impl CalledAction<'_> {
    /// Whether the action is called by the name of its type, as standard actions without parts that an admin makes are.
    pub fn is_own_name(&self) -> bool {
        self.call.action_name == self.call.action_type
    }
}

impl<'a> FlowFacts<'a> {
    /// Every call of an action.
    pub fn action_calls(&self) -> impl Iterator<Item = CalledAction<'a>> {
        self.flow.elements.iter().filter_map(|element| {
            let call = element.kind.action_call()?;
            Some(CalledAction { call, place: element.place, action: self.org.action(&call.action_type) })
        })
    }
}
