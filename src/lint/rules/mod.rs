//! The table of rules, by name: one file each.

mod dangling_connector;
mod subflow_loop;
mod unreachable_element;

use super::Rule;

/// Every rule.
pub static RULES: &[&Rule] = &[&dangling_connector::RULE, &subflow_loop::RULE, &unreachable_element::RULE];
