//! Tổng và thành phần: "20 tổ chức (gồm 1 …; 19 …)", "63 đảng viên: khiển trách 15, cảnh cáo 20, …", "170/289 chức danh
//! đã thi tuyển, 20 đang, 90 chưa".
//!
//! A list is only held against its total where the words close it ("gồm", a bracketed list, "còn lại", all grades, all
//! states); after "trong đó" the parts may be a selection or overlap.

mod amounts;
mod balance;
mod brackets;
mod changes;
mod closed;
mod columns;
mod fault;
mod halves;
mod hundred;
mod left;
pub(super) mod lines;
mod listed;
mod periods;
mod raised;
mod ratios;
mod remainder;
mod rest;
mod sorted;
mod spread;
mod states;
mod summed;
mod times;
mod told_after;

use super::Findings;
use super::division::{closes, overlapping};
use crate::claim::{Certainty, Kind, Note, Verdict};
use crate::decimal::{Decimal, Fraction};
use crate::document::{Document, Likeness};
use crate::quantity::Quantity;
use crate::slip;
use crate::words::Class;

/// How the words open the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// Gồm, chia ra, với hình thức.
    Closed,
    /// Only a bracket.
    Bracket,
    /// Trong đó.
    Open,
    /// Only a colon before names with figures.
    Listed,
    /// No opening word: states such as đã, đang, chưa.
    States,
}

struct List {
    whole: usize,
    opening: Opening,
    parts: Vec<usize>,
}

const MOST_PARTS: usize = 16;

/// Less than this may stand beside a list by chance.
const LEAST_LACKING: i128 = 20;

pub(crate) fn find(d: &Document, f: &mut Findings) {
    for whole in 0..d.quantities.len() {
        let lists = [listed::listed(d, f, whole), states::states(d, f, whole)];
        let before = f.claims.len();
        for list in lists.into_iter().flatten() {
            if judge_list(d, f, &list) {
                break;
            }
        }
        if f.claims.iter().skip(before).any(|c| c.verdict == Verdict::Right)
            && let Some(list) = listed::next(d, f, whole)
        {
            judge_list(d, f, &list);
        }
        amounts::find(d, f, whole);
        let settled = f.claims.iter().skip(before).any(|c| c.accuses() || c.verdict == Verdict::Right);
        if !settled {
            spread::find(d, f, whole);
        }
        states::added_up(d, f, whole);
        remainder::find(d, f, whole);
        raised::find(d, f, whole);
        halves::find(d, f, whole);
        times::find(d, f, whole);
    }
    for first in 0..d.quantities.len() {
        closed::find(d, f, first);
    }
    ratios::find(d, f);
    rest::find(d, f);
    left::find(d, f);
    balance::find(d, f);
    columns::find(d, f);
    brackets::find(d, f);
    hundred::find(d, f);
    periods::find(d, f);
    lines::find(d, f);
    summed::find(d, f);
    told_after::find(d, f);
    sorted::find(d, f);
}

/// Judges the list; true where a claim came of it.
fn judge_list(d: &Document, f: &mut Findings, list: &List) -> bool {
    let Some(w) = d.q(list.whole) else { return false };
    let Some(whole) = w.value().as_whole() else { return false };
    let alike: Vec<usize> = list
        .parts
        .iter()
        .copied()
        .filter(|&k| d.q(k).is_some_and(|q| d.likeness(w, q) == Likeness::Same))
        .collect();
    for parts in [&list.parts, &alike] {
        let prefix = prefix_that_adds_up(d, parts, whole);
        if let Some(n) = prefix.filter(|&n| n == parts.len() || !runs_on(d, list.opening, w, parts)) {
            let used = parts.get(..n).unwrap_or(parts);
            push(
                d,
                f,
                w,
                used,
                (Verdict::Right, if used.len() > 1 { Certainty::Proved } else { Certainty::Likely }),
            );
            changes::find(d, f, list.whole, used);
            return true;
        }
    }
    // "5,65 ngàn hồ sơ" is rounded: `spread` allows for that.
    let rounded = list.parts.iter().filter_map(|&k| d.q(k)).chain([w]).any(|q| q.magnitude > 0);
    if rounded || of_earlier(d, list) || of_change(d, list) {
        return false;
    }
    if let Some(pair) = f.under(list.whole).filter(|p| p.stroke && list.opening != Opening::States) {
        return of_numerator(d, f, pair.numerator, whole, &list.parts);
    }
    let joined = listed::joined_next(d, list.whole);
    // "24 vụ, 31 đối tượng: tàng trữ 15 vụ, 18 đối tượng; mua bán 9 vụ, 13 đối tượng": every part tells of both.
    let both =
        alike.len() >= 2 && alike.len() * 2 == list.parts.len() && !matches!(list.opening, Opening::Open);
    let parts = if alike.len() >= 2 && (joined || both || alike.len() + 1 >= list.parts.len()) {
        alike
    } else {
        list.parts.clone()
    };
    if joined
        && parts.len() == list.parts.len()
        && list.whole + 2 <= d.quantities.len()
        && alike_to_next(d, list)
    {
        return false;
    }
    let parts = closing_prefix(d, list.opening, parts);
    if of_whole_before(d, list.whole, w, &parts) || is_told(d, f, w, &parts) {
        return false;
    }
    let Some(certainty) = fault::fault(d, w, whole, list.opening, &parts) else { return false };
    match certainty {
        Some(certainty) => push(d, f, w, &parts, (Verdict::Gap, certainty)),
        None => push(d, f, w, &parts, (Verdict::Unchecked, Certainty::Ask)),
    }
    true
}

/// "20 tổ chức, gồm 12 … và 8 …. Trong đó có 3 …, 17 …": the list is one of a total further before.
fn of_whole_before(d: &Document, whole: usize, w: &Quantity, parts: &[usize]) -> bool {
    let sum: i128 = parts.iter().filter_map(|&k| d.q(k)?.value().as_whole()).sum();
    (whole.saturating_sub(4)..whole).filter_map(|k| d.q(k)).any(|q| {
        q.sentence == w.sentence
            && q.is_exact_count()
            && d.likeness(q, w) >= Likeness::Class
            && q.value().as_whole() == Some(sum)
    })
}

/// Whether the same parts were held against a total further before.
fn is_told(d: &Document, f: &Findings, w: &Quantity, parts: &[usize]) -> bool {
    let start = |q: &Quantity| d.tokens.get(q.first).map_or(0, |t| t.start);
    let last = parts.last().and_then(|&k| d.q(k)).map_or(0, start);
    let spans = |c: &crate::Claim| c.accuses() && c.start < start(w) && c.end > last;
    f.claims.iter().rev().take(6).any(spans)
}

/// "12 lớp cho 1.050 lượt cán bộ (7 lớp …; 5 lớp …)": the list is one of the figure before.
fn of_earlier(d: &Document, list: &List) -> bool {
    let Some((w, earlier)) = d.q(list.whole).zip(list.whole.checked_sub(1).and_then(|k| d.q(k))) else {
        return false;
    };
    let told_of = |q: &Quantity| d.head(q) == d.head(earlier) && d.head(q) != d.head(w);
    let parts = || list.parts.iter().filter_map(|&k| d.q(k));
    let sum: i128 = parts().filter_map(|q| q.value().as_whole()).sum();
    let off = |q: &Quantity| q.value().as_whole().map_or(i128::MAX, |v| (v - sum).abs());
    earlier.sentence == w.sentence
        && earlier.has_noun()
        && !list.parts.is_empty()
        && off(earlier) <= off(w)
        && parts().all(told_of)
}

/// "Đã bố trí 2.813/3.050 cán bộ, trong đó 1.483 …, 1.330 …": the list is one of those that are there.
fn of_numerator(d: &Document, f: &mut Findings, numerator: usize, base: i128, parts: &[usize]) -> bool {
    let Some(a) = d.q(numerator) else { return false };
    let Some(whole) = a.value().as_whole() else { return false };
    if let Some(used) = prefix_that_adds_up(d, parts, whole).and_then(|n| parts.get(..n)) {
        push(d, f, a, used, (Verdict::Right, Certainty::Likely));
        return true;
    }
    let quantities: Vec<&Quantity> = parts.iter().filter_map(|&k| d.q(k)).collect();
    let values: Vec<i128> = quantities.iter().filter_map(|q| q.value().as_whole()).collect();
    let near = fault::slipped(whole, &values) && !slip::explains_sum(base, &values);
    let gap = (whole - values.iter().sum::<i128>()).abs();
    // "186/186 khu, trong đó 24 khu tổ chức điểm, 162 khu tổ chức đại trà".
    let all_same = quantities.iter().all(|q| d.likeness(a, q) == Likeness::Same);
    let near = near
        || all_same
            && values.len() == 2
            && whole >= 100
            && a.class != Class::Person
            && gap * 5 <= whole
            && slip::explains_sum(whole, &values);
    if values.len() >= 2 && (near || closes(d, &quantities)) && !overlapping(d, &quantities) {
        push(d, f, a, parts, (Verdict::Gap, Certainty::Likely));
        return true;
    }
    false
}

/// "736 việc, tăng 39 việc (tăng 5,6%), trong đó: …": the list is one of what has grown, not of the growth.
fn of_change(d: &Document, list: &List) -> bool {
    let is_change = |q: &Quantity| d.tokens.has(q.first.saturating_sub(2), q.first, &["tăng", "giảm"]);
    let grown = list.whole.checked_sub(1).and_then(|k| d.q(k)).zip(d.q(list.whole));
    list.opening != Opening::Bracket
        && grown.is_some_and(|(n, w)| is_change(w) && n.sentence == w.sentence && d.head(n) == d.head(w))
}

/// The list stands after two totals and is one of the second.
fn alike_to_next(d: &Document, list: &List) -> bool {
    d.q(list.whole).zip(d.q(list.whole + 1)).is_some_and(|(w, n)| {
        let parts = list.parts.iter().filter_map(|&k| d.q(k));
        parts.filter(|q| d.head(q) != d.head(w)).any(|q| d.likeness(n, q) >= Likeness::Unnamed)
    })
}

/// "trong đó tái cử …, lần đầu …; nữ …": the first parts are a division, what follows tells of other things.
fn closing_prefix(d: &Document, opening: Opening, parts: Vec<usize>) -> Vec<usize> {
    let quantities: Vec<&Quantity> = parts.iter().filter_map(|&k| d.q(k)).collect();
    if !matches!(opening, Opening::Open | Opening::Listed) || closes(d, &quantities) {
        return parts;
    }
    let n = (2..parts.len()).find(|&n| quantities.get(..n).is_some_and(|first| closes(d, first)));
    n.and_then(|n| parts.get(..n)).map_or_else(|| parts.clone(), <[usize]>::to_vec)
}

/// "16 chi bộ, gồm 12 chi bộ thôn, 3 chi bộ trường học, 1 chi bộ y tế và 1 chi bộ quân sự": one kind after the other up to "và",
/// so that no part of the list is the whole of it.
fn runs_on(d: &Document, opening: Opening, w: &Quantity, parts: &[usize]) -> bool {
    let quantities: Vec<&Quantity> = parts.iter().filter_map(|&k| d.q(k)).collect();
    let kind = |q: &&Quantity| {
        d.likeness(q, w) == Likeness::Same && q.noun.1 - q.noun.0 >= 3 && d.head(q) == d.head(w)
    };
    let ends = quantities.last().is_some_and(|q| d.tokens.word_before(q.first, 1) == "và");
    opening == Opening::Closed && w.class != Class::Person && ends && quantities.iter().all(kind)
}

fn prefix_that_adds_up(d: &Document, parts: &[usize], whole: i128) -> Option<usize> {
    let mut sum: i128 = 0;
    for (n, &k) in parts.iter().enumerate() {
        sum = sum.checked_add(d.q(k)?.value().as_whole()?)?;
        if sum == whole && n >= 1 {
            return Some(n + 1);
        }
    }
    None
}

fn push(d: &Document, f: &mut Findings, w: &Quantity, parts: &[usize], judged: (Verdict, Certainty)) {
    let quantities: Vec<&Quantity> = parts.iter().filter_map(|&k| d.q(k)).collect();
    let Some((sum, gap)) = sum_and_gap(w, &quantities) else { return };
    if judged.0 == Verdict::Gap && is_made_up(d, w, parts) {
        return;
    }
    let from = quantities.iter().map(|q| q.first).chain([w.first]).min().unwrap_or(w.first);
    let to = quantities.iter().map(|q| q.noun.1).chain([w.noun.1]).max().unwrap_or(w.end);
    let note = match judged.0 {
        Verdict::Unchecked => Note::PartsNotExhaustive,
        _ => Note::Parts {
            parts: quantities.iter().map(|q| d.printed(q)).collect(),
            sum,
            whole: d.printed(w),
            gap,
        },
    };
    let computed = (judged.0 != Verdict::Unchecked).then_some(sum);
    f.claims.push(d.claim(Kind::Sum, judged, d.place(from, to, w), computed, note));
}

/// "11.642 đảng viên, có 1.085 …; 8.312 …; 2.206 …. Số chưa hoàn thành nhiệm vụ có 39 trường hợp": a figure beside the list that is just
/// what it lacks belongs to it; and "528/531 chi bộ. 297 …, 218 …, 13 …": so does a total that with the others makes up one before.
fn is_made_up(d: &Document, w: &Quantity, parts: &[usize]) -> bool {
    let value = |k: usize| d.q(k).filter(|q| q.is_exact_count()).and_then(|q| q.value().as_whole());
    let Some((whole, own)) = w.value().as_whole().zip(d.quantity_at(w.first)) else { return false };
    let Some(sum) = parts.iter().map(|&k| value(k)).sum::<Option<i128>>() else { return false };
    let Some((&first, &last)) = parts.iter().min().zip(parts.iter().max()) else { return false };
    let (from, to) = (own.min(first), own.max(last));
    let near = |k: &usize| d.q(*k).is_some_and(|q| q.paragraph == w.paragraph && !d.tells_change(q));
    let others =
        |range: std::ops::Range<usize>| range.filter(|k| *k != own && !parts.contains(k)).filter(near);
    let lacking = whole - sum >= LEAST_LACKING && others(from..to + 3).any(|k| value(k) == Some(whole - sum));
    let of_earlier =
        parts.len() >= 2 && others(from.saturating_sub(5)..from).any(|k| value(k) == Some(whole + sum));
    lacking || of_earlier
}

/// The sum and what is missing of the whole, in the thousands or millions in which the whole is told.
fn sum_and_gap(w: &Quantity, parts: &[&Quantity]) -> Option<(Decimal, Decimal)> {
    let zero = Fraction::new(0, 1)?;
    let sum = parts.iter().try_fold(zero, |sum, q| sum.add(q.value().fraction()))?;
    let gap = w.value().fraction().sub(sum)?;
    let power = 10_i128.checked_pow(u32::try_from(w.magnitude).ok()?)?;
    let told = |x: Fraction| x.div(Fraction::new(power, 1)?)?.rounded(3).map(Decimal::trimmed);
    Some((told(sum)?, told(gap)?))
}
