//! The variables, formulas and constants of one flow, each made when it is first needed.

use super::kit;
use crate::flow::{Constant, DataType, Flow, Formula, Variable};
use crate::plan::Taken;
use std::collections::BTreeMap;

/// What a formula resource is to be called.
#[derive(Clone, Debug, Default)]
pub(super) struct Hint {
    /// Its name in words.
    pub(super) name: String,
    /// What it is, in one sentence.
    pub(super) said: String,
    /// Digits behind the point, for numbers.
    pub(super) scale: Option<u8>,
}

impl Hint {
    /// A hint in words.
    pub(super) fn new(name: impl Into<String>, said: impl Into<String>) -> Self {
        Self { name: name.into(), said: said.into(), scale: None }
    }
}

/// The resources of one flow.
#[derive(Debug, Default)]
pub(super) struct Resources {
    taken: Taken,
    /// By wanted name and meaning, so that one thing has one variable, and another has another.
    variables: BTreeMap<(String, String), Variable>,
    formulas: BTreeMap<(String, String), Formula>,
    /// By wanted name and setting.
    constants: BTreeMap<(String, String), Constant>,
}

impl Resources {
    /// Keeps a name for an element, or for an input that callers know by it.
    pub(super) fn reserve(&mut self, name: &str) {
        self.taken.claim(name);
    }

    /// The variable of this name and meaning: two records or fields may be alike in name and description.
    pub(super) fn variable(&mut self, meaning: &str, wanted: Variable) -> String {
        let key = (wanted.name.clone(), meaning.to_owned());
        if let Some(known) = self.variables.get(&key) {
            return known.name.clone();
        }
        let name = self.taken.claim(&wanted.name);
        self.variables.insert(key, Variable { name: name.clone(), ..wanted });
        name
    }

    /// An input: its name is what callers say, so it is never another.
    pub(super) fn input(&mut self, meaning: &str, wanted: Variable) {
        let key = (wanted.name.clone(), meaning.to_owned());
        self.variables.insert(key, kit::input(wanted));
    }

    /// The formula of this name and text.
    pub(super) fn formula(
        &mut self,
        hint: &Hint,
        data_type: DataType,
        scale: Option<u8>,
        expression: String,
    ) -> String {
        let wanted = crate::plan::camel(&hint.name);
        let key = (wanted.clone(), expression.clone());
        if let Some(known) = self.formulas.get(&key) {
            return known.name.clone();
        }
        let name = self.taken.claim_for(&wanted, &expression);
        let formula = Formula { scale, ..kit::formula(&name, &hint.said, data_type, expression) };
        self.formulas.insert(key, formula);
        name
    }

    /// The constant of a setting.
    pub(super) fn constant(&mut self, setting: &str, wanted: &str, said: &str, number: &str) -> String {
        let key = (wanted.to_owned(), setting.to_owned());
        if let Some(known) = self.constants.get(&key) {
            return known.name.clone();
        }
        let name = self.taken.claim(wanted);
        self.constants.insert(key, kit::constant(&name, said, number));
        name
    }

    /// Puts all into a flow.
    pub(super) fn into_flow(self, flow: &mut Flow) {
        flow.variables.extend(self.variables.into_values());
        flow.formulas.extend(self.formulas.into_values());
        flow.constants.extend(self.constants.into_values());
    }
}
