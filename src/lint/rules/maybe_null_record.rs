//! Records that are read or saved where they may be null.

use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("maybe-null-record", Warning, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for read in flow.null_reads().iter().filter(|read| !read.is_certain) {
        let does = if read.is_set { "sets" } else { "reads" };
        findings.add(
            flow.read_at(read),
            format!("`{}` {does} `{}`, but there may be no record", read.element, read.path),
            "ask first, in a Decision, whether the record is null",
        );
    }
}
