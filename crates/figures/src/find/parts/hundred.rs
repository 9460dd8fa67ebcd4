//! Tỷ lệ đủ 100%: "5.860 ha. Đất nông nghiệp 4.688 ha, chiếm 80%; phi nông nghiệp 879 ha, chiếm 15%; còn 293 ha (5%)": parts whose
//! shares of one whole make up one hundred percent make up the whole.
//!
//! Only shares that hold, told one after the other.

use super::push;
use super::spread::{Gap, gap};
use crate::claim::{Certainty, Verdict};
use crate::document::Document;
use crate::find::Findings;
use crate::find::share::make_hundred;

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
