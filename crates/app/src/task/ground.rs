//! Căn cứ giao nhiệm vụ: its head, its table of tasks (Bảng phân công nhiệm vụ), and how far they are.

use super::list::{Line, line};
use super::show::{Counted, EvidenceLine, PaperLine, counted};
use crate::{Answer, AppError, Ctx, Work};
use serde::Serialize;
use std::collections::HashMap;
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_core::task::ground::Kind;
use vunggoc_core::task::{Ground, Quantity};
use vunggoc_db::{Row, args, sql};

/// A row of the table.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct TableRow {
    /// The task.
    #[serde(flatten)]
    pub line: Line,
    /// Cơ quan phối hợp.
    pub support: Vec<String>,
    /// Reasons for which its date moved.
    pub reasons: Vec<String>,
    /// Minh chứng.
    pub evidence: Vec<EvidenceLine>,
    /// The kind of day off on which it is due, if it is one: a code of the calendar.
    pub day_off: Option<String>,
    /// Kết quả, or why it was stopped.
    pub result: String,
    /// Nguồn của hạn chế: a tag.
    pub origin: Option<String>,
    /// Nguyên nhân.
    pub cause: String,
    /// What is counted.
    pub counted: Option<Counted>,
}

/// A ground with its table.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct GroundPage {
    /// Its number.
    pub id: i64,
    /// The version to name when adding to it.
    pub version: i64,
    /// The number of its unit.
    pub unit_id: i64,
    /// The unit.
    pub unit: String,
    /// Loại: a tag.
    pub kind: String,
    /// What raised it, if something did.
    pub source_id: Option<i64>,
    /// Tên.
    pub title: String,
    /// Since when.
    pub opened_on: String,
    /// The year.
    pub year: Option<i64>,
    /// Its paper.
    pub paper: Option<PaperLine>,
    /// Its tasks, in order.
    pub rows: Vec<TableRow>,
    /// How many stand at each progress: tag and count, in printed order.
    pub counts: Vec<(String, i64)>,
    /// Whether the reader may add tasks.
    pub may_assign: bool,
}

/// A ground as a line.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct GroundLine {
    /// Its number.
    pub id: i64,
    /// The unit.
    pub unit: String,
    /// Loại: a tag.
    pub kind: String,
    /// Tên.
    pub title: String,
    /// Since when.
    pub opened_on: String,
    /// Number of its paper.
    pub paper: Option<String>,
    /// Tasks.
    pub n_tasks: i64,
    /// Open ones.
    pub n_open: i64,
    /// Late ones.
    pub n_late: i64,
}

/// Shows a ground to one who may read the tasks of its unit.
pub async fn show(ctx: &Ctx, id: Id<Ground>) -> Answer<GroundPage> {
    let mut work = ctx.look().await?;
    work.ground_for(id, Action::ReadTasks).await?;
    let today = work.today();
    let head = sql!(
        "SELECT unit_id, version, kind, source_id, title, opened_on, year, paper_id FROM ground WHERE id = $1"
    );
    let head = work.one(head, args![id.number()]).await?;
    let rows = work.table(id).await?;
    let mut counts: Vec<(String, i64)> = Vec::new();
    for progress in vunggoc_core::task::Progress::ALL {
        let n = rows.iter().filter(|r| r.line.progress == progress.tag()).count();
        counts.push((progress.tag().into(), i64::try_from(n).unwrap_or(i64::MAX)));
    }
    let unit = Id::new(head.int("unit_id")?);
    Ok(GroundPage {
        id: id.number(),
        version: head.int("version")?,
        unit_id: unit.number(),
        unit: crate::unit::find::name_on(&mut work, unit, today).await?,
        kind: head.text("kind")?,
        source_id: head.opt_int("source_id")?,
        title: head.text("title")?,
        opened_on: head.text("opened_on")?,
        year: head.opt_int("year")?,
        paper: work.paper_line(head.opt_int("paper_id")?).await?,
        rows,
        counts,
        may_assign: work.may(Action::AssignTasks, unit).await?,
    })
}

impl Work {
    /// Bảng phân công nhiệm vụ of a ground; the caller has asked for leave.
    pub(crate) async fn table(&mut self, id: Id<Ground>) -> Answer<Vec<TableRow>> {
        let today = self.today();
        let mut support: HashMap<i64, Vec<String>> = HashMap::new();
        let names = sql!(
            "SELECT x.task_id, u.name FROM task t JOIN task_support x ON x.task_id = t.id
             JOIN unit_spell u ON u.unit_id = x.unit_id
               AND u.from_on = (SELECT MAX(z.from_on) FROM unit_spell z WHERE z.unit_id = x.unit_id)
             WHERE t.ground_id = $1 ORDER BY u.name_sort"
        );
        for row in self.all(names, args![id.number()]).await? {
            support.entry(row.int("task_id")?).or_default().push(row.text("name")?);
        }
        let mut reasons: HashMap<i64, Vec<String>> = HashMap::new();
        let moves = sql!(
            "SELECT m.task_id, m.reason FROM task t JOIN task_due_move m ON m.task_id = t.id
             WHERE t.ground_id = $1 ORDER BY m.task_id, m.no"
        );
        for row in self.all(moves, args![id.number()]).await? {
            reasons.entry(row.int("task_id")?).or_default().push(row.text("reason")?);
        }
        let lines = self
            .all(
                sql!(
                    "SELECT t.id, t.no, t.ground_id, g.title, g.kind, t.unit_id, t.version, t.content, t.product, t.lead_unit_id, u.name AS lead,
                       t.post_id, p.name AS post, t.doer, h.holder, t.started_on, t.first_due_on, t.due_on, t.begun_on, t.state,
                       t.closed_on, t.stop_paper_id, c.by_whom, c.confirmed_on, t.result, t.origin, t.cause, t.measure, t.n_own, t.n_carried, t.n_done
                     FROM task t JOIN ground g ON g.id = t.ground_id
                     JOIN unit_spell u ON u.unit_id = t.lead_unit_id
                       AND u.from_on = (SELECT MAX(z.from_on) FROM unit_spell z WHERE z.unit_id = t.lead_unit_id AND z.from_on <= $2)
                     LEFT JOIN post p ON p.id = t.post_id
                     LEFT JOIN tenure h ON h.post_id = t.post_id AND h.from_on <= $2 AND h.until_on > $2
                     LEFT JOIN task_confirmation c ON c.task_id = t.id AND c.outcome = 'confirmed'
                     WHERE t.ground_id = $1 ORDER BY t.no"
                ),
                args![id.number(), today],
            )
            .await?;
        let mut rows = Vec::new();
        for row in &lines {
            let task = row.int("id")?;
            rows.push(TableRow {
                line: line(row, today)?,
                support: support.remove(&task).unwrap_or_default(),
                reasons: reasons.remove(&task).unwrap_or_default(),
                evidence: self.evidence_of(Id::new(task)).await?,
                day_off: self.day_off(row.date("due_on")?).await?,
                result: row.text("result")?,
                origin: row.opt_text("origin")?,
                cause: row.text("cause")?,
                counted: quantity(row)?.as_ref().map(counted),
            });
        }
        Ok(rows)
    }
}

fn quantity(row: &Row) -> Answer<Option<Quantity>> {
    Ok(match (row.opt_int("n_own")?, row.opt_int("n_done")?) {
        (Some(n_own), Some(n_done)) => {
            Some(Quantity { measure: row.text("measure")?, n_own, n_carried: row.int("n_carried")?, n_done })
        }
        _ => None,
    })
}

/// Grounds whose unit the reader may see, newest first.
pub async fn list(ctx: &Ctx, kind: Option<Kind>, offset: i64) -> Answer<(Vec<GroundLine>, bool)> {
    let mut work = ctx.look().await?;
    let (today, me) = (work.today(), work.actor().number());
    let rows = work
        .all(
            sql!(
                "SELECT g.id, u.name AS unit, g.kind, g.title, g.opened_on, p.number,
                   (SELECT COUNT(*) FROM task t WHERE t.ground_id = g.id) AS n_tasks,
                   (SELECT COUNT(*) FROM task t WHERE t.ground_id = g.id AND t.state = 'open') AS n_open,
                   (SELECT COUNT(*) FROM task t WHERE t.ground_id = g.id AND t.state = 'open' AND t.due_on < $3) AS n_late
                 FROM ground g JOIN unit_spell u ON u.unit_id = g.unit_id
                   AND u.from_on = (SELECT MAX(z.from_on) FROM unit_spell z WHERE z.unit_id = g.unit_id AND z.from_on <= $3)
                 LEFT JOIN paper p ON p.id = g.paper_id
                 WHERE (CAST($4 AS TEXT) IS NULL OR g.kind = $4)
                 AND ($1 = 0 OR EXISTS (SELECT 1 FROM reach r WHERE r.account_id = $1 AND r.action = $2 AND r.unit_id = g.unit_id
                   AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3 AND (r.until_on > $3 OR r.until_on = r.last_until_on)))
                 ORDER BY g.opened_on DESC, g.id DESC LIMIT $5 OFFSET $6"
            ),
            args![me, Action::ReadTasks.tag(), today, kind.map(Kind::tag), super::list::PAGE + 1, offset],
        )
        .await?;
    let shown = usize::try_from(super::list::PAGE).map_err(|_| AppError::fault("lines of a page"))?;
    let read = |r: &Row| {
        Ok(GroundLine {
            id: r.int("id")?,
            unit: r.text("unit")?,
            kind: r.text("kind")?,
            title: r.text("title")?,
            opened_on: r.text("opened_on")?,
            paper: r.opt_text("number")?,
            n_tasks: r.int("n_tasks")?,
            n_open: r.int("n_open")?,
            n_late: r.int("n_late")?,
        })
    };
    Ok((rows.iter().take(shown).map(read).collect::<Answer<_>>()?, rows.len() > shown))
}
