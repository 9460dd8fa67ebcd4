//! Đánh giá kết quả củng cố: the use cases from the self-evaluation to the watch after removal.
//!
//! [`begin`](mod@begin), [`report`], [`opinion`] (asking and answering), [`appraise`], [`conclude`](mod@conclude),
//! [`show`](mod@show), [`list`](mod@list), [`watch`]. An evaluation lies in the scope of the unit listed. The organisation
//! itself sees what it is to report on and what it reported; a supporting body sees only the file on which its opinion was
//! asked. What the criteria of exit say is computed on the day on which one looks, and kept on the day of the conclusion.

mod appraise;
mod begin;
mod conclude;
mod list;
mod load;
mod opinion;
mod overcome;
mod report;
mod show;
mod watch;

pub use appraise::appraise;
pub use begin::begin;
pub use conclude::{Wish, conclude};
pub use list::{Line, list, of_listing};
pub use load::{PastEvaluation, PastOpinion, PastResult, PastWatch, load};
pub use opinion::{
    Answerable, Asking, Desk, DeskLine, Giver, Replying, answer, ask, bodies, desk, desk_page,
};
pub use overcome::{OvercomeLine, SolutionCount, overcome};
pub use report::{SelfLine, SelfPage, report, self_list, self_page};
pub use show::{Concluded, ExitResult, OpinionLine, Page, SaidLine, show};
pub use watch::{Note, WatchLine, WatchPage, note, watch_page, watches};

use crate::event::{Entry, EventId};
use crate::paper::DecisionDraft;
use crate::{Answer, AppError, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::evaluation::{ActKind, Agreement, Conclusion, Evaluation, Opinion, Reply, Said, Stage};
use vunggoc_core::listing::ActKind as ListingAct;
use vunggoc_core::paper::Draft as PaperDraft;
use vunggoc_core::{Date, Id, Version};
use vunggoc_db::{Row, args, sql};

/// The most letters of a report, an appraisal, a reason.
pub(crate) const WORDS_LIMIT: usize = 20_000;

/// What was said in writing, as typed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying {
    /// The paper.
    pub paper: PaperDraft,
    /// The words.
    pub words: String,
}

/// Refuses a text that is too long.
pub(crate) fn fits(words: &str, name: &'static str) -> Answer<()> {
    if words.chars().count() > WORDS_LIMIT { Err(AppError::Broken(Rule::Field { name })) } else { Ok(()) }
}

impl Work {
    /// An evaluation, looked up for an action on its unit.
    pub(crate) async fn evaluation(&mut self, id: Id<Evaluation>, action: Action) -> Answer<Evaluation> {
        let evaluation = self.evaluation_unasked(id).await?;
        self.leave(Action::ReadPlans, action, evaluation.unit).await?;
        Ok(evaluation)
    }

    /// An evaluation; the caller asks for leave on what he reads it for.
    pub(crate) async fn evaluation_unasked(&mut self, id: Id<Evaluation>) -> Answer<Evaluation> {
        let head = sql!(
            "SELECT e.id, e.listing_id, e.unit_id, e.stage, e.begun_on, e.reported_on, e.report_paper_id, e.report_words,
               e.appraised_on, e.appraisal_paper_id, e.appraisal_words, e.version,
               c.concluded_on, c.way, c.decision_id, c.despite, c.without_opinions
             FROM evaluation e LEFT JOIN evaluation_close c ON c.evaluation_id = e.id WHERE e.id = $1"
        );
        let row = self.maybe(head, args![id.number()]).await?.ok_or(AppError::NotFound)?;
        let opinions = sql!(
            "SELECT id, body_id, asked_on, asked_paper_id, due_on, answered_on, answer_paper_id, agreement, reason
             FROM opinion WHERE evaluation_id = $1 ORDER BY id"
        );
        let opinions = self.all(opinions, args![id.number()]).await?;
        read_evaluation(&row, opinions.iter().map(read_opinion).collect::<Answer<_>>()?)
    }

    /// Saves an evaluation as an act left it, with its event; the rows of the act carry that event.
    pub(crate) async fn save_evaluation(
        &mut self,
        seen: Version,
        after: &Evaluation,
        act: ActKind,
        facts: serde_json::Value,
    ) -> Answer<EventId> {
        let (noun_id, unit) = (after.id.number(), Some(after.unit));
        let entry = Entry { noun: "evaluation", noun_id, from: seen, action: act.tag(), unit, facts };
        let event = self.record(entry).await?;
        let (report, appraisal) = said_of(&after.stage);
        let update = sql!(
            "UPDATE evaluation SET stage = $2, reported_on = $3, report_paper_id = $4, report_words = $5, appraised_on = $6,
               appraisal_paper_id = $7, appraisal_words = $8, version = $9, event_id = $10 WHERE id = $1 AND version = $11"
        );
        let values = args![
            noun_id,
            stage_tag(&after.stage),
            report.map(|s| s.on),
            report.map(|s| s.paper.number()),
            report.map(|s| s.words.clone()),
            appraisal.map(|s| s.on),
            appraisal.map(|s| s.paper.number()),
            appraisal.map(|s| s.words.clone()),
            after.version.0,
            event,
            seen.0
        ];
        self.tx.run_one(update, values).await?;
        Ok(event)
    }

    /// The criteria of exit that are agreed for a listing: of the valid edition of its plan.
    pub(crate) async fn exits_of(&mut self, listing: i64) -> Answer<Vec<vunggoc_core::plan::Exit>> {
        let agreed = sql!(
            "SELECT x.no, x.criterion, x.words FROM plan p JOIN plan_exit x ON x.plan_id = p.id AND x.edition = p.last_edition
             WHERE p.listing_id = $1 AND p.last_edition > 0 ORDER BY x.no"
        );
        let rows = self.all(agreed, args![listing]).await?;
        let read = |r: &Row| {
            Ok(vunggoc_core::plan::Exit {
                no: r.int("no")?,
                criterion: r.text("criterion")?,
                words: r.text("words")?,
            })
        };
        rows.iter().map(read).collect()
    }
}

/// The tag under which a stage is stored.
pub(crate) const fn stage_tag(stage: &Stage) -> &'static str {
    match stage {
        Stage::Begun => "begun",
        Stage::Reported { .. } => "reported",
        Stage::Appraised { .. } => "appraised",
        Stage::Concluded { .. } => "concluded",
    }
}

/// Self-evaluation and appraisal, as far as they are there.
pub(crate) const fn said_of(stage: &Stage) -> (Option<&Said>, Option<&Said>) {
    match stage {
        Stage::Begun => (None, None),
        Stage::Reported { report } => (Some(report), None),
        Stage::Appraised { report, appraisal } | Stage::Concluded { report, appraisal, .. } => {
            (Some(report), Some(appraisal))
        }
    }
}

fn read_said(row: &Row, [on, paper, words]: [&str; 3]) -> Answer<Option<Said>> {
    match (row.opt_date(on)?, row.opt_int(paper)?) {
        (Some(on), Some(paper)) => {
            Ok(Some(Said { on, paper: Id::new(paper), words: row.opt_text(words)?.unwrap_or_default() }))
        }
        _ => Ok(None),
    }
}

fn read_evaluation(row: &Row, opinions: Vec<Opinion>) -> Answer<Evaluation> {
    let report = read_said(row, ["reported_on", "report_paper_id", "report_words"])?;
    let appraisal = read_said(row, ["appraised_on", "appraisal_paper_id", "appraisal_words"])?;
    let tag = row.text("stage")?;
    let stage = match (tag.as_str(), report, appraisal) {
        ("begun", ..) => Stage::Begun,
        ("reported", Some(report), _) => Stage::Reported { report },
        ("appraised", Some(report), Some(appraisal)) => Stage::Appraised { report, appraisal },
        ("concluded", Some(report), Some(appraisal)) => {
            Stage::Concluded { report, appraisal, conclusion: read_conclusion(row)? }
        }
        (other, ..) => return Err(AppError::fault(format!("stage of an evaluation: {other}"))),
    };
    Ok(Evaluation {
        id: Id::new(row.int("id")?),
        listing: Id::new(row.int("listing_id")?),
        unit: Id::new(row.int("unit_id")?),
        version: Version(row.int("version")?),
        begun_on: row.date("begun_on")?,
        opinions,
        stage,
    })
}

fn read_conclusion(row: &Row) -> Answer<Conclusion> {
    let (Some(on), Some(decision)) = (row.opt_date("concluded_on")?, row.opt_int("decision_id")?) else {
        return Err(AppError::fault("an evaluation without its conclusion"));
    };
    let way = row.opt_text("way")?.as_deref().and_then(ListingAct::from_tag);
    Ok(Conclusion {
        on,
        way: way.ok_or_else(|| AppError::fault("way of a conclusion"))?,
        decision: Id::new(decision),
        despite: row.opt_text("despite")?.unwrap_or_default(),
        without_opinions: row.opt_text("without_opinions")?.unwrap_or_default(),
    })
}

fn read_opinion(row: &Row) -> Answer<Opinion> {
    let reply = match (row.opt_date("answered_on")?, row.opt_int("answer_paper_id")?) {
        (Some(on), Some(paper)) => {
            let agreement = row.opt_text("agreement")?.as_deref().and_then(Agreement::from_tag);
            Some(Reply {
                on,
                paper: Id::new(paper),
                agreement: agreement.ok_or_else(|| AppError::fault("agreement of an opinion"))?,
                reason: row.opt_text("reason")?.unwrap_or_default(),
            })
        }
        _ => None,
    };
    Ok(Opinion {
        id: Id::new(row.int("id")?),
        body: Id::new(row.int("body_id")?),
        asked_on: row.date("asked_on")?,
        asked_by: Id::new(row.int("asked_paper_id")?),
        due_on: row.date("due_on")?,
        reply,
    })
}

/// A paper that must not be of the future.
pub(crate) fn signed_by(paper: &PaperDraft, today: Date) -> Answer<()> {
    match paper.signed_on {
        Some(on) if on > today => Err(AppError::Broken(Rule::Field { name: "paper_on" })),
        _ => Ok(()),
    }
}

/// A decision that must not be of the future.
pub(crate) fn decided_by(decision: &DecisionDraft, today: Date) -> Answer<()> {
    if decision.decided_on > today {
        return Err(AppError::Broken(Rule::Field { name: "decided_on" }));
    }
    signed_by(&decision.paper, today)
}
