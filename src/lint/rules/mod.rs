//! The table of rules, by name: one file each.

mod action_in_loop;
mod action_input_missing;
mod action_input_type;
mod action_input_unknown;
mod action_not_found;
mod action_out_of_place;
mod api_version_too_new;
mod arrow_to_itself;
mod assignment_type;
mod broken_formula;
mod child_twice;
mod component_twice;
mod condition_type;
mod create_repeated_by_back;
mod dangling_connector;
mod default_value_wrong;
mod deleted_and_declared;
mod deletion_wildcard;
mod doubled_element;
mod entry_condition_missing;
mod fault_path_circle;
mod fault_path_missing;
mod field_not_found;
mod field_not_writable;
mod field_value_refused;
mod field_value_type;
mod filter_type;
mod flow_not_deleted;
mod formula_type;
mod hard_coded_id;
mod hard_coded_url;
mod illegal_name;
mod impossible_outcome;
mod logic_broken;
mod long_formula;
mod long_label;
mod lookup_to_nothing;
mod loop_changes_collection;
mod manifest_of_nothing;
mod manifest_version_too_old;
mod maybe_null_record;
mod missing_element;
mod named_field_not_found;
mod newer_element;
mod no_earlier_record;
mod not_a_collection;
mod not_assignable;
mod not_before_save;
mod null_record;
mod object_not_found;
mod permission_dependency;
mod permission_in_vain;
mod permission_not_grantable;
mod permission_of_nothing;
mod query_in_loop;
mod query_repeated;
mod record_updated_twice;
mod record_updates_itself;
mod reference_to_nothing;
mod repeated_name;
mod repeated_outcome;
mod save_in_loop;
mod schedule_missing;
mod scheduled_path_unnamed;
mod split_siblings;
mod start_leads_nowhere;
mod subflow_inactive;
mod subflow_loop;
mod subflow_not_callable;
mod subflow_not_found;
mod subflow_parameter_not_found;
mod subflow_parameter_type;
mod trigger_order_open;
mod unknown_element;
mod unknown_value;
mod unreachable_element;
mod unused_resource;
mod unused_suppression;
mod versioned_file;
mod wrong_order;
mod wrong_root;
mod wrong_type;

use super::Rule;

/// Every rule.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &action_in_loop::RULE,
    &action_input_missing::RULE,
    &action_input_type::RULE,
    &action_input_unknown::RULE,
    &action_not_found::RULE,
    &action_out_of_place::RULE,
    &api_version_too_new::RULE,
    &arrow_to_itself::RULE,
    &assignment_type::RULE,
    &broken_formula::RULE,
    &child_twice::RULE,
    &component_twice::RULE,
    &condition_type::RULE,
    &create_repeated_by_back::RULE,
    &dangling_connector::RULE,
    &default_value_wrong::RULE,
    &deleted_and_declared::RULE,
    &deletion_wildcard::RULE,
    &doubled_element::RULE,
    &entry_condition_missing::RULE,
    &fault_path_circle::RULE,
    &fault_path_missing::RULE,
    &field_not_found::RULE,
    &field_not_writable::RULE,
    &field_value_refused::RULE,
    &field_value_type::RULE,
    &filter_type::RULE,
    &flow_not_deleted::RULE,
    &formula_type::RULE,
    &hard_coded_id::RULE,
    &hard_coded_url::RULE,
    &illegal_name::RULE,
    &impossible_outcome::RULE,
    &logic_broken::RULE,
    &long_formula::RULE,
    &long_label::RULE,
    &lookup_to_nothing::RULE,
    &loop_changes_collection::RULE,
    &manifest_of_nothing::RULE,
    &manifest_version_too_old::RULE,
    &maybe_null_record::RULE,
    &missing_element::RULE,
    &named_field_not_found::RULE,
    &newer_element::RULE,
    &no_earlier_record::RULE,
    &not_a_collection::RULE,
    &not_assignable::RULE,
    &not_before_save::RULE,
    &null_record::RULE,
    &object_not_found::RULE,
    &permission_dependency::RULE,
    &permission_in_vain::RULE,
    &permission_not_grantable::RULE,
    &permission_of_nothing::RULE,
    &query_in_loop::RULE,
    &query_repeated::RULE,
    &record_updated_twice::RULE,
    &record_updates_itself::RULE,
    &reference_to_nothing::RULE,
    &repeated_name::RULE,
    &repeated_outcome::RULE,
    &save_in_loop::RULE,
    &schedule_missing::RULE,
    &scheduled_path_unnamed::RULE,
    &split_siblings::RULE,
    &start_leads_nowhere::RULE,
    &subflow_inactive::RULE,
    &subflow_loop::RULE,
    &subflow_not_callable::RULE,
    &subflow_not_found::RULE,
    &subflow_parameter_not_found::RULE,
    &subflow_parameter_type::RULE,
    &trigger_order_open::RULE,
    &unknown_element::RULE,
    &unknown_value::RULE,
    &unreachable_element::RULE,
    &unused_resource::RULE,
    &unused_suppression::RULE,
    &versioned_file::RULE,
    &wrong_order::RULE,
    &wrong_root::RULE,
    &wrong_type::RULE,
];
