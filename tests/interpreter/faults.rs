//! What goes wrong, and what that means: a fault is logged and does not take the rest with it.

use super::Interpreter;
use super::places;
use super::scene::{Known, Scene};
use ctiflow::check::{Expression, Program, Record as Declared, RecordRef, Step};
use ctiflow::flow::{Element, ElementKind, Flow};
use ctiflow::source::Span;

/// What fails whenever it is tried.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Failing {
    /// The look-up of the person, if it is one of this object.
    Person(String),
    /// The one save of the person, if it is one of this object.
    SaveOfPerson(String),
    /// The look-up of a named record, in a flow.
    LookUp { flow: String, record: RecordRef },
    /// The save of a named record, or of a monitor's, in a flow.
    Save { flow: String },
    /// What the step at this place creates, updates, posts.
    Step(Span),
    /// Every notification.
    Notification,
    /// What a cadence is told, in the flow of this name: the look-up of the tracker, or the action.
    Cadence { flow: String, tracker: bool },
    /// Every line of the log.
    Log,
}

impl Failing {
    /// What it means that an element of a generated flow fails; none for what is no step's own. Its elements come with it.
    pub(crate) fn of(program: &Program, flows: &[Flow], key: &str) -> Option<(Self, Vec<String>)> {
        let (flow, element) = key.split_once('.')?;
        let flow = flows.iter().find(|each| each.name == flow)?;
        let element = flow.elements.iter().find(|each| each.name == element)?;
        let failing = Self::of_element(program, flow, element)?;
        let alike = flow.elements.iter().filter(|each| can_fail(each));
        let alike = alike.filter(|each| Self::of_element(program, flow, each).as_ref() == Some(&failing));
        let keys = alike.map(|each| format!("{}.{}", flow.name, each.name)).collect();
        Some((failing, keys))
    }

    fn of_element(program: &Program, flow: &Flow, element: &Element) -> Option<Self> {
        let own = flow.name.strip_prefix(&program.prefix)?.strip_prefix('_')?;
        let object = element.name.rsplit('_').next().unwrap_or_default().to_owned();
        match own {
            "Call_Router" => return Some(Self::Person(object)),
            "Save_Person" => return Some(Self::SaveOfPerson(object)),
            "Notify" => return Some(Self::Notification),
            "Log" => return Some(Self::Log),
            _ if own.starts_with("Cadence_") => {
                let tracker = element.name == "Get_Tracker";
                return Some(Self::Cadence { flow: own.to_owned(), tracker });
            }
            _ => {}
        }
        let place = element.place.0?;
        match &element.kind {
            ElementKind::RecordLookup(_) => {
                let records = records_of(program, &flow.name)?;
                let index = records.iter().position(|each| each.span == place)?;
                Some(Self::LookUp { flow: flow.name.clone(), record: RecordRef::Named(index) })
            }
            ElementKind::RecordUpdate(update) if update.input_reference.is_some() => {
                Some(Self::Save { flow: flow.name.clone() })
            }
            _ => Some(Self::Step(place)),
        }
    }
}

/// The names of the elements that have a way out of a fault.
pub(crate) fn fallible(flows: &[Flow]) -> Vec<String> {
    let of = |flow: &'_ Flow| {
        let names = flow.elements.iter().filter(|each| can_fail(each));
        names.map(|each| format!("{}.{}", flow.name, each.name)).collect::<Vec<_>>()
    };
    flows.iter().flat_map(of).collect()
}

fn can_fail(element: &Element) -> bool {
    match &element.kind {
        ElementKind::RecordLookup(each) => each.fault.is_some(),
        ElementKind::RecordCreate(each) => each.fault.is_some(),
        ElementKind::RecordUpdate(each) => each.fault.is_some(),
        ElementKind::ActionCall(each) => each.fault.is_some(),
        _ => false,
    }
}

fn records_of<'p>(program: &'p Program, flow: &str) -> Option<&'p [Declared]> {
    let outcome = program.outcomes.iter().any(|each| each.flow_name == flow);
    let mut monitors = program.monitors.iter().flat_map(|monitor| &monitor.flows);
    match outcome {
        true => Some(&program.records),
        false => monitors.find(|each| each.flow_name == flow).map(|each| each.records.as_slice()),
    }
}

impl<'p> Interpreter<'p> {
    /// Whether this is what fails.
    pub(super) fn fails(&self, what: &Failing) -> bool {
        self.failing.as_ref() == Some(what)
    }

    /// Whether a step asks about a record of which nobody knows whether it is there: it is skipped.
    pub(super) fn asks_in_vain(&self, scene: &Scene<'p>, step: &'p Step) -> bool {
        step.parts().decides.into_iter().any(|each| self.is_unknown(scene, each))
    }

    /// Whether a formula reads a record whose look-up has failed.
    pub(super) fn is_unknown(&self, scene: &Scene<'p>, formula: &Expression) -> bool {
        places::records_in(formula).into_iter().any(|record| is_lost(scene, record))
    }
}

/// Whether the look-up of a record has failed.
pub(super) fn is_lost(scene: &Scene<'_>, record: RecordRef) -> bool {
    matches!(scene.known.get(&record), Some(Known::Failed))
}
