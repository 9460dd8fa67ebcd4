//! Nghi ngờ chỗ chia: where every share that was held against one base misses it, the slip is not in the figures but in
//! the reading: the text means another base, which it does not tell. What was likely becomes a question.

use super::Findings;
use crate::claim::{Certainty, Kind, Note, Verdict};

/// Code points between the first and the last of shares that are read as one list.
const NEAR: usize = 600;

pub(crate) fn find(f: &mut Findings) {
    let missed: Vec<usize> = (0..f.claims.len()).filter(|at| is_missed(f, *at)).collect();
    let doubtful: Vec<usize> = missed
        .iter()
        .copied()
        .filter(|at| {
            let beside = |other: &usize| other != at && same_base(f, *at, *other);
            missed.iter().any(beside) && !(0..f.claims.len()).any(|other| fits(f, other) && beside(&other))
        })
        .collect();
    for at in doubtful {
        if let Some(claim) = f.claims.get_mut(at) {
            claim.certainty = Certainty::Ask;
        }
    }
}

/// A share that is likely wrong: by a base found elsewhere, and not by one that stands beside it.
fn is_missed(f: &Findings, at: usize) -> bool {
    f.claims.get(at).is_some_and(|c| {
        c.kind == Kind::Share && c.verdict == Verdict::Wrong && c.certainty == Certainty::Likely
    })
}

fn fits(f: &Findings, at: usize) -> bool {
    f.claims.get(at).is_some_and(|c| matches!(c.verdict, Verdict::Right | Verdict::Truncated))
}

fn same_base(f: &Findings, one: usize, other: usize) -> bool {
    let (Some(one), Some(other)) = (f.claims.get(one), f.claims.get(other)) else { return false };
    let base = |note: &Note| match note {
        Note::Division { base, .. } => Some(base.clone()),
        _ => None,
    };
    one.start.abs_diff(other.start) <= NEAR
        && base(&one.note).is_some()
        && base(&one.note) == base(&other.note)
}
