//! `if` and `choose`.

use super::super::blanks::Opened;
use super::super::cover;
use super::super::formulas::Checker;
use super::super::paths;
use super::super::program::{Branch, Expression, Step, StepKind};
use crate::source::Span;
use crate::spec::{Block, Choose, If};

impl Checker<'_, '_> {
    /// `if:`
    pub(super) fn fork(&mut self, fork: &If) -> Option<StepKind> {
        let condition = self.condition(&fork.condition);
        let (then, opened) = self.branch(condition.as_ref(), true, &fork.then);
        let empty = Block::default();
        let (otherwise, opened_otherwise) =
            self.branch(condition.as_ref(), false, fork.otherwise.as_ref().unwrap_or(&empty));
        match (paths::ends(&then), paths::ends(&otherwise), &condition) {
            (true, false, Some(condition)) => self.facts.learn(condition, false),
            (false, true, Some(condition)) => self.facts.learn(condition, true),
            (true, true, _) | (false, false, _) | (_, _, None) => {}
        }
        self.facts.open(opened);
        self.facts.open(opened_otherwise);
        let condition = self.finished(condition?)?;
        Some(StepKind::If { condition, then, otherwise })
    }

    /// The steps of a branch, where its condition holds or does not, and what they leave open.
    fn branch(&mut self, condition: Option<&Expression>, holds: bool, block: &Block) -> (Vec<Step>, Opened) {
        let mark = self.facts.mark();
        if let Some(condition) = condition {
            self.facts.learn(condition, holds);
        }
        let steps = self.block(block);
        (steps, self.facts.back_to(mark))
    }

    /// `choose:`
    pub(super) fn choose(&mut self, choose: &Choose, span: Span) -> Option<StepKind> {
        let conditions: Vec<Option<Expression>> =
            choose.branches.iter().map(|branch| self.truth(&branch.condition)).collect();
        let proved = self.judge_choice(choose, &conditions, span);
        let start = self.facts.mark();
        let mut blocks = Vec::with_capacity(choose.branches.len());
        let mut opened = Opened::default();
        for (branch, condition) in choose.branches.iter().zip(&conditions) {
            let before = self.facts.mark();
            if let Some(condition) = condition {
                self.facts.learn(condition, true);
            }
            blocks.push(self.block(&branch.then));
            opened.extend(self.facts.back_to(before));
            if let Some(condition) = condition {
                self.facts.learn(condition, false);
            }
        }
        let otherwise = choose.otherwise.as_ref().map(|block| self.block(block));
        opened.extend(self.facts.back_to(start));
        self.facts.open(opened);
        let finished: Vec<_> =
            conditions.into_iter().map(|each| each.and_then(|each| self.finished(each))).collect();
        let finished = finished.into_iter().collect::<Option<Vec<_>>>()?;
        let spans = choose.branches.iter().map(|branch| branch.span);
        let parts = finished.into_iter().zip(blocks).zip(spans);
        let branches = parts.map(|((condition, steps), span)| Branch { condition, steps, span }).collect();
        proved.then_some(StepKind::Choose { branches, otherwise })
    }

    /// Whether a choice has no gap, no overlap and no dead branch, and each comparison says what a blank means.
    fn judge_choice(&mut self, choose: &Choose, conditions: &[Option<Expression>], span: Span) -> bool {
        let Some(conditions) = conditions.iter().map(Option::as_ref).collect::<Option<Vec<&Expression>>>()
        else {
            return true;
        };
        let blanks = self.blanks();
        let mut found = Vec::new();
        for condition in &conditions {
            found.extend(blanks.undecided_in_branch(condition, &mut self.facts));
        }
        let otherwise = choose.otherwise.as_ref().map(|block| block.span);
        found.extend(cover::judge(&cover::Choice { span, conditions, otherwise }, &blanks, &self.facts));
        let right = found.is_empty();
        found.into_iter().for_each(|diagnostic| self.report.push(diagnostic));
        right
    }
}
