//! A build that is killed at any moment leaves whole files, and the next one finishes the work.

#![allow(clippy::unwrap_used, reason = "it may fail")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const KILLS: usize = 100;

/// Two programs of one prefix: files that both have alike, files that differ, and files that only one has.
fn specs(folder: &Path) -> [PathBuf; 2] {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs");
    let large = fs::read_to_string(root.join("outbound-sales.yaml")).unwrap();
    let small = fs::read_to_string(root.join("minimal.yaml")).unwrap();
    let [one, two] = [folder.join("large.yaml"), folder.join("small.yaml")];
    fs::write(&one, large).unwrap();
    fs::write(&two, small.replace("prefix: CTIM", "prefix: CTI")).unwrap();
    [one, two]
}

fn start(spec: &Path, folder: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ctiflow"));
    command.arg("build").arg(spec).arg("-o").arg(folder).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap()
}

fn build(spec: &Path, folder: &Path) {
    assert!(start(spec, folder).wait().unwrap().success());
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
    let specs = specs(parent.path());
    let fresh = [0, 1].map(|which| {
        let folder = parent.path().join(format!("fresh-{which}"));
        build(&specs[which], &folder);
        files(&folder)
    });
    let folder = parent.path().join("killed");
    build(&specs[1], &folder);
    let began = Instant::now();
    build(&specs[0], &folder);
    let mut longest = began.elapsed().as_secs_f64();

    let mut seed = 0x9e37_79b9_7f4a_7c15;
    let (mut killed, mut on_the_way) = (0, 0);
    let mut round = 0;
    while killed < KILLS {
        round += 1;
        assert!(round < 20 * KILLS, "only {killed} of {round} were killed");
        let which = round % 2;
        let mut child = start(&specs[which], &folder);
        std::thread::sleep(Duration::from_secs_f64(longest * fraction(&mut seed)));
        child.kill().unwrap();
        let was_killed = !child.wait().unwrap().success();
        longest *= if was_killed { 1.02 } else { 0.95 };
        killed += usize::from(was_killed);
        let left = files(&folder);
        for (path, content) in left.iter().filter(|(path, _)| !path.starts_with(".ctiflow/")) {
            let is_whole = fresh.iter().any(|fresh| fresh.get(path) == Some(content));
            assert!(is_whole, "round {round}: {path} is not whole");
        }
        on_the_way += usize::from(fresh.iter().all(|fresh| *fresh != left));
        if round % 5 == 0 || killed == KILLS {
            build(&specs[which], &folder);
            assert_eq!(files(&folder), fresh[which], "round {round}");
        }
    }
    assert!(on_the_way > KILLS / 20, "only {on_the_way} of {KILLS} were killed on the way");
}
