//! Cột số liệu: the figures of all units of a tree for an indicator and a period, with a mask of what is missing.
//!
//! All reading of columns goes through this file. The store packs a column into one text, as a row for each figure
//! would cost ten times as much in the driver.

use super::Numbers;
use crate::unit::on::TreeDay;
use crate::{Answer, AppError, Work};
use std::collections::HashMap;
use std::sync::Arc;
use vunggoc_core::Id;
use vunggoc_core::period::Period;
use vunggoc_core::screening::Column;
use vunggoc_db::{args, sql};

/// A column with what is known of its figures' past.
pub(crate) struct Read {
    /// The figures.
    pub(crate) column: Column,
    /// The versions by unit of those that were changed since they were first entered.
    pub(crate) versions: HashMap<i64, i64>,
}

/// Reads columns in the order of the units of a tree; what is missing is masked, a unit outside the tree left out. While
/// the store packs one column, the one before it is unpacked.
pub(crate) async fn read(
    work: &mut Work,
    day: &Arc<TreeDay>,
    wanted: &[(&str, Period)],
) -> Answer<Vec<Read>> {
    let numbers = work.numbers().await?;
    let mut unpacking = Vec::with_capacity(wanted.len());
    for (code, period) in wanted {
        let packed = packed(work, &numbers, code, *period).await?;
        let day = day.clone();
        unpacking.push(tokio::task::spawn_blocking(move || unpack(&packed, &day)));
    }
    let mut columns = Vec::with_capacity(wanted.len());
    for column in unpacking {
        columns.push(column.await.map_err(|e| AppError::fault(format!("a column: {e}")))??);
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
    let numbers = work.numbers().await?;
    let column = Arc::new(unpack(&packed(work, &numbers, code, period).await?, day)?.column);
    if of_period && work.keeps_in_memory() {
        work.app().memory().keep_column(key, marks, &column);
    }
    Ok(column)
}

/// A column as the store packs it: unit and value of each figure, and its version where it was changed.
async fn packed(work: &mut Work, numbers: &Numbers, code: &str, period: Period) -> Answer<String> {
    let known = numbers.indicator(code).zip(numbers.period(period));
    let Some((indicator, period)) = known else { return Ok(String::new()) };
    let packed = sql!(
        "SELECT string_agg(CASE WHEN version > 1 THEN unit_id || ' ' || value || ' ' || version ELSE unit_id || ' ' || value END, ',') AS packed
         FROM figure WHERE indicator_id = $1 AND period_id = $2"
    );
    Ok(work.one(packed, args![indicator, period]).await?.opt_text("packed")?.unwrap_or_default())
}

fn unpack(packed: &str, day: &TreeDay) -> Answer<Read> {
    let mut figures: Vec<Option<i64>> = vec![None; day.order().len()];
    let mut versions = HashMap::new();
    for figure in pieces(packed) {
        let ([unit, value], version) = numbers_of(figure)?;
        let Some(place) = day.order().position(Id::new(unit)).and_then(|at| figures.get_mut(at)) else {
            continue;
        };
        *place = Some(value);
        if let Some(version) = version {
            versions.insert(unit, version);
        }
    }
    let column = Column::new(figures).map_err(|misfit| AppError::fault(format!("a column: {misfit:?}")))?;
    Ok(Read { column, versions })
}

/// The pieces of a packed text, one for each row.
pub(super) fn pieces(packed: &str) -> impl Iterator<Item = &str> {
    packed.split(',').filter(|piece| !piece.is_empty())
}

/// The numbers of a piece, and the one after them where there is one more.
pub(super) fn numbers_of<const N: usize>(piece: &str) -> Answer<([i64; N], Option<i64>)> {
    let number = |text: &str| -> Answer<i64> { text.parse().map_err(|_| AppError::fault("a packed column")) };
    let mut parts = piece.split(' ');
    let mut out = [0; N];
    for place in &mut out {
        *place = number(parts.next().unwrap_or_default())?;
    }
    Ok((out, parts.next().map(number).transpose()?))
}
