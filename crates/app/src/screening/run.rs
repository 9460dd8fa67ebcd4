//! Chạy đợt rà soát: reads, screens and stores in one serial transaction.

use super::criteria::AppliedSetting;
use super::rows::{self, Rows};
use super::{Broken, Round};
use crate::event::{Entry, NOTHING};
use crate::rules::Rules;
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::period::{Period, PeriodKind};
use vunggoc_core::screening::Latest;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id};
use vunggoc_db::{args, sql};

/// What is to be screened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The unit whose subtree is screened.
    pub under: Id<Unit>,
    /// The day of the tree; the latest periods are those that had ended before it.
    pub on: Date,
    /// Codes of the criteria that are on.
    pub criteria: Vec<String>,
}

/// The latest period of each kind that had ended before a day.
pub fn periods(on: Date) -> Vec<Period> {
    let latest = Latest::ended_before(on);
    PeriodKind::ALL.iter().filter_map(|kind| latest.period(*kind)).collect()
}

/// Runs a round over a subtree and stores its results, which are never changed.
pub async fn run(ctx: &Ctx, order: &Order) -> Answer<Id<Round>> {
    change!(ctx, |work| { work.run_round(order).await })
}

impl Work {
    async fn run_round(&mut self, order: &Order) -> Answer<Id<Round>> {
        let unit = self.unit(order.under, Action::Screen).await?;
        if order.on > self.today() {
            return Err(AppError::Broken(Rule::Screening(Broken::Future)));
        }
        let rules = Rules::resident()?;
        let chosen = rules.criteria.iter().map(|c| c.name.code.clone());
        let chosen: Vec<String> = chosen.filter(|code| order.criteria.contains(code)).collect();
        if chosen.is_empty() {
            return Err(AppError::Broken(Rule::Screening(Broken::NoCriterion)));
        }
        let round = Round {
            under: order.under,
            tree: unit.tree,
            on: order.on,
            periods: periods(order.on),
            criteria: chosen,
        };
        let ready = self.ready(&round).await?;
        let id: Id<Round> = self.next_id("round").await?;
        let rows = Rows::of(&ready, rules);
        self.keep_round(id, &round, &AppliedSetting::kept(&settings(&ready)), rules, &rows).await?;
        Ok(id)
    }

    async fn keep_round(
        &mut self,
        id: Id<Round>,
        round: &Round,
        settings: &str,
        rules: &Rules,
        rows: &Rows,
    ) -> Answer<()> {
        let digest = rows.digest();
        let seal_no = self.one(sql!("SELECT COALESCE(MAX(no), 0) AS no FROM seal"), &[]).await?.int("no")?;
        let figure_mark = self.marks().await?.figures;
        let words = |texts: Vec<String>| texts.join(" ");
        let periods = words(round.periods.iter().map(ToString::to_string).collect());
        let criteria = words(round.criteria.clone());
        let facts = serde_json::json!({
            "on": round.on.to_string(), "periods": periods, "criteria": criteria, "rules": rules.hash_text(),
            "settings": settings, "seal": seal_no, "figures": figure_mark, "n_units": rows.n_units, "digest": hex::encode(digest),
        });
        let (noun_id, unit) = (id.number(), Some(round.under));
        let entry = Entry { noun: "round", noun_id, from: NOTHING, action: "run", unit, facts };
        let event = self.record(entry).await?;
        let insert = sql!(
            "INSERT INTO round (id, unit_id, tree, tree_on, periods, criteria, rules_hash, seal_no, figure_mark, n_units,
               n_hit, n_undetermined, digest, run_at, event_id, settings)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
        );
        let values = args![
            noun_id,
            round.under.number(),
            round.tree.tag(),
            round.on,
            periods,
            criteria,
            rules.hash_text(),
            seal_no,
            figure_mark,
            rows.n_units,
            rows.n_hit,
            rows.n_undetermined,
            digest,
            self.now(),
            event,
            settings
        ];
        self.run(insert, values).await?;
        let alike = args![noun_id];
        for (head, n_columns, values) in [
            (rows::INSERT_UNIT, rows::UNIT_COLUMNS, &rows.units),
            (rows::INSERT_FINDING, rows::FINDING_COLUMNS, &rows.findings),
            (rows::INSERT_CRITERION, rows::CRITERION_COLUMNS, &rows.criteria),
            (rows::INSERT_PART, rows::PART_COLUMNS, &rows.parts),
        ] {
            self.tx.insert_alike(head, vunggoc_db::Rows { alike, n_columns, values }, "").await?;
        }
        Ok(())
    }
}

/// The settings that a round was run with, in the order of its criteria.
fn settings(ready: &super::inputs::Ready) -> Vec<AppliedSetting> {
    let laid = ready.criteria.iter().zip(&ready.settings);
    let applied = laid.filter_map(|(c, by)| {
        Some(AppliedSetting { criterion: c.name.code.clone(), version: by.as_ref()?.version })
    });
    applied.collect()
}

/// The units on which the reader may run a round, by today's grants.
pub async fn places(ctx: &Ctx) -> Answer<Vec<(i64, String)>> {
    let mut work = ctx.look().await?;
    let mut named = Vec::new();
    for (unit, _) in work.places(Action::Screen).await? {
        if !named.iter().any(|(id, _)| *id == unit.number()) {
            let today = work.today();
            let name = crate::unit::find::name_on(&mut work, unit, today).await?;
            named.push((unit.number(), name));
        }
    }
    Ok(named)
}
