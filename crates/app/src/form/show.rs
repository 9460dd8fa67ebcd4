//! Một báo cáo biểu.

use crate::{Answer, Ctx};
use serde::Serialize;
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_core::form::{Return, State};

/// An answer as its page shows it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ReturnPage {
    /// Its number.
    pub id: i64,
    /// Its version.
    pub version: i64,
    /// Code of the form.
    pub form: String,
    /// Code of the period.
    pub period: String,
    /// Who answers.
    pub unit_id: i64,
    /// Its name on the last day of the period.
    pub unit: String,
    /// draft, sent, closed or returned.
    pub state: String,
    /// When it was sent.
    pub sent_on: Option<String>,
    /// Number of the signed copy, of a closed one.
    pub copy: Option<String>,
    /// Why it was sent back.
    pub why: Option<String>,
}

/// One answer.
pub async fn show(ctx: &Ctx, id: Id<Return>) -> Answer<ReturnPage> {
    let mut work = ctx.look().await?;
    let (answer, _) = work.answer(id, Action::ReadFigures).await?;
    let unit = crate::unit::find::name_on(&mut work, answer.unit, answer.period.last_on()).await?;
    let (copy, why) = match &answer.state {
        State::Closed { copy, .. } => (Some(copy.clone()), None),
        State::Returned { why, .. } => (None, Some(why.clone())),
        State::Draft | State::Sent { .. } => (None, None),
    };
    Ok(ReturnPage {
        id: id.number(),
        version: answer.version.0,
        form: answer.form.clone(),
        period: answer.period.to_string(),
        unit_id: answer.unit.number(),
        unit,
        state: answer.state.kind().tag().to_owned(),
        sent_on: answer.state.sent_on().map(|d| d.to_string()),
        copy,
        why,
    })
}
