//! Mẫu số qua một lần lỡ tay: bases that no words tell, but of which the share, or its numerator, is one slip of the hand away.

use crate::decimal::Fraction;
use crate::document::{Document, Likeness};
use crate::quantity::{Quantity, Unit};
use crate::slip::{self, Where};

/// A figure of the same things told before, of which the share would be right after one slip of the hand.
pub(crate) fn slipped(d: &Document, k: usize, p: usize) -> Option<usize> {
    let (a, percent) = (d.q(k)?, d.q(p)?);
    let digits = percent.value().to_exponent(percent.value().exponent())?;
    let of_plan = k < p
        && matches!(d.tokens.word_before(percent.first, 1), "đạt" | "thành")
        && !crate::find::division::has(d, a, &crate::find::division::GRADES);
    if digits < if of_plan { 100 } else { 10 } {
        return None;
    }
    if a.unit == Unit::Measure {
        return amount_before(d, k, p);
    }
    if !a.is_exact_count() {
        return None;
    }
    // Two digits are one slip apart by chance too often, but for the figure just before in the same words.
    let reach = if digits < 100 || of_plan { 1 } else { 8 };
    let same_words = |b: &Quantity| b.sentence == a.sentence && d.head(a) == d.head(b);
    (k.saturating_sub(reach)..k).rev().filter(|&i| reach > 1 || d.q(i).is_some_and(same_words)).find(|&i| {
        d.q(i).is_some_and(|b| {
            let near =
                b.paragraph == a.paragraph || d.outline.sentence_before(a.sentence) == Some(b.sentence);
            near && b.is_exact_count()
                && b.bracket == 0
                && d.likeness(a, b) == Likeness::Same
                && a.value().fraction().below(b.value().fraction())
                && slip::explains_share(a.value(), b.value(), percent.value(), Where::Share)
        })
    })
}

/// "phát hiện 24,8 tỷ đồng, kiến nghị thu hồi 18,6 tỷ đồng (75%)": the amount just before, which one slip in the share would fit.
fn amount_before(d: &Document, k: usize, p: usize) -> Option<usize> {
    let (a, percent) = (d.q(k)?, d.q(p).filter(|p| p.bracket > 0)?);
    let before = k.checked_sub(1)?;
    let b = d
        .q(before)
        .filter(|b| b.sentence == a.sentence && b.unit == Unit::Measure && b.bracket == a.bracket)?;
    let same = d.tokens.word(a.noun.0) == d.tokens.word(b.noun.0) && a.magnitude == b.magnitude;
    let smaller = a.value().fraction().below(b.value().fraction()) && !a.is_rough() && !b.is_rough();
    let slips = slip::explains_share(a.value(), b.value(), percent.value(), Where::Share);
    (same && smaller && slips).then_some(before)
}

/// "thụ lý 3.284 vụ; đã giải quyết 7.210 vụ, đạt 82,5%": a part greater than its whole, which one slip of the hand would mend.
pub(crate) fn overgrown(d: &Document, k: usize, p: usize) -> Option<usize> {
    let (a, percent) = (d.q(k)?, d.q(p)?);
    let part = percent.value().fraction().below(Fraction::percent());
    // A share without decimals is one slip away too often: then only a figure of the same sentence is its base.
    let fine = percent.value().decimals() > 0;
    let near = |b: &Quantity| {
        b.sentence == a.sentence || fine && d.outline.sentence_before(a.sentence) == Some(b.sentence)
    };
    let base = (k.saturating_sub(3)..k).rev().find(|&i| {
        d.q(i).is_some_and(|b| {
            near(b)
                && b.is_exact_count()
                && b.bracket == 0
                && d.likeness(a, b) == Likeness::Same
                && !d.q(i + 1).is_some_and(|next| next.is_percent() && next.sentence == b.sentence)
        })
    })?;
    let b = d.q(base)?;
    let greater = b.value().fraction().below(a.value().fraction());
    let slips = slip::explains_share(a.value(), b.value(), percent.value(), Where::Anywhere);
    let divides = a.first > 0 && d.tokens.is_mark(a.first - 1, '/');
    (part && greater && !divides && slips && a.is_exact_count()).then_some(base)
}

/// The figure that the paragraph is about, where the share would need a base greater than it: "huyện có 41 tổ chức. …
/// 5 tổ chức (chiếm 2,1%)". A smaller base may always be a set that the text does not count.
pub(crate) fn outgrown(d: &Document, k: usize, p: usize) -> Option<usize> {
    let (a, percent) = (d.q(k)?, d.q(p)?);
    let needed = a.value().fraction().mul(Fraction::percent())?.div(percent.value().fraction())?;
    let whole = (k.saturating_sub(8)..k)
        .filter(|&i| {
            d.q(i).is_some_and(|b| {
                b.paragraph == a.paragraph
                    && b.is_exact_count()
                    && b.bracket == 0
                    && d.likeness(a, b) == Likeness::Same
            })
        })
        .max_by_key(|&i| d.q(i).and_then(|b| b.value().as_whole()))?;
    let b = d.q(whole)?;
    let margin = b.value().fraction().mul(Fraction::new(103, 100)?)?;
    let listed =
        b.label.0 == b.label.1 && d.q(whole.wrapping_sub(1)).is_some_and(|q| q.sentence == b.sentence);
    // "nữ: 37 người (35,9%); trẻ: 23 người (22,3%)": a part of the same list is no base.
    let part = d.q(whole + 1).is_some_and(|next| next.is_percent() && next.sentence == b.sentence);
    let told = listed || d.tokens.has(b.label.0, b.first, &["có", "tổng số", "gồm", "toàn"]);
    let introduced = told && !part;
    let smaller = a.value().fraction().below(b.value().fraction());
    (introduced && smaller && margin.below(needed)).then_some(whole)
}
