//! Values that are not of the type of the field that they are given to.

use crate::lint::{Check, Findings, FlowFacts, Item, Rule, Shape, rule};

pub(super) static RULE: Rule = rule!("field-value-type", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for written in flow.written_fields() {
        let Some(given) = flow.given_shape(written.value) else { continue };
        let field = Shape { item: Item::Field(written.field.clone()), is_collection: false };
        if !field.takes(&given) && field.item.kind().is_some() {
            let (tag, text) = written.named;
            findings.add(
                flow.leaf(written.place, tag, text),
                format!("`{}` is {}: it cannot take {}", written.field.name, field.words(), given.words()),
                "give one value of the type of the field",
            );
        }
    }
}
