//! A task as it is written down, with everything that is wrong with it at once.

use super::{Origin, Quantity, Task};
use crate::post::Post;
use crate::unit::Unit;
use crate::{Date, Id, tagged};

tagged! {
    /// How the days of a term are counted.
    pub enum Days {
        /// Ngày làm việc.
        Working = "working",
        /// Ngày theo lịch.
        Calendar = "calendar",
    }
}

/// A term from which the due date follows; the date is computed anew when the calendar changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The day from which the days are counted.
    pub start_on: Date,
    /// How many days.
    pub n: i64,
    /// Which days count.
    pub days: Days,
}

/// The same task in another system.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Outside {
    /// Which system.
    pub system: String,
    /// Its id there.
    pub id: String,
}

/// A task as typed in or read from a file, before it is known to be whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// Rõ việc: what is to be done.
    pub content: String,
    /// Rõ hiệu quả: sản phẩm, kết quả.
    pub product: String,
    /// Cơ quan chủ trì.
    pub lead: Option<Id<Unit>>,
    /// Cơ quan phối hợp.
    pub support: Vec<Id<Unit>>,
    /// Người chịu trách nhiệm: a post of the lead body.
    pub post: Option<Id<Post>>,
    /// The post as the paper words it, where the register has none.
    pub doer: String,
    /// Ngày giao.
    pub started_on: Option<Date>,
    /// Thời hạn hoàn thành.
    pub due_on: Option<Date>,
    /// The term from which the due date follows, if it does.
    pub term: Option<Term>,
    /// Whence a shortcoming is known.
    pub origin: Option<Origin>,
    /// Nguyên nhân of a shortcoming.
    pub cause: String,
    /// How much is to be done, where it is counted.
    pub quantity: Option<Quantity>,
    /// The task of the year before whose rest is carried over.
    pub carried_from: Option<Id<Task>>,
    /// Its id in another system.
    pub outside: Option<Outside>,
}

/// What is wrong with a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Problem {
    /// Nothing is to be done.
    NoContent,
    /// Nobody leads it.
    NoLead,
    /// The day on which it starts is missing.
    NoStart,
    /// It has no due date.
    NoDue,
    /// The due date lies before the start.
    DueBeforeStart,
    /// A text is longer than 4,000 letters.
    TooLong,
    /// The lead body supports itself.
    LeadSupports,
    /// A quantity is below nought or there is nothing to count.
    BadQuantity,
    /// Only what is counted is carried over.
    CarriedUncounted,
}

const TEXT_LIMIT: usize = 4000;

/// A task that is whole: it can be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    /// The draft it was.
    pub draft: Draft,
    /// Cơ quan chủ trì.
    pub lead: Id<Unit>,
    /// Ngày giao.
    pub started_on: Date,
    /// Thời hạn hoàn thành.
    pub due_on: Date,
}

impl Draft {
    /// The task, or everything that is wrong with it.
    pub fn check(self) -> Result<Whole, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut wrong = |is: bool, problem| {
            if is {
                problems.push(problem);
            }
        };
        wrong(self.content.trim().is_empty(), Problem::NoContent);
        wrong(self.lead.is_none(), Problem::NoLead);
        wrong(self.started_on.is_none(), Problem::NoStart);
        wrong(self.due_on.is_none(), Problem::NoDue);
        wrong(
            self.due_on.zip(self.started_on).is_some_and(|(due, start)| due < start),
            Problem::DueBeforeStart,
        );
        let long = |s: &String| s.chars().count() > TEXT_LIMIT;
        wrong(
            [&self.content, &self.product, &self.doer, &self.cause].into_iter().any(long),
            Problem::TooLong,
        );
        wrong(self.lead.is_some_and(|lead| self.support.contains(&lead)), Problem::LeadSupports);
        wrong(self.quantity.as_ref().is_some_and(|q| !q.is_sound()), Problem::BadQuantity);
        wrong(self.carried_from.is_some() && self.quantity.is_none(), Problem::CarriedUncounted);
        match (self.lead, self.started_on, self.due_on) {
            (Some(lead), Some(started_on), Some(due_on)) if problems.is_empty() => {
                Ok(Whole { draft: self, lead, started_on, due_on })
            }
            _ => Err(problems),
        }
    }
}
