//! Mức áp dụng: what an installation lays over a criterion as shipped, by a paper and from a day.
//!
//! Only what the competent body may decide without writing a new criterion: whether it is on at first, its bound and
//! the number of periods. What it looks at, its comparison and its sentence stay those of the rules.

use super::{Bound, Criterion, Decided, Shipped};

/// Mức áp dụng of one criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Whether it is chosen at first for a round.
    pub chosen: Shipped,
    /// Its bound and number of periods; none leaves those of the rules, and a criterion decided by a paper has none.
    pub test: Option<TestSetting>,
}

/// The bound and the number of periods of a criterion that figures decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TestSetting {
    /// Mức.
    pub bound: Bound,
    /// How many periods one after another, the latest included; 1 to [`Criterion::MOST_PERIODS`].
    pub n_periods: u8,
}

/// Why a setting does not fit a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// A bound for a criterion that a person decides by a paper.
    NotByFigures,
    /// A fraction where a whole number is compared, or a bound below zero.
    Bound,
    /// No period, or too many.
    Periods,
}

impl Criterion {
    /// The most periods of a run.
    pub const MOST_PERIODS: u8 = 8;

    /// The criterion with a setting laid over it.
    pub fn with(&self, setting: Setting) -> Result<Self, Unfit> {
        let mut laid = self.clone();
        laid.shipped = setting.chosen;
        let Some(TestSetting { bound, n_periods }) = setting.test else { return Ok(laid) };
        let Decided::Figures(test) = &mut laid.decided else { return Err(Unfit::NotByFigures) };
        let whole = bound.denominator() == 1;
        if bound.numerator() < 0 || (test.condition.base.is_none() && !whole) {
            return Err(Unfit::Bound);
        }
        if !(1..=Self::MOST_PERIODS).contains(&n_periods) {
            return Err(Unfit::Periods);
        }
        test.condition.bound = bound;
        test.n_periods = n_periods;
        Ok(laid)
    }
}
