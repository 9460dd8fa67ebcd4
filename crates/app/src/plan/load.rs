//! Plans of past years, brought in at once after a person has confirmed; each is replayed through the rules of the core.

use super::content::check;
use super::docx::file;
use super::{Letterhead, state_tag};
use crate::event::{Entry, EventId, NOTHING};
use crate::paper::DecisionDraft;
use crate::report::Issued;
use crate::rules::Rules;
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::listing::Listing;
use vunggoc_core::paper::Draft as PaperDraft;
use vunggoc_core::plan::{Act, Content, Edition, Kind, Plan, State};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id};
use vunggoc_db::{args, sql};

/// A plan of the past.
#[derive(Debug, Clone)]
pub struct Past {
    /// The unit.
    pub unit: Id<Unit>,
    /// Since when its listing was open.
    pub opened_on: Date,
    /// Đề án or kế hoạch.
    pub kind: Kind,
    /// Whose head it carries.
    pub letterhead: Letterhead,
    /// Since when it was being written.
    pub begun_on: Date,
    /// What it says.
    pub content: Content,
    /// When it was laid before the meeting.
    pub submitted_on: Option<Date>,
    /// What the meeting concluded: the day, the decision, the remarks.
    pub concluded: Option<(Date, DecisionDraft, String)>,
    /// The paper by which it was issued.
    pub issued: Option<PaperDraft>,
    /// The paper by which it was amended, why, and what it says since.
    pub amended: Option<(PaperDraft, String, Content)>,
    /// Measures that were done: number, day, result; each was confirmed on its day.
    pub finished: Vec<(i64, Date, String)>,
}

/// Writes plans of the past in one transaction; how many.
pub async fn load(ctx: &Ctx, plans: &[Past], rules: &Rules) -> Answer<i64> {
    change!(ctx, |work| {
        for past in plans {
            work.load_plan(past, rules).await?;
        }
        Ok(i64::try_from(plans.len()).unwrap_or(0))
    })
}

impl Work {
    async fn load_plan(&mut self, past: &Past, rules: &Rules) -> Answer<()> {
        check(&past.content, past.kind, rules)?;
        let listing = self.listing_since(past.unit, past.opened_on).await?;
        self.leave(Action::ReadPlans, Action::RecordDecision, past.unit).await?;
        let id = self.next_id("plan").await?;
        let mut plan = Plan::begin(id, listing, past.unit, past.kind, past.content.clone());
        if let Some(on) = past.submitted_on {
            plan = plan.act(Act::Submit { on })?;
        }
        let mut concluded_on = None;
        if let Some((on, decision, remarks)) = &past.concluded {
            let decision = self.keep_decision(past.unit, decision.clone()).await?;
            concluded_on = Some(*on);
            plan = plan.act(Act::Conclude { on: *on, decision, remarks: remarks.clone() })?;
        }
        if let Some(paper) = &past.issued {
            let paper = paper.clone().check()?;
            let on = paper.signed_on();
            let paper = self.keep_paper(past.unit, &paper).await?;
            plan = plan.act(Act::Issue { on, paper })?;
        }
        if let Some((paper, reason, content)) = &past.amended {
            let paper = paper.clone().check()?;
            let on = paper.signed_on();
            let paper = self.keep_paper(past.unit, &paper).await?;
            plan = plan.act(Act::Write(content.clone()))?.act(Act::Amend {
                on,
                paper,
                reason: reason.clone(),
            })?;
        }
        let event = self.insert_plan(past, &plan, concluded_on).await?;
        match &plan.state {
            State::Issued { editions, .. } => {
                let mut before = None;
                for edition in editions {
                    self.write_content(plan.id, edition.no, &edition.content).await?;
                    self.load_edition(&plan, edition, event, rules).await?;
                    self.raise_measures(&plan, edition, before).await?;
                    before = Some(&edition.content);
                }
                for (measure, on, result) in &past.finished {
                    self.finish_measure(&plan, *measure, *on, result).await?;
                }
            }
            _ => self.write_content(plan.id, super::WORKING, &past.content).await?,
        }
        Ok(())
    }

    async fn insert_plan(&mut self, past: &Past, plan: &Plan, concluded_on: Option<Date>) -> Answer<EventId> {
        let (noun_id, unit) = (plan.id.number(), Some(past.unit));
        let facts = serde_json::json!({ "listing": plan.listing.number(), "state": state_tag(&plan.state) });
        let event =
            self.record(Entry { noun: "plan", noun_id, from: NOTHING, action: "load", unit, facts }).await?;
        let (decision, remarks) = match &plan.state {
            State::Concluded { decision, remarks, .. } => (Some(decision.number()), remarks.clone()),
            State::Issued { decision, .. } => {
                (Some(decision.number()), past.concluded.as_ref().map(|c| c.2.clone()).unwrap_or_default())
            }
            State::Draft { .. } | State::Submitted { .. } => (None, String::new()),
        };
        let insert = sql!(
            "INSERT INTO plan (id, listing_id, unit_id, kind, state, head, place, begun_on, submitted_on, concluded_on, decision_id,
               remarks, last_edition, version, event_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
        );
        let values = args![
            noun_id,
            plan.listing.number(),
            past.unit.number(),
            past.kind.tag(),
            state_tag(&plan.state),
            &past.letterhead.head,
            &past.letterhead.place,
            past.begun_on,
            past.submitted_on,
            concluded_on,
            decision,
            remarks,
            plan.edition().map_or(0, |e| e.no),
            plan.version.0,
            event
        ];
        self.run(insert, values).await?;
        Ok(event)
    }

    async fn load_edition(
        &mut self,
        plan: &Plan,
        edition: &Edition,
        event: EventId,
        rules: &Rules,
    ) -> Answer<()> {
        let source = self.plan_source(plan, &edition.content, edition.issued_on, Issued::Yes).await?;
        let copy = file(&source, plan, edition.no, rules)?;
        let content_hash = vunggoc_report::digest::content_digest(&copy.bytes)?;
        let docx = self.keep_file(plan.unit, &copy, event).await?;
        let insert = sql!(
            "INSERT INTO plan_issue (plan_id, edition, paper_id, issued_on, reason, recorded_at, docx_id, content_hash, seal_no, event_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9)"
        );
        let now = self.now();
        let values = args![
            plan.id.number(),
            edition.no,
            edition.paper.number(),
            edition.issued_on,
            &edition.reason,
            now,
            docx.number(),
            content_hash,
            event
        ];
        self.run(insert, values).await?;
        Ok(())
    }

    /// The listing of a unit that was opened on a day.
    pub(crate) async fn listing_since(&mut self, unit: Id<Unit>, opened_on: Date) -> Answer<Id<Listing>> {
        let found =
            sql!("SELECT id FROM listing WHERE unit_id = $1 AND opened_on = $2 AND state <> 'annulled'");
        let row = self.maybe(found, args![unit.number(), opened_on]).await?;
        Ok(Id::new(row.ok_or(AppError::Broken(Rule::Field { name: "opened_on" }))?.int("id")?))
    }
}
