//! The hot loops: one condition in one period for all units, 64 units to a word.
//!
//! No division and no float: `x / base < n / d` is `x·d < base·n`. Figures lie within `FIGURE_LIMIT` (2⁴³) and
//! terms of a share within 2¹⁵, so no product leaves 64 bits. Bits of missing figures are meaningless here and
//! are masked by the caller.

use super::{Bound, Column, Columns, Comparison, Condition, Lack, Reading, Why};
use crate::period::Period;
use std::cmp::Ordering;

/// One condition in one period: where it holds, where a figure is missing, where the base is zero.
pub(super) struct Verdict {
    pub(super) holds: Vec<u64>,
    pub(super) missing: Vec<u64>,
    pub(super) zero: Vec<u64>,
}

/// Applies a condition to all units in one period.
pub(super) fn apply(condition: &Condition, columns: &Columns, period: Option<Period>) -> Verdict {
    let x = columns.get(&condition.of.name.code, period);
    let (n, d) = (condition.bound.numerator(), condition.bound.denominator());
    let Some(base) = &condition.base else {
        let holds = match condition.comparison {
            Comparison::Below => values(x, |x| x * d < n),
            Comparison::AtMost => values(x, |x| x * d <= n),
            Comparison::Above => values(x, |x| x * d > n),
            Comparison::AtLeast => values(x, |x| x * d >= n),
        };
        let zero = vec![0; holds.len()];
        return Verdict { holds, missing: x.missing_words().to_vec(), zero };
    };
    let base = columns.get(&base.name.code, period);
    let wide = |x: i64, b: i64| (i128::from(x) * i128::from(d)).cmp(&(i128::from(b) * i128::from(n)));
    let holds = match condition.comparison {
        // A whole number may stand as the bound of a share; then only 128 bits hold every product.
        comparison if n.unsigned_abs() > Bound::TERM_LIMIT.unsigned_abs() => {
            shares(x, base, |x, b| meets(comparison, wide(x, b)))
        }
        Comparison::Below => shares(x, base, |x, b| x * d < b * n),
        Comparison::AtMost => shares(x, base, |x, b| x * d <= b * n),
        Comparison::Above => shares(x, base, |x, b| x * d > b * n),
        Comparison::AtLeast => shares(x, base, |x, b| x * d >= b * n),
    };
    let missing: Vec<u64> = x.missing_words().iter().zip(base.missing_words()).map(|(a, b)| a | b).collect();
    // A base that is missing reads as zero; only one that is there counts as zero.
    let zero = values(base, |b| b <= 0);
    let zero = zero.iter().zip(base.missing_words()).map(|(z, m)| z & !m).collect();
    Verdict { holds, missing, zero }
}

fn meets(comparison: Comparison, order: Ordering) -> bool {
    match comparison {
        Comparison::Below => order.is_lt(),
        Comparison::AtMost => order.is_le(),
        Comparison::Above => order.is_gt(),
        Comparison::AtLeast => order.is_ge(),
    }
}

fn values(column: &Column, holds: impl Fn(i64) -> bool) -> Vec<u64> {
    let word =
        |chunk: &[i64]| chunk.iter().enumerate().fold(0, |word, (i, x)| word | u64::from(holds(*x)) << i);
    column.values().chunks(64).map(word).collect()
}

fn shares(of: &Column, base: &Column, holds: impl Fn(i64, i64) -> bool) -> Vec<u64> {
    let word = |(of, base): (&[i64], &[i64])| {
        let pairs = of.iter().zip(base).enumerate();
        pairs.fold(0, |word, (i, (x, b))| word | u64::from(holds(*x, *b)) << i)
    };
    of.values().chunks(64).zip(base.values().chunks(64)).map(word).collect()
}

/// What one condition found for one unit in one period.
pub(super) enum Found {
    /// The figures.
    There(Reading),
    /// What is missing, or why it cannot be compared.
    Lacking(Vec<Lack>),
}

/// The figures of one unit behind a condition.
pub(super) fn read(
    condition: &Condition,
    columns: &Columns,
    period: Option<Period>,
    position: usize,
) -> Option<Found> {
    let at = period?;
    let lack = |of: &super::Measured, why| Lack { indicator: of.name.clone(), period: at, why };
    let value = columns.get(&condition.of.name.code, period).get(position);
    let base = condition.base.as_ref().map(|b| (b, columns.get(&b.name.code, period).get(position)));
    let mut lacks = Vec::new();
    if value.is_none() {
        lacks.push(lack(&condition.of, Why::Missing));
    }
    match base {
        Some((measured, None)) => lacks.push(lack(measured, Why::Missing)),
        Some((measured, Some(b))) if b <= 0 => lacks.push(lack(measured, Why::BaseZero)),
        _ => {}
    }
    Some(match value {
        Some(value) if lacks.is_empty() => {
            Found::There(Reading { period: at, value, base: base.and_then(|(_, b)| b) })
        }
        _ => Found::Lacking(lacks),
    })
}
