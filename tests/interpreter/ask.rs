//! Formulas of a spec: what its language promises of comparisons and blanks, over the evaluator of Salesforce's formulas.

use super::Interpreter;
use super::scene::Scene;
use ctiflow::check::{Expression, RecordRef, Symbol};
use ctiflow::formula::ast::BinaryOperator;
use ctiflow::formula::typed::{Type, TypedExpr, TypedKind};
use ctiflow::formula::{Context, Decimal, Fault, Value, Values, evaluate};

/// What stands in a formula instead of a name.
#[derive(Clone)]
enum Ask<'p> {
    /// A field, or a setting; a blank counter counts as 0.
    Read(&'p Symbol),
    /// A field as it is.
    Raw(&'p Symbol),
    Found(RecordRef),
    Count(RecordRef),
    /// A comparison: false where one side is blank, texts without regard to case.
    Compare(BinaryOperator, &'p Expression, &'p Expression),
    Value(Value),
}

type Asking<'p> = TypedExpr<Ask<'p>>;

/// Formulas in one scene.
struct Formulas<'a, 'p> {
    interpreter: &'a Interpreter<'p>,
    scene: &'a Scene<'p>,
}

impl<'p> Interpreter<'p> {
    /// Whether a condition holds.
    pub(super) fn holds(&self, scene: &Scene<'p>, condition: &'p Expression) -> bool {
        self.value(scene, condition).is_true()
    }

    /// The value of a formula; null where it has none.
    pub(super) fn value(&self, scene: &Scene<'p>, expression: &'p Expression) -> Value {
        Formulas { interpreter: self, scene }.evaluate(&asking(expression)).unwrap_or_default()
    }

    /// What formulas depend on besides values.
    pub(super) fn context(&self) -> Context {
        let settings = &self.world.settings;
        Context { now: settings.now, time_zone: settings.time_zone.clone() }
    }
}

impl<'p> Formulas<'_, 'p> {
    fn evaluate(&self, expression: &Asking<'p>) -> Result<Value, Fault> {
        evaluate(expression, self, &self.interpreter.context())
    }

    fn compare(
        &self,
        operator: BinaryOperator,
        left: &'p Expression,
        right: &'p Expression,
    ) -> Result<Value, Fault> {
        let values = [self.evaluate(&asking(left))?, self.evaluate(&asking(right))?];
        if is_blank_literal(left) || is_blank_literal(right) {
            let both = values.iter().all(Value::is_blank);
            return Ok(Value::Boolean(match operator {
                BinaryOperator::Equal => both,
                BinaryOperator::NotEqual => !both,
                _ => false,
            }));
        }
        if values.iter().any(Value::is_blank) {
            return Ok(Value::Boolean(false));
        }
        let [left, right] = [(left, &values[0]), (right, &values[1])].map(|(side, value)| {
            let value = if is_words(side.ty) { lower(value) } else { value.clone() };
            Box::new(TypedExpr {
                kind: TypedKind::Reference(Ask::Value(value)),
                ty: side.ty,
                span: side.span,
            })
        });
        let span = left.span;
        let kind = TypedKind::Binary(operator, left, right);
        self.evaluate(&TypedExpr { kind, ty: Type::Boolean, span })
    }
}

impl<'p> Values for Formulas<'_, 'p> {
    type Symbol = Ask<'p>;

    fn value(&self, ask: &Ask<'p>) -> Result<Value, Fault> {
        Ok(match ask {
            Ask::Value(value) => value.clone(),
            Ask::Found(record) => Value::Boolean(self.interpreter.is_found(self.scene, *record)),
            Ask::Count(record) => Value::number(self.scene.count(*record)),
            Ask::Compare(operator, left, right) => return self.compare(*operator, left, right),
            Ask::Read(Symbol::Setting(constant)) => {
                Decimal::read(&constant.number).map_or(Value::Null, Value::Number)
            }
            Ask::Read(Symbol::Field(record, field)) => {
                let value = self.interpreter.field(self.scene, *record, &field.name);
                let counts = self.interpreter.counters.contains(&(field.object.clone(), field.name.clone()));
                if counts && value.is_blank() { Value::number(0) } else { value }
            }
            Ask::Raw(Symbol::Field(record, field)) => {
                self.interpreter.field(self.scene, *record, &field.name)
            }
            Ask::Read(Symbol::Record(_)) | Ask::Raw(Symbol::Record(_) | Symbol::Setting(_)) => Value::Null,
        })
    }
}

/// A formula as the evaluator takes it.
fn asking(expression: &Expression) -> Asking<'_> {
    let (ty, span) = (expression.ty, expression.span);
    let kind = match &expression.kind {
        TypedKind::Number(number) => TypedKind::Number(number.clone()),
        TypedKind::Text(text) => TypedKind::Text(text.clone()),
        TypedKind::Boolean(value) => TypedKind::Boolean(*value),
        TypedKind::Null => TypedKind::Null,
        TypedKind::Reference(symbol) => TypedKind::Reference(Ask::Read(symbol)),
        TypedKind::Call(name, arguments) => call(name, arguments),
        TypedKind::Unary(operator, operand) => TypedKind::Unary(*operator, Box::new(asking(operand))),
        TypedKind::Binary(operator, left, right) if compares(*operator) => {
            TypedKind::Reference(Ask::Compare(*operator, left, right))
        }
        TypedKind::Binary(operator, left, right) => {
            TypedKind::Binary(*operator, Box::new(asking(left)), Box::new(asking(right)))
        }
    };
    TypedExpr { kind, ty, span }
}

fn call<'p>(name: &'static str, arguments: &'p [Expression]) -> TypedKind<Ask<'p>> {
    match (name, arguments) {
        ("FOUND", [record]) => TypedKind::Reference(Ask::Found(record_of(record))),
        ("COUNT", [record]) => TypedKind::Reference(Ask::Count(record_of(record))),
        ("ISPICKVAL", [left, right]) => {
            TypedKind::Reference(Ask::Compare(BinaryOperator::Equal, left, right))
        }
        ("ISBLANK" | "ISNULL" | "BLANKVALUE" | "NULLVALUE", [value, rest @ ..]) => {
            let name = if rest.is_empty() { "ISBLANK" } else { "BLANKVALUE" };
            TypedKind::Call(name, std::iter::once(raw(value)).chain(rest.iter().map(asking)).collect())
        }
        ("BEGINS" | "CONTAINS", _) => TypedKind::Call(name, arguments.iter().map(folded).collect()),
        ("CASE", [value, ..]) if is_words(value.ty) => {
            let last = arguments.len() - 1;
            let folds = |at: usize| at == 0 || (at % 2 == 1 && at < last);
            let each = |(at, each)| if folds(at) { folded(each) } else { asking(each) };
            TypedKind::Call(name, arguments.iter().enumerate().map(each).collect())
        }
        _ => TypedKind::Call(name, arguments.iter().map(asking).collect()),
    }
}

/// A value as it is, also where it is a counter.
fn raw(expression: &Expression) -> Asking<'_> {
    match &expression.kind {
        TypedKind::Reference(symbol @ Symbol::Field(..)) => {
            let kind = TypedKind::Reference(Ask::Raw(symbol));
            TypedExpr { kind, ty: expression.ty, span: expression.span }
        }
        _ => asking(expression),
    }
}

/// A text without regard to case.
fn folded(expression: &Expression) -> Asking<'_> {
    let asked = asking(expression);
    if !is_words(asked.ty) {
        return asked;
    }
    let span = asked.span;
    TypedExpr { kind: TypedKind::Call("LOWER", vec![asked]), ty: Type::Text, span }
}

fn record_of(expression: &Expression) -> RecordRef {
    match &expression.kind {
        TypedKind::Reference(Symbol::Record(record)) => *record,
        _ => panic!("`FOUND` and `COUNT` name a record"),
    }
}

fn is_words(ty: Type) -> bool {
    matches!(ty, Type::Text | Type::Picklist | Type::MultiPicklist)
}

fn is_blank_literal(expression: &Expression) -> bool {
    match &expression.kind {
        TypedKind::Null => true,
        TypedKind::Text(text) => text.is_empty(),
        _ => false,
    }
}

fn compares(operator: BinaryOperator) -> bool {
    use BinaryOperator::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    matches!(operator, Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual)
}

fn lower(value: &Value) -> Value {
    match value {
        Value::Text(text) => Value::text(text.to_lowercase()),
        other => other.clone(),
    }
}

/// Whether two texts are the same, upper and lower case apart; a blank is the same as nothing.
pub(super) fn same_text(one: &Value, other: &Value) -> bool {
    !one.is_blank() && lower(one) == lower(other)
}
