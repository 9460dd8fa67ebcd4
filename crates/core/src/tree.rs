//! Cây trên một ngày: one tree of units on one date, in pre-order.
//!
//! Invariants: position 0 … n−1 is the pre-order of the units; the subtree of a unit is the range of positions
//! from its own to before `end`; a parent stands before its children, so one pass from the last to the first
//! position gives every sum. Siblings keep the order in which they were given. A tree belongs to one date and
//! lives in memory only. Deliberately not here: dates, names, SQL, and anything that changes the tree.

mod build;
mod positions;
mod sums;

pub use build::BrokenTree;
pub use sums::{Cell, Grid, MAX_UNITS, TooLarge};

use crate::Id;
use crate::unit::Unit;
use positions::Positions;
use std::ops::Range;

/// Marks a root in `parents`.
const NO_PARENT: u32 = u32::MAX;

/// Cây trên một ngày: pre-order arrays of one tree on one date.
#[derive(Debug, Clone, Default)]
pub struct TreeOn {
    units: Vec<Id<Unit>>,
    parents: Vec<u32>,
    ends: Vec<u32>,
    positions: Positions,
}

impl TreeOn {
    /// The number of units.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The units in pre-order.
    pub fn units(&self) -> &[Id<Unit>] {
        &self.units
    }

    /// The unit at a position.
    pub fn unit(&self, position: usize) -> Option<Id<Unit>> {
        self.units.get(position).copied()
    }

    /// The position of a unit, if it stands in the tree on that date.
    pub fn position(&self, unit: Id<Unit>) -> Option<usize> {
        self.positions.get(unit)
    }

    /// The position of the unit above; none for a root.
    pub fn parent(&self, position: usize) -> Option<usize> {
        self.parents.get(position).copied().filter(|p| *p != NO_PARENT).map(|p| p as usize)
    }

    /// The positions of a unit and of all below it; empty for a position outside the tree.
    pub fn subtree(&self, position: usize) -> Range<usize> {
        self.ends.get(position).map_or(position..position, |end| position..*end as usize)
    }

    /// Whether nothing stands below.
    pub fn is_leaf(&self, position: usize) -> bool {
        self.subtree(position).len() <= 1
    }

    /// Whether a unit stands in the subtree of another (or is it).
    pub fn holds(&self, upper: usize, lower: usize) -> bool {
        self.subtree(upper).contains(&lower)
    }

    /// The positions above, nearest first.
    pub fn ancestors(&self, position: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.parent(position), |p| self.parent(*p))
    }

    /// The positions directly below, in order.
    pub fn children(&self, position: usize) -> impl Iterator<Item = usize> + '_ {
        let Range { start, end } = self.subtree(position);
        let first = (start + 1 < end).then_some(start + 1);
        std::iter::successors(first, move |p| {
            let next = self.subtree(*p).end;
            (next < end && next > *p).then_some(next)
        })
    }

    /// The roots, in order.
    pub fn roots(&self) -> impl Iterator<Item = usize> + '_ {
        let first = (!self.is_empty()).then_some(0);
        std::iter::successors(first, |p| {
            let next = self.subtree(*p).end;
            (next < self.len() && next > *p).then_some(next)
        })
    }

    /// For every position the nearest position at or above it that is chosen; none where there is none.
    ///
    /// One pass, as a parent stands before its children.
    pub fn nearest(&self, chosen: impl Fn(usize) -> bool) -> Vec<Option<u32>> {
        let mut found: Vec<Option<u32>> = Vec::with_capacity(self.len());
        for (position, parent) in (0u32..).zip(&self.parents) {
            let above = found.get(*parent as usize).copied().flatten();
            found.push(if chosen(position as usize) { Some(position) } else { above });
        }
        found
    }
}

#[cfg(test)]
mod tests;
