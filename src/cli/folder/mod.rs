//! Writing a project into a folder, so that a kill at any moment leaves whole files.
//!
//! What is ours is listed in `.ctiflow/files.json`, with the hash of each file. New content is staged in `.ctiflow/stage`; a
//! journal that says what is to be moved where is renamed into place; then each file is moved and what is no longer
//! generated is removed. The next writer first finishes a journal that it finds. No file that is not listed is touched, and
//! no symbolic link is followed. Power cuts are out of scope: nothing is synced.

mod disk;
mod journal;
mod lock;
mod ownership;
mod plan;

pub use plan::{Change, Plan};

use crate::cli::failure::Failures;
use crate::project::Tree;
use disk::Disk;
use std::path::Path;

/// What a writer did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that are new or differ, by path.
    pub written: Vec<String>,
    /// Files that are no longer generated.
    pub removed: Vec<String>,
    /// How many files were as they should be.
    pub unchanged: usize,
    /// An earlier, interrupted writer's work was finished first.
    pub finished: bool,
}

/// What to do about files of ours that were edited by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandEdits {
    /// Write nothing and name them.
    Refuse,
    /// Replace them.
    Replace,
}

/// Makes the folder hold the tree.
///
/// # Errors
/// All files that stand in the way, and then nothing was written; or what the disk refused.
pub fn write(folder: &Path, tree: &Tree, hand_edits: HandEdits) -> Result<Report, Failures> {
    let disk = Disk::create(folder)?;
    let _lock = lock::Lock::take(&disk)?;
    let finished = journal::finish(&disk, hand_edits)?;
    let plan = Plan::new(&disk, tree)?;
    plan.allow(hand_edits)?;
    journal::carry_out(&disk, &plan)?;
    let Plan { writes, removals, unchanged, .. } = plan;
    let paths = |changes: Vec<Change>| changes.into_iter().map(|change| change.path).collect();
    Ok(Report { written: paths(writes), removed: paths(removals), unchanged, finished })
}

/// What [`write()`] would change; changes nothing.
///
/// An interrupted writer's journal is left as it is: [`Plan::interrupted`] says so, and the folder is compared as it lies.
///
/// # Errors
/// What the disk refused.
pub fn compare(folder: &Path, tree: &Tree) -> Result<Plan, Failures> {
    Ok(Plan::new(&Disk::open(folder), tree)?)
}

#[cfg(test)]
mod tests;
