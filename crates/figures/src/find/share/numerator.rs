//! Tử số của một tỷ lệ: the figure that a percent is told of, before it or after.

use super::{Share, aside};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::find::base::{self, Whole};
use crate::find::ratio::{has_cue, is_threshold, only_cues};
use crate::quantity::{Quantity, Unit};

pub(super) fn share_at(d: &Document, f: &Findings, p: usize) -> Option<Share> {
    let percent = d.q(p)?;
    if !percent.is_percent() || f.is_taken(p) || percent.high.is_some() {
        return None;
    }
    let whole = base::whole_after(d, p, percent);
    if let Some(compared) = aside::compared(d, p, percent).filter(|_| whole == Whole::Unsaid) {
        return Some(compared);
    }
    let found =
        numerator_before(d, p, percent).or_else(|| aside::past_parts(d, p, percent).map(|k| (k, true)));
    let before = found.map(|(numerator, apart)| Share {
        numerator: of_same_things(d, numerator, whole)
            .or_else(|| aside::accompanied(d, numerator, percent))
            .unwrap_or(numerator),
        percent: p,
        whole,
        apart,
    });
    before.or_else(|| numerator_after(d, p, percent, whole))
}

/// "128 tổ chức và 346 đảng viên, đạt 106,7% kế hoạch (120 tổ chức)": the numerator counts what the base counts.
fn of_same_things(d: &Document, numerator: usize, whole: Whole) -> Option<usize> {
    let Whole::Number(base) = whole else { return None };
    let (a, b) = (d.q(numerator)?, d.q(base)?);
    if d.likeness(a, b) == Likeness::Same || !b.has_noun() {
        return None;
    }
    (numerator.saturating_sub(3)..numerator).rev().find(|&k| {
        d.q(k).is_some_and(|q| q.sentence == a.sentence && q.is_amount() && d.head(q) == d.head(b))
    })
}

/// "38 đảng viên (chiếm 67,9%)".
fn numerator_before(d: &Document, p: usize, percent: &Quantity) -> Option<(usize, bool)> {
    let (numerator, past) = before(d, p)?;
    let a = d.q(numerator)?;
    let t = &d.tokens;
    let (from, to) = (past.unwrap_or(a.end), percent.first);
    if a.sentence != percent.sentence || !a.is_amount() || to - from > 30 || t.count_words(from, to) > 24 {
        return None;
    }
    // "Chỉ tiêu kết nạp 1.350 đảng viên đạt 106,0%": how far a target was reached is no share of anything else.
    if base::is_target(d, a) && t.word_before(to, 1) == "đạt" {
        return None;
    }
    if past.is_some() {
        return after_change(d, from, to).then_some((numerator, t.word_before(to, 1) == "chiếm"));
    }
    let refused = ["tăng", "giảm", "vượt", "trong đó", "cùng kỳ", "còn lại", "thấp hơn", "cao hơn", "riêng"];
    // "3 tổ chức còn lại (15%)": the share of what remains.
    let rest = percent.bracket == percent.first && t.phrase_before(percent.bracket - 1, "còn lại");
    if t.has(from, to, &refused) && !rest || d.has_mark(from, to, &[';', '|', '\t', '.']) {
        return None;
    }
    let open = (percent.bracket > from).then(|| percent.bracket - 1);
    if a.bracket > 0 && a.bracket != percent.bracket && open.is_none() && d.has_mark(from, to, &[')']) {
        return None;
    }
    let comma = (from..to).rev().find(|&i| matches!(t.mark(i), Some(',' | ':' | '=')));
    if let Some(start) = open.max(comma) {
        let tied = open == Some(start) || has_cue(d, start + 1, to) || aside::told_roughly(d, percent);
        return (tied && only_cues(d, start + 1, to)).then_some((numerator, true));
    }
    let cue = (1..=4)
        .map(|back| t.word_before(to, back))
        .find(|w| matches!(*w, "chiếm" | "bằng" | "đương" | "ứng" | "đạt" | "lệ"))?;
    let has = t.has(from, to, &["có tỷ lệ", "có tỉ lệ"]);
    let firm = matches!(cue, "chiếm" | "bằng" | "đương" | "ứng") || !is_threshold(d, percent);
    (!has).then_some((numerator, firm))
}

/// The figure before a percent, and where a change told in between ends.
fn before(d: &Document, p: usize) -> Option<(usize, Option<usize>)> {
    let mut numerator = p.checked_sub(1)?;
    // "57 đại biểu dưới 40 tuổi (chiếm 3,59%)": an age or a time is no numerator.
    while numerator > 0 && p - numerator < 3 && d.q(numerator)?.unit == Unit::Duration {
        numerator -= 1;
    }
    // "61 chi bộ sinh hoạt chuyên đề từ 2 lần trở lên, chiếm 24,8%": a bound is no numerator.
    let is_bound = |q: &Quantity| {
        let end = q.noun.1.max(q.end);
        ["trở lên", "trở xuống"].iter().any(|w| d.tokens.phrase_at(end, w) || d.tokens.phrase_at(q.end, w))
    };
    if numerator > 0 && d.q(numerator).is_some_and(is_bound) {
        numerator -= 1;
    }
    if aside::is_property(d, numerator) {
        numerator -= 1;
    }
    let is_change = |k: usize| {
        d.q(k).is_some_and(|q| d.tokens.has(q.first.saturating_sub(3), q.first, &["tăng", "giảm", "vượt"]))
    };
    let mut past = None;
    while numerator > 0 && p - numerator < 4 && is_change(numerator) {
        past = past.or(d.q(numerator).map(|q| q.end));
        numerator -= 1;
    }
    Some((numerator, past))
}

/// "73 đồng chí, tăng 7% so với năm trước, chiếm 37,2%": after the last mark stands "chiếm" and nothing else.
fn after_change(d: &Document, from: usize, to: usize) -> bool {
    let mark = (from..to).rev().find(|&i| matches!(d.tokens.mark(i), Some(',' | ';' | ')')));
    let tied = |start: usize| {
        d.tokens.has(start + 1, to, &["chiếm", "đạt tỷ lệ", "đạt tỉ lệ"]) && only_cues(d, start + 1, to)
    };
    mark.is_some_and(tied)
}

/// "91,2% (604 tổ chức)", "67,9%, tương ứng 38 đảng viên".
fn numerator_after(d: &Document, p: usize, percent: &Quantity, whole: Whole) -> Option<Share> {
    let a = d.q(p + 1)?;
    let t = &d.tokens;
    // "vượt 7% so với mục tiêu (600 đảng viên)": what the percent is a share of is not its numerator.
    if whole == Whole::Number(p + 1) {
        return None;
    }
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
    let alone = inside && d.closing(a).is_some_and(|c| c >= a.end && c - a.end <= 10);
    let linked = t.has(from, to, &["tương ứng", "tương đương"]) && t.count_words(from, to) <= 6;
    (alone || linked).then_some(Share { numerator: p + 1, percent: p, whole, apart: true })
}
