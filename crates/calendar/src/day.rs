//! What a day is: worked or off, and why.

use crate::holiday::HolidayNo;
use jiff::civil::{Date, Weekday};

/// Loại ngày.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayKind {
    /// Ngày làm việc.
    Workday,
    /// Ngày làm bù: a weekly day off that is worked in exchange for another day.
    MakeUp,
    /// Ngày nghỉ hằng tuần.
    Weekend,
    /// Ngày nghỉ lễ, tết; which one, where it is one of the rules.
    Holiday(Option<HolidayNo>),
    /// Ngày nghỉ bù, because a holiday fell on a weekly day off.
    InLieu,
    /// Ngày nghỉ hoán đổi, for which another day is worked.
    Exchanged,
}

impl DayKind {
    /// The stable code of the kind, whichever holiday it is.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Workday => "workday",
            Self::MakeUp => "make-up",
            Self::Weekend => "weekend",
            Self::Holiday(_) => "holiday",
            Self::InLieu => "in-lieu",
            Self::Exchanged => "exchanged",
        }
    }

    /// Which holiday it is, where that is known.
    pub const fn holiday(self) -> Option<HolidayNo> {
        match self {
            Self::Holiday(no) => no,
            _ => None,
        }
    }

    /// Whether one works on such a day.
    pub const fn is_worked(self) -> bool {
        matches!(self, Self::Workday | Self::MakeUp)
    }
}

/// Ngày nghỉ hằng tuần: which days of the week are off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeeklyOff {
    /// Chủ nhật.
    Sunday,
    /// Thứ Bảy and Chủ nhật.
    SaturdayAndSunday,
}

coded!(WeeklyOff { Sunday = "sunday", SaturdayAndSunday = "saturday-and-sunday" });

impl WeeklyOff {
    /// Whether a day of the week is off.
    pub const fn is_off(self, weekday: Weekday) -> bool {
        match self {
            Self::Sunday => matches!(weekday, Weekday::Sunday),
            Self::SaturdayAndSunday => matches!(weekday, Weekday::Saturday | Weekday::Sunday),
        }
    }
}

/// The weekly days off from a day on, until the next of them begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weekends {
    /// First day on which it holds.
    pub from_on: Date,
    /// The days off.
    pub off: WeeklyOff,
}

impl Weekends {
    /// Whether a day is a weekly day off by the latest rule that holds on it (by the first, before all of them).
    pub(crate) fn is_off(rules: &[Self], day: Date) -> bool {
        let held = rules.iter().rev().find(|r| r.from_on <= day).or(rules.first());
        held.map_or(WeeklyOff::SaturdayAndSunday, |r| r.off).is_off(day.weekday())
    }
}
