//! Phân loại lần nữa: "kỷ luật 63 đảng viên … Theo thẩm quyền: tỉnh 1, huyện 9, cơ sở 21, chi bộ 32", "đã giải quyết 49 vụ; kết quả:
//! đúng 6, đúng một phần 9, sai 31, rút đơn 3": words that say by what the whole is sorted open a list of it.
//!
//! The whole stands further before, among other figures; so it is held against the list only where one slip of the hand
//! parts them, or where it is the whole of an earlier list.

use super::listed::ends_list;
use super::push;
use super::spread::{is_slip_of_sum, is_small_gap};
use crate::claim::{Certainty, Verdict};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::find::division::{closes_by_words, overlapping};
use crate::quantity::Quantity;
use crate::slip;

/// Figures before the list among which the whole is looked for.
const REACH: usize = 16;

/// Parts, at most.
const MOST: usize = 12;

/// Below this a slip may be a coincidence.
const LEAST: i128 = 20;

const SORTED: [&str; 17] = [
    "xét theo",
    "chia theo",
    "phân theo",
    "theo thẩm quyền",
    "theo hình thức",
    "theo nội dung",
    "theo trình tự",
    "theo địa bàn",
    "theo lĩnh vực",
    "theo loại hình",
    "theo khu vực",
    "theo độ tuổi",
    "theo cấp",
    "về hình thức",
    "về lĩnh vực",
    "về nội dung",
    "hình thức kỷ luật",
];

const RESULT: [&str; 4] = ["kết quả", "kết quả có", "qua giải quyết", "qua xác minh"];

pub(super) fn find(d: &Document, f: &mut Findings) {
    let mut k = 1;
    while k < d.quantities.len() {
        let Some(found) = d.q(k).and_then(|a| Some((a, opener(d, k, a)?))) else {
            k += 1;
            continue;
        };
        let (a, opener) = found;
        let parts = collect(d, k, a);
        judge(d, f, opener, &parts);
        k = parts.last().map_or(k, |&last| last) + 1;
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opener {
    Sorted,
    Result,
}

/// The words between the figure before and the first of the list.
fn opener(d: &Document, k: usize, a: &Quantity) -> Option<Opener> {
    if !is_part(d, a) {
        return None;
    }
    let t = &d.tokens;
    let (begin, _) = d.outline.sentence(a.sentence);
    let before = k.checked_sub(1).and_then(|b| d.q(b)).map_or(0, |b| b.noun.1.max(b.end));
    let from = begin.max(before).max(a.first.saturating_sub(16));
    let leads = |words: &[&str]| {
        t.find(from, a.first, words).filter(|&at| at == begin || t.mark(at - 1).is_some() || at == from)
    };
    if t.has(from, a.first, &SORTED) {
        return Some(Opener::Sorted);
    }
    leads(&RESULT).map(|_| Opener::Result)
}

fn is_part(d: &Document, q: &Quantity) -> bool {
    q.is_exact_count() && q.magnitude == 0 && q.bracket == 0 && !d.tells_change(q)
}

fn collect(d: &Document, first: usize, a: &Quantity) -> Vec<usize> {
    let mut parts = vec![first];
    let mut previous = a.end;
    for k in first + 1..first + 3 * MOST {
        let Some(q) = d.q(k).filter(|q| q.sentence == a.sentence && parts.len() < MOST) else { break };
        if q.bracket != 0 || q.is_percent() {
            continue;
        }
        let alike = is_part(d, q) && matches!(d.likeness(q, a), Likeness::Same | Likeness::Unnamed);
        if !alike || ends_list(d, previous, q.first) {
            break;
        }
        parts.push(k);
        previous = q.end;
    }
    parts
}

fn judge(d: &Document, f: &mut Findings, opener: Opener, parts: &[usize]) {
    let (Some(&first), quantities) =
        (parts.first(), parts.iter().filter_map(|&k| d.q(k)).collect::<Vec<_>>())
    else {
        return;
    };
    let Some(a) = d.q(first).filter(|a| parts.len() >= 2 && !f.has_sum(d, a, a)) else { return };
    let values: Vec<i128> = quantities.iter().filter_map(|q| q.value().as_whole()).collect();
    let sum: i128 = values.iter().sum();
    let wholes: Vec<usize> =
        (first.saturating_sub(REACH)..first).rev().filter(|&k| is_whole(d, f, k, a)).collect();
    let value = |k: usize| d.q(k).and_then(|w| w.value().as_whole()).unwrap_or(0);
    if let Some(w) = wholes.iter().find(|&&k| value(k) == sum).and_then(|&k| d.q(k)) {
        if sum >= LEAST {
            push(d, f, w, parts, (Verdict::Right, Certainty::Likely));
        }
        return;
    }
    if opener == Opener::Result && overlapping(d, &quantities) {
        return;
    }
    let found = wholes.iter().copied().find(|&k| {
        d.q(k).is_some_and(|w| match opener {
            // "đã giải quyết 49 vụ": what was settled has a result each.
            Opener::Result => {
                d.label_has(w, &["giải quyết", "xác minh", "kết luận", "hòa giải"])
                    && value(k) >= LEAST
                    && (is_slip_of_sum(d, w, parts, LEAST)
                        || slip::explains_sum(value(k), &values)
                        || closes_by_words(d, &quantities) && is_small_gap(d, w, parts))
            }
            Opener::Sorted => {
                let divided = f.sum_of_whole(d, w) && is_small_gap(d, w, parts);
                divided || value(k) >= LEAST && slip::explains_sum(value(k), &values)
            }
        })
    });
    if let Some(w) = found.and_then(|k| d.q(k)) {
        push(d, f, w, parts, (Verdict::Gap, Certainty::Likely));
    }
}

/// A count of the same things in this sentence or one of the two before, of the same paragraph or the one above.
fn is_whole(d: &Document, f: &Findings, k: usize, a: &Quantity) -> bool {
    // "đã giải quyết 118/152 đơn": the noun stands after the stroke.
    let named = f.over(k).filter(|p| p.stroke).and_then(|p| d.q(p.base)).or_else(|| d.q(k));
    let alike = named.is_some_and(|w| {
        w.has_noun() && (d.likeness(w, a) >= Likeness::Class || !a.has_noun() || f.sum_of_whole(d, w))
    });
    d.q(k).is_some_and(|w| {
        alike
            && f.under(k).is_none()
            && w.is_exact_count()
            && w.bracket == 0
            && w.paragraph + 1 >= a.paragraph
            && w.sentence + 2 >= a.sentence
            && !d.tells_change(w)
    })
}
