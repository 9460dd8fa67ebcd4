//! The position of each unit of a tree: by number where the numbers lie close together, as a store gives them out.
//!
//! Columns of figures are unpacked by millions of such look-ups; hashing them took a quarter of it.

use super::NO_PARENT;
use crate::Id;
use crate::unit::Unit;
use std::collections::HashMap;

/// Numbers lie close together where so many of them, or fewer, fall on one unit.
const CLOSE: i64 = 16;

/// Positions by unit.
#[derive(Debug, Clone)]
pub(super) enum Positions {
    /// From the lowest number on; [`NO_PARENT`] where no unit stands.
    Close { lowest: i64, places: Vec<u32> },
    /// Of numbers far apart.
    Far(HashMap<Id<Unit>, u32>),
}

impl Default for Positions {
    fn default() -> Self {
        Self::Far(HashMap::new())
    }
}

impl Positions {
    /// With room for these units.
    pub(super) fn of<'a>(units: impl ExactSizeIterator<Item = &'a Id<Unit>> + Clone) -> Self {
        let n = i64::try_from(units.len()).unwrap_or(i64::MAX);
        let numbers = || units.clone().map(|unit| unit.number());
        let span = numbers().min().zip(numbers().max()).map(|(low, high)| (low, high.saturating_sub(low)));
        match span {
            Some((lowest, span)) if span <= n.saturating_mul(CLOSE) => {
                let len = usize::try_from(span).unwrap_or(0) + 1;
                Self::Close { lowest, places: vec![NO_PARENT; len] }
            }
            _ => Self::Far(HashMap::with_capacity(units.len())),
        }
    }

    pub(super) fn insert(&mut self, unit: Id<Unit>, position: u32) {
        match self {
            Self::Close { lowest, places } => {
                if let Some(place) = place(*lowest, unit).and_then(|at| places.get_mut(at)) {
                    *place = position;
                }
            }
            Self::Far(places) => _ = places.insert(unit, position),
        }
    }

    pub(super) fn get(&self, unit: Id<Unit>) -> Option<usize> {
        let found = match self {
            Self::Close { lowest, places } => place(*lowest, unit).and_then(|at| places.get(at)),
            Self::Far(places) => places.get(&unit),
        };
        found.filter(|position| **position != NO_PARENT).map(|position| *position as usize)
    }
}

fn place(lowest: i64, unit: Id<Unit>) -> Option<usize> {
    unit.number().checked_sub(lowest).and_then(|at| usize::try_from(at).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_or_far_each_unit_has_its_position_and_no_other_has_one() {
        for numbers in [vec![], vec![7], vec![3, 9, 4], vec![1, i64::MAX, i64::MIN, 0], vec![-5, 40]] {
            let units: Vec<Id<Unit>> = numbers.iter().map(|n| Id::new(*n)).collect();
            let mut positions = Positions::of(units.iter());
            for (unit, position) in units.iter().zip(0..) {
                positions.insert(*unit, position);
            }
            for (unit, position) in units.iter().zip(0..) {
                assert_eq!(positions.get(*unit), Some(position), "{numbers:?}");
            }
            for other in [2, 5, 8, 41, -6, i64::MAX - 1, i64::MIN + 1] {
                assert_eq!(positions.get(Id::new(other)), None, "{other} of {numbers:?}");
            }
        }
    }
}
