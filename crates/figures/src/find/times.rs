//! Gấp … lần: "130 doanh nghiệp, gấp 1,3 lần cùng kỳ (100 doanh nghiệp)", "bằng 1,5 lần số đương nhiệm (30 đồng chí)".
//!
//! Judged only where the other figure stands in a bracket just after, or after "so với". Deliberately not here: a
//! change "từ … lên …", which `change` judges.

use super::{Findings, verdict};
use crate::claim::{Certainty, Kind, Note};
use crate::document::{Document, Likeness};
use crate::judge;
use crate::quantity::{Quantity, Unit};

pub(crate) fn find(d: &Document, f: &mut Findings) {
    for (k, times) in d.quantities.iter().enumerate() {
        if times.unit != Unit::Times || f.is_taken(k) {
            continue;
        }
        let said = (1..=3).any(|back| matches!(d.tokens.word_before(times.first, back), "gấp" | "bằng"));
        let found = said.then(|| sides(d, k, times).or_else(|| in_order(d, k, times))).flatten();
        let Some((now, before)) = found else { continue };
        let Some(quotient) = judge::pair(now, before).and_then(|(n, b)| judge::quotient(n, b)) else {
            continue;
        };
        let Some(c) = judge::compare(quotient, times) else { continue };
        f.take(k);
        let rough = now.is_rough() || before.is_rough();
        let judged = verdict(c, if rough { Certainty::Ask } else { Certainty::Likely });
        let note = Note::Difference { now: d.written(now), before: d.written(before) };
        let place = d.place(times.first, times.end, times);
        f.claims.push(d.claim(Kind::Change, judged, place, Some(c.computed), note));
    }
}

/// The nearest figure before, and the one that is told after for comparison.
fn sides<'a>(d: &'a Document, k: usize, times: &Quantity) -> Option<(&'a Quantity, &'a Quantity)> {
    let before = d.q(k + 1).filter(|b| b.is_amount() && b.sentence == times.sentence)?;
    let words = d.tokens.count_words(times.end, before.first);
    let bracketed = before.bracket > times.end && before.first - before.bracket <= 3;
    let direct = d.tokens.word_before(before.first, 1) == "với" && words <= 4;
    if !(bracketed || direct) || before.first - times.end > 12 {
        return None;
    }
    let now = d.q(k.checked_sub(1)?)?;
    let alike = now.is_amount()
        && now.sentence == times.sentence
        && now.unit == before.unit
        && d.likeness(now, before) != Likeness::Different
        && !d.has_mark(now.end, times.first, &[';', '|', '\t']);
    alike.then_some((now, before))
}

/// "năm 2019 mới đạt 12,5% thì đến năm 2024 đã là 87,5%, gấp 7 lần": the years tell the order.
fn in_order<'a>(d: &'a Document, k: usize, times: &Quantity) -> Option<(&'a Quantity, &'a Quantity)> {
    let (now, before) = (d.q(k.checked_sub(1)?)?, d.q(k.checked_sub(2)?)?);
    let t = &d.tokens;
    let alike = now.unit == before.unit
        && (now.is_percent() || d.likeness(now, before) == Likeness::Same || !now.has_noun())
        && now.sentence == times.sentence
        && before.sentence == times.sentence;
    let year = |from, to| t.last_year(from, to);
    let (begin, _) = d.outline.sentence(times.sentence);
    let first = begin.max(before.first.saturating_sub(14));
    let in_years = year(first, before.first).zip(year(before.end, now.first)).is_some_and(|(x, y)| x < y);
    // "từ 8 chi bộ điểm ban đầu đã nhân rộng ra 56 chi bộ, gấp 7 lần"; "… 18 quần chúng …, con số ấy là 45, gấp 2,5 lần".
    let grown = matches!(t.word_before(now.first, 1), "ra" | "lên" | "thành" | "đến");
    let from_to = t.has(before.first.saturating_sub(3), before.first, &["từ"]) && grown;
    let recalled = t.has(before.end, now.first, &["con số ấy", "con số này", "con số đó", "số này"]);
    let order = in_years || from_to || recalled;
    let close = times.first - now.noun.1.max(now.end) <= 4 && !d.tells_change(now) && !d.tells_change(before);
    (alike && order && close && now.sentence == times.sentence).then_some((now, before))
}
