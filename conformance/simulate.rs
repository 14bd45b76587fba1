//! Holds the engine to flows that were not made for it: real ones with the tests of their authors, and the corpus.
//!
//! Both lie in `$CTIFLOW_SHARED`. The tests of the recipes are transcribed in `recipes.json`, in literal values:
//! `@name` is the id of a record, `@name.Field` one of its fields. `conformance/run` runs this.

#![allow(clippy::unwrap_used, reason = "it may fail")]

use ctiflow::flow::{self, Reading};
use ctiflow::formula::{Decimal, Type, Value};
use ctiflow::org::Org;
use ctiflow::simulate::{Data, End, Engine, Report, Settings, World};
use ctiflow::source::{FileId, Source};
use ctiflow::xml;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn shared(folder: &str) -> PathBuf {
    let root = std::env::var("CTIFLOW_SHARED").expect("CTIFLOW_SHARED says where the shared folder lies");
    Path::new(&root).join(folder)
}

fn read(path: &Path) -> Option<Reading> {
    let name = path.file_name()?.to_str()?.split('.').next()?.to_owned();
    let source = Source::new(path.to_str()?, std::fs::read_to_string(path).ok()?);
    let document = xml::read(&source, FileId::default()).ok()?;
    flow::read(&name, &document).ok()
}

fn settings() -> Settings {
    Settings::at("2026-11-22T12:00:00Z".parse().unwrap(), jiff::tz::TimeZone::UTC)
}

/// The records of a scenario by their names.
type Names = BTreeMap<String, Value>;

fn value(world: &World, names: &Names, outputs: &BTreeMap<String, Data>, json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Boolean(*flag),
        Json::Number(number) => Value::Number(Decimal::read(&number.to_string()).unwrap()),
        Json::String(text) => {
            match text.strip_prefix('@').map(|name| name.split_once('.').unwrap_or((name, "Id"))) {
                Some((name, field)) => match world.find(&names[name]) {
                    Some(record) => world.field(record, field),
                    None => names[name].clone(),
                },
                None => Value::text(text.as_str()),
            }
        }
        Json::Object(kinds) => match (kinds.get("date"), kinds.get("output")) {
            (Some(date), _) => Value::read(date.as_str().unwrap(), Type::Date).unwrap(),
            (_, Some(output)) => outputs[output.as_str().unwrap()].value(),
            _ => panic!("{json} is no value"),
        },
        Json::Array(_) => panic!("{json} is no value"),
    }
}

fn data(world: &World, names: &Names, json: &Json) -> Data {
    let none = BTreeMap::new();
    match json {
        Json::Array(items) => Data::list(items.iter().map(|item| data(world, names, item)).collect()),
        Json::Object(kinds) if kinds.contains_key("record") => {
            let id = value(world, names, &none, &kinds["record"]);
            Data::Record(world.find(&id).unwrap().clone())
        }
        json => Data::Value(value(world, names, &none, json)),
    }
}

/// What is wrong with one output.
fn output_mistake(found: &Data, wanted: &Json) -> Option<String> {
    let right = match wanted {
        Json::Object(kinds) if kinds.contains_key("not") => !found.is_null(),
        Json::Object(kinds) if kinds.contains_key("size") => {
            found.items().len() as u64 == kinds["size"].as_u64()?
        }
        Json::Object(kinds) if kinds.contains_key("starts") => {
            found.value().to_string().starts_with(kinds["starts"].as_str()?)
        }
        json => match (found.value(), json) {
            (Value::Number(number), Json::Number(wanted)) => Decimal::read(&wanted.to_string())? == number,
            (Value::Boolean(flag), Json::Bool(wanted)) => flag == *wanted,
            (Value::Text(text), Json::String(wanted)) => *text == **wanted,
            _ => false,
        },
    };
    (!right).then(|| format!("{found:?} is not {wanted}"))
}

fn mistakes(scenario: &Json, world: &mut World) -> Vec<String> {
    let mut names = Names::new();
    for record in scenario["records"].as_array().unwrap() {
        let fields = record.as_object().unwrap().iter();
        let fields = fields.filter(|(name, _)| !matches!(name.as_str(), "object" | "as"));
        let fields: Vec<(&str, Value)> = fields
            .map(|(name, json)| (name.as_str(), value(world, &names, &BTreeMap::new(), json)))
            .collect();
        let id = world.add(record["object"].as_str().unwrap(), &fields).unwrap();
        names.insert(record["as"].as_str().unwrap().to_owned(), id);
    }
    let inputs = scenario["inputs"].as_object().unwrap().iter();
    let inputs = inputs.map(|(name, json)| (name.clone(), data(world, &names, json))).collect();
    let report = world.launch(scenario["flow"].as_str().unwrap(), vec![inputs]).unwrap();
    let mut mistakes: Vec<String> = report.failure().into_iter().collect();
    let outputs = &report.outputs[0];
    for (name, wanted) in scenario["outputs"].as_object().unwrap() {
        let mistake = output_mistake(&outputs.get(name).cloned().unwrap_or_default(), wanted);
        mistakes.extend(mistake.map(|mistake| format!("{name}: {mistake}")));
    }
    for expected in scenario["records_after"].as_array().unwrap() {
        mistakes.extend(record_mistakes(world, &names, outputs, expected));
    }
    mistakes
}

fn record_mistakes(
    world: &World,
    names: &Names,
    outputs: &BTreeMap<String, Data>,
    expected: &Json,
) -> Vec<String> {
    let object = expected["object"].as_str().unwrap();
    let matches = |record: &&std::sync::Arc<ctiflow::simulate::Record>| {
        let mut filters = expected["where"].as_object().unwrap().iter();
        filters.all(|(name, json)| world.field(record, name) == value(world, names, outputs, json))
    };
    let found: Vec<_> = world.all(object).filter(matches).collect();
    let mut mistakes = Vec::new();
    if found.len() as u64 != expected["count"].as_u64().unwrap() {
        mistakes.push(format!("{} of {object}, not {}", found.len(), expected["count"]));
    }
    for (name, wanted) in expected.get("fields").and_then(Json::as_object).into_iter().flatten() {
        let held = found.first().map_or(Value::Null, |record| world.field(record, name));
        mistakes.extend(
            output_mistake(&held.into(), wanted).map(|mistake| format!("{object}.{name}: {mistake}")),
        );
    }
    mistakes
}

#[test]
fn recipes_pass_their_authors_tests() {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(shared("oracles/recipes/flows"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let readings: Vec<Reading> = paths.iter().map(|path| read(path).unwrap()).collect();
    let engine = Engine::load(&Org::standard(), &readings);
    assert_eq!(engine.refusals(), []);
    let text =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/recipes.json"));
    let scenarios: Vec<Json> = serde_json::from_str(&text.unwrap()).unwrap();
    let transcribed: BTreeSet<String> =
        scenarios.iter().map(|scenario| scenario["test"].as_str().unwrap().to_owned()).collect();
    assert_eq!(transcribed, written_tests(), "each test of the authors is transcribed");
    let mut failed = Vec::new();
    for scenario in &scenarios {
        let mut world = World::new(&engine, settings());
        let mistakes = mistakes(scenario, &mut world);
        failed
            .extend((!mistakes.is_empty()).then(|| format!("{}: {}", scenario["test"], mistakes.join("; "))));
    }
    println!("{} of {} recipes pass", scenarios.len() - failed.len(), scenarios.len());
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

fn written_tests() -> BTreeSet<String> {
    let text = std::fs::read_to_string(shared("oracles/recipes/scenarios.json")).unwrap();
    let written: Json = serde_json::from_str(&text).unwrap();
    let tests = written["scenarios"].as_array().unwrap().iter();
    tests
        .map(|test| format!("{}.{}", test["class"].as_str().unwrap(), test["test"].as_str().unwrap()))
        .collect()
}

/// Autolaunched flows of one repository, by their names.
fn repositories() -> BTreeMap<String, BTreeMap<String, Reading>> {
    let mut found: BTreeMap<String, BTreeMap<String, Reading>> = BTreeMap::new();
    for repository in std::fs::read_dir(shared("corpus/flows")).unwrap() {
        let folder = repository.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        for file in std::fs::read_dir(&folder).unwrap() {
            if let Some(reading) = read(&file.unwrap().path()) {
                if reading.flow.process_type == "AutoLaunchedFlow" {
                    found.entry(name.clone()).or_default().insert(reading.flow.name.clone(), reading);
                }
            }
        }
    }
    found
}

#[test]
fn each_autolaunched_flow_of_the_corpus_starts_or_is_refused_for_a_reason() {
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    let (mut started, mut refused) = (0, 0);
    for (repository, flows) in repositories() {
        let engine = Engine::load(&Org::standard(), flows.values());
        for name in flows.keys() {
            let why: BTreeSet<&str> = engine
                .refusals()
                .iter()
                .filter(|refusal| refusal.flow == *name)
                .map(|refusal| refusal.reason.kind())
                .collect();
            match engine.runs(name) {
                true => {
                    assert!(why.is_empty(), "{repository}/{name} runs, and is refused");
                    start(&engine, name);
                    started += 1;
                }
                false => {
                    assert!(!why.is_empty(), "{repository}/{name} is refused without a reason");
                    refused += 1;
                    for refusal in engine.refusals().iter().filter(|refusal| refusal.flow == *name) {
                        println!("refused {repository}: {refusal}");
                    }
                    *reasons.entry(why.into_iter().collect::<Vec<_>>().join(" + ")).or_default() += 1;
                }
            }
        }
    }
    println!("{started} flows start, {refused} are refused: {reasons:?}");
    assert!(started >= refused * 3, "three of four flows start");
}

/// One interview on an empty record: it ends, by whatever end.
fn start(engine: &Engine, name: &str) -> Report {
    let mut world = World::new(engine, settings());
    let report = world.launch(name, vec![BTreeMap::new()]).unwrap();
    assert!(matches!(report.transactions[0].end, End::Committed | End::Failed { .. } | End::Aborted(_)));
    report
}
