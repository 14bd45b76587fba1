use proptest::prelude::*;

use super::*;
use crate::source::{FileId, Source};
use crate::xml::{Document, read, write};

fn sorted(body: &str) -> String {
    let mut document: Document = read(&Source::new("test.xml", body), FileId(0)).unwrap();
    arrange(&mut document);
    let text = write(&document);
    text.lines().skip(1).map(str::trim).collect()
}

#[test]
fn the_table_is_sorted_so_that_it_can_be_searched() {
    assert!(table::KINDS.is_sorted_by(|a, b| a.name < b.name));
}

#[test]
fn every_tag_stands_once_in_its_type() {
    for kind in table::KINDS {
        for (at, child) in kind.children.iter().enumerate() {
            assert_eq!(kind.order(child.tag), Some(at), "{} {}", kind.name, child.tag);
        }
    }
}

#[test]
fn every_sorted_list_exists_with_its_key() {
    for (kind, lists) in siblings::LISTS {
        for list in *lists {
            let child = Kind::named(kind).unwrap().child(list.tag).unwrap();
            assert!(child.repeated, "{kind} {list:?}");
            assert!(child.kind().child(list.key).is_some(), "{kind} {list:?}");
        }
    }
}

#[test]
fn inherited_children_come_first() {
    let tags: Vec<_> = Kind::named("FlowRule").unwrap().children.iter().map(|child| child.tag).collect();
    assert_eq!(
        tags,
        [
            "processMetadataValues",
            "description",
            "name",
            "attributes",
            "conditionLogic",
            "conditions",
            "connector",
            "doesRequireRecordChangedToMeetCriteria",
            "label",
        ]
    );
}

#[test]
fn types_and_values_are_known() {
    let filters = Kind::named("FlowStart").unwrap().child("filters").unwrap();
    assert!(filters.repeated);
    let operator = filters.kind().child("operator").unwrap();
    assert!(!operator.repeated);
    assert!(operator.kind().values.contains(&"EqualTo"));
    assert_eq!(Kind::named("Flow").unwrap().child("apiVersion").unwrap().kind().name, "double");
    assert!(Kind::named("CustomObject").is_some() && Kind::named("Nothing").is_none());
}

#[test]
fn children_are_put_into_the_order_of_the_schema() {
    assert_eq!(
        sorted(
            "<Flow><status>Active</status><label>L</label><decisions><rules><label>Yes</label><name>R</name></rules>\
             <locationY>0</locationY><name>D</name></decisions></Flow>"
        ),
        "<Flow><decisions><name>D</name><locationY>0</locationY><rules><name>R</name><label>Yes</label></rules>\
         </decisions><label>L</label><status>Active</status></Flow>"
    );
}

#[test]
fn named_elements_are_sorted_by_their_name_in_lower_case() {
    let variable = |name: &str| format!("<variables><name>{name}</name></variables>");
    let names = ["b", "Ab", "A_b", "a1"].map(variable).concat();
    let expected = ["a1", "A_b", "Ab", "b"].map(variable).concat();
    assert_eq!(sorted(&format!("<Flow>{names}</Flow>")), format!("<Flow>{expected}</Flow>"));
}

#[test]
fn fields_are_sorted_by_code_point() {
    let input = |name: &str| format!("<inputAssignments><field>{name}</field></inputAssignments>");
    let fields = ["a__c", "WhoId", "_b"].map(input).concat();
    let expected = ["WhoId", "_b", "a__c"].map(input).concat();
    assert_eq!(
        sorted(&format!("<Flow><recordCreates>{fields}</recordCreates></Flow>")),
        format!("<Flow><recordCreates>{expected}</recordCreates></Flow>")
    );
}

#[test]
fn conditions_keep_their_order() {
    let body = "<Flow><decisions><rules><conditions><leftValueReference>b</leftValueReference></conditions>\
                <conditions><leftValueReference>a</leftValueReference></conditions></rules></decisions></Flow>";
    assert_eq!(sorted(body), body);
}

#[test]
fn comments_go_with_the_next_element_and_unknown_elements_stay_behind_the_one_before() {
    assert_eq!(
        sorted("<Flow><!--s--><status>Active</status><odd>1</odd><!--l--><label>L</label><!--end--></Flow>"),
        "<Flow><!--l--><label>L</label><!--s--><status>Active</status><odd>1</odd><!--end--></Flow>"
    );
    assert_eq!(
        sorted("<Flow><odd>1</odd><label>L</label></Flow>"),
        "<Flow><odd>1</odd><label>L</label></Flow>"
    );
}

#[test]
fn an_empty_element_closes_itself_where_it_could_have_children() {
    assert_eq!(
        sorted(
            "<Layout><layoutSections><label/><layoutColumns> </layoutColumns><odd/></layoutSections></Layout>"
        ),
        "<Layout><layoutSections><label></label><layoutColumns/><odd/></layoutSections></Layout>"
    );
    assert_eq!(sorted("<FlowDefinition></FlowDefinition>"), "<FlowDefinition/>");
}

#[test]
fn an_object_that_is_taken_apart_keeps_the_form_of_what_is_empty() {
    for body in [
        "<CustomObject><searchLayouts></searchLayouts></CustomObject>",
        "<CustomObject><searchLayouts/></CustomObject>",
    ] {
        assert_eq!(sorted(body), body);
    }
}

#[test]
fn an_unknown_root_stays_as_it_is() {
    assert_eq!(sorted("<a><c>1</c><b>1</b></a>"), "<a><c>1</c><b>1</b></a>");
}

proptest! {
    #[test]
    fn sorting_twice_changes_nothing_more(children in prop::collection::vec((0_usize..5, "[A-Za-z_]{1,3}"), 0..12)) {
        const TAGS: [&str; 5] = ["variables", "odd", "formulas", "label", "processMetadataValues"];
        let child = |(tag, name): &(usize, String)| Element::new(TAGS[*tag]).leaf("name", name);
        let mut once = Document::from(Element::new("Flow").children(children.iter().map(child)));
        arrange(&mut once);
        let mut twice = once.clone();
        arrange(&mut twice);
        prop_assert_eq!(&once, &twice);
        let names = |tag: &str| {
            let mut names: Vec<_> = once.root().named(tag).map(|node| node.leaf("name").unwrap().to_owned()).collect();
            names.sort_unstable();
            names
        };
        for (at, tag) in TAGS.iter().enumerate() {
            let mut given: Vec<_> = children.iter().filter(|(tag, _)| *tag == at).map(|(_, name)| name.clone()).collect();
            given.sort_unstable();
            prop_assert_eq!(names(tag), given);
        }
    }
}
