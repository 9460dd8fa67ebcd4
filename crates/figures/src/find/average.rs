//! Bình quân: "1.248 hội viên ở 12 chi hội, bình quân mỗi chi hội 104 hội viên": a total, a number of groups, and what comes on
//! each.
//!
//! The total counts the same things as the average, the groups are called as the average calls them. Held against them
//! only where there is one of each. Deliberately not here: averages per head, whose base is not in the text.

use super::{Findings, in_unit, verdict};
use crate::claim::{Certainty, Kind, Note};
use crate::decimal::Fraction;
use crate::document::{Document, Likeness};
use crate::judge::{self, Bounds, Comparison};
use crate::quantity::{Quantity, Unit};
use crate::words::Class;

/// Figures before the average among which total and groups are looked for.
const REACH: usize = 10;

pub(crate) fn find(d: &Document, f: &mut Findings) {
    for (k, q) in d.quantities.iter().enumerate() {
        if f.is_taken(k) || !q.is_amount() || q.high.is_some() || !q.has_noun() || d.tells_change(q) {
            continue;
        }
        let Some((each, average)) = each(d, q) else { continue };
        let near = |i: &usize| d.q(*i).is_some_and(|x| x.paragraph == q.paragraph);
        let before: Vec<usize> = (k.saturating_sub(REACH)..k).rev().filter(near).collect();
        // "mỗi nhà 50 triệu đồng, tổng trị giá 1,2 tỷ đồng", "năng suất 6,8 tấn/ha, sản lượng 8.432 tấn": what each is told first.
        let after = (k + 1..k + 3)
            .filter(|i| near(i) && d.q(*i).is_some_and(|x| d.label_has(x, &["tổng", "sản lượng"])));
        let fits = |x: &&Quantity| is_total(d, x, q, average) && !names(d, x.noun.0, each);
        let of = |list: Vec<usize>| list.into_iter().filter_map(|i| d.q(i)).filter(fits).collect::<Vec<_>>();
        let last = of(after.collect());
        let totals = if average || last.is_empty() {
            of(before.clone()).into_iter().chain(last).collect()
        } else {
            last
        };
        let (totals, groups) = match told_in_bracket(d, k, q, each) {
            Some((total, n)) => (vec![total], vec![n]),
            None => (totals, groups(d, &before, q, each)),
        };
        judge_average(d, f, k, &totals, &groups);
    }
}

/// Where the groups of an average are named: "bình quân mỗi chi hội", "104 hội viên/chi hội", "104 hội viên mỗi chi hội"; and
/// whether it is called an average.
fn each(d: &Document, q: &Quantity) -> Option<(usize, bool)> {
    let t = &d.tokens;
    let from = q.label.0.max(q.first.saturating_sub(12));
    let cues = ["bình quân", "trung bình", "năng suất", "mật độ", "mức", "trị giá", "đơn giá"];
    let cue = t.has(from, q.first, &cues);
    let after = (q.end..q.noun.1.max(q.end) + 1).find(|&i| t.is_mark(i, '/') || t.word(i) == "mỗi");
    let before = t.find(from, q.first, &["mỗi", "một"]);
    let just = t.word_before(q.first, 2) == "mỗi" || t.word_before(q.first, 3) == "mỗi";
    let each = before.or(after).filter(|_| cue || just)? + 1;
    t.is_word(each).then_some((each, cue))
}

/// Whether the words at one place begin as at another: "hội nghị", "hội nghị chuyên đề".
fn names(d: &Document, at: usize, each: usize) -> bool {
    let t = &d.tokens;
    let one = matches!(
        t.word(each),
        "xã" | "huyện"
            | "hộ"
            | "lớp"
            | "cuộc"
            | "buổi"
            | "người"
            | "tháng"
            | "năm"
            | "quý"
            | "ngày"
            | "vụ"
            | "thôn"
            | "đợt"
            | "ha"
            | "km"
            | "km2"
            | "km²"
            | "con"
            | "cháu"
            | "suất"
    );
    !t.word(at).is_empty()
        && t.word(at) == t.word(each)
        && (one || !t.is_word(each + 1) || t.word(at + 1) == t.word(each + 1))
}

/// "3.870 lượt cấp ủy viên, bình quân mỗi lớp 86 học viên".
fn people(q: &Quantity) -> bool {
    q.class == Class::Person && q.unit == Unit::Count
}

fn is_total(d: &Document, x: &Quantity, q: &Quantity, average: bool) -> bool {
    let alike = if q.unit == Unit::Measure {
        x.unit == Unit::Measure && d.tokens.word(x.noun.0) == d.tokens.word(q.noun.0)
    } else {
        x.unit == q.unit && x.has_noun()
    };
    let aside = ["tăng", "giảm", "chỉ tiêu", "kế hoạch", "cùng kỳ", "bình quân", "trung bình", "mỗi"];
    alike
        && (d.likeness(x, q) == Likeness::Same || people(x) && people(q))
        && !x.is_rough()
        && x.high.is_none()
        && (x.bracket == 0 || !average)
        && !d.label_has(x, &aside)
        && q.value().fraction().below(x.value().fraction())
}

/// "12 nhóm, lớp với 336 cháu": also the second of two nouns.
fn is_group(d: &Document, x: &Quantity, each: usize) -> bool {
    let second = d.tokens.is_mark(x.noun.1, ',') && x.noun.1 - x.noun.0 <= 2;
    names(d, x.noun.0, each) || second && names(d, x.noun.1 + 1, each)
}

/// The numbers of groups that the text tells, or the years of a term: "giai đoạn 2021-2025".
fn groups(d: &Document, before: &[usize], q: &Quantity, each: usize) -> Vec<Fraction> {
    let told = |x: &&Quantity| {
        matches!(x.unit, Unit::Count | Unit::Duration | Unit::Measure)
            && x.high.is_none()
            && !x.is_rough()
            && is_group(d, x, each)
            && x.value().as_whole().is_some_and(|n| n > 1)
    };
    let list: Vec<&Quantity> = before.iter().filter_map(|&i| d.q(i)).filter(told).collect();
    let total = list.iter().copied().find(|x| d.label_has(x, &["tổng", "tổng số", "tổng cộng"]));
    // "46 hộ, trong đó 28 hộ vay vốn, 18 hộ được tặng con giống": the one that the others make up.
    let values: Vec<i128> = list.iter().filter_map(|x| x.value().as_whole()).collect();
    let sum: i128 = values.iter().sum();
    let whole = list
        .iter()
        .copied()
        .find(|x| values.len() >= 3 && x.value().as_whole().is_some_and(|v| 2 * v == sum));
    let total = total.or(whole);
    let mut out: Vec<Fraction> = match total {
        Some(x) => vec![x.value().fraction()],
        None => list.iter().map(|x| x.value().fraction()).collect(),
    };
    // "7/7 phường": told twice, it is one number.
    out.dedup_by(|a, b| a.equals(*b));
    if d.tokens.word(each) == "năm" && out.is_empty() {
        out.extend(term(d, q));
    }
    out
}

/// "Bình quân mỗi xã có 15,5 chi bộ (186 chi bộ/12 xã)": the bracket after the average tells its total and its groups.
fn told_in_bracket<'a>(
    d: &'a Document,
    k: usize,
    q: &Quantity,
    each: usize,
) -> Option<(&'a Quantity, Fraction)> {
    let (total, groups) = (d.q(k + 1)?, d.q(k + 2)?);
    let open = q.noun.1.max(q.end) + 1;
    let inside = total.bracket == open && total.first == open && groups.bracket == open;
    let stroke = d.tokens.is_mark(groups.first.checked_sub(1)?, '/');
    let alike = d.likeness(total, q) == Likeness::Same && names(d, groups.noun.0, each);
    (inside && stroke && alike && groups.is_exact_count()).then(|| (total, groups.value().fraction()))
}

/// How many years the term has that the sentence names.
fn term(d: &Document, q: &Quantity) -> Option<Fraction> {
    let t = &d.tokens;
    let (begin, _) = d.outline.sentence(q.sentence);
    let year = |i| t.year(i).map(i128::from);
    (begin..q.first).find_map(|i| {
        let (from, to) = (year(i)?, year(i + 2).filter(|_| t.is_mark(i + 1, '-'))?);
        Fraction::new(to - from + 1, 1).filter(|n| n.is_positive())
    })
}

fn judge_average(d: &Document, f: &mut Findings, k: usize, totals: &[&Quantity], groups: &[Fraction]) {
    let Some(q) = d.q(k) else { return };
    let compared = |total: &Quantity, n: Fraction| -> Option<Comparison> {
        let (total, _) = judge::pair(total, q)?;
        judge::compare(judge::quotient(total, Bounds::exact(n))?, q)
    };
    let pairs = || totals.iter().flat_map(|&total| groups.iter().map(move |&n| (total, n)));
    let right = pairs().find_map(|(w, n)| compared(w, n).filter(|c| c.fit.holds()).map(|c| (w, n, c)));
    // Of several totals the one just before is meant.
    let told = match totals {
        [w] => Some(*w),
        [w, ..] if k.checked_sub(1).and_then(|b| d.q(b)).is_some_and(|b| b.first == w.first) => Some(*w),
        _ => None,
    };
    // Of several numbers of groups the first told is the nearest; the one called their total counts.
    let counted = match groups {
        [n] => Some(*n),
        _ => None,
    };
    let only = || {
        let (w, n) = (told?, counted?);
        compared(w, n).filter(|c| is_near(c, q)).map(|c| (w, n, c))
    };
    let Some((total, n, c)) = right.or_else(only) else { return };
    f.take(k);
    let groups = n.rounded(0).map_or_else(String::new, |n| n.vietnamese());
    let judged = verdict(c, Certainty::Likely);
    let place = d.place(q.first, q.noun.1.max(q.end), q);
    let told = Some(in_unit(c.computed, q));
    let note = Note::Average { total: d.printed(total), groups };
    f.claims.push(d.claim(Kind::Ratio, judged, place, told, note));
}

/// Beyond a third and three times of it another total was meant.
fn is_near(c: &Comparison, q: &Quantity) -> bool {
    let three = Fraction::new(3, 1);
    let (told, found) = (q.value().fraction(), c.computed.fraction());
    three.is_some_and(|three| {
        told.mul(three).is_some_and(|x| found.below(x)) && found.mul(three).is_some_and(|x| told.below(x))
    })
}
