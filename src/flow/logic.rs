//! How conditions and filters are joined by their numbers.

/// So many characters a logic by numbers may have at most (Metadata API, `conditionLogic` and `filterLogic`).
pub const MOST_CHARACTERS: usize = 1000;

/// The logic of filters in groups of these sizes: of each group any one has to hold. `None` for no filter.
///
/// Several values of one field are such a group. Get Records would join them by itself (Automate Your Business Processes,
/// Spring '26); of a start nothing like that is said, so it is written out everywhere.
pub fn any_of_each(sizes: &[usize]) -> Option<String> {
    match sizes {
        [] => None,
        _ if sizes.iter().all(|size| *size == 1) => Some("and".to_owned()),
        [_] => Some("or".to_owned()),
        _ => Some(numbered(sizes)),
    }
}

fn numbered(sizes: &[usize]) -> String {
    let mut number = 0;
    let mut next = || {
        number += 1;
        number.to_string()
    };
    let groups: Vec<String> = sizes
        .iter()
        .map(|size| match size {
            1 => next(),
            _ => format!("({})", (0..*size).map(|_| next()).collect::<Vec<_>>().join(" OR ")),
        })
        .collect();
    groups.join(" AND ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_of_several_values_is_written_out() {
        assert_eq!(any_of_each(&[]), None);
        assert_eq!(any_of_each(&[1]).as_deref(), Some("and"));
        assert_eq!(any_of_each(&[1, 1]).as_deref(), Some("and"));
        assert_eq!(any_of_each(&[2]).as_deref(), Some("or"));
        assert_eq!(any_of_each(&[1, 2]).as_deref(), Some("1 AND (2 OR 3)"));
        assert_eq!(any_of_each(&[2, 1]).as_deref(), Some("(1 OR 2) AND 3"));
    }
}
