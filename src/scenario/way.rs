//! The way through the flows, in the words that Flow Builder shows.

use crate::simulate::{Event, Line, Report, World};

/// One line for each element, below the flow that it is in.
pub(crate) fn way(world: &World, report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    let mut last: Option<(u32, u32, String)> = None;
    for step in &report.trace {
        let line = world.line(step);
        let here = (line.interview, line.depth, line.flow.clone());
        let indent = "  ".repeat(line.depth as usize);
        if last.as_ref() != Some(&here) {
            lines.push(format!("{}{}", "  ".repeat(line.depth.saturating_sub(1) as usize), line.flow));
        }
        last = Some(here);
        lines.push(format!("{indent}{}", event(&line)));
    }
    lines
}

fn event(line: &Line) -> String {
    let label = if line.label.is_empty() { &line.element } else { &line.label };
    match &line.event {
        Event::Executed => label.clone(),
        Event::Outcome(outcome) => format!("{label}: {outcome}"),
        Event::Item(number) => format!("{label}: item {number}"),
        Event::NoMoreItems => format!("{label}: no more items"),
        Event::Fault(message) => format!("{label}: FAULT: {message}"),
    }
}
