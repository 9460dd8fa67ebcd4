//! Danh sách đủ nhóm: a list without any opening word whose parts are all of a division: "91 học viên. … Kết quả có 4 học
//! viên loại giỏi, 81 loại khá, 6 loại trung bình".
//!
//! Its total stands in one of the sentences before; it is held against it only where one slip of the hand parts them.

use super::push;
use crate::claim::{Certainty, Verdict};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::find::division::{GRADES, closes, closes_by_words, has};
use crate::quantity::Quantity;
use crate::slip;

const MOST: usize = 16;

/// How far back the total may stand, in figures.
const REACH: usize = 30;

/// Below this a slip may be a coincidence.
const LEAST: i128 = 50;

/// The same for three parts or more.
const LEAST_OF_THREE: i128 = 30;

/// What came in is the whole of what becomes of it, also sentences apart.
const CAME_IN: [&str; 7] =
    ["trong số", "tiếp nhận", "nhận được", "tổng số", "thụ lý", "phải giải quyết", "được giao"];

pub(super) fn find(d: &Document, f: &mut Findings, first: usize) {
    let Some(a) = d.q(first).filter(|q| is_part(d, q) && !f.in_ratio(first)) else { return };
    let parts = run(d, first, a);
    let is_closed = |parts: &[usize]| {
        let quantities: Vec<&Quantity> = parts.iter().filter_map(|&k| d.q(k)).collect();
        parts.len() >= 2 && (closes_by_words(d, &quantities) || parts.len() >= 3 && closes(d, &quantities))
    };
    // A list begins with its first part: one figure earlier it must not be a list, or not a closed one.
    let earlier = (first.saturating_sub(2)..first)
        .rev()
        .find(|&k| d.q(k).is_some_and(|q| !q.is_percent()))
        .filter(|&k| d.q(k).is_some_and(|q| q.sentence == a.sentence && is_part(d, q) && like(d, q, a)));
    if !is_closed(&parts) {
        return;
    }
    let longer = earlier.filter(|&k| d.q(k).is_some_and(|q| is_closed(&run(d, k, q))));
    // The list that begins one figure earlier is the whole of what was told before.
    let complete = longer.and_then(|k| d.q(k).map(|q| (k, run(d, k, q)))).is_some_and(|(k, parts)| {
        let sum: i128 = parts.iter().filter_map(|&k| d.q(k)?.value().as_whole()).sum();
        (k.saturating_sub(REACH)..k).any(|i| d.q(i).is_some_and(|w| w.value().as_whole() == Some(sum)))
    });
    if complete {
        return;
    }
    let quantities: Vec<&Quantity> = parts.iter().filter_map(|&k| d.q(k)).collect();
    let values: Vec<i128> = quantities.iter().filter_map(|q| q.value().as_whole()).collect();
    let sum: i128 = values.iter().sum();
    // "702 hoàn thành và 38 không hoàn thành nhiệm vụ": a grade is no total of other grades.
    let graded = quantities.iter().any(|q| has(d, q, &GRADES));
    let is_grade = |k: usize| graded && d.q(k).is_some_and(|w| has(d, w, &["hoàn thành"]));
    let wholes: Vec<usize> = (first.saturating_sub(REACH)..first)
        .rev()
        .filter(|&k| is_whole(d, k, a) && !f.in_ratio(k) && !is_grade(k))
        .collect();
    let value = |k: usize| d.q(k).and_then(|w| w.value().as_whole()).unwrap_or(0);
    // Also a change may be the whole: "giảm được 55 hộ, vượt kế hoạch là 50 hộ. …".
    if (first.saturating_sub(REACH)..first).any(|k| d.q(k).is_some_and(Quantity::is_count) && value(k) == sum)
    {
        return;
    }
    let least = if parts.len() >= 3 { LEAST_OF_THREE } else { LEAST };
    let near = wholes.iter().find(|&&k| value(k) >= least && slip::explains_sum(value(k), &values));
    let near = near.filter(|&&k| longer.is_none_or(|other| other == k));
    let known = near.and_then(|&k| d.q(k)).filter(|w| {
        let told =
            |c: &crate::Claim| c.accuses() && d.tokens.get(w.first).is_some_and(|t| c.start == t.start);
        !f.claims.iter().rev().take(40).any(told)
    });
    if let Some(w) = known {
        push(d, f, w, &parts, (Verdict::Gap, Certainty::Likely));
    }
}

/// The parts from one on, as far as the sentence lists the same things.
fn run(d: &Document, first: usize, a: &Quantity) -> Vec<usize> {
    (first..first + MOST)
        .take_while(|&k| {
            d.q(k).is_some_and(|q| {
                q.sentence == a.sentence && (is_part(d, q) && like(d, q, a) || q.is_percent())
            })
        })
        .filter(|&k| d.q(k).is_some_and(|q| !q.is_percent()))
        .collect()
}

fn is_part(d: &Document, q: &Quantity) -> bool {
    q.is_exact_count()
        && q.magnitude == 0
        && q.bracket == 0
        && !d.label_has(q, &["tăng", "giảm", "kế hoạch", "chỉ tiêu"])
}

fn like(d: &Document, a: &Quantity, b: &Quantity) -> bool {
    matches!(d.likeness(a, b), Likeness::Same | Likeness::Unnamed)
}

/// A count of the same things in the same sentence or the two before.
fn is_whole(d: &Document, k: usize, a: &Quantity) -> bool {
    d.q(k).is_some_and(|w| {
        let before = d.outline.sentence_before(a.sentence);
        let earlier = before.and_then(|s| d.outline.sentence_before(s));
        let came_in = || w.paragraph + 2 >= a.paragraph && d.label_has(w, &CAME_IN);
        let near = w.sentence == a.sentence
            || Some(w.sentence) == before
            || Some(w.sentence) == earlier
            || came_in();
        // What has a share of its own is a part like the others.
        let part = d.q(k + 1).is_some_and(|p| p.is_percent() && p.sentence == w.sentence);
        // "số phiếu thu về 52": the noun may stand before.
        let named = w.has_noun() || !a.has_noun() && d.label_has(w, &["số", "tổng"]);
        near && !part && is_part(d, w) && like(d, w, a) && named
    })
}
