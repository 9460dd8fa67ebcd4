//! Danh sách đề án, kế hoạch củng cố: every open listing with its plan, or that it has none yet.

use crate::{Answer, Ctx};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_db::{Row, args, sql};

/// One open listing with its plan.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Line {
    /// The listing's number.
    pub listing_id: i64,
    /// The unit's name today.
    pub unit: String,
    /// The owning committee.
    pub owner: String,
    /// Until when it is to be consolidated.
    pub due_on: String,
    /// The plan, if there is one.
    pub plan_id: Option<i64>,
    /// scheme or branch-plan.
    pub kind: Option<String>,
    /// draft, submitted, concluded, issued.
    pub state: Option<String>,
    /// Number of its paper, once issued.
    pub number: Option<String>,
    /// The evaluation that is under way, if there is one.
    pub evaluation_id: Option<i64>,
    /// begun, reported, appraised.
    pub stage: Option<String>,
}

/// Open listings with their plans, in Vietnamese order of the units.
pub async fn list(ctx: &Ctx) -> Answer<Vec<Line>> {
    let mut work = ctx.look().await?;
    let rows = work
        .all(
            sql!(
                "SELECT l.id, u.name AS unit, o.name AS owner, s.due_on, p.id AS plan_id, p.kind, p.state, i.number,
                   e.id AS evaluation_id, e.stage
                 FROM listing_spell s JOIN listing l ON l.id = s.listing_id AND l.state = 'open'
                 JOIN unit_spell u ON u.unit_id = l.unit_id AND u.from_on <= $3 AND u.until_on > $3
                 JOIN unit_spell o ON o.unit_id = s.owner_id AND o.from_on <= $3 AND o.until_on > $3
                 LEFT JOIN plan p ON p.listing_id = l.id
                 LEFT JOIN plan_issue g ON g.plan_id = p.id AND g.edition = 1
                 LEFT JOIN paper i ON i.id = g.paper_id
                 LEFT JOIN evaluation e ON e.listing_id = l.id AND e.stage <> 'concluded'
                 WHERE s.until_on = '9999-12-31'
                 AND ($1 = 0 OR EXISTS (SELECT 1 FROM reach r WHERE r.account_id = $1 AND r.action = $2 AND r.unit_id = l.unit_id
                   AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3
                   AND (r.until_on > $3 OR r.until_on = r.last_until_on)))
                 ORDER BY u.name_sort, l.id LIMIT 1000"
            ),
            args![work.actor().number(), Action::ReadPlans.tag(), work.today()],
        )
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Answer<Line> {
    Ok(Line {
        listing_id: row.int("id")?,
        unit: row.text("unit")?,
        owner: row.text("owner")?,
        due_on: row.text("due_on")?,
        plan_id: row.opt_int("plan_id")?,
        kind: row.opt_text("kind")?,
        state: row.opt_text("state")?,
        number: row.opt_text("number")?,
        evaluation_id: row.opt_int("evaluation_id")?,
        stage: row.opt_text("stage")?,
    })
}
