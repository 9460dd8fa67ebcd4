//! Các tỷ lệ cùng danh sách: what the shares beside it tell of the base of a share.

use super::Share;
use crate::decimal::Fraction;
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::find::base::Whole;
use crate::judge::{self, Comparison};
use crate::quantity::Quantity;
use crate::slip::{self, Where};
use crate::words::Class;

/// The base of another share of the same paragraph, whatever the things are called.
pub(super) fn lent(
    d: &Document,
    shares: &[Share],
    first: &[Option<(usize, Comparison)>],
    i: usize,
) -> Option<(usize, Comparison)> {
    let s = shares.get(i)?;
    let (a, p) = (d.q(s.numerator)?, d.q(s.percent)?);
    (i.saturating_sub(4)..(i + 5).min(shares.len())).filter(|&j| j != i).find_map(|j| {
        let base = first.get(j).copied().flatten()?.0;
        let near = d.q(shares.get(j)?.numerator)?.paragraph == a.paragraph && base < s.numerator;
        let c = judge::share(a, d.q(base)?, p)?;
        (near && s.whole == Whole::Unsaid && c.fit.holds()).then_some((base, c))
    })
}

/// Other shares and ratios of the paragraph have a common base: then it is the base of this one too. One of them is
/// enough where it counts the same things and the base that this share would need is not a little smaller.
pub(super) fn by_siblings(
    d: &Document,
    f: &Findings,
    shares: &[Share],
    results: &[Option<(usize, Comparison)>],
    i: usize,
) -> Option<usize> {
    let s = shares.get(i)?;
    let (a, p) = (d.q(s.numerator)?, d.q(s.percent)?);
    if s.whole != Whole::Unsaid {
        return None;
    }
    let near = i.saturating_sub(4)..(i + 5).min(shares.len());
    // "14 trường hợp (30,4% tổng số 46 đảng viên), … 9 trường hợp (16,9%)": one list, one base.
    let listed = |q: &Quantity| q.has_noun() && q.sentence == a.sentence && d.head(q) == d.head(a);
    let of_same = |q: &Quantity| d.likeness(q, a) != Likeness::Different;
    let mut told = None;
    let of_shares = near.filter(|&j| j != i).filter_map(|j| {
        let (other, q) = (shares.get(j)?, d.q(shares.get(j)?.numerator)?);
        let (base, _) = results.get(j).copied().flatten()?;
        if matches!(other.whole, Whole::Number(_)) && listed(q) {
            told = Some(base);
        }
        // "133 đồng chí, chiếm 67% tổng số đảng viên kết nạp. Đảng viên nữ 73, chiếm 37%": the phrase is not repeated.
        let named = matches!(other.whole, Whole::Named(..)) && q.paragraph == a.paragraph && j < i;
        // In another sentence another set may be meant, unless a slip of the hand parts the share from this one.
        let firm = q.sentence == a.sentence || d.q(base).is_some_and(|b| slipped(a, b, p));
        if named && firm && of_same(q) {
            told = Some(base);
        }
        (q.paragraph == a.paragraph && other.whole == Whole::Unsaid).then_some(base)
    });
    // "564 nữ (41,7%), 884 đoàn viên (65,4%), 170 dân tộc ít người (12,6%)": two of one list settle what the third is of.
    let of_one_list = |k: usize| {
        let same = |j: usize| {
            let numerator = shares.get(j).and_then(|o| d.q(o.numerator));
            numerator.is_some_and(|q| q.sentence == a.sentence)
                && results.get(j).copied().flatten().is_some_and(|(base, _)| base == k)
        };
        a.class == Class::Other && (i.saturating_sub(4)..i + 5).filter(|&j| j != i && same(j)).count() >= 2
    };
    let two_of_list = |k: usize| {
        let near = |j: &usize| {
            shares.get(*j).and_then(|o| d.q(o.numerator)).is_some_and(|q| q.sentence == a.sentence)
        };
        let own = |j: &usize| results.get(*j).copied().flatten().is_some_and(|(base, _)| base == k);
        (i.saturating_sub(4)..i + 5).filter(|&j| j != i).filter(near).filter(own).count() >= 2
    };
    let of_ratios = (s.numerator.saturating_sub(10)..s.numerator)
        .filter(|&k| f.under(k).is_some() && d.q(k).is_some_and(|b| b.paragraph == a.paragraph));
    let bases: Vec<usize> = of_shares
        .chain(of_ratios)
        .filter(|&k| {
            k < s.numerator
                && d.q(k).is_some_and(|b| {
                    let like = d.likeness(b, a) >= Likeness::Class || !a.has_noun() || of_one_list(k);
                    // "97 (65,5%), 61 (41,2%), … 312 (89,2%)": two of the list tell that it is the figure itself that is too great.
                    let fits = a.value().fraction().at_most(b.value().fraction()) || two_of_list(k);
                    like && fits
                })
        })
        .collect();
    if told.is_some() && bases.is_empty() {
        return told.filter(|&k| d.q(k).is_some_and(|b| b.is_exact_count() && !of_a_little_less(a, b, p)));
    }
    let first = *bases.first()?;
    let b = d.q(first)?;
    let agree = bases.iter().all(|&k| d.q(k).is_some_and(|q| q.value() == b.value()));
    let doubtful = d.likeness(b, a) < Likeness::Same || a_little_smaller(a, b, p);
    let alone = bases.len() == 1 && doubtful && !slipped(a, b, p);
    (agree && !alone).then_some(first)
}

/// Nine tenths to all of the base would explain the share, and no slip of the hand does.
fn of_a_little_less(a: &Quantity, b: &Quantity, p: &Quantity) -> bool {
    a_little_smaller(a, b, p) && !slipped(a, b, p)
}

fn slipped(a: &Quantity, b: &Quantity, p: &Quantity) -> bool {
    slip::explains_share(a.value(), b.value(), p.value(), Where::Anywhere)
}

/// Whether the share would be right of nine tenths to all of the base: of those who were graded, say.
fn a_little_smaller(a: &Quantity, b: &Quantity, p: &Quantity) -> bool {
    let hundred = Fraction::percent();
    let needed = a.value().fraction().mul(hundred).and_then(|x| x.div(p.value().fraction()));
    let least = Fraction::new(9, 10).and_then(|n| n.mul(b.value().fraction()));
    needed.zip(least).is_none_or(|(needed, least)| least.below(needed) && needed.below(b.value().fraction()))
}

/// Two or more shares of the list miss the stated base and agree on another one: then the base is another set.
pub(super) fn shared_hidden_base(
    d: &Document,
    shares: &[Share],
    results: &[Option<(usize, Comparison)>],
    i: usize,
) -> bool {
    let Some(s) = shares.get(i) else { return false };
    let Some(a) = d.q(s.numerator) else { return false };
    let group: Vec<(&Quantity, &Quantity)> = (i.saturating_sub(4)..(i + 5).min(shares.len()))
        .filter(|&j| results.get(j).is_some_and(Option::is_none))
        .filter_map(|j| {
            let other = shares.get(j)?;
            let (q, p) = (d.q(other.numerator)?, d.q(other.percent)?);
            (q.paragraph == a.paragraph && q.is_exact_count() && d.likeness(q, a) >= Likeness::Class)
                .then_some((q, p))
        })
        .collect();
    group.len() >= 2 && common_base(&group)
}

/// All other shares of the sentence without a base have a common one, whatever it is, and this one alone has no part in
/// it: "15 (20,3%); 14 (18,9%); 12 (12,6%); 8 (10,8%)".
pub(super) fn outlier(
    d: &Document,
    shares: &[Share],
    results: &[Option<(usize, Comparison)>],
    i: usize,
) -> bool {
    let Some(a) = shares.get(i).and_then(|s| d.q(s.numerator)) else { return false };
    let member = |j: usize| {
        let s = shares.get(j).filter(|s| s.whole == Whole::Unsaid && s.apart)?;
        let (q, p) = (d.q(s.numerator)?, d.q(s.percent)?);
        let alike = q.sentence == a.sentence && q.is_exact_count() && d.likeness(q, a) >= Likeness::Unnamed;
        (alike && results.get(j).is_some_and(Option::is_none)).then_some((j, q, p))
    };
    let list: Vec<(usize, &Quantity, &Quantity)> =
        (i.saturating_sub(6)..(i + 7).min(shares.len())).filter_map(member).collect();
    // "11.230 đồng chí (21,5%), 24.806 đồng chí (47,5%), 16.190 đồng chí (31,0%)": all parts of one whole.
    let great = list.iter().all(|(_, q, _)| q.value().as_whole().is_some_and(|v| v >= 1_000));
    let hundred = great && make_hundred(&list.iter().map(|&(_, _, p)| p).collect::<Vec<_>>());
    let without = |j: usize| {
        let mut rest: Vec<(&Quantity, &Quantity)> =
            list.iter().filter(|(k, ..)| *k != j).map(|&(_, q, p)| (q, p)).collect();
        rest.sort_by_key(|(q, _)| std::cmp::Reverse(q.value().as_whole()));
        let least = if hundred { 2 } else { 3 };
        rest.len() >= least && common_base(&rest)
    };
    list.iter().any(|(j, ..)| *j == i) && without(i) && list.iter().all(|&(j, ..)| j == i || !without(j))
}

/// The percents make up one hundred, but for rounding.
pub(crate) fn make_hundred(percents: &[&Quantity]) -> bool {
    let Some(zero) = Fraction::new(0, 1) else { return false };
    let sum = percents.iter().try_fold(zero, |s, p| s.add(p.value().fraction()));
    let slack = percents.iter().try_fold(zero, |s, p| s.add(p.value().unit()));
    let off = sum.and_then(|s| Fraction::percent().sub(s));
    let half = Fraction::new(2, 1).zip(slack).and_then(|(two, s)| s.div(two));
    off.zip(half).is_some_and(|(off, half)| off.abs().at_most(half))
}

fn common_base(group: &[(&Quantity, &Quantity)]) -> bool {
    common_bases(group).next().is_some()
}

/// The whole number of which all of them are shares, where there is only one.
pub(super) fn only_common_base(group: &[(&Quantity, &Quantity)]) -> Option<i128> {
    let mut bases = common_bases(group);
    bases.next().filter(|_| bases.next().is_none())
}

fn common_bases(group: &[(&Quantity, &Quantity)]) -> impl Iterator<Item = i128> {
    let range = group.first().and_then(|(a, p)| {
        let base_of = |percent: Option<Fraction>| {
            let hundredfold = a.value().fraction().mul(Fraction::percent())?;
            hundredfold.div(percent.filter(|p| p.is_positive())?).map(Fraction::floor)
        };
        let (value, unit) = (p.value().fraction(), p.value().unit());
        Some((base_of(value.add(unit))?, base_of(value.sub(unit))?))
    });
    let (least, most) = range.unwrap_or((1, 0));
    (least..=most.min(least + 400))
        .filter(|&n| group.iter().all(|(a, p)| of_number(a, n, p).is_some_and(|c| c.fit.holds())))
}

/// A list of shares without its total: "8 tổ chức (20%); 30 tổ chức (75%); 2 tổ chức (5%)". Where all of them but one at
/// most are shares of their sum, the sum is the base. Gives it for each share of such a list.
pub(super) fn closed_lists(
    d: &Document,
    shares: &[Share],
    results: &[Option<(usize, Comparison)>],
) -> Vec<Option<i128>> {
    let mut out = vec![None; shares.len()];
    let mut from = 0;
    while from < shares.len() {
        let mut to = from + 1;
        while to < shares.len() && goes_on(d, shares, to) {
            to += 1;
        }
        let explained = results.get(from..to).unwrap_or_default().iter().flatten().count();
        let sum = shares.get(from..to).and_then(|list| base_of_list(d, list, explained));
        for slot in out.get_mut(from..to).unwrap_or_default() {
            *slot = sum;
        }
        from = to;
    }
    out
}

fn goes_on(d: &Document, shares: &[Share], at: usize) -> bool {
    let (Some(last), Some(next)) = (shares.get(at - 1), shares.get(at)) else { return false };
    let (Some(a), Some(b)) = (d.q(last.numerator), d.q(next.numerator)) else { return false };
    a.sentence == b.sentence && next.numerator <= last.percent.max(last.numerator) + 1
}

/// Not where figures of the text explain as many of the shares.
fn base_of_list(d: &Document, list: &[Share], explained: usize) -> Option<i128> {
    if list.len() < 3 || list.iter().any(|s| s.whole != Whole::Unsaid) {
        return None;
    }
    let pairs: Vec<(&Quantity, &Quantity)> =
        list.iter().map(|s| Some((d.q(s.numerator)?, d.q(s.percent)?))).collect::<Option<_>>()?;
    let first = pairs.first()?.0;
    if pairs.iter().any(|(a, _)| !a.is_exact_count() || d.likeness(a, first) < Likeness::Same && a.has_noun())
    {
        return None;
    }
    let sum = pairs.iter().try_fold(0_i128, |sum, (a, _)| sum.checked_add(a.value().as_whole()?))?;
    let fits = pairs.iter().filter(|(a, p)| of_number(a, sum, p).is_some_and(|c| c.fit.holds())).count();
    (fits >= 2 && fits + 1 >= pairs.len() && fits > explained).then_some(sum)
}

pub(crate) fn of_number(a: &Quantity, base: i128, p: &Quantity) -> Option<Comparison> {
    let base = Fraction::new(base, 1).filter(|b| b.is_positive())?;
    judge::share_of(judge::Bounds::exact(a.value().fraction()), judge::Bounds::exact(base), p)
}
