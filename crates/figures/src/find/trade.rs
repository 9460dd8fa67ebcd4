//! Xuất siêu, nhập siêu: "xuất khẩu đạt 56,57 tỷ USD; nhập khẩu đạt 54,71 tỷ USD, … thặng dư 1,86 tỷ USD": the balance of trade is what
//! the exports are above the imports.
//!
//! Judged only where the paragraph tells one of each before. Deliberately not here: the sum of both.

use super::{Findings, in_unit, verdict};
use crate::claim::{Certainty, Kind, Note};
use crate::document::Document;
use crate::judge::{self, Bounds};
use crate::quantity::{Quantity, Unit};

/// Figures before the balance that are looked at.
const REACH: usize = 12;

/// Words before a figure that call it a balance.
const BALANCE: [&str; 4] = ["xuất siêu", "nhập siêu", "thặng dư", "thâm hụt"];

pub(crate) fn find(d: &Document, f: &mut Findings) {
    for (k, q) in d.quantities.iter().enumerate() {
        if q.unit != Unit::Measure || q.high.is_some() || f.is_taken(k) || !is_balance(d, q) {
            continue;
        }
        let Some((more, less)) = sides(d, k, q) else { continue };
        let Some(apart) = apart(more, less) else { continue };
        let Some(c) = judge::compare(apart, q) else { continue };
        f.take(k);
        let rough = more.is_rough() || less.is_rough();
        let certainty = if rough { Certainty::Ask } else { Certainty::Likely };
        let note = Note::Difference { now: d.written(more), before: d.written(less) };
        let place = d.place(q.first, q.noun.1.max(q.end), q);
        let computed = Some(in_unit(c.computed, q));
        f.claims.push(d.claim(Kind::Change, verdict(c, certainty), place, computed, note));
    }
}

/// "xuất siêu 270 triệu USD", "đạt thặng dư khoảng 9,3 tỷ USD": not one of another time, land or branch.
fn is_balance(d: &Document, q: &Quantity) -> bool {
    let t = &d.tokens;
    let from = q.label.0.max(q.first.saturating_sub(4));
    let end = q.noun.1.max(q.end);
    let other = ["cùng kỳ", "năm trước", "tháng trước", "dịch vụ", "tăng", "giảm", "nông sản"];
    let partly =
        t.has(q.label.0, q.first, &["khu vực", "khối"]) && !t.has(q.label.0, q.first, &["khu vực này"]);
    let from_land = matches!(t.word(end), "từ" | "sang" | "với" | "vào" | "của");
    t.has(from, q.first, &BALANCE) && !t.has(q.label.0, q.first, &other) && !partly && !from_land
}

/// The greater and the lesser of the only exports and the only imports before.
fn sides<'a>(d: &'a Document, k: usize, q: &Quantity) -> Option<(&'a Quantity, &'a Quantity)> {
    let t = &d.tokens;
    let near = |x: &&Quantity| {
        x.paragraph == q.paragraph
            && x.unit == q.unit
            && x.bracket == 0
            && t.word(x.noun.0) == t.word(q.noun.0)
            && !d.tells_change(x)
            && !d.label_has(x, &["xuất nhập khẩu", "xuất, nhập khẩu", "cùng kỳ", "năm trước"])
    };
    if of_other_time(d, q) {
        return None;
    }
    let list: Vec<&Quantity> =
        (k.saturating_sub(REACH)..k).rev().filter_map(|i| d.q(i)).filter(near).collect();
    let only = |word: &str| {
        let mut told = list.iter().copied().filter(|x| is_told(d, x, word));
        told.next().filter(|_| told.next().is_none())
    };
    let (out, into) = (only("xuất khẩu")?, only("nhập khẩu")?);
    let from = q.label.0.max(q.first.saturating_sub(4));
    let down = t.has(from, q.first, &["nhập siêu", "thâm hụt"]);
    Some(if down { (into, out) } else { (out, into) })
}

/// "xuất khẩu ước đạt", but not "xuất khẩu gạo đạt".
fn is_told(d: &Document, x: &Quantity, word: &str) -> bool {
    let t = &d.tokens;
    let plain = |i: usize| {
        matches!(
            t.word(i),
            "đạt" | "ước" | "là" | "khoảng" | "hàng" | "hóa" | "gần" | "hơn" | "trên" | "được" | "tính"
        )
    };
    let from = x.label.0.max(x.first.saturating_sub(7));
    t.find(from, x.first, &[word]).is_some_and(|at| (at + 2..x.first).all(plain))
}

/// "Tháng 4 xuất khẩu đạt …. Tính chung 4 tháng, xuất siêu …": the balance of another time.
fn of_other_time(d: &Document, q: &Quantity) -> bool {
    let t = &d.tokens;
    let (begin, _) = d.outline.sentence(q.sentence);
    let from = begin.max(q.first.saturating_sub(14));
    let (first, _) = d.outline.paragraph(q.paragraph);
    let summed = t.has(from, q.first, &["tính chung", "lũy kế", "cả năm", "cộng dồn"]);
    let timed = t.has(from, q.first, &["tháng", "quý", "năm"]);
    let other = t.has(first.max(from.saturating_sub(90)), from, &["tháng", "quý", "năm"]);
    summed || timed && other
}

fn apart(more: &Quantity, less: &Quantity) -> Option<Bounds> {
    let (a, b) = judge::pair(more, less)?;
    let mut out = Bounds::exact(a.value.sub(b.value)?);
    out.low = a.low.sub(b.high)?;
    out.high = a.high.sub(b.low)?;
    Some(out)
}
