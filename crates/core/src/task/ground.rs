//! Căn cứ giao nhiệm vụ: what tasks hang on. Every source of tasks (a plan's measures, the paragraphs of a notice,
//! the recommendations of an inspection …) points to one ground, and rights go by the ground's unit.

use super::Ground;
use crate::paper::Paper;
use crate::unit::Unit;
use crate::{Date, Id, tagged};

tagged! {
    /// Loại căn cứ.
    pub enum Kind {
        /// Thông báo kết luận hội nghị, giao ban.
        Notice = "notice",
        /// Đề án, kế hoạch củng cố.
        Plan = "plan",
        /// Kết luận kiểm tra, giám sát, thanh tra.
        Inspection = "inspection",
        /// Kết luận, kiến nghị kiểm toán.
        Audit = "audit",
        /// Hạn chế sau kiểm điểm.
        SelfReview = "self-review",
        /// Kế hoạch năm.
        YearPlan = "year-plan",
        /// Nghị quyết, chương trình hành động.
        Resolution = "resolution",
        /// Kết luận tiếp dân.
        Reception = "reception",
        /// Căn cứ khác.
        Other = "other",
    }
}

impl Kind {
    /// Kinds that a person may write down by hand; a plan and a reception raise their tasks themselves.
    pub const fn by_hand(self) -> bool {
        !matches!(self, Self::Plan | Self::Reception)
    }
    /// Kinds that rest on a paper of another body: without number and date nobody could find it again.
    pub const fn needs_paper(self) -> bool {
        matches!(self, Self::Notice | Self::Inspection | Self::Audit | Self::Resolution)
    }
}

/// A ground as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The unit by which rights go: who gives the tasks, or the listed unit of a plan.
    pub unit: Id<Unit>,
    /// Its kind.
    pub kind: Kind,
    /// The number of what raised it (a plan, a reception …); a source raises its tasks once.
    pub source: Option<i64>,
    /// Tên, trích yếu.
    pub title: String,
    /// The day from which it holds.
    pub opened_on: Date,
    /// The year, of a year plan or a self-review.
    pub year: Option<i16>,
    /// Its paper.
    pub paper: Option<Id<Paper>>,
}

/// What is wrong with a ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// The title is blank or longer than 1,000 letters.
    BadTitle,
    /// A year plan needs its year.
    NoYear,
    /// A ground of this kind needs its paper.
    NoPaper,
    /// This source has raised its tasks already.
    RaisedAlready,
}

impl Draft {
    /// The first thing that is wrong, if any.
    pub fn check(&self) -> Result<(), Broken> {
        let n = self.title.trim().chars().count();
        if n == 0 || n > 1000 {
            return Err(Broken::BadTitle);
        }
        if self.kind == Kind::YearPlan && self.year.is_none() {
            return Err(Broken::NoYear);
        }
        if self.kind.needs_paper() && self.paper.is_none() {
            return Err(Broken::NoPaper);
        }
        Ok(())
    }

    /// The ground under a number.
    pub fn keep(self, id: Id<Ground>) -> Result<Ground, Broken> {
        self.check()?;
        Ok(Ground { id, unit: self.unit, kind: self.kind, title: self.title.trim().to_owned() })
    }
}
