//! Cơ cấu: percents that stand side by side and make up one hundred: "trung cấp 22,2%; cao đẳng 5,2%; đại học 72,6%".
//!
//! Nobody says that they make up the whole, so a list is held against one hundred only where it would make it up after
//! one slip of the hand. Deliberately not here: lists of grades (`grades`), which close by their words.

use super::Findings;
use crate::claim::{Certainty, Kind, Note, Verdict};
use crate::decimal::{Decimal, Fraction};
use crate::document::Document;
use crate::quantity::{Approximation, Quantity};
use crate::slip;

const MOST: usize = 10;

/// Words between two percents of one list.
const APART: usize = 14;

pub(crate) fn find(d: &Document, f: &mut Findings) {
    let mut run: Vec<usize> = Vec::new();
    for (k, p) in d.quantities.iter().enumerate() {
        if !p.is_percent() {
            continue;
        }
        let goes_on = run.last().and_then(|&last| d.q(last)).is_some_and(|last| next_to(d, last, p));
        if !goes_on || run.len() == MOST {
            judge(d, f, &run);
            run.clear();
        }
        if is_share(d, k, p) {
            run.push(k);
        }
    }
    judge(d, f, &run);
    for k in 1..d.quantities.len() {
        complement(d, f, k);
    }
}

/// "đạt tỷ lệ bao phủ 92,5%; còn 7,5% dân số chưa tham gia": what is not so makes up one hundred with what is.
fn complement(d: &Document, f: &mut Findings, k: usize) {
    let (Some(a), Some(b)) = (k.checked_sub(1).and_then(|j| d.q(j)), d.q(k)) else { return };
    let plain = |q: &Quantity| q.is_percent() && q.approximation == Approximation::Exact && q.high.is_none();
    let t = &d.tokens;
    let rest = t.has(b.first.saturating_sub(3), b.first, &["còn", "còn lại"]);
    // "đạt 90,9%, 9,1% số tổ chức còn lại hoàn thành nhiệm vụ": a slip apart from the rest, for it may be a share of the rest.
    let rest = rest || of_the_rest(d, a, b);
    let denied = t.has(b.end, b.end + 8, &["chưa", "không", "còn lại"])
        || t.has(b.first.saturating_sub(3), b.first, &["còn lại"]);
    let aside = ["tăng", "giảm", "so với", "xuống", "trong đó", "chỉ tiêu", "kế hoạch"];
    let near = a.sentence == b.sentence && b.first - a.end <= 12 && !t.has(a.end, b.first, &aside);
    let slack = Fraction::new(5, 1);
    let off = a.value().fraction().add(b.value().fraction()).and_then(|sum| Fraction::percent().sub(sum));
    let (Some(off), Some(slack)) = (off, slack) else { return };
    let unit = if a.value().unit().below(b.value().unit()) { b.value().unit() } else { a.value().unit() };
    if !plain(a)
        || !plain(b)
        || !rest
        || !denied
        || !near
        || off.abs().at_most(unit)
        || !off.abs().at_most(slack)
    {
        return;
    }
    let decimals = a.value().decimals().max(b.value().decimals());
    let power = i8::try_from(decimals).unwrap_or(0);
    let sum = a.value().to_exponent(-power).zip(b.value().to_exponent(-power)).map(|(x, y)| x + y);
    if let Some(sum) = sum {
        push(d, f, (a, b), &[a, b], sum, decimals);
    }
}

/// "9,1% số tổ chức còn lại", told to tenths.
fn of_the_rest(d: &Document, a: &Quantity, b: &Quantity) -> bool {
    let t = &d.tokens;
    let says = t.word(b.end) == "số" && t.has(b.end, b.end + 8, &["còn lại"]);
    let exponent = b.value().exponent();
    let values = a.value().to_exponent(exponent).zip(b.value().to_exponent(exponent));
    let hundred = Decimal::whole(100).and_then(|h| h.to_exponent(exponent));
    let slips = values.zip(hundred).is_some_and(|((x, y), hundred)| slip::parts_them(hundred - x, y));
    says && slips && b.value().decimals() > 0 && a.value().decimals() == b.value().decimals()
}

fn is_share(d: &Document, k: usize, p: &Quantity) -> bool {
    // A percent beside its numerator is judged by it.
    let numerator = k
        .checked_sub(1)
        .and_then(|b| d.q(b))
        .is_some_and(|a| a.is_amount() && a.sentence == p.sentence && a.bracket == p.bracket);
    let aside = ["tăng", "giảm", "so với", "vượt", "trong đó", "riêng", "mục tiêu", "phấn đấu", "bình quân"];
    !numerator
        && p.approximation == Approximation::Exact
        && p.high.is_none()
        && p.bracket == 0
        && !d.tokens.has(p.label.0.max(p.first.saturating_sub(8)), p.first, &aside)
}

fn next_to(d: &Document, last: &Quantity, p: &Quantity) -> bool {
    let t = &d.tokens;
    last.sentence == p.sentence
        && p.first - last.end <= APART
        && !t.has(
            last.end,
            p.first,
            &["trong đó", "so với", "tăng", "giảm", "kế hoạch", "chỉ tiêu", "dự toán", "cùng kỳ"],
        )
}

fn judge(d: &Document, f: &mut Findings, run: &[usize]) {
    let list: Vec<&Quantity> = run.iter().filter_map(|&k| d.q(k)).collect();
    let (Some(first), Some(last)) = (list.first(), list.last()) else { return };
    let decimals = list.iter().map(|q| q.value().decimals()).max().unwrap_or(0);
    let exponent = -i8::try_from(decimals).unwrap_or(0);
    let values: Option<Vec<i128>> = list.iter().map(|q| q.value().to_exponent(exponent)).collect();
    let (Some(values), Some(hundred)) = (values, Decimal::whole(100).and_then(|h| h.to_exponent(exponent)))
    else {
        return;
    };
    let sum: i128 = values.iter().sum();
    let slack = i128::try_from(values.len()).unwrap_or(0).div_euclid(2);
    let off = hundred - sum;
    if values.len() < 3 || off.abs() <= slack || off.abs() * 5 > hundred {
        return;
    }
    let grades = ["tốt", "khá", "trung bình", "yếu", "kém", "hài lòng", "bình thường", "đồng ý"];
    let graded = list.iter().all(|q| d.tokens.has(q.end, q.end + 7, &grades));
    let fine =
        graded || decimals >= 1 || d.tokens.has(first.first.saturating_sub(12), first.first, &["cơ cấu"]);
    let slipped = (-slack..=slack).any(|by| {
        values.iter().any(|&value| value + off + by >= 0 && slip::parts_them(value, value + off + by))
    });
    let told = f.claims.iter().rev().take(40).any(|c| {
        c.accuses() && c.kind == Kind::Sum && d.tokens.get(first.first).is_some_and(|t| t.start == c.start)
    });
    if !fine || !slipped || told || others(d, &list) {
        return;
    }
    push(d, f, (first, last), &list, sum, decimals);
}

/// Each percent of things of its own: "95% chi bộ …, 92% đảng viên …".
fn others(d: &Document, list: &[&Quantity]) -> bool {
    list.windows(2).any(|pair| match pair {
        [a, b] => a.has_noun() && b.has_noun() && counted(d, a) && counted(d, b) && d.head(a) != d.head(b),
        _ => false,
    })
}

/// "55% số hộ": a share of things, not "55% có trình độ".
fn counted(d: &Document, p: &Quantity) -> bool {
    d.tokens.word(p.noun.0) == "số" || p.class != crate::words::Class::Other
}

/// Tells that the percents of the list make up another sum than one hundred.
pub(crate) fn push_list(d: &Document, f: &mut Findings, list: &[&Quantity]) {
    let decimals = list.iter().map(|q| q.value().decimals()).max().unwrap_or(0);
    let exponent = -i8::try_from(decimals).unwrap_or(0);
    let sum = list.iter().try_fold(0_i128, |sum, q| sum.checked_add(q.value().to_exponent(exponent)?));
    let (Some(sum), Some(first), Some(last)) = (sum, list.first(), list.last()) else { return };
    push(d, f, (first, last), list, sum, decimals);
}

fn push(
    d: &Document,
    f: &mut Findings,
    ends: (&Quantity, &Quantity),
    list: &[&Quantity],
    sum: i128,
    decimals: u8,
) {
    let power = 10_i128.pow(u32::from(decimals));
    let told = |n: i128| Fraction::new(n, power)?.rounded(decimals).map(Decimal::trimmed);
    let (Some(total), Some(gap)) = (told(sum), told(100 * power - sum)) else { return };
    let parts = list.iter().map(|q| d.printed(q)).collect();
    let note = Note::Parts { parts, sum: total, whole: "100".to_owned(), gap };
    let place = d.place(ends.0.first, ends.1.end, ends.1);
    f.claims.push(d.claim(Kind::Sum, (Verdict::Gap, Certainty::Likely), place, Some(total), note));
}
