//! Âm lịch: the two lunar days on which the law gives a holiday, from a table of 1990 to 2050.
//!
//! The table in `lunar/table.rs` was computed, not copied: new moons and solar terms by the formulas of
//! [`astronomy`], reckoned in the civil time of Hà Nội (UTC+7), by the rules of the lunisolar calendar
//! ([`astronomy::LunarYear`]). `cargo run -p vunggoc-calendar --example lunar_table` prints it again, a test compares
//! it with what is printed, and another holds it against dates that were published. With UTC+8 the same formulas give
//! the calendar of Beijing, which differs in 2007 and 2030: both are tests.
//!
//! Deliberately not here: a conversion of any day into the lunar calendar; no rule asks for it.

pub mod astronomy;
mod table;

use jiff::civil::Date;
use std::ops::RangeInclusive;

/// The years of the table.
pub const YEARS: RangeInclusive<i16> = 1990..=2050;

/// Mùng 1 tháng Giêng (Tết Nguyên đán) of the lunar year that begins in a year.
///
/// ```
/// # use jiff::civil::date;
/// assert_eq!(vunggoc_calendar::lunar::new_year(2025), Some(date(2025, 1, 29)));
/// assert_eq!(vunggoc_calendar::lunar::new_year(2051), None);
/// ```
pub fn new_year(year: i16) -> Option<Date> {
    row(year).map(|row| row.0)
}

/// Mùng 10 tháng Ba (Giỗ Tổ Hùng Vương) in a year.
pub fn hung_kings(year: i16) -> Option<Date> {
    row(year).map(|row| row.1)
}

fn row(year: i16) -> Option<(Date, Date)> {
    table::TABLE.get(usize::try_from(year.checked_sub(*YEARS.start())?).ok()?).copied()
}
