//! Mẫu số nêu bằng số: bases that stand as a number of their own: told of a year, in a bracket after the share, or last in the
//! sentence.

use crate::document::{Document, Likeness};
use crate::quantity::{Quantity, Unit};

/// "Năm 2023 được 612 người; năm 2024 được 745 người, bằng 121,7% so với năm 2023": the figure that was told of that year.
pub(super) fn of_year(d: &Document, k: usize, p: &Quantity, year: usize) -> Option<usize> {
    let t = &d.tokens;
    let says = t.phrase_before(year, "so với năm") || t.phrase_before(year, "so năm");
    if !says || !t.is_number(year) || t.text(year).len() != 4 || year > p.end + 5 {
        return None;
    }
    (k.saturating_sub(6)..k).rev().find(|&i| {
        d.q(i).is_some_and(|b| {
            let from = b.label.0.max(b.first.saturating_sub(8));
            let told = (from..b.first).any(|j| t.word(j) == "năm" && t.text(j + 1) == t.text(year));
            b.paragraph == p.paragraph && b.is_amount() && !b.is_rough() && told && !d.tells_change(b)
        })
    })
}

/// "bằng 38,2% tổng số đảng viên; toàn Đảng bộ có 3.259 đảng viên": the next clause counts the whole.
pub(super) fn after(d: &Document, k: usize, (from, to): (usize, usize)) -> Option<usize> {
    let (a, t) = (d.q(k)?, &d.tokens);
    let name = d.spelled(t.word(from), t.word(from + 1));
    if !t.phrase_before(from, "tổng số") {
        return None;
    }
    (k + 2..k + 4).find(|&i| {
        d.q(i).is_some_and(|b| {
            b.sentence == a.sentence
                && b.is_exact_count()
                && b.bracket == a.bracket
                && t.has(b.label.0, b.first, &["toàn", "cả", "tổng số"])
                && d.head(b) == name
                && a.value().fraction().at_most(b.value().fraction())
                && says_all(d, i, (from, to))
        })
    })
}

/// Whether the words that name the whole tell no narrower one than the figure: "tổng số đảng viên khối xã" is not "toàn Đảng
/// bộ có 5.259 đảng viên".
pub(super) fn says_all(d: &Document, k: usize, (from, to): (usize, usize)) -> bool {
    let t = &d.tokens;
    let Some(b) = d.q(k) else { return false };
    let name = b.label.0..(b.noun.1.max(b.end) + 4);
    let narrow = |w: &str| {
        matches!(
            w,
            "của"
                | "kỳ"
                | "khối"
                | "thuộc"
                | "ở"
                | "tại"
                | "nữ"
                | "nam"
                | "xã"
                | "thôn"
                | "này"
                | "trong"
                | "từ"
        )
    };
    (from..to).all(|i| !narrow(t.word(i)) || name.clone().any(|j| t.word(j) == t.word(i)))
}

/// "đạt 77,5% so với số phải thu hồi là 6 tỷ đồng": what the share is compared with is told in words and then counted.
fn compared(d: &Document, k: usize, (from, run): (usize, usize)) -> Option<usize> {
    let t = &d.tokens;
    let all = ["so với số", "so với tổng số", "trên tổng số", "trong tổng số"];
    let opens = all.iter().any(|w| t.phrase_at(from, w));
    let b = d.q(k + 1).filter(|b| b.first == run && b.is_amount() && b.high.is_none())?;
    let is = matches!(t.word_before(b.first, 1), "là" | "có");
    let earlier = t.has(from, run, &["cùng kỳ", "năm trước", "kỳ trước"]);
    (opens && is && !earlier).then_some(k + 1)
}

/// "đạt 125% chỉ tiêu Tỉnh ủy giao (chỉ tiêu 200 đảng viên)": a bracket of its own tells the number.
pub(super) fn in_bracket(d: &Document, k: usize, (from, run): (usize, usize)) -> Option<usize> {
    if let Some(told) = compared(d, k, (from, run)) {
        return Some(told);
    }
    let t = &d.tokens;
    let of = ["chỉ tiêu", "kế hoạch", "dự toán", "nghị quyết", "cùng kỳ", "năm trước", "kỳ trước", "tổng"];
    let b = d.q(k + 1).filter(|b| b.is_amount() && t.is_mark(run, '(') && b.bracket == run + 1)?;
    let close = d.brackets.close.get(run).copied().filter(|&c| c >= b.end && c - b.end <= 6)?;
    let alone = d.q(k + 2).is_none_or(|next| next.first > close);
    let plain = (run + 1..b.first).all(|i| t.is_word(i)) && b.first - run <= 6;
    (alone && plain && t.has(from, run, &of)).then_some(k + 1)
}

/// "45% số chi bộ (tương ứng 54 chi bộ) hoàn thành đại hội, trong tổng số 120 chi bộ": the base ends the sentence.
pub(super) fn last(d: &Document, k: usize) -> Option<usize> {
    let a = d.q(k)?;
    // "đạt 93% so với số phải thu kỳ này; tổng số phải thu là 6 tỷ đồng": the share names another whole.
    let named = |p: &Quantity| p.is_percent() && d.tokens.phrase_at(p.end, "so với số");
    if d.q(k + 1).is_some_and(named) {
        return None;
    }
    let own = |i: &usize| d.q(*i).is_some_and(|b| b.sentence == a.sentence);
    let last = (k + 1..k + 8).take_while(own).last()?;
    let t = &d.tokens;
    let b = d.q(last).filter(|b| b.bracket == 0)?;
    // "40% kinh phí (tương đương 480 triệu đồng), …, tổng kinh phí 1,2 tỷ đồng".
    let numerator = if a.is_percent() { d.q(k + 1)? } else { a };
    if b.unit == Unit::Measure && numerator.unit == Unit::Measure {
        let says = d.label_has(b, &["tổng", "tổng số"]);
        return (says && t.word(b.noun.0) == t.word(numerator.noun.0)).then_some(last);
    }
    if !b.is_exact_count() {
        return None;
    }
    let says = ["trong tổng số", "trên tổng số", "trong số"].iter().any(|p| t.phrase_before(b.first, p));
    let between = (k + 1..last).filter_map(|i| d.q(i)).all(|q| q.is_percent() || q.bracket != 0);
    // "phương án 1 có 2.845 ý kiến (62,0%), phương án 2 có 1.744 ý kiến (38,0%), tổng số ý kiến tham gia là 4.589".
    let shared = (k + 1..last).all(|i| {
        let share = |j: usize| d.q(j).is_some_and(Quantity::is_percent);
        share(i) || share(i + 1)
    });
    let total = shared && d.label_has(b, &["tổng số"]) && !b.has_noun();
    if total && d.tokens.has(b.label.0, b.first, &[t.word(a.noun.0)]) {
        return Some(last);
    }
    (says && between && d.likeness(a, b) == Likeness::Same).then_some(last)
}
