use super::holds;

#[test]
fn signs_of_the_web_are_escaped() {
    holds(&[
        ("HTMLENCODE(\"<a href='x'>&©</a>\")", "&lt;a href=&#39;x&#39;&gt;&amp;&copy;&lt;/a&gt;"),
        ("HTMLENCODE(\"🧵\")", "&#129525;"),
        ("JSENCODE(\"This <b>is a test\")", "This \\u003Cb\\u003Eis a test"),
        ("JSENCODE(\"/* it's */\")", "\\/\\* it\\'s \\*\\/"),
        ("JSINHTMLENCODE(\"it's\")", "it\\&#39;s"),
        ("URLENCODE(\"a b&ü~\")", "a+b%26%C3%BC%7E"),
        ("HTMLENCODE(name)", "null"),
    ]);
}

#[test]
fn marks_of_rich_text() {
    holds(&[
        ("BR()", "<br>"),
        ("HYPERLINK(\"/001\", \"Acme\")", "<a href=\"/001\" target=\"_blank\">Acme</a>"),
        ("HYPERLINK(\"/001\", \"Acme\", \"_self\")", "<a href=\"/001\" target=\"_self\">Acme</a>"),
    ]);
}
