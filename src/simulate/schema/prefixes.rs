//! The first three characters of ids.

use crate::org::Object;

/// Where a prefix comes from.
pub(super) enum Prefix {
    /// The same in every org.
    Fixed(&'static str),
    /// Given by the org: this character, and two that count.
    Numbered(char),
}

/// Source: Salesforce, "Standard Field Record ID Prefix Decoder" (Knowledge 000385203). Those of the objects that programs
/// save stand in the table of the org.
const PREFIXES: &[(&str, &str)] = &[
    ("AccountContactRelation", "07k"),
    ("Asset", "02i"),
    ("Attachment", "00P"),
    ("BusinessHours", "01m"),
    ("CampaignMember", "00v"),
    ("Case", "500"),
    ("CaseComment", "00a"),
    ("ContentDocument", "069"),
    ("ContentDocumentLink", "06A"),
    ("ContentVersion", "068"),
    ("Contract", "800"),
    ("CustomNotificationType", "0ML"),
    ("EmailMessage", "02s"),
    ("EmailTemplate", "00X"),
    ("FeedItem", "0D5"),
    ("GroupMember", "011"),
    ("Individual", "0PK"),
    ("Note", "002"),
    ("OpportunityLineItem", "00k"),
    ("Order", "801"),
    ("OrderItem", "802"),
    ("Organization", "00D"),
    ("PermissionSet", "0PS"),
    ("PermissionSetAssignment", "0Pa"),
    ("Pricebook2", "01s"),
    ("PricebookEntry", "01u"),
    ("Product2", "01t"),
    ("Profile", "00e"),
    ("Quote", "0Q0"),
    ("RecordType", "012"),
    ("Solution", "501"),
    ("UserRole", "00E"),
    ("VoiceCall", "0LQ"),
];

/// The prefix of an object; one that is not known gets a free one.
pub(super) fn prefix(name: &str, known: Option<&Object>) -> Prefix {
    let kept = known.and_then(|object| object.key_prefix);
    let listed = PREFIXES.iter().find(|(object, _)| *object == name).map(|(_, prefix)| *prefix);
    match (kept.or(listed), name.rsplit_once("__").map(|(_, suffix)| suffix)) {
        (Some(prefix), _) => Prefix::Fixed(prefix),
        (None, Some("mdt")) => Prefix::Numbered('m'),
        (None, Some("e")) => Prefix::Numbered('e'),
        (None, Some("x")) => Prefix::Numbered('x'),
        (None, Some(_)) => Prefix::Numbered('a'),
        (None, None) => Prefix::Numbered('z'),
    }
}
