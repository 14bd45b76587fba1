//! `ctiflow eval`: the value of a Salesforce formula, for a person; with `--jsonl` of many.

mod kinds;
mod lines;
mod names;

use self::kinds::Kind;
use self::names::{Name, Names};
use super::answer::{Output, Stream, exit};
use super::failure::{Failure, Failures};
use super::run::Run;
use super::{Exit, input};
use crate::diag::{Diagnostic, Sink};
use crate::formula::{self, Context, Dialect, Type, TypedExpr, Value};
use crate::source::{FileId, Fragment, Source, Span};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, json};
use std::io::{BufRead, Cursor, Read};
use std::path::Path;

/// The most bytes of a file of formulas.
const MOST_BYTES: u64 = 64 << 20;

/// Say the value of a Salesforce formula
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The formula; with --jsonl the file of formulas, or nothing for stdin
    #[arg(value_name = "FORMULA", required_unless_present = "jsonl")]
    formula: Option<String>,
    /// The value of a name: `Amount=1`, `Day=2024-01-31`, `Code="07"`
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// The type of a name, where its value does not say it: `Rate=percent`
    #[arg(long = "type", value_name = "NAME=TYPE")]
    types: Vec<String>,
    /// The type of the field that takes the value
    #[arg(long, value_name = "TYPE")]
    returns: Option<String>,
    /// The user's time zone, as in `America/New_York`
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    time_zone: String,
    /// The moment of `NOW()` and `TODAY()`, as in `2024-01-31T12:00:00Z`
    #[arg(long, value_name = "MOMENT")]
    now: Option<String>,
    /// One formula a line, as JSON
    #[arg(long, conflicts_with_all = ["set", "types", "returns", "format", "json"])]
    jsonl: bool,
    #[command(flatten)]
    output: Output,
}

/// Runs it.
pub(super) fn run(arguments: &Arguments) -> Exit {
    let done = context(arguments).map_err(Failures::from).and_then(|context| match arguments.jsonl {
        true => many(arguments.formula.as_deref(), &context).map_err(Failures::from),
        false => one(arguments, &context),
    });
    done.unwrap_or_else(|Failures(failures)| arguments.output.fail(failures))
}

fn context(arguments: &Arguments) -> Result<Context, Failure> {
    let time_zone = time_zone(&arguments.time_zone).ok_or_else(|| {
        Failure::new(format!("there is no time zone `{}`", arguments.time_zone))
            .help("write it as in `Europe/Berlin`")
    })?;
    let now = match &arguments.now {
        Some(text) => text.parse().map_err(|_| {
            Failure::new(format!("`{text}` is no moment")).help("write it as in `2024-01-31T12:00:00Z`")
        })?,
        None => Timestamp::now(),
    };
    Ok(Context { now, time_zone })
}

fn time_zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

/// Each line of a file or of stdin, answered before the next is read.
fn many(path: Option<&str>, context: &Context) -> Result<Exit, Failure> {
    let mut source: Box<dyn BufRead> = match path {
        None | Some("-") => Box::new(std::io::stdin().lock()),
        Some(path) => Box::new(Cursor::new(input::bytes(Path::new(path), MOST_BYTES)?)),
    };
    let (mut exit, mut number) = (Exit::Fine, 0);
    loop {
        let mut line = Vec::new();
        let read = source.by_ref().take(MOST_BYTES).read_until(b'\n', &mut line);
        if read.map_err(|fault| Failure::new(format!("stdin cannot be read: {fault}")))? == 0 {
            return Ok(exit);
        }
        number += 1;
        if !line.trim_ascii().is_empty() {
            let answer = lines::answer(&line, number, context);
            exit = exit.max(answer.exit);
            Stream::Data.print(&format!("{}\n", answer.json));
        }
    }
}

/// One formula over the names that are set.
fn one(arguments: &Arguments, context: &Context) -> Result<Exit, Failures> {
    let text = arguments.formula.clone().unwrap_or_default();
    let names = names(arguments)?;
    let returns = arguments.returns.as_deref().map(kind).transpose()?;
    let mut run = Run::default();
    let file = run.sources.add(Source::new("formula", text.as_str()));
    let value = read(&text, file, &names).and_then(|expr| valued(&expr, returns, &names, context));
    let mut details = Map::new();
    let (value, ty) = match value {
        Ok((value, ty)) => (Some(value), ty),
        Err(diagnostics) => {
            run.diagnostics = diagnostics;
            (None, Type::Null)
        }
    };
    let shown = value.as_ref().filter(|value| **value != Value::Null).map(Value::to_string);
    details.insert("value".to_owned(), json!(shown));
    details.insert("type".to_owned(), json!(ty.words()));
    let exit = exit(&run);
    arguments.output.show(&run, Stream::Words, exit, details);
    if value.is_some() && arguments.output.is_for_people() {
        Stream::Data.print(&format!("{}\n", shown.unwrap_or_else(|| "null".to_owned())));
        Stream::Words.print(&format!("{}\n", ty.words()));
    }
    Ok(exit)
}

/// The value as a field of a type takes it, and its type.
fn valued(
    expr: &TypedExpr<usize>,
    returns: Option<Kind>,
    names: &Names,
    context: &Context,
) -> Result<(Value, Type), Vec<Diagnostic>> {
    let kind = returns.map_or(Ok(Kind::Plain(expr.ty)), |kind| kind.taking(expr));
    let kind = kind.map_err(|diagnostic| vec![*diagnostic])?;
    let value = formula::evaluate(expr, names, context).map_err(|fault| vec![fault.into()])?;
    // A condition that nobody takes may be null.
    Ok(match (returns, &value) {
        (None, Value::Null) => (value, expr.ty),
        _ => (kind.kept(value), kind.ty()),
    })
}

/// A formula with its names and types known, or its mistakes. One with `{!…}` is that of a flow.
fn read(text: &str, file: FileId, names: &Names) -> Result<TypedExpr<usize>, Vec<Diagnostic>> {
    let fragment = Fragment::verbatim(text, Span::new(file, 0..text.len()));
    let dialect = if text.contains("{!") { Dialect::Flow } else { Dialect::Spec };
    let mut sink = Sink::default();
    let expr = formula::parse(&fragment, dialect, &mut sink);
    let typed = expr.and_then(|expr| formula::type_check(&expr, names, &mut sink));
    typed.filter(|_| !sink.has_errors()).ok_or_else(|| sink.finish())
}

fn names(arguments: &Arguments) -> Result<Names, Failures> {
    let pair = |text: &str, what: &str| {
        let wrong = || Failure::new(format!("`{text}` is not written as NAME={what}"));
        text.split_once('=').map(|(name, rest)| (name.trim().to_owned(), rest.to_owned())).ok_or_else(wrong)
    };
    let mut types = Vec::new();
    for text in &arguments.types {
        let (name, written) = pair(text, "TYPE")?;
        types.push((name, kind(&written)?));
    }
    let mut names = Names::default();
    for text in &arguments.set {
        let (name, written) = pair(text, "VALUE")?;
        let said = types.iter().find(|(other, _)| other.eq_ignore_ascii_case(&name)).map(|row| row.1);
        let kind = said.unwrap_or_else(|| Kind::of_written(&written));
        let value = kind.read(&written).ok_or_else(|| {
            Failure::new(format!("`{written}`, the value of `{name}`, is not {}", kind.ty().words()))
                .help(format!("write it as in `{name}={}`", kind.example()))
        })?;
        names.add(Name { name, kind, value: Ok(value) });
    }
    for (name, kind) in types {
        if !names.has(&name) {
            names.add(Name { name, kind, value: Ok(Value::Null) });
        }
    }
    Ok(names)
}

fn kind(written: &str) -> Result<Kind, Failure> {
    Kind::named(written).ok_or_else(|| {
        Failure::new(format!("there is no type `{written}`")).help(format!("these are: {}", Kind::all()))
    })
}
