//! Bảng nhập số liệu: the figures of many units for a form and a period, as the entry page shows them.

use crate::form::asking::Asking;
use crate::{Answer, AppError, Ctx, Work};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_core::form::grid::{Asked, MISSING};
use vunggoc_core::period::Period;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Id, Version};

/// Which grid is asked for.
#[derive(Debug, Clone)]
pub struct Question {
    /// Code of the form.
    pub form: String,
    /// The period.
    pub period: Period,
    /// The units below this one, and itself.
    pub under: Id<Unit>,
    /// How many rows to pass over.
    pub offset: usize,
}

/// Rows of one page.
pub const PAGE: usize = 100;

/// A page of the grid.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Grid {
    /// Code of the form.
    pub form: String,
    /// Code of the period.
    pub period: String,
    /// The unit above all rows.
    pub under: i64,
    /// Its name on the last day of the period.
    pub under_name: String,
    /// The columns.
    pub columns: Vec<Head>,
    /// The rows, in the order of the tree.
    pub rows: Vec<Row>,
    /// How many rows there are in all.
    pub n_rows: usize,
    /// How many were passed over.
    pub offset: usize,
    /// Whether the reader may enter figures here.
    pub may_enter: bool,
}

/// The head of a column.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Head {
    /// Code of the indicator.
    pub indicator: String,
    /// Digits behind the comma.
    pub scale: u8,
    /// Code of its base, where it is printed as a share.
    pub base: Option<String>,
}

/// One unit of the grid.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Row {
    /// The unit's number.
    pub unit_id: i64,
    /// Its name on the last day of the period.
    pub unit: String,
    /// The unit above it.
    pub above: String,
    /// The unit that answers for it.
    pub answers_id: i64,
    /// The state of that answer: a tag, or none where nothing was begun.
    pub state: Option<String>,
    /// Whether figures may be written.
    pub open: bool,
    /// The cells, one for each column.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Cell {
    /// Whether the unit is asked for it.
    pub asked: bool,
    /// The figure; none is missing.
    pub value: Option<i64>,
    /// The version that is seen; 0 where it is missing.
    pub version: i64,
    /// Whether a figure is there and not shown: a small count that only who enters it sees.
    pub hidden: bool,
}

/// A page of the grid, as far as the reader may see.
pub async fn grid(ctx: &Ctx, question: &Question) -> Answer<Grid> {
    let mut work = ctx.look().await?;
    work.leave(Action::ReadFigures, Action::ReadFigures, question.under).await?;
    let asking = work.asking(&question.form, question.period).await?;
    let positions = work.grid_rows(&asking, question.under, Action::ReadFigures).await?;
    let shown: Vec<usize> = positions.iter().skip(question.offset).take(PAGE).copied().collect();
    let may_enter = work.may(Action::EnterFigures, question.under).await?;
    let mut rows = work.read_rows(&asking, &shown).await?;
    // Who enters the figures of a unit has to see them; nobody else sees a small count.
    let enters = work.scope(asking.form.asked_of.tree, Action::EnterFigures).await?;
    let others = |position: usize| !enters.holds(&asking.day, position);
    work.hide_small(&asking, (&shown, &mut rows), others).await?;
    let under = asking.day.order().position(question.under).ok_or(AppError::NotFound)?;
    Ok(Grid {
        form: question.form.clone(),
        period: question.period.to_string(),
        under: question.under.number(),
        under_name: asking.day.name(under).to_owned(),
        columns: heads(&asking),
        rows,
        n_rows: positions.len(),
        offset: question.offset,
        may_enter,
    })
}

/// The heads of the columns of a form.
pub(crate) fn heads(asking: &Asking) -> Vec<Head> {
    let head = |i: &&vunggoc_core::indicator::Indicator| Head {
        indicator: i.code.clone(),
        scale: i.scale,
        base: i.base.clone(),
    };
    asking.columns.iter().map(head).collect()
}

impl Work {
    /// The positions of the rows at and below a unit on which the actor may do something.
    pub(crate) async fn grid_rows(
        &mut self,
        asking: &Asking,
        under: Id<Unit>,
        action: Action,
    ) -> Answer<Vec<usize>> {
        let scope = self.scope(asking.form.asked_of.tree, action).await?;
        let at = asking.day.order().position(under).ok_or(AppError::NotFound)?;
        let within = asking.day.order().subtree(at);
        Ok(within.filter(|p| asking.is_row(*p) && scope.holds(&asking.day, *p)).collect())
    }

    /// Takes out of rows what is not shown, at the positions for which it is asked.
    pub(crate) async fn hide_small(
        &mut self,
        asking: &Asking,
        (positions, rows): (&[usize], &mut [Row]),
        from: impl Fn(usize) -> bool,
    ) -> Answer<()> {
        for (column, indicator) in asking.columns.iter().enumerate() {
            let Some(hidden) = self.hidden_of(indicator, asking.period).await? else { continue };
            for (position, row) in positions.iter().zip(rows.iter_mut()).filter(|(p, _)| from(**p)) {
                let leaf = asking.day.order().is_leaf(*position);
                let is_hidden = if leaf { hidden.sum(*position) } else { hidden.own(*position) };
                if let Some(cell) = row.cells.get_mut(column).filter(|c| is_hidden && c.value.is_some()) {
                    *cell = Cell { value: None, hidden: true, ..*cell };
                }
            }
        }
        Ok(())
    }

    /// Reads the rows at some positions.
    pub(crate) async fn read_rows(&mut self, asking: &Asking, positions: &[usize]) -> Answer<Vec<Row>> {
        let numbers = self.numbers().await?;
        let units: Vec<i64> =
            positions.iter().filter_map(|p| asking.day.order().unit(*p)).map(Id::number).collect();
        let indicators: Vec<Option<i64>> =
            asking.columns.iter().map(|c| numbers.indicator(&c.code)).collect();
        let known: Vec<i64> = indicators.iter().copied().flatten().collect();
        let held = match numbers.period(asking.period) {
            Some(period) => self.held(period, &known, &units).await?,
            None => std::collections::HashMap::new(),
        };
        let returns = self.returns_of(&asking.form.name.code, asking.period).await?;
        let order = asking.day.order();
        let mut rows = Vec::with_capacity(positions.len());
        for (position, unit) in positions.iter().zip(&units) {
            let answers = asking.answering_unit(*position).unwrap_or(Id::new(*unit));
            let state = returns.get(&answers).map(|r| &r.state);
            let cell = |(column, indicator): (usize, &Option<i64>)| {
                let figure = indicator.and_then(|i| held.get(&(i, *unit))).copied().unwrap_or(MISSING);
                let asked = asking.asked(*position, column) == Asked::Yes;
                Cell { asked, value: figure.value, version: figure.version.0, hidden: false }
            };
            rows.push(Row {
                unit_id: *unit,
                unit: asking.day.name(*position).to_owned(),
                above: order.parent(*position).map_or(String::new(), |p| asking.day.name(p).to_owned()),
                answers_id: answers.number(),
                state: state.map(|s| s.kind().tag().to_owned()),
                open: state.is_none_or(vunggoc_core::form::State::takes_figures),
                cells: indicators.iter().enumerate().map(cell).collect(),
            });
        }
        Ok(rows)
    }
}

/// The version that a page sends back with a cell.
pub(crate) fn seen(number: i64) -> Version {
    Version(number)
}
