//! Nhắc lại mức trước: "Trước sắp xếp, con số này là 302; số đầu mối giảm 203", "(năm 2021 có 10 vụ, giảm 3 vụ)", "từ 63,5% lên 78,2%. Mức
//! tăng 14,7 điểm": the later or the earlier figure stands outside the clause of the change, and words point at it.

use super::sides::{fits, is_from_to};
use super::{Change, Sides};
use crate::document::{Document, Likeness};
use crate::quantity::{Quantity, Unit};

/// Figures before the change among which the two are looked for.
const REACH: usize = 8;

/// "tỉnh có 99 đảng bộ cấp xã. Trước sắp xếp, con số này là 302; số đầu mối giảm 203": the figure that the sentence before begins with
/// is the later one.
pub(super) fn called_back(d: &Document, change: &Change) -> Option<Sides> {
    let (q, t) = (d.q(change.at)?, &d.tokens);
    let before = (change.at.saturating_sub(2)..change.at).rev().find(|&k| {
        d.q(k).is_some_and(|b| {
            let from = b.first.saturating_sub(5);
            b.sentence == q.sentence
                && t.has(from, b.first, &["con số này", "con số đó", "con số ấy", "số này là"])
                && t.has(b.first.saturating_sub(14), b.first, &["trước", "năm", "cùng kỳ"])
        })
    })?;
    let b = d.q(before)?;
    let earlier = d.outline.sentence_before(b.sentence)?;
    let own =
        |k: &usize| d.q(*k).is_some_and(|n| n.sentence == earlier && n.unit == b.unit && n.bracket == 0);
    let now = (before.saturating_sub(REACH)..before).find(own)?;
    let plain = matches!(q.unit, Unit::Percent) || q.unit == b.unit;
    plain.then_some(Sides { now, before, firm: true })
}

/// "có 7 vụ khiếu nại đông người (năm 2021 có 10 vụ, giảm 3 vụ)": the bracket tells what was before, and the change.
pub(super) fn in_own_bracket(d: &Document, change: &Change) -> Option<Sides> {
    let before = change.at.checked_sub(1)?;
    let (q, b, t) = (d.q(change.at)?, d.q(before)?, &d.tokens);
    let time = ["năm", "cùng kỳ", "kỳ trước", "quý", "tháng", "trước"];
    let inside =
        b.bracket != 0 && b.bracket == q.bracket && t.has(b.bracket, b.first, &time) && !d.tells_change(b);
    let now = (before.saturating_sub(3)..before).rev().find(|&k| {
        d.q(k).is_some_and(|n| {
            n.sentence == q.sentence
                && n.bracket < b.bracket
                && n.unit == b.unit
                && (d.likeness(n, b) == Likeness::Same || n.is_percent() && !b.has_noun())
        })
    })?;
    // "Năm 2021 có 7 vụ (năm 2022 có 10 vụ, tăng 3 vụ)": here the bracket tells the later figure.
    let n = d.q(now)?;
    let (begin, _) = d.outline.sentence(n.sentence);
    let outside = t.last_year(begin.max(n.first.saturating_sub(30)), n.first);
    let later = t.last_year(b.bracket, b.first).zip(outside).is_some_and(|(inside, out)| inside > out);
    (inside && !later && fits(d, q, b)).then_some(Sides { now, before, firm: true })
}

/// "nâng từ 63,5% năm 2019 lên 78,2% năm 2023. Mức tăng 14,7 điểm phần trăm …": the sentence before tells both.
pub(super) fn of_the_sentence_before(d: &Document, change: &Change) -> Option<Sides> {
    let (q, t) = (d.q(change.at)?, &d.tokens);
    let (begin, _) = d.outline.sentence(q.sentence);
    let words = ["mức tăng", "mức giảm", "như vậy", "tức là", "tính ra", "nghĩa là"];
    let leads = words.iter().any(|p| t.phrase_at(begin, p)) && change.word - begin <= 8;
    let now = change.at.checked_sub(1)?;
    let before = now.checked_sub(1)?;
    let (n, b) = (d.q(now)?, d.q(before)?);
    let next = d.outline.sentence_before(q.sentence) == Some(n.sentence);
    let same = q.unit == Unit::Points && n.is_percent()
        || q.unit == n.unit && d.likeness(q, n) != Likeness::Different;
    (leads && next && same && is_from_to(d, before, now)).then_some(Sides {
        now,
        before,
        firm: n.unit == b.unit,
    })
}

/// "đầu năm là 2.318 hộ (6,42%), đến cuối năm còn 1.745 hộ (4,83%). Như vậy, tỷ lệ hộ nghèo giảm 1,59 điểm phần trăm": the shares in the
/// brackets of the two figures.
pub(super) fn of_bracketed_shares(d: &Document, change: &Change) -> Option<Sides> {
    let q = d.q(change.at).filter(|q| q.unit == Unit::Points)?;
    let shares: Vec<usize> = (change.at.saturating_sub(REACH)..change.at)
        .filter(|&k| {
            d.q(k).is_some_and(|p| p.is_percent() && p.paragraph == q.paragraph && d.fills_bracket(p))
        })
        .collect();
    let [before, now] = *shares.as_slice() else { return None };
    let told = |share: usize| share.checked_sub(1).and_then(|k| d.q(k)).filter(|x| x.is_exact_count());
    let (b, n, t) = (told(before)?, told(now)?, &d.tokens);
    let beside = |k: usize, x: &Quantity| d.q(k).is_some_and(|p| p.first - x.end <= 4);
    let later = t.has(d.q(before)?.end, n.first, &["còn", "đến nay", "cuối năm", "cuối kỳ", "giảm", "tăng"]);
    let same = b.sentence == n.sentence && d.likeness(b, n) == Likeness::Same;
    let same = same && names(d, change, b);
    (later && same && beside(before, b) && beside(now, n)).then_some(Sides { now, before, firm: true })
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
