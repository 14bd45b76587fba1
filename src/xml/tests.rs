use proptest::prelude::*;

use super::*;
use crate::source::{FileId, Source};

fn parse(text: &str) -> Document {
    read(&Source::new("test.xml", text), FileId(0)).unwrap()
}

/// The message, and the text that it points at.
fn refused(text: &str) -> (String, String) {
    let wrong = read(&Source::new("test.xml", text), FileId(0)).unwrap_err();
    (wrong.message, text.get(wrong.span.range()).unwrap().to_owned())
}

#[test]
fn a_built_tree_is_written_as_salesforce_writes_it() {
    let flow = Element::new("Flow")
        .attribute("xmlns", "http://soap.sforce.com/2006/04/metadata")
        .leaf("label", "Say \"hi\" & 'bye' <now>")
        .child(Element::new("value").leaf("stringValue", ""))
        .leaves("environments", ["Default"])
        .leaves("description", None::<String>)
        .leaf("text", " two\nlines ");
    let expected = "\
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\">
    <label>Say &quot;hi&quot; &amp; &apos;bye&apos; &lt;now&gt;</label>
    <value>
        <stringValue></stringValue>
    </value>
    <environments>Default</environments>
    <text> two
lines </text>
</Flow>
";
    assert_eq!(write(&Document::from(flow)), expected);
}

#[test]
fn layout_and_spelling_of_the_file_do_not_count() {
    let document = parse("<a x='1'><b>l&#39;&#xe9;t&eacute;</b></a>".replace("&eacute;", "é").as_str());
    let other = parse(
        "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\" ?>\r\n<a x=\"1\"\r\n>\r\n\t<b><![CDATA[l']]>été</b>\r\n</a>\r\n",
    );
    assert_eq!(document, other);
    assert_eq!(document.root().leaf("b"), Some("l'été"));
}

#[test]
fn texts_of_leaves_are_kept_exactly() {
    let document = parse("<a><b> x\r\ny\r&#13;\t</b><c> </c><d/></a>");
    assert_eq!(document.root().leaf("b"), Some(" x\ny\n\r\t"));
    assert_eq!(document.root().leaf("c"), Some(" "));
    assert_eq!(document.root().leaf("d"), Some(""));
}

#[test]
fn comments_are_kept() {
    let text = "\
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<!-- before -->
<a>
    <!-- first -->
    <b>x</b>
    <c>
        <!--only-->
    </c>
</a>
<!-- after -->
";
    assert_eq!(write(&parse(text)), text);
}

#[test]
fn a_comment_in_a_text_moves_before_its_element() {
    let document = parse("<a><b>x<!-- why -->y</b></a>");
    assert_eq!(document.root().leaf("b"), Some("xy"));
    assert_eq!(document.root().nodes().next().unwrap().comment(), Some(" why "));
}

#[test]
fn nil_elements_close_themselves() {
    let text = "\
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<a>
    <object xsi:nil=\"true\"/>
</a>
";
    assert_eq!(write(&parse(text)), text);
}

#[test]
fn an_empty_element_is_written_as_it_was_and_a_root_of_one_tag_ends_with_two_line_feeds() {
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    for text in ["<a>\n    <b/>\n    <c></c>\n</a>\n", "<a x=\"1\"/>\n\n", "<a></a>\n"] {
        assert_eq!(write(&parse(text)), format!("{declaration}{text}"));
    }
}

#[test]
fn a_carriage_return_stays_where_the_lines_of_the_file_end_without_one() {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>\n    <b>x\r\n&quot;y&quot;\r</b>\n</a>\n";
    let document = parse(text);
    assert_eq!(document.root().leaf("b"), Some("x\r\n\"y\"\r"));
    assert_eq!(write(&document), text);
    let everywhere = text.replace('\n', "\r\n").replace("\r\r", "\r");
    assert_eq!(parse(&everywhere).root().leaf("b"), Some("x\n\"y\"\n"));
}

#[test]
fn a_blank_that_xml_does_not_know_is_text() {
    assert_eq!(parse("<a>\u{a0}</a>").root().text(), "\u{a0}");
    refused("<a>\u{a0}<b/></a>");
    refused("<a>&#32;<b/></a>");
}

#[test]
fn places_lead_back_to_the_file() {
    let text = "<a>\n  <b>1 &lt; x</b></a>";
    let document = parse(text);
    let leaf = document.root().child("b").unwrap();
    assert_eq!(&text[leaf.span().unwrap().range()], "<b>1 &lt; x</b>");
    let fragment = leaf.fragment().unwrap();
    assert_eq!(fragment.text, "1 < x");
    assert_eq!(&text[fragment.span(4..5).range()], "x");
    assert_eq!(&text[fragment.whole().range()], "1 &lt; x");
}

#[test]
fn what_is_not_well_formed_is_refused_at_its_place() {
    let cases = [
        ("<a><b></a>", "`</a>` stands where `<b>` is to be closed", "</a>"),
        ("<a><b></b>", "`<a>` is never closed", "<a>"),
        ("</a>", "`</a>` closes nothing", "</a>"),
        ("<a/><b/>", "a second root element `<b>`: a file has one", "<b/>"),
        ("<a/>x", "text outside of the root element", "x"),
        ("x<a/>", "text outside of the root element", "x"),
        ("&lt;<a/>", "text outside of the root element", "&lt;"),
        ("<a>x<b/></a>", "text beside elements in `<a>`: metadata has one or the other", "x"),
        ("<a>&m;</a>", "`&m;` stands for nothing in XML", "&m;"),
        ("<a>\u{8}</a>", "the character U+0008 cannot stand in XML", "\u{8}"),
        ("<a>&#8;</a>", "the character U+0008 cannot stand in XML", "&#8;"),
        ("<a>\u{ffff}</a>", "the character U+FFFF cannot stand in XML", "\u{ffff}"),
        ("<a x='&#1;'/>", "an attribute of `<a>` is not well-formed", "<a x='&#1;'/>"),
        ("<a x='<'/>", "an attribute of `<a>` is not well-formed", "<a x='<'/>"),
        ("<a>1 <2</a>", "a raw `<` that begins no tag", "<2</a>"),
        ("<a>x < y</a>", "a raw `<` that begins no tag", "< y</a>"),
        ("<a><b</a>", "`<b` without its `>`", "<b</a>"),
        ("<é/>", "`é` is no name of an element or attribute", "<é/>"),
        ("<a>A & B</a>", "a raw `&` that begins no reference", "&"),
        ("<a>&#xZZ;</a>", "`&#xZZ;` stands for nothing in XML", "&#xZZ;"),
        ("<a>é", "`<a>` is never closed", "<a>"),
        ("<a><!-- a -- b --></a>", "`--` inside of a comment", "-"),
        ("<?php ?><a/>", "metadata has no processing instructions", "<?php ?>"),
        (
            " <?xml version=\"1.0\"?><a/>",
            "the XML declaration stands only at the start of a file",
            "<?xml version=\"1.0\"?>",
        ),
        ("", "the file has no element", ""),
    ];
    for (text, message, place) in cases {
        assert_eq!(refused(text), (message.to_owned(), place.to_owned()), "{text}");
    }
}

#[test]
fn a_document_type_is_refused() {
    let (message, place) = refused("\n <!DOCTYPE a [<!ENTITY m 'x'>]><a>&m;</a>");
    assert_eq!(message, "metadata has no document type, and no entities of its own");
    assert_eq!(place, "<!DOCTYPE a [<!ENTITY m 'x'>]>");
}

#[test]
fn blanks_of_a_leaf_are_its_text_whatever_stands_beside_them() {
    let texts = [
        ("<a>  </a>", "  "),
        ("<a> &lt; &gt; </a>", " < > "),
        ("<a> <![CDATA[ x ]]> y </a>", "  x  y "),
        ("<a>\n<!-- c --> x</a>", "\n x"),
        ("<a>\r\n&amp;\r\n</a>", "\n&\n"),
    ];
    for (file, text) in texts {
        assert_eq!(parse(file).root().text(), text, "{file}");
    }
    assert_eq!(parse("<a> <b> </b> </a>").root().leaf("b"), Some(" "));
}

#[test]
fn another_encoding_is_refused() {
    let (message, _) = refused("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>");
    assert_eq!(message, "the file says that it is not UTF-8, as metadata is");
}

#[test]
fn unfinished_markup_is_refused() {
    for text in [
        "<",
        "<a",
        "<a x=1/>",
        "<a x='1' x='2'/>",
        "<a>&lt</a>",
        "<!-- ",
        "<a><!-- a -- b --></a>",
        "<![CDATA[x]]>",
        "<a><![CDATA[x</a>",
    ] {
        assert!(read(&Source::new("test.xml", text), FileId(0)).is_err(), "{text}");
    }
}

#[test]
fn deep_nesting_is_refused() {
    let nested = |depth: usize| "<a>".repeat(depth) + &"</a>".repeat(depth);
    assert_eq!(write(&parse(&nested(MAX_DEPTH))).lines().count(), 2 * MAX_DEPTH);
    let (message, _) = refused(&nested(MAX_DEPTH + 1));
    assert_eq!(message, "`<a>` lies in 100 elements: deeper nesting is not read");
    refused(&"<a>".repeat(1_000_000));
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,12}",
        "[<>&'\"\\]\r\n\t é😀{}!]{0,8}",
        any::<String>().prop_map(|text| text.chars().filter(|each| is_allowed(*each)).collect()),
    ]
}

fn element() -> impl Strategy<Value = Element> {
    let name = || prop::sample::select(&["Flow", "label", "a", "_b.c-d"][..]);
    let leaf = (name(), text()).prop_map(|(tag, text)| Element::with_text(tag, text));
    leaf.prop_recursive(5, 40, 5, move |inner| {
        let attributes =
            prop::collection::btree_map(prop::sample::select(&["x", "xsi:nil"][..]), text(), 0..2);
        (name(), attributes, prop::collection::vec(inner, 0..5)).prop_map(|(tag, attributes, children)| {
            let element = Element::new(tag).children(children);
            attributes.into_iter().fold(element, |element, (name, value)| element.attribute(name, value))
        })
    })
}

proptest! {
    #[test]
    fn reading_what_was_written_gives_the_same(element in element()) {
        let document = Document::from(element);
        let text = write(&document);
        let again = parse(&text);
        prop_assert_eq!(&again, &document);
        prop_assert_eq!(write(&again), text);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "[<>&;!?a-c/='\"\\[\\]# \u{8}\n-]{0,40}") {
        let source = Source::new("test.xml", text);
        if let Ok(document) = read(&source, FileId(0)) {
            let written = write(&document);
            prop_assert_eq!(parse(&written), document);
        }
    }
}
