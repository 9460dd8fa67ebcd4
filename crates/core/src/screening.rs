//! Rà soát, nhận diện: the criteria applied to the figures of all units at once.
//!
//! What goes in: [`Units`] in pre-order, [`Columns`] of figures with a mask of what is missing, judgements
//! entered by people on the ground of a paper, the latest period of each kind, and the [`Criterion`]s (data,
//! `rules/criteria.toml`). What comes out: [`Screened`], three bits per unit and criterion; evidence, missing
//! inputs and sentences are read off the same columns when somebody asks for them.
//!
//! Invariants: missing is never zero and never green; shares are compared by cross multiplication of integers,
//! never by division; the same inputs give the same outcome and the same text; the order of units and of
//! criteria changes nothing. A criterion looks at organisations only: counts that a competent body states,
//! papers, registers of duties; never at a person. Deliberately not here: reading and storing of figures, the
//! round as a record, and any decision: people decide, the outcome and the group are proposals.

mod bits;
mod columns;
mod compare;
mod criterion;
mod group;
mod lift;
mod outcome;
mod screen;
mod setting;
mod template;
mod units;
mod what_if;
pub mod words;

pub use bits::Bits;
pub use columns::{Column, Columns, Misfit};
pub use criterion::{
    Area, BadBound, BaseZero, Bound, Comparison, Condition, Criterion, Decided, Effect, Lift, LiftRule,
    Measured, Missing, Shipped, Test,
};
pub use group::{GroupRule, propose};
pub use outcome::{Evidence, Lack, LiftCount, Outcome, Reading, Remedy, Sentence, Why};
pub use screen::{Inputs, Judged, Judgement, Latest, Marks, Screened};
pub use setting::{Setting, TestSetting, Unfit};
pub use template::{BadTemplate, Piece, Template};
pub use units::Units;
pub use what_if::{Change, Shift};

#[cfg(test)]
mod tests;
