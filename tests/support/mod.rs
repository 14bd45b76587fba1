//! From the text of a spec to what it becomes, for the tests of whole programs.

use ctiflow::build::{self, Component};
use ctiflow::check::{self, Program};
use ctiflow::diag::{Severity, Sink};
use ctiflow::flow::Flow;
use ctiflow::org::Org;
use ctiflow::project::{self, Tree};
use ctiflow::source::{FileId, Source};
use ctiflow::{plan, spec};

/// What a spec became.
pub(crate) struct Made {
    /// The checked program.
    pub program: Program,
    /// Its flows.
    pub flows: Vec<Flow>,
    /// All its metadata.
    pub components: Vec<Component>,
    /// Its files.
    pub tree: Tree,
}

/// Compiles a spec that lies at `path`.
///
/// # Errors
/// The errors of the spec, one in each line: `line:column name: message`.
pub(crate) fn compile(path: &str, text: &str, org: &Org) -> Result<Made, String> {
    let source = Source::new(path, text);
    let mut sink = Sink::default();
    let spec = spec::read(&source, FileId(0), &mut sink);
    let program = spec.and_then(|spec| check::check(&spec, org, path, &mut sink));
    let errors: Vec<String> = sink
        .finish()
        .into_iter()
        .filter(|each| each.code.severity() == Severity::Error)
        .map(|each| {
            let (line, column) = source.line_column(each.span.start);
            format!("{path}:{line}:{column} {}: {}", each.code.name(), each.message)
        })
        .collect();
    match program {
        Some(program) if errors.is_empty() => Ok(made(program)),
        Some(_) => Err(errors.join("\n")),
        None => Err(format!("no program\n{}", errors.join("\n"))),
    }
}

fn made(program: Program) -> Made {
    let (flows, components) = {
        let plan = plan::plan(&program);
        (build::flows(&plan), build::build(&plan))
    };
    let tree = project::project(&program, &components);
    Made { program, flows, components, tree }
}
