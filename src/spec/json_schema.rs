//! The JSON schema of the language (draft-07), made from the table of keys: what editors complete and check.

use serde_json::{Map, Value, json};

use super::keys::{BLOCKS, Block, FIELD_TYPES, Key, Kind, UNITS, Word, unit_word};
use super::model::Unit;
use super::scenario_keys::SCENARIO_BLOCKS;

const NAME: &str = "[A-Za-z][A-Za-z0-9_]*";

/// The schema of specs, the same on every run.
pub fn json_schema() -> Value {
    schema_of("ctiflow spec", BLOCKS)
}

/// The schema of files of scenarios.
pub fn scenarios_schema() -> Value {
    schema_of("ctiflow scenarios", SCENARIO_BLOCKS)
}

/// A language by its blocks, the whole file first.
fn schema_of(title: &str, blocks: &[&'static Block]) -> Value {
    let Some((root, others)) = blocks.split_first() else { return Value::Null };
    let definitions: Map<String, Value> =
        others.iter().map(|block| (block.name.to_owned(), block_schema(block))).collect();
    let mut schema = json!({ "$schema": "http://json-schema.org/draft-07/schema#", "title": title });
    if let (Value::Object(schema), Value::Object(root)) = (&mut schema, block_schema(root)) {
        schema.extend(root);
        schema.insert("definitions".to_owned(), Value::Object(definitions));
    }
    schema
}

/// One block; where exactly one of some keys must be there, one alternative for each, so that editors offer what fits.
fn block_schema(block: &'static Block) -> Value {
    if block.one_of.is_empty() {
        return object(block.about, &block.keys.iter().collect::<Vec<_>>(), None);
    }
    let alternative = |chosen: &str| {
        let fits = |key: &&Key| match key.beside {
            Some(other) => other == chosen,
            None => key.name == chosen || !block.one_of.contains(&key.name),
        };
        let keys: Vec<&Key> = block.keys.iter().filter(fits).collect();
        let about = block.key(chosen).map_or(block.about, |key| key.about);
        object(about, &keys, Some(chosen))
    };
    let alternatives: Vec<Value> = block.one_of.iter().map(|chosen| alternative(chosen)).collect();
    json!({ "description": block.about, "oneOf": alternatives })
}

fn object(about: &str, keys: &[&Key], chosen: Option<&str>) -> Value {
    let properties: Map<String, Value> =
        keys.iter().map(|key| (key.name.to_owned(), key_schema(key))).collect();
    let is_required = |key: &&&Key| key.required || chosen == Some(key.name);
    let required: Vec<&str> = keys.iter().filter(is_required).map(|key| key.name).collect();
    let mut schema = json!({
        "description": about,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if let (Value::Object(schema), false) = (&mut schema, required.is_empty()) {
        schema.insert("required".to_owned(), json!(required));
    }
    schema
}

fn key_schema(key: &Key) -> Value {
    let mut schema = Map::new();
    schema.insert("description".to_owned(), json!(key.about));
    if let Value::Object(kind) = kind_schema(&key.kind) {
        schema.extend(kind);
    }
    Value::Object(schema)
}

/// What may stand behind a key. YAML reads `2024` as a number and `TRUE` as a boolean where the language reads text.
fn kind_schema(kind: &Kind) -> Value {
    match kind {
        Kind::Edition => json!({ "const": 1 }),
        Kind::Prefix => json!({ "type": "string", "pattern": "^[A-Za-z](_?[A-Za-z0-9])*$", "maxLength": 15 }),
        Kind::ApiVersion => version_schema(),
        Kind::Text | Kind::Lines => json!({ "type": ["string", "number", "boolean"] }),
        Kind::TextOrNothing => json!({ "type": ["string", "number", "boolean", "null"] }),
        Kind::Name | Kind::ApiName => json!({ "type": "string", "pattern": format!("^{NAME}$") }),
        Kind::Field => json!({ "type": "string", "pattern": field_pattern() }),
        Kind::Truth => json!({ "type": "boolean" }),
        Kind::True => json!({ "const": true }),
        Kind::Whole(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Kind::OneOf(words) => words_schema(words),
        Kind::Condition => json!({ "type": ["string", "boolean"] }),
        Kind::Filter => json!({ "anyOf": filter_schemas() }),
        Kind::Filters => {
            let mut schemas = filter_schemas();
            schemas.push(json!({ "type": "array", "minItems": 1, "items": { "anyOf": filter_schemas() } }));
            json!({ "anyOf": schemas })
        }
        Kind::Value => json!({ "type": ["string", "number", "boolean"] }),
        Kind::Values => map_of(&field_pattern(), &kind_schema(&Kind::Value)),
        Kind::Texts => json!({ "type": "array", "items": kind_schema(&Kind::Text) }),
        Kind::Choice => {
            let name = format!("{NAME}(\\.{NAME})*");
            json!({ "type": "string", "pattern": format!("^{name}(\\s+else\\s+{name})*$") })
        }
        Kind::Due(units) => text_of(&format!("today|{}|=[\\s\\S]*", duration_pattern(units))),
        Kind::Duration(units) => text_of(&duration_pattern(units)),
        Kind::Pause(units) => text_of(&format!("until told|{}", duration_pattern(units))),
        Kind::Schedule => text_of(&format!("(day|week on ({WEEKDAYS})) at ([01][0-9]|2[0-3]):[0-5][0-9]")),
        Kind::Date => text_of(DAY),
        Kind::Order => text_of(&format!("{NAME}(\\s+(asc|desc))?")),
        Kind::Disposition => {
            json!({ "anyOf": [kind_schema(&Kind::Name), { "$ref": "#/definitions/disposition" }] })
        }
        Kind::Settings => map_of(&format!("^{NAME}$"), &setting_schema()),
        Kind::Fields => {
            let types = json!({ "anyOf": [words_schema(FIELD_TYPES), { "$ref": "#/definitions/field" }] });
            map_of(&field_pattern(), &types)
        }
        Kind::Outputs => map_of(&format!("^{NAME}$"), &kind_schema(&Kind::Field)),
        Kind::Steps => json!({ "type": "array", "items": { "$ref": "#/definitions/step" } }),
        Kind::Branches => {
            json!({ "type": "array", "minItems": 1, "items": { "$ref": "#/definitions/branch" } })
        }
        Kind::Block(block) => json!({ "allOf": [reference(block)] }),
        Kind::Blocks(block) => some_of(&reference(block)),
        Kind::List(block) => json!({ "type": "array", "minItems": 1, "items": reference(block) }),
        Kind::Instant => text_of(INSTANT),
        Kind::Moment => text_of(&format!("now|{RELATIVE}|{INSTANT}")),
        Kind::Day => text_of(&format!("today|{RELATIVE}|{DAY}")),
        Kind::Literals => literals(),
        Kind::Records => some_of(&records()),
        Kind::MoreRecords => some_of(&map_to(&json!({ "anyOf": [literal(), literals()] }))),
        Kind::Changed => records(),
        Kind::RecordName => kind_schema(&Kind::Text),
        Kind::Faults => some_of(&kind_schema(&Kind::Text)),
        Kind::Expect => json!({ "anyOf": [{ "const": "nothing" }, { "$ref": "#/definitions/expect" }] }),
    }
}

const DAY: &str = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
const INSTANT: &str = "[0-9]{4}-[0-9]{2}-[0-9]{2}T.*";
const RELATIVE: &str = "[0-9]+ (minute|hour|day|business day|week)s?( ago)?";

const WEEKDAYS: &str = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday";

fn version_schema() -> Value {
    json!({ "anyOf": [
        { "type": "number", "minimum": 60, "maximum": 66, "multipleOf": 1 },
        { "type": "string", "pattern": "^6[0-6]\\.0$" },
    ] })
}

/// A value that is no formula; `null` for none.
fn literal() -> Value {
    json!({ "type": ["string", "number", "boolean", "null"] })
}

fn literals() -> Value {
    map_to(&literal())
}

fn records() -> Value {
    map_to(&literals())
}

/// A map of any names to such values.
fn map_to(values: &Value) -> Value {
    json!({ "type": "object", "additionalProperties": values })
}

/// The same with at least one entry.
fn some_of(values: &Value) -> Value {
    json!({ "type": "object", "minProperties": 1, "additionalProperties": values })
}

fn reference(block: &Block) -> Value {
    json!({ "$ref": format!("#/definitions/{}", block.name) })
}

fn words_schema(words: &[Word]) -> Value {
    let (names, meanings): (Vec<&str>, Vec<&str>) = words.iter().copied().unzip();
    json!({ "enum": names, "enumDescriptions": meanings })
}

fn map_of(names: &str, values: &Value) -> Value {
    json!({
        "type": "object",
        "minProperties": 1,
        "propertyNames": { "pattern": names },
        "additionalProperties": values,
    })
}

fn filter_schemas() -> Vec<Value> {
    let value = kind_schema(&Kind::Value);
    let any_of = json!({ "type": "array", "minItems": 1, "items": value });
    vec![kind_schema(&Kind::Condition), map_of(&field_pattern(), &json!({ "anyOf": [value, any_of] }))]
}

fn setting_schema() -> Value {
    let units: Vec<Unit> = UNITS.iter().map(|(unit, _)| *unit).collect();
    let with_unit = format!("^[0-9]+(\\.[0-9]+)? {}$", unit_pattern(&units));
    json!({ "anyOf": [{ "type": "number", "minimum": 0 }, { "type": "string", "pattern": with_unit }] })
}

fn field_pattern() -> String {
    format!("^{NAME}(\\.{NAME})?$")
}

fn duration_pattern(units: &[Unit]) -> String {
    format!("[0-9]+ {}", unit_pattern(units))
}

fn unit_pattern(units: &[Unit]) -> String {
    let words: Vec<String> = units.iter().map(|unit| format!("{}?", unit_word(*unit))).collect();
    format!("({})", words.join("|"))
}

fn text_of(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": format!("^({pattern})$") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Sink;
    use crate::source::{FileId, Source};
    use crate::spec::load::load;
    use crate::spec::node::{Node, NodeKind, Scalar, Style};
    use crate::spec::testing::{HEAD, PROGRAM, mistakes, with_steps};

    /// The value that an editor's YAML reader makes of a node (YAML 1.2, core schema).
    fn as_json(node: &Node) -> Value {
        match &node.kind {
            NodeKind::Scalar(scalar) => scalar_as_json(scalar),
            NodeKind::List(nodes) => nodes.iter().map(as_json).collect(),
            NodeKind::Map(entries) => {
                let pairs = entries.iter().map(|entry| (entry.key.value.clone(), as_json(&entry.value)));
                Value::Object(pairs.collect())
            }
            NodeKind::Broken => panic!("a mistake in a spec that should have none"),
        }
    }

    fn scalar_as_json(scalar: &Scalar) -> Value {
        let text = scalar.text.text.as_str();
        match text {
            _ if scalar.style != Style::Plain => json!(text),
            "" | "~" | "null" => Value::Null,
            "true" | "TRUE" => json!(true),
            "false" | "FALSE" => json!(false),
            _ => match text.parse::<f64>() {
                Ok(number) if number.fract() == 0.0 => json!(text.parse::<i64>().unwrap_or(number as i64)),
                Ok(number) => json!(number),
                Err(_) => json!(text),
            },
        }
    }

    fn json_of(text: &str) -> Value {
        let mut sink = Sink::default();
        let node = load(&Source::new("specs/test.yaml", text), FileId(0), &mut sink);
        as_json(&node.expect("it is YAML"))
    }

    fn is_valid(text: &str) -> bool {
        jsonschema::is_valid(&json_schema(), &json_of(text))
    }

    #[test]
    fn the_committed_schema_is_this_one() {
        let made = format!("{:#}\n", json_schema());
        let committed = include_str!("../../schema/ctiflow.schema.json");
        assert!(made == committed, "`ctiflow schema > schema/ctiflow.schema.json` makes it anew");
    }

    #[test]
    fn the_committed_schema_of_scenarios_is_this_one() {
        let made = format!("{:#}\n", scenarios_schema());
        let committed = include_str!("../../schema/ctiflow.scenarios.schema.json");
        let command = "`ctiflow schema --scenarios > schema/ctiflow.scenarios.schema.json` makes it anew";
        assert!(made == committed, "{command}");
    }

    #[test]
    fn scenarios_that_are_read_without_a_mistake_are_valid() {
        let schema = scenarios_schema();
        assert!(jsonschema::draft7::meta::is_valid(&schema));
        for text in [
            include_str!("../../specs/minimal.scenarios.yaml"),
            include_str!("../../specs/outbound-sales.scenarios.yaml"),
        ] {
            let validator = jsonschema::validator_for(&schema).unwrap();
            let value = json_of(text);
            let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
            assert_eq!(errors, Vec::<String>::new());
        }
        let wrong = "now: soon\ngiven: {}\nscenarios: { A: { call: { to: Ann }, run: B } }";
        assert!(!jsonschema::is_valid(&schema, &json_of(wrong)));
    }

    #[test]
    fn every_key_says_what_it_is_and_a_closed_list_its_words() {
        let schema = json_schema();
        for block in BLOCKS {
            let found = if block.name == "spec" { &schema } else { &schema["definitions"][block.name] };
            assert_eq!(found["description"], block.about, "{}", block.name);
            let shapes = found["oneOf"].as_array().map_or(vec![found], |shapes| shapes.iter().collect());
            for key in block.keys {
                let place = format!("{}.{}", block.name, key.name);
                let written = shapes.iter().filter_map(|shape| shape["properties"].get(key.name));
                let written: Vec<&Value> = written.collect();
                assert!(!written.is_empty() && key.about.len() > 5, "{place}");
                assert!(written.iter().all(|each| each["description"] == key.about), "{place}");
                if let Kind::OneOf(words) = key.kind {
                    let (names, meanings): (Vec<&str>, Vec<&str>) = words.iter().copied().unzip();
                    assert!(written.iter().all(|each| each["enum"] == json!(names)), "{place}");
                    assert!(
                        written.iter().all(|each| each["enumDescriptions"] == json!(meanings)),
                        "{place}"
                    );
                    assert!(meanings.iter().all(|meaning| !meaning.is_empty()), "{place}");
                }
            }
        }
    }

    #[test]
    fn it_is_a_schema_of_draft_7() {
        assert!(jsonschema::draft7::meta::is_valid(&json_schema()));
    }

    #[test]
    fn what_is_read_without_a_mistake_is_valid() {
        let steps =
            "- stop:\n- log: 5\n- if: TRUE\n  then: []\n- create_task: { subject: a, due: '=TODAY() + 2' }";
        let short = format!("{HEAD}outcomes: {{ A: {{ steps: [] }} }}\n");
        let reference = include_str!("../../specs/outbound-sales.yaml");
        let minimal = include_str!("../../specs/minimal.yaml");
        for text in [PROGRAM, reference, minimal, &with_steps(steps), &short] {
            assert_eq!(mistakes(text), Vec::<String>::new());
            let (schema, spec) = (json_schema(), json_of(text));
            let errors: Vec<String> = jsonschema::validator_for(&schema)
                .unwrap()
                .iter_errors(&spec)
                .map(|error| error.to_string())
                .collect();
            assert_eq!(errors, Vec::<String>::new());
        }
    }

    #[test]
    fn a_key_more_is_not_valid_in_any_block() {
        for (place, key) in [
            ("program: Outbound Sales\n", "extra: 1\n"),
            ("  corrections: rerun\n", "  extra: 1\n"),
            ("    object: Opportunity\n    where:\n", ""),
            ("    dispositions: [Connected]\n", "    extra: 1\n"),
            ("          due: 2 business days\n", "          extra: 1\n"),
            ("        label: Follow up\n", "        email: 1\n"),
            ("    starting: 2026-12-01\n", "    extra: 1\n"),
            ("          object: Opportunity\n          into: opportunity\n", "          extra: 1\n"),
        ] {
            assert!(PROGRAM.contains(place), "{place}");
            let text = PROGRAM.replacen(place, &format!("{place}{key}"), 1);
            assert_eq!(is_valid(&text), key.is_empty(), "{key} behind {place}");
        }
    }

    #[test]
    fn mistakes_that_a_schema_can_see_are_not_valid() {
        for steps in [
            "- log: a\n  stop: b",
            "- if: TRUE",
            "- log: a\n  then: []",
            "- log:",
            "- cadence: {}",
            "- cadence: { event: Skip, remove: Duplicate }",
            "- cadence: { event: Call_Connected }",
            "- set: {}",
            "- create_task: { due: today }",
            "- create_task: { subject: a, due: soon }",
            "- chatter: { to: manager or rep, text: a }",
            "- choose: []",
            "- cadence: { resume: false }",
        ] {
            assert!(!is_valid(&with_steps(steps)), "{steps}");
            assert_eq!(mistakes(&with_steps(steps)).len(), 1, "{steps}");
        }
    }
}
