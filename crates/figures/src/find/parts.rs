//! Tổng và thành phần: "20 tổ chức (gồm 1 …; 19 …)", "63 đảng viên: khiển trách 15, cảnh cáo 20, …", "170/289 chức danh
//! đã thi tuyển, 20 đang, 90 chưa".
//!
//! A list is only held against its total where the words close it ("gồm", a bracketed list, "còn lại", all grades, all
//! states); after "trong đó" the parts may be a selection or overlap.

use super::Findings;
use super::division::{GRADES, assigned, closes, disjoint, done_or_under_way, has, is_category, overlapping};
use crate::claim::{Certainty, Kind, Note, Verdict};
use crate::decimal::{Decimal, Fraction};
use crate::document::{Document, Likeness};
use crate::quantity::{Quantity, Unit};
use crate::words::Class;

/// How the words open the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// Gồm, chia ra, với hình thức.
    Closed,
    /// Only a bracket.
    Bracket,
    /// Trong đó.
    Open,
    /// No opening word: states such as đã, đang, chưa.
    States,
}

struct List {
    whole: usize,
    opening: Opening,
    parts: Vec<usize>,
}

const MOST_PARTS: usize = 16;

pub(crate) fn find(d: &Document, f: &mut Findings) {
    for whole in 0..d.quantities.len() {
        let lists = [listed(d, f, whole), states(d, f, whole)];
        for list in lists.into_iter().flatten() {
            if judge_list(d, f, &list) {
                break;
            }
        }
        added_up(d, f, whole);
    }
}

/// The list that an opening word or a bracket starts after the total.
fn listed(d: &Document, f: &Findings, whole: usize) -> Option<List> {
    let w = d.q(whole)?;
    if !w.is_exact_count() || f.over(whole).is_some_and(|p| p.stroke && d.tokens.is_mark(w.end, '/')) {
        return None;
    }
    // "29 tổ chức và 56 đảng viên, gồm …": the list may belong to either.
    let mut first = whole + 1;
    if joined_next(d, whole) {
        first += 1;
    }
    let from = d.q(first - 1)?.end;
    let aside =
        |q: &Quantity| q.sentence == w.sentence && (q.unit == Unit::Duration || in_closed_bracket(d, w, q));
    while first < whole + 8 && d.q(first).is_some_and(aside) {
        first += 1;
    }
    let k = d.q(first)?;
    if k.paragraph != w.paragraph || k.first - from > 40 {
        return None;
    }
    let opening = opening(d, w, from, k)?;
    let parts = collect(d, f, first, w);
    Some(List { whole, opening, parts })
}

/// A change told in a bracket of its own: "787 tổ chức (tăng 11)".
fn in_closed_bracket(d: &Document, w: &Quantity, q: &Quantity) -> bool {
    q.bracket > w.end && d.tokens.has(q.bracket, q.first, &["tăng", "giảm", "đạt", "chiếm"])
}

fn joined_next(d: &Document, whole: usize) -> bool {
    let (Some(w), Some(n)) = (d.q(whole), d.q(whole + 1)) else { return false };
    n.sentence == w.sentence
        && n.is_exact_count()
        && d.tokens.word_before(n.first, 1) == "và"
        && n.first - w.end <= 6
        && (w.end..n.first).all(|i| d.tokens.is_word(i))
        && d.likeness(w, n) < Likeness::Same
}

fn opening(d: &Document, w: &Quantity, from: usize, k: &Quantity) -> Option<Opening> {
    let t = &d.tokens;
    let refused =
        ["tăng", "giảm", "cùng kỳ", "chỉ tiêu", "kế hoạch", "so với", "năm trước", "đạt tỷ lệ", "chiếm"];
    let from = past_bracket(d, from, k.first);
    let openers = ["gồm", "chia ra", "hình thức", "cụ thể", "trong đó", "trong số"];
    let opens = k.bracket > from || d.has_mark(from, k.first, &[':']) || t.has(from, k.first, &openers);
    if !opens || t.has(from, k.first, &refused) {
        return None;
    }
    let next_sentence = k.sentence == w.sentence + 1;
    let inside = t.has(from, k.first, &["trong đó", "trong số đó", "trong số này"]);
    if next_sentence {
        let begins = (from..k.first).any(|i| {
            t.phrase_at(i, "trong đó") && i > 0 && t.get(i - 1).is_some_and(|x| x.sentence == w.sentence)
        });
        return begins.then_some(Opening::Open);
    }
    // "4.512 hồ sơ; trong đó …": a semicolon may stand before the opening word and nowhere else.
    let parted = (from..k.first).any(|i| t.is_mark(i, ';') && !t.phrase_at(i + 1, "trong đó"));
    if k.sentence != w.sentence || parted || d.has_mark(from, k.first, &['|', '\t']) {
        return None;
    }
    if t.has(from, k.first, &["gồm", "bao gồm", "chia ra", "hình thức", "cụ thể", "bao gồm có"]) && !inside
    {
        return Some(Opening::Closed);
    }
    if inside {
        return Some(Opening::Open);
    }
    let bracket = k.bracket > from && k.bracket != w.bracket && t.count_words(k.bracket, k.first) <= 6;
    let plain =
        bracket && !t.has(k.bracket, k.first, &["có", "năm", "đạt", "tỷ lệ", "từ", "trên", "hơn", "nhất"]);
    if plain {
        return Some(Opening::Bracket);
    }
    let colon = d.has_mark(from, k.first, &[':']) && t.count_words(from, k.first) <= 12;
    (colon && (is_category(d, k) || !k.has_noun())).then_some(Opening::Bracket)
}

/// After the noun a bracket may stand that belongs to the total: "787 tổ chức (tăng 11 …), trong đó …".
fn past_bracket(d: &Document, from: usize, to: usize) -> usize {
    let open = (from..to.min(from + 10)).find(|&i| d.tokens.is_mark(i, '('));
    let close = open.and_then(|o| d.brackets.close.get(o).copied().filter(|&c| c > o && c < to));
    close.map_or(from, |c| c + 1)
}

/// The figures of the list in their order.
fn collect(d: &Document, f: &Findings, first: usize, w: &Quantity) -> Vec<usize> {
    let mut parts: Vec<usize> = Vec::new();
    let Some(start) = d.q(first) else { return parts };
    let t = &d.tokens;
    let mut previous = start.first;
    let mut semicolons = false;
    for k in first..first + 3 * MOST_PARTS {
        let Some(q) = d.q(k) else { break };
        if q.sentence != start.sentence || parts.len() == MOST_PARTS {
            break;
        }
        let closed = start.bracket > 0
            && d.brackets.close.get(start.bracket - 1).is_some_and(|&c| c > start.bracket && c < q.first)
            && start.bracket != w.bracket;
        if closed {
            break;
        }
        // "19 tổ chức thuộc 10 đảng bộ", "149 đảng bộ với 1.251 chi bộ": the second figure is told of the first.
        let told_of = matches!(t.word_before(q.first, 1), "với" | "thuộc" | "của" | "tại" | "ở" | "cho");
        let nested = q.bracket != start.bracket || told_of;
        if nested {
            continue;
        }
        if k > first && ends_list(d, previous, q.first) {
            break;
        }
        // A list parted by commas ends at a semicolon.
        let semicolon = !parts.is_empty() && d.has_mark(previous, q.first, &[';']);
        if semicolon && parts.len() >= 2 && !semicolons {
            break;
        }
        semicolons |= semicolon;
        let base = [f.over(k), f.under(k)].into_iter().flatten().any(|p| p.stroke);
        if q.unit != Unit::Count || base {
            continue;
        }
        if t.has(q.label.0, q.first, &["tăng", "giảm", "tổng số"]) {
            break;
        }
        parts.push(k);
        previous = q.end;
    }
    parts
}

const STOPS: [&str; 20] = [
    "tăng",
    "giảm",
    "so với",
    "cùng kỳ",
    "nâng",
    "vượt",
    "trong đó",
    "đồng thời",
    "ngoài ra",
    "bên cạnh",
    "qua đó",
    "kết quả",
    "tổng cộng",
    "thu hồi",
    "kiến nghị thu",
    "riêng",
    "đưa tổng",
    "tính đến",
    "phấn đấu",
    "đến nay",
];

/// Words that begin something else; what stands in brackets of its own does not count.
fn ends_list(d: &Document, from: usize, to: usize) -> bool {
    let mut at = from;
    let mut begin = from;
    while at < to {
        if d.tokens.is_mark(at, '(')
            && let Some(&close) = d.brackets.close.get(at).filter(|&&c| c > at && c < to)
        {
            if d.tokens.has(begin, at, &STOPS) {
                return true;
            }
            at = close;
            begin = close;
        }
        at += 1;
    }
    d.tokens.has(begin, to, &STOPS) || d.has_mark(from, to, &['|', '\t'])
}

/// Judges the list; true where a claim came of it.
fn judge_list(d: &Document, f: &mut Findings, list: &List) -> bool {
    let Some(w) = d.q(list.whole) else { return false };
    let Some(whole) = w.value().as_whole() else { return false };
    let alike: Vec<usize> = list
        .parts
        .iter()
        .copied()
        .filter(|&k| d.q(k).is_some_and(|q| d.likeness(w, q) == Likeness::Same))
        .collect();
    for parts in [&list.parts, &alike] {
        if let Some(n) = prefix_that_adds_up(d, parts, whole) {
            let used = parts.get(..n).unwrap_or(parts);
            push(
                d,
                f,
                w,
                used,
                (Verdict::Right, if used.len() > 1 { Certainty::Proved } else { Certainty::Likely }),
            );
            return true;
        }
    }
    let joined = joined_next(d, list.whole);
    let parts = if alike.len() >= 2 && (joined || alike.len() + 1 >= list.parts.len()) {
        alike
    } else {
        list.parts.clone()
    };
    if joined
        && parts.len() == list.parts.len()
        && list.whole + 2 <= d.quantities.len()
        && alike_to_next(d, list)
    {
        return false;
    }
    let parts = closing_prefix(d, list.opening, parts);
    let Some(certainty) = fault(d, w, whole, list.opening, &parts) else { return false };
    match certainty {
        Some(certainty) => push(d, f, w, &parts, (Verdict::Gap, certainty)),
        None => push(d, f, w, &parts, (Verdict::Unchecked, Certainty::Ask)),
    }
    true
}

/// The list stands after two totals and is one of the second.
fn alike_to_next(d: &Document, list: &List) -> bool {
    d.q(list.whole + 1).is_some_and(|n| {
        list.parts.iter().filter_map(|&k| d.q(k)).any(|q| d.likeness(n, q) >= Likeness::Unnamed)
    })
}

/// `None`: no list to speak of; `Some(None)`: a list that cannot be held against the total.
fn fault(
    d: &Document,
    w: &Quantity,
    whole: i128,
    opening: Opening,
    parts: &[usize],
) -> Option<Option<Certainty>> {
    let values: Vec<i128> = parts.iter().filter_map(|&k| d.q(k)?.value().as_whole()).collect();
    let sum: i128 = values.iter().sum();
    let quantities: Vec<&Quantity> = parts.iter().filter_map(|&k| d.q(k)).collect();
    let exact = quantities
        .iter()
        .all(|q| q.approximation == crate::quantity::Approximation::Exact && q.high.is_none());
    let homogeneous = quantities.iter().all(|q| kin(d, w, q));
    let same = quantities.iter().any(|q| d.likeness(w, q) >= Likeness::Class || is_category(d, q));
    let above = values.iter().any(|v| *v > whole);
    if values.len() < 2 {
        let exceeds = opening == Opening::Open
            && above
            && quantities.iter().all(|q| d.likeness(w, q) >= Likeness::Class);
        return (exceeds && exact).then_some(Some(Certainty::Likely));
    }
    if !homogeneous || !exact || (above && !same) {
        return None;
    }
    let whole_set = closes(d, &quantities) || (assigned(d, w) && done_or_under_way(d, &quantities));
    let exclusive = disjoint(d, &quantities);
    let all_same = quantities.iter().all(|q| d.likeness(w, q) == Likeness::Same);
    // Lists that fall short by less than a fiftieth are meant to be complete.
    let near = (whole - sum).abs() * 50 <= whole && !overlapping(d, &quantities);
    Some(match opening {
        Opening::Closed if same => Some(Certainty::Likely),
        Opening::Bracket if !whole_set && overlapping(d, &quantities) => None,
        Opening::Bracket if same && (!above || exclusive || all_same) => Some(Certainty::Likely),
        Opening::Closed | Opening::Bracket => Some(Certainty::Ask),
        Opening::Open if whole_set || near || (sum > whole && exclusive) => Some(Certainty::Likely),
        Opening::States if whole_set => Some(Certainty::Likely),
        Opening::Open if sum > whole => Some(Certainty::Ask),
        Opening::Open | Opening::States => None,
    })
}

fn kin(d: &Document, w: &Quantity, q: &Quantity) -> bool {
    match d.likeness(w, q) {
        Likeness::Same | Likeness::Class | Likeness::Unnamed => true,
        Likeness::Different => is_category(d, q) || (q.class == Class::Other && w.class != Class::Act),
    }
}

/// "trong đó tái cử …, lần đầu …; nữ …": the first parts are a division, what follows tells of other things.
fn closing_prefix(d: &Document, opening: Opening, parts: Vec<usize>) -> Vec<usize> {
    let quantities: Vec<&Quantity> = parts.iter().filter_map(|&k| d.q(k)).collect();
    if opening != Opening::Open || closes(d, &quantities) {
        return parts;
    }
    let n = (2..parts.len()).find(|&n| quantities.get(..n).is_some_and(|first| closes(d, first)));
    n.and_then(|n| parts.get(..n)).map_or_else(|| parts.clone(), <[usize]>::to_vec)
}

fn prefix_that_adds_up(d: &Document, parts: &[usize], whole: i128) -> Option<usize> {
    let mut sum: i128 = 0;
    for (n, &k) in parts.iter().enumerate() {
        sum = sum.checked_add(d.q(k)?.value().as_whole()?)?;
        if sum == whole && n >= 1 {
            return Some(n + 1);
        }
    }
    None
}

/// "170/289 chức danh hoàn thành …, 20 đang …, 90 chưa …"; "659 nội dung, đã hoàn thành 593; đang triển khai 66".
fn states(d: &Document, f: &Findings, whole: usize) -> Option<List> {
    let w = d.q(whole)?;
    if !w.is_exact_count() {
        return None;
    }
    let pair = f.under(whole).filter(|p| p.stroke);
    // A figure that is itself a state, or counts nothing, is one of the parts.
    let is_part =
        d.label_has(w, &["đúng hạn", "quá hạn", "đang", "chưa", "còn lại", "hoàn thành"]) || !w.has_noun();
    if pair.is_none() && is_part {
        return None;
    }
    let mut parts: Vec<usize> = pair.map(|p| p.numerator).into_iter().collect();
    let t = &d.tokens;
    let mut previous = w.end;
    for k in whole + 1..whole + 9 {
        let Some(q) = d.q(k) else { break };
        if q.sentence != w.sentence || f.in_ratio(k) {
            break;
        }
        if q.bracket != w.bracket || q.unit != Unit::Count {
            continue;
        }
        // "53 tổ chức …; 39 tổ chức …": the first is one of the parts and not their total.
        if previous == w.end
            && ((d.has_mark(w.end, q.first, &[';']) && !assigned(d, w)) || has(d, w, &GRADES))
        {
            break;
        }
        let alike = matches!(d.likeness(w, q), Likeness::Same | Likeness::Unnamed);
        let state = alike && (is_category(d, q) || has(d, q, &["hoàn thành", "xong"]));
        if !state
            || (!has(d, q, &["chưa", "còn lại", "không đạt"]) && ends_list(d, previous, q.first))
            || t.has(q.label.0, q.first, &["có", "kết nạp", "thành lập"])
                && !has(d, q, &["đang", "chưa", "còn lại"])
                && !has(d, q, &GRADES)
        {
            break;
        }
        parts.push(k);
        previous = q.end;
    }
    let open = parts.iter().filter_map(|&k| d.q(k)).any(|q| has(d, q, &["đang", "chưa", "còn lại"]));
    let graded = parts.len() >= 3 && parts.iter().filter_map(|&k| d.q(k)).all(|q| has(d, q, &GRADES));
    (parts.len() >= 2 && (open || graded)).then_some(List { whole, opening: Opening::States, parts })
}

/// "kiểm tra 554 cuộc, giám sát 547 cuộc, tổng cộng 1.101 cuộc".
fn added_up(d: &Document, f: &mut Findings, total: usize) {
    let Some(w) = d.q(total) else { return };
    if !w.is_exact_count() || !d.label_has(w, &["tổng cộng", "tổng cộng là", "cộng chung"]) {
        return;
    }
    let Some(whole) = w.value().as_whole() else { return };
    let mut parts: Vec<usize> = (total.saturating_sub(8)..total)
        .filter(|&k| {
            d.q(k).is_some_and(|q| {
                q.sentence == w.sentence && q.is_exact_count() && d.likeness(q, w) == Likeness::Same
            })
        })
        .collect();
    if parts.len() < 2 {
        return;
    }
    parts.reverse();
    let judged = if prefix_that_adds_up(d, &parts, whole).is_some() {
        (Verdict::Right, Certainty::Likely)
    } else {
        (Verdict::Gap, if parts.len() == 2 { Certainty::Likely } else { Certainty::Ask })
    };
    parts.reverse();
    push(d, f, w, &parts, judged);
}

fn push(d: &Document, f: &mut Findings, w: &Quantity, parts: &[usize], judged: (Verdict, Certainty)) {
    let quantities: Vec<&Quantity> = parts.iter().filter_map(|&k| d.q(k)).collect();
    let sum = quantities.iter().try_fold(0_i128, |sum, q| sum.checked_add(q.value().as_whole()?));
    let Some(sum) = sum.and_then(Decimal::whole) else { return };
    let gap = w.value().fraction().sub(sum.fraction()).and_then(|g: Fraction| g.rounded(0));
    let Some(gap) = gap else { return };
    let from = quantities.iter().map(|q| q.first).chain([w.first]).min().unwrap_or(w.first);
    let to = quantities.iter().map(|q| q.noun.1).chain([w.noun.1]).max().unwrap_or(w.end);
    let note = match judged.0 {
        Verdict::Unchecked => Note::PartsNotExhaustive,
        _ => Note::Parts {
            parts: quantities.iter().map(|q| d.printed(q)).collect(),
            sum,
            whole: d.printed(w),
            gap,
        },
    };
    let computed = (judged.0 != Verdict::Unchecked).then_some(sum);
    f.claims.push(d.claim(Kind::Sum, judged, d.place(from, to, w), computed, note));
}
