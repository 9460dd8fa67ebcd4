//! Mẫu số của một tỷ lệ: where the base of a share stands in the text.
//!
//! A base is *stated* where the sentence itself ties it to the share ("trong tổng số 125 …", "trong đó", "số đảng viên
//! vi phạm", "chỉ tiêu 100"), otherwise it is only a *candidate*: candidates can show that a share is right, never that
//! it is wrong, because a hidden base is never guessed.

mod beside;
mod called;
mod goals;
mod named;
mod parallel;
mod set;
mod slips;
mod told;
mod total;

use super::partition::whole_of;
use crate::document::{Document, Likeness};
use crate::judge;
use crate::quantity::{Quantity, Unit};
use crate::slip;
use named::named;
pub(crate) use slips::{outgrown, overgrown, slipped};
pub(crate) use total::total_and_rest;

/// How far back candidates are looked for, in figures.
const REACH: usize = 40;

/// What the words after the percent say that it is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whole {
    /// Nothing said.
    Unsaid,
    /// Chỉ tiêu, kế hoạch.
    Target,
    /// "… tổng số đảng viên": tokens of the noun.
    Named(usize, usize),
    /// A number follows: "… của 125 đồng chí".
    Number(usize),
    /// So với cùng kỳ.
    Earlier,
}

pub(crate) fn whole_after(d: &Document, k: usize, p: &Quantity) -> Whole {
    let t = &d.tokens;
    let link = |w: &str| {
        matches!(
            w,
            "của"
                | "trên"
                | "trong"
                | "tổng"
                | "số"
                | "so"
                | "với"
                | "chỉ"
                | "tiêu"
                | "kế"
                | "hoạch"
                | "giao"
                | "là"
                | "kh"
                | "dự"
                | "toán"
                | "cả"
                | "năm"
                | "được"
                | "đề"
                | "ra"
        )
    };
    // "26 chi bộ (83,9%) trong tổng số 31 chi bộ": the bracket closes first.
    let closed = t.is_mark(p.end, ')')
        && ["trong tổng số", "trên tổng số", "trong số"].iter().any(|w| t.phrase_at(p.end + 1, w));
    let mut at = p.end + usize::from(closed || t.is_mark(p.end, '/'));
    let from = at;
    while at < from + 9 && link(t.word(at)) {
        at += 1;
    }
    let bracket =
        usize::from(t.is_mark(at, '(') && (link(t.word(at + 1)) || (at > from && t.is_number(at + 1))));
    let mut inner = at + bracket;
    while bracket == 1 && inner < at + 7 && link(t.word(inner)) {
        inner += 1;
    }
    // "(tổng số hộ 2.000 hộ)": what is counted may be named twice.
    if bracket == 1 && t.phrase_at(at + 1, "tổng số") {
        inner = (inner..inner + 5).find(|&i| !t.is_word(i)).unwrap_or(inner);
    }
    if inner > from
        && let Some(next) = d.quantity_at(inner)
        && d.q(next).is_some_and(|b| b.is_amount() && b.sentence == p.sentence && next == k + 1)
    {
        return Whole::Number(next);
    }
    // Only what goes on without a mark says what the percent is of.
    let run = (from..from + 9).find(|&i| !t.is_word(i)).unwrap_or(from + 9);
    if let Some(told) = told::in_bracket(d, k, (from, run)) {
        return Whole::Number(told);
    }
    if t.has(from, run, &["cùng kỳ", "năm trước", "kỳ trước"]) {
        return Whole::Earlier;
    }
    if t.has(from, run.min(from + 7), &["chỉ tiêu", "kế hoạch", "nghị quyết", "dự toán", "mục tiêu", "kh"])
    {
        return Whole::Target;
    }
    if let Some((from, to)) = total::words_after(d, from) {
        return Whole::Named(from, to);
    }
    if let Some(number) = told::of_year(d, k, p, run) {
        return Whole::Number(number);
    }
    let opens = ["số", "tổng số", "trên số", "trong số", "của số"].iter().any(|w| t.phrase_at(from, w))
        || t.has(from, run.min(from + 4), &["tổng số"]);
    let start = (from..run.min(from + 5)).find(|&i| t.word(i) == "số").map(|i| i + 1);
    match start {
        Some(start) if opens => {
            let mut end = start;
            while end < start + 7 && t.is_word(end) && !matches!(t.word(end), "và" | "là") {
                end += 1;
            }
            if end > start { Whole::Named(start, end) } else { Whole::Unsaid }
        }
        _ => Whole::Unsaid,
    }
}

/// A base that the sentence ties to the share of quantity `k`.
pub(crate) fn stated(d: &Document, k: usize, whole: Whole) -> Option<usize> {
    let a = d.q(k)?;
    match whole {
        Whole::Number(b) => Some(b),
        Whole::Target => same_sentence(d, k, &|d, b| is_target(d, b))
            .or_else(|| of_same_term(d, k))
            .or_else(|| of_same_paragraph(d, k))
            .or_else(|| goals::quoted(d, k))
            .or_else(|| received(d, k)),
        Whole::Named(from, to) => named(d, k, (from, to))
            .or_else(|| total::named(d, k, (from, to)))
            .or_else(|| told::after(d, k, (from, to)))
            .or_else(|| within(d, k))
            .or_else(|| told::last(d, k).filter(|&b| told::says_all(d, b, (from, to)))),
        Whole::Earlier => None,
        Whole::Unsaid => same_sentence(d, k, &|d, b| is_target(d, b) && !contains_part(d, b, a))
            .or_else(|| within(d, k))
            .or_else(|| opened(d, k))
            .or_else(|| beside::clause(d, k))
            .or_else(|| called::called(d, k))
            .or_else(|| set::named(d, k))
            .or_else(|| received(d, k))
            .or_else(|| whole_of(d, k))
            .or_else(|| of_lines(d, k))
            .or_else(|| told::last(d, k)),
    }
}

/// The only target for these things in the sentences before, where the percent itself says that it is of a target.
fn of_same_paragraph(d: &Document, k: usize) -> Option<usize> {
    let a = d.q(k)?;
    let mut targets = (k.saturating_sub(8)..k).rev().filter(|&i| {
        d.q(i).is_some_and(|b| {
            b.paragraph == a.paragraph
                && b.sentence < a.sentence
                && b.unit == a.unit
                && is_target(d, b)
                && d.likeness(a, b) == Likeness::Same
        })
    });
    let first = targets.next()?;
    targets.next().is_none().then_some(first)
}

/// A base that the text ties to the share less firmly, where one slip of the hand would make the share right.
pub(crate) fn doubtful(d: &Document, k: usize, p: usize, whole: Whole) -> Option<usize> {
    let (a, percent) = (d.q(k)?, d.q(p)?);
    let base = match whole {
        Whole::Target => goals::next(d, k, percent),
        Whole::Unsaid => called::happened(d, k, percent)
            .or_else(|| called::helped(d, k))
            .or_else(|| beside::opened(d, k, percent))
            .or_else(|| parallel::of_pair(d, k).filter(|_| judge::some_base_fits(a, percent)))
            .or_else(|| total::told(d, k, p)),
        _ => None,
    }?;
    let slips =
        |b: &Quantity| slip::explains_share(a.value(), b.value(), percent.value(), slip::Where::Anywhere);
    d.q(base).is_some_and(slips).then_some(base)
}

fn contains_part(d: &Document, b: &Quantity, a: &Quantity) -> bool {
    d.tokens.has(b.end, a.first, &["trong đó", "gồm"])
}

/// A figure that the text calls a target.
pub(crate) fn is_target(d: &Document, q: &Quantity) -> bool {
    // "Theo kế hoạch, cả nhiệm kỳ kiểm tra 120 lượt": the sentence opens with it.
    let (begin, _) = d.outline.sentence(q.sentence);
    let opens = ["theo kế hoạch", "kế hoạch", "theo nghị quyết"].iter().any(|p| d.tokens.phrase_at(begin, p));
    if opens
        && q.is_exact_count()
        && q.first - begin <= 14
        && (begin..q.first).all(|i| d.quantity_at(i).is_none())
    {
        return true;
    }
    d.label_has(q, &["chỉ tiêu", "kế hoạch", "mục tiêu", "phấn đấu", "được giao", "giao"])
        && !d.label_has(q, &["thực hiện được", "đã thực hiện", "kết quả"])
        && !q.is_percent()
}

/// The only target for these things in the paragraphs just before, where both sentences name the same term or year.
fn of_same_term(d: &Document, k: usize) -> Option<usize> {
    let a = d.q(k)?;
    let term = term_before(d, a)?;
    let mut targets = (k.saturating_sub(REACH)..k).rev().filter(|&i| {
        d.q(i).is_some_and(|b| {
            b.paragraph + 2 >= a.paragraph
                && b.is_amount()
                && is_target(d, b)
                && d.likeness(a, b) == Likeness::Same
                && term_before(d, b).is_some_and(|other| other == term)
                && shares_verb(d, a, b)
        })
    });
    let first = targets.next()?;
    targets.next().is_none().then_some(first)
}

/// The years that open the sentence of a figure: "Nhiệm kỳ 2015-2020, …".
fn term_before<'a>(d: &'a Document, q: &Quantity) -> Option<(&'a str, &'a str)> {
    let t = &d.tokens;
    let mut from = q.first;
    while from > 0 && q.first - from < 40 && t.get(from - 1).is_some_and(|x| x.sentence == q.sentence) {
        from -= 1;
    }
    let is_year = |i: usize| t.is_number(i) && t.text(i).len() == 4 && d.quantity_at(i).is_none();
    let year = (from..q.first.min(from + 12)).find(|&i| is_year(i))?;
    Some((t.text(year), if is_year(year + 2) { t.text(year + 2) } else { "" }))
}

/// "kết nạp 746", "kết nạp từ 580-600": the word that tells what was done stands with both.
fn shares_verb(d: &Document, a: &Quantity, b: &Quantity) -> bool {
    let t = &d.tokens;
    let near = |q: &Quantity| {
        (q.label.0.max(q.first.saturating_sub(4))..q.first).map(|i| t.word(i)).collect::<Vec<_>>()
    };
    let (x, y) = (near(a), near(b));
    x.iter().any(|w| {
        !matches!(*w, "" | "từ" | "là" | "được" | "có" | "số" | "tiêu" | "chỉ" | "đã") && y.contains(w)
    })
}

fn same_sentence(d: &Document, k: usize, test: &dyn Fn(&Document, &Quantity) -> bool) -> Option<usize> {
    let a = d.q(k)?;
    (k.saturating_sub(4)..k).rev().find(|&i| {
        d.q(i).is_some_and(|b| {
            b.sentence == a.sentence && b.is_amount() && test(d, b) && d.likeness(a, b) != Likeness::Different
        })
    })
}

/// "N … trong đó a …": the nearest whole before the words that open the list.
fn within(d: &Document, k: usize) -> Option<usize> {
    let a = d.q(k)?;
    let t = &d.tokens;
    let first_back = k.saturating_sub(8);
    let reach = d.q(first_back).map_or(0, |q| q.end);
    let opener =
        (reach..a.first).rev().find(|&i| t.phrase_at(i, "trong đó") || t.phrase_at(i, "trong số đó"))?;
    let opener_token = t.get(opener)?;
    // A bracket that has closed opens nothing: "206 người (trong đó bắt buộc: 199 người); thất nghiệp 191 người".
    let inside = d.brackets.inside.get(opener).copied().unwrap_or(0);
    if inside > 0 && d.brackets.close.get(inside - 1).is_some_and(|&c| c > opener && c < a.first) {
        return None;
    }
    if opener_token.paragraph != a.paragraph
        || opener_token.sentence + 1 < a.sentence
        || t.get(opener)?.sentence != a.sentence
    {
        return None;
    }
    let begins = opener == 0 || t.get(opener - 1).is_some_and(|b| b.sentence != opener_token.sentence);
    let sentence = if begins { opener_token.sentence.checked_sub(1)? } else { opener_token.sentence };
    (first_back..k).rev().find(|&i| {
        d.q(i).is_some_and(|b| {
            b.first < opener
                && b.paragraph == a.paragraph
                && b.sentence == sentence
                && (b.bracket == 0 || b.bracket == a.bracket)
                // "342 đảng viên, đạt 114% chỉ tiêu 300 đảng viên, trong đó …": not of the target.
                && !is_target(d, b)
                && (b.is_exact_count()
                    || (b.unit == Unit::Measure && a.unit == Unit::Measure && b.high.is_none()))
                && (d.likeness(a, b) >= Likeness::Class || b.end + 2 >= opener && !b.has_noun())
                && may_be_part(d, a, b)
        })
    })
}

/// A part greater than its whole is a slip where both count the same things, and no part where they do not.
fn may_be_part(d: &Document, a: &Quantity, b: &Quantity) -> bool {
    a.value().fraction().at_most(b.value().fraction()) || d.likeness(a, b) == Likeness::Same
}

/// "Trong tổng số N …, có a …": the paragraph is about these N.
fn opened(d: &Document, k: usize) -> Option<usize> {
    let a = d.q(k)?;
    // "Trong 4 chỉ tiêu có 2 chỉ tiêu đạt 90%" tells what each of the two reached; a bracket tells their share.
    let bracketed = d.q(k + 1).is_some_and(|p| p.is_percent() && p.bracket > a.bracket);
    (k.saturating_sub(12)..k).rev().find(|&i| {
        d.q(i).is_some_and(|b| {
            b.paragraph == a.paragraph
                && b.sentence == a.sentence
                && b.is_exact_count()
                && (d.tokens.has(b.label.0, b.label.1, &["trong tổng số", "trong số", "trên tổng số"])
                    || d.tokens.word_before(b.first, 1) == "trong" && bracketed)
                && (d.likeness(a, b) >= Likeness::Class || beside::says_units(d, a))
                && may_be_part(d, a, b)
        })
    })
}

/// "Đã tiếp nhận 87 ý kiến. Đến nay 47 ý kiến được giải quyết xong (54%)": what came in is the base of what is done.
fn received(d: &Document, k: usize) -> Option<usize> {
    let a = d.q(k)?;
    let t = &d.tokens;
    let done = [
        "giải quyết",
        "trả lời",
        "xử lý",
        "hoàn thành",
        "xong",
        "hòa giải thành",
        "đủ điều kiện",
        "giải ngân",
        "đã thu hồi",
        "phát hiện",
        "khám phá",
        "làm rõ",
    ];
    let told = t.has(a.label.0, a.first, &done) || t.has(a.end, a.end + 14, &done);
    if !told || of_other_set(d, a) {
        return None;
    }
    let is_change = |b: &Quantity| t.has(b.first.saturating_sub(2), b.first, &["tăng", "giảm"]);
    let nearest = (k.saturating_sub(8)..k).rev().find(|&i| {
        d.q(i).is_some_and(|b| {
            !is_change(b)
                && (b.is_exact_count() || (b.unit == Unit::Measure && a.unit == Unit::Measure))
                && (b.bracket == 0 || b.bracket == a.bracket)
                && d.likeness(a, b) == Likeness::Same
                && b.paragraph == a.paragraph
        })
    });
    let Some(nearest) = nearest else { return came_in(d, k, a) };
    let b = d.q(nearest)?;
    let due = ["đủ điều kiện", "có điều kiện", "phải thi hành"];
    if t.has(b.label.0, b.first, &due) || t.has(b.end, b.end + 5, &due) {
        return a.value().fraction().at_most(b.value().fraction()).then_some(nearest);
    }
    let named_after = t.has(b.end, b.end + 6, &["thuộc thẩm quyền", "phải giải quyết", "đủ điều kiện"]);
    let whole = named_after && b.is_exact_count()
        || !d.label_has(b, &["mới"])
            && d.tokens.has(
                b.label.0,
                b.first,
                &[
                    "tiếp nhận",
                    "nhận",
                    "tổng số",
                    "thụ lý",
                    "được giao",
                    "phải giải quyết",
                    "thuộc thẩm quyền",
                    "hòa giải",
                    "tổng vốn",
                    "kế hoạch vốn",
                    "kiến nghị thu hồi",
                    "phải thu hồi",
                    "kiểm tra",
                    "thanh tra",
                    "rà soát",
                ],
            );
    (whole && a.value().fraction().at_most(b.value().fraction())).then_some(nearest)
}

/// "Đã nhận được 139 ý kiến. …" some paragraphs before "109 ý kiến đã được giải quyết (78%)": the only such figure.
fn came_in(d: &Document, k: usize, a: &Quantity) -> Option<usize> {
    let words = ["tiếp nhận", "nhận được", "tổng số", "thụ lý"];
    let mut list = (k.saturating_sub(REACH)..k).rev().filter(|&i| {
        d.q(i).is_some_and(|b| {
            b.paragraph + 3 >= a.paragraph
                && b.is_exact_count()
                && b.bracket == 0
                && d.likeness(a, b) == Likeness::Same
                && d.label_has(b, &words)
        })
    });
    let first = list.next()?;
    let smaller = a.value().fraction().at_most(d.q(first)?.value().fraction());
    (smaller && list.next().is_none()).then_some(first)
}

/// "Trong số việc có điều kiện, đã xong 2.095 việc": a set that the sentence names without its number.
fn of_other_set(d: &Document, a: &Quantity) -> bool {
    let (begin, _) = d.outline.sentence(a.sentence);
    let t = &d.tokens;
    let named = ["trong số", "trong tổng số"].iter().any(|p| t.phrase_at(begin, p));
    named && (begin..a.first).all(|i| d.quantity_at(i).is_none())
}

/// "Toàn xã có 250 hộ:" above "- Hộ nghèo: 10 hộ, chiếm 4%": the lines tell shares of the figure that introduces them.
fn of_lines(d: &Document, k: usize) -> Option<usize> {
    let a = d.q(k)?;
    let p = d.q(k + 1).filter(|p| p.is_percent() && p.paragraph == a.paragraph)?;
    let t = &d.tokens;
    let of_plan = t.has(a.end, p.first, &["đạt", "hoàn thành"]) && !t.has(a.end, p.first, &["đạt tỷ lệ"]);
    let whole = super::parts::lines::whole(d, d.outline.owner(a.paragraph)?)?;
    d.q(whole).filter(|b| !of_plan && d.likeness(a, b) >= Likeness::Unnamed && may_be_part(d, a, b))?;
    Some(whole)
}

/// Earlier figures that may be the base, the nearest first, and those just after the percent.
pub(crate) fn candidates(d: &Document, k: usize, p: usize, whole: Whole) -> Vec<usize> {
    let Some(a) = d.q(k) else { return Vec::new() };
    let mut out: Vec<usize> = Vec::new();
    for i in (k.saturating_sub(REACH)..k).rev().chain(p + 1..p + 4) {
        let Some(b) = d.q(i) else { continue };
        let alike = d.likeness(a, b);
        let near = b.paragraph == a.paragraph;
        let fits = match whole {
            Whole::Target => alike >= Likeness::Class || (alike == Likeness::Unnamed && near),
            _ => alike >= Likeness::Class || (near && alike == Likeness::Unnamed),
        };
        if b.is_amount() && fits && (i < k || b.sentence == a.sentence) {
            out.push(i);
        }
    }
    out
}
