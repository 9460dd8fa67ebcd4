//! Laws of the dated tree on small worlds.

use super::*;
use proptest::prelude::*;

/// A random forest: unit i stands under some unit before it, or is a root; ids are shuffled by a prime step.
fn forest() -> impl Strategy<Value = Vec<(Id<Unit>, Option<Id<Unit>>)>> {
    proptest::collection::vec(any::<u16>(), 1..120).prop_map(|seeds| {
        let id = |i: usize| Id::new((i as i64 * 7919) % 100_003);
        let parent = |i: usize, s: u16| (i > 0 && !s.is_multiple_of(7)).then(|| id(usize::from(s) % i));
        seeds.iter().enumerate().map(|(i, s)| (id(i), parent(i, *s))).collect()
    })
}

fn under(pairs: &[(Id<Unit>, Option<Id<Unit>>)], mut lower: Id<Unit>, upper: Id<Unit>) -> bool {
    let above = |u| pairs.iter().find(|(x, _)| *x == u).and_then(|(_, p)| *p);
    loop {
        if lower == upper {
            return true;
        }
        match above(lower) {
            Some(p) => lower = p,
            None => return false,
        }
    }
}

proptest! {
    #[test]
    fn a_subtree_is_a_range(mut pairs in forest(), turn in any::<prop::sample::Index>()) {
        let by = turn.index(pairs.len());
        pairs.rotate_left(by); // parents need not come first
        let tree = TreeOn::build(&pairs).unwrap();
        prop_assert_eq!(tree.len(), pairs.len());
        for (unit, parent) in &pairs {
            let p = tree.position(*unit).unwrap();
            prop_assert_eq!(tree.unit(p), Some(*unit));
            prop_assert_eq!(tree.parent(p).and_then(|q| tree.unit(q)), *parent);
            for (other, _) in &pairs {
                let q = tree.position(*other).unwrap();
                prop_assert_eq!(tree.holds(p, q), under(&pairs, *other, *unit));
            }
            let children: Vec<_> = tree.children(p).filter_map(|c| tree.unit(c)).collect();
            let given: Vec<_> = pairs.iter().filter(|(_, up)| *up == Some(*unit)).map(|(u, _)| *u).collect();
            prop_assert_eq!(children, given);
            prop_assert_eq!(tree.is_leaf(p), tree.children(p).next().is_none());
            prop_assert!(tree.ancestors(p).all(|a| tree.holds(a, p) && a != p));
        }
        let roots: Vec<_> = tree.roots().filter_map(|c| tree.unit(c)).collect();
        let given: Vec<_> = pairs.iter().filter(|(_, up)| up.is_none()).map(|(u, _)| *u).collect();
        prop_assert_eq!(roots, given);
        let odd = |p: usize| tree.unit(p).is_some_and(|u| u.number() % 2 == 1);
        for (p, found) in tree.nearest(odd).into_iter().enumerate() {
            let naive = std::iter::once(p).chain(tree.ancestors(p)).find(|a| odd(*a));
            prop_assert_eq!(found.map(|f| f as usize), naive);
        }
    }

    #[test]
    fn the_sum_of_the_parts_is_the_whole(
        pairs in forest(),
        figures in proptest::collection::vec((any::<prop::sample::Index>(), 0usize..3, proptest::option::of(-1000i64..1000)), 0..200),
    ) {
        let tree = TreeOn::build(&pairs).unwrap();
        let mut own = Grid::new(&tree, 3);
        for (at, column, value) in figures {
            let p = at.index(tree.len());
            match value {
                Some(v) => own.report(p, column, v).unwrap(),
                None if own.cell(p, column) == Some(Cell::default()) => own.expect(p, column),
                None => {}
            }
        }
        let mut sums = own.clone();
        sums.roll_up(&tree);
        for p in 0..tree.len() {
            for c in 0..3 {
                let parts: Vec<Cell> = tree.subtree(p).filter_map(|q| own.cell(q, c)).collect();
                let whole = Cell {
                    value: parts.iter().map(|x| x.value).sum(),
                    n_reported: parts.iter().map(|x| x.n_reported).sum(),
                    n_expected: parts.iter().map(|x| x.n_expected).sum(),
                };
                prop_assert_eq!(sums.cell(p, c), Some(whole));
                prop_assert_eq!(whole.whole().is_some(), whole.n_expected > 0 && whole.n_reported == whole.n_expected);
            }
        }
    }
}

#[test]
fn what_is_no_tree() {
    let id = Id::new;
    for (pairs, broken) in [
        (vec![(id(1), None), (id(1), None)], BrokenTree::Twice { unit: id(1) }),
        (vec![(id(1), Some(id(2)))], BrokenTree::ParentMissing { unit: id(1), parent: id(2) }),
        (vec![(id(1), None), (id(2), Some(id(3))), (id(3), Some(id(2)))], BrokenTree::Circle { unit: id(2) }),
        (vec![(id(4), Some(id(4)))], BrokenTree::Circle { unit: id(4) }),
    ] {
        assert_eq!(TreeOn::build(&pairs).unwrap_err(), broken);
    }
    let empty = TreeOn::build(&[]).unwrap();
    assert_eq!((empty.len(), empty.roots().count(), empty.subtree(0)), (0, 0, 0..0));
}

#[test]
fn a_grid_holds_no_figure_it_cannot_add() {
    let tree = TreeOn::build(&[(Id::new(1), None)]).unwrap();
    let mut grid = Grid::new(&tree, 1);
    assert_eq!(grid.report(0, 0, i64::MIN), Err(TooLarge(i64::MIN)));
    assert_eq!(grid.report(0, 0, -FIGURE), Ok(()));
    assert_eq!(grid.report(0, 0, FIGURE + 1), Err(TooLarge(FIGURE + 1)));
    grid.expect(0, 5);
    assert_eq!((grid.cell(0, 1), grid.row(1).len()), (None, 0));
}
const FIGURE: i64 = crate::indicator::FIGURE_LIMIT;
