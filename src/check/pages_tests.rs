//! The pages of this room's codes: each shows its mistake and no other, and how to mend it.

use super::testing::checked_against;
use crate::diag::{Code, Diagnostic, Severity};
use crate::flow::DataType;
use crate::org::{Field, FieldType, FlowSignature, FlowVariable, Org, Picklist};
use crate::source::Span;

/// The org of which the pages speak: a picklist of the team, and a flow that can be called.
fn org() -> Org {
    let mut org = Org::standard();
    for object in ["Contact", "Lead"] {
        org.declare(Field {
            object: object.to_owned(),
            name: "Region__c".to_owned(),
            label: "Region".to_owned(),
            field_type: FieldType::Text,
            length: Some(40),
            precision: None,
            scale: None,
            picklist: Picklist::default(),
            refers_to: Vec::new(),
            createable: Some(true),
            updateable: Some(true),
            filterable: Some(true),
            required: false,
        });
    }
    let input = FlowVariable {
        name: "callId".to_owned(),
        data_type: DataType::String,
        is_collection: false,
        object_type: None,
    };
    org.declare_flow(FlowSignature {
        name: "Prepare_Meeting".to_owned(),
        label: "Prepare Meeting".to_owned(),
        status: "Active".to_owned(),
        process_type: "AutoLaunchedFlow".to_owned(),
        trigger_type: None,
        inputs: vec![input],
        outputs: Vec::new(),
        span: Span::default(),
    });
    org
}

/// The codes of this room: their rows stand together.
fn own_codes() -> impl Iterator<Item = Code> {
    Code::ALL.iter().copied().filter(|code| (Code::ApiNameNeeded..=Code::WrongReference).contains(code))
}

fn told(text: &str, weight: Severity) -> Vec<Diagnostic> {
    let (_, diagnostics) = checked_against(text, &org());
    diagnostics.into_iter().filter(|diagnostic| diagnostic.code.severity() <= weight).collect()
}

#[test]
fn the_pages_of_this_room_show_their_mistake_and_no_other() {
    let mut wrong_pages = Vec::new();
    for code in own_codes() {
        let page = code.page();
        let specs: Vec<&str> =
            page.split("```yaml\n").skip(1).filter_map(|part| part.split("```").next()).collect();
        let [wrong, right] = specs.as_slice() else { panic!("{} needs two specs", code.name()) };
        let found = told(wrong, Severity::Warning.max(code.severity()));
        let codes: Vec<Code> = found.iter().map(|diagnostic| diagnostic.code).collect();
        let left = told(right, Severity::Warning.max(code.severity()));
        if codes != [code] || !left.is_empty() {
            wrong_pages.push((code.name(), found, left));
        }
        assert!(found_help(&told(wrong, Severity::Note)), "{} has a message without help", code.name());
    }
    assert!(wrong_pages.is_empty(), "{wrong_pages:#?}");
}

fn found_help(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().all(|diagnostic| diagnostic.help.is_some())
}
