//! Scenarios on the files of a project, for the tests that run some.

use ctiflow::diag::Sink;
use ctiflow::flow::{self, Reading};
use ctiflow::org::Org;
use ctiflow::scenario::{Bench, Manner};
use ctiflow::source::{FileId, Source};
use ctiflow::xml;

/// What a bench is made of.
#[derive(Clone)]
pub(crate) struct Parts {
    org: Org,
    manner: Manner,
    notification_types: Vec<String>,
    /// The flows.
    pub(crate) flows: Vec<Reading>,
}

impl Parts {
    /// The files of a project, path and text, in an org that has `org` beside them.
    pub(crate) fn of(mut org: Org, files: &[(String, String)], manner: Manner) -> Self {
        let sources: Vec<Source> =
            files.iter().map(|(path, text)| Source::new(path.as_str(), text.as_str())).collect();
        let mut sink = Sink::default();
        org.load_team(sources.iter().map(|source| (FileId::default(), source)), &mut sink);
        assert!(sink.is_empty(), "{:?}", sink.finish());
        let of_kind = |ending: &'static str| sources.iter().filter(move |each| each.path.ends_with(ending));
        let notification_types = of_kind(".notiftype-meta.xml").map(|each| name(&each.path)).collect();
        let flows = of_kind(".flow-meta.xml").map(read).collect();
        Self { org, manner, notification_types, flows }
    }

    /// The bench.
    pub(crate) fn bench(&self) -> Bench {
        let types = self.notification_types.clone();
        Bench::new(self.org.clone(), &self.flows, self.manner.clone(), types)
    }
}

fn name(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name).to_owned()
}

fn read(source: &Source) -> Reading {
    flow::read(&name(&source.path), &xml::read(source, FileId::default()).unwrap()).unwrap()
}
