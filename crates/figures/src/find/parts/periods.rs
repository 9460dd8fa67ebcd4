//! Cộng theo quý: "quý I 210 đơn, quý II 240 đơn; 6 tháng 450 đơn": the quarters make up the half year, nine months, the
//! year.
//!
//! Only quarters from the first on, without a gap, of the same things in one paragraph. Years make up what was told
//! before them only where they add up, or would after one slip of the hand.

use super::push;
use crate::claim::{Certainty, Verdict};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::quantity::Quantity;
use crate::slip;

/// How far the total may stand from the quarters, in figures.
const REACH: usize = 8;

pub(super) fn find(d: &Document, f: &mut Findings) {
    let mut run: Vec<usize> = Vec::new();
    for (k, q) in d.quantities.iter().enumerate() {
        let Some(quarter) = quarter(d, q).filter(|_| q.is_exact_count()) else { continue };
        let goes_on = run
            .last()
            .and_then(|&last| d.q(last))
            .is_some_and(|last| last.paragraph == q.paragraph && d.likeness(last, q) != Likeness::Different);
        if !goes_on || quarter != run.len() + 1 {
            judge(d, f, &run);
            run.clear();
        }
        if quarter == run.len() + 1 {
            run.push(k);
        }
    }
    judge(d, f, &run);
    years(d, f);
}

/// "244 lượt cán bộ. Năm 2016 có 48 đồng chí; năm 2017 có 61 đồng chí; …": three years or more, one after the other.
fn years(d: &Document, f: &mut Findings) {
    let mut run: Vec<(usize, usize)> = Vec::new();
    for (k, q) in d.quantities.iter().enumerate() {
        let Some(year) = year(d, q).filter(|_| q.is_exact_count() && q.bracket == 0) else { continue };
        let goes_on = run.last().is_some_and(|&(last, before)| {
            year == before + 1 && d.q(last).is_some_and(|l| l.sentence == q.sentence && like(d, l, q))
        });
        if !goes_on {
            judge_years(d, f, &run);
            run.clear();
        }
        run.push((k, year));
    }
    judge_years(d, f, &run);
}

fn like(d: &Document, a: &Quantity, b: &Quantity) -> bool {
    matches!(d.likeness(a, b), Likeness::Same | Likeness::Unnamed)
}

/// The year that is named just before a figure.
fn year(d: &Document, q: &Quantity) -> Option<usize> {
    let t = &d.tokens;
    let at = (q.first.saturating_sub(6)..q.first).rev().find(|&i| {
        t.word(i) == "năm" && t.is_number(i + 1) && t.text(i + 1).len() == 4 && d.quantity_at(i + 1).is_none()
    })?;
    let plain = (at + 2..q.first).all(|i| t.is_word(i) || t.is_mark(i, ':'));
    let change = t.has(at, q.first, &["tăng", "giảm", "so với"]);
    (plain && !change).then(|| t.text(at + 1).parse().ok())?
}

fn judge_years(d: &Document, f: &mut Findings, run: &[(usize, usize)]) {
    let Some(first) = run.first().and_then(|&(k, _)| d.q(k)).filter(|_| run.len() >= 2) else { return };
    let from = run.first().map_or(0, |r| r.0);
    let whole = (from.saturating_sub(3)..from).rev().find(|&k| {
        d.q(k).is_some_and(|w| {
            let near =
                w.sentence == first.sentence || d.outline.sentence_before(first.sentence) == Some(w.sentence);
            near && w.is_exact_count() && w.bracket == 0 && like(d, w, first) && year(d, w).is_none()
        })
    });
    let last = run.last().map_or(from, |r| r.0);
    // "cuối năm 2022 còn 6, cuối năm 2023 còn 2": what remains is not added up.
    if run.iter().any(|&(k, _)| d.q(k).is_some_and(|q| d.tokens.word_before(q.first, 1) == "còn")) {
        return;
    }
    // "…, năm 2024 kết nạp 61 đồng chí; ba năm kết nạp 158 đồng chí": the words name just these years.
    let after = (last + 1..last + 3).find(|&k| {
        d.q(k).is_some_and(|w| {
            let near =
                w.sentence == first.sentence || d.outline.sentence_before(w.sentence) == Some(first.sentence);
            near && !d.tells_change(w)
                && w.is_exact_count()
                && w.bracket == 0
                && like(d, w, first)
                && counts_years(d, last, w, run.len())
        })
    });
    if let Some(w) = after.and_then(|k| d.q(k)) {
        let parts: Vec<usize> = run.iter().map(|r| r.0).collect();
        let sum: Option<i128> = parts.iter().map(|&k| d.q(k)?.value().as_whole()).sum();
        let judged = if sum == w.value().as_whole() { Verdict::Right } else { Verdict::Gap };
        push(d, f, w, &parts, (judged, Certainty::Likely));
        return;
    }
    let Some(w) = whole.filter(|_| run.len() >= 3).and_then(|k| d.q(k)) else { return };
    let parts: Vec<usize> = run.iter().map(|r| r.0).collect();
    let values: Option<Vec<i128>> = parts.iter().map(|&k| d.q(k)?.value().as_whole()).collect();
    let (Some(values), Some(whole)) = (values, w.value().as_whole()) else { return };
    if values.iter().sum::<i128>() == whole {
        push(d, f, w, &parts, (Verdict::Right, Certainty::Likely));
    } else if whole >= 50 && slip::explains_sum(whole, &values) {
        push(d, f, w, &parts, (Verdict::Gap, Certainty::Likely));
    }
}

/// Whether the words between the last year and a figure say that it is told of so many years.
fn counts_years(d: &Document, last: usize, w: &Quantity, n: usize) -> bool {
    let Some(from) = d.q(last).map(|q| q.noun.1.max(q.end)) else { return false };
    let names: &[&str] = match n {
        2 => &["hai năm", "2 năm"],
        3 => &["ba năm", "3 năm"],
        4 => &["bốn năm", "4 năm"],
        5 => &["năm năm", "5 năm"],
        _ => &[],
    };
    let aside = d.tokens.has(from, w.first, &["bình quân", "mỗi", "so với", "chỉ tiêu", "kế hoạch"]);
    let named = (from..w.first).any(|i| names.iter().any(|name| d.tokens.phrase_at(i, name)));
    named && !aside && w.first - from <= 12
}

/// The quarter that is named just before a figure.
fn quarter(d: &Document, q: &Quantity) -> Option<usize> {
    let t = &d.tokens;
    let same = |i: &usize| t.get(*i).is_some_and(|x| x.sentence == q.sentence);
    let at = (q.first.saturating_sub(7)..q.first).rev().filter(same).find(|&i| t.word(i) == "quý")?;
    if (at + 2..q.first).any(|i| d.quantity_at(i).is_some()) {
        return None;
    }
    match t.text(at + 1) {
        "i" | "1" => Some(1),
        "ii" | "2" => Some(2),
        "iii" | "3" => Some(3),
        "iv" | "4" => Some(4),
        _ => None,
    }
}

fn judge(d: &Document, f: &mut Findings, run: &[usize]) {
    let (Some(&first), Some(&last)) = (run.first(), run.last()) else { return };
    if run.len() < 2 {
        return;
    }
    let around = (first.saturating_sub(REACH)..first).rev().chain(last + 1..last + 1 + REACH);
    let total = around.into_iter().find(|&k| {
        d.q(k).zip(d.q(first)).is_some_and(|(w, part)| {
            w.paragraph == part.paragraph
                && w.is_exact_count()
                && d.likeness(w, part) == Likeness::Same
                && spans(d, w, run.len())
        })
    });
    let Some(w) = total.and_then(|k| d.q(k)) else { return };
    let sum: Option<i128> = run.iter().map(|&k| d.q(k)?.value().as_whole()).sum();
    let judged = if sum == w.value().as_whole() { Verdict::Right } else { Verdict::Gap };
    push(d, f, w, run, (judged, Certainty::Likely));
}

/// The words before the figure name the time that so many quarters make up.
fn spans(d: &Document, w: &Quantity, n: usize) -> bool {
    let names: &[&str] = match n {
        2 => &["6 tháng", "06 tháng", "sáu tháng", "nửa đầu năm"],
        3 => &["9 tháng", "09 tháng", "chín tháng"],
        _ => &["cả năm", "12 tháng", "trong năm"],
    };
    let t = &d.tokens;
    let same = |i: &usize| t.get(*i).is_some_and(|x| x.sentence == w.sentence);
    (w.first.saturating_sub(9)..w.first).filter(same).any(|i| names.iter().any(|name| t.phrase_at(i, name)))
}
