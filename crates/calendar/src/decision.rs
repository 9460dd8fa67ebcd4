//! Quyết định hằng năm: which days the government declares off and which are worked in exchange.

use crate::calendar::Calendar;
use crate::day::DayKind;
use crate::holiday::HolidayNo;
use jiff::civil::{Date, date};

/// What a decision makes of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Nghỉ lễ, tết; which one, where it is one of the rules.
    Holiday(Option<HolidayNo>),
    /// Nghỉ bù for a holiday on a weekly day off.
    InLieu,
    /// Nghỉ hoán đổi: off, and worked on another day.
    Exchanged,
    /// Làm bù: worked, in exchange.
    MakeUp,
}

impl Mark {
    /// The stable code of the mark, whichever holiday it is; the same as of the day it makes.
    pub const fn code(self) -> &'static str {
        self.kind().code()
    }

    /// The mark of a code; a holiday is one of the rules where a number is given.
    pub fn from_code(code: &str, holiday: Option<HolidayNo>) -> Option<Self> {
        Some(match code {
            "holiday" => Self::Holiday(holiday),
            "in-lieu" => Self::InLieu,
            "exchanged" => Self::Exchanged,
            "make-up" => Self::MakeUp,
            _ => return None,
        })
    }

    /// The mark by which a day of the assumed calendar would be decided.
    pub const fn of(kind: DayKind) -> Option<Self> {
        match kind {
            DayKind::Holiday(no) => Some(Self::Holiday(no)),
            DayKind::InLieu => Some(Self::InLieu),
            DayKind::Exchanged => Some(Self::Exchanged),
            DayKind::MakeUp => Some(Self::MakeUp),
            DayKind::Workday | DayKind::Weekend => None,
        }
    }

    /// What a day so marked is.
    pub const fn kind(self) -> DayKind {
        match self {
            Self::Holiday(no) => DayKind::Holiday(no),
            Self::InLieu => DayKind::InLieu,
            Self::Exchanged => DayKind::Exchanged,
            Self::MakeUp => DayKind::MakeUp,
        }
    }
}

/// One day of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecidedDay {
    /// The day.
    pub on: Date,
    /// What it becomes.
    pub mark: Mark,
}

/// The decision on a year: every day off of that year besides weekends, and every day worked in exchange.
///
/// It takes the place of what the rules assume of the year. It may reach into the last month of the year before
/// and the first of the year after, as exchanges around 1 January do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The year decided on.
    pub year: i16,
    /// Its days.
    pub days: Vec<DecidedDay>,
}

/// What is odd in a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objection {
    /// The same day stands twice.
    Twice(Date),
    /// The day lies neither in the year nor in the months beside it.
    OutsideYear(Date),
    /// Worked in exchange, but worked anyhow.
    WorkedAnyhow(Date),
    /// Off in exchange or in lieu, but a weekly day off anyhow.
    OffAnyhow(Date),
    /// A holiday of the law has no day in the decision.
    Missing(HolidayNo),
    /// The days off in exchange are not as many as the days worked for them.
    Unbalanced {
        /// Days off in exchange.
        n_off: usize,
        /// Days worked in exchange.
        n_worked: usize,
    },
}

impl Objection {
    /// Whether the decision cannot stand so; the others are only worth a second look.
    pub const fn is_fatal(self) -> bool {
        !matches!(self, Self::Missing(_) | Self::Unbalanced { .. })
    }
}

impl Decision {
    /// Everything that is odd in it, beside the rules of a calendar.
    ///
    /// ```
    /// # use jiff::civil::date;
    /// # use vunggoc_calendar::{Calendar, DecidedDay, Decision, Mark, Objection, Rules};
    /// let calendar = Calendar::new(Rules::default(), vec![]);
    /// let friday = DecidedDay { on: date(2024, 5, 3), mark: Mark::MakeUp };
    /// let odd = Decision { year: 2024, days: vec![friday] }.objections(&calendar);
    /// assert_eq!(odd, [Objection::WorkedAnyhow(friday.on), Objection::Unbalanced { n_off: 0, n_worked: 1 }]);
    /// ```
    pub fn objections(&self, calendar: &Calendar) -> Vec<Objection> {
        let mut odd = Vec::new();
        for (place, day) in self.days.iter().enumerate() {
            if self.days.iter().take(place).any(|d| d.on == day.on) {
                odd.push(Objection::Twice(day.on));
            }
            if !self.reaches(day.on) {
                odd.push(Objection::OutsideYear(day.on));
            }
            let weekend = calendar.is_weekly_off(day.on);
            match day.mark {
                Mark::MakeUp if !weekend => odd.push(Objection::WorkedAnyhow(day.on)),
                Mark::Exchanged | Mark::InLieu if weekend => odd.push(Objection::OffAnyhow(day.on)),
                _ => {}
            }
        }
        for (no, rule) in calendar.holidays() {
            let there = |mut days: Box<dyn Iterator<Item = Date>>| {
                days.any(|on| self.days.iter().any(|d| d.on == on && matches!(d.mark, Mark::Holiday(_))))
            };
            if rule.days_in(self.year).next().is_some() && !there(Box::new(rule.days_in(self.year))) {
                odd.push(Objection::Missing(no));
            }
        }
        let n = |mark: Mark| self.days.iter().filter(|d| d.mark == mark).count();
        let (n_off, n_worked) = (n(Mark::Exchanged), n(Mark::MakeUp));
        if n_off != n_worked {
            odd.push(Objection::Unbalanced { n_off, n_worked });
        }
        odd
    }

    /// Whether a day may stand in the decision on this year.
    pub(crate) fn reaches(&self, day: Date) -> bool {
        let Self { year, .. } = *self;
        year > 0 && year < 9998 && date(year - 1, 12, 1) <= day && day <= date(year + 1, 1, 31)
    }
}
