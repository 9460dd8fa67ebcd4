//! Trước, sau theo thứ tự: the earlier and the later figure told by words of time, and several of them one after the other.

use super::earlier::FIRST;
use super::sides::fits;
use super::{Change, Sides};
use crate::document::{Document, Likeness};
use crate::quantity::Quantity;

/// Figures in one bracket that are looked at.
const MOST: usize = 5;

/// "Trước sắp xếp, huyện có 23 xã; sau khi sắp xếp còn 14 xã, giảm 9 xã": the words about the two figures tell which was first.
pub(super) fn before_and_after(d: &Document, change: &Change) -> Option<Sides> {
    let (q, t) = (d.q(change.at)?, &d.tokens);
    let alike = |k: &usize| {
        d.q(*k).is_some_and(|n| {
            n.paragraph == q.paragraph
                && n.sentence + 1 >= q.sentence
                && n.bracket == 0
                && (fits(d, q, n) || q.is_percent() && n.is_percent())
                && !n.weak
                && !d.tells_change(n)
                && !d.is_after_stroke(n)
                && !tells_apart(d, n)
        })
    };
    let list: Vec<usize> = (change.at.saturating_sub(6)..change.at).rev().filter(|k| alike(k)).collect();
    let now = *list.first()?;
    // "có 24 thôn, nhiều thôn chưa tới 80 hộ. … còn 13 thôn": of several the one that counts the same things.
    let same = |k: &usize| d.q(*k).zip(d.q(now)).is_some_and(|(b, n)| d.likeness(b, n) == Likeness::Same);
    let before = list.iter().skip(1).copied().find(same).or_else(|| list.get(1).copied())?;
    let (n, b) = (d.q(now)?, d.q(before)?);
    let (begin, _) = d.outline.sentence(b.sentence);
    // "Đầu nhiệm kỳ có 18 chi bộ với 402 đảng viên": the words stand before both.
    let joined = matches!(t.word_before(b.first, 1), "với" | "và");
    let last = before.checked_sub(1 + usize::from(joined)).and_then(|k| d.q(k));
    let last = last.map_or(begin, |x| x.end.max(begin));
    let opening = ["đầu năm", "đầu kỳ", "đầu nhiệm kỳ", "ban đầu", "năm trước", "từng"];
    let later = [
        "sau khi",
        "sau sắp xếp",
        "sau sáp nhập",
        "sau đó",
        "còn",
        "cuối năm",
        "cuối kỳ",
        "cuối nhiệm kỳ",
        "đến nay",
        "nay đã",
        "nay có",
        "hiện nay",
        "hiện còn",
    ];
    // "cuối năm 2023 là 7,42%; cuối năm 2024 còn 5,18%": the years tell the order.
    let year = |from, to| t.last_year(from, to);
    let in_years = year(last, b.first).zip(year(b.end, n.first)).is_some_and(|(x, y)| x < y);
    let aside = ["so với", "chỉ tiêu", "kế hoạch", "trong đó"];
    let by_words = (t.has(last, b.first, &FIRST)
        || t.has(last, b.first, &opening)
        || t.has(b.end, b.noun.1 + 2, &["ban đầu", "trước đây"]))
        && t.has(b.end, n.first, &later);
    // "lần lượt 2.014 và 2.186 đảng viên, năm sau cao hơn năm trước 172".
    let in_turn = t.has(n.end, q.first, &["năm sau cao hơn năm trước", "năm sau nhiều hơn năm trước"]);
    // "Nhiệm kỳ 2015-2020 kết nạp 1.248 đảng viên; nhiệm kỳ sau chỉ 1.006".
    let in_turn = in_turn || t.has(b.end, n.first, &["nhiệm kỳ sau", "năm sau", "kỳ sau", "quý sau"]);
    let told =
        (by_words || in_years || in_turn) && !t.has(b.end, n.first, &aside) && !t.has(last, b.first, &aside);
    (told && n.unit == b.unit && d.likeness(n, b) != Likeness::Different).then_some(Sides {
        now,
        before,
        firm: d.likeness(n, b) >= Likeness::Class
            || n.is_percent()
            || !n.has_noun() && d.likeness(q, b) == Likeness::Same
            // "có 6/13 chi bộ yếu kém": the noun stands behind the stroke.
            || !b.has_noun() && t.is_mark(b.end, '/') && d.likeness(q, n) == Likeness::Same,
    })
}

/// "ít hơn 242 người".
fn tells_apart(d: &Document, n: &Quantity) -> bool {
    ["ít hơn", "nhiều hơn", "cao hơn", "thấp hơn"].iter().any(|p| d.tokens.phrase_before(n.first, p))
}

/// "đạt 71,3%, thấp hơn bình quân chung toàn tỉnh (76,8%) là 5,5 điểm phần trăm": a bracket between the words and the change tells with
/// what it is compared.
pub(super) fn between(d: &Document, change: &Change) -> Option<Sides> {
    let (before, now) = (change.at.checked_sub(1)?, change.at.checked_sub(2)?);
    let (q, b, n) = (d.q(change.at)?, d.q(before)?, d.q(now)?);
    let close = d.closing(b)?;
    let inside = b.bracket > change.word && b.bracket == b.first && close < q.first;
    let alike = fits(d, q, b)
        && fits(d, q, n)
        && n.unit == b.unit
        && n.first < change.word
        && n.sentence == q.sentence;
    (inside && alike && n.bracket == 0).then_some(Sides { now, before, firm: true })
}

/// "xảy ra 32 vụ (giảm 8 vụ), làm chết 14 người (giảm 3 người) so với cùng kỳ (40 vụ, 17 người chết)": one bracket tells all
/// that was before, in the order of the changes. Where one of the others holds, this one is held against it.
pub(super) fn one_by_one(d: &Document, change: &Change) -> Option<Sides> {
    let q = d.q(change.at)?;
    let list = earlier(d, change.at, q)?;
    let first = *list.first()?;
    let steps: Vec<usize> = (first.saturating_sub(3 * MOST)..first).filter(|&k| is_step(d, k, q)).collect();
    let place = steps.iter().position(|&k| k == change.at)?;
    if steps.len() != list.len() {
        return None;
    }
    let value = |k: usize| d.q(k).and_then(|x| x.value().as_whole()).unwrap_or(0);
    let holds = |i: usize| {
        let (step, before) = (steps.get(i)?, list.get(i)?);
        let off = (value(step.checked_sub(1)?) - value(*before)).abs();
        (off == value(*step)).then_some(())
    };
    let others = (0..steps.len()).filter(|&i| i != place).any(|i| holds(i).is_some());
    let (now, before) = (change.at.checked_sub(1)?, *list.get(place)?);
    let alike = d.likeness(d.q(now)?, d.q(before)?) != Likeness::Different;
    (others && alike).then_some(Sides { now, before, firm: true })
}

/// A change of just the figure before it.
fn is_step(d: &Document, k: usize, q: &Quantity) -> bool {
    let told = |x: &Quantity| x.sentence == q.sentence && x.is_exact_count() && d.tells_change(x);
    let grown = |n: &Quantity| n.sentence == q.sentence && n.is_exact_count() && !d.tells_change(n);
    d.q(k).is_some_and(told) && k.checked_sub(1).and_then(|b| d.q(b)).is_some_and(grown)
}

/// The figures of the bracket after the changes that "cùng kỳ" or a year opens.
fn earlier(d: &Document, at: usize, q: &Quantity) -> Option<Vec<usize>> {
    let t = &d.tokens;
    let opens = |x: &Quantity| {
        x.bracket > q.end
            && x.bracket != q.bracket
            && t.has(x.bracket.saturating_sub(8), x.first, &["cùng kỳ", "năm trước", "kỳ trước", "năm"])
            && !d.tells_change(x)
    };
    let own = |k: &usize| d.q(*k).is_some_and(|x| x.sentence == q.sentence);
    let first = (at + 1..at + 3 * MOST).take_while(own).find(|&k| d.q(k).is_some_and(opens))?;
    let bracket = d.q(first)?.bracket;
    let list: Vec<usize> =
        (first..first + MOST).take_while(|&k| d.q(k).is_some_and(|x| x.bracket == bracket)).collect();
    (list.len() >= 2 && list.iter().all(|&k| d.q(k).is_some_and(Quantity::is_exact_count))).then_some(list)
}
