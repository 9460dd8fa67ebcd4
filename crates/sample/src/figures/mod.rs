//! The figures: published totals divided over the units that hold them, and what screening looks at.
//!
//! A total is divided by weights with the largest remainder, so that the sum is exact. Units with signs (the
//! listed ones and some more) show bad values; all others show values no criterion names. A unit without an
//! answer has no figures: missing, never zero.

mod answers;
mod bases;
mod members;
mod signs;
mod uppers;

pub(crate) use signs::Signs;

use crate::model::{SampleFigure, SampleForm, SampleListing, SampleReturn, UnitAt};
use crate::register::Layout;
use crate::rng::{Rng, apportion};
use crate::totals::{self, Total};
use std::collections::BTreeSet;
use vunggoc_core::Date;
use vunggoc_core::period::Period;

/// The half-years with figures of every base organisation, oldest first.
pub(crate) const HALVES: [&str; 3] = ["2023-H1", "2023-H2", "2024-H1"];

/// An indicator in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    indicator: u16,
    period: u16,
}

/// Figures while they are being made.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    pub(crate) indicators: Vec<&'static str>,
    pub(crate) periods: Vec<Period>,
    pub(crate) figures: Vec<SampleFigure>,
    /// Every pair of indicator and period that has figures.
    columns: BTreeSet<(u16, u16)>,
    totals: Vec<Total>,
}

impl Ledger {
    pub(crate) fn column(&mut self, indicator: &'static str, period: Period) -> Column {
        let indicator = place(&mut self.indicators, indicator);
        let period = place(&mut self.periods, period);
        self.columns.insert((indicator, period));
        Column { indicator, period }
    }

    pub(crate) fn put(&mut self, column: Column, unit: UnitAt, value: i64) {
        let value = i32::try_from(value).unwrap_or(i32::MAX);
        let Column { indicator, period } = column;
        self.figures.push(SampleFigure { indicator, period, unit, value });
    }

    /// The total of an indicator in a period, where it was published or assumed.
    fn total(&self, indicator: &str, period: &str) -> Option<i64> {
        self.totals.iter().find(|t| t.indicator == indicator && t.period == period).map(|t| t.value)
    }

    /// The periods in which an indicator has a total, oldest first.
    fn periods_of(&self, indicator: &str) -> Vec<&'static str> {
        let mut out: Vec<_> =
            self.totals.iter().filter(|t| t.indicator == indicator).map(|t| t.period).collect();
        out.sort_unstable();
        out
    }

    /// Divides the total of an indicator over units by weights, in every period that has one.
    fn divide(&mut self, indicator: &'static str, holders: &[(UnitAt, u32)]) {
        for period in self.periods_of(indicator) {
            self.divide_in(indicator, period, holders);
        }
    }

    /// Divides one total; gives the parts in the order of the holders.
    fn divide_in(&mut self, indicator: &'static str, period: &str, holders: &[(UnitAt, u32)]) -> Vec<i64> {
        let (Some(total), Some(at)) = (self.total(indicator, period), Period::parse(period)) else {
            return Vec::new();
        };
        let weights: Vec<u32> = holders.iter().map(|(_, w)| *w).collect();
        let parts = apportion(total, &weights);
        self.put_all(indicator, at, holders, &parts);
        parts
    }

    fn put_all(&mut self, indicator: &'static str, at: Period, holders: &[(UnitAt, u32)], parts: &[i64]) {
        let column = self.column(indicator, at);
        for ((unit, _), part) in holders.iter().zip(parts) {
            self.put(column, *unit, *part);
        }
    }
}

fn place<T: PartialEq>(list: &mut Vec<T>, thing: T) -> u16 {
    let at = list.iter().position(|t| *t == thing).unwrap_or_else(|| {
        list.push(thing);
        list.len() - 1
    });
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// What the figures are made from.
pub(crate) struct World<'a> {
    pub(crate) seed: u64,
    pub(crate) layout: &'a Layout,
    pub(crate) signs: Signs,
}

impl World<'_> {
    fn rng(&self, topic: &str) -> Rng {
        Rng::new(self.seed, topic)
    }
}

/// The parsed half-years.
fn halves() -> impl Iterator<Item = Period> {
    HALVES.iter().filter_map(|code| Period::parse(code))
}

/// Whether something founded on a day has figures for a period.
fn there(from_on: Date, period: Period) -> bool {
    from_on <= period.last_on()
}

/// All figures, forms and answers.
pub(crate) fn build(
    seed: u64,
    layout: &Layout,
    listings: &[SampleListing],
) -> (Ledger, Vec<SampleForm>, Vec<SampleReturn>) {
    let signs = Signs::of(seed, layout, listings);
    let world = World { seed, layout, signs };
    let mut ledger = Ledger { totals: totals::all(), ..Ledger::default() };
    uppers::add(&mut ledger, &world);
    bases::add(&mut ledger, &world);
    members::add(&mut ledger, &world);
    let (forms, returns) = answers::add(&mut ledger, &world);
    (ledger, forms, returns)
}
