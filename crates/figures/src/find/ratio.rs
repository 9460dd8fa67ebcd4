//! Tỷ số: "5.189/10.260 đảng viên (đạt 50,8%)", "13 trong tổng số 40 ủy viên (32,5%)", "50,8% (5.189/10.260)".
//!
//! Not a ratio: two different things around the stroke ("866 lượt/964 lượt người").

use super::{Findings, division, fraction, ratio_raised, verdict};
use crate::claim::{Certainty, Kind, Note, Verdict};
use crate::document::Document;
use crate::judge;
use crate::quantity::{Approximation, Quantity, Unit};
use crate::words::Class;

/// Tử số và mẫu số: two quantities that the text divides.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    pub(crate) numerator: usize,
    pub(crate) base: usize,
    /// By a stroke, not by words.
    pub(crate) stroke: bool,
}

/// How a percent belongs to a ratio.
struct Link {
    percent: usize,
    certainty: Certainty,
    complement: bool,
}

pub(crate) fn pairs(d: &Document) -> Vec<Pair> {
    let mut out: Vec<Pair> = Vec::new();
    for (k, a) in d.quantities.iter().enumerate() {
        if !a.is_amount() || a.high.is_some() || out.last().is_some_and(|p| p.base == k && p.stroke) {
            continue;
        }
        let pair = by_stroke(d, a).map(|b| (b, true)).or_else(|| by_words(d, k, a).map(|b| (b, false)));
        let Some((base, stroke)) = pair else { continue };
        if d.q(base)
            .is_some_and(|b| b.is_amount() && b.sentence == a.sentence && b.value().fraction().is_positive())
        {
            out.push(Pair { numerator: k, base, stroke });
        }
    }
    out
}

fn by_stroke(d: &Document, a: &Quantity) -> Option<usize> {
    let t = &d.tokens;
    let mut at = a.end;
    // "4.934 thôn, tổ dân phố/8.058 thôn, tổ dân phố": the noun may name two kinds.
    let named = |at: usize| t.is_word(at) || at > a.end && t.is_mark(at, ',') && t.is_word(at + 1);
    while at < a.end + 8 && named(at) {
        at += 1;
    }
    let words = (a.end, at);
    if t.is_mark(at, '(') {
        at = d.brackets.close.get(at).copied().filter(|close| *close > at)? + 1;
    }
    if !t.is_mark(at, '/') {
        return None;
    }
    at += 1;
    let label = at;
    while at < label + 4
        && matches!(t.word(at), "tổng" | "số" | "chỉ" | "tiêu" | "kế" | "hoạch" | "kh" | "ct" | "ts")
    {
        at += 1;
    }
    let base = d.quantity_at(at)?;
    let b = d.q(base)?;
    let named = words.0 < words.1;
    // "1.120 hội viên/1.345 phụ nữ từ 18 tuổi trở lên, tỷ lệ thu hút 83,3%": some of those who may join.
    let joined = a.class == Class::Person
        && b.class == Class::Person
        && a.value().fraction().at_most(b.value().fraction())
        && (b.end..b.end + 14).any(|i| t.phrase_at(i, "tỷ lệ") || t.phrase_at(i, "tỉ lệ"));
    if named && label == at && b.has_noun() && !same_words(d, words, b.noun) && !joined {
        return None;
    }
    let third = t.is_mark(b.end, '/') && t.is_number(b.end + 1);
    (!third).then_some(base)
}

/// "98 đơn vị/114 đơn vị trực thuộc": but not "lượt/lượt người".
fn same_words(d: &Document, one: (usize, usize), other: (usize, usize)) -> bool {
    let t = &d.tokens;
    let shorter = (one.1 - one.0).min(other.1 - other.0);
    let same = (0..shorter).all(|k| t.word(one.0 + k) == t.word(other.0 + k));
    let counts_times = shorter == 1
        && matches!(t.word(one.0), "lượt" | "đoàn" | "cuộc")
        && other.1 - other.0 != one.1 - one.0;
    same && shorter > 0 && !counts_times
}

/// "13 trong tổng số 40 ủy viên", "13 ủy viên trên tổng số 40", "13 trên 40 ủy viên".
fn by_words(d: &Document, k: usize, a: &Quantity) -> Option<usize> {
    let b = d.q(k + 1)?;
    let t = &d.tokens;
    if b.sentence != a.sentence
        || !(a.end..b.first).all(|i| t.is_word(i))
        || b.first - a.end > if t.has(a.end, b.first, &["tính trên"]) { 18 } else { 12 }
        || !a.is_amount()
        || a.unit != b.unit
    {
        return None;
    }
    let total = [
        "trong tổng số",
        "trên tổng số",
        "trong số",
        "trên số",
        "trong tổng cộng",
        "so với tổng số",
        "trên tổng",
        "trên tổng dân số",
    ]
    .iter()
    .any(|p| t.phrase_before(b.first, p))
        || t.has(a.end, b.first, &["tính trên số", "tính trên tổng số"]);
    // "1.246 người trên 1.388 biên chế được giao, bằng 89,8%".
    let of_posts = t.word_before(b.first, 1) == "trên" && t.has(b.end, b.end + 2, &["biên chế", "chỉ tiêu"]);
    let over = t.word_before(b.first, 1) == "trên"
        && b.unit == a.unit
        && (a.end + 1 == b.first || d.likeness(a, b) == crate::document::Likeness::Same);
    // "79,42 tỉ USD trong 128,1 tỉ USD xuất khẩu của cả nước".
    let among = t.word_before(b.first, 1) == "trong"
        && a.unit == b.unit
        && a.noun.1 + 1 == b.first
        && t.word(a.noun.0) == t.word(b.noun.0)
        && d.likeness(a, b) == crate::document::Likeness::Same;
    let smaller = a.value().fraction().at_most(b.value().fraction());
    ((total || over || of_posts || among) && smaller).then_some(k + 1)
}

pub(crate) fn find(d: &Document, f: &mut Findings) {
    for pair in f.pairs.clone() {
        let (Some(a), Some(b)) = (d.q(pair.numerator), d.q(pair.base)) else { continue };
        // "1.345 phụ nữ từ 18 tuổi trở lên, tỷ lệ thu hút 83,3%": an age tells whom the base counts.
        let aged = d.q(pair.base + 1).is_some_and(|q| q.unit == Unit::Duration && q.sentence == b.sentence);
        let next = pair.base + 1 + usize::from(aged);
        let link = percent_before(d, f, &pair, a, b).or_else(|| percent_after(d, f, next, b.end));
        match link {
            Some(link) => judge_link(d, f, (a, b), &link),
            None if fraction::judged(d, f, a, b) || ratio_raised::judged(d, f, pair.base, (a, b)) => {}
            None => alone(d, f, a, b),
        }
    }
}

fn judge_link(d: &Document, f: &mut Findings, (a, b): (&Quantity, &Quantity), link: &Link) {
    let Some(p) = d.q(link.percent) else { return };
    f.take(link.percent);
    let place = d.place(a.first.min(p.first), b.end.max(p.end), p);
    let note = division(d.printed(a), d.printed(b));
    // "96 triệu đồng trên 120 triệu đồng": that "trên" divides, it does not say "more than".
    let over = d.tokens.word_before(b.first, 1) == "trên" && b.approximation == Approximation::Above;
    let told =
        Quantity { approximation: if over { Approximation::Exact } else { b.approximation }, ..b.clone() };
    let Some(mut comparison) = judge::share(a, &told, p) else {
        let judged = (Verdict::Unchecked, Certainty::Ask);
        f.claims.push(d.claim(Kind::Ratio, judged, place, None, Note::TooLong));
        return;
    };
    if link.complement && !comparison.fit.holds() && rest_fits(a, b, p) {
        comparison.fit = judge::Fit::Right;
    }
    let judged = verdict(comparison, link.certainty);
    f.claims.push(d.claim(Kind::Ratio, judged, place, Some(comparison.computed), note));
}

/// The percent of what is left.
fn rest_fits(a: &Quantity, b: &Quantity, p: &Quantity) -> bool {
    let rest = b.value().fraction().sub(a.value().fraction());
    rest.and_then(|r| judge::share_of(judge::Bounds::exact(r), judge::Bounds::exact(b.value().fraction()), p))
        .is_some_and(|c| c.fit.holds())
}

fn alone(d: &Document, f: &mut Findings, a: &Quantity, b: &Quantity) {
    let exact = a.approximation == Approximation::Exact && b.approximation == Approximation::Exact;
    let percent = a.value().fraction().mul(crate::decimal::Fraction::percent());
    let computed =
        percent.and_then(|x| x.div(b.value().fraction())).and_then(|r| r.rounded(2)).filter(|_| exact);
    let place = d.place(a.first, b.end, a);
    f.claims.push(d.claim(
        Kind::Ratio,
        (Verdict::Unchecked, Certainty::Proved),
        place,
        computed,
        Note::RatioAlone,
    ));
}

/// "50,8% (5.189/10.260)", "50,8%, tương ứng 5.189/10.260".
fn percent_before(d: &Document, f: &Findings, pair: &Pair, a: &Quantity, b: &Quantity) -> Option<Link> {
    let percent = pair.numerator.checked_sub(1)?;
    let p = d.q(percent)?;
    let t = &d.tokens;
    if !p.is_percent() || f.is_taken(percent) || p.sentence != a.sentence || a.first - p.end > 14 {
        return None;
    }
    if t.has(p.first.saturating_sub(3), p.first, &["tăng", "giảm"]) {
        return None;
    }
    let opens = a.bracket > p.end && a.bracket <= a.first && p.bracket != a.bracket;
    let near_open = opens
        && a.first - a.bracket <= 4
        && (!d.has_mark(p.end, a.bracket - 1, &[';', ',']) || of_two_kinds(d, p, a));
    let words = t.has(p.end, a.first, &["tương ứng", "tương đương", "tức là", "bằng", "với"]);
    let close = words && t.count_words(p.end, a.first) <= 6 && !d.has_mark(p.end, a.first, &[';', '(', ')']);
    if !(near_open || close) || blocked(d, p.end, a.first) {
        return None;
    }
    let inside = percent_after(d, f, pair.base + 1, b.end)
        .and_then(|l| d.q(l.percent))
        .is_some_and(|q| q.bracket == a.bracket && a.bracket > 0);
    (!inside).then_some(Link { percent, certainty: Certainty::Proved, complement: false })
}

/// "100% thôn, bản (168/168)": the comma stands within the noun.
fn of_two_kinds(d: &Document, p: &Quantity, a: &Quantity) -> bool {
    let t = &d.tokens;
    let (open, comma) = (a.bracket - 1, p.noun.1);
    p.has_noun()
        && p.class == crate::words::Class::Place
        && t.is_mark(comma, ',')
        && a.bracket == a.first
        && open - comma <= 4
        && (comma + 1..open).all(|i| t.is_word(i) && !crate::words::ends_noun(t.word(i)))
}

fn blocked(d: &Document, from: usize, to: usize) -> bool {
    d.tokens.has(
        from,
        to,
        &["tăng", "giảm", "vượt", "trong đó", "cùng kỳ", "so với năm", "thấp hơn", "cao hơn", "riêng"],
    )
}

/// "5.189/10.260 đảng viên (đạt 50,8%)".
fn percent_after(d: &Document, f: &Findings, percent: usize, end: usize) -> Option<Link> {
    let p = d.q(percent)?;
    let t = &d.tokens;
    if !p.is_percent()
        || f.is_taken(percent)
        || p.first < end
        || (t.get(end.checked_sub(1)?)?.sentence != p.sentence && !begins_with_cue(d, p, end))
    {
        return None;
    }
    let words = t.count_words(end, p.first);
    // "354/579 xã, phường, thị trấn có chủ tịch … không phải là người địa phương, đạt tỷ lệ 61,1%".
    let far = ["đạt tỷ lệ", "chiếm tỷ lệ", "chiếm", "đạt"].iter().any(|cue| t.phrase_before(p.first, cue));
    let (most_words, most_tokens) = if far { (24, 32) } else { (16, 22) };
    if words > most_words
        || p.first - end > most_tokens
        || d.has_mark(end, p.first, &[';', '|', '\t'])
        || blocked(d, end, p.first)
    {
        return None;
    }
    if ["so với cùng kỳ", "so cùng kỳ", "so với năm", "so với tháng", "so với quý"]
        .iter()
        .any(|e| t.phrase_at(p.end, e))
    {
        return None;
    }
    if percent.checked_sub(1).and_then(|base| d.q(base)).is_some_and(|b| of_other_things(d, b, p)) {
        return None;
    }
    let open = (p.bracket > end).then(|| p.bracket - 1);
    let comma = (end..p.first).rev().find(|&i| matches!(t.mark(i), Some(',' | ':' | '-' | '=' | ')')));
    let from = open.map(|o| o + 1).into_iter().chain(comma.map(|c| c + 1)).max();
    let complement = t.has(end, p.first, &["còn lại", "chưa", "không"]);
    match from {
        Some(from)
            if only_cues(d, from, p.first)
                && (open.is_some_and(|o| o + 1 == from) || has_cue(d, from, p.first)) =>
        {
            Some(Link { percent, certainty: Certainty::Proved, complement })
        }
        None if near_cue(d, p.first) || words == 0 => {
            let threshold = is_threshold(d, p);
            let certainty = if threshold { Certainty::Ask } else { Certainty::Likely };
            Some(Link { percent, certainty, complement })
        }
        _ => None,
    }
}

/// "5 trong tổng số 12 xã …, chiếm 40% dân số toàn huyện": not a share of the communes.
fn of_other_things(d: &Document, b: &Quantity, p: &Quantity) -> bool {
    let people = matches!(d.head(b), ("người", _) | ("nhân", "khẩu") | ("dân", _));
    let at = p.end + usize::from(d.tokens.word(p.end) == "tổng");
    let others = ["dân số", "diện tích", "sản lượng", "giá trị", "doanh thu"];
    b.unit == Unit::Count && !people && others.iter().any(|w| d.tokens.phrase_at(at, w))
}

/// "Lúa gieo 115/116 ha. Đạt 99,13% kế hoạch": the next sentence goes on.
fn begins_with_cue(d: &Document, p: &Quantity, end: usize) -> bool {
    let (begin, _) = d.outline.sentence(p.sentence);
    let next = begin > end && begin - end <= 3 && p.first - begin <= 3;
    next && matches!(d.tokens.word(begin), "đạt" | "chiếm" | "bằng")
}

/// Between a comma or bracket and the percent stand only words such as "đạt tỷ lệ".
pub(crate) fn only_cues(d: &Document, from: usize, to: usize) -> bool {
    (from..to).all(|i| {
        d.tokens.mark(i).is_some_and(|m| matches!(m, '(' | ':' | '=' | '~' | '"' | ','))
            || matches!(
                d.tokens.word(i),
                "đạt"
                    // "tỷ lệ thu hút", "tỷ lệ tập hợp".
                    | "thu"
                    | "hút"
                    | "tập"
                    | "hợp"
                    | "chiếm"
                    | "bằng"
                    | "tỷ"
                    | "tỉ"
                    | "lệ"
                    | "tương"
                    | "đương"
                    | "ứng"
                    | "hoàn"
                    | "thành"
                    | "với"
                    | "là"
                    | "mới"
                    | "chỉ"
                    | "đã"
                    | "khoảng"
                    | "hơn"
                    | "gần"
                    | "trên"
                    | "dưới"
                    | "được"
                    | "tức"
                    | "kết"
                    | "quả"
                    | "số"
                    | "xấp"
                    | "xỉ"
                    | "ước"
                    | "trọng"
                    | "suất"
                    | "kế"
                    | "hoạch"
                    | "tiêu"
                    | "tới"
                    | "đến"
                    | "có"
                    | "độ"
                    | "bao"
                    | "phủ"
                    | "cơ"
                    | "cấu"
            )
    })
}

/// At least one word ties the percent to what stands before it.
pub(crate) fn has_cue(d: &Document, from: usize, to: usize) -> bool {
    let cues = [
        "đạt",
        "chiếm",
        "bằng",
        "tỷ lệ",
        "tỉ lệ",
        "tương đương",
        "tương ứng",
        "hoàn thành",
        "tức",
        "tỷ trọng",
        "độ bao phủ",
    ];
    d.tokens.has(from, to, &cues) || d.has_mark(from.saturating_sub(1), to, &['=', ':'])
}

fn near_cue(d: &Document, first: usize) -> bool {
    (1..=4).any(|back| {
        matches!(d.tokens.word_before(first, back), "đạt" | "chiếm" | "bằng" | "lệ" | "đương" | "ứng" | "tức")
    })
}

/// "12/15 xã đạt 100% chỉ tiêu" tells what each of the twelve did.
pub(crate) fn is_threshold(d: &Document, p: &Quantity) -> bool {
    let t = &d.tokens;
    let round = p.value().decimals() == 0 && p.value().as_whole().is_some_and(|v| v % 5 == 0);
    let more =
        t.phrase_at(p.end, "trở lên") || t.phrase_at(p.end, "kế hoạch") || t.phrase_at(p.end, "chỉ tiêu");
    let goal = (1..=2).any(|back| t.word_before(p.first, back) == "tiêu");
    round && (more || goal || t.is_word(p.end))
}
