//! Ban hành, điều chỉnh: the text is locked with its copy, its hash and its paper, and its measures become tasks.

use super::docx::file;
use super::said;
use crate::event::seal_all;
use crate::file::{FILE_LIMIT, File, hash};
use crate::report::Issued;
use crate::rules::Rules;
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::paper::{Draft as PaperDraft, Paper};
use vunggoc_core::plan::{Act, ActKind, Edition, Plan};
use vunggoc_core::{Id, Version};
use vunggoc_db::{args, sql};

/// The paper by which a text became valid, and its signed file where it is kept here.
#[derive(Debug, Clone)]
pub struct Publication {
    /// Số, ký hiệu, ngày, cơ quan, người ký, nơi lưu.
    pub paper: PaperDraft,
    /// The signed file (PDF or DOCX); where there is none, the paper says where it lies.
    pub signed: Option<File>,
}

/// Issues a plan: locks exactly what was drawn; a second time is refused.
pub async fn issue(
    ctx: &Ctx,
    id: Id<Plan>,
    seen: Version,
    rules: &Rules,
    publication: &Publication,
) -> Answer<Id<Plan>> {
    publish(ctx, id, seen, rules, publication, None).await
}

/// Amends an issued plan by the text that was written beside it; the tasks follow.
pub async fn amend(
    ctx: &Ctx,
    id: Id<Plan>,
    seen: Version,
    rules: &Rules,
    publication: &Publication,
    reason: &str,
) -> Answer<Id<Plan>> {
    if reason.chars().count() > 4_000 {
        return Err(AppError::Broken(Rule::Field { name: "reason" }));
    }
    publish(ctx, id, seen, rules, publication, Some(reason.trim())).await
}

/// A file that is what it says: PDF or DOCX, and not too large.
fn check_file(file: &File) -> Answer<()> {
    let known = file.bytes.starts_with(b"%PDF-") || file.bytes.starts_with(b"PK\x03\x04");
    if !known {
        return Err(said("plan-file-type"));
    }
    if file.bytes.len() > FILE_LIMIT {
        return Err(said("plan-file-size"));
    }
    Ok(())
}

fn check_publication(publication: &Publication) -> Answer<Paper> {
    let paper = publication.paper.clone().check()?;
    if paper.secrecy().is_state_secret() {
        return Err(said("plan-secret"));
    }
    match &publication.signed {
        Some(file) => check_file(file)?,
        None if paper.kept_at().is_empty() => return Err(said("plan-signed-nowhere")),
        None => {}
    }
    Ok(paper)
}

async fn publish(
    ctx: &Ctx,
    id: Id<Plan>,
    seen: Version,
    rules: &Rules,
    publication: &Publication,
    reason: Option<&str>,
) -> Answer<Id<Plan>> {
    {
        // Leave is asked for before the log is sealed, so that a stranger causes nothing.
        let mut work = ctx.look().await?;
        work.plan(id, Action::RecordDecision).await?;
    }
    let paper = check_publication(publication)?;
    seal_all(ctx.app(), ctx.request().clone()).await?;
    change!(ctx, |work| {
        let plan = work.plan(id, Action::RecordDecision).await?;
        let on = paper.signed_on();
        if on > work.today() {
            return Err(AppError::Broken(Rule::Field { name: "paper_on" }));
        }
        let content = plan.content().cloned().unwrap_or_default();
        let before = plan.edition().map(|e| e.content.clone());
        let source = work.plan_source(&plan, &content, on, Issued::Yes).await?;
        let kept = work.keep_paper(plan.unit, &paper).await?;
        let (act, kind) = match reason {
            None => (Act::Issue { on, paper: kept }, ActKind::Issue),
            Some(reason) => (Act::Amend { on, paper: kept, reason: reason.into() }, ActKind::Amend),
        };
        // What stands against it is said before that somebody was faster: a plan issued twice.
        let after = plan.act(act)?;
        at_version(seen, Version(after.version.0 - 1))?;
        let edition =
            after.edition().cloned().ok_or_else(|| AppError::fault("an issued plan has an edition"))?;
        let copy = file(&source, &after, edition.no, rules)?;
        work.keep_issue(seen, &after, kind, &edition, Files { copy, signed: publication.signed.clone() })
            .await?;
        work.raise_measures(&after, &edition, before.as_ref()).await?;
        Ok(id)
    })
}

struct Files {
    copy: File,
    signed: Option<File>,
}

impl Work {
    async fn keep_issue(
        &mut self,
        seen: Version,
        after: &Plan,
        kind: ActKind,
        edition: &Edition,
        files: Files,
    ) -> Answer<()> {
        let content_hash = vunggoc_report::digest::content_digest(&files.copy.bytes)?;
        let signed_hash = files.signed.as_ref().map(|f| hex::encode(hash(&f.bytes)));
        let facts = serde_json::json!({
            "edition": edition.no, "paper": edition.paper.number(), "content_hash": hex::encode(content_hash),
            "signed_hash": signed_hash,
        });
        let event = self.save_plan(seen, after, kind, facts).await?;
        let docx = self.keep_file(after.unit, &files.copy, event).await?;
        let signed = match &files.signed {
            Some(file) => Some(self.keep_file(after.unit, file, event).await?),
            None => None,
        };
        let seal = self.one(sql!("SELECT COALESCE(MAX(no), 0) AS no FROM seal"), &[]).await?.int("no")?;
        let insert = sql!(
            "INSERT INTO plan_issue (plan_id, edition, paper_id, issued_on, reason, recorded_at, docx_id, signed_id, content_hash, seal_no, event_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        );
        let values = args![
            after.id.number(),
            edition.no,
            edition.paper.number(),
            edition.issued_on,
            &edition.reason,
            self.now(),
            docx.number(),
            signed.map(Id::number),
            content_hash,
            seal,
            event
        ];
        self.run(insert, values).await?;
        Ok(())
    }
}
