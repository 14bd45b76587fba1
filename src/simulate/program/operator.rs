//! Operators of conditions and filters, and of assignments.

/// Compares. Source: Metadata API 66.0, `FlowComparisonOperator`; those of screens and waits are not among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    EqualTo,
    NotEqualTo,
    GreaterThan,
    GreaterThanOrEqualTo,
    LessThan,
    LessThanOrEqualTo,
    Contains,
    StartsWith,
    EndsWith,
    In,
    NotIn,
    IsNull,
    IsBlank,
    IsEmpty,
    IsChanged,
    WasSet,
    WasVisited,
}

const OPERATORS: &[(&str, Operator)] = &[
    ("Contains", Operator::Contains),
    ("EndsWith", Operator::EndsWith),
    ("EqualTo", Operator::EqualTo),
    ("GreaterThan", Operator::GreaterThan),
    ("GreaterThanOrEqualTo", Operator::GreaterThanOrEqualTo),
    ("In", Operator::In),
    ("IsBlank", Operator::IsBlank),
    ("IsChanged", Operator::IsChanged),
    ("IsEmpty", Operator::IsEmpty),
    ("IsNull", Operator::IsNull),
    ("LessThan", Operator::LessThan),
    ("LessThanOrEqualTo", Operator::LessThanOrEqualTo),
    ("NotEqualTo", Operator::NotEqualTo),
    ("NotIn", Operator::NotIn),
    ("StartsWith", Operator::StartsWith),
    ("WasSet", Operator::WasSet),
    ("WasVisited", Operator::WasVisited),
];

impl Operator {
    pub(crate) fn named(name: &str) -> Option<Self> {
        OPERATORS.iter().find(|(each, _)| *each == name).map(|(_, operator)| *operator)
    }
}

/// Assigns. Source: Metadata API 66.0, `FlowAssignmentOperator`; those of stages are not among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Assign,
    Add,
    Subtract,
    AddAtStart,
    AddItem,
    AssignCount,
    RemoveAll,
    RemoveFirst,
    RemovePosition,
    RemoveBeforeFirst,
    RemoveAfterFirst,
    RemoveUncommon,
}

const CHANGES: &[(&str, Change)] = &[
    ("Add", Change::Add),
    ("AddAtStart", Change::AddAtStart),
    ("AddItem", Change::AddItem),
    ("Assign", Change::Assign),
    ("AssignCount", Change::AssignCount),
    ("RemoveAfterFirst", Change::RemoveAfterFirst),
    ("RemoveAll", Change::RemoveAll),
    ("RemoveBeforeFirst", Change::RemoveBeforeFirst),
    ("RemoveFirst", Change::RemoveFirst),
    ("RemovePosition", Change::RemovePosition),
    ("RemoveUncommon", Change::RemoveUncommon),
    ("Subtract", Change::Subtract),
];

impl Change {
    pub(crate) fn named(name: &str) -> Option<Self> {
        CHANGES.iter().find(|(each, _)| *each == name).map(|(_, change)| *change)
    }
}
