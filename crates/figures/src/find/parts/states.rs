//! Danh sách không có lời dẫn: states such as đã, đang, chưa after a total, and a total told after its parts.

use super::listed::ends_list;
use super::{List, Opening, prefix_that_adds_up, push};
use crate::claim::{Certainty, Verdict};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::find::division::{GRADES, assigned, closes, has, is_category};
use crate::quantity::{Quantity, Unit};
use crate::slip;

/// "170/289 chức danh hoàn thành …, 20 đang …, 90 chưa …"; "659 nội dung, đã hoàn thành 593; đang triển khai 66".
pub(super) fn states(d: &Document, f: &Findings, whole: usize) -> Option<List> {
    let w = d.q(whole)?;
    if !w.is_exact_count() {
        return None;
    }
    let pair = f.under(whole).filter(|p| p.stroke);
    // A figure that is itself a state, or counts nothing, is one of the parts.
    let is_part = d.label_has(w, &["đúng hạn", "quá hạn", "đang", "chưa", "còn lại", "hoàn thành"])
        || has(d, w, &["vượt"])
        || !w.has_noun();
    if pair.is_none() && is_part {
        return None;
    }
    let mut parts: Vec<usize> = pair.map(|p| p.numerator).into_iter().collect();
    let t = &d.tokens;
    let mut previous = w.end;
    for k in whole + 1..whole + 9 {
        let Some(q) = d.q(k) else { break };
        if q.sentence != w.sentence || f.in_ratio(k) {
            break;
        }
        if q.bracket != w.bracket || q.unit != Unit::Count {
            continue;
        }
        // "53 tổ chức …; 39 tổ chức …": the first is one of the parts and not their total.
        if previous == w.end
            && ((d.has_mark(w.end, q.first, &[';']) && !assigned(d, w) && !(pair.is_some() && is_open(d, q)))
                || has(d, w, &GRADES))
        {
            break;
        }
        let alike = matches!(d.likeness(w, q), Likeness::Same | Likeness::Unnamed);
        let state = alike && (is_category(d, q) || has(d, q, &["hoàn thành", "xong"]));
        if !state
            || (!has(d, q, &["chưa", "còn lại", "không đạt"]) && ends_list(d, previous, q.first))
            || t.has(q.label.0, q.first, &["có", "kết nạp", "thành lập"])
                && t.word_before(w.first, 1) != "trong"
                && !has(d, q, &["đang", "chưa", "còn lại"])
                && !has(d, q, &GRADES)
        {
            break;
        }
        parts.push(k);
        previous = q.end;
    }
    let open = parts.iter().filter_map(|&k| d.q(k)).any(|q| has(d, q, &["đang", "chưa", "còn lại"]));
    let graded = parts.len() >= 3 && parts.iter().filter_map(|&k| d.q(k)).all(|q| has(d, q, &GRADES));
    (parts.len() >= 2 && (open || graded)).then_some(List { whole, opening: Opening::States, parts })
}

fn is_open(d: &Document, q: &Quantity) -> bool {
    has(d, q, &["đang", "chưa"])
}

/// "kiểm tra 554 cuộc, giám sát 547 cuộc, tổng cộng 1.101 cuộc".
pub(super) fn added_up(d: &Document, f: &mut Findings, total: usize) {
    let Some(w) = d.q(total).filter(|w| w.is_exact_count()) else { return };
    let after = d.label_has(w, &["trong tổng số", "trên tổng số"]);
    let Some(whole) = w.value().as_whole() else { return };
    if !after && !d.label_has(w, &["tổng cộng", "cộng chung"]) {
        if d.label_has(w, &["lũy kế", "cộng dồn", "tổng số phải", "đưa tổng số", "nâng tổng số"])
        {
            carried(d, f, total, w);
        }
        return;
    }
    let mut parts: Vec<usize> = (total.saturating_sub(8)..total)
        .filter(|&k| {
            d.q(k).is_some_and(|q| {
                // "đạt 104% kế hoạch (300 cuộc)": what stands in a bracket of its own is no part.
                let own = q.bracket == 0 || q.bracket == w.bracket;
                own && q.sentence == w.sentence && q.is_exact_count() && d.likeness(q, w) == Likeness::Same
            })
        })
        .collect();
    if parts.len() < 2 {
        return;
    }
    parts.reverse();
    let complete = || closes(d, &parts.iter().filter_map(|&k| d.q(k)).collect::<Vec<_>>());
    let judged = if prefix_that_adds_up(d, &parts, whole).is_some() {
        (Verdict::Right, Certainty::Likely)
    } else if after {
        // "4 chỉ tiêu đạt 100%, 9 chỉ tiêu vượt, 2 chỉ tiêu đạt thấp trong tổng số 15 chỉ tiêu".
        let sum: i128 = parts.iter().filter_map(|&k| d.q(k)?.value().as_whole()).sum();
        let near = parts.len() >= 3 && (whole - sum).abs() * 8 <= whole;
        if !complete() && !near {
            return;
        }
        (Verdict::Gap, Certainty::Likely)
    } else {
        let sum: i128 = parts.iter().filter_map(|&k| d.q(k)?.value().as_whole()).sum();
        let near = (whole - sum).abs() * 4 <= whole;
        (Verdict::Gap, if parts.len() == 2 || near { Certainty::Likely } else { Certainty::Ask })
    };
    parts.reverse();
    push(d, f, w, &parts, judged);
}

/// "tiếp nhận mới 4.131 hồ sơ, kỳ trước chuyển sang là 2.171, lũy kế 6.302 hồ sơ": the figures just before make up the
/// total, or would after one slip of the hand.
fn carried(d: &Document, f: &mut Findings, total: usize, w: &Quantity) {
    let fits = |k: &usize| {
        d.q(*k).is_some_and(|q| {
            q.sentence == w.sentence
                && q.is_exact_count()
                && q.bracket == w.bracket
                && matches!(d.likeness(q, w), Likeness::Same | Likeness::Unnamed)
                && !d.tells_change(q)
        })
    };
    let near: Vec<usize> = (total.saturating_sub(6)..total).rev().filter(fits).take(4).collect();
    let Some(whole) = w.value().as_whole() else { return };
    let of = |n: usize| -> Vec<usize> {
        let mut parts = near.get(..n).unwrap_or(&[]).to_vec();
        parts.reverse();
        parts
    };
    let values =
        |parts: &[usize]| -> Vec<i128> { parts.iter().filter_map(|&k| d.q(k)?.value().as_whole()).collect() };
    let lists: Vec<Vec<usize>> = (2..=near.len()).map(of).collect();
    if let Some(parts) = lists.iter().find(|parts| values(parts).iter().sum::<i128>() == whole) {
        push(d, f, w, parts, (Verdict::Right, Certainty::Likely));
        return;
    }
    let slipped = |parts: &&Vec<usize>| {
        let quantities: Vec<&Quantity> = parts.iter().filter_map(|&k| d.q(k)).collect();
        let great = whole >= 1_000 || (whole >= 50 && closes(d, &quantities));
        great && slip::explains_sum(whole, &values(parts))
    };
    if let Some(parts) = lists.iter().find(slipped) {
        push(d, f, w, parts, (Verdict::Gap, Certainty::Likely));
    }
}
