//! Biểu: which figures are asked of which units, and by when (`rules/forms.toml`).

use super::{Ground, Named, Reach};
use crate::Date;
use crate::period::{Period, PeriodKind};
use crate::tagged;

tagged! {
    /// The rows of a form.
    pub enum FormRows {
        /// One row: the unit that is asked.
        Own = "own",
        /// A row for each unit below it that holds figures, too.
        WithBranches = "with-branches",
    }
}

tagged! {
    /// How the days until a return is due are counted.
    pub enum DueDays {
        /// Ngày theo lịch.
        Calendar = "calendar",
        /// Ngày làm việc.
        Working = "working",
    }
}

/// Biểu, as declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormRule {
    /// Code and names.
    pub name: Named,
    /// The units it is asked of.
    pub asked_of: Reach,
    /// Its rows.
    pub rows: FormRows,
    /// Codes of its indicators, in the order of its columns; each is asked for its own kind of period.
    pub indicators: Vec<String>,
    /// Days after the end of the period until it is due, for each kind of period for which it is asked.
    pub due: Vec<(PeriodKind, u16)>,
    /// How these days are counted.
    pub due_days: DueDays,
    /// Where it comes from.
    pub ground: Ground,
}

impl FormRule {
    /// The day on which the return of a period is due, where days are counted by the calendar; working days
    /// need a calendar of holidays and are counted by the caller.
    pub fn due_on(&self, period: Period) -> Option<Date> {
        let (_, days) = self.due.iter().find(|(kind, _)| *kind == period.kind())?;
        if self.due_days == DueDays::Working {
            return None;
        }
        period.last_on().checked_add(jiff::Span::new().days(i64::from(*days))).ok()
    }
}
