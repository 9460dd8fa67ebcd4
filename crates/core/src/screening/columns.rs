//! Resident columns: the figures of all units for one indicator and one period.

use super::Bits;
use crate::indicator::FIGURE_LIMIT;
use crate::period::Period;
use std::collections::HashMap;

/// The figures of all units, in the order of [`Units`](super::Units), with a mask of what is missing.
///
/// Every figure lies within [`FIGURE_LIMIT`]; the value behind a missing bit is zero and never read as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    values: Vec<i64>,
    missing: Bits,
}

/// Why a column cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// It has not one place for each unit.
    Length {
        /// Units of the columns.
        n_units: usize,
        /// Places of this one.
        n_given: usize,
    },
    /// A figure is larger than [`FIGURE_LIMIT`].
    TooLarge {
        /// Where it stands.
        position: usize,
        /// The figure.
        value: i64,
    },
}

impl Column {
    /// A column in which everything is missing.
    pub fn missing(n_units: usize) -> Self {
        Self { values: vec![0; n_units], missing: Bits::where_true(n_units, |_| true) }
    }

    /// A column of figures; none means missing.
    pub fn new(figures: impl IntoIterator<Item = Option<i64>>) -> Result<Self, Misfit> {
        let (mut values, mut words) = (Vec::new(), Vec::new());
        for (position, figure) in figures.into_iter().enumerate() {
            if position.is_multiple_of(64) {
                words.push(0_u64);
            }
            let value = figure.unwrap_or(0);
            if value.unsigned_abs() > FIGURE_LIMIT.unsigned_abs() {
                return Err(Misfit::TooLarge { position, value });
            }
            values.push(value);
            if figure.is_none()
                && let Some(word) = words.last_mut()
            {
                *word |= 1 << (position % 64);
            }
        }
        let missing = Bits::of_words(values.len(), words);
        Ok(Self { values, missing })
    }

    /// The figure at a position; none where it is missing.
    pub fn get(&self, position: usize) -> Option<i64> {
        self.values.get(position).copied().filter(|_| !self.missing.get(position))
    }

    /// The number of places.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is no place.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    pub(super) fn values(&self) -> &[i64] {
        &self.values
    }

    pub(super) fn missing_words(&self) -> &[u64] {
        self.missing.words()
    }
}

/// All columns of a round, by indicator and period. A column that was not put in is missing throughout.
#[derive(Debug, Clone)]
pub struct Columns {
    n_units: usize,
    held: HashMap<String, Vec<(Period, Column)>>,
    nothing: Column,
}

impl Columns {
    /// No columns yet, for so many units.
    pub fn new(n_units: usize) -> Self {
        Self { n_units, held: HashMap::new(), nothing: Column::missing(n_units) }
    }

    /// The number of units.
    pub fn n_units(&self) -> usize {
        self.n_units
    }

    /// Puts in the column of an indicator and a period; a later one takes the place of an earlier one.
    pub fn put(&mut self, indicator: &str, period: Period, column: Column) -> Result<(), Misfit> {
        if column.len() != self.n_units {
            return Err(Misfit::Length { n_units: self.n_units, n_given: column.len() });
        }
        let held = self.held.entry(indicator.to_owned()).or_default();
        held.retain(|(p, _)| *p != period);
        held.push((period, column));
        Ok(())
    }

    /// The column of an indicator and a period.
    pub fn get(&self, indicator: &str, period: Option<Period>) -> &Column {
        let found = self.held.get(indicator).into_iter().flatten().find(|(p, _)| Some(*p) == period);
        found.map_or(&self.nothing, |(_, column)| column)
    }
}
