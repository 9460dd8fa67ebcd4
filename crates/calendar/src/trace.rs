//! Vì sao ra ngày này: a count again, day by day. Made only when it is asked for.

use crate::calendar::{Calendar, shift};
use crate::count::{Due, Start, TermUnit, Way};
use crate::day::DayKind;
use jiff::civil::Date;

/// What a day of a trace did to the count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counted {
    /// The day counted from, which does not count itself.
    Start,
    /// A day off that the start was moved over, or the working day it was moved to.
    StartMoved,
    /// It counts.
    Yes,
    /// A day off, not counted.
    No,
    /// The day that months or years lead to.
    Reached,
    /// A day off that the end was moved over, or the working day it was moved to.
    EndMoved,
}

coded!(Counted {
    Start = "start",
    StartMoved = "start-moved",
    Yes = "counted",
    No = "passed",
    Reached = "reached",
    EndMoved = "end-moved",
});

/// One day of a trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Step {
    /// The day.
    pub on: Date,
    /// What it is.
    pub kind: DayKind,
    /// What it did.
    pub counted: Counted,
    /// How many are counted up to and with it.
    pub n: u16,
}

impl Calendar {
    /// Every day of a count, from the first to the due day, in the order in which one counts; months and years are
    /// one step. It is counted here a second time, day by day and without any look-up, so that it also checks the
    /// day that came out.
    pub fn trace(&self, due: &Due) -> Vec<Step> {
        let Due { start_on, term, conventions, .. } = *due;
        let sign = match conventions.way {
            Way::After => 1,
            Way::Before => -1,
        };
        let mut steps = Steps { calendar: self, steps: Vec::new(), n: 0 };
        let mut day = start_on;
        if conventions.start == Start::FromWorkingDay && !self.is_worked(day) {
            steps.push(day, Counted::StartMoved);
            day = steps.until_worked(day, sign, Counted::StartMoved);
        } else if conventions.start == Start::SameDay && term.n > 0 {
            day = shift(day, -sign); // so that the day itself is the first to be looked at
        } else {
            steps.push(day, Counted::Start);
        }
        match term.unit {
            TermUnit::WorkingDays | TermUnit::CalendarDays => day = steps.count(day, sign, due),
            TermUnit::Months | TermUnit::Years => {
                let from = self.first_of_count(start_on, conventions);
                day = self.end_of_count(from, term, conventions);
                steps.n = term.n;
                steps.push(day, Counted::Reached);
            }
        }
        if day != due.on {
            steps.until_worked(day, if due.on > day { 1 } else { -1 }, Counted::EndMoved);
        }
        steps.steps
    }
}

struct Steps<'a> {
    calendar: &'a Calendar,
    steps: Vec<Step>,
    n: u16,
}

impl Steps<'_> {
    fn push(&mut self, on: Date, counted: Counted) {
        self.steps.push(Step { on, kind: self.calendar.kind_of(on), counted, n: self.n });
    }

    fn count(&mut self, mut day: Date, sign: i64, due: &Due) -> Date {
        while self.n < due.term.n {
            let next = shift(day, sign);
            if next == day {
                break;
            }
            day = next;
            if due.term.unit == TermUnit::CalendarDays || self.calendar.is_worked(day) {
                self.n += 1;
                self.push(day, Counted::Yes);
            } else {
                self.push(day, Counted::No);
            }
        }
        day
    }

    /// Steps over days off to the next worked one.
    fn until_worked(&mut self, mut day: Date, sign: i64, counted: Counted) -> Date {
        loop {
            let next = shift(day, sign);
            if next == day {
                return day;
            }
            day = next;
            self.push(day, counted);
            if self.calendar.is_worked(day) {
                return day;
            }
        }
    }
}
