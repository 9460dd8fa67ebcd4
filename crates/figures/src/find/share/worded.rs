//! Tử số bằng chữ: "sáu đại biểu là người ngoài Đảng (6,90%)" beside shares told in digits, "chỉ 5 chi bộ trong số đó …, vừa đúng
//! mức trần 20%".

use super::{division, verdict};
use crate::claim::{Certainty, Kind};
use crate::decimal::Decimal;
use crate::document::Document;
use crate::find::Findings;
use crate::judge::{self, Bounds, Fit};
use crate::quantity::{Approximation, Quantity};
use crate::slip::{self, Where};
use crate::words::{Class, class};

/// Shares of the sentence whose base may be lent.
const REACH: usize = 8;

/// Judges the percent; true where its numerator and base were found.
pub(super) fn judged(d: &Document, f: &mut Findings, k: usize, p: &Quantity) -> bool {
    in_words(d, f, p) || just(d, f, k, p)
}

/// A number in words takes the base that all shares of its sentence have.
fn in_words(d: &Document, f: &mut Findings, p: &Quantity) -> bool {
    let Some(word) = numerator(d, p) else { return false };
    let own = f
        .shares
        .iter()
        .rev()
        .take(REACH)
        .filter(|(a, _)| d.q(*a).is_some_and(|a| a.sentence == p.sentence && a.class != Class::Measure));
    let bases: Vec<usize> = own.map(|&(_, b)| b).collect();
    let Some(b) = bases.first().and_then(|&b| d.q(b)) else { return false };
    if bases.iter().any(|&other| d.q(other).is_none_or(|o| o.value() != b.value())) {
        return false;
    }
    let Some(a) = value(d.tokens.word(word)).and_then(Decimal::whole) else { return false };
    let exact = |v: Decimal| Bounds::exact(v.fraction());
    let Some(c) = judge::share_of(exact(a), exact(b.value()), p) else { return false };
    if !c.fit.holds() && !slip::explains_share(a, b.value(), p.value(), Where::Share) {
        return false;
    }
    let note = division(a.vietnamese(), d.printed(b));
    let place = d.place(word, p.end, p);
    f.claims.push(d.claim(Kind::Share, verdict(c, Certainty::Likely), place, Some(c.computed), note));
    true
}

/// The word that opens the item of which the bracket tells the share: "; sáu đại biểu …  (6,90%)".
fn numerator(d: &Document, p: &Quantity) -> Option<usize> {
    let t = &d.tokens;
    let open = p.bracket.checked_sub(1).filter(|&o| p.first - o <= 3)?;
    let fills = d.closing(p).is_some_and(|close| close == p.end);
    let from = (open.saturating_sub(14)..open).rev().find(|&i| t.is_mark(i, ';') || t.is_mark(i, ','))?;
    let at = from + 1 + usize::from(matches!(t.word(from + 1), "có" | "và"));
    let counted =
        !matches!(class(t.word(at + 1), t.word(at + 2)), Class::Other | Class::Measure | Class::Time);
    let plain = (at..open).all(|i| t.is_word(i));
    (fills && plain && counted && value(t.word(at)).is_some()).then_some(at)
}

fn value(word: &str) -> Option<i128> {
    let words = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"];
    words.iter().position(|w| *w == word).and_then(|n| i128::try_from(n + 1).ok())
}

/// "25 chi bộ hoàn thành tốt, và chỉ 5 chi bộ trong số đó …, vừa đúng mức trần 20%": as many as the share allows.
fn just(d: &Document, f: &mut Findings, k: usize, p: &Quantity) -> bool {
    let t = &d.tokens;
    let from = p.first.saturating_sub(5);
    let Some(says) = t.find(from, p.first, &["đúng mức", "đúng tỷ lệ", "đúng trần", "đúng bằng"])
    else {
        return false;
    };
    let words = (says..p.first).all(|i| t.is_word(i));
    let (Some(a), Some(b)) = (k.checked_sub(1).and_then(|i| d.q(i)), k.checked_sub(2).and_then(|i| d.q(i)))
    else {
        return false;
    };
    let of_these = t.has(a.end, a.end + 6, &["trong số đó", "trong đó", "trong số này"]);
    let counts = |q: &Quantity| q.is_exact_count() && q.sentence == p.sentence && q.bracket == p.bracket;
    let smaller = a.value().fraction().at_most(b.value().fraction());
    let exact = p.approximation == Approximation::Exact && p.high.is_none();
    if !words || !of_these || !counts(a) || !counts(b) || !smaller || !exact || d.head(a) != d.head(b) {
        return false;
    }
    let Some(mut c) = judge::share(a, b, p) else { return false };
    // "4 trên 24 chi bộ": a fifth of 24, cut to whole ones.
    let most = p
        .value()
        .fraction()
        .mul(b.value().fraction())
        .and_then(|x| x.div(crate::decimal::Fraction::percent()));
    if most.map(crate::decimal::Fraction::floor) == a.value().as_whole() {
        c.fit = Fit::Right;
    }
    let note = division(d.printed(a), d.printed(b));
    let place = d.place(a.first, p.end, p);
    f.claims.push(d.claim(Kind::Share, verdict(c, Certainty::Likely), place, Some(c.computed), note));
    true
}
