//! Nội dung cần đôn đốc: open tasks that are late or soon due, by office and post.
//!
//! The lines stand in the order of the register and never by number: nobody is ranked.

use super::{TaskLine, line, soon};
use crate::{Answer, Ctx, Work};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id};
use vunggoc_db::{Row, args, sql};

/// The most lines of the page.
const N_LINES: i64 = 400;
/// Tasks of one page of an office.
pub const PAGE: i64 = 100;

/// What is to be pressed on, by office and post.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Pressing {
    /// The day.
    pub today: String,
    /// Until when something is soon due: three working days.
    pub soon_on: String,
    /// The unit below which one looks; none where all within reach.
    pub under: Option<String>,
    /// In the order of the register.
    pub lines: Vec<OfficeLine>,
    /// Late, in all lines.
    pub n_late: i64,
    /// Soon due, in all lines.
    pub n_soon: i64,
    /// Whether there are more lines.
    pub more: bool,
}

/// A post of an office, or the office where no post is named.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct OfficeLine {
    /// The office's number.
    pub unit_id: i64,
    /// Its name.
    pub unit: String,
    /// Chức danh; blank where only the office is named.
    pub post: String,
    /// Quá hạn chưa hoàn thành.
    pub n_late: i64,
    /// The oldest due date among them.
    pub oldest_on: Option<String>,
    /// Đến hạn trong ba ngày làm việc.
    pub n_soon: i64,
}

/// Offices with something late or soon due, as far as the reader's reach goes.
pub async fn offices(ctx: &Ctx, under: Option<Id<Unit>>) -> Answer<Pressing> {
    let mut work = ctx.look().await?;
    let calendar = work.calendar().await?;
    let today = work.today();
    let soon_on = soon(&calendar, today);
    let name = match under {
        Some(unit) => {
            work.leave(Action::ReadTasks, Action::ReadTasks, unit).await?;
            Some(work.name_on(unit, today).await?)
        }
        None => None,
    };
    // Counted by office and post first: rights and names are looked up for each of these and not for each task.
    let rows = work
        .all(
            sql!(
                "SELECT t.lead_unit_id, u.name AS unit, COALESCE(p.name, '') AS post,
                   CAST(SUM(t.n_late) AS BIGINT) AS n_late, CAST(SUM(t.n_soon) AS BIGINT) AS n_soon, MIN(t.oldest_on) AS oldest_on
                 FROM (SELECT o.lead_unit_id, o.unit_id, o.post_id, SUM(CASE WHEN o.due_on < $3 THEN 1 ELSE 0 END) AS n_late,
                     SUM(CASE WHEN o.due_on >= $3 THEN 1 ELSE 0 END) AS n_soon, MIN(o.due_on) AS oldest_on
                   FROM task o WHERE o.state = 'open' AND o.due_on <= $4 GROUP BY o.lead_unit_id, o.unit_id, o.post_id) t
                 JOIN unit_spell u ON u.unit_id = t.lead_unit_id AND u.from_on <= $3 AND u.until_on > $3
                 LEFT JOIN post p ON p.id = t.post_id
                 WHERE (CAST($5 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM unit_path q WHERE q.ancestor_id = $5
                   AND q.descendant_id = t.lead_unit_id AND q.from_on <= $3 AND q.until_on > $3))
                 AND ($1 = 0 OR EXISTS (SELECT 1 FROM reach r WHERE r.account_id = $1 AND r.action = $2
                   AND r.unit_id IN (t.lead_unit_id, t.unit_id) AND r.grant_from_on <= $3 AND r.grant_until_on > $3
                   AND r.from_on <= $3 AND (r.until_on > $3 OR r.until_on = r.last_until_on)))
                 GROUP BY t.lead_unit_id, u.name, u.name_sort, p.id, p.name, p.rank
                 ORDER BY u.name_sort, t.lead_unit_id, CASE p.rank WHEN 'head' THEN 1 WHEN 'deputy' THEN 2 WHEN 'officer' THEN 3 ELSE 4 END,
                   post, p.id LIMIT $6"
            ),
            args![
                work.actor().number(), Action::ReadTasks.tag(), today, soon_on, under.map(Id::number), N_LINES + 1
            ],
        )
        .await?;
    let read = |row: &Row| {
        let n_late = row.int("n_late")?;
        Ok(OfficeLine {
            unit_id: row.int("lead_unit_id")?,
            unit: row.text("unit")?,
            post: row.text("post")?,
            n_late,
            oldest_on: if n_late > 0 { row.opt_text("oldest_on")? } else { None },
            n_soon: row.int("n_soon")?,
        })
    };
    let lines: Vec<OfficeLine> = rows.iter().take(super::size(N_LINES)).map(read).collect::<Answer<_>>()?;
    Ok(Pressing {
        today: today.to_string(),
        soon_on: soon_on.to_string(),
        under: name,
        n_late: lines.iter().map(|l| l.n_late).sum(),
        n_soon: lines.iter().map(|l| l.n_soon).sum(),
        lines,
        more: rows.len() > super::size(N_LINES),
    })
}

/// The tasks of one office that are late or soon due.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct OfficeTasks {
    /// The office's number.
    pub unit_id: i64,
    /// Its name.
    pub unit: String,
    /// By due date.
    pub tasks: Vec<TaskLine>,
    /// How many were passed over.
    pub offset: i64,
    /// Whether more follow.
    pub more: bool,
}

/// What one office is to be pressed on, as far as the reader's reach goes.
pub async fn of_office(ctx: &Ctx, unit: Id<Unit>, offset: i64) -> Answer<OfficeTasks> {
    let mut work = ctx.look().await?;
    let calendar = work.calendar().await?;
    let today = work.today();
    let until_on = soon(&calendar, today);
    let mut tasks = work.pressed(Some(unit), None, until_on, offset, PAGE + 1).await?;
    // A body without a task within reach does not exist for the reader.
    if tasks.is_empty() && !work.may(Action::ReadTasks, unit).await? {
        return Err(super::missing());
    }
    let more = tasks.len() > super::size(PAGE);
    tasks.truncate(super::size(PAGE));
    Ok(OfficeTasks { unit_id: unit.number(), unit: work.name_on(unit, today).await?, tasks, offset, more })
}

impl Work {
    /// The name of a unit on a day.
    pub(crate) async fn name_on(&mut self, unit: Id<Unit>, on: Date) -> Answer<String> {
        let name = sql!("SELECT name FROM unit_spell WHERE unit_id = $1 AND from_on <= $2 AND until_on > $2");
        let row = self.maybe(name, args![unit.number(), on]).await?.ok_or_else(super::missing)?;
        Ok(row.text("name")?)
    }

    /// Open tasks within reach that are due until a day: of one lead body, or of all below a unit.
    pub(crate) async fn pressed(
        &mut self,
        lead: Option<Id<Unit>>,
        under: Option<Id<Unit>>,
        until_on: Date,
        offset: i64,
        limit: i64,
    ) -> Answer<Vec<TaskLine>> {
        let today = self.today();
        let rows = self
            .all(
                sql!(
                    "SELECT t.id, t.content, g.title AS ground, u.name AS lead, COALESCE(p.name, t.doer) AS post, t.first_due_on, t.due_on
                     FROM task t JOIN ground g ON g.id = t.ground_id LEFT JOIN post p ON p.id = t.post_id
                     JOIN unit_spell u ON u.unit_id = t.lead_unit_id AND u.from_on <= $3 AND u.until_on > $3
                     WHERE t.state = 'open' AND t.due_on <= $4 AND (CAST($5 AS BIGINT) IS NULL OR t.lead_unit_id = $5)
                     AND (CAST($6 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM unit_path q WHERE q.ancestor_id = $6
                       AND q.descendant_id = t.lead_unit_id AND q.from_on <= $3 AND q.until_on > $3))
                     AND ($1 = 0 OR EXISTS (SELECT 1 FROM reach r WHERE r.account_id = $1 AND r.action = $2
                       AND r.unit_id IN (t.lead_unit_id, t.unit_id) AND r.grant_from_on <= $3 AND r.grant_until_on > $3
                       AND r.from_on <= $3 AND (r.until_on > $3 OR r.until_on = r.last_until_on)))
                     ORDER BY t.due_on, t.id LIMIT $7 OFFSET $8"
                ),
                args![
                    self.actor().number(), Action::ReadTasks.tag(), today, until_on, lead.map(Id::number),
                    under.map(Id::number), limit, offset
                ],
            )
            .await?;
        rows.iter().map(|row| line(row, today)).collect()
    }
}
