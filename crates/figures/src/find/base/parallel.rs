//! Mẫu số theo hàng: "kiểm tra 215 tổ chức và 1.136 đảng viên; kết luận 28 tổ chức (13,02%) và 179 đảng viên (17,34%)": the
//! base stands in the same place of an earlier pair.

use crate::document::{Document, Likeness};
use crate::quantity::Quantity;

/// How far back the pair may stand, in figures.
const REACH: usize = 8;

/// "28 tổ chức (13,02%) và 179 đảng viên (17,34%)" behind "215 tổ chức và 1.136 đảng viên": each of its own.
pub(super) fn of_pair(d: &Document, k: usize) -> Option<usize> {
    let before = k.checked_sub(2).and_then(|first| earlier(d, first)).map(|pair| pair + 1);
    before.or_else(|| earlier(d, k))
}

/// The pair of the same things before the two of which this is the first, each with its share.
fn earlier(d: &Document, first: usize) -> Option<usize> {
    let a = d.q(first + 2).filter(|a| a.is_exact_count() && a.has_noun())?;
    let shares = d.q(first + 1).zip(d.q(first + 3)).is_some_and(|(p, q)| p.is_percent() && q.is_percent());
    let other = d.q(first).filter(|q| shares && joined(d, q, a) && q.is_exact_count())?;
    let pair = |i: &usize| {
        let Some((x, y)) = d.q(*i).zip(d.q(i + 1)) else { return false };
        let near = |q: &Quantity| q.is_exact_count() && q.bracket == a.bracket && q.sentence == a.sentence;
        near(x)
            && near(y)
            && joined(d, x, y)
            && d.likeness(x, other) == Likeness::Same
            && d.likeness(y, a) == Likeness::Same
    };
    let mut pairs = (first.saturating_sub(REACH)..first.saturating_sub(1)).rev().filter(pair);
    pairs.next().filter(|_| pairs.next().is_none())
}

/// "215 tổ chức đảng và 1.136 đảng viên": two things in a row.
fn joined(d: &Document, x: &Quantity, y: &Quantity) -> bool {
    let t = &d.tokens;
    x.sentence == y.sentence
        && d.head(x) != d.head(y)
        && t.word_before(y.first, 1) == "và"
        && y.first - x.end <= 10
        && !d.has_mark(x.end, y.first, &[';', ',', '.'])
}
