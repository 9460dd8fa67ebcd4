//! Các đợt rà soát that the reader may see: those run on a unit where he may read findings.

use crate::{Answer, Ctx};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_db::{args, sql};

/// One round as a line.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct RoundLine {
    /// Its number.
    pub id: i64,
    /// The unit whose subtree was screened.
    pub unit_id: i64,
    /// Its name on the day of the tree.
    pub unit: String,
    /// The day of the tree.
    pub on: String,
    /// Codes of the periods.
    pub periods: Vec<String>,
    /// How many criteria were on.
    pub n_criteria: i64,
    /// Units screened.
    pub n_units: i64,
    /// Of them with a sign.
    pub n_hit: i64,
    /// Of them with a criterion that could not be determined.
    pub n_undetermined: i64,
    /// When it was run (UTC).
    pub run_at: String,
}

/// The most rounds of the list.
const LIMIT: i64 = 200;

/// Rounds, the newest first.
pub async fn list(ctx: &Ctx) -> Answer<Vec<RoundLine>> {
    let mut work = ctx.look().await?;
    let rows = work
        .all(
            sql!(
                "SELECT r.id, r.unit_id, u.name AS unit, r.tree_on, r.periods, r.criteria, r.n_units, r.n_hit,
                   r.n_undetermined, r.run_at
                 FROM round r JOIN unit_spell u ON u.unit_id = r.unit_id AND u.from_on <= r.tree_on AND u.until_on > r.tree_on
                 WHERE ($1 = 0 OR EXISTS (SELECT 1 FROM reach h WHERE h.account_id = $1 AND h.action = $2 AND h.unit_id = r.unit_id
                   AND h.grant_from_on <= $3 AND h.grant_until_on > $3 AND h.from_on <= $3
                   AND (h.until_on > $3 OR h.until_on = h.last_until_on)))
                 ORDER BY r.id DESC LIMIT $4"
            ),
            args![work.actor().number(), Action::ReadFindings.tag(), work.today(), LIMIT],
        )
        .await?;
    rows.iter().map(line).collect()
}

fn line(row: &vunggoc_db::Row) -> Answer<RoundLine> {
    let words = |text: String| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    Ok(RoundLine {
        id: row.int("id")?,
        unit_id: row.int("unit_id")?,
        unit: row.text("unit")?,
        on: row.text("tree_on")?,
        periods: words(row.text("periods")?),
        n_criteria: i64::try_from(words(row.text("criteria")?).len()).unwrap_or(0),
        n_units: row.int("n_units")?,
        n_hit: row.int("n_hit")?,
        n_undetermined: row.int("n_undetermined")?,
        run_at: row.text("run_at")?,
    })
}
