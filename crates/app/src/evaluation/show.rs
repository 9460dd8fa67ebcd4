//! Một đợt đánh giá: each step with its paper, the opinions, and the criteria of exit beside what was agreed.

use super::{said_of, stage_tag};
use crate::listing::show::Decided;
use crate::screening::reread::Reread;
use crate::{Answer, AppError, Ctx, Work};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_core::evaluation::{ActKind, Evaluation, Said, Stage};
use vunggoc_core::screening::Remedy;
use vunggoc_core::{Date, Id};
use vunggoc_db::{Row, args, sql};

/// An evaluation as its page shows it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Page {
    /// Its number.
    pub id: i64,
    /// The version to name when changing it.
    pub version: i64,
    /// The listing.
    pub listing_id: i64,
    /// The listing's version.
    pub listing_version: i64,
    /// The unit's number.
    pub unit_id: i64,
    /// The unit's name today.
    pub unit: String,
    /// Nội dung cần củng cố.
    pub reasons: String,
    /// begun, reported, appraised, concluded.
    pub stage: String,
    /// Since when.
    pub begun_on: String,
    /// The plan, if there is one.
    pub plan_id: Option<i64>,
    /// Number of its paper.
    pub plan_number: Option<String>,
    /// Báo cáo tự đánh giá.
    pub report: Option<SaidLine>,
    /// Ý kiến các cơ quan.
    pub opinions: Vec<OpinionLine>,
    /// Thẩm định.
    pub appraisal: Option<SaidLine>,
    /// The criteria of exit: on the newest figures, or as they were kept with the conclusion.
    pub exits: Vec<ExitResult>,
    /// Kết luận.
    pub conclusion: Option<Concluded>,
    /// What the reader may do now.
    pub open_to: Vec<String>,
    /// What may be done to the listing by a conclusion.
    pub ways: Vec<String>,
}

impl Page {
    /// Whether the reader may take a step now: `report`, `ask`, `appraise`, `conclude`.
    pub fn is_open_to(&self, step: &str) -> bool {
        self.open_to.iter().any(|open| open == step)
    }
}

/// A report or an appraisal as a line.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct SaidLine {
    /// The day of its paper.
    pub on: String,
    /// Its number.
    pub number: String,
    /// Its issuer.
    pub issuer: String,
    /// The words.
    pub words: String,
}

/// An opinion as a line.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct OpinionLine {
    /// Its number.
    pub id: i64,
    /// The body.
    pub body: String,
    /// Number of the letter that asked.
    pub asked_number: String,
    /// When.
    pub asked_on: String,
    /// Until when to answer.
    pub due_on: String,
    /// Days past that day without an answer.
    pub n_days_over: Option<i64>,
    /// Number of its paper.
    pub number: Option<String>,
    /// Its day.
    pub answered_on: Option<String>,
    /// agrees or disagrees.
    pub agreement: Option<String>,
    /// Lý do.
    pub reason: Option<String>,
    /// body or office.
    pub entered_by: Option<String>,
}

/// A criterion of exit: what was agreed, and what it says.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ExitResult {
    /// Code of the criterion.
    pub criterion: String,
    /// What was agreed.
    pub words: String,
    /// remedied, persists, unknown.
    pub remedy: String,
    /// What it says, in Vietnamese.
    pub says_vi: String,
    /// What it says, in English.
    pub says_en: String,
}

/// A conclusion with its decision.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Concluded {
    /// The day of effect.
    pub on: String,
    /// remove, hand-down, hand-up, prolong.
    pub way: String,
    /// Why against the criteria.
    pub despite: String,
    /// Why without opinions.
    pub without_opinions: String,
    /// The decision.
    pub decision: Decided,
    /// Until when it is watched, after a removal.
    pub watch_until: Option<String>,
}

/// Shows an evaluation.
pub async fn show(ctx: &Ctx, id: Id<Evaluation>) -> Answer<Page> {
    let mut work = ctx.look().await?;
    let evaluation = work.evaluation(id, Action::ReadPlans).await?;
    let today = work.today();
    let listing = work.listing(evaluation.listing, Action::ReadPlans).await?;
    let (report, appraisal) = said_of(&evaluation.stage);
    let mut open_to = Vec::new();
    for act in evaluation.open_to() {
        let action = if *act == ActKind::Conclude { Action::RecordDecision } else { Action::Evaluate };
        if work.may(action, evaluation.unit).await? {
            open_to.push(act.tag().to_owned());
        }
    }
    let ways = vunggoc_core::evaluation::WAYS.iter().filter(|w| listing.open_to().contains(w));
    Ok(Page {
        id: id.number(),
        version: evaluation.version.0,
        listing_id: evaluation.listing.number(),
        listing_version: listing.version.0,
        unit_id: evaluation.unit.number(),
        unit: crate::unit::find::name_on(&mut work, evaluation.unit, today).await?,
        reasons: listing.proposal.reasons.clone(),
        stage: stage_tag(&evaluation.stage).into(),
        begun_on: evaluation.begun_on.to_string(),
        plan_id: work.plan_of(evaluation.listing.number()).await?.map(Id::number),
        plan_number: work.plan_number(evaluation.listing.number()).await?,
        report: work.said_line(report).await?,
        opinions: work.opinion_lines(id, today).await?,
        appraisal: work.said_line(appraisal).await?,
        exits: work.exit_results(&evaluation, today).await?,
        conclusion: work.concluded(&evaluation).await?,
        open_to,
        ways: ways.map(|w| w.tag().to_owned()).collect(),
    })
}

impl Work {
    async fn said_line(&mut self, said: Option<&Said>) -> Answer<Option<SaidLine>> {
        let Some(said) = said else { return Ok(None) };
        let paper = sql!("SELECT number, issuer FROM paper WHERE id = $1");
        let row = self.one(paper, args![said.paper.number()]).await?;
        Ok(Some(SaidLine {
            on: said.on.to_string(),
            number: row.text("number")?,
            issuer: row.text("issuer")?,
            words: said.words.clone(),
        }))
    }

    pub(crate) async fn opinion_lines(
        &mut self,
        id: Id<Evaluation>,
        today: Date,
    ) -> Answer<Vec<OpinionLine>> {
        let rows = self
            .all(
                sql!(
                    "SELECT o.id, o.body_id, o.asked_on, o.due_on, o.answered_on, o.agreement, o.reason, o.entered_by,
                       a.number AS asked_number, p.number
                     FROM opinion o JOIN paper a ON a.id = o.asked_paper_id LEFT JOIN paper p ON p.id = o.answer_paper_id
                     WHERE o.evaluation_id = $1 ORDER BY o.id"
                ),
                args![id.number()],
            )
            .await?;
        let mut lines = Vec::new();
        for row in &rows {
            let answered_on = row.opt_text("answered_on")?;
            let over = i64::from((today - row.date("due_on")?).get_days());
            lines.push(OpinionLine {
                id: row.int("id")?,
                body: crate::unit::find::name_on(self, Id::new(row.int("body_id")?), today).await?,
                asked_number: row.text("asked_number")?,
                asked_on: row.text("asked_on")?,
                due_on: row.text("due_on")?,
                n_days_over: (answered_on.is_none() && over > 0).then_some(over),
                number: row.opt_text("number")?,
                answered_on,
                agreement: row.opt_text("agreement")?,
                reason: row.opt_text("reason")?,
                entered_by: row.opt_text("entered_by")?,
            });
        }
        Ok(lines)
    }

    /// The criteria of exit: as they were kept with the conclusion, else on the newest figures.
    pub(crate) async fn exit_results(&mut self, of: &Evaluation, today: Date) -> Answer<Vec<ExitResult>> {
        if let Stage::Concluded { .. } = of.stage {
            let kept = sql!(
                "SELECT criterion, words, remedy, says_vi, says_en FROM exit_result WHERE evaluation_id = $1 ORDER BY no"
            );
            let rows = self.all(kept, args![of.id.number()]).await?;
            return rows.iter().map(read_result).collect();
        }
        let exits = self.exits_of(of.listing.number()).await?;
        let codes: Vec<String> = exits.iter().map(|e| e.criterion.clone()).collect();
        let reread = self.reread(of.unit, &codes, today).await?;
        Ok(exits.into_iter().map(|e| e.words).zip(reread).map(|(words, said)| result(words, said)).collect())
    }

    async fn concluded(&mut self, of: &Evaluation) -> Answer<Option<Concluded>> {
        let Stage::Concluded { conclusion, .. } = &of.stage else { return Ok(None) };
        let watch = sql!("SELECT until_on FROM watch WHERE listing_id = $1");
        let watch = self.maybe(watch, args![of.listing.number()]).await?;
        Ok(Some(Concluded {
            on: conclusion.on.to_string(),
            way: conclusion.way.tag().into(),
            despite: conclusion.despite.clone(),
            without_opinions: conclusion.without_opinions.clone(),
            decision: self.decided(conclusion.decision.number()).await?,
            watch_until: watch.map(|r| r.text("until_on")).transpose()?,
        }))
    }
}

fn read_result(row: &Row) -> Answer<ExitResult> {
    let remedy = row.text("remedy")?;
    Remedy::from_tag(&remedy).ok_or_else(|| AppError::fault(format!("remedy: {remedy}")))?;
    Ok(ExitResult {
        criterion: row.text("criterion")?,
        words: row.text("words")?,
        remedy,
        says_vi: row.text("says_vi")?,
        says_en: row.text("says_en")?,
    })
}

/// What was agreed beside what the criterion says.
pub(crate) fn result(words: String, said: Reread) -> ExitResult {
    ExitResult {
        criterion: said.criterion,
        words,
        remedy: said.remedy.tag().into(),
        says_vi: said.says_vi,
        says_en: said.says_en,
    }
}
