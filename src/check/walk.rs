//! Goes through the steps of a spec before they are checked.

use crate::source::Spanned;
use crate::spec::{Block, Create, Step, StepKind};

/// Every `create` of a block, in order.
pub(super) fn creates(block: &Block) -> Vec<&Create> {
    let mut found = Vec::new();
    each_step(block, &mut |step| {
        if let StepKind::Create(create) = &step.kind {
            found.push(create);
        }
    });
    found
}

/// The names of the outcomes that a block runs, in order.
pub(super) fn runs(block: &Block) -> Vec<&Spanned<String>> {
    let mut found = Vec::new();
    each_step(block, &mut |step| {
        if let StepKind::Run(outcome) = &step.kind {
            found.push(outcome);
        }
    });
    found
}

fn each_step<'b>(block: &'b Block, visit: &mut impl FnMut(&'b Step)) {
    for step in &block.steps {
        visit(step);
        match &step.kind {
            StepKind::If(fork) => {
                each_step(&fork.then, visit);
                fork.otherwise.iter().for_each(|block| each_step(block, visit));
            }
            StepKind::Choose(choose) => {
                choose.branches.iter().for_each(|branch| each_step(&branch.then, visit));
                choose.otherwise.iter().for_each(|block| each_step(block, visit));
            }
            StepKind::Set(_)
            | StepKind::Increment(_)
            | StepKind::CreateTask(_)
            | StepKind::CreateEvent(_)
            | StepKind::Create(_)
            | StepKind::Update(_)
            | StepKind::Run(_)
            | StepKind::CallFlow(_)
            | StepKind::Chatter(_)
            | StepKind::Notify(_)
            | StepKind::Cadence(_)
            | StepKind::Log(_)
            | StepKind::Stop(_) => {}
        }
    }
}
