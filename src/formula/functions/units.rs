//! Texts by their UTF-16 units, which is what Salesforce counts as characters: an emoji has two.
//!
//! Half an emoji, which no text can hold here, becomes `U+FFFD`.

/// How long a text is.
pub(super) fn length(text: &str) -> usize {
    match text.is_ascii() {
        true => text.len(),
        false => text.encode_utf16().count(),
    }
}

/// The units from one place up to another; both are cut to the text.
pub(super) fn slice(text: &str, from: usize, to: usize) -> String {
    if text.is_ascii() {
        let to = to.min(text.len());
        return text[from.min(to)..to].to_owned();
    }
    let units: Vec<u16> = text.encode_utf16().take(to).skip(from).collect();
    String::from_utf16_lossy(&units)
}

/// How many units stand before a byte.
pub(super) fn before(text: &str, byte: usize) -> usize {
    length(&text[..byte])
}

/// The first whole character that begins at a unit or behind it, as a byte.
pub(super) fn byte_at(text: &str, unit: usize) -> usize {
    let mut units = 0;
    for (byte, character) in text.char_indices() {
        if units >= unit {
            return byte;
        }
        units += character.len_utf16();
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_counts_twice() {
        assert_eq!(length("a🧵b"), 4);
        assert_eq!(slice("a🧵b", 1, 3), "🧵");
        assert_eq!(slice("a🧵b", 2, 4), "\u{fffd}b");
        assert_eq!((before("a🧵b", 5), byte_at("a🧵b", 3), byte_at("a🧵b", 2)), (3, 5, 5));
    }

    #[test]
    fn places_behind_the_end_are_the_end() {
        assert_eq!(slice("abc", 2, 9), "c");
        assert_eq!(slice("abc", 7, 9), "");
        assert_eq!(slice("é", 7, 9), "");
        assert_eq!(byte_at("abc", 9), 3);
    }
}
