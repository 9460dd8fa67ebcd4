//! Vượt: "kết nạp 132 đảng viên, vượt 12 đảng viên so với chỉ tiêu": the excess of a result over its target.
//!
//! Judged only where the text calls a figure of the same things just before a target.

use super::base::{Whole, is_target, whole_after};
use super::{Findings, in_unit, verdict};
use crate::claim::{Certainty, Kind, Note};
use crate::decimal::Fraction;
use crate::document::{Document, Likeness};
use crate::judge::{self, Bounds};
use crate::quantity::Quantity;

pub(crate) fn find(d: &Document, f: &mut Findings) {
    for (k, excess) in d.quantities.iter().enumerate() {
        if f.is_taken(k) || !says_excess(d, excess) {
            continue;
        }
        if excess.is_percent() && !of_plan(d, f, k, excess) {
            in_percent(d, f, k, excess);
        }
        if !is_plain(excess) {
            continue;
        }
        beside(d, f, k, excess);
        let Some((target, result)) = of_ratio(d, f, k, excess).or_else(|| sides(d, k, excess)) else {
            continue;
        };
        let Some(difference) = result.value().fraction().sub(target.value().fraction()) else { continue };
        let Some(c) = judge::compare(Bounds::exact(difference), excess) else { continue };
        f.take(k);
        let note = Note::TargetAndResult { target: d.written(target), result: d.written(result) };
        let place = d.place(excess.first, excess.end, excess);
        let judged = verdict(c, Certainty::Likely);
        f.claims.push(d.claim(Kind::Change, judged, place, Some(in_unit(c.computed, excess)), note));
        reached(d, f, k, (target, result));
    }
}

/// "vận động được 2,46 tỷ đồng, vượt 23% so với kế hoạch (2,0 tỷ đồng)".
fn of_plan(d: &Document, f: &mut Findings, k: usize, excess: &Quantity) -> bool {
    let told = named_after(d, k, excess);
    let base = match whole_after(d, k, excess) {
        _ if told => k + 1,
        Whole::Number(base) => base,
        // "chỉ tiêu kết nạp 650 đảng viên; kết quả kết nạp 702 đảng viên, vượt 8% chỉ tiêu".
        Whole::Target => {
            let near = |b: &Quantity| b.sentence == excess.sentence && is_target(d, b) && is_plain(b);
            let found = (k.saturating_sub(4)..k).rev().find(|&i| d.q(i).is_some_and(near));
            let Some(base) = found else { return false };
            base
        }
        _ => return false,
    };
    let Some(b) = d.q(base) else { return false };
    let says = told || base < k || d.tokens.has(excess.end, b.first, &["kế hoạch", "chỉ tiêu", "dự toán"]);
    let fits = |k: &usize| {
        d.q(*k).is_some_and(|r| {
            r.sentence == excess.sentence
                && r.unit == b.unit
                && d.likeness(r, b) != Likeness::Different
                && !is_target(d, r)
        })
    };
    let results: Vec<&Quantity> =
        (k.saturating_sub(6)..k).rev().filter(fits).filter_map(|k| d.q(k)).collect();
    let judged = |r: &Quantity| above(r, b).and_then(|x| judge::compare(x, excess));
    let right = results.iter().copied().find(|r| judged(r).is_some_and(|c| c.fit.holds()));
    // The one of its own clause, where a semicolon parts it from others.
    let own: Vec<&Quantity> =
        results.iter().copied().filter(|r| !d.has_mark(r.end, excess.first, &[';'])).collect();
    let only = match own.as_slice() {
        [r] => Some(*r),
        _ => None,
    };
    let Some(r) = right.or(only).filter(|_| says && is_plain(b)) else { return false };
    let Some(c) = judged(r) else { return false };
    f.take(k);
    let note = Note::TargetAndResult { target: d.written(b), result: d.written(r) };
    let place = d.place(excess.first, excess.end, excess);
    f.claims.push(d.claim(Kind::Change, verdict(c, Certainty::Likely), place, Some(c.computed), note));
    true
}

/// What a result is above its target, in percent of it.
fn above(r: &Quantity, b: &Quantity) -> Option<Bounds> {
    let (r, b) = judge::pair(r, b)?;
    let grown = judge::quotient(r, b)?;
    let one = Fraction::new(1, 1)?;
    let of = |x: Fraction| x.sub(one)?.mul(Fraction::percent());
    Some(Bounds { low: of(grown.low)?, value: of(grown.value)?, high: of(grown.high)?, ..grown })
}

/// "vượt 60 đơn vị (20%) so với chỉ tiêu 300 đơn vị": the excess in percent beside the excess in numbers.
fn beside(d: &Document, f: &mut Findings, k: usize, excess: &Quantity) {
    let end = excess.noun.1.max(excess.end);
    let Some(p) = d.q(k + 1).filter(|p| p.is_percent() && p.bracket == end + 1 && p.first <= end + 3) else {
        return;
    };
    let after = d.q(k + 2).filter(|b| {
        b.sentence == excess.sentence
            && is_plain(b)
            && b.unit == excess.unit
            && d.likeness(b, excess) == Likeness::Same
            && d.tokens.has(p.end, b.first, &["chỉ tiêu", "kế hoạch", "dự toán", "chương trình", "đề ra"])
    });
    let Some(b) = after.filter(|b| b.first - p.end <= 12) else { return };
    let Some(c) = judge::share(excess, b, p) else { return };
    f.take(k + 1);
    let note = super::division(d.printed(excess), d.printed(b));
    let place = d.place(excess.first, p.end, p);
    f.claims.push(d.claim(Kind::Share, verdict(c, Certainty::Likely), place, Some(c.computed), note));
}

/// "đạt 112% kế hoạch, vượt 12%", "105/100 đảng viên, vượt 5%": what the result is above one hundred.
fn in_percent(d: &Document, f: &mut Findings, k: usize, excess: &Quantity) {
    let Some(p) = k.checked_sub(1).and_then(|b| d.q(b)) else { return };
    let t = &d.tokens;
    let close = p.sentence == excess.sentence && excess.first - p.end <= 12;
    if !close
        || d.has_mark(p.end, excess.first, &[';'])
        || t.has(excess.end, excess.end + 6, &["cùng kỳ", "năm trước", "kỳ trước", "so với năm"])
        || t.has(p.end, excess.first, &["cùng kỳ", "tăng", "giảm"])
    {
        return;
    }
    let pair =
        f.under(k - 1).filter(|pair| pair.stroke).and_then(|pair| d.q(pair.numerator).zip(d.q(pair.base)));
    let of_plan =
        t.has(p.end, (p.end + 3).min(excess.first), &["kế hoạch", "chỉ tiêu", "dự toán", "nghị quyết"]);
    let told = match pair {
        Some((a, b)) if a.unit == b.unit && is_plain(b) => {
            let grown = a.value().fraction().sub(b.value().fraction());
            grown.and_then(|g| g.mul(Fraction::percent())?.div(b.value().fraction()))
        }
        Some(_) => None,
        None if p.is_percent() && of_plan => p.value().fraction().sub(Fraction::percent()),
        None => None,
    };
    let target = target_before(d, k, p);
    let told = told
        .filter(|_| target.is_none())
        .or_else(|| p.value().fraction().sub(target?.value().fraction()).filter(|_| p.is_percent()));
    let Some(above) = told.filter(|x| x.is_positive()) else { return };
    let Some(c) = judge::compare(Bounds::exact(above), excess) else { return };
    f.take(k);
    let of_pair = pair.map_or_else(|| "100%".to_owned(), |(_, b)| d.written(b));
    let target = target.map_or(of_pair, |t| d.written(t));
    let result = pair.map_or_else(|| d.written(p), |(a, _)| d.written(a));
    let place = d.place(excess.first, excess.end, excess);
    let note = Note::TargetAndResult { target, result };
    f.claims.push(d.claim(Kind::Change, verdict(c, Certainty::Likely), place, Some(c.computed), note));
}

/// "Nghị quyết đề ra đến năm 2025 có 80% xã đạt chuẩn; kết quả … đạt 87,5%, vượt 7,5%": the one percent before that is set.
fn target_before<'a>(d: &'a Document, k: usize, p: &Quantity) -> Option<&'a Quantity> {
    let sets = ["đề ra", "chỉ tiêu", "mục tiêu", "phấn đấu", "kế hoạch đề ra"];
    let mut near = (k.saturating_sub(6)..k.saturating_sub(1)).rev().filter_map(|i| d.q(i)).filter(|b| {
        b.is_percent()
            && (b.sentence == p.sentence || d.outline.sentence_before(p.sentence) == Some(b.sentence))
    });
    let b = near.next().filter(|_| near.next().is_none())?;
    let (begin, _) = d.outline.sentence(b.sentence);
    let from = begin.max(b.first.saturating_sub(14));
    (d.tokens.has(from, b.first, &sets) && p.is_percent()).then_some(b)
}

/// "vượt 12 đảng viên", "vượt chỉ tiêu 12 đảng viên", "vượt gần 34%".
fn says_excess(d: &Document, q: &Quantity) -> bool {
    let t = &d.tokens;
    let rough = matches!(t.word_before(q.first, 1), "gần" | "hơn" | "trên" | "khoảng" | "tới");
    // "vượt trên 100% dự toán" tells what was reached.
    let above = rough && q.is_percent() && q.value().fraction().below(Fraction::percent());
    let first = q.first - usize::from(above);
    t.word_before(first, 1) == "vượt"
        || ["vượt chỉ tiêu", "vượt kế hoạch", "vượt chỉ tiêu giao"].iter().any(|p| t.phrase_before(first, p))
}

fn is_plain(q: &Quantity) -> bool {
    q.is_exact_count() || (q.is_amount() && !q.is_rough() && q.high.is_none() && q.has_noun())
}

/// "vượt 132 đảng viên so với chỉ tiêu 1.400 đảng viên (đạt 109,4%)": the bracket behind the target tells the result in percent
/// of it, or what is above it.
fn reached(d: &Document, f: &mut Findings, k: usize, (target, result): (&Quantity, &Quantity)) {
    let Some((b, p)) = d.q(k + 1).zip(d.q(k + 2)) else { return };
    let after = b.noun.1.max(b.end);
    let bracketed = p.is_percent() && p.bracket == after + 1 && p.first <= after + 3;
    let closed = d.closing(p).is_some_and(|close| close == p.end);
    if b.first != target.first || !bracketed || !closed {
        return;
    }
    let level = judge::share(result, target, p);
    let plain = d.tokens.has(after, p.first, &["đạt", "bằng"]);
    let grown = above(result, target).and_then(|x| judge::compare(x, p)).filter(|c| !plain || c.fit.holds());
    let Some(c) = judge::better(level, grown) else { return };
    f.take(k + 2);
    let note = Note::TargetAndResult { target: d.written(target), result: d.written(result) };
    let place = d.place(p.first, p.end, p);
    f.claims.push(d.claim(Kind::Change, verdict(c, Certainty::Likely), place, Some(c.computed), note));
}

/// "vượt 14,9% so với chỉ tiêu Tỉnh đoàn giao đầu năm là 1.100 công trình": the target is the next figure.
fn named_after(d: &Document, k: usize, excess: &Quantity) -> bool {
    let goal = ["so với chỉ tiêu", "so với kế hoạch", "so chỉ tiêu", "so với mục tiêu", "so với dự toán"];
    let told = |b: &Quantity| {
        let words = (excess.noun.0.max(excess.end)..b.first).all(|i| d.tokens.is_word(i));
        let says = d.tokens.has(excess.end, b.first, &goal);
        let ends =
            matches!(d.tokens.word_before(b.first, 1), "là" | "tiêu" | "hoạch" | "toán" | "giao" | "ra");
        words && says && ends && b.first - excess.end <= 14 && b.sentence == excess.sentence && is_plain(b)
    };
    d.q(k + 1).is_some_and(told)
}

/// "vượt 2 ha so với kế hoạch (150 ha)", "vượt 13 đảng viên so với chỉ tiêu 140 đảng viên".
fn target_after<'a>(d: &'a Document, k: usize, excess: &Quantity) -> Option<&'a Quantity> {
    if named_after(d, k, excess) {
        return d.q(k + 1).filter(|b| b.unit == excess.unit && d.likeness(b, excess) == Likeness::Same);
    }
    let b = d.q(k + 1).filter(|b| b.bracket > excess.end && b.first - b.bracket <= 2)?;
    let of = d.tokens.has(excess.end, b.bracket, &["chỉ tiêu", "kế hoạch", "nghị quyết"]);
    let close = (excess.end..b.bracket - 1).all(|i| d.tokens.is_word(i));
    (of && close && b.sentence == excess.sentence && is_plain(b)).then_some(b)
}

/// "Lạc gieo 33/31,5 ha, vượt 1,5 ha so với kế hoạch".
fn of_ratio<'a>(
    d: &'a Document,
    f: &Findings,
    k: usize,
    excess: &Quantity,
) -> Option<(&'a Quantity, &'a Quantity)> {
    let pair = f.under(k.checked_sub(1)?).filter(|p| p.stroke)?;
    let (result, target) = (d.q(pair.numerator)?, d.q(pair.base)?);
    let close = target.sentence == excess.sentence && excess.first - target.end <= 8;
    let fits =
        target.unit == excess.unit && is_plain(target) && d.likeness(target, excess) != Likeness::Different;
    (close && fits && !d.has_mark(target.end, excess.first, &[';'])).then_some((target, result))
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
