//! Chỉ tiêu và kết quả: targets that the text sets, results that it reports on them, also paragraphs apart, and targets
//! on which it is silent.
//!
//! Matching is by what is counted and by its grade or its words. A result below its target is a fault only where the
//! text says that the target is met.

use super::Findings;
use super::grades::{Grade, Graded, graded};
use crate::claim::{Certainty, Kind, Note, Verdict};
use crate::decimal::{Decimal, Fraction};
use crate::document::{Document, Likeness};
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
    exceeded(d, f);
    let targets = targets(d, f);
    let praised = praised(d);
    let set: Vec<usize> = targets.iter().map(|t| t.at).collect();
    for target in &targets {
        let reported =
            if target.graded.is_some() { by_grade(d, f, target, &set) } else { by_words(d, f, target, &set) };
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

/// Results of a graded target: said with "trở lên", or the sum of the grades above.
fn by_grade(d: &Document, f: &mut Findings, target: &Target, set: &[usize]) -> bool {
    let (Some(t), Some(grade)) = (d.q(target.at), target.graded) else { return false };
    let mut reported = false;
    let mut skip = 0;
    for k in target.at + 1..(target.at + REACH).min(d.quantities.len()) {
        if k < skip || set.binary_search(&k).is_ok() {
            continue;
        }
        let Some(q) = d.q(k) else { break };
        if !q.is_percent() || d.head(q) != d.head(t) && d.likeness(q, t) < Likeness::Same {
            continue;
        }
        let Some(result) = graded(d, q) else { continue };
        if result.grade == grade.grade && (result.or_better || grade.grade == Grade::Excellent) {
            reported = true;
            report(d, f, t, &[q]);
        } else if result.grade == Grade::Excellent
            && grade.grade == Grade::Good
            && !result.or_better
            && let Some(next) = d.q(k + 1)
            && next.is_percent()
            && next.sentence == q.sentence
            && graded(d, next).is_some_and(|g| g.grade == Grade::Good && !g.or_better)
        {
            reported = true;
            skip = k + 2;
            report(d, f, t, &[q, next]);
        }
    }
    reported
}

/// Results of another target: the same things with most of the same words.
fn by_words(d: &Document, f: &mut Findings, target: &Target, set: &[usize]) -> bool {
    let Some(t) = d.q(target.at) else { return false };
    let mut looked_at = 0;
    for k in target.at + 1..(target.at + REACH).min(d.quantities.len()) {
        let Some(q) = d.q(k) else { break };
        if looked_at == MOST_CANDIDATES {
            break;
        }
        if set.binary_search(&k).is_ok()
            || q.unit != t.unit
            || d.likeness(q, t) < Likeness::Same
            || t.sentence == q.sentence
        {
            continue;
        }
        looked_at += 1;
        let words = content(d, q);
        let shared = target.words.iter().filter(|w| words.contains(w)).count();
        let of_target = f
            .claims
            .iter()
            .rev()
            .take(60)
            .any(|c| c.kind == Kind::Share && claims_number(d, c, q) && c.verdict == Verdict::Right);
        let enough = shared >= 3 && shared * 10 >= target.words.len() * 6 || (of_target && shared >= 2);
        if enough && (of_target || !t.is_count()) {
            report(d, f, t, &[q]);
            return true;
        }
    }
    false
}

fn claims_number(d: &Document, c: &crate::Claim, q: &Quantity) -> bool {
    d.tokens.get(q.first).is_some_and(|t| c.start <= t.start && t.end <= c.end)
}

fn report(d: &Document, f: &mut Findings, target: &Quantity, results: &[&Quantity]) {
    let (Some(first), Some(last)) = (results.first(), results.last()) else { return };
    let zero = Fraction::new(0, 1);
    let Some(sum) = zero.and_then(|z| results.iter().try_fold(z, |s, q| s.add(q.value().fraction()))) else {
        return;
    };
    let unit = results.iter().map(|q| q.value()).max_by_key(|v| v.decimals());
    let decimals = unit.map_or(0, Decimal::decimals);
    // Whoever writes decimals in one figure and none in the next has dropped a zero, so the finest digit counts.
    let slack = unit.and_then(|u| (0..results.len()).try_fold(zero?, |s, _| s.add(u.unit())));
    let demanded = target.value().fraction();
    let missed = slack.and_then(|s| sum.add(s)).is_some_and(|most| most.below(demanded));
    let written: Vec<String> = results.iter().map(|q| d.written(q)).collect();
    let place_printed: Vec<String> = results.iter().map(|q| d.printed(q)).collect();
    let mut place = d.place(first.first, last.end, first);
    place.printed = place_printed.join(" + ");
    let note = Note::TargetAndResult { target: d.written(target), result: written.join(" + ") };
    let computed = sum.rounded(decimals);
    let judged = match (missed, says_met(d, first)) {
        (false, _) => (Verdict::Right, Certainty::Likely),
        (true, true) => (Verdict::TargetMissed, Certainty::Likely),
        (true, false) => (Verdict::TargetMissed, Certainty::Ask),
    };
    f.claims.push(d.claim(Kind::Target, judged, place, computed, note));
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

/// "đạt 98% kế hoạch, vượt chỉ tiêu"; "vượt chỉ tiêu cao là: … 65/90".
fn exceeded(d: &Document, f: &mut Findings) {
    let t = &d.tokens;
    let mut next = 0;
    for i in 0..t.len() {
        if t.word(i) != "vượt"
            || denied(d, i)
            || !t.has(i, i + 5, &["chỉ tiêu", "kế hoạch", "mục tiêu", "nghị quyết"])
        {
            continue;
        }
        while d.q(next).is_some_and(|q| q.first < i) {
            next += 1;
        }
        against_limit(d, f, i, next);
        introduced(d, f, i, next);
    }
}

/// Figures before "vượt": the share of the target that is told there, or a figure with the target after it.
fn against_limit(d: &Document, f: &mut Findings, i: usize, next: usize) {
    let Some(r) = next.checked_sub(1).and_then(|k| d.q(k)) else { return };
    let t = &d.tokens;
    let Some(token) = t.get(i) else { return };
    let close =
        r.sentence == token.sentence && i - r.end <= 8 && !t.has(r.end, i, &["trong đó", "riêng", "nhưng"]);
    if !close || d.has_mark(r.end, i, &[';', ':']) {
        return;
    }
    let limit = d.q(next).filter(|b| {
        b.sentence == r.sentence
            && b.unit == r.unit
            && b.first - i <= 9
            && !t.is_number(i + 1)
            && t.has(i, b.first, &["chỉ tiêu", "kế hoạch", "mục tiêu", "nghị quyết"])
            && b.first - i >= 2
            && (r.is_percent() || d.likeness(r, b) != Likeness::Different)
    });
    if let Some(b) = limit {
        let direct =
            t.has(i + 1, i + 3, &["chỉ tiêu", "kế hoạch", "mục tiêu"]) || t.has(i + 1, i + 3, &["so với"]);
        if direct && r.value().fraction().below(b.value().fraction()) {
            let note = Note::TargetAndResult { target: d.written(b), result: d.written(r) };
            let place = d.place(r.first, b.end, r);
            f.claims.push(d.claim(
                Kind::Target,
                (Verdict::TargetMissed, Certainty::Likely),
                place,
                Some(r.value()),
                note,
            ));
        }
        return;
    }
    let of_plan = r.is_percent() && t.has(r.end, i, &["chỉ tiêu", "kế hoạch", "so với"]);
    let after_ratio =
        f.under(next - 1).is_some() || (r.is_percent() && next >= 2 && f.under(next - 2).is_some());
    let whole = if r.is_percent() { Some(r.value().fraction()) } else { ratio_percent(d, f, next - 1) };
    let below = whole.is_some_and(|v| v.below(Fraction::percent()));
    if (of_plan || after_ratio) && below {
        let note = Note::TargetAndResult { target: "100%".to_owned(), result: d.written(r) };
        let place = d.place(r.first, i + 3, r);
        let certainty = if of_plan || r.is_percent() { Certainty::Likely } else { Certainty::Ask };
        f.claims.push(d.claim(
            Kind::Target,
            (Verdict::TargetMissed, certainty),
            place,
            Some(r.value()),
            note,
        ));
    }
}

fn ratio_percent(d: &Document, f: &Findings, base: usize) -> Option<Fraction> {
    let pair = f.under(base)?;
    let (a, b) = (d.q(pair.numerator)?, d.q(pair.base)?);
    a.value().fraction().mul(Fraction::percent())?.div(b.value().fraction())
}

/// "… vượt chỉ tiêu cao là: …" before ratios below one.
fn introduced(d: &Document, f: &mut Findings, i: usize, next: usize) {
    let t = &d.tokens;
    let Some(token) = t.get(i) else { return };
    let pairs: Vec<_> = (next..next + 5).filter_map(|k| f.over(k)).filter(|p| p.stroke).collect();
    for pair in pairs {
        let (Some(a), Some(b)) = (d.q(pair.numerator), d.q(pair.base)) else { continue };
        let colon = a.sentence == token.sentence && a.first - i <= 60 && d.has_mark(i, a.first, &[':']);
        if colon && a.value().fraction().below(b.value().fraction()) {
            let place = d.place(a.first, b.end, a);
            let judged = (Verdict::Contradiction, Certainty::Ask);
            f.claims.push(d.claim(Kind::Target, judged, place, None, Note::WordsAgainstFigures));
        }
    }
}
