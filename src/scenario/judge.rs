//! What happened is held against what `expect` says.

use super::compare::{Expected, Item, compare, failed, quoted};
use super::expected::Told;
use super::play::{Made, Stage, Window};
use crate::diag::{Code, Diagnostic, nearest};
use crate::formula::Value;
use crate::simulate::{Changed, Operation, Saving, World};
use crate::source::Span;
use crate::spec::{Entry, Node, NodeKind, Part};
use std::collections::{BTreeMap, BTreeSet};

/// A record that changes, by its id: its fields, and where it is named.
type Changes = BTreeMap<String, (Value, Vec<Told>, Span)>;

impl Stage<'_> {
    /// Tells all that is otherwise than expected. Where `expect` is missing, only what every call does may happen.
    pub(super) fn judge(&mut self, happening: Part<'_>, expect: Option<&Node>, window: &Window) {
        let place = expect.map_or(happening.head(), Node::head);
        let is_nothing = expect.is_some_and(|node| matches!(node.kind, NodeKind::Scalar(_)));
        let part = happening_part(expect);
        let refused = part.and_then(|part| part.text("refused"));
        let mut found = match (window.report.failure(), &refused) {
            (None, None) => Vec::new(),
            (Some(words), Some(wanted)) if words.contains(wanted.value) => Vec::new(),
            (Some(words), _) => vec![failed(happening.head(), format!("it cannot be saved: {words}"))],
            (None, Some(wanted)) => vec![failed(wanted.span, "it was saved, and should have been refused")],
        };
        let mut scratch = self.filling.world.without_flows();
        found.extend(self.others_and_messages(part, window, place, &mut scratch));
        let mut changes = Changes::new();
        if let Some(part) = part {
            self.expected_changes(part, &mut changes);
        }
        if !is_nothing && refused.is_none() {
            self.every_call(window, place, &mut changes);
        }
        found.extend(self.changes(changes, window, place));
        found.extend(self.calls_themselves(window, happening.head(), &mut scratch));
        if let Some(budget) = part.and_then(|part| part.part("at_most")) {
            found.extend(over(budget, window));
        }
        found.into_iter().for_each(|each| self.filling.sink.push(each));
    }

    /// What was created and asked, beside what should have been.
    fn others_and_messages(
        &mut self,
        expect: Option<Part<'_>>,
        window: &Window,
        place: Span,
        scratch: &mut World,
    ) -> Vec<Diagnostic> {
        let around = self.around(window);
        let (mut expected, mut messages) = (Vec::new(), Vec::new());
        if let Some(part) = expect {
            for (name, each) in self.others(part, scratch) {
                self.bind(name, &each, window);
                expected.push(each);
            }
            expected.extend(self.tasks(part, &around, scratch));
            expected.extend(self.events(part, &around, scratch));
            expected.extend(self.log(part, &around, scratch));
            messages = self.messages(part, &around);
        }
        let calls: BTreeSet<String> = self.calls.iter().map(|call| call.id.to_string()).collect();
        let created = window.report.changes.iter().filter(|change| change.before.is_none());
        let records = created.filter_map(|change| change.after.as_ref());
        let others = records.filter(|record| !calls.contains(&record.id().to_string()));
        let seen: Vec<Item> = others.map(|record| self.item(record)).collect();
        let asked: Vec<Item> = window.report.messages.iter().map(|message| self.asked(message)).collect();
        let mut found = compare(&expected, seen, place);
        found.extend(compare(&messages, asked, place));
        found
    }

    fn item(&self, record: &crate::simulate::Record) -> Item {
        let world = &self.filling.world;
        let what = world.schema().object(record.object).name.clone();
        Item { what, says: self.says(world, record) }
    }

    /// Gives the record that was created as it should a name.
    fn bind(&mut self, name: Option<String>, expected: &Expected, window: &Window) {
        let Some(name) = name else { return };
        let created = window.report.changes.iter().filter(|change| change.before.is_none());
        let of_object: Vec<&std::sync::Arc<crate::simulate::Record>> = created
            .filter_map(|change| change.after.as_ref())
            .filter(|record| self.item(record).what == expected.item.what)
            .collect();
        let exact = of_object.iter().find(|record| self.item(record) == expected.item);
        if let Some(record) = exact.or(of_object.first()) {
            let id = record.id().clone();
            self.filling.known.insert(&name, id);
        } else {
            self.filling.known.insert(&name, Value::Null);
        }
    }

    fn expected_changes(&mut self, expect: Part<'_>, changes: &mut Changes) {
        for Entry { key, value } in expect.map("changed") {
            let ids = self.filling.known.ids(&key.value).to_vec();
            if ids.is_empty() {
                let message = format!("there is no record `{}`", key.value);
                let near = nearest(&key.value, self.filling.known.all());
                let unknown = Diagnostic::new(Code::UnknownRecord, key.span, message);
                self.filling.sink.push(match near {
                    Some(_) => unknown.suggest(near),
                    None => unknown.help("only records that stand in this file have names"),
                });
                continue;
            }
            let fields = match &value.kind {
                NodeKind::Map(fields) => fields.as_slice(),
                NodeKind::Scalar(_) | NodeKind::List(_) | NodeKind::Broken => &[],
            };
            let told = self.fields_of(&ids[0], fields);
            for id in ids {
                changes.insert(id.to_string(), (id, told.clone(), key.span));
            }
        }
    }

    /// The values that fields of a record should get.
    fn fields_of(&mut self, id: &Value, fields: &[Entry]) -> Vec<Told> {
        let Some(object) = self.filling.world.find(id).map(|record| record.object) else { return Vec::new() };
        let object = self.filling.world.schema().object(object).name.clone();
        let told = fields.iter().filter_map(|Entry { key, value }| {
            let read = self.filling.value(&object, key, value)?;
            Some((key.value.clone(), read, value.span))
        });
        told.collect()
    }

    /// What every call makes of its person.
    fn every_call(&mut self, window: &Window, place: Span, changes: &mut Changes) {
        let people: BTreeSet<String> =
            window.calls.iter().filter_map(|at| self.calls[*at].person.clone()).collect();
        let head = self.head;
        for person in people {
            for id in self.filling.known.ids(&person).to_vec() {
                let entry = changes.entry(id.to_string()).or_insert_with(|| (id.clone(), Vec::new(), place));
                let named: Vec<String> = entry.1.iter().map(|(field, ..)| field.to_lowercase()).collect();
                let more = self.fields_of(&id, head.map("every_call"));
                let more = more.into_iter().filter(|(field, ..)| !named.contains(&field.to_lowercase()));
                if let Some((_, told, _)) = changes.get_mut(&id.to_string()) {
                    told.extend(more);
                }
            }
        }
    }

    /// Records that were there: what became of their fields.
    fn changes(&mut self, mut expected: Changes, window: &Window, place: Span) -> Vec<Diagnostic> {
        let calls: BTreeSet<String> = self.calls.iter().map(|call| call.id.to_string()).collect();
        let mut before = window.before.clone();
        let mut found = Vec::new();
        for change in window.report.changes.iter().filter(|change| change.before.is_some()) {
            let Some(id) = change.before.as_ref().map(|record| record.id().clone()) else { continue };
            let (told, span) = match expected.remove(&id.to_string()) {
                Some((_, told, span)) => (told, span),
                None if calls.contains(&id.to_string()) => continue,
                None => (Vec::new(), place),
            };
            found.extend(self.changed(&mut before, change, &id, &told, span));
        }
        for (_, (id, told, span)) in expected {
            let now = self.filling.world.find(&id).cloned();
            if let Some(now) = now.filter(|_| self.updated(&mut before, &id, &told, span)) {
                let says = self.says(&self.filling.world, &now);
                found.extend(self.differences(&before, &id, &says, &told, span));
            }
        }
        found
    }

    fn changed(
        &mut self,
        before: &mut World,
        change: &Changed,
        id: &Value,
        told: &[Told],
        span: Span,
    ) -> Vec<Diagnostic> {
        let name = self.shown(id).unwrap_or_default();
        let Some(after) = &change.after else {
            return vec![failed(span, format!("`{name}` was deleted, and that was not expected"))];
        };
        if !told.is_empty() && !self.updated(before, id, told, span) {
            return Vec::new();
        }
        let says = self.says(&self.filling.world, after);
        self.differences(before, id, &says, told, span)
    }

    /// The fields of a record that say something else than the same record in `right` does.
    fn differences(
        &self,
        right: &World,
        id: &Value,
        says: &BTreeMap<String, String>,
        told: &[Told],
        span: Span,
    ) -> Vec<Diagnostic> {
        let Some(record) = right.find(id) else { return Vec::new() };
        let name = self.shown(id).unwrap_or_default();
        let wanted = self.says(right, record);
        let fields: BTreeSet<&String> = says.keys().chain(wanted.keys()).collect();
        let wrong = fields.into_iter().filter(|field| says.get(*field) != wanted.get(*field));
        let difference = |field: &String| {
            let place = told.iter().find(|(named, ..)| named.eq_ignore_ascii_case(field)).map(|told| told.2);
            let is = quoted(says.get(field));
            let wanted = quoted(wanted.get(field));
            match place {
                Some(place) => {
                    failed(place, format!("`{field}` of `{name}` is {is}, and {wanted} was expected"))
                }
                None => failed(
                    span,
                    format!("`{field}` of `{name}` became {is} from {wanted}, and that was not expected"),
                ),
            }
        };
        wrong.map(difference).collect()
    }

    /// No flow may change the calls themselves.
    fn calls_themselves(&mut self, window: &Window, place: Span, scratch: &mut World) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let calls: Vec<Made> = window.calls.iter().map(|at| self.calls[*at].clone()).collect();
        for call in calls {
            let Some(record) = self.filling.world.find(&call.id).cloned() else { continue };
            let fields: Vec<(&str, Value)> =
                call.fields.iter().map(|(field, value)| (field.as_str(), value.clone())).collect();
            let saved = scratch.record("Task", &fields);
            let report = scratch.save(Operation::Create, vec![saved], Saving::AllOrNone);
            let Some(Ok(id)) = report.saved.first() else { continue };
            let wanted = scratch.find(id).map(|record| self.says(scratch, record)).unwrap_or_default();
            let says = self.says(&self.filling.world, &record);
            for field in says.keys().chain(wanted.keys()).collect::<BTreeSet<_>>() {
                if says.get(field) != wanted.get(field) {
                    let (is, was) = (quoted(says.get(field)), quoted(wanted.get(field)));
                    let message =
                        format!("`{field}` of the call became {is} from {was}, and that was not expected");
                    found.push(failed(place, message));
                }
            }
        }
        found
    }
}

fn happening_part(expect: Option<&Node>) -> Option<Part<'_>> {
    expect.map(Part::of).filter(|part| part.is_map())
}

/// What a transaction used more than it may.
fn over(budget: Part<'_>, window: &Window) -> Vec<Diagnostic> {
    let most = |used: fn(&crate::simulate::Used) -> u32| {
        window.report.transactions.iter().map(|each| used(&each.used)).max().unwrap_or(0)
    };
    let rows = [("soql", "queries", most(|used| used.soql)), ("dml", "saves", most(|used| used.dml))];
    let over = rows.into_iter().filter_map(|(key, words, used)| {
        let limit = budget.whole(key)?;
        let message = format!("a transaction used {used} {words}, and at most {} were expected", limit.value);
        (used > limit.value).then(|| failed(limit.span, message))
    });
    over.collect()
}
