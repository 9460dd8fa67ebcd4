//! Số còn lại: "1.536 đơn … có 221 đơn thuộc thẩm quyền … Số còn lại 1.315 đơn", "được giao 120, hiện có 112, còn thiếu 8".
//!
//! The rest is what a whole told before lacks of the part told between. Held against them only where nothing else
//! stands between.

use super::push;
use crate::claim::{Certainty, Verdict};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::quantity::Quantity;

/// How far back the whole may stand, in figures.
const REACH: usize = 12;

pub(super) fn find(d: &Document, f: &mut Findings, rest: usize) {
    let Some(r) = d.q(rest).filter(|r| r.is_exact_count() && r.bracket == 0) else { return };
    if lacks(d, r) {
        if !aligned(d, f, rest, r) {
            lacking(d, f, rest, r);
        }
    } else if remains(d, r) {
        remaining(d, f, rest, r);
    }
}

fn remains(d: &Document, r: &Quantity) -> bool {
    let t = &d.tokens;
    if follows(d, r) {
        return true;
    }
    if !matches!(t.word_before(r.first, 1), "lại" | "là" | "có") {
        return false;
    }
    ["số còn lại", "số còn lại là", "số đơn còn lại", "còn lại", "còn lại là", "còn lại có"]
        .iter()
        .any(|p| t.phrase_before(r.first, p))
}

/// "2 xã còn lại": the words stand after the noun.
fn follows(d: &Document, r: &Quantity) -> bool {
    r.has_noun()
        && (d.tokens.phrase_at(r.noun.1, "còn lại") || d.tokens.has(r.noun.0, r.noun.1, &["còn lại"]))
}

fn lacks(d: &Document, r: &Quantity) -> bool {
    let t = &d.tokens;
    t.has(
        r.first.saturating_sub(3),
        r.first,
        &["còn thiếu", "thiếu", "chưa sử dụng", "chưa tuyển", "chưa thực hiện"],
    ) && t.get(r.first.saturating_sub(1)).is_some_and(|x| x.sentence == r.sentence)
}

/// Counts of the same things in the paragraph before the rest, outside brackets and no changes.
fn earlier(d: &Document, rest: usize, r: &Quantity) -> Vec<usize> {
    (rest.saturating_sub(REACH)..rest)
        .filter(|&k| {
            d.q(k).is_some_and(|q| {
                q.paragraph == r.paragraph
                    && q.is_exact_count()
                    && q.bracket == 0
                    && matches!(d.likeness(q, r), Likeness::Same | Likeness::Unnamed)
                    && !d.label_has(q, &["tăng", "giảm", "cùng kỳ"])
            })
        })
        .collect()
}

fn value(d: &Document, k: usize) -> i128 {
    d.q(k).and_then(|q| q.value().as_whole()).unwrap_or(0)
}

fn remaining(d: &Document, f: &mut Findings, rest: usize, r: &Quantity) {
    let list = earlier(d, rest, r);
    let told = r.value().as_whole().unwrap_or(0);
    let is_rest = |w: usize, n: usize| {
        list.get(w + 1..n).is_some_and(|parts| {
            !parts.is_empty()
                && value_at(d, &list, w) - parts.iter().map(|&k| value(d, k)).sum::<i128>() == told
        })
    };
    let fitting = (0..list.len()).rev().find(|&w| (w + 2..=list.len()).any(|n| is_rest(w, n)));
    if fitting.is_some() || list.iter().any(|&k| value(d, k) == told) {
        return;
    }
    if follows(d, r) && list.len() >= 3 {
        several(d, f, rest, r, &list);
        return;
    }
    let [whole, part] = list.as_slice() else { return };
    let (Some(w), Some(p)) = (d.q(*whole), d.q(*part)) else { return };
    let named = w.has_noun() && (p.has_noun() || r.has_noun());
    let spread = w.sentence != r.sentence && p.value().fraction().below(w.value().fraction());
    if named && spread {
        push(d, f, w, &[*part, rest], (Verdict::Gap, Certainty::Likely));
    }
}

/// "15 xã. Đến nay có 11 xã hoàn thành, 2 xã đạt trên 80%, 2 xã còn lại …": all but the first are parts of it.
fn several(d: &Document, f: &mut Findings, rest: usize, r: &Quantity, list: &[usize]) {
    let Some((&whole, parts)) = list.split_first() else { return };
    let own = parts.iter().all(|&k| d.q(k).is_some_and(|q| q.sentence == r.sentence && q.has_noun()));
    let Some(w) = d.q(whole).filter(|w| own && w.has_noun()) else { return };
    let sum: i128 = parts.iter().map(|&k| value(d, k)).sum::<i128>() + value(d, rest);
    let off = (value(d, whole) - sum).abs();
    // Also a change may be the whole: "giảm được 65 hộ, vượt kế hoạch là 60 hộ. …".
    let told = (rest.saturating_sub(REACH)..rest).any(|k| value(d, k) == sum);
    let planned = d.label_has(w, &["kế hoạch", "chỉ tiêu", "mục tiêu"]);
    if off * 4 <= value(d, whole) && !told && !planned {
        let parts: Vec<usize> = parts.iter().copied().chain([rest]).collect();
        push(d, f, w, &parts, (Verdict::Gap, Certainty::Likely));
    }
}

fn value_at(d: &Document, list: &[usize], n: usize) -> i128 {
    list.get(n).map_or(0, |&k| value(d, k))
}

/// What was assigned, what there is, and what is lacking.
fn lacking(d: &Document, f: &mut Findings, rest: usize, r: &Quantity) {
    let list: Vec<usize> = (rest.saturating_sub(5)..rest)
        .filter(|&k| {
            d.q(k).is_some_and(|q| {
                q.sentence == r.sentence
                    && q.is_exact_count()
                    && (q.bracket == r.bracket || q.first == q.bracket)
                    && d.likeness(q, r) != Likeness::Different
            })
        })
        .collect();
    // "so với định mức (1.465 người) còn thiếu 123 người": a bracket of its own tells what is needed.
    let needed = list.last().copied().filter(|&k| {
        let of = ["định mức", "biên chế được giao", "chỉ tiêu biên chế", "nhu cầu"];
        d.q(k).is_some_and(|q| q.bracket != 0 && of.iter().any(|p| d.tokens.phrase_before(q.bracket - 1, p)))
    });
    let says = |k: &usize, words: &[&str]| d.q(*k).is_some_and(|q| d.label_has(q, words));
    let here = list
        .iter()
        .rev()
        .find(|k| says(k, &["hiện có", "có mặt", "đã tuyển", "đã bố trí", "đã sử dụng", "thực hiện"]));
    let Some(&here) = here else { return };
    let whole = list.iter().rev().find(|&&k| {
        Some(k) == needed
            || k < here && says(&k, &["giao", "nhu cầu", "định mức", "biên chế", "cần", "quy định"])
    });
    let Some(w) = whole.and_then(|&k| d.q(k)) else { return };
    let parts = [here, rest];
    let sum: i128 = parts.iter().map(|&k| value(d, k)).sum();
    let judged = if w.value().as_whole() == Some(sum) { Verdict::Right } else { Verdict::Gap };
    push(d, f, w, &parts, (judged, Certainty::Likely));
}

/// "phân bổ 2.316 … và 22.371 …. Đến nay thực hiện 2.147 … và 22.085 …; còn thiếu 169 … và 286 …": one after the other.
fn aligned(d: &Document, f: &mut Findings, rest: usize, r: &Quantity) -> bool {
    let counts = |sentence: usize, from: usize, to: usize| -> Vec<usize> {
        let fits = |k: &usize| {
            d.q(*k).is_some_and(|q| q.sentence == sentence && q.is_exact_count() && q.bracket == 0)
        };
        (from..to).filter(fits).collect()
    };
    let here = counts(r.sentence, rest.saturating_sub(4), rest);
    let Some(before) = d.outline.sentence_before(r.sentence) else { return false };
    let assigned = counts(before, rest.saturating_sub(9), rest);
    let n = here.len();
    let joined = |k: usize| {
        d.q(k).is_some_and(|q| q.sentence == r.sentence && d.tokens.word_before(q.first, 1) == "và")
    };
    if n < 2 || assigned.len() != n || !(rest + 1..rest + n).all(joined) {
        return false;
    }
    let keeps = |i: usize| {
        let told = |list: &[usize]| list.get(i).map_or(0, |&k| value(d, k));
        told(&assigned) - told(&here) == value(d, rest + i)
    };
    if !(0..n).any(keeps) {
        return false;
    }
    for i in 0..n {
        let (Some(&whole), Some(&part)) = (assigned.get(i), here.get(i)) else { continue };
        let Some(w) = d.q(whole) else { continue };
        let verdict = if keeps(i) { Verdict::Right } else { Verdict::Gap };
        push(d, f, w, &[part, rest + i], (verdict, Certainty::Likely));
    }
    true
}
