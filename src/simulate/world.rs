//! An org in memory, and what can be done in it.

use super::engine::{Engine, Programs};
use super::fault::RecordError;
use super::program::{Moment, NodeKind, ProgramId};
use super::record::{Data, Record};
use super::report::{Changed, End, Event, Line, Passed, Report, Step};
use super::run::{Begin, Run};
use super::save::{Operation, Saving};
use super::schema::{FieldId, ObjectId, Schema};
use super::settings::Settings;
use super::store::{Key, Store, Undo};
use crate::formula::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An org in memory. A copy is a world of its own: a scenario begins with one.
#[derive(Clone, Debug)]
pub struct World {
    programs: Arc<Programs>,
    schema: Schema,
    store: Store,
    /// What runs depend on besides flows and records.
    pub settings: Settings,
    user: Value,
    loaded: super::choices::Depended,
}

/// Why something was not even begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unable {
    /// There is no such flow, or it cannot be run.
    NoFlow(String),
    /// The flow is not one that a schedule starts.
    NotScheduled(String),
    /// There is no record of this id.
    NoRecord(String),
}

/// Records that a scheduled flow is started for in one transaction: the most that the platform takes.
const BATCH: usize = 200;

impl World {
    /// An empty org with these flows, and a user who runs them.
    pub fn new(engine: &Engine, settings: Settings) -> Self {
        let mut world = Self {
            programs: engine.programs.clone(),
            schema: engine.schema.clone(),
            store: Store::default(),
            settings,
            user: Value::Null,
            loaded: engine.depended.clone(),
        };
        engine.indexes.iter().for_each(|(object, field)| world.store.index(*object, *field));
        let name = [("FirstName", Value::text("Integration")), ("LastName", Value::text("User"))];
        if let Ok(id) = world.add("User", &[name.as_slice(), &[("IsActive", Value::Boolean(true))]].concat())
        {
            world.user = id;
        }
        world
    }

    /// The same org without its flows: what a save makes of a record by itself.
    pub fn without_flows(&self) -> Self {
        Self { programs: Arc::default(), ..self.clone() }
    }

    /// The running user's id.
    pub fn user(&self) -> &Value {
        &self.user
    }

    /// Runs everything as another user from now on.
    ///
    /// # Errors
    /// Where there is no such record.
    pub fn run_as(&mut self, id: &str) -> Result<(), Unable> {
        let id = Value::text(id);
        match self.store.find(&self.schema, &id) {
            Some(user) => {
                self.user = user.id().clone();
                Ok(())
            }
            None => Err(Unable::NoRecord(id.to_string())),
        }
    }

    /// The objects and fields that are known so far.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// An object with its fields, for those who read records from files; one that the org does not know has what is named.
    pub fn object(&mut self, name: &str) -> &super::schema::Object {
        let object = self.schema.add_object(name);
        self.schema.object(object)
    }

    /// A record of an object, for variables and saves.
    pub fn record(&mut self, object: &str, fields: &[(&str, Value)]) -> Record {
        let object = self.schema.add_object(object);
        let mut record = Record::new(object);
        for (name, value) in fields {
            record.set(self.schema.add_field(object, name), value.clone());
        }
        record
    }

    /// A record that is there before anything runs: no flow starts, and fields that flows may not write can be given, `Id`
    /// among them.
    ///
    /// # Errors
    /// Where a value does not fit its field.
    pub fn add(&mut self, object: &str, fields: &[(&str, Value)]) -> Result<Value, RecordError> {
        let mut record = self.record(object, fields);
        let mut run =
            Run::new(&self.programs, &self.schema, &self.settings, self.user.clone(), &mut self.store);
        run.complete_given(&mut record);
        run.check_given(&mut record)?;
        let id = record.id().clone();
        let key = match &id {
            Value::Text(id) => self.store.insert_as(&self.schema, record, id).ok_or_else(|| {
                RecordError::new("MALFORMED_ID", format!("`{id}` is another record's, or no id of {object}"))
            })?,
            _ => self.store.insert(&self.schema, record),
        };
        self.store.commit();
        Ok(self.store.get(key).map(|record| record.id().clone()).unwrap_or_default())
    }

    /// The record of an id, as it is now.
    pub fn find(&self, id: &Value) -> Option<&Arc<Record>> {
        self.store.find(&self.schema, id)
    }

    /// The records of an object, in the order in which they were created.
    pub fn all(&self, object: &str) -> impl Iterator<Item = &Arc<Record>> {
        self.schema.object_named(object).into_iter().flat_map(|object| self.store.all(object))
    }

    /// A field of a record by its name; null where there is none.
    pub fn field(&self, record: &Record, name: &str) -> Value {
        let field = self.schema.object(record.object).field_named(name);
        field.map_or(Value::Null, |field| record.get(field).clone())
    }

    /// The name of a field of a record.
    pub fn field_name(&self, object: ObjectId, field: FieldId) -> &str {
        &self.schema.field(object, field).name
    }

    /// Launches interviews of a flow, with the inputs of each, in one transaction. What is no input of it is passed over, as
    /// on the platform, and listed in the report.
    ///
    /// # Errors
    /// Where there is no such flow.
    pub fn launch(&mut self, flow: &str, inputs: Vec<BTreeMap<String, Data>>) -> Result<Report, Unable> {
        let program = self.programs.named(flow).ok_or_else(|| Unable::NoFlow(flow.to_owned()))?;
        let taken = |input: &&String| {
            let parameter = self.programs.get(program).parameter(input);
            *input == "$Record" || parameter.is_some_and(|parameter| parameter.is_input)
        };
        let ignored: BTreeSet<String> =
            inputs.iter().flat_map(BTreeMap::keys).filter(|input| !taken(input)).cloned().collect();
        let report = self.transaction(|run| {
            let launch = |inputs: BTreeMap<String, Data>| {
                let record = inputs.get("$Record").cloned().unwrap_or_default();
                let mut interview = run.interview(program, record, Data::NULL);
                let values = inputs.iter().map(|(name, data)| (name.as_str(), data.clone())).collect();
                run.give(interview.frame_mut(), values);
                interview
            };
            Begin::Interviews(inputs.into_iter().map(launch).collect())
        });
        Ok(Report { ignored: ignored.into_iter().collect(), ..report })
    }

    /// Saves records as somebody from outside does: 200 in a transaction, and flows start.
    pub fn save(&mut self, operation: Operation, records: Vec<Record>, saving: Saving) -> Report {
        let mut report = Report::default();
        let mut records = records.into_iter().peekable();
        while records.peek().is_some() {
            let batch: Vec<Record> = records.by_ref().take(BATCH).collect();
            report.append(self.transaction(|_| Begin::Save(operation, batch, saving)));
        }
        report
    }

    /// Starts a scheduled flow: for each record that meets its conditions, 200 in a transaction, or once.
    ///
    /// # Errors
    /// Where no schedule starts the flow.
    pub fn run_scheduled(&mut self, flow: &str) -> Result<Report, Unable> {
        let program = self.programs.named(flow).ok_or_else(|| Unable::NoFlow(flow.to_owned()))?;
        let programs = self.programs.clone();
        let trigger = programs.trigger(program).filter(|trigger| trigger.moment == Moment::Scheduled);
        let trigger = trigger.ok_or_else(|| Unable::NotScheduled(flow.to_owned()))?;
        let records = match trigger.object {
            Some(object) => {
                let run =
                    Run::new(&programs, &self.schema, &self.settings, self.user.clone(), &mut self.store);
                run.scheduled(program, object, trigger).into_iter().map(Data::Record).collect()
            }
            None => vec![Data::NULL],
        };
        Ok(self.start_each(program, records))
    }

    fn start_each(&mut self, program: ProgramId, records: Vec<Data>) -> Report {
        let mut report = Report::default();
        for batch in records.chunks(BATCH) {
            report.append(self.transaction(|run| {
                let started = batch.iter().map(|record| run.interview(program, record.clone(), Data::NULL));
                Begin::Interviews(started.collect())
            }));
        }
        report
    }

    /// One transaction, and after its commit those of the platform events that it published.
    fn transaction(&mut self, begin: impl FnOnce(&mut Run<'_>) -> Begin) -> Report {
        let programs = self.programs.clone();
        let (mut report, undo) = {
            let mut run =
                Run::new(&programs, &self.schema, &self.settings, self.user.clone(), &mut self.store);
            run.depended.add(&self.loaded);
            let start = run.store.savepoint();
            let begin = begin(&mut run);
            let mut report = run.transact(begin);
            let committed = report.transactions.iter().all(|each| each.end == End::Committed);
            if !committed {
                run.store.roll_back(start);
                report.messages.clear();
            }
            (report, run.store.commit())
        };
        report.changes = self.changes(undo);
        self.deliver(&mut report);
        report
    }

    /// Each record once: as it was first, and as it is now.
    fn changes(&self, undo: Vec<Undo>) -> Vec<Changed> {
        let mut first: BTreeMap<Key, usize> = BTreeMap::new();
        let mut changes: Vec<Changed> = Vec::new();
        for Undo { key, before } in undo {
            first.entry(key).or_insert_with(|| {
                changes.push(Changed { key, before, after: self.store.get(key).cloned() });
                changes.len()
            });
        }
        changes.retain(|change| change.before != change.after);
        changes
    }

    /// Starts the flows of platform events that were published.
    fn deliver(&mut self, report: &mut Report) {
        let programs = self.programs.clone();
        let mut published: BTreeMap<ProgramId, Vec<Data>> = BTreeMap::new();
        for change in report.changes.iter().filter(|change| change.before.is_none()) {
            for program in programs.triggered(change.key.object, Moment::Event) {
                let record = change.after.clone().map_or(Data::NULL, Data::Record);
                published.entry(*program).or_default().push(record);
            }
        }
        for (program, records) in published {
            let delivered = self.start_each(program, records);
            report.append(delivered);
        }
    }

    /// A step of the way in words.
    pub fn line(&self, step: &Step) -> Line {
        let program = self.programs.get(step.program);
        let node = program.node(step.node);
        let event = match (&step.passed, &node.kind) {
            (Passed::Executed, _) => Event::Executed,
            (Passed::Rule(rule), NodeKind::Decide { rules, .. }) => Event::Outcome(
                rules.get(usize::from(*rule)).map_or_else(String::new, |rule| rule.label.clone()),
            ),
            (Passed::Default, NodeKind::Decide { default_label, .. }) => {
                Event::Outcome(default_label.clone())
            }
            (Passed::Rule(_) | Passed::Default, _) => Event::Executed,
            (Passed::Item(at), _) => Event::Item(at + 1),
            (Passed::NoMoreItems, _) => Event::NoMoreItems,
            (Passed::Fault(message), _) => Event::Fault(message.to_string()),
        };
        Line {
            interview: step.interview,
            depth: step.depth,
            record: Some(step.record.to_string()).filter(|id| !id.is_empty()),
            flow: program.name.clone(),
            element: node.name.clone(),
            label: node.label.clone(),
            event,
        }
    }
}
