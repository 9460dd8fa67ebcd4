//! Số không phải số liệu: dates, years, document numbers, ordinals, clock times, telephone numbers, counters of a web
//! page, codes.
//!
//! Invariant: every decision looks at a fixed number of neighbours. Footnote digits need the quantities around them and
//! are found in `quantity`.

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
            || is_year(tokens, i)
            || is_label(tokens, i)
            || is_counter(tokens, i)
            || is_telephone(tokens, i)
            || is_list_number(tokens, i);
        if noise {
            clear(&mut is_figure, i);
        }
        for k in date_numbers(tokens, i) {
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

fn is_year(tokens: &Tokens, i: usize) -> bool {
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

/// 1945/2000 with a noun after it and no month before it is a ratio.
fn slash_ratio(tokens: &Tokens, i: usize) -> bool {
    let (low, high) = if tokens.is_mark(i + 1, '/') { (i, i + 2) } else { (i.wrapping_sub(2), i) };
    let slash = tokens.is_mark(low + 1, '/');
    let counted = class(tokens.word(high + 1), tokens.word(high + 2));
    slash
        && small(tokens, low).is_some_and(|v| v > 12)
        && matches!(counted, Class::Organisation | Class::Person | Class::Matter | Class::Place | Class::Act)
}

/// Điều 5, khoản 2, Nghị quyết 15, lần thứ 3, phường 7, số 03.
fn is_label(tokens: &Tokens, i: usize) -> bool {
    let before = tokens.word_before(i, 1);
    let second = tokens.word_before(i, 2);
    if before == "số" && is_paper(second, tokens.word_before(i, 3)) {
        return true;
    }
    let counted = class(tokens.word(i + 1), tokens.word(i + 2));
    let counts = !matches!(counted, Class::Other | Class::Time) || tokens.is_mark(i + 1, '%');
    if counts || matches!(tokens.mark(i + 1), Some('/')) && tokens.is_number(i + 2) {
        return false;
    }
    let paper = matches!(
        (second, before),
        ("nghị", "quyết" | "định") | ("chỉ", "thị") | ("thông", "tư") | ("pháp", "lệnh")
    ) || matches!((second, before), ("chỉ", "đạo") | ("kết", "luận") | ("quy", "định"))
        && tokens.word_before(i, 3) == "ban"
        || matches!(before, "nq" | "ct" | "qđ" | "bcđ" | "kl");
    let part = matches!(
        before,
        "điều"
            | "khoản"
            | "mục"
            | "chương"
            | "phần"
            | "bước"
            | "thứ"
            | "hạng"
            | "trang"
            | "hình"
            | "bảng"
            | "biểu"
            | "phường"
            | "quận"
            | "ngõ"
            | "ngách"
            | "hẻm"
            | "tầng"
            | "phòng"
            | "lô"
            | "cụm"
            | "top"
            | "tập"
            | "câu"
            | "bài"
            | "vòng"
            | "đợt"
            | "lần"
            | "loại"
            | "cấp"
            | "vùng"
            | "thôn"
            | "xóm"
            | "tuần"
            | "nhóm"
    );
    let more = matches!(
        (second, before),
        ("phụ", "lục") | ("quốc", "lộ") | ("dân", "phố") | ("khu", "phố") | ("tiểu", "khu")
    );
    let bare_number = before == "số" && !matches!(second, "tổng" | "trong" | "con" | "một");
    let month = before == "tháng" || before == "quý";
    if names_place(tokens, i) {
        return true;
    }
    paper || part || more || month || (bare_number && !tokens.is_word(i + 1))
}

/// "Xã Mẫu 01 đạt …": the number belongs to a name in capitals.
fn names_place(tokens: &Tokens, i: usize) -> bool {
    let capital = |k: usize| {
        i.checked_sub(k).and_then(|at| tokens.get(at)).is_some_and(|t| t.kind == TokenKind::Word && t.capital)
    };
    let place = class(tokens.word_before(i, 2), tokens.word_before(i, 1)) == Class::Place
        || matches!(
            tokens.word_before(i, 2),
            "xã" | "phường" | "thôn" | "bản" | "khu" | "tổ" | "ấp" | "trường" | "bộ"
        );
    let long = tokens.text(i).len() <= 3;
    capital(1) && long && (place || (capital(2) && tokens.text(i).starts_with('0')))
}

fn is_paper(second: &str, third: &str) -> bool {
    matches!(
        second,
        "quyết"
            | "thị"
            | "định"
            | "hoạch"
            | "báo"
            | "dẫn"
            | "luận"
            | "văn"
            | "trình"
            | "cáo"
            | "án"
            | "tư"
            | "luật"
            | "bản"
            | "chế"
            | "lệ"
            | "lệnh"
            | "biểu"
            | "mẫu"
            | "lục"
            | "điện"
            | "động"
            | "nhà"
            | "máy"
            | "ban"
            | "kl"
            | "qđ"
            | "nq"
    ) && third != "tổng"
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
    let zero = text.starts_with('0') && digits >= 3 && !text.starts_with("0,") && !text.starts_with("0.");
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

/// The numbers of the date, clock time or year range that begins at `i`.
fn date_numbers(tokens: &Tokens, i: usize) -> Vec<usize> {
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
