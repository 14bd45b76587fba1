//! The table of the language for the README, made from the table of keys.

use std::fmt::Write as _;

use super::keys::{BLOCKS, Block, FIELD_TYPES, Key};
use super::scenario_keys::SCENARIO_BLOCKS;

/// Markdown: one table for each block of the language of specs, and the types of fields.
pub fn language_table() -> String {
    let mut text = blocks_table(BLOCKS);
    write_types(&mut text);
    text
}

/// Markdown: one table for each block of the language of scenarios.
pub fn scenarios_table() -> String {
    blocks_table(SCENARIO_BLOCKS)
}

fn blocks_table(blocks: &[&Block]) -> String {
    let mut text = String::new();
    blocks.iter().for_each(|block| write_block(&mut text, block));
    text
}

fn write_block(text: &mut String, block: &Block) {
    let _ = write!(
        text,
        "#### {}\n\n{}\n\n| key | what to write | what it says |\n|---|---|---|\n",
        block.name, block.about
    );
    for key in block.keys {
        let _ = writeln!(text, "| {} | {} | {} |", key_cell(key), key.kind.words(), key.about);
    }
    text.push('\n');
}

/// A key that must be there is bold.
fn key_cell(key: &Key) -> String {
    match (key.required, key.beside) {
        (true, None) => format!("**`{}`**", key.name),
        (true, Some(other)) => format!("**`{}`** (with `{other}`)", key.name),
        (false, Some(other)) => format!("`{}` (with `{other}`)", key.name),
        (false, None) => format!("`{}`", key.name),
    }
}

fn write_types(text: &mut String) {
    text.push_str("#### Types of fields\n\n| type | what it holds |\n|---|---|\n");
    for (name, meaning) in FIELD_TYPES {
        let _ = writeln!(text, "| `{name}` | {meaning} |");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_a_row() {
        let table = language_table();
        for key in BLOCKS.iter().flat_map(|block| block.keys) {
            assert!(
                table
                    .lines()
                    .any(|line| line.contains(&format!("`{}`", key.name)) && line.contains(key.about))
            );
        }
    }

    #[test]
    fn no_cell_breaks_its_row() {
        for line in language_table().lines().filter(|line| line.starts_with('|')) {
            assert!(matches!(line.matches('|').count(), 3 | 4), "{line}");
        }
    }
}
