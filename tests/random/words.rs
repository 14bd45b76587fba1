//! What random programs speak of: fields, records, conditions, texts.

/// Everything of a random program before its outcomes.
pub(crate) const HEAD: &str = r#"ctiflow: 1
program: Random
prefix: RND
features: [sales_engagement, preparation]
calls:
  where: { Type: Call }
  disposition: CallDisposition
fields:
  Calls__c: counter
  Tries__c: counter
  Wraps__c: counter
  Score__c: number
  Rate__c: { number: 2 }
  Next_Call__c: date
  Last_Try__c: datetime
  Note__c: { text: 80 }
  State__c: { picklist: [New, Open, Done] }
  Hot__c: checkbox
  Coach__c: user
  Seen__c: date
  Grade__c: { picklist: [A, B] }
  Wrapped__c: checkbox
  Task.Meeting_Start__c: datetime
  Opportunity.Reason__c: { picklist: [Price, Timing] }
settings:
  short: 90 seconds
  limit: 8
  pause: 120 days
  soon: 3 business days
records:
  deal:
    object: Opportunity
    where:
      - Id = call.WhatId && NOT(IsClosed)
      - ContactId = contact.Id && NOT(IsClosed)
    order: LastModifiedDate desc
  parent:
    object: Account
    where: Id = deal.AccountId
  newest:
    object: Case
    where: { Status: [New, Working] }
    order: CreatedDate desc
  other:
    object: Case
    where: ContactId = contact.Id && Origin <> "phone"
  open_cases:
    object: Case
    count: true
    where: ContactId = contact.Id && NOT(IsClosed)
"#;

/// What every call sets, in some programs.
pub(crate) const EVERY_CALL: &str = r#"every_call:
  set:
    Seen__c: =TODAY()
    Grade__c: =BLANKVALUE(person.Grade__c, "A")
"#;

/// Conditions that stand in any outcome.
pub(crate) const CONDITIONS: &[&str] = &[
    "ISBLANK(person.Next_Call__c)",
    "person.Hot__c",
    "person.Calls__c >= 5",
    "person.Tries__c = settings.limit",
    "person.State__c = \"Open\"",
    "FOUND(deal)",
    "NOT(FOUND(deal))",
    "FOUND(deal) && deal.StageName = \"Prospecting\"",
    "FOUND(contact)",
    "FOUND(lead) || ISBLANK(person.Coach__c)",
    "FOUND(manager)",
    "COUNT(open_cases) > 2",
    "FOUND(parent) && NOT(ISBLANK(parent.Industry))",
    "NOT(ISBLANK(call.CallDurationInSeconds)) && call.CallDurationInSeconds < settings.short",
    "NOT(ISBLANK(person.Score__c)) && person.Score__c * 2 > person.Calls__c + 1",
    "CONTAINS(call.Subject, \"demo\") || BEGINS(person.Name, \"Dr\")",
    "!person.Hot__c && (person.Calls__c = 0 || person.State__c <> \"Done\")",
    "ISBLANK(person.Last_Try__c) || person.Last_Try__c < NOW() - 3",
    "ISBLANK(person.Next_Call__c) || person.Next_Call__c < ADDBUSINESSDAYS(TODAY(), -5)",
    "LEN(person.Note__c) > 10",
    "account.Industry = \"Energy\"",
    "person.State__c = newest.Origin",
    "person.State__c <> newest.Origin",
    "NOT(person.State__c = \"open\")",
    "person.Note__c = \"SHORT\"",
    "BEGINS(person.Note__c, \"Sh\") && !CONTAINS(call.Subject, \"DEMO\")",
    "call.CallDisposition <> \"D00\"",
    "CASE(person.State__c, \"New\", 1, \"OPEN\", 2, 3) = 2",
    "ISBLANK(person.Calls__c)",
    "NOT(ISBLANK(person.Rate__c)) && person.Rate__c * 3 > 0.1",
    "NOT(ISBLANK(person.Next_Call__c)) && BUSINESSDAYSBETWEEN(person.Next_Call__c, TODAY()) > 3",
    "FOUND(other) && other.Status = \"new\"",
    "ISBLANK(deal.NextStep) || deal.OwnerId = rep.Id",
];

/// Fields of the person and values for them.
pub(crate) const SETS: &[(&str, &str)] = &[
    ("Next_Call__c", "=TODAY() + settings.pause"),
    ("Next_Call__c", "=ADDBUSINESSDAYS(TODAY(), settings.soon)"),
    ("Last_Try__c", "=NOW()"),
    ("Note__c", "\"{!rep.Name} called for {!person.Next_Call__c}\""),
    ("Note__c", "=LEFT(call.Description, 80)"),
    ("State__c", "Open"),
    ("State__c", "=IF(person.Hot__c, \"Done\", \"New\")"),
    ("Hot__c", "true"),
    ("Score__c", "3"),
    ("Score__c", "=person.Calls__c + person.Tries__c"),
    ("Rate__c", "=ROUND(BLANKVALUE(person.Rate__c, 0) / 2, 2)"),
    ("Coach__c", "=rep.Id"),
    ("Tries__c", "0"),
    ("Rate__c", "=person.Score__c / 3"),
    ("Score__c", "=IF(person.Calls__c > 3, 1, NULL)"),
    ("Hot__c", "=person.Calls__c > 3"),
    ("Note__c", "\"\""),
    ("Note__c", "\"{!deal.Name}: {!COUNT(open_cases)} cases of {!account.Name}\""),
    ("Next_Call__c", "=DATEVALUE(call.Meeting_Start__c)"),
    ("Next_Call__c", "\"=DATE(2026, 12, 24)\""),
    ("Last_Try__c", "=call.Meeting_Start__c"),
    ("State__c", "=NULL"),
    ("deal.CloseDate", "=TODAY() + 5"),
    ("deal.StageName", "Qualification"),
    ("deal.Reason__c", "Price"),
    ("deal.NextStep", "\"Call {!person.Name}\""),
];

/// What tasks and posts are about: several lead to the same name.
pub(crate) const TEXTS: &[&str] = &[
    "Call {!person.Name} again",
    "Call {!person.Name} again ({!person.Calls__c} calls)",
    "Follow up with {!person.Name}",
    "Review {!person.Name}: {!person.Calls__c} calls",
    "Email",
    "Ask {!rep.Name} about {!person.State__c}",
    "{!person.Name}",
    "5 days (or more)",
    "Send the offer by {!person.Next_Call__c}, please; it was promised on the call with the whole team of buyers",
    "Rückruf für {!person.Name}",
    "On {!deal.Name} of {!account.Name}, due {!deal.CloseDate}",
    "{!COUNT(open_cases)} cases, {!person.Rate__c} %, {!person.Last_Try__c}",
];

/// When something is due.
pub(crate) const DUES: &[&str] = &[
    "today",
    "1 business day",
    "2 business days",
    "3 days",
    "24 hours",
    "5 hours",
    "=ADDBUSINESSDAYS(TODAY(), CASE(person.Calls__c, 1, 1, 2, 3, 5))",
    "=TODAY() + settings.pause",
];

/// Whose a task is.
pub(crate) const OWNERS: &[&str] =
    &["rep", "manager else rep", "person.OwnerId else rep", "person.Coach__c else manager", "person.OwnerId"];

/// What a task is related to.
pub(crate) const RELATED: &[&str] = &["deal", "account", "deal else account", "parent"];

/// Where a post goes.
pub(crate) const FEEDS: &[&str] =
    &["person", "deal else account else person", "account", "manager", "parent else rep"];

/// Who is told.
pub(crate) const RECIPIENTS: &[&str] =
    &["rep", "manager else rep", "account.OwnerId else person.OwnerId", "manager", "person.Coach__c"];

/// What a cadence is told.
pub(crate) const CADENCES: &[&str] = &[
    "event: ManualComplete",
    "remove: No Response",
    "assign: Nurture",
    "pause: 3 days",
    "pause: until told",
    "resume: true",
];
