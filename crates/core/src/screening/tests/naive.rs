//! The rules once more, one unit at a time and without a thought for speed: what the engine must agree with.

use super::world::{INDICATORS, KINDS, LEVELS, Row, back, inputs};
use crate::Id;
use crate::rulebook::Standing;
use crate::screening::*;
use crate::unit::Tree;
use proptest::prelude::*;
use std::cmp::Ordering;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Truth {
    Yes,
    No,
    Missing,
    Zero,
}

fn truth(condition: &Condition, row: &Row, back: usize) -> Truth {
    let place = |m: &Measured| INDICATORS.iter().position(|i| *i == m.name.code).unwrap();
    let figure = |m: &Measured| row.figures[back * 3 + place(m)];
    let base = match condition.base.as_ref().map(&figure) {
        Some(Some(b)) if b <= 0 => return Truth::Zero,
        Some(None) => return Truth::Missing,
        Some(Some(b)) => b,
        None => 1,
    };
    let Some(x) = figure(&condition.of) else { return Truth::Missing };
    let left = x as f64 / base as f64;
    let right = condition.bound.numerator() as f64 / condition.bound.denominator() as f64;
    let order = left.partial_cmp(&right).unwrap(); // small numbers: exact enough to order
    let yes = match condition.comparison {
        Comparison::Below => order == Ordering::Less,
        Comparison::AtMost => order != Ordering::Greater,
        Comparison::Above => order == Ordering::Greater,
        Comparison::AtLeast => order != Ordering::Less,
    };
    if yes { Truth::Yes } else { Truth::No }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Said {
    NotApplicable,
    Clear,
    Hit,
    Undetermined,
}

/// The outcome of a unit by itself, without what lies below it.
fn own(c: &Criterion, rows: &[Row], at: usize) -> Option<Said> {
    let row = &rows[at];
    let leaf = !rows.iter().any(|r| r.parent == Some(at));
    let standing = if leaf { Standing::Leaf } else { Standing::Inner };
    if !c.reach.takes(Tree::Party, LEVELS[row.level], KINDS[row.kind], standing) {
        return None;
    }
    let Decided::Figures(test) = &c.decided else {
        return Some(match row.judged {
            None => Said::NotApplicable,
            Some(Judged::Present) => Said::Hit,
            Some(Judged::Resolved) => Said::Clear,
        });
    };
    let guard = test.when.as_ref().map_or(Truth::Yes, |w| truth(w, row, 0));
    if guard == Truth::No {
        return Some(Said::NotApplicable);
    }
    let mut all: Vec<Truth> =
        (0..usize::from(test.n_periods)).map(|p| truth(&test.condition, row, p)).collect();
    if all.contains(&Truth::No) {
        return Some(Said::Clear);
    }
    all.push(guard);
    Some(if all.contains(&Truth::Zero) {
        match test.base_zero {
            BaseZero::NotApplicable => Said::NotApplicable,
            BaseZero::Undetermined => Said::Undetermined,
        }
    } else if all.contains(&Truth::Missing) {
        match test.missing {
            Missing::NotApplicable => Said::NotApplicable,
            Missing::Undetermined => Said::Undetermined,
        }
    } else {
        Said::Hit
    })
}

fn shown_at(level: &str, rows: &[Row], mut at: usize) -> Option<usize> {
    while let Some(up) = rows[at].parent {
        if LEVELS[rows[up].level] == level {
            return Some(up);
        }
        at = up;
    }
    None
}

pub(super) fn count(c: &Criterion, rows: &[Row], at: usize) -> Option<LiftCount> {
    let lift = c.lift.as_ref()?;
    let mut n = LiftCount::default();
    for below in (0..rows.len()).filter(|b| shown_at(&lift.to, rows, *b) == Some(at)) {
        match own(c, rows, below) {
            None | Some(Said::NotApplicable) => continue,
            Some(Said::Hit) => n.n_hit += 1,
            Some(Said::Undetermined) => n.n_undetermined += 1,
            Some(Said::Clear) => {}
        }
        n.n_applicable += 1;
    }
    (n.n_applicable > 0).then_some(n)
}

pub(super) fn said(c: &Criterion, rows: &[Row], at: usize) -> Said {
    if let Some(said) = own(c, rows, at) {
        return said;
    }
    let (Some(count), Some(lift)) = (count(c, rows, at), &c.lift) else { return Said::NotApplicable };
    let meets = |n: u32| match lift.rule {
        LiftRule::Shown => None,
        LiftRule::AtLeast(k) => Some(n >= k),
        LiftRule::MoreThan(b) => {
            Some(f64::from(n) / f64::from(count.n_applicable) > b.numerator() as f64 / b.denominator() as f64)
        }
    };
    match (meets(count.n_hit), meets(count.n_hit + count.n_undetermined)) {
        (None, _) | (_, None) => Said::NotApplicable,
        (Some(true), _) => Said::Hit,
        (_, Some(true)) => Said::Undetermined,
        _ => Said::Clear,
    }
}

pub(super) fn kind_of(outcome: &Outcome) -> Said {
    match outcome {
        Outcome::NotApplicable => Said::NotApplicable,
        Outcome::Clear => Said::Clear,
        Outcome::Hit(_) => Said::Hit,
        Outcome::Undetermined(_) => Said::Undetermined,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_engine_agrees_with_a_naive_reading(
        rows in super::world::rows(), criteria in prop::collection::vec(super::world::criterion(), 1..6),
    ) {
        let order: Vec<usize> = (0..rows.len()).collect();
        let inputs = inputs(&rows, &order);
        let screened = Screened::run(&criteria, &inputs);
        for (c, criterion) in criteria.iter().enumerate() {
            let marks = screened.marks(c).unwrap();
            for at in 0..rows.len() {
                let position = inputs.units.tree().position(super::world::id(at)).unwrap();
                let outcome = screened.outcome(c, position);
                prop_assert_eq!(kind_of(&outcome), said(criterion, &rows, at), "{:?} unit {}", criterion, at);
                prop_assert_eq!(screened.below(c, position), count(criterion, &rows, at));
                let green = outcome.remedy() == Remedy::Remedied;
                prop_assert_eq!(green, said(criterion, &rows, at) == Said::Clear, "only a clear is green");
                prop_assert_eq!(marks.hit.get(position), matches!(outcome, Outcome::Hit(_)));
                evidence_is_of_the_unit(criterion, &rows[at], position, &outcome)?;
            }
            prop_assert_eq!(marks.hit.count() + marks.undetermined.count(), (0..rows.len())
                .filter(|p| matches!(screened.outcome(c, *p), Outcome::Hit(_) | Outcome::Undetermined(_))).count());
        }
    }
}

/// The evidence of a hit is the unit's own figures, period by period; what is undetermined names what lacks.
fn evidence_is_of_the_unit(
    c: &Criterion,
    row: &Row,
    position: usize,
    outcome: &Outcome,
) -> Result<(), TestCaseError> {
    let Decided::Figures(test) = &c.decided else {
        if let Outcome::Hit(Evidence::Paper(paper)) = outcome {
            prop_assert_eq!(*paper, Id::new(position as i64));
        }
        return Ok(());
    };
    let place = |m: &Measured| INDICATORS.iter().position(|i| *i == m.name.code).unwrap();
    if let Outcome::Hit(Evidence::Figures { readings, when }) = outcome {
        prop_assert_eq!(readings.len(), usize::from(test.n_periods));
        prop_assert_eq!(when.is_some(), test.when.is_some());
        for (p, reading) in readings.iter().enumerate() {
            prop_assert_eq!(reading.period, back(p));
            prop_assert_eq!(Some(reading.value), row.figures[p * 3 + place(&test.condition.of)]);
            let base = test.condition.base.as_ref().and_then(|b| row.figures[p * 3 + place(b)]);
            prop_assert_eq!(reading.base, base);
        }
    }
    if let Outcome::Undetermined(lacks) = outcome {
        for lack in lacks.iter().filter(|l| l.why == Why::Missing) {
            let back = (0..3).find(|p| back(*p) == lack.period).unwrap();
            let column = INDICATORS.iter().position(|i| *i == lack.indicator.code).unwrap();
            prop_assert_eq!(row.figures[back * 3 + column], None);
        }
    }
    Ok(())
}
