//! Records that are read or saved where they are null.

use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("null-record", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for read in flow.null_reads().iter().filter(|read| read.is_certain) {
        findings.add(
            flow.read_at(read),
            format!("`{}` reads `{}`, but no record is there on any way to it", read.element, read.path),
            "fill the record first, or read it on another path",
        );
    }
}
