//! So sánh: a change that is told against the difference of two figures, exact for counts.

use super::earlier::is_called_earlier;
use super::{Change, Direction, Sides};
use crate::claim::Note;
use crate::decimal::Fraction;
use crate::document::{Document, Likeness};
use crate::judge::{self, Bounds, Comparison, Fit};
use crate::quantity::{Approximation, Quantity, Unit};

pub(super) fn compare_sides(d: &Document, change: &Change, s: Sides) -> Option<Comparison> {
    let (q, now, before) = (d.q(change.at)?, d.q(s.now)?, d.q(s.before)?);
    if now.unit != before.unit {
        return None;
    }
    let (n, b) = pair(now, before)?;
    let grown = signed(difference(n, b)?, change.direction);
    let percent = |x: Bounds| -> Option<Bounds> {
        let hundred = Fraction::percent();
        scale(x, hundred.div(b.value)?)
    };
    match q.unit {
        Unit::Percent if now.is_percent() => {
            judge::better(judge::compare(grown, q), percent(grown).and_then(|g| judge::compare(g, q)))
        }
        // "kết nạp 210 đảng viên, tăng 8,48% so tổng số (2.477 đảng viên)": what came is itself the growth.
        Unit::Percent if came(d, now) => {
            let share = judge::share_of(n, b, q);
            judge::better(judge::compare(percent(grown)?, q), share)
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

/// "còn khoảng 2,85%": a share with two decimals is no rough one, whatever the word.
pub(super) fn is_fine(q: &Quantity) -> bool {
    q.is_percent() && q.value().decimals() >= 2 && q.approximation == Approximation::About
}

fn pair(now: &Quantity, before: &Quantity) -> Option<(Bounds, Bounds)> {
    if !is_fine(now) && !is_fine(before) {
        return judge::pair(now, before);
    }
    let exact = |q: &Quantity| match q.approximation {
        Approximation::About => Quantity { approximation: Approximation::Exact, ..q.clone() },
        _ => q.clone(),
    };
    judge::pair(&exact(now), &exact(before))
}

fn came(d: &Document, now: &Quantity) -> bool {
    let t = &d.tokens;
    d.label_has(now, &["kết nạp", "thành lập mới", "phát triển", "thêm"])
        || t.has(now.noun.0, now.noun.1, &["mới"])
}

/// Counts must differ exactly.
fn whole_difference(grown: Bounds, q: &Quantity) -> Option<Comparison> {
    let c = judge::compare(grown, q)?;
    let exact = grown.value.equals(q.value().fraction());
    let rough = !grown.low.equals(grown.high) || q.approximation != Approximation::Exact;
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

/// A growth in percent held against the growth in numbers beside it.
pub(super) struct Beside {
    pub(super) comparison: Comparison,
    pub(super) note: Note,
    /// The words leave no doubt what has grown.
    pub(super) firm: bool,
    /// The tokens of the growth in numbers.
    pub(super) from: usize,
    pub(super) to: usize,
}

/// The growth in numbers beside the growth in percent: "729 lượt, tăng 64 lượt (9,6%)".
pub(super) fn beside(d: &Document, changes: &[Change], i: usize) -> Option<Beside> {
    let change = changes.get(i)?;
    let p = d.q(change.at)?;
    if !p.is_percent() {
        return None;
    }
    let partner = [i.wrapping_sub(1), i + 1].into_iter().filter_map(|j| changes.get(j)).find(|c| {
        c.direction == change.direction
            && (c.word == change.word
                || p.bracket > 0 && p.bracket <= change.word
                || d.q(c.at).is_some_and(|q| q.bracket == p.end + 1))
            && d.q(c.at).is_some_and(|q| q.is_amount() && q.sentence == p.sentence)
            && c.at.abs_diff(change.at) == 1
    })?;
    let step = d.q(partner.at)?;
    let nearest = partner.at.min(change.at);
    let begin = change.word.min(partner.word);
    let mut best: Option<Beside> = None;
    for (now, firm) in grown(d, step, nearest, begin) {
        let Some(n) = d.q(now) else { continue };
        let later = grown_by(n, step, change.direction, p);
        let first = of_earlier(n, step, change.direction, p)
            .filter(|(c, _)| is_called_earlier(d, n) && later.is_none_or(|(other, _)| c.fit <= other.fit));
        let Some((comparison, other)) = first.or(later) else { continue };
        let improves = best.as_ref().is_none_or(|b| comparison.fit.holds() || (firm && !b.firm));
        if improves {
            let note = match first {
                Some(_) => Note::Difference { now: told(n, other)?, before: d.printed(n) },
                None => Note::Difference { now: d.printed(n), before: told(n, other)? },
            };
            best = Some(Beside { comparison, note, firm, from: partner.word, to: step.end });
        }
        if comparison.fit.holds() {
            break;
        }
    }
    best
}

/// The growth in percent of what is now `n` and has grown by `step`, and what it was before.
fn grown_by(
    n: &Quantity,
    step: &Quantity,
    direction: Direction,
    p: &Quantity,
) -> Option<(Comparison, Fraction)> {
    let (_, step, before) = earlier_value(n, step, direction)?;
    Some((judge::share_of(step, before, p)?, before.value))
}

/// What is now, by how much it has changed, and what it was before.
pub(super) fn earlier_value(
    n: &Quantity,
    step: &Quantity,
    direction: Direction,
) -> Option<(Bounds, Bounds, Bounds)> {
    let (now, step) = judge::pair(n, step)?;
    Some((now, step, difference(now, signed(step, direction))?))
}

/// "Trước sắp xếp, con số này là 302; số đầu mối giảm 203, tương đương 67,2%": the figure is the one before the change.
fn of_earlier(
    n: &Quantity,
    step: &Quantity,
    direction: Direction,
    p: &Quantity,
) -> Option<(Comparison, Fraction)> {
    let (before, by) = judge::pair(n, step)?;
    let back = signed(by, direction.other());
    Some((judge::share_of(by, before, p)?, difference(before, back)?.value))
}

/// What may have grown, the likeliest first, and whether the words leave no doubt of it.
fn grown(d: &Document, step: &Quantity, first: usize, begin: usize) -> Vec<(usize, bool)> {
    let plain = |n: &Quantity| {
        n.first < begin
            && !d.tokens.has(n.first.saturating_sub(3), n.first, &["tăng", "giảm", "bớt", "ít đi"])
            && (n.is_exact_count() || (n.unit == Unit::Measure && !n.is_rough()))
            && n.unit == step.unit
            && d.likeness(n, step) != Likeness::Different
    };
    let mut out = Vec::new();
    let near = (first.saturating_sub(3)..first)
        .rev()
        .find(|&k| d.q(k).is_some_and(|n| n.sentence == step.sentence && plain(n)));
    if let Some(n) = near.and_then(|k| d.q(k)) {
        let shares = near.is_some_and(|k| (k + 1..first).all(|i| d.q(i).is_some_and(Quantity::is_percent)));
        let close = shares && !d.has_mark(n.end, begin, &[';']);
        let adjacent = close && d.likeness(n, step) >= Likeness::Class || !step.has_noun();
        out.extend(near.map(|k| (k, adjacent)));
    }
    out.extend(told_last(d, step, first).map(|k| (k, true)));
    let before = d.outline.sentence_before(step.sentence);
    let told = |n: &Quantity| {
        (n.sentence == step.sentence || Some(n.sentence) == before) && d.likeness(n, step) == Likeness::Same
    };
    let mut apart: Vec<(usize, usize)> = (first.saturating_sub(16)..first)
        .rev()
        .filter_map(|k| d.q(k).filter(|n| plain(n) && told(n)).map(|n| (k, kinship(d, step, n, begin))))
        .collect();
    apart.sort_by_key(|&(k, shared)| (std::cmp::Reverse(shared), k));
    // "xảy ra 27 vụ, khám phá 23 vụ. So với tháng trước giảm 2 vụ": the first is what the sentence is about.
    let leads = |k: usize| d.q(k).zip(d.q(k.wrapping_sub(1))).is_none_or(|(n, p)| n.sentence != p.sentence);
    let leads = |k: usize| leads(k) && subject(d, begin).count() < 4;
    let alone =
        apart.first().is_some_and(|best| apart.get(1).is_none_or(|other| best.1 > other.1) || leads(best.0));
    // Where the sentence itself tells of the same things, another sentence may explain the growth and no more.
    let own = near.and_then(|k| d.q(k)).is_some_and(|n| d.likeness(n, step) == Likeness::Same);
    // What stands in a bracket of its own may explain the growth and is not held against it.
    let open = |k: usize| d.q(k).is_some_and(|n| n.bracket == 0 || n.bracket == step.bracket);
    let here = |k: usize| !own || d.q(k).is_some_and(|n| n.sentence == step.sentence);
    let firm = |i: usize, k: usize| i == 0 && alone && open(k) && here(k);
    out.extend(apart.into_iter().enumerate().map(|(i, (k, _))| (k, firm(i, k))));
    out
}

/// "mất 1,52 tỷ USD, tương đương 12,4%, chỉ đạt 10,74 tỷ USD": what is left stands after both.
fn told_last(d: &Document, step: &Quantity, first: usize) -> Option<usize> {
    let last = first + 2;
    let (p, n) = (d.q(first + 1)?, d.q(last)?);
    let words = ["chỉ đạt", "còn", "chỉ còn", "xuống còn", "chỉ có"];
    let said = words.iter().any(|w| d.tokens.phrase_before(n.first, w));
    let close = n.sentence == step.sentence && n.first >= p.end && n.first - p.end <= 4;
    (said && close && n.unit == step.unit && !n.is_rough() && d.likeness(n, step) != Likeness::Different)
        .then_some(last)
}

/// "số vụ chết người trong khu vực có hợp đồng giảm 6 vụ": the words by which the clause names what has grown.
fn subject(d: &Document, word: usize) -> impl Iterator<Item = &str> {
    let t = &d.tokens;
    let clause = (word.saturating_sub(14)..word).rev().take_while(|&i| t.mark(i).is_none());
    clause.map(|i| t.word(i)).filter(|w| {
        !matches!(
            *w,
            "" | "so"
                | "với"
                | "cùng"
                | "kỳ"
                | "năm"
                | "tháng"
                | "quý"
                | "trước"
                | "số"
                | "đã"
                | "có"
                | "đầu"
                | "và"
        )
    })
}

/// The words of the growth's noun and of its clause that also stand about the other figure: "47 người chết" and "làm
/// chết 708 người".
fn kinship(d: &Document, step: &Quantity, n: &Quantity, word: usize) -> usize {
    let t = &d.tokens;
    let about = |w: &str| (n.first.saturating_sub(3)..n.noun.1).any(|i| t.word(i) == w);
    let own =
        (step.end..step.end + 5).take_while(|&i| t.is_word(i) && !matches!(t.word(i), "so" | "và" | "với"));
    own.map(|i| t.word(i)).chain(subject(d, word)).filter(|w| about(w)).count()
}

/// The earlier value in the thousands or millions in which the later one is told.
pub(super) fn told(now: &Quantity, before: Fraction) -> Option<String> {
    let power = 10_i128.checked_pow(u32::try_from(now.magnitude).ok()?)?;
    let told = before.div(Fraction::new(power, 1)?)?;
    Some(told.rounded(3)?.trimmed().vietnamese())
}
