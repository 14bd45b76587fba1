//! Every formula is one of the platform, and every value is of the type of what it goes to.

use super::Program;
use ctiflow::diag::{Code, Diagnostic, Sink};
use ctiflow::flow::{DataType, ElementKind, Flow, Value, Variable};
use ctiflow::formula::typed::{Scope, Type, TypedExpr, TypedKind, Unresolved};
use ctiflow::formula::{Availability, Dialect, MOST_CHARACTERS, parse, type_check};
use ctiflow::org::{Field, FieldType, Org};
use ctiflow::source::{FileId, Fragment, Span};

/// What is wrong with the formulas and values of a flow.
pub(crate) fn problems(program: &Program<'_>, flow: &Flow) -> Vec<String> {
    let names = Names { flow, org: &program.org, entry: false };
    let mut found = Vec::new();
    for formula in &flow.formulas {
        let wanted = of_variable(formula.data_type);
        let wrong = of_formula(&formula.expression, &names, wanted);
        found.extend(wrong.into_iter().map(|problem| format!("`{}`: {problem}", formula.name)));
    }
    if let Some(formula) = &flow.start.filter_formula {
        found.extend(of_formula(formula, &Names { entry: true, ..names }, Type::Boolean));
    }
    for element in &flow.elements {
        let wrong =
            assigned(program, flow, &element.kind).into_iter().filter_map(|(target, wanted, value)| {
                let wanted = wanted?;
                let actual = names.of_value(value?)?;
                (!actual.fills(wanted))
                    .then(|| format!("{target} is {}, and gets {}", wanted.words(), actual.words()))
            });
        found.extend(wrong.map(|problem| format!("`{}`: {problem}", element.name)));
    }
    found
}

/// What gets which value in an element: its name, its type where it is known, and the value.
fn assigned<'a>(
    program: &'a Program<'_>,
    flow: &'a Flow,
    kind: &'a ElementKind,
) -> Vec<(&'a str, Option<Type>, Option<&'a Value>)> {
    let names = Names { flow, org: &program.org, entry: false };
    let of_field = |object: &Option<String>, field: &str| {
        let object = object.as_deref()?;
        program.org.field(object, field).map(|field| of_field(&field))
    };
    match kind {
        ElementKind::Assignment(it) => {
            let plain = it.items.iter().filter(|item| item.operator == "Assign");
            plain
                .map(|item| (item.target.as_str(), names.of_path(&item.target), item.value.as_ref()))
                .collect()
        }
        ElementKind::RecordCreate(it) => {
            let fields = it.fields.iter();
            fields
                .map(|each| (each.field.as_str(), of_field(&it.object, &each.field), each.value.as_ref()))
                .collect()
        }
        ElementKind::RecordUpdate(it) => {
            let object = it.object.clone().or_else(|| flow.start.object.clone());
            let fields = it.fields.iter();
            fields
                .map(|each| (each.field.as_str(), of_field(&object, &each.field), each.value.as_ref()))
                .collect()
        }
        ElementKind::RecordLookup(it) => {
            let object = Some(it.object.clone());
            let compared = it.filters.iter().filter(|each| each.operator != "IsNull");
            compared
                .map(|each| (each.field.as_str(), of_field(&object, &each.field), each.value.as_ref()))
                .collect()
        }
        ElementKind::Subflow(it) => {
            let Some(callee) = program.flow(&it.flow_name) else { return Vec::new() };
            let wanted = |name: &str| {
                let input = callee.variables.iter().find(|each| each.name == name);
                input.map(|input| of_variable(input.data_type))
            };
            it.inputs
                .iter()
                .map(|each| (each.name.as_str(), wanted(&each.name), each.value.as_ref()))
                .collect()
        }
        ElementKind::ActionCall(_)
        | ElementKind::CollectionProcessor(_)
        | ElementKind::CustomError(_)
        | ElementKind::Decision(_)
        | ElementKind::Loop(_)
        | ElementKind::RecordDelete(_)
        | ElementKind::Transform(_)
        | ElementKind::Other(_) => Vec::new(),
    }
}

fn of_formula(text: &str, names: &Names<'_>, wanted: Type) -> Vec<String> {
    let mut found = Vec::new();
    if text.chars().count() > MOST_CHARACTERS {
        found.push(format!("the formula has {} characters", text.chars().count()));
    }
    let mut sink = Sink::default();
    let fragment = Fragment::verbatim(text, Span::new(FileId(0), 0..text.len()));
    let parsed = parse(&fragment, Dialect::Flow, &mut sink);
    let typed = parsed.and_then(|expr| type_check(&expr, names, &mut sink));
    if let Some(typed) = &typed {
        if !typed.ty.fills(wanted) {
            found.push(format!("it gives {}, and should give {}: {text}", typed.ty.words(), wanted.words()));
        }
        bare_picklists(typed, &mut found);
    }
    found.extend(sink.finish().into_iter().map(|each| format!("{}: {text}", each.message)));
    found
}

/// The platform takes a picklist only where a function asks for one.
fn bare_picklists(formula: &TypedExpr<String>, found: &mut Vec<String>) {
    let asked = matches!(
        formula.kind,
        TypedKind::Call("TEXT" | "ISPICKVAL" | "CASE" | "ISCHANGED" | "PRIORVALUE", _)
    );
    for part in formula.children() {
        if let (TypedKind::Reference(name), Type::Picklist, false) = (&part.kind, part.ty, asked) {
            found.push(format!("the picklist `{name}` stands alone"));
        }
        bare_picklists(part, found);
    }
}

/// What the names of a flow stand for.
struct Names<'a> {
    flow: &'a Flow,
    org: &'a Org,
    /// The condition that starts it, where some functions more may stand.
    entry: bool,
}

impl Names<'_> {
    /// The type of a variable, formula or constant, or of a field of a record.
    fn of_path(&self, path: &str) -> Option<Type> {
        let steps: Vec<&str> = path.split('.').collect();
        match steps[..] {
            ["$Flow", "CurrentDate"] => Some(Type::Date),
            ["$Flow", "CurrentDateTime"] => Some(Type::DateTime),
            ["$Flow", "FaultMessage"] => Some(Type::Text),
            ["$User", field] => self.of_field("User", field),
            ["$Record" | "$Record__Prior", "Owner" | "Owner:User", field] => self.of_field("User", field),
            ["$Record" | "$Record__Prior", field] => self.of_field(self.flow.start.object.as_deref()?, field),
            ["$Record"] => Some(Type::Record),
            [name] => self.of_name(name),
            [record, field] => {
                let variable = self.variable(record)?;
                self.of_field(variable.object_type.as_deref()?, field)
            }
            _ => None,
        }
    }

    fn variable(&self, name: &str) -> Option<&Variable> {
        self.flow.variables.iter().find(|each| each.name == name)
    }

    fn of_field(&self, object: &str, field: &str) -> Option<Type> {
        self.org.field(object, field).map(|field| of_field(&field))
    }

    fn of_name(&self, name: &str) -> Option<Type> {
        let formula = self.flow.formulas.iter().find(|each| each.name == name).map(|each| each.data_type);
        let constant = self.flow.constants.iter().find(|each| each.name == name).map(|each| each.data_type);
        let variable = self.variable(name).map(|each| each.data_type);
        formula.or(constant).or(variable).map(of_variable)
    }

    fn of_value(&self, value: &Value) -> Option<Type> {
        match value {
            Value::String(_) => Some(Type::Text),
            Value::Number(_) => Some(Type::Number),
            Value::Boolean(_) => Some(Type::Boolean),
            Value::Date(_) => Some(Type::Date),
            Value::DateTime(_) => Some(Type::DateTime),
            Value::Reference(path) => self.of_path(path),
        }
    }
}

impl Scope for Names<'_> {
    type Symbol = String;

    fn resolve(&self, steps: &[String], span: Span) -> Result<(String, Type), Unresolved> {
        let path = steps.join(".");
        let path = path.trim_start_matches("{!").trim_end_matches('}').to_owned();
        match self.of_path(&path) {
            Some(ty) => Ok((path, ty)),
            None => {
                let message = format!("`{path}` stands for nothing");
                Err(Unresolved(Box::new(Diagnostic::new(Code::UnknownField, span, message))))
            }
        }
    }

    fn offers(&self, availability: Availability) -> bool {
        match availability {
            Availability::Flow => true,
            Availability::Entry => self.entry,
            Availability::Spec | Availability::Field | Availability::Elsewhere => false,
        }
    }
}

fn of_variable(data_type: DataType) -> Type {
    match data_type {
        DataType::String | DataType::Picklist | DataType::Apex => Type::Text,
        DataType::Multipicklist => Type::MultiPicklist,
        DataType::Number | DataType::Currency => Type::Number,
        DataType::Boolean => Type::Boolean,
        DataType::Date => Type::Date,
        DataType::DateTime => Type::DateTime,
        DataType::Time => Type::Time,
        DataType::SObject => Type::Record,
    }
}

fn of_field(field: &Field) -> Type {
    match field.field_type {
        FieldType::Id | FieldType::Reference => Type::Id,
        FieldType::Picklist => Type::Picklist,
        FieldType::MultiPicklist => Type::MultiPicklist,
        FieldType::Checkbox => Type::Boolean,
        FieldType::Number | FieldType::Currency | FieldType::Percent => Type::Number,
        FieldType::Date => Type::Date,
        FieldType::DateTime => Type::DateTime,
        FieldType::Time => Type::Time,
        FieldType::Text
        | FieldType::TextArea
        | FieldType::LongTextArea
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::AutoNumber
        | FieldType::Combobox
        | FieldType::Encrypted
        | FieldType::Address
        | FieldType::Location
        | FieldType::Other => Type::Text,
    }
}
