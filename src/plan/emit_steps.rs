//! The elements of the steps of the spec.

use super::emit::{Around, Emitter};
use super::items::Item;
use super::names::capitalized;
use super::phrases::{given_fields, list};
use super::say;
use super::words::{inside_title, title as title_case};
use super::{
    Act, Assign, Call, Check, Choice, Context, Data, FieldKey, FilterConditions, LookupFilter, Node,
    Operation, SetItem, Test, Title,
};
use crate::check::{Alternative, Cadence, Expression, Query, RecordRef, Set, Step, StepKind};
use crate::org::Field;
use std::sync::Arc;

/// Dispositions that a decision lists itself; with more a helper is asked, so that flows grow with what they do alone.
const MOST_LISTED: usize = 20;

/// A Task or an Event: for whom, about what, when.
struct Activity<'p> {
    object: &'static str,
    subject: &'p Expression,
    owner: &'p [Alternative],
    when: Option<String>,
}

impl<'p> Emitter<'p> {
    /// The nodes of a step.
    pub(super) fn step(
        &mut self,
        step: &'p Step,
        item: &Item<'p>,
        arms: &[Vec<Item<'p>>],
        around: &Around<'_>,
    ) -> Vec<Node<'p>> {
        match &step.kind {
            StepKind::Set(sets) => self.set_step(step, sets, item, around),
            StepKind::Increment { field, raised_before } => {
                self.increment(step, field, raised_before, around)
            }
            StepKind::CreateTask(task) => {
                let when = task.due.as_ref().map(|due| format!("due {}", say::due(due, &self.speaker)));
                let activity = Activity { object: "Task", subject: &task.subject, owner: &task.owner, when };
                self.activity(step, item, activity, |context| Data::CreateTask(task, context), around)
            }
            StepKind::CreateEvent(event) => {
                let start = say::due(&event.start, &self.speaker);
                let when = match event.timed {
                    true => format!("{} minutes, {start}", event.minutes),
                    false => format!("all day, {start}"),
                };
                let activity = Activity {
                    object: "Event",
                    subject: &event.subject,
                    owner: &event.owner,
                    when: Some(when),
                };
                self.activity(step, item, activity, |context| Data::CreateEvent(event, context), around)
            }
            StepKind::Create { .. } => self.create(step, around),
            StepKind::Update { .. } => self.update(step, around),
            StepKind::If { .. } => self.if_step(step, arms, around),
            StepKind::Choose { .. } => self.choose_step(step, arms, around),
            StepKind::Run(outcome) => self.run(step, *outcome, around),
            StepKind::CallFlow { .. } => self.call_flow(step, item, around),
            StepKind::Chatter { to, .. } => self.for_someone(step, to, around),
            StepKind::Notify { to, .. } => self.for_someone(step, to, around),
            StepKind::Cadence(cadence) => self.cadence(step, cadence, around),
            StepKind::Log(text) => self.log(step, text, around),
            StepKind::Stop(_) => vec![Node::End],
        }
    }

    /// What a step is called before its site is added.
    pub(super) fn base_of(&self, step: &Step) -> String {
        let base = match &step.kind {
            StepKind::Set(sets) => {
                let labels: Vec<String> = sets.iter().map(|set| set.field.label.clone()).collect();
                format!("Set {}", list(&labels, "and"))
            }
            StepKind::Create { object_label, into, .. } => {
                let words = into.map_or_else(|| object_label.clone(), |into| self.speaker.record(into));
                format!("Create {words}")
            }
            StepKind::Update { object_label, filter, .. } => {
                format!("Update {object_label} by {}", say::filter_fields(&filter.conditions))
            }
            StepKind::CallFlow { flow, .. } => format!("Run {}", flow.replace('_', " ")),
            StepKind::Increment { field, .. } => format!("Increment {}", field.label),
            StepKind::CreateTask(task) => named("Create Task", &task.subject),
            StepKind::CreateEvent(event) => named("Create Event", &event.subject),
            StepKind::Notify { title, .. } => named("Notify", title),
            StepKind::Log(text) => named("Log", text),
            StepKind::Chatter { .. } => "Post to Chatter".to_owned(),
            StepKind::Cadence(cadence) => cadence_words(cadence),
            StepKind::Run(outcome) => {
                format!("Run {}", self.outcomes.get(*outcome).map_or("", |each| each.name.as_str()))
            }
            StepKind::If { condition, .. } => self.speaker.words(condition),
            StepKind::Choose { .. } => "Choose".to_owned(),
            StepKind::Stop(_) => "Stop".to_owned(),
        };
        step.label.clone().unwrap_or(base)
    }

    /// The names of a plain step.
    fn plain_title(&mut self, step: &Step, said: &str, around: &Around<'_>) -> Title {
        let base = self.base_of(step);
        let label = base.clone();
        self.step_title(step, &base.replace(": ", " "), &label, said, around.site)
    }

    fn context(step: &Step, about: &str, around: &Around<'_>) -> Context {
        let about = step.label.as_deref().unwrap_or(about).to_owned();
        Context { about, suffix: around.site.suffix.clone(), for_lead: false }
    }

    /// A step that can fault: behind it the flow goes on, or with `on_fault: stop` ends after saving.
    fn acting(
        &mut self,
        step: &Step,
        title: Title,
        operation: Operation<'p>,
        around: &Around<'_>,
    ) -> Node<'p> {
        if !step.stop_on_fault {
            return self.faulting(title, operation, around.behind);
        }
        let saves = self.save_before_end(&title, around);
        let fault = self.fault(&title, saves, None);
        Node::Act(Box::new(Act { title, operation, fault: Some(fault) }))
    }

    fn set_step(
        &mut self,
        step: &'p Step,
        sets: &'p [Set],
        item: &Item<'p>,
        around: &Around<'_>,
    ) -> Vec<Node<'p>> {
        let mut records: Vec<RecordRef> = sets.iter().map(|set| set.record).collect();
        records.sort_unstable();
        records.dedup();
        let mut nodes = Vec::new();
        for record in records {
            let of_record: Vec<&'p Set> = sets.iter().filter(|set| set.record == record).collect();
            nodes.push(self.set_record(step, record, &of_record, item, around));
        }
        nodes
    }

    /// A field that is set.
    pub(super) fn set_item(&self, set: &'p Set, formula: String, read_later: bool) -> SetItem<'p> {
        let label = &set.field.label;
        let said = match self.speaker.value(&set.value) {
            Some(value) => format!("The new {label}: {value}."),
            None => format!("The new {label}."),
        };
        SetItem { set, read_later, formula, said }
    }

    fn set_record(
        &mut self,
        step: &'p Step,
        record: RecordRef,
        sets: &[&'p Set],
        item: &Item<'p>,
        around: &Around<'_>,
    ) -> Node<'p> {
        let whose = self.whose(record);
        let labels: Vec<String> = sets.iter().map(|set| set.field.label.clone()).collect();
        let base = format!("Set {whose}{}", list(&labels, "and"));
        let said = given_fields(sets.iter().map(|set| (&*set.field, &set.value)), &self.speaker);
        let title = self.step_title(step, &base, &base, &said, around.site);
        let set_item = |set: &&'p Set| {
            let key = FieldKey { record, field: set.field.clone() };
            let formula = format!("new {whose}{}{}", set.field.label, around.site.suffix);
            self.set_item(set, formula, around.later.fields.contains(&key))
        };
        let operation = Operation::Assign(Assign::Set(sets.iter().map(set_item).collect()));
        let node = Self::quiet(title, operation);
        self.if_found(step, record, item, &base, node)
    }

    /// `Deal `, in front of the fields of a named record.
    fn whose(&self, record: RecordRef) -> String {
        match record {
            RecordRef::Named(_) => format!("{} ", self.speaker.record(record)),
            RecordRef::Call
            | RecordRef::Person
            | RecordRef::Contact
            | RecordRef::Lead
            | RecordRef::Account
            | RecordRef::Rep
            | RecordRef::Manager
            | RecordRef::Subject => String::new(),
        }
    }

    /// An assignment to a named record that may not be there: left out then, with one line in the log.
    fn if_found(
        &mut self,
        step: &Step,
        record: RecordRef,
        item: &Item<'p>,
        base: &str,
        node: Node<'p>,
    ) -> Node<'p> {
        let Node::Act(act) = &node else { return node };
        if !matches!(record, RecordRef::Named(_)) || item.known.contains(&record) {
            return node;
        }
        let full = act.title.full.clone();
        let words = self.speaker.record(record);
        let said = format!("Without {words} there is nothing to set.");
        let guard = self.title(&format!("Can {full}"), &format!("{words} Found?"), &said, step.span);
        let skip = self.skip(&full, base, &format!("{words} was not found: {base} was left out."), step);
        self.guard(guard, Test::All(vec![Check::Found(record, true)]), vec![node], vec![skip])
    }

    /// A line in the log: the step was left out.
    fn skip(&mut self, full: &str, label: &str, reason: &str, step: &Step) -> Node<'p> {
        let title = self.title(
            &format!("Skip {full}"),
            &format!("Log Skip of {label}"),
            "A note, not a fault.",
            step.span,
        );
        let operation =
            Operation::Call(Call::Skip { step: super::names::legal(full), reason: reason.to_owned() });
        Self::quiet(title, operation)
    }

    fn increment(
        &mut self,
        step: &'p Step,
        field: &'p Arc<Field>,
        raised_before: &'p Arc<[String]>,
        around: &Around<'_>,
    ) -> Vec<Node<'p>> {
        let title = self.plain_title(step, "One more. A blank counter counts as 0.", around);
        let key = FieldKey { record: RecordRef::Person, field: field.clone() };
        let read_later = around.later.fields.contains(&key);
        let formula = format!("next {}", field.label);
        let node = Self::quiet(title, Operation::Assign(Assign::Increment { field, read_later, formula }));
        if raised_before.is_empty() {
            return vec![node];
        }
        let question = format!("{} Raised Before", field.label);
        let said = format!(
            "A corrected call counts once: the disposition before has already raised {}.",
            field.label
        );
        let title = self.title(
            &format!("{question}{}", around.site.suffix),
            &format!("{question}?"),
            &said,
            step.span,
        );
        if raised_before.len() > MOST_LISTED {
            let test = Test::All(vec![Check::RaisedBefore(field)]);
            let ask = self.ask_raised(step, field, raised_before, around);
            return vec![ask, self.guard(title, test, Vec::new(), vec![node])];
        }
        let test = Test::Any(raised_before.iter().map(|each| Check::PriorDisposition(each)).collect());
        vec![self.guard(title, test, Vec::new(), vec![node])]
    }

    /// Many dispositions are listed once, in a helper, not in each outcome.
    fn ask_raised(
        &mut self,
        step: &'p Step,
        field: &'p Arc<Field>,
        dispositions: &'p Arc<[String]>,
        around: &Around<'_>,
    ) -> Node<'p> {
        let label = format!("Ask: {} Raised Before", field.label);
        let full = format!("Ask {} Raised Before{}", field.label, around.site.suffix);
        let said = "Whether the disposition that this save corrects has already raised it.";
        let title = self.title(&full, &label, said, step.span);
        Self::quiet(title, Operation::Call(Call::AskRaised(field, dispositions)))
    }

    /// A Task or an Event.
    fn activity(
        &mut self,
        step: &'p Step,
        item: &Item<'p>,
        activity: Activity<'p>,
        data: impl FnOnce(Context) -> Data<'p>,
        around: &Around<'_>,
    ) -> Vec<Node<'p>> {
        let who = say::alternatives(activity.owner, &self.speaker);
        let when = activity.when.map_or_else(String::new, |when| format!(", {when}"));
        let title = self.plain_title(step, &format!("For {who}{when}."), around);
        let about = say::about(&say::template_words(activity.subject));
        let about = if about.is_empty() { activity.object.to_owned() } else { about };
        let for_lead = item.known.contains(&RecordRef::Lead);
        let context = Context { for_lead, ..Self::context(step, &about, around) };
        let (full, label) = (title.full.clone(), title.label.clone());
        let node = self.acting(step, title, Operation::Data(data(context)), around);
        self.if_present(step, activity.owner, (&full, &label), vec![node])
    }

    /// A step for somebody who may not be there: left out then, with one line in the log.
    fn if_present(
        &mut self,
        step: &'p Step,
        who: &'p [Alternative],
        (full, label): (&str, &str),
        nodes: Vec<Node<'p>>,
    ) -> Vec<Node<'p>> {
        if who.is_empty() || who.iter().any(|each| each.always) {
            return nodes;
        }
        let words = say::alternatives(who, &self.speaker);
        let question = match who {
            [only] if only.only_user => format!("Is {} a User?", inside_title(&words)),
            [_] => format!("Is {} There?", inside_title(&words)),
            [_, _] => format!("Is {} There?", inside_title(&words.replace(", or else ", " or "))),
            _ => "Is One of Them There?".to_owned(),
        };
        let (said, why) = match who {
            [only] if only.only_user => {
                ("It cannot be given to a queue: then it is left out.", format!("{words} is not a user"))
            }
            [_] => ("Otherwise there is nobody for it: it is left out.", format!("{words} is not there")),
            _ => (
                "Otherwise there is nobody for it: it is left out.",
                format!("none of these is there: {words}"),
            ),
        };
        let title = self.title(&format!("Can {full}"), &question, said, step.span);
        let reason = format!("{}. {label} was left out.", capitalized(&why));
        let skip = self.skip(full, label, &reason, step);
        let test = Test::Any(who.iter().map(Check::Present).collect());
        vec![self.guard(title, test, nodes, vec![skip])]
    }

    fn create(&mut self, step: &'p Step, around: &Around<'_>) -> Vec<Node<'p>> {
        let StepKind::Create { object, object_label, fields, into } = &step.kind else { return Vec::new() };
        let fields_said = fields.iter().map(|(field, value)| (&**field, value));
        let said = format!("A new {object_label}. {}", given_fields(fields_said, &self.speaker));
        let title = self.plain_title(step, &said, around);
        let about = into.map_or_else(|| object_label.clone(), |into| self.speaker.record(into));
        let context = Self::context(step, &about, around);
        let kept_as = into.filter(|record| around.later.asks_for(*record));
        let operation =
            Operation::Data(Data::Create { object, fields, into: kept_as, context: context.clone() });
        let full = title.full.clone();
        let mut nodes = vec![self.acting(step, title, operation, around)];
        if let Some(record) = into {
            let later = |name: &str| {
                around.later.fields.iter().any(|key| key.record == *record && key.field.name == name)
            };
            let kept: Vec<_> = fields.iter().filter(|(field, _)| later(&field.name)).collect();
            if !kept.is_empty() {
                let said = "Its values, as they were given.";
                let title =
                    self.title(&format!("Remember {full}"), &format!("Load {about}"), said, step.span);
                nodes.push(Self::quiet(
                    title,
                    Operation::Assign(Assign::Remember { record: *record, fields: kept, context }),
                ));
            }
        }
        nodes
    }

    fn update(&mut self, step: &'p Step, around: &Around<'_>) -> Vec<Node<'p>> {
        let StepKind::Update { object, object_label, filter, fields } = &step.kind else { return Vec::new() };
        let given = given_fields(fields.iter().map(|(field, value)| (&**field, value)), &self.speaker);
        let said = format!("Every {object_label} that matches. {given} None found is no fault.");
        let base = self.base_of(step);
        let first = filter.conditions.first().map(say::filter_field).unwrap_or_default();
        let label = format!("Update {object_label} by {first}");
        let title = self.step_title(step, &base, &label, &said, around.site);
        let context = Self::context(step, object_label, around);
        let lookup = LookupFilter {
            conditions: FilterConditions::Query(&filter.conditions),
            context: context.clone(),
        };
        let full = title.full.clone();
        let operation = Operation::Data(Data::Update { object, filter: lookup, fields, context });
        let node = self.acting(step, title, operation, around);
        self.if_filled(step, filter, &full, node)
    }

    /// A filter value that is blank finds nothing.
    fn if_filled(&mut self, step: &Step, filter: &'p Query, full: &str, node: Node<'p>) -> Vec<Node<'p>> {
        let checks: Vec<_> = self.may_be_blank(filter).map(Check::Filled).collect();
        if checks.is_empty() {
            return vec![node];
        }
        let question = self.question(filter);
        let said = "A blank value must find nothing: not the records of strangers.";
        let title = self.title(&format!("Can {full}"), &question, said, step.span);
        vec![self.guard(title, Test::All(checks), vec![node], Vec::new())]
    }

    fn run(&mut self, step: &'p Step, outcome: usize, around: &Around<'_>) -> Vec<Node<'p>> {
        let said = "The rest is the work of that outcome, which also saves what was set here.";
        let title = self.plain_title(step, said, around);
        vec![Self::quiet(title, Operation::Call(Call::Run(outcome))), Node::End]
    }

    fn call_flow(&mut self, step: &'p Step, item: &Item<'p>, around: &Around<'_>) -> Vec<Node<'p>> {
        let StepKind::CallFlow { flow, inputs, outputs } = &step.kind else { return Vec::new() };
        let title = self.plain_title(step, "A flow of the team.", around);
        let context = Self::context(step, &flow.replace('_', " "), around);
        let mut nodes =
            vec![Self::quiet(title, Operation::Call(Call::CallFlow { flow, inputs, outputs, context }))];
        let mut records: Vec<RecordRef> = outputs.iter().map(|(_, record, _)| *record).collect();
        records.sort_unstable();
        records.dedup();
        for record in records {
            let of_record = outputs.iter().filter(|(_, of, _)| *of == record);
            let fields: Vec<&'p Arc<Field>> = of_record.map(|(_, _, field)| field).collect();
            let labels: Vec<String> = fields.iter().map(|field| field.label.clone()).collect();
            let base = format!("Set {}{}", self.whose(record), list(&labels, "and"));
            let said = format!("What {} has handed out.", flow.replace('_', " "));
            let title = self.title(&format!("{base}{}", around.site.suffix), &base, &said, step.span);
            let node = Self::quiet(title, Operation::Assign(Assign::Take { record, fields }));
            nodes.push(self.if_found(step, record, item, &base, node));
        }
        nodes
    }

    /// Chatter or a notification.
    fn for_someone(&mut self, step: &'p Step, to: &'p [Alternative], around: &Around<'_>) -> Vec<Node<'p>> {
        let words = say::alternatives(to, &self.speaker);
        let (said, about) = match &step.kind {
            StepKind::Notify { title, .. } => {
                (format!("To {words}."), say::about(&say::template_words(title)))
            }
            _ => (format!("On {words}."), "Chatter".to_owned()),
        };
        let title = self.plain_title(step, &said, around);
        let context = Self::context(step, &about, around);
        let (full, label) = (title.full.clone(), title.label.clone());
        let node = match &step.kind {
            StepKind::Notify { to, about, title: heading, body } => {
                let about = Choice { alternatives: about };
                let operation = Operation::Call(Call::Notify {
                    to: Choice { alternatives: to },
                    about,
                    title: heading,
                    body,
                    context,
                });
                Self::quiet(title, operation)
            }
            StepKind::Chatter { to, text } => {
                let operation =
                    Operation::Call(Call::Chatter { to: Choice { alternatives: to }, text, context });
                self.acting(step, title, operation, around)
            }
            _ => return Vec::new(),
        };
        self.if_present(step, to, (&full, &label), vec![node])
    }

    fn cadence(&mut self, step: &'p Step, cadence: &'p Cadence, around: &Around<'_>) -> Vec<Node<'p>> {
        let title = self.plain_title(step, "Does nothing for a person outside of any cadence.", around);
        vec![Self::quiet(title, Operation::Call(Call::Cadence(cadence)))]
    }

    fn log(&mut self, step: &'p Step, text: &'p Expression, around: &Around<'_>) -> Vec<Node<'p>> {
        let title = self.plain_title(step, "A note, not a fault.", around);
        let context = Self::context(step, "log", around);
        vec![Self::quiet(title, Operation::Call(Call::Log(text, context)))]
    }
}

/// `Create Task: Call Again`
fn named(verb: &str, text: &Expression) -> String {
    let about = say::about(&say::template_words(text));
    if about.is_empty() { verb.to_owned() } else { format!("{verb}: {about}") }
}

fn cadence_words(cadence: &Cadence) -> String {
    match cadence {
        Cadence::Event(name) if name == "Skip" => "Skip Cadence Step".to_owned(),
        Cadence::Event(_) => "Complete Cadence Step".to_owned(),
        Cadence::Remove(_) => "Remove from Cadence".to_owned(),
        Cadence::Assign(name) => format!("Assign to Cadence: {}", title_case(&name.replace('_', " "))),
        Cadence::Pause(_) => "Pause Cadence".to_owned(),
        Cadence::Resume => "Resume Cadence".to_owned(),
    }
}
