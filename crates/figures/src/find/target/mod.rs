//! Chỉ tiêu và kết quả: targets that the text sets, results that it reports on them, also paragraphs apart, and targets
//! on which it is silent.
//!
//! Matching is by what is counted and by its grade or its words. A result below its target is a fault only where the
//! text says that the target is met.

mod exceeded;
pub(crate) mod reached;
mod result;

use super::Findings;
use super::grades::{Graded, graded};
use crate::claim::{Certainty, Kind, Note, Verdict};
use crate::document::Document;
use crate::quantity::{Quantity, Unit};

/// Chỉ tiêu.
struct Target {
    at: usize,
    graded: Option<Graded>,
    words: Vec<String>,
}

/// Figures of the same thing that are compared in words.
const MOST_CANDIDATES: usize = 12;

/// Looked at for results of one target, in figures after it.
const REACH: usize = 200;

pub(crate) fn find(d: &Document, f: &mut Findings) {
    exceeded::exceeded(d, f);
    let targets = targets(d, f);
    let praised = praised(d);
    let set: Vec<usize> = targets.iter().map(|t| t.at).collect();
    for target in &targets {
        let reported = if target.graded.is_some() {
            result::by_grade(d, f, target, &set)
        } else {
            result::by_words(d, f, target, &set)
        };
        if !reported {
            silent(d, f, target, &praised);
        }
    }
}

/// The figures of sentences that set targets.
fn targets(d: &Document, f: &Findings) -> Vec<Target> {
    let mut out: Vec<Target> = Vec::new();
    let mut setting: Option<(usize, usize)> = None;
    let mut seen: Option<(usize, bool)> = None;
    for (k, q) in d.quantities.iter().enumerate() {
        let sets = match seen {
            Some((sentence, sets)) if sentence == q.sentence => sets,
            _ => {
                let goes_on = setting.is_some_and(|(p, s)| p == q.paragraph && s + 1 == q.sentence);
                let sets = sets_targets(d, q, goes_on);
                seen = Some((q.sentence, sets));
                sets
            }
        };
        if !sets {
            continue;
        }
        setting = Some((q.paragraph, q.sentence));
        let fits = matches!(q.unit, Unit::Percent | Unit::Count)
            && !q.weak
            && q.value().fraction().is_positive()
            && (q.has_noun() || q.is_percent())
            && !f.in_ratio(k);
        if fits {
            out.push(Target { at: k, graded: graded(d, q).filter(|_| q.is_percent()), words: content(d, q) });
        }
    }
    out
}

/// The bounds of the sentence of a figure, at most 80 tokens either way.
fn sentence(d: &Document, q: &Quantity) -> (usize, usize) {
    let same = |i: usize| d.tokens.get(i).is_some_and(|t| t.sentence == q.sentence);
    let mut from = q.first;
    while from > 0 && q.first - from < 80 && same(from - 1) {
        from -= 1;
    }
    let mut to = q.end;
    while to - q.end < 80 && same(to) {
        to += 1;
    }
    (from, to)
}

fn sets_targets(d: &Document, q: &Quantity, goes_on: bool) -> bool {
    let (from, to) = sentence(d, q);
    let t = &d.tokens;
    let results = [
        "kết quả",
        "vượt",
        "đã đạt",
        "đạt được",
        "so với",
        "so với chỉ tiêu",
        "cùng kỳ",
        "chỉ tiêu giao",
        "được giao",
        "ước đạt",
    ];
    if t.has(from, to, &results) || of_target(d, from, to) {
        return false;
    }
    let names = t.has(
        from,
        q.first,
        &["mục tiêu", "phấn đấu", "xác định chỉ tiêu", "đề ra chỉ tiêu", "đặt chỉ tiêu"],
    ) || t.has(from, q.first, &["chỉ tiêu kết nạp", "đặt ra chỉ tiêu"]);
    let more = t.has(from, to, &["trở lên", "ít nhất", "tối thiểu", "không dưới"])
        && t.has(from, q.first, &["có", "hằng năm", "đạt"]);
    names || (goes_on && more)
}

/// "… đạt 124% chỉ tiêu": a result.
fn of_target(d: &Document, from: usize, to: usize) -> bool {
    (from..to).any(|i| d.tokens.is_mark(i, '%') && d.tokens.has(i + 1, i + 3, &["chỉ tiêu", "kế hoạch"]))
}

/// The telling words after a figure, up to the next figure or the end of the part of the sentence.
fn content(d: &Document, q: &Quantity) -> Vec<String> {
    let t = &d.tokens;
    let mut out = Vec::new();
    let mut at = q.end;
    while at < q.end + 24 && out.len() < 10 {
        if t.is_number(at)
            || t.mark(at).is_some_and(|m| !matches!(m, ',' | '"' | '-'))
            || t.get(at).is_none_or(|x| x.sentence != q.sentence)
        {
            break;
        }
        let word = t.word(at);
        let filler = matches!(
            word,
            "" | "số"
                | "các"
                | "là"
                | "có"
                | "trở"
                | "lên"
                | "và"
                | "đều"
                | "được"
                | "từ"
                | "mới"
                | "của"
        );
        if !filler {
            out.push(word.to_owned());
        }
        at += 1;
    }
    out
}

const MET: [&str; 7] = [
    "vượt chỉ tiêu",
    "đạt chỉ tiêu",
    "đạt và vượt",
    "vượt mục tiêu",
    "vượt kế hoạch",
    "hoàn thành chỉ tiêu",
    "vượt so với chỉ tiêu",
];

/// The paragraph of a result says up to it, or just after it, that the target is met.
fn says_met(d: &Document, q: &Quantity) -> bool {
    met_phrase(d, q).is_some()
}

fn met_phrase(d: &Document, q: &Quantity) -> Option<usize> {
    let t = &d.tokens;
    let mut from = q.first;
    while from > 0 && q.first - from < 120 && t.get(from - 1).is_some_and(|x| x.paragraph == q.paragraph) {
        from -= 1;
    }
    let (_, to) = sentence(d, q);
    let at = t.find(from, to, &MET)?;
    (!denied(d, at)).then_some(at)
}

fn denied(d: &Document, at: usize) -> bool {
    d.tokens.has(
        at.saturating_sub(4),
        at,
        &["chưa", "không", "phấn đấu", "quyết tâm", "để", "khó", "cơ bản", "nhiều"],
    )
}

fn silent(d: &Document, f: &mut Findings, target: &Target, praised: &[usize]) {
    let Some(t) = d.q(target.at) else { return };
    let place = d.place(t.first, t.noun.1.max(t.end), t);
    let claimed = target.graded.is_some() && claimed_in_words(d, t, praised);
    let note = if claimed { Note::MetWithoutFigure } else { Note::TargetWithoutResult };
    f.claims.push(d.claim(Kind::Target, (Verdict::Silent, Certainty::Ask), place, None, note));
}

/// Where the text says that a target is met.
fn praised(d: &Document) -> Vec<usize> {
    let t = &d.tokens;
    (0..t.len()).filter(|&i| t.is_word(i) && MET.iter().any(|m| t.phrase_at(i, m)) && !denied(d, i)).collect()
}

/// One of the next such sentences names these things.
fn claimed_in_words(d: &Document, target: &Quantity, praised: &[usize]) -> bool {
    let head = d.head(target);
    let t = &d.tokens;
    let later = praised.partition_point(|&i| i < target.end);
    praised.iter().skip(later).take(8).any(|&i| {
        (i.saturating_sub(16)..i)
            .any(|k| t.word(k) == head.0 && (head.1.is_empty() || t.word(k + 1) == head.1))
    })
}
