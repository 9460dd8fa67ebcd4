//! Danh sách theo dòng: a total in one paragraph, its parts in the lines of a list below it.
//!
//! Only the first figure of each line counts. Held against the total as a list in one sentence would be. Deliberately
//! not here: tables (`find::table`).

use super::amounts::same_unit;
use super::fault::fault;
use super::spread::{Gap, gap};
use super::{Opening, prefix_that_adds_up, push};
use crate::claim::{Certainty, Verdict};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::find::division::closes;
use crate::quantity::{Quantity, Unit};
use std::collections::BTreeMap;

/// The first figures of the lines under one paragraph.
#[derive(Default)]
pub(super) struct Lines {
    pub(super) parts: Vec<usize>,
    /// Lines that begin with no count.
    pub(super) bare: usize,
}

pub(super) fn find(d: &Document, f: &mut Findings) {
    for (owner, lines) in lists(d) {
        if lines.parts.len() >= 2 && lines.parts.len() <= super::MOST_PARTS && lines.bare == 0 {
            judge(d, f, owner, &lines.parts);
        }
    }
}

pub(super) fn lists(d: &Document) -> BTreeMap<usize, Lines> {
    let mut out: BTreeMap<usize, Lines> = BTreeMap::new();
    let mut seen = None;
    for (k, q) in d.quantities.iter().enumerate() {
        let Some(owner) = d.outline.owner(q.paragraph) else { continue };
        let item = d.outline.item(q.paragraph);
        // "- Xã Mẫu 01: 14 đảng viên": a number before the colon is part of the name.
        let is_name = q.is_count() && !q.has_noun() && d.tokens.is_mark(q.end, ':');
        if seen == Some(item) || q.unit == Unit::Duration || q.weak || is_name {
            continue;
        }
        seen = Some(item);
        let lines = out.entry(owner).or_default();
        if is_total(d, q) {
            lines.parts.push(k);
        } else {
            lines.bare += 1;
        }
    }
    out
}

/// Not a change or a ratio, and not said of a date or a target.
fn plain(d: &Document, q: &Quantity) -> bool {
    !d.label_has(q, &["tăng", "giảm", "chỉ tiêu", "kế hoạch", "phấn đấu", "vượt"])
}

/// The figure of the introducing paragraph of which the lines are parts.
pub(in crate::find) fn whole(d: &Document, owner: usize) -> Option<usize> {
    let mut counts = counts(d, owner).into_iter();
    let first = counts.next()?;
    // "1. Tổng số lượt tiếp: 312 lượt": a colon may part the words from the figure.
    let from = |k: usize, q: &Quantity| {
        let last = k.checked_sub(1).and_then(|b| d.q(b)).map_or(0, |b| b.end);
        q.first.saturating_sub(8).max(d.outline.paragraph(q.paragraph).0).max(last)
    };
    let named = |&k: &usize| d.q(k).is_some_and(|q| d.tokens.has(from(k, q), q.first, &["tổng", "tổng số"]));
    let Some(second) = counts.next() else { return Some(first) };
    if named(&first) && !named(&second) {
        return Some(first);
    }
    // "kỷ luật 24 tổ chức đảng và 1.037 đảng viên:" above lines that count members.
    let line = d.quantities.partition_point(|q| q.first < d.outline.paragraph(owner).1);
    let line = d.q(line).filter(|q| d.outline.owner(q.paragraph) == Some(owner))?;
    let alike = |k: usize| d.q(k).is_some_and(|q| d.likeness(q, line) == Likeness::Same);
    (counts.next().is_none() && alike(second) && !alike(first)).then_some(second)
}

/// The figures of the introducing paragraph, or where it is only "Trong đó:" of the one above it.
fn counts(d: &Document, owner: usize) -> Vec<usize> {
    let told = |n: usize| -> Vec<usize> {
        let (from, to) = d.outline.paragraph(n);
        let first = d.quantities.partition_point(|q| q.first < from);
        let in_paragraph = (first..first + 12).take_while(|&k| d.q(k).is_some_and(|q| q.first < to));
        in_paragraph.filter(|&k| d.q(k).is_some_and(|q| is_total(d, q))).collect()
    };
    let (from, to) = d.outline.paragraph(owner);
    let own = told(owner);
    if own.is_empty() && to - from <= 5 && d.tokens.has(from, to, &["trong đó", "gồm", "bao gồm", "chia ra"])
    {
        let above = (owner.saturating_sub(3)..owner).rev().find(|&n| {
            let (from, to) = d.outline.paragraph(n);
            from < to
        });
        return above.map(told).unwrap_or_default();
    }
    own
}

fn is_total(d: &Document, q: &Quantity) -> bool {
    let amount = q.unit == Unit::Measure && !q.is_rough() && q.high.is_none();
    (q.is_exact_count() || amount) && q.bracket == 0 && plain(d, q)
}

fn judge(d: &Document, f: &mut Findings, owner: usize, parts: &[usize]) {
    let amounts = parts.iter().filter_map(|&k| d.q(k)).filter(|q| q.unit == Unit::Measure).count();
    if amounts > 0 {
        if amounts == parts.len() {
            judge_amounts(d, f, owner, parts);
        }
        return;
    }
    let adding_up = counts(d, owner).into_iter().find(|&k| {
        let value = d.q(k).and_then(|w| w.value().as_whole());
        value.is_some_and(|v| prefix_that_adds_up(d, parts, v).is_some_and(|n| n == parts.len()))
    });
    if let Some(w) = adding_up.and_then(|k| d.q(k)) {
        push(d, f, w, parts, (Verdict::Right, Certainty::Proved));
        return;
    }
    let Some(w) = whole(d, owner).and_then(|k| d.q(k)) else { return };
    let (Some(value), Some(opening)) = (w.value().as_whole(), opening(d, owner, parts)) else { return };
    let alike = parts.iter().filter_map(|&k| d.q(k)).all(|q| d.likeness(w, q) != Likeness::Different);
    if !alike {
        return;
    }
    if let Some(Some(certainty)) = fault(d, w, value, opening, parts) {
        push(d, f, w, parts, (Verdict::Gap, certainty));
    }
}

/// The words that end the introducing paragraph, or begin the first line.
fn opening(d: &Document, owner: usize, parts: &[usize]) -> Option<Opening> {
    let t = &d.tokens;
    let (from, to) = d.outline.paragraph(owner);
    let tail = to.saturating_sub(8).max(from);
    if t.has(tail, to, &["gồm", "bao gồm", "chia ra"]) {
        return Some(Opening::Closed);
    }
    let colon = t.is_mark(to.saturating_sub(1), ':');
    let inside = t.has(tail, to, &["trong đó", "cụ thể", "như sau", "trong số đó"]);
    // "1. Tổng số lượt tiếp: 312 lượt." above lines that tell them apart.
    let total = whole(d, owner).and_then(|k| d.q(k)).is_some_and(|w| {
        let begin = w.first.saturating_sub(8).max(from);
        t.has(begin, w.first, &["tổng", "tổng số"])
    });
    let first = parts.first().and_then(|&k| d.q(k)).map_or((0, 0), |q| d.outline.paragraph(q.paragraph));
    let begins = t.has(first.0, first.1.min(first.0 + 4), &["trong đó"]);
    (colon || inside || begins || total).then_some(Opening::Open)
}

fn judge_amounts(d: &Document, f: &mut Findings, owner: usize, parts: &[usize]) {
    let Some(w) = whole(d, owner).and_then(|k| d.q(k)).filter(|w| w.unit == Unit::Measure) else { return };
    let quantities: Vec<&Quantity> = parts.iter().filter_map(|&k| d.q(k)).collect();
    if quantities.iter().any(|q| !same_unit(d, q, w)) {
        return;
    }
    let closed = closes(d, &quantities) || opening(d, owner, parts) == Some(Opening::Closed);
    match gap(d, w, parts) {
        Some(Gap::None) => push(d, f, w, parts, (Verdict::Right, Certainty::Proved)),
        Some(Gap::Slip) => push(d, f, w, parts, (Verdict::Gap, Certainty::Likely)),
        Some(Gap::Other) if closed => push(d, f, w, parts, (Verdict::Gap, Certainty::Likely)),
        Some(Gap::Other) | None => {}
    }
}
