//! Number formats: what they make of a number, told by their codes.

use crate::cell::{Date, Epoch};
use crate::decimal::Decimal;
use crate::grid::Cell;

/// What a number format makes of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shows {
    #[default]
    Number,
    Percent,
    Date,
    /// A date without its day: what Excel makes of "5/2024".
    Month,
}

/// The formats that have a number and no code (ECMA-376, 18.8.30); times of day stay numbers.
pub(super) const fn built_in(id: u32) -> Shows {
    match id {
        9 | 10 => Shows::Percent,
        17 => Shows::Month,
        14..=16 | 22 | 27..=31 | 34..=36 | 50..=58 => Shows::Date,
        _ => Shows::Number,
    }
}

/// What the first section of a format code shows.
pub(super) fn shows(code: &str) -> Shows {
    let mut letters = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            // Literals: quoted, escaped, as wide as, filled with.
            '"' => while chars.next().is_some_and(|c| c != '"') {},
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => while chars.next().is_some_and(|c| c != ']') {},
            c => letters.extend(c.to_lowercase()),
        }
    }
    let has = |c: char| letters.contains(c);
    if letters.contains("general") || letters.contains("standard") {
        Shows::Number
    } else if has('m') && has('y') && !has('d') && !has('h') && !has('s') {
        Shows::Month
    } else if has('y') || has('d') || (has('m') && !has('h') && !has('s')) {
        Shows::Date
    } else if has('%') {
        Shows::Percent
    } else {
        Shows::Number
    }
}

/// A stored number as the cell that its format shows; a bare time of day stays a number.
pub(super) fn shown_as(number: Decimal, shows: Shows, epoch: Epoch) -> Cell<'static> {
    match shows {
        Shows::Number => Cell::Number(number),
        Shows::Percent => number.times_100().map_or(Cell::Number(number), Cell::Percent),
        Shows::Date | Shows::Month => {
            let days = 10_i64
                .checked_pow(u32::from(number.scale()))
                .map(|power| number.mantissa().div_euclid(power));
            let date = days.and_then(|days| Date::from_serial(days, epoch));
            let cell = if shows == Shows::Month { Cell::Month } else { Cell::Date };
            date.map_or(Cell::Number(number), cell)
        }
    }
}
