//! So sánh: a change that is told against the difference of two figures, exact for counts.

use super::{Change, Direction, Sides};
use crate::claim::Note;
use crate::decimal::Fraction;
use crate::document::{Document, Likeness};
use crate::judge::{self, Bounds, Comparison, Fit};
use crate::quantity::{Quantity, Unit};

pub(super) fn compare_sides(d: &Document, change: &Change, s: Sides) -> Option<Comparison> {
    let (q, now, before) = (d.q(change.at)?, d.q(s.now)?, d.q(s.before)?);
    if now.unit != before.unit {
        return None;
    }
    let (n, b) = judge::pair(now, before)?;
    let grown = signed(difference(n, b)?, change.direction);
    let percent = |x: Bounds| -> Option<Bounds> {
        let hundred = Fraction::percent();
        scale(x, hundred.div(b.value)?)
    };
    match q.unit {
        Unit::Percent if now.is_percent() => {
            judge::better(judge::compare(grown, q), percent(grown).and_then(|g| judge::compare(g, q)))
        }
        Unit::Percent => judge::compare(percent(grown)?, q),
        Unit::Times => {
            let quotient = judge::quotient(n, b)?;
            let growth = Bounds::exact(grown.value.div(b.value)?);
            judge::better(judge::compare(quotient, q), judge::compare(growth, q))
        }
        Unit::Count => whole_difference(grown, q),
        _ => judge::compare(grown, q),
    }
}

/// Counts must differ exactly.
fn whole_difference(grown: Bounds, q: &Quantity) -> Option<Comparison> {
    let c = judge::compare(grown, q)?;
    let exact = grown.value.equals(q.value().fraction());
    let rough = !grown.low.equals(grown.high) || q.approximation != crate::quantity::Approximation::Exact;
    let fit = if exact {
        Fit::Right
    } else if rough {
        c.fit.max(Fit::Near)
    } else {
        Fit::Off
    };
    Some(Comparison { fit, computed: c.computed })
}

fn difference(now: Bounds, before: Bounds) -> Option<Bounds> {
    let mut out = Bounds::exact(now.value.sub(before.value)?);
    out.low = now.low.sub(before.high)?;
    out.high = now.high.sub(before.low)?;
    Some(out)
}

fn signed(x: Bounds, direction: Direction) -> Bounds {
    match direction {
        Direction::Up => x,
        Direction::Down => {
            let mut out = Bounds::exact(x.value.neg());
            out.low = x.high.neg();
            out.high = x.low.neg();
            out
        }
    }
}

fn scale(x: Bounds, by: Fraction) -> Option<Bounds> {
    let mut out = Bounds::exact(x.value.mul(by)?);
    out.low = x.low.mul(by)?;
    out.high = x.high.mul(by)?;
    Some(out)
}

/// The growth in numbers beside the growth in percent: "729 lượt, tăng 64 lượt (9,6%)".
pub(super) fn beside(d: &Document, changes: &[Change], i: usize) -> Option<(Comparison, Note, bool)> {
    let change = changes.get(i)?;
    let p = d.q(change.at)?;
    if !p.is_percent() {
        return None;
    }
    let partner = [i.wrapping_sub(1), i + 1].into_iter().filter_map(|j| changes.get(j)).find(|c| {
        c.direction == change.direction
            && (c.word == change.word || p.bracket > 0 && p.bracket <= change.word)
            && d.q(c.at).is_some_and(|q| q.is_amount() && q.sentence == p.sentence)
            && c.at.abs_diff(change.at) == 1
    })?;
    let step = d.q(partner.at)?;
    let first = partner.at.min(change.at);
    let now = (first.saturating_sub(3)..first).rev().find(|&k| {
        d.q(k).is_some_and(|n| {
            n.sentence == p.sentence
                && n.first < change.word
                && (n.is_exact_count() || (n.unit == Unit::Measure && !n.is_rough()))
                && n.unit == step.unit
                && d.likeness(n, step) != Likeness::Different
        })
    })?;
    let n = d.q(now)?;
    let (now_told, step_told) = judge::pair(n, step)?;
    let before = difference(now_told, signed(step_told, change.direction))?;
    let c = judge::share_of(step_told, before, p)?;
    let adjacent = now + 1 == first && d.likeness(n, step) >= Likeness::Class || !step.has_noun();
    let note = Note::Difference { now: d.printed(n), before: told_before(n, before.value)? };
    Some((c, note, adjacent))
}

/// The earlier value in the thousands or millions in which the later one is told.
fn told_before(now: &Quantity, before: Fraction) -> Option<String> {
    let power = 10_i128.checked_pow(u32::try_from(now.magnitude).ok()?)?;
    let told = before.div(Fraction::new(power, 1)?)?;
    Some(told.rounded(3)?.trimmed().vietnamese())
}
