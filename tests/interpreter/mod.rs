//! What a spec means, told a second time: an interpreter of checked programs.
//!
//! It is written from the definition of the language, and shares formulas and the tables of an org with the product, but
//! nothing of what a program is planned and built as. What it does can be compared with what the generated flows do.

mod ask;
pub(crate) mod faults;
mod filter;
mod gate;
mod monitors;
mod places;
mod scene;
mod steps;
mod work;

use ctiflow::check::{OutcomeKind, Program};
use ctiflow::formula::Value;
use ctiflow::simulate::{FieldId, Operation, Record, Saving, World};
use faults::Failing;
use scene::Scene;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Does what a spec says, in an org without any flow.
pub(crate) struct Interpreter<'p> {
    program: &'p Program,
    /// The counters of the program: object and field.
    counters: BTreeSet<(String, String)>,
    /// The org.
    pub(crate) world: World,
    /// What was sent: posts, notifications, what cadences were told.
    pub(crate) sent: Vec<String>,
    /// The lines of the log.
    pub(crate) log: Vec<String>,
    /// What goes wrong.
    failing: Option<Failing>,
    /// Whether what the present step does goes wrong.
    broken: bool,
    /// Whether something has gone wrong in the present step.
    faulted: bool,
}

impl<'p> Interpreter<'p> {
    /// An interpreter of a program in an org.
    pub(crate) fn new(program: &'p Program, world: World, failing: Option<Failing>) -> Self {
        let counters = program
            .fields
            .iter()
            .filter(|each| matches!(each.kind, ctiflow::spec::DeclaredType::Counter))
            .map(|each| (each.field.object.clone(), each.field.name.clone()))
            .collect();
        let (sent, log) = (Vec::new(), Vec::new());
        Self { program, counters, world, sent, log, failing, broken: false, faulted: false }
    }

    /// Somebody saves a Task.
    pub(crate) fn save_call(&mut self, operation: Operation, call: Record) -> Option<Value> {
        let before = self.world.find(call.id()).cloned();
        let report = self.world.save(operation, vec![call], Saving::AllOrNone);
        let id = report.saved.first()?.clone().ok()?;
        let after = self.world.find(&id)?.clone();
        if self.runs(before.as_deref(), &after) {
            let corrected = before.filter(|before| self.is_complete(before));
            self.call(after, corrected);
        }
        Some(id)
    }

    /// A call runs the program; `corrected`: what it was, if it was complete before this save.
    fn call(&mut self, call: Arc<Record>, corrected: Option<Arc<Record>>) {
        let object =
            if self.world.field(&call, "WhoId").to_string().starts_with("003") { "Contact" } else { "Lead" };
        if self.fails(&Failing::Person(object.to_owned())) {
            return self.fault(&Scene::of_call(&[], call, None, None));
        }
        let person = self.person_of(&call);
        let disposition = self.disposition(&call);
        let outcome = match &person {
            None => self.program.outcomes.iter().position(|each| each.kind == OutcomeKind::NoPerson),
            Some(_) => Some(self.outcome_of(&disposition)),
        };
        let Some(outcome) = outcome else { return };
        let corrects = corrected.map(|before| self.disposition(&before));
        let mut scene = Scene::of_call(&self.program.records, call, person, corrects);
        scene.owes_every_call = scene.person.is_some() && !self.program.every_call.is_empty();
        self.outcome(outcome, &mut scene);
    }

    /// The Contact or Lead of a call; a converted Lead counts as nobody.
    fn person_of(&self, call: &Record) -> Option<Arc<Record>> {
        let person = self.world.find(&self.world.field(call, "WhoId"))?;
        let converted = self.world.field(person, "IsConverted").is_true();
        (!converted).then(|| person.clone())
    }

    /// The outcome that a disposition belongs to, by its place.
    fn outcome_of(&self, disposition: &Value) -> usize {
        let outcomes = &self.program.outcomes;
        let named = outcomes.iter().position(|outcome| {
            outcome.dispositions.iter().any(|each| ask::same_text(&Value::text(each.as_str()), disposition))
        });
        named.unwrap_or_else(|| {
            outcomes.iter().position(|each| each.kind == OutcomeKind::Unrecognized).expect("always there")
        })
    }

    fn disposition(&self, call: &Record) -> Value {
        self.world.field(call, &self.program.gate.disposition.name)
    }

    /// Creates a record, or logs why not.
    fn create(&mut self, scene: &Scene<'p>, object: &str, fields: &[(&str, Value)]) -> Option<Value> {
        if self.broken {
            self.fault(scene);
            return None;
        }
        let record = self.world.record(object, fields);
        let report = self.world.save(Operation::Create, vec![record], Saving::AllOrNone);
        match &report.saved[0] {
            Ok(id) => Some(id.clone()),
            Err(_) => {
                self.fault(scene);
                None
            }
        }
    }

    /// Updates one record, or logs why not.
    fn update(&mut self, scene: &Scene<'p>, id: &Value, object: &str, fields: &[(&str, Value)]) {
        let mut record = self.world.record(object, fields);
        record.set(FieldId::ID, id.clone());
        let report = self.world.save(Operation::Update, vec![record], Saving::AllOrNone);
        if report.saved[0].is_err() {
            self.fault(scene);
        }
    }

    fn fault(&mut self, scene: &Scene<'p>) {
        self.faulted = true;
        self.note(scene, "Fault", "");
    }

    /// A line in the log.
    fn note(&mut self, scene: &Scene<'p>, kind: &str, words: &str) {
        if self.fails(&Failing::Log) {
            return;
        }
        let line = format!("{kind} for {} of {}: {words}", self.who(scene), scene.source().id());
        self.log.push(line);
    }
}
