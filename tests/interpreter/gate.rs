//! Which calls run a program.

use super::Interpreter;
use super::scene::{Scene, is_user};
use ctiflow::formula::Value;
use ctiflow::simulate::Record;
use std::sync::Arc;

impl Interpreter<'_> {
    /// Whether a save starts the program: it made the call complete, or changed its disposition.
    pub(super) fn runs(&self, before: Option<&Record>, after: &Arc<Record>) -> bool {
        if !self.is_complete(after) {
            return false;
        }
        match before {
            None => true,
            Some(before) if !self.is_complete(&Arc::new(before.clone())) => true,
            Some(before) => self.program.gate.rerun && self.disposition(before) != self.disposition(after),
        }
    }

    /// Whether a Task is a call with a disposition, of somebody, by a user.
    pub(super) fn is_complete(&self, call: &Arc<Record>) -> bool {
        let who = self.world.field(call, "WhoId");
        let somebody = matches!(&who, Value::Text(id) if id.starts_with("003") || id.starts_with("00Q"));
        let scene = Scene::of_call(&[], call.clone(), None, None);
        somebody
            && !self.disposition(call).is_blank()
            && is_user(&self.world.field(call, "OwnerId"))
            && self.holds(&scene, &self.program.gate.condition)
    }
}
