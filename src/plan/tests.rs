//! What flows become: which elements, in which order, under which names.

use super::{FlowPlan, Node, plan};
use crate::check::testing::{HEAD, WORLD, program, with_steps};

/// The elements of a flow, one in each line: paths are indented behind `?` and their label; `!` is what follows a fault.
fn outline(nodes: &[Node<'_>], depth: usize, lines: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    for node in nodes {
        match node {
            Node::Act(act) => {
                lines.push(format!("{indent}{}", act.title.name));
                if let Some(fault) = act.fault.as_ref().filter(|fault| !fault.then.is_empty()) {
                    lines.push(format!("{indent}!"));
                    outline(&fault.then, depth + 1, lines);
                }
            }
            Node::Branch(branch) => {
                lines.push(format!("{indent}{}", branch.title.name));
                for arm in &branch.rules {
                    lines.push(format!("{indent}? {}", arm.label));
                    outline(&arm.nodes, depth + 1, lines);
                }
                if branch.default.iter().any(|node| !matches!(node, Node::Anchor(_))) {
                    lines.push(format!("{indent}? {}", branch.default_label));
                    outline(&branch.default, depth + 1, lines);
                }
            }
            Node::Anchor(_) => {}
            Node::End => lines.push(format!("{indent}end")),
        }
    }
}

/// What `ask` finds in the flow of this name.
fn in_flow<T>(text: &str, name: &str, ask: impl FnOnce(&FlowPlan<'_>) -> T) -> T {
    let program = program(text);
    let plan = plan(&program);
    let mut flows = plan.outcomes.iter().chain(&plan.monitors);
    ask(flows.find(|flow| flow.name == name).unwrap())
}

/// The elements of the only outcome with these steps, without the part that loads the person.
fn elements(steps: &str) -> Vec<String> {
    elements_of(&with_steps(steps), "FUP_Connected")
}

fn elements_of(text: &str, name: &str) -> Vec<String> {
    in_flow(text, name, |flow| {
        let loads =
            |node: &&Node<'_>| matches!(node, Node::Branch(branch) if branch.title.name == "Contact_or_Lead");
        let skipped = flow.body.iter().take_while(loads).count();
        let mut lines = Vec::new();
        outline(&flow.body[skipped..], 0, &mut lines);
        lines
    })
}

#[track_caller]
fn assert_elements(steps: &str, expected: &[&str]) {
    assert_eq!(elements(steps), expected, "{steps}");
}

#[test]
fn nothing_is_saved_where_nothing_is_set() {
    assert_elements("- log: Hello", &["Log_Hello"]);
}

#[test]
fn two_writes_are_one_save_behind_both() {
    assert_elements(
        "- set: { Hot__c: true }\n- log: Hello\n- set: { Score__c: 1 }\n- log: Bye",
        &["Set_Hot", "Log_Hello", "Set_Score_to_1", "Save_Person", "Log_Bye"],
    );
}

#[test]
fn what_only_one_path_sets_is_saved_on_it() {
    assert_elements(
        "- if: call.CallDisposition = \"Talked\"\n  then: [set: { Hot__c: true }]\n- log: Bye",
        &["Call_Result_Is_Talked", "? Yes", "  Set_Hot_if_Call_Result_Is_Talked", "  Save_Person", "Log_Bye"],
    );
}

#[test]
fn what_two_paths_set_is_saved_behind_them() {
    assert_elements(
        "- if: call.CallDisposition = \"Talked\"\n  then: [set: { Hot__c: true }]\n  else: [set: { Hot__c: false }]",
        &[
            "Call_Result_Is_Talked",
            "? Yes",
            "  Set_Hot_if_Call_Result_Is_Talked",
            "? No",
            "  Set_Hot_to_False_unless_Call_Result_Is_Talked",
            "Save_Person",
        ],
    );
}

#[test]
fn a_path_that_stops_saves_first() {
    let found = elements(
        "- set: { Hot__c: true }\n- if: call.CallDisposition = \"Talked\"\n  then: [stop: Enough]\n- set: { Score__c: 1 }",
    );
    let stop = found.iter().position(|line| line.trim() == "end").unwrap();
    assert!(found[stop - 1].trim().starts_with("Save_Person"), "{found:#?}");
    assert_eq!(found.last().map(String::as_str), Some("Save_Person"));
}

#[test]
fn the_outcome_that_goes_on_saves_for_its_caller() {
    let text = format!(
        "{HEAD}{WORLD}outcomes:
  Connected:
    dispositions: [Connected]
    steps:
      - set: {{ Hot__c: true }}
      - run: Short
  Short:
    dispositions: [Short]
    steps:
      - log: Hello
"
    );
    assert_eq!(elements_of(&text, "FUP_Connected"), ["Set_Hot", "Run_Short", "end"]);
    assert_eq!(
        elements_of(&text, "FUP_Short"),
        ["Can_Save_Person", "? Yes", "  Save_Person", "Log_Hello"],
        "a call of its own brings nothing to save"
    );
}

const GET_DEAL: [&str; 3] = ["Can_Get_Deal_by_ID", "? Yes", "  Get_Deal_by_ID"];

#[test]
fn a_record_is_looked_up_right_before_its_first_use() {
    let found = elements(
        "- log: Hello\n- create_task: { subject: Ask, due: today, related_to: deal }\n- log: \"{!deal.Name}\"",
    );
    assert_eq!(found[0], "Log_Hello");
    assert_eq!(found[1..4], GET_DEAL);
    assert_eq!(found.iter().filter(|line| line.trim().starts_with("Get_Deal")).count(), 1, "once for both");
}

#[test]
fn a_record_that_one_path_uses_is_looked_up_on_it() {
    let found = elements(
        "- if: call.CallDisposition = \"Talked\"\n  then: [create_task: { subject: Ask, due: today, related_to: deal }]\n- log: Bye",
    );
    assert_eq!(found[2..5], GET_DEAL.map(|line| format!("  {line}")));
}

#[test]
fn a_record_that_nobody_uses_is_not_looked_up() {
    assert!(!elements("- log: Hello").iter().any(|line| line.contains("Get_")));
}

#[test]
fn a_failed_look_up_is_remembered_where_more_than_the_next_step_asks() {
    let ask = "- if: FOUND(deal)\n  then: [log: A]\n  else: [log: B]\n";
    let marks =
        |steps: &str| elements(steps).iter().filter(|line| line.contains("Mark_Deal_Unknown")).count();
    assert_eq!(marks(ask), 0, "the only step that asks is skipped");
    let again = ask.replace("log: A", "log: C").replace("log: B", "log: D");
    assert_eq!(marks(&format!("{ask}{again}")), 1);
    assert_eq!(marks("- create_task: { subject: Ask, due: today, related_to: deal }"), 0, "it only prefers");
}

#[test]
fn names_say_where_a_step_stands_and_leave_others_alone() {
    let alone = elements("- if: call.CallDisposition = \"Talked\"\n  then: [log: Hello]\n- log: Bye");
    assert_eq!(alone[2], "  Log_Hello_if_Call_Result_Is_Talked");
    let more =
        elements("- log: Hello\n- if: call.CallDisposition = \"Talked\"\n  then: [log: Hello]\n- log: Bye");
    assert_eq!(more[0], "Log_Hello");
    assert_eq!(more[1..], alone, "a step more changes no other name");
}

#[test]
fn a_label_names_its_step_and_the_paths_inside() {
    assert_elements(
        "- if: call.CallDisposition = \"Talked\"\n  label: Long Talk\n  then: [log: Hello]",
        &["Long_Talk", "? Yes", "  Log_Hello_if_Long_Talk"],
    );
}

#[test]
fn counts_by_one_value_are_asked_for_once() {
    let text = format!(
        "{HEAD}outcomes:
  Connected:
    dispositions: [Connected]
    steps: []
monitors:
  Silence:
    every: day at 06:00
    for: Opportunity
    records:
      young: {{ object: Task, count: true, where: AccountId = record.AccountId && CreatedDate >= NOW() - 14 }}
      old: {{ object: Task, count: true, where: AccountId = record.AccountId && CreatedDate < NOW() - 14 }}
    if: COUNT(young) < COUNT(old)
    steps:
      - create_task: {{ owner: record.OwnerId, subject: Ask, due: today }}
"
    );
    assert_eq!(
        elements_of(&text, "FUP_Silence"),
        [
            "Can_Get_Young",
            "? Yes",
            "  Get_Young",
            "  Count_Young",
            "  Get_Old",
            "  Count_Old",
            "Review_Needed",
            "? Yes",
            "  Create_Task_Ask_Today",
        ]
    );
}

/// The description of the question that this condition becomes.
fn question(condition: &str) -> String {
    let steps = format!("- if: '{condition}'\n  then: [log: Hello]");
    in_flow(&with_steps(&steps), "FUP_Connected", |flow| {
        let decisions = flow.body.iter().filter_map(|node| match node {
            Node::Branch(branch) => Some(branch),
            Node::Act(_) | Node::Anchor(_) | Node::End => None,
        });
        let mut own = decisions.filter(|branch| !branch.title.name.starts_with("Can_"));
        own.next_back().map(|branch| branch.title.description.clone()).unwrap_or_default()
    })
}

#[test]
fn a_question_says_what_its_label_leaves_open() {
    let rows = [
        ("ISBLANK(person.Next_Call__c)", "Looks at the Next Call of the person."),
        (
            "NOT(ISBLANK(call.CallDurationInSeconds)) && call.CallDurationInSeconds < settings.short",
            "Short is 90 seconds. A blank Call Duration counts as No.",
        ),
        ("ISBLANK(person.Next_Call__c) || person.Next_Call__c < TODAY()", "A blank Next Call counts as Yes."),
        ("FOUND(deal) && deal.StageName = \"Qualification\"", "Without a Deal: No."),
        ("FOUND(lead)", "Otherwise it is a Contact."),
        ("NOT(FOUND(deal))", "Looks whether there is a Deal."),
    ];
    for (condition, expected) in rows {
        assert_eq!(question(condition), expected, "{condition}");
    }
}

#[test]
fn a_flow_that_nobody_describes_says_what_its_steps_do() {
    let said = |steps: &str| in_flow(&with_steps(steps), "FUP_Connected", |flow| flow.description.clone());
    assert_eq!(
        said(
            "- increment: Calls__c\n- create_task: { subject: \"Call {!person.Name} again\", due: today }\n\
             - if: FOUND(lead)\n  then: [create_task: { subject: Convert, due: today }]"
        ),
        "Runs for each call with the disposition Connected or Talked. It raises Calls and creates the tasks Call Again and Convert."
    );
    assert_eq!(said("- stop: Enough"), "Runs for each call with the disposition Connected or Talked.");
}

/// The names of the elements of steps, at any depth.
fn names(steps: &str) -> Vec<String> {
    let lines = elements(steps);
    lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.starts_with('?')).collect()
}

#[test]
fn names_say_what_tells_steps_apart() {
    let posts = names(
        "- chatter: { to: rep, text: \"{!rep.Name} spoke with {!person.Name}.\" }\n- chatter: { to: person, text: Hello }",
    );
    assert_eq!(posts, ["Post_to_Chatter_on_Rep_Spoke", "Post_to_Chatter_on_Person_Hello"]);
    assert_eq!(
        names(
            "- create_event: { subject: Later, start: 2 days }\n- create_event: { subject: Later, start: 5 days }"
        ),
        ["Create_Event_Later_in_2_Days", "Create_Event_Later_in_5_Days"]
    );
}

#[test]
fn no_twin_is_numbered_that_differs_in_something() {
    let found = names(
        "- create_task: { subject: Call, due: today }\n- create_task: { subject: Call, due: 2 days }\n- log: 'A: 1'\n- log: 'A: 2'",
    );
    assert_eq!(found.iter().filter(|name| name.starts_with("Create_Task_Call")).count(), 2, "{found:?}");
    assert!(found.iter().all(|name| !name.ends_with("_2")), "{found:?}");
}

#[test]
fn fields_with_labels_in_other_scripts_are_named_by_their_api_names() {
    let text = with_steps("- set: { Seen__c: =TODAY() }\n- increment: Tries__c\n- if: person.Tries__c = 3\n  then: [log: Three]")
        .replace("  Hot__c: checkbox", "  Hot__c: checkbox\n  Seen__c: { type: date, label: 最終連絡日 }\n  Tries__c: { type: counter, label: 留守電回数 }");
    let found = elements_of(&text, "FUP_Connected");
    assert_eq!(found[..2], ["Set_Seen", "Tries_Raised_Before"]);
    assert!(found.iter().any(|line| line.trim() == "Increment_Tries"), "{found:?}");
    assert!(found.iter().any(|line| line == "Tries_Is_3"), "{found:?}");
}

#[test]
fn what_was_left_out_is_logged_by_the_name_of_its_element() {
    let text = with_steps("- notify: { to: manager, title: \"{!person.Name}\", body: Hello }");
    let skipped = in_flow(&text, "FUP_Connected", |flow| format!("{:?}", flow.body));
    assert!(skipped.contains("Skip { step: \"Notify_Manager\""), "{skipped}");
}

#[test]
fn a_set_over_two_records_leaves_out_only_the_one_that_could_not_be_looked_up() {
    let found = elements("- set: { deal.NextStep: Call, Score__c: 1 }");
    assert!(found.iter().any(|line| line == "Set_Score_to_1"), "whatever became of the look-up: {found:?}");
    let unknown = found.iter().position(|line| line == "Can_Set_Deal_Next_Step_to_Call_with_Deal").unwrap();
    let set = found.iter().position(|line| line.trim() == "Set_Deal_Next_Step_to_Call").unwrap();
    assert!(unknown < set, "{found:?}");
}

#[test]
fn what_steps_mostly_differ_in_stands_in_their_names() {
    let task = |more: &str| format!("- create_task: {{ subject: \"Call {{!person.Name}}\"{more} }}\n");
    let steps =
        [", due: today", ", due: 2 days", ", due: today, owner: manager else rep", ""].map(task).concat();
    assert_elements(
        &format!(
            "{steps}- set: {{ Score__c: 1 }}\n- set: {{ Score__c: 2, Hot__c: false }}\n- notify: {{ to: rep, title: Hi, body: B }}"
        ),
        &[
            "Create_Task_Call_Today",
            "Create_Task_Call_in_2_Days",
            "Can_Get_Manager",
            "? Yes",
            "  Get_Manager",
            "Create_Task_Call_for_Manager_Today",
            "Create_Task_Call",
            "Set_Score_to_1",
            "Set_Score_to_2_and_Hot_to_False",
            "Save_Person",
            "Notify_Rep_Hi",
        ],
    );
}

#[test]
fn steps_of_one_name_are_told_apart_by_what_they_are_and_twins_in_everything_by_number() {
    let task = |more: &str| format!("- create_task: {{ subject: Call, due: today{more} }}\n");
    let found = elements(&[task(""), task(", priority: High"), task(""), task(", priority: High")].concat());
    let [plain, high, plain_again, high_again] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(
        (plain.as_str(), plain_again.as_str()),
        ("Create_Task_Call_Today", "Create_Task_Call_Today_2")
    );
    assert_eq!(*high_again, format!("{high}_2"), "equal in everything");
    assert_eq!(high.len(), "Create_Task_Call_Today_123456".len(), "a hash of what it is: {high}");
}

#[test]
fn questions_are_said_as_one_would() {
    let rows = [
        ("NOT(person.State__c = \"Open\")", "State_Is_Not_Open"),
        ("NOT(person.State__c <> \"Open\")", "State_Is_Open"),
        ("NOT(person.Calls__c > 3)", "Calls_Not_More_Than_3"),
        ("NOT(ISPICKVAL(person.State__c, \"Open\"))", "State_Is_Not_Open"),
        ("NOT(ISBLANK(person.Note__c)) && FOUND(deal)", "Note_Not_Blank_and_Deal_Found"),
        ("FOUND(deal) && deal.StageName = \"Prospecting\"", "Deal_Found_and_Stage_Is_Prospecting"),
    ];
    for (condition, name) in rows {
        let found = elements(&format!("- if: '{condition}'\n  then: [log: Hello]"));
        assert!(found.contains(&name.to_owned()), "{condition}: {found:?}");
    }
}
