//! Thử mức khác: what other bounds would change, before anybody adopts them. Nothing is kept.

use super::screen::one;
use super::{Bits, Bound, Criterion, Decided, Effect, Screened};

/// Another bound for a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Its place among the criteria.
    pub criterion: usize,
    /// The bound to try.
    pub bound: Bound,
}

/// What changes: of one criterion, or of all together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shift {
    /// Positions that would newly have a sign.
    pub added: Vec<usize>,
    /// Positions that would no longer have one.
    pub dropped: Vec<usize>,
}

impl Screened<'_> {
    /// What other bounds would change: one shift for each change that names a criterion on figures, and the
    /// shift of "has any sign that counts".
    pub fn what_if(&self, changes: &[Change]) -> (Vec<(usize, Shift)>, Shift) {
        let mut shifts = Vec::new();
        let mut tried: Vec<(usize, Bits)> = Vec::new();
        for change in changes {
            let Some(other) = self.criteria.get(change.criterion).and_then(|c| with_bound(c, change.bound))
            else {
                continue;
            };
            let Some((now, _)) = self.marks.get(change.criterion) else { continue };
            let (then, _) = one(&other, self.inputs);
            shifts.push((change.criterion, shift(&now.hit, &then.hit)));
            tried.push((change.criterion, then.hit));
        }
        let mut any = Bits::none(self.inputs.units.len());
        for (place, (criterion, (marks, _))) in self.criteria.iter().zip(&self.marks).enumerate() {
            if criterion.effect != Effect::Shown {
                let other = tried.iter().rev().find(|(c, _)| *c == place);
                any.add(other.map_or(&marks.hit, |(_, hit)| hit));
            }
        }
        let whole = shift(&self.any_hit(), &any);
        (shifts, whole)
    }
}

fn shift(now: &Bits, then: &Bits) -> Shift {
    Shift { added: then.without(now), dropped: now.without(then) }
}

fn with_bound(criterion: &Criterion, bound: Bound) -> Option<Criterion> {
    let mut other = criterion.clone();
    let Decided::Figures(test) = &mut other.decided else { return None };
    test.condition.bound = bound;
    Some(other)
}
