//! Registers of past years: listings with their whole life, brought in at once after a person has confirmed.

use super::{INSERT_SPELL, SPELL_COLUMNS, one_open, spell_values, state_tag};
use crate::event::{Entry, NOTHING};
use crate::paper::DecisionDraft;
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::decision::Votes;
use vunggoc_core::listing::{Act, Closing, Listing, Proposal, State};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id};
use vunggoc_db::{Value, args};

/// A listing of the past: why, and every act with its day and decision.
#[derive(Debug, Clone)]
pub struct Life {
    /// The unit.
    pub unit: Id<Unit>,
    /// Why it was proposed.
    pub proposal: Proposal,
    /// Oldest first.
    pub acts: Vec<(Date, Act, DecisionDraft)>,
}

/// Writes listings of the past in one transaction with one event; how many.
///
/// Each life is replayed through the rules of the core, so what could not have been decided is not taken over.
pub async fn load(ctx: &Ctx, source: &str, lives: &[Life]) -> Answer<i64> {
    change!(ctx, |work| { work.load_listings(source, lives).await })
}

impl Work {
    /// Writes listings of the past inside a transaction of another use case.
    pub(crate) async fn load_listings(&mut self, source: &str, lives: &[Life]) -> Answer<i64> {
        let n = i64::try_from(lives.len()).unwrap_or(0);
        let n_acts = i64::try_from(lives.iter().map(|l| l.acts.len()).sum::<usize>()).unwrap_or(0);
        let first = vunggoc_db::next_ids(&mut self.tx, "listing", n).await?;
        let mut paper_id = vunggoc_db::next_ids(&mut self.tx, "paper", n_acts).await?;
        let mut decision_id = vunggoc_db::next_ids(&mut self.tx, "decision", n_acts).await?;
        let batch: Id<Listing> = self.next_id("listing-load").await?;
        let facts = serde_json::json!({ "source": source, "first": first, "n_listings": n });
        let noun_id = batch.number();
        let entry = Entry { noun: "listing-load", noun_id, from: NOTHING, action: "load", unit: None, facts };
        let event = self.record(entry).await?;
        let mut rows = Rows::default();
        for (life, id) in lives.iter().zip(first..) {
            self.leave(Action::ReadListings, Action::RecordDecision, life.unit).await?;
            let mut listing = Listing::propose(Id::new(id), life.unit, life.proposal.clone());
            for (on, act, draft) in &life.acts {
                rows.decision(life.unit, draft, paper_id, decision_id, event)?;
                listing = listing.decide(*on, act.clone(), Id::new(decision_id))?;
                (paper_id, decision_id) = (paper_id + 1, decision_id + 1);
            }
            rows.listing(&listing, self.now(), event);
        }
        let tx = &mut self.tx;
        tx.insert_many("INSERT INTO paper (id, unit_id, number, signed_on, issuer, signer, secrecy, about, kept_at, version, event_id)", 11, &rows.papers).await?;
        tx.insert_many("INSERT INTO decision (id, unit_id, paper_id, body_kind, body, form, decided_on, n_summoned, n_present, n_agreed, event_id)", 11, &rows.decisions).await?;
        let head = "INSERT INTO listing (id, unit_id, state, proposed_on, proposed_by, reasons, opened_on, closed_on, version, event_id)";
        tx.insert_many(head, 10, &rows.listings).await.map_err(one_open)?;
        tx.insert_many(INSERT_SPELL, SPELL_COLUMNS, &rows.spells).await?;
        let head =
            "INSERT INTO listing_close (listing_id, closed_on, decision_id, result, recorded_at, event_id)";
        tx.insert_many(head, 6, &rows.closings).await?;
        Ok(n)
    }
}

/// The rows of a load, table by table, one value after the other.
#[derive(Default)]
struct Rows {
    papers: Vec<Value>,
    decisions: Vec<Value>,
    listings: Vec<Value>,
    spells: Vec<Value>,
    closings: Vec<Value>,
}

impl Rows {
    fn decision(
        &mut self,
        unit: Id<Unit>,
        draft: &DecisionDraft,
        paper_id: i64,
        decision_id: i64,
        event: [u8; 16],
    ) -> Answer<()> {
        let paper = draft.paper.clone().check()?;
        let (n_summoned, n_present, n_agreed) = draft.votes;
        let votes = match draft.votes {
            (0, 0, 0) => Votes::UNKNOWN,
            _ => Votes::new(n_summoned, n_present, n_agreed)?,
        };
        self.papers.extend(
            args![
                paper_id,
                unit.number(),
                paper.number(),
                paper.signed_on(),
                paper.issuer(),
                paper.signer(),
                paper.secrecy().tag(),
                paper.about(),
                paper.kept_at(),
                1_i64,
                event
            ]
            .to_vec(),
        );
        self.decisions.extend(
            args![
                decision_id,
                unit.number(),
                paper_id,
                &draft.body_kind,
                &draft.body,
                draft.form.tag(),
                draft.decided_on,
                votes.n_summoned(),
                votes.n_present(),
                votes.n_agreed(),
                event
            ]
            .to_vec(),
        );
        Ok(())
    }

    fn listing(&mut self, listing: &Listing, now: jiff::Timestamp, event: [u8; 16]) {
        let id = listing.id.number();
        let closed_on = match &listing.state {
            State::Closed { on, how, .. } => {
                if let Closing::Removed { decision, result } = how {
                    self.closings.extend(args![id, *on, decision.number(), result, now, event].to_vec());
                }
                Some(*on)
            }
            State::Declined { on, .. } => Some(*on),
            State::Proposed | State::Open { .. } => None,
        };
        let opened_on = listing.spells().first().map(|s| s.from_on);
        let proposal = &listing.proposal;
        self.listings.extend(
            args![
                id,
                listing.unit.number(),
                state_tag(&listing.state),
                proposal.on,
                &proposal.by,
                &proposal.reasons,
                opened_on,
                closed_on,
                listing.version.0,
                event
            ]
            .to_vec(),
        );
        let mut previous = None;
        for spell in listing.spells() {
            self.spells.extend(spell_values(listing.id, spell, previous, now, event));
            previous = Some(spell.until_on);
        }
    }
}

/// Refuses lives whose units would be listed twice at once; told before anything is written.
pub fn check_twice(lives: &[Life]) -> Answer<()> {
    let mut open: Vec<_> =
        lives.iter().filter(|l| !matches!(l.acts.last(), Some((_, Act::Remove { .. }, _)))).collect();
    open.sort_by_key(|l| l.unit);
    match open.windows(2).any(|w| matches!(w, [a, b] if a.unit == b.unit)) {
        true => Err(AppError::Broken(Rule::ListedAlready)),
        false => Ok(()),
    }
}
