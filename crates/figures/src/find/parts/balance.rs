//! Cân đối đầu kỳ, cuối kỳ: "đầu năm có 25 tổ chức yếu kém, trong năm bổ sung 4, đưa ra khỏi danh sách 17, cuối năm còn 12": what
//! there was, with what came, without what left, is what there is.
//!
//! Judged only where every figure between the first and the last says what it is. Deliberately not here: changes told
//! by "tăng", "giảm" alone (`find::change`).

use crate::claim::{Certainty, Kind, Note, Verdict};
use crate::decimal::Decimal;
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::quantity::Quantity;

/// Figures between the first and the last, at most.
const MOST: usize = 6;

const OPENING: [&str; 12] = [
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

const CLOSING: [&str; 11] = [
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

const LEFT: [&str; 19] = [
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

/// What a figure of the chain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Came,
    Left,
}

pub(super) fn find(d: &Document, f: &mut Findings) {
    for closing in 2..d.quantities.len() {
        let Some(c) = d.q(closing).filter(|c| is_plain(c) && says(d, c, &CLOSING, closing)) else { continue };
        if let Some((opening, steps)) = chain(d, f, closing, c) {
            judge(d, f, opening, &steps, closing);
        }
    }
    for opening in 3..d.quantities.len() {
        let Some(o) = d.q(opening).filter(|o| is_plain(o) && says(d, o, &OPENING, opening)) else { continue };
        if let Some((closing, steps)) = told_first(d, f, opening, o) {
            judge(d, f, opening, &steps, closing);
        }
    }
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
        if !matches!(d.likeness(q, o), Likeness::Same | Likeness::Unnamed) || d.tells_change(q) {
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
    q.is_exact_count() && q.bracket == 0
}

/// The words between the figure before and this one, at most so many that they still belong to it.
fn before(d: &Document, k: usize, q: &Quantity) -> (usize, usize) {
    let (begin, _) = d.outline.sentence(q.sentence);
    let last = k.checked_sub(1).and_then(|b| d.q(b)).map_or(0, |b| b.end);
    (begin.max(last).max(q.first.saturating_sub(16)), q.first)
}

fn says(d: &Document, q: &Quantity, words: &[&str], k: usize) -> bool {
    let (from, to) = before(d, k, q);
    d.tokens.has(from, to, words)
}

fn step(d: &Document, k: usize, q: &Quantity) -> Option<Step> {
    let t = &d.tokens;
    let (from, to) = before(d, k, q);
    let mark = (from..to).rev().find(|&i| matches!(t.mark(i), Some(',' | ';' | ':'))).map_or(from, |i| i + 1);
    let told = |words: &[&str]| t.has(mark, to, words);
    let after = |words: &[&str]| q.has_noun() && t.has(q.noun.0, q.noun.1 + 2, words);
    match (told(&CAME), told(&LEFT)) {
        (true, false) => Some(Step::Came),
        (false, true) => Some(Step::Left),
        (true, true) => None,
        (false, false) if after(&["thoát nghèo", "giải thể", "chuyển đi"]) => Some(Step::Left),
        (false, false) if after(&["phát sinh", "tái nghèo", "chuyển đến", "mới thành lập"]) => {
            Some(Step::Came)
        }
        (false, false) => None,
    }
}

/// The first figure and the steps from it to the last one.
fn chain(d: &Document, f: &Findings, closing: usize, c: &Quantity) -> Option<(usize, Vec<(usize, Step)>)> {
    let mut steps = Vec::new();
    for k in (closing.saturating_sub(MOST + 1)..closing).rev() {
        let q = d.q(k).filter(|q| q.paragraph == c.paragraph && is_plain(q) && !f.in_ratio(k))?;
        if !matches!(d.likeness(q, c), Likeness::Same | Likeness::Unnamed) || q.sentence + 2 < c.sentence {
            return None;
        }
        if let Some(step) = step(d, k, q) {
            steps.push((k, step));
        } else {
            let opens = says(d, q, &OPENING, k) || d.tokens.has(q.label.0, q.first, &["năm"]);
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
