//! Tỷ lệ gọi tên vật: "có 10 huyện, 124 xã; 9 huyện với 106 xã đã xong, đạt 90% số huyện và 85,5% số xã": each percent names what it
//! counts, and numerator and base are the last two figures of it.
//!
//! Judged only where it holds or one slip of the hand would make it right.

use super::{division, verdict};
use crate::claim::{Certainty, Kind};
use crate::document::Document;
use crate::find::Findings;
use crate::judge;
use crate::quantity::Quantity;
use crate::slip::{self, Where};

/// How far back the two may stand, in figures.
const REACH: usize = 10;

/// Judges the percent; true where its numerator and base were found.
pub(super) fn judged(d: &Document, f: &mut Findings, k: usize, p: &Quantity) -> bool {
    let Some((a, b)) = sides(d, k, p) else { return false };
    let Some(c) = judge::share(a, b, p) else { return false };
    if !c.fit.holds() && !slip::explains_share(a.value(), b.value(), p.value(), Where::Anywhere) {
        return false;
    }
    let place = d.place(p.first, p.end, p);
    let note = division(d.printed(a), d.printed(b));
    f.claims.push(d.claim(Kind::Share, verdict(c, Certainty::Likely), place, Some(c.computed), note));
    true
}

/// The last two exact counts of the sentence that have the name, where the percent follows another such percent.
fn sides<'a>(d: &'a Document, k: usize, p: &Quantity) -> Option<(&'a Quantity, &'a Quantity)> {
    let t = &d.tokens;
    let before = d.q(k.checked_sub(1)?).filter(|q| q.is_percent() && q.sentence == p.sentence)?;
    let list = t.word(before.end) == "số" && t.word(p.end) == "số" && p.first - before.end <= 6;
    let ends = (p.end + 2..p.end + 4).any(|i| t.mark(i).is_some_and(|m| matches!(m, '.' | ',' | ';')));
    if !list || !ends || p.is_rough() || p.high.is_some() {
        return None;
    }
    let name = d.spelled(t.word(p.end + 1), t.word(p.end + 2));
    let same = |q: &&Quantity| {
        q.is_exact_count() && q.sentence == p.sentence && q.bracket == p.bracket && d.head(q) == name
    };
    let mut found = (k.saturating_sub(REACH)..k).rev().filter_map(|i| d.q(i)).filter(same);
    let (a, b) = (found.next()?, found.next()?);
    found.next().is_none().then_some((a, b))
}
