//! Vượt: "kết nạp 132 đảng viên, vượt 12 đảng viên so với chỉ tiêu": the excess of a result over its target.
//!
//! Judged only where the text calls a figure of the same things just before a target.

use super::base::is_target;
use super::{Findings, verdict};
use crate::claim::{Certainty, Kind, Note};
use crate::document::{Document, Likeness};
use crate::judge::{self, Bounds};
use crate::quantity::Quantity;

pub(crate) fn find(d: &Document, f: &mut Findings) {
    for (k, excess) in d.quantities.iter().enumerate() {
        if !is_plain(excess) || f.is_taken(k) || !says_excess(d, excess) {
            continue;
        }
        let Some((target, result)) = sides(d, k, excess) else { continue };
        let Some(difference) = result.value().fraction().sub(target.value().fraction()) else { continue };
        let Some(c) = judge::compare(Bounds::exact(difference), excess) else { continue };
        f.take(k);
        let note = Note::TargetAndResult { target: d.written(target), result: d.written(result) };
        let place = d.place(excess.first, excess.end, excess);
        let judged = verdict(c, Certainty::Likely);
        f.claims.push(d.claim(Kind::Change, judged, place, Some(c.computed), note));
    }
}

/// "vượt 12 đảng viên", "vượt chỉ tiêu 12 đảng viên".
fn says_excess(d: &Document, q: &Quantity) -> bool {
    let t = &d.tokens;
    t.word_before(q.first, 1) == "vượt"
        || ["vượt chỉ tiêu", "vượt kế hoạch", "vượt chỉ tiêu giao"]
            .iter()
            .any(|p| t.phrase_before(q.first, p))
}

fn is_plain(q: &Quantity) -> bool {
    q.is_exact_count() || (q.is_amount() && !q.is_rough() && q.high.is_none() && q.has_noun())
}

/// "vượt 2 ha so với kế hoạch (150 ha)".
fn target_after<'a>(d: &'a Document, k: usize, excess: &Quantity) -> Option<&'a Quantity> {
    let b = d.q(k + 1).filter(|b| b.bracket > excess.end && b.first - b.bracket <= 2)?;
    let of = d.tokens.has(excess.end, b.bracket, &["chỉ tiêu", "kế hoạch", "nghị quyết"]);
    let close = (excess.end..b.bracket - 1).all(|i| d.tokens.is_word(i));
    (of && close && b.sentence == excess.sentence && is_plain(b)).then_some(b)
}

fn sides<'a>(d: &'a Document, k: usize, excess: &Quantity) -> Option<(&'a Quantity, &'a Quantity)> {
    let near = |i: &usize| {
        d.q(*i).is_some_and(|q| q.paragraph == excess.paragraph && is_plain(q) && q.unit == excess.unit)
    };
    let same = |q: &Quantity| d.likeness(q, excess) == Likeness::Same;
    let mut alike = (k.saturating_sub(6)..k).rev().filter(near).filter_map(|i| d.q(i)).filter(|q| same(q));
    let result = alike.next().filter(|r| r.sentence == excess.sentence && !is_target(d, r))?;
    let target = target_after(d, k, excess).or_else(|| alike.next().filter(|t| is_target(d, t)))?;
    Some((target, result))
}
