//! The book: every documented example is run, so that none can lie.
//!
//! A case is what stands below one heading: its fenced blocks are one run.
//!
//! - ` ```yaml specs/x.scenarios.yaml ` is a file of scenarios, run on what `specs/x.yaml` becomes.
//! - ` ```yaml ` is a spec; ` ```yaml specs/other.yaml ` one with a path of its own, where a case has several.
//! - ` ```xml objects/X.object-meta.xml ` is a file of the team's own metadata; ` ```xml ` alone is a flow of any org.
//! - ` ```formula ` is a formula without names, which is evaluated.
//!
//! In `tests/book/*.md` a spec says which messages it must give, in comments on lines of their own:
//!
//!     # error[unknown-field] 12:14 words of the message, label or help
//!
//! Every message must be expected and every expectation met. Pages of `docs/diagnostics` have a case `Wrong`, which gives
//! their message once and no other error, and a case `Right`, which gives no error.

#![allow(clippy::unwrap_used, reason = "it may fail")]

mod bench;

use ctiflow::compile;
use ctiflow::diag::{Code, Diagnostic, Severity, Sink};
use ctiflow::formula::typed::Unresolved;
use ctiflow::formula::{self, Context, Dialect, Fault, Scope, Type, Value, Values};
use ctiflow::source::{FileId, Fragment, Source, Sources, Span};
use ctiflow::{flow, spec, xml};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Messages that no page can show, each with a case in this file.
const SHOWN_HERE: &[Code] = &[Code::SpecTooBig];

/// A fenced block.
#[derive(Clone, Debug, Default)]
struct Block {
    language: String,
    path: String,
    text: String,
    /// The line of the page before its first.
    line: usize,
}

/// What stands below one heading.
#[derive(Clone, Debug, Default)]
struct Case {
    title: String,
    blocks: Vec<Block>,
}

/// The cases of a page.
fn cases(page: &str) -> Vec<Case> {
    let mut cases = vec![Case::default()];
    let mut open: Option<Block> = None;
    for (number, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(_)) => cases.last_mut().unwrap().blocks.extend(open.take()),
            (Some(block), None) => block.text += &format!("{line}\n"),
            (None, Some(info)) => {
                let (language, path) = info.split_once(' ').unwrap_or((info, ""));
                let (language, path) = (language.to_owned(), path.to_owned());
                open = Some(Block { language, path, text: String::new(), line: number + 1 });
            }
            (None, None) if line.starts_with('#') => {
                let title = line.trim_start_matches('#').trim().to_owned();
                cases.push(Case { title, blocks: Vec::new() });
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    cases.retain(|case| !case.blocks.is_empty());
    cases
}

/// The messages of a case, and the files that they are about.
fn run(case: &Case) -> (Vec<Diagnostic>, Sources) {
    let mut sources = Sources::default();
    let (mut metadata, mut specs, mut flows) = (Vec::new(), Vec::new(), Vec::new());
    let (mut formulas, mut scenarios) = (Vec::new(), Vec::new());
    for (at, block) in case.blocks.iter().enumerate() {
        let path = if block.path.is_empty() { format!("block-{at}") } else { block.path.clone() };
        let file = sources.add(Source::new(path, block.text.clone()));
        match block.language.as_str() {
            "yaml" if block.path.ends_with(".scenarios.yaml") => scenarios.push(file),
            "yaml" => specs.push(file),
            "xml" if block.path.is_empty() => flows.push(file),
            "xml" => metadata.push(file),
            "formula" => formulas.push(file),
            other => panic!("a block is `yaml`, `xml` or `formula`, not `{other}`"),
        }
    }
    let mut messages = messages(&sources, &metadata, &specs);
    messages.extend(flows.into_iter().flat_map(|file| flow_messages(&sources, file)));
    messages.extend(scenarios.into_iter().flat_map(|file| scenario_messages(&sources, &metadata, file)));
    messages.extend(formulas.into_iter().flat_map(|file| formula_messages(&sources, file)));
    (messages, sources)
}

fn flow_messages(sources: &Sources, file: FileId) -> Vec<Diagnostic> {
    match xml::read(sources.get(file), file) {
        Ok(document) => flow::read("Example", &document).err().unwrap_or_default(),
        Err(mistake) => vec![*mistake],
    }
}

/// What the scenarios of a file say of the spec beside it.
fn scenario_messages(sources: &Sources, metadata: &[FileId], file: FileId) -> Vec<Diagnostic> {
    let path = sources.get(file).path.replace(".scenarios.yaml", ".yaml");
    let of_path = |id: &FileId| sources.get(*id).path == path;
    let spec = (0..).map(FileId).find(of_path).expect("the spec stands before its scenarios");
    let (org, _) = compile::team(sources, metadata);
    let project = compile::read(sources, spec).compile(&org, &path).project.expect("the spec is right");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let files: Vec<(String, String)> =
        project.tree.files().map(|(path, bytes)| (path.to_owned(), text(bytes))).collect();
    let bench = bench::Parts::of(org, &files, project.manner.clone()).bench();
    let mut sink = Sink::default();
    let scenarios = spec::read_scenarios(sources.get(file), file, &mut sink);
    let mut messages = sink.finish();
    for (scenarios, each) in
        scenarios.iter().flat_map(|all| all.scenarios.iter().map(move |each| (all, each)))
    {
        messages.extend(bench.run(scenarios, each).diagnostics);
    }
    messages
}

fn formula_messages(sources: &Sources, file: FileId) -> Vec<Diagnostic> {
    let text = &sources.get(file).text;
    let fragment = Fragment::verbatim(text, Span::new(file, 0..text.len()));
    let mut sink = Sink::default();
    let expr = formula::parse(&fragment, Dialect::Spec, &mut sink);
    let expr = expr.and_then(|expr| formula::type_check(&expr, &NoNames, &mut sink));
    let context = Context { now: Timestamp::UNIX_EPOCH, time_zone: TimeZone::UTC };
    if let Some(Err(fault)) = expr.map(|expr| formula::evaluate(&expr, &NoNames, &context)) {
        sink.push(fault.into());
    }
    sink.finish()
}

/// What the formulas of the book know: nothing.
struct NoNames;

impl Scope for NoNames {
    type Symbol = ();

    fn resolve(&self, steps: &[String], span: Span) -> Result<((), Type), Unresolved> {
        let message = format!("the book knows no `{}`", steps.join("."));
        Err(Unresolved(Box::new(Diagnostic::new(Code::UnknownField, span, message))))
    }
}

impl Values for NoNames {
    type Symbol = ();

    fn value(&self, (): &()) -> Result<Value, Fault> {
        Ok(Value::Null)
    }
}

fn messages(sources: &Sources, metadata: &[FileId], specs: &[FileId]) -> Vec<Diagnostic> {
    let (org, mut messages) = compile::team(sources, metadata);
    let mut projects = Vec::new();
    for spec in specs {
        let compiled = compile::read(sources, *spec).compile(&org, &sources.get(*spec).path);
        messages.extend(compiled.diagnostics);
        projects.extend(compiled.project);
    }
    messages.extend(compile::claims(&projects));
    messages
}

/// A message as a line: `error[unknown-field] 12:14 words`.
fn line(message: &Diagnostic, sources: &Sources) -> String {
    let severity = match message.code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let (line, column) = sources.get(message.span.file).line_column(message.span.start);
    let words = [&message.message, &message.label, message.help.as_deref().unwrap_or_default()].join(" / ");
    format!("{severity}[{}] {line}:{column} {words}", message.code.name())
}

fn is_error(message: &&Diagnostic) -> bool {
    message.code.severity() == Severity::Error
}

/// What is wrong with a page of `docs/diagnostics`.
fn page_faults(code: Code) -> Vec<String> {
    let cases = cases(code.page());
    let find = |title: &str| cases.iter().find(|case| case.title == title);
    let (Some(wrong), Some(right)) = (find("Wrong"), find("Right")) else {
        return vec!["it has no case `Wrong` and `Right`".to_owned()];
    };
    let mut faults = Vec::new();
    let (messages, sources) = run(wrong);
    let own = messages.iter().filter(|message| message.code == code).count();
    if own != 1 {
        faults.push(format!("`Wrong` gives {} {own} times", code.name()));
    }
    let others = messages.iter().filter(is_error).filter(|message| message.code != code);
    faults.extend(others.map(|message| format!("`Wrong` also gives {}", line(message, &sources))));
    let (messages, sources) = run(right);
    let errors = messages.iter().filter(is_error);
    faults.extend(errors.map(|message| format!("`Right` gives {}", line(message, &sources))));
    faults
}

#[test]
fn every_message_has_a_page_that_fires_it() {
    let pages = Code::ALL.iter().filter(|code| !SHOWN_HERE.contains(code));
    let faults: Vec<String> = pages
        .flat_map(|code| page_faults(*code).into_iter().map(|fault| format!("{}: {fault}", code.name())))
        .collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_page_is_of_a_message_and_says_what_it_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics");
    let names: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .map(|name| name.trim_end_matches(".md").to_owned())
        .collect();
    assert_eq!(names, Code::ALL.iter().map(|code| code.name().to_owned()).collect());
    for code in Code::ALL {
        let mut lines = code.page().lines();
        assert_eq!(lines.next(), Some(format!("# {}", code.name()).as_str()));
        assert_eq!(lines.next(), Some(""), "{}", code.name());
        assert!(lines.next().is_some_and(|line| line.len() > 20), "{} says nothing", code.name());
    }
}

/// The expectations of a block: the lines that its messages must begin with.
fn expectations(block: &Block) -> Vec<&str> {
    let comments = block.text.lines().filter_map(|line| line.trim_start().strip_prefix("# "));
    comments
        .filter(|comment| ["error[", "warning[", "note["].iter().any(|start| comment.starts_with(start)))
        .collect()
}

/// Whether a message is the expected one: the same up to the place, and the words somewhere in its own.
fn meets(message: &str, expected: &str) -> bool {
    let head = |text: &str| text.splitn(3, ' ').take(2).collect::<Vec<_>>().join(" ");
    let words = |text: &str| text.splitn(3, ' ').nth(2).unwrap_or_default().to_owned();
    head(message) == head(expected) && words(message).contains(words(expected).trim())
}

/// What a case gives and should not, and what it should give and does not.
fn case_faults(case: &Case) -> Vec<String> {
    let (messages, sources) = run(case);
    let mut faults = Vec::new();
    for (at, block) in case.blocks.iter().enumerate() {
        let of_block = messages.iter().filter(|message| message.span.file.0 as usize == at);
        let mut unexpected: Vec<String> = of_block.map(|message| line(message, &sources)).collect();
        for expected in expectations(block) {
            match unexpected.iter().position(|message| meets(message, expected)) {
                Some(found) => drop(unexpected.remove(found)),
                None => faults.push(format!("line {}: not given: {expected}", block.line)),
            }
        }
        faults.extend(
            unexpected.into_iter().map(|message| format!("line {}: not expected: {message}", block.line)),
        );
    }
    faults
}

#[test]
fn every_case_gives_exactly_what_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/book");
    let mut pages: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    let mut faults = Vec::new();
    let mut count = 0;
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        for case in cases(&text) {
            count += 1;
            let name = page.file_name().unwrap().to_str().unwrap();
            faults.extend(
                case_faults(&case).into_iter().map(|fault| format!("{name}: {}: {fault}", case.title)),
            );
        }
    }
    assert!(faults.is_empty(), "{} faults in {count} cases:\n{}", faults.len(), faults.join("\n"));
    assert!(count > 0, "the book is empty");
}

#[test]
fn a_spec_over_8_mib_is_refused_in_one_message() {
    let mut sources = Sources::default();
    let file = sources.add(Source::new("big.yaml", "# big\n".repeat(2 << 20)));
    let messages = messages(&sources, &[], &[file]);
    assert_eq!(messages.iter().map(|message| message.code).collect::<Vec<_>>(), [Code::SpecTooBig]);
}
