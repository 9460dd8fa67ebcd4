//! Mở đợt đánh giá kết quả củng cố.

use crate::event::{Entry, NOTHING};
use crate::plan::said;
use crate::{Answer, AppError, Ctx, Rule};
use vunggoc_core::access::Action;
use vunggoc_core::evaluation::Evaluation;
use vunggoc_core::listing::{Listing, State};
use vunggoc_core::{Date, Id, Version};
use vunggoc_db::{DbError, args, sql};

/// Begins an evaluation of an open listing; there is at most one at a time.
pub async fn begin(ctx: &Ctx, listing: Id<Listing>, on: Date) -> Answer<Id<Evaluation>> {
    change!(ctx, |work| {
        let of = work.listing(listing, Action::Evaluate).await?;
        if !matches!(of.state, State::Open { .. }) {
            return Err(said("listing-not-open"));
        }
        let opened = of.spells().first().map(|s| s.from_on);
        if on > work.today() || opened.is_some_and(|opened| on < opened) {
            return Err(AppError::Broken(Rule::Field { name: "on" }));
        }
        let evaluation = Evaluation::begin(work.next_id("evaluation").await?, listing, of.unit, on);
        let (noun_id, unit) = (evaluation.id.number(), Some(of.unit));
        let facts = serde_json::json!({ "listing": listing.number(), "on": on.to_string() });
        let entry = Entry { noun: "evaluation", noun_id, from: NOTHING, action: "begin", unit, facts };
        let event = work.record(entry).await?;
        let insert = sql!(
            "INSERT INTO evaluation (id, listing_id, unit_id, stage, begun_on, version, event_id) VALUES ($1, $2, $3, 'begun', $4, $5, $6)"
        );
        let values = args![noun_id, listing.number(), of.unit.number(), on, Version::FIRST.0, event];
        work.tx.run(insert, values).await.map_err(|error| match error {
            DbError::Unique { rule } if rule.contains("evaluation") => said("evaluation-there"),
            other => other.into(),
        })?;
        Ok(evaluation.id)
    })
}
