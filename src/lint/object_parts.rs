//! Fields, list views and rules, whether each is a file of its own or stands in the file of its object.

use super::unit::DocumentFacts;
use crate::formula::{Expr, ExprKind};
use crate::org::{Org, is_custom};
use crate::source::Span;
use crate::xml::Node;

/// A part of an object.
#[derive(Clone, Copy, Debug)]
pub struct ObjectPart<'a> {
    /// The object that it is of.
    pub object: &'a str,
    /// The tag that it has in the file of the object: `fields`, `listViews`, `validationRules`.
    pub tag: &'static str,
    /// What says what it is.
    pub node: Node<'a>,
}

/// The root of a part that is a file, and its tag in the file of its object. Source: Metadata API 66.0, `CustomObject`.
const PARTS: [(&str, &str); 3] =
    [("CustomField", "fields"), ("ListView", "listViews"), ("ValidationRule", "validationRules")];

impl DocumentFacts<'_> {
    /// The parts of objects that a file holds.
    pub fn object_parts(&self) -> Vec<ObjectPart<'_>> {
        let root = self.tree.root();
        if root.tag() == "CustomObject" {
            let object = self.file.name.as_str();
            let of = |&(_, tag): &(&str, &'static str)| {
                root.named(tag).map(move |node| ObjectPart { object, tag, node }).collect::<Vec<_>>()
            };
            return PARTS.iter().flat_map(of).collect();
        }
        let part = PARTS.iter().find(|(kind, _)| *kind == root.tag());
        let part = part
            .and_then(|(_, tag)| Some(ObjectPart { object: self.file.object.as_deref()?, tag, node: root }));
        part.into_iter().collect()
    }
}

/// A custom field that an object does not have, where that can be told: the object, and the field as it is written.
pub fn absent_field(org: &Org, object: &str, field: &str) -> Option<(String, String)> {
    let is_known = org.field(object, field).is_some()
        || org.has_component("field", &format!("{object}.{field}"))
        || org.nearest_field(object, field).is_some_and(|near| near.eq_ignore_ascii_case(field));
    let is_missing = is_custom(field) && !is_known && org.would_have_field(object, field);
    is_missing.then(|| (object.to_owned(), field.to_owned()))
}

/// The same for a path of a formula: `Account__r.Owner.Level__c`, from an object on.
pub fn absent_on_path(org: &Org, object: &str, steps: &[String]) -> Option<(String, String)> {
    let (last, relationships) = steps.split_last()?;
    let mut object = object.to_owned();
    for step in relationships {
        if let Some(stem) = step.strip_suffix("__r")
            && let Some(absent) = absent_field(org, &object, &format!("{stem}__c"))
        {
            return Some(absent);
        }
        let field = org.relationship(&object, step)?;
        let [next] = field.refers_to.as_slice() else { return None };
        object.clone_from(next);
    }
    absent_field(org, &object, last)
}

/// Every name that a formula reads, with its place.
pub fn names_in(expr: &Expr) -> Vec<(&[String], Span)> {
    let mut found = Vec::new();
    let mut open = vec![expr];
    while let Some(expr) = open.pop() {
        match &expr.kind {
            ExprKind::Reference(steps) => found.push((steps.as_slice(), expr.span)),
            ExprKind::Call { arguments, .. } => open.extend(arguments),
            ExprKind::Unary(_, operand) => open.push(operand),
            ExprKind::Binary(_, left, right) => open.extend([left.as_ref(), right.as_ref()]),
            ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Boolean(_) | ExprKind::Null => {}
        }
    }
    found
}
