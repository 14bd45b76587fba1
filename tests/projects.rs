//! Every project: its flows are what its intent says, and its files are those that lie in the repository.
//!
//! With the environment variable `UPDATE` set, the files are written anew; an intent never is.

#![allow(clippy::unwrap_used, reason = "it may fail")]

mod intent;
mod soundness;
mod support;

use ctiflow::flow::Cost;
use ctiflow::org::Org;
use ctiflow::source::{FileId, Source};
use intent::yaml::{self, Yaml};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::{Made, compile};

/// A batch of 200 calls may use so much of the 100 queries and 150 DML statements of a transaction.
const MOST_OF_BATCH: Cost = Cost { soql: 24, dml: 39 };

/// A spec with an intent.
struct Project {
    name: String,
    /// Its path from the root, with `/`.
    spec: String,
    /// Where its files lie.
    files: PathBuf,
    intent: PathBuf,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The project with the fewest files: every other has them too, under its own names.
const USUAL: &str = "minimal";

/// The specs of the repository, and those of the test projects.
fn projects() -> Vec<Project> {
    let of_folder = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let intent = root().join("tests/projects").join(&name).join("intent.yaml");
        match path.is_dir() {
            true => Project {
                spec: format!("tests/projects/{name}/spec.yaml"),
                files: path.join("expected"),
                intent,
                name,
            },
            false => Project {
                spec: format!("specs/{name}.yaml"),
                files: root().join("generated").join(&name),
                intent,
                name,
            },
        }
    };
    let is_spec = |path: &PathBuf| !path.to_str().unwrap().ends_with(".scenarios.yaml");
    let specs = entries(&root().join("specs")).into_iter().filter(is_spec);
    let own =
        entries(&root().join("tests/projects")).into_iter().filter(|path| path.join("spec.yaml").is_file());
    specs.chain(own).map(of_folder).collect()
}

/// What lies in a folder, sorted.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = read.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Every file below a folder by its path in it, with `/`.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let file = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
        (path, fs::read(entry.path()).unwrap())
    };
    entries.filter(|entry| entry.file_type().is_file()).map(file).collect()
}

/// What every org has, and the metadata in the folder `org` beside the spec.
fn org(spec: &str) -> Org {
    let mut org = Org::standard();
    let folder = root().join(spec).with_file_name("org");
    let sources: Vec<Source> = files(&folder)
        .into_iter()
        .map(|(path, content)| Source::new(path, String::from_utf8(content).unwrap()))
        .collect();
    let mut sink = ctiflow::diag::Sink::default();
    org.load_team(sources.iter().map(|source| (FileId(1), source)), &mut sink);
    assert!(sink.is_empty(), "{spec}: {:?}", sink.finish());
    org
}

fn made(project: &Project) -> Made {
    let text = fs::read_to_string(root().join(&project.spec)).unwrap();
    compile(&project.spec, &text, &org(&project.spec)).unwrap_or_else(|errors| panic!("{errors}"))
}

fn intent(project: &Project) -> Result<Yaml, String> {
    let text = fs::read_to_string(&project.intent)
        .map_err(|error| format!("{}: no intent: {error}", project.intent.display()))?;
    yaml::read(&text).map_err(|error| format!("{}: {error}", project.intent.display()))
}

/// The intent of a flow of another project, `Log of minimal`, with the names of this one.
fn like(words: &str, prefix: &str) -> Result<Yaml, String> {
    let (flow, other) =
        words.split_once(" of ").ok_or_else(|| format!("`{words}` names no flow and project"))?;
    let other = projects()
        .into_iter()
        .find(|each| each.name == other)
        .ok_or_else(|| format!("no project `{other}`"))?;
    let text = fs::read_to_string(&other.intent).map_err(|error| error.to_string())?;
    let theirs = intent(&other)?.get("prefix").map_or_else(String::new, |prefix| prefix.text().to_owned());
    let intent = yaml::read(&text.replace(&format!("{theirs}_"), &format!("{prefix}_")))?;
    let flows = intent.get("flows").cloned().unwrap_or(Yaml::List(Vec::new()));
    flows
        .get(&format!("{prefix}_{flow}"))
        .cloned()
        .ok_or_else(|| format!("`{}` has no flow `{flow}`", other.name))
}

/// What differs from the intent, of one project.
fn differences(project: &Project) -> Vec<String> {
    let intent = match intent(project) {
        Ok(intent) => intent,
        Err(why) => return vec![why],
    };
    let made = made(project);
    let prefix = &made.program.prefix;
    let log = format!("{prefix}_Log");
    let mut found = intent::differences(&made.flows, &intent, &log, &|words| like(words, prefix));
    let router = format!("{prefix}_Call_Router");
    let batch = intent::cost::batch(&made.flows, &router);
    let (cost, said) = (intent::shown(batch), intent.get("batch").map_or("nothing", Yaml::text));
    if cost != said {
        found.push(format!("a batch costs {cost}, and should cost {said}"));
    }
    if batch.highest(MOST_OF_BATCH) != MOST_OF_BATCH {
        found.push(format!("a batch costs {cost}, more than {}", intent::shown(MOST_OF_BATCH)));
    }
    found.extend(metadata(&made, &intent));
    found.into_iter().map(|each| format!("{}: {each}", project.name)).collect()
}

/// The metadata that is not, or not only, what the intent lists by kind.
fn metadata(made: &Made, intent: &Yaml) -> Vec<String> {
    let differs = |(kind, names): &(String, Yaml)| {
        let own = made.components.iter().filter(|each| each.kind.name() == kind && !each.is_stub());
        let actual: BTreeSet<&str> = own.map(|each| each.name.as_str()).collect();
        let wanted: BTreeSet<&str> = names.texts().into_iter().collect();
        let missing: Vec<_> = wanted.difference(&actual).collect();
        let more: Vec<_> = actual.difference(&wanted).collect();
        (actual != wanted).then(|| format!("{kind}: missing are {missing:?}, and there are also {more:?}"))
    };
    intent.get("metadata").map(Yaml::entries).unwrap_or_default().iter().filter_map(differs).collect()
}

#[test]
fn every_program_is_what_its_intent_says() {
    let found: Vec<String> = projects().iter().flat_map(differences).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn every_program_keeps_the_laws() {
    let of_project = |project: &Project| {
        let problems = soundness::problems(&made(project), &org(&project.spec));
        problems.into_iter().map(|problem| format!("{}: {problem}", project.name)).collect::<Vec<_>>()
    };
    let found: Vec<String> = projects().iter().flat_map(of_project).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn every_intent_has_its_spec() {
    let known: Vec<PathBuf> = projects().into_iter().map(|project| project.intent).collect();
    for folder in entries(&root().join("tests/projects")) {
        assert!(known.contains(&folder.join("intent.yaml")), "{}: no spec", folder.display());
    }
}

/// The files of a program by their paths.
fn tree(made: &Made) -> BTreeMap<String, Vec<u8>> {
    made.tree.files().map(|(path, content)| (path.to_owned(), content.to_vec())).collect()
}

/// The files that a project keeps: of a test project only those that the usual one has not, but for the names in them.
fn kept(project: &Project, made: &Made, usual: &(Project, Made)) -> BTreeMap<String, Vec<u8>> {
    let mut kept = tree(made);
    if project.spec.starts_with("specs/") {
        return kept;
    }
    let (theirs, of_usual) = usual;
    let renamed = |text: &str| {
        let text = text.replace(&theirs.spec, &project.spec);
        let text = text.replace(&of_usual.program.prefix, &made.program.prefix);
        text.replace(&of_usual.program.name, &made.program.name)
    };
    for (path, content) in tree(of_usual) {
        let same = String::from_utf8(content).map(|text| renamed(&text).into_bytes());
        let path = renamed(&path);
        if same.is_ok_and(|same| kept.get(&path) == Some(&same)) {
            kept.remove(&path);
        }
    }
    kept
}

#[test]
fn every_project_has_the_files_of_its_spec() {
    let mut stale = Vec::new();
    let usual = projects().into_iter().find(|project| project.name == USUAL).unwrap();
    let usual = {
        let made = made(&usual);
        (usual, made)
    };
    for project in projects() {
        let made = made(&project);
        let wanted = kept(&project, &made, &usual);
        if std::env::var_os("UPDATE").is_some() {
            update(&project, &wanted);
        }
        let mut actual = files(&project.files);
        actual.retain(|path, _| !path.starts_with(".ctiflow/"));
        let paths = wanted.keys().chain(actual.keys());
        stale.extend(
            paths
                .filter(|path| wanted.get(*path) != actual.get(*path))
                .map(|path| format!("{}: {path}", project.name)),
        );
    }
    stale.dedup();
    assert!(
        stale.is_empty(),
        "stale; look at them after UPDATE=1 cargo test --test projects:\n{}\n",
        stale.join("\n")
    );
}

/// Writes the files anew: those of the repository's specs by the command that writes them for users.
fn update(project: &Project, files: &BTreeMap<String, Vec<u8>>) {
    if project.spec.starts_with("specs/") {
        let mut build = Command::new(env!("CARGO_BIN_EXE_ctiflow"));
        let done = build.current_dir(root()).args(["build", &project.spec]).status().unwrap();
        assert!(done.success(), "{}", project.spec);
        return;
    }
    if project.files.is_dir() {
        fs::remove_dir_all(&project.files).unwrap();
    }
    for (path, content) in files {
        let path = project.files.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}
