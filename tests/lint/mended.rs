//! What another linter told and ours did not, and where that linter is wrong: `conformance/peers.md`, case by case.

use super::package::Linted;

/// How often a rule fires in a flow of these parts.
fn count(rule: &str, parts: &str) -> usize {
    let text = format!("<Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\">{parts}</Flow>");
    let linted = Linted::of(&[("flows/Example.flow-meta.xml".to_owned(), text)]);
    linted.findings.iter().filter(|finding| finding.code.name() == rule).count()
}

/// A flow after the save of a task that sets its priority; `start` is what its start says, `ask` what its decision asks for.
fn saves_itself(start: &str, ask: &str) -> usize {
    let parts = format!(
        "<decisions><name>Ask</name><defaultConnectorLabel>No</defaultConnectorLabel><rules><name>Yes</name>\
         <conditionLogic>and</conditionLogic>{ask}<connector><targetReference>Save</targetReference></connector>\
         <label>Yes</label></rules></decisions>\
         <formulas><name>isNew</name><dataType>Boolean</dataType><expression>ISNEW()</expression></formulas>\
         <recordLookups><name>Get</name><connector><targetReference>Ask</targetReference></connector>\
         <getFirstRecordOnly>true</getFirstRecordOnly><object>User</object>\
         <storeOutputAutomatically>true</storeOutputAutomatically></recordLookups>\
         <recordUpdates><name>Save</name><inputAssignments><field>Priority</field><value><stringValue>High</stringValue>\
         </value></inputAssignments><inputReference>$Record</inputReference></recordUpdates>\
         <start><connector><targetReference>Get</targetReference></connector>{start}<object>Task</object>\
         <recordTriggerType>CreateAndUpdate</recordTriggerType><triggerType>RecordAfterSave</triggerType></start>"
    );
    count("record-updates-itself", &parts)
}

fn condition(left: &str, operator: &str, right: &str) -> String {
    format!(
        "<conditions><leftValueReference>{left}</leftValueReference><operator>{operator}</operator>\
         <rightValue>{right}</rightValue></conditions>"
    )
}

fn filter(field: &str, operator: &str, right: &str) -> String {
    format!("<filters><field>{field}</field><operator>{operator}</operator><value>{right}</value></filters>")
}

const YES: &str = "<booleanValue>true</booleanValue>";
const NO: &str = "<booleanValue>false</booleanValue>";
const HIGH: &str = "<stringValue>High</stringValue>";

#[test]
fn only_what_tells_the_second_run_from_the_first_is_a_guard() {
    let blind = condition("$Record.Subject", "EqualTo", HIGH);
    assert_eq!(saves_itself("", &blind), 1);
    assert_eq!(saves_itself("", &condition("Get", "IsNull", NO)), 1, "what was found is found again");
    assert_eq!(saves_itself("", &condition("$Record.Priority", "NotEqualTo", HIGH)), 0);
    assert_eq!(saves_itself("", &condition("$Record.Subject", "IsChanged", YES)), 0);
    assert_eq!(saves_itself("", &condition("isNew", "EqualTo", YES)), 0);
    assert_eq!(saves_itself(&filter("Priority", "NotEqualTo", HIGH), &blind), 0);
    assert_eq!(saves_itself(&filter("Priority", "IsNull", NO), &blind), 1, "it is met again");
    assert_eq!(saves_itself(&filter("Priority", "EqualTo", HIGH), &blind), 1, "it is met again");
    assert_eq!(saves_itself(&filter("Subject", "IsChanged", YES), &blind), 0);
}

#[test]
fn a_change_is_a_guard_only_where_there_is_one() {
    let asks = condition("isNew", "EqualTo", YES);
    let otherwise = format!(
        "{asks}<connector><targetReference>Get</targetReference></connector><label>New</label></rules>\
         <rules><name>Old</name><conditionLogic>and</conditionLogic>{}",
        condition("$Record.Subject", "EqualTo", HIGH)
    );
    assert_eq!(saves_itself("", &otherwise), 1);
}

/// A screen, Create Records, a screen; `back` is what the second screen says of its buttons, `ask` stands before the element.
fn goes_back(back: &str) -> usize {
    let screen = |name: &str, next: &str, buttons: &str| {
        format!(
            "<screens><name>{name}</name>{buttons}<connector><targetReference>{next}</targetReference></connector></screens>"
        )
    };
    let create = "<recordCreates><name>Create</name><connector><targetReference>Show</targetReference></connector>\
                  <object>Task</object></recordCreates>";
    let start = "<start><connector><targetReference>Ask</targetReference></connector></start>";
    let last = format!("<screens><name>Show</name>{back}</screens>");
    count("create-repeated-by-back", &format!("{create}{}{last}{start}", screen("Ask", "Create", "")))
}

#[test]
fn going_back_needs_a_button_in_a_footer() {
    assert_eq!(goes_back("<allowBack>true</allowBack><showFooter>true</showFooter>"), 1);
    assert_eq!(goes_back("<allowBack>false</allowBack><showFooter>true</showFooter>"), 0);
    assert_eq!(goes_back("<allowBack>true</allowBack><showFooter>false</showFooter>"), 0);
}

#[test]
fn choices_inputs_and_outputs_are_there_to_be_used() {
    let screen = |choice: &str| {
        format!(
            "<choices><name>Red</name><dataType>String</dataType></choices><screens><name>Ask</name><fields><name>Color</name>\
             <choiceReferences>{choice}</choiceReferences></fields></screens>\
             <start><connector><targetReference>Ask</targetReference></connector></start>"
        )
    };
    assert_eq!(count("unused-resource", &screen("Red")), 0);
    assert_eq!(count("unused-resource", &screen("Blue")), 1);
    assert_eq!(count("reference-to-nothing", &screen("Blue")), 1);
    let variable = |more: &str| {
        format!("{}<variables><name>it</name><dataType>String</dataType>{more}</variables>", screen("Red"))
    };
    assert_eq!(count("unused-resource", &variable("<isInput>true</isInput>")), 1);
    assert_eq!(count("unused-resource", &variable("<isOutput>true</isOutput>")), 1);
    let value = "<isOutput>true</isOutput><value><stringValue>x</stringValue></value>";
    assert_eq!(count("unused-resource", &variable(value)), 0, "it has a value of its own");
    let setting = "<customProperties><name>ScreenProgressIndicator</name></customProperties>";
    assert_eq!(count("unused-resource", &(variable("") + setting)), 1, "a setting is no resource");
}

#[test]
fn a_wait_can_fail() {
    let wait = |more: &str| {
        format!(
            "<waits><name>Wait</name>{more}</waits><start><connector><targetReference>Wait</targetReference></connector></start>\
             <assignments><name>Keep</name></assignments>"
        )
    };
    assert_eq!(count("fault-path-missing", &wait("")), 1);
    let fault = "<faultConnector><targetReference>Keep</targetReference></faultConnector>";
    assert_eq!(count("fault-path-missing", &wait(fault)), 0);
}

#[test]
fn a_field_of_what_was_not_found_is_not_set() {
    let flow = |more: &str| {
        format!(
            "<assignments><name>Set</name><assignmentItems><assignToReference>Get.Subject</assignToReference>\
             <operator>Assign</operator><value>{HIGH}</value></assignmentItems></assignments>{more}\
             <recordLookups><name>Get</name><connector><targetReference>Next</targetReference></connector>\
             <getFirstRecordOnly>true</getFirstRecordOnly><object>Task</object>\
             <storeOutputAutomatically>true</storeOutputAutomatically></recordLookups>\
             <start><connector><targetReference>Get</targetReference></connector></start>"
        )
    };
    assert_eq!(count("maybe-null-record", &flow("").replace(">Next<", ">Set<")), 1);
    let asked = format!(
        "<decisions><name>Next</name><rules><name>Found</name><conditionLogic>and</conditionLogic>{}\
         <connector><targetReference>Set</targetReference></connector></rules></decisions>",
        condition("Get", "IsNull", NO)
    );
    assert_eq!(count("maybe-null-record", &flow(&asked)), 0);
}
