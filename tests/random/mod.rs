//! Random programs, over all steps and nestings, nearly all of which are valid.

pub(crate) mod choices;
mod monitors;
pub(crate) mod tree;
mod words;

use choices::Choices;
use tree::{Kind, Part, Step, Tree};

/// So deep may branches be nested.
const DEEPEST: usize = 3;

/// A random program.
pub(crate) fn program(choices: &mut Choices<'_>) -> Tree {
    let mut maker = Maker { choices, number: 0, updates: false };
    let head = maker.head();
    let outcomes = 1 + maker.choices.below(3);
    let wraps = maker.choices.below(3);
    let mut parts: Vec<Part> = (0..outcomes).map(|at| maker.outcome(at, wraps)).collect();
    let lines = parts.iter().flat_map(|part| &part.steps).flat_map(Step::lines);
    let run: Vec<String> = lines.map(str::to_owned).collect();
    parts.extend((0..wraps).map(|at| maker.wrap(at, wraps, &run)));
    if maker.choices.once_in(3) {
        let steps = maker.unattended();
        parts.push(Part { head: vec!["no_person:".to_owned()], indent: 2, steps });
    }
    if maker.choices.once_in(2) {
        let place = Place { depth: 1, wraps: 0, dispositions: &[], ends: true };
        let steps = maker.steps(place);
        parts.push(Part { head: vec!["unrecognized:".to_owned()], indent: 2, steps });
    }
    maker.monitors(&mut parts);
    parts.retain(|part| !part.steps.is_empty() || part.head.len() > 1);
    Tree { head, parts }
}

/// Where steps stand.
#[derive(Clone, Copy)]
struct Place<'a> {
    depth: usize,
    /// How many outcomes there are to run.
    wraps: usize,
    /// The dispositions of the outcome.
    dispositions: &'a [String],
    /// Whether nothing follows these steps.
    ends: bool,
}

struct Maker<'m, 'a> {
    choices: &'m mut Choices<'a>,
    number: usize,
    /// Whether some step updates by filter: it stands once in a program, or a record might be updated twice.
    updates: bool,
}

impl Maker<'_, '_> {
    fn head(&mut self) -> String {
        let mut head = words::HEAD.to_owned();
        if self.choices.once_in(4) {
            head = head.replace(
                "disposition: CallDisposition",
                "disposition: CallDisposition\n  corrections: ignore",
            );
        }
        if self.choices.once_in(2) {
            head.push_str(words::EVERY_CALL);
        }
        head
    }

    /// A step of these lines.
    fn plain(&mut self, lines: Vec<String>) -> Step {
        self.kind(Kind::Plain(lines))
    }

    fn kind(&mut self, kind: Kind) -> Step {
        self.number += 1;
        Step { number: self.number, kind }
    }

    /// One line in a map of a step.
    fn line(lines: &mut Vec<String>, key: &str, value: &str) {
        lines.push(format!("    {key}: {value}"));
    }

    fn outcome(&mut self, at: usize, wraps: usize) -> Part {
        const NAMES: [&str; 3] = ["Connected", "Left a Voicemail", "Contact"];
        let dispositions: Vec<String> =
            (0..=self.choices.below(3)).map(|each| format!("D{at}{each}")).collect();
        let place = Place { depth: 0, wraps, dispositions: &dispositions, ends: true };
        let steps = self.steps(place);
        let list = dispositions.join(", ");
        let key = if at == 0 { vec!["outcomes:".to_owned()] } else { Vec::new() };
        let head = [format!("  {}:", NAMES[at]), format!("    dispositions: [{list}]"), steps_key(4, &steps)];
        Part { head: key.into_iter().chain(head).collect(), indent: 6, steps }
    }

    /// An outcome that others run: it reads nothing that they set. If one of these does, no call need come to it.
    fn wrap(&mut self, at: usize, wraps: usize, run: &[String]) -> Part {
        let mut steps = Vec::new();
        if self.choices.once_in(2) {
            steps.push(self.plain(vec!["increment: Wraps__c".to_owned()]));
        }
        if self.choices.once_in(2) {
            steps.push(self.plain(vec!["set: { Wrapped__c: true }".to_owned()]));
        }
        steps.push(self.plain(vec!["log: \"Wrapped {!person.Name}\"".to_owned()]));
        if at + 1 < wraps && self.choices.once_in(2) {
            steps.push(self.plain(vec![format!("run: Wrap {}", at + 1)]));
        }
        let mut head = vec![format!("  Wrap {at}:")];
        if !(run.contains(&format!("run: Wrap {at}")) && self.choices.once_in(2)) {
            head.push(format!("    dispositions: [W{at}]"));
        }
        head.push(steps_key(4, &steps));
        Part { head, indent: 6, steps }
    }

    /// Steps where nobody was called.
    fn unattended(&mut self) -> Vec<Step> {
        let mut steps = vec![self.plain(vec!["log: \"Nobody for {!call.Subject}\"".to_owned()])];
        if self.choices.once_in(2) {
            steps.push(
                self.plain(vec!["create_task: { subject: Find out who it was, due: today }".to_owned()]),
            );
        }
        if self.choices.once_in(2) {
            let inner =
                self.plain(vec!["notify: { to: rep, title: Nobody, body: \"{!call.Subject}\" }".to_owned()]);
            let condition = "FOUND(manager) && NOT(ISBLANK(call.Description))".to_owned();
            steps.push(self.kind(Kind::If(condition, vec![inner], Vec::new())));
        }
        steps
    }

    /// Steps of an outcome.
    fn steps(&mut self, place: Place<'_>) -> Vec<Step> {
        let most = [7, 4, 3, 2][place.depth.min(3)];
        let count = self.choices.below(most + 1);
        let mut steps: Vec<Step> = (0..count).map(|_| self.step(place)).collect();
        if place.ends && place.wraps > 0 && self.choices.once_in(4) {
            let wrap = self.choices.below(place.wraps);
            steps.push(self.plain(vec![format!("run: Wrap {wrap}")]));
        } else if place.depth > 0 && self.choices.once_in(8) {
            steps.push(self.plain(vec!["stop: enough".to_owned()]));
        } else if place.depth == 0 && self.choices.once_in(6) {
            let call = "call_flow: { flow: Prepare, inputs: { callId: =call.Id, who: =person.Name } }";
            steps.push(self.plain(vec![call.to_owned(), "feature: preparation".to_owned()]));
        } else if place.depth == 0 && self.choices.once_in(6) {
            let call =
                "call_flow: { flow: Prepare, inputs: { who: =person.Name }, outputs: { score: Score__c } }";
            steps.push(self.plain(vec![call.to_owned(), "feature: preparation".to_owned()]));
        }
        if steps.is_empty() && place.depth > 0 {
            steps.push(self.plain(vec!["log: nothing more".to_owned()]));
        }
        steps
    }

    fn step(&mut self, place: Place<'_>) -> Step {
        let branches = if place.depth < DEEPEST { 3 } else { 0 };
        match self.choices.below(10 + branches) {
            0 => self.create_task(),
            1 => self.set(),
            2 => {
                let counter = self.choices.of(&["Calls__c", "Tries__c"]);
                self.plain(vec![format!("increment: {counter}")])
            }
            3 => self.create_event(),
            4 => self.create(),
            5 => self.update(),
            6 => self.chatter(),
            7 => self.notify(),
            8 => {
                let what = self.choices.of(words::CADENCES);
                self.plain(vec![format!("cadence: {{ {what} }}")])
            }
            9 => {
                let text = self.choices.of(words::TEXTS);
                self.plain(vec![format!("log: \"{text}\"")])
            }
            10 => self.choose(place),
            _ => self.fork(place),
        }
    }

    fn fork(&mut self, place: Place<'_>) -> Step {
        let condition = self.choices.of(words::CONDITIONS).to_owned();
        let inner = Place { depth: place.depth + 1, ends: false, ..place };
        let then = self.steps(inner);
        let otherwise = if self.choices.once_in(2) { self.steps(inner) } else { Vec::new() };
        self.kind(Kind::If(quoted(&condition), then, otherwise))
    }

    fn choose(&mut self, place: Place<'_>) -> Step {
        let inner = Place { depth: place.depth + 1, ends: false, ..place };
        let (conditions, covered) = self.branches(place);
        let branches = conditions.into_iter().map(|each| (quoted(&each), self.steps(inner))).collect();
        let otherwise = match covered {
            true => None,
            false if self.choices.once_in(3) => Some(Vec::new()),
            false => Some(self.steps(inner)),
        };
        self.kind(Kind::Choose(branches, otherwise))
    }

    /// The conditions of a choice, and whether they leave nothing.
    fn branches(&mut self, place: Place<'_>) -> (Vec<String>, bool) {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        match self.choices.below(4) {
            0 => (texts(&["person.Calls__c >= 5", "person.Calls__c = 3"]), false),
            1 => {
                let state = |state: &str| format!("person.State__c = \"{state}\"");
                let mut all: Vec<String> = ["New", "Open", "Done"].map(state).to_vec();
                all.push("ISBLANK(person.State__c)".to_owned());
                (all, true)
            }
            2 if place.dispositions.len() > 1 => {
                let each = |value: &String| format!("call.CallDisposition = \"{value}\"");
                (place.dispositions.iter().map(each).collect(), true)
            }
            _ => {
                let first = self.choices.below(words::CONDITIONS.len());
                let second = (first + 1 + self.choices.below(3)) % words::CONDITIONS.len();
                (texts(&[words::CONDITIONS[first], words::CONDITIONS[second]]), false)
            }
        }
    }

    fn set(&mut self) -> Step {
        let mut lines = vec!["set:".to_owned()];
        for _ in 0..=self.choices.below(3) {
            let (field, value) = self.choices.of(words::SETS);
            if lines.iter().all(|line| !line.starts_with(&format!("    {field}:"))) {
                Self::line(&mut lines, field, value);
            }
        }
        self.decorated(lines, false)
    }

    fn create_task(&mut self) -> Step {
        let mut lines = vec!["create_task:".to_owned()];
        let subject = self.choices.of(words::TEXTS);
        Self::line(&mut lines, "subject", &format!("\"{subject}\""));
        let optional: [(&str, &[&str]); 6] = [
            ("due", words::DUES),
            ("owner", words::OWNERS),
            ("related_to", words::RELATED),
            ("priority", &["High", "Low"]),
            ("type", &["Call", "Email"]),
            ("reminder", &["24 hours", "5 hours", "=NOW() + 2"]),
        ];
        for (key, values) in optional {
            if self.choices.once_in(3) {
                let value = self.choices.of(values);
                Self::line(&mut lines, key, value);
            }
        }
        self.decorated(lines, true)
    }

    fn create_event(&mut self) -> Step {
        let mut lines = vec!["create_event:".to_owned()];
        let subject = self.choices.of(words::TEXTS);
        Self::line(&mut lines, "subject", &format!("\"{subject}\""));
        let timed = self.choices.once_in(2);
        let days = &["1 business day", "today", "3 days", "=TODAY() + 1"];
        let start = if timed { "=BLANKVALUE(call.Meeting_Start__c, NOW())" } else { self.choices.of(days) };
        Self::line(&mut lines, "start", start);
        if timed && self.choices.once_in(2) {
            Self::line(&mut lines, "duration", "45 minutes");
        }
        if self.choices.once_in(3) {
            let related = self.choices.of(words::RELATED);
            Self::line(&mut lines, "related_to", related);
        }
        self.decorated(lines, true)
    }

    fn create(&mut self) -> Step {
        let mut lines = vec!["create:".to_owned()];
        if self.choices.once_in(2) {
            Self::line(&mut lines, "object", "Opportunity");
            Self::line(&mut lines, "into", "deal");
            lines.push("    set:".to_owned());
            for line in
                ["Name: \"Deal of {!person.Name}\"", "StageName: Prospecting", "CloseDate: =TODAY() + 30"]
            {
                lines.push(format!("      {line}"));
            }
        } else {
            Self::line(&mut lines, "object", "Case");
            lines.push("    set:".to_owned());
            lines.push("      Subject: \"Called by {!rep.Name}\"".to_owned());
            lines.push("      ContactId: =contact.Id".to_owned());
        }
        self.decorated(lines, true)
    }

    fn update(&mut self) -> Step {
        if std::mem::replace(&mut self.updates, true) {
            return self.create_task();
        }
        let mut lines = vec!["update:".to_owned()];
        Self::line(&mut lines, "object", "Case");
        Self::line(&mut lines, "where", "ContactId = contact.Id && Status = \"New\"");
        Self::line(&mut lines, "set", "{ Status: Working, Priority: High }");
        self.decorated(lines, true)
    }

    fn chatter(&mut self) -> Step {
        let (feed, text) = (self.choices.of(words::FEEDS), self.choices.of(words::TEXTS));
        let mut lines = vec!["chatter:".to_owned()];
        Self::line(&mut lines, "to", feed);
        Self::line(&mut lines, "text", &format!("\"{text}\""));
        self.decorated(lines, true)
    }

    fn notify(&mut self) -> Step {
        let (to, text) = (self.choices.of(words::RECIPIENTS), self.choices.of(words::TEXTS));
        let mut lines = vec!["notify:".to_owned()];
        Self::line(&mut lines, "to", to);
        if self.choices.once_in(3) {
            Self::line(&mut lines, "about", "deal else person");
        }
        Self::line(&mut lines, "title", &format!("\"{text}\""));
        Self::line(&mut lines, "body", "\"{!rep.Name} says so.\"");
        self.decorated(lines, false)
    }

    /// A step with its own label, or one after whose fault the path ends, or of a feature that the org lacks.
    fn decorated(&mut self, mut lines: Vec<String>, faults: bool) -> Step {
        if self.choices.once_in(10) {
            lines.push("label: Do What Was Promised".to_owned());
        }
        if faults && self.choices.once_in(8) {
            lines.push("on_fault: stop".to_owned());
        }
        if self.choices.once_in(20) {
            lines.push("feature: time_travel".to_owned());
        }
        self.plain(lines)
    }
}

fn steps_key(indent: usize, steps: &[Step]) -> String {
    let none = if steps.is_empty() { " []" } else { "" };
    format!("{:indent$}steps:{none}", "")
}

/// A condition as YAML takes it, whatever stands in it.
fn quoted(condition: &str) -> String {
    format!("'{condition}'")
}
