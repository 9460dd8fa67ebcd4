//! Giảm một nửa: "giảm đúng một nửa, từ 12,8% xuống 6,4%", "tăng gấp đôi, từ 21 lên 42 chi bộ": a change told in words beside the two
//! figures.
//!
//! Without "đúng" a half that is nearly one is left in peace.

use crate::claim::{Certainty, Kind, Note, Verdict};
use crate::decimal::{Decimal, Fraction};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::judge::{self, Bounds};
use crate::quantity::Quantity;

/// Tokens between the words and the first figure, at most.
const APART: usize = 4;

/// Tokens between the two figures, at most.
const BETWEEN: usize = 10;

/// The words, and what they leave of one.
const WORDS: [(&str, (i128, i128)); 5] = [
    ("giảm một nửa", (1, 2)),
    ("giảm đúng một nửa", (1, 2)),
    ("giảm một phần ba", (2, 3)),
    ("gấp đôi", (2, 1)),
    ("gấp ba", (3, 1)),
];

pub(super) fn find(d: &Document, f: &mut Findings) {
    for k in 1..d.quantities.len() {
        let (Some(b), Some(n)) = (d.q(k - 1), d.q(k)) else { continue };
        let Some((begin, times)) = told(d, b).filter(|_| from_to(d, b, n)) else { continue };
        let Some(expected) = times.mul(b.value().fraction()) else { continue };
        let Some(c) = judge::compare(Bounds::exact(expected), n) else { continue };
        let loose = !d.tokens.has(begin, b.first, &["đúng"]) && is_near(expected, n);
        let verdict = if c.fit.holds() || loose { Verdict::Right } else { Verdict::Wrong };
        let note = Note::Difference { now: d.written(n), before: d.written(b) };
        let place = d.place(begin, n.end, n);
        let computed = expected.rounded(n.value().decimals() + 2).map(Decimal::trimmed);
        f.claims.push(d.claim(Kind::Change, (verdict, Certainty::Likely), place, computed, note));
    }
}

/// Where the words stand before "từ", and what they say.
fn told(d: &Document, b: &Quantity) -> Option<(usize, Fraction)> {
    let t = &d.tokens;
    let from = (1..=3).find(|&back| t.word_before(b.first, back) == "từ").map(|back| b.first - back)?;
    let (begin, _) = d.outline.sentence(b.sentence);
    let first = begin.max(from.saturating_sub(APART + 2));
    let near = |(words, (num, den)): &(&str, (i128, i128))| {
        let at = t.find(first, from, &[words])?;
        // "giảm gần một nửa", "hơn gấp đôi" say it roughly.
        let rough = ["gần", "hơn", "khoảng", "trên", "quá"].contains(&t.word_before(at, 1))
            || t.has(at, from, &["gần", "hơn", "khoảng", "trên"]);
        Fraction::new(*num, *den).filter(|_| !rough).map(|times| (at, times))
    };
    WORDS.iter().find_map(near)
}

/// "từ 12,8% năm 2020 xuống 6,4%".
fn from_to(d: &Document, b: &Quantity, n: &Quantity) -> bool {
    let t = &d.tokens;
    let exact = [b, n].iter().all(|q| !q.is_rough() && q.high.is_none() && !q.weak);
    exact
        && b.sentence == n.sentence
        && b.unit == n.unit
        && d.likeness(b, n) != Likeness::Different
        && n.first - b.end <= BETWEEN
        && t.has(n.first.saturating_sub(3).max(b.end), n.first, &["xuống", "còn", "lên", "đến"])
        && !d.has_mark(b.end, n.first, &[';', '(', ')'])
}

/// Within a twentieth of it.
fn is_near(expected: Fraction, n: &Quantity) -> bool {
    let off = expected.sub(n.value().fraction()).map(Fraction::abs);
    let slack = Fraction::new(20, 1).and_then(|twenty| expected.div(twenty));
    off.zip(slack).is_some_and(|(off, slack)| off.at_most(slack))
}
