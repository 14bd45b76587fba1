//! Reading what the user names.

use super::failure::Failure;
use crate::diag::nearest;
use crate::spec;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::Path;

const MEBIBYTE: u64 = 1 << 20;

/// The most bytes of a spec.
pub(super) const SPEC_BYTES: u64 = spec::LARGEST as u64;

/// The text of a file of at most `most` bytes; a longer one is refused before it is read.
///
/// # Errors
/// Why it cannot be read.
pub(super) fn text(path: &Path, most: u64) -> Result<String, Failure> {
    let content = bytes(path, most)?;
    if is_utf_16(&content) {
        return Err(
            Failure::of(show(path), "is UTF-16, and not UTF-8").help("save it as UTF-8 in your editor")
        );
    }
    String::from_utf8(content).map_err(|fault| {
        let byte = fault.utf8_error().valid_up_to();
        let line = 1 + fault.as_bytes()[..byte].iter().filter(|each| **each == b'\n').count();
        Failure::of(show(path), format!("is not UTF-8 (line {line}, byte {byte})"))
            .help("save it as UTF-8 in your editor")
    })
}

/// The bytes of a file of at most `most` bytes; a longer one is refused before it is read.
///
/// # Errors
/// Why it cannot be read.
pub(super) fn bytes(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let shown = show(path);
    let refused = |message: String| Failure::of(shown.clone(), message);
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(fault) if fault.kind() == ErrorKind::NotFound => return Err(missing(path)),
        Err(fault) => return Err(refused(format!("cannot be read: {fault}"))),
    };
    if metadata.is_dir() {
        return Err(refused("is a folder".to_owned()).help("name the file in it"));
    }
    if !metadata.is_file() {
        return Err(refused("is no plain file".to_owned()));
    }
    let too_long = || refused(format!("is longer than {} MiB, the most that is read", most / MEBIBYTE));
    if metadata.len() > most {
        return Err(too_long());
    }
    let mut content = Vec::new();
    let read = File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut content));
    read.map_err(|fault| refused(format!("cannot be read: {fault}")))?;
    if content.len() as u64 > most {
        return Err(too_long());
    }
    Ok(content)
}

/// Whether a text is UTF-16: by its mark, or since every other byte of its beginning is zero.
pub(super) fn is_utf_16(content: &[u8]) -> bool {
    let zeros = |from: usize| {
        content.len() >= 4 && content.iter().take(64).skip(from).step_by(2).all(|byte| *byte == 0)
    };
    content.starts_with(&[0xff, 0xfe]) || content.starts_with(&[0xfe, 0xff]) || zeros(0) != zeros(1)
}

/// A path for messages: with `/` on every system.
pub(super) fn show(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// There is nothing at a path; the nearest name beside it may be meant.
pub(super) fn missing(path: &Path) -> Failure {
    let failure = Failure::of(show(path), "there is no such file");
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    let wrong = path.file_name().unwrap_or_default().to_string_lossy();
    match nearest(&wrong, names.iter().map(String::as_str)) {
        Some(name) => failure.help(format!("did you mean `{}`?", show(&path.with_file_name(name)))),
        None => failure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(path: &Path) -> String {
        text(path, SPEC_BYTES).unwrap_err().to_string()
    }

    #[test]
    fn what_is_no_text_file_is_refused_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("spec.yaml"), "a: 1\n").unwrap();
        let wide = |units: &[u16], order: fn(u16) -> [u8; 2]| {
            units.iter().copied().flat_map(order).collect::<Vec<_>>()
        };
        let units: Vec<u16> = "ctiflow: 1\n".encode_utf16().collect();
        fs::write(at("little.yaml"), wide(&units, u16::to_le_bytes)).unwrap();
        fs::write(at("big.yaml"), wide(&units, u16::to_be_bytes)).unwrap();
        fs::write(at("mark.yaml"), wide(&[&[0xfeff], units.as_slice()].concat(), u16::to_le_bytes)).unwrap();
        for name in ["little.yaml", "big.yaml", "mark.yaml"] {
            assert!(refusal(&at(name)).contains("is UTF-16, and not UTF-8"), "{name}");
        }
        fs::write(at("latin.yaml"), b"a: 1\nb: \xe4\n").unwrap();
        File::create(at("long.yaml")).unwrap().set_len(SPEC_BYTES + 1).unwrap();
        File::create(at("just.yaml")).unwrap().set_len(SPEC_BYTES).unwrap();
        assert_eq!(text(&at("spec.yaml"), SPEC_BYTES).as_deref(), Ok("a: 1\n"));
        assert!(refusal(&at("spce.yaml")).contains("no such file\n  help: did you mean"));
        assert!(refusal(folder.path()).contains("is a folder"));
        assert!(refusal(&at("latin.yaml")).contains("is not UTF-8 (line 2, byte 8)"));
        assert!(refusal(&at("long.yaml")).contains("longer than 8 MiB"));
        assert!(text(&at("just.yaml"), SPEC_BYTES).is_ok());
        assert!(refusal(Path::new("/dev/null")).contains("no plain file"));
    }
}
