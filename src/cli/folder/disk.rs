//! The folder on disk: every access by a relative path that cannot lead out of it.

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Where the writer keeps its own files.
pub(super) const STATE: &str = ".ctiflow";

/// What lies at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// A file.
    File(Vec<u8>),
    /// Something that is never replaced, in words: `a folder`, `a symbolic link`.
    Other(String),
}

/// A folder.
#[derive(Clone, Debug)]
pub(super) struct Disk {
    root: PathBuf,
}

impl Disk {
    /// The folder as it is, if it is there.
    pub(super) fn open(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// The folder and its state folder, made if need be.
    pub(super) fn create(root: &Path) -> Result<Self> {
        fs::create_dir_all(root).with_context(|| format!("{}: cannot make the folder", root.display()))?;
        let disk = Self::open(root);
        disk.guard(STATE)?;
        disk.make_folders(&format!("{STATE}/files.json"))?;
        Ok(disk)
    }

    /// The place of a relative path.
    pub(super) fn place(&self, path: &str) -> PathBuf {
        path.split('/').fold(self.root.clone(), |place, name| place.join(name))
    }

    /// What lies at a path; a symbolic link or a file where a folder of the path should be is in the way.
    pub(super) fn look(&self, path: &str) -> Result<Found> {
        let parents = path.match_indices('/').map(|(at, _)| &path[..at]);
        for parent in parents {
            match fs::symlink_metadata(self.place(parent)) {
                Ok(metadata) if metadata.is_dir() => {}
                Ok(metadata) => return Ok(Found::Other(format!("below {}", kind(&metadata)))),
                Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
                Err(fault) => return Err(fault).with_context(|| self.say(parent, "cannot be looked at")),
            }
        }
        match fs::symlink_metadata(self.place(path)) {
            Ok(metadata) if metadata.is_file() => Ok(Found::File(self.read(path)?)),
            Ok(metadata) => Ok(Found::Other(kind(&metadata).to_owned())),
            Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(Found::Nothing),
            Err(fault) => Err(fault).with_context(|| self.say(path, "cannot be looked at")),
        }
    }

    fn read(&self, path: &str) -> Result<Vec<u8>> {
        fs::read(self.place(path)).with_context(|| self.say(path, "cannot be read"))
    }

    /// A file of the writer's own, if it is there.
    pub(super) fn read_state(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let path = format!("{STATE}/{name}");
        match self.look(&path)? {
            Found::Nothing => Ok(None),
            Found::File(content) => Ok(Some(content)),
            Found::Other(what) => bail!("{}", self.say(&path, &format!("is {what}"))),
        }
    }

    /// Writes a file and the folders above it. Not whole if killed: only for what is staged.
    pub(super) fn write(&self, path: &str, content: &[u8]) -> Result<()> {
        self.make_folders(path)?;
        fs::write(self.place(path), content).with_context(|| self.say(path, "cannot be written"))
    }

    /// Moves a file onto another in one step. Whether there was one to move.
    pub(super) fn rename(&self, from: &str, to: &str) -> Result<bool> {
        self.guard(to)?;
        self.make_folders(to)?;
        match fs::rename(self.place(from), self.place(to)) {
            Ok(()) => Ok(true),
            Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(false),
            Err(fault) => Err(fault).with_context(|| self.say(to, "cannot be replaced")),
        }
    }

    /// Removes a file, if it is there, and the folders above it that are left empty.
    pub(super) fn remove(&self, path: &str) -> Result<()> {
        self.guard(path)?;
        match fs::remove_file(self.place(path)) {
            Err(fault) if fault.kind() != ErrorKind::NotFound => {
                return Err(fault).with_context(|| self.say(path, "cannot be removed"));
            }
            Ok(()) | Err(_) => {}
        }
        let mut parent = path;
        while let Some((above, _)) = parent.rsplit_once('/') {
            if fs::remove_dir(self.place(above)).is_err() {
                break;
            }
            parent = above;
        }
        Ok(())
    }

    /// Removes a folder of the writer's own with all that is in it, if it is there.
    pub(super) fn remove_state_folder(&self, name: &str) -> Result<()> {
        let path = format!("{STATE}/{name}");
        self.guard(&path)?;
        match fs::remove_dir_all(self.place(&path)) {
            Err(fault) if fault.kind() != ErrorKind::NotFound => {
                Err(fault).with_context(|| self.say(&path, "cannot be removed"))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn make_folders(&self, path: &str) -> Result<()> {
        let Some((above, _)) = path.rsplit_once('/') else { return Ok(()) };
        fs::create_dir_all(self.place(above)).with_context(|| self.say(above, "cannot be made"))
    }

    /// Refuses a path that leads through a symbolic link.
    fn guard(&self, path: &str) -> Result<()> {
        let prefixes = path.match_indices('/').map(|(at, _)| &path[..at]).chain([path]);
        for prefix in prefixes {
            let link = fs::symlink_metadata(self.place(prefix)).is_ok_and(|metadata| metadata.is_symlink());
            if link {
                bail!("{}", self.say(prefix, "is a symbolic link, which is not followed"));
            }
        }
        Ok(())
    }

    /// A message about a path.
    pub(super) fn say(&self, path: &str, what: &str) -> String {
        format!("{}: {what}", self.place(path).display())
    }
}

fn kind(metadata: &fs::Metadata) -> &'static str {
    match metadata {
        metadata if metadata.is_symlink() => "a symbolic link",
        metadata if metadata.is_dir() => "a folder",
        metadata if metadata.is_file() => "a file",
        _ => "no plain file",
    }
}

/// SHA-256 of a text with LF: a CR before LF never counts.
pub(super) fn hash(content: &[u8]) -> String {
    let digest = Sha256::digest(with_lf(content));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A text without the CR of CR LF.
pub(super) fn with_lf(content: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(content.len());
    for (at, byte) in content.iter().enumerate() {
        if *byte != b'\r' || content.get(at + 1) != Some(&b'\n') {
            text.push(*byte);
        }
    }
    text
}

/// Whether a path that was read from a file is one that a tree can hold: below the folder, outside the state folder, and
/// the same on every system.
pub(super) fn is_ours(path: &str) -> bool {
    let plain =
        |name: &str| !name.is_empty() && name != "." && name != ".." && !name.contains(['\\', ':', '\0']);
    path.split('/').all(plain) && path.split('/').next() != Some(STATE)
}
