//! Nhắc lại: "có 65 ý kiến. … Trong số 65 ý kiến ấy …", "toàn bộ 120 hồ sơ nói trên": a figure that points back to the one
//! told before it of the same things.
//!
//! Held against it only where one slip of the hand parts them, and where no figure before tells the value itself.

use super::told_twice;
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::quantity::{Quantity, Unit};
use crate::slip;

/// Figures before among which the first telling is looked for.
const REACH: usize = 24;

/// From here on two figures are hardly one slip apart by chance.
const GREAT: i128 = 100;

/// Below this they often are.
const LEAST: i128 = 20;

const POINTS: [&str; 8] =
    ["trong số", "trong tổng số", "trên tổng số", "toàn bộ", "tất cả", "cả", "trong", "con số"];

/// Words after the noun, perhaps after more words that name it.
const AFTER: [&str; 4] = ["nói trên", "nêu trên", "kể trên", "này"];

pub(super) fn find(d: &Document, f: &mut Findings) {
    for (k, q) in d.quantities.iter().enumerate() {
        let great = q.value().as_whole().is_some_and(|v| v >= 10 * GREAT) && q.is_exact_count();
        if !is_plain(d, q) || !(points_back(d, q) || great && stands_alone(d, f, k)) || f.over(k).is_some() {
            continue;
        }
        let earlier = (k.saturating_sub(REACH)..k).rev().filter(|&i| {
            d.q(i).is_some_and(|b| {
                (b.sentence < q.sentence || said_above(d, q) && b.sentence == q.sentence)
                    && b.paragraph + 2 >= q.paragraph
                    && is_plain(d, b)
                    && f.under(i).is_none()
                    && same_thing(d, b, q)
            })
        });
        let earlier: Vec<usize> = earlier.collect();
        let value = |i: usize| d.q(i).and_then(|b| b.value().as_whole()).unwrap_or(0);
        let told = q.value().as_whole().unwrap_or(0);
        if earlier.iter().any(|&i| value(i) == told) {
            continue;
        }
        // The nearest, or the one that says that it is the whole.
        let whole = earlier.iter().copied().find(|&i| d.q(i).is_some_and(|b| is_whole(d, b)));
        // Of four digits any one slip apart is meant, not only the whole.
        let any = told >= 10 * GREAT || told >= GREAT && said_above(d, q);
        let near = earlier.iter().copied().find(|&i| any && slip::parts_them(value(i), told));
        let Some(first) = near.or(whole).or(earlier.first().copied().filter(|_| told >= GREAT)) else {
            continue;
        };
        if slip::parts_them(value(first), told)
            && let Some(b) = d.q(first)
        {
            told_twice(d, f, b, q);
        }
    }
}

fn is_plain(d: &Document, q: &Quantity) -> bool {
    let amount = q.unit == Unit::Measure && !q.is_rough() && q.high.is_none() && q.magnitude == 0;
    (q.is_exact_count() || amount)
        && q.has_noun()
        && q.bracket == 0
        && q.value().as_whole().is_some_and(|v| v >= LEAST)
        && !d.tells_change(q)
        && !d.label_has(q, &["cùng kỳ", "chỉ tiêu", "kế hoạch", "năm trước"])
}

/// "… 226 tổ chức … và tất cả 226 tổ chức nêu trên": even the same sentence may be meant.
fn said_above(d: &Document, q: &Quantity) -> bool {
    d.tokens.has(q.noun.0, q.noun.1 + 4, &["nói trên", "nêu trên", "kể trên"])
}

fn points_back(d: &Document, q: &Quantity) -> bool {
    let t = &d.tokens;
    let end = (q.noun.1..q.noun.1 + 10).find(|&i| t.mark(i).is_some()).unwrap_or(q.noun.1 + 10);
    POINTS.iter().any(|p| t.phrase_before(q.first, p)) || t.has(q.noun.0, end, &AFTER)
}

/// The words of the later noun begin the earlier one, and the same word follows where that may narrow it: "302 chi bộ được
/// kiểm tra".
fn same_thing(d: &Document, earlier: &Quantity, q: &Quantity) -> bool {
    let t = &d.tokens;
    let n = named(d, q);
    let narrows = matches!(
        t.word(q.noun.1),
        "được" | "bị" | "có" | "thuộc" | "ở" | "tại" | "đã" | "phải" | "chưa" | "đang" | "không" | "là"
    );
    let same = d.likeness(earlier, q) == Likeness::Same && earlier.unit == q.unit;
    // Figures of four digits are hardly one slip apart by chance, whatever words stand after them.
    let great = earlier.value().as_whole().is_some_and(|v| v >= 10 * GREAT);
    same && (great && d.head(earlier) == d.head(q)
        || n <= named(d, earlier)
            && (0..n).all(|i| t.word(earlier.noun.0 + i) == t.word(q.noun.0 + i))
            && (!narrows || t.word(earlier.noun.1) == t.word(q.noun.1)))
}

/// A figure of four digits that nothing beside it explains: "đưa 1.208 đảng viên về một mái nhà".
fn stands_alone(d: &Document, f: &Findings, k: usize) -> bool {
    let Some(q) = d.q(k) else { return false };
    let beside = |j: usize| d.q(j).is_some_and(|o| o.sentence == q.sentence);
    !f.in_ratio(k)
        && !beside(k + 1)
        && !k.checked_sub(1).is_some_and(beside)
        && !d.label_has(q, &["đầu năm", "nhiệm kỳ", "năm", "tháng", "quý", "nay", "còn"])
}

/// How many words the noun has, without "nêu", "nói" of "nêu trên", "nói trên".
fn named(d: &Document, q: &Quantity) -> usize {
    let back = q.has_noun() && matches!(d.tokens.word(q.noun.1 - 1), "nêu" | "nói" | "kể");
    q.noun.1 - q.noun.0 - usize::from(back)
}

fn is_whole(d: &Document, q: &Quantity) -> bool {
    d.label_has(
        q,
        &[
            "tổng số",
            "tiếp nhận",
            "nhận được",
            "toàn",
            "hiện có",
            "đã có",
            "có tổng",
            "thụ lý",
            "lập",
            "rà soát",
        ],
    )
}
