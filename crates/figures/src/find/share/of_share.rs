//! Tỷ lệ của tỷ lệ: "xuất sắc chiếm 12,60% … và bằng 15,62% so với số đảng viên hoàn thành tốt nhiệm vụ; … hoàn thành tốt
//! nhiệm vụ chiếm 80,66%", "đạt 4,84%/năm, bằng 121% kế hoạch": both sides of the division are percents.

use super::{division, verdict};
use crate::claim::{Certainty, Kind};
use crate::decimal::Fraction;
use crate::document::Document;
use crate::find::Findings;
use crate::find::base::{Whole, whole_after};
use crate::judge::{self, Bounds, Comparison};
use crate::quantity::{Approximation, Quantity};
use crate::slip::{self, Where};

/// How far the other percent may stand, in figures.
const REACH: usize = 6;

/// Words that name what the share is compared with.
const WORDS: usize = 10;

/// Judges the percent; true where both sides were found.
pub(super) fn judged(d: &Document, f: &mut Findings, k: usize, p: &Quantity) -> bool {
    let Some(a) = k.checked_sub(1).and_then(|i| d.q(i)).filter(|a| is_plain(a) && a.sentence == p.sentence)
    else {
        return false;
    };
    if d.tokens.word_before(p.first, 1) != "bằng" || !is_plain(p) || a.bracket != p.bracket {
        return false;
    }
    let of_share = named(d, k, p).and_then(|i| d.q(i)).and_then(|b| Some((b, rounded(b)?)));
    let base = of_share.or_else(|| planned(d, k, a, p).and_then(|i| d.q(i)).map(|b| (b, exact(b))));
    let Some((b, c)) = base.and_then(|(b, told)| Some((b, compare(a, told, p)?))) else { return false };
    let place = d.place(a.first, p.end, p);
    let note = division(d.written(a), d.written(b));
    f.claims.push(d.claim(Kind::Share, verdict(c, Certainty::Likely), place, Some(c.computed), note));
    true
}

fn is_plain(q: &Quantity) -> bool {
    q.is_percent() && q.approximation == Approximation::Exact && q.high.is_none()
}

fn compare(a: &Quantity, b: Bounds, p: &Quantity) -> Option<Comparison> {
    judge::share_of(rounded(a)?, b, p)
}

/// A share is rounded itself.
fn rounded(q: &Quantity) -> Option<Bounds> {
    let half = q.value().unit().div(Fraction::new(2, 1)?)?;
    let v = q.value().fraction();
    Some(Bounds { low: v.sub(half)?, value: v, high: v.add(half)?, rough: false })
}

/// A plan is not.
fn exact(q: &Quantity) -> Bounds {
    Bounds::exact(q.value().fraction())
}

/// The percent of the sentence whose own words are those after "so với số".
fn named(d: &Document, k: usize, p: &Quantity) -> Option<usize> {
    let t = &d.tokens;
    let mut from = p.end + 2;
    if !t.phrase_at(p.end, "so với") {
        return None;
    }
    while matches!(t.word(from), "số" | "tỷ" | "tỉ" | "lệ" | "tổng") {
        from += 1;
    }
    let to = (from..from + WORDS).find(|&i| !t.is_word(i))?;
    let n = to - from;
    let says = |b: &Quantity| (b.label.0..b.first).any(|i| (0..n).all(|j| t.word(i + j) == t.word(from + j)));
    let fits = |i: &usize| {
        d.q(*i).is_some_and(|b| is_plain(b) && b.sentence == p.sentence && b.first > to && says(b))
    };
    (k + 1..k + 1 + REACH).find(fits).filter(|_| n >= 3)
}

/// "giảm nghèo đạt 4,84%/năm, bằng 121% kế hoạch. … kế hoạch … bình quân 4%/năm": the only other rate of the paragraph that
/// is called a plan, where the share holds or one slip away.
fn planned(d: &Document, k: usize, a: &Quantity, p: &Quantity) -> Option<usize> {
    if whole_after(d, k, p) != Whole::Target {
        return None;
    }
    let yearly = |q: &Quantity| d.tokens.is_mark(q.end, '/') && d.tokens.word(q.end + 1) == "năm";
    let goal = ["kế hoạch", "chỉ tiêu", "mục tiêu"];
    let mut list = (k.saturating_sub(REACH)..k + REACH).filter(|&i| i != k && i + 1 != k).filter(|&i| {
        d.q(i).is_some_and(|b| {
            is_plain(b)
                && b.paragraph == p.paragraph
                && b.sentence.abs_diff(p.sentence) <= 1
                && yearly(b) == yearly(a)
                && d.label_has(b, &goal)
        })
    });
    let only = list.next().filter(|_| list.next().is_none())?;
    let b = d.q(only)?;
    let holds = compare(a, exact(b), p).is_some_and(|c| c.fit.holds());
    (holds || slip::explains_share(a.value(), b.value(), p.value(), Where::Share)).then_some(only)
}
