//! Câu của kết quả rà soát: the one sentence of a finding, Vietnamese and English.
//!
//! A finding is an immutable record and its sentence a part of it, so it is made here, beside the rule, and not
//! on a page. Numbers are written from integers: `1.234,5` and `61,2%` in Vietnamese, `1,234.5` and `61.2%` in
//! English. A share is rounded to one digit behind the comma, or to as many as keep it apart from its bound.

use super::{
    Comparison, Condition, Criterion, Decided, Evidence, Lack, LiftCount, Piece, Reading, Sentence, Test, Why,
};
use crate::period::{Period, PeriodKind};
use std::fmt::Write;

/// The language of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Tiếng Việt.
    Vietnamese,
    /// English.
    English,
}
use Language::{English, Vietnamese};

/// The sentence in a language.
pub fn say(sentence: &Sentence<'_>, language: Language) -> String {
    let mut out = String::with_capacity(160);
    write(&mut out, sentence, language);
    out
}

/// Writes the sentence at the end of a text.
pub fn write(out: &mut String, sentence: &Sentence<'_>, language: Language) {
    match sentence {
        Sentence::Hit { criterion, evidence } => match evidence {
            Evidence::Figures { readings, when } => {
                figures(out, criterion, readings, when.as_ref(), language)
            }
            Evidence::Paper(_) => words(out, criterion, language),
            Evidence::Below(count) => below(out, criterion, *count, language),
        },
        Sentence::Undetermined { criterion, lacks } => undetermined(out, criterion, lacks, language),
    }
}

/// Tên kỳ: `6 tháng đầu năm 2024`, `the first half of 2024`.
pub fn period(period: Period, language: Language) -> String {
    let (year, number) = (period.year(), period.number());
    let roman = ["I", "II", "III", "IV"].get(usize::try_from(number - 1).unwrap_or(0)).unwrap_or(&"IV");
    match (language, period.kind()) {
        (Vietnamese, PeriodKind::Month) => format!("tháng {number} năm {year}"),
        (Vietnamese, PeriodKind::Quarter) => format!("quý {roman} năm {year}"),
        (Vietnamese, PeriodKind::Half) if number == 1 => format!("6 tháng đầu năm {year}"),
        (Vietnamese, PeriodKind::Half) => format!("6 tháng cuối năm {year}"),
        (Vietnamese, PeriodKind::NineMonths) => format!("9 tháng năm {year}"),
        (Vietnamese, PeriodKind::Year) => format!("năm {year}"),
        (English, PeriodKind::Month) => format!("month {number} of {year}"),
        (English, PeriodKind::Quarter) => format!("quarter {roman} of {year}"),
        (English, PeriodKind::Half) if number == 1 => format!("the first half of {year}"),
        (English, PeriodKind::Half) => format!("the second half of {year}"),
        (English, PeriodKind::NineMonths) => format!("the nine months of {year}"),
        (English, PeriodKind::Year) => format!("the year {year}"),
    }
}

/// A figure with its scale: `number(1234567, 2, Vietnamese)` is `12.345,67`.
pub fn number(value: i64, scale: u8, language: Language) -> String {
    let mut out = String::new();
    write_number(&mut out, i128::from(value), scale, language);
    out
}

/// Thấp hơn, không quá, cao hơn, từ … trở lên.
pub fn comparison(comparison: Comparison, language: Language) -> &'static str {
    match (language, comparison) {
        (Vietnamese, Comparison::Below) => "thấp hơn mức",
        (Vietnamese, Comparison::AtMost) => "không quá mức",
        (Vietnamese, Comparison::Above) => "cao hơn mức",
        (Vietnamese, Comparison::AtLeast) => "từ mức",
        (English, Comparison::Below) => "below",
        (English, Comparison::AtMost) => "at most",
        (English, Comparison::Above) => "above",
        (English, Comparison::AtLeast) => "at least",
    }
}

/// The bound of a condition: `65%`, `1/3`, `90`.
pub fn bound(condition: &Condition, language: Language) -> String {
    let (n, d) = (condition.bound.numerator(), condition.bound.denominator());
    match condition.base {
        Some(_) if matches!(d, 1 | 100 | 1_000 | 10_000) => {
            let percent = i128::from(n) * if d == 1 { 100 } else { 1 };
            let scale = match d {
                1_000 => 1,
                10_000 => 2,
                _ => 0,
            };
            let mut out = String::new();
            write_number(&mut out, percent, scale, language);
            out + "%"
        }
        Some(_) => format!("{n}/{d}"),
        None if d == 1 => number(n, condition.of.scale, language),
        None => format!("{n}/{d}"),
    }
}

fn figures(
    out: &mut String,
    criterion: &Criterion,
    readings: &[Reading],
    when: Option<&Reading>,
    language: Language,
) {
    let (Decided::Figures(test), Some(latest)) = (&criterion.decided, readings.first()) else {
        return words(out, criterion, language);
    };
    let phrase = Phrase::new(criterion, test, latest.period, language);
    phrase.write(out, latest.value, latest.base, when.map(|r| r.value));
}

/// The sentence of a criterion with everything filled in that is the same for all units: what is left are the
/// figures. So tens of thousands of sentences are written without building one of their common parts twice.
pub(super) struct Phrase<'a> {
    condition: &'a Condition,
    when_scale: u8,
    pieces: Vec<Piece>,
    language: Language,
}

impl<'a> Phrase<'a> {
    pub(super) fn new(criterion: &'a Criterion, test: &'a Test, latest: Period, language: Language) -> Self {
        let mut pieces: Vec<Piece> = Vec::new();
        for piece in template(criterion, language) {
            let mut fixed = String::new();
            match piece {
                Piece::Text(text) => fixed.push_str(text),
                Piece::Bound => fixed = bound(&test.condition, language),
                Piece::Run => write_run(&mut fixed, test, latest, language),
                figure => {
                    pieces.push(figure.clone());
                    continue;
                }
            }
            match pieces.last_mut() {
                Some(Piece::Text(before)) => before.push_str(&fixed),
                _ => pieces.push(Piece::Text(fixed)),
            }
        }
        let when_scale = test.when.as_ref().map_or(0, |w| w.of.scale);
        Self { condition: &test.condition, when_scale, pieces, language }
    }

    pub(super) fn write(&self, out: &mut String, value: i64, base: Option<i64>, when: Option<i64>) {
        let base_scale = self.condition.base.as_ref().map_or(0, |b| b.scale);
        let figure = |out: &mut String, figure: i64, scale| {
            write_number(out, i128::from(figure), scale, self.language);
        };
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Value => figure(out, value, self.condition.of.scale),
                Piece::Base => figure(out, base.unwrap_or(0), base_scale),
                Piece::When => figure(out, when.unwrap_or(0), self.when_scale),
                Piece::Share => write_share(out, value, base.unwrap_or(0), self.condition, self.language),
                Piece::Bound | Piece::Run => {} // filled in by `new`
            }
        }
    }
}

fn words(out: &mut String, criterion: &Criterion, language: Language) {
    for piece in template(criterion, language) {
        if let Piece::Text(text) = piece {
            out.push_str(text);
        }
    }
}

fn template(criterion: &Criterion, language: Language) -> &[Piece] {
    match language {
        Vietnamese => criterion.says_vi.pieces(),
        English => criterion.says_en.pieces(),
    }
}

fn name(criterion: &Criterion, language: Language) -> &str {
    match language {
        Vietnamese => &criterion.name.vi,
        English => &criterion.name.en,
    }
}

/// Hits below: also for a criterion that is only shown at the unit above.
pub fn below(out: &mut String, criterion: &Criterion, count: LiftCount, language: Language) {
    let LiftCount { n_hit, n_undetermined, n_applicable } = count;
    let name = name(criterion, language);
    // Writing to a String cannot fail.
    let _ = match language {
        Vietnamese => write!(out, "{n_hit}/{n_applicable} tổ chức đảng trực thuộc có biểu hiện “{name}”"),
        English => write!(out, "{n_hit} of {n_applicable} organisations below show “{name}”"),
    };
    if n_undetermined > 0 {
        let _ = match language {
            Vietnamese => write!(out, "; {n_undetermined} tổ chức chưa đủ số liệu"),
            English => write!(out, "; {n_undetermined} lack figures"),
        };
    }
}

fn undetermined(out: &mut String, criterion: &Criterion, lacks: &[Lack], language: Language) {
    let name = name(criterion, language);
    let _ = match language {
        Vietnamese => write!(out, "Chưa xác định được “{name}”: "),
        English => write!(out, "“{name}” cannot be determined: "),
    };
    if lacks.is_empty() {
        out.push_str(match language {
            Vietnamese => "tổ chức đảng trực thuộc chưa đủ số liệu",
            English => "organisations below lack figures",
        });
    }
    for (i, lack) in lacks.iter().enumerate() {
        if i > 0 {
            out.push_str("; ");
        }
        let when = period(lack.period, language);
        let _ = match (language, lack.why) {
            (Vietnamese, Why::Missing) => write!(out, "thiếu số liệu “{}”, {when}", lack.indicator.vi),
            (Vietnamese, Why::BaseZero) => write!(out, "“{}” bằng 0, {when}", lack.indicator.vi),
            (English, Why::Missing) => write!(out, "no figure for “{}”, {when}", lack.indicator.en),
            (English, Why::BaseZero) => write!(out, "“{}” is 0, {when}", lack.indicator.en),
        };
    }
}

fn write_run(out: &mut String, test: &Test, latest: Period, language: Language) {
    let when = period(latest, language);
    let n = usize::from(test.n_periods);
    if n <= 1 {
        out.push_str(&when);
        return;
    }
    let many = match language {
        Vietnamese => ["hai", "ba", "bốn", "năm", "sáu", "bảy", "tám"].get(n - 2),
        English => ["two", "three", "four", "five", "six", "seven", "eight"].get(n - 2),
    };
    let many = many.copied().unwrap_or("nhiều");
    let _ = match (language, test.period) {
        (Vietnamese, PeriodKind::Year) => write!(out, "{many} năm liên tiếp (đến {when})"),
        (Vietnamese, _) => write!(out, "{many} kỳ liên tiếp (đến {when})"),
        (English, PeriodKind::Year) => write!(out, "{many} years running (to {when})"),
        (English, _) => write!(out, "{many} periods running (to {when})"),
    };
}

/// One digit behind the comma, or up to four where the rounded share would read like the bound it missed.
fn write_share(out: &mut String, value: i64, base: i64, condition: &Condition, language: Language) {
    let (x, base) = (i128::from(value), i128::from(base));
    if base <= 0 {
        return out.push('–');
    }
    let (n, d) = (i128::from(condition.bound.numerator()), i128::from(condition.bound.denominator()));
    let round = |ten: i128| (x * 200 * ten + base).div_euclid(2 * base);
    let (mut ten, mut digits) = (10, 1);
    let mut share = round(ten);
    while digits < 4 && share * d == n * 100 * ten && x * d != n * base {
        ten *= 10;
        digits += 1;
        share = round(ten);
    }
    while digits > 0 && share % 10 == 0 {
        share /= 10;
        digits -= 1;
    }
    write_number(out, share, digits, language);
    out.push('%');
}

fn write_number(out: &mut String, value: i128, scale: u8, language: Language) {
    let (thousands, comma) = match language {
        Vietnamese => ('.', ','),
        English => (',', '.'),
    };
    if value < 0 {
        out.push('-');
    }
    let mut rest = value.unsigned_abs();
    let scale = u32::from(scale);
    // Digits from the last to the first; no figure and no share has more than forty.
    let mut digits = [0_u8; 40];
    let mut n = 0;
    for (slot, place) in digits.iter_mut().zip(0_u32..) {
        // Beyond 64 bits only shares of absurd figures lie; nearly always the short division serves.
        (rest, *slot) = match u64::try_from(rest) {
            Ok(short) => (u128::from(short / 10), u8::try_from(short % 10).unwrap_or(0)),
            Err(_) => (rest / 10, u8::try_from(rest % 10).unwrap_or(0)),
        };
        n = place + 1;
        if rest == 0 && n > scale {
            break;
        }
    }
    for (place, digit) in (0..n).rev().zip(digits.iter().take(n as usize).rev()) {
        out.push(char::from(b'0' + digit));
        if place > 0 && place == scale {
            out.push(comma);
        } else if place > scale && (place - scale).is_multiple_of(3) {
            out.push(thousands);
        }
    }
}
