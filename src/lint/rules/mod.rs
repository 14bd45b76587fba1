//! The table of rules, by name: one file each.

mod action_in_loop;
mod arrow_to_itself;
mod broken_formula;
mod dangling_connector;
mod doubled_element;
mod entry_condition_missing;
mod fault_path_circle;
mod fault_path_missing;
mod field_not_found;
mod hard_coded_id;
mod hard_coded_url;
mod illegal_name;
mod impossible_outcome;
mod long_label;
mod missing_element;
mod newer_element;
mod no_earlier_record;
mod not_before_save;
mod object_not_found;
mod query_in_loop;
mod query_repeated;
mod record_updated_twice;
mod record_updates_itself;
mod reference_to_nothing;
mod repeated_name;
mod repeated_outcome;
mod save_in_loop;
mod schedule_missing;
mod split_siblings;
mod start_leads_nowhere;
mod subflow_loop;
mod unknown_element;
mod unknown_value;
mod unreachable_element;
mod unused_resource;
mod wrong_order;
mod wrong_root;
mod wrong_type;

use super::Rule;

/// Every rule.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &action_in_loop::RULE,
    &arrow_to_itself::RULE,
    &broken_formula::RULE,
    &dangling_connector::RULE,
    &doubled_element::RULE,
    &entry_condition_missing::RULE,
    &fault_path_circle::RULE,
    &fault_path_missing::RULE,
    &field_not_found::RULE,
    &hard_coded_id::RULE,
    &hard_coded_url::RULE,
    &illegal_name::RULE,
    &impossible_outcome::RULE,
    &long_label::RULE,
    &missing_element::RULE,
    &newer_element::RULE,
    &no_earlier_record::RULE,
    &not_before_save::RULE,
    &object_not_found::RULE,
    &query_in_loop::RULE,
    &query_repeated::RULE,
    &record_updated_twice::RULE,
    &record_updates_itself::RULE,
    &reference_to_nothing::RULE,
    &repeated_name::RULE,
    &repeated_outcome::RULE,
    &save_in_loop::RULE,
    &schedule_missing::RULE,
    &split_siblings::RULE,
    &start_leads_nowhere::RULE,
    &subflow_loop::RULE,
    &unknown_element::RULE,
    &unknown_value::RULE,
    &unreachable_element::RULE,
    &unused_resource::RULE,
    &wrong_order::RULE,
    &wrong_root::RULE,
    &wrong_type::RULE,
];
