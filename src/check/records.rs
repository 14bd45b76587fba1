//! `records:` and `into:` look-ups with names.

use super::formulas::{Checker, Report};
use super::program::{Query, Record};
use super::queries::{Asked, Comparable};
use super::steps::known_object;
use super::walk;
use super::world::{BUILT_IN, Frame, Named, Names, World};
use crate::diag::{Code, Diagnostic};
use crate::org::Field;
use crate::source::Spanned;
use crate::spec::{Block, Filter, RecordDeclaration};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The names of records: those that are declared, then those that only `into` makes.
pub(super) fn names<'b>(
    declarations: &[RecordDeclaration],
    blocks: impl Iterator<Item = &'b Block>,
    reserved: &[&str],
    world: &World<'_>,
    report: &mut Report<'_>,
) -> Names {
    let mut names = Names::default();
    for declaration in declarations {
        let object = declaration.object.as_ref().and_then(|object| {
            known_object(world, object).map_err(|diagnostic| report.push(*diagnostic)).ok()
        });
        match object.filter(|_| is_free(&declaration.name, reserved, report)) {
            Some(object) => {
                let of_person = reads_person(&declaration.filters, &names);
                let count = declaration.count;
                names.add(Named { count, of_person, ..named(&declaration.name, object) });
            }
            None => {
                names.broken.insert(declaration.name.value.clone());
            }
        }
    }
    let blocks: Vec<&Block> = blocks.collect();
    for create in blocks.iter().flat_map(|block| walk::creates(block)) {
        let Some(into) = &create.into else { continue };
        if names.index(&into.value).is_some() || names.broken.contains(&into.value) {
            continue;
        }
        let known = world.org.object(&create.object.value).is_some();
        if is_free(into, reserved, report) && known {
            let given = Some(given(&into.value, &blocks));
            names.add(Named { given, ..named(into, create.object.value.clone()) });
        } else {
            names.broken.insert(into.value.clone());
        }
    }
    let possible = world.possible_records.iter().filter(|name| names.index(name).is_none());
    let possible: Vec<String> = possible.map(|name| (*name).to_owned()).collect();
    names.broken.extend(possible);
    names
}

fn named(name: &Spanned<String>, object: String) -> Named {
    Named { name: name.value.clone(), object, count: false, of_person: false, given: None, span: name.span }
}

/// The fields that steps give a record which only they make.
fn given(name: &str, blocks: &[&Block]) -> BTreeSet<String> {
    let made = blocks.iter().flat_map(|block| walk::creates(block));
    let made = made.filter(|create| create.into.as_ref().is_some_and(|into| into.value == name));
    let made = made.flat_map(|create| create.set.iter().map(|each| each.target.value.clone()));
    let set = blocks.iter().flat_map(|block| walk::writes(block));
    let set = set.filter_map(|target| target.split_once('.').filter(|(record, _)| *record == name));
    made.chain(set.map(|(_, field)| field.to_owned())).chain(["Id".to_owned()]).collect()
}

/// Whether filters read the person, or a record whose look-up does.
fn reads_person(filters: &[Filter], names: &Names) -> bool {
    let of_person = |name: &str| {
        let person = ["person", "contact", "lead", "account"].contains(&name);
        person || names.index(name).is_some_and(|index| names.all[index].of_person)
    };
    filters.iter().flat_map(walk::formulas).any(|formula| walk::names_one(formula, &of_person))
}

/// Whether a name does not stand for a record of its own already.
fn is_free(name: &Spanned<String>, reserved: &[&str], report: &mut Report<'_>) -> bool {
    let taken = BUILT_IN.iter().chain(reserved).any(|taken| name.value.eq_ignore_ascii_case(taken));
    if !taken {
        return true;
    }
    let message = format!("`{}` stands for a record of its own, and cannot be given to another", name.value);
    let help = format!("choose another name, as in `other_{}`", name.value.to_lowercase());
    report.push(Diagnostic::new(Code::ReservedName, name.span, message).label("reserved").help(help));
    false
}

/// The look-ups behind the names, in the order of their indices.
pub(super) fn look_ups(
    declarations: &[RecordDeclaration],
    names: &Names,
    world: &World<'_>,
    frame: Frame<'_>,
    report: &mut Report<'_>,
) -> Vec<Record> {
    let declared: BTreeMap<&str, &RecordDeclaration> =
        declarations.iter().map(|declaration| (declaration.name.value.as_str(), declaration)).collect();
    let mut checker = Checker::new(world, frame, report);
    let each = names.all.iter().enumerate().map(|(index, named)| {
        let declaration = declared.get(named.name.as_str());
        let (filters, order) = declaration.map_or_else(Default::default, |declaration| {
            let asked = Asked { object: &named.object, before: Some(index), values: Comparable::Any };
            (checker.filters(&declaration.filters, asked), checker.order(declaration, &named.object))
        });
        Record {
            name: named.name.clone(),
            object: named.object.clone(),
            object_label: world.object_label(&named.object),
            filters,
            order,
            count: named.count,
            span: named.span,
        }
    });
    each.collect()
}

impl Checker<'_, '_> {
    fn filters(&mut self, filters: &[Filter], asked: Asked<'_>) -> Vec<Query> {
        filters.iter().filter_map(|filter| self.query(filter, asked)).collect()
    }

    fn order(&mut self, declaration: &RecordDeclaration, object: &str) -> Option<(Arc<Field>, bool)> {
        let order = declaration.order.as_ref()?;
        if declaration.count {
            let message = "`order` has no use where records are only counted";
            let diagnostic = Diagnostic::new(Code::UselessOrder, order.field.span, message);
            self.report.push(diagnostic.label("no use").help("leave `order` out, or `count: true`"));
            return None;
        }
        let field = self.asked(|scope| scope.object_field(object, &order.field.value, order.field.span))?;
        self.can_filter(&field, order.field.span)?;
        Some((field, order.descending))
    }
}
