//! Messages as commands of GitHub Actions, which shows them beside the lines of a pull request.

use super::place::Place;
use super::word;
use crate::diag::{Diagnostic, Severity};
use crate::source::Sources;

/// `::error file=…,line=…,col=…::message`, a line each.
pub fn github(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    diagnostics.iter().map(|each| command(each, sources) + "\n").collect()
}

fn command(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let source = sources.get(diagnostic.span.file);
    let place = Place::of(source, diagnostic.span);
    let name = match diagnostic.severity {
        Severity::Note => "notice",
        severity => word(severity),
    };
    let mut properties = format!("file={},line={},col={}", property(&source.path), place.line, place.column);
    properties += &format!(",endLine={}", place.end_line);
    if place.end_line == place.line && place.end_column > place.column {
        properties += &format!(",endColumn={}", place.end_column - 1);
    }
    properties += &format!(",title={}", diagnostic.code.name());
    let help = diagnostic.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    format!("::{name} {properties}::{}", data(&format!("{}{help}", diagnostic.message)))
}

/// What GitHub's own toolkit escapes in the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What it escapes in a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use crate::source::{Source, Span};

    #[test]
    fn a_command_cannot_be_left_by_its_words() {
        let mut sources = Sources::default();
        let file = sources.add(Source::new("specs/a,b.yaml", "a: 100%\n"));
        let message =
            Diagnostic::new(Code::UnknownField, Span::new(file, 3..7), "100% of\n::x::").help("mend");
        assert_eq!(
            github(&[message], &sources),
            "::error file=specs/a%2Cb.yaml,line=1,col=4,endLine=1,endColumn=7,title=unknown-field::\
             100%25 of%0A::x::%0Amend\n"
        );
    }
}
