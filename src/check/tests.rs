//! Whole specs, and what each part of one is told.

mod blanks;
mod choices;
mod declarations;
mod filters;
mod laws;
mod names;
mod paths;
mod program;
mod programs;
mod steps;
mod values;

use super::testing::{HEAD, checked, mistakes, program};

#[test]
fn the_programs_of_the_project_are_right() {
    for text in [include_str!("../../specs/outbound-sales.yaml"), include_str!("../../specs/minimal.yaml")] {
        assert_eq!(mistakes(text), [""; 0]);
        let program = program(text);
        assert!(!program.outcomes.is_empty());
    }
}

#[test]
fn nothing_is_built_of_a_spec_with_a_mistake() {
    let text = format!(
        "{HEAD}outcomes:\n  A:\n    dispositions: [A]\n    steps:\n      - log: \"{{!person.Nmae}}\"\n"
    );
    let (program, diagnostics) = checked(&text);
    assert!(program.is_none());
    assert_eq!(diagnostics.len(), 1);
}
