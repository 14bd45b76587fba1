//! Which specs there are, what they are called, and where their output goes.

use super::failure::Failure;
use super::input::show;
use super::settings::Settings;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Marks the root of a project: specs are looked for and output goes below it.
const MARK: &str = "ctiflow.toml";

/// How the file ends that holds the scenarios of a spec: it lies beside it.
pub(super) const SCENARIOS: &str = ".scenarios.yaml";

/// The project that the command runs in.
#[derive(Debug)]
pub(super) struct Workspace {
    /// Its root, relative to where the command runs; empty if it is that folder.
    root: PathBuf,
    /// What its mark says.
    settings: Settings,
}

impl Workspace {
    /// The nearest folder upwards with a mark, or else the current one.
    pub(super) fn find() -> Result<Self, Failure> {
        let here =
            std::env::current_dir().map_err(|fault| Failure::new(format!("no current folder: {fault}")))?;
        let marked = here.ancestors().position(|folder| folder.join(MARK).is_file());
        let root: PathBuf = std::iter::repeat_n("..", marked.unwrap_or(0)).collect();
        let settings = match marked {
            Some(_) => Settings::read(&root.join(MARK))?,
            None => Settings::default(),
        };
        Ok(Self { root, settings })
    }

    /// What its mark says.
    pub(super) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The path of a file from the root, with `/`; one that lies outside keeps its own.
    pub(super) fn inside(&self, place: &Path) -> String {
        let here = if self.root.as_os_str().is_empty() { Path::new(".") } else { &self.root };
        let root = here.canonicalize().unwrap_or_default();
        show(place.strip_prefix(root).unwrap_or(place))
    }

    /// Those that are named; without a name every `specs/*.yaml`.
    pub(super) fn specs(&self, named: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
        if !named.is_empty() {
            let mut specs: Vec<PathBuf> = Vec::new();
            for path in named {
                if !specs.contains(path) {
                    specs.push(path.clone());
                }
            }
            return Ok(specs);
        }
        let folder = self.root.join("specs");
        let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut specs: Vec<PathBuf> = entries.filter(|path| is_spec(path)).collect();
        specs.sort();
        match specs.is_empty() {
            true => {
                Err(Failure::of(show(&folder), "no spec is there (*.yaml)")
                    .help("name one: ctiflow build SPEC"))
            }
            false => Ok(specs),
        }
    }

    /// The folder of pages about flows.
    pub(super) fn pages(&self) -> PathBuf {
        self.root.join("generated").join("docs")
    }

    /// The folder of a spec's output: `generated/<file name>/`.
    pub(super) fn output(&self, spec: &Path) -> PathBuf {
        self.root.join("generated").join(spec.file_stem().unwrap_or(OsStr::new("spec")))
    }
}

/// A file of scenarios is none.
fn is_spec(path: &Path) -> bool {
    path.extension() == Some(OsStr::new("yaml")) && !show(path).ends_with(SCENARIOS)
}

/// How a spec is called in what it generates: the same wherever the command runs and wherever the project lies.
///
/// Its path from the folder with the mark; without one `specs/<file>` where it lies in a folder of that name, or its name.
pub(super) fn origin(spec: &Path) -> String {
    let name = PathBuf::from(spec.file_name().unwrap_or_default());
    let Ok(spec) = spec.canonicalize() else { return show(&name) };
    let Some(folder) = spec.parent() else { return show(&name) };
    let marked = folder.ancestors().find(|folder| folder.join(MARK).is_file());
    let inside = marked.and_then(|root| spec.strip_prefix(root).ok().map(Path::to_owned));
    let in_specs =
        folder.file_name().filter(|name| *name == "specs").map(|folder| Path::new(folder).join(&name));
    show(&inside.or(in_specs).unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spec_is_called_the_same_wherever_it_lies() {
        let folder = tempfile::tempdir().unwrap();
        let specs = folder.path().join("a/specs");
        std::fs::create_dir_all(&specs).unwrap();
        std::fs::write(specs.join("x.yaml"), "").unwrap();
        std::fs::write(folder.path().join("a/x.yaml"), "").unwrap();
        assert_eq!(origin(&specs.join("x.yaml")), "specs/x.yaml");
        assert_eq!(origin(&folder.path().join("a/x.yaml")), "x.yaml");
        std::fs::write(folder.path().join(MARK), "").unwrap();
        assert_eq!(origin(&specs.join("x.yaml")), "a/specs/x.yaml");
    }
}
