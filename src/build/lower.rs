//! From the formulas of a spec to those of a flow.
//!
//! What a spec promises and a formula of the platform does not do by itself is said here, once: a comparison with a blank
//! is false, counters count a blank as 0, text compares without regard to case, picklists compare as text.

use super::names::{Location, Names, data_type};
use super::resources::{Hint, Resources};
use super::scale::places;
use crate::check::{Constant, Expression, RecordRef, Symbol};
use crate::flow::DataType;
use crate::formula::ast::{BinaryOperator, UnaryOperator};
use crate::formula::print;
use crate::formula::typed::{Type, TypedExpr, TypedKind};
use crate::org::{Field, FieldType};
use crate::plan::{FieldKey, can_be_blank};
use crate::source::Span;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A formula whose names are those of a flow, braces and all.
pub(super) type Lowered = TypedExpr<String>;

/// Lowers the formulas of one flow.
pub(super) struct Lowering<'p> {
    /// What records and fields are called.
    pub(super) names: Names<'p>,
    /// The counters that need no `BLANKVALUE`.
    pub(super) raised_first: &'p BTreeSet<FieldKey>,
    /// All counters of the program: (object, field).
    pub(super) counters: &'p BTreeSet<(String, String)>,
    /// What the formulas need.
    pub(super) resources: Resources,
}

impl Lowering<'_> {
    /// A formula resource with this value. Unless the hint says how many, it has all its digits behind the point.
    pub(super) fn resource(&mut self, expression: &Expression, hint: &Hint) -> String {
        let lowered = self.lower(expression);
        let scale = hint.scale.unwrap_or_else(|| places(expression));
        self.resource_of(&lowered, &Hint { scale: Some(scale), ..hint.clone() })
    }

    /// A formula resource with a value that is lowered already.
    pub(super) fn resource_of(&mut self, lowered: &Lowered, hint: &Hint) -> String {
        let (data_type, scale) = formula_type(lowered, hint.scale);
        self.resources.formula(hint, data_type, scale, print(lowered, &String::clone))
    }

    /// The reference of a field, without braces.
    pub(super) fn field(&mut self, record: RecordRef, field: &Arc<Field>) -> String {
        let mut location = self.names.field(record, field);
        if let Location::Variable { said, .. } = &mut location
            && self.counts(field)
        {
            said.push_str(" Null counts as 0.");
        }
        let (data_type, scale) = data_type(field);
        self.located(location, data_type, scale)
    }

    /// The reference of a record's id, without braces.
    pub(super) fn id(&mut self, record: RecordRef) -> String {
        let location = self.names.id(record);
        self.located(location, DataType::String, None)
    }

    fn located(&mut self, location: Location, data_type: DataType, scale: Option<u8>) -> String {
        match location {
            Location::Record(path) => path,
            Location::Variable { name, said, meaning } => {
                let variable = super::kit::variable(&name, &said, data_type);
                self.resources.variable(&meaning, crate::flow::Variable { scale, ..variable })
            }
        }
    }

    /// The variable with the number of records; 0 until they are counted.
    pub(super) fn count(&mut self, record: RecordRef) -> String {
        let (name, said) = self.names.count(record);
        let variable = super::kit::variable(&name, &said, DataType::Number);
        let zero = Some(crate::flow::Value::Number("0".to_owned()));
        let meaning = format!("{} count", self.names.scope(record));
        self.resources.variable(&meaning, crate::flow::Variable { value: zero, ..variable })
    }

    /// The constant of a setting.
    pub(super) fn constant(&mut self, constant: &Constant) -> String {
        let wanted = crate::plan::camel(&format!("{} {}", constant.setting, constant.unit));
        let said = match constant.unit.as_str() {
            "" => format!("Setting {}.", constant.setting),
            unit => format!("Setting {}, in {unit}.", constant.setting),
        };
        self.resources.constant(&constant.setting, &wanted, &said, &constant.number)
    }

    /// Whether a reference is a counter, which is never blank.
    pub(super) fn is_counter(&self, expression: &Expression) -> bool {
        match &expression.kind {
            TypedKind::Reference(Symbol::Field(_, field)) => self.counts(field),
            _ => false,
        }
    }

    fn counts(&self, field: &Field) -> bool {
        self.counters.contains(&(field.object.clone(), field.name.clone()))
    }

    /// Whether a counter has to be read as `BLANKVALUE(counter, 0)`.
    pub(super) fn counts_from_blank(&self, expression: &Expression) -> bool {
        let TypedKind::Reference(Symbol::Field(record, field)) = &expression.kind else { return false };
        let key = FieldKey { record: *record, field: field.clone() };
        self.is_counter(expression) && !self.raised_first.contains(&key)
    }

    /// Whether a value may be blank where it is read.
    pub(super) fn may_be_blank(&self, expression: &Expression) -> bool {
        !self.is_counter(expression) && can_be_blank(expression)
    }

    /// A formula of the flow.
    pub(super) fn lower(&mut self, expression: &Expression) -> Lowered {
        let span = expression.span;
        let kind = match &expression.kind {
            TypedKind::Number(number) => TypedKind::Number(number.clone()),
            TypedKind::Text(text) => TypedKind::Text(text.clone()),
            TypedKind::Boolean(value) => TypedKind::Boolean(*value),
            TypedKind::Null => TypedKind::Null,
            TypedKind::Reference(symbol) => return self.symbol(expression, symbol),
            TypedKind::Call(function, arguments) => return self.call(function, arguments, expression),
            TypedKind::Unary(UnaryOperator::Not, operand) => return self.negated(operand),
            TypedKind::Unary(operator, operand) => TypedKind::Unary(*operator, Box::new(self.lower(operand))),
            TypedKind::Binary(operator, left, right) => {
                return self.binary(*operator, left, right, expression);
            }
        };
        TypedExpr { kind, ty: expression.ty, span }
    }

    fn symbol(&mut self, expression: &Expression, symbol: &Symbol) -> Lowered {
        let plain = self.raw(symbol, expression.span);
        if self.counts_from_blank(expression) {
            let zero = literal(TypedKind::Number("0".to_owned()), Type::Number, expression.span);
            return call("BLANKVALUE", vec![plain, zero], Type::Number);
        }
        match symbol {
            Symbol::Field(record, field) if self.is_picklist_of_record(*record, field) => {
                call("TEXT", vec![plain], Type::Text)
            }
            Symbol::Field(record, field) if self.is_percent_of_record(*record, field) => {
                let hundred = literal(TypedKind::Number("100".to_owned()), Type::Number, expression.span);
                binary(BinaryOperator::Multiply, plain, hundred, Type::Number)
            }
            Symbol::Field(..) | Symbol::Record(_) | Symbol::Setting(_) => plain,
        }
    }

    /// A name as it stands, with braces.
    pub(super) fn raw(&mut self, symbol: &Symbol, span: Span) -> Lowered {
        let (name, ty) = match symbol {
            Symbol::Field(record, field) => (self.field(*record, field), formula_type_of(field)),
            Symbol::Record(record) => (self.id(*record), Type::Id),
            Symbol::Setting(constant) => (self.constant(constant), Type::Number),
        };
        literal(TypedKind::Reference(format!("{{!{name}}}")), ty, span)
    }

    /// A picklist that is read from a record itself, not from the text variable that it was copied to.
    fn is_picklist_of_record(&self, record: RecordRef, field: &Field) -> bool {
        matches!(field.field_type, FieldType::Picklist | FieldType::MultiPicklist)
            && matches!(self.names.field(record, field), Location::Record(_))
    }

    /// A percent field that is read from a record itself: 50 % is 0.5 to a formula (Automate Your Business Processes, Spring
    /// '26), and 50 everywhere else.
    fn is_percent_of_record(&self, record: RecordRef, field: &Field) -> bool {
        field.field_type == FieldType::Percent
            && matches!(self.names.field(record, field), Location::Record(_))
    }

    fn call(&mut self, function: &'static str, arguments: &[Expression], whole: &Expression) -> Lowered {
        match (function, arguments) {
            ("FOUND", [record]) => self.found(record, true),
            ("COUNT", [records]) => {
                let name = symbol_record(records).map(|record| self.count(record)).unwrap_or_default();
                literal(TypedKind::Reference(format!("{{!{name}}}")), Type::Number, whole.span)
            }
            ("NOT", [operand]) => self.negated(operand),
            ("ISBLANK" | "ISNULL", [value]) => {
                let value = self.unchanged(value);
                call("ISBLANK", vec![value], Type::Boolean)
            }
            ("BLANKVALUE" | "NULLVALUE", [value, instead]) => {
                let lowered = vec![self.unchanged(value), self.lower(instead)];
                call("BLANKVALUE", lowered, whole.ty)
            }
            ("TEXT", [value]) => self.as_text(value),
            ("ISPICKVAL", [value, constant]) => self.binary(BinaryOperator::Equal, value, constant, whole),
            ("BEGINS" | "CONTAINS", [value, part]) => {
                let lowered = vec![self.folded(value), self.folded(part)];
                call(function, lowered, Type::Boolean)
            }
            ("CASE", [value, ..]) if is_text(value.ty) => self.case_of_text(arguments, whole.ty),
            _ => {
                let lowered = arguments.iter().map(|argument| self.lower(argument)).collect();
                call(function, lowered, whole.ty)
            }
        }
    }

    /// A value as it is: a blank counter stays blank, for what asks about blanks.
    fn unchanged(&mut self, value: &Expression) -> Lowered {
        match &value.kind {
            TypedKind::Reference(symbol) if self.is_counter(value) => self.raw(symbol, value.span),
            _ => self.lower(value),
        }
    }

    fn as_text(&mut self, value: &Expression) -> Lowered {
        let lowered = self.lower(value);
        if is_text(lowered.ty) { lowered } else { call("TEXT", vec![lowered], Type::Text) }
    }

    /// A text in lower case: comparisons ignore case. Ids keep theirs.
    fn folded(&mut self, value: &Expression) -> Lowered {
        let lowered = self.lower(value);
        match lowered.kind {
            TypedKind::Text(text) => literal(TypedKind::Text(text.to_lowercase()), Type::Text, value.span),
            _ if matches!(lowered.ty, Type::Text | Type::Picklist | Type::MultiPicklist) => {
                call("LOWER", vec![lowered], Type::Text)
            }
            _ => lowered,
        }
    }

    fn case_of_text(&mut self, arguments: &[Expression], ty: Type) -> Lowered {
        let last = arguments.len().saturating_sub(1);
        let lowered =
            arguments.iter().enumerate().map(|(at, argument)| match at == 0 || (at % 2 == 1 && at < last) {
                true => self.folded(argument),
                false => self.lower(argument),
            });
        call("CASE", lowered.collect(), ty)
    }

    fn found(&mut self, record: &Expression, found: bool) -> Lowered {
        let Some(record) = symbol_record(record) else { return truth(found) };
        match record {
            RecordRef::Call | RecordRef::Person | RecordRef::Subject => return truth(found),
            RecordRef::Rep if !self.names.is_monitor() => return truth(found),
            RecordRef::Rep => {
                let user = literal(TypedKind::Text("005".to_owned()), Type::Text, Span::default());
                let owner = self.id_expression(record);
                let begins = call("BEGINS", vec![owner, user], Type::Boolean);
                return if found { begins } else { call("NOT", vec![begins], Type::Boolean) };
            }
            RecordRef::Contact
            | RecordRef::Lead
            | RecordRef::Account
            | RecordRef::Manager
            | RecordRef::Named(_) => {}
        }
        let blank = call("ISBLANK", vec![self.id_expression(record)], Type::Boolean);
        if found { call("NOT", vec![blank], Type::Boolean) } else { blank }
    }

    /// The id of a record, with braces.
    pub(super) fn id_expression(&mut self, record: RecordRef) -> Lowered {
        let name = self.id(record);
        literal(TypedKind::Reference(format!("{{!{name}}}")), Type::Id, Span::default())
    }

    fn binary(
        &mut self,
        operator: BinaryOperator,
        left: &Expression,
        right: &Expression,
        whole: &Expression,
    ) -> Lowered {
        match operator {
            BinaryOperator::And => self.junction("AND", left, right),
            BinaryOperator::Or => self.junction("OR", left, right),
            BinaryOperator::Concatenate => self.concatenation(left, right),
            BinaryOperator::Equal | BinaryOperator::NotEqual if is_text(left.ty) || is_text(right.ty) => {
                self.text_comparison(operator, left, right)
            }
            BinaryOperator::Equal
            | BinaryOperator::NotEqual
            | BinaryOperator::Less
            | BinaryOperator::LessOrEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterOrEqual
            | BinaryOperator::Add
            | BinaryOperator::Subtract
            | BinaryOperator::Power
            | BinaryOperator::Multiply
            | BinaryOperator::Divide => {
                let (left, right) = (self.lower(left), self.lower(right));
                binary(operator, left, right, whole.ty)
            }
        }
    }

    /// `a & b & c`, however it was nested.
    fn concatenation(&mut self, left: &Expression, right: &Expression) -> Lowered {
        let mut joined = self.lower(left);
        let mut parts = vec![self.lower(right)];
        while let Some(part) = parts.pop() {
            match part.kind {
                TypedKind::Binary(BinaryOperator::Concatenate, first, rest) => parts.extend([*rest, *first]),
                _ => joined = binary(BinaryOperator::Concatenate, joined, part, Type::Text),
            }
        }
        joined
    }

    fn junction(&mut self, function: &'static str, left: &Expression, right: &Expression) -> Lowered {
        let mut parts = Vec::new();
        for side in [left, right] {
            let lowered = self.lower(side);
            match lowered.kind {
                TypedKind::Call(inner, arguments) if inner == function => parts.extend(arguments),
                _ => parts.push(lowered),
            }
        }
        call(function, parts, Type::Boolean)
    }

    fn text_comparison(
        &mut self,
        operator: BinaryOperator,
        left: &Expression,
        right: &Expression,
    ) -> Lowered {
        for (side, other) in [(left, right), (right, left)] {
            if is_blank_literal(side) {
                let blank = call("ISBLANK", vec![self.lower(other)], Type::Boolean);
                return if operator == BinaryOperator::Equal {
                    blank
                } else {
                    call("NOT", vec![blank], Type::Boolean)
                };
            }
        }
        let compared = binary(operator, self.folded(left), self.folded(right), Type::Boolean);
        let both_may_be_blank = self.may_be_blank(left) && self.may_be_blank(right);
        if operator == BinaryOperator::Equal && !both_may_be_blank {
            return compared;
        }
        let mut parts = Vec::new();
        for side in [left, right] {
            if self.may_be_blank(side) {
                let blank = call("ISBLANK", vec![self.lower(side)], Type::Boolean);
                parts.push(call("NOT", vec![blank], Type::Boolean));
            }
        }
        if parts.is_empty() {
            return compared;
        }
        parts.push(compared);
        call("AND", parts, Type::Boolean)
    }

    /// `NOT`: a comparison with a blank is false, so its opposite is true.
    fn negated(&mut self, operand: &Expression) -> Lowered {
        match &operand.kind {
            TypedKind::Unary(UnaryOperator::Not, inner) => self.lower(inner),
            TypedKind::Call("NOT", arguments) if arguments.len() == 1 => self.lower(&arguments[0]),
            TypedKind::Call("FOUND", arguments) if arguments.len() == 1 => self.found(&arguments[0], false),
            TypedKind::Binary(operator, left, right) if is_ordering(*operator) => {
                let compared = self.lower(operand);
                let opposite = call("NOT", vec![compared], Type::Boolean);
                let mut parts = Vec::new();
                for side in [left, right] {
                    if self.may_be_blank(side) {
                        parts.push(call("ISBLANK", vec![self.lower(side)], Type::Boolean));
                    }
                }
                if parts.is_empty() {
                    return opposite;
                }
                parts.push(opposite);
                call("OR", parts, Type::Boolean)
            }
            _ => call("NOT", vec![self.lower(operand)], Type::Boolean),
        }
    }
}

/// The record that `FOUND` or `COUNT` names.
pub(super) fn symbol_record(expression: &Expression) -> Option<RecordRef> {
    match expression.as_symbol()? {
        Symbol::Record(record) => Some(*record),
        Symbol::Field(..) | Symbol::Setting(_) => None,
    }
}

/// A function call.
pub(super) fn call(function: &'static str, arguments: Vec<Lowered>, ty: Type) -> Lowered {
    TypedExpr { kind: TypedKind::Call(function, arguments), ty, span: Span::default() }
}

/// Two operands.
pub(super) fn binary(operator: BinaryOperator, left: Lowered, right: Lowered, ty: Type) -> Lowered {
    TypedExpr {
        kind: TypedKind::Binary(operator, Box::new(left), Box::new(right)),
        ty,
        span: Span::default(),
    }
}

/// A leaf.
pub(super) fn literal(kind: TypedKind<String>, ty: Type, span: Span) -> Lowered {
    TypedExpr { kind, ty, span }
}

fn truth(value: bool) -> Lowered {
    literal(TypedKind::Boolean(value), Type::Boolean, Span::default())
}

/// Whether values of a type compare as text.
pub(super) fn is_text(ty: Type) -> bool {
    matches!(ty, Type::Text | Type::Id | Type::Picklist | Type::MultiPicklist)
}

/// `""` or `NULL`.
pub(super) fn is_blank_literal(expression: &Expression) -> bool {
    match &expression.kind {
        TypedKind::Text(text) => text.is_empty(),
        TypedKind::Null => true,
        _ => false,
    }
}

/// Whether an operator compares.
pub(super) fn is_ordering(operator: BinaryOperator) -> bool {
    matches!(
        operator,
        BinaryOperator::Less
            | BinaryOperator::LessOrEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterOrEqual
            | BinaryOperator::Equal
            | BinaryOperator::NotEqual
    )
}

fn formula_type_of(field: &Field) -> Type {
    if matches!(field.field_type, FieldType::Id | FieldType::Reference) {
        return Type::Id;
    }
    match data_type(field).0 {
        DataType::Boolean => Type::Boolean,
        DataType::Number | DataType::Currency => Type::Number,
        DataType::Date => Type::Date,
        DataType::DateTime => Type::DateTime,
        DataType::Time => Type::Time,
        DataType::String
        | DataType::Picklist
        | DataType::Multipicklist
        | DataType::SObject
        | DataType::Apex => Type::Text,
    }
}

/// The type and scale of a formula resource.
fn formula_type(lowered: &Lowered, scale: Option<u8>) -> (DataType, Option<u8>) {
    match lowered.ty {
        Type::Number => (DataType::Number, Some(scale.unwrap_or(0))),
        Type::Boolean => (DataType::Boolean, None),
        Type::Date => (DataType::Date, None),
        Type::DateTime => (DataType::DateTime, None),
        Type::Time => (DataType::Time, None),
        Type::Text
        | Type::Id
        | Type::Picklist
        | Type::MultiPicklist
        | Type::Record
        | Type::Records
        | Type::Null => (DataType::String, None),
    }
}
