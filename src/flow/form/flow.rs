//! `<Flow>`

use super::{Fields, Form, Write, element, other};
use crate::flow::model::{Element, Flow, OtherResource, Start};
use crate::schema;
use crate::xml;

/// The tags of resources that only their names and references are known of.
const OTHER_RESOURCES: [&str; 5] =
    ["choices", "collectionFilterCriteria", "dynamicChoiceSets", "exitRules", "stages"];

impl Form for Flow {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            name: String::new(),
            api_version: fields.text("apiVersion"),
            label: fields.text("label"),
            description: fields.optional("description"),
            status: fields.text("status"),
            process_type: fields.text("processType"),
            interview_label: fields.optional("interviewLabel"),
            environments: fields.texts("environments"),
            metadata_values: fields.parts("processMetadataValues"),
            custom_properties: fields.parts("customProperties"),
            trigger_order: fields.number("triggerOrder"),
            run_in_mode: fields.optional("runInMode"),
            logs_metrics: fields.truth("areMetricsLoggedToDataCloud"),
            migrated_from: fields.optional("migratedFromWorkflowRuleName"),
            time_zone: fields.optional("timeZoneSidKey"),
            data_space: fields.optional("dataSpace"),
            is_template: fields.flag("isTemplate"),
            source_template: fields.optional("sourceTemplate"),
            is_overridable: fields.flag("isOverridable"),
            overridden_flow: fields.optional("overriddenFlow"),
            needs_permission: fields.flag("isAdditionalPermissionRequiredToRun"),
            start: read_start(fields),
            elements: read_elements(fields),
            variables: fields.parts("variables"),
            formulas: fields.parts("formulas"),
            constants: fields.parts("constants"),
            text_templates: fields.parts("textTemplates"),
            other_resources: read_other_resources(fields),
            place: fields.place(),
        }
    }

    fn write(&self, root: xml::Element) -> xml::Element {
        let root = root
            .filled("apiVersion", &self.api_version)
            .maybe("areMetricsLoggedToDataCloud", self.logs_metrics)
            .parts("customProperties", &self.custom_properties)
            .leaves("dataSpace", &self.data_space)
            .leaves("description", &self.description)
            .leaves("environments", &self.environments)
            .leaves("interviewLabel", &self.interview_label)
            .flag("isAdditionalPermissionRequiredToRun", self.needs_permission)
            .flag("isOverridable", self.is_overridable)
            .flag("isTemplate", self.is_template)
            .filled("label", &self.label)
            .leaves("migratedFromWorkflowRuleName", &self.migrated_from)
            .leaves("overriddenFlow", &self.overridden_flow)
            .parts("processMetadataValues", &self.metadata_values)
            .filled("processType", &self.process_type)
            .leaves("runInMode", &self.run_in_mode)
            .leaves("sourceTemplate", &self.source_template)
            .filled("status", &self.status)
            .leaves("timeZoneSidKey", &self.time_zone)
            .number("triggerOrder", self.trigger_order)
            .children(self.elements.iter().map(element::write))
            .parts("constants", &self.constants)
            .parts("formulas", &self.formulas)
            .parts("textTemplates", &self.text_templates)
            .parts("variables", &self.variables)
            .children(self.other_resources.iter().map(other::write_resource));
        match &self.start.element_reference {
            Some(name) => root.leaf("startElementReference", name),
            None => root.parts("start", [&self.start]),
        }
    }
}

/// Old flows name their first element instead of having a start.
fn read_start(fields: &mut Fields<'_, '_>) -> Start {
    match fields.optional("startElementReference") {
        Some(name) => Start { element_reference: Some(name), place: fields.place(), ..Start::default() },
        None => fields.part("start").unwrap_or_default(),
    }
}

fn read_elements(fields: &mut Fields<'_, '_>) -> Vec<Element> {
    let kinds = element::KINDS.iter();
    kinds.flat_map(|(tag, kind)| fields.each(tag, |fields| element::read(fields, *kind))).collect()
}

fn read_other_resources(fields: &mut Fields<'_, '_>) -> Vec<OtherResource> {
    OTHER_RESOURCES.iter().flat_map(|tag| fields.each(tag, other::read_resource)).collect()
}

/// The empty root element of a flow.
pub(in crate::flow) fn root() -> xml::Element {
    schema::root("Flow")
}
