//! Thẩm định: what the standing body says of the result.

use super::{Saying, fits, signed_by};
use crate::work::at_version;
use crate::{Answer, Ctx};
use vunggoc_core::access::Action;
use vunggoc_core::evaluation::{Act, ActKind, Evaluation, Said};
use vunggoc_core::{Id, Version};

/// Keeps the appraisal; after it opinions still come in, but no further body is asked.
pub async fn appraise(
    ctx: &Ctx,
    id: Id<Evaluation>,
    seen: Version,
    saying: &Saying,
) -> Answer<Id<Evaluation>> {
    fits(&saying.words, "words")?;
    change!(ctx, |work| {
        let evaluation = work.evaluation(id, Action::Evaluate).await?;
        at_version(seen, evaluation.version)?;
        signed_by(&saying.paper, work.today())?;
        let paper = saying.paper.clone().check()?;
        let kept = work.keep_paper(evaluation.unit, &paper).await?;
        let appraisal = Said { on: paper.signed_on(), paper: kept, words: saying.words.trim().into() };
        let after = evaluation.act(Act::Appraise(appraisal))?;
        let facts = serde_json::json!({ "paper": kept.number() });
        work.save_evaluation(seen, &after, ActKind::Appraise, facts).await?;
        Ok(id)
    })
}
