//! Numbers as offices write them: "1.234,5", "12/15", "45 (12 nữ)", "80,5%", "-", "x", "…".
//!
//! Invariants: a doubtful notation is read in the Vietnamese way and carries the other reading. Deliberately not
//! here: floats, and any guess that turns an empty or marked cell into 0.

use super::plain;
use crate::cell::Date;
use crate::decimal::Decimal;
use crate::grid::{Cell, FormulaError};

/// Nội dung một ô số.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parsed {
    /// No number was given; in which way.
    Absent(Absent),
    /// A number; `or` is the other way to read the same characters ("1.234" is 1234, or else 1.234).
    Number {
        /// The Vietnamese reading.
        value: Decimal,
        /// The other reading.
        or: Option<Decimal>,
    },
    /// "80,5%": 80.5.
    Percent {
        /// The Vietnamese reading, in hundredths.
        value: Decimal,
        /// The other reading.
        or: Option<Decimal>,
    },
    /// "12/15", "12/15 (80%)": numerator and base.
    Ratio {
        /// The part.
        numerator: Decimal,
        /// The whole.
        base: Decimal,
        /// The percent written beside it.
        stated: Option<Decimal>,
    },
    /// "45 (12 nữ)", "45 (80%)": a number and a part of it.
    WithPart {
        /// The number.
        value: Decimal,
        /// What stands in the brackets.
        part: Part,
    },
    /// "45 đồng chí": a number and words behind it.
    WithWords {
        /// The number.
        value: Decimal,
        /// The words.
        words: String,
    },
    /// A day: often "5/12" that the spreadsheet turned into a date as it was typed.
    Day(Date),
    /// A formula that failed.
    FormulaError(FormulaError),
    /// A number with more digits than are kept.
    TooLong,
    /// Something else.
    NotANumber,
}

/// Phần trong ngoặc.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// "(12 nữ)", "(12)".
    Count {
        /// The count.
        n: Decimal,
        /// What is counted; may be empty.
        words: String,
    },
    /// "(80%)".
    Percent(Decimal),
}

/// Ô không có số: the ways in which offices leave a number out. By the convention of Vietnamese statistical
/// yearbooks "-" means that nothing occurred, "…" that it occurred and the figure was not collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Absent {
    /// Nothing in the cell: missing.
    Blank,
    /// "…", "...": not collected; missing.
    Dots,
    /// "-": nothing occurred, or nothing reported. Whether it may count as 0 is for the form to say.
    Dash,
    /// "x": a tick, or a cell not to be filled in.
    Cross,
    /// "không", "không có", "chưa có": said in words.
    No,
    /// "không áp dụng", "n/a".
    NotApplicable,
}

/// Reads a cell as a number.
#[must_use]
pub fn read_number(cell: &Cell<'_>) -> Parsed {
    match cell {
        Cell::Empty => Parsed::Absent(Absent::Blank),
        Cell::Text(text) => parse_number(text),
        Cell::Number(value) => Parsed::Number { value: *value, or: None },
        Cell::Percent(value) => Parsed::Percent { value: *value, or: None },
        Cell::Date(date) | Cell::Month(date) => Parsed::Day(*date),
        Cell::Bool(_) => Parsed::NotANumber,
        Cell::Error(error) => Parsed::FormulaError(*error),
    }
}

/// Reads a text as a number.
#[must_use]
pub fn parse_number(text: &str) -> Parsed {
    let text = plain(text);
    if let Some(absent) = absent(&text) {
        return Parsed::Absent(absent);
    }
    if let Some(error) = FormulaError::from_code(&text) {
        return Parsed::FormulaError(error);
    }
    if let Some((before, inside)) = bracketed(&text).or_else(|| text.split_once('=')) {
        return with_brackets(before.trim_end(), inside.trim_start());
    }
    match simple(&text) {
        Parsed::NotANumber => with_words(&text),
        read => read,
    }
}

pub(super) fn absent(plain: &str) -> Option<Absent> {
    let bare = plain.trim_matches(|c| matches!(c, '(' | ')' | '/' | ' '));
    if plain.is_empty() {
        return Some(Absent::Blank);
    }
    if !bare.is_empty() && bare.chars().all(|c| c == '-') {
        return Some(Absent::Dash);
    }
    if !bare.is_empty() && bare.chars().all(|c| matches!(c, '.' | '…')) {
        return Some(Absent::Dots);
    }
    match plain.to_lowercase().as_str() {
        "x" | "×" | "✓" | "✔" | "v" => Some(Absent::Cross),
        "không" | "không có" | "chưa có" | "ko" | "0 có" => Some(Absent::No),
        "không áp dụng" | "không thuộc đối tượng" | "kad" | "n/a" | "na" => {
            Some(Absent::NotApplicable)
        }
        _ => None,
    }
}

/// A number, a percent or a ratio, with nothing around it.
fn simple(text: &str) -> Parsed {
    if let Some(percent) = text.strip_suffix('%') {
        return match notation(percent.trim_end()) {
            Notation::Read { value, or } => Parsed::Percent { value, or },
            Notation::TooLong => Parsed::TooLong,
            Notation::Other => Parsed::NotANumber,
        };
    }
    if let Some((numerator, base)) = text.split_once('/') {
        return match (notation(numerator.trim_end()), notation(base.trim_start())) {
            (Notation::Read { value: numerator, .. }, Notation::Read { value: base, .. }) => {
                Parsed::Ratio { numerator, base, stated: None }
            }
            _ => Parsed::NotANumber,
        };
    }
    match notation(text) {
        Notation::Read { value, or } => Parsed::Number { value, or },
        Notation::TooLong => Parsed::TooLong,
        Notation::Other => Parsed::NotANumber,
    }
}

/// "45 (12 nữ)" as "45" and "12 nữ".
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let (before, rest) = text.split_once('(')?;
    let inside = rest.strip_suffix(')')?;
    let before = before.trim_end();
    (!before.is_empty() && !inside.contains(['(', ')'])).then_some((before, inside.trim()))
}

fn with_brackets(before: &str, inside: &str) -> Parsed {
    let inside = after_words(inside);
    let inner = match simple(inside) {
        Parsed::NotANumber => with_words(inside),
        read => read,
    };
    match (simple(before), inner) {
        (Parsed::Ratio { numerator, base, .. }, Parsed::Percent { value, .. }) => {
            Parsed::Ratio { numerator, base, stated: Some(value) }
        }
        (Parsed::Number { value, .. }, Parsed::Percent { value: percent, .. }) => {
            Parsed::WithPart { value, part: Part::Percent(percent) }
        }
        (Parsed::Number { value, .. }, Parsed::Number { value: n, .. }) => {
            Parsed::WithPart { value, part: Part::Count { n, words: String::new() } }
        }
        (Parsed::Number { value, .. }, Parsed::WithWords { value: n, words }) => {
            Parsed::WithPart { value, part: Part::Count { n, words } }
        }
        _ => Parsed::NotANumber,
    }
}

/// "trong đó 3 nữ", "đạt 80%" without the words before the number; what holds none, as it is.
fn after_words(text: &str) -> &str {
    const LEADING: [&str; 6] = ["trong đó có", "trong đó", "bao gồm", "gồm", "có", "đạt"];
    let lower = text.to_lowercase();
    let lead = LEADING
        .iter()
        .find(|lead| lower.strip_prefix(**lead).is_some_and(|rest| rest.starts_with([' ', ':'])));
    lead.and_then(|lead| text.get(lead.len()..)).map_or(text, |rest| rest.trim_start_matches([' ', ':']))
}

/// "45 đồng chí".
fn with_words(text: &str) -> Parsed {
    let Some((number, words)) = text.split_once(' ') else { return Parsed::NotANumber };
    let worded =
        words.chars().next().is_some_and(char::is_alphabetic) && !words.chars().any(|c| c.is_numeric());
    match notation(number) {
        Notation::Read { value, .. } if worded => Parsed::WithWords { value, words: words.to_owned() },
        _ => Parsed::NotANumber,
    }
}

enum Notation {
    Read { value: Decimal, or: Option<Decimal> },
    TooLong,
    Other,
}

/// Reads sign, digits and separators.
fn notation(text: &str) -> Notation {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let well_formed = digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b' '))
        && digits.bytes().next().is_some_and(|b| b.is_ascii_digit())
        && digits.bytes().last().is_some_and(|b| b.is_ascii_digit());
    if !well_formed {
        return Notation::Other;
    }
    let Some((first, second)) = readings(digits) else { return Notation::Other };
    let signed = |reading: Reading| reading.value(negative);
    match (signed(first), second.map(signed)) {
        (None, _) => Notation::TooLong,
        (Some(value), or) => Notation::Read { value, or: or.flatten() },
    }
}

/// Digits before and after the decimal mark, grouping taken out.
struct Reading {
    whole: String,
    fraction: String,
}

impl Reading {
    fn new(whole: &str, fraction: &str) -> Self {
        Self { whole: whole.to_owned(), fraction: fraction.to_owned() }
    }

    fn value(self, negative: bool) -> Option<Decimal> {
        let scale = u8::try_from(self.fraction.len()).ok()?;
        let mantissa: i64 = format!("{}{}", self.whole, self.fraction).parse().ok()?;
        Decimal::new(if negative { -mantissa } else { mantissa }, scale)
    }
}

fn readings(digits: &str) -> Option<(Reading, Option<Reading>)> {
    let n_dots = digits.matches('.').count();
    let n_commas = digits.matches(',').count();
    match (n_dots, n_commas) {
        (0, 0) => Some((Reading::new(&ungrouped(digits, ' ')?, ""), None)),
        (1, 0) => one_mark(digits, '.'),
        (0, 1) => one_mark(digits, ','),
        (_, 0) => Some((Reading::new(&ungrouped(digits, '.')?, ""), None)),
        (0, _) => Some((Reading::new(&ungrouped(digits, ',')?, ""), None)),
        _ => {
            let mark = if digits.rfind('.') > digits.rfind(',') { '.' } else { ',' };
            let group = if mark == '.' { ',' } else { '.' };
            let (whole, fraction) = digits.rsplit_once(mark)?;
            let read = only_digits(fraction) && !whole.contains(mark);
            read.then(|| ungrouped(whole, group))
                .flatten()
                .map(|whole| (Reading::new(&whole, fraction), None))
        }
    }
}

/// One dot or one comma: grouping or decimal mark.
fn one_mark(digits: &str, mark: char) -> Option<(Reading, Option<Reading>)> {
    let (whole, fraction) = digits.split_once(mark)?;
    let whole = ungrouped(whole, ' ')?;
    if !only_digits(fraction) {
        return None;
    }
    let decimal = Reading::new(&whole, fraction);
    let may_group = fraction.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    if !may_group {
        return Some((decimal, None));
    }
    let grouped = Reading::new(&format!("{whole}{fraction}"), "");
    if mark == '.' { Some((grouped, Some(decimal))) } else { Some((decimal, Some(grouped))) }
}

/// Takes grouping marks out if every group but the first has three digits.
fn ungrouped(text: &str, mark: char) -> Option<String> {
    let mut groups = text.split(mark);
    let first = groups.next()?;
    if !only_digits(first) {
        return None;
    }
    let mut out = first.to_owned();
    for group in groups {
        if first.len() > 3 || group.len() != 3 || !only_digits(group) {
            return None;
        }
        out.push_str(group);
    }
    Some(out)
}

fn only_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Writes a number in Vietnamese notation: 1.234,5.
#[must_use]
pub fn vietnamese(number: Decimal) -> String {
    let plain = number.to_string();
    let (sign, plain) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let mut out = sign.to_owned();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(fraction);
    }
    out
}
