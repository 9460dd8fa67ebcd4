//! Phần chưa xong: "có mặt 27/30 đại biểu, vắng 3 đại biểu", "giải ngân 18,5/25 tỷ đồng (74%); chưa giải ngân 6,5 tỷ đồng": what a
//! part and its whole leave, told just after them.
//!
//! The part and its whole are a ratio or a share that holds; the words say that the figure is the rest of just these.
//! Deliberately not here: rests in other sentences (`rest`), rests of a list (`remainder`).

use super::push;
use super::spread::{Gap, gap, is_slip_of_sum, is_small_gap};
use crate::claim::{Certainty, Verdict};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::find::division::is_category;
use crate::quantity::{Quantity, Unit};
use crate::slip;

/// Figures after the part and its whole among which the rest is looked for.
const REACH: usize = 4;

pub(super) fn find(d: &Document, f: &mut Findings) {
    let ratios: Vec<(usize, usize)> = f.pairs.iter().map(|p| (p.numerator, p.base)).collect();
    let shares = f.shares.clone();
    let triples: Vec<(usize, usize)> = (0..d.quantities.len())
        .filter_map(|k| spent(d, f, k).or_else(|| under_way(d, f, k)).or_else(|| reached(d, f, k)))
        .collect();
    // "huyện 2,16 tỷ đồng (60%), xã 0,72 tỷ đồng (20%), nhân dân 0,72 tỷ đồng còn lại": not of one part alone.
    let alone = |&(part, whole): &(usize, usize)| {
        !(whole + 1..part).any(|k| {
            d.q(k).zip(d.q(part)).is_some_and(|(q, p)| {
                q.is_amount() && q.sentence == p.sentence && q.bracket == p.bracket && same(d, q, p)
            })
        })
    };
    let shares = shares.into_iter().filter(alone);
    for (part, whole) in ratios.into_iter().chain(shares).chain(triples) {
        if let Some(rest) = rest(d, f, part, whole) {
            judge(d, f, &[part, rest], whole);
        }
    }
    for rest in 2..d.quantities.len() {
        several(d, f, rest);
    }
}

/// "quyên góp được 2 tỷ 340 triệu đồng. Khối trường học 870 triệu đồng, doanh nghiệp 1 tỷ 125 triệu đồng; phần còn lại, 345 triệu
/// đồng, …": the amounts of the sentence make up the one before it.
fn several(d: &Document, f: &mut Findings, rest: usize) {
    let money = |q: &Quantity| q.unit == Unit::Measure && !q.is_rough() && q.high.is_none() && q.bracket == 0;
    let Some(r) = d.q(rest).filter(|r| money(r) && remains(d, r)) else { return };
    let own = |k: &usize| d.q(*k).is_some_and(|q| q.sentence == r.sentence);
    let mut parts: Vec<usize> = (rest.saturating_sub(8)..rest)
        .filter(own)
        .filter(|&k| d.q(k).is_some_and(|q| money(q) && same(d, q, r) && !d.tells_change(q)))
        .collect();
    let Some(&first) = parts.first() else { return };
    parts.push(rest);
    let before = (first.saturating_sub(3)..first).rev().find(|&k| {
        d.q(k).is_some_and(|w| {
            d.outline.sentence_before(r.sentence) == Some(w.sentence)
                && money(w)
                && same(d, w, r)
                && r.value().fraction().below(w.value().fraction())
        })
    });
    // Or the first of the sentence itself is the whole.
    let inner =
        parts.split_first().filter(|(_, others)| others.len() >= 2).map(|(w, others)| (*w, others.to_vec()));
    let holds = |whole: usize, parts: &[usize]| d.q(whole).and_then(|w| gap(d, w, parts)) == Some(Gap::None);
    if let Some((whole, others)) = inner.filter(|(whole, others)| holds(*whole, others)) {
        judge(d, f, &others, whole);
        return;
    }
    let Some(whole) = before.filter(|_| parts.len() >= 3) else { return };
    let slipped = d.q(whole).is_some_and(|w| is_slip_of_sum(d, w, &parts, 100));
    if holds(whole, &parts) || slipped || d.q(whole).is_some_and(|w| is_small_gap(d, w, &parts)) {
        judge(d, f, &parts, whole);
    }
}

/// "còn lại", perhaps with a comma before the figure.
fn remains(d: &Document, r: &Quantity) -> bool {
    let t = &d.tokens;
    let (begin, _) = d.outline.sentence(r.sentence);
    let from = r.first.saturating_sub(4).max(begin);
    t.has(from, r.first, &["còn lại"]) || t.phrase_at(r.noun.1.max(r.end), "còn lại")
}

/// "được cấp 850 triệu đồng, đã chi 712 triệu đồng, tồn …": the whole and the part stand side by side.
fn spent(d: &Document, f: &Findings, part: usize) -> Option<(usize, usize)> {
    // "thu 12,4 tỷ đồng, đạt 108% dự toán; chi 11,9 tỷ đồng, đạt 104% dự toán; kết dư 0,5 tỷ đồng": a percent is told of it.
    let whole = (part.saturating_sub(2)..part).rev().find(|&k| d.q(k).is_some_and(|q| !q.is_percent()))?;
    let (p, w) = (d.q(part)?, d.q(whole)?);
    let of_budget = d.label_has(w, &["thu"]) && d.label_has(p, &["chi"]) && p.unit == Unit::Measure;
    let given = [
        "được cấp",
        "được giao",
        "phân bổ",
        "tổng thu",
        "huy động",
        "dự toán",
        "tiếp nhận",
        "vận động",
        "để bầu",
        "được bầu",
        "thu được",
        "kế hoạch vốn",
        "phát ra",
        "phát hành",
    ];
    let given_to = ["triệu tập", "phải có mặt", "tổng số", "phải học tập", "phải dự"];
    let used = [
        "chi",
        "sử dụng",
        "giải ngân",
        "thực hiện",
        "thu về",
        "đã cấp",
        "phân bổ",
        "hỗ trợ",
        "bầu đủ",
        "bầu được",
    ];
    let attended = ["dự", "có mặt", "tham gia", "tham dự"];
    let came = d.label_has(p, &attended) || d.tokens.has(p.end, p.noun.1 + 1, &attended);
    let absent = || d.q(part + 1).is_some_and(|r| r.sentence == p.sentence && is_absent(d, r));
    // "triệu tập 120 đại biểu, vắng 2 đại biểu, có mặt 118 đại biểu".
    let present = || d.q(part + 1).is_some_and(|r| r.sentence == p.sentence && is_present(d, r));
    let absent_first = is_absent(d, p) && present();
    let told = absent_first
        || of_budget
        || d.label_has(w, &given) && d.label_has(p, &used)
        || came && (d.label_has(w, &given_to) || absent());
    let fits = p.sentence == w.sentence
        && told
        && !f.in_ratio(part)
        && !f.in_ratio(whole)
        && p.bracket == w.bracket
        && same(d, p, w);
    fits.then_some((part, whole))
}

/// "triển khai 14 cuộc …; đã kết luận 11 cuộc, 3 cuộc đang hoàn thiện kết luận": what was begun leads the sentence.
fn under_way(d: &Document, f: &Findings, part: usize) -> Option<(usize, usize)> {
    let (p, r) = (d.q(part)?, d.q(part + 1)?);
    if r.sentence != p.sentence || p.bracket != 0 || f.in_ratio(part) || !same(d, p, r) {
        return None;
    }
    let t = &d.tokens;
    let begun = ["triển khai", "tiếp nhận", "thụ lý", "tiến hành", "được giao", "phải giải quyết"];
    let done = ["đã", "ban hành", "hoàn thành", "xong", "kết thúc"];
    let end = r.noun.1.max(r.end);
    let open = t.has(r.first.saturating_sub(3).max(r.label.0), r.first, &["đang", "chưa"])
        || t.has(end, end + 1, &["đang", "chưa"]);
    if !open || r.sentence != p.sentence || !d.label_has(p, &done) || f.in_ratio(part) || p.bracket != 0 {
        return None;
    }
    let own = |k: &usize| d.q(*k).is_some_and(|q| q.sentence == p.sentence);
    let whole =
        (part.saturating_sub(6)..part).filter(own).find(|&k| d.q(k).is_some_and(|q| same(d, p, q)))?;
    let w = d
        .q(whole)
        .filter(|w| d.label_has(w, &begun) && w.bracket == 0 && w.has_noun() && !f.in_ratio(whole))?;
    p.value().fraction().below(w.value().fraction()).then_some((part, whole))
}

/// "có 12 xã …; 9 xã đạt chuẩn, còn 3 xã chưa đạt", "31 tổ chức …; đã củng cố được 26 tổ chức, còn lại 5 tổ chức": the first figure of
/// the sentence is the whole of what has been reached and what has not.
fn reached(d: &Document, f: &Findings, part: usize) -> Option<(usize, usize)> {
    let (p, r) = (d.q(part)?, d.q(part + 1)?);
    let t = &d.tokens;
    let end = r.noun.1.max(r.end);
    let still = t.word_before(r.first, 1) == "còn" && t.has(end.saturating_sub(1), end + 1, &["chưa"])
        || remains(d, r)
        || ["dôi dư", "dư"].iter().any(|p| t.phrase_before(r.first, p));
    let close = r.sentence == p.sentence && p.bracket == 0 && r.bracket == 0 && r.first - p.end <= 14;
    let counts =
        p.is_exact_count() && r.is_exact_count() && r.has_noun() && same(d, p, r) && !f.in_ratio(part);
    if !(still && close && counts) || d.tells_change(p) {
        return None;
    }
    let own =
        |k: &usize| d.q(*k).is_some_and(|q| q.sentence == p.sentence && q.bracket == 0 && q.is_exact_count());
    let alike = |k: &usize| d.q(*k).is_some_and(|q| q.has_noun() && d.likeness(q, r) == Likeness::Same);
    let whole = (part.saturating_sub(6)..part).filter(own).find(alike)?;
    let w = d.q(whole).filter(|w| {
        let opens = d.label_has(w, &["có", "còn", "gồm", "trong"]);
        opens && !is_category(d, w) && !f.in_ratio(whole) && !d.tells_change(w)
    })?;
    // "8.850 đảng viên, trong đó 1.236 …, 702 … và 38 …; còn lại 364": only what is told of it may stand between.
    let told = |k: &usize| alike(k) || d.q(*k).is_some_and(|q| is_category(d, q));
    let others = (whole + 1..part).filter(own).filter(told).count();
    (others == 0 && p.value().fraction().below(w.value().fraction())).then_some((part, whole))
}

/// "vắng 3 đồng chí", "3 đồng chí vắng mặt".
fn is_absent(d: &Document, r: &Quantity) -> bool {
    let t = &d.tokens;
    t.has(r.first.saturating_sub(5).max(r.label.0), r.first, &["vắng"])
        || t.has(r.end, r.noun.1 + 1, &["vắng"])
}

fn is_present(d: &Document, r: &Quantity) -> bool {
    d.label_has(r, &["có mặt", "dự", "tham dự"])
}

fn same(d: &Document, a: &Quantity, b: &Quantity) -> bool {
    let unit = d.tokens.word(a.noun.0) == d.tokens.word(b.noun.0) || !a.has_noun() || !b.has_noun();
    let counts = || matches!(d.likeness(a, b), Likeness::Same | Likeness::Unnamed);
    a.unit == b.unit && if a.is_count() { counts() } else { unit }
}

/// The one figure just after that is told as the rest of the two.
fn rest(d: &Document, f: &Findings, part: usize, whole: usize) -> Option<usize> {
    let (p, w) = (d.q(part)?, d.q(whole)?);
    let last = part.max(whole);
    let exact = |q: &Quantity| q.is_amount() && !q.is_rough() && q.high.is_none();
    if !exact(p) || !exact(w) || !p.value().fraction().below(w.value().fraction()) {
        return None;
    }
    let after = d.q(last)?;
    // "bằng 64% dự toán; còn thiếu 180 tỷ đồng mới đạt dự toán cả năm là 500 tỷ đồng": the rest stands before the whole.
    let lacking = (part + 1..whole).find(|&k| {
        d.q(k).is_some_and(|r| {
            exact(r)
                && same(d, r, w)
                && (d.tokens.has(r.first.saturating_sub(3), r.first, &["thiếu", "còn thiếu"])
                    || d.tokens.has(r.noun.0, r.noun.1 + 2, &["nữa"]))
        })
    });
    if lacking.is_some() {
        return lacking;
    }
    let near = |q: &Quantity| {
        q.paragraph == after.paragraph
            && (q.sentence == after.sentence || d.outline.sentence_before(q.sentence) == Some(after.sentence))
    };
    let mut between = (last + 1..last + 1 + REACH).take_while(|&k| d.q(k).is_some_and(near));
    let found = between.find(|&k| d.q(k).is_some_and(|q| !q.is_percent() && !in_bracket(q, after)))?;
    let r = d.q(found).filter(|r| exact(r) && !f.in_ratio(found) && !d.tells_change(r))?;
    // A second figure of the same kind beside it means that the rest is told in parts.
    let shared = (found + 1..found + 4)
        .map_while(|k| d.q(k).filter(|n| n.sentence == r.sentence))
        .any(|n| n.bracket == r.bracket && n.is_amount() && same(d, n, r));
    // "385 người có việc làm (83,3%), 77 người vẫn đang tìm việc": only where one slip of the hand parts it from the rest.
    let end = r.noun.1.max(r.end);
    let open = d.tokens.has(end, end + 1, &["vẫn", "đang", "chưa", "còn"]);
    let values = [w, p, r].map(|q| q.value().as_whole().unwrap_or(0));
    let [all, done, told] = values;
    let slipped = open && w.is_exact_count() && all >= 50 && slip::explains_sum(all, &[done, told]);
    (same(d, r, w) && (says_rest(d, r, p) || slipped) && !shared).then_some(found)
}

/// What stands in a bracket of its own is told of the figures before it.
fn in_bracket(q: &Quantity, after: &Quantity) -> bool {
    q.bracket != 0 && q.bracket != after.bracket
}

/// "còn lại 3", "3 đại biểu còn lại", "vắng 3", "còn thiếu 3", or "3 chi bộ chưa tổ chức" after "39 chi bộ tổ chức".
fn says_rest(d: &Document, r: &Quantity, p: &Quantity) -> bool {
    let t = &d.tokens;
    let from = r.label.0.max(r.first.saturating_sub(6));
    let near = r.first.saturating_sub(3).max(r.label.0);
    let end = r.noun.1.max(r.end);
    if is_absent(d, r)
        || is_absent(d, p) && is_present(d, r)
        || t.has(
            near,
            r.first,
            &["thiếu", "còn thiếu", "còn tồn", "tồn", "còn lại", "số dư", "kết dư", "còn dư", "dôi dư"],
        )
        || remains(d, r)
        || t.has(r.noun.0, end, &["còn lại"])
    {
        return true;
    }
    // "giải ngân 198,8 tỷ đồng, đạt 80%, tức còn 49,7 tỷ đồng"; "Còn 7.275 người chưa có thẻ".
    let just = t.word_before(r.first, 1) == "còn";
    if just && (r.unit == Unit::Measure || matches!(t.word(end), "chưa" | "không")) {
        return true;
    }
    if let Some(at) = t.find(end, end + 1, &["đang"]).or_else(|| t.find(near, r.first, &["đang"])) {
        let own: Vec<&str> =
            (at + 1..at + 5).map_while(|i| Some(t.word(i)).filter(|w| !w.is_empty())).collect();
        return own.windows(2).any(|pair| (p.label.0..p.first).any(|i| [t.word(i), t.word(i + 1)] == *pair));
    }
    let denied =
        t.find(from, r.first, &["chưa", "không"]).or_else(|| t.find(end, end + 1, &["chưa", "không"]));
    let Some(at) = denied else { return false };
    let voted = ["tham gia", "đi bầu", "bỏ phiếu", "đi bỏ phiếu", "dự"];
    if t.has(at + 1, at + 4, &voted) && t.has(p.label.0, p.end + 12, &voted) {
        return true;
    }
    let verb = at + 1 + usize::from(matches!(t.word(at + 1), "được" | "tham" | "thực"));
    let word = t.word(verb);
    let said = (p.label.0..p.first).chain(p.end..p.end + 12).take_while(|&i| i < at);
    !word.is_empty() && !matches!(word, "có" | "là" | "đạt") && said.into_iter().any(|i| t.word(i) == word)
}

fn judge(d: &Document, f: &mut Findings, parts: &[usize], whole: usize) {
    let (Some(w), Some(r)) = (d.q(whole), parts.last().and_then(|&k| d.q(k))) else { return };
    if f.has_sum(d, r, r) {
        return;
    }
    match gap(d, w, parts) {
        Some(Gap::None) => push(d, f, w, parts, (Verdict::Right, Certainty::Likely)),
        // Also beyond what rounding to a thousand or a million explains.
        Some(Gap::Slip | Gap::Other) | None => push(d, f, w, parts, (Verdict::Gap, Certainty::Likely)),
    }
}
