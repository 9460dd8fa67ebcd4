//! Nâng tổng số: "126,7 nghìn doanh nghiệp thành lập mới …; 36,9 nghìn quay trở lại, nâng tổng số doanh nghiệp thành lập
//! mới và quay trở lại lên 163,6 nghìn": a total of two kinds that were told one after the other.

use super::push;
use super::spread::{Gap, gap};
use crate::claim::{Certainty, Verdict};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::quantity::Quantity;
use crate::slip;

/// Tokens between "nâng tổng số" and the total.
const REACH: usize = 30;

pub(super) fn find(d: &Document, f: &mut Findings, total: usize) {
    let Some(w) = d.q(total).filter(|w| d.tokens.word_before(w.first, 1) == "lên" && is_plain(d, w)) else {
        return;
    };
    let (begin, _) = d.outline.sentence(w.sentence);
    let from = begin.max(w.first.saturating_sub(REACH));
    let Some(at) = d.tokens.find(from, w.first, &["nâng tổng", "đưa tổng", "nâng số", "đưa số"])
    else {
        return;
    };
    // Only a total that names both kinds is one of the two.
    if !d.tokens.has(at, w.first, &["và"]) {
        stepped(d, f, total, w, at);
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

/// "thành lập mới 6 chi bộ, nâng tổng số từ 11 lên 17", "học bù cho 171 đồng chí, nâng tổng số lên 3.355 đồng chí": what there
/// was, with what came, makes the total.
fn stepped(d: &Document, f: &mut Findings, total: usize, w: &Quantity, at: usize) {
    let is_step = |&k: &usize| {
        d.q(k).is_some_and(|q| {
            q.first < at
                && q.sentence == w.sentence
                && q.is_exact_count()
                && q.bracket == 0
                && !told_over(d, q)
        })
    };
    let Some(step) = (total.saturating_sub(6)..total).rev().find(is_step) else { return };
    let Some(s) = d.q(step).filter(|s| d.likeness(s, w) >= Likeness::Unnamed) else { return };
    let value = |k: usize| d.q(k).and_then(|q| q.value().as_whole()).unwrap_or(0);
    let (grown, came) = (value(total), value(step));
    let told = total.checked_sub(1).filter(|&b| {
        d.q(b).is_some_and(|q| q.first > at && q.is_exact_count() && d.tokens.word_before(q.first, 1) == "từ")
    });
    // "thành lập mới 15 tổ chức, nâng tổng số lên 142 (năm 2023 là 127 tổ chức)".
    let told = told.or_else(|| {
        (total + 1..total + 4).find(|&k| {
            d.q(k).is_some_and(|b| {
                b.sentence == w.sentence
                    && b.is_exact_count()
                    && b.bracket > w.end
                    && b.first - b.bracket <= 5
                    && d.likeness(b, s) >= Likeness::Unnamed
                    && d.tokens.has(b.bracket, b.first, &["năm", "đầu", "trước đó", "cùng kỳ"])
            })
        })
    });
    // What also left is told before: `balance` counts both.
    if told.is_some() && super::balance::is_told(d, f, total) {
        return;
    }
    if let Some(before) = told {
        let judged = if value(before) + came == grown { Verdict::Right } else { Verdict::Gap };
        push(d, f, w, &[step, before], (judged, Certainty::Likely));
        return;
    }
    let earlier: Vec<usize> = (total.saturating_sub(16)..total)
        .rev()
        .filter(|&k| {
            d.q(k).is_some_and(|q| {
                k != step
                    && q.paragraph == w.paragraph
                    && q.is_exact_count()
                    && q.has_noun()
                    && !d.tells_change(q)
                    // "còn thiếu 18 xã": what is lacking is not what there was.
                    && !d.label_has(q, &["thiếu", "chưa", "chỉ tiêu", "kế hoạch"])
                    && d.likeness(q, s) == Likeness::Same
            })
        })
        .collect();
    if let Some(&before) = earlier.iter().find(|&&k| value(k) + came == grown) {
        push(d, f, w, &[before, step], (Verdict::Right, Certainty::Likely));
        return;
    }
    // "đầu nhiệm kỳ có 6 xã; đến nay có thêm 9 xã, nâng số xã lên 15 xã": nothing else was told.
    let more = d.label_has(s, &["thêm", "mới", "bổ sung"]);
    if let (&[before], true) = (earlier.as_slice(), more)
        && d.q(before).is_some_and(|q| d.label_has(q, &["đầu", "trước"]) || q.sentence == w.sentence)
    {
        push(d, f, w, &[before, step], (Verdict::Gap, Certainty::Likely));
        return;
    }
    let slipped = |k: &&usize| grown >= 100 && slip::explains_sum(grown, &[value(**k), came]);
    if let Some(&before) = earlier.iter().find(slipped) {
        push(d, f, w, &[before, step], (Verdict::Gap, Certainty::Likely));
    }
}

/// "vượt 1 chi bộ so với chỉ tiêu": what a target was exceeded by did not come.
fn told_over(d: &Document, q: &Quantity) -> bool {
    d.tells_change(q) || d.label_has(q, &["vượt", "chỉ tiêu", "kế hoạch"])
}

fn is_plain(d: &Document, q: &Quantity) -> bool {
    let count = q.is_count() && !q.is_rough() && q.high.is_none() && q.has_noun() && q.bracket == 0;
    count && !d.tells_change(q)
}
