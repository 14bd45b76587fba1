//! Files that nobody should have: each is named with its place, the others are done, and nothing is left half written.

#![allow(clippy::unwrap_used, reason = "it may fail")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// A flow that is not canonical, and has no other fault.
const GOOD: &str = "<Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\"><label>Good</label><apiVersion>66.0</apiVersion>\
    <processType>AutoLaunchedFlow</processType><start><locationX>0</locationX><locationY>0</locationY><connector>\
    <targetReference>Stop</targetReference></connector></start><status>Draft</status><customErrors><name>Stop</name>\
    <label>Stop</label><locationX>0</locationX><locationY>0</locationY><customErrorMessages><errorMessage>No\
    </errorMessage><isFieldError>false</isFieldError></customErrorMessages></customErrors></Flow>";

/// Each bad file, and what both commands say of it.
fn bad_files() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let utf_16 = "<Flow/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bomb = b"<!DOCTYPE a [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\n<Flow><label>&b;</label></Flow>";
    vec![
        (
            "text",
            b"no XML\n".to_vec(),
            "text.flow-meta.xml:1:1: error[xml-syntax]: text outside of the root element",
        ),
        ("empty", Vec::new(), "empty.flow-meta.xml:1:1: error[xml-syntax]: the file has no element"),
        (
            "cut",
            b"<Flow>\n  <label>A".to_vec(),
            "cut.flow-meta.xml:2:3: error[xml-syntax]: `<label>` is never closed",
        ),
        (
            "root",
            b"\n<Layout/>".to_vec(),
            "root.flow-meta.xml:2:1: error[wrong-root]: the root is `<Layout>`",
        ),
        (
            "latin",
            b"<Flow>\n<label>\xe4</label></Flow>".to_vec(),
            "latin.flow-meta.xml: is not UTF-8 (line 2, byte 14)",
        ),
        ("utf16", utf_16, "utf16.flow-meta.xml: is UTF-16, and not UTF-8"),
        (
            "encoding",
            b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><Flow/>".to_vec(),
            "encoding.flow-meta.xml:1:1: error[xml-syntax]: the file says that it is not UTF-8",
        ),
        ("bomb", bomb.to_vec(), "bomb.flow-meta.xml:1:1: error[xml-syntax]: metadata has no document type"),
        (
            "deep",
            "<Flow>".repeat(100_000).into_bytes(),
            "deep.flow-meta.xml:1:601: error[xml-syntax]: `<Flow>` lies in 100 elements: deeper nesting is not read",
        ),
        (
            "control",
            b"<Flow>\n  <label>a\x01</label></Flow>".to_vec(),
            "control.flow-meta.xml:2:11: error[xml-syntax]: the character U+0001 cannot stand in XML",
        ),
    ]
}

/// The end of the names of all files here.
const ENDING: &str = ".flow-meta.xml";

fn put(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    fs::write(folder.join(format!("{name}{ENDING}")), bytes).unwrap();
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, _) in bad_files() {
        put(folder.path(), name, bytes);
    }
    put(folder.path(), "a_good", GOOD);
    put(folder.path(), "z_good", GOOD);
    folder
}

fn ctiflow(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let command = Command::new(env!("CARGO_BIN_EXE_ctiflow")).args(arguments).current_dir(folder).output();
    let Output { status, stdout, stderr } = command.unwrap();
    (status.code(), String::from_utf8(stdout).unwrap() + &String::from_utf8(stderr).unwrap())
}

/// The files in a folder, and their bytes.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file());
    let named = entries.map(|entry| (entry.file_name().into_string().unwrap(), entry.path()));
    named.map(|(name, path)| (name, fs::read(path).unwrap())).collect()
}

#[test]
fn each_bad_file_is_named_with_its_place_and_the_others_are_linted() {
    let folder = folder();
    let (code, said) = ctiflow(folder.path(), &["lint", ".", "--format", "short"]);
    assert_eq!(code, Some(1), "{said}");
    for (_, _, words) in bad_files() {
        assert!(said.contains(words), "{words}\n{said}");
    }
    for good in ["a_good", "z_good"] {
        assert!(said.contains(&format!("{good}.flow-meta.xml:1:55: warning[wrong-order]")), "{said}");
    }
    assert!(said.contains("12 files: 8 errors, 2 warnings"), "{said}");
}

#[test]
fn each_bad_file_is_named_with_its_place_and_the_others_are_formatted() {
    let folder = folder();
    let before = contents(folder.path());
    let (code, said) = ctiflow(folder.path(), &["fmt", ".", "--format", "short"]);
    assert_eq!(code, Some(1), "{said}");
    for (_, _, words) in bad_files() {
        assert!(said.contains(words), "{words}\n{said}");
    }
    let after = contents(folder.path());
    assert!(before.keys().eq(after.keys()), "nothing is left behind");
    let changed =
        before.iter().filter(|(name, bytes)| after[*name] != **bytes).map(|(name, _)| name.as_str());
    assert_eq!(changed.collect::<Vec<_>>(), ["a_good.flow-meta.xml", "z_good.flow-meta.xml"]);
}

/// Thirty-two gibibytes: nobody can read them.
#[test]
fn a_file_that_is_too_long_is_refused_before_it_is_read() {
    let folder = folder();
    let long = folder.path().join(format!("long{ENDING}"));
    if fs::File::create(&long).unwrap().set_len(32 << 30).is_err() {
        return;
    }
    for command in ["lint", "fmt"] {
        let (code, said) = ctiflow(folder.path(), &[command, "."]);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("error: long.flow-meta.xml: is longer than 64 MiB"), "{said}");
    }
}

#[test]
fn a_file_that_may_not_be_written_is_named_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a_good", GOOD);
    put(folder.path(), "locked", GOOD);
    let locked = folder.path().join(format!("locked{ENDING}"));
    let mut permissions = fs::metadata(&locked).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&locked, permissions).unwrap();
    let (code, said) = ctiflow(folder.path(), &["fmt", "."]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("locked.flow-meta.xml: is not canonical, and read-only"), "{said}");
    assert_eq!(fs::read(&locked).unwrap(), GOOD.as_bytes());
    assert_ne!(contents(folder.path())["a_good.flow-meta.xml"], GOOD.as_bytes());
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_named_and_not_followed() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    put(outside.path(), "outside", GOOD);
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a_good", GOOD);
    let file = folder.path().join(format!("linked{ENDING}"));
    symlink(outside.path().join(format!("outside{ENDING}")), file).unwrap();
    symlink(outside.path(), folder.path().join("folder")).unwrap();
    for command in ["lint", "fmt"] {
        let (code, said) = ctiflow(folder.path(), &[command, "."]);
        assert_eq!(code, Some(1), "{said}");
        for link in ["./linked.flow-meta.xml", "./folder"] {
            let words = format!("error: {link}: is a link out of the folder, which is not followed");
            assert!(said.contains(&words), "{said}");
        }
    }
    assert_eq!(contents(outside.path())["outside.flow-meta.xml"], GOOD.as_bytes());
    assert_ne!(fs::read(folder.path().join(format!("a_good{ENDING}"))).unwrap(), GOOD.as_bytes());
}

/// Folders go while the command walks and reads: whenever that is, what is still there is done, and what is not is named.
#[test]
fn folders_that_disappear_meanwhile_stop_nothing() {
    for command in ["lint", "fmt"] {
        let folder = tempfile::tempdir().unwrap();
        let going: Vec<_> = (0..40).map(|at| folder.path().join(format!("b{at}"))).collect();
        for gone in &going {
            fs::create_dir(gone).unwrap();
            (0..20).for_each(|at| put(gone, &format!("f{at}"), GOOD));
        }
        put(folder.path(), "a_good", GOOD);
        put(folder.path(), "z_good", GOOD);
        let remover = std::thread::spawn(move || {
            going.iter().rev().for_each(|gone| fs::remove_dir_all(gone).unwrap_or(()))
        });
        let (code, said) = ctiflow(folder.path(), &[command, ".", "--format", "short"]);
        remover.join().unwrap();
        assert!(matches!(code, Some(0 | 1)), "{code:?} {said}");
        let failures: Vec<&str> = said.lines().filter(|line| line.starts_with("error")).collect();
        assert_eq!(code == Some(1), !failures.is_empty(), "{said}");
        let known = ["there is no such file", "cannot be walked", "cannot be read", "cannot be written"];
        assert!(failures.iter().all(|line| known.iter().any(|words| line.contains(words))), "{said}");
        if command == "fmt" {
            let left = contents(folder.path());
            assert!(left.iter().all(|(_, bytes)| *bytes != GOOD.as_bytes()), "{said}");
        }
    }
}
