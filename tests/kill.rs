//! A writer that is killed at any moment leaves whole files, and the next one finishes the work.

use ctiflow::cli::folder::{HandEdits, write};
use ctiflow::project::Tree;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Where the killed child writes, and which program.
const FOLDER: &str = "CTIFLOW_TEST_FOLDER";
const WHICH: &str = "CTIFLOW_TEST_WHICH";

/// Two programs: files that stay, files that differ, and files that only one has.
fn tree(which: usize) -> Tree {
    let mut tree = Tree::default();
    for at in 0..60 {
        let only =
            if at % 3 == 0 { format!("flows/Only_{which}_{at}.xml") } else { format!("flows/F_{at}.xml") };
        let words = if at % 3 == 1 { 0 } else { which };
        tree.insert(only, format!("<Flow>{words}</Flow>\n").repeat(300));
    }
    tree.insert("DEPLOY.md", format!("program {which}\n"));
    tree
}

/// Runs in the child alone: the writer that is killed.
#[test]
fn the_child_writes() {
    let (Ok(folder), Ok(which)) = (std::env::var(FOLDER), std::env::var(WHICH)) else { return };
    write(Path::new(&folder), &tree(which.parse().unwrap()), HandEdits::Refuse).unwrap();
}

fn start(folder: &Path, which: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "the_child_writes", "--test-threads=1"])
        .env(FOLDER, folder)
        .env(WHICH, which.to_string())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// Every file below a folder and its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let file = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
        (path, fs::read(entry.path()).unwrap())
    };
    entries.filter(|entry| !entry.file_type().is_dir()).map(file).collect()
}

/// Between 0 and 1, by a small generator (xorshift).
fn fraction(seed: &mut u64) -> f64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    (*seed >> 11) as f64 / (1_u64 << 53) as f64
}

#[test]
fn a_kill_at_any_moment_leaves_whole_files() {
    let parent = tempfile::tempdir().unwrap();
    let fresh: Vec<_> = (0..2)
        .map(|which| {
            let folder = parent.path().join(format!("fresh-{which}"));
            write(&folder, &tree(which), HandEdits::Refuse).unwrap();
            files(&folder)
        })
        .collect();
    let folder = parent.path().join("killed");
    write(&folder, &tree(1), HandEdits::Refuse).unwrap();
    let began = Instant::now();
    assert!(start(&folder, 0).wait().unwrap().success());
    let mut most = began.elapsed().as_secs_f64();

    let mut seed = 0x9e37_79b9_7f4a_7c15;
    let (mut killed, mut on_the_way) = (0, 0);
    for round in 1.. {
        let which = round % 2;
        let mut child = start(&folder, which);
        std::thread::sleep(Duration::from_secs_f64(most * fraction(&mut seed)));
        child.kill().unwrap();
        let was_killed = !child.wait().unwrap().success();
        most *= if was_killed { 1.02 } else { 0.95 };
        killed += usize::from(was_killed);
        let left = files(&folder);
        for (path, content) in left.iter().filter(|(path, _)| !path.starts_with(".ctiflow/")) {
            let is_whole = fresh.iter().any(|fresh| fresh.get(path) == Some(content));
            assert!(is_whole, "round {round}: {path} is not whole");
        }
        on_the_way += usize::from(fresh.iter().all(|fresh| *fresh != left));
        if round % 5 == 0 || killed == 100 {
            write(&folder, &tree(which), HandEdits::Refuse).unwrap();
            assert_eq!(files(&folder), fresh[which], "round {round}");
        }
        if killed == 100 {
            break;
        }
        assert!(round < 2000, "{killed} of {round} were killed");
    }
    assert!(on_the_way > 5, "only {on_the_way} of 100 were killed on the way");
}
