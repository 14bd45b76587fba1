//! Formulas as lines of JSON: one object in, one object out. What is wrong with a line is said in its answer.

use super::kinds::Kind;
use super::names::{Name, Names};
use super::{read, time_zone, valued};
use crate::cli::{Exit, crash};
use crate::diag::Diagnostic;
use crate::formula::{self, Context, TypedExpr, Value};
use crate::source::FileId;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

/// A line.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    formula: String,
    /// The type of the field that takes the value.
    return_type: Option<String>,
    #[serde(default)]
    fields: Vec<Field>,
    /// Fields that are formulas themselves, over `fields` and those before them.
    #[serde(default)]
    derived_fields: Vec<Field>,
    /// The values of `fields`, row by row; without any, one row without values.
    inputs: Option<Vec<Vec<Option<String>>>>,
    time_zone: Option<String>,
    now: Option<String>,
}

/// A field.
#[derive(Debug, Deserialize)]
struct Field {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    formula: Option<String>,
}

/// What is said of a line.
pub(super) struct Answer {
    pub(super) json: Json,
    pub(super) exit: Exit,
}

/// Evaluates a line.
pub(super) fn answer(line: &[u8], number: usize, context: &Context) -> Answer {
    match crash::catch(&format!("line {number}"), || evaluated(line, context)) {
        Ok(Ok(outputs)) => Answer { json: Json::Object(outputs), exit: Exit::Fine },
        Ok(Err(reason)) => Answer { json: json!({ "line": number, "error": reason }), exit: Exit::Findings },
        Err(crash) => Answer { json: json!({ "line": number, "error": crash.message }), exit: Exit::Crashed },
    }
}

/// A derived field: its place among the names, and its formula.
struct Derived {
    expr: TypedExpr<usize>,
    kind: Kind,
}

/// A line that is understood.
struct Formula {
    names: Names,
    derived: Vec<Derived>,
    kinds: Vec<Kind>,
    expr: TypedExpr<usize>,
    returns: Option<Kind>,
    context: Context,
}

fn evaluated(line: &[u8], context: &Context) -> Result<Map<String, Json>, String> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let line: Line = serde_json::from_slice(line).map_err(|fault| fault.to_string())?;
    let mut formula = Formula::of(&line, context)?;
    let rows = line.inputs.unwrap_or_else(|| vec![Vec::new()]);
    let (mut outputs, mut faults) = (Vec::new(), Vec::new());
    for (at, row) in rows.iter().enumerate() {
        match formula.row(row) {
            Ok(Value::Null) => outputs.push(Json::Null),
            Ok(value) => outputs.push(Json::String(value.to_string())),
            Err(reason) => {
                outputs.push(Json::Null);
                faults.push(json!({ "row": at + 1, "reason": reason }));
            }
        }
    }
    let mut answer = Map::from_iter([("outputs".to_owned(), Json::Array(outputs))]);
    if !faults.is_empty() {
        answer.insert("faults".to_owned(), Json::Array(faults));
    }
    Ok(answer)
}

impl Formula {
    fn of(line: &Line, context: &Context) -> Result<Self, String> {
        let mut names = Names::default();
        let mut kinds = Vec::new();
        for field in &line.fields {
            kinds.push(kind(&field.kind)?);
            names.add(Name { name: field.name.clone(), kind: kind(&field.kind)?, value: Ok(Value::Null) });
        }
        let mut derived = Vec::new();
        for field in &line.derived_fields {
            let formula = field.formula.as_deref().unwrap_or_default();
            let expr = typed(formula, &names).map_err(|reason| format!("{}: {reason}", field.name))?;
            let kind = kind(&field.kind)?;
            derived.push(Derived { expr, kind });
            names.add(Name { name: field.name.clone(), kind, value: Ok(Value::Null) });
        }
        let expr = typed(&line.formula, &names)?;
        let returns = line.return_type.as_deref().map(kind).transpose()?;
        if let Some(returns) = returns {
            returns.taking(&expr).map_err(|diagnostic| said(&diagnostic))?;
        }
        Ok(Self { names, derived, kinds, expr, returns, context: moment(line, context)? })
    }

    /// The value for one row of inputs, or why there is none.
    fn row(&mut self, inputs: &[Option<String>]) -> Result<Value, String> {
        if inputs.len() > self.kinds.len() {
            return Err(format!("{} values for {} fields", inputs.len(), self.kinds.len()));
        }
        for (at, name) in self.names.iter_mut().take(self.kinds.len()).enumerate() {
            let input = inputs.get(at).and_then(Option::as_deref).unwrap_or_default();
            let value = name.kind.given(input);
            name.value = Ok(value.ok_or_else(|| {
                format!("`{input}`, the value of `{}`, is not {}", name.name, name.kind.ty().words())
            })?);
        }
        for (at, derived) in self.derived.iter().enumerate() {
            let value = formula::evaluate(&derived.expr, &self.names, &self.context);
            let value = value.map(|value| derived.kind.handed_on(value));
            if let Some(name) = self.names.iter_mut().nth(self.kinds.len() + at) {
                name.value = value;
            }
        }
        let valued = valued(&self.expr, self.returns, &self.names, &self.context);
        valued.map(|(value, _)| value).map_err(|diagnostics| told(&diagnostics))
    }
}

fn moment(line: &Line, context: &Context) -> Result<Context, String> {
    let mut context = context.clone();
    if let Some(name) = &line.time_zone {
        context.time_zone = time_zone(name).ok_or_else(|| format!("there is no time zone `{name}`"))?;
    }
    if let Some(now) = &line.now {
        context.now = now.parse().map_err(|_| format!("`{now}` is no moment"))?;
    }
    Ok(context)
}

fn kind(written: &str) -> Result<Kind, String> {
    Kind::named(written).ok_or_else(|| format!("there is no type `{written}`; these are: {}", Kind::all()))
}

fn typed(text: &str, names: &Names) -> Result<TypedExpr<usize>, String> {
    read(text, FileId::default(), names).map_err(|diagnostics| told(&diagnostics))
}

/// The first of several messages.
fn told(diagnostics: &[Diagnostic]) -> String {
    diagnostics.first().map(said).unwrap_or_default()
}

fn said(diagnostic: &Diagnostic) -> String {
    match &diagnostic.help {
        Some(help) => format!("{}; {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    }
}
