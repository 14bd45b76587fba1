//! The pages of mistakes in metadata files say the truth: their first file has the mistake, their second none.

use crate::diag::Code;
use crate::flow::read;
use crate::source::{FileId, Source};
use crate::xml;

fn mistakes(text: &str) -> Vec<Code> {
    match xml::read(&Source::new("Test.flow-meta.xml", text), FileId(0)) {
        Err(mistake) => vec![mistake.code],
        Ok(document) => match read("Test", &document) {
            Err(mistakes) => mistakes.iter().map(|mistake| mistake.code).collect(),
            Ok(reading) => {
                assert_eq!(reading.unread, []);
                Vec::new()
            }
        },
    }
}

#[test]
fn pages_show_what_they_say() {
    for code in [Code::FlowSchema, Code::XmlSyntax] {
        let blocks = code.page().split("```xml\n").skip(1).filter_map(|part| part.split("```").next());
        let found: Vec<_> = blocks.map(mistakes).collect();
        assert_eq!(found, [vec![code], vec![]], "{}", code.name());
    }
}
