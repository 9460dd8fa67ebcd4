//! Nay và trước đã nêu: sides of a change that stand in other forms: "Mức tăng 14,7 điểm" after a sentence "từ 63,5% lên 78,2%",
//! "418 xã còn 205. Như vậy đã giảm 213 xã", "cao hơn 0,64 điểm phần trăm so với chỉ tiêu 93,5%".

use super::{Change, Sides};
use crate::document::{Document, Likeness};
use crate::quantity::{Quantity, Unit};

/// Figures before the change that are looked at.
const REACH: usize = 8;

/// Tokens in which a sentence says that it sums up the one before.
const OPENING: usize = 5;

pub(super) fn sides(d: &Document, change: &Change) -> Vec<Sides> {
    let all = [
        summed_up(d, change),
        left(d, change),
        than(d, change),
        shares(d, change),
        of_subject(d, change),
        removed(d, change),
        then(d, change),
    ];
    all.into_iter().flatten().collect()
}

/// "… nâng từ 63,5% năm 2019 lên 78,2% năm 2023. Mức tăng 14,7 điểm phần trăm": the sentence opens with the change told before.
fn summed_up(d: &Document, change: &Change) -> Option<Sides> {
    let (q, t) = (d.q(change.at)?, &d.tokens);
    let (begin, _) = d.outline.sentence(q.sentence);
    let opens = ["mức", "như vậy", "tức", "tính ra", "nghĩa là"].iter().any(|p| t.phrase_at(begin, p));
    let (now, before) = (change.at.checked_sub(1)?, change.at.checked_sub(2)?);
    let (n, b) = (d.q(now)?, d.q(before)?);
    let told = d.outline.sentence_before(q.sentence) == Some(n.sentence)
        && n.sentence == b.sentence
        && n.paragraph == q.paragraph
        && n.unit == b.unit
        && (n.unit == q.unit || q.unit == Unit::Points && n.is_percent());
    let from = t.has(b.first.saturating_sub(3), b.first, &["từ"]);
    let to = t.has(b.end, n.first, &["lên", "xuống", "còn"]) && n.first - b.end <= 14;
    let close = change.word >= begin && change.word - begin <= OPENING && opens;
    let alike = q.unit == Unit::Points || d.likeness(q, n) != Likeness::Different;
    (told && from && to && close && alike).then_some(Sides { now, before, firm: true })
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

/// "đạt 94,14%, cao hơn 0,64 điểm phần trăm so với chỉ tiêu 93,5%": what it is compared with stands just after.
fn than(d: &Document, change: &Change) -> Option<Sides> {
    let (q, t) = (d.q(change.at)?, &d.tokens);
    let (now, before) = (change.at.checked_sub(1)?, change.at + 1);
    let (n, b) = (d.q(now)?, d.q(before)?);
    let says = ["cao hơn", "thấp hơn"].iter().any(|p| t.phrase_at(change.word, p));
    let after = t.phrase_at(q.end, "so với")
        && b.first - q.end <= 10
        && b.bracket == q.bracket
        && (q.end..b.first).all(|i| t.is_word(i))
        && !t.has(q.end, b.first, &["và", "đạt", "nhưng", "tăng", "giảm"]);
    let close = q.first - n.end <= 6 && !d.has_mark(n.end, q.first, &[';', '(', ')']);
    let own = n.sentence == q.sentence && b.sentence == q.sentence;
    (q.unit == Unit::Points && n.is_percent() && b.is_percent() && says && after && close && own)
        .then_some(Sides { now, before, firm: true })
}

/// "đầu năm là 2.318 hộ (6,42%), cuối năm còn 1.745 hộ (4,83%). Như vậy, … tỷ lệ giảm 1,59 điểm phần trăm": the shares beside
/// the two counts.
fn shares(d: &Document, change: &Change) -> Option<Sides> {
    let q = d.q(change.at).filter(|q| q.unit == Unit::Points)?;
    let share = |k: &usize| {
        let (Some(p), Some(n)) = (d.q(*k), k.checked_sub(1).and_then(|n| d.q(n))) else { return false };
        let near = p.sentence == q.sentence || d.outline.sentence_before(q.sentence) == Some(p.sentence);
        p.is_percent() && n.is_exact_count() && near && p.bracket == n.noun.1.max(n.end) + 1
    };
    let mut list = (change.at.saturating_sub(REACH)..change.at).rev().filter(share);
    let (now, before) = (list.next()?, list.next()?);
    let (n, b) = (d.q(now - 1)?, d.q(before - 1)?);
    let (begin, _) = d.outline.sentence(b.sentence);
    let t = &d.tokens;
    let first = t.has(begin.max(b.first.saturating_sub(8)), b.first, &["đầu năm", "đầu kỳ", "đầu nhiệm kỳ"]);
    let last = t.has(b.end, n.first, &["cuối năm", "cuối kỳ", "đến nay", "cuối nhiệm kỳ", "hiện nay", "còn"]);
    let ordered = first && last && list.next().is_none() && names(d, change, b);
    (ordered && b.sentence == n.sentence && d.likeness(n, b) == Likeness::Same).then_some(Sides {
        now,
        before,
        firm: true,
    })
}

/// "số hộ nghèo …; tỷ lệ hộ nghèo giảm", but not "tỷ lệ hộ cận nghèo giảm": the clause of the change has no word that the count lacks.
fn names(d: &Document, change: &Change, b: &Quantity) -> bool {
    let t = &d.tokens;
    let filler = |w: &str| {
        matches!(w, "" | "tỷ" | "tỉ" | "lệ" | "số" | "đã" | "được" | "như" | "vậy" | "trong" | "năm" | "cũng")
    };
    let stop = |i: &usize| t.mark(*i).is_some() || t.is_number(*i);
    let first = change.word.saturating_sub(12);
    let from = (first..change.word).rev().find(stop).map_or(first, |i| i + 1);
    let about = |w: &str| (b.label.0..b.noun.1.max(b.end)).any(|i| t.word(i) == w);
    (from..change.word).map(|i| t.word(i)).filter(|w| !filler(w)).all(about)
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
