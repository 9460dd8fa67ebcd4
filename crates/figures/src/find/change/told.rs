//! Nay và trước đã nêu: sides of a change that stand in other forms: "418 xã còn 205. Như vậy đã giảm 213 xã", "Số lượt tiếp giảm 7,1%
//! so với năm 2022 (631 lượt)".

use super::{Change, Sides};
use crate::document::{Document, Likeness};
use crate::quantity::{Quantity, Unit};

/// Figures before the change that are looked at.
const REACH: usize = 8;

pub(super) fn sides(d: &Document, change: &Change) -> Vec<Sides> {
    let all = [left(d, change), of_subject(d, change), removed(d, change), then(d, change)];
    all.into_iter().flatten().collect()
}

/// "14 đơn vị cấp huyện còn 9, 418 đơn vị cấp xã còn 205. Như vậy đã giảm 5 huyện và 213 xã": the one pair of the sentence before,
/// or of this one, whose noun holds the word of the change.
fn left(d: &Document, change: &Change) -> Option<Sides> {
    let (q, t) = (d.q(change.at)?, &d.tokens);
    if q.unit != Unit::Count || !q.has_noun() || super::Direction::Down != change.direction {
        return None;
    }
    // "12 xã nay còn 8, giảm 5 xã so với năm 2010": another time is meant.
    if t.phrase_at(q.noun.1, "so với") && t.has(q.noun.1, q.noun.1 + 6, &["năm", "đầu"]) {
        return None;
    }
    let near =
        |n: &Quantity| n.sentence == q.sentence || d.outline.sentence_before(q.sentence) == Some(n.sentence);
    let pair = |now: &usize| {
        let (Some(n), Some(b)) = (d.q(*now), now.checked_sub(1).and_then(|k| d.q(k))) else { return false };
        let end = b.noun.1.max(b.end);
        let only = usize::from(t.word(end) == "chỉ" || t.word(end) == "nay");
        b.is_exact_count()
            && n.is_exact_count()
            && near(b)
            && !n.has_noun()
            && t.word(end + only) == "còn"
            && n.first == end + only + 1
            && (b.noun.0..b.noun.1).any(|i| t.word(i) == t.word(q.noun.0))
    };
    let mut pairs = (change.at.saturating_sub(REACH)..change.at).rev().filter(pair);
    let now = pairs.next()?;
    pairs.next().is_none().then_some(Sides { now, before: now - 1, firm: true })
}

/// "Toàn huyện tiếp 586 lượt, trong đó … 418 lượt. Số lượt tiếp giảm 7,1% so với năm 2022 (631 lượt)": the sentence names what the one
/// before counts first.
fn of_subject(d: &Document, change: &Change) -> Option<Sides> {
    let (q, t) = (d.q(change.at).filter(|q| q.is_percent())?, &d.tokens);
    let (begin, _) = d.outline.sentence(q.sentence);
    // "so với 6 tháng đầu năm 2022 (631 lượt)": a time may stand between.
    let bracketed = |k: &usize| {
        d.q(*k).is_some_and(|b| b.sentence == q.sentence && d.fills_bracket(b) && b.is_exact_count())
    };
    let before = (change.at + 1..change.at + 3).find(bracketed)?;
    let b = d.q(before)?;
    let named = t.word(begin) == "số" && t.word(begin + 1) == t.word(b.noun.0) && b.has_noun();
    let compared = t.has(q.end, b.bracket, &["so với"]) && b.bracket - q.end <= 12;
    if !named || !compared || change.word < begin || change.word - begin > 6 {
        return None;
    }
    let above = d.outline.sentence_before(q.sentence)?;
    let counts = |k: &usize| {
        d.q(*k).is_some_and(|n| {
            n.sentence == above
                && n.paragraph == q.paragraph
                && n.is_exact_count()
                && t.word(n.noun.0) == t.word(b.noun.0)
                && !d.tells_change(n)
        })
    };
    let list: Vec<usize> = (change.at.saturating_sub(REACH)..change.at).filter(counts).collect();
    let now = *list.first()?;
    let n = d.q(now).filter(|n| n.bracket == 0)?;
    // The others are its parts.
    let parts = list.get(1).and_then(|&k| d.q(k));
    let opened = parts.is_none_or(|x| t.has(n.end, x.first, &["trong đó", "gồm", "bao gồm"]));
    opened.then_some(Sides { now, before, firm: true })
}

/// "năm 2015 có 37 bản …. Đến năm 2023 chỉ còn 9 bản, tức là đã xóa được 28 chi bộ ghép": what is gone may have another name.
fn removed(d: &Document, change: &Change) -> Option<Sides> {
    let (q, t) = (d.q(change.at)?, &d.tokens);
    if t.word(change.word) != "xóa" || q.unit != Unit::Count {
        return None;
    }
    let told = |k: &usize| {
        d.q(*k).is_some_and(|n| {
            n.paragraph == q.paragraph && n.sentence + 2 >= q.sentence && n.is_exact_count() && n.has_noun()
        })
    };
    let mut list = (change.at.saturating_sub(REACH)..change.at).rev().filter(told);
    let (now, before) = (list.next()?, list.next()?);
    let (n, b) = (d.q(now)?, d.q(before)?);
    let left = t.word_before(n.first, 1) == "còn" && n.sentence == q.sentence;
    let year = |x: &Quantity| {
        let (begin, _) = d.outline.sentence(x.sentence);
        t.last_year(begin.max(x.first.saturating_sub(14)), x.first)
    };
    let ordered = year(b).zip(year(n)).is_some_and(|(x, y)| x < y);
    (left && ordered && d.likeness(n, b) == Likeness::Same).then_some(Sides { now, before, firm: true })
}

/// "có 156 nơi bí thư đồng thời là trưởng thôn, đạt 76,5%; tăng 63 thôn so với đầu nhiệm kỳ (khi ấy mới có 93 thôn)".
fn then(d: &Document, change: &Change) -> Option<Sides> {
    let (q, t) = (d.q(change.at)?, &d.tokens);
    let before = change.at + 1;
    let b = d.q(before).filter(|b| b.sentence == q.sentence && b.bracket > q.end)?;
    let says = ["khi ấy", "khi đó", "lúc ấy", "lúc đó"].iter().any(|p| t.phrase_at(b.bracket, p));
    let (percent, now) = (change.at.checked_sub(1)?, change.at.checked_sub(2)?);
    let n = d.q(now).filter(|n| n.sentence == q.sentence && n.is_exact_count() && n.bracket == 0)?;
    let told = d.q(percent).is_some_and(Quantity::is_percent) && b.is_exact_count() && q.is_exact_count();
    let same = t.word(n.noun.0) == "nơi" || d.likeness(n, q) == Likeness::Same;
    (says && told && same && d.likeness(q, b) == Likeness::Same && b.first - b.bracket <= 6)
        .then_some(Sides { now, before, firm: true })
}
