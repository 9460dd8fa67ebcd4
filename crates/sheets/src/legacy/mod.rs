//! Text of old Vietnamese encodings: TCVN3 (ABC, fonts .VnTime) and VNI-Windows (fonts VNI-Times).
//!
//! Such text stands in a workbook as letters of Western Europe ("§¶ng bé", "Ñaûng boä") and only the font made it
//! readable. Invariants: text that is Vietnamese as it stands is never converted; a conversion is offered only where
//! nearly all of its words become syllables of Vietnamese. Deliberately not here: VIQR, TCVN3's fonts of capitals
//! (their text comes out in small letters).
//!
//! The tables are those of the public standard TCVN 5712:1993 (VN3) and of the VNI-Windows encoding.

mod syllable;
mod tables;

use std::borrow::Cow;

use crate::grid::{Cell, Sheet};
use syllable::is_syllable;

/// Bảng mã cũ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Legacy {
    /// TCVN3 (ABC).
    Tcvn3,
    /// VNI-Windows.
    Vni,
}

/// Words with marks that a text must have before anything is said of its encoding.
const FEWEST_WORDS: usize = 2;

/// The old encoding that a text is in, if it is in one.
#[must_use]
pub fn detect(text: &str) -> Option<Legacy> {
    let now = share(text, text);
    if now.n_words < FEWEST_WORDS || now.percent() >= 60 {
        return None;
    }
    let best = [Legacy::Tcvn3, Legacy::Vni]
        .into_iter()
        .map(|legacy| (share(text, &convert(text, legacy)).percent(), legacy))
        .max_by_key(|(percent, _)| *percent)?;
    (best.0 >= 80 && best.0 > now.percent()).then_some(best.1)
}

/// The old encoding that most texts of a sheet with marks are in.
#[must_use]
pub fn detect_sheet(sheet: &Sheet) -> Option<Legacy> {
    let mut sample = String::new();
    for text in sheet.rows.iter().flatten().filter_map(Cell::as_text).filter(|text| !text.is_ascii()) {
        if share(text, text).percent() < 100 {
            sample.push_str(text);
            sample.push('\n');
        }
        if sample.len() > 1 << 16 {
            break;
        }
    }
    detect(&sample)
}

/// Whether the sheet's letters were lost when it was saved as text in an encoding that lacks them: "Đ?ng b?". They
/// cannot be brought back; the file has to be saved again, as UTF-8.
#[must_use]
pub fn has_lost_letters(sheet: &Sheet) -> bool {
    let (mut n_texts, mut n_lost) = (0_usize, 0_usize);
    for text in sheet.rows.iter().flatten().filter_map(Cell::as_text).take(2000) {
        let has_words = text.chars().filter(|c| c.is_alphabetic()).count() >= 2;
        n_texts += usize::from(has_words);
        let mut before = ' ';
        let inside = text.chars().any(|c| {
            let lost = (before == '?' && c.is_alphabetic()) || (before.is_alphabetic() && c == '\u{fffd}');
            before = c;
            lost
        });
        n_lost += usize::from(has_words && inside);
    }
    n_lost >= 3 && n_lost * 4 >= n_texts
}

/// The text in Unicode.
#[must_use]
pub fn convert(text: &str, legacy: Legacy) -> String {
    match legacy {
        Legacy::Tcvn3 => text.chars().map(tables::of_tcvn3).collect(),
        Legacy::Vni => tables::of_vni(text),
    }
}

/// The sheet with its old texts in Unicode; texts that are Vietnamese as they stand are kept.
#[must_use]
pub fn converted(sheet: &Sheet, legacy: Legacy) -> Sheet {
    let mut sheet = sheet.clone();
    sheet.name = convert_if_old(&sheet.name, legacy);
    for cell in sheet.rows.iter_mut().flatten() {
        if let Cell::Text(text) = cell {
            *text = Cow::Owned(convert_if_old(text, legacy));
        }
    }
    sheet
}

fn convert_if_old(text: &str, legacy: Legacy) -> String {
    let converted = convert(text, legacy);
    if share(text, &converted).percent() > share(text, text).percent() { converted } else { text.to_owned() }
}

/// Of the words that have letters beyond ASCII in the source, how many are syllables in the reading.
struct Share {
    n_words: usize,
    n_syllables: usize,
}

impl Share {
    fn percent(&self) -> usize {
        (self.n_syllables * 100).checked_div(self.n_words).unwrap_or(0)
    }
}

fn share(source: &str, reading: &str) -> Share {
    let mut found = Share { n_words: 0, n_syllables: 0 };
    // Conversion never makes or removes a blank, so the words stand in pairs.
    for (old, new) in source.split_whitespace().zip(reading.split_whitespace()) {
        if old.is_ascii() {
            continue;
        }
        found.n_words += 1;
        let word = new.trim_matches(|c: char| {
            c.is_ascii_punctuation() || c.is_ascii_digit() || matches!(c, '“' | '”' | '–' | '…')
        });
        let parts = word.split(['-', '/', '.', ',', '(', ')']);
        found.n_syllables +=
            usize::from(!word.is_empty() && parts.filter(|part| !part.is_empty()).all(is_syllable));
    }
    found
}

/// How much of a text's words with marks are Vietnamese, in percent; to choose between readings of the same bytes.
pub(crate) fn vietnamese_percent(text: &str) -> usize {
    share(text, text).percent()
}
