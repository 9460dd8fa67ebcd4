//! Vì sao ra ngày này: a term counted day by day, for the file.

use super::year::{DayLine, line};
use crate::{Answer, AppError, Ctx, Rule};
use serde::Serialize;
use vunggoc_core::Date;
use vunggoc_core::calendar::{Certainty, Conventions, Term, TermUnit};

/// The longest count that is told day by day.
pub const N_DAYS: u16 = 1_000;
/// The longest term in months or years.
pub const N_MONTHS: u16 = 600;

/// A term to be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// From which day.
    pub start_on: Date,
    /// How long.
    pub term: Term,
    /// How it is counted.
    pub conventions: Conventions,
}

/// A term, counted.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Explained {
    /// The due day.
    pub due: DayLine,
    /// The first year not decided on that it rests on: the day is provisional.
    pub provisional_year: Option<i16>,
    /// Working days after the day counted from, up to and with the due day; negative where it lies before.
    pub n_working: i64,
    /// Every day of the count.
    pub steps: Vec<StepLine>,
}

/// A day of a count.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct StepLine {
    /// The day.
    #[serde(flatten)]
    pub day: DayLine,
    /// What it did to the count.
    pub counted: &'static str,
    /// How many are counted up to and with it.
    pub n: u16,
}

/// Counts a term by the calendar as it is known today.
pub async fn explain(ctx: &Ctx, question: Question) -> Answer<Explained> {
    let Question { start_on, term, conventions } = question;
    let most = match term.unit {
        TermUnit::WorkingDays | TermUnit::CalendarDays => N_DAYS,
        TermUnit::Months | TermUnit::Years => N_MONTHS,
    };
    if term.n > most {
        return Err(AppError::Broken(Rule::Field { name: "n" }));
    }
    let calendar = super::calendar(ctx).await?;
    let due = calendar.due(start_on, term, conventions);
    let steps = calendar.trace(&due);
    Ok(Explained {
        due: line(&calendar, due.on),
        provisional_year: match due.certainty {
            Certainty::Firm => None,
            Certainty::Provisional { year } => Some(year),
        },
        n_working: calendar.working_days_between(start_on, due.on),
        steps: steps
            .iter()
            .map(|s| StepLine { day: line(&calendar, s.on), counted: s.counted.code(), n: s.n })
            .collect(),
    })
}
