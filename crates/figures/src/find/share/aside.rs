//! Tử số ở bên: "108 đơn (khiếu nại 75, tố cáo 33), đạt 80%", "57 vụ với 88 đối tượng, đạt 90,48%": what stands between a
//! percent and the figure of which it is told.

use super::Share;
use crate::document::{Document, Likeness};
use crate::find::base::Whole;
use crate::find::ratio::{has_cue, only_cues};
use crate::judge;
use crate::quantity::Quantity;

/// Figures that a bracket of parts may hold.
const PARTS: usize = 8;

/// Tokens between a figure and the bracket that opens after it.
const NEAR: usize = 10;

/// The figure before a bracket that tells its parts, where after it stand only words such as "đạt tỷ lệ".
pub(super) fn past_parts(d: &Document, p: usize, percent: &Quantity) -> Option<usize> {
    let t = &d.tokens;
    let close = (percent.first.saturating_sub(8)..percent.first).rev().find(|&i| t.is_mark(i, ')'))?;
    let open = d.brackets.inside.get(close.checked_sub(1)?).copied()?.checked_sub(1)?;
    let own = d.brackets.close.get(open) == Some(&close);
    if !own || !only_cues(d, close + 1, percent.first) || !has_cue(d, close + 1, percent.first) {
        return None;
    }
    let numerator =
        (p.saturating_sub(PARTS + 1)..p).rev().find(|&k| d.q(k).is_some_and(|q| q.first < open))?;
    let a = d.q(numerator)?;
    let part = |k: usize| {
        d.q(k).is_some_and(|q| q.is_exact_count() && q.value().fraction().below(a.value().fraction()))
    };
    let parts = p - numerator >= 3 && (numerator + 1..p).all(part);
    // "108 đơn (kế hoạch 120 đơn, cùng kỳ 96 đơn), đạt 90%".
    let other = ["kế hoạch", "chỉ tiêu", "cùng kỳ", "năm", "so với", "tăng", "giảm", "trên"];
    let plain = a.is_exact_count() && a.sentence == percent.sentence && a.bracket == percent.bracket;
    let beside = open >= a.end && open - a.end <= NEAR && !d.has_mark(a.end, open, &[',', ';', '.', ')']);
    (parts && plain && beside && !t.has(open, close, &other) && !d.tells_change(a)).then_some(numerator)
}

/// "23 người đi làm ăn xa, gần 40%": a rough percent with nothing after it is told of the figure before the comma.
pub(super) fn told_roughly(d: &Document, percent: &Quantity) -> bool {
    let t = &d.tokens;
    let ends = !t.is_word(percent.end) && !t.is_number(percent.end) && !t.is_mark(percent.end, '/');
    percent.is_rough() && (ends || t.phrase_at(percent.end, "tổng số"))
}

/// "khám phá 57 vụ với 88 đối tượng, đạt 90,48%": the rate is told of the cases, not of those who came with them.
pub(super) fn accompanied(d: &Document, numerator: usize, percent: &Quantity) -> Option<usize> {
    let (main, a) = (numerator.checked_sub(1)?, d.q(numerator)?);
    let t = &d.tokens;
    let q = d.q(main).filter(|q| q.sentence == a.sentence && q.is_exact_count() && q.bracket == a.bracket)?;
    let with = t.word_before(a.first, 1) == "với" || t.phrase_before(a.first, "cùng");
    let beside = (q.end..a.first).all(|i| t.is_word(i)) && a.first - q.end <= 4;
    let reached = t.has(a.end, percent.first, &["đạt", "tỷ lệ", "tỉ lệ"]);
    (with && beside && reached && d.head(q) != d.head(a)).then_some(main)
}

/// "kết nạp 1.532 đảng viên, vượt 132 đảng viên so với chỉ tiêu 1.400 đảng viên (đạt 109,4%)": the share is one of the
/// target, and its numerator stands before the excess.
pub(super) fn compared(d: &Document, p: usize, percent: &Quantity) -> Option<Share> {
    let (base, before) = (p.checked_sub(1)?, p.checked_sub(2)?);
    let (b, e) = (d.q(base)?, d.q(before)?);
    let t = &d.tokens;
    let goal = ["chỉ tiêu", "kế hoạch", "mục tiêu", "dự toán", "nghị quyết"];
    let of_target = t.has(e.end, b.first, &["so với", "so"]) && t.has(e.end, b.first, &goal);
    let beside = percent.first - b.end <= 8 && !d.has_mark(b.end, percent.first, &[';', '.', ')']);
    let amount = |q: &Quantity| q.is_amount() && q.sentence == percent.sentence && q.bracket == b.bracket;
    if !of_target || !beside || !amount(b) || !amount(e) {
        return None;
    }
    let share = |numerator| Share { numerator, percent: p, whole: Whole::Number(base), apart: true };
    let excess = tells_excess(d, e);
    // "vượt 13 đảng viên so với chỉ tiêu 140 đảng viên (bằng 9,3%)".
    if excess && judge::share(e, b, percent).is_some_and(|c| c.fit.holds()) {
        return Some(share(before));
    }
    let numerator = if excess { before.checked_sub(1)? } else { before };
    let a =
        d.q(numerator).filter(|a| amount(a) && d.likeness(a, b) == Likeness::Same && !tells_excess(d, a))?;
    let reached = matches!(t.word_before(percent.first, 1), "đạt" | "bằng");
    (reached && a.unit == b.unit).then(|| share(numerator))
}

/// "vượt 132", "tăng thêm 12".
fn tells_excess(d: &Document, q: &Quantity) -> bool {
    d.tells_change(q) || d.tokens.has(q.first.saturating_sub(3), q.first, &["vượt", "thiếu", "hụt"])
}

/// "36 chi bộ dưới 9 đảng viên, bằng 8,7%", "28 chi bộ có trên 50 đảng viên": a bound tells which branches are counted.
pub(super) fn is_property(d: &Document, k: usize) -> bool {
    let t = &d.tokens;
    let (Some(q), Some(main)) = (d.q(k), k.checked_sub(1).and_then(|i| d.q(i))) else { return false };
    let bound = q.is_count() && q.is_rough() && matches!(t.word_before(q.first, 1), "dưới" | "trên");
    let from = main.noun.1.min(q.first.saturating_sub(1)).max(main.end);
    let beside = from < q.first && q.first - from <= 3 && (from..q.first - 1).all(|i| t.word(i) == "có");
    let counts = main.is_exact_count() && main.has_noun() && main.sentence == q.sentence;
    bound && beside && counts && main.bracket == q.bracket && d.head(main) != d.head(q)
}
