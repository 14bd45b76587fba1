//! Manifests of an older version of the platform than what they deploy.

use crate::lint::{Check, Findings, Package, Rule, Summary, rule, whole_version};

pub(super) static RULE: Rule = rule!("manifest-version-too-old", Error, Check::Package(check));

/// One finding for each manifest. What is of a newer version than its whole project is told of that.
fn check(package: &Package<'_>, findings: &mut Findings) {
    for manifest in package.files.iter().filter(|file| file.is_manifest) {
        let Some(stated) = &manifest.api_version else { continue };
        let Some(most) = whole_version(&stated.text) else { continue };
        let of_project = manifest.project.as_ref().and_then(|project| project.api_version.as_deref());
        let is_newer = |file: &&Summary| {
            let own = file.api_version.as_ref().and_then(|own| whole_version(&own.text));
            let is_told = of_project.and_then(whole_version).is_some_and(|project| own > Some(project));
            !file.is_manifest && file.project == manifest.project && own > Some(most) && !is_told
        };
        let Some(newer) = package.files.iter().find(is_newer) else { continue };
        let own = newer.api_version.as_ref().map(|own| own.text.as_str()).unwrap_or_default();
        let message = format!(
            "this manifest deploys as API version {}, and `{}` is of {own}",
            stated.text, newer.file.name
        );
        findings.add(stated.span, message, "raise the version of the manifest");
    }
}
