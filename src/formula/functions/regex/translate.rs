//! From the syntax of `java.util.regex.Pattern` to that of the library: what both write alike but mean otherwise, and what
//! only Java has. Classes like `\d` are those of ASCII, as Java's are.

use std::iter::Peekable;
use std::str::Chars;

/// Classes of one letter: what stands between the brackets. A capital means all other characters.
const CLASSES: &[(char, &str)] = &[
    ('d', "0-9"),
    ('w', "a-zA-Z0-9_"),
    ('s', " \\t\\n\\x0B\\f\\r"),
    ('h', " \\t\\xA0\\x{1680}\\x{180E}\\x{2000}-\\x{200A}\\x{202F}\\x{205F}\\x{3000}"),
    ('v', "\\n\\x0B\\f\\r\\x85\\x{2028}\\x{2029}"),
];

/// Classes by name, `\p{Alpha}`: those of ASCII that Java has. Others are classes of Unicode.
const NAMED: &[(&str, &str)] = &[
    ("Lower", "a-z"),
    ("Upper", "A-Z"),
    ("ASCII", "\\x00-\\x7F"),
    ("Alpha", "a-zA-Z"),
    ("Digit", "0-9"),
    ("Alnum", "a-zA-Z0-9"),
    ("Punct", "!-/:-@\\[-`\\{-\\~"),
    ("Graph", "!-\\~"),
    ("Print", " -\\~"),
    ("Blank", " \\t"),
    ("Cntrl", "\\x00-\\x1F\\x7F"),
    ("XDigit", "0-9a-fA-F"),
    ("Space", " \\t\\n\\x0B\\f\\r"),
    ("javaLowerCase", "\\p{Lowercase}"),
    ("javaUpperCase", "\\p{Uppercase}"),
    ("javaWhitespace", "\\s"),
];

/// What ends a line in Java, and so is not matched by a point.
const LINE_ENDS: &str = "\\n\\r\\x85\\x{2028}\\x{2029}";

/// Characters after a backslash that both read alike.
const SHARED: &str = "tnrfabBAzGxk123456789";

/// The pattern in the library's syntax.
pub(super) fn pattern(java: &str) -> Result<String, String> {
    let point = if java.contains("(?s") { ".".to_owned() } else { format!("[^{LINE_ENDS}]") };
    let mut translator = Translator { rest: java.chars().peekable(), out: String::new(), brackets: 0, point };
    while let Some(character) = translator.rest.next() {
        translator.one(character)?;
    }
    Ok(translator.out)
}

struct Translator<'a> {
    rest: Peekable<Chars<'a>>,
    out: String,
    /// How many classes in brackets are open.
    brackets: usize,
    /// What a point becomes.
    point: String,
}

impl Translator<'_> {
    fn one(&mut self, character: char) -> Result<(), String> {
        match (character, self.brackets > 0) {
            ('\\', _) => return self.escaped(),
            ('[', _) => self.open(),
            (']', true) => {
                self.brackets -= 1;
                self.out.push(']');
            }
            ('.', false) => self.out.push_str(&self.point),
            ('(', false) => return self.group(),
            ('-' | '~', true) if self.rest.peek() == Some(&character) => self.twice(character),
            ('&', true) if self.rest.peek() == Some(&'&') => {
                self.rest.next();
                self.out.push_str("&&");
            }
            _ => self.out.push(character),
        }
        Ok(())
    }

    fn open(&mut self) {
        self.brackets += 1;
        self.out.push('[');
        if self.rest.next_if_eq(&'^').is_some() {
            self.out.push('^');
        }
    }

    /// `--` and `~~` subtract classes in the library; here the first `-` makes a range, unless the class begins with it.
    fn twice(&mut self, character: char) {
        if character == '-' && !self.out.ends_with(['[', '^']) {
            self.out.push(character);
            self.rest.next();
        }
        self.literal(character);
    }

    /// A group; one with comments among its flags is not known.
    fn group(&mut self) -> Result<(), String> {
        self.out.push('(');
        if self.rest.next_if_eq(&'?').is_none() {
            return Ok(());
        }
        self.out.push('?');
        while let Some(flag) = self.rest.next_if(|next| next.is_ascii_alphabetic() || *next == '-') {
            match flag {
                'x' => return Err("patterns with comments, `(?x)`".to_owned()),
                // Unicode is always on, and so are the line ends of Unix.
                'u' | 'U' | 'd' => {}
                _ => self.out.push(flag),
            }
        }
        Ok(())
    }

    fn escaped(&mut self) -> Result<(), String> {
        let Some(character) = self.rest.next() else { return Err("a backslash at its end".to_owned()) };
        let class = CLASSES.iter().find(|row| row.0 == character.to_ascii_lowercase());
        match (character, class) {
            (_, Some((_, members))) => self.class(members, character.is_ascii_uppercase()),
            ('p' | 'P', _) => return self.named(character == 'P'),
            ('Q', _) => self.quoted(),
            ('R', _) => self.out.push_str(&format!("(?>\\r\\n|[{LINE_ENDS}\\x0B\\f])")),
            ('Z', _) => self.out.push_str("(?=\\n?\\z)"),
            ('e', _) => self.out.push_str("\\x1B"),
            ('0', _) => return self.octal(),
            ('u', _) => return self.unicode(),
            ('c', _) => return self.control(),
            _ if SHARED.contains(character) => self.out.extend(['\\', character]),
            _ if character.is_alphanumeric() => return Err(format!("`\\{character}`")),
            _ => self.literal(character),
        }
        Ok(())
    }

    fn class(&mut self, members: &str, all_others: bool) {
        match (self.brackets > 0, all_others) {
            (true, false) => self.out.push_str(members),
            (_, true) => self.out.push_str(&format!("[^{members}]")),
            (false, false) => self.out.push_str(&format!("[{members}]")),
        }
    }

    /// `\p{Alpha}`, `\pL`
    fn named(&mut self, all_others: bool) -> Result<(), String> {
        let name = match self.rest.next() {
            Some('{') => self.rest.by_ref().take_while(|next| *next != '}').collect::<String>(),
            Some(letter) => letter.to_string(),
            None => String::new(),
        };
        if let Some((_, members)) = NAMED.iter().find(|row| row.0 == name) {
            self.class(members, all_others);
            return Ok(());
        }
        let plain = name.chars().all(|letter| letter.is_ascii_alphanumeric() || "_=".contains(letter));
        if name.is_empty() || name.starts_with("In") || !plain {
            return Err(format!("`\\p{{{name}}}`"));
        }
        let name = name.strip_prefix("Is").unwrap_or(&name);
        self.out.push_str(&format!("\\{}{{{name}}}", if all_others { 'P' } else { 'p' }));
        Ok(())
    }

    /// `\Q…\E`: as it stands.
    fn quoted(&mut self) {
        while let Some(character) = self.rest.next() {
            if character == '\\' && self.rest.next_if_eq(&'E').is_some() {
                return;
            }
            self.literal(character);
        }
    }

    /// `\0101`
    fn octal(&mut self) -> Result<(), String> {
        let mut digits = String::new();
        while digits.len() < 3
            && let Some(digit) = self.rest.next_if(|next| ('0'..='7').contains(next))
        {
            digits.push(digit);
        }
        self.code(u32::from_str_radix(&digits, 8).ok(), "\\0")
    }

    /// `\u00e9`
    fn unicode(&mut self) -> Result<(), String> {
        let digits: String = self.rest.by_ref().take(4).collect();
        self.code(u32::from_str_radix(&digits, 16).ok(), "\\u")
    }

    /// `\cA`
    fn control(&mut self) -> Result<(), String> {
        let code = self.rest.next().map(|character| u32::from(character) ^ 64);
        self.code(code, "\\c")
    }

    fn code(&mut self, code: Option<u32>, written: &str) -> Result<(), String> {
        let character = code.and_then(char::from_u32).ok_or_else(|| format!("`{written}`"))?;
        self.literal(character);
        Ok(())
    }

    /// The character itself, whatever it means in a pattern.
    fn literal(&mut self, character: char) {
        self.out.push_str(&format!("\\x{{{:X}}}", u32::from(character)));
    }
}
