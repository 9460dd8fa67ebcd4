//! Đề xuất từ kết quả rà soát: a listing whose reasons are the findings chosen; people decide.

use super::{Broken, Round};
use crate::{Answer, AppError, Ctx, Rule};
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_core::listing::{Listing, Proposal};
use vunggoc_core::unit::Unit;
use vunggoc_db::{args, sql};

/// Proposes a listing and keeps on which findings of a round it rests.
pub async fn propose(
    ctx: &Ctx,
    round: Id<Round>,
    unit: Id<Unit>,
    criteria: &[String],
    proposal: Proposal,
) -> Answer<Id<Listing>> {
    crate::listing::propose::check(&proposal)?;
    change!(ctx, |work| {
        work.round(round, Action::ReadFindings).await?;
        let known = work.findings_named(round, unit, criteria).await?;
        if known == 0 {
            return Err(AppError::Broken(Rule::Screening(Broken::NoFinding)));
        }
        let (listing, event) = work.keep_proposal(unit, &proposal).await?;
        for code in criteria {
            let link = sql!(
                "INSERT INTO listing_finding (listing_id, round_id, unit_id, criterion, event_id) VALUES ($1, $2, $3, $4, $5)"
            );
            work.run(link, args![listing.number(), round.number(), unit.number(), code, event]).await?;
        }
        Ok(listing)
    })
}

impl crate::Work {
    /// How many of these findings there are; not found if one of them is not.
    pub(super) async fn findings_named(
        &mut self,
        round: Id<Round>,
        unit: Id<Unit>,
        criteria: &[String],
    ) -> Answer<usize> {
        for code in criteria {
            let there =
                sql!("SELECT outcome FROM finding WHERE round_id = $1 AND unit_id = $2 AND criterion = $3");
            let found = self.maybe(there, args![round.number(), unit.number(), code]).await?;
            found.ok_or(AppError::NotFound)?;
        }
        Ok(criteria.len())
    }
}
