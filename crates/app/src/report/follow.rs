//! What plans, evaluations and tasks tell a report: read in the snapshot of its source, as it stood on its last day.

use super::source::cite;
use crate::{Answer, AppError, Work};
use std::collections::HashMap;
use vunggoc_core::task::{Origin, Progress, ground};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id};
use vunggoc_db::{Row, args, sql};

/// A task with what the tables print of it.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub(crate) ground: i64,
    pub(crate) kind: ground::Kind,
    /// The plan that raised it, of a plan's task.
    pub(crate) plan: Option<i64>,
    /// The listing of that plan.
    pub(crate) listing: Option<i64>,
    pub(crate) title: String,
    /// Number and day of the ground's paper, and its issuer.
    pub(crate) paper: String,
    pub(crate) issuer: String,
    pub(crate) content: String,
    pub(crate) product: String,
    pub(crate) lead: String,
    pub(crate) support: String,
    pub(crate) doer: String,
    /// Thời hạn, as it stood on the last day of the window.
    pub(crate) due_on: Date,
    pub(crate) progress: Progress,
    pub(crate) result: String,
    pub(crate) origin: Option<Origin>,
    pub(crate) confirmed: String,
}

/// What an evaluation adds to the line of its conclusion.
#[derive(Debug, Clone, Default)]
pub(crate) struct Concluded {
    /// Kết quả khắc phục từng nội dung: what each criterion of exit said.
    pub(crate) results: String,
    /// Ý kiến các cơ quan.
    pub(crate) opinions: String,
}

/// Everything of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Follow {
    /// In order of grounds and of their numbers.
    pub(crate) tasks: Vec<Given>,
    /// By listing and day of effect.
    pub(crate) concluded: HashMap<(i64, Date), Concluded>,
    /// Công tác cán bộ: listing, kind, how many times.
    pub(crate) cadres: Vec<(i64, String, i64)>,
}

impl Work {
    /// Reads what followed the listings of a subtree for a data window.
    pub(crate) async fn follow(&mut self, under: Id<Unit>, from_on: Date, to_on: Date) -> Answer<Follow> {
        Ok(Follow {
            tasks: self.given_tasks(under, from_on, to_on).await?,
            concluded: self.concluded_in(from_on, to_on).await?,
            cadres: self.cadres_in(from_on, to_on).await?,
        })
    }

    /// Tasks of plans whose listing was open on the last day, of inspections and audits, and of self-reviews.
    async fn given_tasks(&mut self, under: Id<Unit>, from_on: Date, to_on: Date) -> Answer<Vec<Given>> {
        let rows = self
            .all(
                sql!(
                    "SELECT t.id, t.ground_id, t.unit_id, t.version, t.lead_unit_id, t.post_id, t.started_on, t.first_due_on,
                       COALESCE((SELECT m.from_on FROM task_due_move m WHERE m.task_id = t.id AND m.moved_on > $3 ORDER BY m.no LIMIT 1), t.due_on) AS due_on,
                       t.begun_on, t.measure, t.n_own, t.n_carried, t.n_done, t.state, t.closed_on, t.result, t.reported_by,
                       t.stop_paper_id, c.confirmed_on, c.by_whom, t.content, t.product, t.doer, t.origin,
                       g.kind, g.source_id, g.title, p.number, p.signed_on, p.issuer, l.listing_id,
                       COALESCE((SELECT u.name FROM unit_spell u WHERE u.unit_id = t.lead_unit_id AND u.from_on <= $3 AND u.until_on > $3), '') AS lead
                     FROM task t JOIN ground g ON g.id = t.ground_id
                     LEFT JOIN paper p ON p.id = g.paper_id
                     LEFT JOIN plan l ON g.kind = 'plan' AND l.id = g.source_id
                     LEFT JOIN task_confirmation c ON c.task_id = t.id AND c.outcome = 'confirmed' AND c.confirmed_on <= $3
                     WHERE g.opened_on <= $3 AND g.kind IN ('plan', 'inspection', 'audit', 'self-review')
                     AND (t.closed_on IS NULL OR t.closed_on >= $2 OR g.kind = 'plan')
                     AND (g.kind <> 'plan' OR EXISTS (SELECT 1 FROM listing_spell s WHERE s.listing_id = l.listing_id AND s.from_on <= $3 AND s.until_on > $3))
                     AND EXISTS (SELECT 1 FROM unit_path q WHERE q.ancestor_id = $1 AND q.descendant_id = g.unit_id AND q.from_on <= $3 AND q.until_on > $3)
                     ORDER BY g.kind, g.opened_on, g.id, t.no"
                ),
                args![under.number(), from_on, to_on],
            )
            .await?;
        let mut supports = self.supports_of_plans(to_on).await?;
        let mut all = Vec::new();
        for row in &rows {
            let support = supports.remove(&row.int("id")?).unwrap_or_default();
            all.push(read_given(row, support, to_on)?);
        }
        Ok(all)
    }

    /// Supporting bodies of the tasks of plans, as the plans name them.
    async fn supports_of_plans(&mut self, to_on: Date) -> Answer<HashMap<i64, String>> {
        let all = sql!(
            "SELECT x.task_id, m.support FROM plan_task x
             JOIN plan_issue i ON i.plan_id = x.plan_id AND i.edition = x.edition AND i.issued_on <= $1
             JOIN plan_measure m ON m.plan_id = x.plan_id AND m.edition = x.edition AND m.no = x.measure_no"
        );
        let rows = self.all(all, args![to_on]).await?;
        rows.iter().map(|r| Ok((r.int("task_id")?, r.text("support")?))).collect()
    }

    async fn concluded_in(&mut self, from_on: Date, to_on: Date) -> Answer<HashMap<(i64, Date), Concluded>> {
        let mut found: HashMap<(i64, Date), Concluded> = HashMap::new();
        let results = sql!(
            "SELECT e.listing_id, c.concluded_on, x.words, x.remedy FROM evaluation_close c
             JOIN evaluation e ON e.id = c.evaluation_id JOIN exit_result x ON x.evaluation_id = e.id
             WHERE c.concluded_on BETWEEN $1 AND $2 ORDER BY e.id, x.no"
        );
        for row in &self.all(results, args![from_on, to_on]).await? {
            let said = match row.text("remedy")?.as_str() {
                "remedied" => "đã được khắc phục",
                "persists" => "chưa được khắc phục",
                _ => "chưa xác định",
            };
            let of = found.entry((row.int("listing_id")?, row.date("concluded_on")?)).or_default();
            join(&mut of.results, &format!("{}: {said}", row.text("words")?));
        }
        let opinions = sql!(
            "SELECT e.listing_id, c.concluded_on, o.agreement, u.name FROM evaluation_close c
             JOIN evaluation e ON e.id = c.evaluation_id JOIN opinion o ON o.evaluation_id = e.id
             JOIN unit_spell u ON u.unit_id = o.body_id AND u.from_on <= c.concluded_on AND u.until_on > c.concluded_on
             WHERE c.concluded_on BETWEEN $1 AND $2 ORDER BY e.id, o.id"
        );
        for row in &self.all(opinions, args![from_on, to_on]).await? {
            let said = match row.opt_text("agreement")?.as_deref() {
                Some("agrees") => "đồng ý",
                Some(_) => "chưa đồng ý",
                None => "chưa trả lời",
            };
            let of = found.entry((row.int("listing_id")?, row.date("concluded_on")?)).or_default();
            join(&mut of.opinions, &format!("{}: {said}", row.text("name")?));
        }
        Ok(found)
    }

    async fn cadres_in(&mut self, from_on: Date, to_on: Date) -> Answer<Vec<(i64, String, i64)>> {
        let all = sql!(
            "SELECT listing_id, kind, CAST(SUM(n_times) AS BIGINT) AS n FROM cadre_count WHERE done_on BETWEEN $1 AND $2
             GROUP BY listing_id, kind ORDER BY listing_id, kind"
        );
        let rows = self.all(all, args![from_on, to_on]).await?;
        rows.iter().map(|r| Ok((r.int("listing_id")?, r.text("kind")?, r.int("n")?))).collect()
    }
}

fn join(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push_str("; ");
    }
    text.push_str(more);
}

fn read_given(row: &Row, support: String, to_on: Date) -> Answer<Given> {
    let task = crate::task::read_task(row)?;
    let kind =
        ground::Kind::from_tag(&row.text("kind")?).ok_or_else(|| AppError::fault("kind of a ground"))?;
    let paper = match (row.opt_text("number")?, row.opt_date("signed_on")?) {
        (Some(number), Some(on)) => cite(&number, on),
        _ => String::new(),
    };
    let confirmed = match (row.opt_date("confirmed_on")?, row.opt_text("by_whom")?.as_deref()) {
        (Some(on), Some("doer")) => format!("tự xác nhận, ngày {}", super::source::day(on)),
        (Some(on), _) => format!("đã xác nhận, ngày {}", super::source::day(on)),
        _ => String::new(),
    };
    let progress = task.progress(to_on);
    let done = matches!(progress, Progress::DoneInTime | Progress::DoneLate);
    Ok(Given {
        ground: task.ground.number(),
        kind,
        plan: if kind == ground::Kind::Plan { row.opt_int("source_id")? } else { None },
        listing: row.opt_int("listing_id")?,
        title: row.text("title")?,
        paper,
        issuer: row.opt_text("issuer")?.unwrap_or_default(),
        content: row.text("content")?,
        product: row.text("product")?,
        lead: row.text("lead")?,
        support,
        doer: row.text("doer")?,
        due_on: task.due_on,
        progress,
        result: if done { row.text("result")? } else { String::new() },
        origin: row.opt_text("origin")?.as_deref().and_then(Origin::from_tag),
        confirmed,
    })
}
