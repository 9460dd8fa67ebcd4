//! Danh sách xen lẫn: a list whose parts stand among other figures: "thu nội địa 2.433 tỷ đồng, bằng 28,4% dự toán, gồm:
//! thuế 1.292 tỷ đồng, bằng 21,7% dự toán; đất 1.141 tỷ đồng, tăng 169%", also over several sentences.
//!
//! Which of the figures are parts is not told, so a list is held against its total only where it adds up, or would
//! after one slip of the hand.

use super::amounts::same_unit;
use super::{MOST_PARTS, push};
use crate::claim::{Certainty, Verdict};
use crate::decimal::Fraction;
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::find::division::{closes, closes_by_words, overlapping};
use crate::quantity::{Quantity, Unit};
use crate::slip;
use crate::words::Class;

/// Figures after the total among which the parts are looked for.
const REACH: usize = 40;

pub(super) fn find(d: &Document, f: &mut Findings, whole: usize) {
    let named = |w: &Quantity| w.has_noun() || d.label_has(w, &["số", "tổng"]) && w.is_exact_count();
    let Some(w) = d.q(whole).filter(|w| fits(w) && named(w) && !is_aside(d, w)) else { return };
    let Some(opener) = opener(d, w) else { return };
    // "bằng 101,3% kế hoạch (4.800 ha), gồm …": what has closed is not what the list is of.
    if d.closing(w).is_some_and(|close| close < opener) {
        return;
    }
    let parts = collect(d, f, whole, w, opener);
    let own = parts.first().and_then(|&k| d.q(k)).map(|q| q.sentence);
    let ends = [parts.iter().filter(|&&k| d.q(k).map(|q| q.sentence) == own).count(), parts.len()];
    let adds_up =
        (2..=parts.len()).find(|&n| parts.get(..n).is_some_and(|p| gap(d, w, p) == Some(Gap::None)));
    if let Some(used) = adds_up.and_then(|n| parts.get(..n)) {
        push(d, f, w, used, (Verdict::Right, Certainty::Likely));
        return;
    }
    // "tiếp nhận 659 hồ sơ, đã giải quyết 643 hồ sơ; trong đó …": a list is one of the nearest total before it.
    let nearer = (whole + 1..whole + REACH).map_while(|k| d.q(k).filter(|q| q.first < opener)).any(|q| {
        q.bracket == w.bracket
            && fits(q)
            && !is_aside(d, q)
            && d.likeness(q, w) == Likeness::Same
            && times(d, q) == times(d, w)
    });
    if nearer {
        return;
    }
    // "xuất khẩu đạt 56,57 tỷ USD; nhập khẩu đạt 54,71 tỷ USD, thặng dư 1,86 tỷ USD": a division ends before.
    let closed =
        |n: usize| closes_by_words(d, &parts.iter().take(n).filter_map(|&k| d.q(k)).collect::<Vec<_>>());
    let divided = (2..=parts.len()).rev().find(|&n| closed(n));
    for n in divided.into_iter().chain(ends) {
        let Some(used) = parts.get(..n).filter(|p| p.len() >= 2) else { continue };
        let quantities: Vec<&Quantity> = used.iter().filter_map(|&k| d.q(k)).collect();
        let found = gap(d, w, used);
        let slipped = found == Some(Gap::Slip) && !overlapping(d, &quantities);
        if super::of_whole_before(d, whole, w, used) || super::is_told(d, f, w, used) {
            return;
        }
        if slipped || (found.is_some_and(|g| g != Gap::None) && closes(d, &quantities)) {
            push(d, f, w, used, (Verdict::Gap, Certainty::Likely));
            return;
        }
    }
}

fn fits(q: &Quantity) -> bool {
    (q.is_exact_count() || q.unit == Unit::Measure) && !q.is_rough() && q.high.is_none()
}

/// A change, a target or an earlier value is no part and no total.
fn is_aside(d: &Document, q: &Quantity) -> bool {
    let from = q.label.0.max(q.first.saturating_sub(4));
    let words = ["so với", "kế hoạch", "dự toán", "chỉ tiêu", "cùng kỳ", "vượt", "bình quân"];
    d.tells_change(q) || d.tokens.has(from, q.first, &words)
}

/// The word that opens the list, in the sentence of the total after it, or at the head of the next one.
fn opener(d: &Document, w: &Quantity) -> Option<usize> {
    let t = &d.tokens;
    let (_, end) = d.outline.sentence(w.sentence);
    let words = ["trong đó", "gồm", "bao gồm", "chia ra", "cụ thể"];
    if let Some(at) = t.find(w.end, end.min(w.end + 40), &words) {
        return Some(at);
    }
    let next =
        (w.sentence + 1..w.sentence + 4).find(|&s| d.outline.sentence_before(s) == Some(w.sentence))?;
    let (begin, _) = d.outline.sentence(next);
    let at = begin + usize::from(t.mark(begin).is_some());
    ["trong đó", "cụ thể", "gồm", "bao gồm", "trong các"].iter().any(|p| t.phrase_at(at, p)).then_some(at)
}

fn collect(d: &Document, f: &Findings, whole: usize, w: &Quantity, opener: usize) -> Vec<usize> {
    let mut parts = Vec::new();
    let mut bracket = None;
    let Some(paragraph) = d.tokens.get(opener).map(|t| t.paragraph) else { return parts };
    for k in whole + 1..whole + REACH {
        let Some(q) = d.q(k).filter(|q| q.paragraph == paragraph || q.first < opener) else { break };
        let alike = if w.unit == Unit::Measure {
            same_unit(d, q, w)
        } else {
            let same = d.likeness(q, w) == Likeness::Same || (!w.has_noun() && q.has_noun());
            same && times(d, q) == times(d, w)
        };
        if q.first < opener || q.unit != w.unit || !alike || !fits(q) || is_aside(d, q) || f.in_ratio(k) {
            continue;
        }
        if *bracket.get_or_insert(q.bracket) != q.bracket {
            continue;
        }
        if d.label_has(q, &["tổng", "tổng số"]) || parts.len() == MOST_PARTS {
            break;
        }
        parts.push(k);
    }
    parts
}

/// "2.383 lượt với 1.855 người": times are not added to persons.
fn times(d: &Document, q: &Quantity) -> bool {
    d.tokens.word(q.noun.0) == "lượt"
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    None,
    Slip,
    Other,
}

/// How the parts stand to the total, in units of the finest digit that is printed.
pub(super) fn gap(d: &Document, w: &Quantity, parts: &[usize]) -> Option<Gap> {
    let quantities: Vec<&Quantity> = parts.iter().filter_map(|&k| d.q(k)).collect();
    let finest = quantities.iter().map(|q| q.value().exponent()).chain([w.value().exponent()]).min()?;
    let whole = w.value().to_exponent(finest)?;
    let values: Vec<i128> =
        quantities.iter().map(|q| q.value().to_exponent(finest)).collect::<Option<_>>()?;
    let sum: i128 = values.iter().sum();
    let rounded = w.unit == Unit::Measure && (w.magnitude > 0 || finest < 0 || whole >= 1_000);
    let slack = if rounded { i128::try_from(values.len()).unwrap_or(0).div_euclid(2) } else { 0 };
    // "5,65 ngàn hồ sơ" stands for anything that rounds to it.
    let told: i128 = quantities.iter().chain([&w]).map(|q| rounding(q, finest)).sum();
    let slack = slack + told;
    let off = whole - sum;
    if off.abs() <= slack {
        return Some(Gap::None);
    }
    if told > 0 {
        return None;
    }
    let slips = (-slack..=slack).any(|by| slip::explains_sum(whole + by, &values));
    let enough = whole >= 1_000 || (whole >= 100 && values.len() >= 3);
    let pair = values.len() == 2 && whole >= 100 && w.class != Class::Person && off.abs() * 8 <= whole;
    let telling = (enough && (off.abs() * 2 <= whole || slip::parts_them(whole, sum))) || pair;
    Some(if telling && slips { Gap::Slip } else { Gap::Other })
}

/// Whether one slip of the hand parts the whole from the sum of the parts; below `least` that may be by chance.
pub(super) fn is_slip_of_sum(d: &Document, w: &Quantity, parts: &[usize], least: i128) -> bool {
    let quantities: Vec<&Quantity> = parts.iter().filter_map(|&k| d.q(k)).collect();
    let finest = quantities.iter().map(|q| q.value().exponent()).chain([w.value().exponent()]).min();
    let Some(finest) = finest else { return false };
    let values: Option<Vec<i128>> = quantities.iter().map(|q| q.value().to_exponent(finest)).collect();
    w.value()
        .to_exponent(finest)
        .zip(values)
        .is_some_and(|(whole, values)| whole >= least && slip::parts_them(whole, values.iter().sum()))
}

/// Off by at most a quarter of the whole.
pub(super) fn is_small_gap(d: &Document, w: &Quantity, parts: &[usize]) -> bool {
    let whole = w.value().fraction();
    let off = sum_of(d, parts).and_then(|sum| whole.sub(sum));
    let four = Fraction::new(4, 1).zip(off).and_then(|(four, off)| off.abs().mul(four));
    four.is_some_and(|x| x.at_most(whole))
}

pub(super) fn sum_of(d: &Document, parts: &[usize]) -> Option<Fraction> {
    let zero = Fraction::new(0, 1)?;
    parts.iter().filter_map(|&k| d.q(k)).try_fold(zero, |sum, q| sum.add(q.value().fraction()))
}

/// Half a unit of the last digit that is told of thousands or millions, in units of the finest digit.
fn rounding(q: &Quantity, finest: i8) -> i128 {
    let above = q.value().exponent().saturating_sub(finest);
    match u32::try_from(above) {
        Ok(n) if q.magnitude > 0 && (1..=12).contains(&n) => 10_i128.pow(n) / 2,
        _ => 0,
    }
}
