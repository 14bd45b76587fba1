use super::{Value, holds, value, with};
use crate::formula::Type;

#[test]
fn days_are_added_whole() {
    holds(&[
        ("DATE(2024, 2, 28) + 1", "2024-02-29"),
        ("1.9 + DATE(2024, 2, 28)", "2024-02-29"),
        ("DATE(2024, 2, 28) + 0.5 + 0.5", "2024-02-28"),
        ("DATE(2024, 3, 1) - 1.9", "2024-02-29"),
        ("DATE(2024, 3, 1) - DATE(2024, 2, 1)", "29"),
        ("day + 1", "null"),
        ("DATE(2024, 1, 1) + count", "null"),
        ("DATE(9999, 12, 31) + 1", "fault: the date is out of range"),
        ("DATE(2024, 1, 1) + 999999999999999999999", "fault: the date is out of range"),
    ]);
}

#[test]
fn moments_are_moved_to_the_second() {
    holds(&[
        ("DATETIMEVALUE(\"2024-01-31 12:00:00\") + 0.5", "2024-02-01T00:00:00Z"),
        ("DATETIMEVALUE(\"2009-02-07 10:00:00\") + 0.16666", "2009-02-07T13:59:59Z"),
        ("DATETIMEVALUE(\"2024-01-31 12:00:00\") - 5 / 24", "2024-01-31T07:00:00Z"),
        ("DATETIMEVALUE(\"2024-01-02 12:00:00\") - DATETIMEVALUE(\"2024-01-01 00:00:00\")", "1.5"),
        ("moment - 1", "null"),
    ]);
}

#[test]
fn the_last_of_a_month_stays_the_last() {
    holds(&[
        ("ADDMONTHS(DATE(2024, 1, 31), 1)", "2024-02-29"),
        ("ADDMONTHS(DATE(2024, 2, 29), 1)", "2024-03-31"),
        ("ADDMONTHS(DATE(2024, 3, 30), -1)", "2024-02-29"),
        ("ADDMONTHS(DATE(2024, 1, 15), 1.9)", "2024-02-15"),
        ("ADDMONTHS(DATE(2004, 2, 29), -2)", "2003-12-31"),
        ("ADDMONTHS(DATETIMEVALUE(\"2004-12-31 11:32:00\"), 2)", "2005-02-28T11:32:00Z"),
        ("ADDMONTHS(DATE(2024, 1, 1), 1000000000000)", "fault: the date is out of range"),
        ("ADDMONTHS(day, 1)", "null"),
    ]);
}

#[test]
fn only_days_of_the_calendar_are_dates() {
    holds(&[
        ("DATE(2024, 2, 29)", "2024-02-29"),
        ("DATE(2024, 2, 29.9)", "2024-02-29"),
        ("DATE(2023, 2, 29)", "fault: there is no day 2023-2-29"),
        ("DATE(2024, 13, 1)", "fault: there is no day 2024-13-1"),
        ("DATE(0, 1, 1)", "fault: there is no day 0-1-1"),
        ("DATE(10000, 1, 1)", "fault: there is no day 10000-1-1"),
        ("DATE(2024, count, 1)", "null"),
    ]);
}

#[test]
fn texts_become_dates() {
    holds(&[
        ("DATEVALUE(\"2024-1-5\")", "2024-01-05"),
        ("DATEVALUE(name)", "null"),
        ("DATEVALUE(\"01/02/2024\")", "fault: `01/02/2024` is written in another way"),
        ("DATETIMEVALUE(\"2024-01-05 1:02:03\")", "2024-01-05T01:02:03Z"),
        ("DATETIMEVALUE(\"2024-01-05\")", "fault: `2024-01-05` is written in another way"),
        ("DATETIMEVALUE(DATE(2024, 1, 5))", "2024-01-05T00:00:00Z"),
    ]);
}

#[test]
fn today_is_the_users_day() {
    holds(&[
        ("TODAY()", "2024-02-29"),
        ("DATEVALUE(NOW())", "2024-02-29"),
        ("NOW()", "2024-03-01T03:30:00Z"),
        ("DATEVALUE(TEXT(NOW()))", "2024-03-01"),
    ]);
}

#[test]
fn parts_of_a_day() {
    holds(&[
        ("YEAR(DATE(2024, 2, 29))", "2024"),
        ("MONTH(DATE(2024, 2, 29))", "2"),
        ("DAY(DATE(2024, 2, 29))", "29"),
        ("WEEKDAY(DATE(2024, 3, 3))", "1"),
        ("WEEKDAY(DATE(2024, 3, 2))", "7"),
        ("DAYOFYEAR(DATE(2024, 12, 31))", "366"),
        ("ISOWEEK(DATE(2006, 1, 1))", "52"),
        ("ISOYEAR(DATE(2006, 1, 1))", "2005"),
        ("ISOWEEK(DATETIMEVALUE(\"2010-01-01 00:00:00\"))", "53"),
        ("WEEKDAY(day)", "null"),
    ]);
}

#[test]
fn seconds_since_1970() {
    holds(&[
        ("UNIXTIMESTAMP(DATE(2005, 4, 5))", "1112659200"),
        ("UNIXTIMESTAMP(DATETIMEVALUE(\"2005-11-15 17:00:00\"))", "1132074000"),
        ("FROMUNIXTIME(1132074000)", "2005-11-15T17:00:00Z"),
        ("UNIXTIMESTAMP(DATE(1969, 12, 31))", "-86400"),
        ("FROMUNIXTIME(99999999999999)", "fault: the date is out of range"),
    ]);
}

#[test]
fn times_of_day() {
    let set = [("time", Value::read("23:59:30.25", Type::Time).unwrap())];
    for (formula, expected) in [
        ("MINUTE(time)", "59"),
        ("SECOND(time)", "30"),
        ("MILLISECOND(time)", "250"),
        ("TEXT(time)", "23:59:30.250"),
        ("time + 60000", "00:00:30.25"),
        ("time - 500", "23:59:29.75"),
        ("time - 90000000", "fault: the time of day is before midnight"),
        ("time - time", "0"),
        ("UNIXTIMESTAMP(time)", "86370"),
    ] {
        assert_eq!(with(formula, &set), expected, "{formula}");
    }
}

#[test]
fn durations() {
    holds(&[
        ("FORMATDURATION(1000001)", "277:46:41"),
        ("FORMATDURATION(-1)", "00:00:01"),
        ("FORMATDURATION(1000000, TRUE)", "11:13:46:40"),
        ("FORMATDURATION(59.9, FALSE)", "00:00:59"),
        (
            "FORMATDURATION(DATETIMEVALUE(\"2005-11-16 17:00:01\"), DATETIMEVALUE(\"2005-11-15 17:00:00\"))",
            "1:00:00:01",
        ),
        ("FORMATDURATION(count)", "null"),
    ]);
}

#[test]
fn business_days_are_counted_as_by_hand() {
    // 2024-03-01 is a Friday.
    holds(&[
        ("ADDBUSINESSDAYS(DATE(2024, 3, 1), 1)", "2024-03-04"),
        ("ADDBUSINESSDAYS(DATE(2024, 3, 2), 1)", "2024-03-04"),
        ("ADDBUSINESSDAYS(DATE(2024, 3, 2), 5)", "2024-03-08"),
        ("ADDBUSINESSDAYS(DATE(2024, 3, 3), -1)", "2024-03-01"),
        ("ADDBUSINESSDAYS(DATE(2024, 3, 2), 0)", "2024-03-02"),
        ("ADDBUSINESSDAYS(DATE(2024, 3, 1), -10)", "2024-02-16"),
        ("BUSINESSDAYSBETWEEN(DATE(2024, 3, 1), DATE(2024, 3, 11))", "6"),
        ("BUSINESSDAYSBETWEEN(DATE(2024, 3, 11), DATE(2024, 3, 1))", "-6"),
        ("BUSINESSDAYSBETWEEN(day, DATE(2024, 3, 1))", "null"),
    ]);
    assert_eq!(value("ADDBUSINESSDAYS(DATE(2024, 3, 1), 9999999999)"), "fault: the date is out of range");
}
