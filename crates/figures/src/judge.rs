//! Đối chiếu: exact comparison of a printed figure with a recomputed one.
//!
//! Deliberately not here: which figures belong together (`find`).

use crate::decimal::{Decimal, Fraction};
use crate::quantity::{Approximation, Quantity, Unit};

/// How a printed figure stands to the recomputed one, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// Equal after rounding.
    Right,
    /// Equal after cutting.
    Cut,
    /// Explained by "hơn", "gần", or by rounding of what it was computed from.
    Near,
    /// Rounded up where it should go down: less than one unit of the last digit.
    Up,
    /// Not explained, but computed from a rough figure.
    Rough,
    Off,
}

impl Fit {
    pub(crate) fn holds(self) -> bool {
        matches!(self, Self::Right | Self::Cut | Self::Near)
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Comparison {
    pub(crate) fit: Fit,
    pub(crate) computed: Decimal,
}

/// `a / b` in percent against the printed percent, over all readings; `None` where it cannot be computed.
pub(crate) fn share(a: &Quantity, b: &Quantity, p: &Quantity) -> Option<Comparison> {
    let mut best: Option<Comparison> = None;
    for x in a.low.each() {
        for y in b.low.each() {
            let unit = finer(told_unit(a, x)?, told_unit(b, y)?);
            best = better(best, share_of(bounds_to(a, x, unit)?, bounds_to(b, y, unit)?, p));
        }
    }
    best
}

/// A range of possible values and the printed one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    pub(crate) low: Fraction,
    pub(crate) value: Fraction,
    pub(crate) high: Fraction,
    pub(crate) rough: bool,
}

impl Bounds {
    pub(crate) fn exact(value: Fraction) -> Self {
        Self { low: value, value, high: value, rough: false }
    }
}

/// Two figures side by side, each with its possible values: whoever writes one with decimals writes the other so, and
/// drops only zeros.
pub(crate) fn pair(a: &Quantity, b: &Quantity) -> Option<(Bounds, Bounds)> {
    let unit = finer(told_unit(a, a.value())?, told_unit(b, b.value())?);
    Some((bounds_to(a, a.value(), unit)?, bounds_to(b, b.value(), unit)?))
}

fn finer(one: Fraction, other: Fraction) -> Fraction {
    if other.below(one) { other } else { one }
}

/// One unit of the last digit that was told.
fn told_unit(q: &Quantity, value: Decimal) -> Option<Fraction> {
    if q.approximation == Approximation::Estimated { value.coarse_unit() } else { Some(value.unit()) }
}

/// What a printed figure may stand for: a count for itself, a rounded amount for its rounding, "hơn 500" for up to 550.
/// With the unit to which it is rounded.
fn bounds_to(q: &Quantity, value: Decimal, unit: Fraction) -> Option<Bounds> {
    let v = value.fraction();
    let half = unit.div(Fraction::new(2, 1)?)?;
    let tenth = v.div(Fraction::new(10, 1)?)?;
    let rounded = q.unit == Unit::Measure || value.exponent() > 0;
    let (low, high) = match q.approximation {
        Approximation::Exact if !rounded => (v, v),
        Approximation::Exact | Approximation::Estimated => (v.sub(half)?, v.add(unit)?),
        Approximation::Above => (v, v.add(tenth)?),
        Approximation::Below => (v.sub(tenth)?, v),
        Approximation::About => (v.sub(tenth)?, v.add(tenth)?),
    };
    Some(Bounds { low, value: v, high, rough: q.is_rough() })
}

/// `a / b` with its possible values.
pub(crate) fn quotient(a: Bounds, b: Bounds) -> Option<Bounds> {
    if !b.low.is_positive() {
        return None;
    }
    let (low, high) = (a.low.div(b.high)?, a.high.div(b.low)?);
    Some(Bounds { low, value: a.value.div(b.value)?, high, rough: a.rough || b.rough })
}

pub(crate) fn share_of(a: Bounds, b: Bounds, p: &Quantity) -> Option<Comparison> {
    let percent = |x: Fraction, y: Fraction| x.mul(Fraction::percent())?.div(y);
    if !b.low.is_positive() {
        return None;
    }
    let value = percent(a.value, b.value)?;
    let (low, high) = (percent(a.low, b.high)?, percent(a.high, b.low)?);
    compare(Bounds { low, value, high, rough: a.rough || b.rough }, p)
}

/// A recomputed value against a printed figure, over its readings and both ends of a range.
pub(crate) fn compare(computed: Bounds, printed: &Quantity) -> Option<Comparison> {
    let mut best: Option<Comparison> = None;
    for p in printed.low.each().chain(printed.high.iter().map(|h| h.usual)) {
        let decimals = p.decimals() + 2;
        let value = computed.value.rounded(decimals)?.trimmed();
        let fit = fit(computed, p, printed);
        best = better(best, Some(Comparison { fit, computed: value }));
    }
    best
}

pub(crate) fn better(one: Option<Comparison>, other: Option<Comparison>) -> Option<Comparison> {
    match (one, other) {
        (Some(a), Some(b)) => Some(if b.fit < a.fit { b } else { a }),
        (a, b) => a.or(b),
    }
}

fn fit(computed: Bounds, printed: Decimal, told: &Quantity) -> Fit {
    exact_fit(computed.value, printed)
        .or_else(|| near(computed, printed, told))
        .unwrap_or(if computed.rough { Fit::Rough } else { Fit::Off })
}

/// By rounding or cutting alone; `Up` only where nothing better explains it.
fn exact_fit(value: Fraction, printed: Decimal) -> Option<Fit> {
    let difference = value.sub(printed.fraction())?;
    let unit = printed.unit();
    if difference.abs().add(difference.abs())?.at_most(unit) {
        return Some(Fit::Right);
    }
    (difference.is_positive() && difference.below(unit)).then_some(Fit::Cut)
}

fn near(computed: Bounds, printed: Decimal, told: &Quantity) -> Option<Fit> {
    let approximation = told.approximation;
    let (p, unit) = (printed.fraction(), printed.unit());
    let half = unit.div(Fraction::new(2, 1)?)?;
    let ten = Fraction::new(10, 1)?;
    // "xấp xỉ 5,4%" told to tenths is near to tenths: it is not 4,5%.
    let fine = told.is_percent() && printed.decimals() > 0;
    let least = if fine { unit.add(unit)? } else { Fraction::new(1, 1)? };
    let slack = p.abs().div(ten)?.add(least)?;
    let overlaps = |low: Fraction, high: Fraction| low.below(computed.high) && computed.low.below(high);
    let explained = match approximation {
        Approximation::Exact => overlaps(p.sub(half)?, p.add(unit)?),
        Approximation::Above => overlaps(p.sub(unit)?, p.add(slack)?),
        Approximation::Below => overlaps(p.sub(slack)?, p.add(unit)?),
        Approximation::About | Approximation::Estimated => overlaps(p.sub(slack)?, p.add(slack)?),
    };
    let point = computed.low.equals(computed.high) && approximation == Approximation::Exact;
    if explained && !point {
        return Some(Fit::Near);
    }
    let up = approximation == Approximation::Exact && overlaps(p.sub(unit)?, p.add(unit)?);
    up.then_some(Fit::Up)
}

/// Whether some whole number as base makes `a` the printed share, within one unit of its last digit.
pub(crate) fn some_base_fits(a: &Quantity, p: &Quantity) -> bool {
    let Some(numerator) = a.value().as_whole() else { return true };
    p.low.each().any(|printed| base_fits(numerator, printed).unwrap_or(true))
}

fn base_fits(numerator: i128, printed: Decimal) -> Option<bool> {
    let hundred = Fraction::new(numerator.checked_mul(100)?, 1)?;
    let (p, unit) = (printed.fraction(), printed.unit());
    let least = hundred.div(p.add(unit)?)?;
    let below = p.sub(unit)?;
    if !below.is_positive() {
        return Some(true);
    }
    let most = hundred.div(below)?;
    // The next whole number above the lower end must stand below the upper end.
    let candidate = Fraction::new(least.floor() + 1, 1)?;
    Some(candidate.below(most))
}
