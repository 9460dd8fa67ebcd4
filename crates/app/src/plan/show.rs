//! Một đề án, kế hoạch: where it stands, what it says, what is lacking, its editions, its tasks, and what differs.

use super::state_tag;
use crate::listing::show::Decided;
use crate::{Answer, AppError, Ctx, Work};
use std::collections::HashMap;
use vunggoc_core::access::Action;
use vunggoc_core::plan::difference::{Change, difference as compare};
use vunggoc_core::plan::{ActKind, Content, Kind, Lack, Plan, State};
use vunggoc_core::{Date, Id};
use vunggoc_db::{Row, args, sql};

/// A plan as its page shows it.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its number.
    pub id: i64,
    /// The version to name when changing it.
    pub version: i64,
    /// The listing that it is to end.
    pub listing_id: i64,
    /// The unit's number.
    pub unit_id: i64,
    /// The unit's name today.
    pub unit: String,
    /// Đề án or kế hoạch.
    pub kind: Kind,
    /// draft, submitted, concluded, issued.
    pub state: &'static str,
    /// Since when it is being written.
    pub begun_on: String,
    /// When it was laid before the meeting.
    pub submitted_on: Option<String>,
    /// When the meeting concluded.
    pub concluded_on: Option<String>,
    /// What the meeting asked for.
    pub remarks: String,
    /// The decision of the meeting.
    pub decision: Option<Decided>,
    /// Every edition, oldest first.
    pub editions: Vec<EditionLine>,
    /// The text that is being written, or the one that is valid.
    pub content: Content,
    /// Whether an amendment is being written.
    pub amending: Amending,
    /// What is still lacking before it can be submitted or issued.
    pub lacks: Vec<Lack>,
    /// Names of lead bodies.
    pub names: HashMap<i64, String>,
    /// What became of each measure.
    pub tasks: Vec<TaskLine>,
    /// Công tác cán bộ, in numbers.
    pub cadres: Vec<CadreLine>,
    /// Until when the listing is to be finished, while it is open.
    pub listing_due_on: Option<Date>,
    /// What the reader may do now.
    pub open_to: Vec<ActKind>,
}

/// Whether the text of an amendment lies beside the valid one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amending {
    /// No.
    No,
    /// Yes.
    Yes,
}

/// An edition as a line.
#[derive(Debug, Clone)]
pub struct EditionLine {
    /// 1, 2, …
    pub no: i64,
    /// Số, ký hiệu.
    pub number: String,
    /// Ngày ký.
    pub issued_on: String,
    /// Cơ quan ban hành.
    pub issuer: String,
    /// Người ký.
    pub signer: String,
    /// Nơi lưu bản gốc.
    pub kept_at: String,
    /// Why it was amended.
    pub reason: String,
    /// SHA-256 of what the copy says.
    pub content_hash: String,
    /// Name of the signed file, where one is kept.
    pub signed: Option<String>,
    /// Whether a copy was drawn here.
    pub copy: Option<String>,
    /// The head of the log of acts when it was issued.
    pub seal_no: i64,
}

/// A task that a measure became.
#[derive(Debug, Clone)]
pub struct TaskLine {
    /// The measure.
    pub measure_no: i64,
    /// The task.
    pub task_id: i64,
    /// Its progress today: a code of [`vunggoc_core::task::Progress`].
    pub progress: &'static str,
    /// Thời hạn ban đầu.
    pub first_due_on: Date,
    /// Thời hạn hiện nay.
    pub due_on: Date,
}

/// Công tác cán bộ: a count.
#[derive(Debug, Clone)]
pub struct CadreLine {
    /// A code of [`super::CadreKind`].
    pub kind: String,
    /// How many times.
    pub n_times: i64,
    /// When.
    pub done_on: String,
    /// Number of the paper.
    pub paper_number: String,
}

/// Shows a plan.
pub async fn show(ctx: &Ctx, id: Id<Plan>) -> Answer<Page> {
    let mut work = ctx.look().await?;
    let plan = work.plan(id, Action::ReadPlans).await?;
    let head =
        sql!("SELECT begun_on, submitted_on, concluded_on, remarks, decision_id FROM plan WHERE id = $1");
    let row = work.one(head, args![id.number()]).await?;
    let content = plan.content().cloned().unwrap_or_default();
    let today = work.today();
    let names = work.lead_names(&content, today).await?;
    let decision = match row.opt_int("decision_id")? {
        Some(decision) => Some(work.decided(decision).await?),
        None => None,
    };
    let mut open_to = Vec::new();
    for act in plan.open_to() {
        if work.may(action_of(*act), plan.unit).await? {
            open_to.push(*act);
        }
    }
    let listing = work.listing(plan.listing, Action::ReadPlans).await?;
    let amending = match &plan.state {
        State::Issued { amending: Some(_), .. } => Amending::Yes,
        _ => Amending::No,
    };
    Ok(Page {
        id: id.number(),
        version: plan.version.0,
        listing_id: plan.listing.number(),
        unit_id: plan.unit.number(),
        unit: crate::unit::find::name_on(&mut work, plan.unit, today).await?,
        kind: plan.kind,
        state: state_tag(&plan.state),
        begun_on: row.text("begun_on")?,
        submitted_on: row.opt_text("submitted_on")?,
        concluded_on: row.opt_text("concluded_on")?,
        remarks: row.text("remarks")?,
        decision,
        editions: work.edition_lines(id).await?,
        lacks: content.lacks(),
        content,
        amending,
        names,
        tasks: work.tasks_of_plan(id).await?,
        cadres: work.cadres(plan.listing.number()).await?,
        listing_due_on: listing.standing().map(|s| s.placement.due_on),
        open_to,
    })
}

/// What an act asks leave for.
pub(super) const fn action_of(act: ActKind) -> Action {
    match act {
        ActKind::Write | ActKind::Submit | ActKind::Drop => Action::WritePlans,
        ActKind::SendBack | ActKind::Conclude | ActKind::Issue | ActKind::Amend => Action::RecordDecision,
    }
}

/// What an edition changed of the one before, or the text that is being written of the valid one.
#[derive(Debug, Clone)]
pub struct Difference {
    /// Number of the edition before.
    pub from: i64,
    /// Number of the edition after; none for the text that is being written.
    pub to: Option<i64>,
    /// What differs.
    pub changes: Vec<Change>,
    /// Names of lead bodies on both sides.
    pub names: HashMap<i64, String>,
}

/// Compares an edition with the one before it; the text of an amendment where none is named.
pub async fn difference(ctx: &Ctx, id: Id<Plan>, edition: Option<i64>) -> Answer<Difference> {
    let mut work = ctx.look().await?;
    let plan = work.plan(id, Action::ReadPlans).await?;
    let State::Issued { editions, amending, .. } = &plan.state else { return Err(AppError::NotFound) };
    let of = |no: i64| editions.iter().find(|e| e.no == no).map(|e| &e.content).ok_or(AppError::NotFound);
    let last = editions.len() as i64;
    let (from, to, after) = match edition {
        Some(no) => (no - 1, Some(no), of(no)?),
        None => (last, None, amending.as_ref().ok_or(AppError::NotFound)?),
    };
    let before = of(from)?;
    let today = work.today();
    let mut names = work.lead_names(before, today).await?;
    names.extend(work.lead_names(after, today).await?);
    Ok(Difference { from, to, changes: compare(before, after), names })
}

/// Bodies that may lead a measure: the unit, what stands above it, and agencies and steering bodies of its area.
pub async fn leads(ctx: &Ctx, id: Id<Plan>) -> Answer<Vec<(i64, String)>> {
    let mut work = ctx.look().await?;
    let plan = work.plan(id, Action::ReadPlans).await?;
    let rows = work
        .all(
            sql!(
                "WITH above AS (SELECT p.ancestor_id AS id FROM unit_path p WHERE p.descendant_id = $1 AND p.from_on <= $2 AND p.until_on > $2),
                 leads AS (
                   SELECT id, 'any' AS tree FROM above
                   UNION SELECT m.lead_unit_id, 'any' FROM plan_measure m WHERE m.plan_id = $3 AND m.lead_unit_id IS NOT NULL
                   UNION SELECT l.other_id, 'other' FROM above a JOIN unit_link l ON l.unit_id = a.id
                   UNION SELECT l.unit_id, 'other' FROM above a JOIN unit_link l ON l.other_id = a.id
                   UNION SELECT r.unit_id, 'other' FROM unit_spell r WHERE r.parent_id IS NULL)
                 SELECT DISTINCT s.unit_id, s.name, s.tree, s.name_sort FROM leads d JOIN unit_spell s ON s.unit_id = d.id
                 JOIN unit u ON u.id = s.unit_id AND u.annulled_at IS NULL
                 WHERE s.from_on <= $2 AND s.until_on > $2 AND (d.tree = 'any' OR s.tree IN ('state', 'body'))
                 ORDER BY s.tree, s.name_sort LIMIT 300"
            ),
            args![plan.unit.number(), work.today(), id.number()],
        )
        .await?;
    rows.iter().map(|r| Ok((r.int("unit_id")?, r.text("name")?))).collect()
}

impl Work {
    pub(super) async fn lead_names(&mut self, content: &Content, on: Date) -> Answer<HashMap<i64, String>> {
        let mut leads: Vec<_> = content.measures.iter().filter_map(|m| m.lead).collect();
        leads.sort_unstable();
        leads.dedup();
        let mut names = HashMap::new();
        for lead in leads {
            names.insert(lead.number(), crate::unit::find::name_on(self, lead, on).await?);
        }
        Ok(names)
    }

    async fn edition_lines(&mut self, id: Id<Plan>) -> Answer<Vec<EditionLine>> {
        let rows = self
            .all(
                sql!(
                    "SELECT i.edition, i.issued_on, i.reason, i.content_hash, i.seal_no, p.number, p.issuer, p.signer, p.kept_at,
                       f.name AS signed, c.name AS copy
                     FROM plan_issue i JOIN paper p ON p.id = i.paper_id
                     LEFT JOIN file f ON f.id = i.signed_id LEFT JOIN file c ON c.id = i.docx_id
                     WHERE i.plan_id = $1 ORDER BY i.edition"
                ),
                args![id.number()],
            )
            .await?;
        let read = |r: &Row| {
            Ok(EditionLine {
                no: r.int("edition")?,
                number: r.text("number")?,
                issued_on: r.text("issued_on")?,
                issuer: r.text("issuer")?,
                signer: r.text("signer")?,
                kept_at: r.text("kept_at")?,
                reason: r.text("reason")?,
                content_hash: hex::encode(r.bytes("content_hash")?),
                signed: r.opt_text("signed")?,
                copy: r.opt_text("copy")?,
                seal_no: r.int("seal_no")?,
            })
        };
        rows.iter().map(read).collect()
    }

    async fn tasks_of_plan(&mut self, id: Id<Plan>) -> Answer<Vec<TaskLine>> {
        let all = sql!(
            "SELECT p.measure_no, t.id, t.ground_id, t.unit_id, t.version, t.lead_unit_id, t.post_id, t.started_on, t.first_due_on,
               t.due_on, t.begun_on, t.measure, t.n_own, t.n_carried, t.n_done, t.state, t.closed_on, t.result, t.reported_by,
               t.stop_paper_id, c.confirmed_on, c.by_whom
             FROM plan_task p JOIN task t ON t.id = p.task_id
             LEFT JOIN task_confirmation c ON c.task_id = t.id AND c.outcome = 'confirmed'
             WHERE p.plan_id = $1 ORDER BY p.measure_no, t.id"
        );
        let today = self.today();
        let rows = self.all(all, args![id.number()]).await?;
        let read = |r: &Row| {
            let task = crate::task::read_task(r)?;
            Ok(TaskLine {
                measure_no: r.int("measure_no")?,
                task_id: task.id.number(),
                progress: task.progress(today).tag(),
                first_due_on: task.first_due_on,
                due_on: task.due_on,
            })
        };
        rows.iter().map(read).collect()
    }

    pub(crate) async fn cadres(&mut self, listing: i64) -> Answer<Vec<CadreLine>> {
        let all = sql!(
            "SELECT kind, n_times, done_on, paper_number FROM cadre_count WHERE listing_id = $1 ORDER BY done_on, id"
        );
        let rows = self.all(all, args![listing]).await?;
        let read = |r: &Row| {
            Ok(CadreLine {
                kind: r.text("kind")?,
                n_times: r.int("n_times")?,
                done_on: r.text("done_on")?,
                paper_number: r.text("paper_number")?,
            })
        };
        rows.iter().map(read).collect()
    }
}
