//! Canonical form, one small flow for each trait: what is not canonical becomes so, and is named.

#![allow(clippy::unwrap_used, reason = "it may fail")]

use ctiflow::schema::{arrange, rearranged};
use ctiflow::source::{FileId, Source};
use ctiflow::xml::{Trait, deviations, read, write};

const CANONICAL: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<!-- kept -->
<Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\">
    <assignments>
        <name>Set_A</name>
        <label>Say &quot;a&quot; &amp; &apos;b&apos;</label>
        <locationX>0</locationX>
        <!-- both are zero -->
        <locationY>0</locationY>
        <assignmentItems>
            <assignToReference>A</assignToReference>
            <operator>Assign</operator>
            <value>
                <stringValue></stringValue>
            </value>
        </assignmentItems>
    </assignments>
    <dynamicChoiceSets>
        <name>All</name>
        <displayField xsi:nil=\"true\"/>
    </dynamicChoiceSets>
    <newElement>
        <b>2</b>
        <a>1</a>
    </newElement>
    <variables>
        <name>a</name>
        <dataType>String</dataType>
    </variables>
    <variables>
        <name>B</name>
        <dataType>String</dataType>
    </variables>
</Flow>
";

/// What is not canonical in a text, each trait once, and what becomes of it.
fn formatted(text: &str) -> (Vec<Trait>, String) {
    let source = Source::new("A.flow-meta.xml", text);
    let before = read(&source, FileId(0)).unwrap();
    let mut after = before.clone();
    arrange(&mut after);
    let mut traits: Vec<Trait> = deviations(text, &before).into_iter().map(|(what, _)| what).collect();
    traits.extend(rearranged(&before, &after).into_iter().map(|(what, _)| what));
    traits.sort_unstable();
    traits.dedup();
    (traits, write(&after))
}

/// The canonical file with one thing written in another way.
fn with(canonical: &str, other: &str) -> String {
    assert!(CANONICAL.contains(canonical), "{canonical}");
    CANONICAL.replacen(canonical, other, 1)
}

#[test]
fn what_is_canonical_stays_as_it_is() {
    assert_eq!(formatted(CANONICAL), (vec![], CANONICAL.to_owned()));
}

#[test]
fn each_trait_of_form_is_mended_and_named() {
    let variable = |name: &str| {
        format!(
            "    <variables>\n        <name>{name}</name>\n        <dataType>String</dataType>\n    </variables>\n"
        )
    };
    let cases = [
        (Trait::ByteOrderMark, with("<?xml", "\u{feff}<?xml")),
        (Trait::Declaration, with("\"UTF-8\"?>", "\"UTF-8\" ?>")),
        (Trait::Declaration, with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "")),
        (Trait::LineEnds, CANONICAL.replace('\n', "\r\n")),
        (Trait::Indentation, with("    <assignments>", "\t<assignments>")),
        (Trait::Indentation, with("\n    </assignments>", "</assignments>")),
        (Trait::Indentation, with("    <variables>", "\n    <variables>")),
        (
            Trait::Tag,
            with(
                "<Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\">",
                "<Flow\n  xmlns='http://soap.sforce.com/2006/04/metadata'>",
            ),
        ),
        (Trait::Tag, with("</assignments>", "</assignments >")),
        (Trait::Tag, with("<name>Set_A</name>", "<name >Set_A</name>")),
        (Trait::Escape, with("&quot;a&quot;", "\"a\"")),
        (Trait::Escape, with("&apos;b&apos;", "&#39;b&#x27;")),
        (Trait::CharacterData, with("Say &quot;a&quot; &amp; &apos;b&apos;", "<![CDATA[Say \"a\" & 'b']]>")),
        (Trait::EmptyElement, with("<stringValue></stringValue>", "<stringValue/>")),
        (Trait::EmptyElement, with(" xsi:nil=\"true\"/>", " xsi:nil=\"true\"></displayField>")),
        (
            Trait::CommentInText,
            with("<!-- both are zero -->\n        <locationY>0", "<locationY><!-- both are zero -->0"),
        ),
        (Trait::Order, with(&(variable("a") + &variable("B")), &(variable("B") + &variable("a")))),
        (
            Trait::Order,
            with(
                "<name>Set_A</name>\n        <label>Say &quot;a&quot; &amp; &apos;b&apos;</label>",
                "<label>Say &quot;a&quot; &amp; &apos;b&apos;</label>\n        <name>Set_A</name>",
            ),
        ),
        (Trait::End, CANONICAL.trim_end().to_owned()),
        (Trait::End, format!("{CANONICAL}\n")),
    ];
    for (what, text) in cases {
        let (traits, canonical) = formatted(&text);
        assert_eq!(canonical, CANONICAL, "{what:?}\n{text}");
        let expected = if what == Trait::CommentInText { vec![Trait::Indentation, what] } else { vec![what] };
        assert!(traits == [what] || traits == expected, "{what:?}: {traits:?}\n{text}");
    }
}

/// A file sixteen times as long takes about sixteen times as long: what grows faster would take two hundred.
#[test]
fn a_long_file_costs_no_more_for_each_byte_than_a_short_one() {
    let flow = |elements: usize| {
        let element = |at: usize| {
            let name = at * 7919 % elements;
            format!("<assignments><name>A{name}</name><label>&lt;{name}</label></assignments>\n")
        };
        let body: String = (0..elements).map(element).collect();
        Source::new("X.flow-meta.xml", format!("<Flow>{body}</Flow>"))
    };
    let fastest = |source: &Source| {
        let turn = |_| {
            let began = std::time::Instant::now();
            let mut document = read(source, FileId(0)).unwrap();
            arrange(&mut document);
            assert!(write(&document).len() > source.text.len());
            began.elapsed()
        };
        (0..5).map(turn).min().unwrap()
    };
    let (short, long) = (fastest(&flow(500)), fastest(&flow(8_000)));
    assert!(long < short * 16 * 5, "{long:?} for sixteen times what took {short:?}");
}
