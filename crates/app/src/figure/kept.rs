//! Một cột cộng theo cây, as it is kept in memory. Found by the unit, so that no tree of another day is needed to compare
//! with. Most units of a tree are branches: of those of which nothing is asked nothing stands here, and of those that
//! are asked and have not answered only that.

use vunggoc_core::Id;
use vunggoc_core::suppression::Hidden;
use vunggoc_core::tree::{Cell, TreeOn};
use vunggoc_core::unit::Unit;

/// The sums of one indicator over the tree of one period, with what of them is not shown.
#[derive(Debug)]
pub(crate) struct Sums {
    /// By the unit's number, rising.
    sums: Box<[(i64, Cell)]>,
    /// Units that are asked alone and have not answered, rising.
    waited_for: Box<[u32]>,
    /// The units whose sums are not shown, rising.
    unshown: Box<[i64]>,
    hidden: Option<Hidden>,
}

impl Sums {
    /// The sums by position of a tree.
    pub(crate) fn of(order: &TreeOn, cells: &[Cell], hidden: Option<Hidden>) -> Self {
        let units = || order.units().iter().map(|unit| unit.number());
        let (mut sums, mut waited_for) = (Vec::new(), Vec::new());
        for (unit, cell) in units().zip(cells).filter(|(_, cell)| **cell != Cell::default()) {
            match u32::try_from(unit) {
                Ok(short) if *cell == WAITED_FOR => waited_for.push(short),
                _ => sums.push((unit, *cell)),
            }
        }
        sums.sort_unstable_by_key(|(unit, _)| *unit);
        waited_for.sort_unstable();
        let is_hidden = |at: &usize| hidden.as_ref().is_some_and(|h| h.sum(*at));
        let mut unshown: Vec<i64> =
            units().enumerate().filter(|(at, _)| is_hidden(at)).map(|(_, unit)| unit).collect();
        unshown.sort_unstable();
        Self { sums: sums.into(), waited_for: waited_for.into(), unshown: unshown.into(), hidden }
    }

    /// The sum of a unit; nothing asked and nothing reported where none stands.
    pub(crate) fn get(&self, unit: Id<Unit>) -> Cell {
        let at = self.sums.binary_search_by_key(&unit.number(), |(unit, _)| *unit).ok();
        match at.and_then(|at| self.sums.get(at)) {
            Some((_, cell)) => *cell,
            None if self.is_waited_for(unit) => WAITED_FOR,
            None => Cell::default(),
        }
    }

    fn is_waited_for(&self, unit: Id<Unit>) -> bool {
        u32::try_from(unit.number()).is_ok_and(|unit| self.waited_for.binary_search(&unit).is_ok())
    }

    /// Whether the sum of a unit is not shown.
    pub(crate) fn hides(&self, unit: Id<Unit>) -> bool {
        self.unshown.binary_search(&unit.number()).is_ok()
    }

    /// What is not shown, by position in the tree of the period; none where nothing of the indicator ever is.
    pub(crate) fn hidden(&self) -> Option<&Hidden> {
        self.hidden.as_ref()
    }

    /// How many bytes its units take in memory.
    pub(crate) fn n_bytes(&self) -> usize {
        self.sums.len() * size_of::<(i64, Cell)>() + self.waited_for.len() * 4 + self.unshown.len() * 8
    }
}

/// A unit that is asked and has not answered.
const WAITED_FOR: Cell = Cell { value: 0, n_reported: 0, n_expected: 1 };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_nothing_and_what_is_stays() {
        let pairs: Vec<_> = (1..=4).map(|n| (Id::new(n), (n > 1).then_some(Id::new(1)))).collect();
        let order = TreeOn::build(&pairs).unwrap();
        let cell = Cell { value: -3, n_reported: 1, n_expected: 0 };
        let cells: Vec<Cell> = order
            .units()
            .iter()
            .map(|unit| match unit.number() {
                2 => cell,
                4 => WAITED_FOR,
                _ => Cell::default(),
            })
            .collect();
        let kept = Sums::of(&order, &cells, None);
        assert_eq!(kept.n_bytes(), 24 + 4);
        let all: Vec<Cell> = (1..=5).map(|n| kept.get(Id::new(n))).collect();
        assert_eq!(all, [Cell::default(), cell, Cell::default(), WAITED_FOR, Cell::default()]);
        assert!(!kept.hides(Id::new(2)));
    }
}
