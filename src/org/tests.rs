use super::*;
use crate::flow::DataType;

fn field(object: &str, name: &str) -> Arc<Field> {
    Org::standard().field(object, name).unwrap_or_else(|| panic!("{object}.{name} is missing"))
}

/// (createable, updateable, filterable)
fn access(object: &str, name: &str) -> (Option<bool>, Option<bool>, Option<bool>) {
    let field = field(object, name);
    (field.createable, field.updateable, field.filterable)
}

#[test]
fn the_fields_of_a_call_are_known() {
    let duration = field("Task", "CallDurationInSeconds");
    assert_eq!(
        (duration.field_type, duration.precision, duration.scale),
        (FieldType::Number, Some(8), Some(0))
    );
    assert_eq!(duration.label, "Call Duration");
    let disposition = field("Task", "CallDisposition");
    assert_eq!((disposition.field_type, disposition.length), (FieldType::Text, Some(255)));
    assert!(field("Task", "Type").picklist.defaults);
    assert!(field("Task", "TaskSubtype").picklist.restricted);
}

#[test]
fn what_may_be_written_is_known() {
    let (yes, no) = (Some(true), Some(false));
    let cases = [
        ("Opportunity", "ContactId", (yes, no, yes)),
        ("Opportunity", "IsClosed", (no, no, yes)),
        ("Opportunity", "IsWon", (no, no, yes)),
        ("Opportunity", "StageName", (yes, yes, yes)),
        ("Task", "AccountId", (no, no, yes)),
        ("Task", "Description", (yes, yes, no)),
        ("Task", "TaskSubtype", (yes, no, yes)),
        ("Task", "CreatedDate", (no, no, yes)),
        ("Contact", "Name", (no, no, yes)),
        ("Lead", "Name", (no, no, yes)),
        ("OpportunityContactRole", "OpportunityId", (yes, no, yes)),
        ("ActionCadenceTracker", "TargetId", (no, no, yes)),
        ("ActionCadenceTracker", "IsTrackerActive", (no, no, yes)),
        ("ActionCadenceTracker", "State", (no, no, yes)),
        ("CustomNotificationType", "DeveloperName", (yes, yes, yes)),
    ];
    for (object, name, expected) in cases {
        assert_eq!(access(object, name), expected, "{object}.{name}");
    }
}

#[test]
fn what_must_be_given_is_known() {
    let required = |object: &str| -> Vec<String> {
        Org::standard()
            .fields(object)
            .filter(|field| field.required)
            .map(|field| field.name.clone())
            .collect()
    };
    assert_eq!(required("Opportunity"), ["CloseDate", "Name", "StageName"]);
    assert_eq!(required("Lead"), ["Company", "LastName"]);
    assert_eq!(required("Contact"), ["LastName"]);
    assert_eq!(required("Account"), ["Name"]);
    assert_eq!(required("Task"), [""; 0]);
    assert_eq!(required("Event"), [""; 0]);
    assert_eq!(required("OpportunityContactRole"), ["ContactId", "OpportunityId"]);
}

#[test]
fn what_the_mirror_lacks_is_there() {
    for (object, name) in [
        ("Task", "Type"),
        ("Task", "RecordTypeId"),
        ("Event", "Type"),
        ("Event", "RecordTypeId"),
        ("Contact", "DoNotCall"),
        ("Contact", "HasOptedOutOfEmail"),
        ("Lead", "DoNotCall"),
        ("Lead", "HasOptedOutOfEmail"),
    ] {
        field(object, name);
    }
}

#[test]
fn sample_fields_of_the_mirror_are_not() {
    assert_eq!(Org::standard().field("Account", "Active__c"), None);
}

#[test]
fn names_are_exact_and_mistakes_are_mended() {
    let org = Org::standard();
    assert_eq!(org.object("opportunity"), None);
    assert_eq!(org.object_ignoring_case("opportunity").as_deref(), Some("Opportunity"));
    assert_eq!(org.nearest_object("Oportunity").as_deref(), Some("Opportunity"));
    assert_eq!(org.nearest_object("Xyzzyqwert"), None);
    assert_eq!(org.field("Task", "calldisposition"), None);
    assert_eq!(org.nearest_field("Task", "CallDispositon").as_deref(), Some("CallDisposition"));
    assert_eq!(org.nearest_action("chaterPost").as_deref(), Some("chatterPost"));
}

#[test]
fn labels_and_prefixes_are_known() {
    let contact = Org::standard().object("Contact").unwrap();
    assert_eq!((contact.plural_label.as_str(), contact.key_prefix), ("Contacts", Some("003")));
    let history = Org::standard().object("OpportunityHistory").unwrap();
    assert_eq!(
        (history.label.as_str(), history.plural_label.as_str()),
        ("Opportunity History", "Opportunity Histories")
    );
}

#[test]
fn a_custom_activity_field_is_on_tasks_and_events() {
    for declared_on in ["Activity", "Task"] {
        let mut org = Org::standard();
        org.declare(Field {
            object: declared_on.to_owned(),
            name: "Call_Result__c".to_owned(),
            ..(*field("Task", "CallDisposition")).clone()
        });
        for object in ["Task", "Event"] {
            assert_eq!(
                org.field(object, "Call_Result__c").map(|field| field.object.clone()).as_deref(),
                Some(object)
            );
        }
        assert_eq!(org.field("Contact", "Call_Result__c"), None);
    }
}

#[test]
fn a_declared_object_has_the_fields_of_its_kind() {
    let mut org = Org::standard();
    assert_eq!(org.field("Visit__c", "OwnerId"), None);
    org.declare_object(Object::named("Visit__c"));
    assert!(org.field("Visit__c", "OwnerId").is_some());
    assert!(org.fields("Visit__c").any(|field| field.name == "CreatedDate"));
    assert_eq!(org.nearest_object("Visits__c").as_deref(), Some("Visit__c"));
}

#[test]
fn relationships_lead_to_references() {
    let org = Org::standard();
    assert_eq!(
        org.relationship("Contact", "Account").map(|field| field.refers_to.clone()),
        Some(vec!["Account".into()])
    );
    assert_eq!(org.relationship("Task", "Who").map(|field| field.name.clone()).as_deref(), Some("WhoId"));
    assert_eq!(org.relationship("Contact", "Nobody"), None);
}

#[test]
fn actions_say_what_they_take() {
    let org = Org::standard();
    let notification = org.action("customNotificationAction").unwrap();
    assert_eq!(notification.input("title").and_then(|input| input.max), Some(250));
    assert!(notification.input("recipientIds").is_some_and(|input| input.is_collection && input.required));
    assert_eq!(
        org.action("chatterPost").unwrap().output("feedItemId").map(|output| output.data_type),
        Some(DataType::String)
    );
    let agent = org.action("generateAiAgentResponse").unwrap();
    assert!(agent.input("userMessage").is_some_and(|input| input.required));
    assert_eq!(org.action("noSuchAction"), None);
}
