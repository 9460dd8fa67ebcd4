//! Chỉ tiêu ở nơi khác: a target that the text quotes from a resolution, or sets in the next sentence.
//!
//! Only where the share itself says that it is one of a target.

use crate::decimal::Fraction;
use crate::document::{Document, Likeness};
use crate::find::base::{is_target, shares_verb};
use crate::quantity::Quantity;

/// Figures between the two.
const REACH: usize = 4;

/// Words before a quotation that make its figure a target.
const GOALS: [&str; 6] = ["nghị quyết", "chỉ tiêu", "mục tiêu", "kế hoạch", "khẩu hiệu", "phương châm"];

/// "Thực hiện nghị quyết “Bình quân hằng năm phát triển 1.800 đảng viên”, … kết nạp 1.533 đảng viên, chiếm 85,17% so với chỉ
/// tiêu nghị quyết".
pub(super) fn quoted(d: &Document, k: usize) -> Option<usize> {
    let a = d.q(k)?;
    let (begin, _) = d.outline.sentence(a.sentence);
    let t = &d.tokens;
    // A target of each year is none of several years.
    let term = ["nhiệm kỳ", "giai đoạn", "năm qua"];
    (k.saturating_sub(REACH)..k).rev().find(|&i| {
        d.q(i).is_some_and(|b| {
            let from = begin.max(b.first.saturating_sub(12));
            let open = (from..b.first).rev().find(|&i| is_quote(d, i));
            let told = open.is_some_and(|o| t.has(begin.max(o.saturating_sub(6)), o, &GOALS));
            b.sentence == a.sentence
                && b.is_exact_count()
                && d.likeness(a, b) == Likeness::Same
                && told
                && !t.has(b.end, a.first, &term)
                && of_one_size(a, b)
        })
    })
}

fn is_quote(d: &Document, i: usize) -> bool {
    d.tokens.mark(i).is_some_and(|m| matches!(m, '"' | '“' | '\'' | '«'))
}

/// A third to three times: a target of a year beside a result of a year.
fn of_one_size(a: &Quantity, b: &Quantity) -> bool {
    let (x, y) = (a.value().fraction(), b.value().fraction());
    let three = |v: Fraction| Fraction::new(3, 1).and_then(|n| v.mul(n));
    three(x).is_some_and(|x3| y.at_most(x3)) && three(y).is_some_and(|y3| x.at_most(y3))
}

/// "kết nạp 124 quần chúng …, đạt 41,3% so với kế hoạch. Cả năm, huyện phấn đấu kết nạp 300 đảng viên".
pub(super) fn next(d: &Document, k: usize, percent: &Quantity) -> Option<usize> {
    let a = d.q(k).filter(|a| a.is_exact_count())?;
    let fine = percent.value().to_exponent(percent.value().exponent())? >= 100;
    if !fine || d.tokens.has(percent.end, percent.end + 9, &["tháng", "quý", "kỳ", "giai đoạn"]) {
        return None;
    }
    let follows = |b: &Quantity| {
        b.paragraph == a.paragraph
            && b.sentence > a.sentence
            && d.outline.sentence_before(b.sentence) == Some(a.sentence)
    };
    let (begin, end) = (k + 1, k + 1 + REACH);
    let mut targets = (begin..end).filter(|&i| {
        d.q(i).is_some_and(|b| {
            let opens = d.outline.sentence(b.sentence).0;
            let year = d.tokens.has(opens, b.first, &["cả năm", "năm nay", "kế hoạch năm", "trong năm"]);
            follows(b)
                && b.is_exact_count()
                && is_target(d, b)
                && year
                && b.class == a.class
                && d.likeness(a, b) >= Likeness::Class
                && shares_verb(d, a, b)
        })
    });
    let first = targets.next()?;
    targets.next().is_none().then_some(first)
}
