//! Các đợt đánh giá: those under way first.

use crate::{Answer, Ctx};
use serde::Serialize;
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_core::listing::Listing;
use vunggoc_db::{Row, args, sql};

/// An evaluation as a line.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Line {
    /// Its number.
    pub id: i64,
    /// The listing.
    pub listing_id: i64,
    /// The unit's name today.
    pub unit: String,
    /// Since when.
    pub begun_on: String,
    /// begun, reported, appraised, concluded.
    pub stage: String,
    /// Bodies asked.
    pub n_asked: i64,
    /// Of which have answered.
    pub n_answered: i64,
    /// Of which do not agree.
    pub n_disagree: i64,
    /// The first day until which an answer is awaited.
    pub next_due_on: Option<String>,
    /// How it was concluded.
    pub way: Option<String>,
    /// When.
    pub concluded_on: Option<String>,
}

/// Evaluations that the reader may see, those under way first.
pub async fn list(ctx: &Ctx) -> Answer<Vec<Line>> {
    lines(ctx, None).await
}

/// The evaluations of one listing, the newest first.
pub async fn of_listing(ctx: &Ctx, listing: Id<Listing>) -> Answer<Vec<Line>> {
    lines(ctx, Some(listing)).await
}

async fn lines(ctx: &Ctx, listing: Option<Id<Listing>>) -> Answer<Vec<Line>> {
    let mut work = ctx.look().await?;
    let rows = work
        .all(
            sql!(
                "SELECT e.id, e.listing_id, u.name AS unit, e.begun_on, e.stage, c.way, c.concluded_on,
                   (SELECT COUNT(*) FROM opinion o WHERE o.evaluation_id = e.id) AS n_asked,
                   (SELECT COUNT(*) FROM opinion o WHERE o.evaluation_id = e.id AND o.answered_on IS NOT NULL) AS n_answered,
                   (SELECT COUNT(*) FROM opinion o WHERE o.evaluation_id = e.id AND o.agreement = 'disagrees') AS n_disagree,
                   (SELECT MIN(o.due_on) FROM opinion o WHERE o.evaluation_id = e.id AND o.answered_on IS NULL) AS next_due_on
                 FROM evaluation e JOIN unit_spell u ON u.unit_id = e.unit_id AND u.until_on =
                   (SELECT MAX(x.until_on) FROM unit_spell x WHERE x.unit_id = e.unit_id)
                 LEFT JOIN evaluation_close c ON c.evaluation_id = e.id
                 WHERE (CAST($4 AS BIGINT) IS NULL OR e.listing_id = $4)
                 AND ($1 = 0 OR EXISTS (SELECT 1 FROM reach r WHERE r.account_id = $1 AND r.action = $2 AND r.unit_id = e.unit_id
                   AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3
                   AND (r.until_on > $3 OR r.until_on = r.last_until_on)))
                 ORDER BY CASE WHEN e.stage = 'concluded' THEN 1 ELSE 0 END, c.concluded_on DESC NULLS LAST, e.id DESC LIMIT 300"
            ),
            args![work.actor().number(), Action::ReadPlans.tag(), work.today(), listing.map(Id::number)],
        )
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Answer<Line> {
    Ok(Line {
        id: row.int("id")?,
        listing_id: row.int("listing_id")?,
        unit: row.text("unit")?,
        begun_on: row.text("begun_on")?,
        stage: row.text("stage")?,
        n_asked: row.int("n_asked")?,
        n_answered: row.int("n_answered")?,
        n_disagree: row.int("n_disagree")?,
        next_due_on: row.opt_text("next_due_on")?,
        way: row.opt_text("way")?,
        concluded_on: row.opt_text("concluded_on")?,
    })
}
