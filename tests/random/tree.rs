//! A random program as a tree of steps, and its text.

use std::fmt::Write;

/// A step. Its number stays the same, whatever is added before it or taken away.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// Its number in the program.
    pub(crate) number: usize,
    /// What it does.
    pub(crate) kind: Kind,
}

/// What a step does.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// Its lines, the first behind the dash.
    Plain(Vec<String>),
    /// `if:`, `then:`, `else:`
    If(String, Vec<Step>, Vec<Step>),
    /// `choose:` with its conditions, and `otherwise:`.
    Choose(Vec<(String, Vec<Step>)>, Option<Vec<Step>>),
}

/// A part of a program with steps.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// The lines before its steps, the last of which ends in `steps:`; for `no_person` the key itself.
    pub(crate) head: Vec<String>,
    /// How far its steps are indented.
    pub(crate) indent: usize,
    /// Its steps.
    pub(crate) steps: Vec<Step>,
}

/// A program.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    /// Everything before the first part.
    pub(crate) head: String,
    /// Outcomes, `no_person`, `unrecognized`, monitors.
    pub(crate) parts: Vec<Part>,
}

/// The text of a program, and what stands in each line.
#[derive(Debug, Default)]
pub(crate) struct Written {
    /// The text.
    pub(crate) text: String,
    /// For each line the number of its step; none for the lines of the head and of parts.
    pub(crate) steps: Vec<Option<usize>>,
}

impl Tree {
    /// Its text.
    pub(crate) fn written(&self) -> Written {
        let mut written = Written::default();
        self.head.lines().for_each(|line| written.line(0, line, None));
        for part in &self.parts {
            part.head.iter().for_each(|line| written.line(0, line, None));
            written.steps(&part.steps, part.indent);
        }
        written
    }

    /// How many steps it has.
    pub(crate) fn count(&self) -> usize {
        self.parts.iter().map(|part| count(&part.steps)).sum()
    }

    /// The same program with the steps of a branch instead of the step that holds them, if it does.
    pub(crate) fn lifted(&self, place: usize) -> Option<Tree> {
        let mut tree = self.clone();
        let mut left = place;
        let lifted = tree.parts.iter_mut().any(|part| lift(&mut part.steps, &mut left) == Some(true));
        lifted.then_some(tree)
    }

    /// The same program without one of its steps, by its place in the text, and that step.
    pub(crate) fn without(&self, place: usize) -> (Tree, Option<Step>) {
        let mut tree = self.clone();
        let mut left = place;
        let taken = tree.parts.iter_mut().find_map(|part| take(&mut part.steps, &mut left));
        (tree, taken)
    }
}

fn count(steps: &[Step]) -> usize {
    let inside = |step: &Step| match &step.kind {
        Kind::Plain(_) => 0,
        Kind::If(_, then, otherwise) => count(then) + count(otherwise),
        Kind::Choose(branches, otherwise) => {
            let branches: usize = branches.iter().map(|(_, steps)| count(steps)).sum();
            branches + otherwise.as_deref().map_or(0, count)
        }
    };
    steps.iter().map(|step| 1 + inside(step)).sum()
}

impl Step {
    /// Its lines, and those of all steps in it.
    pub(crate) fn lines(&self) -> Vec<&str> {
        match &self.kind {
            Kind::Plain(lines) => lines.iter().map(String::as_str).collect(),
            Kind::If(_, then, otherwise) => then.iter().chain(otherwise).flat_map(Step::lines).collect(),
            Kind::Choose(branches, otherwise) => {
                let arms = branches.iter().map(|(_, steps)| steps).chain(otherwise);
                arms.flatten().flat_map(Step::lines).collect()
            }
        }
    }

    /// The paths in it.
    fn arms_mut(&mut self) -> Vec<&mut Vec<Step>> {
        match &mut self.kind {
            Kind::Plain(_) => Vec::new(),
            Kind::If(_, then, otherwise) => vec![then, otherwise],
            Kind::Choose(branches, otherwise) => {
                branches.iter_mut().map(|(_, steps)| steps).chain(otherwise).collect()
            }
        }
    }

    /// Whether some path in it ends.
    pub(crate) fn may_end(&self) -> bool {
        self.lines().iter().any(|line| line.starts_with("run: ") || line.starts_with("stop: "))
    }
}

/// Puts the longest branch of the step that stands behind `left` others in its place; `Some(false)`: it has none.
fn lift(steps: &mut Vec<Step>, left: &mut usize) -> Option<bool> {
    for at in 0..steps.len() {
        let mut arms = steps[at].arms_mut();
        if *left == 0 {
            let longest = arms.into_iter().max_by_key(|arm| arm.len()).map(std::mem::take);
            let lifted = longest.is_some();
            steps.splice(at..=at, longest.unwrap_or_default()).for_each(drop);
            return Some(lifted);
        }
        *left -= 1;
        if let Some(done) = arms.iter_mut().find_map(|arm| lift(arm, left)) {
            return Some(done);
        }
    }
    None
}

/// Takes the step away that stands behind `left` others, if it is here.
fn take(steps: &mut Vec<Step>, left: &mut usize) -> Option<Step> {
    for at in 0..steps.len() {
        if *left == 0 {
            return Some(steps.remove(at));
        }
        *left -= 1;
        let taken = steps[at].arms_mut().into_iter().find_map(|arm| take(arm, left));
        if taken.is_some() {
            return taken;
        }
    }
    None
}

impl Written {
    fn line(&mut self, indent: usize, line: &str, step: Option<usize>) {
        let _ = writeln!(self.text, "{:indent$}{line}", "");
        self.steps.push(step);
    }

    fn steps(&mut self, steps: &[Step], indent: usize) {
        for step in steps {
            self.step(step, indent);
        }
    }

    fn step(&mut self, step: &Step, indent: usize) {
        let number = Some(step.number);
        match &step.kind {
            Kind::Plain(lines) => {
                for (at, line) in lines.iter().enumerate() {
                    let dash = if at == 0 { "- " } else { "  " };
                    self.line(indent, &format!("{dash}{line}"), number);
                }
            }
            Kind::If(condition, then, otherwise) => {
                self.line(indent, &format!("- if: {condition}"), number);
                self.block("  then:", then, indent, number);
                if !otherwise.is_empty() {
                    self.block("  else:", otherwise, indent, number);
                }
            }
            Kind::Choose(branches, otherwise) => {
                self.line(indent, "- choose:", number);
                for (condition, steps) in branches {
                    self.line(indent, &format!("    - when: {condition}"), number);
                    self.block("      then:", steps, indent, number);
                }
                if let Some(steps) = otherwise {
                    self.block("    - otherwise:", steps, indent, number);
                }
            }
        }
    }

    fn block(&mut self, key: &str, steps: &[Step], indent: usize, number: Option<usize>) {
        if steps.is_empty() {
            return self.line(indent, &format!("{key} []"), number);
        }
        self.line(indent, key, number);
        let depth = key.len() - key.trim_start_matches([' ', '-']).len();
        self.steps(steps, indent + depth + 2);
    }
}
