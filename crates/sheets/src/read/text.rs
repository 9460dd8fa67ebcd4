//! Text with separators: UTF-8, UTF-16, Windows-1258, TCVN3 or VNI, comma, semicolon or tab.
//!
//! Invariants: every filled cell is text; what it says is read later, like any text in a workbook. Deliberately not
//! here: columns of fixed width.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization;

use super::{Budget, book};
use crate::error::{Fault, Guess, Limits, ReadError};
use crate::grid::{At, Charset, Kind, Sheet, Workbook};
use crate::legacy::{self, Legacy};

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    let (text, charset) = decode(bytes);
    let (text, separator) = separator(&text);
    let mut lines = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut budget = Budget::new(limits);
    let mut sheet = Sheet::empty("1");
    let mut record = csv::StringRecord::new();
    let mut row = 0_u32;
    loop {
        match lines.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(_) => {
                return Err(ReadError::damaged(Fault::Value).in_sheet("1", Some(At::new(row, 0))));
            }
        }
        // The reader passes over empty lines; a spreadsheet shows them as rows.
        row = row.saturating_add(empty_lines(text, record.position()));
        budget.row(row, record.len())?;
        book::fill_to(&mut sheet, row);
        sheet.rows.push(record.iter().map(|field| book::text(Cow::Owned(field.to_owned()))).collect());
        row += 1;
    }
    sheet.trim();
    if sheet.rows.is_empty() {
        return Err(ReadError::NotASpreadsheet { guess: Guess::Nothing });
    }
    Ok(Workbook { kind: Kind::Csv(charset), sheets: vec![sheet] })
}

/// How many empty lines stand where a record begins.
fn empty_lines(text: &str, from: Option<&csv::Position>) -> u32 {
    let start = from.and_then(|from| usize::try_from(from.byte()).ok()).unwrap_or(0);
    // Of the line end \r\n before it, the reader leaves the second half to this record.
    let is_half = start > 0 && text.get(start - 1..=start) == Some("\r\n");
    let rest = text.as_bytes().get(start + usize::from(is_half)..).unwrap_or_default();
    let blank = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n'));
    u32::try_from(blank.filter(|b| **b == b'\n').count()).unwrap_or(u32::MAX)
}

/// Whether the bytes look like text at all.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    if wide(bytes).is_some() {
        return true;
    }
    let head = bytes.get(..bytes.len().min(1 << 16)).unwrap_or_default();
    let odd = head.iter().filter(|b| matches!(b, 0..=8 | 11 | 12 | 14..=31 | 127)).count();
    odd == 0
}

fn decode(bytes: &[u8]) -> (String, Charset) {
    if let Some(encoding) = wide(bytes) {
        let (text, _, _) = encoding.decode(bytes);
        return (text.into_owned(), Charset::Utf16);
    }
    if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(
        bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes),
    ) {
        return (text.into_owned(), Charset::Utf8);
    }
    one_byte(bytes)
}

/// The text with the letters that its bytes are; a text of TCVN3 or VNI keeps the Western letters that stand for them.
pub(super) fn as_it_stands(bytes: &[u8]) -> String {
    match decode(bytes) {
        (_, Charset::Tcvn3 | Charset::Vni) => WINDOWS_1252.decode(bytes).0.into_owned(),
        (text, _) => text,
    }
}

/// A text of one byte a letter: of the encodings that were in use, the one in which the most words are Vietnamese.
fn one_byte(bytes: &[u8]) -> (String, Charset) {
    let (windows, _, _) = WINDOWS_1258.decode(bytes);
    // Its tones are signs of their own; composed, they are the letters that everyone types.
    let windows: String = windows.nfc().collect();
    let (western, _, _) = WINDOWS_1252.decode(bytes);
    let readings = [
        (legacy::convert(&western, Legacy::Tcvn3), Charset::Tcvn3),
        (legacy::convert(&western, Legacy::Vni), Charset::Vni),
        (windows, Charset::Windows1258),
    ];
    let best = readings.into_iter().max_by_key(|(text, _)| legacy::vietnamese_percent(text));
    best.unwrap_or_default()
}

/// UTF-16, by its mark or by the zeros that its blanks, digits and separators must have.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let head = bytes.get(..bytes.len().min(2048) & !1).unwrap_or_default();
    let pairs = head.len() / 2;
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if pairs < 4 || even + odd < pairs / 5 + 1 {
        return None;
    }
    match (even, odd) {
        (0, _) => Some(UTF_16LE),
        (_, 0) => Some(UTF_16BE),
        _ => None,
    }
}

/// The separator: what Excel's first line `sep=;` names, or the one that stands equally often in most lines.
fn separator(text: &str) -> (&str, u8) {
    if let Some(rest) = text.strip_prefix("sep=") {
        let named = rest.bytes().next().filter(|b| matches!(b, b',' | b';' | b'\t' | b'|'));
        if let (Some(named), Some((_, rest))) = (named, rest.split_once('\n')) {
            return (rest, named);
        }
    }
    let candidates = [b'\t', b';', b'|', b','];
    let counts = candidates.map(|candidate| (steadiness(text, candidate), candidate));
    // On a tie the earlier one: a comma may also be a decimal mark.
    let best = counts.iter().rev().max_by_key(|(steady, _)| *steady);
    (text, best.filter(|(steady, _)| *steady > 0).map_or(b',', |(_, candidate)| *candidate))
}

/// In how many of the first lines the separator stands as often as in most, outside quotes.
fn steadiness(text: &str, separator: u8) -> usize {
    let mut counts: Vec<usize> = Vec::new();
    let mut n = 0;
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                counts.push(n);
                n = 0;
                if counts.len() >= 50 {
                    break;
                }
            }
            b if b == separator && !quoted => n += 1,
            _ => {}
        }
    }
    if n > 0 {
        counts.push(n);
    }
    counts.retain(|n| *n > 0);
    let most = counts.iter().map(|n| counts.iter().filter(|m| *m == n).count()).max().unwrap_or(0);
    // More columns weigh more, so that a mark inside one cell does not win.
    let widest = counts.iter().copied().max().unwrap_or(0).min(9);
    most * 10 + if most > 0 { widest } else { 0 }
}
