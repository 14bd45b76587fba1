//! Labels made from API names, where nobody gave one.

/// The label that an API name suggests: `OpportunityContactRole` → `Opportunity Contact Role`, `AccountId` → `Account ID`,
/// `Voicemail_Count__c` → `Voicemail Count`.
///
/// `scripts/make-symbols.py` applies the same rule to standard fields and keeps only the labels that differ.
pub fn from_name(name: &str) -> String {
    let plain = ["__c", "__e", "__mdt", "__x", "__b"].iter().find_map(|suffix| name.strip_suffix(suffix));
    let letters: Vec<char> = plain.unwrap_or(name).chars().collect();
    let mut label = String::with_capacity(name.len() + 8);
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let after = letters.get(at + 1);
        if before.is_some_and(|before| begins_word(*before, *letter, after.copied())) {
            label.push(' ');
        }
        label.push(if *letter == '_' { ' ' } else { *letter });
    }
    label.split(' ').map(|word| if word == "Id" { "ID" } else { word }).collect::<Vec<_>>().join(" ")
}

/// A capital begins a word behind a small letter or digit, or before a small letter.
fn begins_word(before: char, letter: char, after: Option<char>) -> bool {
    let behind_small = before.is_ascii_lowercase() || before.is_ascii_digit();
    let last_of_capitals =
        before.is_ascii_uppercase() && after.is_some_and(|after| after.is_ascii_lowercase());
    letter.is_ascii_uppercase() && (behind_small || last_of_capitals)
}

/// The English plural of a label: `Opportunity` → `Opportunities`.
pub fn plural(label: &str) -> String {
    let vowel_y = ["ay", "ey", "oy", "uy"].iter().any(|end| label.ends_with(end));
    match label.strip_suffix('y') {
        Some(stem) if !vowel_y => format!("{stem}ies"),
        _ if ["s", "x", "ch", "sh"].iter().any(|end| label.ends_with(end)) => format!("{label}es"),
        _ => format!("{label}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_begin_at_capitals() {
        let cases = [
            ("AccountId", "Account ID"),
            ("OpportunityContactRole", "Opportunity Contact Role"),
            ("Voicemail_Count__c", "Voicemail Count"),
            ("AIApplication", "AI Application"),
            ("Address2Line", "Address2 Line"),
            ("Id", "ID"),
            ("", ""),
        ];
        for (name, label) in cases {
            assert_eq!(from_name(name), label);
        }
    }

    #[test]
    fn plurals_are_english() {
        for (one, many) in
            [("Opportunity", "Opportunities"), ("Day", "Days"), ("Address", "Addresses"), ("Lead", "Leads")]
        {
            assert_eq!(plural(one), many);
        }
    }
}
