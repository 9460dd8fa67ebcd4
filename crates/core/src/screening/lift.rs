//! Signs of units below, shown at the unit above: "n of m".

use super::{Bits, Lift, LiftCount, LiftRule, Marks, Units};

/// The counts of one criterion at the units where its hits below are shown.
#[derive(Debug, Clone)]
pub(super) struct Lifted {
    /// Sorted by position; only units with something below to which the criterion applies.
    counts: Vec<(u32, LiftCount)>,
    rule: LiftRule,
    /// Units whose outcome is made from the counts: those to which the criterion itself does not apply.
    decided: Bits,
}

impl Lifted {
    /// Counts the marks of units below at the nearest unit above that has the level.
    pub(super) fn of(lift: &Lift, marks: &Marks, within: &Bits, units: &Units) -> Self {
        let chosen = units.of_level(&lift.to);
        let tree = units.tree();
        let nearest = tree.nearest(|p| chosen.get(p));
        // A unit that has the level itself is shown at the next one above it.
        let target = |position: usize| match nearest.get(position).copied().flatten() {
            Some(own) if own as usize == position => {
                tree.parent(position).and_then(|up| nearest.get(up).copied().flatten())
            }
            found => found,
        };
        let mut counts: Vec<LiftCount> = vec![LiftCount::default(); units.len()];
        let mut add = |set: &Bits, count: fn(&mut LiftCount)| {
            for position in set.iter() {
                if let Some(cell) = target(position).and_then(|t| counts.get_mut(t as usize)) {
                    count(cell);
                }
            }
        };
        add(&marks.applicable, |c| c.n_applicable += 1);
        add(&marks.hit, |c| c.n_hit += 1);
        add(&marks.undetermined, |c| c.n_undetermined += 1);
        let counts: Vec<(u32, LiftCount)> =
            (0u32..).zip(counts).filter(|(_, count)| count.n_applicable > 0).collect();
        let mut decided = Bits::none(units.len());
        if lift.rule != LiftRule::Shown {
            for (position, _) in counts.iter().filter(|(p, _)| !within.get(*p as usize)) {
                decided.set(*position as usize);
            }
        }
        Self { counts, rule: lift.rule, decided }
    }

    /// The count at a unit.
    pub(super) fn count(&self, position: usize) -> Option<LiftCount> {
        let position = u32::try_from(position).ok()?;
        let found = self.counts.binary_search_by_key(&position, |(p, _)| *p).ok()?;
        self.counts.get(found).map(|(_, count)| *count)
    }

    /// Whether the outcome of a unit is made from its count.
    pub(super) fn decides(&self, position: usize) -> bool {
        self.decided.get(position)
    }

    /// Writes the outcomes made from counts into the marks.
    pub(super) fn mark(&self, marks: &mut Marks) {
        for (position, count) in self.counts.iter().filter(|(p, _)| self.decided.get(*p as usize)) {
            let position = *position as usize;
            marks.applicable.set(position);
            // What is known must suffice for a sign; what is open must not be able to make one for a clear.
            if meets(self.rule, count.n_hit, count.n_applicable) {
                marks.hit.set(position);
            } else if meets(self.rule, count.n_hit + count.n_undetermined, count.n_applicable) {
                marks.undetermined.set(position);
            }
        }
    }
}

fn meets(rule: LiftRule, n: u32, m: u32) -> bool {
    match rule {
        LiftRule::Shown => false,
        LiftRule::MoreThan(bound) => i64::from(n) * bound.denominator() > i64::from(m) * bound.numerator(),
        LiftRule::AtLeast(least) => n >= least,
    }
}
