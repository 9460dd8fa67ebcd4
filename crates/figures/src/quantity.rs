//! Số liệu: a number with what it counts, how exactly it is said, and where it stands.
//!
//! Deliberately not here: relations between figures (`find`) and judgement (`judge`).

use crate::decimal::Decimal;
use crate::number::{Readings, read};
use crate::token::{TokenKind, Tokens};
use crate::words::{Class, class, ends_noun};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Count,
    Percent,
    /// Điểm phần trăm.
    Points,
    /// Gấp … lần.
    Times,
    /// Money, area, weight: not whole.
    Measure,
    /// A length of time.
    Duration,
}

/// How exactly a figure is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Approximation {
    Exact,
    /// Hơn, trên.
    Above,
    /// Gần, dưới.
    Below,
    /// Khoảng.
    About,
    /// Ước, ước đạt: an amount from which the rest of the sentence is computed as if it were final.
    Estimated,
}

#[derive(Debug, Clone)]
pub(crate) struct Quantity {
    /// Token of the (first) number.
    pub(crate) first: usize,
    /// Token of the last number: another one in a range.
    pub(crate) last: usize,
    /// One past the last token, unit included.
    pub(crate) end: usize,
    pub(crate) low: Readings,
    /// The upper end of "580-600".
    pub(crate) high: Option<Readings>,
    pub(crate) unit: Unit,
    /// Power of ten of "nghìn", "triệu", "tỷ".
    pub(crate) magnitude: i8,
    pub(crate) approximation: Approximation,
    /// Tokens of the noun after it, half open; empty where there is none.
    pub(crate) noun: (usize, usize),
    /// Tokens of the words before it, back to the last mark or number.
    pub(crate) label: (usize, usize),
    pub(crate) class: Class,
    pub(crate) sentence: usize,
    pub(crate) paragraph: usize,
    /// One more than the token of the innermost open bracket; 0 outside.
    pub(crate) bracket: usize,
    /// Perhaps a footnote digit: it has no noun and ends a sentence whose figure stands before it.
    pub(crate) weak: bool,
}

impl Quantity {
    /// A percent that stands alone in a cell of a table.
    pub(crate) fn of_cell(token: usize, low: Readings) -> Self {
        Self {
            first: token,
            last: token,
            end: token + 1,
            low,
            high: None,
            unit: Unit::Percent,
            magnitude: 0,
            approximation: Approximation::Exact,
            noun: (token, token),
            label: (token, token),
            class: Class::Other,
            sentence: 0,
            paragraph: 0,
            bracket: 0,
            weak: false,
        }
    }

    pub(crate) fn value(&self) -> Decimal {
        self.low.usual
    }

    pub(crate) fn is_percent(&self) -> bool {
        self.unit == Unit::Percent
    }

    /// A whole number of things, said exactly.
    pub(crate) fn is_exact_count(&self) -> bool {
        self.is_count()
            && self.approximation == Approximation::Exact
            && self.value().as_whole().is_some()
            && self.high.is_none()
    }

    /// Said with "hơn", "gần", "khoảng".
    pub(crate) fn is_rough(&self) -> bool {
        !matches!(self.approximation, Approximation::Exact | Approximation::Estimated)
    }

    pub(crate) fn is_count(&self) -> bool {
        self.unit == Unit::Count && !self.weak
    }

    /// Things or an amount of money: what a share can be taken of.
    pub(crate) fn is_amount(&self) -> bool {
        matches!(self.unit, Unit::Count | Unit::Measure) && !self.weak
    }

    pub(crate) fn has_noun(&self) -> bool {
        self.noun.0 < self.noun.1
    }
}

/// For every token one more than its innermost open bracket, and for every open bracket its closing one.
pub(crate) struct Brackets {
    pub(crate) inside: Vec<usize>,
    pub(crate) close: Vec<usize>,
}

impl Brackets {
    pub(crate) fn new(tokens: &Tokens) -> Self {
        let mut inside = vec![0; tokens.len()];
        let mut close = vec![0; tokens.len()];
        let mut stack: Vec<usize> = Vec::new();
        for (i, token) in tokens.list.iter().enumerate() {
            if token.kind == TokenKind::Mark(')')
                && let Some(open) = stack.pop()
                && let Some(slot) = close.get_mut(open)
            {
                *slot = i;
            }
            if let Some(slot) = inside.get_mut(i) {
                *slot = stack.last().map_or(0, |open| open + 1);
            }
            match token.kind {
                TokenKind::Mark('(') => stack.push(i),
                TokenKind::Break => stack.clear(),
                _ => {}
            }
        }
        Self { inside, close }
    }
}

/// All figures of the text in their order.
pub(crate) fn quantities(tokens: &Tokens, is_figure: &[bool], brackets: &Brackets) -> Vec<Quantity> {
    let plain = |i: usize| is_figure.get(i).copied().unwrap_or(false);
    let mut out: Vec<Quantity> = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        if plain(i)
            && let Some(q) = quantity(tokens, i, &plain, brackets)
        {
            i = q.end;
            out.push(q);
        } else {
            i += 1;
        }
    }
    lend_nouns(tokens, &mut out);
    mark_weak(tokens, &mut out);
    out
}

/// "662 trong tổng số 686 tổ chức", "5.189/10.260 đảng viên": the noun stands after the second number only.
fn lend_nouns(tokens: &Tokens, list: &mut [Quantity]) {
    for k in (1..list.len()).rev() {
        let Some(lender) = list.get(k).cloned() else { continue };
        let Some(q) = list.get_mut(k - 1) else { continue };
        let joined = lender.first - q.end <= 4
            && (q.end..lender.first).all(|i| {
                tokens.is_mark(i, '/') || matches!(tokens.word(i), "trong" | "trên" | "tổng" | "số")
            });
        if joined && lender.first > q.end && !q.has_noun() && q.unit == Unit::Count && lender.has_noun() {
            // "12,5/50 tỷ đồng": the word for thousands stands for both.
            let power = lender.magnitude;
            let scaled = q.low.map(|v| v.scaled(power));
            q.low = scaled.unwrap_or(q.low);
            q.magnitude = power;
            q.noun = lender.noun;
            q.class = lender.class;
            q.unit = lender.unit;
        }
    }
}

fn quantity(
    tokens: &Tokens,
    first: usize,
    plain: &dyn Fn(usize) -> bool,
    brackets: &Brackets,
) -> Option<Quantity> {
    let token = tokens.get(first)?;
    let low = read(tokens.text(first))?;
    let (last, upper) = range_end(tokens, first, low, plain).map_or((first, None), |(at, r)| (at, Some(r)));
    let (end, unit, power) = unit_after(tokens, last + 1);
    let (low, upper) = if unit == Unit::Percent {
        (low.as_percent(), upper.map(Readings::as_percent))
    } else {
        (low, upper)
    };
    let low = low.map(|d| d.scaled(power))?;
    let (low, last, end, power) = with_smaller(tokens, plain, (low, last, end, power));
    let high = upper.and_then(|r| r.map(|d| d.scaled(power)));
    let noun = noun_after(tokens, end);
    let class = noun_class(tokens, noun);
    let unit = match (unit, class) {
        (Unit::Count, Class::Measure) => Unit::Measure,
        (Unit::Count, Class::Time) => Unit::Duration,
        // "ngân sách huyện 2,0 tỷ": nothing but money is told so.
        (Unit::Count, _) if power >= 9 && noun.0 >= noun.1 => Unit::Measure,
        (unit, _) => unit,
    };
    Some(Quantity {
        first,
        last,
        end,
        low,
        high,
        unit,
        magnitude: power,
        approximation: approximation(tokens, first),
        noun,
        label: label_before(tokens, first, plain),
        class,
        sentence: token.sentence,
        paragraph: token.paragraph,
        bracket: brackets.inside.get(first).copied().unwrap_or(0),
        weak: false,
    })
}

/// "25 tỷ 941 triệu đồng": one amount told in two or three words for thousands.
fn with_smaller(
    tokens: &Tokens,
    plain: &dyn Fn(usize) -> bool,
    (mut low, mut last, mut end, mut power): (Readings, usize, usize, i8),
) -> (Readings, usize, usize, i8) {
    while power > 3
        && plain(end)
        && let Some(smaller) = magnitude(tokens, end + 1).filter(|&p| p < power)
        && let Some(more) = read(tokens.text(end)).and_then(|r| r.usual.scaled(smaller))
        && let Some(sum) = low.usual.plus(more)
    {
        low = Readings { usual: sum, other: None };
        (last, end, power) = (end, end + 2, smaller);
    }
    (low, last, end, power)
}

/// "580-600", "từ 580 đến 600", "50% - 60%".
fn range_end(
    tokens: &Tokens,
    first: usize,
    low: Readings,
    plain: &dyn Fn(usize) -> bool,
) -> Option<(usize, Readings)> {
    let after = first + 1 + usize::from(tokens.is_mark(first + 1, '%'));
    let from = tokens.word_before(first, 1) == "từ"
        && !matches!(tokens.word_before(first, 2), "tăng" | "giảm" | "nâng" | "lên" | "xuống" | "tăng thêm");
    let joined = tokens.is_mark(after, '-') || (from && tokens.word(after) == "đến");
    let last = after + 1;
    if !joined || !plain(last) || tokens.is_mark(last + 1, '/') {
        return None;
    }
    let high = read(tokens.text(last))?;
    high.usual.fraction().sub(low.usual.fraction())?.is_positive().then_some((last, high))
}

/// The token after the unit, the unit, and the power of ten of a word such as "triệu".
fn unit_after(tokens: &Tokens, at: usize) -> (usize, Unit, i8) {
    if tokens.is_mark(at, '%') {
        return (at + 1, Unit::Percent, 0);
    }
    if tokens.phrase_at(at, "phần trăm") {
        return (at + 2, Unit::Percent, 0);
    }
    if tokens.word(at) == "điểm" && (tokens.is_mark(at + 1, '%') || tokens.phrase_at(at + 1, "phần trăm"))
    {
        let words = if tokens.is_mark(at + 1, '%') { 2 } else { 3 };
        return (at + words, Unit::Points, 0);
    }
    if tokens.word(at) == "lần" {
        return (at + 1, Unit::Times, 0);
    }
    let (mut end, mut power) = (at, 0);
    while let Some(p) = magnitude(tokens, end) {
        power += p;
        end += 1;
        if power > 9 {
            break;
        }
    }
    (end, Unit::Count, power)
}

fn magnitude(tokens: &Tokens, at: usize) -> Option<i8> {
    match tokens.word(at) {
        "nghìn" | "ngàn" => Some(3),
        "vạn" => Some(4),
        "triệu" => Some(6),
        "tỷ" | "tỉ" if !matches!(tokens.word(at + 1), "lệ" | "trọng" | "suất") => Some(9),
        _ => None,
    }
}

fn noun_after(tokens: &Tokens, from: usize) -> (usize, usize) {
    let mut end = from;
    while end < from + 8 && tokens.is_word(end) && !ends_noun(tokens.word(end)) {
        end += 1;
    }
    (from, end)
}

/// "244 lượt cán bộ" counts persons.
fn noun_class(tokens: &Tokens, (from, to): (usize, usize)) -> Class {
    let word = |i: usize| if i < to { tokens.word(i) } else { "" };
    match (word(from), class(word(from), word(from + 1))) {
        ("", _) => Class::Other,
        ("lượt", own) => match class(word(from + 1), word(from + 2)) {
            person @ (Class::Person | Class::Organisation) => person,
            _ => own,
        },
        (_, own) => own,
    }
}

/// The words before a figure; a date or a year among them does not end them.
fn label_before(tokens: &Tokens, first: usize, plain: &dyn Fn(usize) -> bool) -> (usize, usize) {
    let mut from = first;
    let belongs =
        |i: usize| tokens.is_word(i) || (tokens.is_number(i) && !plain(i)) || tokens.is_mark(i, '/');
    while from > 0 && first - from < 14 && belongs(from - 1) {
        from -= 1;
    }
    while from < first && !tokens.is_word(from) {
        from += 1;
    }
    (from, first)
}

fn approximation(tokens: &Tokens, first: usize) -> Approximation {
    match (tokens.word_before(first, 2), tokens.word_before(first, 1)) {
        // "nộp cấp trên 1.138 triệu đồng": a level, no bound.
        ("cấp", "trên" | "dưới") => Approximation::Exact,
        // "nồng độ cồn", "tốc độ 1.012": a name that ends with the word.
        ("tốc" | "nồng" | "mật" | "trình" | "nhiệt" | "mức" | "tiến" | "chế" | "cường" | "cấp", "độ") => {
            Approximation::Exact
        }
        // "thấp hơn 1,4 điểm phần trăm" tells a difference.
        ("nhiều" | "cao" | "lớn" | "ít" | "thấp", "hơn") => Approximation::Exact,
        // "14 trên 19 tiêu chí" is a ratio.
        (_, "trên") if first >= 2 && tokens.is_number(first - 2) => Approximation::Exact,
        // "vốn nước ngoài 66 ha" is not beyond 66.
        (other, "ngoài") if !matches!(other, "" | "có" | "là" | "được" | "đạt" | "với" | "gồm") => {
            Approximation::Exact
        }
        (_, "hơn" | "trên" | "ngoài") | ("ít", "nhất") | ("không", "dưới") | ("tối", "thiểu") => {
            Approximation::Above
        }
        (_, "gần" | "dưới" | "ngót") | ("tối", "đa") | ("không", "quá") => Approximation::Below,
        (_, "khoảng" | "chừng" | "độ" | "cỡ") | ("xấp", "xỉ") => Approximation::About,
        (_, "ước") | ("ước", "đạt" | "tính" | "thực") => Approximation::Estimated,
        _ => Approximation::Exact,
    }
}

/// A number of one to three digits without a noun at the end of a sentence that already counts something may be a
/// footnote mark that lost its place: "… 04 tổ chức đảng 30."
fn mark_weak(tokens: &Tokens, list: &mut [Quantity]) {
    let mut counted_in = None;
    let mut listed_in = None;
    for q in list.iter_mut() {
        let bare = q.unit == Unit::Count && !q.has_noun() && q.end == q.first + 1;
        let ends =
            matches!(tokens.get(q.end).map(|t| t.kind), Some(TokenKind::Break | TokenKind::Mark('.' | '…')));
        let short =
            tokens.text(q.first).len() <= 3 && tokens.text(q.first).bytes().all(|b| b.is_ascii_digit());
        if bare
            && ends
            && short
            && counted_in == Some(q.sentence)
            && listed_in != Some(q.sentence)
            && !is_predicate(tokens.word_before(q.first, 1))
        {
            q.weak = true;
        }
        // "báo in 420, báo điện tử 865, truyền hình 275.": others before it count nothing either.
        if bare && tokens.mark(q.end).is_some_and(|m| matches!(m, ',' | ';')) {
            listed_in = Some(q.sentence);
        }
        if q.unit == Unit::Count && q.has_noun() {
            counted_in = Some(q.sentence);
        }
    }
}

fn is_predicate(word: &str) -> bool {
    matches!(
        word,
        "" | "là"
            | "có"
            | "còn"
            | "đạt"
            | "được"
            | "gồm"
            | "với"
            | "bằng"
            | "lên"
            | "xuống"
            | "số"
            | "hơn"
            | "gần"
            | "trên"
            | "dưới"
            | "khoảng"
            | "từ"
            | "đến"
            | "và"
            | "tăng"
            | "giảm"
            | "thêm"
            | "lại"
            | "cộng"
            | "tiêu"
            | "hoạch"
            | "mới"
    )
}
