//! Số liệu của một tổ chức over the periods, each beside the same period of last year.

use super::sums::{Against, Sum, sum_of};
use crate::rules::Rules;
use crate::{Answer, AppError, Ctx};
use serde::Serialize;
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_core::indicator::Indicator;
use vunggoc_core::period::Period;
use vunggoc_core::suppression::below_commune;
use vunggoc_core::unit::Unit;

/// A unit's figures.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct UnitFigures {
    /// The unit's number.
    pub unit_id: i64,
    /// Its name today, or its last one.
    pub unit: String,
    /// Tables, one for each form that says anything of the unit.
    pub tables: Vec<UnitTable>,
}

/// The figures of one form over the periods.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct UnitTable {
    /// Code of the form.
    pub form: String,
    /// Codes of periods, newest first.
    pub periods: Vec<String>,
    /// One line for each indicator.
    pub lines: Vec<UnitLine>,
}

/// One indicator over the periods.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct UnitLine {
    /// Code of the indicator.
    pub indicator: String,
    /// Digits behind the comma.
    pub scale: u8,
    /// One for each period; none where the unit did not exist.
    pub sums: Vec<Option<Sum>>,
}

/// The most periods of a table.
const N_PERIODS: usize = 6;

/// The figures of a unit (sums where it has units below) for every form that says anything of it.
pub async fn unit(ctx: &Ctx, unit: Id<Unit>) -> Answer<UnitFigures> {
    let mut work = ctx.look().await?;
    work.leave(Action::ReadFigures, Action::ReadFigures, unit).await?;
    let held = work.unit_unasked(unit).await?;
    let rules = Rules::resident()?;
    let known = work.numbers().await?.periods();
    let mut tables = Vec::new();
    for form in rules.forms.iter().filter(|f| f.asked_of.tree == held.tree) {
        for kind in crate::form::asking::kinds_of(rules, form) {
            let periods: Vec<Period> =
                known.iter().rev().copied().filter(|p| p.kind() == kind).take(N_PERIODS).collect();
            let columns: Vec<&Indicator> = form
                .indicators
                .iter()
                .filter_map(|c| rules.indicator(c))
                .filter(|i| i.period == kind)
                .collect();
            let mut lines = Vec::new();
            for indicator in columns {
                let mut sums = Vec::with_capacity(periods.len());
                for period in &periods {
                    sums.push(sum_of(&mut work, &indicator.code, *period, unit, Against::Base).await?);
                }
                let says = sums.iter().flatten().any(|s| s.n_expected > 0 || s.value.is_some());
                if says {
                    lines.push(UnitLine { indicator: indicator.code.clone(), scale: indicator.scale, sums });
                }
            }
            if !lines.is_empty() {
                let periods = periods.iter().map(ToString::to_string).collect();
                tables.push(UnitTable { form: form.name.code.clone(), periods, lines });
            }
        }
    }
    let name = crate::unit::find::name_on(&mut work, unit, ctx.today()).await?;
    Ok(UnitFigures { unit_id: unit.number(), unit: name, tables })
}

/// One figure as it was: for the page that opens a cell.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Past {
    /// Which one.
    pub version: i64,
    /// The value; none where it is a small count that is not shown.
    pub value: Option<i64>,
    /// Since when it stood there.
    pub recorded_at: String,
    /// Until when; none while it stands.
    pub replaced_at: Option<String>,
}

/// Everything a figure ever was, newest first.
pub async fn past(ctx: &Ctx, indicator: &str, period: Period, unit: Id<Unit>) -> Answer<Vec<Past>> {
    let mut work = ctx.look().await?;
    work.leave(Action::ReadFigures, Action::ReadFigures, unit).await?;
    let rule = Rules::resident()?.indicator(indicator).ok_or(AppError::NotFound)?;
    let is_hidden = match work.hidden_of(rule, period).await? {
        None => false,
        Some(hidden) => {
            let day = work.tree_on(rule.held_by.tree, period.last_on()).await?;
            let at = day.order().position(unit);
            let below = below_commune(day.units());
            at.is_some_and(|at| below.get(at) || hidden.sum(at) || hidden.own(at))
        }
    };
    let numbers = work.numbers().await?;
    let known = numbers.indicator(indicator).zip(numbers.period(period)).ok_or(AppError::NotFound)?;
    let rows = work
        .all(
            vunggoc_db::sql!(
                "SELECT version, value, recorded_at, CAST(NULL AS TEXT) AS replaced_at FROM figure
                 WHERE indicator_id = $1 AND period_id = $2 AND unit_id = $3
                 UNION ALL SELECT version, value, recorded_at, replaced_at FROM figure_past
                 WHERE indicator_id = $1 AND period_id = $2 AND unit_id = $3 ORDER BY version DESC"
            ),
            vunggoc_db::args![known.0, known.1, unit.number()],
        )
        .await?;
    let read = |row: &vunggoc_db::Row| {
        Ok(Past {
            version: row.int("version")?,
            value: Some(row.int("value")?).filter(|_| !is_hidden),
            recorded_at: row.text("recorded_at")?,
            replaced_at: row.opt_text("replaced_at")?,
        })
    };
    rows.iter().map(read).collect()
}
