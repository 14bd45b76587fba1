//! From the columns and cells of an export to fields and values.

use super::Broken;
use super::rows::{Row, Table};
use crate::cli::failure::Failure;
use crate::diag::nearest;
use crate::formula::{Type, Value};
use crate::org::Org;
use jiff::Timestamp;

/// A column that is read.
pub(super) struct Column {
    at: usize,
    /// The field's API name.
    pub(super) field: String,
    ty: Type,
    /// A flow may give it when a record is created.
    pub(super) createable: bool,
}

/// The columns of a file that are fields of an object.
pub(super) struct Columns {
    pub(super) all: Vec<Column>,
    /// Those that are no fields, as messages.
    pub(super) unknown: Vec<Failure>,
}

impl Columns {
    /// By API name, as Data Loader writes it, or by label, as a report does.
    pub(super) fn of(table: &Table, object: &str, org: &Org) -> Self {
        let fields: Vec<_> = org.fields(object).collect();
        let mut columns = Self { all: Vec::new(), unknown: Vec::new() };
        for (at, name) in table.head.iter().enumerate() {
            let named = |field: &&std::sync::Arc<crate::org::Field>| field.name.eq_ignore_ascii_case(name);
            let labelled =
                |field: &&std::sync::Arc<crate::org::Field>| field.label.eq_ignore_ascii_case(name);
            let found = fields.iter().find(named).or_else(|| fields.iter().find(labelled));
            match found {
                Some(field) => columns.all.extend(field.field_type.in_formulas().map(|ty| Column {
                    at,
                    field: field.name.clone(),
                    ty,
                    createable: field.createable != Some(false),
                })),
                None if name.contains('.') || name.is_empty() => {}
                None => {
                    let failure = Failure::of(
                        format!("{}:1", table.path()),
                        format!("{object} has no field `{name}`: the column is passed over"),
                    );
                    columns.unknown.push(
                        match nearest(name, fields.iter().map(|field| field.name.as_str())) {
                            Some(near) => failure.help(format!("did you mean `{near}`?")),
                            None => failure,
                        },
                    );
                }
            }
        }
        columns
    }

    /// The column of a field.
    pub(super) fn of_field(&self, field: &str) -> Option<&Column> {
        self.all.iter().find(|column| column.field.eq_ignore_ascii_case(field))
    }

    /// The text of a field in a row.
    pub(super) fn text<'r>(&self, row: &'r Row, field: &str) -> Option<&'r str> {
        let column = self.of_field(field)?;
        row.cells.get(column.at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    /// The values of a row.
    pub(super) fn values(&self, row: &Row) -> Result<Vec<(&Column, Value)>, Broken> {
        let mut values = Vec::new();
        for column in &self.all {
            let cell = row.cells.get(column.at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
            if let Some(cell) = cell {
                values.push((
                    column,
                    value(column, cell).map_err(|message| Broken { line: row.line, message })?,
                ));
            }
        }
        Ok(values)
    }
}

fn value(column: &Column, cell: &str) -> Result<Value, String> {
    let found = match column.ty {
        Type::DateTime => moment(cell).map(Value::DateTime),
        Type::Boolean => boolean(cell),
        Type::Date => Value::read(
            cell.get(..10).filter(|_| cell.as_bytes().get(10) == Some(&b'T')).unwrap_or(cell),
            Type::Date,
        ),
        Type::Id => is_id(cell).then(|| Value::text(cell)),
        Type::Number
        | Type::Text
        | Type::Picklist
        | Type::MultiPicklist
        | Type::Time
        | Type::Record
        | Type::Records
        | Type::Null => Value::read(cell, column.ty),
    };
    let example = match column.ty {
        Type::DateTime => "a moment such as `2026-11-23T09:30:00.000Z`",
        Type::Date => "a day such as `2026-11-23`",
        Type::Id => "an id of 15 or 18 characters",
        Type::Number => "a number such as `12.5`",
        Type::Boolean => "`true` or `false`",
        Type::Time => "a time such as `09:30:00.000Z`",
        Type::Text | Type::Picklist | Type::MultiPicklist | Type::Record | Type::Records | Type::Null => {
            "a text"
        }
    };
    found.ok_or_else(|| format!("`{}` takes {example}, and `{cell}` is none", column.field))
}

fn boolean(cell: &str) -> Option<Value> {
    match cell {
        "1" => Some(Value::Boolean(true)),
        "0" => Some(Value::Boolean(false)),
        _ => Value::read(cell, Type::Boolean),
    }
}

pub(super) fn is_id(cell: &str) -> bool {
    matches!(cell.len(), 15 | 18) && cell.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// As Data Loader and the API write it: `2026-11-23T09:30:00.000Z`, `…+0000`; a day alone begins at midnight GMT.
pub(super) fn moment(cell: &str) -> Option<Timestamp> {
    let with_colon = || {
        let at = cell.len().checked_sub(4)?;
        let (time, zone) = (cell.get(..at)?, cell.get(at..)?);
        let is_zone = zone.bytes().all(|byte| byte.is_ascii_digit()) && time.ends_with(['+', '-']);
        format!("{time}{}:{}", &zone[..2], &zone[2..]).parse().ok().filter(|_| is_zone)
    };
    let day = || format!("{cell}T00:00:00Z").parse().ok().filter(|_| cell.len() == 10);
    cell.parse().ok().or_else(with_colon).or_else(day)
}
