//! The replay itself: calls in the order of their time, in transactions.

use super::cells::{Columns, is_id, moment};
use super::people::People;
use super::progress::Progress;
use super::rows::{Row, Table};
use super::sums::Replayed;
use super::{Arguments, Broken, Format};
use crate::budget;
use crate::cli::answer::Stream;
use crate::cli::failure::Failure;
use crate::cli::test::flows::Loaded;
use crate::formula::Value;
use crate::scenario::Manner;
use crate::simulate::{Engine, Event, Operation, Record, Report, Saving, Settings, Step, World};
use csv::Position;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};

/// The fields that say when a call was, the best first.
const TIMES: [&str; 4] = ["CreatedDate", "CompletedDateTime", "LastModifiedDate", "ActivityDate"];
/// The names of the columns of `--format csv`.
const HEAD: &str =
    "line,id,time,who,disposition,outcome,fault,error,transaction,soql,soqlRows,dml,dmlRows,created\n";

/// A call that waits for its turn: where it stands in the file.
struct Waiting {
    time: Timestamp,
    at: Position,
}

/// A call that runs.
struct Call {
    line: u64,
    time: Timestamp,
    id: String,
    who: String,
    disposition: String,
    record: Record,
}

/// Replays a file of calls.
pub(super) fn replay(arguments: &Arguments, manner: &Manner, loaded: &Loaded) -> Result<Replayed, Failure> {
    let mut table = Table::open(&arguments.calls)?;
    let columns = Columns::of(&table, "Task", &loaded.org);
    for needed in ["WhoId", manner.disposition()] {
        if columns.of_field(needed).is_none() {
            let failure = Failure::of(table.path(), format!("has no column `{needed}`"));
            return Err(failure.help("export Tasks with the API names of their fields as the first line"));
        }
    }
    let mut play = Play::new(arguments, manner, loaded, table.path());
    play.read_people(arguments, loaded)?;
    play.sums.columns.extend(columns.unknown.iter().cloned());
    let waiting = play.order(&mut table, &columns);
    play.print(HEAD);
    let mut progress = Progress::of(waiting.len() as u64);
    for calls in waiting.chunks(arguments.batch as usize) {
        play.transaction(&mut table, &columns, calls);
        progress.done(play.sums.calls);
    }
    progress.end();
    play.sums.people = play.people.read;
    play.sums.made = std::mem::take(&mut play.people.made);
    play.sums.left_out = play.people.left_out;
    Ok(play.sums)
}

struct Play<'a> {
    manner: &'a Manner,
    world: World,
    people: People,
    sums: Replayed,
    /// The flows that outcomes are, and their labels.
    outcomes: BTreeMap<String, String>,
    /// The user who owns calls that say none.
    rep: Option<String>,
    /// Whether each call is printed.
    lines: bool,
}

impl<'a> Play<'a> {
    fn new(arguments: &Arguments, manner: &'a Manner, loaded: &Loaded, path: String) -> Self {
        let engine = Engine::load(&loaded.org, &loaded.readings);
        let mut world = World::new(&engine, Settings::at(Timestamp::now(), TimeZone::UTC));
        for name in &loaded.notification_types {
            let fields =
                [("DeveloperName", Value::text(name.as_str())), ("MasterLabel", Value::text(name.as_str()))];
            // A type that cannot be put there is not found by the flow, which says so.
            let _ = world.add("CustomNotificationType", &fields);
        }
        let flows = loaded.readings.iter().map(|reading| &reading.flow);
        let label = |name: &str| {
            let flow = loaded.readings.iter().map(|reading| &reading.flow).find(|flow| flow.name == name);
            let label = flow.map_or(name, |flow| flow.label.as_str());
            label.strip_prefix(manner.prefix()).unwrap_or(label).trim_start().to_owned()
        };
        let outcomes = flows.flat_map(budget::outcomes).map(|name| (name.to_owned(), label(name)));
        Self {
            manner,
            outcomes: outcomes.collect(),
            world,
            people: People::new(),
            sums: Replayed::new(path),
            rep: None,
            lines: arguments.format() == Format::Csv,
        }
    }

    fn read_people(&mut self, arguments: &Arguments, loaded: &Loaded) -> Result<(), Failure> {
        for path in &arguments.people {
            let broken = self.people.read(path, &mut self.world, &loaded.org)?;
            let path = crate::cli::input::show(path);
            self.sums.broken.extend(broken.into_iter().map(|row| (path.clone(), row)));
        }
        Ok(())
    }

    fn print(&self, line: &str) {
        if self.lines {
            Stream::Data.print(line);
        }
    }

    fn broken(&mut self, row: Broken) {
        let path = self.sums.path.clone();
        self.sums.broken.push((path, row));
    }

    /// Where each call stands, in the order of their time. Rows that cannot be used are named.
    fn order(&mut self, table: &mut Table, columns: &Columns) -> Vec<Waiting> {
        let time = TIMES.into_iter().find(|field| columns.of_field(field).is_some());
        let mut waiting = Vec::new();
        while let Some(row) = table.next() {
            match row.and_then(|row| Ok((self.time(&row, columns, time)?, row))) {
                Ok((time, row)) => waiting.push(Waiting { time, at: row.at }),
                Err(broken) => self.broken(broken),
            }
        }
        waiting.sort_by_key(|each| each.time);
        waiting
    }

    fn time(&self, row: &Row, columns: &Columns, field: Option<&str>) -> Result<Timestamp, Broken> {
        let broken = |message: String| Broken { line: row.line, message };
        columns.values(row)?;
        if columns.of_field("Id").is_some() && columns.text(row, "Id").is_none_or(|id| !is_id(id)) {
            return Err(broken("has no `Id`".to_owned()));
        }
        let Some(field) = field else { return Ok(self.world.settings.now) };
        let Some(text) = columns.text(row, field) else { return Err(broken(format!("has no `{field}`"))) };
        moment(text).ok_or_else(|| {
            broken(format!(
                "`{field}` takes a moment such as `2026-11-23T09:30:00.000Z`, and `{text}` is none"
            ))
        })
    }

    fn transaction(&mut self, table: &mut Table, columns: &Columns, waiting: &[Waiting]) {
        let mut calls = Vec::new();
        for each in waiting {
            if let Some(row) = table.at(each.at.clone()) {
                calls.extend(self.call(&row, columns, each.time));
            }
        }
        let Some(last) = calls.last() else { return };
        self.world.settings.now = last.time;
        let records = calls.iter().map(|call| call.record.clone()).collect();
        let report = self.world.save(Operation::Create, records, Saving::Partial);
        self.take(&calls, &report);
    }

    /// The record of a call; those that it refers to are made if they are not there.
    fn call(&mut self, row: &Row, columns: &Columns, time: Timestamp) -> Option<Call> {
        let values = columns.values(row).ok()?;
        let text = |field: &str| columns.text(row, field).unwrap_or_default().to_owned();
        let owner = Some(text("OwnerId")).filter(|owner| !owner.is_empty()).or_else(|| self.rep());
        let mut fields: Vec<(&str, Value)> = Vec::new();
        for (column, value) in &values {
            let is_reference = column.field.ends_with("Id") && column.field != "Id";
            let is_there = match value {
                Value::Text(id) if is_reference => self.people.ensure(id, owner.as_deref(), &mut self.world),
                _ => true,
            };
            if column.createable && is_there && column.field != "Id" {
                fields.push((&column.field, value.clone()));
            }
        }
        let missing = |field: &str| columns.of_field(field).is_none();
        let owner = owner.map(|owner| ("OwnerId", Value::text(owner)));
        fields.extend(owner.filter(|_| columns.text(row, "OwnerId").is_none()));
        fields.extend(self.manner.call().filter(|(field, _)| missing(field)));
        for (field, value) in [("Subject", "Call"), ("Status", "Completed"), ("Priority", "Normal")] {
            if columns.text(row, field).is_none() {
                fields.push((field, Value::text(value)));
            }
        }
        let record = self.world.record("Task", &fields);
        let disposition = text(self.manner.disposition());
        Some(Call { line: row.line, time, id: text("Id"), who: text("WhoId"), disposition, record })
    }

    /// The user who owns calls of which the file does not say whose they are.
    fn rep(&mut self) -> Option<String> {
        if self.rep.is_none() {
            let fields = [("LastName", Value::text("Rep")), ("IsActive", Value::Boolean(true))];
            self.rep = self.world.add("User", &fields).ok().map(|id| id.to_string());
        }
        self.rep.clone()
    }

    /// Adds up what a transaction did.
    fn take(&mut self, calls: &[Call], report: &Report) {
        self.sums.transactions += 1;
        self.sums.calls += calls.len() as u64;
        self.sums.used(report.used(), calls[0].line, calls.len() as u64);
        self.sums.choices.extend(report.depended.rows().map(|row| (row.name, row.chosen)));
        for message in &report.messages {
            *self.sums.messages.entry(message.action_type.clone()).or_default() += 1;
        }
        let created = self.changes(report);
        let ways = self.ways(report);
        let aborted =
            report.transactions.iter().any(|each| matches!(each.end, crate::simulate::End::Aborted(_)));
        let whole = aborted.then(|| report.failure()).flatten();
        for (at, call) in calls.iter().enumerate() {
            let saved = report.saved.get(at);
            let error = match saved {
                Some(Err(error)) => Some(error.to_string()),
                Some(Ok(_)) => None,
                None => whole.clone(),
            };
            let way = saved.and_then(|saved| saved.as_ref().ok()).and_then(|id| ways.get(&id.to_string()));
            let ended = Ended {
                outcome: match error {
                    Some(_) => "not saved",
                    None => way.map_or("started nothing", Way::name),
                },
                faults: way.map_or(&[], |way| &way.faults),
                error: error.as_deref(),
            };
            self.count(call, &ended, (calls.len() == 1).then_some(created));
            self.line(call, &ended, report, created);
        }
    }

    fn count(&mut self, call: &Call, ended: &Ended<'_>, created: Option<u64>) {
        let outcome = self.sums.outcomes.entry(ended.outcome.to_owned()).or_default();
        outcome.calls += 1;
        outcome.created += created.unwrap_or(0);
        outcome.with_faults += u64::from(!ended.faults.is_empty());
        if let Some(error) = ended.error {
            self.sums.failed.push(Broken { line: call.line, message: error.to_owned() });
        }
        for (place, message) in ended.faults {
            let fault = self.sums.faults.entry(place.clone()).or_default();
            if fault.count == 0 {
                (fault.line, fault.message) = (call.line, message.clone());
            }
            fault.count += 1;
        }
    }

    /// Counts what was created and changed besides the calls; says how many records were created.
    fn changes(&mut self, report: &Report) -> u64 {
        let own: BTreeSet<String> = report.saved.iter().flatten().map(ToString::to_string).collect();
        let mut created = 0;
        for change in &report.changes {
            let name = self.world.schema().object(change.key.object).name.clone();
            match (&change.before, &change.after) {
                (None, Some(record)) if own.contains(&record.id().to_string()) => {}
                (None, Some(_)) => {
                    created += 1;
                    *self.sums.created.entry(name).or_default() += 1;
                }
                _ => *self.sums.changed.entry(name).or_default() += 1,
            }
        }
        created
    }

    /// The way of each call, by its id.
    fn ways(&self, report: &Report) -> BTreeMap<String, Way> {
        let mut ids: BTreeMap<u32, String> = BTreeMap::new();
        let mut ways: BTreeMap<String, Way> = BTreeMap::new();
        for step in &report.trace {
            let id = match step_record(step) {
                Some(id) => ids.entry(step.interview).or_insert(id).clone(),
                None => match ids.get(&step.interview) {
                    Some(id) => id.clone(),
                    None => continue,
                },
            };
            let way = ways.entry(id).or_default();
            let line = self.world.line(step);
            if way.outcome.is_none() {
                way.outcome = self.outcomes.get(&line.flow).cloned();
            }
            if let Event::Fault(message) = line.event {
                way.faults.push((format!("{}.{}", line.flow, line.element), message));
            }
        }
        ways
    }

    fn line(&self, call: &Call, ended: &Ended<'_>, report: &Report, created: u64) {
        if !self.lines {
            return;
        }
        let used = report.used();
        let fault = ended.faults.first().map(|(place, message)| format!("{place}: {message}"));
        let cells = [
            call.line.to_string(),
            call.id.clone(),
            call.time.to_string(),
            call.who.clone(),
            call.disposition.clone(),
            ended.outcome.to_owned(),
            fault.unwrap_or_default(),
            ended.error.unwrap_or_default().to_owned(),
            self.sums.transactions.to_string(),
            used.soql.to_string(),
            used.soql_rows.to_string(),
            used.dml.to_string(),
            used.dml_rows.to_string(),
            created.to_string(),
        ];
        let mut writer = csv::Writer::from_writer(Vec::new());
        let written = writer.write_record(&cells).ok().and_then(|()| writer.into_inner().ok());
        self.print(&String::from_utf8_lossy(&written.unwrap_or_default()));
    }
}

/// The call that a step belongs to: of steps of the flow itself.
fn step_record(step: &Step) -> Option<String> {
    let id = step.record.to_string();
    (step.depth == 1 && !id.is_empty()).then_some(id)
}

/// How one call ended.
struct Ended<'w> {
    outcome: &'w str,
    faults: &'w [(String, String)],
    error: Option<&'w str>,
}

/// What one call went through.
#[derive(Default)]
struct Way {
    outcome: Option<String>,
    faults: Vec<(String, String)>,
}

impl Way {
    fn name(&self) -> &str {
        self.outcome.as_deref().unwrap_or("nobody found")
    }
}
