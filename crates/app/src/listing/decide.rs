//! Ghi nhận quyết định: every act on a listing rests on the decision of a body.

use crate::paper::DecisionDraft;
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::decision::Decision;
use vunggoc_core::listing::{Act, ActKind, Listing, Tier};
use vunggoc_core::{Date, Id, Version};

/// Records a decision on a listing; it takes effect on a day.
///
/// The later of two writers is refused as stale and loses nothing that he typed.
pub async fn decide(
    ctx: &Ctx,
    id: Id<Listing>,
    seen: Version,
    on: Date,
    act: Act,
    decision: DecisionDraft,
) -> Answer<Id<Listing>> {
    change!(ctx, |work| {
        let listing = work.listing(id, Action::RecordDecision).await?;
        at_version(seen, listing.version)?;
        if on > work.today() {
            return Err(AppError::Broken(Rule::Field { name: "on" }));
        }
        if act.kind() == ActKind::Remove {
            work.evaluated_first(id).await?;
        }
        let recorded = work.keep_decision(listing.unit, decision.clone()).await?;
        work.act_on_listing(id, on, act.clone(), recorded).await
    })
}

impl Work {
    /// Acts on a listing by a decision that is recorded, inside a transaction of another use case.
    pub(crate) async fn act_on_listing(
        &mut self,
        id: Id<Listing>,
        on: Date,
        act: Act,
        decision: Id<Decision>,
    ) -> Answer<Id<Listing>> {
        let listing = self.listing(id, Action::RecordDecision).await?;
        self.leave_for_act(&listing, &act).await?;
        let seen = listing.version;
        let after = listing.decide(on, act.clone(), decision)?;
        let facts = serde_json::json!({ "on": on.to_string(), "decision": decision.number() });
        self.save_listing(seen, &after, act.kind(), facts).await
    }

    /// Refuses a removal past the evaluation where a plan with criteria of exit was issued.
    async fn evaluated_first(&mut self, id: Id<Listing>) -> Answer<()> {
        match self.exits_of(id.number()).await?.is_empty() {
            true => Ok(()),
            false => Err(crate::plan::said("evaluate-first")),
        }
    }

    /// Whoever touches the upper list needs leave there; a new owner must be a unit that exists.
    async fn leave_for_act(&mut self, listing: &Listing, act: &Act) -> Answer<()> {
        let now = listing.standing().map(|s| s.placement.tier);
        let (to, owner) = match act {
            Act::Open(placement) => (Some(placement.tier), Some(placement.owner)),
            Act::HandUp { owner, .. } => (Some(Tier::Upper), Some(*owner)),
            Act::HandDown { owner, .. } => (Some(Tier::Lower), Some(*owner)),
            _ => (None, None),
        };
        for tier in [now, to].into_iter().flatten() {
            // Asking the upper level to take a unit over is the lower level's; taking it over is the upper's.
            self.leave_for_tier(tier, listing.unit).await?;
        }
        if let Some(owner) = owner {
            let unit = self.unit_unasked(owner).await.map_err(|_| AppError::Broken(Rule::UnitAbove))?;
            unit.on(self.today()).ok_or(AppError::Broken(Rule::UnitNotThere))?;
        }
        Ok(())
    }
}

/// The acts that a decision may bring now, as the page offers them.
pub fn open_to(listing: &Listing) -> &'static [ActKind] {
    listing.open_to()
}
