//! Numbers, `true` and `false`, and the three values at the head of a spec.

use super::Decoder;
use super::keyed::Keys;
use crate::diag::{Code, Diagnostic};
use crate::source::{Span, Spanned};
use crate::spec::keys::Kind;
use crate::spec::node::{Node, Scalar, Style};
use crate::spec::text::shown;

/// The words that YAML 1.1 reads as true and false.
const TRUTHS: &[(&str, bool)] = &[
    ("true", true),
    ("yes", true),
    ("on", true),
    ("y", true),
    ("false", false),
    ("no", false),
    ("off", false),
    ("n", false),
];

/// The API versions that the generated metadata is right for.
///
/// Before 60.0 flows lack elements that are generated; after 66.0 nothing is released yet.
const API_VERSIONS: &[&str] = &["60.0", "61.0", "62.0", "63.0", "64.0", "65.0", "66.0"];

/// The longest prefix: a field's API name has 40 characters, and `_On__c` and a monitor's name must fit behind it.
const LONGEST_PREFIX: usize = 15;

impl Decoder<'_> {
    /// `true` or `false`.
    pub(super) fn truth(&mut self, node: Option<&Node>) -> Option<Spanned<bool>> {
        let node = node?;
        let scalar = self.scalar(node, "`true` or `false`")?;
        if let Some(truth) = truth(scalar) {
            return Some(Spanned::new(truth, node.span));
        }
        let text = &scalar.text.text;
        let meant = TRUTHS.iter().find(|(word, _)| text.eq_ignore_ascii_case(word)).map(|(_, truth)| *truth);
        let code = if meant.is_some() { Code::YesOrNo } else { Code::WrongKind };
        let diagnostic =
            Diagnostic::new(code, node.span, format!("expected `true` or `false`, found `{}`", shown(text)));
        self.tell(match meant {
            Some(truth) => diagnostic.help(format!("write `{truth}`")).fix(node.span, truth.to_string()),
            None => diagnostic.help("write `true` or `false`"),
        });
        None
    }

    /// Tells a word such as `no` that some YAML tools read as text and others as false.
    pub(super) fn refuse_yes_or_no(&mut self, scalar: &Scalar, span: Span) -> bool {
        let text = &scalar.text.text;
        let found = TRUTHS.iter().find(|(word, _)| text.eq_ignore_ascii_case(word)).map(|(_, truth)| truth);
        let Some(truth) = found.filter(|_| scalar.style == Style::Plain) else { return false };
        let message = format!("`{text}` is read as `{truth}` by some YAML tools and as text by others");
        let help = format!("write `\"{text}\"` for the text, or `{truth}` for a checkbox");
        self.tell(Diagnostic::new(Code::YesOrNo, span, message).help(help));
        true
    }

    /// A whole number within the bounds of the table.
    pub(super) fn whole(&mut self, keys: &Keys<'_>, name: &str) -> Option<Spanned<u32>> {
        let node = keys.get(name)?;
        let kind = keys.kind(name)?;
        let &Kind::Whole(least, most) = kind else { return None };
        let expected = kind.words();
        let text = &self.scalar(node, &expected)?.text.text;
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let code = if is_number { Code::NumberOutOfRange } else { Code::MalformedNumber };
        match text.parse::<u32>().ok().filter(|number| is_number && (least..=most).contains(number)) {
            Some(number) => Some(Spanned::new(number, node.span)),
            None => {
                let message = format!("expected {expected}, found `{}`", shown(text));
                self.tell(Diagnostic::new(code, node.span, message).help(format!("write {expected}")));
                None
            }
        }
    }

    /// Whether the edition is one that is known here; with another, nothing else can be said about the spec.
    pub(super) fn edition(&mut self, node: Option<&Node>) -> bool {
        let Some(node) = node else { return true };
        let Some(scalar) = self.scalar(node, "`1`") else { return true };
        let known = scalar.text.text == "1";
        if !known {
            let message = format!(
                "`{}` is no edition of the language; there is only edition 1",
                shown(&scalar.text.text)
            );
            let help = "write `ctiflow: 1`, or use a newer ctiflow for a newer edition";
            self.tell(
                Diagnostic::new(Code::UnknownEdition, node.span, message).help(help).fix(node.span, "1"),
            );
        }
        known
    }

    /// The version of the Salesforce API.
    pub(super) fn api_version(&mut self, node: Option<&Node>) -> Option<Spanned<String>> {
        let node = node?;
        let text = &self.scalar(node, "a version, such as `66.0`")?.text.text;
        if API_VERSIONS.contains(&text.as_str()) {
            return Some(Spanned::new(text.clone(), node.span));
        }
        let message = format!("`{}` is no released API version that flows can be generated for", shown(text));
        let diagnostic = Diagnostic::new(Code::UnknownApiVersion, node.span, message);
        let whole = API_VERSIONS.iter().find(|version| version.strip_suffix(".0") == Some(text));
        self.tell(match whole {
            Some(version) => diagnostic.suggest(Some(version)),
            None => diagnostic.help("write `66.0`; from `60.0` on all that is generated can be deployed"),
        });
        None
    }

    /// The beginning of every API name.
    pub(super) fn prefix(&mut self, node: Option<&Node>) -> Option<Spanned<String>> {
        let node = node?;
        let text = &self.scalar(node, "a few letters, such as `CTI`")?.text.text;
        let sign = |character: char| character.is_ascii_alphanumeric() || character == '_';
        let reason = match text {
            _ if !text.starts_with(|first: char| first.is_ascii_alphabetic()) => "begin with a letter",
            _ if !text.chars().all(sign) => "have only letters, digits and `_`",
            _ if text.contains("__") => "not have `__`, which stands before a package's or field's ending",
            _ if text.ends_with('_') => "not end with `_`, which is put behind it",
            _ if text.len() > LONGEST_PREFIX => "have at most 15 characters, so that API names fit behind it",
            _ => return Some(Spanned::new(text.clone(), node.span)),
        };
        let message = format!("the prefix `{}` must {reason}", shown(text));
        self.tell(
            Diagnostic::new(Code::MalformedPrefix, node.span, message)
                .help("write a few letters, such as `CTI`"),
        );
        None
    }
}

/// The truth of `true` and `false` without quotes.
pub(super) fn truth(scalar: &Scalar) -> Option<bool> {
    match scalar.text.text.as_str() {
        "true" if scalar.style == Style::Plain => Some(true),
        "false" if scalar.style == Style::Plain => Some(false),
        _ => None,
    }
}

/// What a text without quotes is as a number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberForm {
    /// Digits with at most one point, perhaps a minus.
    Plain,
    /// A number of YAML in another form: `1e3`, `0x1F`, `1_000`, `+5`, `007`.
    Other,
    /// No number.
    None,
}

/// Whether a text without quotes is a number.
pub(super) fn number_form(text: &str) -> NumberForm {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) =
        digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = all_digits(whole) && fraction.is_none_or(all_digits);
    if is_plain && (whole.len() == 1 || !whole.starts_with('0')) {
        return NumberForm::Plain;
    }
    let bare = text.replace('_', "");
    let based = ["0x", "0o", "0b"].iter().any(|base| bare.len() > 2 && bare.starts_with(base));
    let numeric = bare.bytes().any(|byte| byte.is_ascii_digit()) && bare.parse::<f64>().is_ok();
    let infinite = matches!(bare.trim_start_matches(['+', '-']), ".inf" | ".nan" | ".Inf" | ".NaN");
    match based || numeric || infinite {
        true => NumberForm::Other,
        false => NumberForm::None,
    }
}
