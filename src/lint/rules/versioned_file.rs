//! Flows whose file has a version in its name, as before API 44.

use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("versioned-file", Warning, Check::Flow(check));

/// Since this version a flow is one file, and the platform numbers its versions.
const UNVERSIONED: f64 = 44.0;

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    let Some(version) = &flow.document.file.version else { return };
    let is_newer = flow.flow.api_version.parse().is_ok_and(|own: f64| own >= UNVERSIONED);
    if is_newer {
        let name = &flow.flow.name;
        let message =
            format!("the file is named `{name}-{version}`, and flows since API 44 have no version there");
        findings.add(flow.at(flow.flow.place), message, format!("name it `{name}`"));
    }
}
