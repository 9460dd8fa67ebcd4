//! Đề xuất đưa vào diện theo dõi, củng cố.

use super::one_open;
use crate::event::{Entry, EventId, NOTHING};
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::listing::{Listing, Proposal};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Id, Version};
use vunggoc_db::{args, sql};

/// The most letters that reasons may have.
const REASONS_LIMIT: usize = 8_000;

/// Proposes a unit, with the evidence in words. The unit must exist today and have no live listing.
pub async fn propose(ctx: &Ctx, unit: Id<Unit>, proposal: Proposal) -> Answer<Id<Listing>> {
    check(&proposal)?;
    change!(ctx, |work| { Ok(work.keep_proposal(unit, &proposal).await?.0) })
}

impl Work {
    /// Keeps a proposal inside a transaction of another use case; the listing and the event.
    pub(crate) async fn keep_proposal(
        &mut self,
        unit: Id<Unit>,
        proposal: &Proposal,
    ) -> Answer<(Id<Listing>, EventId)> {
        let held = self.unit(unit, Action::Propose).await?;
        let on = proposal.on.unwrap_or(self.today());
        held.on(on).ok_or(AppError::Broken(Rule::UnitNotThere))?;
        let listing = Listing::propose(self.next_id("listing").await?, unit, proposal.clone());
        let (noun_id, facts) =
            (listing.id.number(), serde_json::json!({ "by": proposal.by, "on": on.to_string() }));
        let entry =
            Entry { noun: "listing", noun_id, from: NOTHING, action: "propose", unit: Some(unit), facts };
        let event = self.record(entry).await?;
        let insert = sql!(
            "INSERT INTO listing (id, unit_id, state, proposed_on, proposed_by, reasons, version, event_id)
             VALUES ($1, $2, 'proposed', $3, $4, $5, $6, $7)"
        );
        let values = args![
            noun_id,
            unit.number(),
            on,
            proposal.by.trim(),
            proposal.reasons.trim(),
            Version::FIRST.0,
            event
        ];
        self.tx.run(insert, values).await.map_err(one_open)?;
        Ok((listing.id, event))
    }
}

pub(crate) fn check(proposal: &Proposal) -> Answer<()> {
    if proposal.by.trim().is_empty() {
        return Err(AppError::Broken(Rule::Field { name: "by" }));
    }
    let n = proposal.reasons.chars().count();
    if proposal.reasons.trim().is_empty() || n > REASONS_LIMIT {
        return Err(AppError::Broken(Rule::Field { name: "reasons" }));
    }
    Ok(())
}
