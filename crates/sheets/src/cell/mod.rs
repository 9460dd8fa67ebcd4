//! What a cell says: numbers in Vietnamese notation and dates with their precision.
//!
//! Invariants: missing is never zero (each way to leave a cell without a number has its own name); every number is
//! exact; where a notation can be read in two ways the reading says so. Deliberately not here: which column must hold
//! what, and what to do about a doubt — the caller knows the indicator, and the user decides.

mod date;
mod find;
mod number;

pub use date::{Date, Dated, Epoch, When, parse_date, read_date};
pub use find::find_when;
pub(crate) use find::found;
pub use number::{Absent, Parsed, Part, parse_number, read_number, vietnamese};

/// Whether a character shows nothing: blanks of any width, no-break and zero-width ones included.
#[must_use]
pub fn is_blank_char(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{00ad}')
}

/// One width of digits, blanks and dashes: full-width forms, no-break blanks and the many dashes made plain; blanks
/// squeezed and cut off at the ends. Superscripts stay: "45²" is 45 with a footnote and must not become 452.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{00ad}' => continue,
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c != ' ' || !(out.is_empty() || out.ends_with(' ')) {
            out.push(c);
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    // The apostrophe that keeps a number text in Excel.
    match out.strip_prefix('\'') {
        Some(rest) => rest.to_owned(),
        None => out,
    }
}
