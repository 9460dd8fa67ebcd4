//! Hai nửa: "Trong số 135 chi bộ nói trên, có 89 chi bộ thực hiện … (chiếm 65,9%), 46 chi bộ chưa thực hiện": what is so and
//! what is not so make up the whole.
//!
//! The second says by "chưa" or "không" the same as the first, tells the rest, or both are all of a division. Where the
//! words leave it open, they are held against the whole only where one slip of the hand parts them.

use super::push;
use crate::claim::{Certainty, Verdict};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::find::division::{closes_by_words, is_category};
use crate::quantity::Quantity;
use crate::slip;

/// Below this a slip may be a coincidence.
const LEAST: i128 = 50;

pub(super) fn find(d: &Document, f: &mut Findings, whole: usize) {
    let t = &d.tokens;
    let Some(w) = d.q(whole).filter(|w| w.is_exact_count() && !f.in_ratio(whole)) else { return };
    // "trước hạn 196 hồ sơ, đúng hạn 206 hồ sơ, quá hạn 37 hồ sơ": the first is one of the parts.
    if is_category(d, w) || d.label_has(w, &["đang", "chưa", "hoàn thành"]) {
        return;
    }
    let opened = ["trong số", "trong tổng số", "trong"].iter().any(|p| t.phrase_before(w.first, p));
    let part = |k: &usize| {
        d.q(*k).is_some_and(|q| q.sentence == w.sentence && q.bracket == w.bracket && q.is_count())
    };
    let parts: Vec<usize> = (whole + 1..whole + 8).filter(part).collect();
    let [first, second] = parts.as_slice() else { return };
    let (Some(a), Some(b), Some(value)) = (d.q(*first), d.q(*second), w.value().as_whole()) else { return };
    let alike =
        |q: &Quantity| q.is_exact_count() && matches!(d.likeness(q, w), Likeness::Same | Likeness::Unnamed);
    if !alike(a)
        || !alike(b)
        || f.in_ratio(*first)
        || f.in_ratio(*second)
        || d.tells_change(a)
        || d.tells_change(b)
    {
        return;
    }
    let rest = t.has(b.label.0.max(a.end), b.first, &["còn lại", "còn"])
        || t.has(b.noun.1, b.noun.1 + 1, &["chưa", "không", "đang"]);
    let sure = denies(d, a, b) || closes_by_words(d, &[a, b]);
    let values: Vec<i128> = [a, b].iter().filter_map(|q| q.value().as_whole()).collect();
    let off = (value - values.iter().sum::<i128>()).abs();
    // A part may be greater than the whole only where the whole itself slipped.
    let smaller = values.iter().all(|&part| part <= value)
        || value >= LEAST && slip::parts_them(value, values.iter().sum());
    let named = (w.has_noun() && opened || sure) && smaller;
    if !named || !(rest || sure) {
        return;
    }
    if off == 0 {
        push(d, f, w, &parts, (Verdict::Right, Certainty::Likely));
    } else if value >= LEAST && slip::explains_sum(value, &values) && opened
        || sure && (off * 4 <= value || value >= LEAST && slip::parts_them(value, values.iter().sum()))
    {
        push(d, f, w, &parts, (Verdict::Gap, Certainty::Likely));
    }
}

/// "17 chỉ tiêu đạt và vượt, 3 chỉ tiêu không đạt": the second says the word of the first with "không" or "chưa".
fn denies(d: &Document, a: &Quantity, b: &Quantity) -> bool {
    let t = &d.tokens;
    let end = b.noun.1.max(b.end);
    let before = t.find(b.label.0.max(a.end), b.first, &["chưa", "không"]);
    let Some(at) = before.or_else(|| t.find(end, end + 1, &["chưa", "không"])) else {
        let good = |q: &Quantity| t.has(q.end, q.noun.1.max(q.end) + 4, &["tốt"]);
        return good(a) && t.has(end, end + 3, &["còn hạn chế", "chưa tốt"]);
    };
    let word = t.word(at + 1);
    let own = (a.label.0.max(a.first.saturating_sub(6))..a.first).chain(a.end..a.noun.1.max(a.end) + 4);
    let said =
        own.into_iter().filter(|&i| i < at && !matches!(t.word(i.saturating_sub(1)), "chưa" | "không"));
    !matches!(word, "" | "có" | "là") && said.into_iter().any(|i| t.word(i) == word)
}
