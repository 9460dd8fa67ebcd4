//! Mức xếp loại: shares by grade that together make up one hundred percent.
//!
//! Only a list that names all grades once is held against one hundred.

use super::Findings;
use crate::claim::{Certainty, Kind, Note, Verdict};
use crate::decimal::{Decimal, Fraction};
use crate::document::Document;
use crate::quantity::Quantity;
use crate::token::TokenKind;

/// Mức xếp loại chất lượng.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grade {
    /// Hoàn thành xuất sắc nhiệm vụ.
    Excellent,
    /// Hoàn thành tốt nhiệm vụ.
    Good,
    /// Hoàn thành nhiệm vụ.
    Done,
    /// Không hoàn thành nhiệm vụ.
    NotDone,
}

/// A grade said of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Graded {
    pub(crate) grade: Grade,
    /// "… trở lên".
    pub(crate) or_better: bool,
}

/// The grade that stands with a figure: after it ("75% đảng bộ hoàn thành tốt"), else before it.
pub(crate) fn graded(d: &Document, q: &Quantity) -> Option<Graded> {
    if q.bracket > 0 {
        // "439 tổ chức đạt trong sạch, vững mạnh (chiếm 62,6%)": the words stand before the bracket.
        let open = q.bracket - 1;
        let near = q.first - open <= 4;
        let from =
            (open.saturating_sub(10)..open).rev().find(|&i| d.tokens.is_number(i)).map_or(open, |i| i + 1);
        return grade_in(d, from, open).filter(|_| near);
    }
    let forward = window(d, q.end, q.end + 22);
    grade_in(d, q.end, forward).or_else(|| grade_in(d, window_back(d, q.first), q.first))
}

fn window(d: &Document, from: usize, most: usize) -> usize {
    (from..most).find(|&i| ends_item(d, i)).unwrap_or(most)
}

fn window_back(d: &Document, first: usize) -> usize {
    // "trong sạch, vững mạnh, chiếm 92,9%": the comma before the verb ends nothing.
    let verb = matches!(d.tokens.word_before(first, 1), "chiếm" | "đạt");
    let comma = verb && first >= 2 && d.tokens.is_mark(first - 2, ',');
    let from = first.saturating_sub(14);
    let upto = if comma { first - 2 } else { first };
    (from..upto).rev().find(|&i| ends_item(d, i)).map_or(from, |i| i + 1)
}

fn ends_item(d: &Document, i: usize) -> bool {
    match d.tokens.get(i).map(|t| t.kind) {
        Some(TokenKind::Word | TokenKind::Mark('"' | '\'')) => false,
        Some(TokenKind::Mark(_) | TokenKind::Number | TokenKind::Break) | None => true,
    }
}

fn grade_in(d: &Document, from: usize, to: usize) -> Option<Graded> {
    let t = &d.tokens;
    let grade = if t.has(from, to, &["không hoàn thành", "yếu kém"]) {
        Grade::NotDone
    } else if t.has(from, to, &["xuất sắc", "trong sạch", "vững mạnh"]) {
        Grade::Excellent
    } else if t.has(from, to, &["hoàn thành tốt", "mức tốt", "loại tốt"]) {
        Grade::Good
    } else if t.has(from, to, &["hoàn thành nhiệm vụ", "hoàn thành"]) {
        Grade::Done
    } else {
        return None;
    };
    Some(Graded { grade, or_better: t.has(from, to + 4, &["trở lên"]) })
}

pub(crate) fn find(d: &Document, f: &mut Findings) {
    let mut group: Vec<(usize, Graded)> = Vec::new();
    for (k, q) in d.quantities.iter().enumerate() {
        let reach = if q.bracket > 0 { 16 } else { 8 };
        let aside = ["trong đó", "chỉ tiêu", "mục tiêu", "tăng", "giảm"];
        let nested = d.tokens.has(
            q.first.saturating_sub(reach),
            q.first,
            if q.bracket > 0 { &aside } else { &aside[..3] },
        );
        // "92,91% trong sạch, vững mạnh (có 21,26% tiêu biểu)": a part of the share before it.
        let of_share = q.bracket > 0
            && k.checked_sub(1).and_then(|b| d.q(b)).is_some_and(|a| {
                a.is_percent() && a.bracket == 0 && a.sentence == q.sentence && q.bracket > a.end
            });
        // "chiếm 12,60% và bằng 15,62% so với số hoàn thành tốt": a share of a share.
        let of_grade = d.tokens.word_before(q.first, 1) == "bằng" && d.tokens.phrase_at(q.end, "so với");
        if !q.is_percent() || nested || of_share || of_grade {
            continue;
        }
        let Some(graded) = graded(d, q) else { continue };
        let other = group.last().is_some_and(|&(last, _)| !continues(d, last, k));
        let again = group.iter().any(|(_, g)| g.grade == graded.grade);
        if other || again {
            judge_group(d, f, &group);
            group.clear();
        }
        group.push((k, graded));
    }
    judge_group(d, f, &group);
}

/// The next share belongs to the same list: same sentence, or the next one, about the same things.
fn continues(d: &Document, last: usize, k: usize) -> bool {
    let (Some(a), Some(b)) = (d.q(last), d.q(k)) else { return false };
    let other_year = (a.end..b.first).any(|i| d.tokens.phrase_at(i, "năm") && d.tokens.is_number(i + 1));
    let near = a.sentence == b.sentence
        || (a.paragraph == b.paragraph && a.sentence + 1 == b.sentence && !other_subject(d, a, b));
    near && !other_year && (!a.has_noun() || !b.has_noun() || d.head(a) == d.head(b) || same_start(d, a, b))
}

/// In sentences of their own the shares must be of the same things, named before them.
fn other_subject(d: &Document, a: &Quantity, b: &Quantity) -> bool {
    let people = |q: &Quantity| d.tokens.has(window_back(d, q.first), q.noun.1, &["đảng viên"]);
    let bodies = |q: &Quantity| {
        d.tokens.has(window_back(d, q.first), q.noun.1, &["chi bộ", "tổ chức", "đảng bộ", "tccsđ"])
    };
    people(a) != people(b) || bodies(a) != bodies(b)
}

fn same_start(d: &Document, a: &Quantity, b: &Quantity) -> bool {
    matches!(d.head(a).0, "hoàn" | "không" | "xuất" | "tốt")
        || matches!(d.head(b).0, "hoàn" | "không" | "xuất" | "tốt")
}

fn judge_group(d: &Document, f: &mut Findings, group: &[(usize, Graded)]) {
    let list: Vec<&Quantity> = group.iter().filter_map(|(k, _)| d.q(*k)).collect();
    let exact =
        list.iter().all(|q| q.approximation == crate::quantity::Approximation::Exact && q.high.is_none());
    if list.len() < 3 || !exact {
        return;
    }
    let has = |grade: Grade| group.iter().any(|(_, g)| g.grade == grade);
    let better = group.iter().any(|(_, g)| g.or_better);
    let (Some(sum), Some(tolerance)) = (sum(&list), sum_of_units(&list)) else { return };
    let hundred = Fraction::percent();
    // Rounding may add half a unit to each share, cutting may take a whole one.
    let missing = hundred.sub(sum);
    let over = sum.sub(hundred).and_then(|o| o.add(o));
    let adds_up = missing.is_some_and(|m| m.at_most(tolerance)) && over.is_some_and(|o| o.at_most(tolerance));
    let all =
        has(Grade::Good) && has(Grade::Done) && has(Grade::NotDone) && (has(Grade::Excellent) != better);
    let judged = match (adds_up, all) {
        (true, _) => (Verdict::Right, Certainty::Likely),
        (false, true) => (Verdict::Gap, Certainty::Likely),
        (false, false) => return,
    };
    push(d, f, &list, judged, sum);
}

fn sum(list: &[&Quantity]) -> Option<Fraction> {
    list.iter().try_fold(Fraction::new(0, 1)?, |sum, q| sum.add(q.value().fraction()))
}

fn sum_of_units(list: &[&Quantity]) -> Option<Fraction> {
    list.iter().try_fold(Fraction::new(0, 1)?, |sum, q| sum.add(q.value().unit()))
}

fn push(d: &Document, f: &mut Findings, list: &[&Quantity], judged: (Verdict, Certainty), sum: Fraction) {
    let (Some(first), Some(last)) = (list.first(), list.last()) else { return };
    let decimals = list.iter().map(|q| q.value().decimals()).max().unwrap_or(0);
    let gap = Fraction::percent().sub(sum).and_then(|g| g.rounded(decimals));
    let (Some(total), Some(gap)) = (sum.rounded(decimals).map(Decimal::trimmed), gap.map(Decimal::trimmed))
    else {
        return;
    };
    let parts = list.iter().map(|q| d.printed(q)).collect();
    let note = Note::Parts { parts, sum: total, whole: "100".to_owned(), gap };
    let place = d.place(first.first, last.end, last);
    f.claims.push(d.claim(Kind::Sum, judged, place, Some(total), note));
}
