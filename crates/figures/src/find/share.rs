//! Tỷ lệ: "38 đảng viên (chiếm 67,9%)", "đạt 124,3% chỉ tiêu", whose base stands elsewhere or nowhere.

use super::base::{self, Whole};
use super::ratio::{has_cue, only_cues};
use super::{Findings, division, verdict};
use crate::claim::{Certainty, Kind, Note, Verdict};
use crate::document::{Document, Likeness};
use crate::judge::{self, Comparison};
use crate::known::Known;
use crate::quantity::{Approximation, Quantity, Unit};

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
    let shares: Vec<Share> = (0..d.quantities.len()).filter_map(|p| share_at(d, f, p)).collect();
    let mut numerators = vec![false; d.quantities.len()];
    for share in &shares {
        if let Some(slot) = numerators.get_mut(share.numerator) {
            *slot = true;
        }
    }
    let first: Vec<Option<(usize, Comparison)>> = shares.iter().map(|s| fitting(d, s, &numerators)).collect();
    let results: Vec<Option<(usize, Comparison)>> = (0..shares.len())
        .map(|i| first.get(i).copied().flatten().or_else(|| lent(d, &shares, &first, i)))
        .collect();
    for (i, share) in shares.iter().enumerate() {
        f.take(share.percent);
        match results.get(i).copied().flatten() {
            Some((base, comparison)) => fits(d, f, share, base, comparison),
            None if by_known(d, f, share, known) => {}
            None => accuse_or_ask(d, f, &shares, &results, i),
        }
    }
    lone_percents(d, f);
}

fn share_at(d: &Document, f: &Findings, p: usize) -> Option<Share> {
    let percent = d.q(p)?;
    if !percent.is_percent() || f.is_taken(p) || percent.high.is_some() {
        return None;
    }
    let whole = base::whole_after(d, p, percent);
    let before = numerator_before(d, p, percent).map(|(numerator, apart)| Share {
        numerator,
        percent: p,
        whole,
        apart,
    });
    before.or_else(|| numerator_after(d, p, percent, whole))
}

/// "38 đảng viên (chiếm 67,9%)".
fn numerator_before(d: &Document, p: usize, percent: &Quantity) -> Option<(usize, bool)> {
    let mut numerator = p.checked_sub(1)?;
    // "57 đại biểu dưới 40 tuổi (chiếm 3,59%)": an age or a time is no numerator.
    while numerator > 0 && p - numerator < 3 && d.q(numerator)?.unit == Unit::Duration {
        numerator -= 1;
    }
    let a = d.q(numerator)?;
    let t = &d.tokens;
    let (from, to) = (a.end, percent.first);
    if a.sentence != percent.sentence || !a.is_amount() || to - from > 30 || t.count_words(from, to) > 24 {
        return None;
    }
    let refused = ["tăng", "giảm", "vượt", "trong đó", "cùng kỳ", "còn lại", "thấp hơn", "cao hơn", "riêng"];
    if t.has(from, to, &refused) || d.has_mark(from, to, &[';', '|', '\t', '.']) {
        return None;
    }
    let open = (percent.bracket > from).then(|| percent.bracket - 1);
    if a.bracket > 0 && a.bracket != percent.bracket && open.is_none() && d.has_mark(from, to, &[')']) {
        return None;
    }
    let comma = (from..to).rev().find(|&i| matches!(t.mark(i), Some(',' | ':' | '=')));
    if let Some(start) = open.max(comma) {
        let tied = open == Some(start) || has_cue(d, start + 1, to);
        return (tied && only_cues(d, start + 1, to)).then_some((numerator, true));
    }
    let cue = (1..=4)
        .map(|back| t.word_before(to, back))
        .find(|w| matches!(*w, "chiếm" | "bằng" | "đương" | "ứng" | "đạt" | "lệ"))?;
    let has = t.has(from, to, &["có tỷ lệ", "có tỉ lệ"]);
    let firm = matches!(cue, "chiếm" | "bằng" | "đương" | "ứng") || !super::ratio::is_threshold(d, percent);
    (!has).then_some((numerator, firm))
}

/// "91,2% (604 tổ chức)", "67,9%, tương ứng 38 đảng viên".
fn numerator_after(d: &Document, p: usize, percent: &Quantity, whole: Whole) -> Option<Share> {
    let a = d.q(p + 1)?;
    let t = &d.tokens;
    let (from, to) = (percent.end, a.first);
    if a.sentence != percent.sentence
        || !a.is_count()
        || to - from > 12
        || d.has_mark(from, to, &[';', '|', '\t', ')'])
    {
        return None;
    }
    let inside =
        a.bracket > from && to - a.bracket <= 2 && !t.has(from, to, &["trong đó", "tăng", "giảm", "năm"]);
    let alone = inside && d.brackets.close.get(a.bracket - 1).is_some_and(|&c| c >= a.end && c - a.end <= 6);
    let linked = t.has(from, to, &["tương ứng", "tương đương"]) && t.count_words(from, to) <= 6;
    (alone || linked).then_some(Share { numerator: p + 1, percent: p, whole, apart: true })
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
    for k in stated.into_iter().chain(candidates) {
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

/// The base of another share of the same paragraph, whatever the things are called.
fn lent(
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
    let place = d.place(a.first.min(p.first), a.end.max(p.end), p);
    let note = division(d.printed(a), d.printed(b));
    let judged = verdict(c, Certainty::Likely);
    f.claims.push(d.claim(Kind::Share, judged, place, Some(c.computed), note));
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
    let plain = a.unit == Unit::Measure && a.approximation == Approximation::Exact && a.high.is_none();
    let exact = (a.is_exact_count() || plain) && p.approximation == Approximation::Exact;
    let outgrown =
        || base::outgrown(d, s.numerator, s.percent).filter(|_| s.whole == Whole::Unsaid && s.apart);
    let stated = base::stated(d, s.numerator.min(s.percent), s.whole);
    let is_stated = stated.is_some();
    let base = stated.or_else(|| by_siblings(d, f, shares, results, i)).or_else(outgrown);
    if let Some(base) = base
        && let Some(b) = d.q(base)
        && let Some(c) = compare_range(a, b, p)
        && !explained
    {
        let told = results.iter().skip(i.saturating_sub(4)).take(9).flatten().any(|&(k, _)| k == base);
        let hidden = !told && shared_hidden_base(d, shares, results, i);
        let sure = s.apart && !hidden && (exact || (a.is_exact_count() && is_stated));
        let judged = verdict(c, if sure { Certainty::Likely } else { Certainty::Ask });
        let note = division(d.printed(a), d.printed(b));
        f.claims.push(d.claim(Kind::Share, judged, place(), Some(c.computed), note));
        return;
    }
    let whole_things =
        exact && a.unit == Unit::Count && s.whole != Whole::Earlier && !explained && !paired(d, s);
    if whole_things && !judge::some_base_fits(a, p) {
        let certainty = if s.apart { Certainty::Likely } else { Certainty::Ask };
        let note = Note::NoWholeBase { numerator: d.printed(a) };
        f.claims.push(d.claim(Kind::Share, (Verdict::ImpossibleBase, certainty), place(), None, note));
        return;
    }
    f.claims.push(d.claim(
        Kind::Share,
        (Verdict::Unchecked, Certainty::Ask),
        place(),
        None,
        Note::BaseNotStated,
    ));
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

/// Other shares and ratios of the paragraph have a common base: then it is the base of this one too. One of them is
/// enough where it counts the same things and the base that this share would need is not a little smaller.
fn by_siblings(
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
    let of_shares = near.filter(|&j| j != i).filter_map(|j| {
        let (other, q) = (shares.get(j)?, d.q(shares.get(j)?.numerator)?);
        let (base, _) = results.get(j).copied().flatten()?;
        (q.paragraph == a.paragraph && other.whole == Whole::Unsaid).then_some(base)
    });
    let of_ratios = (s.numerator.saturating_sub(10)..s.numerator)
        .filter(|&k| f.under(k).is_some() && d.q(k).is_some_and(|b| b.paragraph == a.paragraph));
    let bases: Vec<usize> = of_shares
        .chain(of_ratios)
        .filter(|&k| {
            k < s.numerator
                && d.q(k).is_some_and(|b| {
                    d.likeness(b, a) >= Likeness::Class && a.value().fraction().at_most(b.value().fraction())
                })
        })
        .collect();
    let first = *bases.first()?;
    let b = d.q(first)?;
    let agree = bases.iter().all(|&k| d.q(k).is_some_and(|q| q.value() == b.value()));
    let alone = bases.len() == 1 && (d.likeness(b, a) < Likeness::Same || a_little_smaller(a, b, p));
    (agree && !alone).then_some(first)
}

/// Whether the share would be right of nine tenths to all of the base: of those who were graded, say.
fn a_little_smaller(a: &Quantity, b: &Quantity, p: &Quantity) -> bool {
    let hundred = crate::decimal::Fraction::percent();
    let needed = a.value().fraction().mul(hundred).and_then(|x| x.div(p.value().fraction()));
    let least = crate::decimal::Fraction::new(9, 10).and_then(|n| n.mul(b.value().fraction()));
    needed.zip(least).is_none_or(|(needed, least)| least.below(needed) && needed.below(b.value().fraction()))
}

/// Two or more shares of the list miss the stated base and agree on another one: then the base is another set.
fn shared_hidden_base(
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

fn common_base(group: &[(&Quantity, &Quantity)]) -> bool {
    let Some((a, p)) = group.first() else { return false };
    let base_of = |percent: Option<crate::decimal::Fraction>| {
        let hundredfold = a.value().fraction().mul(crate::decimal::Fraction::percent())?;
        hundredfold.div(percent.filter(|p| p.is_positive())?).map(crate::decimal::Fraction::floor)
    };
    let (value, unit) = (p.value().fraction(), p.value().unit());
    let (Some(least), Some(most)) = (base_of(value.add(unit)), base_of(value.sub(unit))) else {
        return false;
    };
    (least..=most.min(least + 400)).any(|n| {
        crate::decimal::Fraction::new(n, 1).filter(|n| n.is_positive()).is_some_and(|n| {
            group.iter().all(|(a, p)| {
                judge::share_of(judge::Bounds::exact(a.value().fraction()), judge::Bounds::exact(n), p)
                    .is_some_and(|c| c.fit.holds())
            })
        })
    })
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

/// Percents that no figure explains.
fn lone_percents(d: &Document, f: &mut Findings) {
    for k in 0..d.quantities.len() {
        let Some(p) = d.q(k) else { continue };
        if p.is_percent() && !f.is_taken(k) {
            let place = d.place(p.first, p.end, p);
            f.claims.push(d.claim(
                Kind::Share,
                (Verdict::Unchecked, Certainty::Ask),
                place,
                None,
                Note::BaseNotStated,
            ));
        }
    }
}
