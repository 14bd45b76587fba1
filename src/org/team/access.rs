//! Permission sets, custom permissions, queues, groups and tabs: only that they exist.

use super::{Loader, Part};

pub(super) fn permission_set(loader: &mut Loader, part: &Part) {
    loader.org.permission_sets.insert(part.place.name.to_owned());
}

pub(super) fn custom_permission(loader: &mut Loader, part: &Part) {
    loader.org.custom_permissions.insert(part.place.name.to_owned());
}

pub(super) fn queue(loader: &mut Loader, part: &Part) {
    loader.org.queues.insert(part.place.name.to_owned());
}

pub(super) fn group(loader: &mut Loader, part: &Part) {
    loader.org.groups.insert(part.place.name.to_owned());
}

pub(super) fn tab(loader: &mut Loader, part: &Part) {
    loader.org.tabs.insert(part.place.name.to_owned());
}
