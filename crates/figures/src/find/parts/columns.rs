//! Hai cột trong một câu: "kiểm tra 18 tổ chức và 45 đảng viên; 16 tổ chức và 41 đảng viên thực hiện tốt, còn 2 tổ chức và 4 đảng viên
//! có khuyết điểm": pairs of the same two things, the first of which the others make up.
//!
//! Where one column adds up, the other is held against its first figure.

use super::push;
use crate::claim::{Certainty, Verdict};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::quantity::Quantity;

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
        let near = x.sentence == a.sentence;
        if !near || d.head(x) != d.head(a) || d.head(y) != d.head(b) {
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
    let joined = t.word_before(b.first, 1) == "và" || b.first > 0 && t.is_mark(b.first - 1, ',');
    let plain = |q: &Quantity| q.is_exact_count() && q.has_noun() && q.bracket == 0 && !d.tells_change(q);
    let free = !f.in_ratio(k) && !f.in_ratio(k + 1);
    (plain(a) && plain(b) && joined && free && a.sentence == b.sentence && b.first - a.end <= 6).then_some((a, b))
}

fn judge(d: &Document, f: &mut Findings, rows: &[usize]) {
    let Some((&whole, parts)) = rows.split_first() else { return };
    let value = |k: usize| d.q(k).and_then(|q| q.value().as_whole()).unwrap_or(0);
    let adds_up = |column: usize| value(whole + column) == parts.iter().map(|k| value(k + column)).sum::<i128>();
    for column in 0..2 {
        let known = |c: &crate::Claim| {
            let start = d.q(whole + column).and_then(|w| d.tokens.get(w.first)).map(|t| t.start);
            c.kind == crate::Kind::Sum && Some(c.start) == start
        };
        let other = adds_up(1 - column) && value(whole + 1 - column) >= 3;
        if !other || adds_up(column) || f.claims.iter().rev().take(40).any(known) {
            continue;
        }
        let list: Vec<usize> = parts.iter().map(|k| k + column).collect();
        let alike = list.iter().all(|&k| {
            d.q(k).zip(d.q(whole + column)).is_some_and(|(q, w)| d.likeness(q, w) == Likeness::Same)
        });
        if let Some(w) = d.q(whole + column).filter(|_| alike) {
            push(d, f, w, &list, (Verdict::Gap, Certainty::Likely));
        }
    }
}
