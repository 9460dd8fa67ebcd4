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
        Some(_) if d == 100 || d == 1 => {
            let percent = i128::from(n) * if d == 1 { 100 } else { 1 };
            let mut out = String::new();
            write_number(&mut out, percent, 0, language);
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
    let condition = &test.condition;
    for piece in template(criterion, language) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Value => write_number(out, i128::from(latest.value), condition.of.scale, language),
            Piece::Base => {
                let scale = condition.base.as_ref().map_or(0, |b| b.scale);
                write_number(out, i128::from(latest.base.unwrap_or(0)), scale, language);
            }
            Piece::Share => write_share(out, latest, condition, language),
            Piece::Bound => out.push_str(&bound(condition, language)),
            Piece::When => {
                let scale = test.when.as_ref().map_or(0, |w| w.of.scale);
                write_number(out, i128::from(when.map_or(0, |r| r.value)), scale, language);
            }
            Piece::Run => write_run(out, test, latest.period, language),
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
fn write_share(out: &mut String, reading: &Reading, condition: &Condition, language: Language) {
    let (x, base) = (i128::from(reading.value), i128::from(reading.base.unwrap_or(0)));
    if base <= 0 {
        return out.push('–');
    }
    let (n, d) = (i128::from(condition.bound.numerator()), i128::from(condition.bound.denominator()));
    let round = |x: i128, base: i128, ten: i128| (x * 200 * ten + base).div_euclid(2 * base);
    let mut ten = 10;
    let mut digits = 1;
    while digits < 4 && x * d != n * base && round(x, base, ten) * d == n * 100 * ten {
        ten *= 10;
        digits += 1;
    }
    let mut share = round(x, base, ten);
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
    let digits = format!("{:0width$}", value.unsigned_abs(), width = usize::from(scale) + 1);
    let (whole, part) = digits.split_at(digits.len() - usize::from(scale));
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(thousands);
        }
        out.push(digit);
    }
    if !part.is_empty() {
        out.push(comma);
        out.push_str(part);
    }
}
