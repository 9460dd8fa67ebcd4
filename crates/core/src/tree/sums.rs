//! Cộng theo cây: value, number reported and number expected of every unit, by one pass from below.
//!
//! Only additive indicators ([`OverTree::Sum`](crate::indicator::OverTree)) belong in a grid. The rows are the
//! positions of the tree, the columns the indicators, row beside row, so that adding a unit to the one above it
//! touches two short pieces of memory. A missing figure is no zero: it adds to `n_expected` only.

use super::TreeOn;
use crate::indicator::FIGURE_LIMIT;

/// The most units a tree may have: with [`FIGURE_LIMIT`] no sum can leave 64 bits.
pub const MAX_UNITS: usize = 1 << 19;

/// The sum of one indicator at one unit, with how complete it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cell {
    /// The sum of the figures that are there.
    pub value: i64,
    /// How many units have reported.
    pub n_reported: u32,
    /// How many should have.
    pub n_expected: u32,
}

impl Cell {
    /// The sum, where nothing is missing and somebody was asked.
    pub fn whole(self) -> Option<i64> {
        (self.n_expected > 0 && self.n_reported == self.n_expected).then_some(self.value)
    }
    /// The sum of what is there, whatever is missing; none where nobody has reported.
    pub fn so_far(self) -> Option<i64> {
        (self.n_reported > 0).then_some(self.value)
    }
}

/// A figure is larger than [`FIGURE_LIMIT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge(pub i64);

/// Figures of all units of a tree for several indicators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    n_columns: usize,
    cells: Vec<Cell>,
}

impl Grid {
    /// An empty grid for a tree: nothing expected, nothing reported.
    pub fn new(tree: &TreeOn, n_columns: usize) -> Self {
        Self { n_columns, cells: vec![Cell::default(); tree.len() * n_columns] }
    }

    /// The number of indicators.
    pub fn n_columns(&self) -> usize {
        self.n_columns
    }

    /// The cell of a unit and an indicator.
    pub fn cell(&self, position: usize, column: usize) -> Option<Cell> {
        self.place(position, column).and_then(|i| self.cells.get(i)).copied()
    }

    /// The row of a unit.
    pub fn row(&self, position: usize) -> &[Cell] {
        let from = position.saturating_mul(self.n_columns);
        self.cells.get(from..from.saturating_add(self.n_columns)).unwrap_or_default()
    }

    /// Says that a unit has to report an indicator; outside the grid nothing happens.
    pub fn expect(&mut self, position: usize, column: usize) {
        if let Some(cell) = self.place(position, column).and_then(|i| self.cells.get_mut(i)) {
            cell.n_expected = 1;
        }
    }

    /// Enters the figure a unit itself has reported; who reports is expected to.
    pub fn report(&mut self, position: usize, column: usize, value: i64) -> Result<(), TooLarge> {
        if value.unsigned_abs() > FIGURE_LIMIT.unsigned_abs() {
            return Err(TooLarge(value));
        }
        if let Some(cell) = self.place(position, column).and_then(|i| self.cells.get_mut(i)) {
            *cell = Cell { value, n_reported: 1, n_expected: 1 };
        }
        Ok(())
    }

    /// Adds every unit to the one above it: afterwards each row is the sum of its subtree.
    ///
    /// The grid must be of the same tree and not yet rolled up; rows beyond the tree stay as they are.
    pub fn roll_up(&mut self, tree: &TreeOn) {
        let n = self.n_columns;
        for (position, parent) in tree.parents.iter().enumerate().rev() {
            let (above, from) = (*parent as usize, position * n);
            // A parent stands before its child, so the split leaves it in the left part; a root's mark is
            // beyond every row and finds nothing.
            let Some((left, right)) = self.cells.split_at_mut_checked(from) else { continue };
            let Some(start) = above.checked_mul(n) else { continue };
            let (Some(into), Some(row)) =
                (left.get_mut(start..).and_then(|l| l.get_mut(..n)), right.get(..n))
            else {
                continue;
            };
            for (to, of) in into.iter_mut().zip(row) {
                to.value += of.value;
                to.n_reported += of.n_reported;
                to.n_expected += of.n_expected;
            }
        }
    }

    fn place(&self, position: usize, column: usize) -> Option<usize> {
        (column < self.n_columns).then(|| position.checked_mul(self.n_columns)?.checked_add(column)).flatten()
    }
}
