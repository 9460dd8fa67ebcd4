//! Văn bản: papers as they are kept, and the decisions that rest on them.
//!
//! A paper belongs to the scope of a unit. From Mật up the core cannot build a paper with content, and the
//! store refuses one too.

pub mod file;

use crate::event::{Entry, EventId, NOTHING};
use crate::{Answer, Work};
use vunggoc_core::decision::{Decision, Form, Votes};
use vunggoc_core::paper::{Body, Draft, Paper};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id, Version};
use vunggoc_db::{args, sql};

/// Ghi nhận quyết định: a decision as typed in, with its paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionDraft {
    /// Kind of the body: a code of `rules/listing.toml`.
    pub body_kind: String,
    /// Cơ quan quyết định, as the paper names it.
    pub body: String,
    /// Hội nghị or lấy ý kiến bằng văn bản.
    pub form: Form,
    /// Ngày.
    pub decided_on: Date,
    /// Triệu tập, có mặt, tán thành.
    pub votes: (i64, i64, i64),
    /// The paper.
    pub paper: Draft,
}

impl Work {
    /// Keeps a paper in the scope of a unit.
    pub(crate) async fn keep_paper(&mut self, unit: Id<Unit>, paper: &Paper) -> Answer<Id<Paper>> {
        let id: Id<Paper> = self.next_id("paper").await?;
        // The abstract may name what is internal; the event keeps only the head.
        let facts = serde_json::json!({
            "number": paper.number(), "signed_on": paper.signed_on().to_string(), "issuer": paper.issuer(),
            "secrecy": paper.secrecy().tag(),
        });
        let entry = Entry {
            noun: "paper",
            noun_id: id.number(),
            from: NOTHING,
            action: "keep",
            unit: Some(unit),
            facts,
        };
        let event = self.record(entry).await?;
        let about = match paper.body() {
            Body::Readable { about, .. } => Some(about.as_str()),
            Body::Elsewhere { .. } => None,
        };
        self.run(
            sql!(
                "INSERT INTO paper (id, unit_id, number, signed_on, issuer, signer, secrecy, about, kept_at, version, event_id)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
            ),
            args![
                id.number(), unit.number(), paper.number(), paper.signed_on(), paper.issuer(), paper.signer(),
                paper.secrecy().tag(), about, paper.kept_at(), Version::FIRST.0, event
            ],
        )
        .await?;
        Ok(id)
    }

    /// Keeps a decision and its paper in the scope of a unit.
    pub(crate) async fn keep_decision(
        &mut self,
        unit: Id<Unit>,
        draft: DecisionDraft,
    ) -> Answer<Id<Decision>> {
        let (n_summoned, n_present, n_agreed) = draft.votes;
        let votes = Votes::new(n_summoned, n_present, n_agreed)?;
        let paper = self.keep_paper(unit, &draft.paper.check()?).await?;
        let decision = Decision {
            body_kind: draft.body_kind,
            body: draft.body,
            form: draft.form,
            decided_on: draft.decided_on,
            votes,
            paper,
        };
        let id: Id<Decision> = self.next_id("decision").await?;
        let facts = serde_json::json!({
            "body": decision.body, "form": decision.form.tag(), "decided_on": decision.decided_on.to_string(),
            "summoned": n_summoned, "present": n_present, "agreed": n_agreed, "paper": paper.number(),
        });
        let entry = Entry {
            noun: "decision",
            noun_id: id.number(),
            from: NOTHING,
            action: "record",
            unit: Some(unit),
            facts,
        };
        let event = self.record(entry).await?;
        self.insert_decision(id, unit, &decision, event).await?;
        Ok(id)
    }

    async fn insert_decision(
        &mut self,
        id: Id<Decision>,
        unit: Id<Unit>,
        decision: &Decision,
        event: EventId,
    ) -> Answer<()> {
        let votes = decision.votes;
        self.run(
            sql!(
                "INSERT INTO decision (id, unit_id, paper_id, body_kind, body, form, decided_on, n_summoned, n_present, n_agreed, event_id)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
            ),
            args![
                id.number(), unit.number(), decision.paper.number(), &decision.body_kind, &decision.body,
                decision.form.tag(), decision.decided_on, votes.n_summoned(), votes.n_present(), votes.n_agreed(), event
            ],
        )
        .await?;
        Ok(())
    }
}
