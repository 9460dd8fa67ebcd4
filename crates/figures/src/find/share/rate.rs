//! Tỷ lệ gọi tên: "xảy ra 27 vụ; khám phá 23 vụ; tỷ lệ khám phá đạt 85,2%": the rate repeats the words of its numerator.

use super::{division, verdict};
use crate::claim::{Certainty, Kind};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::judge;
use crate::quantity::Quantity;

/// How far back the numerator and its base may stand, in figures.
const REACH: usize = 6;

/// Judges the rate; true where its numerator and base were found.
pub(super) fn judged(d: &Document, f: &mut Findings, k: usize, p: &Quantity) -> bool {
    let Some((numerator, base)) = sides(d, k, p) else { return false };
    let (Some(a), Some(b)) = (d.q(numerator), d.q(base)) else { return false };
    let Some(c) = judge::share(a, b, p) else { return false };
    let place = d.place(p.first, p.end, p);
    let note = division(d.printed(a), d.printed(b));
    f.claims.push(d.claim(Kind::Share, verdict(c, Certainty::Likely), place, Some(c.computed), note));
    true
}

/// The figure whose words before it are those of the rate, and the nearest of the same things before.
fn sides(d: &Document, k: usize, p: &Quantity) -> Option<(usize, usize)> {
    let t = &d.tokens;
    let rate = t.find(p.label.0, p.first, &["tỷ lệ", "tỉ lệ"])? + 2;
    let end = (rate..p.first).find(|&i| matches!(t.word(i), "đạt" | "là" | "chiếm"))?;
    if end == rate || end - rate > 3 {
        return None;
    }
    let near = |i: usize| {
        d.q(i).filter(|q| q.sentence == p.sentence && q.is_exact_count() && q.bracket == p.bracket)
    };
    let says =
        |q: &Quantity| q.first >= end - rate && (rate..end).all(|i| t.word(i) == t.word(q.first + i - end));
    let numerator = (k.saturating_sub(REACH)..k).rev().find(|&i| near(i).is_some_and(says))?;
    let a = d.q(numerator)?;
    let base = numerator.checked_sub(1)?;
    let fits = |b: &Quantity| {
        d.likeness(a, b) == Likeness::Same && a.value().fraction().at_most(b.value().fraction())
    };
    near(base).is_some_and(fits).then_some((numerator, base))
}
