//! What the writer promises, on real folders.

use super::*;
use std::collections::BTreeMap;
use std::fs;
use tempfile::TempDir;

fn tree(files: &[(&str, &str)]) -> Tree {
    let mut tree = Tree::default();
    files.iter().for_each(|(path, content)| tree.insert(*path, *content));
    tree
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &tree(files), HandEdits::Refuse).unwrap();
    folder
}

/// Every file below a folder.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|each| !each.file_type().is_dir());
    let file = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
        (path, fs::read_to_string(entry.path()).unwrap())
    };
    entries.map(file).collect()
}

fn write_now(folder: &Path, files: &[(&str, &str)]) -> Report {
    write(folder, &tree(files), HandEdits::Refuse).unwrap()
}

fn refused(folder: &Path, files: &[(&str, &str)]) -> Vec<String> {
    let failures = write(folder, &tree(files), HandEdits::Refuse).unwrap_err();
    failures.0.into_iter().map(|failure| failure.to_string()).collect()
}

const OLD: &[(&str, &str)] = &[("a.xml", "one\n"), ("flows/b.xml", "two\n"), ("flows/deep/c.xml", "three\n")];
const NEW: &[(&str, &str)] = &[("a.xml", "one\n"), ("flows/b.xml", "2\n"), ("tabs/d.xml", "four\n")];

#[test]
fn a_second_tree_replaces_the_first_and_leaves_no_empty_folder() {
    let folder = folder(OLD);
    let report = write_now(folder.path(), NEW);
    assert_eq!(report.written, ["flows/b.xml", "tabs/d.xml"]);
    assert_eq!(report.removed, ["flows/deep/c.xml"]);
    assert_eq!((report.unchanged, report.finished), (1, false));
    let fresh = self::folder(NEW);
    assert_eq!(files(folder.path()), files(fresh.path()));
    assert!(!folder.path().join("flows/deep").exists());
    assert_eq!(write_now(folder.path(), NEW), Report { unchanged: 3, ..Report::default() });
}

#[test]
fn a_file_that_is_not_ours_is_never_touched() {
    let folder = folder(OLD);
    fs::write(folder.path().join("flows/own.xml"), "mine").unwrap();
    fs::create_dir(folder.path().join("tabs")).unwrap();
    fs::write(folder.path().join("tabs/d.xml"), "mine").unwrap();
    let before = files(folder.path());
    let failures = refused(folder.path(), NEW);
    assert_eq!(failures.len(), 1, "{failures:?}");
    assert!(failures[0].contains("tabs/d.xml: is a file that ctiflow did not write"), "{failures:?}");
    assert!(write(folder.path(), &tree(NEW), HandEdits::Replace).is_err());
    assert_eq!(files(folder.path()), before);
    fs::remove_file(folder.path().join("tabs/d.xml")).unwrap();
    write_now(folder.path(), NEW);
    assert_eq!(files(folder.path())["flows/own.xml"], "mine");
}

#[test]
fn a_file_edited_by_hand_is_named_and_kept_unless_forced() {
    let folder = folder(OLD);
    for path in ["flows/b.xml", "flows/deep/c.xml"] {
        fs::write(folder.path().join(path), "edited\n").unwrap();
    }
    let before = files(folder.path());
    let failures = refused(folder.path(), NEW);
    assert_eq!(failures.len(), 2, "{failures:?}");
    assert!(failures.iter().all(|failure| failure.contains("was edited by hand")), "{failures:?}");
    assert_eq!(files(folder.path()), before);
    write(folder.path(), &tree(NEW), HandEdits::Replace).unwrap();
    assert_eq!(files(folder.path()), files(self::folder(NEW).path()));
}

#[test]
fn an_edit_that_makes_the_file_what_it_should_be_is_none() {
    let folder = folder(OLD);
    fs::write(folder.path().join("flows/b.xml"), "2\n").unwrap();
    assert_eq!(write_now(folder.path(), NEW).written, ["tabs/d.xml"]);
}

#[test]
fn carriage_returns_never_count() {
    let folder = folder(OLD);
    let with_crlf = |path: &str, content: &str| {
        fs::write(folder.path().join(path), content.replace('\n', "\r\n")).unwrap()
    };
    files(folder.path()).iter().for_each(|(path, content)| with_crlf(path, content));
    let before = files(folder.path());
    assert!(!compare(folder.path(), &tree(OLD)).unwrap().is_stale());
    assert_eq!(write_now(folder.path(), OLD), Report { unchanged: 3, ..Report::default() });
    assert_eq!(files(folder.path())["a.xml"], before["a.xml"]);
    write_now(folder.path(), NEW);
    assert_eq!(files(folder.path())["flows/b.xml"], "2\n");
}

#[test]
fn a_deleted_file_comes_back() {
    let folder = folder(OLD);
    fs::remove_dir_all(folder.path().join("flows")).unwrap();
    assert_eq!(write_now(folder.path(), OLD).written, ["flows/b.xml", "flows/deep/c.xml"]);
}

#[test]
fn comparing_changes_nothing_and_sees_everything() {
    let folder = folder(OLD);
    let before = files(folder.path());
    let plan = compare(folder.path(), &tree(NEW)).unwrap();
    let paths: Vec<&str> = plan.changes().map(|change| change.path.as_str()).collect();
    assert_eq!(paths, [".ctiflow/files.json", "flows/deep/c.xml", "flows/b.xml", "tabs/d.xml"]);
    assert!(plan.is_stale());
    assert_eq!(files(folder.path()), before);
    let nowhere = folder.path().join("nowhere");
    assert!(compare(&nowhere, &tree(OLD)).unwrap().is_stale());
    assert!(!nowhere.exists());
}

#[test]
fn a_listing_that_leads_out_of_the_folder_is_refused() {
    for path in ["../victim", "/etc/victim", "a/../../victim", "c:\\victim", ".ctiflow/lock", ""] {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("out");
        write_now(&folder, OLD);
        fs::write(parent.path().join("victim"), "mine").unwrap();
        let listing = serde_json::json!({ "version": 1, "files": { path: disk::hash(b"mine") } });
        fs::write(folder.join(".ctiflow/files.json"), listing.to_string()).unwrap();
        assert!(refused(&folder, NEW)[0].contains("is damaged"), "{path}");
        fs::write(folder.join(".ctiflow/files.json"), "{").unwrap();
        assert!(refused(&folder, NEW)[0].contains("is damaged"));
        let journal = serde_json::json!({ "moves": [], "removals": [{ "path": path, "before": null }], "listing": false });
        fs::write(folder.join(".ctiflow/journal.json"), journal.to_string()).unwrap();
        assert!(refused(&folder, NEW)[0].contains("is damaged"), "{path}");
        assert_eq!(fs::read_to_string(parent.path().join("victim")).unwrap(), "mine");
    }
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_is_not_followed() {
    use std::os::unix::fs::symlink;
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("d.xml"), "mine").unwrap();
    let folder = folder(OLD);
    symlink(elsewhere.path(), folder.path().join("tabs")).unwrap();
    assert!(refused(folder.path(), NEW)[0].contains("is below a symbolic link"));
    fs::remove_file(folder.path().join("tabs")).unwrap();
    fs::create_dir(folder.path().join("tabs")).unwrap();
    symlink(elsewhere.path().join("d.xml"), folder.path().join("tabs/d.xml")).unwrap();
    assert!(refused(folder.path(), NEW)[0].contains("is a symbolic link"));
    assert_eq!(fs::read_to_string(elsewhere.path().join("d.xml")).unwrap(), "mine");

    let linked = tempfile::tempdir().unwrap();
    symlink(elsewhere.path(), linked.path().join(".ctiflow")).unwrap();
    assert!(refused(linked.path(), NEW)[0].contains("symbolic link"));
    assert_eq!(files(elsewhere.path()).len(), 1);
}

/// A folder whose writer was killed right after the journal was there, `moved` of its moves done.
fn interrupted(moved: usize) -> TempDir {
    let folder = folder(OLD);
    let disk = Disk::open(folder.path());
    let plan = Plan::new(&disk, &tree(NEW)).unwrap();
    let before = files(folder.path());
    journal::carry_out(&disk, &plan).unwrap();
    let after = files(folder.path());
    fs::remove_dir_all(folder.path()).unwrap();
    let put = |path: &str, content: &str| disk.write(path, content.as_bytes()).unwrap();
    before.iter().for_each(|(path, content)| put(path, content));
    let entry = |change: &Change| serde_json::json!({ "path": change.path, "before": change.before.as_deref().map(disk::hash) });
    let entries = |changes: &[Change]| changes.iter().map(entry).collect::<serde_json::Value>();
    let journal = serde_json::json!({
        "moves": entries(&plan.writes), "removals": entries(&plan.removals), "listing": true,
    });
    put(".ctiflow/journal.json", &journal.to_string());
    put(".ctiflow/stage/files.json", &after[".ctiflow/files.json"]);
    for (at, change) in plan.writes.iter().enumerate() {
        let place =
            if at < moved { change.path.clone() } else { format!(".ctiflow/stage/tree/{}", change.path) };
        put(&place, &after[&change.path]);
    }
    folder
}

#[test]
fn the_next_writer_finishes_a_journal() {
    for moved in 0..=2 {
        let folder = interrupted(moved);
        assert!(compare(folder.path(), &tree(NEW)).unwrap().interrupted);
        let report = write_now(folder.path(), NEW);
        assert_eq!(report, Report { unchanged: 3, finished: true, ..Report::default() });
        assert_eq!(files(folder.path()), files(self::folder(NEW).path()), "{moved}");
        let folder = interrupted(moved);
        write_now(folder.path(), OLD);
        assert_eq!(files(folder.path()), files(self::folder(OLD).path()), "{moved}");
    }
}

#[test]
fn finishing_a_journal_loses_no_edit_made_since() {
    let folder = interrupted(0);
    fs::write(folder.path().join("flows/b.xml"), "edited\n").unwrap();
    assert!(refused(folder.path(), NEW)[0].contains("flows/b.xml: was edited by hand"));
    assert_eq!(files(folder.path())["flows/b.xml"], "edited\n");
    write(folder.path(), &tree(NEW), HandEdits::Replace).unwrap();
    assert_eq!(files(folder.path()), files(self::folder(NEW).path()));
}

#[test]
fn what_was_staged_without_a_journal_is_thrown_away() {
    let folder = folder(OLD);
    let stage = folder.path().join(".ctiflow/stage/tree");
    fs::create_dir_all(&stage).unwrap();
    fs::write(stage.join("a.xml"), "half").unwrap();
    write_now(folder.path(), OLD);
    assert_eq!(files(folder.path()), files(self::folder(OLD).path()));
}
