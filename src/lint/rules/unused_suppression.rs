//! Suppressions that keep nothing back.

use crate::lint::{Check, Rule, rule};

pub(super) static RULE: Rule = rule!("unused-suppression", Warning, Check::Settings);
