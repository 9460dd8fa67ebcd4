//! Ngày nghỉ lễ, tết: holidays by rule.

use crate::day::{Weekends, WeeklyOff};
use crate::lunar;
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// The place of a holiday among [`Rules::holidays`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HolidayNo(pub u8);

/// On which day of each year a holiday falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Ngày dương lịch.
    Solar {
        /// Month, 1 to 12.
        month: i8,
        /// Day of the month.
        day: i8,
    },
    /// Tết Nguyên đán: mùng 1 tháng Giêng âm lịch.
    LunarNewYear,
    /// Giỗ Tổ Hùng Vương: mùng 10 tháng Ba âm lịch.
    HungKings,
}

impl When {
    /// The day in a year; `None` for a day that the year has not, or a lunar one outside [`lunar::YEARS`].
    pub fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Self::Solar { month, day } => Date::new(year, month, day).ok(),
            Self::LunarNewYear => lunar::new_year(year),
            Self::HungKings => lunar::hung_kings(year),
        }
    }
}

/// A holiday of the law. Where the law leaves a choice (which days around Tết, the day before or after Quốc khánh)
/// `n_before` and `n_after` are what is assumed until the year is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidayRule {
    /// Stable code; words belong to whoever shows it.
    pub code: String,
    /// The day itself.
    pub when: When,
    /// Days off before it.
    pub n_before: u8,
    /// Days off after it.
    pub n_after: u8,
    /// First day on which the rule holds.
    pub from_on: Date,
    /// First day on which it no longer holds.
    pub until_on: Option<Date>,
}

impl HolidayRule {
    /// Its days off in a year, where it holds.
    pub fn days_in(&self, year: i16) -> impl Iterator<Item = Date> + use<> {
        let on = self.when.in_year(year).filter(|on| self.holds_on(*on));
        let offsets = -i64::from(self.n_before)..=i64::from(self.n_after);
        on.into_iter().flat_map(move |on| {
            offsets.clone().filter_map(move |n| on.checked_add(n.days()).ok()).collect::<Vec<_>>()
        })
    }

    fn holds_on(&self, day: Date) -> bool {
        self.from_on <= day && self.until_on.is_none_or(|until| day < until)
    }
}

/// What follows when a holiday falls on a weekly day off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InLieu {
    /// Nghỉ bù vào ngày làm việc kế tiếp: the next working day is off.
    #[default]
    NextWorkingDay,
    /// Nothing.
    Nothing,
}

coded!(InLieu { NextWorkingDay = "next-working-day", Nothing = "nothing" });

/// The rules of a calendar. The default has weekends of Saturday and Sunday and no holiday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Weekly days off, oldest first.
    pub weekends: Vec<Weekends>,
    /// Holidays; the first of two that fall on one day names it.
    pub holidays: Vec<HolidayRule>,
    /// What follows when a holiday falls on a weekly day off.
    pub in_lieu: InLieu,
}

impl Default for Rules {
    fn default() -> Self {
        let weekends = Weekends { from_on: date(1900, 1, 1), off: WeeklyOff::SaturdayAndSunday };
        Self { weekends: vec![weekends], holidays: Vec::new(), in_lieu: InLieu::default() }
    }
}
