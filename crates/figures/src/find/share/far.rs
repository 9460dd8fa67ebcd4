//! Tử số ở mệnh đề trước: "kết nạp 64 đảng viên …; số đảng viên mới này chiếm 27,1% tổng số 236 đảng viên": the base stands
//! beside the percent, what it is a share of was told before.

use crate::claim::{Certainty, Kind};
use crate::document::{Document, Likeness};
use crate::find::base::{Whole, whole_after};
use crate::find::repeat::told_twice;
use crate::find::{Findings, division, verdict};
use crate::judge;
use crate::quantity::Quantity;
use crate::slip::{self, Where};

/// Figures before the percent among which the numerator is looked for.
const REACH: usize = 8;

pub(super) fn judged(d: &Document, f: &mut Findings, k: usize, p: &Quantity) -> bool {
    let Whole::Number(base) = whole_after(d, k, p) else { return false };
    let Some(b) = d.q(base).filter(|b| b.is_exact_count() && b.has_noun()) else { return false };
    let cue = matches!(d.tokens.word_before(p.first, 1), "chiếm" | "bằng" | "lệ" | "đạt");
    if !cue || p.high.is_some() || p.is_rough() {
        return false;
    }
    let fits = |k: &usize| {
        d.q(*k).is_some_and(|a| {
            a.paragraph == p.paragraph
                && a.is_exact_count()
                && a.bracket == 0
                && a.sentence + 1 >= p.sentence
                && d.likeness(a, b) == Likeness::Same
                && a.value().fraction().at_most(b.value().fraction())
        })
    };
    let list: Vec<usize> = (k.saturating_sub(REACH)..k).rev().filter(fits).collect();
    let compare = |a: &Quantity, b: &Quantity| judge::share(a, b, p);
    let right = list.iter().filter_map(|&i| d.q(i)).find(|a| compare(a, b).is_some_and(|c| c.fit.holds()));
    let Some(a) = right.or_else(|| list.first().and_then(|&i| d.q(i))) else { return false };
    if right.is_none() && told_otherwise(d, f, k, (a, b, p)) {
        return true;
    }
    let three = p.value().to_exponent(p.value().exponent()).is_some_and(|n| n >= 100);
    let slipped = three && slip::explains_share(a.value(), b.value(), p.value(), Where::Anywhere);
    let Some(c) = compare(a, b).filter(|_| right.is_some() || slipped) else { return false };
    let note = division(d.printed(a), d.printed(b));
    let place = d.place(p.first, b.end, p);
    f.claims.push(d.claim(Kind::Share, verdict(c, Certainty::Likely), place, Some(c.computed), note));
    true
}

/// The base is one slip away from a figure told before, of which the share would be right.
fn told_otherwise(
    d: &Document,
    f: &mut Findings,
    k: usize,
    (a, b, p): (&Quantity, &Quantity, &Quantity),
) -> bool {
    let told = b.value().as_whole().unwrap_or(0);
    let first = (k.saturating_sub(4 * REACH)..k).rev().filter_map(|i| d.q(i)).find(|q| {
        let value = q.value().as_whole();
        q.is_exact_count()
            && d.likeness(q, b) == Likeness::Same
            && value.is_some_and(|v| slip::parts_them(v, told))
            && judge::share(a, q, p).is_some_and(|c| c.fit.holds())
    });
    let Some(first) = first else { return false };
    told_twice(d, f, first, b);
    true
}
