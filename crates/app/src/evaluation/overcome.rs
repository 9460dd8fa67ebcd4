//! Giải pháp đã khắc phục biểu hiện: which criteria of exit were overcome at conclusions, and which groups of solutions
//! the plans had set against them.
//!
//! That a measure stood in the plan does not prove that it was the cause; the page says so. Counts are of conclusions,
//! so a listing that was evaluated twice counts twice. Nothing here is missing and taken for overcome.

use crate::{Answer, Ctx};
use serde::Serialize;
use vunggoc_core::Date;
use vunggoc_core::access::Action;
use vunggoc_db::{args, sql};

/// What became of one criterion at the conclusions of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct OvercomeLine {
    /// Code of the criterion.
    pub criterion: String,
    /// Đã được khắc phục.
    pub n_remedied: i64,
    /// Chưa được khắc phục.
    pub n_persists: i64,
    /// Chưa xác định, for want of figures.
    pub n_unknown: i64,
    /// Of the overcome: group of solutions, and how many of the plans set it against this criterion.
    pub solutions: Vec<SolutionCount>,
}

/// A group of solutions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct SolutionCount {
    /// Its code.
    pub solution: String,
    /// Plans that had it, of those in which the criterion was overcome.
    pub n_plans: i64,
}

/// By criterion, in the order of codes, for conclusions between two days.
pub async fn overcome(ctx: &Ctx, from_on: Date, to_on: Date) -> Answer<Vec<OvercomeLine>> {
    let mut work = ctx.look().await?;
    let values = args![work.actor().number(), Action::ReadPlans.tag(), work.today(), from_on, to_on];
    let rows = work
        .all(
            sql!(
                "SELECT x.criterion, SUM(CASE WHEN x.remedy = 'remedied' THEN 1 ELSE 0 END) AS n_remedied,
                   SUM(CASE WHEN x.remedy = 'persists' THEN 1 ELSE 0 END) AS n_persists,
                   SUM(CASE WHEN x.remedy = 'unknown' THEN 1 ELSE 0 END) AS n_unknown
                 FROM exit_result x JOIN evaluation e ON e.id = x.evaluation_id
                 JOIN evaluation_close c ON c.evaluation_id = e.id AND c.concluded_on >= $4 AND c.concluded_on <= $5
                 WHERE ($1 = 0 OR EXISTS (SELECT 1 FROM reach r WHERE r.account_id = $1 AND r.action = $2 AND r.unit_id = e.unit_id
                   AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3
                   AND (r.until_on > $3 OR r.until_on = r.last_until_on)))
                 GROUP BY x.criterion ORDER BY x.criterion"
            ),
            values,
        )
        .await?;
    let solutions = work
        .all(
            sql!(
                "SELECT x.criterion, m.solution, COUNT(DISTINCT p.id) AS n_plans
                 FROM exit_result x JOIN evaluation e ON e.id = x.evaluation_id
                 JOIN evaluation_close c ON c.evaluation_id = e.id AND c.concluded_on >= $4 AND c.concluded_on <= $5
                 JOIN plan p ON p.listing_id = e.listing_id
                 JOIN plan_measure m ON m.plan_id = p.id AND m.edition = p.last_edition AND m.criterion = x.criterion
                 WHERE x.remedy = 'remedied'
                 AND ($1 = 0 OR EXISTS (SELECT 1 FROM reach r WHERE r.account_id = $1 AND r.action = $2 AND r.unit_id = e.unit_id
                   AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3
                   AND (r.until_on > $3 OR r.until_on = r.last_until_on)))
                 GROUP BY x.criterion, m.solution ORDER BY x.criterion, m.solution"
            ),
            values,
        )
        .await?;
    let mut lines = Vec::new();
    for row in &rows {
        let criterion = row.text("criterion")?;
        let mut of = Vec::new();
        for found in &solutions {
            if found.text("criterion")? == criterion {
                of.push(SolutionCount { solution: found.text("solution")?, n_plans: found.int("n_plans")? });
            }
        }
        lines.push(OvercomeLine {
            criterion,
            n_remedied: row.int("n_remedied")?,
            n_persists: row.int("n_persists")?,
            n_unknown: row.int("n_unknown")?,
            solutions: of,
        });
    }
    Ok(lines)
}
