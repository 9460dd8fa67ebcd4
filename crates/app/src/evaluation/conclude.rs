//! Kết luận: one decision that concludes the evaluation and acts on the listing, in one transaction.

use super::{decided_by, fits};
use crate::event::EventId;
use crate::paper::DecisionDraft;
use crate::screening::reread::Reread;
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::evaluation::{Act, ActKind, Conclusion, Evaluation, Watch};
use vunggoc_core::listing::Act as ListingAct;
use vunggoc_core::plan::Exit;
use vunggoc_core::screening::Remedy;
use vunggoc_core::{Date, Id, Version};
use vunggoc_db::{Value, args, sql};

/// What the body concluded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The day of effect.
    pub on: Date,
    /// What is done to the listing.
    pub act: ListingAct,
    /// Why it is removed although a criterion is not overcome or not determined; blank where none is.
    pub despite: String,
    /// Why it is concluded without opinions; blank where all were given.
    pub without_opinions: String,
    /// Until when the unit is watched after removal.
    pub watch_until: Option<Date>,
}

/// Concludes an evaluation: the criteria of exit are run again, kept, and stand against a removal that they do not bear.
pub async fn conclude(
    ctx: &Ctx,
    id: Id<Evaluation>,
    seen: Version,
    wish: &Wish,
    decision: &DecisionDraft,
) -> Answer<Id<Evaluation>> {
    fits(&wish.despite, "despite")?;
    fits(&wish.without_opinions, "without_opinions")?;
    change!(ctx, |work| {
        let evaluation = work.evaluation(id, Action::RecordDecision).await?;
        at_version(seen, evaluation.version)?;
        let today = work.today();
        if wish.on > today {
            return Err(AppError::Broken(Rule::Field { name: "on" }));
        }
        decided_by(decision, today)?;
        let exits = work.exits_of(evaluation.listing.number()).await?;
        let codes: Vec<String> = exits.iter().map(|e| e.criterion.clone()).collect();
        let reread = work.reread(evaluation.unit, &codes, today).await?;
        let remedies: Vec<Remedy> = reread.iter().map(|r| r.remedy).collect();
        let recorded = work.keep_decision(evaluation.unit, decision.clone()).await?;
        let conclusion = Conclusion {
            on: wish.on,
            way: wish.act.kind(),
            decision: recorded,
            despite: wish.despite.trim().into(),
            without_opinions: wish.without_opinions.trim().into(),
        };
        let after = evaluation.act(Act::Conclude(conclusion.clone(), remedies))?;
        let facts = serde_json::json!({
            "on": wish.on.to_string(), "way": conclusion.way.tag(), "decision": recorded.number(),
            "exits": reread.iter().map(|r| (&r.criterion, r.remedy.tag())).collect::<Vec<_>>(),
        });
        let event = work.save_evaluation(seen, &after, ActKind::Conclude, facts).await?;
        work.keep_conclusion(id, &conclusion, event).await?;
        work.keep_exit_results(id, &exits, &reread).await?;
        work.act_on_listing(after.listing, wish.on, wish.act.clone(), recorded).await?;
        if let ListingAct::Remove { .. } = wish.act {
            work.begin_watch(after.listing.number(), wish.on, wish.watch_until, event).await?;
        }
        Ok(id)
    })
}

impl Work {
    async fn keep_conclusion(&mut self, id: Id<Evaluation>, of: &Conclusion, event: EventId) -> Answer<()> {
        let insert = sql!(
            "INSERT INTO evaluation_close (evaluation_id, concluded_on, way, decision_id, despite, without_opinions, recorded_at, event_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
        );
        let now = self.now();
        let values = args![
            id.number(),
            of.on,
            of.way.tag(),
            of.decision.number(),
            &of.despite,
            &of.without_opinions,
            now,
            event
        ];
        self.run(insert, values).await?;
        Ok(())
    }

    async fn keep_exit_results(
        &mut self,
        id: Id<Evaluation>,
        exits: &[Exit],
        reread: &[Reread],
    ) -> Answer<()> {
        let mut values = Vec::new();
        for (exit, said) in exits.iter().zip(reread) {
            values.extend([Value::from(id.number()), Value::from(exit.no)]);
            values.extend([&exit.criterion, &exit.words].map(Value::from));
            values.push(Value::from(said.remedy.tag()));
            values.extend([&said.says_vi, &said.says_en].map(Value::from));
        }
        let head = "INSERT INTO exit_result (evaluation_id, no, criterion, words, remedy, says_vi, says_en)";
        self.tx.insert_many(head, 7, &values).await?;
        Ok(())
    }

    async fn begin_watch(
        &mut self,
        listing: i64,
        on: Date,
        until: Option<Date>,
        event: EventId,
    ) -> Answer<()> {
        let until = until.ok_or(AppError::Broken(Rule::Field { name: "watch_until" }))?;
        let watch = Watch::new(on, until).ok_or(AppError::Broken(Rule::Field { name: "watch_until" }))?;
        let insert =
            sql!("INSERT INTO watch (listing_id, from_on, until_on, event_id) VALUES ($1, $2, $3, $4)");
        self.run(insert, args![listing, watch.from_on(), watch.until_on(), event]).await?;
        Ok(())
    }
}
