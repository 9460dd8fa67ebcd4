//! Cột số liệu: the figures of all units of a tree for an indicator and a period, with a mask of what is missing.
//!
//! All reading of columns goes through [`read`]. The store packs a column into one text, as a row for each figure
//! would cost ten times as much in the driver.

use crate::unit::on::TreeDay;
use crate::{Answer, AppError, Work};
use std::sync::Arc;
use vunggoc_core::Id;
use vunggoc_core::period::Period;
use vunggoc_core::screening::Column;
use vunggoc_core::unit::Unit;
use vunggoc_db::{args, sql};

/// Reads columns in the order of the units of a tree; what is missing is masked, a unit outside the tree left out.
pub async fn read(work: &mut Work, day: &TreeDay, wanted: &[(&str, Period)]) -> Answer<Vec<Column>> {
    let numbers = work.numbers().await?;
    let mut columns = Vec::with_capacity(wanted.len());
    for (code, period) in wanted {
        let known = numbers.indicator(code).zip(numbers.period(*period));
        columns.push(match known {
            Some((indicator, period)) => read_one(work, day, indicator, period).await?,
            None => Column::missing(day.order().len()),
        });
    }
    Ok(columns)
}

/// One column of a tree on the last day of its period, from memory where nothing has changed: for pages.
pub(crate) async fn kept(work: &mut Work, day: &TreeDay, code: &str, period: Period) -> Answer<Arc<Column>> {
    let marks = work.marks().await?;
    let key = (code.to_owned(), period);
    let of_period = day.holds(period.last_on());
    if of_period && let Some(column) = work.app().memory().column(&key, marks) {
        return Ok(column);
    }
    let column = read(work, day, &[(code, period)]).await?.pop();
    let column = Arc::new(column.ok_or_else(|| AppError::fault("a column"))?);
    if of_period && work.keeps_in_memory() {
        work.app().memory().keep_column(key, marks, &column);
    }
    Ok(column)
}

async fn read_one(work: &mut Work, day: &TreeDay, indicator: i64, period: i64) -> Answer<Column> {
    let packed = sql!(
        "SELECT string_agg(CAST(unit_id AS TEXT) || ' ' || CAST(value AS TEXT), ',') AS packed
         FROM figure WHERE indicator_id = $1 AND period_id = $2"
    );
    let packed = work.one(packed, args![indicator, period]).await?.opt_text("packed")?.unwrap_or_default();
    let mut figures: Vec<Option<i64>> = vec![None; day.order().len()];
    let unreadable = || AppError::fault("a packed column");
    for pair in packed.split(',').filter(|p| !p.is_empty()) {
        let (unit, value) = pair.split_once(' ').ok_or_else(unreadable)?;
        let unit: Id<Unit> = Id::new(unit.parse().map_err(|_| unreadable())?);
        let Some(place) = day.order().position(unit).and_then(|at| figures.get_mut(at)) else { continue };
        *place = Some(value.parse().map_err(|_| unreadable())?);
    }
    Column::new(figures).map_err(|misfit| AppError::fault(format!("a column: {misfit:?}")))
}
