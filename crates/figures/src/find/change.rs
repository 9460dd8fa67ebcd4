//! Tăng, giảm: "729 lượt (tăng 64 lượt so với cùng kỳ)", "từ 85% lên 90%, tăng 5%", "tăng 131 đơn (cùng kỳ 1.405 đơn)".
//!
//! A change can only be judged where the text states what it changed from; a growth in percent also by the growth in
//! numbers beside it.

use super::{Findings, verdict};
use crate::claim::{Certainty, Kind, Note, Verdict};
use crate::decimal::Fraction;
use crate::document::{Document, Likeness};
use crate::judge::{self, Bounds, Comparison, Fit};
use crate::quantity::{Quantity, Unit};

/// Hướng thay đổi.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

/// A figure that tells a change.
#[derive(Debug, Clone, Copy)]
struct Change {
    at: usize,
    direction: Direction,
    /// Token of "tăng" or "giảm".
    word: usize,
}

/// Now and before, as far as the text states them.
#[derive(Debug, Clone, Copy)]
struct Sides {
    now: usize,
    before: usize,
    /// The words leave no doubt that these two belong together.
    firm: bool,
}

pub(crate) fn find(d: &Document, f: &mut Findings) {
    let mut changes: Vec<Change> = Vec::new();
    for k in 0..d.quantities.len() {
        let own = own_change(d, k);
        let change = own.or_else(|| changes.last().and_then(|last| carried(d, last, k)));
        changes.extend(change);
    }
    for (i, change) in changes.iter().enumerate() {
        if !f.is_taken(change.at) {
            judge_change(d, f, &changes, i);
        }
    }
}

fn own_change(d: &Document, k: usize) -> Option<Change> {
    let q = d.q(k)?;
    let t = &d.tokens;
    let from = q.label.0.max(q.first.saturating_sub(4));
    let word = (from..q.first).rev().find(|&i| matches!(t.word(i), "tăng" | "giảm"))?;
    let other = ["từ", "lên", "còn", "xuống", "đến", "tới", "cường", "nghèo", "trưởng"];
    if (word + 1..q.first).any(|i| other.contains(&t.word(i))) || matches!(t.word_before(word, 1), "gia") {
        return None;
    }
    let direction = if t.word(word) == "tăng" { Direction::Up } else { Direction::Down };
    let fits = matches!(q.unit, Unit::Count | Unit::Percent | Unit::Points | Unit::Times | Unit::Measure);
    fits.then_some(Change { at: k, direction, word })
}

/// "tăng 64 lượt tổ chức đảng và 125 đảng viên", "tăng 64 lượt (9,6%)".
fn carried(d: &Document, last: &Change, k: usize) -> Option<Change> {
    let (before, q) = (d.q(last.at)?, d.q(k)?);
    let t = &d.tokens;
    if last.at + 1 != k || before.sentence != q.sentence || q.first - before.end > 9 {
        return None;
    }
    let between = before.end..q.first;
    let plain = between.clone().all(|i| t.is_word(i) || matches!(t.mark(i), Some('(' | ',' | '=')));
    let joined = matches!(t.word_before(q.first, 1), "và" | "ứng" | "đương" | "bằng" | "tức" | "lệ")
        || q.bracket > before.end && q.first == q.bracket
        || q.first == before.noun.1 + 1 && t.is_mark(before.noun.1, ',') && q.has_noun() && before.has_noun();
    let other = ["cùng kỳ", "so với", "năm", "từ", "lên", "còn", "có", "đạt", "trong", "tháng"];
    let same_unit = q.unit == before.unit || q.is_percent() || before.is_percent();
    (plain && joined && same_unit && !t.has(between.start, between.end, &other)).then_some(Change {
        at: k,
        direction: last.direction,
        word: last.word,
    })
}

fn judge_change(d: &Document, f: &mut Findings, changes: &[Change], i: usize) {
    let Some(change) = changes.get(i) else { return };
    let Some(q) = d.q(change.at) else { return };
    f.take(change.at);
    let place = || d.place(change.word.min(q.first), q.end, q);
    let sides = sides(d, change);
    let mut found: Option<(Comparison, Sides)> = None;
    for s in sides {
        let Some(c) = compare_sides(d, change, s) else { continue };
        let improves =
            found.is_none_or(|(old, kept)| c.fit < old.fit || (c.fit == old.fit && s.firm && !kept.firm));
        if improves {
            found = Some((c, s));
        }
    }
    if found.is_none_or(|(c, s)| !c.fit.holds() && !s.firm)
        && let Some((c, note, firm)) = beside(d, changes, i)
    {
        let certainty = if firm { Certainty::Likely } else { Certainty::Ask };
        f.claims.push(d.claim(Kind::Change, verdict(c, certainty), place(), Some(c.computed), note));
        return;
    }
    let Some((c, s)) = found else {
        f.claims.push(d.claim(
            Kind::Change,
            (Verdict::Unchecked, Certainty::Ask),
            place(),
            None,
            Note::EarlierNotStated,
        ));
        return;
    };
    let (Some(now), Some(before)) = (d.q(s.now), d.q(s.before)) else { return };
    if !c.fit.holds() && !s.firm {
        f.claims.push(d.claim(
            Kind::Change,
            (Verdict::Unchecked, Certainty::Ask),
            place(),
            None,
            Note::EarlierNotStated,
        ));
        return;
    }
    let note = Note::Difference { now: d.written(now), before: d.written(before) };
    let rough = [now, before].iter().any(|x| x.approximation != crate::quantity::Approximation::Exact);
    let certainty = if rough { Certainty::Ask } else { Certainty::Likely };
    f.claims.push(d.claim(Kind::Change, verdict(c, certainty), place(), Some(c.computed), note));
}

/// All pairs of "now" and "before" that the sentence may mean.
fn sides(d: &Document, change: &Change) -> Vec<Sides> {
    let mut out = Vec::new();
    out.extend(from_to(d, change));
    out.extend(in_ratio(d, change));
    let Some(q) = d.q(change.at) else { return out };
    let in_reach =
        |n: &Quantity| n.first < change.word && n.paragraph == q.paragraph && n.sentence + 1 >= q.sentence;
    let (mut now, mut away): (Vec<usize>, Vec<usize>) = (change.at.saturating_sub(8)..change.at)
        .rev()
        .filter(|&k| d.q(k).is_some_and(|n| in_reach(n) && same_thing(d, q, n)))
        .partition(|&k| {
            d.q(k).is_some_and(|n| n.sentence == q.sentence && (n.bracket == 0 || n.bracket == q.bracket))
        });
    if now.is_empty() {
        now.append(&mut away);
    }
    let named = earlier_named(d, change, q);
    if let Some(before) = named {
        let unit = d.q(before).map(|b| b.unit);
        now.retain(|&k| d.q(k).map(|n| n.unit) == unit);
        let nearest = nearest_alike(d, q, &now);
        let own = nearest
            .and_then(|k| d.q(k))
            .is_some_and(|n| n.sentence == q.sentence || told_before(d, q, n, before));
        out.extend(nearest.map(|now| Sides { now, before, firm: own }));
        out.extend(now.iter().chain(&away).map(|&now| Sides { now, before, firm: false }));
    }
    if named.is_none()
        && let [now, before, ..] = now.as_slice()
        && timed(d, *now)
        && timed(d, *before)
        && d.q(*now)
            .zip(d.q(*before))
            .is_some_and(|(a, b)| d.likeness(a, b) == Likeness::Same && a.unit == b.unit)
    {
        let firm = *now + 1 == change.at && *before + 1 == *now;
        out.push(Sides { now: *now, before: *before, firm });
    }
    out
}

/// "Đã tiếp 866 lượt. So với cùng kỳ giảm 146 lượt (… 1.012 lượt)": the same words in all three places.
fn told_before(d: &Document, q: &Quantity, n: &Quantity, before: usize) -> bool {
    let same = |b: &Quantity| d.head(q) == d.head(n) && d.head(n) == d.head(b);
    q.has_noun() && n.sentence + 1 == q.sentence && d.q(before).is_some_and(same)
}

fn nearest_alike(d: &Document, q: &Quantity, now: &[usize]) -> Option<usize> {
    let same = now.iter().find(|&&k| d.q(k).is_some_and(|n| d.likeness(q, n) == Likeness::Same));
    same.or_else(|| now.first().filter(|_| !q.has_noun() || !matches!(q.unit, Unit::Count))).copied()
}

/// Whether the change may be one of that figure.
fn same_thing(d: &Document, q: &Quantity, n: &Quantity) -> bool {
    let alike = d.likeness(q, n) != Likeness::Different;
    match q.unit {
        Unit::Percent | Unit::Times => {
            matches!(n.unit, Unit::Count | Unit::Measure | Unit::Percent) && !n.weak
        }
        Unit::Points => n.is_percent(),
        _ => n.unit == q.unit && alike && !n.weak,
    }
}

/// "(từ 665 lên 729)", "từ 85% lên 90%, tăng 5%".
fn from_to(d: &Document, change: &Change) -> Vec<Sides> {
    let at = change.at;
    let pairs = [(at.wrapping_sub(2), at.wrapping_sub(1)), (at + 1, at + 2)];
    let own = d.q(at);
    pairs
        .into_iter()
        .filter(|&(before, now)| {
            let (Some(b), Some(n), Some(q)) = (d.q(before), d.q(now), own) else { return false };
            let t = &d.tokens;
            let from = t.has(b.label.0.max(b.first.saturating_sub(3)), b.first, &["từ"]);
            let to = t.has(b.end, n.first, &["lên", "xuống", "còn", "đến", "tới"]);
            let between_ok = n.first - b.end <= 14 && !d.has_mark(b.end, n.first, &[';', '.']);
            let alike = q.is_percent()
                || d.likeness(q, n) != Likeness::Different
                || d.likeness(q, b) != Likeness::Different;
            let near = alike
                && !d.has_mark(n.end.min(q.end), q.first.max(b.first), &[';'])
                && if before > at { b.first - q.end <= 8 } else { q.first - n.end <= 14 };
            from && to
                && between_ok
                && near
                && b.sentence == n.sentence
                && n.sentence == q.sentence
                && b.unit == n.unit
        })
        .map(|(before, now)| Sides { now, before, firm: true })
        .collect()
}

/// "giảm 12,7% (145/166 đơn)": now and before.
fn in_ratio(d: &Document, change: &Change) -> Option<Sides> {
    let (q, now) = (d.q(change.at)?, d.q(change.at + 1)?);
    let before = d.q(change.at + 2)?;
    let stroke = d.tokens.is_mark(now.end, '/') && before.first == now.end + 1;
    let close = now.bracket == q.end + 1 && now.sentence == q.sentence;
    (q.is_percent() && stroke && close).then_some(Sides {
        now: change.at + 1,
        before: change.at + 2,
        firm: true,
    })
}

/// "so với cùng kỳ (665 lượt)", "(6 tháng đầu năm 2019 có 1.405 đơn)", "so với 665 lượt của năm 2023".
fn earlier_named(d: &Document, change: &Change, q: &Quantity) -> Option<usize> {
    let t = &d.tokens;
    let cues = [
        "cùng kỳ",
        "năm trước",
        "kỳ trước",
        "tháng trước",
        "quý trước",
        "năm",
        "đầu kỳ",
        "đầu nhiệm kỳ",
        "trước đó",
    ];
    (change.at + 1..change.at + 6).find(|&k| {
        d.q(k).is_some_and(|b| {
            let bracketed = b.bracket > q.end && t.has(q.end, b.first, &cues) && b.bracket != q.bracket;
            let direct = t.has(b.first.saturating_sub(4).max(q.end), b.first, &["so với"])
                && !t.has(b.first.saturating_sub(3).max(q.end), b.first, &["chỉ tiêu", "kế hoạch"]);
            let unit = match q.unit {
                Unit::Percent | Unit::Times => matches!(b.unit, Unit::Count | Unit::Measure | Unit::Percent),
                Unit::Points => b.is_percent(),
                _ => b.unit == q.unit && d.likeness(b, q) != Likeness::Different,
            };
            let plain = !t.has(q.end, b.first, &["tăng", "giảm", "trong đó", "từ"])
                && !d.has_mark(q.end, b.first, &[';'])
                && (q.bracket == 0 || b.bracket >= q.bracket)
                && !d.has_mark(q.end, b.first, &[')']);
            let order = q.unit != Unit::Count || d.likeness(b, q) == Likeness::Same || k == change.at + 1;
            b.sentence == q.sentence && (bracketed || direct) && unit && plain && order
        })
    })
}

/// A time stands just before or after the figure: "năm 2022 có 100 đơn", "đầu kỳ 25".
fn timed(d: &Document, k: usize) -> bool {
    let Some(q) = d.q(k) else { return false };
    let t = &d.tokens;
    let cues = ["năm", "kỳ", "tháng", "quý", "đầu"];
    if t.has(q.first.saturating_sub(8), q.first, &["lũy kế", "riêng", "tổng số", "tổng cộng", "trong đó"])
    {
        return false;
    }
    let from = q.first.saturating_sub(8);
    t.get(from).is_some_and(|b| b.sentence <= q.sentence) && t.has(from, q.first, &cues)
}

fn compare_sides(d: &Document, change: &Change, s: Sides) -> Option<Comparison> {
    let (q, now, before) = (d.q(change.at)?, d.q(s.now)?, d.q(s.before)?);
    if now.unit != before.unit {
        return None;
    }
    let (n, b) = (judge::bounds(now, now.value())?, judge::bounds(before, before.value())?);
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
            let quotient = Bounds::exact(n.value.div(b.value)?);
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
fn beside(d: &Document, changes: &[Change], i: usize) -> Option<(Comparison, Note, bool)> {
    let change = changes.get(i)?;
    let p = d.q(change.at)?;
    if !p.is_percent() {
        return None;
    }
    let partner = [i.wrapping_sub(1), i + 1].into_iter().filter_map(|j| changes.get(j)).find(|c| {
        c.word == change.word
            && d.q(c.at).is_some_and(|q| q.is_count() && q.sentence == p.sentence)
            && c.at.abs_diff(change.at) == 1
    })?;
    let step = d.q(partner.at)?;
    let first = partner.at.min(change.at);
    let now = (first.saturating_sub(3)..first).rev().find(|&k| {
        d.q(k).is_some_and(|n| {
            n.sentence == p.sentence
                && n.first < change.word
                && n.is_exact_count()
                && d.likeness(n, step) != Likeness::Different
        })
    })?;
    let n = d.q(now)?;
    let grown = signed(Bounds::exact(step.value().fraction()), change.direction);
    let before = n.value().fraction().sub(grown.value)?;
    let c = judge::share_of(Bounds::exact(step.value().fraction()), Bounds::exact(before), p)?;
    let adjacent = now + 1 == first && d.likeness(n, step) == Likeness::Same || !step.has_noun();
    let note = Note::Difference { now: d.printed(n), before: before.rounded(0)?.vietnamese() };
    Some((c, note, adjacent))
}
