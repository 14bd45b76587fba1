//! The elements of look-ups.

use super::asks::asks;
use super::emit::{Around, Emitter};
use super::items::{Item, ItemKind};
use super::{
    Anchor, Assign, Check, Context, Data, FieldKey, FilterConditions, LookupFilter, Node, Operation, Test,
};
use crate::check::{Expression, Query, QueryCondition, Record, RecordRef, Symbol};
use crate::formula::typed::TypedKind;
use std::collections::BTreeSet;

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
            Some(next) if asks(&items[next], record) => Resume { at: behind[next], flag: false },
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

    /// The fields of a record that are read behind its look-up.
    fn fields_of(record: RecordRef, around: &Around<'_>) -> BTreeSet<FieldKey> {
        around
            .later
            .fields
            .iter()
            .filter(|key| key.record == record && key.field.name != "Id")
            .cloned()
            .collect()
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
        let (words, said, question) = match record {
            RecordRef::Manager => {
                ("Manager", "An inactive manager counts as none.", "Has the Rep a Manager?")
            }
            RecordRef::Rep => ("Owner", "Whose manager is asked for below.", "Is the Owner a User?"),
            _ => ("Account", "A Lead has none.", "Is There an Account?"),
        };
        let mut fields = Self::fields_of(record, around);
        fields.extend(self.manager_of_owner(record));
        let filter = LookupFilter { conditions, context: Context::default() };
        let title = self.title(&format!("Get {words}"), &format!("Get {words}"), said, self.span);
        let operation = Operation::Data(Data::Lookup { record, object, filter, fields, order: None });
        let get = self.lookup_node(title, operation, record, resume);
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
            let by = by_words(&named.filters, at);
            let base = if by.is_empty() { words.clone() } else { format!("{words} by {by}") };
            let operation = Operation::Data(Data::Lookup {
                record,
                object: &named.object,
                filter: LookupFilter {
                    conditions: FilterConditions::Query(&query.conditions),
                    context: Context { about: base.clone(), suffix: String::new() },
                },
                fields: Self::fields_of(record, around),
                order: named.order.as_ref().map(|(field, descending)| (field, *descending)),
            });
            let said = lookup_said(named);
            let title = self.title(&format!("Get {base}"), &format!("Get {base}"), &said, named.span);
            let get = self.lookup_node(title, operation, record, resume);
            let mut checks = Vec::new();
            if at > 0 {
                checks.push(Check::Found(record, false));
            }
            checks.extend(may_be_blank(query).map(Check::Filled));
            nodes.push(self.unless_blank(&base, &words, checks, query, get, named));
        }
        nodes
    }

    /// All records that match, and their number.
    fn count(&mut self, named: &'p Record, record: RecordRef, resume: &Resume) -> Vec<Node<'p>> {
        let words = self.speaker.record(record);
        let Some(query) = named.filters.first() else { return Vec::new() };
        let base = format!("{} {words}", named.object_label);
        let filter = LookupFilter {
            conditions: FilterConditions::Query(&query.conditions),
            context: Context { about: words.clone(), suffix: String::new() },
        };
        let title = self.title(
            &format!("Get {base}"),
            &format!("Get {base}"),
            "All of them, to be counted.",
            named.span,
        );
        let element = title.name.clone();
        let operation = Operation::Data(Data::LookupAll { record, object: &named.object, filter });
        let get = self.lookup_node(title, operation, record, resume);
        let title = self.title(
            &format!("Count {base}"),
            &format!("Count {base}"),
            "None found counts as 0.",
            named.span,
        );
        let count = Self::quiet(title, Operation::Assign(Assign::Count { record, element }));
        let checks: Vec<_> = may_be_blank(query).map(Check::Filled).collect();
        if checks.is_empty() {
            return vec![get, count];
        }
        let said = "A blank value finds nothing, so it is not looked up.";
        let title = self.title(&format!("Can Get {base}"), &self.question(query), said, named.span);
        vec![self.guard(title, Test::All(checks), vec![get, count], Vec::new())]
    }

    fn unless_blank(
        &mut self,
        base: &str,
        words: &str,
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
            (false, 1) => (format!("No {words} Yet?"), "The first look-up that finds one wins."),
            (false, _) => (
                format!("No {words} Yet, and {}", self.question(query)),
                "The first look-up that finds one wins. A blank value finds nothing, so it is not looked up.",
            ),
        };
        let title = self.title(&format!("Can Get {base}"), &label, said, named.span);
        self.guard(title, Test::All(checks), vec![get], Vec::new())
    }

    /// `Related To ID Filled?`
    pub(super) fn question(&self, query: &Query) -> String {
        let words: Vec<String> = may_be_blank(query).map(|value| self.speaker.words(value)).collect();
        format!("{} Known?", words.join(" and "))
    }
}

/// The values of a filter that may be blank: one that reads a field, unless it is filled in every call that runs.
pub(super) fn may_be_blank(query: &Query) -> impl Iterator<Item = &Expression> {
    query.conditions.iter().flat_map(|condition| &condition.values).filter(|value| can_be_blank(value))
}

/// Whether a value can be blank.
pub fn can_be_blank(value: &Expression) -> bool {
    match &value.kind {
        TypedKind::Reference(Symbol::Field(RecordRef::Call, field)) => {
            !matches!(field.name.as_str(), "Id" | "WhoId" | "OwnerId")
        }
        TypedKind::Reference(Symbol::Field(
            RecordRef::Person | RecordRef::Rep | RecordRef::Subject,
            field,
        )) => field.name != "Id",
        TypedKind::Reference(Symbol::Field(..)) => true,
        TypedKind::Reference(Symbol::Setting(_) | Symbol::Record(_))
        | TypedKind::Number(_)
        | TypedKind::Text(_)
        | TypedKind::Boolean(_)
        | TypedKind::Null => false,
        TypedKind::Call("BLANKVALUE", arguments) => arguments.last().is_none_or(can_be_blank),
        TypedKind::Call(_, arguments) => arguments.iter().any(can_be_blank),
        TypedKind::Unary(_, operand) => can_be_blank(operand),
        TypedKind::Binary(_, left, right) => can_be_blank(left) || can_be_blank(right),
    }
}

/// By which fields a filter is told from the others of its record: the first, or where that is not enough all.
fn by_words(filters: &[Query], at: usize) -> String {
    let label = |condition: &QueryCondition| match condition.field.name.as_str() {
        "Id" => "ID".to_owned(),
        _ => condition.field.label.clone(),
    };
    let first = |query: &Query| query.conditions.first().map(label);
    let alone = filters.iter().filter(|other| first(other) == first(&filters[at])).count() == 1;
    match (filters.len(), alone) {
        (_, true) => first(&filters[at]).unwrap_or_default(),
        (_, false) => super::say::filter_fields(&filters[at].conditions),
    }
}

fn lookup_said(named: &Record) -> String {
    match &named.order {
        Some((field, true)) => format!("If there are several: the one with the latest {}.", field.label),
        Some((field, false)) => format!("If there are several: the one with the earliest {}.", field.label),
        None => "The first that is found.".to_owned(),
    }
}
