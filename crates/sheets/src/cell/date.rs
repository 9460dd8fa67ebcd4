//! Dates and periods as offices write them: "31/12/2024", "5/2024", "Quý II/2025", "6 tháng đầu năm 2025".
//!
//! Invariants: a date keeps the precision it was written with; nothing is filled in. Deliberately not here: time of
//! day, working days, and when a period of an office begins and ends.

use std::fmt;

use super::{Absent, number, plain};
use crate::grid::Cell;
use crate::name::fold;

/// Ngày, in the Gregorian calendar, 1900 to 2199.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// The day from which a workbook counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Epoch {
    /// 1 is 1 January 1900.
    From1900,
    /// 0 is 1 January 1904.
    From1904,
}

impl Date {
    /// A day that exists; `None` else.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let exists = is_year(year) && (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day);
        exists.then_some(Self { year, month, day })
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The day that a spreadsheet counts as `serial`. Excel's 29 February 1900 does not exist and is `None`.
    #[must_use]
    pub fn from_serial(serial: i64, epoch: Epoch) -> Option<Self> {
        // Days before 1 January 1900, so that day 1 is it.
        let mut rest = match epoch {
            Epoch::From1900 if serial == 60 => return None,
            Epoch::From1900 if serial > 60 => serial - 1,
            Epoch::From1900 => serial,
            Epoch::From1904 => serial.checked_add(1461)?,
        };
        if !(1..=109_573).contains(&rest) {
            return None;
        }
        let mut year = 1900_u16;
        while rest > days_of_year(year) {
            rest -= days_of_year(year);
            year += 1;
        }
        let mut month = 1_u8;
        while rest > i64::from(days_of(year, month)) {
            rest -= i64::from(days_of(year, month));
            month += 1;
        }
        Self::new(year, month, u8::try_from(rest).ok()?)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

const fn is_year(year: u16) -> bool {
    1900 <= year && year <= 2199
}

const fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

const fn days_of_year(year: u16) -> i64 {
    if is_leap(year) { 366 } else { 365 }
}

const fn days_of(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Thời điểm hoặc kỳ, with the precision it was written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// A day.
    Day(Date),
    /// "5/2024".
    Month {
        /// Year.
        year: u16,
        /// Month, 1 to 12.
        month: u8,
    },
    /// "Quý II/2025".
    Quarter {
        /// Year.
        year: u16,
        /// Quarter, 1 to 4.
        quarter: u8,
    },
    /// "6 tháng đầu năm 2025".
    Half {
        /// Year.
        year: u16,
        /// Half, 1 or 2.
        half: u8,
    },
    /// "9 tháng năm 2025".
    FirstMonths {
        /// Year.
        year: u16,
        /// Months since its beginning.
        n_months: u8,
    },
    /// "2025".
    Year {
        /// Year.
        year: u16,
    },
}

/// Nội dung một ô ngày.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dated {
    /// No date was given; in which way.
    Absent(Absent),
    /// A date or period.
    Known(When),
    /// A date that may be meant otherwise: a year of two digits, or a bare number that may be a day's serial.
    Doubtful(When),
    /// Written as a date that does not exist, such as 31/02/2024.
    Impossible,
    /// Something else.
    NotADate,
}

/// Reads a cell as a date.
#[must_use]
pub fn read_date(cell: &Cell<'_>) -> Dated {
    match cell {
        Cell::Empty => Dated::Absent(Absent::Blank),
        Cell::Text(text) => parse_date(text),
        Cell::Date(date) => Dated::Known(When::Day(*date)),
        Cell::Month(date) => Dated::Known(When::Month { year: date.year, month: date.month }),
        Cell::Number(number) => number.as_whole().map_or(Dated::NotADate, bare_number),
        _ => Dated::NotADate,
    }
}

/// Reads a text as a date.
#[must_use]
pub fn parse_date(text: &str) -> Dated {
    let text = plain(text);
    if let Some(absent) = number::absent(&text) {
        return Dated::Absent(absent);
    }
    let words = fold(&text);
    let words = words.as_str();
    if let Some(dated) = numeric(words) {
        return dated;
    }
    spoken(words).unwrap_or(Dated::NotADate)
}

/// "31/12/2024", "2024-12-31", "5/2024", "2025", "45413".
fn numeric(text: &str) -> Option<Dated> {
    let parts: Vec<&str> = text.split(['/', '-', '.']).map(str::trim).collect();
    if !parts
        .iter()
        .all(|part| !part.is_empty() && part.len() <= 5 && part.bytes().all(|b| b.is_ascii_digit()))
    {
        return None;
    }
    let number = |part: &&str| part.parse::<u32>().ok();
    match parts.as_slice() {
        [one] => Some(bare_number(i64::from(number(one)?))),
        [month, year] if year.len() == 4 => Some(month_of(number(month)?, number(year)?)),
        [year, month] if year.len() == 4 => Some(month_of(number(month)?, number(year)?)),
        [year, month, day] if year.len() == 4 => Some(day_of(number(day)?, number(month)?, number(year)?)),
        [day, month, year] if year.len() == 4 => Some(day_of(number(day)?, number(month)?, number(year)?)),
        [day, month, year] if year.len() == 2 => {
            let short = number(year)?;
            let year = if short < 50 { 2000 + short } else { 1900 + short };
            Some(match day_of(number(day)?, number(month)?, year) {
                Dated::Known(when) => Dated::Doubtful(when),
                other => other,
            })
        }
        _ => None,
    }
}

/// A year, or the serial of a day between 1954 and 2119.
fn bare_number(number: i64) -> Dated {
    match u16::try_from(number) {
        Ok(year) if is_year(year) => return Dated::Known(When::Year { year }),
        _ => {}
    }
    match Date::from_serial(number, Epoch::From1900) {
        Some(date) if (20_000..80_000).contains(&number) => Dated::Doubtful(When::Day(date)),
        _ => Dated::NotADate,
    }
}

fn day_of(day: u32, month: u32, year: u32) -> Dated {
    let date = (u16::try_from(year).ok(), u8::try_from(month).ok(), u8::try_from(day).ok());
    match date {
        (Some(year), Some(month), Some(day)) => {
            Date::new(year, month, day).map_or(Dated::Impossible, |date| Dated::Known(When::Day(date)))
        }
        _ => Dated::Impossible,
    }
}

fn month_of(month: u32, year: u32) -> Dated {
    match (u8::try_from(month), u16::try_from(year)) {
        (Ok(month), Ok(year)) if (1..=12).contains(&month) && is_year(year) => {
            Dated::Known(When::Month { year, month })
        }
        _ => Dated::Impossible,
    }
}

/// "ngày 31 tháng 12 năm 2024", "tháng 5/2024", "Quý II/2025", "6 tháng đầu năm 2025", "năm 2025".
fn spoken(folded: &str) -> Option<Dated> {
    let words: Vec<&str> =
        folded.split([' ', '/', '-', '.', ',']).filter(|word| !word.is_empty() && *word != "nam").collect();
    let number = |word: &str| word.parse::<u32>().ok();
    match words.as_slice() {
        ["ngay", day, "thang", month, year] => Some(day_of(number(day)?, number(month)?, number(year)?)),
        ["ngay", rest @ ..] | ["den", "ngay", rest @ ..] => numeric(&rest.join("/")),
        ["thang", month, year] => Some(month_of(number(month)?, number(year)?)),
        ["quy", quarter, year] => quarter_of(quarter, number(year)?),
        ["6", "thang", "dau", year] => half_of(1, number(year)?),
        ["6", "thang", "cuoi", year] => half_of(2, number(year)?),
        ["6", "thang", year] => half_of(1, number(year)?),
        [months, "thang", year] | [months, "thang", "dau", year] => {
            first_months(number(months)?, number(year)?)
        }
        [glued, year] => glued_period(glued, number(year)?),
        [year] if folded.starts_with("nam ") => match bare_number(i64::from(number(year)?)) {
            known @ Dated::Known(_) => Some(known),
            _ => None,
        },
        _ => None,
    }
}

/// "T5/2024", "Q2/2025", "QII/2025".
fn glued_period(glued: &str, year: u32) -> Option<Dated> {
    if let Some(month) = glued.strip_prefix('t') {
        return Some(month_of(month.parse().ok()?, year));
    }
    quarter_of(glued.strip_prefix('q')?, year)
}

fn quarter_of(quarter: &str, year: u32) -> Option<Dated> {
    let quarter = match quarter {
        "1" | "i" => 1,
        "2" | "ii" => 2,
        "3" | "iii" => 3,
        "4" | "iv" => 4,
        _ => return None,
    };
    let year = u16::try_from(year).ok().filter(|year| is_year(*year));
    Some(year.map_or(Dated::Impossible, |year| Dated::Known(When::Quarter { year, quarter })))
}

fn half_of(half: u8, year: u32) -> Option<Dated> {
    let year = u16::try_from(year).ok().filter(|year| is_year(*year));
    Some(year.map_or(Dated::Impossible, |year| Dated::Known(When::Half { year, half })))
}

fn first_months(n_months: u32, year: u32) -> Option<Dated> {
    let n_months = u8::try_from(n_months).ok().filter(|n| (1..=12).contains(n))?;
    let year = u16::try_from(year).ok().filter(|year| is_year(*year))?;
    Some(Dated::Known(When::FirstMonths { year, n_months }))
}
