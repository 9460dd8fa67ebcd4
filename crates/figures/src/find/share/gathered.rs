//! Tỷ lệ tập hợp: "có 28.905 phụ nữ từ 18 tuổi trở lên. … thu hút 21.476 chị, tỷ lệ tập hợp đạt 74,3%": an association gathers
//! its members among all of that age; and "so với kế hoạch cả năm (3.000 lao động) đạt 92,1%": the plan between the two.
//!
//! Both may mean a set that the text does not count, so the first is judged only where the share holds or one slip away.

use super::{division, verdict};
use crate::claim::{Certainty, Kind};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::judge;
use crate::quantity::Quantity;
use crate::slip::{self, Where};

/// How far back the two may stand, in figures.
const REACH: usize = 10;

/// Judges the rate; true where its numerator and base were found.
pub(super) fn judged(d: &Document, f: &mut Findings, k: usize, p: &Quantity) -> bool {
    let found = gathered(d, k, p).or_else(|| against_plan(d, k, p));
    let Some((a, b)) = found.and_then(|(a, b)| d.q(a).zip(d.q(b))) else { return false };
    let Some(c) = judge::share(a, b, p) else { return false };
    let place = d.place(a.first, p.end, p);
    let note = division(d.printed(a), d.printed(b));
    f.claims.push(d.claim(Kind::Share, verdict(c, Certainty::Likely), place, Some(c.computed), note));
    true
}

fn gathered(d: &Document, k: usize, p: &Quantity) -> Option<(usize, usize)> {
    let t = &d.tokens;
    let rate = ["tỷ lệ tập hợp", "tỉ lệ tập hợp", "tỷ lệ thu hút", "tỉ lệ thu hút"];
    if !t.has(p.first.saturating_sub(7), p.first, &rate) || p.high.is_some() {
        return None;
    }
    let back = || (k.saturating_sub(REACH)..k).rev();
    let verbs = ["tập hợp", "thu hút", "vận động", "kết nạp"];
    let numerator = back().find(|&i| {
        d.q(i).is_some_and(|a| a.sentence == p.sentence && a.is_exact_count() && a.bracket == p.bracket)
    })?;
    let a = d.q(numerator).filter(|a| d.label_has(a, &verbs))?;
    let of_age = |b: &Quantity| {
        let ages = ["trong độ tuổi", "tuổi trở lên", "đủ tuổi"];
        d.label_has(b, &ages) || t.has(b.end, (b.end + 9).min(a.first), &ages)
    };
    let base = back().find(|&i| {
        i < numerator
            && d.q(i).is_some_and(|b| {
                b.paragraph == p.paragraph && b.is_exact_count() && b.bracket == 0 && of_age(b)
            })
    })?;
    let b = d.q(base)?;
    let holds = judge::share(a, b, p).is_some_and(|c| c.fit.holds());
    let slips = || slip::explains_share(a.value(), b.value(), p.value(), Where::Anywhere);
    (holds || slips()).then_some((numerator, base))
}

/// "tạo việc làm cho 2.764 lao động, so với kế hoạch cả năm (3.000 lao động) đạt 92,1%".
fn against_plan(d: &Document, k: usize, p: &Quantity) -> Option<(usize, usize)> {
    let t = &d.tokens;
    let reached = matches!(t.word_before(p.first, 1), "đạt" | "bằng");
    let close = p.first.checked_sub(2).filter(|&i| t.is_mark(i, ')'))?;
    let base = k.checked_sub(1)?;
    let b = d.q(base).filter(|b| b.is_amount() && d.fills_bracket(b) && d.closing(b) == Some(close))?;
    let open = b.bracket.checked_sub(1)?;
    let from = (open.saturating_sub(9)..open).rev().find(|&i| !t.is_word(i)).map_or(open, |i| i + 1);
    let plan = ["so với kế hoạch", "so với chỉ tiêu", "so với mục tiêu", "so với dự toán"];
    if !reached || p.high.is_some() || !plan.iter().any(|w| t.phrase_at(from, w)) {
        return None;
    }
    let same = |a: &Quantity| {
        a.sentence == p.sentence
            && a.unit == b.unit
            && a.bracket == 0
            && !d.tells_change(a)
            && d.likeness(a, b) == Likeness::Same
    };
    let near = |i: usize| d.q(i).is_some_and(same);
    let numerator = (base.saturating_sub(3)..base).rev().find(|&i| near(i))?;
    // "hai đợt 1.200 lao động, 1.564 lao động": which of them is meant is not settled.
    let alone = !(numerator.saturating_sub(3)..numerator).any(near);
    alone.then_some((numerator, base))
}
