//! Get, Create, Update, Delete Records: once for all interviews that wait there.

use super::{Interview, Run};
use crate::formula::Value;
use crate::simulate::choices::Choice;
use crate::simulate::fault::{self, RecordError};
use crate::simulate::limits::{Abort, Limit};
use crate::simulate::program::{
    Base, Create, CreateSource, Delete, FieldValue, Get, GetOutput, Reference, Target, Update, Which,
};
use crate::simulate::record::{Data, Record};
use crate::simulate::save::{Operation, Saving};
use crate::simulate::schema::FieldId;
use crate::simulate::store::Key;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A record that an interview saves, or why it cannot.
struct Saved {
    member: usize,
    /// What it is called in a fault.
    id: Value,
    result: Result<Key, RecordError>,
}

/// The records of one statement, and whose they are.
#[derive(Default)]
struct Statement {
    records: Vec<(usize, Record)>,
}

impl Run<'_> {
    pub(super) fn get(
        &mut self,
        get: &Get,
        members: &[usize],
        interviews: &mut [Interview],
    ) -> Result<(), Abort> {
        let mut rows: HashSet<Value> = HashSet::new();
        let mut all = 0;
        for member in members {
            let interview = &mut interviews[*member];
            let mut found = self.find(get.object, &get.filters, interview);
            if let Some((field, descending)) = get.sort {
                self.sort(&mut found, field, descending);
            }
            found.truncate(self.most(get, interview));
            all += found.len();
            rows.extend(found.iter().map(|record| record.id().clone()));
            self.bring(get, found, interview);
            self.proceed(interview, get.exits.next);
        }
        if all > rows.len() {
            self.depended.note(Choice::SharedRows);
        }
        self.used.query(rows.len())
    }

    /// How many records are fetched at most.
    fn most(&self, get: &Get, interview: &Interview) -> usize {
        if matches!(get.output, GetOutput::First(_) | GetOutput::Fields(_)) {
            return 1;
        }
        let limit = get.limit.as_ref().map(|limit| self.reader(interview).operand(limit).value());
        match limit {
            Some(Value::Number(number)) => {
                number.to_i64().and_then(|number| usize::try_from(number).ok()).unwrap_or(usize::MAX)
            }
            _ => usize::MAX,
        }
    }

    /// Puts what was found where it belongs.
    fn bring(&self, get: &Get, found: Vec<Arc<Record>>, interview: &mut Interview) {
        let fetched = |record: Arc<Record>| match &get.only {
            Some(fields) => Data::Record(Arc::new(record.only(fields))),
            None => Data::Record(record),
        };
        let (slot, data) = match &get.output {
            GetOutput::First(slot) => (*slot, found.into_iter().next().map(fetched)),
            GetOutput::All(slot) if found.is_empty() => (*slot, None),
            GetOutput::All(slot) => (*slot, Some(Data::list(found.into_iter().map(fetched).collect()))),
            GetOutput::Fields(fields) => return self.bring_fields(get, fields, found.first(), interview),
        };
        match data {
            Some(data) => interview.frame_mut().slots[slot.index()] = data,
            None if get.null_if_none || get.is_stored => {
                interview.frame_mut().slots[slot.index()] = Data::NULL;
            }
            None => {}
        }
    }

    fn bring_fields(
        &self,
        get: &Get,
        fields: &[(FieldId, Target)],
        found: Option<&Arc<Record>>,
        interview: &mut Interview,
    ) {
        for (field, target) in fields {
            match found {
                Some(record) => self.put(interview, target, self.stored(record, *field).into()),
                None if get.null_if_none => self.put(interview, target, Data::NULL),
                None => true,
            };
        }
    }

    pub(super) fn create(
        &mut self,
        create: &Create,
        members: &[usize],
        interviews: &mut [Interview],
    ) -> Result<(), Abort> {
        let mut statement = Statement::default();
        let mut going = Vec::new();
        for member in members {
            match self.created(create, &interviews[*member]) {
                Ok(records) => {
                    statement.records.extend(records.into_iter().map(|record| (*member, record)));
                    going.push(*member);
                }
                Err(message) => self.fault(&mut interviews[*member], create.exits, &message),
            }
        }
        let saved = self.execute(Operation::Create, statement)?;
        for member in going {
            let own: Vec<&Saved> = saved.iter().filter(|each| each.member == member).collect();
            match own.iter().find_map(|each| each.result.as_ref().err()) {
                Some(error) => self.fault(&mut interviews[member], create.exits, &fault::create(error)),
                None => self.keep_ids(create, &own, &mut interviews[member]),
            }
        }
        Ok(())
    }

    /// The records that an interview creates.
    fn created(&self, create: &Create, interview: &Interview) -> Result<Vec<Record>, String> {
        let reader = self.reader(interview);
        match &create.source {
            CreateSource::Fields(object, fields) => {
                let mut record = Record::new(*object);
                for FieldValue { field, value } in fields {
                    record.set(*field, reader.operand(value).value());
                }
                Ok(vec![record])
            }
            CreateSource::Variable(reference) => match reader.data(reference) {
                Data::Record(record) => Ok(vec![record.as_ref().clone()]),
                Data::List(items) => {
                    Ok(items.iter().filter_map(Data::record).map(|record| record.as_ref().clone()).collect())
                }
                Data::Value(_) if self.holds_list(reference, interview) => Ok(Vec::new()),
                Data::Value(_) => Err(fault::not_set(&self.written(reference, interview))),
            },
        }
    }

    fn holds_list(&self, reference: &Reference, interview: &Interview) -> bool {
        match reference.base {
            Base::Slot(slot) => {
                self.programs.get(interview.frame().program).slots[slot.index()].is_collection
            }
            _ => false,
        }
    }

    fn written(&self, reference: &Reference, interview: &Interview) -> String {
        match reference.base {
            Base::Slot(slot) => self.programs.get(interview.frame().program).slots[slot.index()].name.clone(),
            _ => String::new(),
        }
    }

    /// The new ids go into the variable that was saved, and to where the element says.
    fn keep_ids(&mut self, create: &Create, saved: &[&Saved], interview: &mut Interview) {
        let ids: Vec<Value> =
            saved.iter().filter_map(|each| self.id_of(each.result.as_ref().ok()?)).collect();
        if let CreateSource::Variable(Reference { base: Base::Slot(slot), field: None, .. }) = &create.source
        {
            let data = &mut interview.frame_mut().slots[slot.index()];
            *data = with_ids(data, &ids);
        }
        if let (Some(target), Some(id)) = (&create.id_to, ids.first()) {
            self.put(interview, target, id.clone().into());
        }
        self.proceed(interview, create.exits.next);
    }

    fn id_of(&self, key: &Key) -> Option<Value> {
        self.store.get(*key).map(|record| record.id().clone())
    }

    pub(super) fn update(
        &mut self,
        update: &Update,
        members: &[usize],
        interviews: &mut [Interview],
    ) -> Result<(), Abort> {
        let statement = self.gather(&update.which, &update.fields, members, interviews, update.exits)?;
        let going: Vec<usize> = statement.going;
        let mut saved = Vec::new();
        if !statement.records.is_empty() {
            self.used.save(statement.records.len())?;
        }
        for round in self.rounds(statement.records)? {
            saved.extend(self.execute_part(Operation::Update, round)?);
        }
        for member in going {
            match failure(&saved, member) {
                Some((ids, error)) => {
                    self.fault(&mut interviews[member], update.exits, &fault::update(&ids, error));
                }
                None => self.proceed(&mut interviews[member], update.exits.next),
            }
        }
        Ok(())
    }

    pub(super) fn delete(
        &mut self,
        delete: &Delete,
        members: &[usize],
        interviews: &mut [Interview],
    ) -> Result<(), Abort> {
        let mut gathered = self.gather(&delete.which, &[], members, interviews, delete.exits)?;
        if matches!(delete.which, Which::Found(..)) {
            let has = |member: &usize| gathered.records.iter().any(|(each, _)| each == member);
            let (going, nothing): (Vec<usize>, Vec<usize>) =
                gathered.going.iter().partition(|each| has(each));
            for member in nothing {
                self.fault(&mut interviews[member], delete.exits, fault::NOTHING_TO_DELETE);
            }
            gathered.going = going;
        }
        let saved = self.execute(Operation::Delete, Statement { records: gathered.records })?;
        for member in gathered.going {
            match failure(&saved, member) {
                Some((ids, error)) => {
                    self.fault(&mut interviews[member], delete.exits, &fault::delete(&ids, error));
                }
                None => self.proceed(&mut interviews[member], delete.exits.next),
            }
        }
        Ok(())
    }

    /// The records that interviews update or delete.
    fn gather(
        &mut self,
        which: &Which,
        fields: &[FieldValue],
        members: &[usize],
        interviews: &mut [Interview],
        exits: crate::simulate::program::Exits,
    ) -> Result<Gathered, Abort> {
        let mut gathered = Gathered::default();
        let mut rows: HashSet<Value> = HashSet::new();
        for member in members {
            let interview = &interviews[*member];
            let records = match which {
                Which::Found(object, filters) => {
                    let found = self.find(*object, filters, interview);
                    rows.extend(found.iter().map(|record| record.id().clone()));
                    Ok(found.iter().map(|record| record.only(&[FieldId::ID])).collect())
                }
                Which::Variable(reference) => self.of_variable(reference, !fields.is_empty(), interview),
                Which::Itself => Ok(Vec::new()),
            };
            match records {
                Ok(records) => {
                    let reader = self.reader(interview);
                    let values: Vec<(FieldId, Value)> =
                        fields.iter().map(|each| (each.field, reader.operand(&each.value).value())).collect();
                    for mut record in records {
                        values.iter().for_each(|(field, value)| record.set(*field, value.clone()));
                        gathered.records.push((*member, record));
                    }
                    gathered.going.push(*member);
                }
                Err(message) => self.fault(&mut interviews[*member], exits, &message),
            }
        }
        if matches!(which, Which::Found(..)) {
            self.used.query(rows.len())?;
        }
        Ok(gathered)
    }

    fn of_variable(
        &self,
        reference: &Reference,
        id_only: bool,
        interview: &Interview,
    ) -> Result<Vec<Record>, String> {
        let kept = |record: &Arc<Record>| match id_only {
            true => record.only(&[FieldId::ID]),
            false => record.as_ref().clone(),
        };
        match self.reader(interview).data(reference) {
            Data::Record(record) => Ok(vec![kept(&record)]),
            Data::List(items) => Ok(items.iter().filter_map(Data::record).map(kept).collect()),
            Data::Value(_) if self.holds_list(reference, interview) => Ok(Vec::new()),
            Data::Value(_) => Err(fault::not_set(&self.written(reference, interview))),
        }
    }

    /// Updates of one record in one statement come one after the other.
    fn rounds(&self, records: Vec<(usize, Record)>) -> Result<Vec<Vec<(usize, Record)>>, Abort> {
        let mut seen: HashMap<Value, usize> = HashMap::new();
        let mut rounds: Vec<Vec<(usize, Record)>> = Vec::new();
        for (member, record) in records {
            let times = seen.entry(record.id().clone()).or_insert(0);
            *times += 1;
            if *times > Limit::DuplicateUpdates.row().most as usize {
                self.depended.note(Choice::DuplicateUpdates);
                Limit::DuplicateUpdates.allows(*times as u32)?;
            }
            if rounds.len() < *times {
                rounds.push(Vec::new());
            }
            rounds[*times - 1].push((member, record));
        }
        Ok(rounds)
    }

    /// One statement: counted once, whatever it saves.
    fn execute(&mut self, operation: Operation, statement: Statement) -> Result<Vec<Saved>, Abort> {
        if statement.records.is_empty() {
            return Ok(Vec::new());
        }
        self.used.save(statement.records.len())?;
        self.execute_part(operation, statement.records)
    }

    fn execute_part(
        &mut self,
        operation: Operation,
        records: Vec<(usize, Record)>,
    ) -> Result<Vec<Saved>, Abort> {
        let (members, records): (Vec<usize>, Vec<Record>) = records.into_iter().unzip();
        let ids: Vec<Value> = records.iter().map(|record| record.id().clone()).collect();
        let results = self.save(operation, records, Saving::Partial)?;
        let all = members.into_iter().zip(ids).zip(results);
        Ok(all.map(|((member, id), result)| Saved { member, id, result }).collect())
    }
}

/// Records of a statement, and the interviews that it goes on with.
#[derive(Default)]
struct Gathered {
    records: Vec<(usize, Record)>,
    going: Vec<usize>,
}

/// The records of an interview that were not saved, and the first reason.
fn failure(saved: &[Saved], member: usize) -> Option<(Vec<String>, &RecordError)> {
    let own = || saved.iter().filter(move |each| each.member == member);
    let error = own().find_map(|each| each.result.as_ref().err())?;
    let failed = own().filter(|each| each.result.is_err() && each.id != Value::Null);
    Some((failed.map(|each| each.id.to_string()).collect(), error))
}

fn with_ids(data: &Data, ids: &[Value]) -> Data {
    let with_id = |record: &Arc<Record>, id: &Value| {
        let mut record = record.as_ref().clone();
        record.set(FieldId::ID, id.clone());
        Data::Record(Arc::new(record))
    };
    match data {
        Data::Record(record) => ids.first().map_or(data.clone(), |id| with_id(record, id)),
        Data::List(items) if items.len() == ids.len() => {
            let pairs = items.iter().zip(ids);
            Data::list(
                pairs
                    .map(|(item, id)| item.record().map_or(item.clone(), |record| with_id(record, id)))
                    .collect(),
            )
        }
        Data::List(_) | Data::Value(_) => data.clone(),
    }
}
