//! Record ids: a prefix for the object, a number, and a checksum that makes them safe where case is lost.
//!
//! Source: Salesforce's "Record IDs": 15 characters that case tells apart, of which the first three name the object, or 18,
//! of which the last three say which letters are capital.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const CHECKS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/// The characters that name an object.
pub(crate) const PREFIX: usize = 3;
/// The characters of an id without its checksum.
const SHORT: usize = 15;
/// The characters of an id with its checksum.
const LONG: usize = 18;

/// The id of 18 characters of the record `number` of an object.
pub(crate) fn id_text(prefix: &str, number: u64) -> String {
    let mut digits = [b'0'; SHORT - PREFIX];
    let mut rest = number;
    for digit in digits.iter_mut().rev() {
        *digit = DIGITS[(rest % 62) as usize];
        rest /= 62;
    }
    let short: String = prefix.chars().chain(digits.into_iter().map(char::from)).collect();
    with_checksum(&short)
}

/// An id of 15 or 18 characters as one of 18.
pub(crate) fn with_checksum(id: &str) -> String {
    let short = id.get(..SHORT).unwrap_or(id);
    format!("{short}{}", checksum(short))
}

/// Prefix and number of an id of 15 or 18 characters.
pub(crate) fn id_parts(text: &str) -> Option<(&str, u64)> {
    let well_formed =
        matches!(text.len(), SHORT | LONG) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !well_formed {
        return None;
    }
    let number = text[PREFIX..SHORT].bytes().fold(0_u64, |number, byte| {
        number.wrapping_mul(62).wrapping_add(DIGITS.binary_search(&byte).unwrap_or_default() as u64)
    });
    Some((&text[..PREFIX], number))
}

/// One character for each five of the id: which of them are capital letters.
fn checksum(short: &str) -> String {
    let groups = short.as_bytes().chunks(5);
    let bits = groups.map(|group| {
        let capitals = group.iter().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase());
        capitals.fold(0, |bits, (at, _)| bits | 1_usize << at)
    });
    bits.map(|bits| char::from(CHECKS[bits])).collect()
}

/// The digit of the prefixes of custom objects and of those whose own is not known: `a00`, `a01`, …
pub(crate) fn numbered_prefix(first: char, number: usize) -> String {
    let digit = |value: usize| char::from(DIGITS[value % 62]);
    [first, digit(number / 62), digit(number)].into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_salesforces() {
        assert_eq!(checksum("001A0000006Vm9r"), "IAC");
        assert_eq!(checksum("001000000000000"), "AAA");
    }

    #[test]
    fn an_id_says_its_object_and_number() {
        let id = id_text("003", 63);
        assert_eq!(id, "003000000000011AAA");
        assert_eq!(id_parts(&id), Some(("003", 63)));
        assert_eq!(id_parts(&id[..15]), Some(("003", 63)));
        for wrong in ["", "003", "003-00000000011", "00300000000001é"] {
            assert_eq!(id_parts(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn prefixes_do_not_run_out() {
        assert_eq!(numbered_prefix('a', 0), "a00");
        assert_eq!(numbered_prefix('a', 62), "a10");
    }
}
