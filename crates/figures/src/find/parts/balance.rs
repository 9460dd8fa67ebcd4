//! Cân đối đầu kỳ, cuối kỳ: "đầu năm có 25 tổ chức yếu kém, trong năm bổ sung 4, đưa ra khỏi danh sách 17, cuối năm còn 12": what
//! there was, with what came, without what left, is what there is.
//!
//! Judged only where every figure between the first and the last says what it is. Deliberately not here: changes told
//! by "tăng", "giảm" alone (`find::change`).

use crate::claim::{Certainty, Kind, Note, Verdict};
use crate::decimal::Decimal;
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::quantity::{Quantity, Unit};

/// Figures between the first and the last, at most.
const MOST: usize = 6;

const OPENING: [&str; 15] = [
    "tính từ ngày",
    "đến đầu",
    "dư đầu",
    "đầu năm",
    "đầu kỳ",
    "đầu nhiệm kỳ",
    "đầu quý",
    "đầu tháng",
    "cuối năm trước",
    "kỳ trước",
    "năm trước",
    "trước đó",
    "ban đầu",
    "hiện có",
    "tồn đầu",
];

const CLOSING: [&str; 21] = [
    "có mặt",
    "do vậy",
    "do đó",
    "như vậy",
    "cuối cùng",
    "đến nay",
    "tồn quỹ",
    "dư cuối",
    "tồn cuối",
    "còn tồn",
    "cuối năm",
    "cuối kỳ",
    "cuối nhiệm kỳ",
    "cuối quý",
    "hiện còn",
    "hiện nay còn",
    "đến nay còn",
    "còn lại",
    "hiện có",
    "đến cuối",
    "đến nay có",
];

const CAME: [&str; 17] = [
    "bổ sung",
    "thành lập thêm",
    "thành lập mới",
    "thành lập",
    "kết nạp",
    "tiếp nhận",
    "phát sinh",
    "chuyển đến",
    "thêm",
    "đưa vào",
    "tuyển dụng",
    "tuyển",
    "tái nghèo",
    "phát triển",
    "nhận mới",
    "kết nạp mới",
    "lập mới",
];

const LEFT: [&str; 21] = [
    "xóa được",
    "loại",
    "đưa ra",
    "giải thể",
    "chuyển đi",
    "xóa tên",
    "từ trần",
    "khai trừ",
    "thoát",
    "giải quyết",
    "tất toán",
    "sáp nhập",
    "rút",
    "nghỉ hưu",
    "thôi việc",
    "nghỉ việc",
    "ra khỏi",
    "thanh lý",
    "giải thể được",
    "cho ra",
    "qua đời",
];

/// "thu trong kỳ", "chi trong kỳ": of money alone.
const PAID: [(&str, Step); 2] = [("thu", Step::Came), ("chi", Step::Left)];

/// What a figure of the chain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Came,
    Left,
}

pub(super) fn find(d: &Document, f: &mut Findings) {
    for closing in 2..d.quantities.len() {
        let Some(c) = d.q(closing).filter(|c| is_plain(c) && follows(d, closing, c)) else { continue };
        // "còn 34 thôn …, đã xóa được 31 thôn, còn 3 thôn".
        let just = d.tokens.word_before(c.first, 1) == "còn" && c.is_exact_count();
        let after_left =
            just && d.q(closing - 1).is_some_and(|q| step(d, closing - 1, q) == Some(Step::Left));
        if !says(d, c, &CLOSING, closing) && !after_left {
            continue;
        }
        if let Some((opening, steps)) = chain(d, f, closing, c) {
            judge(d, f, opening, &steps, closing);
        }
    }
    for closing in 3..d.quantities.len() {
        if let Some(steps) = before_from(d, f, closing) {
            judge(d, f, closing - 1, &steps, closing);
        }
    }
    for opening in 3..d.quantities.len() {
        let Some(o) = d.q(opening).filter(|o| is_plain(o) && follows(d, opening, o)) else { continue };
        if !says(d, o, &OPENING, opening) {
            continue;
        }
        if let Some((closing, steps)) = told_first(d, f, opening, o) {
            judge(d, f, opening, &steps, closing);
        }
    }
}

/// Whether what came and what left stands before "từ … lên …", of which that figure is the last.
pub(super) fn is_told(d: &Document, f: &Findings, closing: usize) -> bool {
    before_from(d, f, closing).is_some()
}

/// "bổ sung 1.150 bản, thanh lý 230 bản, nâng vốn tài liệu từ 18.480 lên 19.400 bản": what came and left stands before both.
fn before_from(d: &Document, f: &Findings, closing: usize) -> Option<Vec<(usize, Step)>> {
    let opening = closing.checked_sub(1)?;
    let (o, c) = (d.q(opening)?, d.q(closing)?);
    let t = &d.tokens;
    let leads = (1..=3).any(|n| matches!(t.word_before(c.first, n), "lên" | "còn" | "xuống"));
    let near =
        o.sentence == c.sentence && c.first - o.end <= 6 && is_plain(o) && is_plain(c) && alike(d, o, c);
    if !near || !leads || t.word_before(o.first, 1) != "từ" {
        return None;
    }
    let mut steps: Vec<(usize, Step)> = (opening.saturating_sub(4)..opening)
        .rev()
        .map_while(|k| {
            let q = d
                .q(k)
                .filter(|q| q.sentence == c.sentence && is_plain(q) && alike(d, q, c) && !f.in_ratio(k))?;
            Some((k, step(d, k, q)?))
        })
        .collect();
    steps.reverse();
    let both = [Step::Came, Step::Left].iter().all(|which| steps.iter().any(|s| s.1 == *which));
    both.then_some(steps)
}

/// "Toàn Đảng bộ có 4.126 đảng viên. Trong năm kết nạp 152, chuyển đến 64, chuyển đi 71. Đầu năm có 3.981 đảng viên": what there
/// is stands first, what there was last.
fn told_first(
    d: &Document,
    f: &Findings,
    opening: usize,
    o: &Quantity,
) -> Option<(usize, Vec<(usize, Step)>)> {
    let mut steps = Vec::new();
    for k in (opening.saturating_sub(MOST + 1)..opening).rev() {
        let q = d.q(k).filter(|q| q.paragraph == o.paragraph && is_plain(q) && !f.in_ratio(k))?;
        if !alike(d, q, o) || d.tells_change(q) {
            return None;
        }
        match step(d, k, q) {
            Some(step) => steps.push((k, step)),
            None => {
                let both = steps.iter().any(|s| s.1 == Step::Came) && steps.iter().any(|s| s.1 == Step::Left);
                let now = d.label_has(q, &["có", "hiện có", "là", "còn"])
                    && q.has_noun()
                    && q.sentence < o.sentence;
                steps.reverse();
                return (both && now).then_some((k, steps));
            }
        }
    }
    None
}

fn is_plain(q: &Quantity) -> bool {
    let amount =
        q.unit == Unit::Measure && !q.is_rough() && q.high.is_none() && q.value().as_whole().is_some();
    (q.is_exact_count() || amount) && q.bracket == 0
}

/// Something that may be a step stands before it.
fn follows(d: &Document, k: usize, q: &Quantity) -> bool {
    k.checked_sub(1)
        .and_then(|b| d.q(b))
        .is_some_and(|b| b.paragraph == q.paragraph && b.unit == q.unit || b.bracket != 0)
}

/// Counts of the same things, or amounts of one unit.
fn alike(d: &Document, a: &Quantity, b: &Quantity) -> bool {
    // "9 trường hợp bị xóa tên": of the members told before.
    let case = [a, b].iter().any(|q| d.head(q) == ("trường", "hợp"));
    let told = matches!(d.likeness(a, b), Likeness::Same | Likeness::Unnamed) || case;
    a.unit == b.unit && told && a.magnitude == b.magnitude && a.value().decimals() == b.value().decimals()
}

/// The words between the figure before and this one, at most so many that they still belong to it.
fn before(d: &Document, k: usize, q: &Quantity) -> (usize, usize) {
    let (begin, _) = d.outline.sentence(q.sentence);
    let last = k.checked_sub(1).and_then(|b| d.q(b)).map_or(0, |b| b.end);
    (begin.max(last).max(q.first.saturating_sub(16)), q.first)
}

fn says(d: &Document, q: &Quantity, words: &[&str], k: usize) -> bool {
    let (from, to) = before(d, k, q);
    let (begin, _) = d.outline.sentence(q.sentence);
    d.tokens.has(from, to, words) || words.iter().any(|p| d.tokens.phrase_at(begin, p))
}

fn step(d: &Document, k: usize, q: &Quantity) -> Option<Step> {
    let t = &d.tokens;
    let (from, to) = before(d, k, q);
    let mark = (from..to).rev().find(|&i| matches!(t.mark(i), Some(',' | ';' | ':'))).map_or(from, |i| i + 1);
    if q.unit == Unit::Measure {
        return (mark..to)
            .find_map(|i| PAID.iter().find(|(word, _)| t.word(i) == *word))
            .map(|(_, step)| *step);
    }
    let told = |words: &[&str]| t.has(mark, to, words);
    let changed =
        |word: &str| (mark..to).any(|i| t.word(i) == word) && d.tells_change(q) && !told(&["so với"]);
    let end = (q.noun.0..q.noun.1 + 4).find(|&i| t.mark(i).is_some()).unwrap_or(q.noun.1 + 4);
    let after = |words: &[&str]| q.has_noun() && t.has(q.noun.0, end, words);
    match (told(&CAME) || changed("tăng"), told(&LEFT) || changed("giảm")) {
        (true, false) => Some(Step::Came),
        (false, true) => Some(Step::Left),
        (true, true) => None,
        (false, false) if after(&LEFT) => Some(Step::Left),
        (false, false) if after(&["phát sinh", "tái nghèo", "chuyển đến", "mới thành lập"]) => {
            Some(Step::Came)
        }
        (false, false) => None,
    }
}

/// The first figure and the steps from it to the last one.
fn chain(d: &Document, f: &Findings, closing: usize, c: &Quantity) -> Option<(usize, Vec<(usize, Step)>)> {
    let mut steps = Vec::new();
    for k in (closing.saturating_sub(3 * MOST)..closing).rev() {
        if steps.len() > MOST {
            return None;
        }
        if d.q(k).is_some_and(|q| (q.bracket != 0 || q.unit == Unit::Duration) && q.paragraph == c.paragraph)
        {
            continue;
        }
        let q = d.q(k).filter(|q| q.paragraph == c.paragraph && is_plain(q) && !f.in_ratio(k))?;
        if !alike(d, q, c) || q.sentence + 3 < c.sentence {
            return None;
        }
        if let Some(step) = step(d, k, q) {
            steps.push((k, step));
        } else {
            // "Có 48 vụ việc; đã giải quyết 29 vụ, còn 19 vụ".
            let plain =
                d.tokens.word_before(c.first, 1) == "còn" && steps.len() == 1 && q.sentence == c.sentence;
            if plain && d.label_has(q, &["có", "tổng số"]) && q.has_noun() && k + 2 == closing {
                return Some((k, steps));
            }
            let (begin, _) = d.outline.sentence(q.sentence);
            let in_year = d.tokens.phrase_at(begin, "năm") && q.first - begin <= 10;
            let opens = says(d, q, &OPENING, k) || d.tokens.has(q.label.0, q.first, &["năm"]) || in_year;
            let both = steps.iter().any(|s| s.1 == Step::Came) && steps.iter().any(|s| s.1 == Step::Left);
            steps.reverse();
            return (opens && !d.tells_change(q) && (both || steps.len() == 1 && says(d, q, &OPENING, k)))
                .then_some((k, steps));
        }
    }
    None
}

fn judge(d: &Document, f: &mut Findings, opening: usize, steps: &[(usize, Step)], closing: usize) {
    let value = |k: usize| d.q(k).and_then(|q| q.value().as_whole()).unwrap_or(0);
    let of = |which: Step| steps.iter().filter(move |s| s.1 == which).map(|s| s.0);
    let printed = |k: usize| d.q(k).map_or_else(String::new, |q| d.printed(q));
    let found =
        value(opening) + of(Step::Came).map(value).sum::<i128>() - of(Step::Left).map(value).sum::<i128>();
    let (Some(first), Some(last), Some(computed)) = (d.q(opening), d.q(closing), Decimal::whole(found))
    else {
        return;
    };
    let verdict = if found == value(closing) { Verdict::Right } else { Verdict::Gap };
    let note = Note::Balance {
        opening: printed(opening),
        came: of(Step::Came).map(printed).collect(),
        left: of(Step::Left).map(printed).collect(),
        computed,
        closing: printed(closing),
    };
    let (from, to) = if first.first < last.first { (first, last) } else { (last, first) };
    let place = d.place(from.first, to.noun.1.max(to.end), last);
    f.claims.push(d.claim(Kind::Sum, (verdict, Certainty::Likely), place, Some(computed), note));
}
