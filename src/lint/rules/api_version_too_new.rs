//! Flows of a newer version of the platform than their project is deployed with.

use crate::lint::{Check, Findings, Package, Rule, rule};

pub(super) static RULE: Rule = rule!("api-version-too-new", Error, Check::Package(check));

fn check(package: &Package<'_>, findings: &mut Findings) {
    for file in package.files {
        let (Some(flow), Some(project)) = (&file.flow, &file.project) else { continue };
        let Some(of_project) = project.api_version.as_deref() else { continue };
        let (Some(own), Some(most)) = (number(&flow.api_version), number(of_project)) else { continue };
        if own > most {
            let message = format!(
                "`{}` is of API version {}, and its project of {of_project}",
                flow.name, flow.api_version
            );
            let help = "raise sourceApiVersion in sfdx-project.json, or lower the flow's version";
            findings.add(flow.version_span, message, help);
        }
    }
}

/// `66.0` as 66.
fn number(version: &str) -> Option<u32> {
    version.split('.').next()?.trim().parse().ok()
}
