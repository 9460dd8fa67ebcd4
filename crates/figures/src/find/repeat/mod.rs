//! Nêu lại: a quantity told twice with two values, one number for two sets, two periods in one text.
//!
//! Only a heading against its own text is held to be the same quantity; all else is a question.

mod back;
mod slipped;

use super::Findings;
use crate::claim::{Certainty, Kind, Note, Verdict};
use crate::document::{Document, Likeness};
use crate::quantity::Quantity;
use crate::token::TokenKind;

pub(crate) fn find(d: &Document, f: &mut Findings) {
    headings(d, f);
    told_back(d, f);
    back::find(d, f);
    slipped::find(d, f);
    two_sets(d, f);
    two_periods(d, f);
}

/// The claim that one figure is told with two values; shown at `second`.
pub(super) fn told_twice(d: &Document, f: &mut Findings, first: &Quantity, second: &Quantity) {
    let note = Note::TwoValues { first: d.written(first), second: d.written(second) };
    let place = d.place(second.first, second.noun.1.max(second.end), second);
    let judged = (Verdict::Contradiction, Certainty::Likely);
    f.claims.push(d.claim(Kind::Repeat, judged, place, Some(first.value()), note));
}

/// A short paragraph without an end mark, with a figure, against the first figure below that stands in the same words.
fn headings(d: &Document, f: &mut Findings) {
    for (k, h) in d.quantities.iter().enumerate() {
        let counts = h.has_noun() && (h.is_exact_count() || h.is_percent());
        if !counts || !is_heading(d, h) {
            continue;
        }
        let words = heading_words(d, h);
        if words.len() < 4 {
            continue;
        }
        let mut looked_at = 0;
        for j in k + 1..(k + 60).min(d.quantities.len()) {
            let Some(q) = d.q(j) else { break };
            if looked_at == 10 {
                break;
            }
            if f.under(j).is_some()
                || is_heading(d, q)
                || q.paragraph == h.paragraph
                || q.unit != h.unit
                || d.likeness(h, q) != Likeness::Same
                || q.weak
            {
                continue;
            }
            looked_at += 1;
            let (from, to) = (q.first.saturating_sub(16), q.end + 16);
            if words.iter().all(|w| t_has_word(d, from, to, q.sentence, w)) {
                if !h.value().fraction().equals(q.value().fraction()) && q.approximation == h.approximation {
                    // The text tells the figure itself; its heading is what is to be looked at.
                    told_twice(d, f, q, h);
                }
                break;
            }
        }
    }
}

fn t_has_word(d: &Document, from: usize, to: usize, sentence: usize, word: &str) -> bool {
    (from..to).any(|i| d.tokens.word(i) == word && d.tokens.get(i).is_some_and(|t| t.sentence == sentence))
}

fn paragraph_bounds(d: &Document, q: &Quantity) -> Option<(usize, usize)> {
    let t = &d.tokens;
    let same = |i: usize| t.get(i).is_some_and(|x| x.paragraph == q.paragraph && x.kind != TokenKind::Break);
    let (mut from, mut to) = (q.first, q.end);
    while from > 0 && same(from - 1) && q.first - from < 30 {
        from -= 1;
    }
    while same(to) && to - q.end < 30 {
        to += 1;
    }
    let whole = to - from < 30 && t.get(to).is_none_or(|x| x.kind == TokenKind::Break);
    whole.then_some((from, to))
}

fn is_heading(d: &Document, q: &Quantity) -> bool {
    let Some((from, to)) = paragraph_bounds(d, q) else { return false };
    let last = d.tokens.mark(to.saturating_sub(1));
    let starts_list = matches!(d.tokens.mark(from), Some('-' | '+' | '*' | '•'));
    !matches!(last, Some('.' | ';' | ':' | ','))
        && !starts_list
        && !d.has_mark(from, to, &['|', '\t', ';', ':'])
        && (from..to).filter(|&i| d.tokens.is_number(i)).count() == 1
}

fn heading_words(d: &Document, q: &Quantity) -> Vec<String> {
    let Some((from, to)) = paragraph_bounds(d, q) else { return Vec::new() };
    let t = &d.tokens;
    (from..to).filter(|&i| t.is_word(i)).map(|i| t.word(i).to_owned()).collect()
}

/// "226 tổ chức … 226 tổ chức này": a figure that points back must be the one it points to.
fn told_back(d: &Document, f: &mut Findings) {
    let t = &d.tokens;
    for (k, q) in d.quantities.iter().enumerate() {
        let after = q.noun.1;
        // "12 chi bộ ra khỏi danh sách này": it is the list that is pointed at.
        let other = t.has(q.noun.0, after, &["khỏi", "của", "thuộc", "trong", "ở", "tại", "theo"]);
        let within = t.phrase_before(q.first, "trong số") || t.phrase_before(q.first, "trong");
        let back = ["này", "nói trên", "nêu trên", "kể trên"]
            .iter()
            .any(|p| t.phrase_at(after, p) || t.phrase_at(after.saturating_sub(1), p))
            && !other
            || within && (after.saturating_sub(1)..=after).any(|i| matches!(t.word(i), "ấy" | "đó"));
        if !back || !q.is_exact_count() || !q.has_noun() {
            continue;
        }
        let earlier: Vec<&Quantity> = (k.saturating_sub(8)..k)
            .filter_map(|i| d.q(i))
            .filter(|b| {
                b.paragraph == q.paragraph && b.is_exact_count() && d.likeness(b, q) == Likeness::Same
            })
            .collect();
        let [only] = earlier.as_slice() else { continue };
        if only.value() == q.value() || only.bracket != q.bracket {
            continue;
        }
        told_twice(d, f, only, q);
    }
}

/// The same number of the same things is both done with and still under way.
fn two_sets(d: &Document, f: &mut Findings) {
    let done = ["đưa ra khỏi", "hoàn thành", "đã giải quyết", "chuyển về"];
    let doing = ["đang", "dự kiến"];
    for (k, q) in d.quantities.iter().enumerate() {
        if !q.is_exact_count() || !q.has_noun() || q.value().as_whole().is_none_or(|v| v < 5) {
            continue;
        }
        let Some(other) = d.q(k + 1) else { continue };
        let alike = other.is_exact_count()
            && other.value() == q.value()
            && d.head(q) == d.head(other)
            && (q.sentence + 1..=q.sentence + 2).contains(&other.sentence)
            && d.likeness(q, other) == Likeness::Same;
        let (a, b) = (span(d, q), span(d, other));
        let t = &d.tokens;
        if alike && t.has(a.0, a.1, &done) && t.has(b.0, b.1, &doing) && !t.has(a.0, a.1, &["đang"]) {
            let judged = (Verdict::Contradiction, Certainty::Ask);
            let place = d.place(other.first, other.noun.1, other);
            f.claims.push(d.claim(Kind::Repeat, judged, place, None, Note::OneNumberTwoSets));
        }
    }
}

fn span(d: &Document, q: &Quantity) -> (usize, usize) {
    let same = |i: usize| d.tokens.get(i).is_some_and(|t| t.sentence == q.sentence);
    let (mut from, mut to) = (q.first, q.end);
    while from > 0 && same(from - 1) && q.first - from < 50 {
        from -= 1;
    }
    while same(to) && to - q.end < 50 {
        to += 1;
    }
    (from, to)
}

/// The opening speaks of the whole year and the figures of half of it.
fn two_periods(d: &Document, f: &mut Findings) {
    let t = &d.tokens;
    let head = (0..t.len()).take_while(|&i| t.get(i).is_some_and(|x| x.paragraph < 4)).count();
    let year = (1..head).find(|&i| {
        t.phrase_at(i, "năm")
            && t.is_number(i + 1)
            && t.is_mark(i + 2, ',')
            && t.mark(i - 1).is_some_and(|m| matches!(m, ',' | '.' | '-'))
    });
    let Some(year) = year else { return };
    let half = (0..t.len()).find(|&i| {
        t.is_number(i) && t.phrase_at(i + 1, "tháng đầu năm") && t.text(i + 4) == t.text(year + 1)
    });
    let before = (0..head).any(|i| t.phrase_at(i, "tháng đầu năm") && i < year);
    let Some(half) = half.filter(|_| !before) else { return };
    let words = |from: usize, n: usize| (from..from + n).map(|i| t.text(i)).collect::<Vec<_>>().join(" ");
    let note = Note::TwoPeriods { first: words(year, 2), second: words(half, 5) };
    let mut place = crate::document::Place { from: half, to: half + 5, printed: String::new() };
    place.printed = t.text(half).to_owned();
    f.claims.push(d.claim(Kind::Period, (Verdict::Contradiction, Certainty::Ask), place, None, note));
}
