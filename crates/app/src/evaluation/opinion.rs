//! Lấy ý kiến, ghi ý kiến: bodies concerned are asked by one letter, and each answers by its own paper.

use super::{fits, said_of, signed_by};
use crate::screening::reread::Reread;
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Rule, Work};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_core::evaluation::{Act, ActKind, Agreement, Evaluation, Opinion, Reply, Stage};
use vunggoc_core::paper::Draft as PaperDraft;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id, Version, tagged};
use vunggoc_db::{Row, args, sql};

tagged! {
    /// Who entered an opinion.
    pub enum Giver {
        /// The body itself.
        Body = "body",
        /// The office, from the body's paper.
        Office = "office",
    }
}

/// Công văn xin ý kiến.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// The bodies asked.
    pub bodies: Vec<Id<Unit>>,
    /// The letter.
    pub paper: PaperDraft,
    /// Until when to answer.
    pub due_on: Date,
}

/// Ý kiến trả lời.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replying {
    /// The paper of the body.
    pub paper: PaperDraft,
    /// Đồng ý, chưa đồng ý.
    pub agreement: Agreement,
    /// Lý do.
    pub reason: String,
}

/// Asks bodies for their opinions by one letter.
pub async fn ask(ctx: &Ctx, id: Id<Evaluation>, seen: Version, asking: &Asking) -> Answer<Id<Evaluation>> {
    if asking.bodies.is_empty() {
        return Err(AppError::Broken(Rule::Field { name: "bodies" }));
    }
    change!(ctx, |work| {
        let mut evaluation = work.evaluation(id, Action::Evaluate).await?;
        at_version(seen, evaluation.version)?;
        signed_by(&asking.paper, work.today())?;
        let paper = asking.paper.clone().check()?;
        let kept = work.keep_paper(evaluation.unit, &paper).await?;
        for body in &asking.bodies {
            let unit = work.unit_unasked(*body).await.map_err(|_| AppError::Broken(Rule::UnitNotThere))?;
            unit.on(work.today()).ok_or(AppError::Broken(Rule::UnitNotThere))?;
            let opinion = Opinion {
                id: work.next_id("opinion").await?,
                body: *body,
                asked_on: paper.signed_on(),
                asked_by: kept,
                due_on: asking.due_on,
                reply: None,
            };
            let before = evaluation.version;
            evaluation = evaluation.act(Act::Ask(opinion.clone()))?;
            let facts = serde_json::json!({ "opinion": opinion.id.number(), "body": body.number(), "paper": kept.number() });
            let event = work.save_evaluation(before, &evaluation, ActKind::Ask, facts).await?;
            let insert = sql!(
                "INSERT INTO opinion (id, evaluation_id, body_id, asked_on, asked_paper_id, due_on, event_id)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)"
            );
            let values = args![
                opinion.id.number(),
                id.number(),
                body.number(),
                opinion.asked_on,
                kept.number(),
                opinion.due_on,
                event
            ];
            work.run(insert, values).await?;
        }
        Ok(id)
    })
}

/// Gives the opinion of a body: the body itself, or the office that enters its paper.
pub async fn answer(ctx: &Ctx, of: Id<Opinion>, replying: &Replying) -> Answer<Id<Opinion>> {
    fits(&replying.reason, "reason")?;
    change!(ctx, |work| {
        let (evaluation, body) = work.opinion(of).await?;
        let giver = work.giver(&evaluation, body).await?;
        signed_by(&replying.paper, work.today())?;
        let paper = replying.paper.clone().check()?;
        let kept = work.keep_paper(evaluation.unit, &paper).await?;
        let reply = Reply {
            on: paper.signed_on(),
            paper: kept,
            agreement: replying.agreement,
            reason: replying.reason.trim().into(),
        };
        let before = evaluation.version;
        let after = evaluation.act(Act::Answer(of, reply.clone()))?;
        let facts = serde_json::json!({ "opinion": of.number(), "agreement": reply.agreement.tag(), "paper": kept.number(), "by": giver.tag() });
        let event = work.save_evaluation(before, &after, ActKind::Answer, facts).await?;
        let update = sql!(
            "UPDATE opinion SET answered_on = $2, answer_paper_id = $3, agreement = $4, reason = $5, entered_by = $6, event_id = $7
             WHERE id = $1 AND answered_on IS NULL"
        );
        let values = args![
            of.number(),
            reply.on,
            kept.number(),
            reply.agreement.tag(),
            &reply.reason,
            giver.tag(),
            event
        ];
        work.tx.run_one(update, values).await?;
        Ok(of)
    })
}

/// Bodies that may be asked: agencies, steering bodies and their like that exist today.
pub async fn bodies(ctx: &Ctx, id: Id<Evaluation>) -> Answer<Vec<(i64, String)>> {
    let mut work = ctx.look().await?;
    let evaluation = work.evaluation(id, Action::Evaluate).await?;
    let rows = work
        .all(
            sql!(
                "WITH above AS (SELECT p.ancestor_id AS id FROM unit_path p WHERE p.descendant_id = $3 AND p.from_on <= $1 AND p.until_on > $1),
                 near AS (SELECT l.other_id AS id FROM above a JOIN unit_link l ON l.unit_id = a.id
                   UNION SELECT l.unit_id FROM above a JOIN unit_link l ON l.other_id = a.id
                   UNION SELECT r.unit_id FROM unit_spell r WHERE r.parent_id IS NULL)
                 SELECT s.unit_id, s.name FROM near n JOIN unit_spell s ON s.unit_id = n.id
                 JOIN unit u ON u.id = s.unit_id AND u.annulled_at IS NULL
                 WHERE s.tree IN ('state', 'body') AND s.from_on <= $1 AND s.until_on > $1
                 AND NOT EXISTS (SELECT 1 FROM opinion o WHERE o.evaluation_id = $2 AND o.body_id = s.unit_id)
                 ORDER BY s.name_sort, s.unit_id LIMIT 200"
            ),
            args![work.today(), id.number(), evaluation.unit.number()],
        )
        .await?;
    rows.iter().map(|r| Ok((r.int("unit_id")?, r.text("name")?))).collect()
}

/// A file on which an opinion is asked, as a line.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct DeskLine {
    /// The opinion's number.
    pub id: i64,
    /// The body that is asked.
    pub body: String,
    /// The unit under evaluation.
    pub unit: String,
    /// Number of the letter.
    pub number: String,
    /// When it was asked.
    pub asked_on: String,
    /// Until when to answer.
    pub due_on: String,
    /// When it was answered.
    pub answered_on: Option<String>,
    /// agrees or disagrees.
    pub agreement: Option<String>,
}

/// The file on which an opinion is asked: everything that the body needs, and nothing else of anybody.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The line of it.
    pub line: DeskLine,
    /// Nội dung cần củng cố.
    pub reasons: String,
    /// Number of the plan's paper.
    pub plan_number: Option<String>,
    /// What was agreed for each criterion of exit, and what it says today.
    pub exits: Vec<(String, Reread)>,
    /// Báo cáo tự đánh giá.
    pub self_report: Option<String>,
    /// Lý do.
    pub reason: Option<String>,
    /// Whether it can still be answered.
    pub stage: Answerable,
}

/// Whether an opinion can still be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answerable {
    /// It can.
    Open,
    /// It was given, or the evaluation is concluded.
    Closed,
}

/// Opinions that the reader's bodies were asked for, the open ones first.
pub async fn desk(ctx: &Ctx) -> Answer<Vec<DeskLine>> {
    let mut work = ctx.look().await?;
    let rows = work
        .all(
            sql!(
                "SELECT o.id, b.name AS body, u.name AS unit, p.number, o.asked_on, o.due_on, o.answered_on, o.agreement
                 FROM opinion o JOIN evaluation e ON e.id = o.evaluation_id JOIN paper p ON p.id = o.asked_paper_id
                 JOIN unit_spell b ON b.unit_id = o.body_id AND b.from_on <= $3 AND b.until_on > $3
                 JOIN unit_spell u ON u.unit_id = e.unit_id AND u.from_on <= $3 AND u.until_on > $3
                 WHERE ($1 = 0 OR EXISTS (SELECT 1 FROM reach r WHERE r.account_id = $1 AND r.action = $2 AND r.unit_id = o.body_id
                   AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3
                   AND (r.until_on > $3 OR r.until_on = r.last_until_on)))
                 ORDER BY CASE WHEN o.answered_on IS NULL THEN 0 ELSE 1 END, o.due_on, o.id LIMIT 500"
            ),
            args![work.actor().number(), Action::GiveOpinion.tag(), work.today()],
        )
        .await?;
    rows.iter().map(read_desk).collect()
}

fn read_desk(row: &Row) -> Answer<DeskLine> {
    Ok(DeskLine {
        id: row.int("id")?,
        body: row.text("body")?,
        unit: row.text("unit")?,
        number: row.text("number")?,
        asked_on: row.text("asked_on")?,
        due_on: row.text("due_on")?,
        answered_on: row.opt_text("answered_on")?,
        agreement: row.opt_text("agreement")?,
    })
}

/// One file, for whoever gives the opinion on it.
pub async fn desk_page(ctx: &Ctx, of: Id<Opinion>) -> Answer<Desk> {
    let mut work = ctx.look().await?;
    let (evaluation, body) = work.opinion(of).await?;
    work.giver(&evaluation, body).await?;
    let today = work.today();
    let head = sql!(
        "SELECT p.number, o.asked_on, o.due_on, o.answered_on, o.agreement, o.reason, l.reasons
         FROM opinion o JOIN paper p ON p.id = o.asked_paper_id JOIN evaluation e ON e.id = o.evaluation_id
         JOIN listing l ON l.id = e.listing_id WHERE o.id = $1"
    );
    let row = work.one(head, args![of.number()]).await?;
    let listing = evaluation.listing.number();
    let exits = work.exits_of(listing).await?;
    let codes: Vec<String> = exits.iter().map(|e| e.criterion.clone()).collect();
    let reread = work.reread(evaluation.unit, &codes, today).await?;
    let answered_on = row.opt_text("answered_on")?;
    let ended = answered_on.is_some() || matches!(evaluation.stage, Stage::Concluded { .. });
    Ok(Desk {
        line: DeskLine {
            id: of.number(),
            body: crate::unit::find::name_on(&mut work, body, today).await?,
            unit: crate::unit::find::name_on(&mut work, evaluation.unit, today).await?,
            number: row.text("number")?,
            asked_on: row.text("asked_on")?,
            due_on: row.text("due_on")?,
            answered_on,
            agreement: row.opt_text("agreement")?,
        },
        reasons: row.text("reasons")?,
        plan_number: work.plan_number(listing).await?,
        exits: exits.into_iter().map(|e| e.words).zip(reread).collect(),
        self_report: said_of(&evaluation.stage).0.map(|s| s.words.clone()),
        reason: row.opt_text("reason")?,
        stage: if ended { Answerable::Closed } else { Answerable::Open },
    })
}

impl Work {
    /// The evaluation of an opinion, and the body that is asked; no leave is asked for here.
    async fn opinion(&mut self, of: Id<Opinion>) -> Answer<(Evaluation, Id<Unit>)> {
        let head = sql!("SELECT evaluation_id, body_id FROM opinion WHERE id = $1");
        let row = self.maybe(head, args![of.number()]).await?.ok_or(AppError::NotFound)?;
        let evaluation = self.evaluation_unasked(Id::new(row.int("evaluation_id")?)).await?;
        Ok((evaluation, Id::new(row.int("body_id")?)))
    }

    /// Who gives an opinion: the body itself, or the office that evaluates; not found for anybody else.
    async fn giver(&mut self, evaluation: &Evaluation, body: Id<Unit>) -> Answer<Giver> {
        if self.may(Action::Evaluate, evaluation.unit).await? {
            return Ok(Giver::Office);
        }
        if self.may(Action::GiveOpinion, body).await? {
            return Ok(Giver::Body);
        }
        Err(AppError::NotFound)
    }
}
