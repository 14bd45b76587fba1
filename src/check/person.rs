//! Fields of the person, which is a Contact or a Lead: on both, with one type.

use super::world::{PERSON_OBJECTS, World};
use crate::diag::{Code, Diagnostic};
use crate::org::{Field, Picklist, is_custom};
use crate::source::Span;
use std::sync::Arc;

/// The field of the person: as that of Contact, with the limits of whichever allows more.
///
/// # Errors
/// The message that it is not on both, or not with one type.
pub(super) fn field(world: &World<'_>, name: &str, span: Span) -> Result<Arc<Field>, Box<Diagnostic>> {
    let [contact, lead] = PERSON_OBJECTS.map(|object| world.field(object, name));
    match (contact, lead) {
        (Some(contact), Some(lead)) if same_type(&contact, &lead) => Ok(Arc::new(merged(&contact, &lead))),
        (Some(_), Some(_)) => Err(Box::new(of_two_types(name, span))),
        (Some(_), None) => Err(Box::new(on_one_only(name, "Contact", "Lead", span))),
        (None, Some(_)) => Err(Box::new(on_one_only(name, "Lead", "Contact", span))),
        (None, None) => Err(Box::new(unknown(world, name, span))),
    }
}

fn same_type(contact: &Field, lead: &Field) -> bool {
    contact.field_type.in_formulas() == lead.field_type.in_formulas()
        && contact.scale.unwrap_or(0) == lead.scale.unwrap_or(0)
}

fn merged(contact: &Field, lead: &Field) -> Field {
    Field {
        length: contact.length.max(lead.length),
        picklist: merged_picklist(&contact.picklist, &lead.picklist),
        refers_to: either(&contact.refers_to, &lead.refers_to),
        createable: both(contact.createable, lead.createable),
        updateable: both(contact.updateable, lead.updateable),
        filterable: both(contact.filterable, lead.filterable),
        required: contact.required && lead.required,
        ..contact.clone()
    }
}

fn merged_picklist(contact: &Picklist, lead: &Picklist) -> Picklist {
    Picklist {
        values: either(&contact.values, &lead.values),
        restricted: contact.restricted && lead.restricted,
        defaults: contact.defaults || lead.defaults,
    }
}

fn either(left: &[String], right: &[String]) -> Vec<String> {
    let more = right.iter().filter(|each| !left.contains(each));
    left.iter().chain(more).cloned().collect()
}

/// What both allow; not known where it is not known of one.
fn both(left: Option<bool>, right: Option<bool>) -> Option<bool> {
    match (left, right) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        (None, _) | (_, None) => None,
    }
}

fn of_two_types(name: &str, span: Span) -> Diagnostic {
    let message =
        format!("`{name}` has one type on Contact and another on Lead, so it is no field of the person");
    let help = format!("write `contact.{name}` or `lead.{name}`");
    Diagnostic::new(Code::FieldNotOnBoth, span, message).label("two types").help(help)
}

fn on_one_only(name: &str, there: &str, missing: &str, span: Span) -> Diagnostic {
    let message =
        format!("`{name}` is a field of {there} but not of {missing}, so it is no field of the person");
    let help = match is_custom(name) {
        true => format!(
            "declare `{name}` in `fields`, which makes it on both, or write `{}.{name}`",
            there.to_lowercase()
        ),
        false => {
            format!("write `{}.{name}`: it is blank where the person is a {missing}", there.to_lowercase())
        }
    };
    Diagnostic::new(Code::FieldNotOnBoth, span, message).label(format!("not on {missing}")).help(help)
}

fn unknown(world: &World<'_>, name: &str, span: Span) -> Diagnostic {
    let message = format!("neither Contact nor Lead has a field `{name}`");
    let near = PERSON_OBJECTS.iter().find_map(|object| world.org.nearest_field(object, name));
    unknown_field(message, name, near, span)
}

/// The message for a field that nobody knows: what was probably meant, or where it can be declared.
pub(super) fn unknown_field(message: String, name: &str, near: Option<String>, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::UnknownField, span, message).label("unknown field");
    match near {
        Some(near) => diagnostic.suggest(Some(&near)),
        None if is_custom(name) => diagnostic
            .help("declare it under `fields`, or name the folder of your org's metadata with `org:`"),
        None => diagnostic.help("write the field's API name, as Setup shows it"),
    }
}
