//! What a name in a formula of a spec stands for.

use super::person;
use super::picklists::{self, Verdict};
use super::program::{Constant, RecordRef, Symbol};
use super::units;
use super::world::{CallFrame, Frame, PERSON_OBJECTS, SubjectFrame, World};
use crate::diag::{Code, Diagnostic, Severity, nearest};
use crate::formula::typed::{Scope, Type, Unresolved};
use crate::org::Field;
use crate::source::Span;
use std::cell::RefCell;
use std::sync::Arc;

/// Resolves the names of formulas in one frame.
pub(super) struct SpecScope<'a> {
    world: &'a World<'a>,
    frame: Frame<'a>,
    remarks: RefCell<Remarks>,
}

/// What was seen beside mistakes.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    /// Warnings.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What nobody could check.
    pub(super) check_in_org: Vec<String>,
    /// Places of names whose mistake was told where they are declared.
    pub(super) told: Vec<Span>,
}

type Found<T> = Result<T, Box<Diagnostic>>;

impl<'a> SpecScope<'a> {
    /// The names of a frame.
    pub(super) fn new(world: &'a World<'a>, frame: Frame<'a>) -> Self {
        Self { world, frame, remarks: RefCell::default() }
    }

    /// What was seen beside mistakes.
    pub(super) fn remarks(self) -> Remarks {
        self.remarks.into_inner()
    }

    /// The record of a name.
    ///
    /// # Errors
    /// The message that there is none in this frame.
    pub(super) fn record(&self, name: &str, span: Span) -> Found<RecordRef> {
        let found = match self.frame {
            Frame::Gate => (name == "call").then_some(RecordRef::Call),
            Frame::Call(frame) => call_record(frame, name),
            Frame::Subject(frame) => subject_record(frame, name),
        };
        let named = || match self.frame {
            Frame::Gate => None,
            Frame::Call(_) | Frame::Subject(_) => {
                self.world.records(self.frame).index(name).map(RecordRef::Named)
            }
        };
        if let (Frame::Subject(frame), Some(RecordRef::Rep | RecordRef::Manager)) = (self.frame, found)
            && self.world.field(frame.object, "OwnerId").is_none()
        {
            return Err(Box::new(no_owner(name, frame.object, span)));
        }
        if let (Frame::Call(CallFrame { person: false, .. }), Some(RecordRef::Named(index))) =
            (self.frame, named())
            && self.world.records.all[index].of_person
        {
            return Err(Box::new(looked_up_by_person(name, span)));
        }
        found.or_else(named).ok_or_else(|| {
            if self.world.records(self.frame).broken.contains(name) {
                self.remarks.borrow_mut().told.push(span);
            }
            Box::new(self.no_record(name, span))
        })
    }

    fn no_record(&self, name: &str, span: Span) -> Diagnostic {
        let elsewhere = match self.frame {
            Frame::Gate => "`calls: where` can only ask about fields of the call",
            Frame::Call(_) => "nobody was called here: `no_person` has `call`, `rep` and `manager`",
            Frame::Subject(_) => "a monitor has `record`, `rep` and `manager`, and its own `records`",
        };
        let built_in = super::world::BUILT_IN.contains(&name) || self.world.records.index(name).is_some();
        if built_in && name != "settings" && !(matches!(self.frame, Frame::Call(_)) && name == "record") {
            let message = format!("there is no `{name}` here");
            return Diagnostic::new(Code::NotInScope, span, message).label("not here").help(elsewhere);
        }
        let message = format!("there is no record `{name}`");
        let diagnostic = Diagnostic::new(Code::UnknownRecord, span, message).label("unknown record");
        match nearest(name, self.record_names()) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help(format!("records here are {}", quoted(&self.record_names()))),
        }
    }

    fn record_names(&self) -> Vec<&'a str> {
        let built_in: Vec<&str> = match self.frame {
            Frame::Gate => vec!["call"],
            Frame::Call(frame) => {
                CALL_RECORDS.iter().filter(|row| frame.person || !row.of_person).map(|row| row.name).collect()
            }
            Frame::Subject(frame) if frame.person => vec!["person", "rep", "manager"],
            Frame::Subject(_) => vec!["record", "rep", "manager"],
        };
        let named = match self.frame {
            Frame::Gate => &[],
            Frame::Call(_) => self.world.records.all.as_slice(),
            Frame::Subject(frame) => frame.records.all.as_slice(),
        };
        built_in.into_iter().chain(named.iter().map(|named| named.name.as_str())).collect()
    }

    /// The field of a record.
    ///
    /// # Errors
    /// The message that there is none.
    pub(super) fn field(&self, record: RecordRef, name: &str, span: Span) -> Found<Arc<Field>> {
        let person = match self.frame {
            Frame::Subject(frame) => frame.person && record == RecordRef::Subject,
            Frame::Gate | Frame::Call(_) => record == RecordRef::Person,
        };
        if person {
            let merged =
                self.world.person_field(name, span).map_err(|diagnostic| self.in_monitor(diagnostic))?;
            return Ok(self
                .object(record)
                .and_then(|object| self.world.field(object, name))
                .unwrap_or(merged));
        }
        self.object_field(self.object(record).unwrap_or_default(), name, span)
    }

    /// In a monitor there is no `contact` to be named instead of the person.
    fn in_monitor(&self, diagnostic: Box<Diagnostic>) -> Box<Diagnostic> {
        match self.frame {
            Frame::Subject(_) if diagnostic.code == Code::FieldNotOnBoth => {
                Box::new(diagnostic.help("let the monitor run `for: Contact`, or for the other object alone"))
            }
            Frame::Subject(_) | Frame::Gate | Frame::Call(_) => diagnostic,
        }
    }

    fn object(&self, record: RecordRef) -> Option<&str> {
        self.world.object(record, self.frame)
    }

    /// The field of an object.
    ///
    /// # Errors
    /// The message that there is none.
    pub(super) fn object_field(&self, object: &str, name: &str, span: Span) -> Found<Arc<Field>> {
        self.world.field(object, name).ok_or_else(|| {
            let message = format!("{object} has no field `{name}`");
            let near = self.world.org.nearest_field(object, name);
            Box::new(person::unknown_field(message, name, near, span))
        })
    }

    /// What a name with its steps stands for.
    ///
    /// # Errors
    /// The message that it stands for nothing.
    pub(super) fn path(&self, steps: &[String], span: Span) -> Found<(Symbol, Type)> {
        match steps {
            [name] => self.alone(name, span),
            [record, name] if record == "settings" => self.setting(name, span),
            [record, field] => self.step(record, field, span),
            _ => Err(self.too_long(steps, span)),
        }
    }

    /// One name alone: a record, or in the gate a field of the call.
    fn alone(&self, name: &str, span: Span) -> Found<(Symbol, Type)> {
        if name == "settings" {
            let message = "`settings` alone is no value";
            let help = format!("name one of them, as in `settings.{}`", self.some_setting());
            return Err(Box::new(Diagnostic::new(Code::UnknownSetting, span, message).help(help)));
        }
        if matches!(self.frame, Frame::Gate) && name != "call" {
            let field = self.object_field("Task", name, span)?;
            return self.readable(RecordRef::Call, field, span);
        }
        let record =
            self.record(name, span).map_err(|diagnostic| self.perhaps_a_field(name, span, diagnostic))?;
        let many = match record {
            RecordRef::Named(index) => {
                self.world.records(self.frame).all.get(index).is_some_and(|named| named.count)
            }
            _ => false,
        };
        Ok((Symbol::Record(record), if many { Type::Records } else { Type::Record }))
    }

    fn some_setting(&self) -> &str {
        self.world.settings.keys().next().copied().unwrap_or("short_connect")
    }

    /// A bare name that is a field of what the frame is about: what to write instead.
    fn perhaps_a_field(&self, name: &str, span: Span, otherwise: Box<Diagnostic>) -> Box<Diagnostic> {
        let mut owners: Vec<(&str, &str)> = match self.frame {
            Frame::Gate => Vec::new(),
            Frame::Call(frame) if frame.person => {
                vec![("Contact", "person"), ("Lead", "person"), ("Task", "call")]
            }
            Frame::Call(_) => vec![("Task", "call")],
            Frame::Subject(frame) => vec![(frame.object, if frame.person { "person" } else { "record" })],
        };
        owners.retain(|(object, _)| self.world.field(object, name).is_some());
        let Some((_, record)) = owners.first() else { return otherwise };
        let message = format!("`{name}` does not say of which record");
        let right = format!("{record}.{name}");
        Box::new(
            Diagnostic::new(Code::UnknownRecord, span, message)
                .label("of which record?")
                .suggest(Some(&right)),
        )
    }

    fn setting(&self, name: &str, span: Span) -> Found<(Symbol, Type)> {
        let Some(setting) = self.world.settings.get(name) else {
            let message = format!("there is no setting `{name}`");
            let near =
                nearest(name, self.world.settings.keys().copied()).map(|near| format!("settings.{near}"));
            let diagnostic = Diagnostic::new(Code::UnknownSetting, span, message).label("unknown setting");
            return Err(Box::new(match near {
                Some(near) => diagnostic.suggest(Some(&near)),
                None => diagnostic.help(format!("declare it under `settings`, as in `{name}: 90 seconds`")),
            }));
        };
        let constant = Constant {
            setting: name.to_owned(),
            unit: units::in_words(setting.unit).to_owned(),
            number: setting.number.value.clone(),
        };
        Ok((Symbol::Setting(Arc::new(constant)), Type::Number))
    }

    fn step(&self, name: &str, field: &str, span: Span) -> Found<(Symbol, Type)> {
        let record = self.record(name, span)?;
        if let RecordRef::Named(index) = record
            && let Some(named) = self.world.records(self.frame).all.get(index)
            && named.count
        {
            let message =
                format!("`{}` stands for several records, so it has no field of its own", named.name);
            let help = format!("count them with `COUNT({})`, or leave out `count: true`", named.name);
            return Err(Box::new(Diagnostic::new(Code::NotInScope, span, message).help(help)));
        }
        let field = self.field(record, field, span).map_err(|diagnostic| behind(name, diagnostic))?;
        if let RecordRef::Named(index) = record
            && let Some(given) = &self.world.records(self.frame).all[index].given
            && !given.contains(&field.name)
        {
            let message = format!(
                "no step gives `{name}` a `{}`, and what Salesforce fills in is not read back",
                field.name
            );
            let help = format!("set `{}` where `{name}` is made, or leave it out here", field.name);
            return Err(Box::new(Diagnostic::new(Code::NotInScope, span, message).help(help)));
        }
        self.readable(record, field, span)
    }

    fn readable(&self, record: RecordRef, field: Arc<Field>, span: Span) -> Found<(Symbol, Type)> {
        let Some(ty) = field.field_type.in_formulas() else {
            let message = format!("`{}` is a compound field, which a formula cannot read", field.name);
            let help = "read one of its parts, as in `MailingCity`";
            return Err(Box::new(Diagnostic::new(Code::UnreadableField, span, message).help(help)));
        };
        Ok((Symbol::Field(record, field), ty))
    }

    /// A path of more than one step: the look-up that it would need has a name of its own.
    fn too_long(&self, steps: &[String], span: Span) -> Box<Diagnostic> {
        let message = format!("`{}` goes through more than one record", steps.join("."));
        let last = steps.last().map_or("Name", String::as_str);
        let step = |at: usize| steps.get(at).map_or("", String::as_str);
        let help = match (step(0), step(1)) {
            ("person" | "contact", "Account") => format!("write `account.{last}`"),
            ("call" | "person", "Owner") => format!("write `rep.{last}`"),
            ("rep", "Manager") => format!("write `manager.{last}`"),
            _ => "look the other record up under `records`, and write its name and field".to_owned(),
        };
        Box::new(Diagnostic::new(Code::PathTooLong, span, message).label("one step too many").help(help))
    }

    /// The fields that a value must suit: of the person, that of Contact and that of Lead.
    fn judged(&self, record: RecordRef, field: &Arc<Field>) -> Vec<Arc<Field>> {
        match record {
            RecordRef::Person => {
                PERSON_OBJECTS.iter().filter_map(|object| self.world.field(object, &field.name)).collect()
            }
            _ => vec![field.clone()],
        }
    }

    /// Whether a value can be one of a picklist's, with what is to be said otherwise.
    pub(super) fn picklist_value(
        &self,
        record: RecordRef,
        field: &Arc<Field>,
        value: &str,
        span: Span,
    ) -> Found<()> {
        let mut warned = false;
        for each in self.judged(record, field) {
            match picklists::judge(&each, value, span) {
                Verdict::Known => {}
                Verdict::Unchecked(sentence) => self.remarks.borrow_mut().check_in_org.push(sentence),
                Verdict::Wrong(diagnostic) if diagnostic.code.severity() == Severity::Error => {
                    return Err(diagnostic);
                }
                Verdict::Wrong(diagnostic) => {
                    if !std::mem::replace(&mut warned, true) {
                        self.remarks.borrow_mut().diagnostics.push(*diagnostic);
                    }
                }
            }
        }
        Ok(())
    }
}

impl Scope for SpecScope<'_> {
    type Symbol = Symbol;

    fn resolve(&self, steps: &[String], span: Span) -> Result<(Symbol, Type), Unresolved> {
        self.path(steps, span).map_err(Unresolved)
    }

    fn check_value(&self, symbol: &Symbol, value: &str, span: Span) -> Result<(), Unresolved> {
        match symbol {
            Symbol::Field(record, field) => {
                self.picklist_value(*record, field, value, span).map_err(Unresolved)
            }
            Symbol::Record(_) | Symbol::Setting(_) => Ok(()),
        }
    }
}

/// A record that every outcome has.
struct CallRecord {
    name: &'static str,
    record: RecordRef,
    /// It is there only if somebody was called.
    of_person: bool,
}

const CALL_RECORDS: &[CallRecord] = &[
    CallRecord { name: "call", record: RecordRef::Call, of_person: false },
    CallRecord { name: "person", record: RecordRef::Person, of_person: true },
    CallRecord { name: "contact", record: RecordRef::Contact, of_person: true },
    CallRecord { name: "lead", record: RecordRef::Lead, of_person: true },
    CallRecord { name: "account", record: RecordRef::Account, of_person: true },
    CallRecord { name: "rep", record: RecordRef::Rep, of_person: false },
    CallRecord { name: "manager", record: RecordRef::Manager, of_person: false },
];

fn call_record(frame: CallFrame<'_>, name: &str) -> Option<RecordRef> {
    let row = CALL_RECORDS.iter().find(|row| row.name == name)?;
    (frame.person || !row.of_person).then_some(row.record)
}

fn subject_record(frame: SubjectFrame<'_>, name: &str) -> Option<RecordRef> {
    match name {
        "rep" => Some(RecordRef::Rep),
        "manager" => Some(RecordRef::Manager),
        "record" => Some(RecordRef::Subject),
        "person" if PERSON_OBJECTS.contains(&frame.object) => Some(RecordRef::Subject),
        _ if !frame.person && name.eq_ignore_ascii_case(frame.object) => Some(RecordRef::Subject),
        _ => None,
    }
}

fn looked_up_by_person(name: &str, span: Span) -> Diagnostic {
    let message = format!("`{name}` is looked up by the person, and here nobody was called");
    let help = "declare another record, whose `where` reads only the call";
    Diagnostic::new(Code::NotInScope, span, message).label("not here").help(help)
}

fn no_owner(name: &str, object: &str, span: Span) -> Diagnostic {
    let message = format!("a record of {object} has no owner, so there is no `{name}`");
    let help = "name a user who is there, as in `owner: record.CreatedById`";
    Diagnostic::new(Code::NotInScope, span, message).label("not here").help(help)
}

/// The message with its fix made for a place where the field stands behind its record.
pub(super) fn behind(record: &str, mut diagnostic: Box<Diagnostic>) -> Box<Diagnostic> {
    if let Some(fix) = &mut diagnostic.fix {
        fix.text = format!("{record}.{}", fix.text);
    }
    diagnostic
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
