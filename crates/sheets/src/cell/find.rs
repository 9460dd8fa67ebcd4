//! The date or period that a line of text names: "KẾT QUẢ KẾT NẠP ĐẢNG VIÊN THÁNG 5/2025".

use super::{Dated, When, parse_date};

/// More words than any date has: "ngày 31 tháng 12 năm 2024".
const LONGEST: usize = 7;

/// The date or period that a text names; of several the one in the most words, and of those the last, for "from … to …"
/// is known by its end. A bare year counts only behind the word "năm".
#[must_use]
pub fn find_when(text: &str) -> Option<When> {
    found(text).map(|(when, _)| when)
}

/// What is found, and how many words stand beside it.
pub(crate) fn found(text: &str) -> Option<(When, usize)> {
    let plain = super::plain(text);
    let words: Vec<&str> = plain
        .split(' ')
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    (1..=LONGEST.min(words.len())).rev().find_map(|n| {
        let at = words.windows(n).rev().find_map(named)?;
        Some((at, words.len() - n))
    })
}

fn named(words: &[&str]) -> Option<When> {
    match (parse_date(&words.join(" ")), words) {
        (Dated::Known(When::Year { .. }), [_]) => None,
        (Dated::Known(when), _) => Some(when),
        _ => None,
    }
}
