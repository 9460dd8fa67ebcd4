//! Many figures at once: the sample, and an import that a person has confirmed; all or nothing, one event.
//!
//! What says the same as the store is not written again; what differs moves what was there into the past.

use super::Numbers;
use super::columns::{numbers_of, pieces};
use crate::event::{Entry, EventId, NOTHING};
use crate::memory::FIGURE_MARK;
use crate::rules::Rules;
use crate::unit::on::Scope;
use crate::{Answer, AppError, Ctx, Refusal, Rule, Work};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use vunggoc_core::access::Action;
use vunggoc_core::form::grid::Held;
use vunggoc_core::period::Period;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Id, Version};
use vunggoc_db::{Rows, Value, args, sql};

/// One figure of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewFigure {
    /// Place in [`Batch::indicators`].
    pub indicator: u16,
    /// Place in [`Batch::periods`].
    pub period: u16,
    /// The unit.
    pub unit: Id<Unit>,
    /// The value, with the scale of its indicator.
    pub value: i64,
}

/// Figures that are written together.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// Whence they come, for the event.
    pub source: String,
    /// Codes of indicators.
    pub indicators: Vec<String>,
    /// Periods.
    pub periods: Vec<Period>,
    /// The figures.
    pub figures: Vec<NewFigure>,
    /// The form whose answers are begun where there is none yet.
    pub form: Option<String>,
}

/// Writes a batch; how many figures were new or other than before.
pub async fn load(ctx: &Ctx, batch: &Batch) -> Answer<i64> {
    change!(ctx, |work| { work.load_figures(batch).await })
}

/// What stands in the way of one figure of a batch.
const DOUBLE: Rule = Rule::Field { name: "figures" };

impl Work {
    /// Writes a batch inside a transaction of another use case.
    pub(crate) async fn load_figures(&mut self, batch: &Batch) -> Answer<i64> {
        let codes: Vec<&str> = batch.indicators.iter().map(String::as_str).collect();
        let numbers = self.give_numbers(&codes, &batch.periods).await?;
        let mut figures = in_order(batch, &numbers)?;
        self.check_units(batch).await?;
        let noun_id = vunggoc_db::next_ids(&mut self.tx, FIGURE_MARK, 1).await?;
        let facts = serde_json::json!({
            "source": batch.source, "n_figures": figures.len(), "form": batch.form,
            "periods": batch.periods.iter().map(ToString::to_string).collect::<Vec<_>>(),
        });
        let entry = Entry { noun: FIGURE_MARK, noun_id, from: NOTHING, action: "load", unit: None, facts };
        let event = self.record(entry).await?;
        let mut n_written = 0;
        while let Some(first) = figures.first().copied() {
            let n = figures.partition_point(|f| (f.indicator, f.period) <= (first.indicator, first.period));
            let rest = figures.split_off(n);
            n_written += self.load_column(&figures, event).await?;
            figures = rest;
        }
        self.begin_answers(batch, &numbers, event).await?;
        Ok(n_written)
    }

    /// Writes the figures of one indicator and period, in order of units.
    async fn load_column(&mut self, figures: &[Sorted], event: EventId) -> Answer<i64> {
        let Some(Sorted { indicator, period, .. }) = figures.first().copied() else { return Ok(0) };
        let held = self.held_column(indicator, period).await?;
        let past = self.past_column(indicator, period).await?;
        let (mut new, mut changed) = (Vec::new(), Vec::new());
        for figure in figures {
            let last = past.get(&figure.unit).copied().unwrap_or(Version(0));
            match held.get(&figure.unit) {
                None => new.push((figure.unit, figure.value, last.next())),
                Some(h) if h.value == Some(figure.value) => {}
                Some(h) => changed.push((figure.unit, figure.value, h.version.max(last).next())),
            }
        }
        let at = (indicator, period);
        self.keep_past(at, &changed.iter().map(|c| c.0).collect::<Vec<_>>(), event).await?;
        self.write_figures(at, &new, event, "").await?;
        self.write_figures(at, &changed, event, REPLACE).await?;
        i64::try_from(new.len() + changed.len()).map_err(|_| AppError::fault("count of figures"))
    }

    /// Writes figures of a column: unit, value, version.
    pub(crate) async fn write_figures(
        &mut self,
        (indicator, period): (i64, i64),
        rows: &[(i64, i64, Version)],
        event: EventId,
        tail: &'static str,
    ) -> Answer<()> {
        let alike = args![indicator, period, self.now(), event];
        for chunk in rows.chunks(ROWS_AT_ONCE) {
            let mut values = Vec::with_capacity(chunk.len() * FIGURE_COLUMNS);
            for (unit, value, version) in chunk {
                values.extend([*unit, *value, version.0].map(Value::from));
            }
            let rows = Rows { alike, n_columns: FIGURE_COLUMNS, values: &values };
            self.tx.insert_alike(INSERT_FIGURE, rows, tail).await?;
        }
        Ok(())
    }

    /// Copies figures of a column into the past, before they are written over or taken away.
    pub(crate) async fn keep_past(
        &mut self,
        (indicator, period): (i64, i64),
        units: &[i64],
        event: EventId,
    ) -> Answer<()> {
        let now = self.now();
        for chunk in units.chunks(PAST_AT_ONCE) {
            let mut values = args![indicator, period, now, event].to_vec();
            values.extend(
                chunk.iter().copied().chain(std::iter::repeat(-1)).take(PAST_AT_ONCE).map(Value::from),
            );
            self.run(
                sql!(
                    "INSERT INTO figure_past (indicator_id, period_id, unit_id, version, value, recorded_at, event_id, replaced_at, replaced_by)
                     SELECT indicator_id, period_id, unit_id, version, value, recorded_at, event_id, $3, $4
                     FROM figure WHERE indicator_id = $1 AND period_id = $2 AND unit_id IN ($5, $6, $7, $8, $9, $10, $11, $12, $13,
                       $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34,
                       $35, $36, $37, $38, $39, $40, $41, $42, $43, $44)"
                ),
                &values,
            )
            .await?;
        }
        Ok(())
    }

    /// What stands in a column, by unit.
    async fn held_column(&mut self, indicator: i64, period: i64) -> Answer<HashMap<i64, Held>> {
        let packed = sql!(
            "SELECT string_agg(CAST(unit_id AS TEXT) || ' ' || CAST(value AS TEXT) || ' ' || CAST(version AS TEXT), ',') AS packed
             FROM figure WHERE indicator_id = $1 AND period_id = $2"
        );
        let packed =
            self.one(packed, args![indicator, period]).await?.opt_text("packed")?.unwrap_or_default();
        let mut held = HashMap::new();
        for piece in pieces(&packed) {
            let ([unit, value, version], _) = numbers_of(piece)?;
            held.insert(unit, Held { value: Some(value), version: Version(version) });
        }
        Ok(held)
    }

    /// The highest version that each cell of a column had in the past.
    async fn past_column(&mut self, indicator: i64, period: i64) -> Answer<HashMap<i64, Version>> {
        let packed = sql!(
            "SELECT string_agg(CAST(p.unit_id AS TEXT) || ' ' || CAST(p.last AS TEXT), ',') AS packed
             FROM (SELECT unit_id, MAX(version) AS last FROM figure_past WHERE indicator_id = $1 AND period_id = $2 GROUP BY unit_id) p"
        );
        let packed =
            self.one(packed, args![indicator, period]).await?.opt_text("packed")?.unwrap_or_default();
        let mut last = HashMap::new();
        for piece in pieces(&packed) {
            let ([unit, version], _) = numbers_of(piece)?;
            last.insert(unit, Version(version));
        }
        Ok(last)
    }

    /// Each unit must have existed on the last day of the period and be within reach; its answer must be open.
    async fn check_units(&mut self, batch: &Batch) -> Answer<()> {
        let rules = Rules::resident()?;
        let mut scopes: HashMap<vunggoc_core::unit::Tree, Arc<Scope>> = HashMap::new();
        let pair = |f: &NewFigure| (f.indicator, f.period);
        let mut units: Vec<((u16, u16), Id<Unit>)> =
            batch.figures.iter().map(|f| (pair(f), f.unit)).collect();
        units.sort_unstable();
        for column in units.chunk_by(|a, b| a.0 == b.0) {
            let Some((pair, _)) = column.first() else { continue };
            let code = batch.indicators.get(usize::from(pair.0)).ok_or(AppError::Broken(DOUBLE))?;
            let period = *batch.periods.get(usize::from(pair.1)).ok_or(AppError::Broken(DOUBLE))?;
            let indicator = rules.indicator(code).ok_or(AppError::NotFound)?;
            let tree = indicator.held_by.tree;
            let day = self.tree_on(tree, period.last_on()).await?;
            let scope = match scopes.get(&tree) {
                Some(scope) => scope.clone(),
                None => {
                    let scope = Arc::new(self.scope(tree, Action::EnterFigures).await?);
                    scopes.insert(tree, scope.clone());
                    scope
                }
            };
            let locked = self.locked(code, period).await?;
            for (_, unit) in column {
                let at = day.order().position(*unit).ok_or(AppError::Broken(Rule::UnitNotThere))?;
                if !scope.holds(&day, at) {
                    return Err(AppError::Refused(Refusal::NotGranted(Action::EnterFigures)));
                }
                if locked.contains(unit) {
                    return Err(AppError::Broken(Rule::Figures(vunggoc_core::form::grid::Refused::Locked)));
                }
            }
        }
        Ok(())
    }

    /// The units whose answers hold this indicator and were sent or closed.
    pub(crate) async fn locked(&mut self, code: &str, period: Period) -> Answer<HashSet<Id<Unit>>> {
        let rules = Rules::resident()?;
        let mut locked = HashSet::new();
        for form in rules.forms.iter().filter(|f| f.indicators.iter().any(|i| i == code)) {
            let closed: HashSet<Id<Unit>> = self
                .returns_of(&form.name.code, period)
                .await?
                .into_values()
                .filter(|r| !r.state.takes_figures())
                .map(|r| r.unit)
                .collect();
            if closed.is_empty() {
                continue;
            }
            let asking = self.asking(&form.name.code, period).await?;
            let units = asking.day.order().units().iter().enumerate();
            locked.extend(
                units
                    .filter(|(at, _)| asking.answering_unit(*at).is_some_and(|a| closed.contains(&a)))
                    .map(|(_, u)| *u),
            );
        }
        Ok(locked)
    }

    /// Begins the answers that figures of a batch belong to.
    async fn begin_answers(&mut self, batch: &Batch, numbers: &Numbers, event: EventId) -> Answer<()> {
        let Some(form) = &batch.form else { return Ok(()) };
        for (place, period) in batch.periods.iter().enumerate() {
            let asking = self.asking(form, *period).await?;
            let there = self.returns_of(form, *period).await?;
            let touched = batch.figures.iter().filter(|f| usize::from(f.period) == place);
            let answering: BTreeSet<Id<Unit>> = touched
                .filter_map(|f| asking.day.order().position(f.unit).and_then(|at| asking.answering_unit(at)))
                .filter(|unit| !there.contains_key(unit))
                .collect();
            let Some(period_id) = numbers.period(*period) else { continue };
            let units: Vec<_> = answering.into_iter().collect();
            self.begin_returns(form, (*period, period_id), &units, event).await?;
        }
        Ok(())
    }
}

const INSERT_FIGURE: &str =
    "INSERT INTO figure (indicator_id, period_id, recorded_at, event_id, unit_id, value, version)";
/// Those that differ from row to row of a column of figures.
const FIGURE_COLUMNS: usize = 3;
/// Rows of which the values are held in memory together.
const ROWS_AT_ONCE: usize = 20_000;
/// Places for units in the statement that keeps the past.
const PAST_AT_ONCE: usize = 40;
/// What becomes of a figure that is already there.
pub(crate) const REPLACE: &str = " ON CONFLICT (indicator_id, period_id, unit_id) DO UPDATE SET value = excluded.value, version = excluded.version, recorded_at = excluded.recorded_at, event_id = excluded.event_id";

/// A figure by the numbers of the store, in the order of its primary key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Sorted {
    indicator: i64,
    period: i64,
    unit: i64,
    value: i64,
}

fn in_order(batch: &Batch, numbers: &Numbers) -> Answer<Vec<Sorted>> {
    let indicators: Vec<Option<i64>> = batch.indicators.iter().map(|c| numbers.indicator(c)).collect();
    let periods: Vec<Option<i64>> = batch.periods.iter().map(|p| numbers.period(*p)).collect();
    let number = |list: &[Option<i64>], place: u16| {
        list.get(usize::from(place)).copied().flatten().ok_or(AppError::Broken(DOUBLE))
    };
    let mut sorted = Vec::with_capacity(batch.figures.len());
    for f in &batch.figures {
        let value = f.value;
        if value.unsigned_abs() > vunggoc_core::indicator::FIGURE_LIMIT.unsigned_abs() {
            return Err(AppError::Broken(Rule::Figures(vunggoc_core::form::grid::Refused::TooLarge)));
        }
        let (indicator, period) = (number(&indicators, f.indicator)?, number(&periods, f.period)?);
        sorted.push(Sorted { indicator, period, unit: f.unit.number(), value });
    }
    sorted.sort_unstable();
    let twice = sorted
        .windows(2)
        .any(|w| matches!(w, [a, b] if (a.indicator, a.period, a.unit) == (b.indicator, b.period, b.unit)));
    if twice { Err(AppError::Broken(DOUBLE)) } else { Ok(sorted) }
}
