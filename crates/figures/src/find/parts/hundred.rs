//! Tỷ lệ đủ 100%: "5.860 ha. Đất nông nghiệp 4.688 ha, chiếm 80%; phi nông nghiệp 879 ha, chiếm 15%; còn 293 ha (5%)": parts whose
//! shares of one whole make up one hundred percent make up the whole.
//!
//! Only shares that hold, told one after the other.

use super::push;
use super::spread::{Gap, gap};
use crate::claim::{Certainty, Verdict};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::find::share::{make_hundred, of_number};
use crate::quantity::Quantity;
use crate::slip;

/// Figures before a list among which its total is looked for.
const REACH: usize = 5;

/// Below this a slip may be a coincidence.
const LEAST: i128 = 20;

/// Shares of one whole that are looked at.
const MOST: usize = 12;

pub(super) fn find(d: &Document, f: &mut Findings) {
    let mut shares = f.shares.clone();
    shares.sort_unstable();
    shares.dedup();
    let mut from = 0;
    while let Some(&(_, base)) = shares.get(from) {
        let to = (from + 1..shares.len().min(from + MOST))
            .find(|&i| shares.get(i).is_none_or(|s| s.1 != base))
            .unwrap_or(shares.len().min(from + MOST));
        let parts: Vec<usize> = shares.get(from..to).unwrap_or_default().iter().map(|s| s.0).collect();
        judge(d, f, base, &parts);
        from = to;
    }
    let mut first = 1;
    while first < d.quantities.len() {
        first += told_apart(d, f, first);
    }
}

/// "đã nhận được 2.150 ý kiến; tiếp thu 980 ý kiến (78,4%), giải trình 270 ý kiến (21,6%)": parts whose shares of their own sum make one
/// hundred are all of it, so a total that one slip of the hand parts from the sum is the fault.
fn told_apart(d: &Document, f: &mut Findings, first: usize) -> usize {
    let Some(a) = d.q(first) else { return 1 };
    let member = |k: usize| {
        let (q, p) = (d.q(k)?, d.q(k + 1)?);
        let told = q.sentence == a.sentence && q.is_exact_count() && p.is_percent() && p.first - q.end <= 8;
        (told && !f.in_ratio(k) && d.likeness(q, a) >= Likeness::Unnamed).then_some((k, p))
    };
    let list: Vec<(usize, &Quantity)> = (0..MOST).map_while(|n| member(first + 2 * n)).collect();
    if list.len() < 2 || !make_hundred(&list.iter().map(|(_, p)| *p).collect::<Vec<_>>()) {
        return 1;
    }
    let parts: Vec<usize> = list.iter().map(|(k, _)| *k).collect();
    let values: Vec<i128> = parts.iter().filter_map(|&k| d.q(k)?.value().as_whole()).collect();
    let sum: i128 = values.iter().sum();
    let holds = |&(k, p): &(usize, &Quantity)| {
        d.q(k).and_then(|q| of_number(q, sum, p)).is_some_and(|c| c.fit.holds())
    };
    let value = |k: usize| d.q(k).and_then(|w| w.value().as_whole()).unwrap_or(0);
    let before = first.saturating_sub(REACH)..first;
    if !list.iter().all(holds) || before.clone().any(|k| value(k) == sum) {
        return 2 * list.len();
    }
    let whole = before.rev().find(|&k| {
        d.q(k).is_some_and(|w| {
            let near = w.sentence == a.sentence || d.outline.sentence_before(a.sentence) == Some(w.sentence);
            let alike = w.has_noun() && d.likeness(w, a) >= Likeness::Unnamed;
            near && alike && w.is_exact_count() && w.bracket == 0 && !d.tells_change(w)
        })
    });
    let slipped = whole.filter(|&k| value(k) >= LEAST && slip::parts_them(value(k), sum));
    if let Some(w) = slipped.and_then(|k| d.q(k)).filter(|w| !f.has_sum(d, w, w)) {
        push(d, f, w, &parts, (Verdict::Gap, Certainty::Likely));
    }
    2 * list.len()
}

fn judge(d: &Document, f: &mut Findings, base: usize, parts: &[usize]) {
    let Some(w) = d.q(base).filter(|_| parts.len() >= 2) else { return };
    let own = |k: usize| d.q(k).is_some_and(|q| q.paragraph == w.paragraph && q.unit == w.unit && k > base);
    if !parts.iter().all(|&k| own(k)) || !is_hundred(d, parts) {
        return;
    }
    if parts.last().and_then(|&k| d.q(k)).is_some_and(|last| f.has_sum(d, w, last)) {
        return;
    }
    match gap(d, w, parts) {
        Some(Gap::None) => push(d, f, w, parts, (Verdict::Right, Certainty::Likely)),
        Some(_) => push(d, f, w, parts, (Verdict::Gap, Certainty::Likely)),
        None => {}
    }
}

/// The percents beside the parts make up one hundred, but for rounding.
fn is_hundred(d: &Document, parts: &[usize]) -> bool {
    let percents: Option<Vec<_>> =
        parts.iter().map(|&k| (k + 1..k + 3).filter_map(|i| d.q(i)).find(|p| p.is_percent())).collect();
    percents.is_some_and(|percents| make_hundred(&percents))
}
