//! Bình quân mỗi năm: "năm 2019 là 41,6%, đến năm 2023 còn 23,9%; mỗi năm giảm bình quân 4,4 điểm phần trăm": what has changed over
//! some years, shared out among them.

use super::sides::fits;
use super::{Direction, by_the_year};
use crate::claim::{Certainty, Kind, Note};
use crate::decimal::Fraction;
use crate::document::{Document, Likeness};
use crate::find::{Findings, in_unit, verdict};
use crate::judge::{self, Bounds, Comparison};
use crate::quantity::{Quantity, Unit};

/// Tokens before a figure in which its year stands.
const REACH: usize = 14;

pub(super) fn find(d: &Document, f: &mut Findings) {
    for (k, q) in d.quantities.iter().enumerate() {
        let told = matches!(q.unit, Unit::Points | Unit::Count | Unit::Measure) && !f.is_taken(k);
        let Some(direction) = told.then(|| yearly(d, q)).flatten() else { continue };
        let Some((before, now, years)) = over_years(d, k, q) else { continue };
        let Some(c) = compare(before, now, (direction, years), q) else { continue };
        f.take(k);
        let note = Note::Difference { now: d.written(now), before: d.written(before) };
        let rough = now.is_rough() || before.is_rough();
        let certainty = if rough { Certainty::Ask } else { Certainty::Likely };
        let place = d.place(q.first, q.end, q);
        let computed = Some(in_unit(c.computed, q));
        f.claims.push(d.claim(Kind::Change, verdict(c, certainty), place, computed, note));
    }
}

fn yearly(d: &Document, q: &Quantity) -> Option<Direction> {
    let t = &d.tokens;
    let from = q.label.0.max(q.first.saturating_sub(6));
    let word = (from..q.first).rev().find(|&i| matches!(t.word(i), "tăng" | "giảm"))?;
    let year = t.has(word.saturating_sub(4), q.first, &["mỗi năm", "hằng năm", "hàng năm"]);
    let mean = t.has(word.saturating_sub(6), q.first, &["bình quân", "trung bình"]);
    let direction = if t.word(word) == "tăng" { Direction::Up } else { Direction::Down };
    (year && mean && by_the_year(d, q, word)).then_some(direction)
}

/// The two figures just before, each with its year, and how many years lie between.
fn over_years<'a>(d: &'a Document, k: usize, q: &Quantity) -> Option<(&'a Quantity, &'a Quantity, Fraction)> {
    let (now, before) = (d.q(k.checked_sub(1)?)?, d.q(k.checked_sub(2)?)?);
    let t = &d.tokens;
    let alike = now.sentence == q.sentence
        && before.sentence == q.sentence
        && now.unit == before.unit
        && fits(d, q, now)
        && fits(d, q, before)
        && d.likeness(now, before) != Likeness::Different;
    let (begin, _) = d.outline.sentence(q.sentence);
    let first = t.last_year(begin.max(before.first.saturating_sub(REACH)), before.first)?;
    let last = t.last_year(before.end.max(now.first.saturating_sub(REACH)), now.first)?;
    let years = i128::from(last) - i128::from(first);
    (alike && years > 1).then(|| Fraction::new(years, 1)).flatten().map(|n| (before, now, n))
}

/// Some count the first year too.
fn compare(
    before: &Quantity,
    now: &Quantity,
    (direction, years): (Direction, Fraction),
    q: &Quantity,
) -> Option<Comparison> {
    let (b, n) = (before.value().fraction(), now.value().fraction());
    let whole = match direction {
        Direction::Up => n.sub(b)?,
        Direction::Down => b.sub(n)?,
    };
    let each = |years: Fraction| judge::compare(Bounds::exact(whole.div(years)?), q);
    let both = years.add(Fraction::new(1, 1)?).and_then(each).filter(|c| c.fit.holds());
    judge::better(each(years), both)
}
