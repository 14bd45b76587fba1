//! `run` and `call_flow`.

use super::super::formulas::Checker;
use super::super::program::{Expression, RecordRef, StepKind};
use super::super::values::{Purpose, Target};
use super::activities::place;
use crate::diag::{Code, Diagnostic, nearest};
use crate::flow::DataType;
use crate::formula::typed::{Type, TypedKind};
use crate::org::{Field, FieldType, FlowSignature, FlowVariable, Picklist};
use crate::source::Spanned;
use crate::spec::{CallFlow, FieldValue, Value};
use std::sync::Arc;

/// The fields whose values a variable of a flow takes.
const TYPES: &[(DataType, FieldType)] = &[
    (DataType::String, FieldType::LongTextArea),
    (DataType::Picklist, FieldType::LongTextArea),
    (DataType::Multipicklist, FieldType::LongTextArea),
    (DataType::Number, FieldType::Number),
    (DataType::Currency, FieldType::Currency),
    (DataType::Boolean, FieldType::Checkbox),
    (DataType::Date, FieldType::Date),
    (DataType::DateTime, FieldType::DateTime),
    (DataType::Time, FieldType::Time),
];

impl Checker<'_, '_> {
    /// `run:`
    pub(super) fn run(&mut self, outcome: &Spanned<String>) -> Option<StepKind> {
        self.needs_call("`run`", outcome.span)?;
        if let Some(index) = self.world.outcomes.get(outcome.value.as_str()) {
            return Some(StepKind::Run(*index));
        }
        let message = format!("there is no outcome `{}`", outcome.value);
        let near = nearest(&outcome.value, self.world.outcomes.keys().copied());
        let diagnostic =
            Diagnostic::new(Code::UnknownOutcome, outcome.span, message).label("unknown outcome");
        self.report.push(match near {
            Some(near) => diagnostic.suggest(Some(near)),
            None => diagnostic
                .help("declare it under `outcomes`; without `dispositions` it is only run by others"),
        });
        None
    }

    /// `call_flow:`
    pub(super) fn call_flow(
        &mut self,
        call: &CallFlow,
        feature: Option<&Spanned<String>>,
    ) -> Option<StepKind> {
        let known = self.known_flow(&call.flow, feature)?;
        let inputs: Vec<_> =
            call.inputs.iter().map(|input| self.input(&call.flow, known.as_ref(), input)).collect();
        let outputs: Vec<_> = call
            .outputs
            .iter()
            .map(|(output, target)| self.output(&call.flow, known.as_ref(), output, target))
            .collect();
        let inputs = inputs.into_iter().collect::<Option<Vec<_>>>()?;
        let outputs = outputs.into_iter().collect::<Option<Vec<_>>>()?;
        if known.is_none() {
            let names: Vec<String> =
                call.inputs.iter().map(|input| format!("`{}`", input.target.value)).collect();
            let inputs =
                if names.is_empty() { String::new() } else { format!(" and takes {}", names.join(", ")) };
            self.report.check_in_org.insert(format!("the flow `{}` is active{inputs}", call.flow.value));
        }
        Some(StepKind::CallFlow { flow: call.flow.value.clone(), inputs, outputs })
    }

    /// What is known of a flow; inner `None` where only a feature vouches for it.
    fn known_flow(
        &mut self,
        flow: &Spanned<String>,
        feature: Option<&Spanned<String>>,
    ) -> Option<Option<FlowSignature>> {
        let name = &flow.value;
        if let Some(own) = self.world.own_flows.get(name) {
            let message = format!("`{name}` is {own} of this program, which it calls by itself");
            let help = "write `run:` with the name of an outcome";
            self.report.push(Diagnostic::new(Code::OwnFlow, flow.span, message).help(help));
            return None;
        }
        if let Some(signature) = self.world.org.flow(name) {
            let callable = signature.process_type == "AutoLaunchedFlow" && signature.trigger_type.is_none();
            if callable {
                return Some(Some(signature.clone()));
            }
            let message =
                format!("the flow `{name}` cannot be called: only autolaunched flows without a trigger can");
            let help = "call an autolaunched flow";
            self.report.push(Diagnostic::new(Code::UnknownFlow, flow.span, message).help(help));
            return None;
        }
        if feature.is_some() {
            return Some(None);
        }
        let message =
            format!("nobody vouches for the flow `{name}`: were it missing, every call would fail to save");
        let diagnostic = Diagnostic::new(Code::UnknownFlow, flow.span, message).label("unknown flow");
        self.report.push(match self.world.org.nearest_flow(name) {
            Some(near) => diagnostic.suggest(Some(&near)),
            None => diagnostic
                .help("name the folder of your org's metadata with `org:`, or let a `feature:` vouch for it"),
        });
        None
    }

    fn input(
        &mut self,
        flow: &Spanned<String>,
        known: Option<&FlowSignature>,
        input: &FieldValue,
    ) -> Option<(String, Expression)> {
        let name = input.target.value.clone();
        let span = place(&input.value);
        let Some(signature) = known else {
            return self.any_value(&input.value).map(|value| (name, value));
        };
        let names = signature.inputs.iter().map(|variable| variable.name.as_str());
        let variable =
            self.variable(flow, "input", &input.target, signature.input(&name), names.collect())?;
        let field = as_field(variable, &flow.value)?;
        let purpose = Purpose::Compare;
        let target = Target { each: vec![field.clone()], record: RecordRef::Call, field, purpose };
        self.value(&target, &input.value, span).map(|value| (name, value))
    }

    /// A value for something of which the type is not known.
    fn any_value(&mut self, value: &Value) -> Option<Expression> {
        let raw = match value {
            Value::Formula(expr) => self.value_formula(expr, super::super::units::Meets::Nothing)?,
            Value::Text(template) => self.template(template)?,
            Value::Number(number) => super::super::expressions::number(number.value.clone(), number.span),
            Value::Boolean(truth) => super::super::expressions::boolean(truth.value, truth.span),
        };
        self.finished(raw)
    }

    /// A variable of a flow that holds one plain value.
    fn variable<'v>(
        &mut self,
        flow: &Spanned<String>,
        kind: &str,
        name: &Spanned<String>,
        variable: Option<&'v FlowVariable>,
        names: Vec<&str>,
    ) -> Option<&'v FlowVariable> {
        let Some(variable) = variable else {
            let message = format!("the flow `{}` has no {kind} `{}`", flow.value, name.value);
            let diagnostic = Diagnostic::new(Code::UnknownFlowVariable, name.span, message);
            self.report.push(match nearest(&name.value, names) {
                Some(near) => diagnostic.suggest(Some(near)),
                None => diagnostic.help(format!("name a variable of the flow that is available for {kind}")),
            });
            return None;
        };
        let plain =
            TYPES.iter().any(|(data_type, _)| *data_type == variable.data_type) && !variable.is_collection;
        if plain {
            return Some(variable);
        }
        let message = format!("the {kind} `{}` of `{}` is no single value", name.value, flow.value);
        let help = "hand over ids and plain values; let the flow look records up itself";
        self.report.push(Diagnostic::new(Code::UnknownFlowVariable, name.span, message).help(help));
        None
    }

    fn output(
        &mut self,
        flow: &Spanned<String>,
        known: Option<&FlowSignature>,
        output: &Spanned<String>,
        target: &Spanned<String>,
    ) -> Option<(String, RecordRef, Arc<Field>)> {
        let (record, field) = self.written_field(target)?;
        if let Some(signature) = known {
            let names = signature.outputs.iter().map(|variable| variable.name.as_str());
            let variable =
                self.variable(flow, "output", output, signature.output(&output.value), names.collect())?;
            let given = as_field(variable, &flow.value).and_then(|field| field.field_type.in_formulas())?;
            let wanted = field.field_type.in_formulas().unwrap_or(Type::Null);
            let value = Expression { kind: TypedKind::Null, ty: given, span: target.span };
            let what = format!("`{}`", target.value);
            if !crate::formula::expect(&value, wanted, &what, self.report.sink) {
                return None;
            }
        }
        self.facts.written(record, &field, false);
        self.can_change(record, &field, target)?;
        Some((output.value.clone(), record, field))
    }

    fn can_change(&mut self, record: RecordRef, field: &Arc<Field>, target: &Spanned<String>) -> Option<()> {
        let target_field = self.target(record, field, Purpose::Update);
        self.takes_values(&target_field, target.span).then_some(())
    }
}

/// A variable as a field that takes the same values.
fn as_field(variable: &FlowVariable, flow: &str) -> Option<Arc<Field>> {
    let (_, field_type) = TYPES.iter().find(|(data_type, _)| *data_type == variable.data_type)?;
    Some(Arc::new(Field {
        object: flow.to_owned(),
        name: variable.name.clone(),
        label: variable.name.clone(),
        field_type: *field_type,
        length: None,
        precision: None,
        scale: None,
        picklist: Picklist::default(),
        refers_to: Vec::new(),
        createable: None,
        updateable: None,
        filterable: None,
        required: false,
    }))
}
