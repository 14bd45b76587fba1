//! Text with merge fields: `Call {!person.Name} again`.

use super::ast::{Expr, ExprKind, Template, TemplatePart};
use super::{Dialect, parse};
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::{Fragment, Span};
use std::ops::Range;

/// Reads a text with merge fields. Its mistakes go to `sink`; with one there is no template.
///
/// Between `{!` and `}` stands a name as in a spec, or `COUNT(name)`; a name of the platform (`$Api.Session_ID`) never.
pub fn parse_template(fragment: &Fragment, sink: &mut Sink) -> Option<Template> {
    let mut reader = Reader { fragment, sink, parts: Vec::new(), failed: false };
    reader.read();
    let template = Template { parts: reader.parts, span: fragment.whole() };
    (!reader.failed).then_some(template)
}

struct Reader<'a> {
    fragment: &'a Fragment,
    sink: &'a mut Sink,
    parts: Vec<TemplatePart>,
    failed: bool,
}

impl Reader<'_> {
    fn read(&mut self) {
        let text = self.fragment.text.as_str();
        let mut at = 0;
        while let Some(found) = text[at..].find("{!") {
            let open = at + found;
            self.text(at..open);
            let Some(length) = length_of_field(&text[open..]) else {
                let message = "`{!` is not closed";
                let help = "close it with `}`, as in `{!person.Name}`";
                return self.report(self.fragment.span(open..open + 2), message, help);
            };
            at = open + length;
            self.field(open + 2..at - 1);
        }
        self.text(at..text.len());
    }

    fn text(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.parts.push(TemplatePart::Text(self.fragment.slice(range)));
        }
    }

    /// What stands between `{!` and `}`.
    fn field(&mut self, range: Range<usize>) {
        let span = self.fragment.span(range.start - 2..range.end + 1);
        let inner = self.fragment.slice(range);
        let name = inner.text.trim();
        if name.starts_with('$') {
            let message = format!("`{{!{name}}}` is not for the texts of a spec");
            return self.report(
                span,
                message,
                "write a record of the spec and its field, as in `{!person.Name}`",
            );
        }
        let mut unheard = Sink::default();
        match parse(&inner, Dialect::Spec, &mut unheard) {
            Some(expr) if may_stand_in_text(&expr) => self.parts.push(TemplatePart::Field(expr)),
            Some(_) => {
                let message = format!("`{{!{name}}}` is a formula inside of a text");
                let help = "begin the value with `=` and join with `&`, as in `=\"Call \" & person.Name`";
                self.report(span, message, help);
            }
            None => {
                let message = format!("`{{!{name}}}` does not name a field");
                self.report(span, message, "write a record and its field, as in `{!person.Name}`");
            }
        }
    }

    fn report(&mut self, span: Span, message: impl Into<String>, help: &str) {
        self.failed = true;
        self.sink.push(Diagnostic::new(Code::MergeField, span, message).help(help));
    }
}

/// Bytes of `{!…}`, if it is closed before another begins.
fn length_of_field(text: &str) -> Option<usize> {
    let end = text[2..].find(['{', '}'])? + 2;
    text[end..].starts_with('}').then_some(end + 1)
}

/// A name, or `COUNT` of one.
fn may_stand_in_text(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Reference(_) => true,
        ExprKind::Call { function, arguments, .. } => {
            let names = arguments.iter().all(|argument| matches!(argument.kind, ExprKind::Reference(_)));
            function.eq_ignore_ascii_case("COUNT") && names
        }
        ExprKind::Number(_)
        | ExprKind::Text(_)
        | ExprKind::Boolean(_)
        | ExprKind::Null
        | ExprKind::Unary(..)
        | ExprKind::Binary(..) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{fragment, shown};
    use super::*;
    use crate::source::FileId;

    fn parts(text: &str) -> Vec<String> {
        let mut sink = Sink::default();
        let template = parse_template(&fragment(text), &mut sink);
        let template = template.unwrap_or_else(|| panic!("{text}: {:?}", sink.finish()));
        let part = |part: TemplatePart| match part {
            TemplatePart::Text(fragment) => fragment.text,
            TemplatePart::Field(expr) => format!("<{}>", &text[expr.span.range()]),
        };
        template.parts.into_iter().map(part).collect()
    }

    #[track_caller]
    fn fails_with(text: &str, expected: &[(&str, &str)]) {
        let mut sink = Sink::default();
        assert!(parse_template(&fragment(text), &mut sink).is_none(), "{text}");
        let found = sink.finish();
        assert!(found.iter().all(|each| each.code == Code::MergeField && each.help.is_some()));
        let expected: Vec<_> =
            expected.iter().map(|(at, words)| (at.to_string(), words.to_string())).collect();
        assert_eq!(shown(text, &found), expected);
    }

    #[test]
    fn text_and_fields_alternate() {
        assert_eq!(parts("Call {!person.Name} again"), ["Call ", "<person.Name>", " again"]);
        assert_eq!(parts("{!rep.Name}{!person.Name}"), ["<rep.Name>", "<person.Name>"]);
        assert_eq!(parts("{!COUNT(recent)} calls"), ["<COUNT(recent)>", " calls"]);
        assert_eq!(parts("advice: {!advice}"), ["advice: ", "<advice>"]);
        assert_eq!(parts("a } and { b: {{!person.Name}}"), ["a } and { b: {", "<person.Name>", "}"]);
        assert!(parts("").is_empty());
    }

    #[test]
    fn a_field_that_is_not_closed() {
        fails_with("Call {!person.Name", &[("{!", "`{!` is not closed")]);
        fails_with("Call {!person.{!Name}", &[("{!", "`{!` is not closed")]);
    }

    #[test]
    fn only_names_stand_in_a_text() {
        fails_with(
            "{!TODAY() + 1} {!} {!person.} {!person.Name & rep.Name}",
            &[
                ("{!TODAY() + 1}", "`{!TODAY() + 1}` is a formula inside of a text"),
                ("{!}", "`{!}` does not name a field"),
                ("{!person.}", "`{!person.}` does not name a field"),
                ("{!person.Name & rep.Name}", "`{!person.Name & rep.Name}` is a formula inside of a text"),
            ],
        );
    }

    #[test]
    fn no_text_brings_in_names_of_the_platform() {
        for name in ["$Credential.Secret", "$Api.Session_ID", " $User.Id", "$Flow.FaultMessage"] {
            let text = format!("Hello {{!{name}}}");
            let message = format!("`{{!{}}}` is not for the texts of a spec", name.trim());
            fails_with(&text, &[(&text[6..], &message)]);
        }
    }

    #[test]
    fn places_are_those_of_the_file() {
        // `a\nb{!x.y}` as an escaped scalar that begins at byte 10.
        let span = Span::new(FileId(0), 10..20);
        let escaped = Fragment::decoded("a\nb{!x.y}", span, vec![(0, 10), (2, 13)]);
        let template = parse_template(&escaped, &mut Sink::default()).expect("a template");
        let TemplatePart::Field(field) = &template.parts[1] else { panic!("a field") };
        assert_eq!(field.span.range(), 16..19);
    }
}
