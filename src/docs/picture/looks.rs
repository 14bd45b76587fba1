//! How kinds of elements look: their names, tones and signs, as users of Flow Builder know them.

use crate::flow::ElementKind;

/// The look of a kind of element.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::docs) struct Look {
    /// Its tag in the file.
    tag: &'static str,
    /// What Flow Builder calls it.
    pub(in crate::docs) name: &'static str,
    /// The class of its colour.
    pub(super) tone: &'static str,
    /// Its sign, as an SVG path in a square of 20.
    pub(super) sign: &'static str,
    /// What Mermaid draws it as.
    pub(in crate::docs) shape: Shape,
}

/// A shape of Mermaid's flowcharts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::docs) enum Shape {
    Box,
    Diamond,
    Records,
    Call,
    Rounded,
}

const fn look(
    tag: &'static str,
    (name, tone): (&'static str, &'static str),
    shape: Shape,
    sign: &'static str,
) -> Look {
    Look { tag, name, tone, sign, shape }
}

const BOX: &str = "M4 5h12v10H4zM4 8.5h12";
const FLASH: &str = "M11.5 2.5 5 11h4.5L8.5 17.5 15 9h-4.5z";

/// The start.
pub(in crate::docs) static START: Look =
    look("start", ("Start", "start"), Shape::Rounded, "M7 4.5v11l9-5.5z");

/// An element of a kind that is not in the table.
static ANY: Look = look("", ("Element", "logic"), Shape::Box, BOX);

static LOOKS: &[Look] = &[
    look("actionCalls", ("Action", "action"), Shape::Call, FLASH),
    look("apexPluginCalls", ("Apex Plug-in", "action"), Shape::Call, FLASH),
    look("assignments", ("Assignment", "assign"), Shape::Box, "M4.5 7.5h11M4.5 12.5h11"),
    look("collectionProcessors", ("Collection", "logic"), Shape::Box, "M3.5 5h13M6 10h8M8.5 15h3"),
    look("customErrors", ("Custom Error", "error"), Shape::Box, "M10 3.5v8.5M10 15v1.5"),
    look("decisions", ("Decision", "decision"), Shape::Diamond, "M10 16v-5M10 11 5.5 5.5M10 11l4.5-5.5"),
    look("loops", ("Loop", "logic"), Shape::Rounded, "M15 7.5A5.8 5.8 0 1 0 15.8 10M15.5 4v4h-4"),
    look("orchestratedStages", ("Stage", "screen"), Shape::Box, BOX),
    look("recordCreates", ("Create Records", "data"), Shape::Records, "M10 4v12M4 10h12"),
    look(
        "recordDeletes",
        ("Delete Records", "data"),
        Shape::Records,
        "M4 6h12M8 6V4h4v2M5.5 6l1 10.5h7l1-10.5",
    ),
    look(
        "recordLookups",
        ("Get Records", "data"),
        Shape::Records,
        "M8.5 4a4.5 4.5 0 1 0 .01 0M12 12l4.5 4.5",
    ),
    look(
        "recordRollbacks",
        ("Roll Back Records", "data"),
        Shape::Records,
        "M5 8h7a3.5 3.5 0 0 1 0 7H7M8 4.5 4.5 8 8 11.5",
    ),
    look("recordUpdates", ("Update Records", "data"), Shape::Records, "M4 16l1-4 8-8 3 3-8 8z"),
    look("screens", ("Screen", "screen"), Shape::Box, BOX),
    look("steps", ("Step", "screen"), Shape::Box, BOX),
    look("subflows", ("Subflow", "subflow"), Shape::Call, "M4 4h7v7H4zM9 14v2h7V9h-2"),
    look("transforms", ("Transform", "logic"), Shape::Box, "M4 7h10l-3-3M16 13H6l3 3"),
    look("waits", ("Wait", "logic"), Shape::Rounded, "M10 3.5a6.5 6.5 0 1 0 .01 0M10 6v4.5l3 2"),
];

/// The look of an element.
pub(in crate::docs) fn of(kind: &ElementKind) -> &'static Look {
    LOOKS.iter().find(|look| look.tag == kind.tag()).unwrap_or(&ANY)
}

/// What an element works on, in a few words: an object, a flow, an action.
pub(in crate::docs) fn subject(kind: &ElementKind) -> &str {
    match kind {
        ElementKind::ActionCall(it) => &it.action_name,
        ElementKind::CollectionProcessor(it) => &it.collection,
        ElementKind::Loop(it) => &it.collection,
        ElementKind::RecordCreate(it) => of_records(it.object.as_deref(), it.input_reference.as_deref()),
        ElementKind::RecordDelete(it) => of_records(it.object.as_deref(), it.input_reference.as_deref()),
        ElementKind::RecordLookup(it) => &it.object,
        ElementKind::RecordUpdate(it) => of_records(it.object.as_deref(), it.input_reference.as_deref()),
        ElementKind::Subflow(it) => &it.flow_name,
        ElementKind::Assignment(_)
        | ElementKind::CustomError(_)
        | ElementKind::Decision(_)
        | ElementKind::Transform(_)
        | ElementKind::Other(_) => "",
    }
}

fn of_records<'a>(object: Option<&'a str>, reference: Option<&'a str>) -> &'a str {
    object.or(reference).unwrap_or_default()
}
