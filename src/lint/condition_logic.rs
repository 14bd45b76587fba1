//! How conditions and filters are joined: `and`, `or`, or by their numbers.

/// Conditions that are joined; each is known by its place among them, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Logic {
    /// One condition.
    Condition(usize),
    /// All of them.
    All(Vec<Logic>),
    /// Any of them.
    Any(Vec<Logic>),
    /// Not it.
    Not(Box<Logic>),
}

/// Why a logic joins nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogicMistake {
    /// It does not read: what stands where something else should.
    Broken(String),
    /// It names a condition that is not there.
    Unknown(usize),
    /// It leaves a condition out.
    LeftOut(usize),
    /// It is longer than the platform takes: so many characters.
    TooLong(usize),
}

/// Words that join no conditions by number: the conditions are not asked for, or a formula stands for them.
const WORDS: [&str; 3] = ["no_conditions", "formula_evaluates_to_true", "custom_query"];

impl Logic {
    /// What joins so many conditions; nothing where another thing than conditions decides.
    ///
    /// # Errors
    /// Where it does not read, or names other conditions than there are.
    pub fn read(text: &str, conditions: usize) -> Result<Option<Logic>, LogicMistake> {
        let all = || (0..conditions).map(Logic::Condition).collect();
        let length = text.chars().count();
        match text.trim().to_ascii_lowercase().as_str() {
            "and" | "" => Ok(Some(Logic::All(all()))),
            "or" => Ok(Some(Logic::Any(all()))),
            word if WORDS.contains(&word) => Ok(None),
            _ if length > crate::flow::logic::MOST_CHARACTERS => Err(LogicMistake::TooLong(length)),
            lower => numbered(lower, conditions).map(Some),
        }
    }
}

fn numbered(text: &str, conditions: usize) -> Result<Logic, LogicMistake> {
    let words = words(text);
    let mut reader = Reader { words: &words, used: vec![false; conditions] };
    let logic = reader.any()?;
    match (reader.words.first(), reader.used.iter().position(|used| !used)) {
        (Some(word), _) => Err(LogicMistake::Broken((*word).to_owned())),
        (None, Some(left)) => Err(LogicMistake::LeftOut(left + 1)),
        (None, None) => Ok(logic),
    }
}

/// Numbers, words and brackets.
fn words(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let same = |each: char| each.is_alphanumeric() == first.is_alphanumeric() && !each.is_whitespace();
        let end = match first.is_alphanumeric() {
            true => rest.find(|each| !same(each)).unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        found.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    found
}

struct Reader<'w, 't> {
    words: &'w [&'t str],
    used: Vec<bool>,
}

impl Reader<'_, '_> {
    fn next_is(&mut self, word: &str) -> bool {
        let is = self.words.first() == Some(&word);
        if is {
            self.words = &self.words[1..];
        }
        is
    }

    fn any(&mut self) -> Result<Logic, LogicMistake> {
        let mut parts = vec![self.all()?];
        while self.next_is("or") {
            parts.push(self.all()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Logic::Any(parts) })
    }

    fn all(&mut self) -> Result<Logic, LogicMistake> {
        let mut parts = vec![self.one()?];
        while self.next_is("and") {
            parts.push(self.one()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Logic::All(parts) })
    }

    fn one(&mut self) -> Result<Logic, LogicMistake> {
        if self.next_is("not") {
            return Ok(Logic::Not(Box::new(self.one()?)));
        }
        if self.next_is("(") {
            let inner = self.any()?;
            return if self.next_is(")") { Ok(inner) } else { Err(self.broken()) };
        }
        let number = self.words.first().and_then(|word| word.parse::<usize>().ok());
        let Some(number) = number else { return Err(self.broken()) };
        match number.checked_sub(1).and_then(|at| self.used.get_mut(at)) {
            Some(used) => *used = true,
            None => return Err(LogicMistake::Unknown(number)),
        }
        self.words = &self.words[1..];
        Ok(Logic::Condition(number - 1))
    }

    fn broken(&self) -> LogicMistake {
        LogicMistake::Broken(self.words.first().copied().unwrap_or("its end").to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_join_as_they_are_written() {
        let read = |text| Logic::read(text, 3).unwrap().unwrap();
        let one = Logic::Condition;
        assert_eq!(read("and"), Logic::All(vec![one(0), one(1), one(2)]));
        assert_eq!(read("1 AND ( 2 OR 3)"), Logic::All(vec![one(0), Logic::Any(vec![one(1), one(2)])]));
        assert_eq!(read("1 or 2 and 3"), Logic::Any(vec![one(0), Logic::All(vec![one(1), one(2)])]));
        let neither = Logic::Not(Box::new(Logic::Any(vec![one(1), one(2)])));
        assert_eq!(read("1 AND NOT(2 OR 3)"), Logic::All(vec![one(0), neither]));
        assert_eq!(Logic::read("formula_evaluates_to_true", 0), Ok(None));
    }

    #[test]
    fn each_mistake_is_told() {
        for (text, mistake) in [
            ("1 AND 2", LogicMistake::LeftOut(3)),
            ("1 AND 2 AND 3 AND 4", LogicMistake::Unknown(4)),
            ("0 AND 1 AND 2 AND 3", LogicMistake::Unknown(0)),
            ("1 AND (2 OR 3", LogicMistake::Broken("its end".to_owned())),
            ("1 2 3", LogicMistake::Broken("2".to_owned())),
            ("1 XOR 2 AND 3", LogicMistake::Broken("xor".to_owned())),
        ] {
            assert_eq!(Logic::read(text, 3), Err(mistake), "{text}");
        }
        let long = "(".repeat(1001);
        assert_eq!(Logic::read(&long, 3), Err(LogicMistake::TooLong(1001)));
    }
}
