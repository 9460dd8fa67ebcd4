//! Nội dung thống kê: what is counted.
//!
//! A figure is an integer with the scale of its indicator, never a float; a missing figure has no row and no
//! value. How an indicator adds over the tree and over time is declared, so that no sum is made by habit.
//! The catalogue itself is data (`rules/indicators.toml`).

use crate::period::PeriodKind;
use crate::rulebook::{Ground, Reach};
use crate::tagged;

/// The largest figure, either way: sums over half a million units, and products with a bound of a criterion,
/// then stay within 64 bits, so that no hot loop needs a check. Larger amounts take a larger unit of count.
pub const FIGURE_LIMIT: i64 = 1 << 43;

tagged! {
    /// What a figure of the indicator measures in time.
    pub enum Nature {
        /// Thời điểm: a stock on the last day of the period.
        Stock = "stock",
        /// Phát sinh: a flow within the period.
        Flow = "flow",
        /// Lũy kế: cumulative since 1 January.
        Cumulative = "cumulative",
    }
}

tagged! {
    /// How figures of units below make the figure of the unit above.
    pub enum OverTree {
        /// Cộng: the sum of the units below.
        Sum = "sum",
        /// Entered at its own unit only; never rolled up (a grade, a score).
        None = "none",
    }
}

tagged! {
    /// How figures of shorter periods make the figure of a longer one.
    pub enum OverTime {
        /// The sum of the parts (flows).
        Sum = "sum",
        /// The value of the last part (stocks, cumulative figures).
        Last = "last",
        /// Not defined: must be entered for the period itself.
        None = "none",
    }
}

tagged! {
    /// What becomes of past figures when units merge or divide.
    pub enum Travel {
        /// Predecessors' figures are added.
        Add = "add",
        /// A new series begins; the old one is not comparable.
        Break = "break",
    }
}

tagged! {
    /// Who may see small counts.
    pub enum Sensitivity {
        /// Shown as it is.
        Open = "open",
        /// Counts under 5 below commune level are not shown (admissions by category).
        SmallCountsHidden = "small-counts-hidden",
    }
}

tagged! {
    /// Whence figures of an indicator come.
    pub enum Origin {
        /// Asked in a form, typed or imported.
        Form = "form",
        /// Counted from a register that the software itself keeps (listings, tasks, petitions, posts…).
        Register = "register",
    }
}

/// Nội dung thống kê: one thing that is counted, as the catalogue declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// Stable code, e.g. `members.admitted`.
    pub code: String,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// Đơn vị tính, Vietnamese, e.g. `đảng viên`.
    pub counted_vi: String,
    /// Unit of count in English, e.g. `members`.
    pub counted_en: String,
    /// Stock, flow or cumulative.
    pub nature: Nature,
    /// Digits behind the comma: a value of 3888 with scale 2 is 38,88.
    pub scale: u8,
    /// How it adds over the tree.
    pub over_tree: OverTree,
    /// How it adds over time.
    pub over_time: OverTime,
    /// How it travels through a reorganisation.
    pub travel: Travel,
    /// Whether small counts are hidden.
    pub sensitivity: Sensitivity,
    /// Code of the indicator that is its base where it is printed as a share (`x/base`), e.g. a target.
    pub base: Option<String>,
    /// Loại kỳ: the kind of period it is kept for.
    pub period: PeriodKind,
    /// The units that hold a figure of their own; all others have sums only.
    pub held_by: Reach,
    /// Whence its figures come.
    pub origin: Origin,
    /// Where the definition comes from.
    pub ground: Ground,
}
