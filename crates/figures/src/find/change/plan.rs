//! So với kế hoạch: changes that are told against a plan, not against an earlier time.

use super::{Change, Sides};
use crate::document::{Document, Likeness};
use crate::find::base::is_target;
use crate::quantity::Unit;

/// "Kế hoạch năm nay là 2.990 triệu đồng, tăng 14,1% so với kế hoạch năm trước", where "(2.620 triệu đồng)" stood beside
/// "kế hoạch": plans are compared with plans.
pub(super) fn of_plans(d: &Document, change: &Change) -> Option<Sides> {
    let (q, t) = (d.q(change.at)?, &d.tokens);
    let word = ["kế hoạch", "dự toán", "chỉ tiêu"].into_iter().find(|w| {
        let end = q.noun.1.max(q.end);
        t.phrase_at(end, &format!("so với {w}")) && !t.is_number(end + 4)
    })?;
    let now = change.at.checked_sub(1)?;
    let n = d.q(now).filter(|n| n.sentence == q.sentence && d.label_has(n, &[word]))?;
    let mut earlier = (now.saturating_sub(16)..now).rev().filter(|&k| {
        d.q(k).is_some_and(|b| {
            b.paragraph == q.paragraph
                && b.unit == n.unit
                && b.magnitude == n.magnitude
                && t.has(b.first.saturating_sub(4), b.first, &[word])
        })
    });
    let before = earlier.next().filter(|_| earlier.next().is_none())?;
    Some(Sides { now, before, firm: true })
}

/// "Kế hoạch giao 240 ha, thực hiện 228 ha (95%), so với kế hoạch giảm 12 ha": the target and the result stand before.
pub(super) fn against(d: &Document, change: &Change) -> Option<Sides> {
    let (q, t) = (d.q(change.at)?, &d.tokens);
    let words = ["so với kế hoạch", "so với chỉ tiêu", "so với dự toán", "so kế hoạch"];
    let end = q.noun.1.max(q.end);
    let says = t.has(change.word.saturating_sub(6), change.word, &words)
        || words.iter().any(|w| t.phrase_at(end, w));
    let whole = matches!(q.unit, Unit::Count | Unit::Measure);
    if !says || !whole || t.is_number(end + 4) {
        return None;
    }
    let mut near = (change.at.saturating_sub(5)..change.at).rev().filter(|&k| {
        d.q(k).is_some_and(|n| {
            n.sentence == q.sentence
                && n.unit == q.unit
                && n.magnitude == q.magnitude
                && d.likeness(n, q) != Likeness::Different
        })
    });
    let (now, before) = (near.next()?, near.next()?);
    let told = d.q(before).is_some_and(|b| is_target(d, b)) && d.q(now).is_some_and(|n| !is_target(d, n));
    (told && near.next().is_none()).then_some(Sides { now, before, firm: true })
}
