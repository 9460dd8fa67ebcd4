//! Hai nửa: "Trong số 135 chi bộ nói trên, có 89 chi bộ thực hiện … (chiếm 65,9%), 46 chi bộ chưa thực hiện": what is so and
//! what is not yet so make up the whole.
//!
//! Held against the whole only where one slip of the hand parts them.

use super::push;
use crate::claim::{Certainty, Verdict};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::quantity::Quantity;
use crate::slip;

/// Below this a slip may be a coincidence.
const LEAST: i128 = 50;

pub(super) fn find(d: &Document, f: &mut Findings, whole: usize) {
    let t = &d.tokens;
    let Some(w) = d.q(whole).filter(|w| w.is_exact_count() && w.has_noun() && !f.in_ratio(whole)) else {
        return;
    };
    if !["trong số", "trong tổng số", "trong"].iter().any(|p| t.phrase_before(w.first, p)) {
        return;
    }
    let part = |k: &usize| {
        d.q(*k).is_some_and(|q| q.sentence == w.sentence && q.bracket == w.bracket && q.is_count())
    };
    let parts: Vec<usize> = (whole + 1..whole + 8).filter(part).collect();
    let [first, second] = parts.as_slice() else { return };
    let (Some(a), Some(b), Some(value)) = (d.q(*first), d.q(*second), w.value().as_whole()) else { return };
    let alike =
        |q: &Quantity| q.is_exact_count() && matches!(d.likeness(q, w), Likeness::Same | Likeness::Unnamed);
    let rest = t.has(b.label.0.max(a.end), b.first, &["còn lại", "còn"])
        || t.has(b.noun.1, b.noun.1 + 1, &["chưa", "không", "đang"]);
    if !rest || !alike(a) || !alike(b) || f.in_ratio(*first) || f.in_ratio(*second) {
        return;
    }
    let values: Vec<i128> = [a, b].iter().filter_map(|q| q.value().as_whole()).collect();
    if values.iter().sum::<i128>() == value {
        push(d, f, w, &parts, (Verdict::Right, Certainty::Likely));
    } else if value >= LEAST && slip::explains_sum(value, &values) {
        push(d, f, w, &parts, (Verdict::Gap, Certainty::Likely));
    }
}
