//! `monitors:` flows that run on a schedule.

use super::claims::{Claims, Words};
use super::formulas::{Checker, Report};
use super::names::{LONGEST_DESCRIPTION, LONGEST_FIELD_NAME};
use super::paths;
use super::program::{DeclaredField, Monitor, MonitorFlow};
use super::records;
use super::steps::{known_object, within};
use super::world::{Frame, Names, PERSON_OBJECTS, SubjectFrame, World};
use crate::diag::{Code, Diagnostic, Sink};
use crate::org::{Field, FieldType, Picklist};
use crate::source::Spanned;
use crate::spec::{self, DeclaredType, Every};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use std::sync::Arc;

/// The first day of a schedule that names none. It lies in the past on purpose: a daily or weekly schedule then simply runs
/// at its next time, and the same spec gives the same flow whenever it is built.
const FIRST_DAY: &str = "2026-01-01";

/// A monitor whose names are known.
#[derive(Debug)]
pub(super) struct Claimed<'s> {
    spec: &'s spec::Monitor,
    /// The objects that it runs for, with the API name and label of each one's flow.
    flows: Vec<(String, String, String)>,
    /// The stamp of `once_in`, by object.
    stamps: Vec<Arc<Field>>,
    /// It runs for Contact and Lead alike.
    person: bool,
}

/// Names the flows and stamps of monitors, and puts the stamps into the world.
pub(super) fn claim<'s>(
    monitors: &'s [spec::Monitor],
    prefix: &str,
    world: &mut World<'s>,
    claims: &mut Claims,
    fields: &mut Vec<DeclaredField>,
    report: &mut Report<'_>,
) -> Vec<Claimed<'s>> {
    let each = monitors.iter().filter_map(|monitor| {
        let words = Words { kind: "monitor", name: &monitor.name, api_name: monitor.api_name.as_ref() };
        let stem = claims.stem(words, report)?;
        let object = monitor.object.as_ref()?;
        let person = object.value == "person";
        let objects = match person {
            true => PERSON_OBJECTS.map(str::to_owned).to_vec(),
            false => vec![known_object(world, object).map_err(|diagnostic| report.push(*diagnostic)).ok()?],
        };
        let mut flows = Vec::new();
        for object in objects {
            let (flow, label) = match person {
                true => (
                    format!("{prefix}_{stem}_{object}"),
                    format!("{}: {}", monitor.name.value, world.object_label(&object)),
                ),
                false => (format!("{prefix}_{stem}"), monitor.name.value.clone()),
            };
            claims.claim(&flow, &format!("{prefix} {label}"), words, report)?;
            flows.push((object, flow, label));
        }
        let stamps = match &monitor.once_in {
            Some(_) => stamps(monitor, &flows, &format!("{prefix}_{stem}_On"), world, fields, report)?,
            None => Vec::new(),
        };
        Some(Claimed { spec: monitor, flows, stamps, person })
    });
    each.collect()
}

/// The date fields in which `once_in` is kept.
fn stamps(
    monitor: &spec::Monitor,
    flows: &[(String, String, String)],
    name: &str,
    world: &mut World<'_>,
    fields: &mut Vec<DeclaredField>,
    report: &mut Report<'_>,
) -> Option<Vec<Arc<Field>>> {
    let span = monitor.api_name.as_ref().map_or(monitor.name.span, |api_name| api_name.span);
    if name.len() > LONGEST_FIELD_NAME {
        let message = format!(
            "the field `{name}__c` of `once_in` has more than {LONGEST_FIELD_NAME} characters before `__c`"
        );
        let help = "give the monitor a shorter name with `api_name:`";
        report.push(Diagnostic::new(Code::NameTooLong, span, message).label("too long").help(help));
        return None;
    }
    let mut stamps = Vec::new();
    for (object, _, _) in flows {
        let field = stamp(object, &format!("{name}__c"), &monitor.name.value);
        if let Some(before) = fields.iter().find(|each| is_same(&each.field, &field)) {
            let message = format!("`{object}.{}` is the field in which `once_in` is kept", field.name);
            let diagnostic = Diagnostic::new(Code::DuplicateName, before.span, message).label("taken");
            report.push(
                diagnostic
                    .related(span, "by this monitor")
                    .help("leave the field out, or give it another name"),
            );
            return None;
        }
        world.org.declare(field.clone());
        let field = Arc::new(field);
        stamps.push(field.clone());
        fields.push(DeclaredField {
            field,
            kind: DeclaredType::Date,
            existing: false,
            help: None,
            stamp_of: Some(monitor.name.value.clone()),
            span: monitor.name.span,
        });
    }
    Some(stamps)
}

fn is_same(one: &Field, other: &Field) -> bool {
    one.object == other.object && one.name.eq_ignore_ascii_case(&other.name)
}

fn stamp(object: &str, name: &str, monitor: &str) -> Field {
    let label: String = format!("{monitor} On").chars().take(super::names::LONGEST_FIELD_LABEL).collect();
    Field {
        object: object.to_owned(),
        name: name.to_owned(),
        label,
        field_type: FieldType::Date,
        length: None,
        precision: None,
        scale: None,
        picklist: Picklist::default(),
        refers_to: Vec::new(),
        createable: Some(true),
        updateable: Some(true),
        filterable: Some(true),
        required: false,
    }
}

/// The monitors in order.
pub(super) fn monitors(claimed: &[Claimed<'_>], world: &World<'_>, report: &mut Report<'_>) -> Vec<Monitor> {
    claimed.iter().filter_map(|each| monitor(each, world, report)).collect()
}

fn monitor(claimed: &Claimed<'_>, world: &World<'_>, report: &mut Report<'_>) -> Option<Monitor> {
    let spec = claimed.spec;
    if let Some(description) = &spec.description
        && let Err(diagnostic) = within("description", description, LONGEST_DESCRIPTION)
    {
        report.push(*diagnostic);
    }
    let reserved: Vec<&str> = claimed.flows.iter().map(|(object, _, _)| object.as_str()).collect();
    let blocks = std::iter::once(&spec.steps);
    let names = records::names(&spec.records, blocks, &reserved, world, report);
    let flows = flows(claimed, &names, world, report);
    let every = spec.every.as_ref()?.value.clone();
    Some(Monitor {
        name: spec.name.value.clone(),
        flows,
        starting: first_day(spec.starting.as_ref(), &every),
        every,
        once_in: spec.once_in.as_ref().map(|once_in| once_in.value),
        description: spec.description.as_ref().map(|description| description.value.clone()),
        span: spec.name.span,
    })
}

/// One flow for each object. What is wrong in both is said once.
fn flows(
    claimed: &Claimed<'_>,
    names: &Names,
    world: &World<'_>,
    report: &mut Report<'_>,
) -> Vec<MonitorFlow> {
    let mut flows = Vec::new();
    let mut said: Vec<Diagnostic> = Vec::new();
    let left_out = report.left_out.len();
    for (at, _) in claimed.flows.iter().enumerate() {
        report.left_out.truncate(left_out);
        let mut sink = Sink::default();
        let mut own = Report {
            sink: &mut sink,
            check_in_org: std::mem::take(&mut report.check_in_org),
            left_out: std::mem::take(&mut report.left_out),
            unread: report.unread.clone(),
        };
        flows.push(flow(claimed, at, names, world, &mut own));
        report.check_in_org = own.check_in_org;
        report.left_out = own.left_out;
        for diagnostic in sink.finish() {
            if !said.iter().any(|each| each.span == diagnostic.span && each.code == diagnostic.code) {
                said.push(diagnostic);
            }
        }
    }
    said.into_iter().for_each(|diagnostic| report.push(diagnostic));
    flows
}

fn flow(
    claimed: &Claimed<'_>,
    at: usize,
    names: &Names,
    world: &World<'_>,
    report: &mut Report<'_>,
) -> MonitorFlow {
    let (object, flow_name, label) = &claimed.flows[at];
    let spec = claimed.spec;
    let frame = Frame::Subject(SubjectFrame { object, person: claimed.person, records: names });
    let records = records::look_ups(&spec.records, names, world, frame, report);
    let mut checker = Checker::new(world, frame, report);
    let filter = spec.filter.as_ref().and_then(|filter| checker.constant_query(filter, object));
    let raw = spec.condition.as_ref().and_then(|condition| checker.condition(condition));
    if let Some(condition) = &raw {
        checker.facts.learn(condition, true);
    }
    let condition = raw.and_then(|condition| checker.finished(condition));
    let steps = checker.block(&spec.steps);
    paths::judge_monitor(object, &steps, &records, spec.once_in.is_some(), report);
    MonitorFlow {
        flow_name: flow_name.clone(),
        label: label.clone(),
        object: object.clone(),
        object_label: world.object_label(object),
        filter,
        condition,
        stamp: claimed.stamps.get(at).cloned(),
        records,
        steps,
    }
}

/// The first day of a schedule: of a weekly one, the first such day on or after what is said.
fn first_day(starting: Option<&Spanned<String>>, every: &Every) -> String {
    const WEEK: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
    let said = starting.map_or(FIRST_DAY, |starting| &starting.value);
    let wanted = every.weekday.and_then(|day| WEEK.get(usize::from(day)));
    let (Some(wanted), Ok(day)) = (wanted, said.parse::<Date>()) else { return said.to_owned() };
    let later = i64::from(day.weekday().until(*wanted));
    day.checked_add(later.days()).map_or_else(|_| said.to_owned(), |day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weekly_schedule_starts_on_its_day() {
        let start = |said: Option<&str>, weekday: Option<u8>| {
            let said = said.map(|said| Spanned::new(said.to_owned(), crate::source::Span::default()));
            first_day(said.as_ref(), &Every { weekday, hour: 6, minute: 0 })
        };
        assert_eq!(start(Some("2026-12-01"), None), "2026-12-01");
        assert_eq!(start(Some("2026-12-01"), Some(1)), "2026-12-01", "a Tuesday");
        assert_eq!(start(Some("2026-12-01"), Some(0)), "2026-12-07", "the Monday behind it");
        assert_eq!(start(Some("2026-12-31"), Some(4)), "2027-01-01", "over the year");
        assert_eq!(start(None, Some(0)), "2026-01-05");
        assert_eq!(start(Some("9999-12-31"), Some(0)), "9999-12-31", "the calendar ends");
    }
}
