//! Messages as SARIF 2.1.0: one run, which GitHub's code scanning and other tools take.

use super::place::Place;
use super::word;
use crate::diag::{Code, Diagnostic};
use crate::source::{Sources, Span};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One log with one run; `codes` are all that the tool may say, `version` is the tool's.
pub fn sarif(diagnostics: &[Diagnostic], sources: &Sources, codes: &[Code], version: &str) -> String {
    let rules: Vec<Value> = codes.iter().copied().map(rule).collect();
    let driver = json!({ "name": "ctiflow", "semanticVersion": version, "rules": rules });
    let run = json!({
        "tool": { "driver": driver },
        "columnKind": "unicodeCodePoints",
        "results": results(diagnostics, sources, codes),
    });
    let schema = "https://json.schemastore.org/sarif-2.1.0.json";
    format!("{:#}\n", json!({ "$schema": schema, "version": "2.1.0", "runs": [run] }))
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.name(),
        "shortDescription": { "text": first_paragraph(code.page()) },
        "help": { "text": code.page(), "markdown": code.page() },
        "defaultConfiguration": { "level": word(code.severity()) },
    })
}

/// What a page says first, below its title.
fn first_paragraph(page: &str) -> String {
    let lines = page.lines().skip_while(|line| line.is_empty() || line.starts_with('#'));
    lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

fn results(diagnostics: &[Diagnostic], sources: &Sources, codes: &[Code]) -> Vec<Value> {
    let mut seen = BTreeMap::new();
    let results = diagnostics.iter().map(|diagnostic| {
        let fingerprints = fingerprints(diagnostic, sources, &mut seen);
        let rule = codes.iter().position(|code| *code == diagnostic.code);
        result(diagnostic, sources, rule, &fingerprints)
    });
    results.collect()
}

fn result(diagnostic: &Diagnostic, sources: &Sources, rule: Option<usize>, fingerprints: &Value) -> Value {
    let help = diagnostic.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    let mut result = json!({
        "ruleId": diagnostic.code.name(),
        "level": word(diagnostic.severity),
        "message": { "text": format!("{}{help}", diagnostic.message) },
        "locations": [{ "physicalLocation": location(sources, diagnostic.span) }],
        "partialFingerprints": fingerprints,
    });
    if let Some(rule) = rule {
        result["ruleIndex"] = rule.into();
    }
    let related: Vec<Value> = diagnostic
        .related
        .iter()
        .map(|(span, words)| json!({ "physicalLocation": location(sources, *span), "message": { "text": words } }))
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    if let Some(fix) = &diagnostic.fix {
        let replacement = json!({ "deletedRegion": region(sources, fix.span), "insertedContent": { "text": fix.written(sources) } });
        let change =
            json!({ "artifactLocation": artifact(sources, fix.span), "replacements": [replacement] });
        result["fixes"] = json!([{ "artifactChanges": [change] }]);
    }
    result
}

fn location(sources: &Sources, span: Span) -> Value {
    json!({ "artifactLocation": artifact(sources, span), "region": region(sources, span) })
}

fn artifact(sources: &Sources, span: Span) -> Value {
    json!({ "uri": uri(&sources.get(span.file).path) })
}

fn region(sources: &Sources, span: Span) -> Value {
    let Place { line, column, end_line, end_column } = Place::of(sources.get(span.file), span);
    json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column })
}

/// A path as a URI: what is not plain is written in percent, byte by byte.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte))
            }
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}

/// What a finding is known by when lines above it come and go: its code, its file and the words of its line; and when
/// names change too: its code, its file and the message without what it quotes. Each with which one of equal ones it is.
fn fingerprints(diagnostic: &Diagnostic, sources: &Sources, seen: &mut BTreeMap<u64, usize>) -> Value {
    let source = sources.get(diagnostic.span.file);
    let (code, path) = (diagnostic.code.name(), source.path.as_str());
    let line = source.line(Place::of(source, diagnostic.span).line).trim();
    let unquoted: String = diagnostic.message.split('`').step_by(2).collect();
    let mut print = |parts: &[&str]| {
        let hash = fnv1a(&parts.join("\n"));
        let count = seen.entry(hash).or_default();
        *count += 1;
        format!("{hash:016x}:{count}")
    };
    json!({
        "primaryLocationLineHash": print(&[code, path, line, &diagnostic.message]),
        "withoutNames/v1": print(&["without names", code, path, &unquoted]),
    })
}

/// FNV-1a: the same on every machine and for ever, which the standard library does not promise of its own.
fn fnv1a(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn log(text: &str) -> Value {
        let mut sources = Sources::default();
        let file = sources.add(Source::new("specs/a b.yaml", text));
        let messages: Vec<Diagnostic> = text
            .match_indices("bad")
            .map(|(at, bad)| {
                Diagnostic::new(Code::UnknownField, Span::new(file, at..at + bad.len()), "no field")
            })
            .map(|message| message.suggest(Some("good")))
            .collect();
        serde_json::from_str(&sarif(&messages, &sources, Code::ALL, "1.2.3")).unwrap()
    }

    #[test]
    fn a_result_points_at_its_rule_and_place() {
        let log = log("x: bad\n");
        let result = &log["runs"][0]["results"][0];
        let rule = &log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], "unknown-field");
        let location = &result["locations"][0]["physicalLocation"];
        assert_eq!(location["artifactLocation"]["uri"], "specs/a%20b.yaml");
        assert_eq!(
            location["region"],
            json!({ "startLine": 1, "startColumn": 4, "endLine": 1, "endColumn": 7 })
        );
        assert_eq!(
            result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"],
            "good"
        );
    }

    #[test]
    fn fingerprints_survive_lines_above_and_tell_twins_apart() {
        let prints = |log: &Value| -> Vec<Value> {
            let results = log["runs"][0]["results"].as_array().unwrap().clone();
            results.into_iter().map(|result| result["partialFingerprints"].clone()).collect()
        };
        let one = prints(&log("x: bad\nx: bad\n"));
        assert_eq!(one, prints(&log("# more\n\nx: bad\n  x: bad\n")));
        assert_ne!(one[0], one[1]);
    }

    #[test]
    fn a_fingerprint_survives_new_names() {
        let print = |name: &str| {
            let mut sources = Sources::default();
            let file = sources.add(Source::new("A.flow-meta.xml", format!("<name>{name}</name>")));
            let message =
                Diagnostic::new(Code::UnknownField, Span::new(file, 6..7), format!("`{name}` is lost"));
            fingerprints(&message, &sources, &mut BTreeMap::new())
        };
        assert_eq!(print("Ask")["withoutNames/v1"], print("Ask_Again")["withoutNames/v1"]);
        assert_ne!(print("Ask")["primaryLocationLineHash"], print("Ask_Again")["primaryLocationLineHash"]);
    }

    #[test]
    fn fnv1a_is_the_published_one() {
        assert_eq!(fnv1a(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a("foobar"), 0x8594_4171_f739_67e8);
    }
}
