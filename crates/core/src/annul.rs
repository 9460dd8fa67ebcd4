//! Hủy việc ghi nhận: what should never have been entered is taken back, with a reason and a record.
//!
//! One of the three ways back: *correct* mends what was entered wrong, an *event* ends what was true until now, and
//! this takes back what never was. It is allowed only while nothing depends on the thing; whoever can ask the store
//! says what does. Nothing is deleted here: the record stays, and says why.

use crate::tagged;

tagged! {
    /// What may depend on a thing that is to be annulled.
    pub enum Dependent {
        /// Units that stand, or stood, below it.
        Below = "below",
        /// Dated relations that name it.
        Link = "link",
        /// Listings of it, or owned by it.
        Listing = "listing",
        /// Figures.
        Figure = "figure",
        /// Returns and duties to return.
        Return = "return",
        /// Rounds, judgements and letters of screening.
        Screening = "screening",
        /// Reports and submissions.
        Report = "report",
        /// Posts of it, and who is in charge of it or helps it.
        Post = "post",
        /// Tasks and their grounds.
        Task = "task",
        /// Plans, evaluations, opinions and watches.
        Plan = "plan",
        /// Imports into it.
        Import = "import",
        /// Grants on it, past ones too.
        Grant = "grant",
    }
}

/// Why a thing cannot be annulled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// The reason is blank or longer than [`REASON_LIMIT`].
    NoReason,
    /// Something depends on it.
    DependedOn(Vec<Dependent>),
}

/// The most letters of a reason.
pub const REASON_LIMIT: usize = 500;

/// Leave to annul one thing: it has a reason, and nothing depended on the thing when that was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annulment {
    reason: String,
}

impl Annulment {
    /// From the reason and everything that was found to depend on the thing.
    pub fn of(reason: &str, dependents: Vec<Dependent>) -> Result<Self, Broken> {
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > REASON_LIMIT {
            return Err(Broken::NoReason);
        }
        if !dependents.is_empty() {
            return Err(Broken::DependedOn(dependents));
        }
        Ok(Self { reason: reason.to_owned() })
    }

    /// Why.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_and_nothing_that_depends() {
        assert_eq!(Annulment::of(" Nhập trùng ", vec![]).unwrap().reason(), "Nhập trùng");
        assert_eq!(Annulment::of(" ", vec![]), Err(Broken::NoReason));
        assert_eq!(Annulment::of(&"x".repeat(REASON_LIMIT + 1), vec![]), Err(Broken::NoReason));
        let held = vec![Dependent::Below, Dependent::Figure];
        assert_eq!(Annulment::of("Nhập trùng", held.clone()), Err(Broken::DependedOn(held)));
    }
}
