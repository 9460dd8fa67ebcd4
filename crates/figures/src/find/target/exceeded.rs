//! Vượt chỉ tiêu: figures beside which the text says that a target is exceeded.

use super::{denied, sentence};
use crate::claim::{Certainty, Kind, Note, Verdict};
use crate::decimal::Fraction;
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::quantity::Quantity;

/// "đạt 98% kế hoạch, vượt chỉ tiêu"; "vượt chỉ tiêu cao là: … 65/90".
pub(super) fn exceeded(d: &Document, f: &mut Findings) {
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
    let t = &d.tokens;
    let Some(last) = next.checked_sub(1).and_then(|k| d.q(k)) else { return };
    // "kết nạp 935 đảng viên (57 …, 632 …), vượt chỉ tiêu": what stands in a bracket of its own is not the result.
    let open =
        last.bracket.checked_sub(1).filter(|&o| d.brackets.close.get(o).is_some_and(|&c| c > o && c < i));
    let listed = open.is_some_and(|o| d.q(next.saturating_sub(2)).is_some_and(|q| q.first > o));
    let result = if listed {
        (next.saturating_sub(12)..next).rev().find(|&k| d.q(k).is_some_and(|q| q.bracket != last.bracket))
    } else {
        next.checked_sub(1)
    };
    let Some((at, r)) = result.and_then(|k| Some((k, d.q(k)?))) else { return };
    // "11 chỉ tiêu vượt kế hoạch, 12 chỉ tiêu đạt kế hoạch": targets are counted here.
    if d.head(r) == ("chỉ", "tiêu") {
        return;
    }
    let end = if listed { i } else { r.end };
    let Some(token) = t.get(i) else { return };
    let close =
        r.sentence == token.sentence && i - end <= 8 && !t.has(end, i, &["trong đó", "riêng", "nhưng"]);
    if !close || d.has_mark(end, i, &[';', ':']) {
        return;
    }
    let limit = d.q(next).filter(|b| {
        b.sentence == r.sentence
            && b.unit == r.unit
            && (b.first - i <= 9 || in_bracket(d, i, b))
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
    let of_plan = r.is_percent() && t.has(r.end, i, &["chỉ tiêu", "kế hoạch", "dự toán", "so với"]);
    let after_ratio = f.under(at).is_some() || (r.is_percent() && at >= 1 && f.under(at - 1).is_some());
    if let Some(b) = told_before(d, r, next).filter(|_| !of_plan && !after_ratio)
        && r.value().fraction().below(b.value().fraction())
    {
        let note = Note::TargetAndResult { target: d.written(b), result: d.written(r) };
        let place = d.place(r.first, i + 3, r);
        let judged = (Verdict::TargetMissed, Certainty::Likely);
        f.claims.push(d.claim(Kind::Target, judged, place, Some(r.value()), note));
        return;
    }
    let whole = if r.is_percent() { Some(r.value().fraction()) } else { ratio_percent(d, f, at) };
    // Another share of the sentence may be the target.
    let other = d.q(next).is_some_and(|b| b.sentence == r.sentence && b.is_percent() && r.is_percent());
    let below = whole.is_some_and(|v| v.below(Fraction::percent())) && !other;
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

/// "vượt mục tiêu nghị quyết (mục tiêu nghị quyết đến năm 2025 đạt 95%)".
fn in_bracket(d: &Document, i: usize, b: &Quantity) -> bool {
    // "vượt mục tiêu Nghị quyết Đại hội đề ra (85%)".
    if b.bracket == b.first
        && b.bracket > i
        && b.bracket - i <= 18
        && !d.has_mark(i, b.bracket - 1, &[',', ';'])
    {
        return true;
    }
    let sets = ["chỉ tiêu", "kế hoạch", "mục tiêu", "nghị quyết"];
    b.bracket > i
        && b.bracket - i <= 9
        && b.first - b.bracket <= 14
        && d.tokens.has(b.bracket, b.first, &sets)
}

/// "Chỉ tiêu: … 95%. Kết quả đạt 94,2%, vượt chỉ tiêu": the one percent of the sentence before, which sets the target.
fn told_before<'a>(d: &'a Document, r: &Quantity, next: usize) -> Option<&'a Quantity> {
    let b = d.q(next.checked_sub(2)?).filter(|b| b.is_percent() && r.is_percent())?;
    let other = next.checked_sub(3).and_then(|k| d.q(k)).is_some_and(|q| q.sentence == b.sentence);
    let (from, _) = sentence(d, b);
    let sets = d.tokens.has(from, b.first, &["chỉ tiêu", "mục tiêu", "phấn đấu"])
        && !d.tokens.has(from, b.first, &["đạt và vượt", "vượt chỉ tiêu", "so với"]);
    let result = d.tokens.has(r.label.0, r.first, &["kết quả", "thực hiện", "đã đạt"]);
    (b.sentence + 1 == r.sentence && b.paragraph == r.paragraph && !other && sets && result).then_some(b)
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
