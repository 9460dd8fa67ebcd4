//! Kết quả rà soát, nhận diện: what a criterion says of a unit, with its evidence.

use super::Criterion;
use crate::Id;
use crate::paper::Paper;
use crate::period::Period;
use crate::rulebook::Named;
use crate::tagged;

/// What a criterion says of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Không áp dụng: it does not speak of this unit, or there is nothing to compare.
    NotApplicable,
    /// Không có biểu hiện.
    Clear,
    /// Có biểu hiện, with what shows it.
    Hit(Evidence),
    /// Chưa xác định, with everything that is missing.
    Undetermined(Vec<Lack>),
}

tagged! {
    /// What became of a sign for which a unit was listed, when its criterion is run again before removal.
    pub enum Remedy {
        /// Biểu hiện đã được khắc phục.
        Remedied = "remedied",
        /// Biểu hiện chưa được khắc phục.
        Persists = "persists",
        /// Chưa xác định được.
        Unknown = "unknown",
    }
}

impl Outcome {
    /// What the outcome says of a sign that was there before. Missing is never green, and a criterion that no
    /// longer applies, or for which nobody has entered a new paper, proves nothing.
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::Clear => Remedy::Remedied,
            Self::Hit(_) => Remedy::Persists,
            Self::NotApplicable | Self::Undetermined(_) => Remedy::Unknown,
        }
    }
}

/// What shows a hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// Figures: one reading for each period, the latest first.
    Figures {
        /// The figures of the run.
        readings: Vec<Reading>,
        /// The figure that made the criterion applicable.
        when: Option<Reading>,
    },
    /// A paper of the competent body.
    Paper(Id<Paper>),
    /// Signs of the units below.
    Below(LiftCount),
}

/// The figures of one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The period.
    pub period: Period,
    /// The figure.
    pub value: i64,
    /// Its base, where a share is compared.
    pub base: Option<i64>,
}

/// One input that was not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    /// The indicator.
    pub indicator: Named,
    /// The period.
    pub period: Period,
    /// What is wrong with it.
    pub why: Why,
}

/// Why an input could not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// No figure.
    Missing,
    /// The base is zero.
    BaseZero,
}

/// Hits of the units below: n of m.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LiftCount {
    /// Units below with the sign.
    pub n_hit: u32,
    /// Units below of which it could not be said.
    pub n_undetermined: u32,
    /// Units below of which the criterion speaks.
    pub n_applicable: u32,
}

/// What is said of one unit by one criterion; the words are made by [`words`](super::words).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sentence<'a> {
    /// A hit.
    Hit {
        /// The rule.
        criterion: &'a Criterion,
        /// What shows it.
        evidence: Evidence,
    },
    /// Not determined.
    Undetermined {
        /// The rule.
        criterion: &'a Criterion,
        /// What is missing; empty where units below could not be judged.
        lacks: Vec<Lack>,
    },
}
