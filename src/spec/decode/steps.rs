//! Steps.

use super::Decoder;
use super::keyed::Keys;
use crate::diag::{Code, Diagnostic};
use crate::source::Spanned;
use crate::spec::keys::{
    BRANCH, CADENCE, CADENCE_DISPOSITIONS, CADENCE_EVENTS, CALL_FLOW, CHATTER, CREATE, CREATE_EVENT,
    CREATE_TASK, Kind, NOTIFY, STEP, UPDATE, Word,
};
use crate::spec::model::{
    Branch, Cadence, CallFlow, Chatter, Choose, Create, CreateEvent, CreateTask, If, Notify, Step, StepKind,
    Update,
};
use crate::spec::node::{Entry, Node, NodeKind};

/// Reads what stands behind a step's key.
type Reader = fn(&mut Decoder<'_>, &Keys<'_>, &Entry) -> Option<StepKind>;

/// The reader of each step, by its key.
const READERS: &[(&str, Reader)] = &[
    ("set", |decoder, _, entry| decoder.values(Some(&entry.value)).map(StepKind::Set)),
    ("increment", |decoder, _, entry| decoder.field(Some(&entry.value)).map(StepKind::Increment)),
    ("create_task", |decoder, _, entry| decoder.create_task(&entry.value).map(StepKind::CreateTask)),
    ("create_event", |decoder, _, entry| decoder.create_event(&entry.value).map(StepKind::CreateEvent)),
    ("create", |decoder, _, entry| decoder.create(&entry.value).map(StepKind::Create)),
    ("update", |decoder, _, entry| decoder.update(&entry.value).map(StepKind::Update)),
    ("if", |decoder, keys, entry| decoder.condition_step(keys, &entry.value).map(StepKind::If)),
    ("choose", |decoder, _, entry| decoder.choose(entry).map(StepKind::Choose)),
    ("run", |decoder, _, entry| decoder.text(Some(&entry.value)).map(StepKind::Run)),
    ("call_flow", |decoder, _, entry| decoder.call_flow(&entry.value).map(StepKind::CallFlow)),
    ("chatter", |decoder, _, entry| decoder.chatter(&entry.value).map(StepKind::Chatter)),
    ("notify", |decoder, _, entry| decoder.notify(&entry.value).map(StepKind::Notify)),
    ("cadence", |decoder, _, entry| decoder.cadence(&entry.value).map(StepKind::Cadence)),
    ("log", |decoder, _, entry| decoder.value(Some(&entry.value)).map(StepKind::Log)),
    ("stop", |decoder, _, entry| decoder.stop(entry)),
];

impl Decoder<'_> {
    /// One entry of a list of steps.
    pub(super) fn step(&mut self, node: &Node) -> Option<Step> {
        if let NodeKind::Scalar(scalar) = &node.kind
            && STEP.one_of.contains(&scalar.text.text.as_str())
        {
            self.step_without_colon(node, &scalar.text.text);
            return None;
        }
        let keys = self.open(node, &STEP)?;
        let found = READERS.iter().find_map(|(name, reader)| Some((keys.entry(name)?, reader)));
        let on_fault = self.one_of(&keys, "on_fault", &[true]);
        let label = self.text(keys.get("label"));
        let description = self.lines(keys.get("description"));
        let feature = self.text(keys.get("feature"));
        let (entry, reader) = found?;
        if super::is_empty(&entry.value) && entry.key.value != "stop" {
            return None;
        }
        Some(Step {
            kind: reader(self, &keys, entry)?,
            span: entry.key.span,
            label,
            description,
            feature: feature.or_else(|| self.inner_feature(entry)),
            stop_on_fault: on_fault.is_some(),
        })
    }

    fn step_without_colon(&mut self, node: &Node, name: &str) {
        let message = format!("expected a map of the keys of `step`, found the text `{name}`");
        let diagnostic = Diagnostic::new(Code::WrongKind, node.span, message);
        self.tell(match name {
            "stop" => diagnostic.help("write `stop:`").fix(node.span, "stop:"),
            _ => diagnostic.help(format!("write `{name}:` and what it needs")),
        });
    }

    /// `call_flow` may hold the feature itself.
    fn inner_feature(&mut self, entry: &Entry) -> Option<Spanned<String>> {
        let NodeKind::Map(entries) = &entry.value.kind else { return None };
        let inner =
            entries.iter().find(|inner| entry.key.value == "call_flow" && inner.key.value == "feature")?;
        self.text(Some(&inner.value).filter(|node| !super::is_empty(node)))
    }

    fn create_task(&mut self, node: &Node) -> Option<CreateTask> {
        let keys = self.open(node, &CREATE_TASK)?;
        Some(CreateTask {
            subject: self.value(keys.get("subject")),
            due: self.due(&keys, "due"),
            owner: self.choice(keys.get("owner")),
            priority: self.value(keys.get("priority")),
            status: self.value(keys.get("status")),
            task_type: self.value(keys.get("type")),
            description: self.value(keys.get("description")),
            related_to: self.choice(keys.get("related_to")),
            reminder: self.due(&keys, "reminder"),
        })
    }

    fn create_event(&mut self, node: &Node) -> Option<CreateEvent> {
        let keys = self.open(node, &CREATE_EVENT)?;
        Some(CreateEvent {
            subject: self.value(keys.get("subject")),
            start: self.due(&keys, "start"),
            duration: self.duration(&keys, "duration"),
            owner: self.choice(keys.get("owner")),
            related_to: self.choice(keys.get("related_to")),
            description: self.value(keys.get("description")),
            location: self.value(keys.get("location")),
        })
    }

    fn create(&mut self, node: &Node) -> Option<Create> {
        let keys = self.open(node, &CREATE)?;
        let object = self.name(keys.get("object"));
        let set = self.values(keys.get("set"));
        let into = self.name(keys.get("into"));
        Some(Create { object: object?, set: set?, into })
    }

    fn update(&mut self, node: &Node) -> Option<Update> {
        let keys = self.open(node, &UPDATE)?;
        let object = self.name(keys.get("object"));
        let filter = self.filter(keys.get("where"));
        let set = self.values(keys.get("set"));
        Some(Update { object: object?, filter: filter?, set: set? })
    }

    fn condition_step(&mut self, keys: &Keys<'_>, node: &Node) -> Option<If> {
        let condition = self.condition(Some(node));
        let then = self.steps(keys.entry("then"));
        let otherwise = self.steps(keys.entry("else"));
        Some(If { condition: condition?, then: then?, otherwise })
    }

    fn choose(&mut self, entry: &Entry) -> Option<Choose> {
        let nodes = self.list(&entry.value, &Kind::Branches.words())?;
        let mut choose = Choose { branches: Vec::new(), otherwise: None };
        let mut has_branch = false;
        let told = self.sink.len();
        for (at, node) in nodes.iter().enumerate() {
            let Some(keys) = self.open(node, &BRANCH) else { continue };
            if let Some(otherwise) = keys.entry("otherwise") {
                self.check_last(otherwise, at + 1 == nodes.len());
                choose.otherwise = self.steps(Some(otherwise));
            }
            if let Some(when) = keys.entry("when") {
                has_branch = true;
                choose.branches.extend(self.branch(&keys, when));
            }
        }
        if !has_branch {
            if self.sink.len() == told && !nodes.iter().any(|node| matches!(node.kind, NodeKind::Broken)) {
                self.empty_list(entry.key.span, "at least one branch with `when`");
            }
            return None;
        }
        Some(choose)
    }

    fn check_last(&mut self, otherwise: &Entry, is_last: bool) {
        if !is_last {
            let message = "`otherwise` is not the last branch";
            let help = "put it at the end: it holds where none of the others does";
            self.tell(Diagnostic::new(Code::OtherwiseNotLast, otherwise.key.span, message).help(help));
        }
    }

    fn branch(&mut self, keys: &Keys<'_>, when: &Entry) -> Option<Branch> {
        let condition = self.condition(keys.get("when"));
        let then = self.steps(keys.entry("then"));
        Some(Branch { condition: condition?, then: then?, span: when.key.span })
    }

    fn call_flow(&mut self, node: &Node) -> Option<CallFlow> {
        let keys = self.open(node, &CALL_FLOW)?;
        let flow = self.name(keys.get("flow"));
        let inputs = self.values(keys.get("inputs")).unwrap_or_default();
        let outputs = self.outputs(keys.get("outputs"));
        Some(CallFlow { flow: flow?, inputs, outputs })
    }

    fn outputs(&mut self, node: Option<&Node>) -> Vec<(Spanned<String>, Spanned<String>)> {
        let entries = self.entries(node, &Kind::Outputs.words()).unwrap_or_default();
        entries.iter().filter_map(|entry| self.output(entry)).collect()
    }

    fn output(&mut self, entry: &Entry) -> Option<(Spanned<String>, Spanned<String>)> {
        let output = self.key_name(entry);
        let field = self.filled(entry, "a field").and_then(|node| self.field(Some(node)));
        output.zip(field)
    }

    fn chatter(&mut self, node: &Node) -> Option<Chatter> {
        let keys = self.open(node, &CHATTER)?;
        let to = self.choice(keys.get("to"));
        let text = self.value(keys.get("text"));
        Some(Chatter { to: to?, text: text? })
    }

    fn notify(&mut self, node: &Node) -> Option<Notify> {
        let keys = self.open(node, &NOTIFY)?;
        let to = self.choice(keys.get("to"));
        let about = self.choice(keys.get("about"));
        let title = self.value(keys.get("title"));
        let body = self.value(keys.get("body"));
        Some(Notify { to: to?, about, title: title?, body: body? })
    }

    fn cadence(&mut self, node: &Node) -> Option<Cadence> {
        let keys = self.open(node, &CADENCE)?;
        let event = self.cadence_word(&keys, "event", CADENCE_EVENTS).map(Cadence::Event);
        let remove = self.cadence_word(&keys, "remove", CADENCE_DISPOSITIONS).map(Cadence::Remove);
        let assign = self.text(keys.get("assign")).map(Cadence::Assign);
        let pause = self.pause(&keys, "pause").map(Cadence::Pause);
        let resume = keys.get("resume").and_then(|node| self.resume(node));
        event.or(remove).or(assign).or(pause).or(resume)
    }

    fn cadence_word(&mut self, keys: &Keys<'_>, key: &'static str, of: &[Word]) -> Option<Spanned<String>> {
        let words: Vec<&str> = of.iter().map(|(word, _)| *word).collect();
        let word = self.one_of(keys, key, &words)?;
        Some(Spanned::new(word.value.to_owned(), word.span))
    }

    fn resume(&mut self, node: &Node) -> Option<Cadence> {
        let resumes = self.truth(Some(node))?;
        if !resumes.value {
            let message = "`resume: false` says nothing";
            self.tell(
                Diagnostic::new(Code::UnknownWord, node.span, message)
                    .help("write `true`, or delete the step"),
            );
            return None;
        }
        Some(Cadence::Resume)
    }

    fn stop(&mut self, entry: &Entry) -> Option<StepKind> {
        if super::is_empty(&entry.value) {
            return Some(StepKind::Stop(None));
        }
        self.text(Some(&entry.value)).map(|reason| StepKind::Stop(Some(reason)))
    }
}
