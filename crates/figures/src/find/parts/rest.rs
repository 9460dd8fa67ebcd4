//! Phần còn lại của một tỷ số: "đã giải quyết 4.561/5.650 hồ sơ. … Đang giải quyết 1.089 hồ sơ": what is not done yet is the
//! base without what is done.
//!
//! Held against the ratio only where one slip of the hand parts them, and where nothing else tells of the rest.

use super::push;
use crate::claim::{Certainty, Verdict};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::find::ratio::Pair;
use crate::find::repeat::told_twice;
use crate::quantity::Quantity;
use crate::slip;

/// Figures after the ratio among which the rest is looked for.
const REACH: usize = 12;

/// Below this a slip may be a coincidence.
const LEAST: i128 = 10;

/// Ratios of one sentence that are looked at together.
const MOST: usize = 4;

pub(super) fn find(d: &Document, f: &mut Findings) {
    for at in 0..f.pairs.len() {
        aligned(d, f, at);
    }
    for pair in f.pairs.clone() {
        let Some((a, b)) = d.q(pair.numerator).zip(d.q(pair.base)) else { continue };
        let Some((done, all)) = a.value().as_whole().zip(b.value().as_whole()) else { continue };
        let rest = all - done;
        if !a.is_exact_count() || !b.is_exact_count() {
            continue;
        }
        let told: Vec<usize> =
            (pair.base + 1..pair.base + REACH).filter(|&k| is_rest(d, f, k, &pair, b)).collect();
        let value = |k: usize| d.q(k).and_then(|q| q.value().as_whole()).unwrap_or(0);
        let explained =
            told.iter().any(|&k| value(k) == rest) || told.iter().map(|&k| value(k)).sum::<i128>() == rest;
        if told_otherwise(d, f, &pair, &told) {
            continue;
        }
        let [only] = told.as_slice() else { continue };
        if rest >= LEAST && !explained && slip::parts_them(value(*only), rest) {
            push(d, f, b, &[pair.numerator, *only], (Verdict::Gap, Certainty::Likely));
        }
    }
}

/// "thụ lý 23 vụ việc, giải quyết xong 1/32 vụ việc, đang giải quyết 22 vụ việc": of the two that one slip parts, the rest tells
/// which it was.
fn told_otherwise(d: &Document, f: &mut Findings, pair: &Pair, rests: &[usize]) -> bool {
    let (Some(a), Some(b)) = (d.q(pair.numerator), d.q(pair.base)) else { return false };
    let value = |q: &Quantity| q.value().as_whole().unwrap_or(0);
    let (done, all) = (value(a), value(b));
    let holds = |whole: i128| rests.iter().filter_map(|&k| d.q(k)).any(|q| value(q) == whole - done);
    let first = (pair.numerator.saturating_sub(4)..pair.numerator).rev().filter_map(|k| d.q(k)).find(|q| {
        let alike =
            d.likeness(q, b) == Likeness::Same || !q.has_noun() && d.tokens.word_before(q.first, 1) == "là";
        q.paragraph == b.paragraph && q.is_exact_count() && q.bracket == 0 && alike && !d.tells_change(q)
    });
    let Some(first) = first.filter(|q| slip::parts_them(value(q), all)) else { return false };
    if holds(all) == holds(value(first)) {
        return false;
    }
    told_twice(d, f, first, b);
    true
}

/// "đã củng cố 251/277 tổ chức … và 90/102 tổ chức …. Hiện còn 26 tổ chức … và 12 tổ chức …": one rest after the other; where
/// one of them holds, the others are held against their ratios.
fn aligned(d: &Document, f: &mut Findings, at: usize) {
    let pair = |n: usize| f.pairs.get(n).filter(|p| p.stroke).copied();
    let numerator = |p: &Pair| d.q(p.numerator);
    let Some(first) = pair(at).and_then(|p| numerator(&p)) else { return };
    let before = at.checked_sub(1).and_then(pair).and_then(|p| numerator(&p));
    if before.is_some_and(|q| q.sentence == first.sentence) {
        return;
    }
    let list: Vec<Pair> = (at..at + MOST)
        .map_while(pair)
        .take_while(|p| numerator(p).is_some_and(|q| q.sentence == first.sentence))
        .collect();
    let Some(last) = list.last().filter(|_| list.len() >= 2).map(|p| p.base) else { return };
    let next =
        (last + 1..last + 4).filter_map(|k| d.q(k)).find(|q| q.sentence > first.sentence && q.is_count());
    let Some(rest) = next.filter(|q| d.outline.sentence_before(q.sentence) == Some(first.sentence)) else {
        return;
    };
    let t = &d.tokens;
    let opens = t.has(rest.label.0.max(rest.first.saturating_sub(4)), rest.first, &["còn", "còn lại"]);
    let told: Vec<usize> = (last + 1..last + 4 + 2 * MOST)
        .filter(|&k| {
            d.q(k).is_some_and(|q| q.sentence == rest.sentence && q.is_exact_count() && q.bracket == 0)
        })
        .collect();
    if !opens || told.len() != list.len() || told.iter().any(|&k| f.in_ratio(k)) {
        return;
    }
    let value = |k: usize| d.q(k).and_then(|q| q.value().as_whole()).unwrap_or(0);
    let holds = |i: usize| {
        let rest = told.get(i).map_or(0, |&k| value(k));
        list.get(i).is_some_and(|p| value(p.base) - value(p.numerator) == rest)
    };
    if !(0..list.len()).any(holds) {
        return;
    }
    for (i, (pair, &rest)) in list.iter().zip(&told).enumerate() {
        let verdict = if holds(i) { Verdict::Right } else { Verdict::Gap };
        if let Some(b) = d.q(pair.base) {
            push(d, f, b, &[pair.numerator, rest], (verdict, Certainty::Likely));
        }
    }
}

/// A count of the same things that are still under way.
fn is_rest(d: &Document, f: &Findings, k: usize, pair: &Pair, b: &Quantity) -> bool {
    let Some(q) = d.q(k) else { return false };
    let t = &d.tokens;
    let state = ["đang", "chưa", "còn lại", "còn", "chuyển kỳ sau", "tiếp tục"];
    let told = t.has(q.label.0.max(q.first.saturating_sub(6)), q.first, &state)
        || t.has(q.noun.1, q.noun.1 + 2, &["đang", "chưa", "còn lại"]);
    let between = d.q(pair.numerator).map_or(0, |a| a.first);
    let other = (pair.base + 1..k).any(|j| f.over(j).is_some());
    told && !other
        && q.first > between
        && q.is_exact_count()
        && !f.in_ratio(k)
        && q.paragraph <= b.paragraph + 1
        && q.bracket == 0
        && matches!(d.likeness(q, b), Likeness::Same)
        && !d.tells_change(q)
}
