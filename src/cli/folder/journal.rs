//! Staging, the journal, and moving into place.
//!
//! Until the journal is renamed into place, nothing has happened; from then on everything will. Each of its moves can be
//! repeated: a staged file that is gone has been moved.

use super::HandEdits;
use super::disk::{Disk, Found, STATE, hash, is_ours};
use super::ownership::FILE;
use super::plan::{Change, Plan, hand_edited};
use crate::cli::failure::{Failure, Failures};
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

const STAGE: &str = "stage";
const JOURNAL: &str = "journal.json";

/// What is to be done. Removals come after moves, the list of our own files last.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Journal {
    moves: Vec<Entry>,
    removals: Vec<Entry>,
    listing: bool,
}

/// A file, and the hash of what lay there when the journal was written.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Entry {
    path: String,
    before: Option<String>,
}

impl Entry {
    fn of(change: &Change) -> Self {
        Self { path: change.path.clone(), before: change.before.as_deref().map(hash) }
    }
}

/// Whether an interrupted writer's journal is there.
pub(super) fn is_there(disk: &Disk) -> Result<bool> {
    Ok(disk.read_state(JOURNAL)?.is_some())
}

/// Stages all changes, and makes them.
pub(super) fn carry_out(disk: &Disk, plan: &Plan) -> Result<()> {
    if plan.changes().next().is_none() {
        return Ok(());
    }
    for change in &plan.writes {
        disk.write(&staged(&change.path), change.after.as_deref().unwrap_or_default())?;
    }
    if let Some(listing) = &plan.listing {
        disk.write(&format!("{STATE}/{STAGE}/{FILE}"), listing.after.as_deref().unwrap_or_default())?;
    }
    let journal = Journal {
        moves: plan.writes.iter().map(Entry::of).collect(),
        removals: plan.removals.iter().map(Entry::of).collect(),
        listing: plan.listing.is_some(),
    };
    let text = serde_json::to_vec_pretty(&journal).context("the journal")?;
    disk.write(&format!("{STATE}/{STAGE}/{JOURNAL}"), &text)?;
    disk.rename(&format!("{STATE}/{STAGE}/{JOURNAL}"), &format!("{STATE}/{JOURNAL}"))?;
    apply(disk, &journal)
}

/// Finishes what an interrupted writer began: all of it, or nothing of it where it had not come to its journal.
///
/// # Errors
/// Files that were edited by hand since then.
pub(super) fn finish(disk: &Disk, hand_edits: HandEdits) -> Result<bool, Failures> {
    let Some(journal) = read(disk)? else {
        disk.remove_state_folder(STAGE)?;
        return Ok(false);
    };
    let edited = edited_since(disk, &journal)?;
    if hand_edits == HandEdits::Refuse && !edited.is_empty() {
        return Err(Failures(edited));
    }
    apply(disk, &journal)?;
    Ok(true)
}

fn read(disk: &Disk) -> Result<Option<Journal>> {
    let Some(content) = disk.read_state(JOURNAL)? else { return Ok(None) };
    let path = format!("{STATE}/{JOURNAL}");
    let journal: Journal = serde_json::from_slice(&content)
        .with_context(|| disk.say(&path, "is damaged; delete it and build again"))?;
    match journal.moves.iter().chain(&journal.removals).find(|entry| !is_ours(&entry.path)) {
        Some(entry) => bail!("{}", disk.say(&path, &format!("is damaged (`{}`); delete it", entry.path))),
        None => Ok(Some(journal)),
    }
}

/// Files that the journal has still to replace or remove, but that are no longer what they were when it was written.
fn edited_since(disk: &Disk, journal: &Journal) -> Result<Vec<Failure>> {
    let mut edited = Vec::new();
    for entry in &journal.moves {
        if disk.look(&staged(&entry.path))? != Found::Nothing && is_edited(disk, entry)? {
            edited.push(hand_edited(disk, &entry.path));
        }
    }
    for entry in &journal.removals {
        if is_edited(disk, entry)? {
            edited.push(hand_edited(disk, &entry.path));
        }
    }
    Ok(edited)
}

fn is_edited(disk: &Disk, entry: &Entry) -> Result<bool> {
    match disk.look(&entry.path)? {
        Found::Nothing => Ok(false),
        Found::File(content) => Ok(Some(hash(&content)) != entry.before),
        Found::Other(_) => Ok(true),
    }
}

fn apply(disk: &Disk, journal: &Journal) -> Result<()> {
    for entry in &journal.moves {
        disk.rename(&staged(&entry.path), &entry.path)?;
    }
    for entry in &journal.removals {
        disk.remove(&entry.path)?;
    }
    if journal.listing {
        disk.rename(&format!("{STATE}/{STAGE}/{FILE}"), &format!("{STATE}/{FILE}"))?;
    }
    disk.remove(&format!("{STATE}/{JOURNAL}"))?;
    disk.remove_state_folder(STAGE)
}

/// Where the new content of a file waits.
fn staged(path: &str) -> String {
    format!("{STATE}/{STAGE}/tree/{path}")
}
