//! Kỳ số liệu: the days whose data a report speaks of, which are not always those of its period.

use jiff::ToSpan;
use jiff::civil::Date;

/// How the window of a report follows from its period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WindowRule {
    /// The period itself: 01/01–30/06 for the first half-year.
    Whole,
    /// From a day of the month before the period until the day before it in its last month: with 15, the first
    /// half-year is 15/12–14/06.
    FromDayBefore {
        /// Day of the month, 2 to 28.
        day: i8,
    },
    /// From the first day of the period until a day of its last month: with 15, the first half-year is 01/01–15/06.
    UntilDay {
        /// Day of the month, 1 to 28.
        day: i8,
    },
}

/// A window: both days belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// Its first day.
    pub from_on: Date,
    /// Its last day.
    pub to_on: Date,
}

impl WindowRule {
    /// The window of the period between two days, both of which belong to it. A day outside 1 to 28 is taken as the
    /// nearest of them.
    ///
    /// ```
    /// # use jiff::civil::date;
    /// # use vunggoc_calendar::WindowRule;
    /// let petitions = WindowRule::FromDayBefore { day: 15 };
    /// let half = petitions.window(date(2024, 1, 1), date(2024, 6, 30));
    /// assert_eq!((half.from_on, half.to_on), (date(2023, 12, 15), date(2024, 6, 14)));
    /// ```
    pub fn window(self, first_on: Date, last_on: Date) -> Window {
        let on_day = |month: Date, day: i8| month.with().day(day.clamp(1, 28)).build().unwrap_or(month);
        match self {
            Self::Whole => Window { from_on: first_on, to_on: last_on },
            Self::FromDayBefore { day } => {
                let day = day.clamp(2, 28);
                let before = first_on.first_of_month().saturating_sub(1.month());
                Window { from_on: on_day(before, day), to_on: on_day(last_on, day - 1) }
            }
            Self::UntilDay { day } => Window { from_on: first_on, to_on: on_day(last_on, day) },
        }
    }
}

impl Window {
    /// Whether a day belongs to it.
    pub fn holds(self, day: Date) -> bool {
        self.from_on <= day && day <= self.to_on
    }
}
