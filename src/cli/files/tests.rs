use super::*;
use std::fs;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

fn folder(paths: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for path in paths {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "<Flow/>").unwrap();
    }
    folder
}

/// The files found, by their paths from `folder`.
fn shown(found: &Found, folder: &Path) -> Vec<String> {
    let prefix = format!("{}/", input::show(folder));
    found.files.iter().map(|file| file.shown.replace(&prefix, "")).collect()
}

#[test]
fn a_folder_holds_source_files_and_those_of_packages_by_name() {
    let folder = folder(&[
        "force-app/main/default/flows/B.flow-meta.xml",
        "force-app/main/default/flows/A.flow-meta.xml",
        "force-app/main/default/flows/README.md",
        "mdapi/flows/C.flow",
        "mdapi/package.xml",
        "notes/C.flow",
        "mdapi/reports/Folder/R.report",
        ".sfdx/flows/D.flow-meta.xml",
        "node_modules/x/flows/E.flow-meta.xml",
    ]);
    let found = find(&[folder.path().to_owned()]);
    assert_eq!(
        shown(&found, folder.path()),
        [
            "force-app/main/default/flows/A.flow-meta.xml",
            "force-app/main/default/flows/B.flow-meta.xml",
            "mdapi/flows/C.flow",
            "mdapi/package.xml",
            "mdapi/reports/Folder/R.report",
        ]
    );
    assert!(found.unanswered.is_empty() && found.passed_by.is_empty(), "{found:?}");
}

#[test]
fn a_named_file_is_taken_whatever_its_name_and_none_twice() {
    let folder = folder(&["b/X.flow-meta.xml", "a.xml"]);
    let at = |path: &str| folder.path().join(path);
    let found = find(&[at("b/X.flow-meta.xml"), at("a.xml"), folder.path().to_owned(), at("b/../a.xml")]);
    assert_eq!(shown(&found, folder.path()), ["b/X.flow-meta.xml", "a.xml"]);
}

#[test]
fn what_is_not_there_is_said_and_the_rest_is_found() {
    let folder = folder(&["flows/X.flow-meta.xml", "empty/notes.txt"]);
    let at = |path: &str| folder.path().join(path);
    let found = find(&[at("flow"), at("empty"), at("flows")]);
    let said: Vec<&str> = found.unanswered.iter().map(|failure| failure.message.as_str()).collect();
    assert_eq!(said, ["there is no such file", "no metadata file is there"]);
    assert!(found.unanswered[0].help.as_ref().unwrap().contains("did you mean"));
    assert_eq!(shown(&found, folder.path()), ["flows/X.flow-meta.xml"]);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_said_and_one_inside_is_nothing_new() {
    use std::os::unix::fs::symlink;
    let outside = folder(&["flows/O.flow-meta.xml", "README.md"]);
    let folder = folder(&["flows/A.flow-meta.xml"]);
    let at = |path: &str| folder.path().join(path);
    symlink(outside.path().join("flows"), at("linked")).unwrap();
    symlink(outside.path().join("flows/O.flow-meta.xml"), at("flows/O.flow-meta.xml")).unwrap();
    symlink(outside.path().join("README.md"), at("README.md")).unwrap();
    symlink(at("flows"), at("again")).unwrap();
    symlink(folder.path(), at("flows/loop")).unwrap();
    symlink(at("gone"), at("flows/gone.flow-meta.xml")).unwrap();
    let found = find(&[folder.path().to_owned()]);
    assert_eq!(shown(&found, folder.path()), ["flows/A.flow-meta.xml"]);
    let passed_by = found.passed_by.iter().map(|failure| failure.path.clone().unwrap());
    let names: Vec<String> = passed_by.map(|path| path.rsplit('/').next().unwrap().to_owned()).collect();
    assert_eq!(names, ["O.flow-meta.xml", "gone.flow-meta.xml", "linked"]);
    assert_eq!(find(&[at("linked")]).files.len(), 1, "a link that is named is meant");
}

#[test]
fn files_are_reported_in_their_order_and_a_panic_stops_none() {
    let file = |at: usize| MetadataFile { shown: at.to_string(), path: at.to_string().into() };
    let files: Vec<MetadataFile> = (0..40).map(file).collect();
    let mut reported = Vec::new();
    let work = |file: &MetadataFile| {
        let at: u64 = file.shown.parse().unwrap();
        std::thread::sleep(Duration::from_millis((at * 7) % 5));
        assert_ne!(at, 13, "thirteen");
        at
    };
    each(&files, work, |file, done| reported.push((file.shown.clone(), done)));
    let expected: Vec<String> = (0..40).map(|at| at.to_string()).collect();
    assert_eq!(reported.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(), expected);
    let crashed: Vec<_> = reported.iter().filter_map(|(_, done)| done.as_ref().err()).collect();
    assert_eq!(crashed.len(), 1);
    assert_eq!(crashed[0].path.as_deref(), Some("13"));
}

#[test]
fn a_file_that_is_too_long_is_refused_before_it_is_read() {
    let folder = folder(&["X.flow-meta.xml"]);
    let path = folder.path().join("X.flow-meta.xml");
    fs::File::options().write(true).open(&path).unwrap().set_len(xml::MAX_BYTES as u64 + 1).unwrap();
    let file = &find(&[path]).files[0];
    assert!(file.read().unwrap_err().message.contains("longer than 64 MiB"));
}

#[test]
fn a_manifest_is_metadata() {
    for (path, expected) in [
        ("manifest/package.xml", true),
        ("destructiveChanges.xml", true),
        ("manifest/destructiveChangesPost.xml", true),
        ("pom.xml", false),
    ] {
        assert_eq!(kinds::is_metadata(std::path::Path::new(path)), expected, "{path}");
    }
}
