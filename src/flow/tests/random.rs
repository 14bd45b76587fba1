//! Random flows in canonical order.

use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;

use crate::flow::*;
use crate::xml;

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~]{0,12}", "[<>&'\"\r\n\té{}!]{0,6}"]
}

fn name() -> impl Strategy<Value = String> {
    "[A-Za-z][A-Za-z0-9_.]{0,8}"
}

fn value() -> impl Strategy<Value = Option<Value>> {
    of(prop_oneof![
        text().prop_map(Value::String),
        "-?[1-9][0-9]{0,5}(\\.[0-9]?[1-9])?".prop_map(Value::Number),
        any::<bool>().prop_map(Value::Boolean),
        Just(Value::Date("2026-02-28".to_owned())),
        Just(Value::DateTime("2026-02-28T14:00:00.000Z".to_owned())),
        name().prop_map(Value::Reference),
    ])
}

fn connector() -> impl Strategy<Value = Option<Connector>> {
    of((name(), any::<bool>()).prop_map(|(target, go_to)| Connector { target, go_to }))
}

fn conditions() -> impl Strategy<Value = Vec<Condition>> {
    let condition =
        (name(), name(), value()).prop_map(|(left, operator, right)| Condition { left, operator, right });
    vec(condition, 0..3)
}

fn filters() -> impl Strategy<Value = Vec<Filter>> {
    vec(
        (name(), name(), value()).prop_map(|(field, operator, value)| Filter { field, operator, value }),
        0..3,
    )
}

fn items() -> impl Strategy<Value = Vec<AssignmentItem>> {
    let item = (name(), name(), value()).prop_map(|(target, operator, value)| AssignmentItem {
        target,
        operator,
        value,
    });
    vec(item, 0..3)
}

/// Sorted by field.
fn fields() -> impl Strategy<Value = Vec<FieldAssignment>> {
    let pairs = btree_map(name(), value(), 0..3);
    pairs.prop_map(|pairs| pairs.into_iter().map(|(field, value)| FieldAssignment { field, value }).collect())
}

fn parameters() -> impl Strategy<Value = Vec<Parameter>> {
    let pairs = btree_map("[a-z_]{1,8}", value(), 0..3);
    pairs.prop_map(|pairs| pairs.into_iter().map(|(name, value)| Parameter { name, value }).collect())
}

fn outputs() -> impl Strategy<Value = Vec<OutputParameter>> {
    let pairs = btree_map("[a-z_]{1,8}", name(), 0..3);
    pairs.prop_map(|pairs| {
        pairs.into_iter().map(|(name, assign_to)| OutputParameter { name, assign_to }).collect()
    })
}

fn action_call() -> impl Strategy<Value = ElementKind> {
    let optional = (of(text()), of(text()), of(any::<i32>()), of(text()), of(text()));
    let pairs = (vec((name(), name()), 0..2), any::<bool>());
    (name(), name(), connector(), connector(), parameters(), outputs(), optional, pairs).prop_map(
        |(
            action_name,
            action_type,
            connector,
            fault,
            inputs,
            outputs,
            optional,
            (data_types, store_output),
        )| {
            let (transaction_model, name_segment, offset, version, version_segment) = optional;
            ElementKind::ActionCall(ActionCall {
                action_name,
                action_type,
                connector,
                fault,
                transaction_model,
                inputs,
                outputs,
                name_segment,
                offset,
                version,
                version_segment,
                data_types,
                store_output,
            })
        },
    )
}

fn assignment() -> impl Strategy<Value = ElementKind> {
    (items(), connector())
        .prop_map(|(items, connector)| ElementKind::Assignment(Assignment { items, connector }))
}

fn collection_processor() -> impl Strategy<Value = ElementKind> {
    let option = (of(name()), of(name()), any::<bool>()).prop_map(|(field, order, blank_first)| SortOption {
        field,
        order,
        blank_first,
    });
    let texts = (name(), of(name()), of(text()), of(text()), of(name()));
    (texts, name(), conditions(), of(any::<i32>()), items(), vec(option, 0..2), connector()).prop_map(
        |(texts, collection, conditions, limit, map_items, sort, connector)| {
            let (subtype, item, logic, formula, output_object) = texts;
            ElementKind::CollectionProcessor(CollectionProcessor {
                subtype,
                item,
                collection,
                logic,
                conditions,
                formula,
                limit,
                map_items,
                output_object,
                sort,
                connector,
            })
        },
    )
}

fn custom_error() -> impl Strategy<Value = ElementKind> {
    (vec((text(), of(name())), 0..3), connector())
        .prop_map(|(messages, connector)| ElementKind::CustomError(CustomError { messages, connector }))
}

fn decision() -> impl Strategy<Value = ElementKind> {
    let rule = (name(), text(), text(), conditions(), connector(), any::<bool>()).prop_map(
        |(name, label, logic, conditions, connector, requires_change)| Rule {
            name,
            label,
            logic,
            conditions,
            connector,
            requires_change,
            place: Place::default(),
        },
    );
    (vec(rule, 0..3), connector(), text()).prop_map(|(rules, default_connector, default_label)| {
        ElementKind::Decision(Decision { rules, default_connector, default_label })
    })
}

fn iteration() -> impl Strategy<Value = ElementKind> {
    (name(), of(name()), text(), connector(), connector()).prop_map(
        |(collection, item, order, next_value, no_more_values)| {
            ElementKind::Loop(Loop { collection, item, order, next_value, no_more_values })
        },
    )
}

fn record_create() -> impl Strategy<Value = ElementKind> {
    (of(name()), fields(), of(name()), of(name()), any::<bool>(), connector(), connector()).prop_map(
        |(object, fields, input_reference, assign_id_to, store_output, connector, fault)| {
            ElementKind::RecordCreate(RecordCreate {
                object,
                fields,
                input_reference,
                assign_id_to,
                store_output,
                connector,
                fault,
            })
        },
    )
}

fn record_delete() -> impl Strategy<Value = ElementKind> {
    (of(name()), of(text()), filters(), of(name()), connector(), connector()).prop_map(
        |(object, filter_logic, filters, input_reference, connector, fault)| {
            ElementKind::RecordDelete(RecordDelete {
                object,
                filter_logic,
                filters,
                input_reference,
                connector,
                fault,
            })
        },
    )
}

fn record_update() -> impl Strategy<Value = ElementKind> {
    (of(name()), of(text()), filters(), fields(), of(name()), connector(), connector()).prop_map(
        |(object, filter_logic, filters, fields, input_reference, connector, fault)| {
            ElementKind::RecordUpdate(RecordUpdate {
                object,
                filter_logic,
                filters,
                fields,
                input_reference,
                connector,
                fault,
            })
        },
    )
}

fn lookup_output() -> impl Strategy<Value = LookupOutput> {
    prop_oneof![
        any::<bool>().prop_map(|first_only| LookupOutput::Stored { first_only }),
        name().prop_map(LookupOutput::Variable),
        btree_map(name(), name(), 0..3).prop_map(|pairs| LookupOutput::Fields(pairs.into_iter().collect())),
    ]
}

fn related_lookup() -> impl Strategy<Value = RelatedLookup> {
    (name(), name(), of(text()), filters(), of(any::<bool>()), value(), vec(name(), 0..2)).prop_map(
        |(object, relationship_field, filter_logic, filters, first_only, limit, queried_fields)| {
            RelatedLookup {
                object,
                relationship_field,
                filter_logic,
                filters,
                first_only,
                limit,
                queried_fields,
                ..RelatedLookup::default()
            }
        },
    )
}

fn record_lookup() -> impl Strategy<Value = ElementKind> {
    let sorting = (of(name()), of(name()), value());
    let output = (lookup_output(), any::<bool>(), vec(related_lookup(), 0..2));
    (name(), of(text()), filters(), sorting, vec(name(), 0..3), output, connector(), connector()).prop_map(
        |(object, filter_logic, filters, sorting, queried_fields, output, connector, fault)| {
            let (sort_field, sort_order, limit) = sorting;
            let (output, null_if_none, related_records) = output;
            ElementKind::RecordLookup(RecordLookup {
                object,
                filter_logic,
                filters,
                sort_field,
                sort_order,
                limit,
                queried_fields,
                related_records,
                output,
                null_if_none,
                connector,
                fault,
            })
        },
    )
}

fn subflow() -> impl Strategy<Value = ElementKind> {
    (name(), parameters(), outputs(), any::<bool>(), connector()).prop_map(
        |(flow_name, inputs, outputs, store_output, connector)| {
            ElementKind::Subflow(Subflow { flow_name, inputs, outputs, store_output, connector })
        },
    )
}

fn transform() -> impl Strategy<Value = ElementKind> {
    let action = (name(), of(name()), value(), parameters()).prop_map(
        |(transform_type, output_field, value, inputs)| TransformAction {
            transform_type,
            output_field,
            value,
            inputs,
        },
    );
    (data_type(), any::<bool>(), of(name()), of(any::<u8>()), vec(vec(action, 0..3), 0..2), connector())
        .prop_map(|(data_type, is_collection, object_type, scale, values, connector)| {
            ElementKind::Transform(Transform {
                data_type,
                is_collection,
                object_type,
                apex_class: None,
                scale,
                store_output: is_collection,
                values,
                connector,
            })
        })
}

fn other() -> impl Strategy<Value = ElementKind> {
    name().prop_map(|target| {
        ElementKind::Other(OtherElement {
            tag: "waits".to_owned(),
            body: vec![xml::Element::new("defaultConnector").leaf("targetReference", &target)],
            connectors: vec![("defaultConnector".to_owned(), Connector::to(target))],
            references: Vec::new(),
        })
    })
}

fn kind() -> impl Strategy<Value = ElementKind> {
    prop_oneof![
        action_call(),
        assignment(),
        collection_processor(),
        custom_error(),
        decision(),
        iteration(),
        record_create(),
        record_delete(),
        record_lookup(),
        record_update(),
        subflow(),
        transform(),
        other(),
    ]
}

/// Sorted by tag and name.
fn elements() -> impl Strategy<Value = Vec<Element>> {
    vec((text(), of(text()), any::<(i32, i32)>(), kind(), of(name())), 0..8).prop_map(|mut parts| {
        parts.sort_by(|a, b| a.3.tag().cmp(b.3.tag()));
        let named = parts.into_iter().enumerate();
        named
            .map(|(at, (label, description, (x, y), kind, subtype))| Element {
                description,
                subtype,
                location: Location { x, y },
                ..Element::new(format!("Element_{at}"), label, kind)
            })
            .collect()
    })
}

fn data_type() -> impl Strategy<Value = DataType> {
    prop::sample::select(
        &[DataType::String, DataType::Number, DataType::SObject, DataType::Multipicklist][..],
    )
}

/// Names for up to four resources, in canonical order.
const NAMES: [&str; 4] = ["A_1", "aa", "Ab", "b"];

fn variables() -> impl Strategy<Value = Vec<Variable>> {
    let variable =
        (of(text()), data_type(), any::<(bool, bool, bool)>(), of(name()), of(any::<u8>()), value());
    vec(variable, 0..4).prop_map(|parts| {
        let named = NAMES.iter().zip(parts);
        named
            .map(
                |(
                    name,
                    (description, data_type, (is_collection, is_input, is_output), object_type, scale, value),
                )| {
                    Variable {
                        name: (*name).to_owned(),
                        description,
                        data_type,
                        is_collection,
                        is_input,
                        is_output,
                        object_type,
                        apex_class: None,
                        scale,
                        value,
                        place: Place::default(),
                    }
                },
            )
            .collect()
    })
}

fn formulas() -> impl Strategy<Value = Vec<Formula>> {
    vec((of(text()), data_type(), text(), of(any::<u8>())), 0..4).prop_map(|parts| {
        let named = NAMES.iter().zip(parts);
        named
            .map(|(name, (description, data_type, expression, scale))| Formula {
                name: (*name).to_owned(),
                description,
                data_type,
                expression,
                scale,
                place: Place::default(),
            })
            .collect()
    })
}

fn constants() -> impl Strategy<Value = Vec<Constant>> {
    vec((of(text()), data_type(), value()), 0..4).prop_map(|parts| {
        let named = NAMES.iter().zip(parts);
        named
            .map(|(name, (description, data_type, value))| Constant {
                name: (*name).to_owned(),
                description,
                data_type,
                value,
                place: Place::default(),
            })
            .collect()
    })
}

fn text_templates() -> impl Strategy<Value = Vec<TextTemplate>> {
    vec((of(text()), of(any::<bool>()), text()), 0..4).prop_map(|parts| {
        let named = NAMES.iter().zip(parts);
        named
            .map(|(name, (description, plain, text))| TextTemplate {
                name: (*name).to_owned(),
                description,
                plain,
                text,
                place: Place::default(),
            })
            .collect()
    })
}

fn start() -> impl Strategy<Value = Start> {
    let schedule = (name(), of(any::<i32>())).prop_map(|(frequency, day_of_month)| Schedule {
        frequency,
        start_date: "2026-12-01".to_owned(),
        start_time: "02:00:00.000Z".to_owned(),
        day_of_month,
        frequency_number: None,
    });
    let path = (of(name()), connector(), of(any::<u32>()), of(any::<i32>())).prop_map(
        |(name, connector, max_batch_size, offset_number)| ScheduledPath {
            label: name.clone(),
            name,
            connector,
            max_batch_size,
            offset_number,
            ..ScheduledPath::default()
        },
    );
    let texts = (of(name()), of(name()), of(name()), of(text()), of(text()));
    (connector(), texts, any::<(bool, i32)>(), filters(), of(schedule), vec(path, 0..3)).prop_map(
        |(connector, texts, (requires_change, x), filters, schedule, scheduled_paths)| {
            let (object, trigger_type, record_trigger_type, filter_formula, filter_logic) = texts;
            Start {
                location: Location { x, y: 0 },
                connector,
                object,
                trigger_type,
                record_trigger_type,
                requires_change,
                filter_formula,
                filter_logic,
                filters,
                schedule,
                scheduled_paths,
                ..Start::default()
            }
        },
    )
}

/// A flow whose lists are in the order in which they are written.
pub(crate) fn flow() -> impl Strategy<Value = Flow> {
    let head = (name(), text(), of(text()), of(text()), vec(name(), 0..2), of(any::<u32>()), any::<bool>());
    let resources = (variables(), formulas(), constants(), text_templates());
    (head, start(), elements(), resources).prop_map(|(head, start, elements, resources)| {
        let (name, label, description, interview_label, environments, trigger_order, is_template) = head;
        let (variables, formulas, constants, text_templates) = resources;
        Flow {
            name,
            api_version: "66.0".to_owned(),
            label,
            description,
            status: "Draft".to_owned(),
            process_type: "AutoLaunchedFlow".to_owned(),
            interview_label,
            environments,
            metadata_values: vec![Parameter {
                name: "BuilderType".to_owned(),
                value: Some(Value::String("LightningFlowBuilder".to_owned())),
            }],
            logs_metrics: is_template.then_some(false),
            trigger_order,
            is_template,
            start,
            elements,
            variables,
            formulas,
            constants,
            text_templates,
            ..Flow::default()
        }
    })
}
