//! Số còn lại: "58,4% … chọn có, 33,1% …, số còn lại (8,5%)": the last percent closes the list, so all of them make up one
//! hundred.
//!
//! Nobody says where the list begins, so it is held against one hundred only where one slip of the hand makes it up.

use super::Findings;
use super::composition::push_list;
use crate::document::Document;
use crate::quantity::Quantity;
use crate::slip;

/// Percents of one list, the closing one not counted.
const MOST: usize = 8;

/// Tokens between two percents of one list.
const APART: usize = 24;

/// How far the list may miss one hundred, in percents.
const FAR: i128 = 20;

pub(crate) fn find(d: &Document, f: &mut Findings) {
    for (k, p) in d.quantities.iter().enumerate() {
        if p.is_percent() && closes(d, p) {
            judge(d, f, k, p);
        }
    }
}

/// "số còn lại (8,5%)", "số còn lại chiếm 8,5%".
fn closes(d: &Document, p: &Quantity) -> bool {
    let t = &d.tokens;
    let mut at = p.first;
    while at > 0 && p.first - at < 3 && (t.is_mark(at - 1, '(') || matches!(t.word(at - 1), "là" | "chiếm"))
    {
        at -= 1;
    }
    let plain = p.high.is_none() && !p.is_rough();
    plain && at < p.first && t.phrase_before(at, "số còn lại")
}

fn judge(d: &Document, f: &mut Findings, k: usize, p: &Quantity) {
    let mut list = vec![p];
    let mut slipped: Option<Vec<&Quantity>> = None;
    for i in (k.saturating_sub(MOST)..k).rev() {
        let Some((q, next)) = d.q(i).zip(list.last().copied()) else { return };
        if q.sentence != p.sentence {
            break;
        }
        // "ở 10 xã" counts none of the things that the percents share.
        if !q.is_percent() {
            continue;
        }
        if !is_listed(d, i, q) || next.first - q.end > APART {
            return;
        }
        list.push(q);
        match missing(&list) {
            Some((0, _)) => return,
            Some((_, true)) if list.len() > 2 => slipped = slipped.or_else(|| Some(list.clone())),
            _ => {}
        }
    }
    if let Some(mut list) = slipped {
        list.reverse();
        push_list(d, f, &list);
    }
}

/// A share of the same list: told exactly, in no bracket, without a numerator beside it.
fn is_listed(d: &Document, k: usize, q: &Quantity) -> bool {
    let aside = [
        "tăng",
        "giảm",
        "so với",
        "vượt",
        "trong đó",
        "riêng",
        "mục tiêu",
        "chỉ tiêu",
        "cùng kỳ",
        "kế hoạch",
    ];
    let beside = k.checked_sub(1).and_then(|i| d.q(i)).is_some_and(|a| a.is_amount() && q.first - a.end <= 4);
    let from = q.label.0.max(q.first.saturating_sub(8));
    !beside && q.bracket == 0 && q.high.is_none() && !q.is_rough() && !d.tokens.has(from, q.end + 3, &aside)
}

/// What the list wants to one hundred, rounding apart, and whether one slip of the hand would bring it.
fn missing(list: &[&Quantity]) -> Option<(i128, bool)> {
    let decimals = list.iter().map(|q| q.value().decimals()).max()?;
    let exponent = -i8::try_from(decimals).ok()?;
    let values: Vec<i128> =
        list.iter().map(|q| q.value().to_exponent(exponent)).collect::<Option<Vec<i128>>>()?;
    let hundred = 10_i128.checked_pow(u32::from(decimals) + 2)?;
    let sum = values.iter().try_fold(0_i128, |sum, v| sum.checked_add(*v))?;
    let off = hundred - sum;
    let slack = i128::try_from(values.len()).ok()?.div_euclid(2);
    if off.abs() <= slack {
        return Some((0, false));
    }
    let mends = |v: &i128| v + off >= 0 && slip::parts_them(*v, v + off);
    Some((off, off.abs() * 100 <= hundred * FAR && values.iter().any(mends)))
}
