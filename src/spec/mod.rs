//! The YAML language: from text to a [`Spec`], every mistake with its place.

mod decode;
mod frames;
mod json_schema;
pub mod keys;
mod load;
mod mentioned;
pub mod model;
mod node;
mod scalar;
pub mod scenario_keys;
mod scenarios;
mod table;
mod text;
mod traps;
mod written;

pub(crate) use decode::duration;
pub use json_schema::{json_schema, scenarios_schema};
#[cfg(feature = "cli")]
pub(crate) use load::load as tree;
pub use model::*;
pub(crate) use node::{Entry, Node, NodeKind, Scalar, Style};
pub(crate) use scenarios::Part;
pub use scenarios::{Scenario, Scenarios};
pub use table::{language_table, scenarios_table};
pub use text::LARGEST;

use crate::diag::Sink;
use crate::source::{FileId, Source};
use std::collections::BTreeSet;

/// Reads a spec. All its mistakes go to `sink`; what is broken is left out of the result, and there is none where the text
/// is no YAML, no map or of another edition of the language.
pub fn read(source: &Source, file: FileId, sink: &mut Sink) -> Option<Spec> {
    let root = load::load(source, file, sink)?;
    let torn = sink.has_errors();
    let spec = decode::spec(&root, sink)?;
    if !sink.has_errors() {
        return Some(spec);
    }
    let mut possible_records = BTreeSet::new();
    mentioned::mentioned(&root, &mut possible_records);
    Some(Spec { torn, possible_records, ..spec })
}

/// Reads a file of scenarios. A scenario with a mistake is there without its body; there is nothing where the text is no YAML
/// or no map.
pub fn read_scenarios(source: &Source, file: FileId, sink: &mut Sink) -> Option<Scenarios> {
    let root = load::load(source, file, sink)?;
    decode::scenarios(root, sink)
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod traps_tests;

#[cfg(test)]
mod tests {
    use super::keys;
    use super::testing::{PROGRAM, mistakes, spec_of};
    use crate::diag::Code;

    #[test]
    fn the_whole_language_is_read_without_a_message() {
        assert_eq!(mistakes(PROGRAM), Vec::<String>::new());
        let (spec, _) = spec_of(PROGRAM);
        let spec = spec.expect("it is a spec");
        assert_eq!(spec.fields.len(), 9);
        assert_eq!(spec.outcomes[0].steps.steps.len(), 15);
        assert_eq!(spec.monitors[1].records.len(), 1);
    }

    #[test]
    fn the_program_of_the_tests_has_every_key() {
        for key in keys::BLOCKS.iter().flat_map(|block| block.keys) {
            assert!(PROGRAM.contains(&format!("{}:", key.name)), "{}", key.name);
        }
    }

    #[test]
    fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
        let windows = format!("\u{feff}{}", PROGRAM.replace('\n', "\r\n"));
        assert_eq!(mistakes(&windows), Vec::<String>::new());
    }

    /// The codes of this room: their rows stand together at the head of the table.
    fn own_codes() -> impl Iterator<Item = Code> {
        Code::ALL.iter().copied().take_while(|code| *code <= Code::YesOrNo)
    }

    #[test]
    fn the_pages_of_this_room_show_their_mistake_and_no_other() {
        for code in own_codes() {
            let specs: Vec<&str> =
                code.page().split("```yaml\n").skip(1).filter_map(|part| part.split("```").next()).collect();
            let [wrong, right] = specs.as_slice() else { panic!("{} needs two specs", code.name()) };
            let told: Vec<Code> = spec_of(wrong).1.iter().map(|diagnostic| diagnostic.code).collect();
            assert_eq!(told, [code], "{wrong}");
            assert_eq!(mistakes(right), Vec::<String>::new(), "{right}");
        }
    }
}
