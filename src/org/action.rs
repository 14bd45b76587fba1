//! Actions that Salesforce ships, and what they take and give.

use super::completed::CompletedAction;
use super::row::ParameterRow;
use crate::flow::DataType;

/// A standard invocable action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Its name: `chatterPost`.
    pub name: String,
    /// What it takes, by name.
    pub inputs: Vec<ActionParameter>,
    /// What it gives, by name.
    pub outputs: Vec<ActionParameter>,
}

impl Action {
    /// An action of which only the name is known.
    pub(super) fn named(name: &str) -> Self {
        Self { name: name.to_owned(), inputs: Vec::new(), outputs: Vec::new() }
    }

    /// Adds the parameters of the hand-made table, which win.
    pub(super) fn complete(&mut self, completed: &CompletedAction) {
        complete(&mut self.inputs, completed.inputs);
        complete(&mut self.outputs, completed.outputs);
    }

    /// The input of a name.
    pub fn input(&self, name: &str) -> Option<&ActionParameter> {
        self.inputs.iter().find(|input| input.name == name)
    }

    /// The output of a name.
    pub fn output(&self, name: &str) -> Option<&ActionParameter> {
        self.outputs.iter().find(|output| output.name == name)
    }
}

/// An input or output of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionParameter {
    /// Its name.
    pub name: String,
    /// Its type; ids and picklists are text.
    pub data_type: DataType,
    /// Several values.
    pub is_collection: bool,
    /// The action fails without it.
    pub required: bool,
    /// Most characters, where Salesforce says so.
    pub max: Option<u32>,
}

fn complete(parameters: &mut Vec<ActionParameter>, rows: &[ParameterRow]) {
    for row in rows {
        let parameter = row.parameter();
        match parameters.binary_search_by(|each| each.name.cmp(&parameter.name)) {
            Ok(at) => parameters[at] = parameter,
            Err(at) => parameters.insert(at, parameter),
        }
    }
}
