//! The table of diagnostics: one row each. A row names its page in `docs/diagnostics/`, which must exist.

use super::{Rule, Severity};

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident;)*) => {
        /// Which mistake a message is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the page of each says what it is")]
        pub enum Code { $($variant,)* Rule(&'static Rule), }

        impl Code {
            /// Every code of the table, in its order.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// Its name in words, never used again for something else.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* Code::Rule(rule) => rule.name }
            }

            /// How much it weighs.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* Code::Rule(rule) => rule.severity }
            }

            /// Its page: what it means, a wrong spec and a mended one.
            pub fn page(self) -> &'static str {
                match self {
                    $(Code::$variant => include_str!(concat!("../../docs/diagnostics/", $name, ".md")),)*
                    Code::Rule(rule) => rule.page,
                }
            }
        }
    };
}

codes! {
    // The text of the spec (source, spec).
    ColonInValue "colon-in-value" Error;
    ConflictingKeys "conflicting-keys" Error;
    ControlCharacter "control-character" Error;
    DirectionMark "direction-mark" Error;
    DuplicateKey "duplicate-key" Error;
    EmptyList "empty-list" Error;
    EmptySpec "empty-spec" Error;
    EmptyValue "empty-value" Error;
    EqualsSignInCondition "equals-sign-in-condition" Error;
    HashInValue "hash-in-value" Error;
    MalformedChoice "malformed-choice" Error;
    MalformedDate "malformed-date" Error;
    MalformedDue "malformed-due" Error;
    MalformedDuration "malformed-duration" Error;
    MalformedName "malformed-name" Error;
    MalformedNumber "malformed-number" Error;
    MalformedOrder "malformed-order" Error;
    MalformedPrefix "malformed-prefix" Error;
    MalformedSchedule "malformed-schedule" Error;
    MergeFieldNotMerged "merge-field-not-merged" Error;
    MergeFieldUnquoted "merge-field-unquoted" Error;
    MissingKey "missing-key" Error;
    NumberOutOfRange "number-out-of-range" Error;
    OtherwiseNotLast "otherwise-not-last" Error;
    SeveralDocuments "several-documents" Error;
    SignAtStart "sign-at-start" Error;
    SpecTooBig "spec-too-big" Error;
    TabIndentation "tab-indentation" Error;
    TextAfterQuote "text-after-quote" Error;
    UnknownApiVersion "unknown-api-version" Error;
    UnknownEdition "unknown-edition" Error;
    UnknownKey "unknown-key" Error;
    UnknownWord "unknown-word" Error;
    UnquotedInBraces "unquoted-in-braces" Error;
    WrongKind "wrong-kind" Error;
    YamlAnchor "yaml-anchor" Error;
    YamlMergeKey "yaml-merge-key" Error;
    YamlSyntax "yaml-syntax" Error;
    YamlTag "yaml-tag" Error;
    YesOrNo "yes-or-no" Error;
    // Metadata files (xml, flow).
    FlowSchema "flow-schema" Error;
    XmlSyntax "xml-syntax" Error;
    // Formulas (formula).
    ArgumentCount "argument-count" Error;
    FormulaSyntax "formula-syntax" Error;
    FunctionNotInFlows "function-not-in-flows" Error;
    MergeField "merge-field" Error;
    MergeFieldInFormula "merge-field-in-formula" Error;
    NoValue "no-value" Error;
    TypeMismatch "type-mismatch" Error;
    UnknownFunction "unknown-function" Error;
    // The team's own metadata (org).
    OrgUnreadable "org-unreadable" Error;
    // Names, types and meaning (check).
    ApiNameNeeded "api-name-needed" Error;
    BlankNotDecided "blank-not-decided" Error;
    CannotBeSet "cannot-be-set" Error;
    CorrectionCountsTwice "correction-counts-twice" Note;
    DuplicateDisposition "duplicate-disposition" Error;
    DuplicateName "duplicate-name" Error;
    EventDuration "event-duration" Error;
    EveryCallOverwrites "every-call-overwrites" Error;
    FieldDiffers "field-differs" Error;
    FieldNotOnBoth "field-not-on-both" Error;
    FilterShape "filter-shape" Error;
    FormulaTooLong "formula-too-long" Error;
    IllegalFieldName "illegal-field-name" Error;
    LookedUpTwice "looked-up-twice" Error;
    MissingField "missing-field" Error;
    NameTooLong "name-too-long" Error;
    NotACounter "not-a-counter" Error;
    NotFilterable "not-filterable" Error;
    NotInScope "not-in-scope" Error;
    NumberTooLong "number-too-long" Error;
    OtherwiseMissing "otherwise-missing" Error;
    OverlappingBranches "overlapping-branches" Error;
    OwnFlow "own-flow" Error;
    OwnerMissing "owner-missing" Error;
    PathTooLong "path-too-long" Error;
    ReadOnlyField "read-only-field" Error;
    ReadsOldValue "reads-old-value" Error;
    ReadsPendingField "reads-pending-field" Error;
    ReservedName "reserved-name" Error;
    RunLoop "run-loop" Error;
    RunNotLast "run-not-last" Error;
    SetAfterCallFlow "set-after-call-flow" Error;
    SetTwice "set-twice" Error;
    SetsDisposition "sets-disposition" Error;
    SettingUnit "setting-unit" Error;
    SimilarFeature "similar-feature" Warning;
    TextTooLong "text-too-long" Error;
    UncoveredValues "uncovered-values" Error;
    UnknownField "unknown-field" Error;
    UnknownFlow "unknown-flow" Error;
    UnknownFlowVariable "unknown-flow-variable" Error;
    UnknownObject "unknown-object" Error;
    UnknownOutcome "unknown-outcome" Error;
    UnknownPicklistValue "unknown-picklist-value" Error;
    UnknownRecord "unknown-record" Error;
    UnknownSetting "unknown-setting" Error;
    UnreachableBranch "unreachable-branch" Error;
    UnreachableStep "unreachable-step" Error;
    UnreadableField "unreadable-field" Error;
    UnusedAlternative "unused-alternative" Error;
    UnusedOutcome "unused-outcome" Error;
    UnusualPicklistValue "unusual-picklist-value" Warning;
    UpdatedTwice "updated-twice" Error;
    UselessOrder "useless-order" Error;
    WrongDisposition "wrong-disposition" Error;
    WrongRecord "wrong-record" Error;
    WrongReference "wrong-reference" Error;
    // Scenarios (scenario).
    ScenarioFailed "scenario-failed" Error;
    // Several specs of one run (compile).
    ClaimedTwice "claimed-twice" Error;
}

impl Code {
    /// The code of the table that has a name.
    pub fn named(name: &str) -> Option<Code> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}
