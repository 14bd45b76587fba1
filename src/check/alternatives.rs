//! `a else b`: records and users, the first that is there.

use super::formulas::Checker;
use super::program::{Alternative, RecordRef};
use super::scope::{SpecScope, behind};
use super::world::{Frame, PERSON_OBJECTS, never_blank};
use crate::diag::{Code, Diagnostic};
use crate::org::{Field, FieldType};
use crate::source::Spanned;
use crate::spec::Choice;
use std::sync::Arc;

/// What the records of a choice are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Whose a task or event is.
    Owner,
    /// Who gets a notification.
    Recipient,
    /// Whose feed is posted to.
    Feed,
    /// What a notification opens.
    About,
    /// What a task or event is related to.
    RelatedTo,
}

/// A role in words, and what it takes.
struct RoleRow {
    role: Role,
    /// The objects; empty: any.
    takes: &'static [&'static str],
    needs: &'static str,
    help: &'static str,
}

const ROLES: &[RoleRow] = &[
    RoleRow {
        role: Role::Owner,
        takes: &["User"],
        needs: "an owner must be a user",
        help: "name a user, as in `rep`, `manager else rep` or `person.OwnerId`",
    },
    RoleRow {
        role: Role::Recipient,
        takes: &["User", "Group"],
        needs: "a notification goes to a user, a queue or a group",
        help: "name one, as in `rep`, `manager` or `person.OwnerId`",
    },
    RoleRow {
        role: Role::Feed,
        takes: &[],
        needs: "Chatter posts to a record or user",
        help: "name one, as in `account else person`",
    },
    RoleRow {
        role: Role::About,
        takes: &[],
        needs: "a notification opens a record",
        help: "name one, as in `person`",
    },
    RoleRow {
        role: Role::RelatedTo,
        takes: &[],
        needs: "a task or event is related to an account, a deal, a case or the like",
        help: "name such a record, as in `account`; the person is on it anyway",
    },
];

/// Objects of scope that `WhatId` does not take: people stand in `WhoId`. Source: the standard object reference, Task.
const WITHOUT_ACTIVITIES: &[&str] =
    &["Contact", "Lead", "User", "Group", "Task", "Event", "OpportunityContactRole", "RecordType"];

impl Role {
    fn row(self) -> &'static RoleRow {
        let row = ROLES.iter().find(|row| row.role == self);
        row.unwrap_or(&ROLES[0])
    }
}

impl Checker<'_, '_> {
    /// The alternatives of a choice.
    pub(super) fn alternatives(&mut self, choice: &Choice, role: Role) -> Option<Vec<Alternative>> {
        let found: Vec<_> = choice.names.iter().map(|name| self.alternative(name, role)).collect();
        let found = found.into_iter().collect::<Option<Vec<_>>>()?;
        let only_managers =
            found.iter().all(|each| each.record == RecordRef::Manager && each.field.is_none());
        if role == Role::Owner && only_managers {
            let message = "a rep may have no manager, and this task or event would have no owner";
            let help = "say who else: `manager else rep`";
            let diagnostic = Diagnostic::new(Code::OwnerMissing, choice.span, message).label("and else?");
            self.report.push(diagnostic.help(help).fix(choice.span, "manager else rep"));
            return None;
        }
        self.refuse_unused(choice, &found).then_some(found)
    }

    /// Whether no alternative stands behind one that is always there.
    fn refuse_unused(&mut self, choice: &Choice, found: &[Alternative]) -> bool {
        let by_nature = |each: &Alternative| match self.frame {
            Frame::Subject(frame) if frame.person => {
                PERSON_OBJECTS.iter().all(|object| self.is_there(each, object))
            }
            Frame::Subject(_) | Frame::Call(_) | Frame::Gate => {
                self.is_always(each.record, each.field.as_deref(), each.only_user)
            }
        };
        let Some(first) = found.iter().position(by_nature).filter(|at| at + 1 < found.len()) else {
            return true;
        };
        let (always, behind) = (&choice.names[first], &choice.names[first + 1]);
        let message = format!("`{}` is never taken: `{}` is always there", written(behind), written(always));
        let help = format!("leave out `else {}`, or put it before `{}`", written(behind), written(always));
        self.report.push(
            Diagnostic::new(Code::UnusedAlternative, behind.span, message).label("never taken").help(help),
        );
        false
    }

    fn alternative(&mut self, name: &Spanned<Vec<String>>, role: Role) -> Option<Alternative> {
        let span = name.span;
        let (record, field) = match name.value.as_slice() {
            [record] => (self.asked(|scope| scope.record(record, span))?, None),
            [record, field] => {
                let found_record = self.asked(|scope| scope.record(record, span))?;
                let found = |scope: &SpecScope<'_>| {
                    scope.field(found_record, field, span).map_err(|diagnostic| behind(record, diagnostic))
                };
                (found_record, Some(self.asked(found)?))
            }
            _ => {
                self.asked(|scope| scope.path(&name.value, span))?;
                return None;
            }
        };
        let objects = match &field {
            Some(field) => self.objects_of_field(record, field, name, role)?,
            None => self.objects_of_record(record, name)?,
        };
        if !Self::suits_role(&objects, role) {
            let row = role.row();
            let message = format!("{}, and `{}` is {}", row.needs, written(name), in_words(&objects));
            self.report.push(
                Diagnostic::new(Code::WrongRecord, span, message).label("of the wrong kind").help(row.help),
            );
            return None;
        }
        let plain = field.as_deref().is_none_or(|field| field.name == "Id");
        let only_user = match record {
            RecordRef::Rep if plain => !self.rep_is_user(),
            _ => role == Role::Owner && field.is_some() && objects != ["User"],
        };
        let always = self.is_always(record, field.as_deref(), only_user)
            || field.is_none() && self.blanks().is_found(record, &self.facts);
        Some(Alternative { record, field: field.filter(|field| field.name != "Id"), always, only_user })
    }

    /// Whether an alternative of a monitor that runs for Contact and Lead alike is always there in the flow of one of them.
    fn is_there(&self, each: &Alternative, object: &str) -> bool {
        match (&each.field, each.record) {
            (Some(field), RecordRef::Subject) => self
                .world
                .field(object, &field.name)
                .is_some_and(|field| never_blank(&field) && field.refers_to == ["User"]),
            (None, RecordRef::Rep) => owned_by_users(self.world, object),
            _ => self.is_always(each.record, each.field.as_deref(), each.only_user),
        }
    }

    /// Whether it is there whenever the step runs, wherever the step stands.
    fn is_always(&self, record: RecordRef, field: Option<&Field>, only_user: bool) -> bool {
        let there = match record {
            RecordRef::Rep => self.rep_is_user(),
            record => self.blanks().is_found(record, &super::blanks::Facts::default()),
        };
        there && !only_user && field.is_none_or(never_blank)
    }

    /// Whether the rep is there for sure: a call without a user as its owner does not run, a monitor's record may have a
    /// queue as its owner.
    pub(super) fn rep_is_user(&self) -> bool {
        match self.frame {
            Frame::Subject(frame) => owned_by_users(self.world, frame.object),
            Frame::Call(_) | Frame::Gate => true,
        }
    }

    fn objects_of_record(&mut self, record: RecordRef, name: &Spanned<Vec<String>>) -> Option<Vec<String>> {
        if let RecordRef::Named(index) = record
            && self.world.records(self.frame).all.get(index).is_some_and(|named| named.count)
        {
            let message = format!("`{}` stands for several records", written(name));
            let help = "leave out `count: true`, or name another record";
            self.report.push(Diagnostic::new(Code::WrongRecord, name.span, message).help(help));
            return None;
        }
        let person = match self.frame {
            Frame::Subject(frame) => frame.person && record == RecordRef::Subject,
            Frame::Gate | Frame::Call(_) => record == RecordRef::Person,
        };
        Some(match self.world.object(record, self.frame).filter(|_| !person) {
            Some(object) => vec![object.to_owned()],
            None => PERSON_OBJECTS.map(str::to_owned).to_vec(),
        })
    }

    /// What the id in a field may be of; none known: anything.
    fn objects_of_field(
        &mut self,
        record: RecordRef,
        field: &Arc<Field>,
        name: &Spanned<Vec<String>>,
        role: Role,
    ) -> Option<Vec<String>> {
        match field.field_type {
            FieldType::Reference => Some(field.refers_to.clone()),
            FieldType::Id => self.objects_of_record(record, name),
            _ => {
                let message = format!("`{}` holds no record", written(name));
                let help = role.row().help;
                self.report
                    .push(Diagnostic::new(Code::WrongRecord, name.span, message).label("no id").help(help));
                None
            }
        }
    }

    fn suits_role(objects: &[String], role: Role) -> bool {
        let takes = role.row().takes;
        match role {
            _ if objects.is_empty() => true,
            Role::Feed | Role::About => true,
            Role::Owner | Role::Recipient => objects.iter().any(|object| takes.contains(&object.as_str())),
            Role::RelatedTo => objects.iter().any(|object| !WITHOUT_ACTIVITIES.contains(&object.as_str())),
        }
    }
}

/// Whether the records of an object always belong to a user, never to a queue.
pub(super) fn owned_by_users(world: &super::world::World<'_>, object: &str) -> bool {
    world.field(object, "OwnerId").is_some_and(|owner| owner.refers_to == ["User"])
}

fn written(name: &Spanned<Vec<String>>) -> String {
    name.value.join(".")
}

fn in_words(objects: &[String]) -> String {
    let named: Vec<String> = objects.iter().map(|object| article(object)).collect();
    named.join(" or ")
}

fn article(object: &str) -> String {
    match object.starts_with(['A', 'E', 'I', 'O']) {
        true => format!("an {object}"),
        false => format!("a {object}"),
    }
}
