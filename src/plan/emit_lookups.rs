//! The elements of look-ups.

use super::asks::is_left_out_whole;
use super::emit::{Around, Emitter};
use super::items::{Item, ItemKind};
use super::known;
use super::phrases::{list, with_article};
use super::words::Speaker;
use super::{
    Anchor, Assign, Check, Context, Data, FieldKey, FilterConditions, LookupFilter, Node, Operation, Test,
};
use crate::check::{Comparison, Expression, Query, QueryCondition, Record, RecordRef, Symbol, never_blank};
use crate::formula::typed::TypedKind;
use crate::org::{Field, FieldType};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Where a flow goes on when a look-up failed, and whether a flag keeps it for later steps.
pub(super) struct Resume {
    at: Anchor,
    flag: bool,
}

impl<'p> Emitter<'p> {
    /// Where the flow goes on when the look-up at `at` fails: behind the step that asks, if it is the next.
    pub(super) fn resume_of_lookup(
        &self,
        items: &[Item<'p>],
        at: usize,
        record: RecordRef,
        behind: &[Anchor],
    ) -> Resume {
        if self.flagged.contains(&record) {
            return Resume { at: behind[at], flag: true };
        }
        let next = (at + 1..items.len()).find(|next| !matches!(items[*next].kind, ItemKind::Lookup(_)));
        match next {
            Some(next) if is_left_out_whole(&items[next], record) => Resume { at: behind[next], flag: false },
            _ => Resume { at: behind[at], flag: false },
        }
    }

    /// The elements that look up a record.
    pub(super) fn lookup(&mut self, record: RecordRef, resume: Resume, around: &Around<'_>) -> Vec<Node<'p>> {
        match record {
            RecordRef::Named(index) => match self.knowledge.records.get(index) {
                Some(named) if named.count => self.count(named, record, &resume),
                Some(named) => self.alternatives(named, record, &resume, around),
                None => Vec::new(),
            },
            RecordRef::Account => {
                let test = vec![Check::Found(RecordRef::Account, true)];
                self.built_in(record, "Account", FilterConditions::Account, test, &resume, around)
            }
            RecordRef::Manager => {
                let test = vec![Check::RepHasManager];
                self.built_in(record, "User", FilterConditions::Manager, test, &resume, around)
            }
            RecordRef::Rep => self.built_in(
                record,
                "User",
                FilterConditions::Owner,
                vec![Check::OwnerIsUser],
                &resume,
                around,
            ),
            RecordRef::Call
            | RecordRef::Person
            | RecordRef::Contact
            | RecordRef::Lead
            | RecordRef::Subject => Vec::new(),
        }
    }

    /// What is read of a record behind its look-up: `Id` where the record itself is asked for.
    fn fields_of(record: RecordRef, object: &str, around: &Around<'_>) -> BTreeSet<FieldKey> {
        let read = around.later.fields.iter().filter(|key| key.record == record);
        let mut fields: BTreeSet<FieldKey> = read.cloned().collect();
        if around.later.records.contains(&record) {
            fields.insert(FieldKey { record, field: known::id(object) });
        }
        fields
    }

    /// The account, the manager, the owner of a monitor's record.
    fn built_in(
        &mut self,
        record: RecordRef,
        object: &'static str,
        conditions: FilterConditions<'p>,
        test: Vec<Check<'p>>,
        resume: &Resume,
        around: &Around<'_>,
    ) -> Vec<Node<'p>> {
        let (words, said, question) = match (record, self.monitor) {
            (RecordRef::Manager, None) => {
                ("Manager", "An inactive manager counts as none.", "Does the Rep Have a Manager?")
            }
            (RecordRef::Manager, Some(_)) => {
                ("Manager", "An inactive manager counts as none.", "Does the Owner Have a Manager?")
            }
            (RecordRef::Rep, _) => ("Owner", "Whose manager is asked for below.", "Is the Owner a User?"),
            _ => ("Account", "A Lead has none.", "Is There an Account?"),
        };
        let mut fields = Self::fields_of(record, object, around);
        if record != RecordRef::Manager {
            fields.retain(|key| key.field.name != "Id");
        }
        fields.extend(self.manager_of_owner(record));
        let filter = LookupFilter { conditions, context: Context::default() };
        let title = self.title(&format!("Get {words}"), &format!("Get {words}"), said, self.span);
        let operation = Operation::Data(Data::Lookup { record, object, filter, fields, order: None });
        let get = self.lookup_node(title, operation, record, resume);
        if self.known.contains(&record) {
            return vec![get];
        }
        let said = "A blank value finds nothing, so it is not looked up.";
        let title = self.title(&format!("Can Get {words}"), question, said, self.span);
        vec![self.guard(title, Test::All(test), vec![get], Vec::new())]
    }

    /// The owner's manager is read by the look-up of the manager.
    fn manager_of_owner(&self, record: RecordRef) -> Option<FieldKey> {
        (record == RecordRef::Rep).then(|| FieldKey { record, field: super::known::manager_of_user() })
    }

    fn lookup_node(
        &mut self,
        title: super::Title,
        operation: Operation<'p>,
        record: RecordRef,
        resume: &Resume,
    ) -> Node<'p> {
        let mark = resume.flag.then(|| {
            let words = self.speaker.record(record);
            let said = "Steps that ask about it are skipped: they must not act on a guess.";
            let full = format!("Mark {words} Unknown after {}", title.full);
            let mark = self.title(&full, &format!("Mark {words} Unknown"), said, title.span);
            Self::quiet(mark, Operation::Assign(Assign::MarkFailed(record)))
        });
        let fault = self.fault(&title, mark.into_iter().collect(), Some(resume.at));
        Node::Act(Box::new(super::Act { title, operation, fault: Some(fault) }))
    }

    /// Filters tried in order: the first that finds wins.
    fn alternatives(
        &mut self,
        named: &'p Record,
        record: RecordRef,
        resume: &Resume,
        around: &Around<'_>,
    ) -> Vec<Node<'p>> {
        let words = self.speaker.record(record);
        let mut nodes = Vec::new();
        for (at, query) in named.filters.iter().enumerate() {
            let by = by_words(&named.filters, at, &self.speaker);
            let mut fields = Self::fields_of(record, &named.object, around);
            if named.filters.len() > 1 {
                fields.insert(FieldKey { record, field: known::id(&named.object) });
            }
            let base = if by.is_empty() { words.clone() } else { format!("{words} by {by}") };
            let operation = Operation::Data(Data::Lookup {
                record,
                object: &named.object,
                filter: LookupFilter {
                    conditions: FilterConditions::Query(&query.conditions),
                    context: Context { about: base.clone(), ..Context::default() },
                },
                fields,
                order: order(named, query),
            });
            let said = self.lookup_said(named, query);
            let title = self.title(&format!("Get {base}"), &format!("Get {base}"), &said, named.span);
            let get = self.lookup_node(title, operation, record, resume);
            let mut checks = Vec::new();
            if at > 0 {
                checks.push(Check::Found(record, false));
            }
            checks.extend(self.may_be_blank(query).map(Check::Filled));
            nodes.push(self.unless_blank(&base, checks, query, get, named));
        }
        nodes
    }

    /// All records that match, and their number; nothing is looked for by a blank value.
    fn count(&mut self, named: &'p Record, record: RecordRef, resume: &Resume) -> Vec<Node<'p>> {
        let Some(query) = named.filters.first() else { return Vec::new() };
        let counted = self.counted(named, query, record, resume);
        let checks: Vec<_> = self.may_be_blank(query).map(Check::Filled).collect();
        if checks.is_empty() {
            return counted;
        }
        let words = self.speaker.record(record);
        let said = "A blank value finds nothing, so it is not looked up.";
        let title = self.title(&format!("Can Get {words}"), &self.question(query), said, named.span);
        vec![self.guard(title, Test::All(checks), counted, Vec::new())]
    }

    fn counted(
        &mut self,
        named: &'p Record,
        query: &'p Query,
        record: RecordRef,
        resume: &Resume,
    ) -> Vec<Node<'p>> {
        let words = self.speaker.record(record);
        let filter = LookupFilter {
            conditions: FilterConditions::Query(&query.conditions),
            context: Context { about: words.clone(), ..Context::default() },
        };
        let said = format!("Every {} that matches, to be counted.", named.object_label);
        let title = self.title(&format!("Get {words}"), &format!("Get {words}"), &said, named.span);
        let element = title.name.clone();
        let operation = Operation::Data(Data::LookupAll { record, object: &named.object, filter });
        let get = self.lookup_node(title, operation, record, resume);
        let said = "None found counts as 0.";
        let title = self.title(&format!("Count {words}"), &format!("Count {words}"), said, named.span);
        vec![get, Self::quiet(title, Operation::Assign(Assign::Count { record, element }))]
    }

    /// The elements of a count behind another that asks for the same values: they stand behind its question.
    pub(super) fn counted_behind(
        &mut self,
        items: &[Item<'p>],
        at: usize,
        behind: &[Anchor],
    ) -> Option<Vec<Node<'p>>> {
        let (record, named, query) = self.counted_item(items.get(at)?)?;
        let (_, _, before) = self.counted_item(items.get(at.checked_sub(1)?)?)?;
        let asked = self.may_be_blank(query).map(|value| &value.kind);
        if self.may_be_blank(query).next().is_none()
            || !asked.eq(self.may_be_blank(before).map(|value| &value.kind))
        {
            return None;
        }
        let resume = self.resume_of_lookup(items, at, record, behind);
        Some(self.counted(named, query, record, &resume))
    }

    fn counted_item(&self, item: &Item<'p>) -> Option<(RecordRef, &'p Record, &'p Query)> {
        let ItemKind::Lookup(record @ RecordRef::Named(index)) = item.kind else { return None };
        let records: &'p [Record] = self.knowledge.records;
        let named = records.get(index).filter(|named| named.count)?;
        Some((record, named, named.filters.first()?))
    }

    fn unless_blank(
        &mut self,
        base: &str,
        checks: Vec<Check<'p>>,
        query: &'p Query,
        get: Node<'p>,
        named: &'p Record,
    ) -> Node<'p> {
        let first = !matches!(checks.first(), Some(Check::Found(..)));
        if checks.is_empty() {
            return get;
        }
        let (label, said) = match (first, checks.len()) {
            (true, _) => (self.question(query), "A blank value finds nothing, so it is not looked up."),
            (false, 1) => ("None Yet?".to_owned(), "The first look-up that finds one wins."),
            (false, _) => (
                format!("None Yet, and {}", self.question(query)),
                "The first look-up that finds one wins. A blank value finds nothing, so it is not looked up.",
            ),
        };
        let title = self.title(&format!("Can Get {base}"), &label, said, named.span);
        self.guard(title, Test::All(checks), vec![get], Vec::new())
    }

    /// The values of a filter that may be blank: one that reads a field, unless it is filled in every call that runs, or
    /// is the ID of a record that is known to be there.
    pub(super) fn may_be_blank<'q>(
        &self,
        query: &'q Query,
    ) -> impl Iterator<Item = &'q Expression> + use<'q, 'p> {
        let known = self.known.clone();
        let values = query.conditions.iter().flat_map(|condition| &condition.values);
        values.filter(move |value| can_be_blank(value) && !is_id_of(value, &known))
    }

    /// `Is There an Account?`: whether the values of a filter are there.
    pub(super) fn question(&self, query: &Query) -> String {
        let asked: Vec<String> = self.may_be_blank(query).map(|value| self.is_there(value)).collect();
        format!("{}?", asked.join(", and "))
    }

    /// `Is There an Account`, `Is Phone Filled`: whether a value is there.
    fn is_there(&self, value: &Expression) -> String {
        let record = match &value.kind {
            TypedKind::Reference(Symbol::Field(RecordRef::Call, field)) if field.name == "WhatId" => {
                return "Is the Call Related to a Record".to_owned();
            }
            TypedKind::Reference(Symbol::Field(record, field)) if field.name == "Id" => {
                self.speaker.record(*record)
            }
            TypedKind::Reference(Symbol::Field(_, field)) if field.field_type == FieldType::Reference => {
                field.label.clone()
            }
            _ => return format!("Is {} Filled", self.speaker.words(value)),
        };
        format!("Is There {}", with_article(&record))
    }

    /// What a look-up's label leaves open: the conditions behind the first, and which of several.
    fn lookup_said(&self, named: &Record, query: &Query) -> String {
        let others: Vec<String> =
            query.conditions.iter().skip(1).map(|each| self.speaker.filter_clause(each)).collect();
        let only = (!others.is_empty()).then(|| format!("Only where {}.", list(&others, "and")));
        let which = order(named, query).map(|(field, descending)| {
            let end = if descending { "latest" } else { "earliest" };
            format!("Of several the one with the {end} {}.", field.label)
        });
        let said: Vec<String> = only.into_iter().chain(which).collect();
        if said.is_empty() { "The first that is found.".to_owned() } else { said.join(" ") }
    }
}

/// By which field the first of several is found; none where the filter asks for one id.
fn order<'p>(named: &'p Record, query: &Query) -> Option<(&'p Arc<Field>, bool)> {
    let one = |condition: &QueryCondition| {
        condition.field.name == "Id" && condition.operator == Comparison::Equal && condition.values.len() == 1
    };
    let order = named.order.as_ref().filter(|_| !query.conditions.iter().any(one));
    order.map(|(field, descending)| (field, *descending))
}

fn is_id_of(value: &Expression, records: &BTreeSet<RecordRef>) -> bool {
    matches!(&value.kind, TypedKind::Reference(Symbol::Field(record, field))
        if field.name == "Id" && records.contains(record))
}

/// Whether a value can be blank.
pub fn can_be_blank(value: &Expression) -> bool {
    match &value.kind {
        TypedKind::Reference(Symbol::Field(RecordRef::Call, field)) => {
            field.name != "WhoId" && !never_blank(field)
        }
        TypedKind::Reference(Symbol::Field(RecordRef::Person | RecordRef::Subject, field)) => {
            !never_blank(field)
        }
        // A queue has no fields of a user.
        TypedKind::Reference(Symbol::Field(RecordRef::Rep, field)) => field.name != "Id",
        TypedKind::Reference(Symbol::Field(..)) => true,
        TypedKind::Reference(Symbol::Setting(_) | Symbol::Record(_))
        | TypedKind::Number(_)
        | TypedKind::Text(_)
        | TypedKind::Boolean(_)
        | TypedKind::Null => false,
        TypedKind::Call("BLANKVALUE" | "NULLVALUE", arguments) => arguments.last().is_none_or(can_be_blank),
        // A blank text has no characters.
        TypedKind::Call("LEN", _) => false,
        TypedKind::Call("IF", arguments) => arguments.iter().skip(1).any(can_be_blank),
        TypedKind::Call(_, arguments) => arguments.iter().any(can_be_blank),
        TypedKind::Unary(_, operand) => can_be_blank(operand),
        TypedKind::Binary(_, left, right) => can_be_blank(left) || can_be_blank(right),
    }
}

/// By which fields a filter is told from the others of its record: the first, or where that is not enough all.
fn by_words(filters: &[Query], at: usize, speaker: &Speaker<'_>) -> String {
    let first = by_first(&filters[at], speaker);
    match filters.iter().filter(|other| by_first(other, speaker) == first).count() {
        1 => first,
        _ => super::say::filter_fields(&filters[at].conditions, speaker),
    }
}

fn by_first(query: &Query, speaker: &Speaker<'_>) -> String {
    let first = query.conditions.first();
    first.map(|first| super::say::filter_field(first, speaker)).unwrap_or_default()
}
