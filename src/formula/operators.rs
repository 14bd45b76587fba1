//! The table of operators.
//!
//! Precedence as Salesforce's formula engine has it: `^` binds looser than `*` and `/`, so `2 * 3 ^ 2` is 36.
//! Source: the grammar of github.com/salesforce/formula-engine and what it computes. All are left-associative.

use super::ast::BinaryOperator;

/// One way to write an operator.
pub(super) struct Operator {
    /// As written.
    pub(super) symbol: &'static str,
    /// What it means.
    pub(super) meaning: BinaryOperator,
    /// How tightly it binds: the higher, the tighter.
    pub(super) power: u8,
}

/// Operators with two operands; the first row of each meaning is how it is printed.
pub(super) const OPERATORS: &[Operator] = &[
    Operator { symbol: "||", meaning: BinaryOperator::Or, power: 1 },
    Operator { symbol: "&&", meaning: BinaryOperator::And, power: 2 },
    Operator { symbol: "=", meaning: BinaryOperator::Equal, power: 3 },
    Operator { symbol: "==", meaning: BinaryOperator::Equal, power: 3 },
    Operator { symbol: "<>", meaning: BinaryOperator::NotEqual, power: 3 },
    Operator { symbol: "!=", meaning: BinaryOperator::NotEqual, power: 3 },
    Operator { symbol: "<", meaning: BinaryOperator::Less, power: 4 },
    Operator { symbol: "<=", meaning: BinaryOperator::LessOrEqual, power: 4 },
    Operator { symbol: ">", meaning: BinaryOperator::Greater, power: 4 },
    Operator { symbol: ">=", meaning: BinaryOperator::GreaterOrEqual, power: 4 },
    Operator { symbol: "+", meaning: BinaryOperator::Add, power: 5 },
    Operator { symbol: "-", meaning: BinaryOperator::Subtract, power: 5 },
    Operator { symbol: "&", meaning: BinaryOperator::Concatenate, power: 5 },
    Operator { symbol: "^", meaning: BinaryOperator::Power, power: 6 },
    Operator { symbol: "*", meaning: BinaryOperator::Multiply, power: 7 },
    Operator { symbol: "/", meaning: BinaryOperator::Divide, power: 7 },
];

/// The power of operators with one operand: tighter than any with two.
pub(super) const UNARY_POWER: u8 = 8;

impl Operator {
    /// The operator that is written so.
    pub(super) fn written(symbol: &str) -> Option<&'static Operator> {
        OPERATORS.iter().find(|row| row.symbol == symbol)
    }
}

impl BinaryOperator {
    /// How it is printed.
    pub fn symbol(self) -> &'static str {
        self.row().map_or("", |row| row.symbol)
    }

    /// How tightly it binds.
    pub(super) fn power(self) -> u8 {
        self.row().map_or(UNARY_POWER, |row| row.power)
    }

    fn row(self) -> Option<&'static Operator> {
        OPERATORS.iter().find(|row| row.meaning == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operator_has_a_row() {
        for operator in [BinaryOperator::Or, BinaryOperator::Concatenate, BinaryOperator::Divide] {
            assert!(!operator.symbol().is_empty());
        }
        assert_eq!(BinaryOperator::Equal.symbol(), "=");
        assert_eq!(BinaryOperator::NotEqual.symbol(), "<>");
    }

    #[test]
    fn a_power_binds_looser_than_a_product() {
        assert!(BinaryOperator::Power.power() < BinaryOperator::Multiply.power());
        assert!(BinaryOperator::Power.power() > BinaryOperator::Add.power());
    }
}
