//! Tỷ lệ: "38 đảng viên (chiếm 67,9%)", "đạt 124,3% chỉ tiêu", whose base stands elsewhere or nowhere.

mod aside;
mod by_name;
mod far;
mod fixed;
mod gathered;
mod kept;
mod numerator;
mod of_share;
mod rate;
mod siblings;
mod worded;

pub(crate) use siblings::{make_hundred, of_number};

use super::base::{self, Whole};
use super::repeat::told_twice;
use super::{Findings, division, verdict};
use crate::claim::{Certainty, Claim, Kind, Note, Verdict};
use crate::decimal::{Decimal, Fraction};
use crate::document::{Document, Likeness, Place};
use crate::judge::{self, Comparison};
use crate::known::Known;
use crate::quantity::{Approximation, Quantity, Unit};
use crate::slip;

/// A share with its numerator.
#[derive(Debug, Clone, Copy)]
struct Share {
    numerator: usize,
    percent: usize,
    whole: Whole,
    /// A comma or bracket parts the percent from the noun, so that it cannot be a property of the things counted.
    apart: bool,
}

pub(crate) fn find(d: &Document, f: &mut Findings, known: &Known) {
    let shares: Vec<Share> = (0..d.quantities.len()).filter_map(|p| numerator::share_at(d, f, p)).collect();
    let mut numerators = vec![false; d.quantities.len()];
    for share in &shares {
        if let Some(slot) = numerators.get_mut(share.numerator) {
            *slot = true;
        }
    }
    let first: Vec<Option<(usize, Comparison)>> = shares.iter().map(|s| fitting(d, s, &numerators)).collect();
    let results: Vec<Option<(usize, Comparison)>> = (0..shares.len())
        .map(|i| first.get(i).copied().flatten().or_else(|| siblings::lent(d, &shares, &first, i)))
        .collect();
    let lists = siblings::closed_lists(d, &shares, &results);
    for (i, share) in shares.iter().enumerate() {
        f.take(share.percent);
        if let Some(sum) = lists.get(i).copied().flatten() {
            of_list(d, f, share, sum);
            continue;
        }
        match results.get(i).copied().flatten() {
            Some((base, comparison)) => fits(d, f, share, base, comparison),
            None if by_known(d, f, share, known) => {}
            None => accuse_or_ask(d, f, &shares, &results, i),
        }
    }
    fixed::find(d, f, &shares, &results);
    kept::find(d, f, &shares, &results);
    lone_percents(d, f);
}

/// The base among stated ones and candidates that explains the share best. Beside a stated base only its own paragraph
/// may explain the share, and not the numerator of another share.
fn fitting(d: &Document, s: &Share, numerators: &[bool]) -> Option<(usize, Comparison)> {
    let (a, p) = (d.q(s.numerator)?, d.q(s.percent)?);
    let mut best: Option<(usize, Comparison)> = None;
    let stated = base::stated(d, s.numerator.min(s.percent), s.whole);
    let may_explain = |k: usize| {
        let own = d.q(k).is_some_and(|b| b.paragraph == a.paragraph);
        Some(k) == stated || stated.is_none() || (own && !numerators.get(k).copied().unwrap_or(false))
    };
    let candidates = base::candidates(d, s.numerator.min(s.percent), s.percent.max(s.numerator), s.whole);
    // "đạt 105% kế hoạch (1.300 ha)": the number itself stands there.
    let told = matches!(s.whole, Whole::Number(_));
    for k in stated.into_iter().chain(candidates.into_iter().filter(|_| !told)) {
        if k == s.numerator || !may_explain(k) || best.is_some_and(|(_, c)| c.fit == judge::Fit::Right) {
            continue;
        }
        let Some(c) = d.q(k).and_then(|b| compare_range(a, b, p)) else { continue };
        if c.fit.holds() && best.is_none_or(|(_, old)| c.fit < old.fit) {
            best = Some((k, c));
        }
    }
    best
}

/// Against both ends where the base is a range ("chỉ tiêu 580-600").
fn compare_range(a: &Quantity, b: &Quantity, p: &Quantity) -> Option<Comparison> {
    let low = judge::share(a, b, p);
    let high = b.high.and_then(|h| {
        let upper = Quantity { low: h, high: None, ..b.clone() };
        judge::share(a, &upper, p)
    });
    judge::better(low, high)
}

fn fits(d: &Document, f: &mut Findings, s: &Share, base: usize, c: Comparison) {
    let (Some(a), Some(b), Some(p)) = (d.q(s.numerator), d.q(base), d.q(s.percent)) else { return };
    if s.numerator != base {
        f.shares.push((s.numerator, base));
    }
    told_otherwise(d, f, s, base);
    let place = d.place(a.first.min(p.first), a.end.max(p.end), p);
    let note = division(d.printed(a), d.printed(b));
    let judged = verdict(c, Certainty::Likely);
    f.claims.push(d.claim(Kind::Share, judged, place, Some(c.computed), note));
}

/// "có 65 ý kiến. … Trong số 85 ý kiến, đã giải quyết 58 ý kiến, đạt 89,2%": the share is one of a figure told before, from
/// which one slip of the hand parts the base that the sentence names.
fn told_otherwise(d: &Document, f: &mut Findings, s: &Share, base: usize) {
    let stated = base::stated(d, s.numerator.min(s.percent), s.whole).filter(|&k| k != base);
    let (Some(told), Some(b), Some(a), Some(p)) =
        (stated.and_then(|k| d.q(k)), d.q(base), d.q(s.numerator), d.q(s.percent))
    else {
        return;
    };
    let values = told.value().as_whole().zip(b.value().as_whole());
    let slipped = values.is_some_and(|(x, y)| slip::parts_them(x, y));
    let apart = told.bracket != b.bracket || told.sentence == b.sentence;
    let holds = compare_range(a, told, p).is_some_and(|c| c.fit.holds());
    if slipped
        && !holds
        && !apart
        && d.likeness(told, b) == Likeness::Same
        && told.is_exact_count()
        && b.is_exact_count()
    {
        told_twice(d, f, b, told);
    }
}

/// A share of a list whose sum is the base.
fn of_list(d: &Document, f: &mut Findings, s: &Share, sum: i128) {
    let (Some(a), Some(p)) = (d.q(s.numerator), d.q(s.percent)) else { return };
    let (Some(c), Some(base)) = (siblings::of_number(a, sum, p), Decimal::whole(sum)) else { return };
    let place = d.place(a.first.min(p.first), a.end.max(p.end), p);
    let note = division(d.printed(a), base.vietnamese());
    f.claims.push(d.claim(Kind::Share, verdict(c, Certainty::Likely), place, Some(c.computed), note));
}

fn accuse_or_ask(
    d: &Document,
    f: &mut Findings,
    shares: &[Share],
    results: &[Option<(usize, Comparison)>],
    i: usize,
) {
    let Some(s) = shares.get(i) else { return };
    let (Some(a), Some(p)) = (d.q(s.numerator), d.q(s.percent)) else { return };
    let place = || d.place(a.first.min(p.first), a.end.max(p.end), p);
    let explained = sum_explains(d, s) || is_fall(d, s);
    let plain = a.is_amount() && !a.is_rough() && a.high.is_none();
    let exact = (a.is_exact_count() || plain) && p.approximation == Approximation::Exact;
    let outgrown =
        || base::outgrown(d, s.numerator, s.percent).filter(|_| s.whole == Whole::Unsaid && s.apart);
    let stated = base::stated(d, s.numerator.min(s.percent), s.whole);
    let is_stated = stated.is_some();
    let slipped = || {
        let open = s.whole == Whole::Unsaid && s.apart && judge::some_base_fits(a, p);
        let grown =
            base::overgrown(d, s.numerator, s.percent).filter(|_| s.whole == Whole::Unsaid && s.apart);
        let done = || base::doubtful(d, s.numerator, s.percent, s.whole).filter(|_| s.apart);
        base::slipped(d, s.numerator, s.percent).filter(|_| open).or(grown).or_else(done)
    };
    let base =
        stated.or_else(|| siblings::by_siblings(d, f, shares, results, i)).or_else(outgrown).or_else(slipped);
    if let Some(base) = base
        && let Some(b) = d.q(base)
        && let Some(c) = compare_range(a, b, p)
        && !explained
    {
        let told = results.iter().skip(i.saturating_sub(4)).take(9).flatten().any(|&(k, _)| k == base);
        let hidden = !told && siblings::shared_hidden_base(d, shares, results, i);
        let sure = s.apart && !hidden && (exact || (a.is_exact_count() && is_stated));
        // "1.156 hộ, chiếm 4,2%; … còn 874 hộ, chiếm 3,2%": so far off, another base is meant, and there is nothing to ask.
        if !sure && is_far(c, p) {
            f.claims.push(unchecked(d, place()));
            return;
        }
        let judged = verdict(c, if sure { Certainty::Likely } else { Certainty::Ask });
        let note = division(d.printed(a), d.printed(b));
        f.claims.push(d.claim(Kind::Share, judged, place(), Some(c.computed), note));
        return;
    }
    let whole_things =
        exact && a.unit == Unit::Count && s.whole != Whole::Earlier && !explained && !paired(d, s);
    if whole_things && (!judge::some_base_fits(a, p) || siblings::outlier(d, shares, results, i)) {
        let certainty = if s.apart { Certainty::Likely } else { Certainty::Ask };
        let note = Note::NoWholeBase { numerator: d.printed(a) };
        f.claims.push(d.claim(Kind::Share, (Verdict::ImpossibleBase, certainty), place(), None, note));
        return;
    }
    f.claims.push(unchecked(d, place()));
}

/// A share whose base the text does not tell.
fn unchecked(d: &Document, place: Place) -> Claim {
    d.claim(Kind::Share, (Verdict::Unchecked, Certainty::Ask), place, None, Note::BaseNotStated)
}

/// More than five times as much or as little as is printed.
fn is_far(c: Comparison, p: &Quantity) -> bool {
    let five = Fraction::new(5, 1);
    let (told, computed) = (p.value().fraction(), c.computed.fraction());
    let beyond = |x: Fraction, y: Fraction| five.and_then(|n| x.mul(n)).is_some_and(|n| n.below(y));
    beyond(told, computed) || beyond(computed, told)
}

/// "10 tổ chức xuất sắc và 20 tổ chức tốt, chiếm 60%": the share may be of the sum of the last figures.
fn sum_explains(d: &Document, s: &Share) -> bool {
    let (Some(a), Some(p)) = (d.q(s.numerator), d.q(s.percent)) else { return false };
    let mut sum = a.value().fraction();
    for back in 1..=4 {
        let Some(q) = s.numerator.checked_sub(back).and_then(|k| d.q(k)) else { return false };
        if q.sentence != a.sentence {
            return false;
        }
        if !q.is_exact_count() {
            continue;
        }
        let Some(total) = sum.add(q.value().fraction()) else { return false };
        sum = total;
        let bases = base::stated(d, s.numerator, s.whole).into_iter();
        let explains = bases.chain(base::candidates(d, s.numerator, s.percent, s.whole)).any(|k| {
            d.q(k).is_some_and(|b| {
                (k + back < s.numerator || k > s.percent)
                    && judge::share_of(
                        judge::Bounds::exact(sum),
                        judge::Bounds::exact(b.value().fraction()),
                        p,
                    )
                    .is_some_and(|c| c.fit.holds())
            })
        });
        if explains {
            return true;
        }
    }
    false
}

/// "giảm từ 63 xuống còn 34 (tương đương 46%)": the percent may tell the change.
fn is_fall(d: &Document, s: &Share) -> bool {
    let Some(a) = d.q(s.numerator) else { return false };
    let Some(b) = s.numerator.checked_sub(1).and_then(|k| d.q(k)) else { return false };
    let t = &d.tokens;
    b.sentence == a.sentence
        && t.has(b.first.saturating_sub(3), b.first, &["từ"])
        && t.has(b.end, a.first, &["xuống", "lên", "còn", "đến", "tới"])
}

/// "729 tổ chức và 581 đảng viên (50% và 60%)": which belongs to which is not settled.
fn paired(d: &Document, s: &Share) -> bool {
    let next = d.q(s.percent + 1);
    let (Some(p), Some(a)) = (d.q(s.percent), d.q(s.numerator)) else { return false };
    let two_percents =
        next.is_some_and(|n| n.is_percent() && n.sentence == p.sentence && n.first - p.end <= 3);
    let joined = s.numerator.checked_sub(1).and_then(|k| d.q(k)).is_some_and(|q| {
        q.is_count()
            && q.sentence == a.sentence
            && d.tokens.word_before(a.first, 1) == "và"
            && d.likeness(q, a) == Likeness::Same
            && a.first - q.end <= 4
    });
    two_percents || joined
}

/// A base of the store: right where it explains the share, likely wrong where the text names just these things.
fn by_known(d: &Document, f: &mut Findings, s: &Share, known: &Known) -> bool {
    let (Some(a), Some(p)) = (d.q(s.numerator), d.q(s.percent)) else { return false };
    let (from, to) = match s.whole {
        Whole::Named(from, to) => (from, to),
        Whole::Unsaid => a.noun,
        Whole::Target | Whole::Number(_) | Whole::Earlier => return false,
    };
    let Some((value, end)) = known.named_at(&d.tokens, from) else { return false };
    let exact = |v: crate::Decimal| judge::Bounds::exact(v.fraction());
    let Some(c) = judge::share_of(exact(a.value()), exact(value), p) else { return false };
    let named = matches!(s.whole, Whole::Named(..)) && end == to && a.is_exact_count();
    if !c.fit.holds() && !named {
        return false;
    }
    let place = d.place(a.first.min(p.first), a.end.max(p.end), p);
    let note = division(d.printed(a), value.vietnamese());
    f.claims.push(d.claim(Kind::Share, verdict(c, Certainty::Likely), place, Some(c.computed), note));
    true
}

/// Whether a percent without a numerator beside it is judged by figures further off.
fn alone(d: &Document, f: &mut Findings, k: usize, p: &Quantity) -> bool {
    rate::judged(d, f, k, p)
        || far::judged(d, f, k, p)
        || gathered::judged(d, f, k, p)
        || of_share::judged(d, f, k, p)
        || worded::judged(d, f, k, p)
        || by_name::judged(d, f, k, p)
}

/// Percents that no figure explains.
fn lone_percents(d: &Document, f: &mut Findings) {
    for k in 0..d.quantities.len() {
        let Some(p) = d.q(k) else { continue };
        if p.is_percent() && !f.is_taken(k) && !alone(d, f, k, p) {
            let place = d.place(p.first, p.end, p);
            f.claims.push(unchecked(d, place));
        }
    }
}
