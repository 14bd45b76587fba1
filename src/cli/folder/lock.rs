//! One writer at a time.

use super::disk::{Disk, Found, STATE, with_lf};
use anyhow::{Context, Result, bail};
use std::fs::File;

const FILE: &str = "lock";
const IGNORE: &str =
    "# The list of files is committed; what a running build needs is not.\n/lock\n/stage/\n/journal.json\n";

/// Held as long as it lives; the system takes it back when the process ends, however that happens.
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Waits for another writer to end.
    pub(super) fn take(disk: &Disk) -> Result<Self> {
        let path = format!("{STATE}/{FILE}");
        if let Found::Other(what) = disk.look(&path)? {
            bail!("{}", disk.say(&path, &format!("is {what}")));
        }
        let file = File::options().create(true).truncate(false).write(true).open(disk.place(&path));
        let file = file.with_context(|| disk.say(&path, "cannot be opened"))?;
        file.lock().with_context(|| disk.say(&path, "cannot be locked"))?;
        ignore(disk)?;
        Ok(Self { _file: file })
    }
}

/// Keeps what only a running build needs out of git.
fn ignore(disk: &Disk) -> Result<()> {
    if disk.read_state(".gitignore")?.as_deref().map(with_lf).as_deref() == Some(IGNORE.as_bytes()) {
        return Ok(());
    }
    let staged = format!("{STATE}/stage/.gitignore");
    disk.write(&staged, IGNORE.as_bytes())?;
    disk.rename(&staged, &format!("{STATE}/.gitignore")).map(|_| ())
}
