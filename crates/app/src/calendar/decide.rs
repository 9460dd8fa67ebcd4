//! Quyết định của một năm: which days are off and which are worked in exchange, with its paper.

use super::moves::Moves;
use super::{CALENDAR_MARK, calendar_with};
use crate::event::{Entry, NOTHING};
use crate::rules::Rules;
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::calendar::{Calendar, DayKind, Decision, FIRST_YEAR, LAST_YEAR, Objection};
use vunggoc_core::paper::Draft;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id, Version};
use vunggoc_db::{Value, args, sql};

/// The most days of one decision.
const N_DAYS: usize = 100;

/// A decision as typed in, with its paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearDraft {
    /// The year and its days.
    pub decision: Decision,
    /// The government's paper.
    pub paper: Draft,
}

/// What a decision would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// What is odd in it; a fatal objection stands against writing.
    pub objections: Vec<(Objection, Option<String>)>,
    /// Days that become something else.
    pub changes: Vec<DayChange>,
    /// Due dates that would move with them.
    pub moves: Moves,
}

/// A day that becomes something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayChange {
    /// The day.
    pub on: Date,
    /// What it is now.
    pub from: DayKind,
    /// What it would be.
    pub to: DayKind,
}

/// Looks what a decision would change; writes nothing.
pub async fn preview(ctx: &Ctx, decision: &Decision) -> Answer<Preview> {
    let mut work = ctx.look().await?;
    work.leave_to_decide().await?;
    let (now, next) = work.with_decision(decision).await?;
    let named = |o: Objection| match o {
        Objection::Missing(no) => (o, now.holiday(no).map(|h| h.code.clone())),
        _ => (o, None),
    };
    let changes = changes(&now, &next, decision.year);
    Ok(Preview {
        objections: decision.objections(&now).into_iter().map(named).collect(),
        moves: work.moves(&next, &changes).await?,
        changes,
    })
}

/// Records the decision on a year, and moves the due dates that follow from a term; what was known of the year before
/// stays on record as its earlier version, and each task keeps its old promise.
pub async fn decide(ctx: &Ctx, draft: &YearDraft, seen: Version) -> Answer<i64> {
    change!(ctx, |work| { work.decide_year(draft, seen).await })
}

impl Work {
    /// The calendar as it is, and as it would be with a decision.
    pub(crate) async fn with_decision(
        &mut self,
        decision: &Decision,
    ) -> Answer<(std::sync::Arc<Calendar>, Calendar)> {
        let now = self.calendar().await?;
        let mut entered = self.entered_years().await?;
        entered.insert(decision.year, decision.clone());
        let next = calendar_with(Rules::resident()?, self.today(), entered.into_values());
        Ok((now, next))
    }

    /// Leave to decide on the calendar; gives the unit in whose scope it lies.
    pub(crate) async fn leave_to_decide(&mut self) -> Answer<Id<Unit>> {
        let root = self.party_root().await?;
        self.leave(Action::ReadRegister, Action::KeepCalendar, root).await?;
        Ok(root)
    }

    async fn decide_year(&mut self, draft: &YearDraft, seen: Version) -> Answer<i64> {
        let root = self.leave_to_decide().await?;
        let Decision { year, ref days } = draft.decision;
        if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
            return Err(AppError::Broken(Rule::Field { name: "year" }));
        }
        if days.len() > N_DAYS {
            return Err(AppError::Broken(Rule::Field { name: "days" }));
        }
        at_version(seen, self.year_version(year).await?)?;
        let fatal: Vec<Objection> = draft
            .decision
            .objections(&*self.calendar().await?)
            .into_iter()
            .filter(|o| o.is_fatal())
            .collect();
        if !fatal.is_empty() {
            return Err(AppError::Broken(Rule::Calendar(fatal)));
        }
        let paper = self.keep_paper(root, &draft.paper.clone().check()?).await?;
        let facts = serde_json::json!({
            "year": year, "paper": paper.number(),
            "days": days.iter().map(|d| format!("{} {}", d.on, d.mark.code())).collect::<Vec<_>>(),
        });
        let entry = Entry {
            noun: "calendar",
            noun_id: i64::from(year),
            from: seen,
            action: "decide",
            unit: Some(root),
            facts,
        };
        let event = self.record(entry).await?;
        let (version, now) = (seen.next().0, self.now());
        let head = sql!(
            "INSERT INTO calendar_year (year, version, paper_id, recorded_at, event_id) VALUES ($1, $2, $3, $4, $5)"
        );
        self.run(head, args![i64::from(year), version, paper.number(), now, event]).await?;
        self.write_days(year, version, &draft.decision).await?;
        let (_, next) = self.with_decision(&draft.decision).await?;
        self.move_dues(&next, paper, &draft.paper.number).await?;
        vunggoc_db::next_ids(&mut self.tx, CALENDAR_MARK, 1).await?;
        Ok(i64::from(year))
    }

    async fn write_days(&mut self, year: i16, version: i64, decision: &Decision) -> Answer<()> {
        let holidays = &Rules::resident()?.calendar.rules.holidays;
        let mut values: Vec<Value> = Vec::new();
        for day in &decision.days {
            let no = day.mark.kind().holiday();
            let code = no.and_then(|no| holidays.get(usize::from(no.0))).map(|h| h.code.as_str());
            values.extend([
                Value::from(i64::from(year)),
                Value::from(version),
                Value::from(day.on),
                Value::from(day.mark.code()),
                Value::from(code),
            ]);
        }
        let head = "INSERT INTO calendar_day (year, version, on_day, mark, holiday)";
        self.tx.insert_many(head, 5, &values).await?;
        Ok(())
    }

    /// The version of the decision entered on a year; of nothing where none was.
    pub(crate) async fn year_version(&mut self, year: i16) -> Answer<Version> {
        let newest = sql!("SELECT MAX(version) AS version FROM calendar_year WHERE year = $1");
        let row = self.one(newest, args![i64::from(year)]).await?;
        Ok(row.opt_int("version")?.map_or(NOTHING, Version))
    }
}

/// The days around a year that two calendars see otherwise.
fn changes(now: &Calendar, next: &Calendar, year: i16) -> Vec<DayChange> {
    let mut out = Vec::new();
    let mut day = Date::new(year - 1, 12, 1).unwrap_or(Date::MIN);
    while day < Date::new(year + 1, 2, 1).unwrap_or(Date::MIN) {
        let (from, to) = (now.kind_of(day), next.kind_of(day));
        if from != to {
            out.push(DayChange { on: day, from, to });
        }
        let Ok(tomorrow) = day.tomorrow() else { break };
        day = tomorrow;
    }
    out
}
