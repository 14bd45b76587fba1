//! Which components there are, by the names of their files and by what stands in files of objects.

use std::collections::BTreeSet;

use super::Org;

/// The components of which only the name counts: each by the ending of its file and its name, in lower case.
#[derive(Clone, Debug, Default)]
pub(super) struct Components(BTreeSet<(String, String)>);

impl Components {
    pub(super) fn add(&mut self, suffix: &str, name: &str) {
        self.0.insert((suffix.to_lowercase(), name.to_lowercase()));
    }

    fn have(&self, suffix: &str, name: &str) -> bool {
        self.0.contains(&(suffix.to_lowercase(), name.to_lowercase()))
    }
}

impl Org {
    /// Says that there are files at these paths; what is in them does not matter.
    pub fn declare_files<'p>(&mut self, paths: impl IntoIterator<Item = &'p str>) {
        for path in paths {
            let mut folders = path.rsplit(['/', '\\']);
            let file = folders.next().unwrap_or_default();
            let plain = file.strip_suffix("-meta.xml").unwrap_or(file);
            let Some((name, suffix)) = plain.rsplit_once('.') else { continue };
            let object = folders.nth(1).filter(|_| folders.next() == Some("objects"));
            match object {
                Some(object) => self.components.add(suffix, &format!("{object}.{name}")),
                None => self.components.add(suffix, name),
            }
        }
    }

    /// Whether the team has a component: the ending of its file (`cls`, `recordType`), and its name (`Router`, `Lead.Business`).
    pub fn has_component(&self, suffix: &str, name: &str) -> bool {
        self.components.have(suffix, name)
    }

    /// Whether a component that is not here does not exist: as with [`Org::would_have`], for each part of its name.
    pub fn would_have_component(&self, name: &str) -> bool {
        let (object, own) = name.rsplit_once('.').unwrap_or(("", name));
        self.would_have(own) && (object.is_empty() || self.would_have(object))
    }
}
