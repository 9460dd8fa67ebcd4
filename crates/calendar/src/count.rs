//! Terms, the conventions under which they are counted, and the day that comes out.

use crate::calendar::{Calendar, shift};
use jiff::Span;
use jiff::civil::Date;

/// What a term is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TermUnit {
    /// Ngày làm việc.
    WorkingDays,
    /// Ngày (theo lịch).
    CalendarDays,
    /// Tháng: the same day of a later month, or its last day where it has no such day.
    Months,
    /// Năm.
    Years,
}

coded!(TermUnit { WorkingDays = "working", CalendarDays = "calendar", Months = "months", Years = "years" });

/// Thời hạn: how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Term {
    /// How many.
    pub n: u16,
    /// Of what.
    pub unit: TermUnit,
}

impl Term {
    /// So many working days.
    pub const fn working(n: u16) -> Self {
        Self { n, unit: TermUnit::WorkingDays }
    }
    /// So many days.
    pub const fn calendar(n: u16) -> Self {
        Self { n, unit: TermUnit::CalendarDays }
    }
    /// So many months.
    pub const fn months(n: u16) -> Self {
        Self { n, unit: TermUnit::Months }
    }
    /// So many years.
    pub const fn years(n: u16) -> Self {
        Self { n, unit: TermUnit::Years }
    }
}

/// From which day one counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Start {
    /// The day itself does not count; the next is the first (không tính ngày đầu tiên).
    NextDay,
    /// The day itself is the first. A term of months or years then ends a day earlier.
    SameDay,
    /// The day is first moved to the next working day, which does not count: what comes in on a day off is taken as
    /// received on the working day after.
    FromWorkingDay,
}

coded!(Start { NextDay = "next-day", SameDay = "same-day", FromWorkingDay = "from-working-day" });

/// Where an end on a day off moves to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Roll {
    /// Nowhere.
    Keep,
    /// To the working day after.
    Following,
    /// To the working day before.
    Preceding,
}

coded!(Roll { Keep = "keep", Following = "following", Preceding = "preceding" });

/// Which way one counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// Forward: at latest so long after.
    After,
    /// Back: at latest so long before.
    Before,
}

coded!(Way { After = "after", Before = "before" });

/// Cách tính: how a term is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Conventions {
    /// From which day.
    pub start: Start,
    /// Which way.
    pub way: Way,
    /// Where an end on a day off moves to.
    pub roll: Roll,
}

impl Conventions {
    /// As Bộ luật Dân sự 2015 (Art. 147, 148) counts: the first day does not count, and an end on a day off moves
    /// to the next working day.
    pub const STATUTORY: Self = Self { start: Start::NextDay, way: Way::After, roll: Roll::Following };
    /// So long before a day: the day itself does not count, an end on a day off moves further back.
    pub const AHEAD: Self = Self { start: Start::NextDay, way: Way::Before, roll: Roll::Preceding };
}

/// How far a day may be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// Every year it rests on is decided, or it rests on none.
    Firm,
    /// Tạm tính: it rests on a year that is not decided yet; the first such year.
    Provisional {
        /// The year.
        year: i16,
    },
}

/// A due day, with what it was counted from. Its trace: [`Calendar::trace`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Due {
    /// The day.
    pub on: Date,
    /// How far it may be relied on.
    pub certainty: Certainty,
    /// The day counted from.
    pub start_on: Date,
    /// How long.
    pub term: Term,
    /// How it was counted.
    pub conventions: Conventions,
}

impl Calendar {
    /// The day on which a term ends. Beyond what dates can say it stays at the first or last of all days.
    ///
    /// ```
    /// # use jiff::civil::date;
    /// # use vunggoc_calendar::{Calendar, Certainty, Conventions, Roll, Rules, Term};
    /// let calendar = Calendar::new(Rules::default(), vec![]);
    /// let plain = Conventions { roll: Roll::Keep, ..Conventions::STATUTORY };
    /// let due = calendar.due(date(2023, 12, 31), Term::months(2), plain);
    /// assert_eq!((due.on, due.certainty), (date(2024, 2, 29), Certainty::Firm)); // rests on no holiday at all
    /// ```
    pub fn due(&self, start_on: Date, term: Term, conventions: Conventions) -> Due {
        let from = self.first_of_count(start_on, conventions);
        let end = self.end_of_count(from, term, conventions);
        let on = self.roll(end, conventions.roll);
        let due = Due { on, certainty: Certainty::Firm, start_on, term, conventions };
        Due { certainty: self.certainty(start_on, from, end, due), ..due }
    }

    /// The day that a count starts beside (it is day 0).
    pub(crate) fn first_of_count(&self, start_on: Date, conventions: Conventions) -> Date {
        match conventions.start {
            Start::NextDay | Start::SameDay => start_on,
            Start::FromWorkingDay => match conventions.way {
                Way::After => self.roll(start_on, Roll::Following),
                Way::Before => self.roll(start_on, Roll::Preceding),
            },
        }
    }

    /// The day on which the count itself ends, before it is moved.
    pub(crate) fn end_of_count(&self, from: Date, term: Term, conventions: Conventions) -> Date {
        let sign = match conventions.way {
            Way::After => 1,
            Way::Before => -1,
        };
        let n = i64::from(term.n);
        // Where the day itself is the first, the count begins beside the day before it.
        let own = i64::from(conventions.start == Start::SameDay && term.n > 0);
        match term.unit {
            TermUnit::WorkingDays => self.worked_from(shift(from, -sign * own), sign * n),
            TermUnit::CalendarDays => shift(from, sign * (n - own)),
            TermUnit::Months => shift(months(from, sign * n), -sign * own),
            TermUnit::Years => shift(months(from, sign * n * 12), -sign * own),
        }
    }

    /// The n-th working day after a day (before it, where n is negative); the day itself for 0.
    fn worked_from(&self, day: Date, n: i64) -> Date {
        self.looked_up(day, n).unwrap_or_else(|| self.walked(day, n))
    }

    fn looked_up(&self, day: Date, n: i64) -> Option<Date> {
        let place = self.place(day)?;
        if n == 0 {
            return Some(day);
        }
        let until = i64::from(self.worked_until(place)?);
        // Going back, the day itself does not count even where it is worked.
        let own = i64::from(n < 0 && self.is_worked(day));
        let target = if n > 0 { until + n } else { until - own + n + 1 };
        self.nth_worked(u32::try_from(target).ok()?)
    }

    /// The same, day by day: where a count leaves the years laid out.
    fn walked(&self, mut day: Date, n: i64) -> Date {
        let mut left = n.unsigned_abs();
        while left > 0 {
            let next = if n > 0 { day.tomorrow() } else { day.yesterday() };
            let Ok(next) = next else { return day };
            day = next;
            left -= u64::from(self.is_worked(day));
        }
        day
    }

    /// Moves a day off to a working day.
    pub fn roll(&self, day: Date, roll: Roll) -> Date {
        let step = match roll {
            Roll::Keep => return day,
            _ if self.is_worked(day) => return day,
            Roll::Following => 1,
            Roll::Preceding => -1,
        };
        self.worked_from(day, step)
    }

    /// The first working day after a day.
    pub fn working_day_after(&self, day: Date) -> Date {
        self.worked_from(day, 1)
    }

    /// The n-th working day before a day, as for reminders.
    pub fn working_days_before(&self, day: Date, n: u16) -> Date {
        self.worked_from(day, -i64::from(n))
    }

    /// How many working days lie after `from` up to and with `to`; negative where `to` is the earlier.
    pub fn working_days_between(&self, from: Date, to: Date) -> i64 {
        if to < from {
            return -self.working_days_between(to, from);
        }
        let known = |day| self.place(day).and_then(|p| self.worked_until(p)).map(i64::from);
        if let (Some(a), Some(b)) = (known(from), known(to)) {
            return b - a;
        }
        let mut n = 0;
        let mut day = from;
        while day < to {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            n += i64::from(self.is_worked(day));
        }
        n
    }

    /// A day rests on every year in which one had to look which days are worked.
    fn certainty(&self, start_on: Date, from: Date, end: Date, due: Due) -> Certainty {
        let Due { term, conventions, .. } = due;
        let looked_at = [
            (conventions.start == Start::FromWorkingDay).then_some((start_on, from)),
            (term.unit == TermUnit::WorkingDays && term.n > 0).then_some((from, end)),
            (conventions.roll != Roll::Keep).then_some((end, due.on)),
        ];
        let undecided =
            |(a, b): (Date, Date)| (a.min(b).year()..=a.max(b).year()).find(|year| !self.is_decided(*year));
        let first = looked_at.into_iter().flatten().filter_map(undecided).min();
        first.map_or(Certainty::Firm, |year| Certainty::Provisional { year })
    }
}

/// So many months on, the ends of all days held.
fn months(day: Date, n: i64) -> Date {
    let end = if n < 0 { Date::MIN } else { Date::MAX };
    Span::new().try_months(n).map_or(end, |span| day.saturating_add(span))
}
