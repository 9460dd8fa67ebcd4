//! Danh sách có lời dẫn: the list that an opening word, a bracket or a colon starts after its total.

use super::{List, MOST_PARTS, Opening};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::find::division::is_category;
use crate::quantity::{Quantity, Unit};
use crate::words::Class;

/// The list that an opening word or a bracket starts after the total.
pub(super) fn listed(d: &Document, f: &Findings, whole: usize) -> Option<List> {
    let w = d.q(whole)?;
    if !w.is_exact_count() || f.over(whole).is_some_and(|p| p.stroke && d.tokens.is_mark(w.end, '/')) {
        return None;
    }
    // "năm 2014: 41, năm 2015: 33, năm 2016: 27": one of a list is not the total of those after it.
    let told =
        |q: &Quantity| !q.has_noun() && q.bracket == 0 && q.first > 0 && d.tokens.is_mark(q.first - 1, ':');
    if told(w) && d.q(whole + 1).is_some_and(told) {
        return None;
    }
    // "kết nạp 3.216 đảng viên, bình quân mỗi năm 536 đảng viên, trong đó 2.412 …": an average is no total.
    if d.label_has(w, &["bình quân", "trung bình"]) {
        return None;
    }
    // "29 tổ chức và 56 đảng viên, gồm …": the list may belong to either.
    let mut first = whole + 1;
    if joined_next(d, whole) {
        first += 1;
    }
    let from = d.q(first - 1)?.end;
    let aside = |q: &Quantity| {
        q.sentence == w.sentence && (q.unit == Unit::Duration || q.is_percent() || in_closed_bracket(d, w, q))
    };
    while first < whole + 8 && d.q(first).is_some_and(aside) {
        first += 1;
    }
    let k = d.q(first)?;
    let next = d.outline.sentence_before(k.sentence) == Some(w.sentence);
    if (k.paragraph != w.paragraph && !next) || k.first - from > 40 {
        return None;
    }
    let opening = opening(d, w, from, k)?;
    let parts = collect(d, f, first, w);
    Some(List { whole, opening, parts })
}

/// "20 tổ chức, gồm 12 …và 8 …. Trong đó, có 3 tổ chức cấp thành phố theo dõi, 17 …": a second list of the same total, which
/// begins the next sentence.
pub(super) fn next(d: &Document, f: &Findings, whole: usize) -> Option<List> {
    let w = d.q(whole).filter(|w| w.is_exact_count() && w.has_noun())?;
    let first = (whole + 1..whole + 8).find(|&k| d.q(k).is_some_and(|q| q.sentence > w.sentence))?;
    let k = d.q(first).filter(|k| d.outline.sentence_before(k.sentence) == Some(w.sentence))?;
    let opening = begins_list(d, k).filter(|_| first > whole + 1)?;
    Some(List { whole, opening, parts: collect(d, f, first, w) })
}

/// A change told in a bracket of its own: "787 tổ chức (tăng 11)".
fn in_closed_bracket(d: &Document, w: &Quantity, q: &Quantity) -> bool {
    q.bracket > w.end && d.tokens.has(q.bracket, q.first, &["tăng", "giảm", "đạt", "chiếm"])
}

/// "29 tổ chức và 56 đảng viên, gồm …"; "12 lớp cho 1.050 lượt cán bộ, gồm 7 lớp …".
pub(super) fn joined_next(d: &Document, whole: usize) -> bool {
    let (Some(w), Some(n)) = (d.q(whole), d.q(whole + 1)) else { return false };
    let told_of = || d.q(whole + 2).is_some_and(|part| w.has_noun() && d.head(part) == d.head(w));
    let joined = match d.tokens.word_before(n.first, 1) {
        "và" => true,
        "cho" | "với" => told_of(),
        _ => false,
    };
    n.sentence == w.sentence
        && n.is_exact_count()
        && joined
        && n.first - w.end <= 6
        && (w.end..n.first).all(|i| d.tokens.is_word(i))
        && d.likeness(w, n) < Likeness::Same
}

fn opening(d: &Document, w: &Quantity, from: usize, k: &Quantity) -> Option<Opening> {
    let t = &d.tokens;
    // "đã cử 126 lượt cán bộ tăng cường xuống cơ sở, trong đó …": no change.
    let grows = |at: usize| t.word(at) == "tăng" && !matches!(t.word(at + 1), "cường" | "trưởng");
    let refused = ["giảm", "cùng kỳ", "chỉ tiêu", "kế hoạch", "so với", "năm trước", "đạt tỷ lệ", "chiếm"];
    let from = past_bracket(d, from, k.first);
    let openers = ["gồm", "chia ra", "hình thức", "cụ thể", "trong đó", "trong số"];
    let opens = k.bracket > from || d.has_mark(from, k.first, &[':']) || t.has(from, k.first, &openers);
    // What is counted may itself be called a target.
    let after = from.max(w.noun.1.min(k.first));
    if t.has(after, k.first, &refused) || (after..k.first).any(grows) {
        return None;
    }
    if !opens {
        let of = ["trong số", "trong tổng số", "trong"].iter().any(|p| t.phrase_before(w.first, p));
        let plain = k.sentence == w.sentence && !d.has_mark(from, k.first, &['|', '\t', ';']);
        return (of && plain).then_some(Opening::States);
    }
    let next_sentence = d.outline.sentence_before(k.sentence) == Some(w.sentence);
    let inside = t.has(from, k.first, &["trong đó", "trong số đó", "trong số này"]);
    if next_sentence {
        return begins_list(d, k);
    }
    // "4.512 hồ sơ; trong đó …": a semicolon may stand before the opening word and nowhere else.
    let parted = (from..k.first).any(|i| t.is_mark(i, ';') && !t.phrase_at(i + 1, "trong đó"));
    if k.sentence != w.sentence || parted || d.has_mark(from, k.first, &['|', '\t']) {
        return None;
    }
    let closed = ["gồm", "bao gồm", "chia ra", "hình thức", "cụ thể"];
    if t.has(from, k.first, &closed) && !inside || t.has(from, k.first, &["trong đó gồm", "trong đó bao gồm"])
    {
        return Some(Opening::Closed);
    }
    if inside {
        return Some(Opening::Open);
    }
    let bracket = k.bracket > from && k.bracket != w.bracket && t.count_words(k.bracket, k.first) <= 6;
    let plain = bracket
        && !t.has(k.bracket, k.first, &["có", "năm", "đạt", "tỷ lệ", "trên", "hơn", "nhất"])
        && t.word_before(k.first, 1) != "từ";
    if plain {
        return Some(Opening::Bracket);
    }
    let colon = d.has_mark(from, k.first, &[':']) && t.count_words(from, k.first) <= 12;
    // "62 tổ chức: 41 tổ chức …; 15 tổ chức …": the colon stands just before the first.
    let listed = k.first > 0
        && t.is_mark(k.first - 1, ':')
        && d.likeness(w, k) == Likeness::Same
        && (k.end..k.end + 14)
            .find(|&i| t.mark(i).is_some_and(|m| m != '"'))
            .is_some_and(|i| t.is_mark(i, ';'));
    // "124 văn bản: 18 nghị quyết, 32 kế hoạch, …": kinds of what is counted.
    let kinds = k.first > 0 && t.is_mark(k.first - 1, ':') && w.class == k.class && w.class == Class::Matter;
    if colon && (is_category(d, k) || !k.has_noun() || listed || kinds) {
        return Some(Opening::Bracket);
    }
    // "48 cuộc giám sát: cấp huyện 12 cuộc, cấp xã 36 cuộc": the parts may be a selection.
    let labelled = k.label.0 > 0 && t.is_mark(k.label.0 - 1, ':') && d.likeness(w, k) == Likeness::Same;
    (colon && labelled).then_some(Opening::Listed)
}

/// "… 7.056 đảng viên. Cụ thể, có 5.486 …": the next sentence, be it in a paragraph of its own, begins with the words.
fn begins_list(d: &Document, k: &Quantity) -> Option<Opening> {
    let (begin, _) = d.outline.sentence(k.sentence);
    let at = begin + usize::from(d.tokens.mark(begin).is_some());
    let is = |phrases: &[&str]| phrases.iter().any(|p| d.tokens.phrase_at(at, p));
    if is(&["gồm", "bao gồm", "chia ra"]) {
        return Some(Opening::Closed);
    }
    is(&["trong đó", "trong số đó", "trong số này", "cụ thể", "với hình thức", "hình thức"])
        .then_some(Opening::Open)
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
            && d.closing(start).is_some_and(|c| c > start.bracket && c < q.first)
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

const STOPS: [&str; 21] = [
    "qua kiểm tra",
    "qua giám sát",
    "tăng",
    "giảm",
    "so với",
    "cùng kỳ",
    "nâng",
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
pub(super) fn ends_list(d: &Document, from: usize, to: usize) -> bool {
    let mut at = from;
    let mut begin = from;
    while at < to {
        if d.tokens.is_mark(at, '(')
            && let Some(&close) = d.brackets.close.get(at).filter(|&&c| c > at && c < to)
        {
            if d.tokens.has(begin, at, &STOPS) || exceeds(d, begin, at) {
                return true;
            }
            at = close;
            begin = close;
        }
        at += 1;
    }
    d.tokens.has(begin, to, &STOPS) || exceeds(d, begin, to) || d.has_mark(from, to, &['|', '\t'])
}

/// "vượt 12 đảng viên", "vượt chỉ tiêu 12 đảng viên"; but "11 xã vượt chỉ tiêu, 12 xã đạt" goes on.
fn exceeds(d: &Document, from: usize, to: usize) -> bool {
    let t = &d.tokens;
    let Some(at) = t.find(from, to, &["vượt"]) else { return false };
    (at + 1..at + 8).take_while(|&i| t.mark(i).is_none()).any(|i| t.is_number(i))
}
