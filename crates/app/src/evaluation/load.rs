//! Evaluations and watches of past years, brought in at once; each is replayed through the rules of the core.

use super::{Saying, said_of, stage_tag};
use crate::event::{Entry, EventId, NOTHING};
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::evaluation::{Act, Agreement, Conclusion, Evaluation, Opinion, Reply, Said, Stage};
use vunggoc_core::listing::ActKind;
use vunggoc_core::paper::Draft as PaperDraft;
use vunggoc_core::screening::Remedy;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id};
use vunggoc_db::{Value, args, sql};

/// An evaluation of the past.
#[derive(Debug, Clone)]
pub struct PastEvaluation {
    /// The unit.
    pub unit: Id<Unit>,
    /// Since when its listing was open.
    pub opened_on: Date,
    /// Since when it was under way.
    pub begun_on: Date,
    /// Báo cáo tự đánh giá.
    pub report: Option<Saying>,
    /// The letter that asked for opinions, and until when.
    pub asking: Option<(PaperDraft, Date)>,
    /// The bodies asked.
    pub opinions: Vec<PastOpinion>,
    /// Thẩm định.
    pub appraisal: Option<Saying>,
    /// Kết luận: what the criteria of exit said when the listing was closed, each with what was agreed.
    pub closing: Option<Vec<PastResult>>,
}

/// An opinion of the past.
#[derive(Debug, Clone)]
pub struct PastOpinion {
    /// The body.
    pub body: Id<Unit>,
    /// Its paper, whether it agreed, and why; none where it has not answered.
    pub reply: Option<(PaperDraft, Agreement, String)>,
}

/// What a criterion of exit said on the day of the conclusion.
#[derive(Debug, Clone)]
pub struct PastResult {
    /// Its code.
    pub criterion: String,
    /// What was agreed.
    pub words: String,
    /// What it said.
    pub remedy: Remedy,
    /// The sentence in Vietnamese.
    pub says_vi: String,
    /// The sentence in English.
    pub says_en: String,
}

/// A watch after a removal of the past.
#[derive(Debug, Clone)]
pub struct PastWatch {
    /// The unit.
    pub unit: Id<Unit>,
    /// Since when its listing was open.
    pub opened_on: Date,
    /// The last day of watch.
    pub until_on: Date,
    /// What was noted: the day and the words.
    pub notes: Vec<(Date, String)>,
}

/// Writes evaluations and watches of the past in one transaction; how many.
pub async fn load(ctx: &Ctx, evaluations: &[PastEvaluation], watches: &[PastWatch]) -> Answer<i64> {
    change!(ctx, |work| {
        for past in evaluations {
            work.load_evaluation(past).await?;
        }
        for watch in watches {
            work.load_watch(watch).await?;
        }
        Ok(i64::try_from(evaluations.len() + watches.len()).unwrap_or(0))
    })
}

impl Work {
    async fn load_evaluation(&mut self, past: &PastEvaluation) -> Answer<()> {
        self.leave(Action::ReadPlans, Action::RecordDecision, past.unit).await?;
        let listing = self.listing_since(past.unit, past.opened_on).await?;
        let id = self.next_id("evaluation").await?;
        let mut evaluation = Evaluation::begin(id, listing, past.unit, past.begun_on);
        if let Some(saying) = &past.report {
            let report = self.keep_saying(past.unit, saying).await?;
            evaluation = evaluation.act(Act::Report(report))?;
        }
        if let Some((letter, due_on)) = &past.asking {
            let letter = letter.clone().check()?;
            let asked_on = letter.signed_on();
            let asked_by = self.keep_paper(past.unit, &letter).await?;
            for of in &past.opinions {
                let opinion = Opinion {
                    id: self.next_id("opinion").await?,
                    body: of.body,
                    asked_on,
                    asked_by,
                    due_on: *due_on,
                    reply: None,
                };
                let no = opinion.id;
                evaluation = evaluation.act(Act::Ask(opinion))?;
                if let Some((paper, agreement, reason)) = &of.reply {
                    let paper = paper.clone().check()?;
                    let on = paper.signed_on();
                    let paper = self.keep_paper(past.unit, &paper).await?;
                    let reply = Reply { on, paper, agreement: *agreement, reason: reason.clone() };
                    evaluation = evaluation.act(Act::Answer(no, reply))?;
                }
            }
        }
        if let Some(saying) = &past.appraisal {
            let appraisal = self.keep_saying(past.unit, saying).await?;
            evaluation = evaluation.act(Act::Appraise(appraisal))?;
        }
        if let Some(results) = &past.closing {
            let conclusion = self.closing_of(listing.number()).await?;
            let remedies = results.iter().map(|r| r.remedy).collect();
            evaluation = evaluation.act(Act::Conclude(conclusion, remedies))?;
        }
        let event = self.insert_evaluation(&evaluation).await?;
        self.insert_opinions(&evaluation, event).await?;
        if let Stage::Concluded { conclusion, .. } = &evaluation.stage {
            self.insert_closing(&evaluation, conclusion, past.closing.as_deref().unwrap_or_default(), event)
                .await?;
        }
        Ok(())
    }

    async fn keep_saying(&mut self, unit: Id<Unit>, saying: &Saying) -> Answer<Said> {
        let paper = saying.paper.clone().check()?;
        let on = paper.signed_on();
        Ok(Said { on, paper: self.keep_paper(unit, &paper).await?, words: saying.words.clone() })
    }

    /// The conclusion by which a listing was closed, as its own decision gives it.
    async fn closing_of(&mut self, listing: i64) -> Answer<Conclusion> {
        let closed = sql!("SELECT closed_on, decision_id FROM listing_close WHERE listing_id = $1");
        let row = self.maybe(closed, args![listing]).await?;
        let row = row.ok_or(AppError::Broken(Rule::Field { name: "closing" }))?;
        Ok(Conclusion {
            on: row.date("closed_on")?,
            way: ActKind::Remove,
            decision: Id::new(row.int("decision_id")?),
            despite: String::new(),
            without_opinions: String::new(),
        })
    }

    async fn insert_evaluation(&mut self, of: &Evaluation) -> Answer<EventId> {
        let (noun_id, unit) = (of.id.number(), Some(of.unit));
        let facts = serde_json::json!({ "listing": of.listing.number(), "stage": stage_tag(&of.stage) });
        let entry = Entry { noun: "evaluation", noun_id, from: NOTHING, action: "load", unit, facts };
        let event = self.record(entry).await?;
        let (report, appraisal) = said_of(&of.stage);
        let insert = sql!(
            "INSERT INTO evaluation (id, listing_id, unit_id, stage, begun_on, reported_on, report_paper_id, report_words,
               appraised_on, appraisal_paper_id, appraisal_words, version, event_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
        );
        let values = args![
            noun_id,
            of.listing.number(),
            of.unit.number(),
            stage_tag(&of.stage),
            of.begun_on,
            report.map(|s| s.on),
            report.map(|s| s.paper.number()),
            report.map(|s| s.words.clone()),
            appraisal.map(|s| s.on),
            appraisal.map(|s| s.paper.number()),
            appraisal.map(|s| s.words.clone()),
            of.version.0,
            event
        ];
        self.run(insert, values).await?;
        Ok(event)
    }

    async fn insert_opinions(&mut self, of: &Evaluation, event: EventId) -> Answer<()> {
        let mut values = Vec::new();
        for o in &of.opinions {
            let reply = o.reply.as_ref();
            let numbers = [o.id.number(), of.id.number(), o.body.number()];
            values.extend(numbers.map(Value::from));
            values.extend([Value::from(o.asked_on), Value::from(o.asked_by.number()), Value::from(o.due_on)]);
            values.push(Value::from(reply.map(|r| r.on)));
            values.push(Value::from(reply.map(|r| r.paper.number())));
            values.push(Value::from(reply.map(|r| r.agreement.tag())));
            values.push(Value::from(reply.map(|r| r.reason.clone())));
            values.extend([Value::from(reply.map(|_| "office")), Value::from(event)]);
        }
        let head = "INSERT INTO opinion (id, evaluation_id, body_id, asked_on, asked_paper_id, due_on, answered_on, answer_paper_id, agreement, reason, entered_by, event_id)";
        self.tx.insert_many(head, 12, &values).await?;
        Ok(())
    }

    async fn insert_closing(
        &mut self,
        of: &Evaluation,
        conclusion: &Conclusion,
        results: &[PastResult],
        event: EventId,
    ) -> Answer<()> {
        let insert = sql!(
            "INSERT INTO evaluation_close (evaluation_id, concluded_on, way, decision_id, despite, without_opinions, recorded_at, event_id)
             VALUES ($1, $2, $3, $4, '', '', $5, $6)"
        );
        let now = self.now();
        let decision = conclusion.decision.number();
        self.run(insert, args![of.id.number(), conclusion.on, conclusion.way.tag(), decision, now, event])
            .await?;
        let mut values = Vec::new();
        for (no, r) in (1_i64..).zip(results) {
            values.extend([Value::from(of.id.number()), Value::from(no)]);
            values.extend([&r.criterion, &r.words].map(Value::from));
            values.push(Value::from(r.remedy.tag()));
            values.extend([&r.says_vi, &r.says_en].map(Value::from));
        }
        let head = "INSERT INTO exit_result (evaluation_id, no, criterion, words, remedy, says_vi, says_en)";
        self.tx.insert_many(head, 7, &values).await?;
        Ok(())
    }

    async fn load_watch(&mut self, watch: &PastWatch) -> Answer<()> {
        self.leave(Action::ReadPlans, Action::RecordDecision, watch.unit).await?;
        let listing = self.listing_since(watch.unit, watch.opened_on).await?.number();
        let from_on = self.closing_of(listing).await?.on;
        let id: Id<PastWatch> = self.next_id("watch").await?;
        let facts = serde_json::json!({ "listing": listing, "until": watch.until_on.to_string() });
        let (noun_id, unit) = (id.number(), Some(watch.unit));
        let event =
            self.record(Entry { noun: "watch", noun_id, from: NOTHING, action: "load", unit, facts }).await?;
        let insert =
            sql!("INSERT INTO watch (listing_id, from_on, until_on, event_id) VALUES ($1, $2, $3, $4)");
        self.run(insert, args![listing, from_on, watch.until_on, event]).await?;
        let now = self.now();
        let mut values = Vec::new();
        for (no, (on, says)) in (1_i64..).zip(&watch.notes) {
            values.extend([Value::from(listing), Value::from(no), Value::from(*on), Value::from(says)]);
            values.extend([Value::from(""), Value::from(now), Value::from(event)]);
        }
        let head =
            "INSERT INTO watch_note (listing_id, no, noted_on, says, paper_number, recorded_at, event_id)";
        self.tx.insert_many(head, 7, &values).await?;
        Ok(())
    }
}
