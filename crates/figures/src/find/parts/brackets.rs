//! Mỗi phần một ngoặc: "27 hộ của 4 xã: Hưng Đạo (11 hộ), Kỳ Lâm (7 hộ), Phú Lễ (6 hộ), Vân Tập (3 hộ)": names, each with its figure in a
//! bracket of its own, after a colon.

use super::push;
use crate::claim::{Certainty, Verdict};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::quantity::Quantity;

/// Fewer may be a selection.
const FEWEST: usize = 3;

const MERGED: [&str; 5] = ["hợp nhất", "sáp nhập", "nhập", "sắp xếp", "trên cơ sở"];

/// Brackets of one list, at most.
const MOST: usize = 16;

pub(super) fn find(d: &Document, f: &mut Findings) {
    let mut first = 0;
    while first < d.quantities.len() {
        let n = run(d, first);
        if n >= FEWEST {
            judge(d, f, first, n);
        }
        first += n.max(1);
    }
}

/// A figure that fills a bracket of its own.
fn fills(d: &Document, q: &Quantity) -> bool {
    q.is_exact_count() && d.fills_bracket(q)
}

fn run(d: &Document, first: usize) -> usize {
    let Some(a) = d.q(first).filter(|a| fills(d, a)) else { return 0 };
    let goes_on = |k: usize| {
        d.q(k).zip(d.q(k - 1)).is_some_and(|(q, last)| {
            let words = d.tokens.count_words(last.end, q.first);
            let alike = matches!(d.likeness(q, a), Likeness::Same | Likeness::Unnamed);
            q.sentence == a.sentence && fills(d, q) && words <= 10 && alike
        })
    };
    1 + (first + 1..first + MOST).take_while(|&k| goes_on(k)).count()
}

fn judge(d: &Document, f: &mut Findings, first: usize, n: usize) {
    let Some(a) = d.q(first) else { return };
    let parts: Vec<usize> = (first..first + n).collect();
    let sum: i128 = parts.iter().filter_map(|&k| d.q(k)?.value().as_whole()).sum();
    let whole = (first.saturating_sub(3)..first).rev().find(|&k| {
        d.q(k).is_some_and(|w| {
            w.sentence == a.sentence
                && w.is_exact_count()
                && w.bracket == 0
                && d.likeness(w, a) == Likeness::Same
                && d.has_mark(w.end, a.first, &[':', '-'])
        })
    });
    let joins = |k: usize| {
        d.q(k).is_some_and(|w| {
            let (begin, _) = d.outline.sentence(a.sentence);
            w.sentence == a.sentence
                && w.is_exact_count()
                && w.bracket == 0
                && d.likeness(w, a) == Likeness::Same
                && d.tokens.has(begin.max(a.first.saturating_sub(24)), a.first, &MERGED)
                && !d.tells_change(w)
        })
    };
    // "Hợp nhất từ ba đảng bộ A (214 đảng viên), B (187 đảng viên), C (265 đảng viên), đảng bộ mới có 666 đảng viên".
    let whole = whole.or_else(|| Some(first + n).filter(|&k| joins(k)));
    let Some(w) = whole.and_then(|k| d.q(k)) else { return };
    let Some(value) = w.value().as_whole() else { return };
    if sum == value {
        push(d, f, w, &parts, (Verdict::Right, Certainty::Proved));
    } else if (value - sum).abs() * 3 <= value {
        push(d, f, w, &parts, (Verdict::Gap, Certainty::Likely));
    }
}
