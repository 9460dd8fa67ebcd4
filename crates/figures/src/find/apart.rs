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

/// The percent alone in the next bracket, or just after the word for a target.
fn other<'a>(d: &'a Document, k: usize, gap: &Quantity) -> Option<&'a Quantity> {
    target(d, k, gap).or_else(|| in_bracket(d, k, gap))
}

/// "đạt 94,14%, cao hơn 0,64 điểm phần trăm so với chỉ tiêu 93,5%".
fn target<'a>(d: &'a Document, k: usize, gap: &Quantity) -> Option<&'a Quantity> {
    let t = &d.tokens;
    let b =
        d.q(k + 1).filter(|b| b.is_percent() && b.sentence == gap.sentence && b.bracket == gap.bracket)?;
    let own = k.checked_sub(1).and_then(|i| d.q(i))?;
    let word = |i: usize| {
        matches!(
            t.word(i),
            "so" | "với"
                | "chỉ"
                | "tiêu"
                | "mục"
                | "kế"
                | "hoạch"
                | "nghị"
                | "quyết"
                | "đề"
                | "ra"
                | "giao"
                | "là"
        )
    };
    let goal = t.has(gap.end, b.first, &["chỉ tiêu", "mục tiêu", "kế hoạch", "nghị quyết"]);
    let beside =
        own.is_percent() && gap.first - own.end <= 6 && !d.has_mark(own.end, gap.first, &[';', '(', ')']);
    (goal && (gap.end..b.first).all(word) && beside).then_some(b)
}

fn in_bracket<'a>(d: &'a Document, k: usize, gap: &Quantity) -> Option<&'a Quantity> {
    let b =
        d.q(k + 1).filter(|b| b.is_percent() && b.sentence == gap.sentence && b.first - gap.end <= REACH)?;
    let open = b.bracket.checked_sub(1).filter(|&open| open >= gap.end)?;
    let close = d.brackets.close.get(open).copied()?;
    let alone = close >= b.end && close - b.end <= 2 && b.first - open <= 6;
    (alone && !d.has_mark(gap.end, open, &[';'])).then_some(b)
}
