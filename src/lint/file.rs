//! What a path says about its file.

/// A file of metadata by its path: `flows/Route_Call.flow-meta.xml` in a project, `flows/Route_Call.flow` in a package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileName {
    /// What it is called: `Route_Call`.
    pub name: String,
    /// What its ending says it is: `flow`, `object`, …; empty if the path does not say.
    pub suffix: String,
    /// The version of a flow whose file has one in its name: `3` of `Route_Call-3.flow`.
    pub version: Option<String>,
    /// The object in whose folder it lies: `Lead` of `objects/Lead/fields/A__c.field-meta.xml`.
    pub object: Option<String>,
}

impl FileName {
    /// What a path says.
    pub fn of(path: &str) -> Self {
        let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let (plain, is_source) = match file.strip_suffix("-meta.xml") {
            Some(plain) => (plain, true),
            None => (file, false),
        };
        let (name, suffix) = plain.rsplit_once('.').unwrap_or((plain, ""));
        let suffix = if suffix == "xml" && !is_source { "" } else { suffix };
        let version = if suffix == "flow" { version(name) } else { None };
        let name = version.map_or(name, |version| &name[..name.len() - version.len() - "-".len()]);
        let mut folders = path.rsplit(['/', '\\']).skip(2);
        let object = folders.next().filter(|_| folders.next() == Some("objects"));
        Self {
            name: name.to_owned(),
            suffix: suffix.to_owned(),
            version: version.map(str::to_owned),
            object: object.map(str::to_owned),
        }
    }

    /// What is wrong with the root of the file, and what to do about it, where it is not what the ending promises.
    pub fn wrong_root(&self, root: &str) -> Option<(String, &'static str)> {
        let (suffix, promised) = ROOTS.iter().find(|(suffix, _)| *suffix == self.suffix)?;
        let message = format!("the root is `<{root}>`, and that of a `.{suffix}` file is `<{promised}>`");
        let help = "give the file the ending of what it holds, or retrieve it again";
        (*promised != root).then_some((message, help))
    }
}

/// The ending of a file, and its root, where no file of another kind has that ending.
const ROOTS: &[(&str, &str)] = &[
    ("field", "CustomField"),
    ("flow", "Flow"),
    ("flowtest", "FlowTest"),
    ("globalValueSet", "GlobalValueSet"),
    ("layout", "Layout"),
    ("listView", "ListView"),
    ("notiftype", "CustomNotificationType"),
    ("object", "CustomObject"),
    ("permissionset", "PermissionSet"),
    ("tab", "CustomTab"),
];

/// Before API 44 each version of a flow was a file: `Route_Call-3`.
fn version(name: &str) -> Option<&str> {
    let (stem, version) = name.rsplit_once('-')?;
    let is_number = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && !stem.is_empty()).then_some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_name_and_kind() {
        let of = |path: &str| {
            let file = FileName::of(path);
            (file.name, file.suffix)
        };
        let pair = |name: &str, suffix: &str| (name.to_owned(), suffix.to_owned());
        assert_eq!(of("a/flows/Route_Call.flow-meta.xml"), pair("Route_Call", "flow"));
        assert_eq!(of("flows\\Route_Call-12.flow"), pair("Route_Call", "flow"));
        assert_eq!(of("objects/X__c/fields/A__c.field-meta.xml"), pair("A__c", "field"));
        assert_eq!(of("package.xml"), pair("package", ""));
        assert_eq!(of("Any"), pair("Any", ""));
    }
}
