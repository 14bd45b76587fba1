//! Work on many files at once.

use super::MetadataFile;
use crate::cli::crash;
use crate::cli::failure::Failure;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Does `work` for each file, on all cores, and hands what it gave to `take` in the order of the files.
///
/// Where `work` panics, the failure that names the file is handed over instead, and the others go on. What was done before
/// its turn waits, so it should be small.
pub(in crate::cli) fn each<'f, T: Send>(
    files: &'f [MetadataFile],
    work: impl Fn(&MetadataFile) -> T + Sync,
    mut take: impl FnMut(&'f MetadataFile, Result<T, Failure>),
) {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..cores().min(files.len()) {
            let sender = sender.clone();
            scope.spawn(|| {
                let sender = sender;
                while let Some((at, file)) = turn(files, &next) {
                    let done = crash::catch(&file.shown, || work(file));
                    if sender.send((at, done)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut waiting = files.iter().enumerate().peekable();
        for (at, done) in receiver {
            early.insert(at, done);
            while let Some((at, file)) = waiting.next_if(|(at, _)| early.contains_key(at)) {
                early.remove(&at).into_iter().for_each(|done| take(file, done));
            }
        }
    });
}

/// The next file that nobody works on.
fn turn<'a>(files: &'a [MetadataFile], next: &AtomicUsize) -> Option<(usize, &'a MetadataFile)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    Some((at, files.get(at)?))
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}
