//! The one table of the language: its blocks and their keys.
//!
//! The reader, "did you mean", the JSON schema, the README's table and help are made from it.

use super::model::Unit;
use super::scenario_keys::SCENARIO_BLOCKS;

/// A map of the language with a fixed set of keys.
#[derive(Debug)]
pub struct Block {
    /// How messages and the table call it.
    pub name: &'static str,
    /// What it says, in one line.
    pub about: &'static str,
    /// Its keys in the order in which they are best written.
    pub keys: &'static [Key],
    /// Of these keys exactly one must be there; empty where there is no such rule.
    pub one_of: &'static [&'static str],
}

/// A key of a block.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What may stand behind it.
    pub kind: Kind,
    /// What it says, in one line.
    pub about: &'static str,
    /// It must be there.
    pub required: bool,
    /// It may only be there beside this one, and is required only then.
    pub beside: Option<&'static str>,
}

/// What may stand behind a key.
#[derive(Debug)]
pub enum Kind {
    /// The edition of the language.
    Edition,
    /// The beginning of every API name.
    Prefix,
    /// A version of the Salesforce API.
    ApiVersion,
    /// Text without merge fields, on one line.
    Text,
    /// Text without merge fields, on one line or several.
    Lines,
    /// Text, or nothing.
    TextOrNothing,
    /// A name of one word: a record, an object.
    Name,
    /// A field: `Field__c` or `record.Field__c`.
    Field,
    /// A legal API name.
    ApiName,
    /// `true` or `false`.
    Truth,
    /// `true`.
    True,
    /// A whole number between two others.
    Whole(u32, u32),
    /// One of several words, each with what it means.
    OneOf(&'static [Word]),
    /// A formula that is true or false.
    Condition,
    /// A map of fields, or a formula.
    Filter,
    /// One filter, or a list of them.
    Filters,
    /// A formula behind `=`, text with merge fields, a number, `true` or `false`.
    Value,
    /// A map of fields and their values.
    Values,
    /// A list of texts.
    Texts,
    /// `name else name.Field else …`
    Choice,
    /// `today`, a duration in these units, or a formula behind `=`.
    Due(&'static [Unit]),
    /// A number and one of these units.
    Duration(&'static [Unit]),
    /// A duration in these units, or `until told`.
    Pause(&'static [Unit]),
    /// `day at 02:00`, `week on Monday at 06:00`.
    Schedule,
    /// `2026-12-01`
    Date,
    /// `Field desc`
    Order,
    /// The field of the disposition.
    Disposition,
    /// A map of names to numbers with units.
    Settings,
    /// A map of fields to their types.
    Fields,
    /// A map of outputs to the fields that they set.
    Outputs,
    /// A list of steps.
    Steps,
    /// A list of branches.
    Branches,
    /// A block.
    Block(&'static Block),
    /// A map of names to blocks.
    Blocks(&'static Block),
    /// A list of blocks.
    List(&'static Block),
    /// `2026-11-23T09:30:00Z`
    Instant,
    /// A moment, as it is written or from the time that it is.
    Moment,
    /// A day, as it is written or from today.
    Day,
    /// A map of fields to values that are no formulas.
    Literals,
    /// A map of objects to records: names with their fields.
    Records,
    /// The same; a record that is there already may stand without its object.
    MoreRecords,
    /// A map of records to their fields.
    Changed,
    /// The name of a record.
    RecordName,
    /// A map of steps to what they say when they fail.
    Faults,
    /// `nothing`, or the keys of `expect`.
    Expect,
}

/// A word and what it means.
pub type Word = (&'static str, &'static str);

impl Kind {
    /// In words, for messages and the table: what to write there.
    pub fn words(&self) -> String {
        match self {
            Kind::Whole(least, most) => format!("a whole number from {least} to {most}"),
            Kind::OneOf(words) => alternatives(words.iter().map(|(word, _)| *word)),
            Kind::Due(units) => format!("`today`, {}, or a formula behind `=`", durations(units)),
            Kind::Duration(units) => durations(units),
            Kind::Pause(units) => format!("{}, or `until told`", durations(units)),
            Kind::Edition => "`1`".to_owned(),
            Kind::Prefix => "a few letters, such as `CTI`".to_owned(),
            Kind::ApiVersion => "a version, such as `66.0`".to_owned(),
            Kind::Text | Kind::Lines => "text".to_owned(),
            Kind::TextOrNothing => "text, or nothing".to_owned(),
            Kind::Name => "a name".to_owned(),
            Kind::Field => "a field of the person: `Field__c`".to_owned(),
            Kind::ApiName => "an API name".to_owned(),
            Kind::Truth => "`true` or `false`".to_owned(),
            Kind::True => "`true`".to_owned(),
            Kind::Condition => "a formula".to_owned(),
            Kind::Filter => "a map of fields, or a formula".to_owned(),
            Kind::Filters => "a map of fields, a formula, or a list of those".to_owned(),
            Kind::Value => "a value".to_owned(),
            Kind::Values => "a map of fields to values".to_owned(),
            Kind::Texts => "a list of texts".to_owned(),
            Kind::Choice => "`name`, `name.Field`, `name else name`".to_owned(),
            Kind::Schedule => "`day at 02:00` or `week on Monday at 06:00`".to_owned(),
            Kind::Date => "a day, such as `2026-12-01`".to_owned(),
            Kind::Order => "`Field`, `Field desc`".to_owned(),
            Kind::Disposition => "a field of Task".to_owned(),
            Kind::Settings => "a map of names to numbers with units".to_owned(),
            Kind::Fields => "a map of fields to types".to_owned(),
            Kind::Outputs => "a map of outputs to fields".to_owned(),
            Kind::Steps => "a list of steps".to_owned(),
            Kind::Branches => "a list of branches".to_owned(),
            Kind::Block(block) => format!("a map of the keys of `{}`", block.name),
            Kind::Blocks(block) => format!("a map of names to `{}`", block.name),
            Kind::List(block) => format!("a list of maps of the keys of `{}`", block.name),
            Kind::Instant => "a moment, such as `2026-11-23T09:30:00Z`".to_owned(),
            Kind::Moment => "`now`, `2 hours`, `3 days ago` or `2026-11-23T09:30:00Z`".to_owned(),
            Kind::Day => "`today`, `2 business days`, `3 days ago` or `2026-11-23`".to_owned(),
            Kind::Literals => "a map of fields to values".to_owned(),
            Kind::Records => "a map of objects to names with fields".to_owned(),
            Kind::MoreRecords => "a map of objects to names with fields, or of names to fields".to_owned(),
            Kind::Changed => "a map of names to fields".to_owned(),
            Kind::RecordName => "the name of a record".to_owned(),
            Kind::Faults => "a map of steps to texts".to_owned(),
            Kind::Expect => "`nothing`, or a map of the keys of `expect`".to_owned(),
        }
    }
}

fn durations(units: &[Unit]) -> String {
    let examples: Vec<String> = units.iter().map(|unit| format!("2 {}", unit_word(*unit))).collect();
    alternatives(examples.iter().map(String::as_str))
}

/// `` `A`, `B` or `C` ``
pub(super) fn alternatives<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

/// Every unit and its word in the plural.
pub const UNITS: &[(Unit, &str)] = &[
    (Unit::Seconds, "seconds"),
    (Unit::Minutes, "minutes"),
    (Unit::Hours, "hours"),
    (Unit::Days, "days"),
    (Unit::BusinessDays, "business days"),
    (Unit::Weeks, "weeks"),
];

/// The word of a unit in the plural; none for a plain number.
pub fn unit_word(unit: Unit) -> &'static str {
    UNITS.iter().find(|(each, _)| *each == unit).map_or("", |(_, word)| word)
}

pub(super) const fn required(name: &'static str, kind: Kind, about: &'static str) -> Key {
    Key { name, kind, about, required: true, beside: None }
}

pub(super) const fn optional(name: &'static str, kind: Kind, about: &'static str) -> Key {
    Key { name, kind, about, required: false, beside: None }
}

impl Key {
    pub(super) const fn beside(mut self, other: &'static str) -> Key {
        self.beside = Some(other);
        self
    }
}

const DUE: &[Unit] = &[Unit::Days, Unit::BusinessDays, Unit::Hours];
const LENGTHS: &[Unit] = &[Unit::Minutes, Unit::Hours];
const PAUSES: &[Unit] = &[Unit::Hours, Unit::Days];
const INTERVALS: &[Unit] = &[Unit::Days, Unit::BusinessDays, Unit::Weeks];

const STATUS: &[Word] =
    &[("Active", "the flows run once deployed"), ("Draft", "the flows wait to be activated")];
const CORRECTIONS: &[Word] = &[
    ("rerun", "a call whose disposition changes runs again"),
    ("ignore", "only a call's first disposition runs"),
];
const ON_FAULT: &[Word] = &[("stop", "if the step fails, the path ends")];

/// The types of `fields`.
pub const FIELD_TYPES: &[Word] = &[
    ("date", "a day"),
    ("datetime", "a moment"),
    ("counter", "a whole number that counts calls"),
    ("number", "a whole number"),
    ("checkbox", "true or false"),
    ("text", "text of at most 255 characters"),
    ("user", "a lookup to User"),
];

/// The whole file.
pub static SPEC: Block = Block {
    name: "spec",
    about: "What must happen after a call, for each disposition that the rep can select.",
    one_of: &[],
    keys: &[
        required(
            "ctiflow",
            Kind::Edition,
            "The edition of the language: a spec of edition 1 keeps its meaning.",
        ),
        required("program", Kind::Text, "The name of the program in words."),
        required("prefix", Kind::Prefix, "The beginning of every generated API name."),
        optional(
            "api_version",
            Kind::ApiVersion,
            "The Salesforce API version of what is generated; `66.0` if not said.",
        ),
        optional("status", Kind::OneOf(STATUS), "The status of all flows."),
        optional(
            "features",
            Kind::Texts,
            "What the org has; a step whose `feature` is not listed is left out.",
        ),
        optional("org", Kind::Text, "The path, from the spec, of the team's own metadata."),
        required("calls", Kind::Block(&CALLS), "Which Tasks are calls, and which field decides."),
        optional(
            "fields",
            Kind::Fields,
            "Fields that the program maintains, on Contact and Lead unless an object is named.",
        ),
        optional("settings", Kind::Settings, "Named numbers, read as `settings.name` in formulas."),
        optional("records", Kind::Blocks(&RECORD), "Named look-ups, made only where they are needed."),
        optional("every_call", Kind::Block(&EVERY_CALL), "What every call does, whatever its outcome."),
        required("outcomes", Kind::Blocks(&OUTCOME), "What happens for each disposition."),
        optional("no_person", Kind::Steps, "What happens where nobody was called; nothing if not said."),
        optional(
            "unrecognized",
            Kind::Steps,
            "What happens for any other disposition; a line in the log if not said.",
        ),
        optional("monitors", Kind::Blocks(&MONITOR), "What happens on a schedule."),
    ],
};

/// `calls`
pub static CALLS: Block = Block {
    name: "calls",
    about: "Which Tasks are calls, and which field decides.",
    one_of: &[],
    keys: &[
        required("where", Kind::Filter, "What a Task must be to count as a call."),
        required("disposition", Kind::Disposition, "The field of Task that holds the disposition."),
        optional(
            "corrections",
            Kind::OneOf(CORRECTIONS),
            "What a changed disposition does; `rerun` if not said.",
        ),
        optional(
            "order",
            Kind::Whole(1, 2000),
            "The place of the router among the org's other flows on Task.",
        ),
    ],
};

/// The long form of `disposition`
pub static DISPOSITION: Block = Block {
    name: "disposition",
    about: "The field that decides.",
    one_of: &[],
    keys: &[required("field", Kind::Name, "The field of Task that holds the disposition.")],
};

/// One of `fields`, long form
pub static FIELD: Block = Block {
    name: "field",
    about: "A field of `fields`: its type alone, or these keys.",
    one_of: &["type", "picklist", "number", "text"],
    keys: &[
        optional("type", Kind::OneOf(FIELD_TYPES), "The type of the field."),
        optional("picklist", Kind::Texts, "A picklist of these values and no others."),
        optional("number", Kind::Whole(0, 17), "A number with so many digits behind the point."),
        optional("text", Kind::Whole(1, 255), "Text of at most so many characters."),
        optional("existing", Kind::Truth, "The org has the field already: it is not generated."),
        optional("label", Kind::Text, "Its label, else made from its name."),
        optional("help", Kind::Lines, "Its help text."),
    ],
};

/// One of `records`
pub static RECORD: Block = Block {
    name: "record",
    about: "A look-up with a name.",
    one_of: &[],
    keys: &[
        required("object", Kind::Name, "The object that is looked up."),
        required("where", Kind::Filters, "Which record; of a list the first that finds one wins."),
        optional("order", Kind::Order, "Which comes first, where several are found."),
        optional("count", Kind::Truth, "Look up all of them, for `COUNT(name)`."),
    ],
};

/// `every_call`
pub static EVERY_CALL: Block = Block {
    name: "every_call",
    about: "A part of the one save of every outcome, `unrecognized` too.",
    one_of: &[],
    keys: &[required("set", Kind::Values, "Fields of the person and their values.")],
};

/// One of `outcomes`
pub static OUTCOME: Block = Block {
    name: "outcome",
    about: "A call outcome: one flow.",
    one_of: &[],
    keys: &[
        optional(
            "dispositions",
            Kind::Texts,
            "The dispositions that lead here; without any, only `run` does.",
        ),
        required("steps", Kind::Steps, "What happens, in order."),
        optional("description", Kind::Lines, "The description of its flow."),
        optional("api_name", Kind::ApiName, "Its API name, where its words give none."),
    ],
};

/// One of `monitors`
pub static MONITOR: Block = Block {
    name: "monitor",
    about: "A flow that runs on a schedule.",
    one_of: &[],
    keys: &[
        required("every", Kind::Schedule, "When it runs, in the org's time zone."),
        optional("starting", Kind::Date, "The first day on which it may run; `2026-01-01` if not said."),
        required("for", Kind::Name, "`person` for Contact and Lead, or an object."),
        optional("where", Kind::Filter, "Which records, kept in the flow's start."),
        optional("if", Kind::Condition, "Asked for each record."),
        optional("records", Kind::Blocks(&RECORD), "Look-ups of its own."),
        optional(
            "once_in",
            Kind::Duration(INTERVALS),
            "A record that was handled is left alone for so long.",
        ),
        required("steps", Kind::Steps, "What happens, in order."),
        optional("description", Kind::Lines, "The description of its flows."),
        optional("api_name", Kind::ApiName, "Its API name, where its words give none."),
    ],
};

/// One entry of a list of steps
pub static STEP: Block = Block {
    name: "step",
    about: "One thing that happens: exactly one of the first keys, and any of the last four.",
    one_of: &[
        "set",
        "increment",
        "create_task",
        "create_event",
        "create",
        "update",
        "if",
        "choose",
        "run",
        "call_flow",
        "chatter",
        "notify",
        "cadence",
        "log",
        "stop",
    ],
    keys: &[
        optional("set", Kind::Values, "Gives fields of the person, or of a named record, values."),
        optional("increment", Kind::Field, "Counts up a counter by one, once for each call."),
        optional("create_task", Kind::Block(&CREATE_TASK), "Creates a task about the person."),
        optional("create_event", Kind::Block(&CREATE_EVENT), "Creates an event with the person."),
        optional("create", Kind::Block(&CREATE), "Creates a record of any object."),
        optional("update", Kind::Block(&UPDATE), "Updates all records that match."),
        optional("if", Kind::Condition, "Goes one of two ways."),
        required("then", Kind::Steps, "What happens where the condition holds.").beside("if"),
        optional("else", Kind::Steps, "What happens where it does not.").beside("if"),
        optional("choose", Kind::Branches, "Goes exactly one of several ways."),
        optional("run", Kind::Text, "Leaves the rest to another outcome; the last step of its path."),
        optional("call_flow", Kind::Block(&CALL_FLOW), "Runs a flow of the org."),
        optional("chatter", Kind::Block(&CHATTER), "Posts to Chatter."),
        optional("notify", Kind::Block(&NOTIFY), "Sends a custom notification."),
        optional("cadence", Kind::Block(&CADENCE), "Moves the person in its sales cadence."),
        optional("log", Kind::Value, "Writes a line into the log."),
        optional("stop", Kind::TextOrNothing, "Ends this path, after saving; the text says why."),
        optional("label", Kind::Text, "The step's name in Flow Builder."),
        optional("description", Kind::Lines, "The step's description in Flow Builder."),
        optional("feature", Kind::Text, "What the org must have, else the step is left out."),
        optional(
            "on_fault",
            Kind::OneOf(ON_FAULT),
            "What happens if the step fails; if not said, the next step runs.",
        ),
    ],
};

/// One entry of `choose`
pub static BRANCH: Block = Block {
    name: "branch",
    about: "One way of `choose`.",
    one_of: &["when", "otherwise"],
    keys: &[
        optional("when", Kind::Condition, "When this way is gone."),
        required("then", Kind::Steps, "What happens on this way.").beside("when"),
        optional(
            "otherwise",
            Kind::Steps,
            "What happens where no condition holds; `[]` for nothing. The last entry.",
        ),
    ],
};

/// `create_task`
pub static CREATE_TASK: Block = Block {
    name: "create_task",
    about: "Creates a task about the person.",
    one_of: &[],
    keys: &[
        required("subject", Kind::Value, "Its subject."),
        optional("due", Kind::Due(DUE), "Its due date."),
        optional("owner", Kind::Choice, "Who gets it; the rep if not said."),
        optional("priority", Kind::Value, "Its priority."),
        optional("status", Kind::Value, "Its status."),
        optional("type", Kind::Value, "Its type."),
        optional("description", Kind::Value, "Its comments."),
        optional(
            "related_to",
            Kind::Choice,
            "The record that it is about; what the call is about if not said.",
        ),
        optional("reminder", Kind::Due(DUE), "When its owner is reminded."),
    ],
};

/// `create_event`
pub static CREATE_EVENT: Block = Block {
    name: "create_event",
    about: "Creates an event with the person.",
    one_of: &[],
    keys: &[
        required("subject", Kind::Value, "Its subject."),
        required("start", Kind::Due(DUE), "Its day, or by a formula its moment."),
        optional(
            "duration",
            Kind::Duration(LENGTHS),
            "How long it is, where it has a moment; 30 minutes if not said.",
        ),
        optional("owner", Kind::Choice, "Whose it is; the rep's if not said."),
        optional(
            "related_to",
            Kind::Choice,
            "The record that it is about; what the call is about if not said.",
        ),
        optional("description", Kind::Value, "Its description."),
        optional("location", Kind::Value, "Where it is."),
    ],
};

/// `create`
pub static CREATE: Block = Block {
    name: "create",
    about: "Creates a record of any object.",
    one_of: &[],
    keys: &[
        required("object", Kind::Name, "Its object."),
        required("set", Kind::Values, "Its fields and their values."),
        optional("into", Kind::Name, "The name by which later steps read it; it may be one of `records`."),
    ],
};

/// `update`
pub static UPDATE: Block = Block {
    name: "update",
    about: "Updates all records that match.",
    one_of: &[],
    keys: &[
        required("object", Kind::Name, "The object."),
        required("where", Kind::Filter, "Which records."),
        required("set", Kind::Values, "Fields and their values."),
    ],
};

/// `call_flow`
pub static CALL_FLOW: Block = Block {
    name: "call_flow",
    about: "Runs a flow of the org: behind the save of what was set, except of records that it gives values for itself.",
    one_of: &[],
    keys: &[
        required("flow", Kind::Name, "Its API name."),
        optional("inputs", Kind::Values, "Its input variables and their values."),
        optional("outputs", Kind::Outputs, "Its output variables and the fields that they set."),
        optional("feature", Kind::Text, "What the org must have, else the step is left out."),
    ],
};

/// `chatter`
pub static CHATTER: Block = Block {
    name: "chatter",
    about: "Posts to Chatter.",
    one_of: &[],
    keys: &[
        required("to", Kind::Choice, "The record or user whose feed it is posted to."),
        required("text", Kind::Value, "What it says."),
    ],
};

/// `notify`
pub static NOTIFY: Block = Block {
    name: "notify",
    about: "Sends a custom notification.",
    one_of: &[],
    keys: &[
        required("to", Kind::Choice, "A user or a queue."),
        optional("about", Kind::Choice, "The record that it opens; the person if not said."),
        required("title", Kind::Value, "Its title."),
        required("body", Kind::Value, "What it says."),
    ],
};

/// What `sendSalesCadenceEvent` takes as its type (Sales Engagement Actions, API 67).
pub const CADENCE_EVENTS: &[Word] = &[
    ("ManualComplete", "the step is done, and the cadence goes on"),
    ("Skip", "the step is left out, and the cadence goes on"),
];

/// What `removeTargetFromSalesCadence` takes as the disposition of a completed cadence (Sales Engagement Actions, API 67).
pub const CADENCE_DISPOSITIONS: &[Word] = &[
    ("Success", "what the cadence is for was reached"),
    ("Customer Engaged", "the person takes part"),
    ("Customer Connected", "the person was reached"),
    ("Contact Later", "the person wants to be asked later"),
    ("No Response", "the person never answered"),
    ("Not Interested", "the person does not want it"),
    ("Disqualified", "the person is not one to sell to"),
    ("Bad Data", "the number or the address is wrong"),
    ("Duplicate", "the person is there twice"),
];

/// `cadence`
pub static CADENCE: Block = Block {
    name: "cadence",
    about: "Moves the person in its sales cadence; exactly one of these keys.",
    one_of: &["event", "remove", "assign", "pause", "resume"],
    keys: &[
        optional(
            "event",
            Kind::OneOf(CADENCE_EVENTS),
            "Completes or skips the step at which the person stands.",
        ),
        optional("remove", Kind::OneOf(CADENCE_DISPOSITIONS), "Takes the person out, with this disposition."),
        optional("assign", Kind::Text, "Puts the person into this cadence."),
        optional("pause", Kind::Pause(PAUSES), "Pauses the cadence."),
        optional("resume", Kind::True, "Goes on with the cadence."),
    ],
};

/// Every block, the whole file first.
pub static BLOCKS: &[&Block] = &[
    &SPEC,
    &CALLS,
    &DISPOSITION,
    &FIELD,
    &RECORD,
    &EVERY_CALL,
    &OUTCOME,
    &MONITOR,
    &STEP,
    &BRANCH,
    &CREATE_TASK,
    &CREATE_EVENT,
    &CREATE,
    &UPDATE,
    &CALL_FLOW,
    &CHATTER,
    &NOTIFY,
    &CADENCE,
];

/// Words that people write for a key of another name, with the keys that they may mean.
pub const MEANT: &[(&str, &[&str])] = &[
    ("actions", &["steps", "then"]),
    ("body", &["text", "description"]),
    ("case", &["when"]),
    ("comments", &["description"]),
    ("condition", &["when", "if", "where"]),
    ("conditions", &["when", "if", "where"]),
    ("default", &["otherwise"]),
    ("do", &["then", "steps"]),
    ("due_date", &["due"]),
    ("elif", &["when"]),
    ("else", &["otherwise"]),
    ("event", &["create_event"]),
    ("fields", &["set"]),
    ("filter", &["where"]),
    ("if", &["when", "where"]),
    ("message", &["body", "text", "log"]),
    ("otherwise", &["else"]),
    ("post", &["chatter"]),
    ("recipient", &["to"]),
    ("schedule", &["every"]),
    ("sort", &["order"]),
    ("steps", &["then"]),
    ("subflow", &["call_flow"]),
    ("subject", &["title"]),
    ("switch", &["choose"]),
    ("task", &["create_task"]),
    ("text", &["body"]),
    ("title", &["subject"]),
    ("values", &["picklist", "set"]),
];

impl Block {
    /// The key of this block that a word of no key may mean.
    pub fn meant(&self, word: &str) -> Option<&'static str> {
        let (_, keys) = MEANT.iter().find(|(wrong, _)| wrong.eq_ignore_ascii_case(word))?;
        keys.iter().copied().find(|key| self.key(key).is_some())
    }

    /// A key of this block.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// The blocks of the same language that have a key of this name.
    pub fn with_key(&self, name: &str) -> impl Iterator<Item = &'static Block> {
        let languages = [BLOCKS, SCENARIO_BLOCKS];
        let own = languages.into_iter().find(|blocks| blocks.iter().any(|each| std::ptr::eq(*each, self)));
        own.unwrap_or(BLOCKS).iter().copied().filter(move |block| block.key(name).is_some())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn rules_name_keys_of_their_block() {
        for block in BLOCKS.iter().chain(SCENARIO_BLOCKS) {
            let names: BTreeSet<&str> = block.keys.iter().map(|key| key.name).collect();
            assert_eq!(names.len(), block.keys.len(), "a key of `{}` is there twice", block.name);
            assert!(block.one_of.iter().all(|name| names.contains(name)), "{}", block.name);
            assert!(
                block.keys.iter().filter_map(|key| key.beside).all(|name| names.contains(name)),
                "{}",
                block.name
            );
        }
    }

    #[test]
    fn every_block_that_is_named_is_listed() {
        let all: Vec<&Block> = BLOCKS.iter().chain(SCENARIO_BLOCKS).copied().collect();
        let named = all.iter().flat_map(|block| block.keys).filter_map(|key| match &key.kind {
            Kind::Block(block) | Kind::Blocks(block) | Kind::List(block) => Some(*block),
            _ => None,
        });
        for block in named {
            assert!(all.iter().any(|each| std::ptr::eq(*each, block)), "{}", block.name);
        }
    }

    #[test]
    fn descriptions_are_sentences_on_one_line() {
        let about = BLOCKS
            .iter()
            .chain(SCENARIO_BLOCKS)
            .flat_map(|block| std::iter::once(block.about).chain(block.keys.iter().map(|key| key.about)));
        for text in about {
            assert!(text.ends_with('.') && text.chars().count() <= 110, "{text}");
        }
    }
}
