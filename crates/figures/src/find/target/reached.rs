//! Đạt … so với kế hoạch: "Thực hiện nghị quyết “bình quân hằng năm phát triển 1.800 đảng viên”, … kết nạp được 1.533 đảng viên, đạt
//! 85,17% so với chỉ tiêu": a share of a target whose number stands elsewhere in the sentence, or in the next one.
//!
//! Deliberately not here: targets that stand just behind the percent or are called so just before (`base`).

use crate::claim::{Certainty, Kind};
use crate::decimal::Fraction;
use crate::document::{Document, Likeness};
use crate::find::base::{Whole, stated, whole_after};
use crate::find::{Findings, division, verdict};
use crate::judge::{self, Comparison};
use crate::quantity::Quantity;
use crate::slip::{self, Where};

/// Tokens between the result and the percent, at most.
const APART: usize = 7;

/// Figures of the sentence before the result that are looked at.
const REACH: usize = 6;

/// Words by which a clause sets a target.
const SETS: [&str; 5] = ["nghị quyết", "chỉ tiêu", "kế hoạch", "mục tiêu", "phấn đấu"];

pub(crate) fn find(d: &Document, f: &mut Findings) {
    for (k, p) in d.quantities.iter().enumerate() {
        let result = k.checked_sub(1).and_then(|n| d.q(n)).filter(|a| is_result(d, a, p));
        let Some(a) = result.filter(|_| p.is_percent() && !f.is_taken(k) && p.high.is_none()) else {
            continue;
        };
        if whole_after(d, k, p) != Whole::Target || stated(d, k - 1, Whole::Target).is_some() {
            continue;
        }
        let Some((b, c)) = told_before(d, k, a, p).or_else(|| told_after(d, k, a, p)) else { continue };
        f.take(k);
        let place = d.place(a.first, p.end, p);
        let note = division(d.written(a), d.written(b));
        f.claims.push(d.claim(Kind::Share, verdict(c, Certainty::Likely), place, Some(c.computed), note));
    }
}

/// "1.533 đảng viên, chiếm tỷ lệ 85,17%", "4,84%/năm, bằng 121%".
fn is_result(d: &Document, a: &Quantity, p: &Quantity) -> bool {
    let t = &d.tokens;
    let end = a.noun.1.max(a.end).min(p.first);
    let mark = (end..p.first).find(|&i| t.is_mark(i, ','));
    let tied = mark.is_some_and(|at| t.has(at, p.first, &["đạt", "bằng", "chiếm", "tỷ lệ"]));
    let plain = !d.tells_change(a) && !a.is_rough() && a.high.is_none() && (a.is_percent() || a.has_noun());
    a.sentence == p.sentence
        && (a.is_amount() || a.is_percent())
        && plain
        && tied
        && p.first - end <= APART
        && a.bracket == p.bracket
}

/// The only figure of the same things before the result in its sentence, in a clause that sets a target.
fn told_before<'a>(
    d: &'a Document,
    k: usize,
    a: &Quantity,
    p: &Quantity,
) -> Option<(&'a Quantity, Comparison)> {
    let result = k.checked_sub(1)?;
    let same = |b: &&Quantity| {
        b.sentence == a.sentence && b.unit == a.unit && !a.is_percent() && d.likeness(a, b) == Likeness::Same
    };
    let mut list = (result.saturating_sub(REACH)..result).rev().filter_map(|i| d.q(i)).filter(same);
    let b = list.next().filter(|_| list.next().is_none())?;
    let (begin, _) = d.outline.sentence(b.sentence);
    let from = begin.max(b.first.saturating_sub(14));
    // The words after the percent call the target as the clause does: "nghị quyết".
    let t = &d.tokens;
    let called = |w: &str| t.has(from, b.first, &[w]) && t.has(p.end, p.end + 6, &[w]);
    let sets = SETS.iter().any(|w| called(w));
    let apart = d.has_mark(b.end, a.first, &[',', ';', ':']);
    let plain =
        sets && apart && !b.is_rough() && b.high.is_none() && !d.tells_change(b) && b.bracket == a.bracket;
    let c = judge::share(a, b, p).filter(|_| plain)?;
    (c.fit.holds() || is_near(&c, p)).then_some((b, c))
}

/// "… kết nạp 124 quần chúng, đạt 41,3% so với kế hoạch. Cả năm, phấn đấu kết nạp 300 đảng viên": the next sentence tells the target.
fn told_after<'a>(
    d: &'a Document,
    k: usize,
    a: &Quantity,
    p: &Quantity,
) -> Option<(&'a Quantity, Comparison)> {
    let t = &d.tokens;
    let b = d.q(k + 1).filter(|b| b.paragraph == p.paragraph && b.unit == a.unit)?;
    let (begin, _) = d.outline.sentence(b.sentence);
    let next = d.outline.sentence_before(b.sentence) == Some(p.sentence) && b.first - begin <= 14;
    let later = t.has(begin, b.first, &["năm tới", "năm sau", "tới đây", "tiếp theo", "thời gian tới"]);
    let sets = t.has(begin, b.first, &SETS) && !later && !b.is_rough() && b.high.is_none();
    let c = judge::share(a, b, p).filter(|_| next && sets)?;
    // "Kết quả này đã vượt kế hoạch … 4%/năm": the words tie the two.
    let ties = ["kết quả này", "con số này", "mức này", "tỷ lệ này", "kết quả trên"];
    let tied = ties.iter().any(|w| t.phrase_at(begin, w)) && a.is_percent() && is_near(&c, p);
    let same = !d.tells_change(b)
        && d.likeness(a, b) != Likeness::Different
        && !a.is_percent()
        && shares_verb(d, a, b);
    // The plan may be another one, that of half a year: only a slip settles it.
    let slipped = slip::explains_share(a.value(), b.value(), p.value(), Where::Anywhere);
    (tied || same && (c.fit.holds() || slipped)).then_some((b, c))
}

/// "kết nạp 124", "kết nạp 300".
fn shares_verb(d: &Document, a: &Quantity, b: &Quantity) -> bool {
    let t = &d.tokens;
    let words = |q: &Quantity| [t.word_before(q.first, 2), t.word_before(q.first, 1)];
    words(a) == words(b) && !words(a).contains(&"")
}

/// Between half and twice of what is printed.
fn is_near(c: &Comparison, p: &Quantity) -> bool {
    let (told, found) = (p.value().fraction(), c.computed.fraction());
    let twice = |x: Fraction| x.add(x);
    twice(told).is_some_and(|x| found.below(x)) && twice(found).is_some_and(|x| told.below(x))
}
