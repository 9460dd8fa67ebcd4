//! Nhập theo văn bản: what data cannot decide, entered by a person on the ground of a paper of the competent body.
//!
//! A judgement is never changed: a later paper ("đã được khắc phục") is another judgement.

use super::Broken;
use crate::event::{Entry, NOTHING};
use crate::rules::Rules;
use crate::{Answer, AppError, Ctx, Rule, Work};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_core::paper::Draft;
use vunggoc_core::rulebook::Standing;
use vunggoc_core::screening::{Criterion, Decided, Judged};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id};
use vunggoc_db::{args, sql};

/// A judgement as typed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJudgement {
    /// The unit.
    pub unit: Id<Unit>,
    /// Code of the criterion.
    pub criterion: String,
    /// What the paper says.
    pub judged: Judged,
    /// From which day it counts.
    pub on: Date,
    /// The paper.
    pub paper: Draft,
}

/// A judgement as a line.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct JudgementLine {
    /// Code of the criterion.
    pub criterion: String,
    /// present or resolved.
    pub judged: String,
    /// From which day it counts.
    pub on: String,
    /// Số, ký hiệu.
    pub number: String,
    /// Ngày ký.
    pub signed_on: String,
    /// Cơ quan ban hành.
    pub issuer: String,
}

/// The criteria that a person may enter for a unit on a day.
pub async fn open_to(ctx: &Ctx, unit: Id<Unit>) -> Answer<Vec<&'static Criterion>> {
    let mut work = ctx.look().await?;
    let held = work.unit(unit, Action::Screen).await?;
    by_paper(&held, work.today())
}

fn by_paper(unit: &Unit, on: Date) -> Answer<Vec<&'static Criterion>> {
    let spell = unit.on(on).ok_or(AppError::Broken(Rule::UnitNotThere))?;
    let takes = |c: &&Criterion| {
        c.decided == Decided::Judgement
            && [Standing::Leaf, Standing::Inner]
                .iter()
                .any(|s| c.reach.takes(unit.tree, &spell.level, &spell.kind, *s))
    };
    Ok(Rules::resident()?.criteria.iter().filter(takes).collect())
}

/// Enters what a paper says; the next round takes it up.
pub async fn judge(ctx: &Ctx, new: &NewJudgement) -> Answer<i64> {
    change!(ctx, |work| {
        let unit = work.unit(new.unit, Action::Screen).await?;
        if new.on > work.today() {
            return Err(AppError::Broken(Rule::Screening(Broken::Future)));
        }
        if !by_paper(&unit, new.on)?.iter().any(|c| c.name.code == new.criterion) {
            return Err(AppError::Broken(Rule::Screening(Broken::NotByJudgement)));
        }
        let paper = work.keep_paper(new.unit, &new.paper.clone().check()?).await?;
        let judged = match new.judged {
            Judged::Present => "present",
            Judged::Resolved => "resolved",
        };
        let id: Id<JudgementLine> = work.next_id("judgement").await?;
        let (noun_id, unit) = (id.number(), Some(new.unit));
        let facts = serde_json::json!({
            "criterion": new.criterion, "judged": judged, "on": new.on.to_string(), "paper": paper.number(),
        });
        let entry = Entry { noun: "judgement", noun_id, from: NOTHING, action: "judge", unit, facts };
        let event = work.record(entry).await?;
        let insert = sql!(
            "INSERT INTO judgement (id, unit_id, criterion, judged, judged_on, paper_id, recorded_at, event_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
        );
        let now = work.now();
        let values =
            args![noun_id, new.unit.number(), &new.criterion, judged, new.on, paper.number(), now, event];
        work.run(insert, values).await?;
        Ok(noun_id)
    })
}

/// The judgements on a unit, the newest first.
pub async fn of_unit(ctx: &Ctx, unit: Id<Unit>) -> Answer<Vec<JudgementLine>> {
    let mut work = ctx.look().await?;
    work.leave(Action::ReadRegister, Action::ReadFindings, unit).await?;
    work.judgements_on(unit).await
}

impl Work {
    pub(super) async fn judgements_on(&mut self, unit: Id<Unit>) -> Answer<Vec<JudgementLine>> {
        let rows = self
            .all(
                sql!(
                    "SELECT j.criterion, j.judged, j.judged_on, p.number, p.signed_on, p.issuer
                     FROM judgement j JOIN paper p ON p.id = j.paper_id WHERE j.unit_id = $1
                     ORDER BY j.judged_on DESC, j.id DESC LIMIT 100"
                ),
                args![unit.number()],
            )
            .await?;
        let read = |row: &vunggoc_db::Row| {
            Ok(JudgementLine {
                criterion: row.text("criterion")?,
                judged: row.text("judged")?,
                on: row.text("judged_on")?,
                number: row.text("number")?,
                signed_on: row.text("signed_on")?,
                issuer: row.text("issuer")?,
            })
        };
        rows.iter().map(read).collect()
    }
}
