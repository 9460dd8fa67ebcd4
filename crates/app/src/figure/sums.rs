//! Cộng theo cây: value, number reported and number expected of units, over the tree on the last day of a period.
//!
//! "Theo tổ chức tại thời điểm báo cáo": each period is added over the tree of its own last day. A share is made of
//! two sums and never averaged. An indicator that does not add shows only what the unit itself holds. Small counts of a
//! sensitive indicator are hidden here, so that no page, report or answer of the interface can show them.

use super::columns;
use super::grid::{Head, heads};
use super::kept::Sums;
use crate::rules::Rules;
use crate::{Answer, AppError, Ctx, Work};
use serde::Serialize;
use std::sync::Arc;
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_core::indicator::{Indicator, OverTree, Sensitivity};
use vunggoc_core::period::Period;
use vunggoc_core::suppression::{Hidden, hide};
use vunggoc_core::tree::{Cell, Grid, TreeOn};
use vunggoc_core::unit::Unit;

/// One sum with what stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, utoipa::ToSchema)]
pub struct Sum {
    /// The sum of what was reported; none where nobody has.
    pub value: Option<i64>,
    /// How many units have reported.
    pub n_reported: u32,
    /// How many are expected to.
    pub n_expected: u32,
    /// The base, where the indicator is printed as a share.
    pub base: Option<i64>,
    /// Cùng kỳ năm trước.
    pub last_year: Option<i64>,
    /// Đầu kỳ: the end of the period before.
    pub start: Option<i64>,
    /// Whether a value is there and not shown: a small count below commune level, or one that would give it away.
    pub hidden: bool,
}

/// A row of sums.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct SumRow {
    /// The unit's number.
    pub unit_id: i64,
    /// Its name on the last day of the period.
    pub unit: String,
    /// How many units stand below it.
    pub n_below: usize,
    /// The sums, one for each column.
    pub sums: Vec<Sum>,
}

/// Biểu tổng hợp: a unit, and the units directly below it, whose sums make its own.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Totals {
    /// Code of the form.
    pub form: String,
    /// Code of the period.
    pub period: String,
    /// First and last day: the data window.
    pub window: (String, String),
    /// The columns.
    pub columns: Vec<Head>,
    /// The way from the root to the unit: numbers and names.
    pub path: Vec<(i64, String)>,
    /// The unit itself.
    pub whole: SumRow,
    /// What the unit itself holds, apart from what is below it.
    pub own: Option<SumRow>,
    /// The units directly below with anything to report.
    pub parts: Vec<SumRow>,
}

/// The totals of a form below a unit.
pub async fn totals(ctx: &Ctx, form: &str, period: Period, under: Id<Unit>) -> Answer<Totals> {
    let mut work = ctx.look().await?;
    work.leave(Action::ReadFigures, Action::ReadFigures, under).await?;
    let asking = work.asking(form, period).await?;
    let day = asking.day.clone();
    let at = day.order().position(under).ok_or(AppError::NotFound)?;
    let parts: Vec<usize> = day.order().children(at).collect();
    let mut rows: Vec<Vec<Sum>> = vec![Vec::new(); parts.len() + 1];
    let mut own = Vec::new();
    for indicator in &asking.columns {
        let beside = work.beside(indicator, period, Against::Periods).await?;
        for (row, position) in rows.iter_mut().zip(std::iter::once(at).chain(parts.iter().copied())) {
            row.push(day.order().unit(position).map_or_else(Sum::default, |unit| beside.sum(unit)));
        }
        own.push(beside.own(day.order(), at, &parts));
    }
    let mut rows = rows.into_iter();
    let row = |position: usize, sums: Vec<Sum>| SumRow {
        unit_id: day.order().unit(position).map_or(0, Id::number),
        unit: day.name(position).to_owned(),
        n_below: day.order().subtree(position).len().saturating_sub(1),
        sums,
    };
    let whole = row(at, rows.next().unwrap_or_default());
    let says = |sums: &[Sum]| sums.iter().any(|s| s.n_expected > 0 || s.value.is_some());
    let mut path: Vec<(i64, String)> = day
        .order()
        .ancestors(at)
        .map(|p| (day.order().unit(p).map_or(0, Id::number), day.name(p).to_owned()))
        .collect();
    path.reverse();
    Ok(Totals {
        form: form.to_owned(),
        period: period.to_string(),
        window: (period.first_on().to_string(), period.last_on().to_string()),
        columns: heads(&asking),
        path,
        whole,
        own: (says(&own) && !parts.is_empty()).then(|| row(at, own)),
        parts: parts.into_iter().zip(rows).map(|(p, sums)| row(p, sums)).filter(|r| says(&r.sums)).collect(),
    })
}

/// What a sum is read with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// Its base only: the other periods stand beside it already.
    Base,
    /// Its base, the same period of last year and the period before.
    Periods,
}

/// The sums of one indicator for one unit, for reports and pages of a unit; none where nothing is asked or known of it.
pub async fn sum_of(
    work: &mut Work,
    code: &str,
    period: Period,
    unit: Id<Unit>,
    against: Against,
) -> Answer<Option<Sum>> {
    let rules = Rules::resident()?;
    let indicator = rules.indicator(code).ok_or(AppError::NotFound)?;
    let sum = work.beside(indicator, period, against).await?.sum(unit);
    Ok((sum != Sum::default()).then_some(sum))
}

/// Sums of one indicator in a period with those it is compared with, each over its own tree.
struct Beside {
    now: Arc<Sums>,
    base: Option<Arc<Sums>>,
    last_year: Option<Arc<Sums>>,
    start: Option<Arc<Sums>>,
}

impl Beside {
    fn sum(&self, unit: Id<Unit>) -> Sum {
        let cell = self.now.get(unit);
        let hidden = self.now.hides(unit);
        // What is shown of the unit in the others, wherever it stood.
        let other = |of: &Option<Arc<Sums>>| of.as_ref().filter(|s| !s.hides(unit))?.get(unit).so_far();
        Sum {
            value: cell.so_far().filter(|_| !hidden),
            hidden,
            n_reported: cell.n_reported,
            n_expected: cell.n_expected,
            base: other(&self.base),
            last_year: other(&self.last_year),
            start: other(&self.start),
        }
    }

    /// What a unit holds itself: its sum without those of its parts.
    fn own(&self, order: &TreeOn, at: usize, parts: &[usize]) -> Sum {
        let of = |position: usize| order.unit(position).map_or_else(Cell::default, |u| self.now.get(u));
        let hidden = self.now.hidden().is_some_and(|h| h.own(at));
        let rest = parts.iter().map(|p| of(*p)).fold(of(at), |left, part| Cell {
            value: left.value - part.value,
            n_reported: left.n_reported.saturating_sub(part.n_reported),
            n_expected: left.n_expected.saturating_sub(part.n_expected),
        });
        Sum {
            value: rest.so_far().filter(|_| !hidden),
            hidden,
            n_reported: rest.n_reported,
            n_expected: rest.n_expected,
            ..Sum::default()
        }
    }
}

impl Work {
    async fn beside(&mut self, indicator: &Indicator, period: Period, against: Against) -> Answer<Beside> {
        let rules = Rules::resident()?;
        let base = indicator.base.as_ref().and_then(|code| rules.indicator(code));
        let base = match base.and_then(|b| Period::holding(b.period, period.last_on()).map(|p| (b, p))) {
            Some((base, of)) => Some(self.sums(base, of).await?),
            None => None,
        };
        let other = |of: Option<Period>| of.filter(|_| against == Against::Periods);
        let last_year = match other(period.same_last_year()) {
            Some(of) => Some(self.sums(indicator, of).await?),
            None => None,
        };
        let start = match other(period.previous()) {
            Some(of) => Some(self.sums(indicator, of).await?),
            None => None,
        };
        Ok(Beside { now: self.sums(indicator, period).await?, base, last_year, start })
    }

    /// What of an indicator is not shown in a period; none where nothing of it ever is.
    pub(crate) async fn hidden_of(
        &mut self,
        indicator: &Indicator,
        period: Period,
    ) -> Answer<Option<Hidden>> {
        if indicator.sensitivity == Sensitivity::Open {
            return Ok(None);
        }
        Ok(self.sums(indicator, period).await?.hidden().cloned())
    }

    /// The sums of an indicator for every unit of the tree on the last day of a period; from memory
    /// where neither register nor figures have changed.
    async fn sums(&mut self, indicator: &Indicator, period: Period) -> Answer<Arc<Sums>> {
        let marks = self.marks().await?;
        let key = (indicator.code.clone(), period);
        if let Some(sums) = self.app().memory().sums(&key, marks) {
            return Ok(sums);
        }
        let day = self.tree_on(indicator.held_by.tree, period.last_on()).await?;
        let mut grid = Grid::new(day.order(), 1);
        if let Some(expected) = self.expected(indicator, period).await? {
            expected.iter().for_each(|at| grid.expect(at, 0));
        }
        let column = columns::kept(self, &day, &indicator.code, period).await?;
        for (at, value) in (0..day.order().len()).filter_map(|at| Some((at, column.get(at)?))) {
            grid.report(at, 0, value).map_err(|e| AppError::fault(format!("a figure: {e:?}")))?;
        }
        if indicator.over_tree == OverTree::Sum {
            grid.roll_up(day.order());
        }
        let cells: Vec<Cell> =
            (0..day.order().len()).map(|at| grid.cell(at, 0).unwrap_or_default()).collect();
        let is_sensitive = indicator.sensitivity == Sensitivity::SmallCountsHidden;
        let hidden = is_sensitive.then(|| hide(day.units(), &cells));
        let sums = Arc::new(Sums::of(day.order(), &cells, hidden));
        if self.keeps_in_memory() {
            self.app().memory().keep_sums(key, marks, &sums);
        }
        Ok(sums)
    }
}
