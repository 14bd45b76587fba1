//! The words for what a file gets wrong.

use quick_xml::Error;
use quick_xml::errors::{IllFormedError, SyntaxError};

use super::MAX_DEPTH;

pub(super) const INSTRUCTION: (&str, &str) = ("metadata has no processing instructions", "delete it");
pub(super) const DOCUMENT_TYPE: (&str, &str) = (
    "metadata has no document type, and no entities of its own",
    "delete it, and write out what it stands for",
);
pub(super) const LATE_DECLARATION: (&str, &str) =
    ("the XML declaration stands only at the start of a file", "move it to the first line, or delete it");
pub(super) const ENCODING: (&str, &str) =
    ("the file says that it is not UTF-8, as metadata is", "save it as UTF-8 and write `encoding=\"UTF-8\"`");
pub(super) const TEXT_OUTSIDE: (&str, &str) =
    ("text outside of the root element", "delete it, or put it into an element");

pub(super) const NO_ROOT: (&str, &str) =
    ("the file has no element", "write its root element, such as `<Flow>`");

/// Why quick-xml stopped: the message and what to do.
pub(super) fn of_reader(error: &Error) -> (String, &'static str) {
    match error {
        Error::IllFormed(IllFormedError::UnclosedReference) => {
            ("a raw `&` that begins no reference".to_owned(), "write `&amp;`")
        }
        Error::IllFormed(IllFormedError::DoubleHyphenInComment) => {
            ("`--` inside of a comment".to_owned(), "write one hyphen, or end the comment with `-->`")
        }
        Error::Syntax(error) => (syntax(*error).to_owned(), "end it before the file ends"),
        other => (other.to_string(), "write well-formed XML"),
    }
}

fn syntax(error: SyntaxError) -> &'static str {
    match error {
        SyntaxError::InvalidBangMarkup => "`<!` begins nothing that XML knows",
        SyntaxError::UnclosedPI | SyntaxError::UnclosedXmlDecl => "`<?` without its `?>`",
        SyntaxError::UnclosedComment => "a comment without its `-->`",
        SyntaxError::UnclosedDoctype => "a document type without its `>`",
        SyntaxError::UnclosedCData => "a CDATA section without its `]]>`",
        SyntaxError::UnclosedTag => "a tag without its `>`",
        SyntaxError::UnclosedSingleQuotedAttributeValue | SyntaxError::UnclosedDoubleQuotedAttributeValue => {
            "an attribute without its second quote"
        }
    }
}

/// Why a name is none: the message and what to do.
pub(super) fn of_name(name: &str) -> (String, &'static str) {
    let letter = |first: char| first.is_alphabetic() || first == '_';
    match name.split_once('<') {
        Some((tag, _)) if tag.starts_with(letter) => (format!("`<{tag}` without its `>`"), "write `>`"),
        None if name.starts_with(letter) => (
            format!("`{name}` is no name of an element or attribute"),
            "names have ASCII letters, digits, `_`, `-`, `.` and `:`",
        ),
        Some(_) | None => ("a raw `<` that begins no tag".to_owned(), "write `&lt;`"),
    }
}

/// A character that XML cannot hold.
pub(super) fn of_character(character: char) -> (String, &'static str) {
    let message = format!("the character U+{:04X} cannot stand in XML", u32::from(character));
    (message, "delete it")
}

/// Attributes that are not written as they must be.
pub(super) fn of_attributes(tag: &str) -> (String, &'static str) {
    let message = format!("an attribute of `<{tag}>` is not well-formed");
    (message, "write each once, as `name=\"value\"`, and in its value `&amp;` for `&`, `&lt;` for `<`")
}

/// Nesting that is too deep.
pub(super) fn of_depth(tag: &str) -> (String, &'static str) {
    (
        format!("`<{tag}>` lies in {MAX_DEPTH} elements: deeper nesting is not read"),
        "close elements before it",
    )
}

/// An element behind the root.
pub(super) fn of_second_root(tag: &str) -> (String, &'static str) {
    (format!("a second root element `<{tag}>`: a file has one"), "put it into a file of its own")
}

/// An entity or a number that stands for nothing.
pub(super) fn of_reference(name: &str) -> (String, &'static str) {
    (format!("`&{name};` stands for nothing in XML"), "a raw `&` is written `&amp;`")
}

/// An element that the file leaves open.
pub(super) fn of_unclosed(tag: &str) -> (String, String) {
    (format!("`<{tag}>` is never closed"), format!("add `</{tag}>`"))
}

/// An end tag where another is due.
pub(super) fn of_end(tag: &str, open: &str) -> (String, String) {
    (format!("`</{tag}>` stands where `<{open}>` is to be closed"), format!("write `</{open}>` here"))
}

/// Text where elements are.
pub(super) fn of_mixed(tag: &str) -> (String, &'static str) {
    let message = format!("text beside elements in `<{tag}>`: metadata has one or the other");
    (message, "delete the text, or put it into an element")
}
