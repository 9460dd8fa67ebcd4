//! Số không phải số liệu: dates, years, document numbers, ordinals, clock times, telephone numbers, counters of a web
//! page, codes.
//!
//! Invariant: every decision looks at a fixed number of neighbours. Footnote digits need the quantities around them and
//! are found in `quantity`.

mod date;
mod label;

use crate::token::{TokenKind, Tokens};
use crate::words::{Class, class};

/// For every token whether it is a number that counts something.
pub(crate) fn figures(tokens: &Tokens) -> Vec<bool> {
    let mut is_figure: Vec<bool> = tokens.list.iter().map(|t| t.kind == TokenKind::Number).collect();
    for i in 0..tokens.len() {
        if !tokens.is_number(i) {
            continue;
        }
        let noise = is_code(tokens, i)
            || date::is_year(tokens, i)
            || label::is_label(tokens, i)
            || is_counter(tokens, i)
            || is_telephone(tokens, i)
            || is_list_number(tokens, i);
        if noise {
            clear(&mut is_figure, i);
        }
        for k in date::date_numbers(tokens, i) {
            clear(&mut is_figure, k);
        }
    }
    is_figure
}

fn clear(is_figure: &mut [bool], i: usize) {
    if let Some(slot) = is_figure.get_mut(i) {
        *slot = false;
    }
}

/// The value of a token of at most four digits without marks.
fn small(tokens: &Tokens, i: usize) -> Option<u32> {
    let text = tokens.text(i);
    (tokens.is_number(i) && text.len() <= 4).then(|| text.parse().ok())?
}

fn is_year_number(tokens: &Tokens, i: usize) -> bool {
    tokens.text(i).len() == 4 && small(tokens, i).is_some_and(|y| (1900..=2100).contains(&y))
}

fn glued(tokens: &Tokens, i: usize) -> bool {
    tokens.get(i).is_some_and(|t| t.glued)
}

/// Covid-19, A4, 15-NQ/TU, 99/2016/NĐ-CP, 30c, 9h30, 1.2.3, [16].
fn is_code(tokens: &Tokens, i: usize) -> bool {
    if i > 0 && glued(tokens, i) {
        let before = i - 1;
        let hyphen =
            tokens.is_mark(before, '-') && glued(tokens, before) && before > 0 && tokens.is_word(before - 1);
        let year_range = hyphen && is_year_number(tokens, i);
        if tokens.is_word(before) || (hyphen && !year_range) {
            return true;
        }
        if tokens.is_mark(before, '[') && tokens.is_mark(i + 1, ']') {
            return true;
        }
    }
    if crate::number::read(tokens.text(i)).is_none() {
        return true;
    }
    number_then_letters(tokens, i) || document_number(tokens, i)
}

fn number_then_letters(tokens: &Tokens, i: usize) -> bool {
    let Some(next) = tokens.get(i + 1) else { return false };
    if next.kind != TokenKind::Word || !next.glued {
        return false;
    }
    let word = tokens.text(i + 1);
    next.capital || (word.chars().count() == 1 && !matches!(word, "đ" | "m")) || word == "h"
}

/// A number joined by "-" or "/" to a symbol in capitals.
fn document_number(tokens: &Tokens, i: usize) -> bool {
    let joined = matches!(tokens.mark(i + 1), Some('-' | '/'));
    if !joined {
        return false;
    }
    let symbol = |k: usize| {
        tokens.get(k).is_some_and(|t| t.kind == TokenKind::Word && t.capital)
            && tokens.text(k).chars().count() <= 6
            && glued(tokens, k)
            && is_symbol(tokens.text(k))
    };
    let year_between =
        is_year_number(tokens, i + 2) && matches!(tokens.mark(i + 3), Some('/' | '-')) && symbol(i + 4);
    let close = glued(tokens, i + 1);
    (close && (symbol(i + 2) || year_between)) || (is_year_number(tokens, i) && i > 1 && symbol(i + 2))
}

/// "nq", "qđi", "ttr", "hd", "qđ", "ctr": the symbols of papers.
fn is_symbol(text: &str) -> bool {
    let vowels = text.chars().filter(|c| "aăâeêioôơuưyáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụ".contains(*c)).count();
    vowels * 2 <= text.chars().count() || matches!(text, "qđi" | "ubnd" | "đa" | "ub" | "ubtvqh")
}

/// 1945/2000 with a noun after it and no month before it is a ratio.
fn slash_ratio(tokens: &Tokens, i: usize) -> bool {
    let (low, high) = if tokens.is_mark(i + 1, '/') { (i, i + 2) } else { (i.wrapping_sub(2), i) };
    let slash = tokens.is_mark(low + 1, '/');
    let counted = class(tokens.word(high + 1), tokens.word(high + 2));
    slash
        && small(tokens, low).is_some_and(|v| v > 12)
        && matches!(counted, Class::Organisation | Class::Person | Class::Matter | Class::Place | Class::Act)
}

/// Lượt xem: 252; 500/500 ký tự; từ 5 ký tự; 12 bình luận.
fn is_counter(tokens: &Tokens, i: usize) -> bool {
    let after = |k: usize| tokens.phrase_at(k, "ký tự") || tokens.phrase_at(k, "bình luận");
    if after(i + 1) || (tokens.is_mark(i + 1, '/') && after(i + 3)) {
        return true;
    }
    let colon = usize::from(i > 0 && tokens.is_mark(i - 1, ':'));
    let at = i - colon;
    [
        "lượt xem",
        "lượt đọc",
        "lượt truy cập",
        "bình luận",
        "truy cập",
        "views",
        "view",
        "đang online",
        "mã số",
        "mã tin",
    ]
    .iter()
    .any(|p| tokens.phrase_before(at, p))
        || tokens.phrase_before(at, "số lượt xem")
}

fn is_telephone(tokens: &Tokens, i: usize) -> bool {
    let text = tokens.text(i);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    // "588 tỷ 067 nghìn đồng" is no telephone number.
    let amount = matches!(tokens.word(i + 1), "nghìn" | "ngàn" | "triệu" | "đồng");
    let zero =
        text.starts_with('0') && digits >= 3 && !amount && !text.starts_with("0,") && !text.starts_with("0.");
    let colon = usize::from(i > 0 && (tokens.is_mark(i - 1, ':') || tokens.is_mark(i - 1, '(')));
    let named = ["điện thoại", "đt", "hotline", "fax", "số máy", "đường dây nóng", "tel", "zalo"]
        .iter()
        .any(|p| tokens.phrase_before(i - colon, p));
    let plus = i > 0 && tokens.is_mark(i - 1, '+') && glued(tokens, i) && text.starts_with("84");
    zero || named || plus || continues_telephone(tokens, i)
}

/// The later groups of "024 3825 1234".
fn continues_telephone(tokens: &Tokens, i: usize) -> bool {
    (1..=3).any(|back| {
        let Some(first) = i.checked_sub(back) else { return false };
        let text = tokens.text(first);
        (first..i).all(|k| tokens.is_number(k)) && text.starts_with('0') && (3..=4).contains(&text.len())
    })
}

/// "1. ", "2.1. ", "3) " at the head of a paragraph; "(2) " in a list.
fn is_list_number(tokens: &Tokens, i: usize) -> bool {
    let first = i == 0 || tokens.get(i - 1).is_some_and(|t| t.kind == TokenKind::Break);
    let closes = matches!(tokens.mark(i + 1), Some('.' | ')' | '/' | '-'))
        && (tokens.is_word(i + 2) || tokens.mark(i + 2).is_some());
    if first && closes && glued(tokens, i + 1) && tokens.text(i).len() <= 6 {
        return !(tokens.is_mark(i + 1, '/') && tokens.is_number(i + 2));
    }
    if first
        && tokens.text(i).contains('.')
        && tokens.text(i).len() <= 4
        && tokens.get(i + 1).is_some_and(|t| t.capital)
    {
        return true;
    }
    let starts_sentence = i > 0 && tokens.get(i - 1).map(|t| t.sentence) != tokens.get(i).map(|t| t.sentence);
    if starts_sentence
        && tokens.is_mark(i + 1, '.')
        && tokens.get(i + 2).is_some_and(|t| t.capital && !t.glued)
    {
        return small(tokens, i).is_some_and(|v| v <= 30);
    }
    i > 0
        && tokens.is_mark(i - 1, '(')
        && tokens.is_mark(i + 1, ')')
        && small(tokens, i).is_some_and(|v| v <= 30)
}
