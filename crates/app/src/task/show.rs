//! Một nhiệm vụ: every column of the table of tasks, and what was reported, moved, brought and confirmed.

use super::act::action_of;
use crate::{Answer, AppError, Ctx, Work};
use serde::Serialize;
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_core::task::{State, Task};
use vunggoc_db::{Row, args, sql};

/// A body, by number and name.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Body {
    /// Its number.
    pub id: i64,
    /// Its name today.
    pub name: String,
}

/// A paper as a line names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct PaperLine {
    /// Số, ký hiệu.
    pub number: String,
    /// Ngày ký.
    pub signed_on: String,
    /// Cơ quan ban hành.
    pub issuer: String,
    /// Người ký.
    pub signer: String,
    /// Độ mật: a tag.
    pub secrecy: String,
    /// Nơi lưu.
    pub kept_at: String,
}

/// Something that was said or done: a day, a kind, and words.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Happened {
    /// The day.
    pub on: String,
    /// report, move, calendar-move, confirmed, self-confirmed, returned.
    pub what: String,
    /// What was said.
    pub words: String,
    /// The date before, of a move.
    pub from_on: Option<String>,
    /// The date after, of a move.
    pub to_on: Option<String>,
    /// How much was done by then, where it is counted.
    pub n_done: Option<i64>,
    /// The post of the account that did it.
    pub by: Option<String>,
    /// Number of its paper.
    pub paper: Option<String>,
}

/// A piece of evidence.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct EvidenceLine {
    /// Its number.
    pub id: i64,
    /// The name of the file, if it is one.
    pub file: Option<String>,
    /// How many bytes the file has.
    pub n_bytes: Option<i64>,
    /// Số, ký hiệu.
    pub number: String,
    /// Ngày văn bản.
    pub signed_on: Option<String>,
    /// Cơ quan ban hành.
    pub issuer: String,
    /// Độ mật: a tag.
    pub secrecy: String,
    /// Nơi lưu.
    pub kept_at: String,
    /// When it was brought.
    pub added_on: String,
}

/// Số lượng.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Counted {
    /// Đơn vị tính.
    pub measure: String,
    /// Planned anew.
    pub n_own: i64,
    /// Carried over from the year before.
    pub n_carried: i64,
    /// Both together.
    pub n_planned: i64,
    /// Done.
    pub n_done: i64,
    /// Left.
    pub n_left: i64,
}

/// A task as its page shows it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct TaskPage {
    /// Its number.
    pub id: i64,
    /// The version to name when changing it.
    pub version: i64,
    /// The number of its ground.
    pub ground_id: i64,
    /// Tên căn cứ.
    pub ground: String,
    /// Loại căn cứ: a tag.
    pub kind: String,
    /// Its paper.
    pub paper: Option<PaperLine>,
    /// Its place on the ground.
    pub no: i64,
    /// Nội dung.
    pub content: String,
    /// Sản phẩm, kết quả.
    pub product: String,
    /// Cơ quan chủ trì.
    pub lead: Body,
    /// Cơ quan phối hợp.
    pub support: Vec<Body>,
    /// The number of the post, if the register has it.
    pub post_id: Option<i64>,
    /// Người chịu trách nhiệm (chức vụ).
    pub post: String,
    /// Who holds it today; none while it is vacant.
    pub holder: Option<String>,
    /// Whether the post is one of the register and vacant today.
    pub vacant: bool,
    /// Ngày giao.
    pub started_on: String,
    /// Thời hạn ban đầu.
    pub first_due_on: String,
    /// Thời hạn hiện nay.
    pub due_on: String,
    /// The kind of day off on which it is due, if it is one: a code of the calendar.
    pub day_off: Option<String>,
    /// Tiến độ: a tag.
    pub progress: String,
    /// Days late.
    pub n_days_late: i64,
    /// When it was closed.
    pub closed_on: Option<String>,
    /// Kết quả, or why it was stopped.
    pub result: String,
    /// The paper by which it was stopped.
    pub stopped_by: Option<PaperLine>,
    /// another, doer, or none.
    pub confirmed_by: Option<String>,
    /// Nguồn của hạn chế: a tag.
    pub origin: Option<String>,
    /// Nguyên nhân.
    pub cause: String,
    /// What is counted.
    pub counted: Option<Counted>,
    /// The task of the year before.
    pub carried_from: Option<i64>,
    /// The task of the next year.
    pub carried_to: Option<i64>,
    /// The other system and its id there.
    pub outside: Option<(String, String)>,
    /// Oldest first.
    pub happened: Vec<Happened>,
    /// Minh chứng.
    pub evidence: Vec<EvidenceLine>,
    /// What the reader may do now: tags.
    pub open_to: Vec<String>,
    /// Whether he may bring evidence.
    pub may_bring: bool,
}

/// Shows a task.
pub async fn show(ctx: &Ctx, id: Id<Task>) -> Answer<TaskPage> {
    let mut work = ctx.look().await?;
    let task = work.task(id, Action::ReadTasks).await?;
    let today = work.today();
    let head = work
        .one(
            sql!(
                "SELECT g.title, g.kind, g.paper_id, t.no, t.content, t.product, t.doer, p.name AS post, h.holder, t.closed_on,
                   t.result, t.stop_paper_id, t.origin, t.cause, t.carried_from, n.id AS carried_to, t.outside_system, t.outside_id
                 FROM task t JOIN ground g ON g.id = t.ground_id LEFT JOIN post p ON p.id = t.post_id
                 LEFT JOIN tenure h ON h.post_id = t.post_id AND h.from_on <= $2 AND h.until_on > $2
                 LEFT JOIN task n ON n.carried_from = t.id WHERE t.id = $1"
            ),
            args![id.number(), today],
        )
        .await?;
    let holder = head.opt_text("holder")?;
    let confirmed_by = match &task.state {
        State::Done { confirmed: Some(c), .. } => Some(c.by.tag().to_owned()),
        _ => None,
    };
    Ok(TaskPage {
        id: id.number(),
        version: task.version.0,
        ground_id: task.ground.number(),
        ground: head.text("title")?,
        kind: head.text("kind")?,
        paper: work.paper_line(head.opt_int("paper_id")?).await?,
        no: head.int("no")?,
        content: head.text("content")?,
        product: head.text("product")?,
        lead: work.body(task.lead).await?,
        support: work.supports(id).await?,
        post_id: task.post.map(Id::number),
        post: head.opt_text("post")?.unwrap_or(head.text("doer")?),
        vacant: task.post.is_some() && holder.is_none(),
        holder,
        started_on: task.started_on.to_string(),
        first_due_on: task.first_due_on.to_string(),
        due_on: task.due_on.to_string(),
        day_off: work.day_off(task.due_on).await?,
        progress: task.progress(today).tag().into(),
        n_days_late: task.n_days_late(today),
        closed_on: head.opt_text("closed_on")?,
        result: head.text("result")?,
        stopped_by: work.paper_line(head.opt_int("stop_paper_id")?).await?,
        confirmed_by,
        origin: head.opt_text("origin")?,
        cause: head.text("cause")?,
        counted: task.quantity.as_ref().map(counted),
        carried_from: head.opt_int("carried_from")?,
        carried_to: head.opt_int("carried_to")?,
        outside: head.opt_text("outside_system")?.zip(head.opt_text("outside_id")?),
        happened: work.happened(id).await?,
        evidence: work.evidence_of(id).await?,
        open_to: work.task_open_to(&task).await?,
        may_bring: !task.open_to().is_empty() && work.may(Action::ReportTasks, task.lead).await?,
    })
}

pub(crate) fn counted(q: &vunggoc_core::task::Quantity) -> Counted {
    Counted {
        measure: q.measure.clone(),
        n_own: q.n_own,
        n_carried: q.n_carried,
        n_planned: q.n_planned(),
        n_done: q.n_done,
        n_left: q.n_left(),
    }
}

impl Work {
    /// The kind of day off that a day is, if it is one.
    pub(crate) async fn day_off(&mut self, day: vunggoc_core::Date) -> Answer<Option<String>> {
        let kind = self.calendar().await?.kind_of(day);
        Ok((!kind.is_worked()).then(|| kind.code().to_owned()))
    }

    async fn body(&mut self, id: Id<vunggoc_core::unit::Unit>) -> Answer<Body> {
        let today = self.today();
        Ok(Body { id: id.number(), name: crate::unit::find::name_on(self, id, today).await? })
    }

    pub(crate) async fn supports(&mut self, id: Id<Task>) -> Answer<Vec<Body>> {
        let rows = self
            .all(
                sql!(
                    "SELECT x.unit_id, u.name FROM task_support x JOIN unit_spell u ON u.unit_id = x.unit_id
                       AND u.from_on = (SELECT MAX(z.from_on) FROM unit_spell z WHERE z.unit_id = x.unit_id)
                     WHERE x.task_id = $1 ORDER BY u.name_sort, x.unit_id"
                ),
                args![id.number()],
            )
            .await?;
        rows.iter().map(|r| Ok(Body { id: r.int("unit_id")?, name: r.text("name")? })).collect()
    }

    /// A paper as a line, if there is one.
    pub(crate) async fn paper_line(&mut self, id: Option<i64>) -> Answer<Option<PaperLine>> {
        let Some(id) = id else { return Ok(None) };
        let paper =
            sql!("SELECT number, signed_on, issuer, signer, secrecy, kept_at FROM paper WHERE id = $1");
        let row = self.one(paper, args![id]).await?;
        Ok(Some(PaperLine {
            number: row.text("number")?,
            signed_on: row.text("signed_on")?,
            issuer: row.text("issuer")?,
            signer: row.text("signer")?,
            secrecy: row.text("secrecy")?,
            kept_at: row.text("kept_at")?,
        }))
    }

    async fn happened(&mut self, id: Id<Task>) -> Answer<Vec<Happened>> {
        let missing: Option<&str> = None;
        let rows = self
            .all(
                sql!(
                    "SELECT r.reported_on AS happened_on, 'report' AS what, r.words, CAST($2 AS TEXT) AS from_on, CAST($2 AS TEXT) AS to_on,
                       r.n_done, a.post AS by_post, CAST($2 AS TEXT) AS paper, 1 AS place, r.no
                     FROM task_report r LEFT JOIN account a ON a.id = r.account_id WHERE r.task_id = $1
                     UNION ALL SELECT m.moved_on, CASE m.cause WHEN 'calendar' THEN 'calendar-move' ELSE 'move' END, m.reason, m.from_on, m.to_on,
                       NULL, CAST($2 AS TEXT), p.number, 2, m.no
                     FROM task_due_move m LEFT JOIN paper p ON p.id = m.paper_id WHERE m.task_id = $1
                     UNION ALL SELECT c.confirmed_on, CASE WHEN c.outcome = 'returned' THEN 'returned' WHEN c.by_whom = 'doer' THEN 'self-confirmed'
                       ELSE 'confirmed' END, c.reason, CAST($2 AS TEXT), CAST($2 AS TEXT), NULL, a.post, CAST($2 AS TEXT), 3, c.no
                     FROM task_confirmation c LEFT JOIN account a ON a.id = c.account_id WHERE c.task_id = $1
                     ORDER BY 1, 9, 10"
                ),
                args![id.number(), missing],
            )
            .await?;
        let read = |r: &Row| {
            Ok(Happened {
                on: r.text("happened_on")?,
                what: r.text("what")?,
                words: r.text("words")?,
                from_on: r.opt_text("from_on")?,
                to_on: r.opt_text("to_on")?,
                n_done: r.opt_int("n_done")?,
                by: r.opt_text("by_post")?,
                paper: r.opt_text("paper")?,
            })
        };
        rows.iter().map(read).collect()
    }

    pub(crate) async fn evidence_of(&mut self, id: Id<Task>) -> Answer<Vec<EvidenceLine>> {
        let rows = self
            .all(
                sql!(
                    "SELECT e.id, f.name, f.n_bytes, e.number, e.signed_on, e.issuer, e.secrecy, e.kept_at, e.added_on
                     FROM task_evidence e LEFT JOIN file f ON f.id = e.file_id WHERE e.task_id = $1 ORDER BY e.id"
                ),
                args![id.number()],
            )
            .await?;
        let read = |r: &Row| {
            Ok(EvidenceLine {
                id: r.int("id")?,
                file: r.opt_text("name")?,
                n_bytes: r.opt_int("n_bytes")?,
                number: r.text("number")?,
                signed_on: r.opt_text("signed_on")?,
                issuer: r.text("issuer")?,
                secrecy: r.text("secrecy")?,
                kept_at: r.text("kept_at")?,
                added_on: r.text("added_on")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// What the reader may do to a task now.
    async fn task_open_to(&mut self, task: &Task) -> Answer<Vec<String>> {
        let mut open = Vec::new();
        for act in task.open_to() {
            let action = action_of(*act);
            let side = if action == Action::ReportTasks { task.lead } else { task.unit };
            if self.may(action, side).await? {
                open.push(act.tag().to_owned());
            }
        }
        Ok(open)
    }
}

/// The posts that a lead body has today, for a choice.
pub async fn posts_to_choose(
    ctx: &Ctx,
    lead: Id<vunggoc_core::unit::Unit>,
) -> Answer<Vec<(i64, String, Option<String>)>> {
    let mut work = ctx.look().await?;
    match work.leave(Action::ReadTasks, Action::ReadTasks, lead).await {
        Err(AppError::NotFound) => return Ok(Vec::new()),
        other => other?,
    }
    let rows = work
        .all(
            sql!(
                "SELECT p.id, p.name, h.holder FROM post p
                 LEFT JOIN tenure h ON h.post_id = p.id AND h.from_on <= $2 AND h.until_on > $2
                 WHERE p.unit_id = $1 AND p.until_on > $2
                 ORDER BY CASE p.rank WHEN 'head' THEN 1 WHEN 'deputy' THEN 2 ELSE 3 END, p.id"
            ),
            args![lead.number(), work.today()],
        )
        .await?;
    rows.iter().map(|r| Ok((r.int("id")?, r.text("name")?, r.opt_text("holder")?))).collect()
}
