//! The table of the language of scenarios: its blocks and their keys, as [`keys`](super::keys) has those of specs.

use super::keys::{Block, CADENCE_DISPOSITIONS, CADENCE_EVENTS, Key, Kind, optional, required};
use super::model::Unit;

const WAITS: &[Unit] = &[Unit::Minutes, Unit::Hours, Unit::Days, Unit::BusinessDays, Unit::Weeks];
const TALKS: &[Unit] = &[Unit::Seconds, Unit::Minutes];
const LENGTHS: &[Unit] = &[Unit::Minutes, Unit::Hours];

/// The most records that one line stands for.
const MOST: u32 = 2000;

const CALL_KEY: Key = optional("call", Kind::Block(&CALL), "A call that is saved.");
const CALLS_KEY: Key = optional("calls", Kind::List(&CALL), "Calls that are saved together.");
const CORRECT_KEY: Key =
    optional("correct", Kind::Block(&CORRECTION), "A call of before that is saved with other values.");
const RUN_KEY: Key = optional("run", Kind::Text, "A monitor that runs, by its name in the spec.");
const FAIL_KEY: Key =
    optional("fail", Kind::Faults, "Steps that fail, by their labels in Flow Builder, and what they say.");
const EXPECT_KEY: Key =
    optional("expect", Kind::Expect, "All that happens; what is not named must not happen.");
const TIMES_KEY: Key = optional("times", Kind::Whole(1, MOST), "How many of it; one if not said.");

/// The whole file.
pub static SCENARIOS: Block = Block {
    name: "file of scenarios",
    about: "What the program is seen to do, call by call.",
    one_of: &[],
    keys: &[
        required("now", Kind::Instant, "When every scenario begins."),
        optional("time_zone", Kind::Text, "The running user's, as in `Europe/Berlin`; `UTC` if not said."),
        required("given", Kind::Records, "Who and what is there in every scenario."),
        optional(
            "every_call",
            Kind::Literals,
            "What every call makes of the fields of its person, unless `expect` says otherwise.",
        ),
        required("scenarios", Kind::Blocks(&SCENARIO), "The scenarios, each by the sentence that it shows."),
    ],
};

/// One of `scenarios`
pub static SCENARIO: Block = Block {
    name: "scenario",
    about: "Something that happens, and all that follows from it.",
    one_of: &["call", "calls", "correct", "run", "steps"],
    keys: &[
        optional("now", Kind::Instant, "When it begins, if at another time than the others."),
        optional("given", Kind::MoreRecords, "What else is there, or has other values than in the others."),
        CALL_KEY,
        CALLS_KEY,
        CORRECT_KEY,
        RUN_KEY,
        optional("steps", Kind::List(&HAPPENING), "Several things that happen, one after the other."),
        FAIL_KEY,
        EXPECT_KEY,
    ],
};

/// One entry of `steps`
pub static HAPPENING: Block = Block {
    name: "happening",
    about: "One of several things that happen one after the other.",
    one_of: &["call", "calls", "correct", "run"],
    keys: &[
        optional("after", Kind::Duration(WAITS), "How much time passes before it."),
        CALL_KEY,
        CALLS_KEY,
        CORRECT_KEY,
        RUN_KEY,
        FAIL_KEY,
        optional("expect", Kind::Expect, "All that has happened since the last `expect`."),
    ],
};

const DISPOSITION_KEY: Key = optional("disposition", Kind::Text, "What the rep selects.");
const BY_KEY: Key = optional("by", Kind::RecordName, "Who calls; the first User of `given` if not said.");
const TALK_KEY: Key = optional("duration", Kind::Duration(TALKS), "How long they talk.");
const ABOUT_KEY: Key = optional("about", Kind::RecordName, "The record that the call is related to.");
const NOTES_KEY: Key = optional("notes", Kind::Lines, "The rep's comments.");
const SET_KEY: Key = optional("set", Kind::Literals, "Other fields and their values.");

/// `call`
pub static CALL: Block = Block {
    name: "call",
    about: "A call, complete and saved as the phone system does it.",
    one_of: &[],
    keys: &[
        required("to", Kind::RecordName, "The person who is called, or `nobody`."),
        DISPOSITION_KEY,
        BY_KEY,
        TALK_KEY,
        ABOUT_KEY,
        NOTES_KEY,
        SET_KEY,
        optional("name", Kind::Text, "A name for it, for `correct`."),
        optional("times", Kind::Whole(1, MOST), "So many calls, each to a person of its own who is alike."),
    ],
};

/// `correct`
pub static CORRECTION: Block = Block {
    name: "correct",
    about: "A call of before is saved again, with these values.",
    one_of: &[],
    keys: &[
        optional("call", Kind::RecordName, "Its name; the last call if not said."),
        optional("to", Kind::RecordName, "The person who was called."),
        DISPOSITION_KEY,
        BY_KEY,
        TALK_KEY,
        ABOUT_KEY,
        NOTES_KEY,
        SET_KEY,
    ],
};

/// `expect`
pub static EXPECT: Block = Block {
    name: "expect",
    about: "All that happens: `nothing`, or these keys. What is not named must not happen.",
    one_of: &[],
    keys: &[
        optional("changed", Kind::Changed, "Records that are there, and the values that their fields get."),
        optional("tasks", Kind::List(&TASK), "Tasks that are created."),
        optional("events", Kind::List(&EVENT), "Events that are created."),
        optional("created", Kind::List(&CREATED), "Other records that are created."),
        optional("posts", Kind::List(&POST), "What is posted to Chatter."),
        optional("notifications", Kind::List(&NOTIFICATION), "Who is notified of what."),
        optional("cadence", Kind::List(&CADENCE_STEP), "What happens in Sales Engagement."),
        optional("actions", Kind::List(&ACTION), "Other actions that are called."),
        optional("log", Kind::List(&LOG_LINE), "Lines that are written into the log."),
        optional("refused", Kind::Text, "The save is refused, with these words in its reason."),
        optional("at_most", Kind::Block(&BUDGET), "What a transaction may use of the platform's limits."),
    ],
};

const OWNER_KEY: Key = optional("owner", Kind::RecordName, "Who gets it; who called if not said.");
const PERSON_KEY: Key = optional("person", Kind::RecordName, "Whom it is about; who was called if not said.");
const RELATED_KEY: Key = optional(
    "related_to",
    Kind::RecordName,
    "The record that it is related to, or `nothing`; what the call is about if not said.",
);
const SUBJECT_KEY: Key = required("subject", Kind::Lines, "Its subject.");

/// One of `tasks`
pub static TASK: Block = Block {
    name: "task",
    about: "A task that is created; what is not said is as the platform sets it.",
    one_of: &[],
    keys: &[
        SUBJECT_KEY,
        optional("due", Kind::Day, "Its due date."),
        OWNER_KEY,
        PERSON_KEY,
        RELATED_KEY,
        optional("priority", Kind::Text, "Its priority."),
        optional("status", Kind::Text, "Its status."),
        optional("type", Kind::Text, "Its type."),
        optional("description", Kind::Lines, "Its comments."),
        optional("reminder", Kind::Moment, "When its owner is reminded."),
        SET_KEY,
        TIMES_KEY,
    ],
};

/// One of `events`
pub static EVENT: Block = Block {
    name: "event",
    about: "An event that is created; what is not said is as the platform sets it.",
    one_of: &["day", "start"],
    keys: &[
        SUBJECT_KEY,
        optional("day", Kind::Day, "Its day, where it takes the whole of it."),
        optional("start", Kind::Moment, "Its beginning."),
        optional("duration", Kind::Duration(LENGTHS), "How long it is; 30 minutes if not said.")
            .beside("start"),
        OWNER_KEY,
        PERSON_KEY,
        RELATED_KEY,
        optional("description", Kind::Lines, "Its description."),
        optional("location", Kind::Text, "Where it is."),
        SET_KEY,
        TIMES_KEY,
    ],
};

/// One of `created`
pub static CREATED: Block = Block {
    name: "created",
    about: "A record that is created; what is not said is as the platform sets it.",
    one_of: &[],
    keys: &[
        required("object", Kind::Name, "Its object."),
        required("set", Kind::Literals, "Its fields and their values."),
        optional("name", Kind::Text, "A name for it, for the rest of the scenario."),
        TIMES_KEY,
    ],
};

/// One of `posts`
pub static POST: Block = Block {
    name: "post",
    about: "What is posted to Chatter.",
    one_of: &[],
    keys: &[
        required("to", Kind::RecordName, "The record or user whose feed it is posted to."),
        required("text", Kind::Lines, "What it says."),
        TIMES_KEY,
    ],
};

/// One of `notifications`
pub static NOTIFICATION: Block = Block {
    name: "notification",
    about: "A notification that is sent.",
    one_of: &[],
    keys: &[
        required("to", Kind::RecordName, "Who gets it."),
        optional("about", Kind::RecordName, "The record that it opens; who was called if not said."),
        required("title", Kind::Text, "Its title."),
        required("body", Kind::Lines, "What it says."),
        TIMES_KEY,
    ],
};

/// One of `cadence`
pub static CADENCE_STEP: Block = Block {
    name: "cadence",
    about: "What happens to a person in its sales cadence.",
    one_of: &["event", "remove"],
    keys: &[
        optional(
            "event",
            Kind::OneOf(CADENCE_EVENTS),
            "What happens to the step at which the person stands.",
        ),
        optional(
            "remove",
            Kind::OneOf(CADENCE_DISPOSITIONS),
            "The person is taken out, with this disposition.",
        ),
        PERSON_KEY,
        TIMES_KEY,
    ],
};

/// One of `actions`
pub static ACTION: Block = Block {
    name: "action",
    about: "An action that is called.",
    one_of: &[],
    keys: &[
        required("action", Kind::Text, "Its name."),
        optional("inputs", Kind::Literals, "All its inputs; those that have no value are left out."),
        TIMES_KEY,
    ],
};

/// One of `log`
pub static LOG_LINE: Block = Block {
    name: "log",
    about: "A line that is written into the log.",
    one_of: &["note", "fault"],
    keys: &[
        optional("note", Kind::Lines, "What the program says."),
        optional("fault", Kind::Lines, "What a step that failed says."),
        optional("step", Kind::Text, "The label of the step; the one that says so under `fail`, else any."),
        PERSON_KEY,
        optional(
            "about",
            Kind::RecordName,
            "The record that the flow ran for; the call, or else the person, if not said.",
        ),
        TIMES_KEY,
    ],
};

/// `at_most`
pub static BUDGET: Block = Block {
    name: "at_most",
    about: "What a transaction may use of the platform's limits.",
    one_of: &[],
    keys: &[
        optional("soql", Kind::Whole(0, 100), "Queries, of 100."),
        optional("dml", Kind::Whole(0, 150), "Saves, of 150."),
    ],
};

/// Every block, the whole file first.
pub static SCENARIO_BLOCKS: &[&Block] = &[
    &SCENARIOS,
    &SCENARIO,
    &HAPPENING,
    &CALL,
    &CORRECTION,
    &EXPECT,
    &TASK,
    &EVENT,
    &CREATED,
    &POST,
    &NOTIFICATION,
    &CADENCE_STEP,
    &ACTION,
    &LOG_LINE,
    &BUDGET,
];
