//! The table of rules, by name: one file each.

mod dangling_connector;
mod doubled_element;
mod missing_element;
mod newer_element;
mod split_siblings;
mod subflow_loop;
mod unknown_element;
mod unknown_value;
mod unreachable_element;
mod wrong_order;
mod wrong_root;
mod wrong_type;

use super::Rule;

/// Every rule.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &dangling_connector::RULE,
    &doubled_element::RULE,
    &missing_element::RULE,
    &newer_element::RULE,
    &split_siblings::RULE,
    &subflow_loop::RULE,
    &unknown_element::RULE,
    &unknown_value::RULE,
    &unreachable_element::RULE,
    &wrong_order::RULE,
    &wrong_root::RULE,
    &wrong_type::RULE,
];
