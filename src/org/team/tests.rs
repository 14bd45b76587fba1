use super::*;
use crate::flow::DataType;
use crate::org::{Field, FieldType};
use crate::source::Sources;
use std::sync::Arc;

const HEAD: &str = "xmlns=\"http://soap.sforce.com/2006/04/metadata\"";

/// An org that has read these files, and the messages about them.
fn load(files: &[(&str, String)]) -> (Org, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let ids: Vec<_> =
        files.iter().map(|(path, text)| sources.add(Source::new(*path, text.clone()))).collect();
    let (mut org, mut sink) = (Org::standard(), Sink::default());
    org.load_team(ids.into_iter().map(|id| (id, sources.get(id))), &mut sink);
    (org, sink.finish())
}

/// An org that has read these files without a message.
fn org(files: &[(&str, String)]) -> Org {
    let (org, messages) = load(files);
    assert_eq!(messages, []);
    org
}

fn custom_field(name: &str, inner: &str) -> String {
    format!("<CustomField {HEAD}><fullName>{name}</fullName><label>A Label</label>{inner}</CustomField>")
}

fn contact_field(inner: &str) -> Arc<Field> {
    let file = ("main/default/objects/Contact/fields/A__c.field-meta.xml", custom_field("A__c", inner));
    org(&[file]).field("Contact", "A__c").expect("declared")
}

#[test]
fn each_type_of_field_is_read() {
    let cases = [
        ("<length>80</length><type>Text</type>", FieldType::Text, Some(80)),
        ("<type>TextArea</type>", FieldType::TextArea, Some(255)),
        ("<length>32768</length><type>LongTextArea</type>", FieldType::LongTextArea, Some(32_768)),
        ("<length>131072</length><type>Html</type>", FieldType::LongTextArea, Some(131_072)),
        ("<type>Checkbox</type>", FieldType::Checkbox, None),
        ("<type>DateTime</type>", FieldType::DateTime, None),
        ("<type>Email</type>", FieldType::Email, Some(80)),
        ("<type>Hologram</type>", FieldType::Other, None),
    ];
    for (inner, field_type, length) in cases {
        let field = contact_field(inner);
        assert_eq!((field.field_type, field.length), (field_type, length), "{inner}");
        assert_eq!((field.label.as_str(), field.createable), ("A Label", Some(true)));
    }
}

#[test]
fn digits_are_read() {
    let field = contact_field("<precision>18</precision><scale>2</scale><type>Currency</type>");
    assert_eq!((field.field_type, field.precision, field.scale), (FieldType::Currency, Some(18), Some(2)));
}

#[test]
fn computed_fields_cannot_be_written() {
    for inner in
        ["<formula>1 + 1</formula><type>Number</type>", "<type>AutoNumber</type>", "<type>Summary</type>"]
    {
        let field = contact_field(inner);
        assert_eq!((field.createable, field.updateable), (Some(false), Some(false)), "{inner}");
    }
}

#[test]
fn references_say_what_they_refer_to() {
    let lookup = contact_field("<referenceTo>Visit__c</referenceTo><type>Lookup</type>");
    assert_eq!(
        (lookup.field_type, lookup.refers_to.as_slice()),
        (FieldType::Reference, &["Visit__c".to_owned()][..])
    );
    let master = contact_field("<referenceTo>Visit__c</referenceTo><type>MasterDetail</type>");
    assert_eq!((master.createable, master.updateable, master.required), (Some(true), Some(false), true));
}

#[test]
fn only_a_required_field_without_a_default_must_be_given() {
    assert!(contact_field("<length>9</length><required>true</required><type>Text</type>").required);
    assert!(!contact_field("<length>9</length><required>false</required><type>Text</type>").required);
    let defaulted = "<defaultValue>1</defaultValue><required>true</required><type>Number</type>";
    assert!(!contact_field(defaulted).required);
}

#[test]
fn picklist_values_are_read_where_they_stand() {
    let inner = "<type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition>\
        <sorted>false</sorted>\
        <value><fullName>Cold</fullName><default>true</default><label>Cold</label></value>\
        <value><fullName>Old</fullName><default>false</default><isActive>false</isActive></value>\
        <value><fullName>Warm &amp; Nice</fullName><default>false</default></value>\
        </valueSetDefinition></valueSet>";
    let field = contact_field(inner);
    assert_eq!(field.picklist.values, ["Cold", "Warm & Nice"]);
    assert!(field.picklist.restricted && !field.picklist.defaults);
}

#[test]
fn shared_values_are_found_whatever_the_order_of_the_files() {
    let field = custom_field(
        "Region__c",
        "<type>Picklist</type><valueSet><restricted>true</restricted><valueSetName>Regions</valueSetName></valueSet>",
    );
    let set = format!(
        "<GlobalValueSet {HEAD}><customValue><fullName>North</fullName><default>false</default></customValue>\
         <masterLabel>Regions</masterLabel><sorted>false</sorted></GlobalValueSet>"
    );
    let files = [
        ("objects/Lead/fields/Region__c.field-meta.xml", field),
        ("globalValueSets/Regions.globalValueSet-meta.xml", set),
    ];
    assert_eq!(org(&files).field("Lead", "Region__c").unwrap().picklist.values, ["North"]);
}

#[test]
fn the_orgs_standard_values_replace_the_shipped_ones() {
    let set = format!(
        "<StandardValueSet {HEAD}><sorted>false</sorted>\
         <standardValue><fullName>Discovery</fullName><default>false</default></standardValue></StandardValueSet>"
    );
    let org = org(&[("standardValueSets/OpportunityStage.standardValueSet-meta.xml", set)]);
    let stage = org.field("Opportunity", "StageName").unwrap();
    assert_eq!(stage.picklist.values, ["Discovery"]);
    assert!(!stage.picklist.defaults && stage.required);
}

#[test]
fn an_activity_field_is_on_tasks_and_events() {
    let org =
        org(&[("objects/Activity/fields/A__c.field-meta.xml", custom_field("A__c", "<type>Date</type>"))]);
    assert_eq!(org.field("Task", "A__c").map(|field| field.field_type), Some(FieldType::Date));
    assert!(org.field("Event", "A__c").is_some());
}

#[test]
fn a_changed_standard_field_keeps_what_is_known_of_it() {
    let file = format!(
        "<CustomField {HEAD}><fullName>Company</fullName><trackHistory>true</trackHistory></CustomField>"
    );
    let company =
        org(&[("objects/Lead/fields/Company.field-meta.xml", file)]).field("Lead", "Company").unwrap();
    assert_eq!((company.length, company.label.as_str(), company.required), (Some(255), "Company", true));
}

#[test]
fn a_standard_field_that_the_tables_lack_is_known_afterwards() {
    let file = format!("<CustomField {HEAD}><fullName>NewThing</fullName><type>Date</type></CustomField>");
    let field =
        org(&[("objects/Lead/fields/NewThing.field-meta.xml", file)]).field("Lead", "NewThing").unwrap();
    assert_eq!((field.field_type, field.createable), (FieldType::Date, None));
}

#[test]
fn an_object_is_read_in_both_formats() {
    let object = |fields: &str| {
        format!(
            "<CustomObject {HEAD}>{fields}<label>Site Visit</label>\
             <nameField><displayFormat>V-{{0}}</displayFormat><label>Visit No.</label><type>AutoNumber</type></nameField>\
             <pluralLabel>Site Visits</pluralLabel><sharingModel>Private</sharingModel></CustomObject>"
        )
    };
    let field = "<fields><fullName>Day__c</fullName><label>Day</label><type>Date</type></fields>";
    let source = org(&[
        ("objects/Visit__c/Visit__c.object-meta.xml", object("")),
        ("objects/Visit__c/fields/Day__c.field-meta.xml", custom_field("Day__c", "<type>Date</type>")),
    ]);
    let mdapi = org(&[("src/objects/Visit__c.object", object(field))]);
    for org in [source, mdapi] {
        let visit = org.object("Visit__c").unwrap();
        assert_eq!((visit.label.as_str(), visit.plural_label.as_str()), ("Site Visit", "Site Visits"));
        assert_eq!(org.field("Visit__c", "Name").unwrap().createable, Some(false));
        assert_eq!(org.field("Visit__c", "Day__c").unwrap().field_type, FieldType::Date);
        assert!(org.field("Visit__c", "OwnerId").is_some());
    }
}

#[test]
fn a_detail_has_no_owner() {
    let file = format!(
        "<CustomObject {HEAD}><label>Line</label><sharingModel>ControlledByParent</sharingModel></CustomObject>"
    );
    let org = org(&[("objects/Line__c/Line__c.object-meta.xml", file)]);
    assert_eq!(org.field("Line__c", "OwnerId"), None);
    assert!(org.field("Line__c", "CreatedDate").is_some());
}

#[test]
fn a_summary_has_the_type_of_what_it_sums_up() {
    let summary = "<summarizedField>Line__c.When__c</summarizedField><summaryOperation>max</summaryOperation><type>Summary</type>";
    let org = org(&[
        ("objects/Account/fields/Last__c.field-meta.xml", custom_field("Last__c", summary)),
        ("objects/Line__c/fields/When__c.field-meta.xml", custom_field("When__c", "<type>Date</type>")),
    ]);
    let last = org.field("Account", "Last__c").unwrap();
    assert_eq!((last.field_type, last.updateable), (FieldType::Date, Some(false)));
}

#[test]
fn a_flow_says_what_it_takes() {
    let flow = |status: &str| {
        let variable = |name: &str, rest: &str| format!("<variables><name>{name}</name>{rest}</variables>");
        let taken = "<dataType>SObject</dataType><isCollection>true</isCollection><isInput>true</isInput>\
                     <isOutput>false</isOutput><objectType>Contact</objectType>";
        let given =
            "<dataType>Number</dataType><isInput>false</isInput><isOutput>true</isOutput><scale>2</scale>";
        let own = "<dataType>String</dataType><isInput>false</isInput><isOutput>false</isOutput>";
        format!(
            "<Flow {HEAD}><label>Prepare Meeting</label><processType>AutoLaunchedFlow</processType>\
             <status>{status}</status>{}{}{}</Flow>",
            variable("people", taken),
            variable("score", given),
            variable("note", own)
        )
    };
    let org = org(&[
        ("flows/Prepare_Meeting-1.flow", flow("Active")),
        ("flows/Prepare_Meeting-2.flow", flow("Draft")),
    ]);
    let prepare = org.flow("Prepare_Meeting").unwrap();
    assert_eq!((prepare.status.as_str(), prepare.inputs.len(), prepare.outputs.len()), ("Active", 1, 1));
    let people = prepare.input("people").unwrap();
    assert_eq!((people.data_type, people.is_collection), (DataType::SObject, true));
    assert_eq!(people.object_type.as_deref(), Some("Contact"));
    assert_eq!(org.nearest_flow("Prepare_Meting").as_deref(), Some("Prepare_Meeting"));
}

#[test]
fn permissions_and_queues_are_known_by_name() {
    let file = |root: &str| format!("<{root} {HEAD}><label>x</label></{root}>");
    let org = org(&[
        ("permissionsets/Callers.permissionset-meta.xml", file("PermissionSet")),
        ("customPermissions/Skip.customPermission-meta.xml", file("CustomPermission")),
        ("queues/Inbound.queue-meta.xml", file("Queue")),
        ("groups/Leaders.group-meta.xml", file("Group")),
    ]);
    assert!(org.has_permission_set("Callers") && !org.has_permission_set("Others"));
    assert!(
        org.custom_permissions().eq(["Skip"]) && org.queues().eq(["Inbound"]) && org.groups().eq(["Leaders"])
    );
}

#[test]
fn other_files_are_passed_over() {
    for path in [
        "README.md",
        "lwc/x/x.js.flow",
        "x.flow",
        "labels/A.labels-meta.xml",
        "A__c.field-meta.xml",
        "",
        "flow",
    ] {
        assert!(!Org::reads(path), "{path}");
        assert_eq!(load(&[(path, "<<<".to_owned())]).1, []);
    }
    assert!(Org::reads(r"objects\Lead\fields\A__c.field-meta.xml"));
}

#[test]
fn a_file_that_cannot_be_read_is_reported_at_its_place() {
    let path = "objects/Contact/fields/A__c.field-meta.xml";
    let cases = [
        ("<CustomField><label>A</CustomField>".to_owned(), Code::XmlSyntax),
        ("<Flow></Flow>".to_owned(), Code::OrgUnreadable),
        (custom_field("A__c", ""), Code::OrgUnreadable),
    ];
    for (text, code) in cases {
        let (org, messages) = load(&[(path, text)]);
        assert_eq!(messages.iter().map(|message| message.code).collect::<Vec<_>>(), [code]);
        assert_eq!(org.field("Contact", "A__c"), None);
    }
    let nameless = format!("<CustomObject {HEAD}><fields><type>Date</type></fields></CustomObject>");
    let (_, messages) = load(&[("objects/V__c.object", nameless)]);
    assert_eq!(messages[0].message, "a field of V__c has no `<fullName>`");
    assert!(messages[0].span.start > 0);
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in ".{0,80}", tag in "(type|valueSet|nameField|fields|variables)", kind in 0..KINDS.len()) {
        let kind = &KINDS[kind];
        let path = format!("objects/A__c/fields/A__c.{}-meta.xml", kind.suffix);
        let inside = text.replace(['<', '&'], "");
        let file = format!("<{0}><{tag}><fullName>{inside}</fullName></{tag}></{0}>", kind.root);
        load(&[(&path, text), (&path, file)]);
    }
}

#[test]
fn the_essence_of_a_file_says_the_same_as_the_file() {
    let flow = format!(
        "<Flow {HEAD}><label>Route</label><status>Active</status><processType>AutoLaunchedFlow</processType>\
         <start><triggerType>Scheduled</triggerType></start><assignments><name>A</name></assignments><variables>\
         <name>in</name><dataType>String</dataType><isInput>true</isInput></variables></Flow>"
    );
    let field = custom_field("A__c", "<length>80</length><type>Text</type>");
    let files = [("flows/Route.flow", flow), ("objects/Contact/fields/A__c.field-meta.xml", field)];
    let documents = files.each_ref().map(|(path, text)| {
        let document = xml::read(&Source::new(*path, text.clone()), FileId(0)).unwrap();
        (*path, Org::essence(path, &document).unwrap())
    });
    assert!(documents[0].1.root().child("assignments").is_none());
    let mut org = Org::standard();
    org.load_documents(documents.iter().map(|(path, document)| (*path, document)), &mut Sink::default());
    let whole = super::tests::org(&files);
    let signature = |org: &Org| {
        let flow = org.flow("Route").unwrap();
        (flow.label.clone(), flow.status.clone(), flow.trigger_type.clone(), flow.inputs.clone())
    };
    assert_eq!(signature(&org), signature(&whole));
    assert_eq!(signature(&org).2.as_deref(), Some("Scheduled"));
    assert_eq!(org.field("Contact", "A__c"), whole.field("Contact", "A__c"));
}
