//! Messages for other programs, in the envelope of the `sf` command line.

use super::place::Place;
use super::word;
use crate::diag::Diagnostic;
use crate::source::{Source, Sources, Span};
use serde_json::{Map, Value, json};

/// The version of `result`: it only grows, so this changes only where something had to be taken away.
pub const VERSION: u32 = 1;

/// `{"status", "result", "warnings"}`, as `sf` prints it: `status` is the exit code, `result` begins with its `version`.
pub fn envelope(status: u8, result: Map<String, Value>, warnings: &[String]) -> String {
    let mut versioned = Map::from_iter([("version".to_owned(), json!(VERSION))]);
    versioned.extend(result);
    let envelope = json!({ "status": status, "result": versioned, "warnings": warnings });
    format!("{envelope:#}\n")
}

/// All messages, for `result.diagnostics`.
pub fn diagnostics(diagnostics: &[Diagnostic], sources: &Sources) -> Value {
    diagnostics.iter().map(|each| diagnostic(each, sources)).collect()
}

fn diagnostic(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let related: Vec<Value> = diagnostic
        .related
        .iter()
        .map(|(span, words)| json!({ "message": words, "place": place(sources, *span) }))
        .collect();
    let fix = diagnostic
        .fix
        .as_ref()
        .map(|fix| json!({ "place": place(sources, fix.span), "text": fix.written(sources) }));
    json!({
        "code": diagnostic.code.name(),
        "severity": word(diagnostic.severity),
        "message": diagnostic.message,
        "place": place(sources, diagnostic.span),
        "label": diagnostic.label,
        "related": related,
        "help": diagnostic.help,
        "fix": fix,
    })
}

fn place(sources: &Sources, span: Span) -> Value {
    let source: &Source = sources.get(span.file);
    let Place { line, column, end_line, end_column } = Place::of(source, span);
    json!({ "path": source.path, "line": line, "column": column, "endLine": end_line, "endColumn": end_column })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;

    fn example() -> Value {
        let mut sources = Sources::default();
        let file = sources.add(Source::new("a.yaml", "a: ü x\n"));
        let span = Span::new(file, 6..7);
        let message =
            Diagnostic::new(Code::UnknownField, span, "unknown").suggest(Some("y")).related(span, "here");
        diagnostics(&[message], &sources)
    }

    #[test]
    fn a_message_has_its_place_and_its_fix() {
        let place = json!({ "path": "a.yaml", "line": 1, "column": 6, "endLine": 1, "endColumn": 7 });
        let message = &example()[0];
        assert_eq!(message["place"], place);
        assert_eq!(message["fix"], json!({ "place": place, "text": "y" }));
        assert_eq!(message["code"], "unknown-field");
    }

    #[test]
    fn a_name_keeps_its_quotes() {
        for (name, mended) in
            [("nmae", "na'me"), ("\"nmae\"", "\"na'me\""), ("'nmae'", "'na''me'"), ("\"", "na'me")]
        {
            let mut sources = Sources::default();
            let file = sources.add(Source::new("a.json", name));
            let message = Diagnostic::new(Code::UnknownField, Span::new(file, 0..name.len()), "unknown")
                .suggest(Some("na'me"));
            assert_eq!(diagnostics(&[message], &sources)[0]["fix"]["text"], mended, "{name}");
        }
    }

    #[test]
    fn the_envelope_is_what_its_schema_says() {
        let schema =
            serde_json::from_str(include_str!("../../../schema/ctiflow-output.schema.json")).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let result = Map::from_iter([("diagnostics".to_owned(), example())]);
        let good = serde_json::from_str(&envelope(1, result, &["x".to_owned()])).unwrap();
        let faults: Vec<String> = validator.iter_errors(&good).map(|fault| fault.to_string()).collect();
        assert_eq!(faults, [""; 0]);
        let result = Map::from_iter([("diagnostics".to_owned(), json!([{ "code": 1 }]))]);
        let wrong = serde_json::from_str(&envelope(1, result, &[])).unwrap();
        assert!(!validator.is_valid(&wrong));
    }
}
