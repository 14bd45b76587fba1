//! The API names of flows: legal, short enough, and each one's own.

use super::formulas::Report;
use super::names::{self, LONGEST_FLOW_NAME, LONGEST_LABEL};
use crate::diag::{Code, Diagnostic};
use crate::source::{Span, Spanned};
use std::collections::BTreeMap;

/// The flows that every program has, or that its outcomes may be: what stands behind the prefix, and what it is.
pub(super) const HELPERS: &[(&str, &str)] = &[
    ("Call_Router", "the router"),
    ("Cadence", "a helper"),
    ("Cadence_Assign", "a helper"),
    ("Cadence_Event", "a helper"),
    ("Cadence_Pause", "a helper"),
    ("Cadence_Remove", "a helper"),
    ("Cadence_Resume", "a helper"),
    ("Log", "a helper"),
    ("No_Person", "the flow of calls without a person"),
    ("Notify", "a helper"),
    ("Save_Person", "a helper"),
    ("Unrecognized", "the flow of other dispositions"),
];

/// The name of an outcome or monitor, and its own API name if it says one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<'s> {
    /// `outcome` or `monitor`.
    pub(super) kind: &'static str,
    /// Its name in words.
    pub(super) name: &'s Spanned<String>,
    /// `api_name:`
    pub(super) api_name: Option<&'s Spanned<String>>,
}

/// The flows that have a name already.
#[derive(Debug)]
pub(super) struct Claims {
    /// By the lower case of the API name.
    taken: BTreeMap<String, Owner>,
}

/// Whose a name is.
#[derive(Debug)]
struct Owner {
    /// The API name.
    flow: String,
    /// `the outcome `Connected``
    what: String,
    /// Where it is declared; `None` for what every program has.
    span: Option<Span>,
}

impl Claims {
    /// Those of a program with this prefix that raises these counters, each of which may need a helper.
    pub(super) fn new<'c>(prefix: &str, counters: impl Iterator<Item = &'c str>) -> Self {
        let helpers = HELPERS.iter().map(|(name, what)| ((*name).to_owned(), *what));
        let counting = counters.map(|counter| {
            let field = counter.rsplit('.').next().unwrap_or(counter);
            (format!("Raised_{}", field.strip_suffix("__c").unwrap_or(field)), "a helper")
        });
        let owners = helpers.chain(counting).map(|(name, what)| {
            let flow = format!("{prefix}_{name}");
            (flow.to_lowercase(), Owner { flow, what: what.to_owned(), span: None })
        });
        Self { taken: owners.collect() }
    }

    /// The flows of the program by API name, with what each is.
    pub(super) fn flows(self) -> BTreeMap<String, String> {
        self.taken.into_values().map(|owner| (owner.flow, owner.what)).collect()
    }

    /// The part behind the prefix that an outcome or monitor gives its flows.
    pub(super) fn stem(&self, words: Words<'_>, report: &mut Report<'_>) -> Option<String> {
        if let Some(api_name) = words.api_name {
            return Some(api_name.value.clone());
        }
        let stem = names::from_words(&words.name.value);
        if stem.is_none() {
            let message =
                format!("the {} `{}` has no letter that an API name can hold", words.kind, words.name.value);
            let help = "give it one with `api_name:`, as in `api_name: Voicemail_Left`";
            report.push(
                Diagnostic::new(Code::ApiNameNeeded, words.name.span, message)
                    .label("no API name")
                    .help(help),
            );
        }
        stem
    }

    /// Claims the name of a flow, whose label is `label`.
    pub(super) fn claim(
        &mut self,
        flow: &str,
        label: &str,
        words: Words<'_>,
        report: &mut Report<'_>,
    ) -> Option<()> {
        let span = words.api_name.map_or(words.name.span, |api_name| api_name.span);
        let what = format!("the {} `{}`", words.kind, words.name.value);
        if flow.len() > LONGEST_FLOW_NAME || label.chars().count() > LONGEST_LABEL {
            let message = format!(
                "{what} has a name that is too long for a flow: `{flow}` has {} characters",
                flow.len()
            );
            let help = format!(
                "give it a shorter name with `api_name:`, of at most {LONGEST_FLOW_NAME} with the prefix"
            );
            report.push(Diagnostic::new(Code::NameTooLong, span, message).label("too long").help(help));
            return None;
        }
        let key = flow.to_lowercase();
        if let Some(owner) = self.taken.get(&key) {
            report.push(taken(&what, span, flow, owner));
            return None;
        }
        self.taken.insert(key, Owner { flow: flow.to_owned(), what, span: Some(span) });
        Some(())
    }
}

fn taken(what: &str, span: Span, flow: &str, owner: &Owner) -> Diagnostic {
    let message = match owner.span {
        Some(_) => format!("{what} and {} would both be the flow `{flow}`", owner.what),
        None => {
            format!("{what} would be the flow `{}`, which is {} of every program", owner.flow, owner.what)
        }
    };
    let diagnostic = Diagnostic::new(Code::DuplicateName, span, message).label("taken");
    match owner.span {
        Some(before) => {
            diagnostic.related(before, owner.what.clone()).help("give one of them another `api_name:`")
        }
        None => diagnostic.help("give it another name, or one with `api_name:`"),
    }
}
