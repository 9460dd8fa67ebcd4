//! Đề án, kế hoạch củng cố: kinds, headings and groups of solutions (`rules/plan.toml`).

use super::{Ground, Named};
use crate::plan::Kind;
use crate::tagged;

tagged! {
    /// How a heading is set.
    pub enum Place {
        /// Phần.
        Part = "part",
        /// Mục La Mã.
        Roman = "roman",
        /// Mục số.
        Arabic = "arabic",
    }
}

tagged! {
    /// What stands under a heading.
    pub enum Holds {
        /// Only what stands under the headings below it.
        Nothing = "nothing",
        /// What the drafter writes.
        Text = "text",
        /// The same, offered from the findings of the listing.
        Findings = "findings",
        /// The same, offered from what was done since the listing.
        Results = "results",
        /// The causes, after what the drafter writes.
        Causes = "causes",
        /// The exit criteria, after what the drafter writes.
        Exits = "exits",
        /// The measures, by groups of solutions.
        Measures = "measures",
        /// Only where the separate paper on cadres lies.
        Personnel = "personnel",
        /// What the drafter writes, and that the table of tasks is annexed.
        Assignment = "assignment",
    }
}

impl Holds {
    /// Whether the drafter writes words there.
    pub const fn takes_words(self) -> bool {
        !matches!(self, Self::Nothing | Self::Personnel | Self::Measures)
    }
}

/// Loại văn bản.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanKind {
    /// Which it is.
    pub kind: Kind,
    /// Code and names.
    pub name: Named,
    /// Symbol of the paper (`ĐA`).
    pub symbol: String,
    /// Tên loại as printed (`ĐỀ ÁN`).
    pub title: String,
    /// Where it comes from.
    pub ground: Ground,
}

/// Đề mục.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanSection {
    /// Code and names.
    pub name: Named,
    /// The kinds that have it.
    pub of: Vec<Kind>,
    /// How it is set.
    pub place: Place,
    /// Its mark as printed.
    pub mark: String,
    /// Its mark in a branch's plan, where that is another.
    pub mark_branch: Option<String>,
    /// What stands under it.
    pub holds: Holds,
    /// What belongs there, in Vietnamese; may be blank.
    pub hint_vi: String,
    /// What belongs there, in English; may be blank.
    pub hint_en: String,
    /// Where it comes from.
    pub ground: Ground,
}

impl PlanSection {
    /// Its mark in a plan of a kind.
    pub fn mark(&self, kind: Kind) -> &str {
        match (kind, &self.mark_branch) {
            (Kind::BranchPlan, Some(mark)) => mark,
            _ => &self.mark,
        }
    }
}

/// Nhóm giải pháp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// Code and names.
    pub name: Named,
    /// Where it comes from.
    pub ground: Ground,
}

/// All rules on plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRules {
    /// Loại.
    pub kinds: Vec<PlanKind>,
    /// Đề mục, in printed order.
    pub sections: Vec<PlanSection>,
    /// Nhóm giải pháp, in order.
    pub solutions: Vec<Solution>,
}

impl PlanRules {
    /// The rule of a kind.
    pub fn kind(&self, kind: Kind) -> Option<&PlanKind> {
        self.kinds.iter().find(|k| k.kind == kind)
    }
    /// The headings of a kind, in printed order.
    pub fn sections(&self, kind: Kind) -> impl Iterator<Item = &PlanSection> {
        self.sections.iter().filter(move |s| s.of.contains(&kind))
    }
    /// The heading with a code.
    pub fn section(&self, code: &str) -> Option<&PlanSection> {
        self.sections.iter().find(|s| s.name.code == code)
    }
    /// The group of solutions with a code.
    pub fn solution(&self, code: &str) -> Option<&Solution> {
        self.solutions.iter().find(|s| s.name.code == code)
    }
}
