//! What an org contains: objects, fields, picklists, actions, flows' inputs. Built-in tables plus the team's own metadata.
//!
//! [`Org::standard`] knows what Salesforce ships and costs nothing: its tables are looked up where they lie in the binary.
//! [`Org::declare`] adds what a spec declares, [`Org::load_team`] what a folder of metadata says. Later declarations win over
//! earlier ones, and those over the hand-made table, which wins over the mirror of Salesforce's reference.

mod action;
mod completed;
mod components;
pub mod field;
mod flow_signature;
mod label;
mod nearest;
mod object;
mod row;
mod standard;
mod team;

pub use action::{Action, ActionParameter};
pub use field::{Field, FieldType, Picklist};
pub use flow_signature::{FlowSignature, FlowVariable};
pub use label::{from_name as label_from_name, plural as plural_label};
pub use object::{Object, is_custom};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Custom fields of these are kept on the first and are on all.
const ACTIVITIES: [&str; 3] = ["Activity", "Task", "Event"];

/// What an org contains.
#[derive(Clone, Debug, Default)]
pub struct Org {
    objects: BTreeMap<String, Object>,
    fields: BTreeMap<String, BTreeMap<String, Arc<Field>>>,
    flows: BTreeMap<String, FlowSignature>,
    permission_sets: BTreeSet<String>,
    custom_permissions: BTreeSet<String>,
    /// Custom objects that a master record owns.
    details: BTreeSet<String>,
    /// What a new record has in a field that nobody gave, and how numbers are written: by object and field.
    defaults: BTreeMap<(String, String), String>,
    number_formats: BTreeMap<(String, String), String>,
    queues: BTreeSet<String>,
    groups: BTreeSet<String>,
    tabs: BTreeSet<String>,
    components: components::Components,
    /// All of the team's metadata was read: what is not here is not there.
    is_whole: bool,
}

impl Org {
    /// What every org has.
    pub fn standard() -> Self {
        Self::default()
    }

    /// Adds a field. A custom field of Task, Event or Activity is on all three, as on the platform.
    pub fn declare(&mut self, field: Field) {
        let shared = is_custom(&field.name) && ACTIVITIES.contains(&field.object.as_str());
        if !shared {
            return self.insert(field);
        }
        for object in ACTIVITIES {
            self.insert(Field { object: object.to_owned(), ..field.clone() });
        }
    }

    fn insert(&mut self, field: Field) {
        let fields = self.fields.entry(field.object.clone()).or_default();
        fields.insert(field.name.clone(), Arc::new(field));
    }

    /// Adds an object. It has the fields that every object of its kind has, even if none is declared.
    pub fn declare_object(&mut self, object: Object) {
        self.objects.insert(object.name.clone(), object);
    }

    /// The object of a name, in its exact case.
    pub fn object(&self, name: &str) -> Option<Object> {
        self.objects.get(name).cloned().or_else(|| shipped_object(name))
    }

    /// The name in its right case of an object whose name was written in another.
    pub fn object_ignoring_case(&self, name: &str) -> Option<String> {
        self.object_names().find(|each| each.eq_ignore_ascii_case(name)).map(str::to_owned)
    }

    /// The name of the object that was probably meant.
    pub fn nearest_object(&self, wrong: &str) -> Option<String> {
        nearest::nearest(wrong, self.object_names()).map(str::to_owned)
    }

    fn object_names(&self) -> impl Iterator<Item = &str> {
        self.objects.keys().map(String::as_str).chain(standard::objects())
    }

    /// The field of a name, in its exact case.
    pub fn field(&self, object: &str, name: &str) -> Option<Arc<Field>> {
        let declared = self.fields.get(object).and_then(|fields| fields.get(name));
        declared.cloned().or_else(|| self.built_in_field(object, name).map(Arc::new))
    }

    fn built_in_field(&self, object: &str, name: &str) -> Option<Field> {
        shipped_field(object, name).or_else(|| {
            let row = self.custom_object_rows(object).find(|row| row.name == name)?;
            Some(row.field(object))
        })
    }

    /// What a declared custom object has without saying so; one that a master record owns has no owner.
    fn custom_object_rows(&self, object: &str) -> impl Iterator<Item = &'static row::Row> {
        let rows = match self.objects.contains_key(object) {
            true => completed::custom_object_fields(object),
            false => &[],
        };
        let owned = self.details.contains(object);
        rows.iter().filter(move |row| !(owned && row.name == "OwnerId"))
    }

    /// The fields of an object, by name.
    pub fn fields(&self, object: &str) -> impl Iterator<Item = Arc<Field>> {
        let names = self.field_names(object).into_iter();
        names.filter_map(|name| self.field(object, name)).collect::<Vec<_>>().into_iter()
    }

    /// A field of an object, whatever the case of its name.
    pub fn field_of_any_case(&self, object: &str, name: &str) -> Option<Arc<Field>> {
        self.field(object, name).or_else(|| {
            let mut names = self.field_names(object).into_iter();
            self.field(object, names.find(|each| each.eq_ignore_ascii_case(name))?)
        })
    }

    fn field_names<'a>(&'a self, object: &str) -> BTreeSet<&'a str> {
        let declared = self.fields.get(object).into_iter().flatten().map(|(name, _)| name.as_str());
        let rows = completed::fields(object).chain(self.custom_object_rows(object)).map(|row| row.name);
        declared.chain(rows).chain(standard::field_names(object)).collect()
    }

    /// Whether an object that is not here does not exist. A standard one does not if it is nearly the name of another: the mirror
    /// of Salesforce's reference has holes. A custom one does not if we were told of any of the team's; of what a package from
    /// elsewhere brings (`acme__Deal__c`) we never are.
    pub fn would_have_object(&self, name: &str) -> bool {
        match is_custom(name) {
            true => !(is_packaged(name) || self.objects.is_empty() && self.fields.is_empty()),
            false => self.nearest_object(name).is_some_and(|near| is_slip(name, &near)),
        }
    }

    /// Whether a field that is not here does not exist: as with objects. Of standard objects without any custom field of the
    /// team nobody knows which the org has.
    pub fn would_have_field(&self, object: &str, name: &str) -> bool {
        let is_told =
            || self.fields.get(object).is_some_and(|fields| fields.keys().any(|each| is_custom(each)));
        !is_packaged(name) && (!is_custom(name) || is_told())
    }

    /// The value that the team's metadata gives a field of a new record, as it is written there: `false`, `"New"`, `TODAY()`.
    pub fn default_value(&self, object: &str, field: &str) -> Option<&str> {
        of_field(&self.defaults, object, field)
    }

    /// How the team's metadata writes the numbers that the platform gives: `LOG-{000000}`.
    pub fn number_format(&self, object: &str, field: &str) -> Option<&str> {
        of_field(&self.number_formats, object, field)
    }

    /// The name of the field that was probably meant.
    pub fn nearest_field(&self, object: &str, wrong: &str) -> Option<String> {
        nearest::nearest(wrong, self.field_names(object).into_iter()).map(str::to_owned)
    }

    /// The reference that a relationship follows: `Account` of Contact is `AccountId`, `Rep__r` is `Rep__c`.
    pub fn relationship(&self, object: &str, relationship: &str) -> Option<Arc<Field>> {
        let name = match relationship.strip_suffix("__r") {
            Some(stem) => format!("{stem}__c"),
            None => format!("{relationship}Id"),
        };
        self.field(object, &name).filter(|field| field.field_type == FieldType::Reference)
    }

    /// The standard action of a name.
    pub fn action(&self, name: &str) -> Option<Action> {
        let completed = completed::ACTIONS.iter().find(|action| action.name == name);
        let mirrored = standard::action(name);
        let Some(completed) = completed else { return mirrored };
        let mut action = mirrored.unwrap_or_else(|| Action::named(name));
        action.complete(completed);
        Some(action)
    }

    /// The name of the action that was probably meant.
    pub fn nearest_action(&self, wrong: &str) -> Option<String> {
        let names = completed::ACTIONS.iter().map(|action| action.name).chain(standard::actions());
        nearest::nearest(wrong, names).map(str::to_owned)
    }

    /// Adds a flow that can be called.
    pub fn declare_flow(&mut self, flow: FlowSignature) {
        self.flows.insert(flow.name.clone(), flow);
    }

    /// The flow of a name.
    pub fn flow(&self, name: &str) -> Option<&FlowSignature> {
        self.flows.get(name)
    }

    /// The flow of a name, whatever its case.
    pub fn flow_ignoring_case(&self, name: &str) -> Option<&FlowSignature> {
        self.flow(name).or_else(|| self.flows.values().find(|flow| flow.name.eq_ignore_ascii_case(name)))
    }

    /// Says that all of the team's metadata was read: a project, or the folder of the org's metadata.
    pub fn declare_whole(&mut self) {
        self.is_whole = true;
    }

    /// Whether a flow, a custom permission or a tab that is not here does not exist: all of the team's metadata was read, and the
    /// name is not that of a package from elsewhere (`acme__Route_Call`).
    pub fn would_have(&self, name: &str) -> bool {
        self.is_whole && !is_packaged(name) && (!is_custom(name) || name.ends_with("__c"))
    }

    /// The name of the flow that was probably meant.
    pub fn nearest_flow(&self, wrong: &str) -> Option<String> {
        nearest::nearest(wrong, self.flows.keys().map(String::as_str)).map(str::to_owned)
    }

    /// Whether the team's metadata has this permission set.
    pub fn has_permission_set(&self, name: &str) -> bool {
        self.permission_sets.contains(name)
    }

    /// The custom permissions of the team's metadata, by name.
    pub fn custom_permissions(&self) -> impl Iterator<Item = &str> {
        self.custom_permissions.iter().map(String::as_str)
    }

    /// Whether the team's metadata has this tab.
    pub fn has_tab(&self, name: &str) -> bool {
        self.tabs.contains(name)
    }

    /// The queues of the team's metadata, by name.
    pub fn queues(&self) -> impl Iterator<Item = &str> {
        self.queues.iter().map(String::as_str)
    }

    /// The public groups of the team's metadata, by name.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        self.groups.iter().map(String::as_str)
    }
}

/// Whether a name is another but for one or two slips: a name that is further off may be one that we do not know.
fn is_slip(name: &str, other: &str) -> bool {
    strsim::damerau_levenshtein(&name.to_lowercase(), &other.to_lowercase()) <= 2
}

/// Whether a name has the prefix of a package: `acme__Deal__c`.
fn is_packaged(name: &str) -> bool {
    name.matches("__").count() > 1
}

/// What is said of a field; custom fields of Task and Event are kept on Activity.
fn of_field<'a>(table: &'a BTreeMap<(String, String), String>, object: &str, field: &str) -> Option<&'a str> {
    let said = |object: &str| table.get(&(object.to_owned(), field.to_owned()));
    let shared = ACTIVITIES.contains(&object).then(|| said(ACTIVITIES[0])).flatten();
    said(object).or(shared).map(String::as_str)
}

fn shipped_object(name: &str) -> Option<Object> {
    if let Some(object) = completed::object(name) {
        return Some(object.object());
    }
    standard::object(name).map(|_| Object::named(name))
}

fn shipped_field(object: &str, name: &str) -> Option<Field> {
    if let Some(row) = completed::field(object, name) {
        return Some(row.field(object));
    }
    let field = standard::field(object, name)?;
    match completed::system_field(name) {
        Some(row) if field.createable.is_none() => Some(Field { label: field.label, ..row.field(object) }),
        _ => Some(field),
    }
}

#[cfg(test)]
mod tests;
