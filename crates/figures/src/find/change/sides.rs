//! Nay và trước: which two figures a change is told between.

use super::{Change, Sides, plan, recalled, series, told};
use crate::document::{Document, Likeness};
use crate::quantity::{Quantity, Unit};

/// All pairs of "now" and "before" that the sentence may mean.
pub(super) fn sides(d: &Document, change: &Change) -> Vec<Sides> {
    let mut out = Vec::new();
    out.extend(from_to(d, change));
    out.extend(in_ratio(d, change));
    out.extend(told_first(d, change));
    out.extend(series::before_and_after(d, change));
    out.extend(series::between(d, change));
    out.extend(told::sides(d, change));
    out.extend(plan::against(d, change));
    out.extend(series::one_by_one(d, change));
    out.extend(plan::of_plans(d, change));
    out.extend(recalled::called_back(d, change));
    let own_bracket = recalled::in_own_bracket(d, change);
    out.extend(own_bracket);
    out.extend(recalled::of_the_sentence_before(d, change));
    out.extend(recalled::of_bracketed_shares(d, change));
    let Some(q) = d.q(change.at) else { return out };
    let in_reach =
        |n: &Quantity| n.first < change.word && n.paragraph == q.paragraph && n.sentence + 1 >= q.sentence;
    let (mut now, mut away): (Vec<usize>, Vec<usize>) = (change.at.saturating_sub(8)..change.at)
        .rev()
        .filter(|&k| d.q(k).is_some_and(|n| in_reach(n) && same_thing(d, q, n)))
        .partition(|&k| {
            d.q(k).is_some_and(|n| n.sentence == q.sentence && (n.bracket == 0 || n.bracket == q.bracket))
        });
    if now.is_empty() {
        now.append(&mut away);
    }
    let named = earlier_named(d, change, q);
    if let Some(before) = named {
        let unit = d.q(before).map(|b| b.unit);
        now.retain(|&k| d.q(k).map(|n| n.unit) == unit);
        let nearest = nearest_alike(d, q, &now);
        let own = nearest
            .and_then(|k| d.q(k))
            .is_some_and(|n| n.sentence == q.sentence || told_before(d, q, n, before))
            && nearest.and_then(|k| d.q(k)).is_some_and(|n| !d.has_mark(n.end, change.word, &[';']));
        // "so với đầu nhiệm kỳ giảm 5 tổ chức (51 tổ chức), tăng 214 đảng viên (3.638 đảng viên)": each with its own bracket.
        let bracketed = d.q(before).is_some_and(|b| {
            b.bracket > 0
                && compared_before(d, change, q, b)
                && nearest.and_then(|k| d.q(k)).is_some_and(|n| d.head(n) == d.head(b))
        });
        // "34 tổ chức với 2.156 đảng viên; so với đầu nhiệm kỳ tăng 215 đảng viên (đầu nhiệm kỳ có 1.941 đảng viên)": only one is
        // called like both.
        let like_both = |k: usize| {
            d.q(k).zip(d.q(before)).is_some_and(|(n, b)| {
                b.bracket > q.end && q.has_noun() && d.head(n) == d.head(b) && d.head(n) == d.head(q)
            })
        };
        let only =
            nearest.is_some_and(|k| like_both(k) && now.iter().filter(|&&j| like_both(j)).count() == 1);
        let here = nearest.and_then(|k| d.q(k)).is_some_and(|n| n.sentence == q.sentence && n.bracket == 0);
        let next =
            |k: usize| (k + 1..change.at).filter_map(|i| d.q(i)).all(|x| d.tells_change(x) || x.is_percent());
        let own = own || bracketed || only && here && nearest.is_some_and(next);
        out.extend(nearest.map(|now| Sides { now, before, firm: own }));
        out.extend(now.iter().chain(&away).map(|&now| Sides { now, before, firm: false }));
    }
    if named.is_none()
        && own_bracket.is_none()
        && let [now, before, ..] = now.as_slice()
        && timed(d, *now)
        && timed(d, *before)
        && d.q(*now).zip(d.q(*before)).is_some_and(|(a, b)| {
            let bare = a.is_percent() && !a.has_noun() && !b.has_noun();
            (bare || d.likeness(a, b) == Likeness::Same) && a.unit == b.unit
        })
    {
        let firm = *now + 1 == change.at && *before + 1 == *now;
        out.push(Sides { now: *now, before: *before, firm });
    }
    out
}

/// "Đã tiếp 866 lượt. So với cùng kỳ giảm 146 lượt (… 1.012 lượt)": the same words in all three places.
fn told_before(d: &Document, q: &Quantity, n: &Quantity, before: usize) -> bool {
    let same = |b: &Quantity| same_words(d, q, n) && same_words(d, n, b);
    let next = d.outline.sentence_before(q.sentence) == Some(n.sentence);
    q.has_noun() && next && d.q(before).is_some_and(same)
}

/// The same noun, perhaps cut short: "146 lượt tiếp", "866 lượt".
fn same_words(d: &Document, a: &Quantity, b: &Quantity) -> bool {
    let bare = |q: &Quantity| q.noun.1 - q.noun.0 == 1;
    let first = a.has_noun() && d.tokens.word(a.noun.0) == d.tokens.word(b.noun.0);
    d.head(a) == d.head(b) || (first && (bare(a) || bare(b)))
}

/// How many words of the two nouns are the same from the first on.
pub(super) fn shared_noun(d: &Document, a: &Quantity, b: &Quantity) -> usize {
    let length = (a.noun.1 - a.noun.0).min(b.noun.1 - b.noun.0).min(4);
    (0..length).take_while(|i| d.tokens.word(a.noun.0 + i) == d.tokens.word(b.noun.0 + i)).count()
}

fn nearest_alike(d: &Document, q: &Quantity, now: &[usize]) -> Option<usize> {
    let same = now.iter().find(|&&k| d.q(k).is_some_and(|n| d.likeness(q, n) == Likeness::Same));
    same.or_else(|| now.first().filter(|_| !q.has_noun() || !matches!(q.unit, Unit::Count))).copied()
}

/// Whether the change may be one of that figure.
fn same_thing(d: &Document, q: &Quantity, n: &Quantity) -> bool {
    let alike = d.likeness(q, n) != Likeness::Different;
    match q.unit {
        Unit::Percent | Unit::Times => {
            matches!(n.unit, Unit::Count | Unit::Measure | Unit::Percent) && !n.weak
        }
        Unit::Points => n.is_percent(),
        _ => n.unit == q.unit && alike && !n.weak,
    }
}

/// "(từ 665 lên 729)", "từ 85% lên 90%, tăng 5%".
fn from_to(d: &Document, change: &Change) -> Vec<Sides> {
    let at = change.at;
    // "Từ 214 thôn … còn 158 thôn, gồm 132 thôn và 26 tổ dân phố, giảm 56": parts may stand between.
    let before = (at.saturating_sub(5)..at).rev().filter(|&now| now > 0).map(|now| (now - 1, now));
    let pairs: Vec<(usize, usize)> = before.chain([(at + 1, at + 2)]).collect();
    let own = d.q(at);
    pairs
        .into_iter()
        .filter(|&(before, now)| {
            let (Some(b), Some(n), Some(q)) = (d.q(before), d.q(now), own) else { return false };
            // "tỷ lệ từ 5,6% xuống 4,1%, số hộ nghèo giảm 318 hộ": households are no percents.
            if matches!(q.unit, Unit::Count | Unit::Measure) && n.unit != q.unit {
                return false;
            }
            let alike = q.is_percent()
                || d.likeness(q, n) != Likeness::Different
                || d.likeness(q, b) != Likeness::Different;
            let near = alike
                && !d.has_mark(n.end.min(q.end), q.first.max(b.first), &[';'])
                && if before > at {
                    b.first - q.end <= 8
                } else {
                    q.first - n.end <= 14 || lists_parts(d, n, q)
                };
            // "giảm 87 thôn (từ 231 còn 144), giảm 312 người": the bracket is told of the change before it.
            let other = b.bracket != 0
                && b.bracket < change.word
                && d.closing(b).is_some_and(|close| close < change.word)
                && before.checked_sub(1).and_then(|k| d.q(k)).is_some_and(|c| d.tells_change(c))
                && q.has_noun();
            is_from_to(d, before, now) && near && n.sentence == q.sentence && !other
        })
        .map(|(before, now)| Sides { now, before, firm: true })
        .collect()
}

/// "từ 665 … lên 729": two figures of one unit, told as the earlier and the later.
pub(super) fn is_from_to(d: &Document, before: usize, now: usize) -> bool {
    let (Some(b), Some(n), t) = (d.q(before), d.q(now), &d.tokens) else { return false };
    let from = t.has(b.label.0.max(b.first.saturating_sub(3)), b.first, &["từ"]);
    let to = t.has(b.end, n.first, &["lên", "xuống", "còn", "đến", "tới"]);
    let reach = match t.word_before(n.first, 1) {
        "lên" | "xuống" | "còn" | "tới" => 28,
        _ => 14,
    };
    let close = n.first - b.end <= reach && !d.has_mark(b.end, n.first, &[';', '.']);
    from && to && close && b.sentence == n.sentence && b.unit == n.unit
}

fn lists_parts(d: &Document, n: &Quantity, q: &Quantity) -> bool {
    q.first - n.end <= 30 && d.tokens.has(n.end, n.end + 8, &["gồm", "trong đó"])
}

/// "giảm 12,7% (145/166 đơn)": now and before.
fn in_ratio(d: &Document, change: &Change) -> Option<Sides> {
    let q = d.q(change.at)?;
    // "giảm 165 vụ, giảm 45,96% (194/359 vụ)": the same two are behind both changes.
    let next = change.at + 1;
    let told_twice = !q.is_percent() && d.q(next).is_some_and(|p| p.is_percent() && p.sentence == q.sentence);
    let at = next + usize::from(told_twice);
    let (now, before) = (d.q(at)?, d.q(at + 1)?);
    let end = if told_twice { d.q(next)?.end } else { q.end };
    let stroke = d.tokens.is_mark(now.end, '/') && before.first == now.end + 1;
    let open = now.bracket.checked_sub(1)?;
    let words = (end..open).all(|i| d.tokens.is_word(i)) && open >= end && open - end <= 8;
    let close = now.first == open + 1 && words && now.sentence == q.sentence;
    let fits = q.is_percent() || (q.unit == now.unit && d.likeness(q, before) != Likeness::Different);
    (fits && stroke && close).then_some(Sides { now: at, before: at + 1, firm: true })
}

/// "so với cùng kỳ (665 lượt)", "(6 tháng đầu năm 2019 có 1.405 đơn)", "so với 665 lượt của năm 2023".
fn earlier_named(d: &Document, change: &Change, q: &Quantity) -> Option<usize> {
    let t = &d.tokens;
    let cues = [
        "cùng kỳ",
        "năm trước",
        "kỳ trước",
        "tháng trước",
        "quý trước",
        "năm",
        "đầu kỳ",
        "đầu nhiệm kỳ",
        "trước đó",
        "trước sắp xếp",
        "trước sáp nhập",
        "trước khi",
    ];
    let named = (change.at + 1..change.at + 6).filter(|&k| {
        d.q(k).is_some_and(|b| {
            let bracketed = b.bracket > q.end
                && b.bracket != q.bracket
                && (t.has(q.end, b.first, &cues)
                    || k == change.at + 1 && (compared_before(d, change, q, b) || compared_after(d, q, b)));
            // "(tăng 276 mô hình so với năm 2020: 1.532 mô hình)".
            let named = b.first > 0 && t.is_mark(b.first - 1, ':') || t.word_before(b.first, 1) == "là";
            let reach = if named { 7 } else { 4 };
            let direct = t.has(b.first.saturating_sub(reach).max(q.end), b.first, &["so với"])
                && !t.has(b.first.saturating_sub(3).max(q.end), b.first, &["chỉ tiêu", "kế hoạch"]);
            let unit = match q.unit {
                Unit::Percent | Unit::Times => matches!(b.unit, Unit::Count | Unit::Measure | Unit::Percent),
                Unit::Points => b.is_percent(),
                _ => b.unit == q.unit && d.likeness(b, q) != Likeness::Different,
            };
            let plain = !t.has(q.end, b.first, &["tăng", "giảm", "trong đó", "từ"])
                && !t.has(
                    q.end,
                    b.first,
                    &["nq", "nghị quyết", "kế hoạch", "chỉ tiêu", "kh", "dự toán", "vượt"],
                )
                && !d.has_mark(q.end, b.first, &[';'])
                && (q.bracket == 0 || b.bracket >= q.bracket)
                && !d.has_mark(past_share(d, change.at, q), b.first, &[')']);
            // "(36/40 vụ)": the earlier one stands after the stroke.
            let plain = plain && !t.is_mark(b.end, '/');
            let order = q.unit != Unit::Count || d.likeness(b, q) == Likeness::Same || k == change.at + 1;
            b.sentence == q.sentence && (bracketed || direct) && unit && plain && order
        })
    });
    // Of two in one bracket the one with the same noun: "127 lượt người (… 1.012 lượt/1.091 lượt người)".
    named.min_by_key(|&k| d.q(k).map(|b| std::cmp::Reverse(shared_noun(d, q, b))))
}

/// Where the words after a change go on: "tăng 1.284 đồng chí (4,1%) so với …" behind the bracket.
fn past_share(d: &Document, at: usize, q: &Quantity) -> usize {
    let share = d.q(at + 1).filter(|p| p.is_percent() && d.fills_bracket(p));
    let beside = share.filter(|p| p.first - q.noun.1.max(q.end) <= 1);
    beside.and_then(|p| d.closing(p)).map_or(q.end, |close| close + 1)
}

/// "So với cùng kỳ năm 2023 tăng 11 vụ (75 vụ)": the sentence says first with what it compares, the bracket tells only the figure.
fn compared_before(d: &Document, change: &Change, q: &Quantity, b: &Quantity) -> bool {
    let t = &d.tokens;
    let (begin, _) = d.outline.sentence(q.sentence);
    let from = begin.max(change.word.saturating_sub(24));
    let alone = d.fills_bracket(b);
    let plan = ["so với kế hoạch", "so với chỉ tiêu", "so với dự toán", "so với nghị quyết"];
    alone
        && d.head(q) == d.head(b)
        && b.bracket - 1 <= q.noun.1.max(q.end) + 1
        && t.has(from, change.word, &["so với", "so cùng kỳ"])
        && !t.has(from, change.word, &plan)
}

/// "giảm 14 vị trí so với đề án cũ (100 vị trí)".
fn compared_after(d: &Document, q: &Quantity, b: &Quantity) -> bool {
    let t = &d.tokens;
    let alone = d.fills_bracket(b);
    alone && d.head(q) == d.head(b) && b.first - q.end <= 10 && t.has(q.end, b.first, &["so với"])
}

/// A time stands just before or after the figure: "năm 2022 có 100 đơn", "đầu kỳ 25".
fn timed(d: &Document, k: usize) -> bool {
    let Some(q) = d.q(k) else { return false };
    let t = &d.tokens;
    let cues = ["năm", "kỳ", "tháng", "quý", "đầu"];
    if t.has(q.first.saturating_sub(8), q.first, &["lũy kế", "riêng", "tổng số", "tổng cộng", "trong đó"])
    {
        return false;
    }
    let from = q.first.saturating_sub(8);
    t.get(from).is_some_and(|b| b.sentence <= q.sentence) && t.has(from, q.first, &cues)
}

/// "So với năm 2023 (139 chi bộ), số chi bộ được công nhận tăng 24 chi bộ": the earlier value stands in a bracket before, the
/// later one is the figure above that the same words name.
fn told_first(d: &Document, change: &Change) -> Option<Sides> {
    let (q, t) = (d.q(change.at)?, &d.tokens);
    let is_before = |k: &usize| {
        d.q(*k).is_some_and(|b| {
            let open = b.bracket.saturating_sub(1);
            b.bracket > 0
                && b.sentence == q.sentence
                && b.first - b.bracket <= 16
                && d.closing(b).is_some_and(|c| c > b.first && c < change.word)
                && (compares(d, open) || tells_earlier(d, open, b))
                && fits(d, q, b)
        })
    };
    // Of several in the bracket the one with the same noun: "(99 vụ, 40 người chết, 100 người bị thương)".
    let before = (change.at.saturating_sub(8)..change.at)
        .rev()
        .filter(is_before)
        .max_by_key(|&k| d.q(k).map(|b| shared_words(d, q, b)))?;
    let b = d.q(before)?;
    let close = d.closing(b)?;
    if change.word - close > 24 {
        return None;
    }
    // "(61 đầu mối); cấp huyện có 138 đầu mối, giảm 26": what has changed stands after the bracket.
    let own = (before + 1..change.at).any(|k| {
        d.q(k).is_some_and(|n| n.first > close && fits(d, q, n) && !d.tells_change(n) && n.unit == b.unit)
    });
    if own {
        return None;
    }
    // What is said after the last mark, number or "và" names what has changed.
    let ends = |i: &usize| t.mark(*i).is_some() || t.is_number(*i) || t.word(*i) == "và";
    let from = (close + 1..change.word).rev().find(ends).unwrap_or(close) + 1;
    let words: Vec<&str> = (from..change.word).map(|i| t.word(i)).filter(|w| is_telling(w)).collect();
    let own: Vec<&str> = (q.end..q.end + 3).map(|i| t.word(i)).take_while(|w| !w.is_empty()).collect();
    let now: Vec<(usize, usize)> = (before.saturating_sub(20)..before)
        .rev()
        .filter(|&k| {
            d.q(k).is_some_and(|n| {
                n.paragraph + 4 >= q.paragraph
                    && n.unit == b.unit
                    && !n.weak
                    && fits(d, q, n)
                    && (n.bracket == 0 || n.is_percent())
                    && !d.tells_change(n)
                    && !d.label_has(n, &["chỉ tiêu", "kế hoạch", "phấn đấu"])
            })
        })
        .map(|k| (k, named_by(d, k, &words) + named_by(d, k, &own)))
        .collect();
    let most = now.iter().map(|&(_, n)| n).max()?;
    let best: Vec<usize> = now.iter().filter(|&&(_, n)| n == most).map(|&(k, _)| k).collect();
    if words.len() < 2 {
        // Nothing is named: what the nearest sentence is about stands first in it.
        let nearest = d.q(*best.first()?)?.sentence;
        let leads = best.iter().copied().rfind(|&k| d.q(k).is_some_and(|n| n.sentence == nearest))?;
        return Some(Sides { now: leads, before, firm: nearest + 1 >= q.sentence });
    }
    let first = *best.first()?;
    let sure = most >= 3 && best.len() == 1;
    Some(Sides { now: first, before, firm: sure })
}

/// How many of the words behind the two figures are the same: "40 người bị thương", "100 người bị thương".
fn shared_words(d: &Document, a: &Quantity, b: &Quantity) -> usize {
    let t = &d.tokens;
    (0..4).take_while(|n| !t.word(a.end + n).is_empty() && t.word(a.end + n) == t.word(b.end + n)).count()
}

/// "so với năm 2023 (", "so với cùng kỳ (": nothing but a time stands between.
fn compares(d: &Document, open: usize) -> bool {
    let t = &d.tokens;
    let cue = t.find(open.saturating_sub(10), open, &["so với", "cùng kỳ"]);
    cue.is_some_and(|at| (at..open).all(|i| d.quantity_at(i).is_none() && t.mark(i).is_none_or(|m| m == '/')))
}

/// "(năm 2016 là 1.323 đảng viên và 831 tổ chức)": the bracket itself tells of an earlier time.
fn tells_earlier(d: &Document, open: usize, b: &Quantity) -> bool {
    let t = &d.tokens;
    let time = ["năm", "cùng kỳ", "nhiệm kỳ trước", "kỳ trước", "quý", "tháng"];
    let begins = time.iter().any(|p| t.phrase_at(open + 1, p));
    begins && (open + 1..b.first).any(|i| matches!(t.word(i), "là" | "có" | "đạt") || t.is_mark(i, ':'))
}

pub(super) fn fits(d: &Document, q: &Quantity, n: &Quantity) -> bool {
    match q.unit {
        Unit::Points => n.is_percent(),
        Unit::Percent => !n.is_percent() || !n.has_noun(),
        Unit::Count => n.unit == Unit::Count && d.likeness(q, n) != Likeness::Different,
        unit => n.unit == unit,
    }
}

fn is_telling(word: &str) -> bool {
    !matches!(
        word,
        "" | "số" | "tỷ" | "lệ" | "đã" | "có" | "các" | "của" | "là" | "thì" | "và" | "năm" | "nay"
    )
}

/// How many of the words stand about a figure: in its label, before its colon, and in its noun.
fn named_by(d: &Document, k: usize, words: &[&str]) -> usize {
    let (Some(n), t) = (d.q(k), &d.tokens) else { return 0 };
    let mut from = n.first;
    while from > 0
        && n.first - from < 16
        && (t.is_word(from - 1)
            || t.is_mark(from - 1, ':')
            || t.is_mark(from - 1, '(')
            || t.is_number(from - 1))
    {
        from -= 1;
    }
    let end = n.noun.1.max(n.end);
    let to = (end..end + 4).find(|&i| t.mark(i).is_some()).unwrap_or(end + 4);
    words.iter().filter(|w| (from..to).any(|i| t.word(i) == **w)).count()
}
