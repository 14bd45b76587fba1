//! Everything that is no flow: the log object, fields, list views, tab, notification type, permission sets.

use super::component::{Component, MetadataKind};
use crate::check::{DeclaredField, Program};
use crate::org::Field;
use crate::plan::Plan;
use crate::schema;
use crate::spec::DeclaredType;
use crate::xml::{Document, Element};
use std::collections::BTreeSet;

const NAMESPACE: &str = "http://soap.sforce.com/2006/04/metadata";

/// The fields of the log object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LogField {
    Message,
    Flow,
    Kind,
    OccurredAt,
    Person,
    Record,
    RecordLink,
    RunningUser,
    Step,
}

/// One row for each field of the log object.
struct LogRow {
    field: LogField,
    name: &'static str,
    label: &'static str,
    said: &'static str,
    shape: Shape,
}

/// What kind of field it is.
enum Shape {
    Text(u16),
    LongText,
    DateTime,
    Picklist(&'static [&'static str]),
    Link(&'static str),
}

const LOG_ROWS: &[LogRow] = &[
    LogRow {
        field: LogField::Message,
        name: "Error_Message__c",
        label: "Error Message",
        said: "What happened.",
        shape: Shape::LongText,
    },
    LogRow {
        field: LogField::Flow,
        name: "Flow_Name__c",
        label: "Flow",
        said: "The flow: its API name.",
        shape: Shape::Text(80),
    },
    LogRow {
        field: LogField::Kind,
        name: "Kind__c",
        label: "Kind",
        said: "Fault, or Note for what is no fault.",
        shape: Shape::Picklist(&["Fault", "Note"]),
    },
    LogRow {
        field: LogField::OccurredAt,
        name: "Occurred_At__c",
        label: "Occurred At",
        said: "When it happened.",
        shape: Shape::DateTime,
    },
    LogRow {
        field: LogField::Person,
        name: "Person_Id__c",
        label: "Person ID",
        said: "The Contact or Lead.",
        shape: Shape::Text(18),
    },
    LogRow {
        field: LogField::Record,
        name: "Record_Id__c",
        label: "Record ID",
        said: "The record that the flow ran for: the Task of the call, or the record of a monitor. A lookup to Task is not \
               available.",
        shape: Shape::Text(18),
    },
    LogRow {
        field: LogField::RecordLink,
        name: "Record_Link__c",
        label: "Record",
        said: "Opens the record.",
        shape: Shape::Link("IF(ISBLANK(Record_Id__c), \"\", HYPERLINK(\"/\" & Record_Id__c, \"Open\"))"),
    },
    LogRow {
        field: LogField::RunningUser,
        name: "Running_User__c",
        label: "Running User",
        said: "The user whose save ran the flow: the username.",
        shape: Shape::Text(80),
    },
    LogRow {
        field: LogField::Step,
        name: "Step_Name__c",
        label: "Step",
        said: "The element: its API name.",
        shape: Shape::Text(80),
    },
];

impl LogField {
    /// Its API name.
    pub(super) fn name(self) -> &'static str {
        LOG_ROWS.iter().find(|row| row.field == self).map_or("", |row| row.name)
    }
}

/// The log object: `CTI_Flow_Error_Log__c`.
pub(super) fn log_object(program: &Program) -> String {
    format!("{}_Flow_Error_Log__c", program.prefix)
}

/// The label of the log object.
pub(super) fn log_label(program: &Program) -> String {
    format!("{} Flow Error Log", program.prefix)
}

/// The notification type: API name and label.
pub(super) fn notification_type(program: &Program) -> (String, String) {
    (format!("{}_Alert", program.prefix), format!("{} Alert", program.prefix))
}

/// All that is no flow.
pub(super) fn build(plan: &Plan<'_>) -> Vec<Component> {
    let program = plan.program;
    let mut components = vec![object(program), tab(program)];
    components.extend(LOG_ROWS.iter().map(|row| log_field(program, row)));
    components.extend(LIST_VIEWS.iter().map(|view| list_view(program, view)));
    components.extend(declared_fields(program));
    if plan.notifies {
        components.push(notification(program));
    }
    components.push(permission_set(program, &ADMIN));
    if program.fields.iter().any(|field| !field.existing) {
        components.push(permission_set(program, &SALES_USER));
    }
    components
}

/// A component in canonical order.
pub(super) fn component(kind: MetadataKind, name: String, root: Element) -> Component {
    let mut document = Document::from(root.attribute("xmlns", NAMESPACE));
    schema::arrange(&mut document);
    Component { kind, name, document, flow: None }
}

fn object(program: &Program) -> Component {
    let label = log_label(program);
    let name_field = Element::new("nameField")
        .leaf("displayFormat", format!("{}ERR-{{000000}}", program.prefix))
        .leaf("label", "Log Number")
        .leaf("type", "AutoNumber");
    let root = Element::new("CustomObject")
        .leaf("deploymentStatus", "Deployed")
        .leaf(
            "description",
            format!("Faults of the {} flows, and notes on what they left out.", program.prefix),
        )
        .leaf("enableReports", "true")
        .leaf("enableSearch", "true")
        .leaf("label", label.clone())
        .child(name_field)
        .leaf("pluralLabel", format!("{label}s"))
        .leaf("sharingModel", "Private")
        .leaf("visibility", "Public");
    component(MetadataKind::CustomObject, log_object(program), root)
}

fn log_field(program: &Program, row: &LogRow) -> Component {
    let root = Element::new("CustomField")
        .leaf("fullName", row.name)
        .leaf("description", row.said)
        .leaf("externalId", "false")
        .leaf("label", row.label)
        .leaf("trackTrending", "false");
    let root = match &row.shape {
        Shape::Text(length) => sized_text(root, *length),
        Shape::LongText => {
            root.leaf("length", "32768").leaf("type", "LongTextArea").leaf("visibleLines", "6")
        }
        Shape::DateTime => root.leaf("required", "false").leaf("type", "DateTime"),
        Shape::Picklist(values) => picklist(root, values.iter().copied()),
        Shape::Link(formula) => root
            .leaf("formula", *formula)
            .leaf("formulaTreatBlanksAs", "BlankAsZero")
            .leaf("required", "false")
            .leaf("type", "Text")
            .leaf("unique", "false"),
    };
    component(MetadataKind::CustomField, format!("{}.{}", log_object(program), row.name), root)
}

fn sized_text(root: Element, length: u16) -> Element {
    root.leaf("length", length.to_string())
        .leaf("required", "false")
        .leaf("type", "Text")
        .leaf("unique", "false")
}

fn picklist<'v>(root: Element, values: impl Iterator<Item = &'v str>) -> Element {
    let value = |value: &str| {
        Element::new("value").leaf("fullName", value).leaf("default", "false").leaf("label", value)
    };
    let definition = Element::new("valueSetDefinition").leaf("sorted", "false").children(values.map(value));
    let set = Element::new("valueSet").leaf("restricted", "true").child(definition);
    root.leaf("required", "false").leaf("type", "Picklist").child(set)
}

/// A list view of the log object.
struct View {
    name: &'static str,
    label: &'static str,
    /// The kind that it shows alone.
    kind: Option<&'static str>,
}

const LIST_VIEWS: &[View] = &[
    View { name: "All", label: "All", kind: None },
    View { name: "Faults", label: "Faults", kind: Some("Fault") },
    View { name: "Notes", label: "Notes", kind: Some("Note") },
];

fn list_view(program: &Program, view: &View) -> Component {
    let columns = [
        LogField::OccurredAt,
        LogField::Kind,
        LogField::Flow,
        LogField::Step,
        LogField::RecordLink,
        LogField::RunningUser,
    ];
    let columns = std::iter::once("NAME").chain(columns.iter().map(|field| field.name()));
    let filter = view.kind.map(|kind| {
        let name = LogField::Kind.name();
        Element::new("filters").leaf("field", name).leaf("operation", "equals").leaf("value", kind)
    });
    let root = Element::new("ListView")
        .leaf("fullName", view.name)
        .leaves("columns", columns)
        .leaf("filterScope", "Everything")
        .children(filter)
        .leaf("label", view.label);
    component(MetadataKind::ListView, format!("{}.{}", log_object(program), view.name), root)
}

fn tab(program: &Program) -> Component {
    let root = Element::new("CustomTab").leaf("customObject", "true").leaf("motif", "Custom83: Pencil");
    component(MetadataKind::CustomTab, log_object(program), root)
}

fn notification(program: &Program) -> Component {
    let (name, label) = notification_type(program);
    let root = Element::new("CustomNotificationType")
        .leaf("customNotifTypeName", label.clone())
        .leaf("desktop", "true")
        .leaf("masterLabel", label)
        .leaf("mobile", "true");
    component(MetadataKind::CustomNotificationType, name, root)
}

/// The fields of the spec, and the empty object files that keep them stable between source and package form.
fn declared_fields(program: &Program) -> Vec<Component> {
    let generated = || program.fields.iter().filter(|field| !field.existing);
    let objects: BTreeSet<&str> = generated().map(|field| home(&field.field)).collect();
    let stub =
        |object: &str| component(MetadataKind::CustomObject, object.to_owned(), Element::new("CustomObject"));
    objects.into_iter().map(stub).chain(generated().map(|field| declared_field(program, field))).collect()
}

/// The object whose folder holds a field: custom fields of Task and Event are those of Activity.
fn home(field: &Field) -> &str {
    match field.object.as_str() {
        "Task" | "Event" => "Activity",
        object => object,
    }
}

fn declared_field(program: &Program, declared: &DeclaredField) -> Component {
    let field = &declared.field;
    let kept = match home(field) {
        "Activity" => format!("Filled by the rep or the dialer, and read by the {} flows.", program.prefix),
        _ => format!("Kept by the {} flows.", program.prefix),
    };
    let help = declared.help.clone().or_else(|| {
        declared.stamp_of.as_ref().map(|monitor| format!("When the {monitor} review was last due."))
    });
    let said = match &help {
        Some(help) => format!("{help} {kept}"),
        None => kept,
    };
    let mut root = Element::new("CustomField")
        .leaf("fullName", field.name.clone())
        .leaf("description", said)
        .leaf("externalId", "false")
        .leaf("label", field.label.clone());
    if let Some(help) = help {
        root.push(Element::with_text("inlineHelpText", help));
    }
    if home(field) != "Activity" {
        root.push(Element::with_text("trackTrending", "false"));
    }
    let root = typed(root, field, &declared.kind);
    component(MetadataKind::CustomField, format!("{}.{}", home(field), field.name), root)
}

fn typed(root: Element, field: &Field, kind: &DeclaredType) -> Element {
    match kind {
        DeclaredType::Date => root.leaf("required", "false").leaf("type", "Date"),
        DeclaredType::DateTime => root.leaf("required", "false").leaf("type", "DateTime"),
        DeclaredType::Counter => number(root, 0),
        DeclaredType::Number(scale) => number(root, *scale),
        DeclaredType::Checkbox => root.leaf("defaultValue", "false").leaf("type", "Checkbox"),
        DeclaredType::Text(length) => sized_text(root, *length),
        DeclaredType::Picklist(values) => picklist(root, values.iter().map(|value| value.value.as_str())),
        DeclaredType::User => root
            .leaf("deleteConstraint", "SetNull")
            .leaf("referenceTo", "User")
            .leaf("relationshipName", relationship(field))
            .leaf("required", "false")
            .leaf("type", "Lookup"),
    }
}

fn number(root: Element, scale: u8) -> Element {
    root.leaf("precision", "18")
        .leaf("required", "false")
        .leaf("scale", scale.to_string())
        .leaf("type", "Number")
        .leaf("unique", "false")
}

/// The name by which users see the records of a lookup: the field's own, on its object.
fn relationship(field: &Field) -> String {
    let own = field.name.strip_suffix("__c").unwrap_or(&field.name);
    format!("{own}_{}", home(field)).chars().take(40).collect::<String>().trim_end_matches('_').to_owned()
}

/// A permission set: who it is for.
struct Access {
    name: &'static str,
    label: &'static str,
    /// Reads and clears the log.
    log: bool,
}

const ADMIN: Access = Access { name: "Admin", label: "Admin", log: true };
const SALES_USER: Access = Access { name: "Sales_User", label: "Sales User", log: false };

fn permission_set(program: &Program, access: &Access) -> Component {
    let prefix = &program.prefix;
    let said = match access.log {
        true => format!(
            "Sees the fields that the {prefix} flows keep, and reads and clears the {}.",
            log_label(program)
        ),
        false => format!("Sees the fields that the {prefix} flows keep."),
    };
    let mut root = Element::new("PermissionSet").leaf("description", said);
    for (field, editable) in readable_fields(program) {
        root.push(field_permission(&field, editable));
    }
    if access.log {
        for row in LOG_ROWS {
            root.push(field_permission(&format!("{}.{}", log_object(program), row.name), false));
        }
        root.push(log_permission(program));
        let tab = Element::new("tabSettings").leaf("tab", log_object(program)).leaf("visibility", "Visible");
        root.push(tab);
    }
    root.push(Element::with_text("hasActivationRequired", "false"));
    root.push(Element::with_text("label", format!("{prefix} {}", access.label)));
    component(MetadataKind::PermissionSet, format!("{prefix}_{}", access.name), root)
}

/// The generated fields; those of a call are filled by reps and the dialer, all others by the flows alone.
fn readable_fields(program: &Program) -> BTreeSet<(String, bool)> {
    let generated = program.fields.iter().filter(|declared| !declared.existing);
    generated
        .flat_map(|declared| {
            let object = home(&declared.field);
            let named = move |object: &str| format!("{object}.{}", declared.field.name);
            seen_as(object).into_iter().map(move |each| (named(each), object == "Activity"))
        })
        .collect()
}

/// The objects under which a permission set names the fields of an object. Those of Activity are named as Task's and as
/// Event's, always both: they share their security, and a missing entry counts as hidden (Object Reference, Task).
fn seen_as(object: &str) -> Vec<&str> {
    match object {
        "Activity" => vec!["Event", "Task"],
        object => vec![object],
    }
}

fn field_permission(field: &str, editable: bool) -> Element {
    Element::new("fieldPermissions")
        .leaf("editable", editable.to_string())
        .leaf("field", field)
        .leaf("readable", "true")
}

/// Delete asks for edit, modify all for delete and view all: the platform refuses one without the others.
fn log_permission(program: &Program) -> Element {
    Element::new("objectPermissions")
        .leaf("allowCreate", "false")
        .leaf("allowDelete", "true")
        .leaf("allowEdit", "true")
        .leaf("allowRead", "true")
        .leaf("modifyAllRecords", "true")
        .leaf("object", log_object(program))
        .leaf("viewAllRecords", "true")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_log_field_has_a_name_of_its_own() {
        let names: BTreeSet<&str> = LOG_ROWS.iter().map(|row| row.name).collect();
        assert_eq!(names.len(), LOG_ROWS.len());
        assert!(LOG_ROWS.iter().all(|row| row.field.name() == row.name));
    }
    #[test]
    fn fields_of_activity_are_named_as_those_of_task_and_event() {
        assert_eq!(seen_as("Activity"), ["Event", "Task"]);
        assert_eq!(seen_as("Lead"), ["Lead"]);
    }
}
