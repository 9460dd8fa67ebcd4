//! Ngày, giờ: dates, clock times and years.

use super::{glued, is_year_number, slash_ratio, small};
use crate::token::Tokens;
use crate::words::{Class, class};

/// The numbers of the date, clock time or year range that begins at `i`.
pub(super) fn date_numbers(tokens: &Tokens, i: usize) -> Vec<usize> {
    let sep = |k: usize| tokens.mark(k).filter(|c| matches!(c, '/' | '-' | '.'));
    let day = small(tokens, i).is_some_and(|v| (1..=31).contains(&v));
    let month = |k: usize| small(tokens, k).is_some_and(|v| (1..=12).contains(&v));
    if tokens.is_mark(i + 1, ':') && glued(tokens, i + 1) && glued(tokens, i + 2) && tokens.is_number(i + 2) {
        return vec![i, i + 2];
    }
    if tokens.word(i + 1) == "giờ"
        && (tokens.is_number(i + 2) || matches!(tokens.word_before(i, 1), "lúc" | "hồi" | "vào"))
    {
        return vec![i, i + 2];
    }
    if day
        && sep(i + 1).is_some()
        && month(i + 2)
        && sep(i + 3) == sep(i + 1)
        && is_year_number(tokens, i + 4)
    {
        return vec![i, i + 2, i + 4];
    }
    if month(i) && sep(i + 1).is_some() && is_year_number(tokens, i + 2) && !slash_ratio(tokens, i + 2) {
        return vec![i, i + 2];
    }
    if date_with_dots(tokens, i) {
        return vec![i];
    }
    if day && is_date_cue(tokens, i) {
        return if sep(i + 1).is_some() && month(i + 2) {
            day_and_month(tokens, i)
        } else {
            bare_day(tokens, i)
        };
    }
    Vec::new()
}

fn day_and_month(tokens: &Tokens, i: usize) -> Vec<usize> {
    let mut out = vec![i, i + 2];
    let third = matches!(tokens.mark(i + 3), Some('/' | '-' | '.')) && glued(tokens, i + 4);
    if third && tokens.is_number(i + 4) {
        out.push(i + 4);
    }
    out
}

/// "ngày 15", "ngày 15 và 16 tháng 3".
fn bare_day(tokens: &Tokens, i: usize) -> Vec<usize> {
    let dated = matches!(tokens.word_before(i, 1), "ngày" | "mùng" | "hôm") || tokens.word(i + 1) == "tháng";
    if dated { vec![i] } else { Vec::new() }
}

/// "ngày 4.7", "30.6.2024" as one run of digits.
fn date_with_dots(tokens: &Tokens, i: usize) -> bool {
    let Some((day, month)) = tokens.text(i).split_once('.') else { return false };
    let within = |s: &str, high: u32| s.parse::<u32>().is_ok_and(|v| (1..=high).contains(&v));
    matches!(tokens.word_before(i, 1), "ngày" | "sáng" | "chiều") && within(day, 31) && within(month, 12)
}

fn is_date_cue(tokens: &Tokens, i: usize) -> bool {
    let before = tokens.word_before(i, 1);
    if matches!(
        before,
        "ngày" | "mùng" | "sáng" | "chiều" | "tối" | "hôm" | "trưa" | "đêm" | "dịp" | "lễ" | "khánh"
    ) {
        return true;
    }
    if matches!(before, "đến" | "trước" | "tới" | "hết" | "từ" | "sau") {
        let counted = class(tokens.word(i + 3), tokens.word(i + 4));
        return matches!(counted, Class::Other | Class::Time);
    }
    tokens.word(i + 1) == "tháng" && tokens.is_number(i + 2)
        || tokens.is_mark(i.saturating_sub(1), '(')
            && tokens.is_mark(i + 3, ')')
            && tokens.is_mark(i + 1, '/')
            && small(tokens, i).is_some_and(|d| d > 12)
}

pub(super) fn is_year(tokens: &Tokens, i: usize) -> bool {
    if !is_year_number(tokens, i) {
        return false;
    }
    if matches!(tokens.mark(i + 1), Some('%')) {
        return false;
    }
    let before = tokens.word_before(i, 1);
    let mark = i.checked_sub(1).and_then(|b| tokens.mark(b));
    let range = matches!(mark, Some('-' | '/')) && tokens.is_number(i.saturating_sub(2))
        || matches!(tokens.mark(i + 1), Some('-' | '/')) && is_year_number(tokens, i + 2);
    if range && !slash_ratio(tokens, i) {
        return true;
    }
    let cue = matches!(
        before,
        "năm"
            | "đoạn"
            | "kỳ"
            | "từ"
            | "đến"
            | "tháng"
            | "khóa"
            | "đầu"
            | "cuối"
            | "tới"
            | "trước"
            | "sau"
            | "quý"
            | "cả"
            | "so"
            | "giữa"
            | "hè"
            | "xuân"
            | "tết"
    );
    let counted = class(tokens.word(i + 1), tokens.word(i + 2));
    (cue && !matches!(counted, Class::Organisation | Class::Person | Class::Matter))
        || counted == Class::Other && !tokens.is_word(i + 1)
        || tokens.is_mark(i.saturating_sub(1), '-')
}
