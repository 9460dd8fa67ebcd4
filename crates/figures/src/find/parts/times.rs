//! Lượt: "143 lượt/215 người (Chủ tịch tiếp 53 lượt/62 người; các sở 2 lượt người; …)": times are added to times, whatever
//! is told beside them.
//!
//! Held against the total only where one slip of the hand parts them.

use super::push;
use crate::claim::{Certainty, Verdict};
use crate::document::Document;
use crate::find::Findings;
use crate::quantity::Quantity;
use crate::slip;

/// Below this a slip may be a coincidence.
const LEAST: i128 = 100;

/// Figures after the total among which the parts are looked for.
const REACH: usize = 24;

pub(super) fn find(d: &Document, f: &mut Findings, whole: usize) {
    let Some(w) = d.q(whole).filter(|w| is_times(d, w)) else { return };
    let Some(value) = w.value().as_whole().filter(|&v| v >= LEAST) else { return };
    let Some((sentence, bracket)) = list(d, whole, w) else { return };
    let parts: Vec<usize> = (whole + 1..whole + REACH)
        .take_while(|&k| d.q(k).is_some_and(|q| q.sentence <= sentence))
        .filter(|&k| d.q(k).is_some_and(|q| q.sentence == sentence && q.bracket == bracket && is_times(d, q)))
        .collect();
    let values: Vec<i128> = parts.iter().filter_map(|&k| d.q(k)?.value().as_whole()).collect();
    let told =
        f.claims.iter().rev().take(12).any(|c| d.tokens.get(w.first).is_some_and(|t| t.start == c.start));
    if parts.len() < 2 || told {
        return;
    }
    if values.iter().sum::<i128>() == value {
        push(d, f, w, &parts, (Verdict::Right, Certainty::Proved));
    } else if parts.len() >= 3 && slip::explains_sum(value, &values) {
        push(d, f, w, &parts, (Verdict::Gap, Certainty::Likely));
    }
}

/// Sentence and bracket of the list: the bracket after the total, or the next sentence where it begins with "trong đó".
fn list(d: &Document, whole: usize, w: &Quantity) -> Option<(usize, usize)> {
    let t = &d.tokens;
    let own = (whole + 1..whole + 3)
        .filter_map(|k| d.q(k))
        .find(|q| q.sentence == w.sentence && q.bracket > w.end && q.bracket - w.end <= 8 && w.bracket == 0);
    if let Some(q) = own {
        return Some((q.sentence, q.bracket));
    }
    let next = (whole + 1..whole + 4).filter_map(|k| d.q(k)).find(|q| q.sentence > w.sentence)?;
    let (begin, _) = d.outline.sentence(next.sentence);
    let follows = d.outline.sentence_before(next.sentence) == Some(w.sentence);
    (follows && t.phrase_at(begin, "trong đó")).then_some((next.sentence, w.bracket))
}

/// "53 lượt/62 người", "2 lượt người": but not the persons behind the stroke.
fn is_times(d: &Document, q: &Quantity) -> bool {
    q.is_exact_count()
        && d.tokens.word(q.noun.0) == "lượt"
        && !(q.first > 0 && d.tokens.is_mark(q.first - 1, '/'))
}
