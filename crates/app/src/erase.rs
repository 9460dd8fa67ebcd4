//! Gỡ nội dung nhập nhầm: content that must not be here is erased from the store, and a record of that stays.
//!
//! Erased are the text, the readable facts of the events of the thing, its file, and drafts of forms about it. Left
//! are the numbers and the hashes: the chain of the log still verifies. Copies made before still hold the content;
//! the record says since when, so that they can be destroyed.

use crate::account::grant::said;
use crate::event::{Entry, EventId, NOTHING};
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_core::listing::Listing;
use vunggoc_core::paper::Paper;
use vunggoc_core::task::Task;
use vunggoc_core::unit::Unit;
use vunggoc_db::{Row, args, sql};

/// Biên bản gỡ nội dung.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erasure;

/// What is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The reasons of a listing and the facts of its acts.
    Listing(Id<Listing>),
    /// The abstract and the file of a paper; number, date, issuer and place stay.
    Paper(Id<Paper>),
    /// The texts of a task, of its reports and moves, and the files brought as evidence; dates and numbers stay.
    Task(Id<Task>),
}

impl Target {
    const fn noun(self) -> &'static str {
        match self {
            Self::Listing(_) => "listing",
            Self::Paper(_) => "paper",
            Self::Task(_) => "task",
        }
    }
    const fn number(self) -> i64 {
        match self {
            Self::Listing(id) => id.number(),
            Self::Paper(id) => id.number(),
            Self::Task(id) => id.number(),
        }
    }
}

/// Erases content entered by mistake. The reason must not repeat it.
pub async fn erase(ctx: &Ctx, target: Target, reason: String) -> Answer<Id<Erasure>> {
    if reason.trim().is_empty() || reason.chars().count() > 500 {
        return Err(AppError::Broken(Rule::Field { name: "reason" }));
    }
    change!(ctx, |work| {
        let (unit, row) = work.erasable(target).await?;
        match target {
            Target::Listing(_) | Target::Paper(_) => {
                work.leave(Action::ReadListings, Action::RecordDecision, unit).await?;
            }
            Target::Task(_) => work.leave(Action::ReadTasks, Action::AssignTasks, unit).await?,
        }
        let id: Id<Erasure> = work.next_id("erasure").await?;
        let facts = serde_json::json!({ "target": target.noun(), "number": target.number() });
        let entry = Entry {
            noun: "erasure",
            noun_id: id.number(),
            from: NOTHING,
            action: "erase",
            unit: Some(unit),
            facts,
        };
        let event = work.record(entry).await?;
        let n_facts = work.erase_facts(target, event).await?;
        match target {
            Target::Listing(_) => work.erase_listing(target).await?,
            Target::Paper(_) => work.erase_paper(target, row.opt_int("file_id")?).await?,
            Target::Task(id) => work.erase_task(id).await?,
        }
        let now = work.now();
        work.run(
            sql!(
                "INSERT INTO erasure (id, at, target, target_id, unit_id, reason, n_facts, event_id)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
            ),
            args![
                id.number(),
                now,
                target.noun(),
                target.number(),
                unit.number(),
                reason.trim(),
                n_facts,
                event
            ],
        )
        .await?;
        Ok(id)
    })
}

impl Work {
    async fn erasable(&mut self, target: Target) -> Answer<(Id<Unit>, Row)> {
        let row = match target {
            Target::Listing(id) => {
                self.maybe(sql!("SELECT unit_id FROM listing WHERE id = $1"), args![id.number()]).await?
            }
            Target::Task(id) => {
                self.maybe(sql!("SELECT unit_id FROM task WHERE id = $1"), args![id.number()]).await?
            }
            Target::Paper(id) => {
                self.maybe(sql!("SELECT unit_id, file_id FROM paper WHERE id = $1"), args![id.number()])
                    .await?
            }
        };
        let row = row.ok_or(AppError::NotFound)?;
        Ok((Id::new(row.int("unit_id")?), row))
    }

    async fn erase_facts(&mut self, target: Target, event: EventId) -> Answer<i64> {
        let now = self.now();
        let n = self
            .run(
                sql!(
                    "UPDATE event_facts SET facts = '', erased_at = $3, erased_by = $4 WHERE erased_at IS NULL
                     AND event_id IN (SELECT id FROM event WHERE noun = $1 AND noun_id = $2)"
                ),
                args![target.noun(), target.number(), now, event],
            )
            .await?;
        if n == 0 {
            return Err(said("already-erased"));
        }
        Ok(i64::try_from(n).unwrap_or(i64::MAX))
    }

    /// The version stays: what was seen before can still be decided on.
    async fn erase_listing(&mut self, target: Target) -> Answer<()> {
        self.run(sql!("UPDATE listing SET reasons = '' WHERE id = $1"), args![target.number()]).await?;
        let path = format!("/listings/{}/%", target.number());
        self.run(sql!("DELETE FROM draft WHERE path LIKE $1 OR path = '/listings/propose'"), args![path])
            .await?;
        Ok(())
    }

    async fn erase_paper(&mut self, target: Target, file: Option<i64>) -> Answer<()> {
        self.run(sql!("UPDATE paper SET about = NULL, file_id = NULL WHERE id = $1"), args![target.number()])
            .await?;
        let Some(file) = file else { return Ok(()) };
        let shared = sql!("SELECT id FROM paper WHERE file_id = $1 LIMIT 1");
        if self.maybe(shared, args![file]).await?.is_none() {
            let now = self.now();
            self.run(sql!("DELETE FROM file_chunk WHERE file_id = $1"), args![file]).await?;
            self.run(sql!("UPDATE file SET erased_at = $2, name = '' WHERE id = $1"), args![file, now])
                .await?;
        }
        Ok(())
    }

    /// The texts of a task and the files that only its evidence names.
    async fn erase_task(&mut self, id: Id<Task>) -> Answer<()> {
        let (task, now) = (id.number(), self.now());
        self.run(
            sql!("UPDATE task SET content = '', content_folded = '', product = '', result = '', cause = '', doer = '' WHERE id = $1"),
            args![task],
        )
        .await?;
        self.run(sql!("UPDATE task_report SET words = '' WHERE task_id = $1"), args![task]).await?;
        self.run(sql!("UPDATE task_due_move SET reason = '' WHERE task_id = $1"), args![task]).await?;
        self.run(sql!("UPDATE task_confirmation SET reason = '' WHERE task_id = $1"), args![task]).await?;
        let files = sql!(
            "SELECT e.file_id FROM task_evidence e WHERE e.task_id = $1 AND e.file_id IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM task_evidence o WHERE o.file_id = e.file_id AND o.task_id <> $1)
             AND NOT EXISTS (SELECT 1 FROM paper p WHERE p.file_id = e.file_id)"
        );
        for row in self.all(files, args![task]).await? {
            let file = row.int("file_id")?;
            self.run(sql!("DELETE FROM file_chunk WHERE file_id = $1"), args![file]).await?;
            self.run(sql!("UPDATE file SET erased_at = $2, name = '' WHERE id = $1"), args![file, now])
                .await?;
        }
        Ok(())
    }
}
