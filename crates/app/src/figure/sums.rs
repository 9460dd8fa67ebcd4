//! Cộng theo cây: value, number reported and number expected of units, over the tree on the last day of a period.
//!
//! "Theo tổ chức tại thời điểm báo cáo": each period is added over the tree of its own last day. A share is made of
//! two sums and never averaged. An indicator that does not add shows only what the unit itself holds. Small counts of a
//! sensitive indicator are hidden here, so that no page, report or answer of the interface can show them.

use super::columns;
use super::grid::{Head, heads};
use crate::rules::Rules;
use crate::unit::on::TreeDay;
use crate::{Answer, AppError, Ctx, Work};
use serde::Serialize;
use std::sync::Arc;
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_core::indicator::{Indicator, OverTree, Sensitivity};
use vunggoc_core::period::Period;
use vunggoc_core::suppression::{Hidden, hide};
use vunggoc_core::tree::{Cell, Grid};
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
        let beside = work.beside(indicator, period).await?;
        for (row, position) in rows.iter_mut().zip(std::iter::once(at).chain(parts.iter().copied())) {
            row.push(beside.sum(&day, position));
        }
        own.push(beside.own(at, &parts));
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

/// The sums of one indicator for one unit, for reports and pages of a unit.
pub async fn sum_of(work: &mut Work, code: &str, period: Period, unit: Id<Unit>) -> Answer<Option<Sum>> {
    let rules = Rules::resident()?;
    let indicator = rules.indicator(code).ok_or(AppError::NotFound)?;
    let day = work.tree_on(indicator.held_by.tree, period.last_on()).await?;
    let Some(at) = day.order().position(unit) else { return Ok(None) };
    Ok(Some(work.beside(indicator, period).await?.sum(&day, at)))
}

/// Sums of one indicator in a period with those it is compared with, each over its own tree.
struct Beside {
    now: Shown,
    base: Option<Shown>,
    last_year: Option<Shown>,
    start: Option<Shown>,
}

/// The sums of an indicator over the tree of a period, and what of them is not shown.
struct Shown {
    day: Arc<TreeDay>,
    cells: Arc<[Cell]>,
    hidden: Option<Hidden>,
}

impl Shown {
    fn is_hidden(&self, position: usize) -> bool {
        self.hidden.as_ref().is_some_and(|h| h.sum(position))
    }
    /// What is shown of a unit, wherever it stood.
    fn of(&self, unit: Id<Unit>) -> Option<i64> {
        let at = self.day.order().position(unit).filter(|at| !self.is_hidden(*at))?;
        self.cells.get(at)?.so_far()
    }
}

impl Beside {
    fn sum(&self, day: &TreeDay, position: usize) -> Sum {
        let cell = self.now.cells.get(position).copied().unwrap_or_default();
        let unit = day.order().unit(position);
        let other = |of: &Option<Shown>| of.as_ref()?.of(unit?);
        let hidden = self.now.is_hidden(position);
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
    fn own(&self, at: usize, parts: &[usize]) -> Sum {
        let whole = self.now.cells.get(at).copied().unwrap_or_default();
        let hidden = self.now.hidden.as_ref().is_some_and(|h| h.own(at));
        let rest = parts.iter().filter_map(|p| self.now.cells.get(*p)).fold(whole, |left, part| Cell {
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
    async fn beside(&mut self, indicator: &Indicator, period: Period) -> Answer<Beside> {
        let rules = Rules::resident()?;
        let base = indicator.base.as_ref().and_then(|code| rules.indicator(code));
        let base = match base.and_then(|b| Period::holding(b.period, period.last_on()).map(|p| (b, p))) {
            Some((base, of)) => Some(self.shown_sums(base, of).await?),
            None => None,
        };
        let last_year = match period.same_last_year() {
            Some(of) => Some(self.shown_sums(indicator, of).await?),
            None => None,
        };
        let start = match period.previous() {
            Some(of) => Some(self.shown_sums(indicator, of).await?),
            None => None,
        };
        Ok(Beside { now: self.shown_sums(indicator, period).await?, base, last_year, start })
    }

    async fn shown_sums(&mut self, indicator: &Indicator, period: Period) -> Answer<Shown> {
        let day = self.tree_on(indicator.held_by.tree, period.last_on()).await?;
        let cells = self.sums(indicator, period).await?;
        let is_sensitive = indicator.sensitivity == Sensitivity::SmallCountsHidden;
        let hidden = is_sensitive.then(|| hide(day.units(), &cells));
        Ok(Shown { day, cells, hidden })
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
        Ok(self.shown_sums(indicator, period).await?.hidden)
    }

    /// The sums of an indicator for every unit of the tree on the last day of a period, by position; from memory
    /// where neither register nor figures have changed.
    pub async fn sums(&mut self, indicator: &Indicator, period: Period) -> Answer<Arc<[Cell]>> {
        let marks = self.marks().await?;
        let key = (indicator.code.clone(), period);
        if let Some(cells) = self.app().memory().sums(&key, marks) {
            return Ok(cells);
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
        let cells: Arc<[Cell]> =
            (0..day.order().len()).map(|at| grid.cell(at, 0).unwrap_or_default()).collect();
        if self.keeps_in_memory() {
            self.app().memory().keep_sums(key, marks, &cells);
        }
        Ok(cells)
    }
}
