//! Số liệu: reading and writing of figures.
//!
//! [`columns`] is the one place that reads whole columns, so that a faster source can come behind it; [`grid`]
//! and [`save`] are the entry page, [`load`] writes many at once, [`sums`] adds over the tree of the day,
//! [`show`] is one unit over the periods. Invariants: no row means missing, never zero; what a figure was before
//! stays in `figure_past`; every writing takes a number of its own, which is the mark that memory is asked with.

pub mod catalogue;
pub mod columns;
pub mod grid;
pub(crate) mod kept;
pub mod load;
pub mod save;
pub mod show;
pub mod sums;

use crate::{Answer, Work};
use std::collections::{BTreeSet, HashMap};
use vunggoc_core::Version;
use vunggoc_core::form::grid::Held;
use vunggoc_core::period::Period;
use vunggoc_db::{Value, args, sql};

/// The small numbers under which the store knows codes of indicators and periods.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numbers {
    indicators: HashMap<String, i64>,
    periods: HashMap<Period, i64>,
}

impl Numbers {
    pub(crate) fn indicator(&self, code: &str) -> Option<i64> {
        self.indicators.get(code).copied()
    }
    pub(crate) fn period(&self, period: Period) -> Option<i64> {
        self.periods.get(&period).copied()
    }
    /// The periods that have a number, oldest first.
    pub(crate) fn periods(&self) -> Vec<Period> {
        let mut all: Vec<_> = self.periods.keys().copied().collect();
        all.sort_by_key(|p| (p.last_on(), p.first_on()));
        all
    }
}

impl Work {
    /// The numbers that are known so far.
    pub(crate) async fn numbers(&mut self) -> Answer<Numbers> {
        let mut numbers = Numbers::default();
        for row in self.all(sql!("SELECT id, code FROM indicator"), &[]).await? {
            numbers.indicators.insert(row.text("code")?, row.int("id")?);
        }
        for row in self.all(sql!("SELECT id, code FROM period"), &[]).await? {
            if let Some(period) = Period::parse(&row.text("code")?) {
                numbers.periods.insert(period, row.int("id")?);
            }
        }
        Ok(numbers)
    }

    /// The numbers of these codes; new ones are given where there are none.
    pub(crate) async fn give_numbers(&mut self, indicators: &[&str], periods: &[Period]) -> Answer<Numbers> {
        let mut numbers = self.numbers().await?;
        for code in indicators.iter().collect::<BTreeSet<_>>() {
            if numbers.indicator(code).is_none() {
                let id = vunggoc_db::next_ids(&mut self.tx, "indicator", 1).await?;
                self.run(sql!("INSERT INTO indicator (id, code) VALUES ($1, $2)"), args![id, *code]).await?;
                numbers.indicators.insert((*code).to_owned(), id);
            }
        }
        for period in periods.iter().collect::<BTreeSet<_>>() {
            if numbers.period(*period).is_none() {
                let id = vunggoc_db::next_ids(&mut self.tx, "period", 1).await?;
                let insert = sql!("INSERT INTO period (id, code) VALUES ($1, $2)");
                self.run(insert, args![id, period.to_string()]).await?;
                numbers.periods.insert(*period, id);
            }
        }
        Ok(numbers)
    }

    /// Figures of some units for some indicators in one period, by (indicator, unit); missing ones are absent.
    pub(crate) async fn held(
        &mut self,
        period: i64,
        indicators: &[i64],
        units: &[i64],
    ) -> Answer<HashMap<(i64, i64), Held>> {
        let mut held = HashMap::new();
        for values in in_lists(period, indicators, units) {
            let rows = self
                .all(
                    sql!(
                        "SELECT indicator_id, unit_id, value, version FROM figure WHERE period_id = $1
                         AND indicator_id IN ($2, $3, $4, $5, $6, $7, $8, $9)
                         AND unit_id IN ($10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
                           $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44,
                           $45, $46, $47, $48, $49)"
                    ),
                    &values,
                )
                .await?;
            for row in &rows {
                let figure = Held { value: Some(row.int("value")?), version: Version(row.int("version")?) };
                held.insert((row.int("indicator_id")?, row.int("unit_id")?), figure);
            }
        }
        Ok(held)
    }

    /// The highest version that cells ever had, by (indicator, unit), as far as they have a past.
    pub(crate) async fn last_versions(
        &mut self,
        period: i64,
        indicators: &[i64],
        units: &[i64],
    ) -> Answer<HashMap<(i64, i64), Version>> {
        let mut last = HashMap::new();
        for values in in_lists(period, indicators, units) {
            let rows = self
                .all(
                    sql!(
                        "SELECT indicator_id, unit_id, MAX(version) AS version FROM figure_past WHERE period_id = $1
                         AND indicator_id IN ($2, $3, $4, $5, $6, $7, $8, $9)
                         AND unit_id IN ($10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
                           $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44,
                           $45, $46, $47, $48, $49)
                         GROUP BY indicator_id, unit_id"
                    ),
                    &values,
                )
                .await?;
            for row in &rows {
                last.insert((row.int("indicator_id")?, row.int("unit_id")?), Version(row.int("version")?));
            }
        }
        Ok(last)
    }
}

/// Places for indicators and for units in the lists of one statement.
const N_INDICATORS: usize = 8;
const N_UNITS: usize = 40;

/// The arguments of the statements needed for all pairs; a place that is not needed holds a number nobody has.
fn in_lists(period: i64, indicators: &[i64], units: &[i64]) -> Vec<Vec<Value>> {
    let padded = |ids: &[i64], n: usize| -> Vec<Value> {
        ids.iter().copied().chain(std::iter::repeat(-1)).take(n).map(Value::from).collect()
    };
    let mut out = Vec::new();
    for columns in indicators.chunks(N_INDICATORS) {
        for rows in units.chunks(N_UNITS) {
            let mut values = vec![Value::from(period)];
            values.extend(padded(columns, N_INDICATORS));
            values.extend(padded(rows, N_UNITS));
            out.push(values);
        }
    }
    out
}

/// Reads a number as a person typed it, in Vietnamese notation, as an integer with a scale; blank is missing.
/// An error is a code: not-a-number, too-many-decimals.
pub(crate) fn number_typed(text: &str, scale: u8) -> Result<Option<i64>, &'static str> {
    use vunggoc_sheets::cell::{Absent, Parsed, parse_number};
    let value = match parse_number(text) {
        Parsed::Absent(Absent::Blank | Absent::Dots) => return Ok(None),
        Parsed::Number { value, .. } | Parsed::Percent { value, .. } => value,
        _ => return Err("not-a-number"),
    };
    value.at_scale(scale).map(Some).ok_or("too-many-decimals")
}
