//! What has to change in a folder.

use super::disk::{Disk, Found, STATE, hash, with_lf};
use super::ownership::{FILE, Ownership};
use super::{HandEdits, journal};
use crate::cli::failure::{Failure, Failures};
use crate::project::Tree;
use anyhow::Result;

/// A file that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its path.
    pub path: String,
    /// Its content so far, if it is there.
    pub before: Option<Vec<u8>>,
    /// Its content then; none if it is removed.
    pub after: Option<Vec<u8>>,
}

impl Change {
    /// Whether the text changes: a CR before LF does not count.
    fn is_real(&self) -> bool {
        self.before.as_deref().map(with_lf) != self.after
    }
}

/// All that changes, by path, and what stands in the way.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Files that are new or differ.
    pub writes: Vec<Change>,
    /// Files that are no longer generated.
    pub removals: Vec<Change>,
    /// How many are as they should be.
    pub unchanged: usize,
    /// The list of our own files, if it changes.
    pub listing: Option<Change>,
    /// An interrupted writer's journal waits to be finished.
    pub interrupted: bool,
    hand_edited: Vec<Failure>,
    foreign: Vec<Failure>,
}

impl Plan {
    pub(super) fn new(disk: &Disk, tree: &Tree) -> Result<Self> {
        let owned = Ownership::read(disk)?;
        let mut plan = Self {
            writes: Vec::new(),
            removals: Vec::new(),
            unchanged: 0,
            listing: listing(disk, tree)?,
            interrupted: journal::is_there(disk)?,
            hand_edited: Vec::new(),
            foreign: Vec::new(),
        };
        for (path, content) in tree.files() {
            plan.add(disk, &owned, path, Some(with_lf(content)))?;
        }
        for path in owned.files.keys().filter(|path| tree.get(path).is_none()) {
            plan.add(disk, &owned, path, None)?;
        }
        Ok(plan)
    }

    fn add(&mut self, disk: &Disk, owned: &Ownership, path: &str, after: Option<Vec<u8>>) -> Result<()> {
        let before = match disk.look(path)? {
            Found::Nothing => None,
            Found::File(content) => Some(content),
            Found::Other(what) => {
                if after.is_some() {
                    self.foreign.push(in_the_way(disk, path, &what));
                }
                return Ok(());
            }
        };
        let change = Change { path: path.to_owned(), before, after };
        if !change.is_real() {
            self.unchanged += usize::from(change.after.is_some());
            return Ok(());
        }
        if let Some(content) = &change.before {
            match owned.files.get(path) {
                None => self.foreign.push(in_the_way(disk, path, "a file that ctiflow did not write")),
                Some(written) if *written != hash(content) => self.hand_edited.push(hand_edited(disk, path)),
                Some(_) => {}
            }
        }
        let list = if change.after.is_some() { &mut self.writes } else { &mut self.removals };
        list.push(change);
        Ok(())
    }

    /// Whether the folder is not what the tree says.
    pub fn is_stale(&self) -> bool {
        let something = !self.writes.is_empty() || !self.removals.is_empty() || self.listing.is_some();
        something || self.interrupted || !self.foreign.is_empty()
    }

    /// All changes of texts, by path.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.listing.iter().chain(&self.removals).chain(&self.writes)
    }

    /// What stands in the way of writing, whatever is forced.
    pub fn foreign(&self) -> &[Failure] {
        &self.foreign
    }

    pub(super) fn allow(&self, hand_edits: HandEdits) -> Result<(), Failures> {
        let hand_edited = match hand_edits {
            HandEdits::Refuse => self.hand_edited.as_slice(),
            HandEdits::Replace => &[],
        };
        let refused: Vec<Failure> = self.foreign.iter().chain(hand_edited).cloned().collect();
        if refused.is_empty() { Ok(()) } else { Err(Failures(refused)) }
    }
}

/// How the list of our own files changes.
fn listing(disk: &Disk, tree: &Tree) -> Result<Option<Change>> {
    let after = Some(Ownership::of(tree).text().into_bytes());
    let change = Change { path: format!("{STATE}/{FILE}"), before: disk.read_state(FILE)?, after };
    Ok(change.is_real().then_some(change))
}

pub(super) fn hand_edited(disk: &Disk, path: &str) -> Failure {
    Failure::of(disk.place(path).display().to_string(), "was edited by hand, so nothing was written")
        .help("make the change in the spec, or build with --force to lose it")
}

fn in_the_way(disk: &Disk, path: &str, what: &str) -> Failure {
    Failure::of(disk.place(path).display().to_string(), format!("is {what}, so nothing was written"))
        .help("move it away, or build into another folder with -o")
}
