//! Soạn thảo, trình, trả lại, hội nghị kết luận, bỏ nội dung điều chỉnh.

use super::content::check;
use crate::paper::DecisionDraft;
use crate::rules::Rules;
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Rule};
use vunggoc_core::access::Action;
use vunggoc_core::plan::{Act, ActKind, Content, Plan};
use vunggoc_core::{Date, Id, Version};
use vunggoc_db::{args, sql};

/// The most letters of remarks.
const REMARKS_LIMIT: usize = 8_000;

/// Writes the draft, what the meeting asked for, or the text of an amendment.
///
/// The later of two writers is refused as stale and loses nothing that he typed.
pub async fn write(
    ctx: &Ctx,
    id: Id<Plan>,
    seen: Version,
    content: Content,
    rules: &Rules,
) -> Answer<Id<Plan>> {
    change!(ctx, |work| {
        let plan = work.plan(id, Action::WritePlans).await?;
        at_version(seen, plan.version)?;
        check(&content, plan.kind, rules)?;
        for measure in &content.measures {
            if let Some(lead) = measure.lead {
                let unit = work.unit_unasked(lead).await.map_err(|_| AppError::Broken(Rule::UnitNotThere))?;
                unit.on(work.today()).ok_or(AppError::Broken(Rule::UnitNotThere))?;
            }
        }
        let facts = serde_json::json!({ "measures": content.measures.len(), "exits": content.exits.len() });
        let after = plan.act(Act::Write(content.clone()))?;
        work.save_plan(seen, &after, ActKind::Write, facts).await?;
        Ok(id)
    })
}

/// Lays a complete draft before the meeting.
pub async fn submit(ctx: &Ctx, id: Id<Plan>, seen: Version, on: Date) -> Answer<Id<Plan>> {
    change!(ctx, |work| {
        let plan = work.plan(id, Action::WritePlans).await?;
        at_version(seen, plan.version)?;
        if on > work.today() {
            return Err(AppError::Broken(Rule::Field { name: "on" }));
        }
        let after = plan.act(Act::Submit { on })?;
        let facts = serde_json::json!({ "on": on.to_string() });
        work.save_plan(seen, &after, ActKind::Submit, facts).await?;
        Ok(id)
    })
}

/// The meeting did not conclude: back to the draft, with what it asked for.
pub async fn send_back(ctx: &Ctx, id: Id<Plan>, seen: Version, remarks: &str) -> Answer<Id<Plan>> {
    let n = remarks.chars().count();
    if remarks.trim().is_empty() || n > REMARKS_LIMIT {
        return Err(AppError::Broken(Rule::Field { name: "remarks" }));
    }
    change!(ctx, |work| {
        let plan = work.plan(id, Action::RecordDecision).await?;
        at_version(seen, plan.version)?;
        let after = plan.act(Act::SendBack)?;
        work.save_plan(seen, &after, ActKind::SendBack, serde_json::json!({})).await?;
        let keep = sql!("UPDATE plan SET remarks = $2 WHERE id = $1");
        work.run(keep, args![id.number(), remarks.trim()]).await?;
        Ok(id)
    })
}

/// Records what the meeting concluded: the decision with its votes, and the remarks to be worked in.
pub async fn conclude(
    ctx: &Ctx,
    id: Id<Plan>,
    seen: Version,
    on: Date,
    remarks: &str,
    decision: DecisionDraft,
) -> Answer<Id<Plan>> {
    if remarks.chars().count() > REMARKS_LIMIT {
        return Err(AppError::Broken(Rule::Field { name: "remarks" }));
    }
    change!(ctx, |work| {
        let plan = work.plan(id, Action::RecordDecision).await?;
        at_version(seen, plan.version)?;
        if on > work.today() {
            return Err(AppError::Broken(Rule::Field { name: "on" }));
        }
        let recorded = work.keep_decision(plan.unit, decision.clone()).await?;
        let facts = serde_json::json!({ "on": on.to_string(), "decision": recorded.number() });
        let after = plan.act(Act::Conclude { on, decision: recorded, remarks: remarks.trim().into() })?;
        work.save_plan(seen, &after, ActKind::Conclude, facts).await?;
        Ok(id)
    })
}

/// Drops the text of an amendment; the plan stays as it was issued.
pub async fn drop_amendment(ctx: &Ctx, id: Id<Plan>, seen: Version) -> Answer<Id<Plan>> {
    change!(ctx, |work| {
        let plan = work.plan(id, Action::WritePlans).await?;
        at_version(seen, plan.version)?;
        let after = plan.act(Act::Drop)?;
        work.save_plan(seen, &after, ActKind::Drop, serde_json::json!({})).await?;
        Ok(id)
    })
}
