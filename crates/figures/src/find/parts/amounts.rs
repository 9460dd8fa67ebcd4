//! Tổng của tiền, diện tích, sản lượng: "1.250 ha, trong đó nhãn 500 ha, xoài 450 ha, cây khác 300 ha".
//!
//! Held against the total only where the words close the list ("gồm", "khác", "còn lại"); rounding of every part is
//! allowed for. Deliberately not here: amounts of different units in one list.

use super::listed::ends_list;
use super::spread::{is_slip_of_sum, is_small_gap, sum_of};
use super::{MOST_PARTS, push};
use crate::claim::{Certainty, Verdict};
use crate::decimal::Fraction;
use crate::document::Document;
use crate::find::Findings;
use crate::find::division::{closes, has};
use crate::quantity::{Quantity, Unit};

pub(super) fn find(d: &Document, f: &mut Findings, whole: usize) {
    let Some(w) = d.q(whole).filter(|w| is_plain(w)) else { return };
    let Some(first) = d.q(whole + 1).filter(|q| is_plain(q) && same_unit(d, q, w)) else { return };
    let t = &d.tokens;
    let (from, to) = (w.end, first.first);
    let closed = t.has(from, to, &["gồm", "bao gồm", "chia ra", "hình thành từ", "hợp thành từ"]);
    // "27,5 tỷ đồng: nhà ở 6,3 tỷ; nông nghiệp 14,8 tỷ; hạ tầng 6,4 tỷ".
    let colon = t.is_mark(w.noun.1.max(w.end), ':') && to - from <= 8;
    // "phát hiện sai phạm 2.850 triệu đồng, kiến nghị thu hồi 1.640 triệu đồng, xử lý khác 1.210 triệu đồng".
    let dealt_with = d.label_has(w, &["sai phạm", "vi phạm", "sai phạm là"])
        && t.has(to.saturating_sub(3), to, &["thu hồi"]);
    let opens = colon
        || dealt_with
        || closed
        || t.has(from, to, &["trong đó"])
        || (first.bracket > from && to - first.bracket <= 6);
    let refused = ["tăng", "giảm", "cùng kỳ", "kế hoạch", "chỉ tiêu", "so với", "dự toán", "đạt"];
    // "64,5 tỷ đồng: năm 2021 là 9,8 tỷ": behind a colon a year names a part.
    let of_year = !colon && t.has(from, to, &["năm"]);
    // "đạt 105% kế hoạch (1.300 ha), gồm …": what has closed is not what the list is of.
    if w.bracket != 0 && first.bracket != w.bracket && first.bracket < w.bracket {
        return;
    }
    if first.sentence != w.sentence || to - from > 14 || !opens || of_year || t.has(from, to, &refused) {
        return;
    }
    let mut parts = collect(d, w, whole + 1);
    let divided = (2..parts.len()).find(|&n| parts.get(..n).is_some_and(|first| is_divided(d, first)));
    // "… thu hồi 6,52 tỷ đồng, khác 5,4 tỷ đồng; đã thu được 3,26 tỷ đồng": what adds up is the list.
    let adds_up = (2..=parts.len()).find(|&n| {
        let parts = parts.get(..n).unwrap_or(&[]);
        let off = sum_of(d, parts).and_then(|sum| w.value().fraction().sub(sum));
        off.zip(slack(d, w, parts)).is_some_and(|(off, slack)| off.abs().at_most(slack))
    });
    parts.truncate(adds_up.or(divided).unwrap_or(parts.len()));
    let (Some(sum), Some(slack)) = (sum_of(d, &parts), slack(d, w, &parts)) else { return };
    let Some(gap) = w.value().fraction().sub(sum) else { return };
    if parts.len() < 2 {
        return;
    }
    let rest = parts.iter().filter_map(|&k| d.q(k)).any(|q| has(d, q, &["khác", "còn lại"]));
    if gap.abs().at_most(slack) {
        push(d, f, w, &parts, (Verdict::Right, Certainty::Proved));
    } else if closed
        || rest
        || is_divided(d, &parts)
        || (colon && parts.len() >= 3 || is_bracketed(d, w, &parts))
            && (is_small_gap(d, w, &parts) || is_slip_of_sum(d, w, &parts, 100))
    {
        push(d, f, w, &parts, (Verdict::Gap, Certainty::Likely));
    } else if !gap.is_positive() {
        push(d, f, w, &parts, (Verdict::Gap, Certainty::Ask));
    }
}

/// "6,4 tỷ đồng (ngân sách tỉnh 3,2 tỷ, huyện 2,0 tỷ, xã hội hóa 1,2 tỷ)": they fill a bracket of their own.
fn is_bracketed(d: &Document, w: &Quantity, parts: &[usize]) -> bool {
    let Some(first) = parts.first().and_then(|&k| d.q(k)) else { return false };
    let Some(last) = parts.last().and_then(|&k| d.q(k)) else { return false };
    let fills = d.closing(first).is_some_and(|c| c >= last.end && c - last.end <= 2);
    let begins = first.bracket > w.end && first.bracket - w.end <= 6 && first.first - first.bracket <= 8;
    fills && begins
}

/// "số vốn tăng thêm là 485 tỷ đồng": a name may hold words that else begin something new.
fn told_after(d: &Document, q: &Quantity) -> bool {
    d.tokens.word_before(q.first, 1) == "là"
}

/// "11 ha rừng" and "2 ha" are told in one unit.
pub(super) fn same_unit(d: &Document, a: &Quantity, b: &Quantity) -> bool {
    let t = &d.tokens;
    // "6,4 tỷ đồng (tỉnh 3,2 tỷ, huyện 2,0 tỷ)".
    let money = |q: &Quantity| q.magnitude >= 6 && (!q.has_noun() || t.word(q.noun.0) == "đồng");
    t.word(a.noun.0) == t.word(b.noun.0) || (money(a) && money(b))
}

/// "số cũ chuyển sang 500 tỷ đồng; thụ lý mới 588 tỷ đồng".
fn is_divided(d: &Document, parts: &[usize]) -> bool {
    closes(d, &parts.iter().filter_map(|&k| d.q(k)).collect::<Vec<_>>())
}

fn is_plain(q: &Quantity) -> bool {
    let told = q.has_noun() || q.magnitude >= 9;
    q.unit == Unit::Measure && !q.is_rough() && q.high.is_none() && told
}

/// The amounts of the same unit that follow in the same bracket or outside all.
fn collect(d: &Document, w: &Quantity, first: usize) -> Vec<usize> {
    let mut parts = Vec::new();
    let Some(start) = d.q(first) else { return parts };
    let mut previous = start.first;
    let mut semicolons = false;
    for k in first..first + 2 * MOST_PARTS {
        let Some(q) = d.q(k).filter(|q| q.sentence == w.sentence) else { break };
        let semicolon = k > first && d.has_mark(previous, q.first, &[';']);
        // A list parted by commas ends at a semicolon.
        if semicolon && parts.len() >= 2 && !semicolons {
            break;
        }
        semicolons |= semicolon;
        if q.bracket != start.bracket || q.unit != Unit::Measure {
            continue;
        }
        let told_of = k > first && (d.tells_change(q) || d.tokens.has(previous, q.first, &["đạt", "bằng"]));
        if !is_plain(q)
            || !same_unit(d, q, w)
            || told_of
            || (k > first && !told_after(d, q) && ends_list(d, previous, q.first))
        {
            break;
        }
        parts.push(k);
        previous = q.end;
    }
    parts
}

/// One unit of the last digit for each part, and for a whole said more roughly than they.
fn slack(d: &Document, w: &Quantity, parts: &[usize]) -> Option<Fraction> {
    let mut list = parts.iter().filter_map(|&k| d.q(k));
    let decimals = list.clone().any(|q| q.value().decimals() > 0 || q.magnitude > 0);
    let zero = Fraction::new(0, 1)?;
    // Whole hectares and tonnes are added as they stand, but for thousands of them the decimals were dropped.
    let small = w.value().fraction().below(Fraction::new(1_000, 1)?);
    if !decimals && w.value().decimals() == 0 && small {
        return Some(zero);
    }
    let units = list.try_fold(zero, |sum, q| sum.add(q.value().unit()))?;
    let of_whole = if w.value().unit().below(units) { zero } else { w.value().unit() };
    units.div(Fraction::new(2, 1)?)?.add(of_whole)
}
