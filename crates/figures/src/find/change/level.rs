//! Bằng … so với cùng kỳ: "512 đơn, giảm 64 đơn, bằng 88,9% so với cùng kỳ năm trước": after a change in numbers the percent tells
//! what there is now in percent of what there was before.
//!
//! Some write there what the change is in percent; a figure that holds for either is left in peace.

use super::Change;
use super::compare::earlier_value;
use crate::claim::{Certainty, Kind, Note, Verdict};
use crate::document::{Document, Likeness};
use crate::find::{Findings, verdict};
use crate::judge::{self, Comparison};
use crate::quantity::Quantity;

/// Tokens between the change and the percent, at most.
const APART: usize = 10;

pub(super) fn find(d: &Document, f: &mut Findings, changes: &[Change]) {
    for change in changes {
        let percent = change.at + 1;
        let Some((step, p)) = d.q(change.at).zip(d.q(percent)) else { continue };
        if !is_level(d, step, p) || f.is_taken(percent) {
            continue;
        }
        f.take(percent);
        let place = d.place(change.word.min(step.first), p.end, p);
        let found = grown(d, change, step).and_then(|n| Some((compare(change, n, step, p)?, n)));
        let Some(((c, before), n)) = found else {
            let judged = (Verdict::Unchecked, Certainty::Ask);
            f.claims.push(d.claim(Kind::Change, judged, place, None, Note::EarlierNotStated));
            continue;
        };
        let note = Note::Difference { now: d.printed(n), before };
        f.claims.push(d.claim(Kind::Change, verdict(c, Certainty::Likely), place, Some(c.computed), note));
    }
}

fn is_level(d: &Document, step: &Quantity, p: &Quantity) -> bool {
    let t = &d.tokens;
    let earlier = [
        "so với cùng kỳ",
        "so cùng kỳ",
        "cùng kỳ",
        "so với năm trước",
        "so năm trước",
        "năm trước",
        "so với kỳ trước",
        "kỳ trước",
        "so với quý trước",
        "so với tháng trước",
    ];
    p.is_percent()
        && step.is_amount()
        && step.sentence == p.sentence
        && p.first - step.end <= APART
        && !d.has_mark(step.end, p.first, &[';'])
        && t.word_before(p.first, 1) == "bằng"
        && earlier.iter().any(|e| t.phrase_at(p.end, e))
}

/// The figure just before the change.
fn grown<'a>(d: &'a Document, change: &Change, step: &Quantity) -> Option<&'a Quantity> {
    d.q(change.at.checked_sub(1)?).filter(|n| {
        n.unit == step.unit
            && n.sentence == step.sentence
            && n.is_amount()
            && !n.is_rough()
            && !step.is_rough()
            && !d.tells_change(n)
            && d.likeness(n, step) != Likeness::Different
    })
}

/// Now in percent of before, or the change in percent of it; and what there was before.
fn compare(change: &Change, n: &Quantity, step: &Quantity, p: &Quantity) -> Option<(Comparison, String)> {
    let (now, by, before) = earlier_value(n, step, change.direction)?;
    let level = judge::share_of(now, before, p)?;
    let growth = judge::share_of(by, before, p).filter(|c| c.fit.holds());
    let best = judge::better(Some(level), growth)?;
    Some((best, super::compare::told(n, before.value)?))
}
