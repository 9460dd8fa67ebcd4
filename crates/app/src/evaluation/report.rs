//! Báo cáo tự đánh giá: by the organisation itself, or entered for it from its paper.

use super::{Saying, fits, said_of, signed_by, stage_tag};
use crate::{Answer, AppError, Ctx, Work};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_core::evaluation::{Act, ActKind, Evaluation, Said};
use vunggoc_core::{Date, Id, Version};
use vunggoc_db::{Row, args, sql};

/// An evaluation as the organisation sees it in its list.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct SelfLine {
    /// The evaluation's number.
    pub id: i64,
    /// The unit's name.
    pub unit: String,
    /// Since when.
    pub begun_on: String,
    /// Number of the plan's paper.
    pub plan_number: Option<String>,
    /// begun, reported, appraised, concluded.
    pub stage: String,
}

/// An evaluation as the organisation sees it: what was agreed, and what it reported.
#[derive(Debug, Clone)]
pub struct SelfPage {
    /// The evaluation's number.
    pub id: i64,
    /// The version to name when reporting.
    pub version: i64,
    /// The unit's name.
    pub unit: String,
    /// begun, reported, appraised, concluded.
    pub stage: &'static str,
    /// Number of the plan's paper.
    pub plan_number: Option<String>,
    /// Criteria of exit, as they were agreed.
    pub exits: Vec<String>,
    /// The measures of the valid edition with their due dates.
    pub measures: Vec<(String, Option<Date>)>,
    /// What was reported.
    pub words: Option<String>,
}

/// Reports on oneself: what was done, what was overcome, what is left.
pub async fn report(ctx: &Ctx, id: Id<Evaluation>, seen: Version, saying: &Saying) -> Answer<Id<Evaluation>> {
    fits(&saying.words, "words")?;
    change!(ctx, |work| {
        let evaluation = work.evaluation_for_self(id).await?;
        signed_by(&saying.paper, work.today())?;
        let paper = saying.paper.clone().check()?;
        let kept = work.keep_paper(evaluation.unit, &paper).await?;
        let report = Said { on: paper.signed_on(), paper: kept, words: saying.words.trim().into() };
        let before = evaluation.version;
        let after = evaluation.act(Act::Report(report))?;
        crate::work::at_version(seen, before)?;
        let facts = serde_json::json!({ "paper": kept.number() });
        work.save_evaluation(before, &after, ActKind::Report, facts).await?;
        Ok(id)
    })
}

/// Evaluations of the organisations for which the reader reports.
pub async fn self_list(ctx: &Ctx) -> Answer<Vec<SelfLine>> {
    let mut work = ctx.look().await?;
    let rows = work
        .all(
            sql!(
                "SELECT e.id, e.stage, e.begun_on, u.name AS unit, p.number
                 FROM evaluation e JOIN unit_spell u ON u.unit_id = e.unit_id AND u.from_on <= $3 AND u.until_on > $3
                 LEFT JOIN plan l ON l.listing_id = e.listing_id
                 LEFT JOIN plan_issue i ON i.plan_id = l.id AND i.edition = 1 LEFT JOIN paper p ON p.id = i.paper_id
                 WHERE ($1 = 0 OR EXISTS (SELECT 1 FROM reach r WHERE r.account_id = $1 AND r.action = $2 AND r.unit_id = e.unit_id
                   AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3
                   AND (r.until_on > $3 OR r.until_on = r.last_until_on)))
                 ORDER BY e.id DESC LIMIT 200"
            ),
            args![work.actor().number(), Action::SelfEvaluate.tag(), work.today()],
        )
        .await?;
    let read = |r: &Row| {
        Ok(SelfLine {
            id: r.int("id")?,
            unit: r.text("unit")?,
            begun_on: r.text("begun_on")?,
            plan_number: r.opt_text("number")?,
            stage: r.text("stage")?,
        })
    };
    rows.iter().map(read).collect()
}

/// One evaluation as the organisation sees it.
pub async fn self_page(ctx: &Ctx, id: Id<Evaluation>) -> Answer<SelfPage> {
    let mut work = ctx.look().await?;
    let evaluation = work.evaluation_for_self(id).await?;
    let today = work.today();
    let listing = evaluation.listing.number();
    let measures = sql!(
        "SELECT m.content, m.due_on FROM plan p JOIN plan_measure m ON m.plan_id = p.id AND m.edition = p.last_edition
         WHERE p.listing_id = $1 AND p.last_edition > 0 ORDER BY m.place"
    );
    let measures = work.all(measures, args![listing]).await?;
    Ok(SelfPage {
        id: id.number(),
        version: evaluation.version.0,
        unit: crate::unit::find::name_on(&mut work, evaluation.unit, today).await?,
        stage: stage_tag(&evaluation.stage),
        plan_number: work.plan_number(listing).await?,
        exits: work.exits_of(listing).await?.into_iter().map(|e| e.words).collect(),
        measures: measures
            .iter()
            .map(|r| Ok((r.text("content")?, r.opt_date("due_on")?)))
            .collect::<Answer<_>>()?,
        words: said_of(&evaluation.stage).0.map(|s| s.words.clone()),
    })
}

impl Work {
    /// An evaluation for whoever reports on it: the organisation, or the office that enters its paper.
    async fn evaluation_for_self(&mut self, id: Id<Evaluation>) -> Answer<Evaluation> {
        let evaluation = self.evaluation_unasked(id).await?;
        if self.may(Action::SelfEvaluate, evaluation.unit).await?
            || self.may(Action::Evaluate, evaluation.unit).await?
        {
            return Ok(evaluation);
        }
        Err(AppError::NotFound)
    }

    /// Number and symbol of the plan of a listing, once it is issued.
    pub(crate) async fn plan_number(&mut self, listing: i64) -> Answer<Option<String>> {
        let number = sql!(
            "SELECT p.number FROM plan l JOIN plan_issue i ON i.plan_id = l.id AND i.edition = 1
             JOIN paper p ON p.id = i.paper_id WHERE l.listing_id = $1"
        );
        Ok(self.maybe(number, args![listing]).await?.map(|r| r.text("number")).transpose()?)
    }
}
