//! Why a question could not be answered.

use std::fmt;

/// A file or a question that could not be dealt with: exit code 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The file, where it is about one.
    pub path: Option<String>,
    /// What is wrong, in one line.
    pub message: String,
    /// The way out.
    pub help: Option<String>,
}

impl Failure {
    /// About a file.
    pub fn of(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: Some(path.into()), message: message.into(), help: None }
    }

    /// About the question.
    pub fn new(message: impl Into<String>) -> Self {
        Self { path: None, message: message.into(), help: None }
    }

    /// What to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(formatter, "{path}: ")?;
        }
        formatter.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(formatter, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

/// What the disk refused: the whole chain of causes.
impl From<anyhow::Error> for Failure {
    fn from(fault: anyhow::Error) -> Self {
        Self::new(format!("{fault:#}"))
    }
}

/// Several failures; at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failures(pub Vec<Failure>);

impl From<Failure> for Failures {
    fn from(failure: Failure) -> Self {
        Self(vec![failure])
    }
}

impl From<anyhow::Error> for Failures {
    fn from(fault: anyhow::Error) -> Self {
        Failure::from(fault).into()
    }
}
