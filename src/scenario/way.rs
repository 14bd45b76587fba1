//! The way through the flows, in the words that Flow Builder shows.

use crate::simulate::{Event, Line, Report, World};

/// A way of more lines than this is cut: what goes on so long repeats itself.
const MOST_LINES: usize = 1_000;
/// Lines that such a way shows of its beginning, and as many of its end.
const ENDS: usize = 20;

/// One line for each element, below the flow that it is in; of a very long way the beginning and the end.
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
    shortened(lines)
}

fn shortened(mut lines: Vec<String>) -> Vec<String> {
    if lines.len() > MOST_LINES {
        let end = lines.len() - ENDS;
        lines.splice(ENDS..end, [format!("… {} more lines …", end - ENDS)]);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_way_shows_its_ends() {
        let lines = |count: usize| (1..=count).map(|line| line.to_string()).collect::<Vec<_>>();
        assert_eq!(shortened(lines(1_000)), lines(1_000));
        let short = shortened(lines(50_000));
        assert_eq!(
            (short.len(), short[19..22].join(", ")),
            (41, "20, … 49960 more lines …, 49981".to_owned())
        );
    }
}
