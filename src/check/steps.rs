//! Steps: each kind in its file, their order here.

mod activities;
mod branches;
mod flows;
mod messages;
mod writes;

pub(super) use writes::known_object;

use super::formulas::Checker;
use super::names::{LONGEST_DESCRIPTION, LONGEST_LABEL};
use super::program::{Step, StepKind};
use super::reads::arms;
use super::world::Frame;
use crate::diag::{Code, Diagnostic, nearest};
use crate::source::Spanned;
use crate::spec::{self, Block};

/// The feature that Sales Engagement needs.
pub(super) const SALES_ENGAGEMENT: &str = "sales_engagement";

impl Checker<'_, '_> {
    /// Steps in their order; those with a mistake, those of absent features, and branches without any step are missing.
    pub(super) fn block(&mut self, block: &Block) -> Vec<Step> {
        block.steps.iter().filter_map(|step| self.step(step)).filter(|step| !decides_nothing(step)).collect()
    }

    fn step(&mut self, step: &spec::Step) -> Option<Step> {
        if let Some(feature) = self.absent_feature(step) {
            self.report.left_out.push((step.span, feature));
            return None;
        }
        let kind = self.kind(step);
        let label = self.shortened("label", step.label.as_ref(), LONGEST_LABEL)?;
        let description = self.shortened("description", step.description.as_ref(), LONGEST_DESCRIPTION)?;
        Some(Step { kind: kind?, span: step.span, label, description, stop_on_fault: step.stop_on_fault })
    }

    /// The feature that a step needs and the org has not.
    fn absent_feature(&mut self, step: &spec::Step) -> Option<String> {
        let features = &self.world.features;
        if let Some(feature) = &step.feature
            && !features.contains(feature.value.as_str())
        {
            self.warn_of_similar(feature);
            return Some(feature.value.clone());
        }
        let cadence = matches!(step.kind, spec::StepKind::Cadence(_));
        (cadence && !features.contains(SALES_ENGAGEMENT)).then(|| SALES_ENGAGEMENT.to_owned())
    }

    /// A feature that is absent, but almost the name of one that the org has.
    fn warn_of_similar(&mut self, feature: &Spanned<String>) {
        if let Some(near) = nearest(&feature.value, self.world.features.iter().copied()) {
            let message = format!("the step is left out: `{}` is not among `features`", feature.value);
            let diagnostic = Diagnostic::new(Code::SimilarFeature, feature.span, message).label("left out");
            self.report.push(diagnostic.suggest(Some(near)));
        }
    }

    fn kind(&mut self, step: &spec::Step) -> Option<StepKind> {
        let span = step.span;
        match &step.kind {
            spec::StepKind::Set(values) => self.set(values),
            spec::StepKind::Increment(field) => self.increment(field),
            spec::StepKind::CreateTask(task) => self.create_task(task, span),
            spec::StepKind::CreateEvent(event) => self.create_event(event, span),
            spec::StepKind::Create(create) => self.create(create, span),
            spec::StepKind::Update(update) => self.update(update),
            spec::StepKind::If(branches) => self.fork(branches),
            spec::StepKind::Choose(choose) => self.choose(choose, span),
            spec::StepKind::Run(outcome) => self.run(outcome),
            spec::StepKind::CallFlow(call) => self.call_flow(call, step.feature.as_ref()),
            spec::StepKind::Chatter(chatter) => self.chatter(chatter),
            spec::StepKind::Notify(notify) => self.notify(notify),
            spec::StepKind::Cadence(cadence) => self.cadence(cadence, span),
            spec::StepKind::Log(value) => self.log(value),
            spec::StepKind::Stop(reason) => {
                Some(StepKind::Stop(reason.as_ref().map(|reason| reason.value.clone())))
            }
        }
    }

    /// A text that the platform limits; outer `None` if it is too long.
    fn shortened(
        &mut self,
        key: &str,
        text: Option<&Spanned<String>>,
        most: usize,
    ) -> Option<Option<String>> {
        let Some(text) = text else { return Some(None) };
        within(key, text, most).map_err(|diagnostic| self.report.push(*diagnostic)).ok()?;
        Some(Some(text.value.clone()))
    }

    /// Refuses a step that speaks of the person where nobody was called, or where nobody can be.
    fn needs_call(&mut self, what: &str, span: crate::source::Span) -> Option<()> {
        let (message, help) = match self.frame {
            Frame::Call(frame) if frame.person => return Some(()),
            Frame::Call(_) | Frame::Gate => {
                (format!("{what} is about the person, and here nobody was called"), "move it to an outcome")
            }
            Frame::Subject(_) => {
                (format!("{what} is about a call, and a monitor runs without one"), "move it to an outcome")
            }
        };
        self.report.push(Diagnostic::new(Code::NotInScope, span, message).label("not here").help(help));
        None
    }
}

/// Whether a step only chooses between ways on which nothing happens.
fn decides_nothing(step: &Step) -> bool {
    let arms = arms(step);
    !arms.is_empty() && arms.into_iter().all(<[Step]>::is_empty)
}

/// Whether a text is as short as the platform wants it.
///
/// # Errors
/// The message that it is too long.
pub(super) fn within(key: &str, text: &Spanned<String>, most: usize) -> Result<(), Box<Diagnostic>> {
    let length = text.value.chars().count();
    if length <= most {
        return Ok(());
    }
    let message = format!("the {key} has {length} characters, and the platform takes {most}");
    Err(Box::new(
        Diagnostic::new(Code::TextTooLong, text.span, message).label("too long").help("make it shorter"),
    ))
}
