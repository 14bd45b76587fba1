//! API names: made from words, and held against what the platform allows.

/// Most characters of the API name of a flow or of an element in one.
/// Source: Metadata API Developer Guide, Flow.
pub const LONGEST_FLOW_NAME: usize = 80;

/// Most characters of the API name of a custom field or object, without its `__c`.
pub const LONGEST_FIELD_NAME: usize = 40;

/// Most characters of the label of a flow or an element.
pub const LONGEST_LABEL: usize = 255;

/// Most characters of the label of a custom field.
pub const LONGEST_FIELD_LABEL: usize = 40;

/// Most characters of the description of a flow or an element.
pub const LONGEST_DESCRIPTION: usize = 1000;

/// Most characters of the help text of a field.
pub const LONGEST_HELP: usize = 510;

/// Latin letters with marks, and what is written for them in an API name.
const PLAIN_LETTERS: &[(&str, &str)] = &[
    ("àáâãäåā", "a"),
    ("ÀÁÂÃÄÅĀ", "A"),
    ("æ", "ae"),
    ("Æ", "Ae"),
    ("çćč", "c"),
    ("ÇĆČ", "C"),
    ("ďđð", "d"),
    ("ĎĐÐ", "D"),
    ("èéêëēęě", "e"),
    ("ÈÉÊËĒĘĚ", "E"),
    ("ğ", "g"),
    ("Ğ", "G"),
    ("ìíîïīı", "i"),
    ("ÌÍÎÏĪİ", "I"),
    ("ł", "l"),
    ("Ł", "L"),
    ("ñńň", "n"),
    ("ÑŃŇ", "N"),
    ("òóôõöøō", "o"),
    ("ÒÓÔÕÖØŌ", "O"),
    ("œ", "oe"),
    ("Œ", "Oe"),
    ("ř", "r"),
    ("Ř", "R"),
    ("śšş", "s"),
    ("ŚŠŞ", "S"),
    ("ß", "ss"),
    ("ťţ", "t"),
    ("ŤŢ", "T"),
    ("ùúûüūů", "u"),
    ("ÙÚÛÜŪŮ", "U"),
    ("ýÿ", "y"),
    ("ÝŸ", "Y"),
    ("źżž", "z"),
    ("ŹŻŽ", "Z"),
];

/// The part of an API name that words give: letters and digits joined by single underscores, each word with a capital.
///
/// `Voicemail left` → `Voicemail_Left`; `None` where the words have no letter or digit that an API name can hold.
pub fn from_words(words: &str) -> Option<String> {
    let plain = plain(words);
    let parts = plain.split(|each: char| !each.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let name = parts.map(capitalized).collect::<Vec<_>>().join("_");
    (!name.is_empty()).then_some(name)
}

/// Words whose letters have no marks: `Über` is `Uber`.
pub fn plain(words: &str) -> String {
    words.chars().map(plain_letter).collect()
}

/// A letter without its marks; an apostrophe is dropped, so that `Don't` stays one word.
fn plain_letter(letter: char) -> String {
    if letter == '\'' || letter == '’' {
        return String::new();
    }
    if letter.is_ascii() {
        return letter.to_string();
    }
    let row = PLAIN_LETTERS.iter().find(|(marked, _)| marked.contains(letter));
    row.map_or_else(|| letter.to_string(), |(_, plain)| (*plain).to_owned())
}

fn capitalized(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_ascii_uppercase() + rest
}

/// Why a name is not a legal API name, in words that follow "it"; `None` if it is legal.
///
/// Source: Metadata API Developer Guide, fullName: letters, digits and underscores, begins with a letter, does not end
/// with an underscore, holds no two underscores in a row.
pub fn illegal(name: &str) -> Option<&'static str> {
    let stray = name.chars().any(|each| !each.is_ascii_alphanumeric() && each != '_');
    let rules = [
        (name.is_empty(), "is empty"),
        (stray, "holds something else than letters, digits and underscores"),
        (!name.starts_with(|each: char| each.is_ascii_alphabetic()), "does not begin with a letter"),
        (name.contains("__"), "has two underscores in a row"),
        (name.ends_with('_'), "ends with an underscore"),
    ];
    rules.into_iter().find(|(broken, _)| *broken).map(|(_, why)| why)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_give_legal_names() {
        let cases = [
            ("Voicemail Left", "Voicemail_Left"),
            ("not interested / do not call", "Not_Interested_Do_Not_Call"),
            ("Don't call again", "Dont_Call_Again"),
            ("Rückruf für später", "Ruckruf_Fur_Spater"),
            ("2nd Voicemail", "2nd_Voicemail"),
            ("]]> & <x>", "X"),
        ];
        for (words, name) in cases {
            assert_eq!(from_words(words).as_deref(), Some(name), "{words}");
        }
    }

    #[test]
    fn other_scripts_and_signs_give_none() {
        for words in ["电话", "+++", "", "__", "\u{202E}"] {
            assert_eq!(from_words(words), None, "{words:?}");
        }
    }

    #[test]
    fn the_rules_of_api_names() {
        assert_eq!(illegal("CTI_Voicemail_Left"), None);
        for wrong in ["", "1st", "_A", "A_", "A__B", "A B", "Ä", "A\u{202E}"] {
            assert!(illegal(wrong).is_some(), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn a_name_behind_a_prefix_is_always_legal(words in ".{0,40}") {
            if let Some(name) = from_words(&words) {
                prop_assert_eq!(illegal(&format!("CTI_{name}")), None);
            }
        }
    }
}
