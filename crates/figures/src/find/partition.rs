//! Chia hết: figures of a sentence that add up exactly to one before them, or to a total told after them, are all of
//! its parts, whatever the words say; so it is the base of their shares.
//!
//! Invariant: looks at a bounded number of figures.

use crate::document::{Document, Likeness};
use crate::quantity::Quantity;

/// How far a list and its total may stand apart, in figures.
const REACH: usize = 10;

/// Below this a sum may be a coincidence.
const LEAST: i128 = 10;

/// The total of which quantity `k` is a part.
pub(crate) fn whole_of(d: &Document, k: usize) -> Option<usize> {
    let a = d.q(k).filter(|a| a.is_exact_count())?;
    let part = |i: &usize| {
        d.q(*i).is_some_and(|q| q.is_exact_count() && q.sentence == a.sentence && q.bracket == a.bracket)
    };
    let before = (k.saturating_sub(REACH)..k).rev().find(|&b| {
        is_whole(d, a, b) && d.q(b).is_some_and(|w| adds_up(d, w, (b + 1..k + REACH).filter(part), k))
    });
    before.or_else(|| {
        let last = (k + 1..k + REACH).find(|&b| {
            d.q(b).is_some_and(|w| {
                w.sentence == a.sentence && d.label_has(w, &["tổng số", "trên tổng", "trong số"])
            }) && is_whole(d, a, b)
        })?;
        let parts = (last.saturating_sub(REACH)..last).rev().filter(part);
        d.q(last).is_some_and(|w| adds_up(d, w, parts, k)).then_some(last)
    })
}

fn is_whole(d: &Document, a: &Quantity, b: usize) -> bool {
    d.q(b).is_some_and(|w| {
        w.is_exact_count()
            && (w.sentence == a.sentence || d.outline.sentence_before(a.sentence) == Some(w.sentence))
            && w.value().as_whole().is_some_and(|v| {
                // A sum in the hundreds is no coincidence, whatever the things are called.
                v >= if d.likeness(a, w) == Likeness::Different { 10 * LEAST } else { LEAST }
            })
    })
}

/// Whether the first of the parts, `k` among them and at least two, add up to the whole.
fn adds_up(d: &Document, w: &Quantity, parts: impl Iterator<Item = usize>, k: usize) -> bool {
    let Some(whole) = w.value().as_whole() else { return false };
    let (mut sum, mut n, mut holds) = (0_i128, 0, false);
    for i in parts {
        let Some(value) = d.q(i).and_then(|q| q.value().as_whole()) else { return false };
        sum = sum.saturating_add(value);
        n += 1;
        holds |= i == k;
        if sum > whole {
            return false;
        }
        if sum == whole {
            return holds && n >= 2;
        }
    }
    false
}
