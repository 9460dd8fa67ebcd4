//! Quyết định, kết luận: what a collective body decided, and by which paper it is shown.
//!
//! A decision is of a body (Ban Thường vụ, Ban Chỉ đạo), at a meeting or by written opinions; no single
//! person approves anything here. Which body may decide at which level is data (`rules/listing.toml`).

use crate::paper::Paper;
use crate::{Date, Id, tagged};

tagged! {
    /// Hình thức quyết định.
    pub enum Form {
        /// Hội nghị.
        Meeting = "meeting",
        /// Lấy ý kiến bằng văn bản.
        Written = "written",
    }
}

/// Quyết định của tập thể, with the votes as the minutes state them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Kind of the deciding body: a code of `rules/listing.toml`.
    pub body_kind: String,
    /// Its name as the paper gives it.
    pub body: String,
    /// At a meeting or by written opinions.
    pub form: Form,
    /// The day of the meeting, or on which the opinions were counted.
    pub decided_on: Date,
    /// Votes.
    pub votes: Votes,
    /// The paper that shows it.
    pub paper: Id<Paper>,
}

/// Triệu tập, có mặt, tán thành: never more present than summoned, nor agreeing than present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Votes {
    n_summoned: i64,
    n_present: i64,
    n_agreed: i64,
}

/// What is wrong with the votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadVotes {
    /// A number is below zero, or nobody was summoned.
    NotANumber,
    /// More were present than summoned.
    MorePresentThanSummoned,
    /// More agreed than were present.
    MoreAgreedThanPresent,
    /// Not more than half of those summoned agreed (Điều lệ Đảng, Điều 9: a resolution is valid when more than
    /// half of the members agree).
    NoMajority,
}

impl Votes {
    /// Not on record: a decision taken over from a register of past years, which tells no votes. Never of a decision
    /// that is recorded today.
    pub const UNKNOWN: Self = Self { n_summoned: 0, n_present: 0, n_agreed: 0 };

    /// The votes, if they can be.
    pub const fn new(n_summoned: i64, n_present: i64, n_agreed: i64) -> Result<Self, BadVotes> {
        if n_summoned <= 0 || n_present < 0 || n_agreed < 0 {
            return Err(BadVotes::NotANumber);
        }
        if n_present > n_summoned {
            return Err(BadVotes::MorePresentThanSummoned);
        }
        if n_agreed > n_present {
            return Err(BadVotes::MoreAgreedThanPresent);
        }
        if n_agreed * 2 <= n_summoned {
            return Err(BadVotes::NoMajority);
        }
        Ok(Self { n_summoned, n_present, n_agreed })
    }
    /// Số triệu tập (or asked).
    pub const fn n_summoned(self) -> i64 {
        self.n_summoned
    }
    /// Số có mặt (or answered).
    pub const fn n_present(self) -> i64 {
        self.n_present
    }
    /// Số tán thành.
    pub const fn n_agreed(self) -> i64 {
        self.n_agreed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn votes_that_cannot_be() {
        for (votes, expected) in [
            ((15, 13, 13), Ok(())),
            ((15, 8, 8), Ok(())),
            ((14, 8, 7), Err(BadVotes::NoMajority)),
            ((15, 16, 10), Err(BadVotes::MorePresentThanSummoned)),
            ((15, 10, 11), Err(BadVotes::MoreAgreedThanPresent)),
            ((0, 0, 0), Err(BadVotes::NotANumber)),
        ] {
            assert_eq!(Votes::new(votes.0, votes.1, votes.2).map(|_| ()), expected, "{votes:?}");
        }
    }
}
