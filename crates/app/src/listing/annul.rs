//! Hủy việc ghi nhận một hồ sơ: it should never have been entered, and nothing rests on it.
//!
//! No decision of a body takes a unit off the list by this; that is a removal. What an issued report counted stays.

use crate::annulment::{Record, Target};
use crate::event::Entry;
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Work};
use vunggoc_core::access::Action;
use vunggoc_core::annul::{Annulment, Dependent};
use vunggoc_core::listing::{Listing, State};
use vunggoc_core::{Id, Version};
use vunggoc_db::{Sql, args, sql};

/// Columns that name a listing and do not stand against annulling it. A test compares this list with the schema.
pub const NOT_ASKED: &[&str] = &[
    "listing_spell.listing_id",   // its own spells
    "listing_close.listing_id",   // its own end
    "listing_charge.listing_id",  // its own
    "listing_finding.listing_id", // what it rests on, not what rests on it
];

/// Annuls a listing; the record of that. A proposal is annulled by whoever may propose, a file that a decision opened
/// by whoever may record decisions at each level where it stood.
pub async fn annul(ctx: &Ctx, id: Id<Listing>, seen: Version, reason: String) -> Answer<Id<Record>> {
    change!(ctx, |work| {
        let listing = work.listing(id, Action::ReadListings).await?;
        work.leave_to_annul(&listing).await?;
        at_version(seen, listing.version)?;
        let annulment = Annulment::of(&reason, work.dependents_of_listing(id).await?)?;
        let name = crate::unit::find::name_on(work, listing.unit, work.today()).await?;
        let (noun_id, unit) = (id.number(), Some(listing.unit));
        let facts =
            serde_json::json!({ "reason": annulment.reason(), "state": super::state_tag(&listing.state) });
        let entry = Entry { noun: "listing", noun_id, from: seen, action: "annul", unit, facts };
        let event = work.record(entry).await?;
        let update = sql!(
            "UPDATE listing SET state = 'annulled', closed_on = COALESCE(closed_on, $2), version = $3, event_id = $4
             WHERE id = $1 AND version = $5"
        );
        let today = work.today();
        work.tx.run_one(update, args![noun_id, today, seen.next().0, event, seen.0]).await?;
        work.keep_annulment(Target::Listing(id), listing.unit, &name, &annulment, event).await
    })
}

/// What rests on a listing now; empty where it may be annulled.
pub async fn dependents(ctx: &Ctx, id: Id<Listing>) -> Answer<Vec<Dependent>> {
    let mut work = ctx.look().await?;
    let listing = work.listing(id, Action::ReadListings).await?;
    work.leave_to_annul(&listing).await?;
    work.dependents_of_listing(id).await
}

/// One question for each column of another noun that names a listing, and one for what issued reports counted.
fn questions() -> Vec<(Dependent, Sql)> {
    use Dependent as D;
    vec![
        (D::Plan, sql!("SELECT listing_id FROM plan WHERE listing_id = $1 LIMIT 1")),
        (D::Plan, sql!("SELECT listing_id FROM cadre_count WHERE listing_id = $1 LIMIT 1")),
        (D::Plan, sql!("SELECT listing_id FROM evaluation WHERE listing_id = $1 LIMIT 1")),
        (D::Plan, sql!("SELECT listing_id FROM watch WHERE listing_id = $1 LIMIT 1")),
        (D::Plan, sql!("SELECT listing_id FROM watch_note WHERE listing_id = $1 LIMIT 1")),
        (D::Report, sql!("SELECT listing_id FROM report_listing WHERE listing_id = $1 LIMIT 1")),
        (
            D::Report,
            sql!(
                "SELECT r.id FROM listing l JOIN unit_path p ON p.descendant_id = l.unit_id
                 JOIN report r ON r.unit_id = p.ancestor_id AND r.state = 'issued' AND r.kind = 'periodic'
                 WHERE l.id = $1 AND l.opened_on <= r.to_on AND (l.closed_on IS NULL OR l.closed_on >= r.from_on) LIMIT 1"
            ),
        ),
    ]
}

impl Work {
    /// Whether the actor may annul the listing, for the page that offers it.
    pub(crate) async fn may_annul(&mut self, listing: &Listing) -> Answer<bool> {
        match self.leave_to_annul(listing).await {
            Ok(()) => Ok(true),
            Err(AppError::Refused(_) | AppError::NotFound) => Ok(false),
            Err(other) => Err(other),
        }
    }

    async fn leave_to_annul(&mut self, listing: &Listing) -> Answer<()> {
        let needed = match listing.state {
            State::Proposed => Action::Propose,
            State::Open { .. } | State::Closed { .. } | State::Declined { .. } => Action::RecordDecision,
        };
        self.leave(Action::ReadListings, needed, listing.unit).await?;
        for spell in listing.spells() {
            self.leave_for_tier(spell.placement.tier, listing.unit).await?;
        }
        Ok(())
    }

    async fn dependents_of_listing(&mut self, id: Id<Listing>) -> Answer<Vec<Dependent>> {
        let mut found = Vec::new();
        for (what, question) in questions() {
            if !found.contains(&what) && self.maybe(question, args![id.number()]).await?.is_some() {
                found.push(what);
            }
        }
        Ok(found)
    }
}
