//! Một năm: its months with days off and make-up days, what it rests on, and what was entered before.

use crate::rules::Rules;
use crate::{Answer, AppError, Ctx, Work};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_core::calendar::{Calendar, DayKind, FIRST_YEAR, LAST_YEAR};
use vunggoc_core::{Date, date};
use vunggoc_db::{Row, args, sql};

/// A year of the calendar.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct YearPage {
    /// The year.
    pub year: i16,
    /// What it rests on: `entered` here, as `shipped` with the program, or only `assumed` from the law (provisional).
    pub rests_on: &'static str,
    /// The source of a year as shipped.
    pub source: Option<String>,
    /// Whether that source is still to be confirmed.
    pub to_confirm: bool,
    /// What was entered here, newest first.
    pub entered: Vec<Entered>,
    /// Version of what was entered; 0 where nothing was.
    pub version: i64,
    /// The months.
    pub months: Vec<Month>,
    /// Days that are neither plain working days nor plain weekends.
    pub days: Vec<DayLine>,
    /// Whether the reader may enter a decision.
    pub may_decide: bool,
}

/// A decision entered here.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Entered {
    /// Its version.
    pub version: i64,
    /// Số, ký hiệu of the paper.
    pub number: String,
    /// Ngày ký.
    pub signed_on: String,
    /// Cơ quan ban hành.
    pub issuer: String,
    /// When it was entered.
    pub recorded_at: String,
}

/// A month.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Month {
    /// 1 to 12.
    pub month: i8,
    /// Weeks from Monday to Sunday; none where the day belongs to another month.
    pub weeks: Vec<Vec<Option<Cell>>>,
    /// How many days are worked.
    pub n_working: i64,
}

/// A day in its month.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Cell {
    /// Day of the month.
    pub day: i8,
    /// What it is.
    pub kind: &'static str,
}

/// A day that is out of the ordinary.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct DayLine {
    /// The day.
    pub on: String,
    /// Day of the week, Monday 1 to Sunday 7.
    pub weekday: i8,
    /// What it is.
    pub kind: &'static str,
    /// Code of the holiday, where it is one of the rules.
    pub holiday: Option<String>,
}

/// A year as it is known today.
pub async fn year(ctx: &Ctx, year: i16) -> Answer<YearPage> {
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return Err(AppError::NotFound);
    }
    let mut work = ctx.look().await?;
    let calendar = work.calendar().await?;
    let entered = work.entered_of(year).await?;
    let shipped = Rules::resident()?.calendar.year(year, work.today());
    let rests_on = match (entered.is_empty(), shipped) {
        (false, _) => "entered",
        (true, Some(_)) => "shipped",
        (true, None) => "assumed",
    };
    let ground = shipped.filter(|_| entered.is_empty()).map(|y| &y.ground);
    let root = work.party_root().await?;
    Ok(YearPage {
        year,
        rests_on,
        source: ground.map(|g| g.source.clone()),
        to_confirm: ground.is_some_and(|g| g.confidence.needs_confirmation()),
        version: entered.first().map_or(0, |e| e.version),
        entered,
        months: (1..=12).map(|m| month(&calendar, year, m)).collect(),
        days: special(&calendar, year),
        may_decide: work.may(Action::KeepCalendar, root).await?,
    })
}

impl Work {
    async fn entered_of(&mut self, year: i16) -> Answer<Vec<Entered>> {
        let rows = self
            .all(
                sql!(
                    "SELECT y.version, p.number, p.signed_on, p.issuer, y.recorded_at
                     FROM calendar_year y JOIN paper p ON p.id = y.paper_id WHERE y.year = $1 ORDER BY y.version DESC"
                ),
                args![i64::from(year)],
            )
            .await?;
        let read = |row: &Row| {
            Ok(Entered {
                version: row.int("version")?,
                number: row.text("number")?,
                signed_on: row.text("signed_on")?,
                issuer: row.text("issuer")?,
                recorded_at: row.text("recorded_at")?,
            })
        };
        rows.iter().map(read).collect()
    }
}

fn days_of(year: i16, month: i8) -> impl Iterator<Item = Date> {
    let first = date(year, month, 1);
    (1..=first.days_in_month()).filter_map(move |day| Date::new(year, month, day).ok())
}

fn month(calendar: &Calendar, year: i16, month: i8) -> Month {
    let mut weeks: Vec<Vec<Option<Cell>>> = Vec::new();
    let mut week: Vec<Option<Cell>> = Vec::new();
    let mut n_working = 0;
    for on in days_of(year, month) {
        let lead = usize::try_from(on.weekday().to_monday_zero_offset()).unwrap_or(0);
        week.resize_with(lead.max(week.len()), || None);
        n_working += i64::from(calendar.is_worked(on));
        week.push(Some(Cell { day: on.day(), kind: calendar.kind_of(on).code() }));
        if week.len() == 7 {
            weeks.push(std::mem::take(&mut week));
        }
    }
    if !week.is_empty() {
        week.resize_with(7, || None);
        weeks.push(week);
    }
    Month { month, weeks, n_working }
}

fn special(calendar: &Calendar, year: i16) -> Vec<DayLine> {
    let days = (1..=12).flat_map(|m| days_of(year, m));
    let plain = |kind: DayKind| matches!(kind, DayKind::Workday | DayKind::Weekend);
    days.filter(|on| !plain(calendar.kind_of(*on))).map(|on| line(calendar, on)).collect()
}

/// A day as it stands in a list.
pub(crate) fn line(calendar: &Calendar, on: Date) -> DayLine {
    let kind = calendar.kind_of(on);
    DayLine {
        on: on.to_string(),
        weekday: on.weekday().to_monday_one_offset(),
        kind: kind.code(),
        holiday: kind.holiday().and_then(|no| calendar.holiday(no)).map(|h| h.code.clone()),
    }
}
