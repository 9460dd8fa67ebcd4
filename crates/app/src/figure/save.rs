//! Lưu bảng nhập: cells are settled one by one, each by the version its writer saw.
//!
//! What is stale or cannot be is reported cell by cell and the rest is written: nothing typed is lost, as the page
//! keeps what was refused.

use super::grid::seen;
use super::load::REPLACE;
use crate::event::{Entry, NOTHING};
use crate::form::asking::Asking;
use crate::memory::FIGURE_MARK;
use crate::{Answer, AppError, Ctx, Outcome as Kept, Refusal, Work};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use vunggoc_core::access::Action;
use vunggoc_core::form::Return;
use vunggoc_core::form::grid::{MISSING, Outcome, Place, Presence, Refused, settle};
use vunggoc_core::period::Period;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Id, Version};
use vunggoc_db::{args, sql};

/// One cell as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The unit.
    pub unit: Id<Unit>,
    /// Code of the indicator.
    pub indicator: String,
    /// The version that was seen; 0 where it was missing.
    pub seen: i64,
    /// What was typed, in Vietnamese notation; blank for missing.
    pub text: String,
}

/// What is saved.
#[derive(Debug, Clone)]
pub struct Entered {
    /// Code of the form.
    pub form: String,
    /// The period.
    pub period: Period,
    /// The unit above all rows.
    pub under: Id<Unit>,
    /// The cells that were sent.
    pub cells: Vec<Typed>,
}

/// What became of what was entered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Saved {
    /// How many figures were written.
    pub n_written: i64,
    /// How many were taken back.
    pub n_cleared: i64,
    /// What was not written, cell by cell.
    pub problems: Vec<CellProblem>,
}

/// A cell that was not written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CellProblem {
    /// The unit.
    pub unit_id: i64,
    /// Code of the indicator.
    pub indicator: String,
    /// What was typed.
    pub typed: String,
    /// stale, not-a-number, too-many-decimals, locked, not-then, not-asked, too-large, negative.
    pub why: String,
    /// What stands there now, of a stale cell.
    pub now: Option<i64>,
    /// Its version now, of a stale cell.
    pub version: i64,
}

impl Kept for Saved {
    fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
    fn from_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// The most cells of one saving.
const CELLS_LIMIT: usize = 20_000;

/// Saves what was typed into a grid.
pub async fn save(ctx: &Ctx, entered: &Entered) -> Answer<Saved> {
    if entered.cells.len() > CELLS_LIMIT {
        return Err(AppError::Broken(crate::Rule::Field { name: "cells" }));
    }
    change!(ctx, |work| { work.save_grid(entered).await })
}

impl Work {
    async fn save_grid(&mut self, entered: &Entered) -> Answer<Saved> {
        self.leave(Action::ReadFigures, Action::EnterFigures, entered.under).await?;
        let asking = self.asking(&entered.form, entered.period).await?;
        let scope = self.scope(asking.form.asked_of.tree, Action::EnterFigures).await?;
        for cell in &entered.cells {
            let there = asking.day.order().position(cell.unit);
            if there.is_some_and(|at| !scope.holds(&asking.day, at)) {
                return Err(AppError::Refused(Refusal::NotGranted(Action::EnterFigures)));
            }
        }
        let codes: Vec<&str> = asking.columns.iter().map(|c| c.code.as_str()).collect();
        let numbers = self.give_numbers(&codes, &[entered.period]).await?;
        let period_id =
            numbers.period(entered.period).ok_or_else(|| AppError::fault("number of a period"))?;
        let ids: Vec<i64> = codes.iter().filter_map(|c| numbers.indicator(c)).collect();
        let units: BTreeSet<i64> = entered.cells.iter().map(|c| c.unit.number()).collect();
        let units: Vec<i64> = units.into_iter().collect();
        let stock = Stock {
            held: self.held(period_id, &ids, &units).await?,
            last: self.last_versions(period_id, &ids, &units).await?,
            returns: self.returns_of(&entered.form, entered.period).await?,
        };
        let mut plan = Plan::default();
        for cell in &entered.cells {
            let id = numbers.indicator(&cell.indicator);
            plan.take(&asking, &stock, cell, id);
        }
        self.write_plan(entered, &asking, &stock, (period_id, &plan)).await?;
        Ok(plan.saved)
    }

    async fn write_plan(
        &mut self,
        entered: &Entered,
        asking: &Asking,
        stock: &Stock,
        (period_id, plan): (i64, &Plan),
    ) -> Answer<()> {
        if plan.saved.n_written + plan.saved.n_cleared == 0 {
            return Ok(());
        }
        let noun_id = vunggoc_db::next_ids(&mut self.tx, FIGURE_MARK, 1).await?;
        let facts = serde_json::json!({
            "form": entered.form, "period": entered.period.to_string(), "n_written": plan.saved.n_written,
            "n_cleared": plan.saved.n_cleared,
        });
        let unit = Some(entered.under);
        let entry = Entry { noun: FIGURE_MARK, noun_id, from: NOTHING, action: "enter", unit, facts };
        let event = self.record(entry).await?;
        for (indicator, writes) in &plan.columns {
            let at = (*indicator, period_id);
            let replaced: Vec<i64> =
                writes.changed.iter().map(|w| w.0).chain(writes.cleared.iter().copied()).collect();
            self.keep_past(at, &replaced, event).await?;
            self.write_figures(at, &writes.new, event, "").await?;
            self.write_figures(at, &writes.changed, event, REPLACE).await?;
            for unit in &writes.cleared {
                let clear =
                    sql!("DELETE FROM figure WHERE indicator_id = $1 AND period_id = $2 AND unit_id = $3");
                self.tx.run_one(clear, args![*indicator, period_id, *unit]).await?;
            }
        }
        let begun: Vec<Id<Unit>> = plan
            .units
            .iter()
            .filter_map(|at| asking.answering_unit(*at))
            .filter(|unit| !stock.returns.contains_key(unit))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        self.begin_returns(&entered.form, (entered.period, period_id), &begun, event).await
    }
}

/// What the store holds for the cells of a saving.
struct Stock {
    held: HashMap<(i64, i64), vunggoc_core::form::grid::Held>,
    last: HashMap<(i64, i64), Version>,
    returns: HashMap<Id<Unit>, Return>,
}

/// What is to be written, column by column.
#[derive(Default)]
struct Plan {
    columns: BTreeMap<i64, Writes>,
    units: BTreeSet<usize>,
    saved: Saved,
}

#[derive(Default)]
struct Writes {
    new: Vec<(i64, i64, Version)>,
    changed: Vec<(i64, i64, Version)>,
    cleared: Vec<i64>,
}

impl Plan {
    fn take(&mut self, asking: &Asking, stock: &Stock, cell: &Typed, id: Option<i64>) {
        let column = asking.column(&cell.indicator);
        let (Some(id), Some(column)) = (id, column) else {
            return self.problem(cell, Refused::NotAsked.code(), MISSING);
        };
        let scale = asking.columns.get(column).map_or(0, |c| c.scale);
        let wish = match super::number_typed(&cell.text, scale) {
            Ok(wish) => wish,
            Err(why) => return self.problem(cell, why, MISSING),
        };
        let unit = cell.unit.number();
        let position = asking.day.order().position(cell.unit);
        let place = Place {
            state: position
                .and_then(|at| asking.answering_unit(at))
                .and_then(|answers| stock.returns.get(&answers))
                .map(|r| &r.state),
            unit: if position.is_some() { Presence::There } else { Presence::NotThen },
            asked: position.map_or(vunggoc_core::form::grid::Asked::No, |at| asking.asked(at, column)),
        };
        let held = stock.held.get(&(id, unit)).copied().unwrap_or(MISSING);
        let last = stock.last.get(&(id, unit)).copied().unwrap_or(Version(0));
        let writes = self.columns.entry(id).or_default();
        match settle(place, held, last, seen(cell.seen), wish) {
            Outcome::Same => return,
            Outcome::Write { value, version } => {
                let row = (unit, value, version);
                if held.value.is_some() {
                    writes.changed.push(row)
                } else {
                    writes.new.push(row)
                }
                self.saved.n_written += 1;
            }
            Outcome::Clear { .. } => {
                writes.cleared.push(unit);
                self.saved.n_cleared += 1;
            }
            Outcome::Stale { now } => return self.problem(cell, "stale", now),
            Outcome::Refused(why) => return self.problem(cell, why.code(), held),
        }
        self.units.extend(position);
    }

    fn problem(&mut self, cell: &Typed, why: &str, now: vunggoc_core::form::grid::Held) {
        self.saved.problems.push(CellProblem {
            unit_id: cell.unit.number(),
            indicator: cell.indicator.clone(),
            typed: cell.text.clone(),
            why: why.to_owned(),
            now: now.value,
            version: now.version.0,
        });
    }
}
