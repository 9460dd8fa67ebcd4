//! Mẫu số theo từng loại: "kiểm tra 215 tổ chức và 1.136 đảng viên; kết luận 28 tổ chức (13,02%) và 197 đảng viên (17,34%) có vi phạm": two
//! things told together and then the parts of both: each share is of the figure that counts the same things. And "17/20 tổ chức …;
//! 3 tổ chức còn lại (15%)": what remains is a share of the base of the ratio.

use crate::document::Document;
use crate::judge::some_base_fits;
use crate::quantity::Quantity;

/// Figures before the numerator among which the two columns are looked for.
const REACH: usize = 8;

/// The base of a numerator whose neighbour has a share of its own.
pub(super) fn base(d: &Document, k: usize) -> Option<usize> {
    let a = d.q(k).filter(|a| a.is_exact_count() && a.has_noun() && !d.tells_change(a))?;
    let partner = partner(d, k, a)?;
    // A share of no whole number at all is told as such.
    if !d.q(k + 1).is_some_and(|p| some_base_fits(a, p)) {
        return None;
    }
    let like = |i: usize, q: &Quantity| {
        d.q(i).is_some_and(|b| {
            b.is_exact_count() && b.bracket == 0 && d.head(b) == d.head(q) && b.paragraph == a.paragraph
        })
    };
    let first = k.min(partner);
    let p = d.q(partner)?;
    // The pair nearest before: a figure of the one and a figure of the other side by side.
    let pair = (first.saturating_sub(REACH)..first.saturating_sub(1))
        .rev()
        .find(|&i| like(i, a) && like(i + 1, p) || like(i, p) && like(i + 1, a))?;
    let joined = d.q(pair).zip(d.q(pair + 1)).is_some_and(|(x, y)| {
        x.sentence == y.sentence
            && matches!(d.tokens.word_before(y.first, 1), "và" | "với")
            && !d.tells_change(x)
    });
    // Another figure of the same things between may be the base as well.
    let others = (pair + 2..first).filter(|&i| like(i, a)).count();
    let own = if like(pair, a) { pair } else { pair + 1 };
    let near = d
        .q(own)
        .is_some_and(|b| b.sentence + 1 >= a.sentence && a.value().fraction().below(b.value().fraction()));
    (joined && others == 0 && near).then_some(own)
}

/// The other part of two that each have a share: "28 tổ chức (13,02%) và 197 đảng viên (17,34%)".
fn partner(d: &Document, k: usize, a: &Quantity) -> Option<usize> {
    let shared = |i: usize| {
        let (q, p) = (d.q(i)?, d.q(i + 1)?);
        let told = p.is_percent() && p.first - q.end <= 6 && q.sentence == a.sentence && q.is_exact_count();
        (told && d.head(q) != d.head(a)).then_some(i)
    };
    let own = d.q(k + 1).is_some_and(|p| p.is_percent() && p.first - a.end <= 6);
    let after =
        || shared(k + 2).filter(|&i| d.q(i).is_some_and(|q| d.tokens.word_before(q.first, 1) == "và"));
    let before = || k.checked_sub(2).and_then(shared).filter(|_| d.tokens.word_before(a.first, 1) == "và");
    if own { before().or_else(after) } else { None }
}

/// The base of the ratio before, of which this is what remains.
pub(super) fn of_rest(d: &Document, k: usize) -> Option<usize> {
    let (a, t) = (d.q(k)?, &d.tokens);
    let end = a.noun.1.max(a.end);
    let rest = t.phrase_at(end, "còn lại")
        || t.has(a.noun.0, a.noun.1, &["còn lại"])
        || t.phrase_before(a.first, "còn lại");
    if !rest || !a.is_exact_count() {
        return None;
    }
    let base = (k.saturating_sub(4)..k).rev().find(|&i| d.q(i).is_some_and(|b| d.is_after_stroke(b)))?;
    let b = d.q(base)?;
    let others = (base + 1..k).filter_map(|i| d.q(i)).all(Quantity::is_percent);
    (others && b.sentence == a.sentence && a.value().fraction().below(b.value().fraction())).then_some(base)
}
