//! The folded form of a name: no marks, lower case, one blank.

use unicode_normalization::char::decompose_canonical;

use crate::cell::is_blank_char;

/// Dạng không dấu để tìm: marks off (so that "uỷ" is "ủy", however typed), đ → d, lower case, blanks squeezed.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            // Letter by letter: the order of several marks on one letter is of no account where all are taken off.
            _ => decompose_canonical(c, |part| push_folded(&mut out, part)),
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

fn push_folded(out: &mut String, c: char) {
    match c {
        '\u{0300}'..='\u{036f}' => {}
        'đ' | 'Đ' => out.push('d'),
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{00ad}' => {}
        c if is_blank_char(c) => {
            if !(out.is_empty() || out.ends_with(' ')) {
                out.push(' ');
            }
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
        c => out.extend(c.to_lowercase()),
    }
}

/// Dạng để so tên: folded, punctuation taken for a blank, "Lý" as "Lí", a number without leading zeros ("Tổ 03" is
/// "tổ 3").
#[must_use]
pub fn key(text: &str) -> String {
    let folded = fold(text);
    let mut out = String::with_capacity(folded.len());
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        if word.bytes().all(|b| b.is_ascii_digit()) {
            let bare = word.trim_start_matches('0');
            out.push_str(if bare.is_empty() { "0" } else { bare });
        } else {
            push_with_i(&mut out, word);
        }
    }
    out
}

/// Writes a final y as i where both spellings are in use: after one of h, k, l, m, s, t alone, and in "quy".
fn push_with_i(out: &mut String, word: &str) {
    match word {
        "hy" | "ky" | "ly" | "my" | "sy" | "ty" | "quy" => {
            out.push_str(word.trim_end_matches('y'));
            out.push('i');
        }
        _ => out.push_str(word),
    }
}
