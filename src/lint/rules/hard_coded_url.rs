//! Addresses of one org that are written down.

use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("hard-coded-url", Warning, Check::Flow(check));

/// The domains that Salesforce gives to orgs.
///
/// Source: Salesforce help, "My Domain URL Formats".
const DOMAINS: [&str; 7] = [
    ".salesforce.com",
    ".force.com",
    ".my.site.com",
    ".salesforce-sites.com",
    ".visualforce.com",
    ".salesforce-setup.com",
    ".cloudforce.com",
];

/// Hosts that are the same for every org.
const SHARED: [&str; 5] = ["www", "help", "login", "test", "developer"];

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for literal in flow.literals() {
        for host in hosts(literal.text).filter(|host| is_of_an_org(host)) {
            findings.add(
                literal.span,
                format!("`{host}` is one org: a sandbox has another address"),
                "take the address from $Api, or keep it in custom metadata or a custom label",
            );
        }
    }
}

/// The hosts of the addresses in a text.
fn hosts(text: &str) -> impl Iterator<Item = &str> {
    text.split("://").skip(1).map(|rest| {
        let end = rest.find(|each: char| !each.is_ascii_alphanumeric() && each != '.' && each != '-');
        &rest[..end.unwrap_or(rest.len())]
    })
}

fn is_of_an_org(host: &str) -> bool {
    let host = host.to_lowercase();
    let stem = DOMAINS.iter().find_map(|domain| host.strip_suffix(domain));
    stem.is_some_and(|stem| !stem.is_empty() && !SHARED.contains(&stem))
}
