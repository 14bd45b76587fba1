//! What each operation of a plan is in a flow.

use super::body::{Body, Next};
use super::kit::{self, assign, field, parameter, reference, subflow, text};
use super::resources::Hint;
use crate::check::{Alternative, Cadence, CreateEvent, CreateTask, Due, Expression, OutcomeKind, RecordRef};
use crate::flow::{
    ActionCall, Assignment, AssignmentItem, Connector, DataType, ElementKind, FieldAssignment, LookupOutput,
    OutputParameter, Parameter, RecordCreate, RecordLookup, RecordUpdate, Subflow, Value,
};
use crate::formula::typed::{Type, TypedKind};
use crate::org::Field;
use crate::plan::{
    Act, CadenceKind, Context, FieldKey, FilterConditions, Input, LookupFilter, Operation, SetItem,
};
use crate::source::Span;
use std::collections::BTreeSet;
use std::sync::Arc;

impl<'p> Body<'p> {
    /// The element of an act.
    pub(super) fn operation(
        &mut self,
        act: &'p Act<'p>,
        next: Next,
        fault: Option<Connector>,
    ) -> ElementKind {
        match &act.operation {
            Operation::Load(record) => assignment(self.load(*record), next),
            Operation::Set(items) => assignment(self.sets(items), next),
            Operation::Increment { field, read_later, formula } => {
                assignment(self.increment(field, *read_later, formula), next)
            }
            Operation::SavePerson => self.save_person(next),
            Operation::SaveRecord(record) => {
                let input_reference = Some(self.pending(*record));
                ElementKind::RecordUpdate(RecordUpdate {
                    input_reference,
                    connector: next,
                    fault,
                    ..Default::default()
                })
            }
            Operation::Stamp(stamp) => ElementKind::RecordUpdate(RecordUpdate {
                fields: vec![field(&stamp.name, reference("$Flow.CurrentDate"))],
                input_reference: Some("$Record".to_owned()),
                connector: next,
                fault,
                ..Default::default()
            }),
            Operation::StampPending(stamp) => {
                let changes = self.pending(RecordRef::Subject);
                let id = assign(format!("{changes}.Id"), reference("$Record.Id"));
                let day = assign(format!("{changes}.{}", stamp.name), reference("$Flow.CurrentDate"));
                assignment(vec![id, day], next)
            }
            Operation::Lookup { record, object, filter, fields, order } => {
                self.lookup(*record, object, filter, fields, *order, (next, fault))
            }
            Operation::LookupAll { object, filter, .. } => ElementKind::RecordLookup(RecordLookup {
                object: (*object).to_owned(),
                filter_logic: Some("and".to_owned()),
                filters: self.filters(filter),
                queried_fields: vec!["Id".to_owned()],
                output: LookupOutput::Stored { first_only: false },
                connector: next,
                fault,
                ..Default::default()
            }),
            Operation::Count { record, element } => {
                let item = AssignmentItem {
                    target: self.lowering.count(*record),
                    operator: "AssignCount".to_owned(),
                    value: reference(element.clone()),
                };
                assignment(vec![item], next)
            }
            Operation::MarkFailed(record) => {
                assignment(vec![assign(self.flag(*record), kit::boolean(true))], next)
            }
            Operation::CreateTask(task, context) => {
                let fields = self.task(task, context);
                self.create("Task", fields, None, next, fault)
            }
            Operation::CreateEvent(event, context) => {
                let fields = self.event(event, context);
                self.create("Event", fields, None, next, fault)
            }
            Operation::Create { object, fields, into, context } => {
                let fields = self.fields(fields, context);
                self.create(object, fields, *into, next, fault)
            }
            Operation::Remember { record, fields, context } => {
                let items = fields.iter().map(|(field, value)| {
                    let target = self.lowering.field(*record, field);
                    let hint = field_hint(field, context);
                    assign(target, self.lowering.value(value, &hint))
                });
                assignment(items.collect(), next)
            }
            Operation::Update { object, filter, fields, context } => {
                ElementKind::RecordUpdate(RecordUpdate {
                    object: Some((*object).to_owned()),
                    filter_logic: Some("and".to_owned()),
                    filters: self.filters(filter),
                    fields: self.fields(fields, context),
                    connector: next,
                    fault,
                    ..Default::default()
                })
            }
            Operation::Run(outcome) => self.run(*outcome, next),
            Operation::CallFlow { flow, inputs, outputs, context } => {
                self.call_flow(flow, inputs, outputs, context, next)
            }
            Operation::Chatter { to, text, context } => {
                self.chatter(to.alternatives, text, context, next, fault)
            }
            Operation::Notify { to, about, title, body, context } => {
                self.notify(to.alternatives, about.alternatives, (title, body), context, next)
            }
            Operation::Cadence(cadence) => self.cadence(cadence, next),
            Operation::Log(words, context) => {
                let hint = named(context, "text", "Text of the note.");
                let message = self.lowering.value(words, &hint);
                let inputs = self.log_inputs(&act.title.name, Some("Note"), message);
                subflow(&self.helper("Log"), inputs, next)
            }
            Operation::Skip { step, reason } => {
                let inputs = self.log_inputs(step, Some("Note"), text(reason.clone()));
                subflow(&self.helper("Log"), inputs, next)
            }
        }
    }

    /// The record variable with what is pending.
    pub(super) fn pending(&mut self, record: RecordRef) -> String {
        match record {
            RecordRef::Person => "contactChanges".to_owned(),
            _ => {
                let (name, object) =
                    (self.lowering.names.pending(record), self.lowering.names.object(record));
                let said = "The fields to save.";
                self.lowering.resources.variable(kit::record(&name, said, &object))
            }
        }
    }

    /// The flag of a failed look-up.
    pub(super) fn flag(&mut self, record: RecordRef) -> String {
        let name = self.lowering.names.unknown(record);
        let said = "Whether the look-up failed, so that nobody knows if there is one.";
        let flag = kit::variable(&name, said, DataType::Boolean);
        self.lowering.resources.variable(crate::flow::Variable { value: kit::boolean(false), ..flag })
    }

    /// The id of the rep's manager, before it is known to be active.
    pub(super) fn rep_manager(&mut self) -> String {
        let manager = crate::plan::manager_of_user();
        self.lowering.field(RecordRef::Rep, &manager)
    }

    fn load(&mut self, record: RecordRef) -> Vec<AssignmentItem> {
        let source = self.lowering.names.scope(record);
        let mut items = Vec::new();
        for key in &self.plan.loads {
            if key.record != record && key.record != RecordRef::Person {
                continue;
            }
            let value = reference(format!("{source}.{}", key.field.name));
            items.push(assign(self.lowering.field(key.record, &key.field), value));
        }
        items.sort_by(|left, right| left.target.cmp(&right.target));
        items
    }

    /// The targets of a field of the person: of both pending records.
    fn person_targets(field: &str) -> [String; 2] {
        [format!("contactChanges.{field}"), format!("leadChanges.{field}")]
    }

    fn sets(&mut self, items: &[SetItem<'p>]) -> Vec<AssignmentItem> {
        let mut rows: Vec<AssignmentItem> = Vec::new();
        for item in items {
            let set = item.set;
            let said = format!("{} to be set.", set.field.label);
            let hint = Hint { scale: set.field.scale, ..Hint::new(item.formula.clone(), said) };
            let mut value = self.lowering.value(&set.value, &hint);
            if item.read_later {
                let variable = self.lowering.field(set.record, &set.field);
                rows.push(assign(variable.clone(), value));
                value = reference(variable);
            }
            let targets = self.set_targets(set.record, &set.field.name, &mut rows);
            rows.extend(targets.into_iter().map(|target| assign(target, value.clone())));
        }
        rows
    }

    /// Where a field is gathered; a record that is found by id gets its id first.
    fn set_targets(&mut self, record: RecordRef, field: &str, rows: &mut Vec<AssignmentItem>) -> Vec<String> {
        if record == RecordRef::Person {
            return Self::person_targets(field).to_vec();
        }
        let changes = self.pending(record);
        let id = format!("{changes}.Id");
        if !rows.iter().any(|row| row.target == id) {
            rows.push(assign(id, reference(self.lowering.id(record))));
        }
        vec![format!("{changes}.{field}")]
    }

    fn increment(&mut self, counter: &Arc<Field>, read_later: bool, formula: &str) -> Vec<AssignmentItem> {
        let variable = self.lowering.field(RecordRef::Person, counter);
        let expression = format!("BLANKVALUE({{!{variable}}}, 0) + 1");
        let hint = Hint::new(formula, format!("{} with this call.", counter.label));
        let next = self.lowering.resources.formula(&hint, DataType::Number, Some(0), expression);
        let mut rows = Vec::new();
        let mut value = reference(next);
        if read_later {
            rows.push(assign(variable.clone(), value));
            value = reference(variable);
        }
        rows.extend(
            Self::person_targets(&counter.name).into_iter().map(|target| assign(target, value.clone())),
        );
        rows
    }

    fn save_person(&mut self, next: Next) -> ElementKind {
        let inputs = vec![
            parameter("call", reference("call")),
            parameter("contactChanges", reference("contactChanges")),
            parameter("flowName", text(self.plan.name.clone())),
            parameter("leadChanges", reference("leadChanges")),
        ];
        subflow(&self.helper("Save_Person"), inputs, next)
    }

    fn lookup(
        &mut self,
        record: RecordRef,
        object: &str,
        filter: &LookupFilter<'p>,
        fields: &BTreeSet<FieldKey>,
        order: Option<(&Arc<Field>, bool)>,
        (connector, fault): (Next, Option<Connector>),
    ) -> ElementKind {
        let mut outputs: Vec<(String, String)> = Vec::new();
        if !matches!(record, RecordRef::Account | RecordRef::Rep) {
            outputs.push(("Id".to_owned(), self.lowering.id(record)));
        }
        for key in fields {
            outputs.push((key.field.name.clone(), self.lowering.field(record, &key.field)));
        }
        ElementKind::RecordLookup(RecordLookup {
            object: object.to_owned(),
            filter_logic: Some("and".to_owned()),
            filters: self.filters(filter),
            sort_field: order.map(|(field, _)| field.name.clone()),
            sort_order: order.map(|(_, descending)| if descending { "Desc" } else { "Asc" }.to_owned()),
            output: LookupOutput::Fields(outputs),
            connector,
            fault,
            ..Default::default()
        })
    }

    fn filters(&mut self, filter: &LookupFilter<'p>) -> Vec<crate::flow::Filter> {
        let by_id = |value: String| kit::filter("Id", "EqualTo", reference(value));
        match &filter.conditions {
            FilterConditions::Query(conditions) => self.query(conditions, &filter.context),
            FilterConditions::Account => vec![by_id(self.lowering.id(RecordRef::Account))],
            FilterConditions::Manager => {
                let manager = self.rep_manager();
                vec![by_id(manager), kit::filter("IsActive", "EqualTo", kit::boolean(true))]
            }
            FilterConditions::Owner => vec![by_id("$Record.OwnerId".to_owned())],
        }
    }

    fn create(
        &mut self,
        object: &str,
        fields: Vec<FieldAssignment>,
        into: Option<RecordRef>,
        connector: Next,
        fault: Option<Connector>,
    ) -> ElementKind {
        let assign_id_to = into.map(|record| self.lowering.id(record));
        ElementKind::RecordCreate(RecordCreate {
            object: Some(object.to_owned()),
            fields,
            input_reference: None,
            store_output: assign_id_to.is_none(),
            assign_id_to,
            connector,
            fault,
        })
    }

    fn fields(&mut self, fields: &[(Arc<Field>, Expression)], context: &Context) -> Vec<FieldAssignment> {
        let value = |(of, value): &(Arc<Field>, Expression)| {
            let hint = Hint { scale: of.scale, ..field_hint(of, context) };
            field(&of.name, self.lowering.value(value, &hint))
        };
        fields.iter().map(value).collect()
    }

    fn task(&mut self, task: &CreateTask, context: &Context) -> Vec<FieldAssignment> {
        let mut fields = self.fields(&task.fields, context);
        fields.push(self.subject(&task.subject, context));
        if let Some(due) = &task.due {
            let hint = named(context, "due date", "When it is due.");
            fields.push(field("ActivityDate", self.lowering.due_date(due, &hint)));
        }
        let hours = task.due.as_ref().filter(|due| matches!(due, Due::Hours(_)));
        if let Some(reminder) = task.reminder.as_ref().or(hours) {
            let hint = named(context, "reminder", "When the owner is reminded.");
            fields.push(field("IsReminderSet", kit::boolean(true)));
            fields.push(field("ReminderDateTime", self.lowering.moment(reminder, &hint)));
        }
        fields.extend(self.people(&task.owner, &task.related_to));
        fields
    }

    fn event(&mut self, event: &CreateEvent, context: &Context) -> Vec<FieldAssignment> {
        let mut fields = self.fields(&event.fields, context);
        fields.push(self.subject(&event.subject, context));
        let hint = named(context, "start", "When it begins.");
        if event.timed {
            fields.push(field("DurationInMinutes", Some(Value::Number(event.minutes.to_string()))));
            fields.push(field("StartDateTime", self.lowering.moment(&event.start, &hint)));
        } else {
            fields.push(field("ActivityDate", self.lowering.due_date(&event.start, &hint)));
            fields.push(field("IsAllDayEvent", kit::boolean(true)));
        }
        fields.extend(self.people(&event.owner, &event.related_to));
        fields
    }

    fn subject(&mut self, subject: &Expression, context: &Context) -> FieldAssignment {
        let hint = named(context, "subject", "Its subject.");
        field("Subject", self.lowering.value(subject, &hint))
    }

    /// Owner, related record and person of a Task or an Event.
    fn people(&mut self, owner: &[Alternative], related_to: &[Alternative]) -> Vec<FieldAssignment> {
        let mut fields = vec![field("OwnerId", self.lowering.choice(owner, None))];
        let related = self.related(related_to);
        if related.is_some() {
            fields.push(field("WhatId", related));
        }
        let nobody = self.outcome_kind() == Some(OutcomeKind::NoPerson);
        if let Some(person) = self.person().filter(|_| !nobody) {
            fields.push(field("WhoId", reference(person)));
        }
        fields
    }

    fn outcome_kind(&self) -> Option<OutcomeKind> {
        self.program
            .outcomes
            .iter()
            .find(|outcome| outcome.flow_name == self.plan.name)
            .map(|outcome| outcome.kind)
    }

    /// What it is related to: the first that is there, else what the call is; never for a Lead.
    fn related(&mut self, related_to: &[Alternative]) -> Option<Value> {
        if self.lowering.names.is_monitor() {
            let is_person = self.person().is_some();
            return match (related_to.is_empty(), is_person) {
                (true, true) => None,
                (true, false) => reference("$Record.Id"),
                (false, _) => self.lowering.choice(related_to, None),
            };
        }
        if related_to.is_empty() {
            return reference("call.WhatId");
        }
        let what = super::lower::literal(
            TypedKind::Reference("{!call.WhatId}".to_owned()),
            Type::Id,
            Span::default(),
        );
        self.lowering.choice(related_to, Some(what))
    }

    fn run(&mut self, outcome: usize, next: Next) -> ElementKind {
        let Some(callee) = self.outcomes.get(outcome) else { return subflow("", Vec::new(), next) };
        let mut inputs = Vec::new();
        for input in &callee.inputs {
            let named = |name: &str| parameter(name, reference(name));
            match input {
                Input::Call => inputs.push(named("call")),
                Input::Contact => inputs.push(named("contact")),
                Input::Lead => inputs.push(named("lead")),
                Input::Pending => inputs.extend([named("contactChanges"), named("leadChanges")]),
                Input::PriorDisposition => inputs.push(named("priorDisposition")),
                Input::Rep(of) => inputs.push(named(&super::rep_input(of))),
            }
        }
        subflow(&callee.name, inputs, next)
    }

    fn call_flow(
        &mut self,
        flow: &str,
        inputs: &[(String, Expression)],
        outputs: &[(String, RecordRef, Arc<Field>)],
        context: &Context,
        next: Next,
    ) -> ElementKind {
        let input = |(name, value): &(String, Expression)| {
            let hint = named(context, name, "Handed to the flow.");
            parameter(name, self.lowering.value(value, &hint))
        };
        let inputs: Vec<Parameter> = inputs.iter().map(input).collect();
        let outputs = outputs.iter().map(|(name, record, field)| OutputParameter {
            name: name.clone(),
            assign_to: format!("{}.{}", self.pending(*record), field.name),
        });
        ElementKind::Subflow(Subflow {
            flow_name: flow.to_owned(),
            inputs,
            outputs: outputs.collect(),
            connector: next,
            ..Default::default()
        })
    }

    fn chatter(
        &mut self,
        to: &[Alternative],
        words: &Expression,
        context: &Context,
        connector: Next,
        fault: Option<Connector>,
    ) -> ElementKind {
        let text = self.lowering.value(words, &named(context, "text", "Text of the post."));
        let feed = self.lowering.choice(to, None);
        ElementKind::ActionCall(ActionCall {
            action_name: "chatterPost".to_owned(),
            action_type: "chatterPost".to_owned(),
            connector,
            fault,
            transaction_model: Some("CurrentTransaction".to_owned()),
            inputs: vec![parameter("text", text), parameter("subjectNameOrId", feed)],
            name_segment: Some("chatterPost".to_owned()),
            offset: Some(0),
            store_output: true,
            ..Default::default()
        })
    }

    fn notify(
        &mut self,
        to: &[Alternative],
        about: &[Alternative],
        (title, body): (&Expression, &Expression),
        context: &Context,
        next: Next,
    ) -> ElementKind {
        let target = match about.is_empty() {
            true => reference(self.person().unwrap_or(self.source())),
            false => self.lowering.choice(about, None),
        };
        let body = self.lowering.value(body, &named(context, "body", "Text of the notification."));
        let title = self.lowering.value(title, &named(context, "title", "Title of the notification."));
        let inputs = vec![
            parameter("body", body),
            parameter("flowName", text(self.plan.name.clone())),
            parameter("recipientId", self.lowering.choice(to, None)),
            parameter("sourceId", reference(self.source())),
            parameter("targetId", target),
            parameter("title", title),
        ];
        subflow(&self.helper("Notify"), inputs, next)
    }

    fn cadence(&mut self, cadence: &Cadence, next: Next) -> ElementKind {
        let kind = CadenceKind::of(cadence);
        let mut inputs = vec![parameter("flowName", text(self.plan.name.clone()))];
        let (name, value) = match cadence {
            Cadence::Event(name) => ("eventType", text(name.clone())),
            Cadence::Remove(reason) => ("reason", text(reason.clone())),
            Cadence::Assign(name) => ("cadenceName", text(name.clone())),
            Cadence::Pause(Some(hours)) => {
                ("resumeTime", self.lowering.moment(&Due::Hours(*hours), &Hint::default()))
            }
            Cadence::Pause(None) | Cadence::Resume => ("", None),
        };
        if !name.is_empty() {
            inputs.push(parameter(name, value));
        }
        inputs.push(parameter("personId", reference(self.person().unwrap_or(self.source()))));
        if kind == CadenceKind::Assign {
            let rep = self.lowering.id(RecordRef::Rep);
            inputs.push(parameter("userId", reference(rep)));
        }
        inputs.push(parameter("sourceId", reference(self.source())));
        subflow(&self.helper(super::cadence::flow_name(kind)), inputs, next)
    }
}

fn assignment(items: Vec<AssignmentItem>, connector: Next) -> ElementKind {
    ElementKind::Assignment(Assignment { items, connector })
}

/// A formula of a step: `callAgainSubject`, with the place of the step where it stands in a branch.
fn named(context: &Context, part: &str, said: &str) -> Hint {
    Hint::new(format!("{} {part}{}", context.about, context.suffix), said)
}

fn field_hint(field: &Field, context: &Context) -> Hint {
    named(context, &field.label, &format!("{} to be set.", field.label))
}
