//! Ngày nghỉ: what the calendar is built from (`rules/holidays.toml`).

use super::{Ground, Named};
use crate::Date;
use crate::calendar::{Decision, Rules};

/// Quyết định hằng năm as shipped, with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidedYear {
    /// The decision.
    pub decision: Decision,
    /// Where it comes from; known from `from_on` on.
    pub ground: Ground,
}

/// All rules of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarRules {
    /// As the calendar takes them.
    pub rules: Rules,
    /// Name and ground of each holiday, in the order of [`Rules::holidays`].
    pub holidays: Vec<(Named, Ground)>,
    /// Ground of each rule of weekly days off.
    pub weekends: Vec<Ground>,
    /// Ground of what follows when a holiday falls on a weekly day off.
    pub in_lieu: Ground,
    /// Ground of how terms are counted.
    pub statutory: Ground,
    /// Decisions shipped, in the order in which they became known.
    pub years: Vec<DecidedYear>,
}

impl CalendarRules {
    /// The decisions known on a day; of two on one year the later.
    pub fn known_on(&self, day: Date) -> impl Iterator<Item = &DecidedYear> {
        self.years.iter().filter(move |y| y.ground.from_on.is_none_or(|from| from <= day))
    }

    /// The decision on a year that was known on a day.
    pub fn year(&self, year: i16, known_on: Date) -> Option<&DecidedYear> {
        self.known_on(known_on).filter(|y| y.decision.year == year).last()
    }

    /// The name of a holiday.
    pub fn holiday(&self, code: &str) -> Option<&Named> {
        self.holidays.iter().map(|(name, _)| name).find(|name| name.code == code)
    }
}
