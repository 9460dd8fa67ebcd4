//! Nâng tổng số: "126,7 nghìn doanh nghiệp thành lập mới …; 36,9 nghìn quay trở lại, nâng tổng số doanh nghiệp thành lập
//! mới và quay trở lại lên 163,6 nghìn": a total of two kinds that were told one after the other.

use super::push;
use super::spread::{Gap, gap};
use crate::claim::{Certainty, Verdict};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::quantity::Quantity;

/// Tokens between "nâng tổng số" and the total.
const REACH: usize = 30;

pub(super) fn find(d: &Document, f: &mut Findings, total: usize) {
    let Some(w) = d.q(total).filter(|w| d.tokens.word_before(w.first, 1) == "lên" && is_plain(d, w)) else {
        return;
    };
    let (begin, _) = d.outline.sentence(w.sentence);
    let from = begin.max(w.first.saturating_sub(REACH));
    let Some(at) = d.tokens.find(from, w.first, &["nâng tổng", "đưa tổng"]) else { return };
    // Only a total that names both kinds is one of the two.
    if !d.tokens.has(at, w.first, &["và"]) {
        return;
    }
    let mut parts: Vec<usize> = (total.saturating_sub(10)..total)
        .rev()
        .filter(|&k| {
            d.q(k).is_some_and(|q| {
                q.first < at
                    && q.paragraph + 1 >= w.paragraph
                    && is_plain(d, q)
                    && d.likeness(q, w) == Likeness::Same
            })
        })
        .take(2)
        .collect();
    parts.reverse();
    if parts.len() < 2 {
        return;
    }
    match gap(d, w, &parts) {
        Some(Gap::None) => push(d, f, w, &parts, (Verdict::Right, Certainty::Likely)),
        Some(Gap::Slip) => push(d, f, w, &parts, (Verdict::Gap, Certainty::Likely)),
        Some(Gap::Other) | None => {}
    }
}

fn is_plain(d: &Document, q: &Quantity) -> bool {
    let count = q.is_count() && !q.is_rough() && q.high.is_none() && q.has_noun() && q.bracket == 0;
    count && !d.tells_change(q)
}
