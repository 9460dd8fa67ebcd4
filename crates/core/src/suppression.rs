//! Che số đếm nhỏ: which counts of a sensitive indicator are not shown.
//!
//! A count under [`SHOWN_FROM`] of a unit below commune level could name a person, so it is not shown; nor is a
//! second one wherever the total and its sisters would give it away. Invariants: every such small count is hidden;
//! in no total is exactly one part hidden while the total is shown. Deliberately not here: who asks (a small count
//! is hidden from everybody but who must enter it), and indicators of which small counts are harmless.

use crate::screening::{Bits, Units};
use crate::tree::Cell;

/// The smallest count that is shown below commune level.
pub const SHOWN_FROM: i64 = 5;

/// The kind and the level at and above which counts are shown as they are.
const COMMUNE: &str = "commune";
const BASE: &str = "base";

/// What is not shown of a column of sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    sums: Bits,
    own: Bits,
}

impl Hidden {
    /// Whether the sum of the unit at a position is hidden.
    pub fn sum(&self, position: usize) -> bool {
        self.sums.get(position)
    }
    /// Whether what that unit holds itself, apart from the units below it, is hidden.
    pub fn own(&self, position: usize) -> bool {
        self.own.get(position)
    }
    /// How many sums are hidden.
    pub fn n_sums(&self) -> usize {
        self.sums.count()
    }
}

/// The units below commune level: those that stand below a commune or below another base organisation.
pub fn below_commune(units: &Units) -> Bits {
    let tree = units.tree();
    let holds = |at: usize| units.kind(at) == Some(COMMUNE) || units.level(at) == Some(BASE);
    let mut below = Bits::none(tree.len());
    for at in 0..tree.len() {
        // Parents stand before their children.
        if tree.parent(at).is_some_and(|p| holds(p) || below.get(p)) {
            below.set(at);
        }
    }
    below
}

/// What is hidden of the sums of a tree; `cells` are the sums by position, rolled up or not.
pub fn hide(units: &Units, cells: &[Cell]) -> Hidden {
    let n = units.len();
    let mut hiding = Hiding { units, cells, hidden: Hidden { sums: Bits::none(n), own: Bits::none(n) } };
    let below = below_commune(units);
    for at in below.iter() {
        if small(hiding.cell(at)) {
            hiding.hidden.sums.set(at);
        }
        if !units.tree().is_leaf(at) && small(hiding.own(at)) {
            hiding.hidden.own.set(at);
        }
    }
    // From below: what is hidden on the way up is a part of what stands above it.
    for at in (0..n).rev().filter(|at| !units.tree().is_leaf(*at)) {
        hiding.second(at);
    }
    hiding.hidden
}

fn small(cell: Cell) -> bool {
    cell.n_reported > 0 && cell.value < SHOWN_FROM
}

/// A part of a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The sum of a unit below.
    Child(usize),
    /// What the unit itself holds.
    Own(usize),
}

struct Hiding<'a> {
    units: &'a Units,
    cells: &'a [Cell],
    hidden: Hidden,
}

impl Hiding<'_> {
    fn cell(&self, at: usize) -> Cell {
        self.cells.get(at).copied().unwrap_or_default()
    }

    /// What a unit holds itself: its sum without those below it.
    fn own(&self, at: usize) -> Cell {
        self.units.tree().children(at).map(|c| self.cell(c)).fold(self.cell(at), |left, part| Cell {
            value: left.value - part.value,
            n_reported: left.n_reported.saturating_sub(part.n_reported),
            n_expected: left.n_expected.saturating_sub(part.n_expected),
        })
    }

    /// The reported parts of a sum, with their values.
    fn parts(&self, at: usize) -> Vec<(Part, i64)> {
        let children = self.units.tree().children(at).map(|c| (Part::Child(c), self.cell(c)));
        let all = children.chain(std::iter::once((Part::Own(at), self.own(at))));
        all.filter(|(_, c)| c.n_reported > 0).map(|(part, c)| (part, c.value)).collect()
    }

    fn is_hidden(&self, part: Part) -> bool {
        match part {
            Part::Child(at) => self.hidden.sum(at),
            Part::Own(at) => self.hidden.own(at),
        }
    }

    /// Hides a second part where one alone would be the total less its sisters; the total itself where there is none.
    fn second(&mut self, at: usize) {
        let parts = self.parts(at);
        let n_hidden = parts.iter().filter(|(part, _)| self.is_hidden(*part)).count();
        if n_hidden != 1 || self.hidden.sum(at) {
            return;
        }
        let shown = parts.iter().filter(|(part, _)| !self.is_hidden(*part));
        match shown.min_by_key(|(_, value)| *value).copied() {
            Some((part, _)) => self.hide_down(part),
            None => self.hidden.sums.set(at),
        }
    }

    /// Hides a part, and enough below it that it cannot be added up again.
    fn hide_down(&mut self, part: Part) {
        let at = match part {
            Part::Own(at) => return self.hidden.own.set(at),
            Part::Child(at) => at,
        };
        self.hidden.sums.set(at);
        let parts = self.parts(at);
        if self.units.tree().is_leaf(at) || parts.iter().any(|(part, _)| self.is_hidden(*part)) {
            return;
        }
        if let Some((least, _)) = parts.into_iter().min_by_key(|(_, value)| *value) {
            self.hide_down(least);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;
    use crate::tree::{Grid, TreeOn};
    use crate::unit::{Tree, Unit};
    use proptest::prelude::*;

    /// Units by (parent, level, kind), and the sums of what some of them report.
    fn world(rows: &[(Option<usize>, &str, &str, Option<i64>)]) -> (Units, Vec<Cell>) {
        let id = |at: usize| Id::<Unit>::new(at as i64 + 1);
        let pairs: Vec<_> = rows.iter().enumerate().map(|(at, r)| (id(at), r.0.map(id))).collect();
        let order = TreeOn::build(&pairs).unwrap();
        let row = |position: usize| order.unit(position).map(|u| rows[u.number() as usize - 1]).unwrap();
        let ranks: Vec<_> = (0..order.len()).map(|p| (row(p).1, row(p).2)).collect();
        let mut grid = Grid::new(&order, 1);
        for position in 0..order.len() {
            if let Some(value) = row(position).3 {
                grid.report(position, 0, value).unwrap();
            }
        }
        grid.roll_up(&order);
        let cells = (0..order.len()).map(|p| grid.cell(p, 0).unwrap()).collect();
        (Units::new(Tree::Party, order.clone(), |p| ranks[p]), cells)
    }

    fn hidden(rows: &[(Option<usize>, &str, &str, Option<i64>)]) -> Vec<usize> {
        let (units, cells) = world(rows);
        let hidden = hide(&units, &cells);
        (0..units.len()).filter(|p| hidden.sum(*p)).collect()
    }

    #[test]
    fn a_small_count_of_a_branch_takes_a_sister_with_it() {
        let top = (None, "upper", "district", None);
        let commune = (Some(0), "base", "commune", None);
        let branch = |value| (Some(1), "branch", "residential", value);
        assert_eq!(hidden(&[top, commune, branch(Some(3)), branch(Some(9)), branch(Some(7))]), [2, 4]);
        assert_eq!(hidden(&[top, commune, branch(Some(3)), branch(Some(4)), branch(Some(7))]), [2, 3]);
        assert_eq!(hidden(&[top, commune, branch(Some(5)), branch(Some(9)), branch(None)]), [] as [usize; 0]);
        // The only one that reported: its total would say it, and the total above that one too.
        assert_eq!(hidden(&[top, commune, branch(Some(3)), branch(None)]), [0, 1, 2]);
        let other = (Some(0), "base", "commune", Some(8));
        assert_eq!(hidden(&[top, commune, branch(Some(3)), other]), [1, 2, 3]);
        // At commune level and above a small count is shown.
        assert_eq!(hidden(&[top, (Some(0), "base", "commune", Some(2)), other]), [] as [usize; 0]);
    }

    fn random() -> impl Strategy<Value = Vec<(Option<usize>, &'static str, &'static str, Option<i64>)>> {
        let value = proptest::option::weighted(0.8, 0_i64..12);
        proptest::collection::vec((any::<u16>(), value), 1..60).prop_map(|seeds| {
            let mut rows: Vec<(Option<usize>, &str, &str, Option<i64>)> =
                vec![(None, "province", "city", None)];
            for (at, (seed, value)) in seeds.into_iter().enumerate() {
                let above = usize::from(seed) % (at + 1);
                let (level, kind) = match rows[above].1 {
                    "province" => ("upper", "district"),
                    "upper" => ("base", "commune"),
                    _ => ("branch", "residential"),
                };
                rows.push((Some(above), level, kind, value));
            }
            rows
        })
    }

    proptest! {
        #[test]
        fn no_total_gives_away_what_is_hidden(rows in random()) {
            let (units, cells) = world(&rows);
            let hidden = hide(&units, &cells);
            let below = below_commune(&units);
            let tree = units.tree();
            for at in 0..units.len() {
                if below.get(at) && cells[at].n_reported > 0 && cells[at].value < SHOWN_FROM {
                    prop_assert!(hidden.sum(at), "{at} is small and shown");
                }
                if tree.is_leaf(at) {
                    continue;
                }
                // The equation "total = own + parts" must not be left with one unknown.
                let children: Vec<usize> = tree.children(at).collect();
                let reported: u32 = children.iter().map(|c| cells[*c].n_reported).sum();
                let own = cells[at].n_reported > reported && hidden.own(at);
                let parts = children.iter().filter(|c| cells[**c].n_reported > 0 && hidden.sum(**c)).count();
                let unknown = parts + usize::from(own) + usize::from(hidden.sum(at));
                prop_assert!(unknown != 1, "{at}: one unknown of {children:?}");
            }
        }
    }
}
