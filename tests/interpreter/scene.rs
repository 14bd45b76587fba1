//! What the formulas of one run can see: the call, the person, what was looked up, what was set.

use super::Interpreter;
use ctiflow::check::{Alternative, Record as Declared, RecordRef};
use ctiflow::formula::Value;
use ctiflow::simulate::Record;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A record with a name, or the records of a count.
#[derive(Clone, Debug)]
pub(super) enum Known {
    /// There is none.
    Absent,
    /// It was looked up.
    Found(Arc<Record>),
    /// A step made it: its id.
    Made(Value),
    /// Its look-up failed: nobody knows.
    Failed,
    /// So many were found.
    Counted(i64),
}

/// What one run can see.
#[derive(Clone)]
pub(super) struct Scene<'p> {
    /// The name of the flow.
    pub(super) flow: &'p str,
    /// The records that have names here.
    pub(super) records: &'p [Declared],
    /// The call; none in a monitor.
    call: Option<Arc<Record>>,
    /// The Contact or Lead of the call.
    pub(super) person: Option<Arc<Record>>,
    /// The record of a monitor.
    subject: Option<Arc<Record>>,
    /// The disposition that the save corrected.
    pub(super) corrects: Option<Value>,
    /// What the named records are.
    pub(super) known: BTreeMap<RecordRef, Known>,
    /// What steps have set, saved or not.
    pub(super) written: BTreeMap<(RecordRef, String), Value>,
    /// What is not saved yet.
    pub(super) unsaved: BTreeMap<RecordRef, BTreeSet<String>>,
    /// What every call sets is still to be saved.
    pub(super) owes_every_call: bool,
    /// The record of the monitor gets its stamp behind all steps.
    pub(super) stamps: bool,
}

/// A scene where nothing has happened yet.
fn empty(records: &[Declared]) -> Scene<'_> {
    Scene {
        flow: "",
        records,
        call: None,
        person: None,
        subject: None,
        corrects: None,
        known: BTreeMap::new(),
        written: BTreeMap::new(),
        unsaved: BTreeMap::new(),
        owes_every_call: false,
        stamps: false,
    }
}

impl<'p> Scene<'p> {
    /// The scene of a call.
    pub(super) fn of_call(
        records: &'p [Declared],
        call: Arc<Record>,
        person: Option<Arc<Record>>,
        corrects: Option<Value>,
    ) -> Self {
        Self { call: Some(call), person, corrects, ..empty(records) }
    }

    /// The scene of a monitor.
    pub(super) fn of_monitor(records: &'p [Declared], subject: Arc<Record>, is_person: bool) -> Self {
        let person = is_person.then(|| subject.clone());
        Self { subject: Some(subject), person, ..empty(records) }
    }

    /// The record that it runs for.
    pub(super) fn source(&self) -> &Record {
        self.call.as_deref().or(self.subject.as_deref()).expect("one of them is there")
    }

    /// Whether it is the scene of a call.
    pub(super) fn is_call(&self) -> bool {
        self.call.is_some()
    }

    /// How many records were found.
    pub(super) fn count(&self, record: RecordRef) -> i64 {
        match self.known.get(&record) {
            Some(Known::Counted(count)) => *count,
            Some(Known::Absent | Known::Failed) | None => 0,
            Some(Known::Found(_) | Known::Made(_)) => 1,
        }
    }

    /// Notes a new value of a field.
    pub(super) fn write(&mut self, record: RecordRef, field: &str, value: Value) {
        self.written.insert((record, field.to_owned()), value);
        self.unsaved.entry(record).or_default().insert(field.to_owned());
    }
}

impl<'p> Interpreter<'p> {
    /// The value of a field of a record in a scene, as steps before have set it.
    pub(super) fn field(&self, scene: &Scene<'p>, record: RecordRef, name: &str) -> Value {
        if let Some(value) = scene.written.get(&(record, name.to_owned())) {
            return value.clone();
        }
        if let (Some(Known::Made(id)), "Id") = (scene.known.get(&record), name) {
            return id.clone();
        }
        if let (RecordRef::Account, "Id") = (record, name) {
            return self.field(scene, RecordRef::Contact, "AccountId");
        }
        self.record(scene, record).map_or(Value::Null, |record| self.world.field(&record, name))
    }

    /// A record of a scene as it was read.
    fn record(&self, scene: &Scene<'p>, record: RecordRef) -> Option<Arc<Record>> {
        let of_object = |object: &str| {
            let person = scene.person.as_ref()?;
            let is_it = self.world.schema().object(person.object).name == object;
            is_it.then(|| person.clone())
        };
        match record {
            RecordRef::Call => scene.call.clone(),
            RecordRef::Person => scene.person.clone(),
            RecordRef::Subject => scene.subject.clone(),
            RecordRef::Contact => of_object("Contact"),
            RecordRef::Lead => of_object("Lead"),
            RecordRef::Account => self.find(&self.field(scene, RecordRef::Contact, "AccountId")),
            RecordRef::Rep => {
                let owner = self.world.field(scene.source(), "OwnerId");
                self.find(&owner).filter(|_| is_user(&owner))
            }
            RecordRef::Manager => {
                let manager = self.find(&self.field(scene, RecordRef::Rep, "ManagerId"))?;
                self.world.field(&manager, "IsActive").is_true().then_some(manager)
            }
            RecordRef::Named(_) => match scene.known.get(&record) {
                Some(Known::Found(found)) => Some(found.clone()),
                Some(Known::Absent | Known::Made(_) | Known::Counted(_) | Known::Failed) | None => None,
            },
        }
    }

    fn find(&self, id: &Value) -> Option<Arc<Record>> {
        self.world.find(id).cloned()
    }

    /// Whom the log names: whoever the call was with, be it a Lead that was converted.
    pub(super) fn who(&self, scene: &Scene<'p>) -> String {
        let who = match (&scene.call, &scene.person) {
            (Some(call), _) => self.world.field(call, "WhoId"),
            (None, Some(person)) => person.id().clone(),
            (None, None) => Value::Null,
        };
        if who.is_blank() { "nobody".to_owned() } else { who.to_string() }
    }

    /// The id of a record of a scene; null where it is not there.
    pub(super) fn id(&self, scene: &Scene<'p>, record: RecordRef) -> Value {
        self.field(scene, record, "Id")
    }

    /// Whether a record is there.
    pub(super) fn is_found(&self, scene: &Scene<'p>, record: RecordRef) -> bool {
        !self.id(scene, record).is_blank()
    }

    /// The first of several records or users that is there.
    pub(super) fn first_there(&self, scene: &Scene<'p>, alternatives: &[Alternative]) -> Option<Value> {
        alternatives.iter().find_map(|each| {
            let id = match &each.field {
                Some(field) => self.field(scene, each.record, &field.name),
                None => self.id(scene, each.record),
            };
            let counts = !id.is_blank() && (!each.only_user || is_user(&id));
            counts.then_some(id)
        })
    }
}

/// Whether an id is that of a user.
pub(super) fn is_user(id: &Value) -> bool {
    matches!(id, Value::Text(id) if id.starts_with("005"))
}
