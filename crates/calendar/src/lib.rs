//! Lịch làm việc: working days, days off and make-up working days, counted with a trace of every day.
//!
//! A count is a [`Term`] ("5 working days", "30 days", "12 months") from a day, under [`Conventions`] (from which
//! day one counts, which way, and where an end on a day off moves to). A [`Calendar`] says which days are worked: it
//! is a value built from [`Rules`] (weekly days off, holidays of the law, fixed or lunar) and from the government's
//! yearly [`Decision`]s. A date that rests on a year not yet decided is [`Certainty::Provisional`] and says so.
//!
//! ```
//! use jiff::civil::date;
//! use vunggoc_calendar::{Calendar, Certainty, Conventions, Rules, Term};
//!
//! let calendar = Calendar::new(Rules::default(), Vec::new()); // weekends only, no year decided
//! let due = calendar.due(date(2024, 10, 17), Term::working(5), Conventions::STATUTORY);
//! assert_eq!(due.on, date(2024, 10, 24));
//! assert_eq!(due.certainty, Certainty::Provisional { year: 2024 });
//! let days: Vec<_> = calendar.trace(&due).iter().map(|step| (step.on.day(), step.n)).collect();
//! assert_eq!(days, [(17, 0), (18, 1), (19, 1), (20, 1), (21, 2), (22, 3), (23, 4), (24, 5)]);
//! ```
//!
//! Invariants: pure (no I/O, no clock, no words for people); the same inputs give the same day; no function panics,
//! whatever the dates. Deliberately not here: time limits of any law (they are data of whoever counts), hours and
//! minutes, reading of files, names of holidays.

/// Stable codes of a fieldless enum, for stores and addresses; never shown to people.
macro_rules! coded {
    ($name:ident { $($variant:ident = $code:literal),+ $(,)? }) => {
        impl $name {
            /// Every value, in the order in which people list them.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$variant),+];
            /// The stable code of the value.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
            /// The value of a code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|value| value.code() == code)
            }
        }
    };
}

mod calendar;
mod count;
mod day;
mod decision;
mod holiday;
pub mod lunar;
mod trace;
mod window;

pub use calendar::{Calendar, FIRST_YEAR, LAST_YEAR};
pub use count::{Certainty, Conventions, Due, Roll, Start, Term, TermUnit, Way};
pub use day::{DayKind, Weekends, WeeklyOff};
pub use decision::{DecidedDay, Decision, Mark, Objection};
pub use holiday::{HolidayNo, HolidayRule, InLieu, Rules, When};
pub use trace::{Counted, Step};
pub use window::{Window, WindowRule};
