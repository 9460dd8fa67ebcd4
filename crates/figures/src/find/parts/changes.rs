//! Tăng, giảm của từng phần: "812 tổ chức (tăng 14), trong đó có 276 đảng bộ (tăng 9), 536 chi bộ (tăng 5)": where the parts make up
//! the whole, the changes told in their brackets make up its change.

use super::push;
use crate::claim::{Certainty, Verdict};
use crate::document::Document;
use crate::find::Findings;
use crate::quantity::Quantity;

/// Words between what is counted and the bracket with its change, at most.
const APART: usize = 4;

/// Holds the changes of a list that adds up against the change of its whole.
pub(super) fn find(d: &Document, f: &mut Findings, whole: usize, parts: &[usize]) {
    let Some(all) = change(d, whole) else { return };
    let own: Option<Vec<usize>> = parts.iter().map(|&k| change(d, k)).collect();
    let Some(own) = own.filter(|own| own.len() >= 2) else { return };
    let signs = own.iter().chain([&all]).map(|&k| sign(d, k)).collect::<Vec<_>>();
    // A rise beside a fall is no list of parts.
    let Some(first) = signs.first().filter(|first| first.is_some()) else { return };
    if signs.iter().any(|s| s != first) {
        return;
    }
    let value = |k: usize| d.q(k).and_then(|q| q.value().as_whole()).unwrap_or(0);
    let sum: i128 = own.iter().map(|&k| value(k)).sum();
    let Some(w) = d.q(all) else { return };
    let verdict = if sum == value(all) { Verdict::Right } else { Verdict::Gap };
    push(d, f, w, &own, (verdict, Certainty::Likely));
}

/// The change that stands in a bracket of its own just after a figure.
fn change(d: &Document, k: usize) -> Option<usize> {
    let (q, c) = (d.q(k)?, d.q(k + 1)?);
    let after = q.noun.1.max(q.end);
    let own = c.bracket > after && c.bracket - after <= APART + 1 && c.sentence == q.sentence;
    let ends = d.closing(c).is_some_and(|close| close >= c.end && d.q(k + 2).is_none_or(|n| n.first > close));
    (own && ends && c.is_exact_count() && d.tells_change(c)).then_some(k + 1)
}

fn sign(d: &Document, k: usize) -> Option<&str> {
    let q: &Quantity = d.q(k)?;
    (q.bracket..q.first).map(|i| d.tokens.word(i)).find(|w| matches!(*w, "tăng" | "giảm"))
}
