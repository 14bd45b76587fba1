//! What follows a fault: one line in the log, and the flow goes on.

use super::steps::{Exit, Follower, Lost};
use super::yaml::Yaml;
use ctiflow::flow::graph::{ArrowKind, ElementId};
use ctiflow::flow::{Element, ElementKind, Subflow, Value};

/// Where a fault goes on, if not with the next step: the steps behind the log, the last of which it jumps to (or `end`).
const ON_FAULT: &str = "on fault";
/// The steps of a fault path that leads to no log: those of the log itself.
const UNLOGGED: &str = "on fault, unlogged";

/// The keys that say what follows a fault.
pub(super) const KEYS: &[&str] = &[ON_FAULT, UNLOGGED];

/// Whether the platform lets an element of this kind have a fault path.
pub(super) fn can_fault(kind: &ElementKind) -> bool {
    match kind {
        ElementKind::ActionCall(_)
        | ElementKind::RecordCreate(_)
        | ElementKind::RecordDelete(_)
        | ElementKind::RecordLookup(_)
        | ElementKind::RecordUpdate(_) => true,
        ElementKind::Assignment(_)
        | ElementKind::CollectionProcessor(_)
        | ElementKind::CustomError(_)
        | ElementKind::Decision(_)
        | ElementKind::Loop(_)
        | ElementKind::Subflow(_)
        | ElementKind::Transform(_)
        | ElementKind::Other(_) => false,
    }
}

impl Follower<'_> {
    /// Follows the fault path of an element; `next` is where it goes on if nothing fails.
    pub(super) fn fault(
        &mut self,
        id: ElementId,
        body: Option<&Yaml>,
        next: Option<ElementId>,
        at: &str,
    ) -> Result<(), Lost> {
        let at = format!("{at} > fault");
        let said = |key: &str| body.and_then(|body| body.get(key));
        let fault = self.target(id, ArrowKind::Fault);
        let Some(first) = fault else {
            if can_fault(&self.graph.element(id).kind) || said(ON_FAULT).is_some() {
                self.tell(&at, "there is no fault path".to_owned());
            }
            return Ok(());
        };
        if let Some(steps) = said(UNLOGGED) {
            return self.sequence(steps.parts(), Some(first), &at).map(|_| ());
        }
        self.log(id, first, &at);
        let behind = self.target(first, ArrowKind::Next);
        let Some(steps) = said(ON_FAULT) else {
            return self.goes_on(behind, next, &at);
        };
        let (last, steps) = steps.parts().split_last().ok_or(Lost)?;
        let Exit::To(behind) = self.sequence(steps, behind, &at)? else { return Err(Lost) };
        match behind {
            None if last.text() == "end" => {}
            Some(id) if self.is_called(id, last.text()) => {}
            other => {
                let words = other.map_or("end", |id| self.label(id));
                self.tell(&at, format!("leads to `{words}`, and should to `{}`", last.text()));
            }
        }
        Ok(())
    }

    fn goes_on(&mut self, behind: Option<ElementId>, next: Option<ElementId>, at: &str) -> Result<(), Lost> {
        if behind != next {
            let words = |id: Option<ElementId>| id.map_or("the end", |id| self.label(id)).to_owned();
            let (behind, next) = (words(behind), words(next));
            self.tell(at, format!("leads to `{behind}`, and should to the next step, `{next}`"));
        }
        Ok(())
    }

    /// The line in the log says which element failed, of which flow, for which record, and why.
    fn log(&mut self, failed: ElementId, log: ElementId, at: &str) {
        self.seen.insert(log);
        let failed: &Element = self.graph.element(failed);
        let element: &Element = self.graph.element(log);
        let ElementKind::Subflow(call) = &element.kind else {
            return self.tell(at, format!("`{}` writes no log", element.label));
        };
        let label = format!("Log Fault in {}", failed.label);
        if element.label != label {
            self.tell(at, format!("here is `{}`, and should be `{label}`", element.label));
        }
        let wanted = [
            (call.flow_name == self.log, "runs another flow than the log"),
            (
                is_text(call, "flowName", &self.flow.name) || is_reference(call, "flowName", "flowName"),
                "flowName",
            ),
            (is_text(call, "stepName", &failed.name), "stepName"),
            (is_reference(call, "message", "$Flow.FaultMessage"), "message"),
            (input(call, "sourceId").is_some(), "sourceId"),
        ];
        for (holds, what) in wanted {
            if !holds {
                self.tell(at, format!("`{}`: wrong {what}", element.label));
            }
        }
    }
}

fn input<'a>(call: &'a Subflow, name: &str) -> Option<&'a Value> {
    call.inputs.iter().find(|each| each.name == name)?.value.as_ref()
}

fn is_text(call: &Subflow, name: &str, text: &str) -> bool {
    input(call, name) == Some(&Value::String(text.to_owned()))
}

fn is_reference(call: &Subflow, name: &str, reference: &str) -> bool {
    input(call, name) == Some(&Value::Reference(reference.to_owned()))
}
