//! Lịch làm việc: the calendar of the installation, from the rules and the decisions entered here.
//!
//! One file per verb: [`year`] (a year as people read it), [`decide`] (the government's decision on a year, with its
//! paper), [`explain`] (why a term ends on its day). What is entered here takes the place of the year as shipped. The
//! calendar is open to everybody who is signed in; deciding needs leave at the root of the Party tree.

pub mod decide;
pub mod explain;
pub mod moves;
pub mod year;

use crate::rules::Rules;
use crate::{Answer, AppError, Ctx, Work};
use std::collections::BTreeMap;
use std::sync::Arc;
use vunggoc_core::calendar::{Calendar, DecidedDay, Decision, Mark};
use vunggoc_db::{Row, args, sql};

/// Counter taken from by every change of the calendar; with it a calendar held in memory shows its age.
pub(crate) const CALENDAR_MARK: &str = "calendar-mark";

impl Work {
    /// The calendar as it is known today, in this snapshot.
    pub async fn calendar(&mut self) -> Answer<Arc<Calendar>> {
        let mark = self.calendar_mark().await?;
        let today = self.today();
        if let Some(held) = self.app().memory().calendar(mark, today) {
            return Ok(held);
        }
        let entered = self.entered_years().await?;
        let made = Arc::new(calendar_with(Rules::resident()?, today, entered.into_values()));
        if self.keeps_in_memory() {
            self.app().memory().keep_calendar(mark, today, &made);
        }
        Ok(made)
    }

    async fn calendar_mark(&mut self) -> Answer<i64> {
        let mark = sql!("SELECT next_id FROM id_counter WHERE noun = $1");
        Ok(self.maybe(mark, args![CALENDAR_MARK]).await?.map_or(Ok(0), |row| row.int("next_id"))?)
    }

    /// The newest decision entered on each year.
    pub(crate) async fn entered_years(&mut self) -> Answer<BTreeMap<i16, Decision>> {
        let rows = self
            .all(
                sql!(
                    "SELECT y.year, d.on_day, d.mark, d.holiday FROM calendar_year y
                     LEFT JOIN calendar_day d ON d.year = y.year AND d.version = y.version
                     WHERE y.version = (SELECT MAX(z.version) FROM calendar_year z WHERE z.year = y.year)
                     ORDER BY y.year, d.on_day"
                ),
                &[],
            )
            .await?;
        let plain = Rules::resident()?;
        let mut years: BTreeMap<i16, Decision> = BTreeMap::new();
        for row in &rows {
            let year = read_year(row)?;
            let decision = years.entry(year).or_insert_with(|| Decision { year, days: Vec::new() });
            decision.days.extend(read_day(plain, row)?);
        }
        Ok(years)
    }
}

/// The calendar for those who only look.
pub async fn calendar(ctx: &Ctx) -> Answer<Arc<Calendar>> {
    ctx.look().await?.calendar().await
}

/// The calendar of the rules, with decisions laid over those shipped.
pub(crate) fn calendar_with(
    rules: &Rules,
    today: vunggoc_core::Date,
    entered: impl IntoIterator<Item = Decision>,
) -> Calendar {
    let shipped = rules.calendar.known_on(today).map(|y| y.decision.clone());
    Calendar::new(rules.calendar.rules.clone(), shipped.chain(entered).collect())
}

fn read_year(row: &Row) -> Answer<i16> {
    i16::try_from(row.int("year")?).map_err(|_| AppError::fault("year of a calendar"))
}

/// The day of a row; none where the decision has no day at all.
fn read_day(rules: &Rules, row: &Row) -> Answer<Option<DecidedDay>> {
    let Some(on) = row.opt_date("on_day")? else { return Ok(None) };
    let (mark, code) = (row.text("mark")?, row.opt_text("holiday")?);
    let holidays = &rules.calendar.rules.holidays;
    let place = code.and_then(|code| holidays.iter().position(|h| h.code == code));
    let no = place.and_then(|p| u8::try_from(p).ok()).map(vunggoc_core::calendar::HolidayNo);
    let mark = Mark::from_code(&mark, no).ok_or_else(|| AppError::fault(format!("mark of a day: {mark}")))?;
    Ok(Some(DecidedDay { on, mark }))
}
