//! Biên bản hủy việc ghi nhận: that something was annulled, what it was called, why, by whom.
//!
//! The acts themselves stand with their nouns (`unit::annul`, `listing::annul`). A record is read in the scope of
//! the unit above what was annulled, as the thing itself is gone from every list.

use crate::event::EventId;
use crate::{Answer, Ctx, Work};
use serde::Serialize;
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_core::annul::Annulment;
use vunggoc_core::listing::Listing;
use vunggoc_core::unit::Unit;
use vunggoc_db::{Row, args, sql};

/// Biên bản hủy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record;

/// What was annulled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    Unit(Id<Unit>),
    Listing(Id<Listing>),
}

impl Target {
    const fn noun(self) -> &'static str {
        match self {
            Self::Unit(_) => "unit",
            Self::Listing(_) => "listing",
        }
    }
    const fn number(self) -> i64 {
        match self {
            Self::Unit(id) => id.number(),
            Self::Listing(id) => id.number(),
        }
    }
}

/// One record.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Line {
    /// Its number.
    pub id: i64,
    /// unit or listing.
    pub target: String,
    /// What it was called.
    pub said: String,
    /// The unit in whose scope it lay.
    pub unit_id: i64,
    /// That unit's name today, or its last one.
    pub unit: String,
    /// Why.
    pub reason: String,
    /// When (UTC).
    pub at: String,
    /// The post of the one who did it; none for a task of the program.
    pub by: Option<String>,
}

/// The most records of the list.
const LIMIT: i64 = 500;

/// Records that the reader may see, the newest first.
pub async fn list(ctx: &Ctx) -> Answer<Vec<Line>> {
    let mut work = ctx.look().await?;
    let rows = work
        .all(
            sql!(
                "SELECT n.id, n.target, n.said, n.unit_id, n.reason, n.at, a.post FROM annulment n
                 JOIN event e ON e.id = n.event_id LEFT JOIN account a ON a.id = e.actor_id
                 WHERE ($1 = 0 OR EXISTS (SELECT 1 FROM reach r WHERE r.account_id = $1 AND r.unit_id = n.unit_id
                   AND r.action = CASE n.target WHEN 'unit' THEN $2 ELSE $3 END
                   AND r.grant_from_on <= $4 AND r.grant_until_on > $4 AND r.from_on <= $4
                   AND (r.until_on > $4 OR r.until_on = r.last_until_on)))
                 ORDER BY n.id DESC LIMIT $5"
            ),
            args![
                work.actor().number(),
                Action::ReadRegister.tag(),
                Action::ReadListings.tag(),
                work.today(),
                LIMIT
            ],
        )
        .await?;
    let mut lines = rows.iter().map(read).collect::<Answer<Vec<_>>>()?;
    for line in &mut lines {
        line.unit = crate::unit::find::name_on(&mut work, Id::new(line.unit_id), ctx.today()).await?;
    }
    Ok(lines)
}

fn read(row: &Row) -> Answer<Line> {
    Ok(Line {
        id: row.int("id")?,
        target: row.text("target")?,
        said: row.text("said")?,
        unit_id: row.int("unit_id")?,
        unit: String::new(),
        reason: row.text("reason")?,
        at: row.text("at")?,
        by: row.opt_text("post")?,
    })
}

impl Work {
    /// Keeps the record of an annulment in the scope of a unit.
    pub(crate) async fn keep_annulment(
        &mut self,
        target: Target,
        scope: Id<Unit>,
        said: &str,
        annulment: &Annulment,
        event: EventId,
    ) -> Answer<Id<Record>> {
        let id: Id<Record> = self.next_id("annulment").await?;
        let now = self.now();
        self.run(
            sql!(
                "INSERT INTO annulment (id, at, target, target_id, unit_id, said, reason, event_id)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
            ),
            args![
                id.number(),
                now,
                target.noun(),
                target.number(),
                scope.number(),
                said,
                annulment.reason(),
                event
            ],
        )
        .await?;
        Ok(id)
    }
}
