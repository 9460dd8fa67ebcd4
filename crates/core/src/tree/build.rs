//! Building the pre-order of a tree from pairs of unit and unit above.

use super::positions::Positions;
use super::{MAX_UNITS, NO_PARENT, TreeOn};
use crate::Id;
use crate::unit::Unit;
use std::collections::HashMap;

/// Why pairs do not make a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrokenTree {
    /// A unit is named twice.
    Twice {
        /// The unit.
        unit: Id<Unit>,
    },
    /// The unit above does not stand in the tree on that date.
    ParentMissing {
        /// The unit.
        unit: Id<Unit>,
        /// The unit that should stand above it.
        parent: Id<Unit>,
    },
    /// The unit stands below itself.
    Circle {
        /// One unit of the circle, or below it.
        unit: Id<Unit>,
    },
    /// More units than sums are proved for ([`MAX_UNITS`]).
    TooMany,
}

impl TreeOn {
    /// The tree of these units, each with the unit above it; siblings (and roots) keep the given order.
    pub fn build(pairs: &[(Id<Unit>, Option<Id<Unit>>)]) -> Result<Self, BrokenTree> {
        if pairs.len() > MAX_UNITS {
            return Err(BrokenTree::TooMany);
        }
        let given = places(pairs)?;
        let (mut first, mut next) = (vec![NO_PARENT; pairs.len()], vec![NO_PARENT; pairs.len()]);
        let mut root = NO_PARENT;
        // Backwards, so that each chain of siblings begins with the first one given.
        for (i, (unit, parent)) in pairs.iter().enumerate().rev() {
            let i = u32::try_from(i).unwrap_or(NO_PARENT);
            let head = match parent {
                None => &mut root,
                Some(p) => {
                    let missing = BrokenTree::ParentMissing { unit: *unit, parent: *p };
                    let p = *given.get(p).ok_or(missing)?;
                    first.get_mut(p as usize).ok_or(missing)?
                }
            };
            let old = std::mem::replace(head, i);
            if let Some(slot) = next.get_mut(i as usize) {
                *slot = old;
            }
        }
        let tree = Self::walk(pairs, root, &first, &next);
        match pairs.iter().find(|(u, _)| tree.position(*u).is_none()) {
            Some((unit, _)) => Err(BrokenTree::Circle { unit: *unit }),
            None => Ok(tree),
        }
    }

    /// Walks the chains of siblings from the roots without recursion, as a tree may be deep.
    fn walk(pairs: &[(Id<Unit>, Option<Id<Unit>>)], root: u32, first: &[u32], next: &[u32]) -> Self {
        let at = |row: &[u32], i: u32| row.get(i as usize).copied().unwrap_or(NO_PARENT);
        let n = pairs.len();
        let units = pairs.iter().map(|(unit, _)| unit);
        let mut tree = Self {
            units: Vec::with_capacity(n),
            parents: Vec::with_capacity(n),
            ends: vec![0; n],
            positions: Positions::of(units),
        };
        let mut open: Vec<(u32, u32)> = Vec::new(); // (given place, position)
        let mut here = root;
        loop {
            while here != NO_PARENT {
                let Some((unit, _)) = pairs.get(here as usize) else { return tree };
                let position = open_position(&tree);
                tree.parents.push(open.last().map_or(NO_PARENT, |(_, p)| *p));
                tree.units.push(*unit);
                tree.positions.insert(*unit, position);
                open.push((here, position));
                here = at(first, here);
            }
            let Some((done, position)) = open.pop() else { return tree };
            let end = open_position(&tree);
            if let Some(slot) = tree.ends.get_mut(position as usize) {
                *slot = end;
            }
            here = at(next, done);
        }
    }
}

/// The next free position; the number of units was checked against [`MAX_UNITS`].
fn open_position(tree: &TreeOn) -> u32 {
    u32::try_from(tree.units.len()).unwrap_or(NO_PARENT)
}

fn places(pairs: &[(Id<Unit>, Option<Id<Unit>>)]) -> Result<HashMap<Id<Unit>, u32>, BrokenTree> {
    let mut given = HashMap::with_capacity(pairs.len());
    for (i, (unit, _)) in (0u32..).zip(pairs) {
        if given.insert(*unit, i).is_some() {
            return Err(BrokenTree::Twice { unit: *unit });
        }
    }
    Ok(given)
}
