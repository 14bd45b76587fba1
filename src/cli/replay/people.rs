//! The records that calls refer to: from an export of people, or made from their ids.

use super::Broken;
use super::cells::Columns;
use super::rows::Table;
use crate::cli::failure::Failure;
use crate::formula::{Type, Value};
use crate::org::Org;
use crate::simulate::World;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A prefix of ids, its object, and the fields that a record of it needs.
type Row = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// The objects whose records are made from an id alone, by its prefix (Knowledge 000385203), and what they need.
const MADE: &[Row] = &[
    ("001", "Account", &[("Name", "Account")]),
    ("003", "Contact", &[("LastName", "Contact")]),
    ("005", "User", &[("LastName", "User")]),
    ("006", "Opportunity", &[("Name", "Opportunity"), ("StageName", "Prospecting")]),
    ("00Q", "Lead", &[("LastName", "Lead"), ("Company", "Company")]),
];

/// The records that are there.
pub(super) struct People {
    ids: BTreeSet<[u8; 15]>,
    /// How many were made from their ids, by object.
    pub(super) made: BTreeMap<&'static str, u64>,
    /// How many came from files.
    pub(super) read: u64,
    /// References to records that nobody knows: left out.
    pub(super) left_out: u64,
}

impl People {
    /// Nobody yet.
    pub(super) fn new() -> Self {
        Self { ids: BTreeSet::new(), made: BTreeMap::new(), read: 0, left_out: 0 }
    }

    /// Reads contacts and leads from an export of them; each row that is broken is named.
    pub(super) fn read(&mut self, path: &Path, world: &mut World, org: &Org) -> Result<Vec<Broken>, Failure> {
        let mut table = Table::open(path)?;
        let by_object = ["Contact", "Lead"].map(|object| (object, Columns::of(&table, object, org)));
        if by_object.iter().all(|(_, columns)| columns.of_field("Id").is_none()) {
            let failure = Failure::of(table.path(), "has no column `Id`");
            return Err(failure.help("export the contacts or leads with their record ids"));
        }
        let mut broken = Vec::new();
        while let Some(row) = table.next() {
            let row = match row {
                Ok(row) => row,
                Err(wrong) => {
                    broken.push(wrong);
                    continue;
                }
            };
            let columns = |at: usize| &by_object[at].1;
            let id = columns(0).text(&row, "Id").unwrap_or_default().to_owned();
            let at = match id.get(..3) {
                Some("003") => 0,
                Some("00Q") => 1,
                _ => {
                    let message = format!("`{id}` is no id of a contact (003…) or lead (00Q…)");
                    broken.push(Broken { line: row.line, message });
                    continue;
                }
            };
            let added = columns(at).values(&row).and_then(|values| {
                let values =
                    values.into_iter().map(|(column, value)| (column.field.clone(), value)).collect();
                self.add(by_object[at].0, &id, values, world)
                    .map_err(|message| Broken { line: row.line, message })
            });
            match added {
                Ok(()) => self.read += 1,
                Err(wrong) => broken.push(wrong),
            }
        }
        Ok(broken)
    }

    fn add(
        &mut self,
        object: &str,
        id: &str,
        values: Vec<(String, Value)>,
        world: &mut World,
    ) -> Result<(), String> {
        let Some(key) = key(id) else { return Err(format!("`{id}` is no id")) };
        if self.ids.contains(&key) {
            return Err(format!("{id} stands there twice"));
        }
        let mut fields: Vec<(String, Value)> = Vec::new();
        for (field, value) in values {
            let is_reference = field != "Id" && field.ends_with("Id");
            let known = match &value {
                Value::Text(other) if is_reference => self.ensure(other, None, world),
                _ => true,
            };
            if known {
                fields.push((field, value));
            }
        }
        let needed =
            MADE.iter().find(|(_, each, _)| *each == object).map_or(&[][..], |(_, _, needed)| needed);
        for (field, text) in needed {
            if !fields.iter().any(|(each, _)| each == field) {
                fields.push(((*field).to_owned(), Value::text(*text)));
            }
        }
        let fields: Vec<(&str, Value)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        world.add(object, &fields).map_err(|error| error.to_string())?;
        self.ids.insert(key);
        Ok(())
    }

    /// Makes the record of an id, if it is not there; `owner` is who called it. False where nobody knows what it is.
    pub(super) fn ensure(&mut self, id: &str, owner: Option<&str>, world: &mut World) -> bool {
        let Some(key) = key(id) else { return false };
        if self.ids.contains(&key) || world.find(&Value::text(id)).is_some() {
            return true;
        }
        let Some((_, object, needed)) =
            id.get(..3).and_then(|prefix| MADE.iter().find(|(each, ..)| *each == prefix))
        else {
            self.left_out += 1;
            return false;
        };
        let mut fields = vec![("Id", Value::text(id))];
        fields.extend(needed.iter().map(|(field, text)| (*field, Value::text(*text))));
        if *object == "Opportunity" {
            fields.extend(Value::read("2999-12-31", Type::Date).map(|day| ("CloseDate", day)));
        }
        if *object != "User" {
            fields.extend(owner.map(|owner| ("OwnerId", Value::text(owner))));
        }
        if world.add(object, &fields).is_err() {
            self.left_out += 1;
            return false;
        }
        self.ids.insert(key);
        *self.made.entry(object).or_default() += 1;
        true
    }
}

/// The 15 characters of an id that tell it apart.
fn key(id: &str) -> Option<[u8; 15]> {
    id.as_bytes().get(..15)?.try_into().ok()
}
