//! Tổng sau danh sách: "- Xã A: 14 đảng viên; … Tổng cộng 73 đảng viên", "Xã A: 212; xã B: 178; … tổng số 390 đảng viên": the total
//! stands below the lines, or in the sentence after the list.

use super::lines::lists;
use super::{MOST_PARTS, push};
use crate::claim::{Certainty, Verdict};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::quantity::Quantity;
use std::collections::BTreeMap;

/// Fewer parts than this may be a selection.
const FEWEST: usize = 3;

/// Blank lines between a list and its total, at most.
const BLANKS: usize = 3;

pub(super) fn find(d: &Document, f: &mut Findings) {
    let lists: BTreeMap<usize, Vec<usize>> = lists(d)
        .into_values()
        .filter(|l| l.bare == 0)
        .filter_map(|l| Some((d.q(*l.parts.last()?)?.paragraph, l.parts)))
        .collect();
    for (total, w) in d.quantities.iter().enumerate() {
        bracketed(d, f, total, w);
        let names = ["tổng cộng", "tổng số", "cộng"];
        let colon = w.first > 0 && d.tokens.is_mark(w.first - 1, ':');
        let before = colon && names.iter().any(|p| d.tokens.phrase_before(w.first - 1, p));
        let told = w.is_exact_count() && (d.label_has(w, &names) || before) && w.bracket == 0;
        if !told || d.label_has(w, &["trong tổng số", "trên tổng số", "nâng tổng số", "đưa tổng số"])
        {
            continue;
        }
        let above = (w.paragraph.saturating_sub(BLANKS)..w.paragraph).rev().find(|&n| !is_blank(d, n));
        let below = above.and_then(|n| lists.get(&n));
        let parts = below.cloned().unwrap_or_else(|| named(d, total, w));
        judge(d, f, w, &parts);
    }
}

fn is_blank(d: &Document, paragraph: usize) -> bool {
    let (from, to) = d.outline.paragraph(paragraph);
    from >= to
}

/// "718 đảng viên (năm 2021: 132, năm 2022: 140, năm 2023: 446)": every figure of the bracket stands behind a name and a colon.
fn bracketed(d: &Document, f: &mut Findings, total: usize, w: &Quantity) {
    let open = w.noun.1.max(w.end);
    if !w.is_exact_count() || w.bracket != 0 || !d.tokens.is_mark(open, '(') {
        return;
    }
    let inside: Vec<usize> = (total + 1..total + MOST_PARTS)
        .take_while(|&k| d.q(k).is_some_and(|q| q.bracket == open + 1))
        .collect();
    let named = |k: &usize| d.q(*k).is_some_and(|q| d.tokens.is_mark(q.first - 1, ':') && !q.has_noun());
    if inside.iter().all(named) {
        judge(d, f, w, &inside);
    }
}

/// "Xã A: 212; xã B: 178": figures that stand just behind a colon, in the sentences before the total without another between.
fn named(d: &Document, total: usize, w: &Quantity) -> Vec<usize> {
    let mut parts = Vec::new();
    for k in (total.saturating_sub(MOST_PARTS + 4)..total).rev() {
        let Some(q) = d.q(k).filter(|q| q.paragraph == w.paragraph) else { break };
        if q.sentence == w.sentence {
            continue;
        }
        let fits = q.is_exact_count() && q.first > 0 && d.tokens.is_mark(q.first - 1, ':');
        let begun =
            parts.last().and_then(|&last: &usize| d.q(last)).is_some_and(|last| last.sentence == q.sentence);
        if fits {
            parts.push(k);
        } else if !begun && !parts.is_empty() || q.sentence + 1 < w.sentence && parts.is_empty() {
            break;
        }
    }
    parts.reverse();
    parts
}

fn judge(d: &Document, f: &mut Findings, w: &Quantity, parts: &[usize]) {
    let quantities: Vec<&Quantity> = parts.iter().filter_map(|&k| d.q(k)).collect();
    let alike = quantities.iter().all(|q| d.likeness(q, w) >= Likeness::Unnamed && q.is_exact_count());
    if parts.len() < FEWEST || parts.len() > MOST_PARTS || !alike {
        return;
    }
    let Some(whole) = w.value().as_whole() else { return };
    let sum: i128 = quantities.iter().filter_map(|q| q.value().as_whole()).sum();
    if sum == whole {
        push(d, f, w, parts, (Verdict::Right, Certainty::Proved));
    } else if (whole - sum).abs() * 2 <= whole {
        push(d, f, w, parts, (Verdict::Gap, Certainty::Likely));
    }
}
