//! Cao hơn, thấp hơn: "đạt 86,25%, thấp hơn 5,25% so với chỉ tiêu (91,5%)": two percents and how far they stand apart.

use super::{Findings, verdict};
use crate::claim::{Certainty, Kind, Note};
use crate::document::Document;
use crate::judge::{self, Bounds};
use crate::quantity::{Quantity, Unit};

/// Tokens between the difference and the other percent, which stands in a bracket.
const REACH: usize = 36;

pub(crate) fn find(d: &Document, f: &mut Findings) {
    for (k, gap) in d.quantities.iter().enumerate() {
        let percent = matches!(gap.unit, Unit::Percent | Unit::Points);
        if !percent || f.is_taken(k) || !says_apart(d, gap) {
            continue;
        }
        let (Some(own), Some(other)) = (own(d, k, gap), other(d, k, gap)) else { continue };
        let apart = own.value().fraction().sub(other.value().fraction()).map(crate::decimal::Fraction::abs);
        let Some(c) = apart.and_then(|x| judge::compare(Bounds::exact(x), gap)) else { continue };
        f.take(k);
        let certainty = if own.is_rough() || other.is_rough() { Certainty::Ask } else { Certainty::Likely };
        let note = Note::Difference { now: d.written(own), before: d.written(other) };
        let place = d.place(gap.first, gap.end, gap);
        f.claims.push(d.claim(Kind::Change, verdict(c, certainty), place, Some(c.computed), note));
    }
}

/// "thấp hơn 5%", "vượt 0,5%", each with "so với" after it.
fn says_apart(d: &Document, gap: &Quantity) -> bool {
    let t = &d.tokens;
    let said = ["thấp hơn", "cao hơn", "vượt", "kém"].iter().any(|p| t.phrase_before(gap.first, p));
    said && t.has(gap.end, gap.end + 3, &["so với", "so"])
}

/// The percent before it that is no such difference and stands in no bracket.
fn own<'a>(d: &'a Document, k: usize, gap: &Quantity) -> Option<&'a Quantity> {
    (k.saturating_sub(6)..k).rev().filter_map(|i| d.q(i)).find(|p| {
        p.sentence == gap.sentence && p.is_percent() && p.bracket == gap.bracket && !says_apart(d, p)
    })
}

/// The percent alone in the next bracket.
fn other<'a>(d: &'a Document, k: usize, gap: &Quantity) -> Option<&'a Quantity> {
    let b =
        d.q(k + 1).filter(|b| b.is_percent() && b.sentence == gap.sentence && b.first - gap.end <= REACH)?;
    let open = b.bracket.checked_sub(1).filter(|&open| open >= gap.end)?;
    let close = d.brackets.close.get(open).copied()?;
    let alone = close >= b.end && close - b.end <= 2 && b.first - open <= 6;
    (alone && !d.has_mark(gap.end, open, &[';'])).then_some(b)
}
