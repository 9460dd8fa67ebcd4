//! Phân số bằng chữ: "đúng hai phần ba số bí thư (26/39 đồng chí)", "21 chi bộ …, nghĩa là cứ 8 chi bộ lại có 1 chi bộ": a share told
//! as a fraction, beside the figures of which it is told.

use super::{Findings, division};
use crate::claim::{Certainty, Kind, Verdict};
use crate::decimal::Fraction;
use crate::document::{Document, Likeness};
use crate::quantity::Quantity;
use crate::slip;

/// How far back the figures of "cứ 8 … lại có 1" may stand.
const REACH: usize = 8;

/// Tokens between the fraction and the bracket with its figures.
const NAME: usize = 14;

/// Judges the fraction in words before a bracket that holds a ratio; true where there is one.
pub(crate) fn judged(d: &Document, f: &mut Findings, a: &Quantity, b: &Quantity) -> bool {
    let Some((told, words)) = in_words(d, a) else { return false };
    let Some(actual) = a.value().fraction().div(b.value().fraction()) else { return false };
    let t = &d.tokens;
    // "hai phần ba" is said of 27 of 40 too, "hơn hai phần ba" of 30, "gần hai phần ba" of 24.
    let (below, above) = match t.word_before(words, 1) {
        "đúng" => (1, 1),
        "hơn" | "trên" | "quá" => (1, 15),
        "gần" | "dưới" => (15, 1),
        "khoảng" | "xỉ" => (10, 10),
        _ => (6, 6),
    };
    let Some(off) = actual.sub(told) else { return false };
    let hundredths = |n: i128| Fraction::new(n, 100);
    let slack = if off.is_positive() { hundredths(above) } else { hundredths(below) };
    let Some(holds) = slack.map(|slack| off.abs().at_most(slack)) else { return false };
    let verdict = if holds { Verdict::Right } else { Verdict::Wrong };
    let computed = told.mul(b.value().fraction()).and_then(|n| n.rounded(0));
    let note = division(d.printed(a), d.printed(b));
    let place = d.place(words, b.end, a);
    f.claims.push(d.claim(Kind::Ratio, (verdict, Certainty::Likely), place, computed, note));
    true
}

/// The fraction told before the bracket that opens with this figure, and where its words begin.
fn in_words(d: &Document, a: &Quantity) -> Option<(Fraction, usize)> {
    let t = &d.tokens;
    let open = a.bracket.checked_sub(1).filter(|open| open + 1 == a.first)?;
    let at =
        (open.saturating_sub(NAME)..open).rev().find(|&i| t.word(i) == "phần" && t.word(i + 1) != "trăm")?;
    let (above, below) = (number(t.word_before(at, 1))?, number(t.word(at + 1))?);
    let plain = (at..open).all(|i| t.is_word(i));
    (plain && above < below).then_some(())?;
    Some((Fraction::new(above, below)?, at - 1))
}

fn number(word: &str) -> Option<i128> {
    let words = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"];
    let word = if word == "tư" { "bốn" } else { word };
    let found = words.iter().position(|w| *w == word)?;
    i128::try_from(found + 1).ok()
}

/// "168 chi bộ …: 21 chi bộ …, nghĩa là cứ 8 chi bộ lại có 1 chi bộ".
pub(crate) fn find(d: &Document, f: &mut Findings) {
    for k in 2..d.quantities.len() {
        every(d, f, k);
    }
}

fn every(d: &Document, f: &mut Findings, k: usize) -> Option<()> {
    let (each, one) = (d.q(k)?, d.q(k + 1)?);
    let t = &d.tokens;
    let begin = each.first.checked_sub(1).filter(|&i| t.word(i) == "cứ")?;
    let means = ["nghĩa là", "tức là", "tính ra", "như vậy", "có nghĩa là"];
    let says = means.iter().any(|m| t.phrase_before(begin, m));
    let counts = |q: &Quantity| q.is_exact_count() && q.sentence == each.sentence;
    let near = one.first - each.end <= 8 && t.has(each.end, one.first, &["có"]);
    if !says || !counts(each) || !counts(one) || !near || d.head(each) != d.head(one) {
        return None;
    }
    let same = |i: &usize| {
        d.q(*i).is_some_and(|q| {
            q.is_exact_count()
                && q.paragraph == each.paragraph
                && q.bracket == 0
                && d.likeness(q, each) == Likeness::Same
        })
    };
    let mut before = (k.saturating_sub(REACH)..k).rev().filter(same);
    let (a, b) = (d.q(before.next()?)?, d.q(before.next()?)?);
    let (x, y) = (a.value().as_whole()?, b.value().as_whole()?);
    let (n, m) = (each.value().as_whole()?, one.value().as_whole()?);
    if x <= 0 || n <= m || m <= 0 || y < x {
        return None;
    }
    let needed = y.checked_mul(m)?;
    let told = n.checked_mul(x)?;
    // "cứ 8 có 1" is said of any ratio that rounds to it or is cut to it.
    let off = needed - told;
    let holds = off.abs().saturating_mul(2) <= x || (off > 0 && off < x);
    let exact = needed % n == 0 && slip::parts_them(x, needed / n);
    let whole = told % m == 0 && slip::parts_them(y, told / m);
    let each_slipped = needed % x == 0 && slip::parts_them(n, needed / x);
    if !holds && !exact && !whole && !each_slipped {
        return None;
    }
    let verdict = if holds { Verdict::Right } else { Verdict::Wrong };
    let computed = Fraction::new(needed, n)?.rounded(1).map(crate::decimal::Decimal::trimmed);
    let note = division(d.printed(a), d.printed(b));
    let place = d.place(a.first, one.end, a);
    f.claims.push(d.claim(Kind::Ratio, (verdict, Certainty::Likely), place, computed, note));
    Some(())
}
