//! Hai cột trong một câu: "kiểm tra 18 tổ chức và 45 đảng viên; 16 tổ chức và 41 đảng viên thực hiện tốt, còn 2 tổ chức và 4 đảng viên
//! có khuyết điểm": pairs of the same two things, the first of which the others make up.
//!
//! Where one column adds up, the other is held against its first figure.

use super::push;
use crate::claim::{Certainty, Verdict};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::quantity::Quantity;
use crate::words::Class;

/// Pairs after the first, at most.
const MOST: usize = 5;

pub(super) fn find(d: &Document, f: &mut Findings) {
    let mut at = 0;
    while at + 5 < d.quantities.len() {
        let rows = rows(d, f, at);
        if rows.len() >= 3 {
            judge(d, f, &rows);
            at = rows.last().map_or(at, |last| last + 1);
        }
        at += 1;
    }
}

/// The first figures of the pairs that follow one another in one sentence.
fn rows(d: &Document, f: &Findings, at: usize) -> Vec<usize> {
    let mut out = Vec::new();
    let Some((a, b)) = pair(d, f, at) else { return out };
    if d.head(a) == d.head(b) {
        return out;
    }
    out.push(at);
    let mut k = at + 2;
    while out.len() <= MOST {
        // A percent beside a figure is told of it.
        while d.q(k).is_some_and(Quantity::is_percent) {
            k += 1;
        }
        let Some((x, y)) = pair(d, f, k) else { break };
        let (begin, _) = d.outline.sentence(x.sentence);
        let sums =
            ["như vậy", "tổng cộng", "tính chung", "tổng số"].iter().any(|p| d.tokens.phrase_at(begin, p));
        let near = x.sentence == a.sentence
            || sums && d.outline.sentence_before(x.sentence) == d.q(k - 1).map(|q| q.sentence);
        let alike = |q: &Quantity, first: &Quantity| {
            d.tokens.word(q.noun.0) == d.tokens.word(first.noun.0)
                || first.class == Class::Person && d.likeness(q, first) == Likeness::Same
        };
        if !near || !alike(x, a) || !alike(y, b) {
            break;
        }
        out.push(k);
        k += 2;
    }
    out
}

/// "16 tổ chức và 41 đảng viên": two counts joined by "và" or a comma.
fn pair<'a>(d: &'a Document, f: &Findings, k: usize) -> Option<(&'a Quantity, &'a Quantity)> {
    let (a, b) = (d.q(k)?, d.q(k + 1)?);
    let t = &d.tokens;
    let joined = matches!(t.word_before(b.first, 1), "và" | "với" | "cho" | "có")
        || b.first > 0 && t.is_mark(b.first - 1, ',');
    let plain = |q: &Quantity| q.is_exact_count() && q.has_noun() && q.bracket == 0 && !d.tells_change(q);
    let free = !f.in_ratio(k) && !f.in_ratio(k + 1);
    (plain(a) && plain(b) && joined && free && a.sentence == b.sentence && b.first - a.end <= 10)
        .then_some((a, b))
}

fn judge(d: &Document, f: &mut Findings, rows: &[usize]) {
    let first = rows.split_first().map(|(&whole, parts)| (whole, parts));
    let last = rows.split_last().map(|(&whole, parts)| (whole, parts));
    let value = |k: usize| d.q(k).and_then(|q| q.value().as_whole()).unwrap_or(0);
    for (whole, parts) in [first, last].into_iter().flatten() {
        let adds_up = |column: usize| {
            let sum: i128 = parts.iter().map(|k| value(k + column)).sum();
            value(whole + column) == sum && sum >= 3
        };
        for column in 0..2 {
            if adds_up(1 - column) && !adds_up(column) {
                accuse(d, f, whole + column, &parts.iter().map(|k| k + column).collect::<Vec<_>>());
            }
        }
    }
}

fn accuse(d: &Document, f: &mut Findings, whole: usize, parts: &[usize]) {
    let Some(w) = d.q(whole) else { return };
    let start = d.tokens.get(w.first).map_or(0, |t| t.start);
    let known = f.claims.iter().rev().take(40).any(|c| {
        c.kind == crate::Kind::Sum && c.start <= start && start < c.end && c.printed == d.printed(w)
    });
    // Where all parts are called alike, so is the whole, be it "11 lớp bồi dưỡng" or "11 lớp".
    let one = |q: &Quantity| d.tokens.word(q.noun.0) == d.tokens.word(w.noun.0);
    let alike = parts.iter().all(|&k| d.q(k).is_some_and(|q| one(q) || d.likeness(q, w) == Likeness::Same));
    if alike && !known {
        push(d, f, w, parts, (Verdict::Gap, Certainty::Likely));
    }
}
