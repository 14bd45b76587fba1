//! How conditions are joined: `and`, `or`, `1 AND (2 OR NOT 3)`.

/// How conditions are joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Logic {
    All,
    Any,
    Custom(Term),
}

/// A part of a logic of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Term {
    Condition(usize),
    Not(Box<Term>),
    All(Vec<Term>),
    Any(Vec<Term>),
}

/// Parentheses may stand this deep: the platform takes 1,000 characters.
const MOST_DEPTH: usize = 500;

impl Logic {
    /// The logic that a text says, of so many conditions.
    pub(crate) fn read(text: &str, conditions: usize) -> Option<Self> {
        match text.trim() {
            "" => Some(Logic::All),
            word if word.eq_ignore_ascii_case("and") => Some(Logic::All),
            word if word.eq_ignore_ascii_case("or") => Some(Logic::Any),
            numbers => {
                let mut reader = Reader { words: words(numbers)?, at: 0, conditions, depth: 0 };
                let term = reader.any()?;
                (reader.at == reader.words.len()).then_some(Logic::Custom(term))
            }
        }
    }

    /// Whether it holds; conditions are asked in order, and none that does not matter any more.
    pub(crate) fn holds(&self, count: usize, condition: &mut dyn FnMut(usize) -> bool) -> bool {
        match self {
            Logic::All => (0..count).all(condition),
            Logic::Any => (0..count).any(condition),
            Logic::Custom(term) => term.holds(condition),
        }
    }
}

impl Term {
    fn holds(&self, condition: &mut dyn FnMut(usize) -> bool) -> bool {
        match self {
            Term::Condition(at) => condition(*at),
            Term::Not(term) => !term.holds(condition),
            Term::All(terms) => terms.iter().all(|term| term.holds(condition)),
            Term::Any(terms) => terms.iter().any(|term| term.holds(condition)),
        }
    }
}

fn words(text: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    let mut joins = false;
    for character in text.chars() {
        match character {
            ' ' | '\t' | '\n' | '\r' => joins = false,
            '(' | ')' => {
                words.push(character.to_string());
                joins = false;
            }
            _ if character.is_ascii_alphanumeric() => {
                match words.last_mut().filter(|_| joins) {
                    Some(word) => word.push(character.to_ascii_uppercase()),
                    None => words.push(character.to_ascii_uppercase().to_string()),
                }
                joins = true;
            }
            _ => return None,
        }
    }
    Some(words)
}

struct Reader {
    words: Vec<String>,
    at: usize,
    conditions: usize,
    depth: usize,
}

impl Reader {
    fn takes(&mut self, word: &str) -> bool {
        let found = self.words.get(self.at).is_some_and(|each| each == word);
        self.at += usize::from(found);
        found
    }

    fn any(&mut self) -> Option<Term> {
        let mut terms = vec![self.all()?];
        while self.takes("OR") {
            terms.push(self.all()?);
        }
        Some(if terms.len() == 1 { terms.remove(0) } else { Term::Any(terms) })
    }

    fn all(&mut self) -> Option<Term> {
        let mut terms = vec![self.one()?];
        while self.takes("AND") {
            terms.push(self.one()?);
        }
        Some(if terms.len() == 1 { terms.remove(0) } else { Term::All(terms) })
    }

    fn one(&mut self) -> Option<Term> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return None;
        }
        let term = if self.takes("NOT") {
            Term::Not(Box::new(self.one()?))
        } else if self.takes("(") {
            let inner = self.any()?;
            if !self.takes(")") {
                return None;
            }
            inner
        } else {
            let number: usize = self.words.get(self.at)?.parse().ok()?;
            self.at += 1;
            Term::Condition(number.checked_sub(1).filter(|at| *at < self.conditions)?)
        };
        self.depth -= 1;
        Some(term)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(text: &str, conditions: &[bool]) -> Option<bool> {
        let logic = Logic::read(text, conditions.len())?;
        Some(logic.holds(conditions.len(), &mut |at| conditions[at]))
    }

    #[test]
    fn words_and_numbers_join() {
        assert_eq!(holds("and", &[true, false]), Some(false));
        assert_eq!(holds("or", &[true, false]), Some(true));
        assert_eq!(holds("", &[]), Some(true));
        assert_eq!(holds("1 AND (2 OR NOT 3)", &[true, false, false]), Some(true));
        assert_eq!(holds("1 AND NOT(2 OR 3)", &[true, false, true]), Some(false));
        assert_eq!(holds("1 or 2 and 3", &[true, false, false]), Some(true));
        assert_eq!(holds("10 AND 1", &[true; 10]), Some(true));
    }

    #[test]
    fn what_is_no_logic_is_none() {
        for wrong in ["1 AND", "3", "0", "(1", "1 2", "NOT", "1 & 2", &"(".repeat(2000)] {
            assert_eq!(holds(wrong, &[true, true]), None, "{wrong}");
        }
    }

    #[test]
    fn what_does_not_matter_is_not_asked() {
        let mut asked = Vec::new();
        let logic = Logic::All;
        assert!(!logic.holds(3, &mut |at| {
            asked.push(at);
            at == 0
        }));
        assert_eq!(asked, [0, 1]);
    }
}
