//! The shared subflows: the log, the one save of the person, the notification.

use super::body::prior_disposition;
use super::kit::{
    self, assign, boolean, condition, element, field, input, parameter, reference, rule, subflow, text,
};
use super::objects::{LogField, log_label, log_object, notification_type};
use crate::check::{Program, RaisedBefore};
use crate::flow::{
    ActionCall, Assignment, AssignmentItem, Condition, Connector, DataType, Element, ElementKind, Flow,
    LookupOutput, RecordCreate, RecordLookup, RecordUpdate, Rule, Value, Variable,
};
use crate::org::Field;

/// A helper's flow.
pub(super) fn flow(program: &Program, name: &str, words: &str, description: &str) -> Flow {
    let label = format!("{} {words}", program.prefix);
    kit::flow(program, &format!("{}_{name}", program.prefix), &label, description)
}

/// A text that the caller gives.
pub(super) fn text_input(name: &str, description: &str) -> Variable {
    input(kit::variable(name, description, DataType::String))
}

/// The log of a fault in a helper, under the name of the flow that asked for it.
pub(super) fn log_fault(program: &Program, of: &str, label: &str, person: &str, source: &str) -> Element {
    let inputs = vec![
        parameter("flowName", reference("flowName")),
        parameter("message", reference("$Flow.FaultMessage")),
        parameter("personId", reference(person)),
        parameter("sourceId", reference(source)),
        parameter("stepName", text(of)),
    ];
    let said = format!("Writes the fault to the {}. Nothing is left to do.", log_label(program));
    let log = format!("{}_Log", program.prefix);
    element(&format!("Log_{of}"), &format!("Log Fault in {label}"), &said, subflow(&log, inputs, None))
}

/// Writes one record to the log.
pub(super) fn log(program: &Program) -> Flow {
    let said = format!(
        "Writes one record to the {}. Every fault path of the {} flows leads here. A fault while writing it ends quietly: \
         the call must be saved in any case.",
        log_label(program),
        program.prefix
    );
    let mut flow = flow(program, "Log", "Log", &said);
    flow.start = kit::start("Create_Log");
    flow.elements = vec![
        element(
            "Create_Log",
            "Create Log",
            "One record for each fault or note.",
            ElementKind::RecordCreate(create_log(program)),
        ),
        element(
            "Keep_Log_Fault",
            "Keep Log Fault",
            "Handles the fault, so that it does not undo the save of the call.",
            assignment(vec![assign("logFault", reference("$Flow.FaultMessage"))], None),
        ),
    ];
    let message = "LEFT({!message}, 32000)".to_owned();
    flow.formulas = vec![kit::formula(
        "logMessage",
        "The message, cut to what the field holds.",
        DataType::String,
        message,
    )];
    flow.variables = log_variables();
    flow
}

fn log_variables() -> Vec<Variable> {
    let kind = text_input("kind", "Fault, or Note for what is no fault.");
    let fault =
        kit::variable("logFault", "Why the record could not be written. Blank if it was.", DataType::String);
    vec![
        text_input("flowName", "The flow: its API name."),
        Variable { value: Some(Value::String("Fault".to_owned())), ..kind },
        Variable { is_output: true, ..fault },
        text_input("message", "What happened, usually the fault message."),
        text_input("personId", "The Contact or Lead."),
        text_input("sourceId", "The record that the flow ran for: the call, or the record of a monitor."),
        text_input("stepName", "The element: its API name."),
    ]
}

/// One record of the log.
fn create_log(program: &Program) -> RecordCreate {
    let values = [
        (LogField::Message, "logMessage"),
        (LogField::Flow, "flowName"),
        (LogField::Kind, "kind"),
        (LogField::OccurredAt, "$Flow.CurrentDateTime"),
        (LogField::Person, "personId"),
        (LogField::Record, "sourceId"),
        (LogField::RunningUser, "$User.Username"),
        (LogField::Step, "stepName"),
    ];
    RecordCreate {
        object: Some(log_object(program)),
        fields: values.iter().map(|(of, value)| field(of.name(), reference(*value))).collect(),
        store_output: true,
        fault: Some(Connector::to("Keep_Log_Fault")),
        ..RecordCreate::default()
    }
}

/// Saves what an outcome has set on the person.
pub(super) fn save_person(program: &Program) -> Flow {
    let said = "Saves what an outcome has set on the Contact or Lead of the call, in one update that writes only these fields. \
                A fault is logged under the name of the outcome, which then goes on.";
    let mut flow = flow(program, "Save_Person", "Save Person", said);
    flow.start = kit::start("Contact_or_Lead");
    flow.elements.push(contact_or_lead());
    flow.elements.extend(update_person(program, "Contact", "contactChanges"));
    flow.elements.extend(update_person(program, "Lead", "leadChanges"));
    flow.variables = vec![
        input(kit::record("call", "The call: the Task that the CTI logged.", "Task")),
        input(kit::record("contactChanges", "The fields to save, if the person is a Contact.", "Contact")),
        text_input("flowName", "The flow that asks for it."),
        input(kit::record("leadChanges", "The fields to save, if the person is a Lead.", "Lead")),
    ];
    flow
}

fn contact_or_lead() -> Element {
    let is_contact = rule(
        "Is_Contact",
        "Contact",
        vec![condition("call.WhoId", "StartsWith", text("003"))],
        Some(Connector::to("Set_Contact_Id")),
    );
    let which = kit::one_rule(is_contact, Some(Connector::to("Set_Lead_Id")), "Lead");
    let said = "The kind of person shows in the ID, so that neither record has to be read.";
    element("Contact_or_Lead", "Contact or Lead?", said, which)
}

/// The update of the person, if it is of this object, and the log of its fault.
fn update_person(program: &Program, object: &str, changes: &str) -> [Element; 3] {
    let update = format!("Update_{object}");
    let label = format!("Update {object}");
    let id = assign(format!("{changes}.Id"), reference("call.WhoId"));
    let record_update = RecordUpdate {
        input_reference: Some(changes.to_owned()),
        fault: Some(Connector::to(format!("Log_{update}"))),
        ..RecordUpdate::default()
    };
    [
        element(
            &format!("Set_{object}_Id"),
            &format!("Set {object} ID"),
            &format!("Points the changes at the {object} of the call."),
            assignment(vec![id], Some(Connector::to(update.clone()))),
        ),
        element(
            &update,
            &label,
            "Writes only the fields that were set.",
            ElementKind::RecordUpdate(record_update),
        ),
        log_fault(program, &update, &label, "call.WhoId", "call.Id"),
    ]
}

/// Sends a notification to one user or queue.
pub(super) fn notify(program: &Program) -> Flow {
    let (type_name, type_label) = notification_type(program);
    let said = format!(
        "Sends the custom notification {type_label} to one user or queue. A fault is logged under the name of the flow that \
         asks for it, which then goes on."
    );
    let mut flow = flow(program, "Notify", "Notify", &said);
    flow.start = kit::start("Get_Notification_Type");
    flow.elements = vec![
        element(
            "Get_Notification_Type",
            "Get Notification Type",
            "The action asks for its ID, which differs from org to org.",
            ElementKind::RecordLookup(get_notification_type(type_name)),
        ),
        log_fault(program, "Get_Notification_Type", "Get Notification Type", "personId", "sourceId"),
        element(
            "Add_Recipient",
            "Add Recipient",
            "The action asks for a collection.",
            assignment(vec![add_recipient()], Some(Connector::to("Send_Notification"))),
        ),
        element(
            "Send_Notification",
            "Send Notification",
            "It opens the target record.",
            ElementKind::ActionCall(send_notification()),
        ),
        log_fault(program, "Send_Notification", "Send Notification", "personId", "sourceId"),
    ];
    flow.variables = notify_variables(&type_label);
    flow
}

fn get_notification_type(type_name: String) -> RecordLookup {
    RecordLookup {
        object: "CustomNotificationType".to_owned(),
        filter_logic: Some("and".to_owned()),
        filters: vec![kit::filter("DeveloperName", "EqualTo", text(type_name))],
        output: LookupOutput::Fields(vec![("Id".to_owned(), "notificationTypeId".to_owned())]),
        connector: Some(Connector::to("Add_Recipient")),
        fault: Some(Connector::to("Log_Get_Notification_Type")),
        ..RecordLookup::default()
    }
}

fn notify_variables(type_label: &str) -> Vec<Variable> {
    let type_said = format!("The notification type {type_label}.");
    let recipients = kit::variable(
        "recipientIds",
        "The recipient, as the collection that the action asks for.",
        DataType::String,
    );
    vec![
        text_input("body", "Text of the notification, up to 750 characters."),
        text_input("flowName", "The flow that asks for it."),
        kit::variable("notificationTypeId", &type_said, DataType::String),
        text_input("personId", "The Contact or Lead, for the log."),
        text_input("recipientId", "The user or queue to notify."),
        Variable { is_collection: true, ..recipients },
        text_input("sourceId", "The record that the flow runs for, for the log."),
        text_input("targetId", "The record that the notification opens."),
        text_input("title", "Title of the notification, up to 250 characters."),
    ]
}

fn add_recipient() -> AssignmentItem {
    AssignmentItem {
        target: "recipientIds".to_owned(),
        operator: "Add".to_owned(),
        value: reference("recipientId"),
    }
}

fn send_notification() -> ActionCall {
    let same = |name: &str| parameter(name, reference(name));
    ActionCall {
        action_name: "customNotificationAction".to_owned(),
        action_type: "customNotificationAction".to_owned(),
        fault: Some(Connector::to("Log_Send_Notification")),
        transaction_model: Some("CurrentTransaction".to_owned()),
        inputs: vec![
            parameter("customNotifTypeId", reference("notificationTypeId")),
            same("recipientIds"),
            same("title"),
            same("body"),
            same("targetId"),
        ],
        name_segment: Some("customNotificationAction".to_owned()),
        offset: Some(0),
        ..ActionCall::default()
    }
}

/// The name of the helper that answers for a counter, without the prefix.
pub(super) fn raised_name(counter: &Field) -> String {
    format!("Raised_{}", counter.name.strip_suffix("__c").unwrap_or(&counter.name))
}

/// Says whether a disposition has raised a counter.
pub(super) fn raised(program: &Program, counter: &Field, raised_before: &RaisedBefore) -> Flow {
    let said =
        format!("Says whether the disposition that a save corrects has already raised {}.", counter.label);
    let words = format!("Raised: {}", counter.label);
    let mut flow = flow(program, &raised_name(counter), &words, &said);
    flow.start = kit::start("Raised_Before");
    let (logic, said, conditions) = raised_conditions(raised_before);
    let answer = Some(Connector::to("Answer_Yes"));
    let yes = Rule { logic: logic.to_owned(), ..rule("Raised_Before_Yes", "Yes", conditions, answer) };
    flow.elements = vec![
        element("Raised_Before", "Raised Before?", said, kit::one_rule(yes, None, "No")),
        element(
            "Answer_Yes",
            "Answer Yes",
            "Otherwise the answer stays No.",
            assignment(vec![assign("raised", boolean(true))], None),
        ),
    ];
    let answer = kit::variable("raised", "Whether it has.", DataType::Boolean);
    flow.variables = vec![
        text_input("priorDisposition", "The disposition that the save corrects. Blank if it corrects none."),
        Variable { is_output: true, value: boolean(false), ..answer },
    ];
    flow
}

/// Which dispositions raise a counter: how the conditions are joined, what they are, and they themselves.
fn raised_conditions(raised_before: &RaisedBefore) -> (&'static str, &'static str, Vec<Condition>) {
    match raised_before {
        RaisedBefore::By(listed) => (
            "or",
            "The dispositions of all outcomes that raise the counter on some path.",
            listed.iter().map(|each| prior_disposition(each, true)).collect(),
        ),
        RaisedBefore::ByAllBut(listed) => {
            let others = listed.iter().map(|each| prior_disposition(each, false));
            (
                "and",
                "Every disposition raises the counter on some path, an unknown one too, but these.",
                std::iter::once(filled("priorDisposition")).chain(others).collect(),
            )
        }
    }
}

/// An assignment.
pub(super) fn assignment(items: Vec<AssignmentItem>, connector: Option<Connector>) -> ElementKind {
    ElementKind::Assignment(Assignment { items, connector })
}

/// `IsBlank` false.
pub(super) fn filled(name: &str) -> crate::flow::Condition {
    condition(name, "IsBlank", boolean(false))
}
