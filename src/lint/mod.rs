//! Finds what would break, and what is only taste, in any flow or package of metadata.
//!
//! One table of rules ([`RULES`]), one file each, each with its page in `docs/lint`, whose examples are its test. A rule looks
//! at one document, at one flow, or at the whole package; what it would have to compute, the facts that it is handed know
//! already. One defect gives one finding: what could not be read or resolved is not judged by rules that need it.

mod actions;
mod condition_logic;
mod file;
mod filtered;
mod findings;
mod fit;
mod flow_facts;
mod formulas;
mod literals;
mod loops;
mod manifest;
mod mentions;
mod names;
mod object_parts;
mod package;
mod permissions;
mod presence;
mod ranges;
mod rules;
mod schema_flaws;
mod scope;
mod summary;
#[cfg(test)]
mod tests;
mod unit;
mod written;

pub use actions::CalledAction;
pub use condition_logic::{Logic, LogicMistake};
pub use file::FileName;
pub use filtered::{FilterGroup, Filtered};
pub use findings::Findings;
pub use flow_facts::FlowFacts;
pub use formulas::ParsedFormula;
pub use literals::Literal;
pub use manifest::Member;
pub use mentions::{FieldMention, ObjectMention};
pub use names::{Named, Names};
pub use object_parts::{ObjectPart, absent_field, absent_on_path, names_in};
pub use package::{Package, Project, whole_version};
pub use permissions::{Permission, PermissionKind};
pub use presence::NullRead;
pub use ranges::{are_disjoint, implies};
pub use rules::RULES;
pub use schema_flaws::{Flaw, FlawKind};
pub use scope::{FlowScope, Gap, Item, Meaning, Shape};
pub use summary::{FlowSummary, Stated, Summary};
pub use unit::{DocumentFacts, Facts, Unit};
pub use written::{Writing, Written};

use crate::diag::{self, Code};
use crate::org::Org;

/// A rule: what it is known by, and what it looks at.
#[derive(Debug)]
pub struct Rule {
    /// Its name, severity and page.
    pub about: diag::Rule,
    /// What it looks at.
    pub check: Check,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// One file of any metadata.
    Document(fn(&DocumentFacts<'_>, &mut Findings)),
    /// One file of any metadata, held against what the org has.
    Metadata(fn(&DocumentFacts<'_>, &Org, &mut Findings)),
    /// One flow.
    Flow(fn(&FlowFacts<'_>, &mut Findings)),
    /// All files of a run.
    Package(fn(&Package<'_>, &mut Findings)),
    /// What the project says of rules: the command line tells it.
    Settings,
}

impl Rule {
    /// The rule of a name.
    pub fn named(name: &str) -> Option<&'static Rule> {
        RULES.iter().copied().find(|rule| rule.about.name == name)
    }

    /// What its findings are known by.
    pub fn code(&'static self) -> Code {
        Code::Rule(&self.about)
    }

    /// What it finds, in one line: the first of its page below the title.
    pub fn summary(&self) -> &'static str {
        let lines = self.about.page.lines();
        lines.skip(1).find(|line| !line.is_empty()).unwrap_or_default()
    }
}

/// A rule by its name, its severity and what it looks at; its page is `docs/lint/<name>.md`.
macro_rules! rule {
    ($name:literal, $severity:ident, $check:expr) => {
        $crate::lint::Rule {
            about: $crate::diag::Rule {
                name: $name,
                severity: $crate::diag::Severity::$severity,
                page: include_str!(concat!("../../../docs/lint/", $name, ".md")),
            },
            check: $check,
        }
    };
}
use rule;
