//! Files of a newer version of the platform than their project is deployed with.

use crate::lint::{Check, Findings, Package, Rule, rule, whole_version};

pub(super) static RULE: Rule = rule!("api-version-too-new", Error, Check::Package(check));

fn check(package: &Package<'_>, findings: &mut Findings) {
    for file in package.files.iter().filter(|file| !file.is_manifest) {
        let (Some(own), Some(project)) = (&file.api_version, &file.project) else { continue };
        let Some(of_project) = project.api_version.as_deref() else { continue };
        let (Some(is), Some(most)) = (whole_version(&own.text), whole_version(of_project)) else { continue };
        if is > most {
            let name = &file.file.name;
            let message = format!("`{name}` is of API version {}, and its project of {of_project}", own.text);
            let help = "raise sourceApiVersion in sfdx-project.json, or lower the version of the file";
            findings.add(own.span, message, help);
        }
    }
}
