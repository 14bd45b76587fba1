//! Value sets: those that an org shares between picklists, and those of standard picklists.

use super::{Loader, Part, text};
use crate::org::{Field, Picklist};
use crate::xml::Node;

/// Metadata API, "StandardValueSet Names and Standard Picklist Fields": those of objects that programs meet.
static STANDARD_VALUE_SETS: &[(&str, &[(&str, &str)])] = &[
    ("AccountOwnership", &[("Account", "Ownership")]),
    ("AccountRating", &[("Account", "Rating"), ("Lead", "Rating")]),
    ("AccountType", &[("Account", "Type")]),
    ("CampaignMemberStatus", &[("CampaignMember", "Status")]),
    ("CampaignStatus", &[("Campaign", "Status")]),
    ("CampaignType", &[("Campaign", "Type")]),
    ("CaseOrigin", &[("Case", "Origin")]),
    ("CasePriority", &[("Case", "Priority")]),
    ("CaseReason", &[("Case", "Reason")]),
    ("CaseStatus", &[("Case", "Status")]),
    ("CaseType", &[("Case", "Type")]),
    ("ContactRole", &[("OpportunityContactRole", "Role")]),
    ("ContractStatus", &[("Contract", "Status")]),
    ("EventType", &[("Event", "Type")]),
    ("Industry", &[("Account", "Industry"), ("Lead", "Industry")]),
    (
        "LeadSource",
        &[
            ("Account", "AccountSource"),
            ("CampaignMember", "LeadSource"),
            ("Contact", "LeadSource"),
            ("Lead", "LeadSource"),
            ("Opportunity", "LeadSource"),
        ],
    ),
    ("LeadStatus", &[("Lead", "Status")]),
    ("OpportunityStage", &[("Opportunity", "StageName")]),
    ("OpportunityType", &[("Opportunity", "Type")]),
    ("OrderType", &[("Order", "Type")]),
    ("Product2Family", &[("Product2", "Family")]),
    ("QuoteStatus", &[("Quote", "Status")]),
    ("Salutation", &[("CampaignMember", "Salutation"), ("Contact", "Salutation"), ("Lead", "Salutation")]),
    ("TaskPriority", &[("Task", "Priority")]),
    ("TaskStatus", &[("Task", "Status")]),
    ("TaskType", &[("Task", "Type")]),
];

pub(super) fn global(loader: &mut Loader, part: &Part) {
    loader.global_value_sets.insert(part.place.name.to_owned(), values(part.root, "customValue"));
}

/// The org's values of standard picklists take the place of those that Salesforce ships.
pub(super) fn standard(loader: &mut Loader, part: &Part) {
    let values = values(part.root, "standardValue");
    let of_fields = STANDARD_VALUE_SETS.iter().find(|(name, _)| *name == part.place.name);
    for (object, name) in of_fields.into_iter().flat_map(|(_, fields)| *fields) {
        if let Some(field) = loader.org.field(object, name) {
            let picklist = Picklist { values: values.clone(), defaults: false, ..field.picklist };
            loader.org.declare(Field { picklist, ..(*field).clone() });
        }
    }
}

/// The active values of the elements `tag`, in order. An inactive value cannot be given to a record.
pub(super) fn values(node: Node, tag: &str) -> Vec<String> {
    let active = node.named(tag).filter(|value| text(*value, "isActive") != Some("false"));
    active.filter_map(|value| text(value, "fullName")).map(str::to_owned).collect()
}
