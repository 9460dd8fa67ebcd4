//! Đợt rà soát and its results: the use cases of screening.
//!
//! One file per verb: [`criteria`] (what is screened for, and the bounds set here), [`run`] (a round), [`list`] and [`show`] (its results), [`try_bounds`] (other bounds, nothing
//! kept), [`judge`] (what data cannot decide, by a paper), [`explain`] (the letter and the answer), [`propose`]
//! (a listing from findings). Invariants: the rows of a round are written once and never changed, and its digest
//! stands in its event; a round and its findings are internal to those who may read findings where it was run; a
//! letter opens exactly the findings it names to the organisation, and nothing else. Deliberately not here: the
//! rules themselves (`core::screening`, `rules/`) and any decision: people decide.

pub mod criteria;
pub mod explain;
mod inputs;
pub mod judge;
pub mod list;
pub mod propose;
pub mod reread;
mod rows;
pub mod run;
pub mod show;
pub mod try_bounds;

use crate::{Answer, AppError, Work};
use vunggoc_core::access::Action;
use vunggoc_core::period::Period;
use vunggoc_core::unit::{Tree, Unit};
use vunggoc_core::{Date, Id};
use vunggoc_db::{args, sql};

/// Đợt rà soát: what a round was computed from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// The unit whose subtree was screened.
    pub under: Id<Unit>,
    /// Its tree.
    pub tree: Tree,
    /// The day of the tree.
    pub on: Date,
    /// The latest period of each kind.
    pub periods: Vec<Period>,
    /// Codes of the criteria that were on.
    pub criteria: Vec<String>,
}

/// Why a use case of screening cannot be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// No criterion was chosen.
    NoCriterion,
    /// A day in the future.
    Future,
    /// A criterion is not entered by a person, or does not speak of this unit.
    NotByJudgement,
    /// Nothing was chosen of what was found.
    NoFinding,
    /// A finding was asked about before.
    AskedAlready,
    /// The day until which to answer lies before the letter.
    DueBeforeLetter,
    /// A text is blank or too long.
    BadText,
    /// A bound or a number of periods that a criterion does not take.
    Unfit(vunggoc_core::screening::Unfit),
}

/// The most letters of an explanation.
pub const TEXT_LIMIT: usize = 8_000;

impl Work {
    /// A round, looked up for an action on the unit it was run on.
    pub(crate) async fn round(&mut self, id: Id<Round>, action: Action) -> Answer<Round> {
        let head = sql!("SELECT unit_id, tree, tree_on, periods, criteria FROM round WHERE id = $1");
        let row = self.maybe(head, args![id.number()]).await?.ok_or(AppError::NotFound)?;
        let under = Id::new(row.int("unit_id")?);
        self.leave(Action::ReadFindings, action, under).await?;
        let list = |text: String| -> Vec<String> { text.split_whitespace().map(str::to_owned).collect() };
        Ok(Round {
            under,
            tree: Tree::from_tag(&row.text("tree")?).ok_or_else(|| AppError::fault("tree of a round"))?,
            on: row.date("tree_on")?,
            periods: list(row.text("periods")?).iter().filter_map(|p| Period::parse(p)).collect(),
            criteria: list(row.text("criteria")?),
        })
    }
}
