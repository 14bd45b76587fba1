//! From the nodes of a plan to the elements of a flow.

use super::condition::{Logic, blank_test};
use super::helpers::filled;
use super::kit::{boolean, condition, parameter, text};
use super::lower::Lowering;
use super::resources::Hint;
use crate::check::Program;
use crate::flow::{Connector, Decision, Element, ElementKind, Parameter, Place, Rule, Value};
use crate::formula::typed::Type;
use crate::plan::{Act, Anchor, Arm, Branch, Check, Fault, FlowPlan, Node, Test, Title};
use std::collections::BTreeMap;

/// Builds the elements of one flow, from the last to the first.
pub(super) struct Body<'p> {
    /// The program.
    pub(super) program: &'p Program,
    /// All outcomes, for what they declare as inputs.
    pub(super) outcomes: &'p [FlowPlan<'p>],
    /// The plan of this flow.
    pub(super) plan: &'p FlowPlan<'p>,
    /// Lowers its formulas.
    pub(super) lowering: Lowering<'p>,
    elements: Vec<Element>,
    anchors: BTreeMap<Anchor, Option<Connector>>,
}

/// Where a sequence goes on.
pub(super) type Next = Option<Connector>;

impl<'p> Body<'p> {
    /// A body with nothing in it.
    pub(super) fn new(
        program: &'p Program,
        outcomes: &'p [FlowPlan<'p>],
        plan: &'p FlowPlan<'p>,
        lowering: Lowering<'p>,
    ) -> Self {
        Self { program, outcomes, plan, lowering, elements: Vec::new(), anchors: BTreeMap::new() }
    }

    /// The elements, the first of them, and the lowering with all resources.
    pub(super) fn build(mut self) -> (Vec<Element>, Next, Lowering<'p>) {
        let first = self.nodes(&self.plan.body, None);
        (self.elements, first, self.lowering)
    }

    /// A name of a helper: `CTI_Log`.
    pub(super) fn helper(&self, name: &str) -> String {
        format!("{}_{name}", self.program.prefix)
    }

    fn nodes(&mut self, nodes: &'p [Node<'p>], next: Next) -> Next {
        let mut next = next;
        for node in nodes.iter().rev() {
            next = match node {
                Node::Anchor(anchor) => {
                    self.anchors.insert(*anchor, next.clone());
                    next
                }
                Node::End => None,
                Node::Act(act) => self.act(act, next),
                Node::Branch(branch) => self.branch(branch, next),
            };
        }
        next
    }

    fn act(&mut self, act: &'p Act<'p>, next: Next) -> Next {
        let fault = act.fault.as_ref().map(|fault| self.fault(&act.title, fault));
        let kind = self.operation(act, next, fault);
        self.push(&act.title, kind);
        Some(Connector::to(act.title.name.clone()))
    }

    fn push(&mut self, title: &Title, kind: ElementKind) {
        let description = (!title.description.is_empty()).then(|| title.description.clone());
        self.elements.push(Element {
            description,
            place: Place(Some(title.span)),
            ..Element::new(title.name.clone(), clipped(&title.label), kind)
        });
    }

    /// The log of a fault and the way back; gives the fault connector.
    fn fault(&mut self, of: &Title, fault: &'p Fault<'p>) -> Connector {
        let resume = fault.resume.and_then(|anchor| self.anchors.get(&anchor).cloned().flatten());
        let resume = resume.map(|connector| Connector::go_to(connector.target));
        let next = self.nodes(&fault.then, resume);
        let goes_on = if next.is_some() { "; the flow then goes on." } else { ". Nothing is left to do." };
        let log = Title {
            description: format!(
                "Writes the fault to the {}{goes_on}",
                super::objects::log_label(self.program)
            ),
            ..fault.title.clone()
        };
        let message = super::kit::reference("$Flow.FaultMessage");
        let inputs = self.log_inputs(&of.name, None, message);
        let flow = self.helper("Log");
        self.push(&log, super::kit::subflow(&flow, inputs, next));
        Connector::to(log.name)
    }

    /// The inputs of the log.
    pub(super) fn log_inputs(
        &mut self,
        step: &str,
        kind: Option<&str>,
        message: Option<Value>,
    ) -> Vec<Parameter> {
        let mut inputs = vec![parameter("flowName", text(self.plan.name.clone()))];
        if let Some(kind) = kind {
            inputs.push(parameter("kind", text(kind)));
        }
        inputs.push(parameter("message", message));
        if let Some(person) = self.person() {
            inputs.push(parameter("personId", super::kit::reference(person)));
        }
        inputs.push(parameter("sourceId", super::kit::reference(self.source())));
        inputs.push(parameter("stepName", text(step)));
        inputs
    }

    /// The id of the person that the flow is about, if it is about one.
    pub(super) fn person(&self) -> Option<&'static str> {
        match &self.plan.subject {
            crate::plan::Subject::Call => Some("call.WhoId"),
            crate::plan::Subject::Record(object) if matches!(object.as_str(), "Contact" | "Lead") => {
                Some("$Record.Id")
            }
            crate::plan::Subject::Record(_) => None,
        }
    }

    /// The id of the record that the flow runs for.
    pub(super) fn source(&self) -> &'static str {
        match &self.plan.subject {
            crate::plan::Subject::Call => "call.Id",
            crate::plan::Subject::Record(_) => "$Record.Id",
        }
    }

    fn branch(&mut self, branch: &'p Branch<'p>, next: Next) -> Next {
        let default_connector = self.nodes(&branch.default, next.clone());
        let rules = branch.rules.iter().map(|arm| self.rule(arm, &next, branch.title.span)).collect();
        let decision = Decision { rules, default_connector, default_label: clipped(&branch.default_label) };
        self.push(&branch.title, ElementKind::Decision(decision));
        Some(Connector::to(branch.title.name.clone()))
    }

    fn rule(&mut self, arm: &'p Arm<'p>, next: &Next, span: crate::source::Span) -> Rule {
        let connector = self.nodes(&arm.nodes, next.clone());
        let logic = match &arm.test {
            Test::Condition(expression, name) => self.lowering.logic(expression, name),
            Test::All(checks) => Logic::all(checks.iter().map(|check| self.check(check)).collect()),
            Test::Any(checks) => Logic::any(checks.iter().map(|check| self.check(check)).collect()),
        };
        Rule {
            name: arm.name.clone(),
            label: clipped(&arm.label),
            logic: logic.logic,
            conditions: logic.conditions,
            connector,
            requires_change: false,
            place: Place(Some(span)),
        }
    }

    fn check(&mut self, check: &Check<'p>) -> crate::flow::Condition {
        match check {
            Check::IsContact => condition("call.WhoId", "StartsWith", text("003")),
            Check::IsLead => condition("call.WhoId", "StartsWith", text("00Q")),
            Check::Found(record, found) => blank_test(self.lowering.id(*record), Type::Id, !found),
            Check::Filled(value) => {
                let hint = Hint::new("filter value", "The value that is looked for.");
                match self.lowering.value(value, &hint) {
                    Some(Value::Reference(name)) => blank_test(name, value.ty, false),
                    _ => blank_test(self.lowering.resource(value, &hint), value.ty, false),
                }
            }
            Check::Present(alternative) => self.lowering.presence(alternative),
            Check::Corrects => filled("priorDisposition"),
            Check::PriorDisposition(disposition, is) => prior_disposition(disposition, *is),
            Check::RaisedBefore(field) => condition(self.raised_before(field), "EqualTo", boolean(true)),
            Check::Failed(record) => condition(self.flag(*record), "EqualTo", boolean(true)),
            Check::Pending(record) => condition(self.pending(*record), "IsNull", boolean(false)),
            Check::RepHasManager => blank_test(self.rep_manager(), Type::Id, false),
            Check::OwnerIsUser => condition("$Record.OwnerId", "StartsWith", text("005")),
            Check::StampBlank(stamp) => condition(format!("$Record.{}", stamp.name), "IsNull", boolean(true)),
            Check::StampBefore(stamp, duration) => {
                let day = self.lowering.days_ago(*duration);
                condition(format!("$Record.{}", stamp.name), "LessThanOrEqualTo", super::kit::reference(day))
            }
        }
    }
}

/// The disposition before is this one, or is not.
pub(super) fn prior_disposition(disposition: &str, is: bool) -> crate::flow::Condition {
    condition("priorDisposition", if is { "EqualTo" } else { "NotEqualTo" }, text(disposition))
}

/// Labels hold 255 characters at most.
pub(super) fn clipped(label: &str) -> String {
    label.chars().take(255).collect()
}
