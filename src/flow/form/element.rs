//! The elements on the canvas: what all have, and the table of kinds.

use super::{Fields, Form, Write, other};
use crate::flow::model::{Element, ElementKind, Location};
use crate::xml;

type ReadKind = fn(&mut Fields<'_, '_>) -> ElementKind;

/// The tags of elements, and how each is read.
pub(super) const KINDS: &[(&str, ReadKind)] = &[
    ("actionCalls", |fields| ElementKind::ActionCall(Form::read(fields))),
    ("apexPluginCalls", read_other),
    ("assignments", |fields| ElementKind::Assignment(Form::read(fields))),
    ("collectionProcessors", |fields| ElementKind::CollectionProcessor(Form::read(fields))),
    ("customErrors", |fields| ElementKind::CustomError(Form::read(fields))),
    ("decisions", |fields| ElementKind::Decision(Form::read(fields))),
    ("experiments", read_other),
    ("loops", |fields| ElementKind::Loop(Form::read(fields))),
    ("orchestratedStages", read_other),
    ("recordCreates", |fields| ElementKind::RecordCreate(Form::read(fields))),
    ("recordDeletes", |fields| ElementKind::RecordDelete(Form::read(fields))),
    ("recordLookups", |fields| ElementKind::RecordLookup(Form::read(fields))),
    ("recordRollbacks", read_other),
    ("recordUpdates", |fields| ElementKind::RecordUpdate(Form::read(fields))),
    ("screens", read_other),
    ("steppedStages", read_other),
    ("steps", read_other),
    ("subflows", |fields| ElementKind::Subflow(Form::read(fields))),
    ("transforms", |fields| ElementKind::Transform(Form::read(fields))),
    ("waits", read_other),
];

fn read_other(fields: &mut Fields<'_, '_>) -> ElementKind {
    ElementKind::Other(other::read_element(fields))
}

pub(super) fn read(fields: &mut Fields<'_, '_>, kind: ReadKind) -> Element {
    Element {
        name: fields.required("name"),
        label: fields.text("label"),
        description: fields.optional("description"),
        location: Location::read(fields),
        subtype: fields.optional("elementSubtype"),
        kind: kind(fields),
        place: fields.place(),
    }
}

pub(super) fn write(element: &Element) -> xml::Element {
    let node = xml::Element::new(element.kind.tag().to_owned())
        .leaves("description", &element.description)
        .leaf("name", &element.name)
        .filled("label", &element.label)
        .leaves("elementSubtype", &element.subtype);
    let node = element.location.write(node);
    match &element.kind {
        ElementKind::ActionCall(it) => it.write(node),
        ElementKind::Assignment(it) => it.write(node),
        ElementKind::CollectionProcessor(it) => it.write(node),
        ElementKind::CustomError(it) => it.write(node),
        ElementKind::Decision(it) => it.write(node),
        ElementKind::Loop(it) => it.write(node),
        ElementKind::RecordCreate(it) => it.write(node),
        ElementKind::RecordDelete(it) => it.write(node),
        ElementKind::RecordLookup(it) => it.write(node),
        ElementKind::RecordUpdate(it) => it.write(node),
        ElementKind::Subflow(it) => it.write(node),
        ElementKind::Transform(it) => it.write(node),
        ElementKind::Other(it) => node.children(it.body.iter().cloned()),
    }
}
