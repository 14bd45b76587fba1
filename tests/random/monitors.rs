//! Monitors of random programs.

use super::tree::{Kind, Part, Step};
use super::{Maker, quoted, steps_key};

/// A monitor: its lines, and what its steps may say.
struct Sort {
    lines: &'static [&'static str],
    conditions: &'static [&'static str],
    steps: &'static [&'static [&'static str]],
}

const SORTS: &[Sort] = &[
    Sort {
        lines: &["every: day at 02:00", "for: person", "where: { State__c: [New, Open] }"],
        conditions: &[
            "person.Hot__c",
            "ISBLANK(person.Next_Call__c)",
            "person.Calls__c > 3",
            "FOUND(manager)",
        ],
        steps: &[
            &["create_task: { owner: person.OwnerId, subject: \"Call {!person.Name}\", due: today }"],
            &["set: { State__c: Done, Next_Call__c: =TODAY() + 1 }"],
            &["set: { Tries__c: 0 }"],
            &["notify: { to: manager, title: \"See {!person.Name}\", body: Now }"],
            &["cadence: { remove: Bad Data }"],
            &["chatter: { to: person, text: \"Still {!person.State__c}\" }"],
            &["log: \"Saw {!person.Name}\""],
        ],
    },
    Sort {
        lines: &[
            "every: week on Monday at 06:30",
            "for: Opportunity",
            "where: { IsClosed: false, StageName: [Prospecting, Qualification] }",
            "records:",
            "  calls:",
            "    object: Task",
            "    count: true",
            "    where: WhatId = opportunity.Id && CreatedDate >= NOW() - 14",
            "  firm:",
            "    object: Account",
            "    where: Id = opportunity.AccountId",
        ],
        conditions: &[
            "COUNT(calls) = 0",
            "FOUND(firm) && firm.Industry = \"Energy\"",
            "FOUND(manager)",
            "record.Amount > 5",
        ],
        steps: &[
            &[
                "create_task: { owner: manager else rep, subject: \"See {!opportunity.Name}\", due: 1 business day }",
            ],
            &["set: { Reason__c: Timing }"],
            &["create_event: { subject: Look at it, start: 1 business day, related_to: opportunity }"],
            &["notify: { to: rep, about: opportunity, title: Look, body: \"{!COUNT(calls)} calls\" }"],
            &["chatter: { to: firm else opportunity, text: \"Silent: {!opportunity.Name}\" }"],
            &["log: \"Saw {!opportunity.Name}\""],
        ],
    },
    Sort {
        lines: &["every: day at 23:15", "for: Case", "starting: 2027-02-03"],
        conditions: &["record.Status = \"New\"", "FOUND(rep)", "ISBLANK(record.Description)"],
        steps: &[
            &["set: { Priority: High }"],
            &[
                "create_task: { owner: record.OwnerId, subject: \"Look at {!record.CaseNumber}\", due: today }",
            ],
            &["notify: { to: record.OwnerId, title: Look, body: \"On {!record.Subject}\" }"],
            &["chatter: { to: record, text: Still open }"],
        ],
    },
];

impl Maker<'_, '_> {
    /// Up to two monitors behind the other parts.
    pub(super) fn monitors(&mut self, parts: &mut Vec<Part>) {
        for at in 0..self.choices.below(3) {
            let sort = &SORTS[self.choices.below(SORTS.len())];
            let mut head = if at == 0 { vec!["monitors:".to_owned()] } else { Vec::new() };
            head.push(format!("  Watch {at}:"));
            head.extend(sort.lines.iter().map(|line| format!("    {line}")));
            if self.choices.once_in(2) {
                let condition = self.choices.of(sort.conditions);
                head.push(format!("    if: {}", quoted(&guarded(condition))));
            }
            if self.choices.once_in(2) {
                let time = self.choices.of(&["10 business days", "1 day", "2 weeks"]);
                head.push(format!("    once_in: {time}"));
            }
            let steps = self.watched(sort, 0);
            head.push(steps_key(4, &steps));
            parts.push(Part { head, indent: 6, steps });
        }
    }

    fn watched(&mut self, sort: &Sort, depth: usize) -> Vec<Step> {
        let count = 1 + self.choices.below(3);
        let mut steps = Vec::new();
        for _ in 0..count {
            if depth < 2 && self.choices.once_in(3) {
                let condition = quoted(&guarded(self.choices.of(sort.conditions)));
                let then = self.watched(sort, depth + 1);
                let otherwise =
                    if self.choices.once_in(2) { self.watched(sort, depth + 1) } else { Vec::new() };
                steps.push(self.kind(Kind::If(condition, then, otherwise)));
            } else {
                let lines = self.choices.of(sort.steps).iter().map(|line| (*line).to_owned()).collect();
                steps.push(self.plain(lines));
            }
        }
        if depth > 0 && self.choices.once_in(5) {
            steps.push(self.plain(vec!["stop: seen".to_owned()]));
        }
        steps
    }
}

/// An ordering says what a blank means.
fn guarded(condition: &str) -> String {
    match condition {
        "record.Amount > 5" => format!("NOT(ISBLANK(record.Amount)) && {condition}"),
        other => other.to_owned(),
    }
}
