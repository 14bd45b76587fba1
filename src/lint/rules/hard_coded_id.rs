//! Ids of records that are written down.

use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("hard-coded-id", Warning, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for literal in flow.literals() {
        for id in words(literal.text).filter(|word| is_id(word)) {
            findings.add(
                literal.span,
                format!("`{id}` is the id of one record: another org has another"),
                "look the record up by its developer name, or keep the id in custom metadata or a custom label",
            );
        }
    }
}

/// The words of a text: letters and digits.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|each: char| !each.is_ascii_alphanumeric() && each != '_')
}

/// Whether a word is an id: 15 characters of a key prefix and a number, or 18 of which the last three say which of the others
/// are capitals.
///
/// Source: Salesforce help, "What Are Record Id Size Limit and Decoder": 15 characters in which case counts, 18 in which it does not.
fn is_id(word: &str) -> bool {
    let bytes = word.as_bytes();
    match bytes.len() {
        15 => has_prefix(bytes) && is_numbered(bytes),
        18 => has_prefix(bytes) && is_numbered(bytes) && bytes[15..] == checksum(&bytes[..15]),
        _ => false,
    }
}

/// The prefixes of standard objects begin with `0`, those of custom objects with a small letter and a digit.
fn has_prefix(id: &[u8]) -> bool {
    match id[0] {
        b'0' => id[1..3].iter().all(u8::is_ascii_alphanumeric),
        b'a'..=b'z' => id[1].is_ascii_digit() && id[2].is_ascii_alphanumeric(),
        _ => false,
    }
}

/// Behind prefix and instance stands a zero that is kept for later; a word has none there.
fn is_numbered(id: &[u8]) -> bool {
    id[6] == b'0' && id.iter().all(u8::is_ascii_alphanumeric)
}

/// For each five of 15 characters, which of them are capitals.
fn checksum(id: &[u8]) -> [u8; 3] {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    let mut sum = [0; 3];
    for (five, letter) in id.chunks(5).zip(&mut sum) {
        let capitals = five.iter().enumerate().filter(|(_, each)| each.is_ascii_uppercase());
        *letter = LETTERS[capitals.map(|(at, _)| 1 << at).sum::<usize>()];
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn an_id_is_told_from_a_word() {
        for id in ["0123000000000Wq", "001D000000IqhSLIAZ", "a0B5g00000abcDe"] {
            assert!(is_id(id), "{id}");
        }
        for word in [
            "Proposal_Price_Quote",
            "accountNumbers1",
            "001D000000IqhSLAAA",
            "",
            "00000000000000",
            "responsibility",
        ] {
            assert!(!is_id(word), "{word}");
        }
    }
}
