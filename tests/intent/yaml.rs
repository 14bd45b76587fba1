//! Intents are YAML in which everything is text.

use granit_parser::{Event, Parser};

/// A part of an intent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Yaml {
    /// Text, however it was written.
    Text(String),
    /// A list.
    List(Vec<Yaml>),
    /// Keys and values in order.
    Map(Vec<(String, Yaml)>),
}

impl Yaml {
    /// The value of a key of a map.
    pub(crate) fn get(&self, key: &str) -> Option<&Yaml> {
        self.entries().iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The keys and values; none where it is no map.
    pub(crate) fn entries(&self) -> &[(String, Yaml)] {
        match self {
            Yaml::Map(entries) => entries,
            Yaml::Text(_) | Yaml::List(_) => &[],
        }
    }

    /// The parts of a list; what is no list is a list of one, empty text one of none.
    pub(crate) fn parts(&self) -> &[Yaml] {
        match self {
            Yaml::List(parts) => parts,
            Yaml::Text(text) if text.is_empty() => &[],
            Yaml::Text(_) | Yaml::Map(_) => std::slice::from_ref(self),
        }
    }

    /// The text; empty where it is none.
    pub(crate) fn text(&self) -> &str {
        match self {
            Yaml::Text(text) => text,
            Yaml::List(_) | Yaml::Map(_) => "",
        }
    }

    /// The texts of a list.
    pub(crate) fn texts(&self) -> Vec<&str> {
        self.parts().iter().map(Yaml::text).collect()
    }
}

/// A list or map that is still open; a map may have a key that waits for its value.
enum Open {
    List(Vec<Yaml>),
    Map(Vec<(String, Yaml)>, Option<String>),
}

impl Open {
    fn take(&mut self, part: Yaml) -> Result<(), String> {
        match self {
            Open::List(parts) => parts.push(part),
            Open::Map(entries, key) => match key.take() {
                Some(key) => entries.push((key, part)),
                None if entries.iter().any(|(name, _)| name == part.text()) => {
                    return Err(format!("`{}` is there twice", part.text()));
                }
                None => *key = Some(part.text().to_owned()),
            },
        }
        Ok(())
    }

    fn close(self) -> Yaml {
        match self {
            Open::List(parts) => Yaml::List(parts),
            Open::Map(entries, _) => Yaml::Map(entries),
        }
    }
}

/// Reads an intent.
///
/// # Errors
/// Why it cannot be read.
pub(crate) fn read(text: &str) -> Result<Yaml, String> {
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let part = match event.map_err(|error| error.to_string())?.0 {
            Event::Scalar(text, ..) => Yaml::Text(text.into_owned()),
            Event::SequenceStart(..) => {
                open.push(Open::List(Vec::new()));
                continue;
            }
            Event::MappingStart(..) => {
                open.push(Open::Map(Vec::new(), None));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().ok_or("closed twice")?.close(),
            _ => continue,
        };
        match open.last_mut() {
            Some(outer) => outer.take(part)?,
            None => return Ok(part),
        }
    }
    Err("nothing is in it".to_owned())
}
