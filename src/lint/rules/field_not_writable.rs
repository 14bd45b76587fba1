//! Fields that a record cannot be created or updated with.

use crate::lint::{Check, Findings, FlowFacts, Rule, Writing, rule};

pub(super) static RULE: Rule = rule!("field-not-writable", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for written in flow.written_fields() {
        let field = &written.field;
        let verb = match (written.writing, field.createable, field.updateable) {
            (Writing::Create, Some(false), _) => "created",
            (Writing::Update, _, Some(false)) => "updated",
            (Writing::Create | Writing::Update | Writing::Assign, _, _) => continue,
        };
        let (tag, text) = written.named;
        findings.add(
            flow.leaf(written.place, tag, text),
            format!("`{}` of `{}` cannot be given when a record is {verb}", field.name, field.object),
            "leave it out",
        );
    }
}
