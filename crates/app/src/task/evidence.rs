//! Minh chứng: brought by the doer's side, kept in the scope of the ground's unit.

use crate::event::Entry;
use crate::file::{FILE_LIMIT, File};
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::task::Task;
use vunggoc_core::task::evidence::{Evidence, kind_of};
use vunggoc_core::{Id, Version};
use vunggoc_db::{args, sql};

/// Brings evidence for a task, whether it is open or already done; what is confirmed takes no more.
pub async fn bring(ctx: &Ctx, id: Id<Task>, seen: Version, evidence: Evidence) -> Answer<Id<Evidence>> {
    let problems = evidence.problems(FILE_LIMIT);
    change!(ctx, |work| {
        let task = work.task(id, Action::ReportTasks).await?;
        at_version(seen, task.version)?;
        if task.open_to().is_empty() {
            return Err(AppError::Broken(Rule::Said { code: "task-closed", about: String::new() }));
        }
        if !problems.is_empty() {
            return Err(AppError::Broken(Rule::Evidence(problems.clone())));
        }
        work.keep_evidence(&task, &evidence).await
    })
}

/// The file of a piece of evidence.
pub async fn file(ctx: &Ctx, id: Id<Task>, evidence: Id<Evidence>) -> Answer<File> {
    let mut work = ctx.look().await?;
    work.task(id, Action::ReadTasks).await?;
    let of = sql!("SELECT file_id FROM task_evidence WHERE id = $1 AND task_id = $2 AND file_id IS NOT NULL");
    let row = work.maybe(of, args![evidence.number(), id.number()]).await?.ok_or(AppError::NotFound)?;
    work.file(Id::new(row.int("file_id")?)).await
}

impl Work {
    async fn keep_evidence(&mut self, task: &Task, evidence: &Evidence) -> Answer<Id<Evidence>> {
        let id: Id<Evidence> = self.next_id("task-evidence").await?;
        let (noun_id, unit) = (task.id.number(), Some(task.unit));
        let facts = serde_json::json!({ "evidence": id.number() });
        let entry =
            Entry { noun: "task", noun_id, from: task.version, action: "bring-evidence", unit, facts };
        let event = self.record(entry).await?;
        let update = sql!("UPDATE task SET version = $2, event_id = $3 WHERE id = $1 AND version = $4");
        self.tx.run_one(update, args![noun_id, task.version.next().0, event, task.version.0]).await?;
        let file = match evidence {
            Evidence::File { name, bytes, .. } => {
                let media_type = kind_of(name).map_or("application/octet-stream", |(_, _, media)| media);
                let file = File { name: name.clone(), media_type: media_type.into(), bytes: bytes.clone() };
                Some(self.keep_file(task.unit, &file, event).await?.number())
            }
            Evidence::Paper { .. } => None,
        };
        let (signed_on, number, issuer, secrecy, kept_at) = match evidence {
            Evidence::File { secrecy, .. } => (None, "", "", *secrecy, ""),
            Evidence::Paper { number, signed_on, issuer, secrecy, kept_at } => {
                (*signed_on, number.trim(), issuer.trim(), *secrecy, kept_at.trim())
            }
        };
        let account = (self.actor().number() != 0).then_some(self.actor().number());
        let (kind, today) = (if file.is_some() { "file" } else { "paper" }, self.today());
        self.run(
            sql!(
                "INSERT INTO task_evidence (id, task_id, kind, file_id, number, signed_on, issuer, secrecy, kept_at, added_on, account_id, event_id)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
            ),
            args![
                id.number(), noun_id, kind, file, number, signed_on, issuer, secrecy.tag(), kept_at, today, account,
                event
            ],
        )
        .await?;
        Ok(id)
    }
}
