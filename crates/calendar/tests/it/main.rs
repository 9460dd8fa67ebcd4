//! The calendar as a library of its own: cases of the law, properties, the lunar table.
#![expect(clippy::unwrap_used, reason = "a test that fails must stop")]

mod codes;
mod decisions;
mod laws;
mod lunar;
mod properties;

use jiff::civil::{Date, date};
use vunggoc_calendar::{
    DecidedDay, Decision, HolidayNo, HolidayRule, InLieu, Mark, Rules, Weekends, WeeklyOff, When,
};

fn rule(code: &str, when: When, n_before: u8, n_after: u8, from_on: Date) -> HolidayRule {
    HolidayRule { code: code.into(), when, n_before, n_after, from_on, until_on: None }
}

/// Holidays as Bộ luật Lao động 2019 (Art. 112) has them.
fn law() -> Rules {
    let from = date(2021, 1, 1);
    let solar = |month, day| When::Solar { month, day };
    Rules {
        weekends: vec![
            Weekends { from_on: date(1900, 1, 1), off: WeeklyOff::Sunday },
            Weekends { from_on: date(1999, 10, 2), off: WeeklyOff::SaturdayAndSunday },
        ],
        holidays: vec![
            rule("new-year", solar(1, 1), 0, 0, from),
            rule("tet", When::LunarNewYear, 2, 2, from),
            rule("hung-kings", When::HungKings, 0, 0, from),
            rule("victory", solar(4, 30), 0, 0, from),
            rule("labour", solar(5, 1), 0, 0, from),
            rule("national", solar(9, 2), 1, 0, from),
        ],
        in_lieu: InLieu::NextWorkingDay,
    }
}

/// 2024 as it was declared: Tết 8–14 February, 29 April off for 4 May, 2 and 3 September.
fn year_2024() -> Decision {
    let holiday = |n| Mark::Holiday(Some(HolidayNo(n)));
    let days = [
        ((1, 1), holiday(0)),
        ((2, 8), holiday(1)),
        ((2, 9), holiday(1)),
        ((2, 10), holiday(1)),
        ((2, 11), holiday(1)),
        ((2, 12), holiday(1)),
        ((2, 13), Mark::InLieu),
        ((2, 14), Mark::InLieu),
        ((4, 18), holiday(2)),
        ((4, 29), Mark::Exchanged),
        ((4, 30), holiday(3)),
        ((5, 1), holiday(4)),
        ((5, 4), Mark::MakeUp),
        ((9, 2), holiday(5)),
        ((9, 3), holiday(5)),
    ];
    let days = days.map(|((month, day), mark)| DecidedDay { on: date(2024, month, day), mark });
    Decision { year: 2024, days: days.into() }
}
