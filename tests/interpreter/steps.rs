//! Steps in their order: branches, what is set, when it is saved, where a path ends.

use super::Interpreter;
use super::faults::{Failing, is_lost};
use super::places::{self, Open};
use super::scene::{Known, Scene};
use ctiflow::check::{RecordRef, Set, Step, StepKind};
use ctiflow::formula::Value;
use ctiflow::org::Field;
use std::collections::BTreeSet;

/// Whether a path goes on behind a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    On,
    Ended,
}

/// Records that steps further behind may still write.
type Later = BTreeSet<RecordRef>;

impl<'p> Interpreter<'p> {
    /// The steps of an outcome: a flow of its own, with look-ups of its own.
    pub(super) fn outcome(&mut self, outcome: usize, scene: &mut Scene<'p>) {
        scene.known.clear();
        scene.flow = &self.program.outcomes[outcome].flow_name;
        let steps = &self.program.outcomes[outcome].steps;
        self.flow(steps, scene);
    }

    fn flow(&mut self, steps: &'p [Step], scene: &mut Scene<'p>) {
        self.save_all_but(scene, &places::written_in(steps));
        let open = places::all(scene.records);
        self.sequence(steps, &Later::new(), &open, scene);
    }

    pub(super) fn sequence(
        &mut self,
        steps: &'p [Step],
        later: &Later,
        open: &Open,
        scene: &mut Scene<'p>,
    ) -> Way {
        let places = places::places(steps, open, scene.records);
        for (at, step) in steps.iter().enumerate() {
            places.before[at].iter().for_each(|record| self.look_up(scene, *record));
            let behind: Later = later | &places::written_in(&steps[at + 1..]);
            if self.step(step, &behind, &places.inside[at], scene) == Way::Ended {
                return Way::Ended;
            }
            self.save_all_but(scene, &behind);
        }
        Way::On
    }

    fn step(&mut self, step: &'p Step, behind: &Later, open: &[Open], scene: &mut Scene<'p>) -> Way {
        let by_record = matches!(step.kind, StepKind::Set(_));
        if !by_record && self.asks_in_vain(scene, step) {
            return Way::On;
        }
        match &step.kind {
            StepKind::If { condition, then, otherwise } => {
                let arms = [otherwise, then];
                let holds = self.holds(scene, condition);
                self.sequence(arms[usize::from(holds)], behind, &open[usize::from(!holds)], scene)
            }
            StepKind::Choose { branches, otherwise } => {
                let chosen = branches.iter().position(|branch| self.holds(scene, &branch.condition));
                match (chosen, otherwise) {
                    (Some(at), _) => self.sequence(&branches[at].steps, behind, &open[at], scene),
                    (None, Some(steps)) => self.sequence(steps, behind, &open[branches.len()], scene),
                    (None, None) => {
                        let last = branches.len() - 1;
                        self.sequence(&branches[last].steps, behind, &open[last], scene)
                    }
                }
            }
            StepKind::Run(outcome) => {
                let person = BTreeSet::from([RecordRef::Person]);
                self.save_all_but(scene, &person);
                self.outcome(*outcome, scene);
                Way::Ended
            }
            StepKind::Stop(_) => {
                self.end(scene);
                Way::Ended
            }
            StepKind::Set(sets) => {
                self.set(sets, scene);
                Way::On
            }
            StepKind::Increment { field, .. } => {
                self.increment(&field.name, scene);
                Way::On
            }
            StepKind::CreateTask(_)
            | StepKind::CreateEvent(_)
            | StepKind::Create { .. }
            | StepKind::Update { .. }
            | StepKind::CallFlow { .. }
            | StepKind::Chatter { .. }
            | StepKind::Notify { .. }
            | StepKind::Cadence(_)
            | StepKind::Log(_) => self.work(step, scene),
        }
    }

    /// Fields get values, record by record; of one that is not there nothing is set, and that is logged.
    fn set(&mut self, sets: &'p [Set], scene: &mut Scene<'p>) {
        let records: BTreeSet<RecordRef> = sets.iter().map(|set| set.record).collect();
        // All values are those from before the step.
        let value = |set: &'p Set| (set, stored(&set.field, self.value(scene, &set.value)));
        let values: Vec<(&Set, Value)> = sets.iter().map(value).collect();
        for record in records {
            let mut own = sets.iter().filter(|set| set.record == record);
            if is_lost(scene, record) || own.any(|set| self.is_unknown(scene, &set.value)) {
                continue;
            }
            if matches!(record, RecordRef::Named(_)) && !self.is_found(scene, record) {
                self.left_out(scene);
                continue;
            }
            for (set, value) in values.iter().filter(|(set, _)| set.record == record) {
                scene.write(record, &set.field.name, value.clone());
            }
        }
    }

    /// A counter goes up, unless the disposition before belongs to an outcome that raises it on some path.
    fn increment(&mut self, counter: &str, scene: &mut Scene<'p>) {
        let before = scene.corrects.as_ref().map(|disposition| self.outcome_of(disposition));
        if before.is_some_and(|before| places::raises(&self.program.outcomes, before, counter)) {
            return;
        }
        let next = match self.field(scene, RecordRef::Person, counter) {
            Value::Number(count) => count.whole() + 1,
            _ => 1,
        };
        scene.write(RecordRef::Person, counter, Value::number(next));
    }

    /// A path ends here: what is not saved yet is saved, but for a record that gets its stamp behind all steps.
    pub(super) fn end(&mut self, scene: &mut Scene<'p>) {
        let stamped: Later = scene.stamps.then_some(RecordRef::Subject).into_iter().collect();
        self.save_all_but(scene, &stamped);
    }

    /// Saves what is not saved yet of all records that nothing behind this point may write.
    pub(super) fn save_all_but(&mut self, scene: &mut Scene<'p>, later: &Later) {
        if scene.owes_every_call && !later.contains(&RecordRef::Person) {
            scene.owes_every_call = false;
            let values: Vec<(&'p Set, Value)> = self
                .program
                .every_call
                .iter()
                .map(|set| (set, stored(&set.field, self.value(scene, &set.value))))
                .collect();
            values
                .into_iter()
                .for_each(|(set, value)| scene.write(RecordRef::Person, &set.field.name, value));
        }
        let due: Vec<RecordRef> =
            scene.unsaved.keys().filter(|record| !later.contains(record)).copied().collect();
        due.into_iter().for_each(|record| self.save(record, scene));
    }

    fn save(&mut self, record: RecordRef, scene: &mut Scene<'p>) {
        let fields = scene.unsaved.remove(&record).unwrap_or_default();
        let id = self.id(scene, record);
        let object = match record {
            RecordRef::Named(index) => scene.records[index].object.clone(),
            _ => self.object_of(&id),
        };
        let person = matches!(record, RecordRef::Person).then(|| Failing::SaveOfPerson(object.clone()));
        if self.fails(&person.unwrap_or_else(|| Failing::Save { flow: scene.flow.to_owned() })) {
            return self.fault(scene);
        }
        let value = |field: &String| scene.written[&(record, field.clone())].clone();
        let fields: Vec<(&str, Value)> = fields.iter().map(|field| (field.as_str(), value(field))).collect();
        self.update(scene, &id, &object, &fields);
    }

    fn object_of(&self, id: &Value) -> String {
        let record = self.world.find(id).expect("it was read");
        self.world.schema().object(record.object).name.clone()
    }

    /// A step that was left out because nobody was there for it.
    pub(super) fn left_out(&mut self, scene: &Scene<'p>) {
        self.note(scene, "Note", "(left out)");
    }

    /// Notes that a step made a named record, with these fields.
    pub(super) fn made(
        &mut self,
        scene: &mut Scene<'p>,
        record: RecordRef,
        id: Value,
        fields: &[(&str, Value)],
    ) {
        scene.written.retain(|(of, _), _| *of != record);
        scene.known.insert(record, Known::Made(id));
        for (field, value) in fields {
            scene.written.insert((record, (*field).to_owned()), value.clone());
        }
    }
}

/// What a field keeps of a value.
pub(super) fn stored(field: &Field, value: Value) -> Value {
    match (value, field.scale) {
        (Value::Number(number), Some(scale)) => Value::Number(number.rounded(i64::from(scale))),
        (Value::Text(text), _) if text.is_empty() => Value::Null,
        (value, _) => value,
    }
}
