//! Trước kia: what the words call the earlier figure: "(năm 2021 có 10 vụ, giảm 3 vụ)", "trước sắp xếp, con số này là 302".

use super::sides::fits;
use super::{Change, Sides};
use crate::document::{Document, Likeness};
use crate::quantity::Quantity;

/// Words that open the clause of what there was before, and nothing else.
pub(super) const FIRST: [&str; 9] = [
    "trước khi",
    "trước sắp xếp",
    "trước sáp nhập",
    "trước hợp nhất",
    "trước đây",
    "trước đó",
    "trước kia",
    "từ chỗ",
    "từng có",
];

/// Tokens before a figure in which the words stand.
const REACH: usize = 12;

/// "Trước sắp xếp, con số này là 302": the clause before the figure calls it the earlier one.
pub(super) fn is_called_earlier(d: &Document, n: &Quantity) -> bool {
    let (begin, _) = d.outline.sentence(n.sentence);
    let from = begin.max(n.first.saturating_sub(REACH));
    let stop = |i: &usize| d.quantity_at(*i).is_some() || d.tokens.is_mark(*i, ';');
    let from = (from..n.first).rev().find(stop).map_or(from, |at| at + 1);
    d.tokens.has(from, n.first, &FIRST)
}

/// "có 7 vụ (năm 2021 có 10 vụ, giảm 3 vụ)": the bracket tells the earlier figure and the change from it.
pub(super) fn in_own_bracket(d: &Document, change: &Change) -> Option<Sides> {
    let (q, t) = (d.q(change.at)?, &d.tokens);
    let before = change.at.checked_sub(1)?;
    let b = d.q(before).filter(|b| b.bracket > 0 && b.bracket == q.bracket)?;
    let time = ["năm", "cùng kỳ", "kỳ trước", "nhiệm kỳ trước", "quý", "tháng"];
    let opens = time.iter().any(|p| t.phrase_at(b.bracket, p)) && b.first - b.bracket <= REACH;
    let compared = t.has(q.end, d.closing(q)?, &["so với"]) || t.has(b.end, change.word, &["so với"]);
    if !opens || compared || b.bracket > change.word || !fits(d, q, b) || d.tells_change(b) {
        return None;
    }
    let open = b.bracket - 1;
    let told = |k: &usize| {
        d.q(*k).is_some_and(|n| {
            n.first < open
                && n.sentence == q.sentence
                && n.bracket == 0
                && n.unit == b.unit
                && d.likeness(n, b) == Likeness::Same
                && !d.tells_change(n)
        })
    };
    let now = (before.saturating_sub(4)..before).rev().find(told)?;
    let n = d.q(now)?;
    // "Năm 2021 có 7 vụ (năm 2022 có 10 vụ, …)": here the bracket tells the later figure.
    let (begin, _) = d.outline.sentence(n.sentence);
    let outside = t.last_year(begin.max(n.first.saturating_sub(30)), n.first);
    let later = t.last_year(b.bracket, b.first).zip(outside).is_some_and(|(inside, out)| inside > out);
    (!later).then_some(Sides { now, before, firm: true })
}
