//! Tập được gọi: "6.428 đảng viên thuộc diện phải học tập; đã tham gia 6.215 đồng chí", "giúp 120 hộ nghèo; 96 hộ thoát
//! nghèo": those who were called or helped are the base of those who came or got on.

use crate::document::{Document, Likeness};
use crate::quantity::Quantity;

/// Figures between the two.
const REACH: usize = 5;

/// Words of those who were called, and of those who came.
const CALLED: [&str; 6] =
    ["thuộc diện", "trong diện", "triệu tập", "phải học tập", "phải tham gia", "được mời"];
const CAME: [&str; 5] = ["tham gia", "tham dự", "có mặt", "dự học", "đã học"];

/// The set that was called, of which quantity `k` came.
pub(super) fn called(d: &Document, k: usize) -> Option<usize> {
    let a = d.q(k)?;
    let t = &d.tokens;
    let from = a.label.0.max(a.first.saturating_sub(6));
    let came =
        t.has(from, a.first, &CAME) || t.has(a.end, (a.end + 6).min(d.outline.sentence(a.sentence).1), &CAME);
    if !came || t.has(from, a.first, &CALLED) {
        return None;
    }
    same_before(d, k, a, |b| {
        let end = (b.end + 8).min(a.first);
        let stop = (b.end..end).find(|&i| t.mark(i).is_some()).unwrap_or(end);
        d.label_has(b, &["triệu tập"]) || t.has(b.end, stop, &CALLED)
    })
}

/// The households that were helped, of which those of quantity `k` left poverty; the share may be told of a plan.
pub(super) fn helped(d: &Document, k: usize) -> Option<usize> {
    let a = d.q(k)?;
    let t = &d.tokens;
    let out = ["thoát nghèo", "thoát cận nghèo"];
    if !t.has(a.end, a.end + 4, &out) {
        return None;
    }
    let help = ["nhận giúp", "giúp đỡ", "đỡ đầu", "hỗ trợ", "giúp"];
    let near = |b: &Quantity| t.has(b.label.0.max(b.first.saturating_sub(6)), b.first, &help);
    let base = same_before(d, k, a, near)?;
    d.q(base).is_some_and(|b| b.sentence == a.sentence).then_some(base)
}

/// "xảy ra 63 vụ …. Đã điều tra, làm rõ 51 vụ, đạt 90,48%": the cases that happened; cases of earlier years may be among
/// those solved.
pub(super) fn happened(d: &Document, k: usize, percent: &Quantity) -> Option<usize> {
    let a = d.q(k)?;
    let t = &d.tokens;
    let solved = ["làm rõ", "khám phá", "điều tra"];
    let fine = percent.value().to_exponent(percent.value().exponent())? >= 100;
    if !fine || !t.has(a.label.0, a.first, &solved) {
        return None;
    }
    same_before(d, k, a, |b| {
        t.has(b.label.0.max(b.first.saturating_sub(4)), b.first, &["xảy ra", "phát hiện", "ghi nhận"])
    })
}

/// The nearest greater figure of the same things before, in this sentence or the one before, where it is the one told of.
fn same_before(d: &Document, k: usize, a: &Quantity, told: impl Fn(&Quantity) -> bool) -> Option<usize> {
    if !a.is_exact_count() {
        return None;
    }
    let near = |b: &Quantity| {
        b.sentence == a.sentence
            || b.paragraph == a.paragraph && d.outline.sentence_before(a.sentence) == Some(b.sentence)
    };
    let same = |b: &Quantity| {
        near(b)
            && b.is_exact_count()
            && b.bracket == 0
            && !d.tells_change(b)
            && d.likeness(a, b) == Likeness::Same
            && a.value().fraction().at_most(b.value().fraction())
    };
    let found = (k.saturating_sub(REACH)..k).rev().find(|&i| d.q(i).is_some_and(same))?;
    d.q(found).is_some_and(told).then_some(found)
}
