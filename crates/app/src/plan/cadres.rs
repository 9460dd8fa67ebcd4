//! Công tác cán bộ nơi củng cố: how many times, by which paper. No name, no post, no text.

use super::CadreLine;
use crate::event::{Entry, NOTHING};
use crate::{Answer, AppError, Ctx, Rule};
use vunggoc_core::access::Action;
use vunggoc_core::listing::Listing;
use vunggoc_core::{Date, Id, tagged};
use vunggoc_db::{args, sql};

tagged! {
    /// Loại việc.
    pub enum CadreKind {
        /// Kiện toàn.
        Strengthened = "strengthened",
        /// Điều động.
        Transferred = "transferred",
        /// Luân chuyển.
        Rotated = "rotated",
        /// Thay thế.
        Replaced = "replaced",
    }
}

/// Số lượt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cadre {
    /// Which.
    pub kind: CadreKind,
    /// How many times.
    pub n_times: i64,
    /// When.
    pub done_on: Date,
    /// Number and symbol of the paper.
    pub paper_number: String,
}

/// The counts of a listing, oldest first.
pub async fn cadres(ctx: &Ctx, listing: Id<Listing>) -> Answer<Vec<CadreLine>> {
    let mut work = ctx.look().await?;
    work.listing(listing, Action::ReadPlans).await?;
    work.cadres(listing.number()).await
}

/// Keeps a count for the unit of a listing.
pub async fn count(ctx: &Ctx, listing: Id<Listing>, cadre: &Cadre) -> Answer<Id<Cadre>> {
    if !(1..=1000).contains(&cadre.n_times) {
        return Err(AppError::Broken(Rule::Field { name: "n_times" }));
    }
    let n = cadre.paper_number.chars().count();
    if cadre.paper_number.trim().is_empty() || n > 200 {
        return Err(AppError::Broken(Rule::Field { name: "cadre_paper" }));
    }
    change!(ctx, |work| {
        let of = work.listing(listing, Action::WritePlans).await?;
        if cadre.done_on > work.today() {
            return Err(AppError::Broken(Rule::Field { name: "done_on" }));
        }
        let id: Id<Cadre> = work.next_id("cadre-count").await?;
        let facts =
            serde_json::json!({ "listing": listing.number(), "kind": cadre.kind.tag(), "n": cadre.n_times });
        let (noun_id, unit) = (id.number(), Some(of.unit));
        let entry = Entry { noun: "cadre-count", noun_id, from: NOTHING, action: "count", unit, facts };
        let event = work.record(entry).await?;
        let insert = sql!(
            "INSERT INTO cadre_count (id, listing_id, unit_id, kind, n_times, done_on, paper_number, recorded_at, event_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        );
        let values = args![
            noun_id,
            listing.number(),
            of.unit.number(),
            cadre.kind.tag(),
            cadre.n_times,
            cadre.done_on,
            cadre.paper_number.trim(),
            work.now(),
            event
        ];
        work.run(insert, values).await?;
        Ok(id)
    })
}
