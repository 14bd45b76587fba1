//! What the documents say is so: paths, names, tables, the first spec. `UPDATE=1` writes the table of the language anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const END_OF_LANGUAGE: &str = "<!-- end of language -->";

/// The top of every path that a document may name.
const TOPS: &[&str] = &[
    ".ci/",
    "benches/",
    "conformance/",
    "docs/",
    "fuzz/",
    "schema/",
    "scripts/",
    "specs/",
    "src/",
    "templates/",
    "tests/",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

/// The documents that people read, but for the pages of messages.
fn documents() -> Vec<(&'static str, String)> {
    let paths = [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/architecture.md",
        "docs/platform-notes.md",
        "docs/scenarios.md",
    ];
    paths.into_iter().map(|path| (path, text(path))).collect()
}

/// What stands between backticks in a line.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

fn is_path(word: &str) -> bool {
    let plain = !word.contains(['<', '*', ' ', '{']);
    plain && TOPS.iter().any(|top| word.starts_with(top))
}

#[test]
fn every_path_is_there() {
    let mut missing = Vec::new();
    for (document, text) in documents() {
        for path in text.lines().flat_map(quoted).filter(|word| is_path(word)) {
            if !root().join(path).exists() {
                missing.push(format!("{document}: {path}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_link_leads_somewhere() {
    let mut broken = Vec::new();
    for (document, text) in documents() {
        let folder = Path::new(document).parent().unwrap_or(Path::new(""));
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            if path.starts_with("https://") {
                continue;
            }
            let target = if path.is_empty() { PathBuf::from(document) } else { folder.join(path) };
            let found = fs::read_to_string(root().join(&target));
            let is_there = root().join(&target).exists();
            let heads = found.unwrap_or_default().lines().filter_map(head).any(|head| head == anchor);
            if !is_there || !(anchor.is_empty() || heads) {
                broken.push(format!("{document}: {link}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// The anchor of a heading.
fn head(line: &str) -> Option<String> {
    let title = line.strip_prefix('#')?.trim_start_matches('#').trim();
    let kept = |character: &char| character.is_alphanumeric() || matches!(character, ' ' | '-' | '_');
    Some(title.to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-"))
}

#[test]
fn every_choice_about_the_platform_is_where_the_notes_say() {
    let notes = text("docs/platform-notes.md");
    let mut wrong = Vec::new();
    for place in notes.split("\n- Code: ").skip(1).filter_map(|rest| rest.split("\n- ").next()) {
        let mut last: Option<&str> = None;
        for word in quoted(place) {
            match (is_path(word), last) {
                (true, _) => last = Some(word),
                (false, Some(path)) if text(path).contains(word) => {}
                (false, path) => wrong.push(format!("`{word}` is not in {}", path.unwrap_or("any file"))),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_note_says_all_four_things() {
    let notes = text("docs/platform-notes.md");
    for note in notes.split("\n### ").skip(1) {
        let title = note.lines().next().unwrap_or_default();
        for part in ["\n- Choice: ", "\n- Evidence: ", "\n- Code: ", "\n- Settled"] {
            assert_eq!(note.matches(part).count(), 1, "`{title}`: {}", part.trim());
        }
    }
}

#[test]
fn every_choice_of_the_engine_is_in_the_notes() {
    let notes = text("docs/platform-notes.md");
    for row in ctiflow::simulate::choices::CHOICES {
        let line = format!("| {} | {} | {} |\n", row.name, row.chosen, row.evidence);
        assert!(notes.contains(&line), "not in the notes: {line}");
    }
}

#[test]
fn every_room_is_on_the_page() {
    let page = text("docs/architecture.md");
    let lib = text("src/lib.rs");
    let rooms = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    for room in rooms {
        assert!(page.contains(&format!("| `src/{room}")), "{room} is missing");
    }
}

#[test]
fn the_first_spec_is_the_one_that_is_shown() {
    let spec = text("specs/minimal.yaml");
    let (schema, shown) = spec.split_once('\n').unwrap();
    let readme = text("README.md");
    assert!(readme.contains(&format!("```yaml\n{shown}```\n")), "not specs/minimal.yaml");
    assert!(readme.contains(schema), "not its first line");
}

#[test]
fn the_message_that_is_shown_is_what_check_says() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("specs")).unwrap();
    let mistaken = text("specs/minimal.yaml").replace("person.Name", "person.Nmae");
    fs::write(folder.path().join("specs/minimal.yaml"), mistaken).unwrap();
    let mut check = Command::new(env!("CARGO_BIN_EXE_ctiflow"));
    let said = check.args(["check", "specs/minimal.yaml"]).current_dir(folder.path()).output().unwrap();
    let said = String::from_utf8(said.stdout).unwrap();
    assert!(text("README.md").contains(&format!("```\n{}\n```\n", said.trim_end())), "it says:\n{said}");
}

#[test]
fn the_failing_scenario_that_is_shown_is_what_test_says() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("specs")).unwrap();
    let scenarios = text("specs/minimal.scenarios.yaml");
    let (readme, start) = (text("README.md"), "  A voicemail to a lead on a Friday");
    let shown = readme.split("```yaml\n").find(|part| part.starts_with(start)).unwrap();
    assert!(scenarios.contains(shown.split("```").next().unwrap()), "not in specs/minimal.scenarios.yaml");
    let mistaken = scenarios.replace("due: 2026-12-01", "due: 2026-11-30");
    fs::write(folder.path().join("specs/minimal.scenarios.yaml"), mistaken).unwrap();
    fs::write(folder.path().join("specs/minimal.yaml"), text("specs/minimal.yaml")).unwrap();
    let mut test = Command::new(env!("CARGO_BIN_EXE_ctiflow"));
    let said = test.arg("test").current_dir(folder.path()).output().unwrap();
    let said = String::from_utf8(said.stdout).unwrap();
    let shown = readme.split("```\n").find(|part| part.starts_with("error[scenario-failed]")).unwrap();
    for part in shown.split("…\n") {
        assert!(said.contains(part), "it says:\n{said}");
    }
}

#[test]
fn the_tables_of_the_languages_are_these() {
    table("README.md", "src/spec/keys.rs", &ctiflow::spec::language_table());
    table("docs/scenarios.md", "src/spec/scenario_keys.rs", &ctiflow::spec::scenarios_table());
}

/// Holds the table of a document against the one that is made from the keys.
fn table(document: &str, keys: &str, table: &str) {
    let page = text(document);
    let mark = format!("<!-- language: made from {keys}; UPDATE=1 cargo test --test documents -->\n");
    let (before, rest) = page.split_once(&mark).expect("the mark of its beginning");
    let (shown, after) = rest.split_once(END_OF_LANGUAGE).expect("the mark of its end");
    let made = format!("\n{table}\n");
    if std::env::var_os("UPDATE").is_some() {
        let renewed = format!("{before}{mark}{made}{END_OF_LANGUAGE}{after}");
        fs::write(root().join(document), renewed).expect("the document");
    } else {
        assert!(shown == made, "stale: UPDATE=1 cargo test --test documents");
    }
}

#[test]
fn no_line_of_a_document_is_too_long_to_read() {
    for (document, text) in documents() {
        let prose = text.lines().filter(|line| !line.starts_with('|'));
        for line in prose {
            assert!(line.chars().count() <= 150, "{document}: {line}");
        }
    }
}
