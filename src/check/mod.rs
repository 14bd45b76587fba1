//! Names, types and meaning: from a [`Spec`] to a [`Program`], or to messages.
//!
//! The last room that may refuse: behind it nothing fails.

mod alternatives;
mod blanks;
mod calls;
mod claims;
mod counters;
mod cover;
mod expressions;
mod fields;
mod formulas;
mod history;
mod monitors;
pub mod names;
mod outcomes;
mod parts;
mod paths;
mod person;
mod picklists;
pub mod program;
mod queries;
mod reads;
mod records;
mod scope;
mod steps;
mod texts;
mod units;
mod values;
mod walk;
mod world;
mod written;

pub use parts::{Detail, Need, Parts, looked_for};
pub use program::*;
pub use world::never_blank;
pub use written::written_date;

use crate::diag::{Code, Diagnostic, Sink, nearest};
use crate::org::Org;
use crate::spec::{Spec, Status};
use claims::Claims;
use formulas::{Report, Unread};
use paths::Common;
use std::collections::BTreeSet;
use world::{CallFrame, Frame, World};

/// The API version of a program that says none.
const API_VERSION: &str = "66.0";

/// Checks a spec against an org. Every mistake goes to `sink`; with an error there is no program.
///
/// Where reading found errors (they are in `sink` already), nothing is said of what may only be missing for them.
///
/// `spec_path` is the spec's path as given, for the generated descriptions.
pub fn check(spec: &Spec, org: &Org, spec_path: &str, sink: &mut Sink) -> Option<Program> {
    let unread = Unread::of(spec, sink);
    let mut report = Report { sink, check_in_org: BTreeSet::new(), left_out: Vec::new(), unread };
    let program = program(spec, org, spec_path, &mut report);
    let right = !report.sink.has_errors();
    program.filter(|_| right)
}

fn program(spec: &Spec, org: &Org, spec_path: &str, report: &mut Report<'_>) -> Option<Program> {
    let prefix = spec.prefix.as_ref().map_or("", |prefix| &prefix.value);
    let mut world = World::new(org.clone());
    let mut fields = fields::declare(&spec.fields, &mut world, report);
    let counters = outcomes::blocks(spec).flat_map(walk::increments).map(|counter| counter.value.as_str());
    let mut claims = Claims::new(prefix, counters);
    let flows = outcomes::claim(spec, prefix, &mut claims, report);
    let claimed = monitors::claim(&spec.monitors, prefix, &mut world, &mut claims, &mut fields, report);
    furnish(spec, &mut world, claims, report);
    let calls = spec.calls.as_ref();
    let gate = calls.and_then(|calls| calls::gate(calls, &world, report));
    outcomes::judge_dispositions(spec, &world, report);
    let frame = Frame::Call(CallFrame { person: true, dispositions: None });
    let records = records::look_ups(&spec.records, &world.records, &world, frame, report);
    let every_call = outcomes::every_call(spec, &world, report);
    let mut outcomes = outcomes::outcomes(spec, prefix, flows, &world, report);
    let common = Common { records: &records, every_call: &every_call, subject: None };
    let order = paths::judge_outcomes(&outcomes, common, report);
    outcomes::judge_every_call(&every_call, &outcomes, report);
    if let Some(order) = order.filter(|_| gate.as_ref().is_some_and(|gate| gate.rerun)) {
        counters::fill(&mut outcomes, &order, report);
    }
    let monitors = monitors::monitors(&claimed, &world, report);
    Some(Program {
        name: spec.program.as_ref()?.value.clone(),
        prefix: spec.prefix.as_ref()?.value.clone(),
        api_version: spec.api_version.as_ref().map_or(API_VERSION, |version| &version.value).to_owned(),
        status: match spec.status.as_ref().map(|status| status.value) {
            Some(Status::Draft) => "Draft",
            Some(Status::Active) | None => "Active",
        },
        spec_path: spec_path.replace('\\', "/"),
        gate: gate?,
        fields,
        records,
        every_call,
        outcomes,
        monitors,
        left_out: std::mem::take(&mut report.left_out),
        check_in_org: std::mem::take(&mut report.check_in_org).into_iter().collect(),
    })
}

/// Puts into the world what formulas and steps name.
fn furnish<'s>(spec: &'s Spec, world: &mut World<'s>, claims: Claims, report: &mut Report<'_>) {
    world.own_flows = claims.flows();
    world.settings = spec.settings.iter().map(|setting| (setting.name.value.as_str(), setting)).collect();
    world.features = spec.features.iter().map(|feature| feature.value.as_str()).collect();
    world.outcomes =
        spec.outcomes.iter().enumerate().map(|(at, outcome)| (outcome.name.value.as_str(), at)).collect();
    let disposition = spec.calls.as_ref().and_then(|calls| calls.disposition.as_ref());
    world.disposition = disposition.and_then(|name| calls::disposition(name, world, report));
    world.possible_records = spec.possible_records.iter().map(String::as_str).collect();
    world.records = records::names(&spec.records, outcomes::blocks(spec), &[], world, report);
    judge_features(spec, report);
}

/// Warns of a feature that is almost one that the language knows.
fn judge_features(spec: &Spec, report: &mut Report<'_>) {
    for feature in &spec.features {
        let near = nearest(&feature.value, [steps::SALES_ENGAGEMENT]);
        if let Some(near) = near.filter(|near| *near != feature.value) {
            let message = format!("`{}` is no feature that the language knows", feature.value);
            let diagnostic = Diagnostic::new(Code::SimilarFeature, feature.span, message);
            report.push(diagnostic.suggest(Some(near)));
        }
    }
}

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
