//! Tiến độ thực hiện đề án, kế hoạch củng cố: how the measures of each issued plan of an open listing stand today.

use crate::task::offices::Counts;
use crate::{Answer, Ctx};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_db::{args, sql};

/// One plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct PlanLine {
    /// Its number.
    pub plan_id: i64,
    /// The listing.
    pub listing_id: i64,
    /// The listed unit's name today.
    pub unit: String,
    /// Until when it is to be consolidated.
    pub due_on: String,
    /// How the tasks of its measures stand.
    pub counts: Counts,
}

/// The issued plans of open listings that the reader may see, in Vietnamese order of the units.
pub async fn progress(ctx: &Ctx) -> Answer<Vec<PlanLine>> {
    let mut work = ctx.look().await?;
    let rows = work
        .all(
            sql!(
                "SELECT p.id, p.listing_id, u.name, s.due_on,
                   SUM(CASE WHEN t.state = 'open' AND t.due_on >= $3 THEN 1 ELSE 0 END) AS n_in_time,
                   SUM(CASE WHEN t.state = 'open' AND t.due_on < $3 THEN 1 ELSE 0 END) AS n_overdue,
                   SUM(CASE WHEN t.state = 'done' AND t.closed_on <= t.due_on THEN 1 ELSE 0 END) AS n_done_in_time,
                   SUM(CASE WHEN t.state = 'done' AND t.closed_on > t.due_on THEN 1 ELSE 0 END) AS n_done_late
                 FROM plan p JOIN listing l ON l.id = p.listing_id AND l.state = 'open'
                 JOIN listing_spell s ON s.listing_id = l.id AND s.until_on = '9999-12-31'
                 JOIN unit_spell u ON u.unit_id = l.unit_id AND u.from_on <= $3 AND u.until_on > $3
                 JOIN plan_task m ON m.plan_id = p.id JOIN task t ON t.id = m.task_id
                 WHERE p.state = 'issued'
                 AND ($1 = 0 OR EXISTS (SELECT 1 FROM reach r WHERE r.account_id = $1 AND r.action = $2 AND r.unit_id = l.unit_id
                   AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3
                   AND (r.until_on > $3 OR r.until_on = r.last_until_on)))
                 GROUP BY p.id, p.listing_id, u.name, u.name_sort, s.due_on ORDER BY u.name_sort, p.id LIMIT 1000"
            ),
            args![work.actor().number(), Action::ReadPlans.tag(), work.today()],
        )
        .await?;
    let line = |row: &vunggoc_db::Row| -> Answer<PlanLine> {
        Ok(PlanLine {
            plan_id: row.int("id")?,
            listing_id: row.int("listing_id")?,
            unit: row.text("name")?,
            due_on: row.text("due_on")?,
            counts: Counts {
                n_in_time: row.int("n_in_time")?,
                n_overdue: row.int("n_overdue")?,
                n_done_in_time: row.int("n_done_in_time")?,
                n_done_late: row.int("n_done_late")?,
            },
        })
    };
    rows.iter().map(line).collect()
}
