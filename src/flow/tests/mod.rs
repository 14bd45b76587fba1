mod laws;
mod pages;
mod random;

use super::*;
use crate::diag::Code;
use crate::source::{FileId, Source};
use crate::xml;

/// A flow whose file has `body` in its root element.
fn reading(body: &str) -> Reading {
    read("Test", &document(body)).unwrap()
}

fn document(body: &str) -> xml::Document {
    xml::read(&Source::new("Test.flow-meta.xml", format!("<Flow>{body}</Flow>")), FileId(0)).unwrap()
}

const ROUTER: &str = include_str!("router.xml");

#[test]
fn a_flow_in_canonical_form_survives_byte_for_byte() {
    let document = xml::read(&Source::new("Router.flow-meta.xml", ROUTER), FileId(0)).unwrap();
    let Reading { flow, unread } = read("Router", &document).unwrap();
    assert_eq!(unread, []);
    assert_eq!(xml::write(&write(&flow)), ROUTER);
}

#[test]
fn a_flow_is_read_with_its_types() {
    let document = xml::read(&Source::new("Router.flow-meta.xml", ROUTER), FileId(0)).unwrap();
    let flow = read("Router", &document).unwrap().flow;
    assert_eq!(
        (flow.name.as_str(), flow.label.as_str(), flow.status.as_str()),
        ("Router", "Router", "Draft")
    );
    assert_eq!(flow.start.trigger_type.as_deref(), Some("RecordAfterSave"));
    assert_eq!(flow.start.connector, Some(Connector::to("Get_Contact")));
    assert_eq!(flow.start.filters[0].value, Some(Value::String("Call".to_owned())));

    let names: Vec<_> = flow.elements.iter().map(|element| element.name.as_str()).collect();
    assert_eq!(names, ["Who", "Get_Contact", "Log_Get_Contact", "Run_Voicemail"]);
    let ElementKind::RecordLookup(lookup) = &flow.elements[1].kind else { panic!("a look-up") };
    assert_eq!(lookup.output, LookupOutput::Variable("contact".to_owned()));
    assert_eq!(lookup.queried_fields, ["Id", "AccountId"]);
    assert_eq!(lookup.fault, Some(Connector::to("Log_Get_Contact")));
    let ElementKind::Decision(decision) = &flow.elements[0].kind else { panic!("a decision") };
    assert_eq!(decision.rules[0].conditions[1].right, Some(Value::Number("3".to_owned())));
    assert_eq!(decision.rules[0].connector, Some(Connector::go_to("Run_Voicemail")));

    assert_eq!(flow.variables[0].data_type, DataType::SObject);
    assert_eq!(flow.formulas[0].expression, "IF({!count} > 1, \"many\", 'one')");
    let place = flow.formulas[0].place.0.unwrap();
    assert!(
        ROUTER[place.range()].starts_with("<formulas>") && ROUTER[place.range()].ends_with("</formulas>")
    );
}

#[test]
fn what_a_canonical_flow_always_has_is_written() {
    let flow = Flow { label: "Empty".to_owned(), logs_metrics: Some(false), ..Flow::default() };
    let expected = "\
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\">
    <areMetricsLoggedToDataCloud>false</areMetricsLoggedToDataCloud>
    <label>Empty</label>
    <start>
        <locationX>0</locationX>
        <locationY>0</locationY>
    </start>
</Flow>
";
    assert_eq!(xml::write(&write(&flow)), expected);
}

#[test]
fn elements_are_sorted_by_name_whatever_their_order() {
    let element = |name: &str| Element::new(name, name, ElementKind::Assignment(Assignment::default()));
    let variable = |name: &str| Variable {
        name: name.to_owned(),
        description: None,
        data_type: DataType::String,
        is_collection: false,
        is_input: false,
        is_output: false,
        object_type: None,
        apex_class: None,
        scale: None,
        value: None,
        place: Place::default(),
    };
    let flow = |names: [&str; 3]| Flow {
        elements: names.map(element).to_vec(),
        variables: names.map(variable).to_vec(),
        ..Flow::default()
    };
    assert_eq!(write(&flow(["b", "A_1", "Ab"])), write(&flow(["A_1", "Ab", "b"])));
}

#[test]
fn what_the_flow_has_no_place_for_is_reported() {
    let Reading { unread, .. } = reading(
        "<groups><name>G</name></groups><actionCalls><name>A</name><timeoutConnector>\
         <targetReference>B</targetReference></timeoutConnector><newer><x>{!v.Name}</x></newer></actionCalls>\
         <label>one</label><label>two</label>",
    );
    let tags: Vec<_> = unread.iter().map(|each| (each.parent.as_str(), each.tag.as_str())).collect();
    assert_eq!(
        tags,
        [
            ("Flow", "groups"),
            ("actionCalls", "timeoutConnector"),
            ("actionCalls", "newer"),
            ("Flow", "label")
        ]
    );
    assert_eq!(unread[1].connectors, [("timeoutConnector".to_owned(), Connector::to("B"))]);
    assert_eq!(unread[2].references, ["v.Name"]);
}

#[test]
fn what_flow_builder_keeps_for_itself_is_read_with_its_values() {
    let body = "<customProperties><name>Progress</name><value><stringValue>{}</stringValue></value></customProperties>\
                <processMetadataValues><name>ObjectVariable</name><value><elementReference>it</elementReference>\
                </value></processMetadataValues><timeZoneSidKey>UTC</timeZoneSidKey>";
    let Reading { flow, unread } = reading(body);
    assert_eq!(unread, []);
    assert_eq!(flow.custom_properties[0].name, "Progress");
    assert_eq!(flow.metadata_values[0].value, Some(Value::Reference("it".to_owned())));
    assert_eq!(flow.time_zone.as_deref(), Some("UTC"));
}

#[test]
fn stages_of_early_orchestrations_are_elements() {
    let Reading { flow, unread } = reading("<steppedStages><name>S</name><label>L</label></steppedStages>");
    assert_eq!(unread, []);
    assert_eq!((flow.elements[0].name.as_str(), flow.elements[0].label.as_str()), ("S", "L"));
}

#[test]
fn a_value_of_an_unknown_kind_is_reported() {
    let Reading { flow, unread } = reading(
        "<constants><name>a</name><dataType>Time</dataType><value><timeValue>1</timeValue></value></constants>",
    );
    assert_eq!(flow.constants[0].value, None);
    assert_eq!(unread[0].tag, "timeValue");
}

#[test]
fn elements_of_other_kinds_keep_their_body() {
    let body = "<screens><name>S</name><label>L</label><locationX>1</locationX><locationY>2</locationY>\
                <connector><targetReference>Next</targetReference></connector>\
                <fields><name>f</name><defaultValue><elementReference>who.Name</elementReference></defaultValue>\
                <fieldText>Hi {!who.Name} of {!where}</fieldText></fields></screens>";
    let Reading { flow, unread } = reading(body);
    assert_eq!(unread, []);
    let ElementKind::Other(screen) = &flow.elements[0].kind else { panic!("another kind") };
    assert_eq!(screen.connectors, [("connector".to_owned(), Connector::to("Next"))]);
    assert_eq!(screen.references, ["who.Name", "who.Name", "where"]);
    assert_eq!(flow.elements[0].location, Location { x: 1, y: 2 });
    let mut canonical = document(body);
    crate::schema::arrange(&mut canonical);
    assert_eq!(write(&flow).root().child("screens"), canonical.root().child("screens"));
}

#[test]
fn old_flows_name_their_first_element() {
    let Reading { flow, unread } = reading("<startElementReference>First</startElementReference>");
    assert_eq!(unread, []);
    assert_eq!(flow.start.element_reference.as_deref(), Some("First"));
    let document = write(&flow);
    assert_eq!(document.root().leaf("startElementReference"), Some("First"));
    assert!(document.root().child("start").is_none());
}

#[test]
fn what_is_no_flow_is_refused() {
    let wrong = |body: &str| {
        let wrong = read("Test", &document(body)).unwrap_err();
        assert!(wrong.iter().all(|each| each.code == Code::FlowSchema));
        wrong.into_iter().map(|each| each.message).collect::<Vec<_>>()
    };
    assert_eq!(wrong("<decisions/>"), ["`<decisions>` has no `<name>`"]);
    assert_eq!(
        wrong("<triggerOrder>first</triggerOrder><isTemplate>yes</isTemplate>"),
        ["`<triggerOrder>` cannot be `first`", "`<isTemplate>` cannot be `yes`"]
    );
    assert_eq!(
        wrong("<formulas><name>f</name><dataType>Sting</dataType></formulas>"),
        ["`Sting` is no data type of flows"]
    );
    let layout = xml::Document::from(xml::Element::new("Layout"));
    assert_eq!(
        read("L", &layout).unwrap_err()[0].message,
        "the root element is `<Layout>`: a flow's is `<Flow>`"
    );
}

#[test]
fn a_wrong_value_is_shown_at_its_place_with_the_nearest_right_one() {
    let body = "<formulas><name>f</name><dataType>Sting</dataType></formulas>";
    let wrong = read("Test", &document(body)).unwrap_err().remove(0);
    assert_eq!(wrong.help.as_deref(), Some("did you mean `String`?"));
    let file = format!("<Flow>{body}</Flow>");
    assert_eq!(&file[wrong.fix.unwrap().span.range()], "Sting");
}
