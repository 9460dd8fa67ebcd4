//! Bộ quy tắc: what the files under `rules/` declare, as values of the domain.
//!
//! A rule is data before it is code. Each value carries its [`Ground`]: where it comes from, how sure we are
//! of it, and from when until when it holds. Reading the files is not done here (the domain knows no file
//! format); an installation overrides a value by a dated change, which is not here either.

mod calendar;
mod forms;
mod ground;
mod levels;
mod listing;
mod papers;
mod tasks;

pub use calendar::{CalendarRules, DecidedYear};
pub use forms::{DueDays, FormRows, FormRule};
pub use ground::{Confidence, Ground, Named};
pub use levels::{Kind, Level, Levels, Reach, Standing};
pub use listing::{DecidingBody, DecisionKind, Duration, ListingRules, Power, Track};
pub use papers::{Head, PaperKind, PaperRules};
pub use tasks::{TaskField, TaskHead};
