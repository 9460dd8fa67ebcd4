//! Phần để lại: "Tổng thu đảng phí đạt 3.482 triệu đồng. Các cơ sở trích nộp 1.218,7 triệu đồng (35%), phần được để lại là 2.263,3
//! triệu đồng": the rest of a total of which the share of the other part holds.

use super::Share;
use crate::claim::{Certainty, Kind, Note, Verdict};
use crate::decimal::Decimal;
use crate::document::Document;
use crate::find::{Findings, base, in_unit};
use crate::judge::Comparison;
use crate::quantity::Quantity;
use crate::slip;

/// Tells of a rest that is one slip of the hand away from what the total lacks of the part.
pub(super) fn find(
    d: &Document,
    f: &mut Findings,
    shares: &[Share],
    results: &[Option<(usize, Comparison)>],
) {
    for (s, result) in shares.iter().zip(results) {
        let parts = base::total_and_rest(d, s.numerator, s.percent);
        let Some((whole, rest)) = parts.filter(|(whole, _)| result.is_some_and(|(b, _)| b == *whole)) else {
            continue;
        };
        if let Some((a, (b, c))) = d.q(s.numerator).zip(d.q(whole).zip(d.q(rest))) {
            judge(d, f, [a, b, c]);
        }
    }
}

fn judge(d: &Document, f: &mut Findings, [a, b, c]: [&Quantity; 3]) -> Option<()> {
    let exponent = a.value().exponent().min(b.value().exponent()).min(c.value().exponent());
    let at = |q: &Quantity| q.value().to_exponent(exponent);
    let (x, y, z) = (at(a)?, at(b)?, at(c)?);
    if z == y - x || !slip::parts_them(z, y - x) {
        return None;
    }
    let number = |n: i128| Some(in_unit(Decimal::new(n, exponent)?, c).trimmed());
    let (sum, gap) = (number(x + z)?, number(y - x - z)?);
    let note = Note::Parts { parts: vec![d.printed(a), d.printed(c)], sum, whole: d.printed(b), gap };
    let place = d.place(a.first, c.end, c);
    f.claims.push(d.claim(Kind::Sum, (Verdict::Gap, Certainty::Likely), place, Some(sum), note));
    Some(())
}
