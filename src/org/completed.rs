//! What the mirror of Salesforce's reference lacks, completed by hand. It wins over `standard.bin`.
//!
//! Sources are named at each block. Shipped picklist values are defaults: an org may have changed them. Where a list is
//! `restricted`, the platform itself refuses other values.

use super::field::FieldType::{Combobox, Currency, Date, DateTime, Email, Id, Number, Percent, Phone, Url};
use super::object::Object;
use super::row::{ParameterRow, Row, checkbox, long_text, parameter, picklist, reference, row, text};
use crate::flow::DataType::String as TextValue;

/// An object that is completed.
pub(super) struct CompletedObject {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) plural_label: &'static str,
    pub(super) key_prefix: Option<&'static str>,
    pub(super) fields: &'static [Row],
}

impl CompletedObject {
    /// It as an object.
    pub(super) fn object(&self) -> Object {
        Object {
            name: self.name.to_owned(),
            label: self.label.to_owned(),
            plural_label: self.plural_label.to_owned(),
            is_custom: false,
            key_prefix: self.key_prefix,
        }
    }
}

/// The completed object of a name.
pub(super) fn object(name: &str) -> Option<&'static CompletedObject> {
    OBJECTS.iter().find(|object| object.name == name)
}

/// The completed fields of an object.
pub(super) fn fields(object_name: &str) -> impl Iterator<Item = &'static Row> {
    let record_type = RECORD_TYPED.contains(&object_name).then_some(&RECORD_TYPE);
    object(object_name).map_or(&[][..], |object| object.fields).iter().chain(record_type)
}

/// The completed field of a name.
pub(super) fn field(object_name: &str, name: &str) -> Option<&'static Row> {
    fields(object_name).find(|row| row.name == name)
}

/// The field of a name that the platform itself keeps, on every object that has it.
pub(super) fn system_field(name: &str) -> Option<&'static Row> {
    SYSTEM_FIELDS.iter().find(|row| row.name == name)
}

/// The fields that an object made in the org has without saying so.
pub(super) fn custom_object_fields(object_name: &str) -> &'static [Row] {
    let suffix = object_name.rsplit_once("__").map(|(_, suffix)| suffix);
    CUSTOM_OBJECTS.iter().find(|(kind, _)| Some(*kind) == suffix).map_or(&[], |(_, fields)| fields)
}

/// An action whose parameters complete those of the mirror.
pub(super) struct CompletedAction {
    pub(super) name: &'static str,
    pub(super) inputs: &'static [ParameterRow],
    pub(super) outputs: &'static [ParameterRow],
}

/// Actions that are completed.
pub(super) static ACTIONS: &[CompletedAction] = &[
    // Actions guide, "Custom Notification Actions": the recipients are a text collection; the mirror calls them a reference.
    CompletedAction {
        name: "customNotificationAction",
        inputs: &[parameter("recipientIds", TextValue).collection().required()],
        outputs: &[],
    },
    // Actions guide before API 65, and public flows: the addresses as one text or as a collection; `composeEmailContent` is in
    // retrieved flows, as a text.
    CompletedAction {
        name: "emailSimple",
        inputs: &[
            parameter("composeEmailContent", TextValue),
            parameter("emailAddresses", TextValue),
            parameter("emailAddressesArray", TextValue).collection(),
        ],
        outputs: &[],
    },
    // Public flows with agents (version 1.0.0 of the action); not in the mirror.
    CompletedAction {
        name: "generateAiAgentResponse",
        inputs: &[parameter("sessionId", TextValue), parameter("userMessage", TextValue).required()],
        outputs: &[parameter("agentResponse", TextValue), parameter("sessionId", TextValue)],
    },
];

/// Object Reference, "System Fields". They cannot be given, except by imports with the permission "Set Audit Fields".
static SYSTEM_FIELDS: &[Row] = &[
    reference("CreatedById", "Created By", &["User"]).read_only(),
    row("CreatedDate", "Created Date", DateTime).read_only(),
    row("Id", "Record ID", Id).length(18).read_only(),
    checkbox("IsDeleted", "Deleted").read_only(),
    reference("LastModifiedById", "Last Modified By", &["User"]).read_only(),
    row("LastModifiedDate", "Last Modified Date", DateTime).read_only(),
    row("SystemModstamp", "System Modstamp", DateTime).read_only(),
];

/// Object Reference, "Custom Objects"; Custom Metadata Types; Platform Events Developer Guide.
static CUSTOM_OBJECTS: &[(&str, &[Row])] =
    &[("c", CUSTOM_OBJECT), ("e", PLATFORM_EVENT), ("mdt", CUSTOM_METADATA), ("x", EXTERNAL_OBJECT)];

static CUSTOM_OBJECT: &[Row] = &[
    reference("CreatedById", "Created By", &["User"]).read_only(),
    row("CreatedDate", "Created Date", DateTime).read_only(),
    row("Id", "Record ID", Id).length(18).read_only(),
    checkbox("IsDeleted", "Deleted").read_only(),
    row("LastActivityDate", "Last Activity Date", Date).read_only(),
    reference("LastModifiedById", "Last Modified By", &["User"]).read_only(),
    row("LastModifiedDate", "Last Modified Date", DateTime).read_only(),
    row("LastReferencedDate", "Last Referenced Date", DateTime).read_only(),
    row("LastViewedDate", "Last Viewed Date", DateTime).read_only(),
    text("Name", "Name", 80),
    reference("OwnerId", "Owner", &["Group", "User"]),
    reference("RecordTypeId", "Record Type", &["RecordType"]),
    row("SystemModstamp", "System Modstamp", DateTime).read_only(),
];

static CUSTOM_METADATA: &[Row] = &[
    text("DeveloperName", "Custom Metadata Record Name", 40).read_only(),
    row("Id", "Record ID", Id).length(18).read_only(),
    text("Label", "Label", 40).read_only(),
    picklist("Language", "Master Language", 40).read_only(),
    text("MasterLabel", "Label", 40).read_only(),
    text("NamespacePrefix", "Namespace Prefix", 15).read_only(),
    text("QualifiedApiName", "Qualified API Name", 70).read_only(),
];

static EXTERNAL_OBJECT: &[Row] = &[
    row("DisplayUrl", "Display URL", Url).length(1000),
    text("ExternalId", "External ID", 1000),
    row("Id", "Record ID", Id).length(18).read_only(),
];

static PLATFORM_EVENT: &[Row] = &[
    reference("CreatedById", "Created By", &["User"]).read_only(),
    row("CreatedDate", "Created Date", DateTime).read_only(),
    text("EventUuid", "Event UUID", 36).read_only(),
    text("ReplayId", "Replay ID", 1000).read_only(),
];

static OBJECTS: &[CompletedObject] = &[
    CompletedObject {
        name: "Account",
        label: "Account",
        plural_label: "Accounts",
        key_prefix: Some("001"),
        fields: ACCOUNT,
    },
    CompletedObject {
        name: "ActionCadenceTracker",
        label: "Cadence Tracker",
        plural_label: "Cadence Trackers",
        key_prefix: None,
        fields: ACTION_CADENCE_TRACKER,
    },
    CompletedObject {
        name: "Activity",
        label: "Activity",
        plural_label: "Activities",
        key_prefix: None,
        fields: &[],
    },
    CompletedObject {
        name: "Campaign",
        label: "Campaign",
        plural_label: "Campaigns",
        key_prefix: Some("701"),
        fields: CAMPAIGN,
    },
    CompletedObject {
        name: "Contact",
        label: "Contact",
        plural_label: "Contacts",
        key_prefix: Some("003"),
        fields: CONTACT,
    },
    CompletedObject {
        name: "Event",
        label: "Event",
        plural_label: "Events",
        key_prefix: Some("00U"),
        fields: EVENT,
    },
    CompletedObject {
        name: "Group",
        label: "Group",
        plural_label: "Groups",
        key_prefix: Some("00G"),
        fields: &[],
    },
    CompletedObject {
        name: "Lead",
        label: "Lead",
        plural_label: "Leads",
        key_prefix: Some("00Q"),
        fields: LEAD,
    },
    CompletedObject {
        name: "Opportunity",
        label: "Opportunity",
        plural_label: "Opportunities",
        key_prefix: Some("006"),
        fields: OPPORTUNITY,
    },
    CompletedObject {
        name: "OpportunityContactRole",
        label: "Opportunity Contact Role",
        plural_label: "Opportunity Contact Roles",
        key_prefix: Some("00K"),
        fields: OPPORTUNITY_CONTACT_ROLE,
    },
    CompletedObject {
        name: "Task",
        label: "Task",
        plural_label: "Tasks",
        key_prefix: Some("00T"),
        fields: TASK,
    },
    CompletedObject {
        name: "User",
        label: "User",
        plural_label: "Users",
        key_prefix: Some("005"),
        fields: USER,
    },
];

/// Object Reference: the standard objects with record types; the field is there once the org has one.
static RECORD_TYPED: &[&str] = &[
    "Account",
    "Asset",
    "Campaign",
    "CampaignMember",
    "Case",
    "Contact",
    "Contract",
    "Event",
    "Lead",
    "Opportunity",
    "Order",
    "Product2",
    "Quote",
    "Solution",
    "Task",
    "VoiceCall",
];

static RECORD_TYPE: Row = reference("RecordTypeId", "Record Type", &["RecordType"]);

/// Where a reference may point to too many objects to name: `WhatId` takes every object with activities.
static ANY_OBJECT: &[&str] = &[];

static PERSON: &[&str] = &["Contact", "Lead"];

static CADENCE_STATES: &[&str] = &["Complete", "Error", "Initializing", "Paused", "Processing", "Running"];

static LEAD_SOURCES: &[&str] = &["Web", "Phone Inquiry", "Partner Referral", "Purchased List", "Other"];

static RATINGS: &[&str] = &["Hot", "Warm", "Cold"];

static SALUTATIONS: &[&str] = &["Mr.", "Ms.", "Mrs.", "Dr.", "Prof.", "Mx."];

static INDUSTRIES: &[&str] = &[
    "Agriculture",
    "Apparel",
    "Banking",
    "Biotechnology",
    "Chemicals",
    "Communications",
    "Construction",
    "Consulting",
    "Education",
    "Electronics",
    "Energy",
    "Engineering",
    "Entertainment",
    "Environmental",
    "Finance",
    "Food & Beverage",
    "Government",
    "Healthcare",
    "Hospitality",
    "Insurance",
    "Machinery",
    "Manufacturing",
    "Media",
    "Not For Profit",
    "Other",
    "Recreation",
    "Retail",
    "Shipping",
    "Technology",
    "Telecommunications",
    "Transportation",
    "Utilities",
];

/// Object Reference, Task; field reference, Task (lengths). `Type`, `RecordTypeId` and the values: standard value sets
/// `TaskType`, `TaskStatus`, `TaskPriority` of unchanged orgs. `TaskSubtype` is fixed when the task is created.
static TASK: &[Row] = &[
    reference("AccountId", "Account", &["Account"]).read_only(),
    reference("ActionCadenceStepTrackerId", "Cadence Step Tracker", &["ActionCadenceStepTracker"])
        .read_only(),
    row("ActivityDate", "Due Date", Date),
    text("CallDisposition", "Call Result", 255),
    row("CallDurationInSeconds", "Call Duration", Number).digits(8, 0),
    text("CallObject", "Call Object Identifier", 255),
    picklist("CallType", "Call Type", 40).only(&["Internal", "Inbound", "Outbound"]),
    row("CompletedDateTime", "Completed Date", DateTime).read_only(),
    long_text("Description", "Comments", 32_000),
    row("Id", "Activity ID", Id).length(18).read_only(),
    checkbox("IsArchived", "Archived").read_only(),
    checkbox("IsClosed", "Closed").read_only(),
    checkbox("IsHighPriority", "High Priority").read_only(),
    checkbox("IsRecurrence", "Create Recurring Series of Tasks").create_only(),
    checkbox("IsReminderSet", "Reminder Set"),
    checkbox("IsVisibleInSelfService", "Visible in Self-Service"),
    reference("OwnerId", "Assigned To", &["Group", "User"]),
    picklist("Priority", "Priority", 20).shipped(&["High", "Normal", "Low"]),
    row("ReminderDateTime", "Reminder Date/Time", DateTime),
    picklist("Status", "Status", 255).shipped(&[
        "Not Started",
        "In Progress",
        "Completed",
        "Waiting on someone else",
        "Deferred",
    ]),
    row("Subject", "Subject", Combobox).length(255),
    picklist("TaskSubtype", "Task Subtype", 40)
        .only(&["Task", "Email", "LinkedIn", "ListEmail", "Cadence", "Call"])
        .create_only(),
    picklist("Type", "Type", 40).shipped(&["Call", "Meeting", "Other", "Email"]),
    row("WhatCount", "Related To Count", Number).digits(9, 0).read_only(),
    reference("WhatId", "Related To", ANY_OBJECT),
    row("WhoCount", "Relation Count", Number).digits(9, 0).read_only(),
    reference("WhoId", "Name", PERSON),
];

/// Object Reference, Event: a timed event needs `ActivityDateTime` or `StartDateTime` and a duration or an end, an all-day one
/// `ActivityDate`, so none is required of itself. Its owner is a user, never a queue.
static EVENT: &[Row] = &[
    reference("AccountId", "Account", &["Account"]).read_only(),
    row("ActivityDate", "Due Date Only", Date),
    row("ActivityDateTime", "Due Date Time", DateTime),
    picklist("CurrencyIsoCode", "Currency ISO Code", 3),
    long_text("Description", "Description", 32_000),
    row("DurationInMinutes", "Duration", Number).digits(8, 0),
    row("EndDateTime", "End", DateTime),
    row("Id", "Activity ID", Id).length(18).read_only(),
    checkbox("IsAllDayEvent", "All-Day Event"),
    checkbox("IsArchived", "Archived").read_only(),
    checkbox("IsPrivate", "Private"),
    checkbox("IsReminderSet", "Reminder Set"),
    checkbox("IsVisibleInSelfService", "Visible in Self-Service"),
    text("Location", "Location", 255),
    reference("OwnerId", "Assigned To", &["Calendar", "User"]),
    row("ReminderDateTime", "Reminder Date/Time", DateTime),
    picklist("ShowAs", "Show Time As", 40).only(&["Busy", "OutOfOffice", "Free"]),
    row("StartDateTime", "Start", DateTime),
    row("Subject", "Subject", Combobox).length(255),
    picklist("Type", "Type", 40).shipped(&["Email", "Meeting", "Other", "Call"]),
    row("WhatCount", "Related To Count", Number).digits(9, 0).read_only(),
    reference("WhatId", "Related To", ANY_OBJECT),
    row("WhoCount", "Relation Count", Number).digits(9, 0).read_only(),
    reference("WhoId", "Name", PERSON),
];

/// Object Reference, Contact. `Name` is made from its parts; the two opt-outs are not in the mirror. No status field.
static CONTACT: &[Row] = &[
    reference("AccountId", "Account", &["Account"]),
    reference("ActionCadenceAssigneeId", "Cadence Assignee", &["Group", "User"]).read_only(),
    reference("ActionCadenceId", "Cadence", &["ActionCadence"]).read_only(),
    picklist("ActionCadenceState", "Cadence State", 40).only(CADENCE_STATES).read_only(),
    row("ActiveTrackerCount", "Active Cadence Count", Number).digits(9, 0).read_only(),
    text("AssistantName", "Assistant", 40),
    row("Birthdate", "Birthdate", Date),
    checkbox("CanAllowPortalSelfReg", "Allow Customer Portal Self-Registration"),
    text("Department", "Department", 80),
    long_text("Description", "Description", 32_000),
    checkbox("DoNotCall", "Do Not Call"),
    row("Email", "Email", Email).length(80),
    row("Fax", "Fax", Phone).length(40),
    row("FirstCallDateTime", "First Call Date", DateTime).read_only(),
    row("FirstEmailDateTime", "First Email Date", DateTime).read_only(),
    text("FirstName", "First Name", 40),
    checkbox("HasOptedOutOfEmail", "Email Opt Out"),
    checkbox("HasOptedOutOfFax", "Fax Opt Out"),
    row("Id", "Contact ID", Id).length(18).read_only(),
    row("LastActivityDate", "Last Activity", Date).read_only(),
    text("LastName", "Last Name", 80).required(),
    picklist("LeadSource", "Lead Source", 255).shipped(LEAD_SOURCES),
    picklist("MailingCountryCode", "Mailing Country Code", 10),
    picklist("MailingStateCode", "Mailing State/Province Code", 10),
    text("MiddleName", "Middle Name", 40),
    row("MobilePhone", "Mobile", Phone).length(40),
    text("Name", "Name", 121).read_only(),
    picklist("OtherCountryCode", "Other Country Code", 10),
    picklist("OtherStateCode", "Other State/Province Code", 10),
    reference("OwnerId", "Owner", &["User"]),
    row("Phone", "Phone", Phone).length(40),
    reference("ReportsToId", "Reports To", &["Contact"]),
    picklist("Salutation", "Salutation", 40).shipped(SALUTATIONS),
    row("ScheduledResumeDateTime", "Cadence Resume Time", DateTime).read_only(),
    text("Suffix", "Suffix", 40),
    text("Title", "Title", 128),
];

/// Object Reference, Lead. `Company` may be empty only where person accounts are on, as in the org that the mirror shows. A
/// converted lead is read-only; `IsConverted` and the ids can be given by imports only.
static LEAD: &[Row] = &[
    reference("ActionCadenceAssigneeId", "Cadence Assignee", &["Group", "User"]).read_only(),
    reference("ActionCadenceId", "Cadence", &["ActionCadence"]).read_only(),
    picklist("ActionCadenceState", "Cadence State", 40).only(CADENCE_STATES).read_only(),
    row("ActiveTrackerCount", "Active Cadence Count", Number).digits(9, 0).read_only(),
    row("AnnualRevenue", "Annual Revenue", Currency).digits(18, 0),
    text("Company", "Company", 255).required(),
    row("ConvertedDate", "Converted Date", Date).create_only(),
    picklist("CountryCode", "Country Code", 10),
    long_text("Description", "Description", 32_000),
    checkbox("DoNotCall", "Do Not Call"),
    row("Email", "Email", Email).length(80),
    row("Fax", "Fax", Phone).length(40),
    row("FirstCallDateTime", "First Call Date", DateTime).read_only(),
    row("FirstEmailDateTime", "First Email Date", DateTime).read_only(),
    text("FirstName", "First Name", 40),
    checkbox("HasOptedOutOfEmail", "Email Opt Out"),
    checkbox("HasOptedOutOfFax", "Fax Opt Out"),
    row("Id", "Lead ID", Id).length(18).read_only(),
    picklist("Industry", "Industry", 255).shipped(INDUSTRIES),
    checkbox("IsConverted", "Converted").create_only(),
    checkbox("IsUnreadByOwner", "Unread By Owner"),
    row("LastActivityDate", "Last Activity", Date).read_only(),
    text("LastName", "Last Name", 80).required(),
    picklist("LeadSource", "Lead Source", 255).shipped(LEAD_SOURCES),
    text("MiddleName", "Middle Name", 40),
    row("MobilePhone", "Mobile", Phone).length(40),
    text("Name", "Name", 121).read_only(),
    row("NumberOfEmployees", "No. of Employees", Number).digits(8, 0),
    reference("OwnerId", "Owner", &["Group", "User"]),
    reference("PartnerAccountId", "Partner Account", &["Account"]).read_only(),
    row("Phone", "Phone", Phone).length(40),
    picklist("Rating", "Rating", 255).shipped(RATINGS),
    picklist("Salutation", "Salutation", 40).shipped(SALUTATIONS),
    row("ScheduledResumeDateTime", "Cadence Resume Time", DateTime).read_only(),
    picklist("StateCode", "State/Province Code", 10),
    picklist("Status", "Lead Status", 255).shipped(&[
        "Open - Not Contacted",
        "Working - Contacted",
        "Closed - Converted",
        "Closed - Not Converted",
    ]),
    text("Suffix", "Suffix", 40),
    text("Title", "Title", 128),
    row("Website", "Website", Url).length(255),
];

/// Object Reference, Account.
static ACCOUNT: &[Row] = &[
    picklist("AccountSource", "Account Source", 255).shipped(LEAD_SOURCES),
    row("AnnualRevenue", "Annual Revenue", Currency).digits(18, 0),
    picklist("BillingCountryCode", "Billing Country Code", 10),
    picklist("BillingStateCode", "Billing State/Province Code", 10),
    long_text("Description", "Account Description", 32_000),
    row("Fax", "Account Fax", Phone).length(40),
    row("Id", "Account ID", Id).length(18).read_only(),
    picklist("Industry", "Industry", 255).shipped(INDUSTRIES),
    checkbox("IsBuyer", "Buyer").read_only(),
    checkbox("IsPriorityRecord", "Important").unfiltered().read_only(),
    row("LastActivityDate", "Last Activity", Date).read_only(),
    text("MiddleName", "Middle Name", 40),
    text("Name", "Account Name", 255).required(),
    row("NumberOfEmployees", "Employees", Number).digits(8, 0),
    reference("OwnerId", "Owner", &["User"]),
    picklist("Ownership", "Ownership", 255).shipped(&["Public", "Private", "Subsidiary", "Other"]),
    reference("ParentId", "Parent Account", &["Account"]),
    checkbox("PersonDoNotCall", "Do Not Call"),
    checkbox("PersonHasOptedOutOfEmail", "Email Opt Out"),
    checkbox("PersonHasOptedOutOfFax", "Fax Opt Out"),
    row("Phone", "Account Phone", Phone).length(40),
    picklist("Rating", "Account Rating", 255).shipped(RATINGS),
    picklist("ShippingCountryCode", "Shipping Country Code", 10),
    picklist("ShippingStateCode", "Shipping State/Province Code", 10),
    text("Suffix", "Suffix", 40),
    picklist("Type", "Account Type", 255).shipped(&[
        "Prospect",
        "Customer - Direct",
        "Customer - Channel",
        "Channel Partner / Reseller",
        "Installation Partner",
        "Technology Partner",
        "Other",
    ]),
    row("Website", "Website", Url).length(255),
];

/// Object Reference, Opportunity. `ContactId` can be given when it is created and stands in filters, but cannot be changed;
/// `IsClosed` and `IsWon` follow from the stage, `ForecastCategory` from `ForecastCategoryName`.
static OPPORTUNITY: &[Row] = &[
    reference("AccountId", "Account", &["Account"]),
    row("Amount", "Amount", Currency).digits(18, 2),
    reference("CampaignId", "Primary Campaign Source", &["Campaign"]),
    row("CloseDate", "Close Date", Date).required(),
    reference("ContactId", "Contact", &["Contact"]).create_only(),
    reference("ContractId", "Contract", &["Contract"]),
    long_text("Description", "Description", 32_000),
    row("ExpectedRevenue", "Expected Revenue", Currency).digits(18, 2).read_only(),
    picklist("ForecastCategory", "Forecast Category", 40)
        .only(&["Omitted", "Pipeline", "BestCase", "MostLikely", "Forecast", "Closed"])
        .read_only(),
    picklist("ForecastCategoryName", "Forecast Category", 255).shipped(&[
        "Omitted",
        "Pipeline",
        "Best Case",
        "Commit",
        "Closed",
    ]),
    row("Id", "Opportunity ID", Id).length(18).read_only(),
    row("IqScore", "Opportunity Score", Number).digits(9, 0).read_only(),
    checkbox("IsClosed", "Closed").read_only(),
    checkbox("IsPrivate", "Private"),
    checkbox("IsWon", "Won").read_only(),
    row("LastActivityDate", "Last Activity", Date).read_only(),
    picklist("LeadSource", "Lead Source", 255).shipped(LEAD_SOURCES),
    text("Name", "Opportunity Name", 120).required(),
    text("NextStep", "Next Step", 255),
    reference("OwnerId", "Owner", &["User"]),
    reference("PartnerAccountId", "Partner Account", &["Account"]).read_only(),
    row("Probability", "Probability (%)", Percent).digits(3, 0),
    picklist("StageName", "Stage", 255).required().shipped(&[
        "Prospecting",
        "Qualification",
        "Needs Analysis",
        "Value Proposition",
        "Id. Decision Makers",
        "Perception Analysis",
        "Proposal/Price Quote",
        "Negotiation/Review",
        "Closed Won",
        "Closed Lost",
    ]),
    reference("SyncedQuoteId", "Synced Quote", &["Quote"]),
    reference("Territory2Id", "Territory", &["Territory2"]),
    row("TotalOpportunityQuantity", "Quantity", Number).digits(18, 2),
    picklist("Type", "Opportunity Type", 255).shipped(&[
        "Existing Customer - Upgrade",
        "Existing Customer - Replacement",
        "Existing Customer - Downgrade",
        "New Customer",
    ]),
];

/// Object Reference, OpportunityContactRole; standard value set `ContactRole`.
static OPPORTUNITY_CONTACT_ROLE: &[Row] = &[
    reference("ContactId", "Contact", &["Contact"]).required(),
    row("Id", "Contact Role ID", Id).length(18).read_only(),
    checkbox("IsPrimary", "Primary"),
    reference("OpportunityId", "Opportunity", &["Opportunity"]).create_only().required(),
    picklist("Role", "Role", 255).shipped(&[
        "Business User",
        "Decision Maker",
        "Economic Buyer",
        "Economic Decision Maker",
        "Evaluator",
        "Executive Sponsor",
        "Influencer",
        "Technical Buyer",
        "Other",
    ]),
];

/// Object Reference, User. `Name` is made from its parts.
static USER: &[Row] = &[
    text("Alias", "Alias", 8).required(),
    picklist("CountryCode", "Country Code", 10),
    text("Department", "Department", 80),
    text("Division", "Division", 80),
    row("Email", "Email", Email).length(128).required(),
    text("FirstName", "First Name", 40),
    row("Id", "User ID", Id).length(18).read_only(),
    checkbox("IsActive", "Active"),
    text("LastName", "Last Name", 80).required(),
    reference("ManagerId", "Manager", &["User"]),
    text("MiddleName", "Middle Name", 40),
    row("MobilePhone", "Mobile", Phone).length(40),
    text("Name", "Name", 121).read_only(),
    row("Phone", "Phone", Phone).length(40),
    reference("ProfileId", "Profile", &["Profile"]).required(),
    picklist("StateCode", "State/Province Code", 10),
    text("Suffix", "Suffix", 40),
    text("Title", "Title", 80),
    reference("UserRoleId", "Role", &["UserRole"]),
    picklist("UserType", "User Type", 40)
        .only(&[
            "Standard",
            "PowerPartner",
            "PowerCustomerSuccess",
            "CustomerSuccess",
            "Guest",
            "CspLitePortal",
            "CSNOnly",
            "SelfService",
            "AutomatedProcess",
            "CloudIntegrationUser",
        ])
        .read_only(),
    text("Username", "Username", 80).required(),
];

/// Object Reference, Campaign. The current edition shows it as a user sees it who may not edit campaigns; earlier ones, and
/// every org with marketing users, let these be written.
static CAMPAIGN: &[Row] = &[
    row("ActualCost", "Actual Cost in Campaign", Currency).digits(18, 0),
    row("BudgetedCost", "Budgeted Cost in Campaign", Currency).digits(18, 0),
    long_text("Description", "Description", 32_000),
    row("EndDate", "End Date", Date),
    row("ExpectedResponse", "Expected Response (%)", Percent).digits(10, 2),
    row("ExpectedRevenue", "Expected Revenue in Campaign", Currency).digits(18, 0),
    checkbox("IsActive", "Active"),
    text("Name", "Campaign Name", 80).required(),
    row("NumberSent", "Num Sent in Campaign", Number).digits(18, 0),
    reference("OwnerId", "Owner", &["User"]),
    reference("ParentId", "Parent Campaign", &["Campaign"]),
    row("StartDate", "Start Date", Date),
    picklist("Status", "Status", 255).shipped(&["Planned", "In Progress", "Completed", "Aborted"]),
    picklist("Type", "Type", 255).shipped(&[
        "Conference",
        "Webinar",
        "Trade Show",
        "Public Relations",
        "Partners",
        "Referral Program",
        "Advertisement",
        "Banner Ads",
        "Direct Mail",
        "Email",
        "Telemarketing",
        "Other",
    ]),
];

/// Object Reference, ActionCadenceTracker: nothing of it can be written but by the Sales Engagement actions.
static ACTION_CADENCE_TRACKER: &[Row] = &[
    picklist("CompletionDisposition", "Target Disposition", 40).read_only().shipped(&[
        "Bad Data",
        "Contact Later",
        "Customer Connected",
        "Customer Engaged",
        "Disqualified",
        "Duplicate",
        "No Response",
        "Not Interested",
        "Success",
    ]),
    picklist("CompletionReason", "Completion Reason", 255).read_only().only(&[
        "AutomaticallyExited",
        "AutomaticallyExitedDeletedStep",
        "AutomaticallyExitedInvalidParentStep",
        "DaisyChained",
        "LeadConverted",
        "ManuallyRemoved",
        "ManuallyRemovedNoAccess",
        "NoMoreSteps",
    ]),
    checkbox("IsTrackerActive", "Is Cadence Tracker Active").read_only(),
    picklist("State", "State", 255).read_only().only(CADENCE_STATES),
    reference("TargetId", "Target", PERSON).read_only(),
];

#[cfg(test)]
mod tests {
    use super::super::{Field, standard};
    use super::*;

    /// What decides whether a value fits.
    fn facts(field: &Field) -> String {
        let Field {
            field_type, length, precision, scale, createable, updateable, filterable, required, ..
        } = field;
        format!(
            "{field_type:?} {length:?} {precision:?} {scale:?} {createable:?} {updateable:?} {filterable:?} {required}"
        )
    }

    #[test]
    fn it_contradicts_the_mirror_only_here() {
        let contradicts = |object: &CompletedObject, row: &Row| {
            let mirrored = standard::field(object.name, row.name)?;
            let differs = mirrored.createable.is_some() && facts(&mirrored) != facts(&row.field(object.name));
            differs.then(|| format!("{}.{}", object.name, row.name))
        };
        let found: Vec<_> = OBJECTS
            .iter()
            .flat_map(|object| object.fields.iter().filter_map(|row| contradicts(object, row)))
            .collect();
        let (campaign, others): (Vec<_>, Vec<_>) =
            found.iter().partition(|name| name.starts_with("Campaign."));
        assert_eq!((campaign.len(), others), (CAMPAIGN.len(), vec![&"Lead.Company".to_owned()]));
    }

    #[test]
    fn rows_stand_in_the_order_of_their_names() {
        assert!(OBJECTS.is_sorted_by_key(|object| object.name));
        for object in OBJECTS {
            let names: Vec<_> = object.fields.iter().map(|row| row.name).collect();
            assert!(names.windows(2).all(|pair| pair[0] < pair[1]), "{}: {names:?}", object.name);
        }
    }
}
