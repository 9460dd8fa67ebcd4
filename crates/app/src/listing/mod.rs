//! Hồ sơ theo dõi, củng cố: the use cases of the listing, the golden slice.
//!
//! One file per verb: [`propose`], [`decide`] (every act by decision), [`list`], [`show`], [`flow`] (B02),
//! [`load`] (registers of past years), [`annul`] (never should have been entered). A listing lies in the scope of its unit. What stands on the upper list is
//! decided by the upper committee, so recording such a decision needs leave at the root of the tree and not
//! only on the unit.

pub mod annul;
pub mod decide;
pub mod flow;
pub mod list;
pub mod load;
pub mod pictures;
pub mod propose;
pub mod show;

use crate::event::{Entry, EventId};
use crate::{Answer, AppError, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::listing::{
    ActKind, Closing, Group, Listing, Placement, Proposal, Spell, State, Status, Tier,
};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Id, Version};
use vunggoc_db::{DbError, Row, args, sql};

impl Work {
    /// A listing, looked up for an action on its unit.
    pub(crate) async fn listing(&mut self, id: Id<Listing>, action: Action) -> Answer<Listing> {
        let head = sql!(
            "SELECT l.id, l.unit_id, l.state, l.proposed_on, l.proposed_by, l.reasons, l.closed_on, l.version,
               c.decision_id, c.result
             FROM listing l LEFT JOIN listing_close c ON c.listing_id = l.id WHERE l.id = $1 AND l.state <> 'annulled'"
        );
        let row = self.maybe(head, args![id.number()]).await?.ok_or(AppError::NotFound)?;
        self.leave(Action::ReadListings, action, Id::new(row.int("unit_id")?)).await?;
        let spells = sql!(
            "SELECT from_on, until_on, tier, status, grp, owner_id, due_on, begun_by, decision_id
             FROM listing_spell WHERE listing_id = $1 ORDER BY from_on"
        );
        let spells = self.all(spells, args![id.number()]).await?;
        read_listing(&row, spells.iter().map(read_spell).collect::<Answer<_>>()?)
    }

    /// Saves a listing as a decision left it, with its event.
    pub(crate) async fn save_listing(
        &mut self,
        seen: Version,
        after: &Listing,
        act: ActKind,
        facts: serde_json::Value,
    ) -> Answer<Id<Listing>> {
        let (noun_id, unit) = (after.id.number(), Some(after.unit));
        let event = self
            .record(Entry { noun: "listing", noun_id, from: seen, action: act.tag(), unit, facts })
            .await?;
        self.write_spells(after, event).await?;
        let closed_on = match &after.state {
            State::Closed { on, how, .. } => {
                self.write_closing(after.id, *on, how, event).await?;
                Some(*on)
            }
            State::Declined { on, .. } => Some(*on),
            State::Proposed | State::Open { .. } => None,
        };
        let opened_on = after.spells().first().map(|s| s.from_on);
        let update = sql!(
            "UPDATE listing SET state = $2, opened_on = $3, closed_on = $4, version = $5, event_id = $6 WHERE id = $1 AND version = $7"
        );
        let (tag, version) = (state_tag(&after.state), after.version.0);
        self.tx.run_one(update, args![noun_id, tag, opened_on, closed_on, version, event, seen.0]).await?;
        Ok(after.id)
    }

    /// Writes what is new of the spells: a shortened end, a spell begun. What was recorded stays as it was.
    async fn write_spells(&mut self, listing: &Listing, event: EventId) -> Answer<()> {
        let mut previous = None;
        for spell in listing.spells() {
            let shorten = sql!(
                "UPDATE listing_spell SET until_on = $3 WHERE listing_id = $1 AND from_on = $2 RETURNING listing_id"
            );
            let known =
                self.maybe(shorten, args![listing.id.number(), spell.from_on, spell.until_on]).await?;
            if known.is_none() {
                let values = spell_values(listing.id, spell, previous, self.now(), event);
                self.tx.insert_many(INSERT_SPELL, SPELL_COLUMNS, &values).await?;
            }
            previous = Some(spell.until_on);
        }
        Ok(())
    }

    async fn write_closing(
        &mut self,
        id: Id<Listing>,
        on: vunggoc_core::Date,
        how: &Closing,
        event: EventId,
    ) -> Answer<()> {
        let Closing::Removed { decision, result } = how else { return Ok(()) };
        let insert = sql!(
            "INSERT INTO listing_close (listing_id, closed_on, decision_id, result, recorded_at, event_id) VALUES ($1, $2, $3, $4, $5, $6)"
        );
        let now = self.now();
        self.run(insert, args![id.number(), on, decision.number(), result, now, event]).await?;
        Ok(())
    }

    /// Leave to record a decision that puts on, moves on, or takes off the upper list.
    pub(crate) async fn leave_for_tier(&mut self, tier: Tier, unit: Id<Unit>) -> Answer<()> {
        if tier == Tier::Lower {
            return Ok(());
        }
        let root = sql!(
            "SELECT p.ancestor_id FROM unit_path p JOIN unit_spell s ON s.unit_id = p.ancestor_id AND s.parent_id IS NULL
             WHERE p.descendant_id = $1 AND p.until_on = (SELECT MAX(q.until_on) FROM unit_path q WHERE q.descendant_id = $1) LIMIT 1"
        );
        let root = self.one(root, args![unit.number()]).await?.int("ancestor_id")?;
        match self.leave(Action::ReadListings, Action::RecordDecision, Id::new(root)).await {
            Err(AppError::NotFound) => {
                Err(AppError::Refused(crate::Refusal::NotGranted(Action::RecordDecision)))
            }
            other => other,
        }
    }
}

pub(crate) const INSERT_SPELL: &str = "INSERT INTO listing_spell (listing_id, from_on, until_on, prev_until_on, tier, status, grp, owner_id, due_on, begun_by, decision_id, recorded_at, event_id)";
pub(crate) const SPELL_COLUMNS: usize = 13;

pub(crate) fn spell_values(
    id: Id<Listing>,
    spell: &Spell,
    previous: Option<vunggoc_core::Date>,
    now: jiff::Timestamp,
    event: EventId,
) -> [vunggoc_db::Value; SPELL_COLUMNS] {
    use vunggoc_db::Value as V;
    let at = spell.placement;
    [
        V::from(id.number()),
        V::from(spell.from_on),
        V::from(spell.until_on),
        V::from(previous),
        V::from(at.tier.tag()),
        V::from(at.status.tag()),
        V::from(at.group.tag()),
        V::from(at.owner.number()),
        V::from(at.due_on),
        V::from(spell.begun_by.tag()),
        V::from(spell.decision.number()),
        V::from(now),
        V::from(event),
    ]
}

/// The tag under which a state is stored.
pub(crate) const fn state_tag(state: &State) -> &'static str {
    match state {
        State::Proposed => "proposed",
        State::Open { .. } => "open",
        State::Closed { how: Closing::Removed { .. }, .. } => "removed",
        State::Closed { how: Closing::Reorganised, .. } => "ended",
        State::Declined { .. } => "declined",
    }
}

fn read_listing(row: &Row, spells: Vec<Spell>) -> Answer<Listing> {
    let state = match (row.text("state")?.as_str(), row.opt_date("closed_on")?) {
        ("proposed", _) => State::Proposed,
        ("open", _) => State::Open { spells },
        ("removed", Some(on)) => {
            let decision = Id::new(row.opt_int("decision_id")?.unwrap_or(0));
            let result = row.opt_text("result")?.unwrap_or_default();
            State::Closed { spells, on, how: Closing::Removed { decision, result } }
        }
        ("ended", Some(on)) => State::Closed { spells, on, how: Closing::Reorganised },
        ("declined", Some(on)) => {
            State::Declined { on, decision: Id::new(row.opt_int("decision_id")?.unwrap_or(0)) }
        }
        (other, _) => return Err(AppError::fault(format!("state of a listing: {other}"))),
    };
    Ok(Listing {
        id: Id::new(row.int("id")?),
        unit: Id::new(row.int("unit_id")?),
        version: Version(row.int("version")?),
        proposal: Proposal {
            on: row.opt_date("proposed_on")?,
            by: row.text("proposed_by")?,
            reasons: row.text("reasons")?,
        },
        state,
    })
}

pub(crate) fn read_spell(row: &Row) -> Answer<Spell> {
    fn tag<T>(row: &Row, column: &str, read: impl Fn(&str) -> Option<T>) -> Answer<T> {
        let text = row.text(column)?;
        read(&text).ok_or_else(|| AppError::fault(format!("{column} of a listing: {text}")))
    }
    Ok(Spell {
        from_on: row.date("from_on")?,
        until_on: row.date("until_on")?,
        placement: Placement {
            tier: tag(row, "tier", Tier::from_tag)?,
            status: tag(row, "status", Status::from_tag)?,
            group: tag(row, "grp", Group::from_tag)?,
            owner: Id::new(row.int("owner_id")?),
            due_on: row.date("due_on")?,
        },
        begun_by: tag(row, "begun_by", ActKind::from_tag)?,
        decision: Id::new(row.int("decision_id")?),
    })
}

/// The store's own refusal of a second live listing, as the rule it is.
pub(crate) fn one_open(error: DbError) -> AppError {
    match error {
        DbError::Unique { rule } if rule.contains("listing") => AppError::Broken(Rule::ListedAlready),
        other => other.into(),
    }
}
