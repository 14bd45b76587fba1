//! Names of elements and resources: always the full name, made from what a step does and where it stands.

use crate::org::Field;
use std::collections::BTreeSet;

/// Most characters of an API name (facts: flow element names).
pub(super) const LONGEST_NAME: usize = 80;

/// The legal API name of words: letters, digits and single underscores. A hash of the whole ends it over 80 characters, and
/// where letters of other scripts are lost, so that other words have another name.
pub fn legal(full: &str) -> String {
    legal_within(full, LONGEST_NAME)
}

fn legal_within(full: &str, most: usize) -> String {
    let name = underscored(full);
    let name = match name.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => name,
        Some(_) => format!("X{name}"),
        None => "Step".to_owned(),
    };
    if name.len() <= most {
        return name;
    }
    let cut = &name[..most - 7];
    let whole_words = cut.rfind('_').filter(|at| *at > most / 2).map_or(cut, |at| &cut[..at]);
    let kept = if name[most - 7..].starts_with('_') { cut } else { whole_words };
    let kept = kept.trim_end_matches('_');
    format!("{kept}_{}", mark(full))
}

/// What stands for words that a name has no place or no letters for.
fn mark(words: &str) -> String {
    format!("{:06x}", fingerprint(words) & 0x00ff_ffff)
}

/// Whether an API name loses letters of these words.
fn loses_letters(words: &str) -> bool {
    crate::check::names::plain(words).chars().any(|each| each.is_alphanumeric() && !each.is_ascii())
}

/// A field in the names of elements: its label, or its API name where that is in another script.
pub(super) fn field_in_names(field: &Field) -> String {
    match loses_letters(&field.label) {
        true => field.name.strip_suffix("__c").unwrap_or(&field.name).replace('_', " "),
        false => field.label.clone(),
    }
}

/// Words joined by single underscores; what is no letter or digit separates words.
fn underscored(words: &str) -> String {
    let plain = crate::check::names::plain(words);
    let lost = loses_letters(words).then(|| mark(words));
    let parts = plain.split(|each: char| !each.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.chain(lost.as_deref()).collect::<Vec<_>>().join("_")
}

/// A lower camel resource name: `Voicemail Count` is `voicemailCount`.
pub fn camel(words: &str) -> String {
    let name = underscored(words);
    let mut parts = name.split('_');
    let first = parts.next().unwrap_or_default();
    let mut camel = decapitalized(first);
    parts.for_each(|part| camel.push_str(&capitalized(part)));
    match camel.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => legal(&camel),
        _ => legal(&format!("value{camel}")),
    }
}

/// `OwnerId` is `ownerId`, `URL` is `url`.
fn decapitalized(word: &str) -> String {
    let upper = word.chars().take_while(char::is_ascii_uppercase).count();
    match upper {
        0 => word.to_owned(),
        1 => word[..1].to_lowercase() + &word[1..],
        _ if upper == word.len() => word.to_lowercase(),
        _ => word[..upper - 1].to_lowercase() + &word[upper - 1..],
    }
}

/// The first letter in upper case.
pub fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A number in words up to ninety-nine, else in digits.
pub fn number_word(number: u32) -> String {
    const WORDS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] =
        ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let word = |words: &[&str], at: u32| words.get(at as usize).map(|word| (*word).to_owned());
    match (number, number % 10) {
        (0..=19, _) => word(&WORDS, number),
        (20..=99, 0) => word(&TENS, number / 10),
        (20..=99, ones) => {
            word(&TENS, number / 10).zip(word(&WORDS, ones)).map(|(tens, ones)| format!("{tens} {ones}"))
        }
        _ => None,
    }
    .unwrap_or_else(|| number.to_string())
}

/// FNV-1a: a hash that is the same on every machine and in every release.
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The names that a flow has given; case does not count.
#[derive(Debug, Default)]
pub struct Taken {
    names: BTreeSet<String>,
}

/// Names that callers and the compiler's own parts rely on: no element may take them.
const RESERVED: [&str; 6] = ["call", "contact", "contactchanges", "lead", "leadchanges", "priordisposition"];

impl Taken {
    /// A legal name, with a number behind it only where a twin that is equal in everything took it.
    pub fn claim(&mut self, full: &str) -> String {
        let name = legal(full);
        if RESERVED.contains(&name.to_lowercase().as_str()) {
            return self.claim(&format!("{full} Step"));
        }
        if self.names.insert(name.to_lowercase()) {
            return name;
        }
        self.twin(full)
    }

    /// As [`Taken::claim`]; where something else has the name, a hash of what it is ends it, and no number.
    pub fn claim_for(&mut self, full: &str, content: &str) -> String {
        let words = self.told_apart(full, content);
        self.claim(&words)
    }

    /// The name of an element or rule.
    pub(super) fn claim_element(&mut self, full: &str) -> String {
        self.claim(&of_element(full))
    }

    /// Whether something has the name of an element already.
    pub(super) fn has_element(&self, full: &str) -> bool {
        self.names.contains(&key_of_element(full))
    }

    fn told_apart(&self, full: &str, content: &str) -> String {
        match self.names.contains(&legal(full).to_lowercase()) {
            true => with_mark(full, content),
            false => full.to_owned(),
        }
    }

    /// All names, in lower case.
    pub(super) fn all(&self) -> Vec<String> {
        self.names.iter().cloned().collect()
    }

    fn twin(&mut self, full: &str) -> String {
        let mut number = 2;
        loop {
            let ending = format!("_{number}");
            let twin = legal_within(full, LONGEST_NAME - ending.len()) + &ending;
            if self.names.insert(twin.to_lowercase()) {
                return twin;
            }
            number += 1;
        }
    }
}

/// A name in words with a hash of what it stands for behind them.
pub(super) fn with_mark(full: &str, content: &str) -> String {
    format!("{full} {}", mark(content))
}

/// What tells names of elements apart: case does not count.
pub(super) fn key_of_element(full: &str) -> String {
    legal(&of_element(full)).to_lowercase()
}

/// Two words at least, so that the name of an element is never that of a variable, which is one.
fn of_element(full: &str) -> String {
    match legal(full).contains('_') {
        true => full.to_owned(),
        false => format!("{full} Step"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_legal() {
        assert_eq!(legal("Create Task: Call {x} Again"), "Create_Task_Call_x_Again");
        assert_eq!(legal("5 or More"), "X5_or_More");
        assert_eq!(legal("__a__b__"), "a_b");
        let long = legal(&"Very Long Words ".repeat(9));
        assert!(
            long.contains("_Words_Very_Long_") || long.contains("_Very_Long_Words_"),
            "whole words: {long}"
        );
        assert!(long.len() <= LONGEST_NAME && !long.contains("__"), "{long}");
        assert_ne!(long, legal(&"Very Long Words ".repeat(10)));
    }

    #[test]
    fn resources_are_lower_camel() {
        assert_eq!(camel("Voicemail Count"), "voicemailCount");
        assert_eq!(camel("person OwnerId"), "personOwnerId");
        assert_eq!(camel("ID"), "id");
        assert_eq!(camel("24 Hours"), "value24Hours");
    }

    #[test]
    fn numbers_are_said_in_words() {
        assert_eq!(
            [2, 14, 20, 24, 100].map(number_word),
            ["two", "fourteen", "twenty", "twenty four", "100"]
        );
    }

    #[test]
    fn letters_of_other_scripts_tell_names_apart() {
        let (one, other) = (legal("Create Task: 電話"), legal("Create Task: 確認"));
        assert!(one.starts_with("Create_Task_") && other.starts_with("Create_Task_"), "{one} {other}");
        assert_ne!(one, other);
        assert_eq!(legal("Café \u{1F4DE}"), "Cafe");
    }

    #[test]
    fn what_has_the_name_of_another_ends_with_a_hash_of_what_it_is() {
        let mut taken = Taken::default();
        assert_eq!(taken.claim_for("Post Text", "one"), "Post_Text");
        let other = taken.claim_for("Post Text", "other");
        assert_eq!(other, legal(&format!("Post Text {}", mark("other"))));
        assert_ne!(taken.claim_for("Post Text", "third"), other);
    }

    #[test]
    fn only_twins_are_numbered() {
        let mut taken = Taken::default();
        assert_eq!(taken.claim("Set A"), "Set_A");
        assert_eq!(taken.claim("Set a"), "Set_a_2");
        assert_eq!(taken.claim("Set B"), "Set_B");
        let long = "Very Long Words ".repeat(9);
        let (first, twin) = (taken.claim(&long), taken.claim(&long));
        assert!(twin.len() <= LONGEST_NAME && first.starts_with("Very_Long_Words_Very_"), "{first} {twin}");
        assert_eq!(
            twin.strip_suffix("_2").map(|twin| &twin[twin.len() - 7..]),
            Some(&first[first.len() - 7..])
        );
    }
}
