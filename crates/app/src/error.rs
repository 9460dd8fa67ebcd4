//! The one error of the use cases: few arms, data in them, no words.

use vunggoc_core::Version;
use vunggoc_core::access::Action;
use vunggoc_core::{annul, decision, form, listing, paper, post, task, unit};
use vunggoc_db::DbError;

/// Why a use case did nothing.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// There is no such thing, or not for this reader.
    #[error("not found")]
    NotFound,
    /// It is there, but this person may not do that.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// A rule of the domain stands against it.
    #[error("a rule stands against it: {0:?}")]
    Broken(Rule),
    /// Somebody else changed it since it was read.
    #[error("changed meanwhile, now at {now:?}")]
    Stale {
        /// The version it has now.
        now: Version,
    },
    /// The store was too busy; nothing was done; try again.
    #[error("busy")]
    Busy,
    /// The command was done before under the same key; its outcome as text.
    #[error("done before")]
    Done(String),
    /// A fault of the program or the machine; logged once, at the boundary.
    #[error("fault: {0}")]
    Fault(Box<dyn std::error::Error + Send + Sync>),
}

/// Why a person is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// His grants do not hold this action there.
    NotGranted(Action),
    /// The name or the password is wrong (never said which).
    SignIn,
    /// Too many attempts; how many seconds to wait.
    SlowDown {
        /// Seconds.
        wait: i64,
    },
    /// The one-time code of the second factor is wrong, used or missing.
    SecondFactor,
    /// The invitation or set-up code is wrong, used or too old.
    BadCode,
}

/// The rules of the domain, by noun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Of a unit.
    Unit(unit::Broken),
    /// Of an annulment.
    Annul(annul::Broken),
    /// The unit above does not exist on that day, or is of another tree, or stands below.
    UnitAbove,
    /// The unit is named by other records and cannot be annulled.
    UnitInUse,
    /// The unit did not exist on that day.
    UnitNotThere,
    /// A code is held by another unit.
    CodeTaken {
        /// The code.
        code: String,
    },
    /// Of a paper.
    Paper(Vec<paper::Problem>),
    /// A paper of that number and day is already there (told, and accepted when confirmed).
    PaperTwice,
    /// Of votes.
    Votes(decision::BadVotes),
    /// Of a listing.
    Listing(listing::Broken),
    /// The unit already has a live listing.
    ListedAlready,
    /// Of a post.
    Post(post::Broken),
    /// Of a ground of tasks.
    Ground(task::ground::Broken),
    /// Of a task.
    Task(task::Broken),
    /// What is wrong with evidence.
    Evidence(Vec<task::evidence::Problem>),
    /// What is wrong with tasks as they are written down: the place in the list and the problem.
    TaskDrafts(Vec<(usize, task::Problem)>),
    /// Of a yearly decision on days off.
    Calendar(Vec<vunggoc_core::calendar::Objection>),
    /// Of a return.
    Return(form::Broken),
    /// A figure that cannot be written.
    Figures(form::grid::Refused),
    /// Of screening.
    Screening(crate::screening::Broken),
    /// A file that cannot be read as a spreadsheet.
    Sheet(vunggoc_sheets::ReadError),
    /// Problems of an import stand against writing it.
    ImportNotReady,
    /// What must be seen before an import is written was not ticked.
    ImportNotSeen,
    /// A login name is taken.
    LoginTaken,
    /// A password is too short or is the login name.
    WeakPassword,
    /// A text is missing or too long, by field.
    Field {
        /// The name of the field.
        name: &'static str,
    },
    /// The report is issued and locked.
    ReportIssued,
    /// Only an issued report is corrected by another.
    ReportNotIssued,
    /// Another report corrects it already.
    ReportCorrected,
    /// A rule of a noun that words itself (code, Vietnamese, English).
    Said {
        /// Stable code.
        code: &'static str,
        /// What it concerns, for the message.
        about: String,
    },
}

impl From<DbError> for AppError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Again => Self::Busy,
            DbError::NoRow => Self::NotFound,
            other => Self::Fault(Box::new(other)),
        }
    }
}

macro_rules! from_rule {
    ($($of:ty => $arm:ident),*) => {$(
        impl From<$of> for AppError { fn from(rule: $of) -> Self { Self::Broken(Rule::$arm(rule)) } }
    )*};
}

from_rule!(unit::Broken => Unit, annul::Broken => Annul, form::Broken => Return, listing::Broken => Listing, post::Broken => Post, task::Broken => Task, task::ground::Broken => Ground, decision::BadVotes => Votes, Vec<paper::Problem> => Paper);

impl AppError {
    /// A fault with a plain description.
    pub fn fault(what: impl Into<String>) -> Self {
        Self::Fault(what.into().into())
    }
}
