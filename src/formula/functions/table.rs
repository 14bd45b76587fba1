//! The rows.

use super::call::{Call, Evaluate, Outcome};
use super::{Availability, Function, Gives, Occurs, Parameter, Role};
use super::{business, dates, encodings, logic, math, regex, texts};
use crate::formula::Type;

const BOOLEAN: &[Type] = &[Type::Boolean];
const NUMBER: &[Type] = &[Type::Number];
const TEXT: &[Type] = &[Type::Text];
const DATE: &[Type] = &[Type::Date];
const TIME: &[Type] = &[Type::Time];
const PICKLIST: &[Type] = &[Type::Picklist];
const MULTI_PICKLIST: &[Type] = &[Type::MultiPicklist];
const RECORD: &[Type] = &[Type::Record];
const RECORDS: &[Type] = &[Type::Records];
const DATES: &[Type] = &[Type::Date, Type::DateTime];
const DATES_TEXT: &[Type] = &[Type::Date, Type::DateTime, Type::Text];
const DATETIME_TEXT: &[Type] = &[Type::DateTime, Type::Text];
const MOMENTS: &[Type] = &[Type::Date, Type::DateTime, Type::Time];
const TIME_SOURCES: &[Type] = &[Type::Time, Type::DateTime, Type::Text];
const SPANS: &[Type] = &[Type::Number, Type::DateTime, Type::Time];
const SPAN_ENDS: &[Type] = &[Type::Boolean, Type::DateTime, Type::Time];
/// What `TEXT` takes: no text, which it refuses on the platform.
const PRINTABLE: &[Type] = &[Type::Number, Type::Date, Type::DateTime, Type::Time, Type::Picklist];
/// What `CASE` and `BLANKVALUE` take: no condition, which they refuse on the platform.
const VALUES: &[Type] = &[Type::Text, Type::Number, Type::Date, Type::DateTime, Type::Time];
/// What `ISBLANK` takes: no checkbox, which is never blank.
const FIELDS: &[Type] =
    &[Type::Text, Type::Number, Type::Date, Type::DateTime, Type::Time, Type::MultiPicklist];
const ANY: &[Type] = &[Type::Text, Type::Number, Type::Boolean, Type::Date, Type::DateTime, Type::Time];
const EVERY: &[Type] =
    &[Type::Text, Type::Number, Type::Boolean, Type::Date, Type::DateTime, Type::Time, Type::MultiPicklist];

const A_BOOLEAN: Gives = Gives::Always(Type::Boolean);
const A_NUMBER: Gives = Gives::Always(Type::Number);
const A_TEXT: Gives = Gives::Always(Type::Text);
const A_DATE: Gives = Gives::Always(Type::Date);
const A_TIME: Gives = Gives::Always(Type::Time);
const A_DATETIME: Gives = Gives::Always(Type::DateTime);

const fn one(name: &'static str, types: &'static [Type]) -> Parameter {
    Parameter { name, types, occurs: Occurs::Once, role: Role::Used }
}

impl Parameter {
    const fn maybe(self) -> Self {
        Self { occurs: Occurs::Maybe, ..self }
    }

    const fn often(self) -> Self {
        Self { occurs: Occurs::Often, ..self }
    }

    const fn used_as(self, role: Role) -> Self {
        Self { role, ..self }
    }
}

const fn flow(
    name: &'static str,
    parameters: &'static [Parameter],
    gives: Gives,
    evaluate: Evaluate,
    about: &'static str,
) -> Function {
    Function { name, parameters, gives, evaluate, availability: Availability::Flow, about }
}

const fn entry(
    name: &'static str,
    parameters: &'static [Parameter],
    gives: Gives,
    evaluate: Evaluate,
    about: &'static str,
) -> Function {
    Function { name, parameters, gives, evaluate, availability: Availability::Entry, about }
}

const fn own(
    name: &'static str,
    parameters: &'static [Parameter],
    gives: Gives,
    evaluate: Evaluate,
    about: &'static str,
) -> Function {
    Function { name, parameters, gives, evaluate, availability: Availability::Spec, about }
}

const fn field(
    name: &'static str,
    parameters: &'static [Parameter],
    gives: Gives,
    evaluate: Evaluate,
    about: &'static str,
) -> Function {
    Function { name, parameters, gives, evaluate, availability: Availability::Field, about }
}

const fn elsewhere(name: &'static str, about: &'static str) -> Function {
    let (gives, evaluate) = (Gives::Always(Type::Null), unknown as Evaluate);
    Function { name, parameters: &[], gives, evaluate, availability: Availability::Elsewhere, about }
}

/// Nothing outside of Salesforce knows its value.
fn unknown(call: &dyn Call) -> Outcome {
    Err(call.fault("only Salesforce knows its value".to_owned()))
}

/// Every function, by name.
pub const FUNCTIONS: &[Function] = &[
    flow("ABS", &[one("number", NUMBER)], A_NUMBER, math::abs, "The number without its sign."),
    flow("ACOS", &[one("number", NUMBER)], A_NUMBER, math::acos, "The angle in radians whose cosine it is."),
    own(
        "ADDBUSINESSDAYS",
        &[one("date", DATE), one("days", NUMBER).used_as(Role::Whole)],
        A_DATE,
        business::addbusinessdays,
        "The day that is so many Mondays to Fridays later, or earlier if negative.",
    ),
    flow(
        "ADDMONTHS",
        &[one("date", DATES), one("months", NUMBER)],
        Gives::First,
        dates::addmonths,
        "The same day so many months later; the last day of a month stays the last.",
    ),
    flow("AND", &[one("condition", BOOLEAN).often()], A_BOOLEAN, logic::and, "Whether all conditions hold."),
    flow("ASCII", &[one("text", TEXT)], A_NUMBER, texts::ascii, "The code of the first character."),
    flow("ASIN", &[one("number", NUMBER)], A_NUMBER, math::asin, "The angle in radians whose sine it is."),
    flow("ATAN", &[one("number", NUMBER)], A_NUMBER, math::atan, "The angle in radians whose tangent it is."),
    flow(
        "ATAN2",
        &[one("y", NUMBER), one("x", NUMBER)],
        A_NUMBER,
        math::atan2,
        "The angle in radians of a point.",
    ),
    flow(
        "BEGINS",
        &[one("text", TEXT), one("start", TEXT)],
        A_BOOLEAN,
        texts::begins,
        "Whether a text begins with another; case counts.",
    ),
    flow(
        "BLANKVALUE",
        &[one("value", VALUES).used_as(Role::Branch), one("substitute", VALUES).used_as(Role::Branch)],
        Gives::Branch,
        logic::blankvalue,
        "The value, or the substitute where it is blank.",
    ),
    flow("BR", &[], A_TEXT, encodings::br, "A line break for rich text."),
    own(
        "BUSINESSDAYSBETWEEN",
        &[one("from", DATE), one("to", DATE)],
        A_NUMBER,
        business::businessdaysbetween,
        "The Mondays to Fridays after one day, up to another; negative if that is earlier.",
    ),
    flow(
        "CASE",
        &[
            one("value", VALUES).used_as(Role::Subject),
            one("when", VALUES).used_as(Role::Case).often(),
            one("then", VALUES).used_as(Role::Branch).often(),
            one("otherwise", VALUES).used_as(Role::Branch),
        ],
        Gives::Branch,
        logic::case,
        "The result behind the first value that is equal, else the last.",
    ),
    flow("CASESAFEID", &[one("id", TEXT)], A_TEXT, texts::casesafeid, "An id of 15 characters as one of 18."),
    flow(
        "CEILING",
        &[one("number", NUMBER)],
        A_NUMBER,
        math::ceiling,
        "Rounded to a whole number, away from zero.",
    ),
    flow("CHR", &[one("code", NUMBER)], A_TEXT, texts::chr, "The character of a code."),
    flow(
        "CONTAINS",
        &[one("text", TEXT), one("part", TEXT)],
        A_BOOLEAN,
        texts::contains,
        "Whether a text contains another; case counts.",
    ),
    flow("COS", &[one("number", NUMBER)], A_NUMBER, math::cos, "The cosine of an angle in radians."),
    own(
        "COUNT",
        &[one("records", RECORDS)],
        A_NUMBER,
        logic::count,
        "How many records a look-up with `count: true` found.",
    ),
    flow(
        "CURRENCYRATE",
        &[one("currency", TEXT)],
        A_NUMBER,
        math::currencyrate,
        "The rate of a currency to the corporate one.",
    ),
    flow(
        "DATE",
        &[one("year", NUMBER), one("month", NUMBER), one("day", NUMBER)],
        A_DATE,
        dates::date,
        "The day of a year, month and day.",
    ),
    flow(
        "DATETIMEVALUE",
        &[one("value", DATES_TEXT)],
        A_DATETIME,
        dates::datetimevalue,
        "A date, or a text like `2026-12-31 08:00:00` in GMT, as a date with time.",
    ),
    flow(
        "DATEVALUE",
        &[one("value", DATETIME_TEXT)],
        A_DATE,
        dates::datevalue,
        "The day of a date with time, or of a text like `2026-12-31`.",
    ),
    flow("DAY", &[one("date", DATE)], A_NUMBER, dates::day_, "The day of the month."),
    flow("DAYOFYEAR", &[one("date", DATE)], A_NUMBER, dates::dayofyear, "The day of the year."),
    elsewhere("DISTANCE", "compute it in Apex."),
    flow("EXP", &[one("number", NUMBER)], A_NUMBER, math::exp, "The number e to this power."),
    flow(
        "FIND",
        &[one("part", TEXT), one("text", TEXT), one("start", NUMBER).maybe()],
        A_NUMBER,
        texts::find,
        "Where a text stands in another, from 1; 0 if nowhere.",
    ),
    flow(
        "FLOOR",
        &[one("number", NUMBER)],
        A_NUMBER,
        math::floor,
        "Rounded to a whole number, towards zero.",
    ),
    flow(
        "FORMATDURATION",
        &[one("value", SPANS), one("other", SPAN_ENDS).maybe()],
        A_TEXT,
        dates::formatduration,
        "A number of seconds, or the time between two moments, as hours, minutes and seconds.",
    ),
    own("FOUND", &[one("record", RECORD)], A_BOOLEAN, logic::found, "Whether a record is there."),
    flow(
        "FROMUNIXTIME",
        &[one("seconds", NUMBER)],
        A_DATETIME,
        dates::fromunixtime,
        "The moment so many seconds after the start of 1970, in GMT.",
    ),
    elsewhere("GEOLOCATION", "compute it in Apex."),
    elsewhere("GETRECORDIDS", "a flow looks records up with Get Records."),
    elsewhere("GETSESSIONID", "a session id has no place in automation."),
    field(
        "HOUR",
        &[one("time", TIME)],
        A_NUMBER,
        dates::hour,
        "take the hour from `TEXT(value)` with `MID` and `VALUE`; it is in GMT.",
    ),
    flow(
        "HTMLENCODE",
        &[one("text", TEXT)],
        A_TEXT,
        encodings::htmlencode,
        "The text with the signs of HTML escaped.",
    ),
    flow(
        "HYPERLINK",
        &[one("url", TEXT), one("label", TEXT), one("target", TEXT).maybe()],
        A_TEXT,
        encodings::hyperlink,
        "A link for rich text.",
    ),
    flow(
        "IF",
        &[
            one("condition", BOOLEAN),
            one("then", ANY).used_as(Role::Branch),
            one("otherwise", ANY).used_as(Role::Branch),
        ],
        Gives::Branch,
        logic::if_,
        "One of two values, by a condition.",
    ),
    field(
        "IFERROR",
        &[one("value", ANY).used_as(Role::Branch), one("otherwise", ANY).used_as(Role::Branch)],
        Gives::Branch,
        logic::iferror,
        "test the value first, as in `IF(b = 0, 0, a / b)`.",
    ),
    field(
        "IFS",
        &[
            one("condition", BOOLEAN).often(),
            one("then", ANY).used_as(Role::Branch).often(),
            one("otherwise", ANY).used_as(Role::Branch),
        ],
        Gives::Branch,
        logic::ifs,
        "write `CASE`, or one `IF` inside the other.",
    ),
    elsewhere("IMAGE", "make a formula field with `IMAGE` on the object."),
    elsewhere("IMAGEPROXYURL", "make a formula field with it on the object."),
    field(
        "IN",
        &[one("value", VALUES).used_as(Role::Subject), one("other", VALUES).used_as(Role::Case).often()],
        A_BOOLEAN,
        logic::in_,
        "compare with each value, as in `a = 1 || a = 2`.",
    ),
    elsewhere("INCLUDE", "it is for buttons and pages only."),
    flow(
        "INCLUDES",
        &[one("picklist", MULTI_PICKLIST), one("value", TEXT).used_as(Role::PicklistValue)],
        A_BOOLEAN,
        logic::includes,
        "Whether a value of a multi-select picklist is selected.",
    ),
    flow(
        "INITCAP",
        &[one("text", TEXT)],
        A_TEXT,
        texts::initcap,
        "The text with a capital at the start of each word.",
    ),
    flow("ISBLANK", &[one("value", FIELDS)], A_BOOLEAN, logic::isblank, "Whether it has no value."),
    entry(
        "ISCHANGED",
        &[one("field", EVERY)],
        A_BOOLEAN,
        logic::ischanged,
        "Whether this save changes the field.",
    ),
    elsewhere("ISCLONE", "a flow cannot tell a clone from another new record."),
    entry("ISNEW", &[], A_BOOLEAN, logic::isnew, "Whether this save creates the record."),
    flow(
        "ISNULL",
        &[one("value", FIELDS)],
        A_BOOLEAN,
        logic::isnull,
        "Whether it has no value; never true of a text, so `ISBLANK` is better.",
    ),
    flow("ISNUMBER", &[one("text", TEXT)], A_BOOLEAN, texts::isnumber, "Whether a text is a number."),
    flow("ISOWEEK", &[one("date", DATES)], A_NUMBER, dates::isoweek, "The week of the year by ISO 8601."),
    flow("ISOYEAR", &[one("date", DATES)], A_NUMBER, dates::isoyear, "The year of the week by ISO 8601."),
    flow(
        "ISPICKVAL",
        &[one("picklist", PICKLIST), one("value", TEXT).used_as(Role::PicklistValue)],
        A_BOOLEAN,
        logic::ispickval,
        "Whether a picklist has this value.",
    ),
    flow(
        "JSENCODE",
        &[one("text", TEXT)],
        A_TEXT,
        encodings::jsencode,
        "The text with the signs of JavaScript escaped.",
    ),
    flow(
        "JSINHTMLENCODE",
        &[one("text", TEXT)],
        A_TEXT,
        encodings::jsinhtmlencode,
        "The text escaped for JavaScript inside of HTML.",
    ),
    elsewhere("JUNCTIONIDLIST", "a flow looks records up with Get Records."),
    flow(
        "LEFT",
        &[one("text", TEXT), one("length", NUMBER)],
        A_TEXT,
        texts::left,
        "The first characters of a text.",
    ),
    flow("LEN", &[one("text", TEXT)], A_NUMBER, texts::len, "How many characters a text has."),
    field(
        "LIKE",
        &[one("text", TEXT), one("pattern", TEXT)],
        A_BOOLEAN,
        regex::like,
        "write `BEGINS`, `CONTAINS` or `REGEX`.",
    ),
    elsewhere("LINKTO", "it is for buttons and pages only."),
    flow("LN", &[one("number", NUMBER)], A_NUMBER, math::ln, "The natural logarithm."),
    flow("LOG", &[one("number", NUMBER)], A_NUMBER, math::log, "The logarithm to base 10."),
    flow(
        "LOWER",
        &[one("text", TEXT), one("locale", TEXT).maybe()],
        A_TEXT,
        texts::lower,
        "The text in small letters.",
    ),
    flow(
        "LPAD",
        &[one("text", TEXT), one("length", NUMBER), one("pad", TEXT).maybe()],
        A_TEXT,
        texts::lpad,
        "The text filled up on the left.",
    ),
    flow("MAX", &[one("number", NUMBER).often()], A_NUMBER, math::max, "The greatest of the numbers."),
    flow("MCEILING", &[one("number", NUMBER)], A_NUMBER, math::mceiling, "Rounded up to a whole number."),
    flow("MFLOOR", &[one("number", NUMBER)], A_NUMBER, math::mfloor, "Rounded down to a whole number."),
    flow(
        "MID",
        &[one("text", TEXT), one("start", NUMBER), one("length", NUMBER)],
        A_TEXT,
        texts::mid,
        "Characters from the middle of a text; the first is 1.",
    ),
    flow(
        "MILLISECOND",
        &[one("time", TIME)],
        A_NUMBER,
        dates::millisecond,
        "The milliseconds of a time of day.",
    ),
    flow("MIN", &[one("number", NUMBER).often()], A_NUMBER, math::min, "The least of the numbers."),
    flow("MINUTE", &[one("time", TIME)], A_NUMBER, dates::minute, "The minutes of a time of day."),
    flow(
        "MOD",
        &[one("number", NUMBER), one("divisor", NUMBER)],
        A_NUMBER,
        math::mod_,
        "What is left of a division, with the sign of the number.",
    ),
    flow("MONTH", &[one("date", DATE)], A_NUMBER, dates::month, "The month, from 1."),
    flow("NOT", &[one("condition", BOOLEAN)], A_BOOLEAN, logic::not, "Whether the condition does not hold."),
    flow("NOW", &[], A_DATETIME, dates::now, "This moment."),
    flow(
        "NULLVALUE",
        &[one("value", VALUES).used_as(Role::Branch), one("substitute", VALUES).used_as(Role::Branch)],
        Gives::Branch,
        logic::nullvalue,
        "The value, or the substitute where it is null; never for a text, so `BLANKVALUE` is better.",
    ),
    flow(
        "OR",
        &[one("condition", BOOLEAN).often()],
        A_BOOLEAN,
        logic::or,
        "Whether one of the conditions holds.",
    ),
    elsewhere("PARENTGROUPVAL", "it is for reports only."),
    flow("PI", &[], A_NUMBER, math::pi, "The number pi."),
    flow(
        "PICKLISTCOUNT",
        &[one("picklist", MULTI_PICKLIST)],
        A_NUMBER,
        logic::picklistcount,
        "How many values of a multi-select picklist are selected.",
    ),
    elsewhere("PREDICT", "it is for Einstein Discovery fields only."),
    elsewhere("PREVGROUPVAL", "it is for reports only."),
    entry(
        "PRIORVALUE",
        &[one("field", EVERY)],
        Gives::First,
        logic::priorvalue,
        "The value of the field before this save.",
    ),
    flow(
        "REGEX",
        &[one("text", TEXT), one("pattern", TEXT)],
        A_BOOLEAN,
        regex::regex,
        "Whether the whole text matches a regular expression; its backslashes are doubled.",
    ),
    elsewhere("REQUIRESCRIPT", "it is for buttons only."),
    flow("REVERSE", &[one("text", TEXT)], A_TEXT, texts::reverse, "The text backwards."),
    flow(
        "RIGHT",
        &[one("text", TEXT), one("length", NUMBER)],
        A_TEXT,
        texts::right,
        "The last characters of a text.",
    ),
    flow(
        "ROUND",
        &[one("number", NUMBER), one("digits", NUMBER)],
        A_NUMBER,
        math::round,
        "Rounded to so many digits behind the point, half away from zero.",
    ),
    flow(
        "RPAD",
        &[one("text", TEXT), one("length", NUMBER), one("pad", TEXT).maybe()],
        A_TEXT,
        texts::rpad,
        "The text filled up on the right.",
    ),
    flow("SECOND", &[one("time", TIME)], A_NUMBER, dates::second, "The seconds of a time of day."),
    flow("SIN", &[one("number", NUMBER)], A_NUMBER, math::sin, "The sine of an angle in radians."),
    flow("SQRT", &[one("number", NUMBER)], A_NUMBER, math::sqrt, "The square root."),
    flow(
        "SUBSTITUTE",
        &[one("text", TEXT), one("old", TEXT), one("new", TEXT)],
        A_TEXT,
        texts::substitute,
        "The text with one part replaced by another, everywhere.",
    ),
    field(
        "SUBSTR",
        &[one("text", TEXT), one("start", NUMBER), one("length", NUMBER).maybe()],
        A_TEXT,
        texts::substr,
        "write `MID(text, start, length)`.",
    ),
    flow("TAN", &[one("number", NUMBER)], A_NUMBER, math::tan, "The tangent of an angle in radians."),
    flow(
        "TEXT",
        &[one("value", PRINTABLE)],
        A_TEXT,
        texts::text,
        "A number, date, time or picklist as text.",
    ),
    field("TIMENOW", &[], A_TIME, dates::timenow, "use `NOW()`, which has the date too."),
    field(
        "TIMEVALUE",
        &[one("value", TIME_SOURCES)],
        A_TIME,
        dates::timevalue,
        "compare moments with `NOW()` and `DATETIMEVALUE(value)`.",
    ),
    flow("TODAY", &[], A_DATE, dates::today, "This day."),
    flow("TRIM", &[one("text", TEXT)], A_TEXT, texts::trim, "The text without blanks at its ends."),
    flow(
        "TRUNC",
        &[one("number", NUMBER), one("digits", NUMBER).maybe()],
        A_NUMBER,
        math::trunc,
        "Cut to so many digits behind the point.",
    ),
    flow(
        "UNIXTIMESTAMP",
        &[one("value", MOMENTS)],
        A_NUMBER,
        dates::unixtimestamp,
        "The seconds since the start of 1970.",
    ),
    flow(
        "UPPER",
        &[one("text", TEXT), one("locale", TEXT).maybe()],
        A_TEXT,
        texts::upper,
        "The text in capitals.",
    ),
    flow(
        "URLENCODE",
        &[one("text", TEXT)],
        A_TEXT,
        encodings::urlencode,
        "The text escaped for an address of the web.",
    ),
    elsewhere("URLFOR", "join the address as text: `\"/\" & id`."),
    flow("VALUE", &[one("text", TEXT)], A_NUMBER, texts::value, "The number that a text holds."),
    elsewhere("VLOOKUP", "declare the other record under `records:` and read its field."),
    flow("WEEKDAY", &[one("date", DATE)], A_NUMBER, dates::weekday, "The day of the week: 1 is Sunday."),
    flow("YEAR", &[one("date", DATE)], A_NUMBER, dates::year, "The year."),
];
