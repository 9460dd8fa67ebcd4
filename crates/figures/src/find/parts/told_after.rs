//! Tổng nêu sau: "5 huyện, 2 thị xã và 1 thành phố, tổng cộng 8 đơn vị hành chính", "làm mới 3,2 km và nâng cấp 5,6 km, tổng cộng 8,8
//! km": figures told in one breath, and their total just after them.
//!
//! Deliberately not here: totals below lines (`summed`), totals carried over from an earlier period (`states`).

use super::push;
use super::spread::{Gap, gap, is_slip_of_sum, is_small_gap};
use crate::claim::{Certainty, Verdict};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::find::division::{GRADES, closes_by_words, has};
use crate::quantity::{Quantity, Unit};
use crate::slip;
use crate::words::Class;

/// Parts before the total, at most.
const MOST: usize = 8;

/// Words between two parts, at most.
const APART: usize = 8;

/// Words that call a figure the sum of those before it.
const ADDED: [&str; 12] = [
    "tổng cộng",
    "tổng cộng là",
    "tổng cộng có",
    "cộng lại là",
    "cộng lại được",
    "cộng lại",
    "cộng cả giai đoạn",
    "cộng cả giai đoạn là",
    "gộp lại",
    "gộp lại là",
    "tất cả là",
    "tất cả được",
];

/// Words with which a sentence tells the sum of the one before; the second group may also begin something else.
const SUMS_UP: [&str; 4] = ["tổng cộng", "cộng lại", "gộp lại", "cộng chung"];
const MAY_SUM_UP: [&str; 6] = ["tính chung", "như vậy", "cả", "tất cả", "tổng số", "toàn bộ"];

pub(super) fn find(d: &Document, f: &mut Findings) {
    for total in 2..d.quantities.len() {
        let Some(w) = d.q(total).filter(|w| fits(w) && w.bracket == 0) else { continue };
        changed(d, f, total, w);
        next_sentence(d, f, total, w);
        let said = says_total(d, total, w);
        let parts = if said.is_some() {
            breath(d, f, total, w)
        } else if graded(d, w) {
            grades(d, f, total, w)
        } else {
            continue;
        };
        if parts.len() < 2 || f.has_sum(d, w, w) {
            continue;
        }
        let adds_up = gap(d, w, &parts) == Some(Gap::None);
        if adds_up || said != Some(Said::Total) || nearly(d, w, &parts) {
            let judged = if adds_up { Verdict::Right } else { Verdict::Gap };
            push(d, f, w, &parts, (judged, Certainty::Likely));
        }
    }
}

fn fits(q: &Quantity) -> bool {
    (q.is_exact_count() || q.unit == Unit::Measure) && !q.is_rough() && q.high.is_none() && q.has_noun()
}

/// "… 24 buổi, 62 lượt người; … 264 buổi, 1.120 lượt người. Tổng cộng 288 buổi": the total begins the next sentence.
fn next_sentence(d: &Document, f: &mut Findings, total: usize, w: &Quantity) {
    let (begin, _) = d.outline.sentence(w.sentence);
    let t = &d.tokens;
    let opens = |words: &[&str]| words.iter().any(|p| t.phrase_at(begin, p));
    let first = total.checked_sub(1).and_then(|k| d.q(k)).is_none_or(|q| q.sentence != w.sentence);
    let sums_up = opens(&SUMS_UP) && first;
    let may = opens(&MAY_SUM_UP) && first && w.first - begin <= 10;
    let Some(before) = d.outline.sentence_before(w.sentence).filter(|_| sums_up || may) else { return };
    let alike = |k: &usize| {
        d.q(*k).is_some_and(|q| {
            q.sentence == before
                && fits(q)
                && q.bracket == 0
                && (d.head(q) == d.head(w) || may && d.likeness(q, w) == Likeness::Same)
                && !d.tells_change(q)
                && !f.in_ratio(*k)
        })
    };
    let parts: Vec<usize> = (total.saturating_sub(2 * MOST)..total).filter(alike).collect();
    // "Cả 120 đảng viên …": of those told before, and not a second total of what one of them is the total of.
    let told = || parts.iter().filter_map(|&k| d.q(k)).any(|q| f.has_sum(d, q, q));
    if parts.len() < 2 || may && (parts.len() < 3 || told() || f.has_sum(d, w, w)) {
        return;
    }
    let adds_up = gap(d, w, &parts) == Some(Gap::None);
    if adds_up || is_slip_of_sum(d, w, &parts, 10) || sums_up && is_small_gap(d, w, &parts) {
        let judged = if adds_up { Verdict::Right } else { Verdict::Gap };
        push(d, f, w, &parts, (judged, Certainty::Likely));
    }
}

/// "cấp tỉnh giảm 12 đầu mối, cấp huyện giảm 45 đầu mối; toàn tỉnh giảm 57 đầu mối": changes of one direction and their total.
fn changed(d: &Document, f: &mut Findings, total: usize, w: &Quantity) {
    let t = &d.tokens;
    let word = |q: &Quantity| {
        let from = q.label.0.max(q.first.saturating_sub(4));
        (from..q.first).rev().map(|i| t.word(i)).find(|w| matches!(*w, "tăng" | "giảm"))
    };
    let own = word(w).filter(|_| d.label_has(w, &["toàn", "tổng số", "tổng cộng", "chung"]));
    let Some(own) = own.filter(|_| d.tells_change(w)) else { return };
    let fits = |k: &usize| {
        d.q(*k).is_some_and(|q| {
            q.sentence == w.sentence
                && q.is_exact_count()
                && d.tells_change(q)
                && word(q) == Some(own)
                && d.likeness(q, w) == Likeness::Same
        })
    };
    let mut parts: Vec<usize> = (total.saturating_sub(MOST)..total).rev().take_while(fits).collect();
    parts.reverse();
    if parts.len() >= 2 && (gap(d, w, &parts) == Some(Gap::None) || nearly(d, w, &parts)) {
        let judged = if gap(d, w, &parts) == Some(Gap::None) { Verdict::Right } else { Verdict::Gap };
        push(d, f, w, &parts, (judged, Certainty::Likely));
    }
}

/// How the words before a figure call it a total of those told just before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    /// "tổng cộng 8".
    Sum,
    /// "tổng số phiếu thu về là 318", "cả ba cấp học có 21": perhaps the total of more than was told.
    Total,
}

fn says_total(d: &Document, k: usize, w: &Quantity) -> Option<Said> {
    let t = &d.tokens;
    let last = k.checked_sub(1).and_then(|b| d.q(b)).filter(|b| b.sentence == w.sentence)?;
    if ADDED.iter().any(|p| t.phrase_before(w.first, p)) {
        return Some(Said::Sum);
    }
    if t.word_before(w.first, 1) == "cộng" && w.first > 1 && t.mark(w.first - 2).is_some() {
        return Some(Said::Sum);
    }
    let from = last.noun.1.max(last.end).max(w.first.saturating_sub(12));
    let names = [
        "tổng số",
        "tổng",
        "cả hai",
        "cả ba",
        "cả bốn",
        "tổng chung",
        "tính chung",
        "hai đợt",
        "hai năm",
        "hai kỳ",
    ];
    let aside = [
        "trong tổng số",
        "trên tổng số",
        "của tổng số",
        "nâng tổng số",
        "đưa tổng số",
        "so với",
        "trong tổng",
        "trên tổng",
        "cả nước",
        "lũy kế",
        "từ đầu năm",
        "cả nhiệm kỳ",
    ];
    (t.has(from, w.first, &names) && !t.has(from.saturating_sub(1), w.first, &aside)).then_some(Said::Total)
}

/// Off by less than a quarter: so much may be a slip, more is the total of other things too.
fn nearly(d: &Document, w: &Quantity, parts: &[usize]) -> bool {
    is_slip_of_sum(d, w, parts, 10) || is_small_gap(d, w, parts) || one_slipped(d, w, parts)
}

/// "đợt 1: 12 đơn vị; đợt 2: 15 đơn vị; …; tổng số 50 đơn vị": one of three parts or more was mistyped.
fn one_slipped(d: &Document, w: &Quantity, parts: &[usize]) -> bool {
    let values: Vec<i128> = parts.iter().filter_map(|&k| d.q(k)?.value().as_whole()).collect();
    let whole = w.value().as_whole().unwrap_or(0);
    values.len() == parts.len() && parts.len() >= 3 && whole >= 30 && slip::explains_sum(whole, &values)
}

/// The figures told in one breath before the total, the nearest last.
fn breath(d: &Document, f: &Findings, total: usize, w: &Quantity) -> Vec<usize> {
    let mut parts: Vec<usize> = Vec::new();
    // "(xã A 120 phiếu, xã B 150 phiếu, xã C 130 phiếu), tổng số 400 phiếu": one bracket tells them all.
    let bracket = total.checked_sub(1).and_then(|k| d.q(k)).map_or(0, |q| q.bracket);
    if bracket != 0 && w.bracket == 0 {
        let inside = |k: &usize| d.q(*k).is_some_and(|q| q.bracket == bracket);
        parts = (total.saturating_sub(MOST)..total).filter(inside).collect();
        let alike = parts.iter().all(|&k| d.q(k).is_some_and(|q| fits(q) && is_part(d, q, w)));
        return if alike { parts } else { Vec::new() };
    }
    let last = total.checked_sub(1).and_then(|k| d.q(k)).map_or(0, |q| q.noun.1.max(q.end));
    let mut next = d
        .tokens
        .find(last, w.first, &["tổng", "cả", "cộng", "tất cả", "hai đợt", "hai năm", "hai kỳ"])
        .unwrap_or(w.first);
    for k in (total.saturating_sub(MOST)..total).rev() {
        let Some(q) = d.q(k).filter(|q| q.sentence == w.sentence && q.bracket == 0) else { break };
        // "dưới 30 tuổi 215 đồng chí, từ 31 đến 50 tuổi 468 đồng chí".
        if q.unit == Unit::Duration {
            next = q.label.0.max(q.first.saturating_sub(6));
            continue;
        }
        // "lần lượt 152, 148, 160 và 165 đảng viên": only the last says what is counted.
        let (begin, _) = d.outline.sentence(w.sentence);
        let in_turn = d.tokens.has(begin.max(q.first.saturating_sub(24)), q.first, &["lần lượt"]);
        let told = q.is_exact_count() && (q.label.0 < q.first || in_turn);
        // "1.250 tấn gạo cho 18.640 hộ": the second figure is told of the first.
        if !is_part(d, q, w) && matches!(d.tokens.word_before(q.first, 1), "cho" | "với" | "tại") {
            next = q.first - 1;
            continue;
        }
        if !fits(q) && !told {
            break;
        }
        let words = d.tokens.count_words(q.noun.1.max(q.end), next);
        let aside = ["trong đó", "so với", "tại", "với", "cho", "chỉ tiêu", "kế hoạch", "gồm"];
        if !is_part(d, q, w)
            || words > APART
            || d.tokens.has(q.noun.1.max(q.end), next, &aside)
            || !d.tells_change(w) && d.tokens.has(q.noun.1.max(q.end), next, &["tăng", "giảm"])
            // "9 đảng bộ trực thuộc khác" is a kind of its own, "6 chi bộ thuộc đảng bộ khối" is told of another.
            || (q.noun.1.max(q.end)..next).any(|i| d.tokens.word(i) == "thuộc" && d.tokens.word_before(i, 1) != "trực")
            || f.in_ratio(k)
            || d.tells_change(q) && !d.tells_change(w)
        {
            break;
        }
        parts.push(k);
        next = q.label.0.max(q.first.saturating_sub(6));
    }
    parts.reverse();
    parts
}

fn is_part(d: &Document, q: &Quantity, w: &Quantity) -> bool {
    if w.unit == Unit::Measure {
        return q.unit == Unit::Measure && super::amounts::same_unit(d, q, w);
    }
    let general = matches!(
        d.head(w),
        ("đơn", "vị")
            | ("tổ", "chức")
            | ("cơ", "sở")
            | ("thành", "viên")
            | ("người", _)
            | ("văn", "bản")
            | ("phiếu", _)
            | ("trường", _)
    );
    q.unit == w.unit
        && (matches!(d.likeness(q, w), Likeness::Same | Likeness::Unnamed)
            || d.head(w) == ("đầu", "mối") && !matches!(q.class, Class::Person | Class::Act)
            || general && q.class == w.class && q.class != Class::Other
            || d.head(w) == ("trường", "hợp") && q.class == Class::Person)
}

/// "… 41 tổ chức được xếp loại": all that were graded.
fn graded(d: &Document, w: &Quantity) -> bool {
    let end = w.noun.1.max(w.end);
    w.is_exact_count()
        && d.tokens.has(end, end + 3, &["được xếp loại", "được đánh giá", "được phân loại", "được xếp"])
}

/// The grades told before the total in the same sentence.
fn grades(d: &Document, f: &Findings, total: usize, w: &Quantity) -> Vec<usize> {
    let list: Vec<usize> = (total.saturating_sub(MOST)..total)
        .filter(|&k| {
            d.q(k).is_some_and(|q| {
                q.sentence == w.sentence
                    && q.is_exact_count()
                    && q.bracket == 0
                    && !f.in_ratio(k)
                    && d.likeness(q, w) == Likeness::Same
            })
        })
        .collect();
    let quantities: Vec<&Quantity> = list.iter().filter_map(|&k| d.q(k)).collect();
    let all = quantities.len() >= 3
        && (closes_by_words(d, &quantities)
            || quantities.iter().all(|q| has(d, q, &GRADES) || has(d, q, &["hoàn thành"])));
    if all { list } else { Vec::new() }
}
