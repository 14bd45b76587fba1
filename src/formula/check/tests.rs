use super::*;
use crate::formula::Function;
use crate::formula::testing::{Names, parsed, shown as places, typed};

#[track_caller]
fn gives(text: &str, ty: Type) {
    assert_eq!(typed(text).ty, ty, "{text}");
}

fn mistakes(text: &str) -> Vec<Diagnostic> {
    let mut sink = Sink::default();
    type_check(&parsed(text), &Names, &mut sink);
    sink.finish()
}

/// Exactly one mistake: the text under the caret, the message and the help.
#[track_caller]
fn fails_with(text: &str, at: &str, message: &str, help: &str) {
    let found = mistakes(text);
    assert_eq!(places(text, &found), [(at.to_owned(), message.to_owned())], "{text}");
    assert_eq!(found[0].help.as_deref(), Some(help), "{text}");
}

#[test]
fn operators_have_the_types_of_the_platform() {
    gives("name & status & id", Type::Text);
    gives("name + name", Type::Text);
    gives("count + 1 * 2 ^ 3 / 4", Type::Number);
    gives("day + count", Type::Date);
    gives("1 + day", Type::Date);
    gives("day - TODAY()", Type::Number);
    gives("moment - 0.5", Type::DateTime);
    gives("NOW() - moment", Type::Number);
    gives("time - time", Type::Number);
    gives("-count", Type::Number);
    gives("!flag && count > 3 || name = \"x\"", Type::Boolean);
    gives("status = \"Active\"", Type::Boolean);
    gives("id = name && id <> id", Type::Boolean);
    gives("flag = TRUE", Type::Boolean);
    gives("name < \"m\"", Type::Boolean);
    gives("NULL", Type::Null);
    gives("count + NULL", Type::Null);
}

#[test]
fn functions_have_the_types_of_the_platform() {
    gives("TODAY()", Type::Date);
    gives("IF(flag, 1, NULL)", Type::Number);
    gives("if(flag, name, status)", Type::Text);
    gives("IF(flag, id, NULL)", Type::Id);
    gives("BLANKVALUE(status, \"Active\")", Type::Text);
    gives("BLANKVALUE(id, id)", Type::Id);
    gives("CASE(status, \"Active\", 1, \"Inactive\", 2, 0)", Type::Number);
    gives("CASE(count, 1, day, 2, TODAY(), NULL)", Type::Date);
    gives("ADDMONTHS(moment, 1)", Type::DateTime);
    gives("TEXT(status) & TEXT(count) & TEXT(NOW())", Type::Text);
    gives("DATEVALUE(moment)", Type::Date);
    gives("DATETIMEVALUE(day)", Type::DateTime);
    gives("ISPICKVAL(status, \"Active\") && INCLUDES(topics, \"Active\")", Type::Boolean);
    gives("ISBLANK(topics) || ISBLANK(id)", Type::Boolean);
    gives("FOUND(deal) && COUNT(calls) > 3", Type::Boolean);
    gives("ADDBUSINESSDAYS(day, -10)", Type::Date);
    gives("BUSINESSDAYSBETWEEN(day, TODAY())", Type::Number);
    gives("MAX(1, 2, count)", Type::Number);
}

#[test]
fn text_and_numbers_do_not_mix() {
    fails_with(
        "\"Attempt \" & count",
        "count",
        "`&` needs a text on both sides, and `count` is a number",
        "write `TEXT(count)`",
    );
    fails_with(
        "\"Attempt \" + count",
        "\"Attempt \" + count",
        "`+` cannot join `\"Attempt \"`, which is a text, with `count`, which is a number",
        "write `TEXT(count)`",
    );
    fails_with(
        "count = \"5\"",
        "count = \"5\"",
        "`=` cannot compare `count`, which is a number, with `\"5\"`, which is a text",
        "write `5`",
    );
    fails_with(
        "name * 2",
        "name",
        "`*` needs a number on both sides, and `name` is a text",
        "write `VALUE(name)`",
    );
    fails_with(
        "LEFT(name, \"3\")",
        "\"3\"",
        "`LEFT` cannot take `\"3\"` as its length: it is a text",
        "write `3`",
    );
}

#[test]
fn dates_and_moments_do_not_mix() {
    fails_with(
        "moment < TODAY()",
        "moment < TODAY()",
        "`<` cannot compare `moment`, which is a date with time, with `TODAY()`, which is a date",
        "write `DATEVALUE(moment)`",
    );
    fails_with(
        "day > \"2026-01-31\"",
        "day > \"2026-01-31\"",
        "`>` cannot compare `day`, which is a date, with `\"2026-01-31\"`, which is a text",
        "write `DATE(2026, 1, 31)`",
    );
    fails_with(
        "day + day",
        "day + day",
        "`+` cannot join `day`, which is a date, with `day`, which is a date",
        "days are added to dates, numbers to numbers",
    );
    fails_with(
        "DATEVALUE(day)",
        "day",
        "`DATEVALUE` cannot take `day` as its value: it is a date",
        "it is a date already: leave `DATEVALUE` out",
    );
}

#[test]
fn conditions_are_conditions() {
    fails_with(
        "name = \"A\" || \"B\"",
        "\"B\"",
        "`||` needs a condition on both sides, and `\"B\"` is a text",
        "repeat the comparison, as in `a = \"A\" || a = \"B\"`",
    );
    fails_with(
        "IF(count, 1, 2)",
        "count",
        "`IF` cannot take `count` as its condition: it is a number",
        "write `count > 0`",
    );
    fails_with(
        "NOT(day)",
        "(day)",
        "`NOT` needs a condition, and `day` is a date",
        "write `NOT(ISBLANK(day))`",
    );
    fails_with(
        "ISBLANK(flag)",
        "flag",
        "`ISBLANK` cannot take `flag` as its value: it is true or false",
        "a condition is never blank: use it as it is",
    );
    fails_with(
        "status > \"Active\"",
        "status",
        "`status` is a picklist, which has no order",
        "compare it with `=` or `<>`",
    );
    fails_with(
        "topics = \"Active\"",
        "topics = \"Active\"",
        "`=` cannot compare `topics`, which is a multi-select picklist, with `\"Active\"`, which is a text",
        "write `INCLUDES(topics, \"…\")`",
    );
}

#[test]
fn branches_agree() {
    fails_with(
        "IF(flag, \"x\", 1)",
        "1",
        "`IF` gives a text elsewhere, and `1` is a number",
        "write `\"1\"`",
    );
    fails_with(
        "CASE(count, 1, day, NOW())",
        "NOW()",
        "`CASE` gives a date elsewhere, and `NOW()` is a date with time",
        "write `DATEVALUE(NOW())`",
    );
    fails_with(
        "CASE(count, \"1\", 2, 3)",
        "\"1\"",
        "`CASE` compares `count`, which is a number, and `\"1\"` is a text",
        "write `1`",
    );
    fails_with(
        "CASE(flag, 1, 2, 3)",
        "flag",
        "`CASE` cannot take `flag` as its value: it is true or false",
        "choose by a condition with `IF`",
    );
}

#[test]
fn nothing_equals_null() {
    fails_with("day = NULL", "NULL", "a comparison with `NULL` never holds", "write `ISBLANK(day)`");
    fails_with("NULL <> name", "NULL", "a comparison with `NULL` never holds", "write `NOT(ISBLANK(name))`");
    fails_with(
        "CASE(count, NULL, 1, 2)",
        "NULL",
        "a comparison with `NULL` never holds",
        "write `ISBLANK(count)`",
    );
}

#[test]
fn records_are_for_found_and_count() {
    fails_with(
        "deal = id",
        "deal",
        "`deal` is a record, not a value",
        "name one of its fields, as in `deal.Id`, or ask `FOUND(deal)`",
    );
    fails_with(
        "calls > 3",
        "calls",
        "`calls` is a look-up that is counted, not a value",
        "write `COUNT(calls)`",
    );
    fails_with(
        "FOUND(calls)",
        "calls",
        "`FOUND` cannot take `calls` as its record: it is counted records",
        "write `COUNT(calls) > 0`",
    );
    fails_with(
        "FOUND(id)",
        "id",
        "`FOUND` cannot take `id` as its record: it is an id",
        "write `NOT(ISBLANK(…))` for an id",
    );
    fails_with(
        "FOUND(NULL)",
        "NULL",
        "`FOUND` cannot take `NULL` as its record: it is NULL",
        "give a record",
    );
}

#[test]
fn functions_are_known_and_counted() {
    fails_with("TODAI()", "TODAI", "there is no function `TODAI`", "did you mean `TODAY`?");
    fails_with(
        "CONCATENATE(name, name)",
        "CONCATENATE",
        "there is no function `CONCATENATE`",
        "join texts with `&`",
    );
    fails_with(
        "HOUR(time)",
        "HOUR",
        "`HOUR` does not work in flows",
        Function::named("HOUR").expect("a row").about,
    );
    fails_with(
        "ISCHANGED(status)",
        "ISCHANGED",
        "`ISCHANGED` works only in the condition that starts a flow",
        "a save that changes the disposition runs the program by itself; `corrections:` of `calls` says whether",
    );
    fails_with(
        "DATE(2026, 1)",
        "DATE(2026, 1)",
        "`DATE` does not take 2 arguments",
        "write `DATE(year, month, day)`: the day of a year, month and day.",
    );
    fails_with(
        "ADDBUSINESSDAYS(day, 1.5)",
        "1.5",
        "`ADDBUSINESSDAYS` takes whole days, not 1.5",
        "write a whole number",
    );
}

#[test]
fn values_of_picklists_are_asked_for() {
    for text in [
        "status = \"Actve\"",
        "\"Actve\" <> status",
        "TEXT(status) = \"Actve\"",
        "ISPICKVAL(status, \"Actve\")",
        "INCLUDES(topics, \"Actve\")",
        "CASE(status, \"Active\", 1, \"Actve\", 2, 3) > 1",
    ] {
        let found = mistakes(text);
        assert_eq!(places(text, &found)[0].0, "\"Actve\"", "{text}");
        assert_eq!(found.len(), 1, "{text}");
    }
    assert!(mistakes("status = \"\" || name = \"Actve\"").is_empty());
    fails_with(
        "ISPICKVAL(status, name)",
        "name",
        "`ISPICKVAL` takes no `name` as its value",
        "write a value of the picklist in quotes",
    );
}

#[test]
fn an_unknown_part_silences_what_follows_but_not_its_neighbours() {
    let text = "IF(missing > 3, missing + name, name * 2) = 5";
    let found = places(text, &mistakes(text));
    let messages: Vec<_> = found.iter().map(|each| each.1.as_str()).collect();
    assert_eq!(
        messages,
        ["no `missing`", "no `missing`", "`*` needs a number on both sides, and `name` is a text"]
    );
}

#[test]
fn callers_say_what_they_need() {
    let mut sink = Sink::default();
    assert!(expect(&typed("\"Active\""), Type::Picklist, "`Status__c`", &mut sink));
    assert!(expect(&typed("NULL"), Type::Date, "`Day__c`", &mut sink));
    assert!(sink.is_empty());
    assert!(!expect(&typed("NOW()"), Type::Date, "`Day__c`", &mut sink));
    let found = sink.finish();
    assert_eq!(found[0].message, "`Day__c` needs a date, and this is a date with time");
    assert_eq!(found[0].help.as_deref(), Some("write `DATEVALUE(…)`"));
}

/// The condition that starts a flow.
struct Start;

impl Scope for Start {
    type Symbol = String;

    fn resolve(&self, steps: &[String], span: Span) -> Result<(String, Type), Unresolved> {
        Names.resolve(steps, span)
    }

    fn offers(&self, availability: Availability) -> bool {
        matches!(availability, Availability::Flow | Availability::Entry)
    }
}

#[test]
fn a_scope_says_which_functions_it_offers() {
    let mut sink = Sink::default();
    let expr = parsed("ISNEW() || ISCHANGED(status) && ISPICKVAL(PRIORVALUE(status), \"A\") && day <> NULL");
    assert!(type_check(&expr, &Start, &mut sink).is_some());
    assert!(type_check(&parsed("FOUND(deal)"), &Start, &mut sink).is_none());
    let found = sink.finish();
    assert_eq!(found[0].message, "`FOUND` is a function of specs, not of flows");
}

#[test]
fn the_deepest_formula_is_checked_printed_and_walked() {
    let chain = format!("{}count", "count + ".repeat(590));
    let nested = format!("{}count{}", "ABS(1 + ".repeat(95), ")".repeat(95));
    for text in [chain, nested] {
        let expr = typed(&text);
        assert_eq!(crate::formula::print(&expr, &String::clone), text);
        assert!(!crate::formula::expand_business_days(expr).is_constant());
    }
}
