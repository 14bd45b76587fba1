//! All files of a run, as far as other files ask for them.

use super::summary::{FlowSummary, Summary};
use super::{Check, Findings, Rule};
use crate::diag::Diagnostic;
use crate::org::Org;

/// The project that a file lies in: a folder with `sfdx-project.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// Where it lies: two files belong together if it is the same.
    pub root: String,
    /// Its `sourceApiVersion`: the platform's version that its files are written for.
    pub api_version: Option<String>,
}

/// A version as its whole number: `66.0` is 66.
pub fn whole_version(version: &str) -> Option<u32> {
    version.split('.').next()?.trim().parse().ok()
}

/// All files of a run, and what the org has beside them.
#[derive(Debug)]
pub struct Package<'a> {
    /// What is kept of each file, in their order.
    pub files: &'a [Summary],
    /// What the org has; the package is part of it.
    pub org: &'a Org,
}

impl<'a> Package<'a> {
    /// What a rule finds in the package, by place.
    pub fn check(&self, rule: &'static Rule) -> Vec<Diagnostic> {
        let mut findings = Findings::of(rule.code());
        match rule.check {
            Check::Package(check) => check(self, &mut findings),
            Check::Document(_) | Check::Metadata(_) | Check::Flow(_) | Check::Settings => {}
        }
        findings.finish()
    }

    /// The flows.
    pub fn flows(&self) -> impl Iterator<Item = &'a FlowSummary> {
        self.files.iter().filter_map(|file| file.flow.as_ref())
    }

    /// The flow of a name.
    pub fn flow(&self, name: &str) -> Option<&'a FlowSummary> {
        self.flows().find(|flow| flow.name.eq_ignore_ascii_case(name))
    }
}
