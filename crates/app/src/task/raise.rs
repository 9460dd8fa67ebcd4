//! Giao nhiệm vụ: a ground and its tasks, written at once. Every source of tasks comes through here.

use crate::event::{Entry, EventId, NOTHING};
use crate::{Answer, AppError, Ctx, Rule, Work};
use std::collections::BTreeSet;
use vunggoc_core::access::Action;
use vunggoc_core::fold::fold;
use vunggoc_core::paper::Draft as PaperDraft;
use vunggoc_core::task::ground::Broken;
use vunggoc_core::task::{self, Draft, Ground, Task, Whole, ground};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id, Version};
use vunggoc_db::{DbError, Value, args, sql};

/// Căn cứ as a source writes it down.
pub type GroundDraft = ground::Draft;
/// Nhiệm vụ as a source writes it down.
pub type TaskDraft = Draft;

/// Gives tasks on a ground written down by hand, with its paper if it has one.
pub async fn give(
    ctx: &Ctx,
    ground: GroundDraft,
    paper: Option<PaperDraft>,
    tasks: Vec<TaskDraft>,
) -> Answer<Id<Ground>> {
    change!(ctx, |work| {
        work.leave(Action::ReadTasks, Action::AssignTasks, ground.unit).await?;
        let mut ground = ground.clone();
        if let Some(paper) = paper.clone() {
            ground.paper = Some(work.keep_paper(ground.unit, &paper.check()?).await?);
        }
        work.raise(ground, tasks.clone()).await
    })
}

/// Gives more tasks on a ground that is there.
pub async fn give_more(
    ctx: &Ctx,
    ground: Id<Ground>,
    seen: Version,
    tasks: Vec<TaskDraft>,
) -> Answer<Id<Ground>> {
    change!(ctx, |work| {
        let (unit, version) = work.ground_for(ground, Action::AssignTasks).await?;
        crate::work::at_version(seen, version)?;
        work.raise_more(ground, unit, version, tasks.clone()).await?;
        Ok(ground)
    })
}

impl Work {
    /// Writes a ground and its tasks; the caller has asked for leave.
    ///
    /// A source raises its tasks once: a second time for the same kind and source is refused.
    pub(crate) async fn raise(&mut self, ground: GroundDraft, tasks: Vec<TaskDraft>) -> Answer<Id<Ground>> {
        ground.check()?;
        let whole = checked(tasks)?;
        let id: Id<Ground> = self.next_id("ground").await?;
        let first = self.task_ids(&whole).await?;
        let facts = serde_json::json!({
            "kind": ground.kind.tag(), "source": ground.source, "opened_on": ground.opened_on.to_string(),
            "first_task": first, "n_tasks": whole.len(),
        });
        let (noun_id, unit) = (id.number(), Some(ground.unit));
        let entry = Entry { noun: "ground", noun_id, from: NOTHING, action: "raise", unit, facts };
        let event = self.record(entry).await?;
        let title = ground.title.trim();
        let insert = sql!(
            "INSERT INTO ground (id, unit_id, kind, source_id, title, title_folded, opened_on, year, paper_id, version, event_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        );
        let values = args![
            noun_id,
            ground.unit.number(),
            ground.kind.tag(),
            ground.source,
            title,
            fold(title),
            ground.opened_on,
            ground.year.map(i64::from),
            ground.paper.map(Id::number),
            Version::FIRST.0,
            event
        ];
        self.tx.run(insert, values).await.map_err(|error| match error {
            DbError::Unique { rule } if rule.contains("ground") => Broken::RaisedAlready.into(),
            other => AppError::from(other),
        })?;
        self.write_tasks(id, ground.unit, 1, first, &whole, event).await?;
        Ok(id)
    }

    /// Writes more tasks on a ground; the caller has asked for leave.
    pub(crate) async fn raise_more(
        &mut self,
        ground: Id<Ground>,
        unit: Id<Unit>,
        seen: Version,
        tasks: Vec<TaskDraft>,
    ) -> Answer<i64> {
        let whole = checked(tasks)?;
        let first = self.task_ids(&whole).await?;
        let facts = serde_json::json!({ "first_task": first, "n_tasks": whole.len() });
        let noun_id = ground.number();
        let entry =
            Entry { noun: "ground", noun_id, from: seen, action: "raise-more", unit: Some(unit), facts };
        let event = self.record(entry).await?;
        let update = sql!("UPDATE ground SET version = $2, event_id = $3 WHERE id = $1 AND version = $4");
        self.tx.run_one(update, args![noun_id, seen.next().0, event, seen.0]).await?;
        let last = sql!("SELECT COALESCE(MAX(no), 0) AS no FROM task WHERE ground_id = $1");
        let next = self.one(last, args![noun_id]).await?.int("no")? + 1;
        self.write_tasks(ground, unit, next, first, &whole, event).await?;
        Ok(first)
    }

    /// A ground's unit and version, looked up for an action.
    pub(crate) async fn ground_for(&mut self, id: Id<Ground>, action: Action) -> Answer<(Id<Unit>, Version)> {
        let row =
            self.maybe(sql!("SELECT unit_id, version FROM ground WHERE id = $1"), args![id.number()]).await?;
        let row = row.ok_or(AppError::NotFound)?;
        let unit = Id::new(row.int("unit_id")?);
        self.leave(Action::ReadTasks, action, unit).await?;
        Ok((unit, Version(row.int("version")?)))
    }

    async fn task_ids(&mut self, tasks: &[Whole]) -> Answer<i64> {
        let n = i64::try_from(tasks.len()).unwrap_or(0);
        Ok(vunggoc_db::next_ids(&mut self.tx, "task", n).await?)
    }

    async fn write_tasks(
        &mut self,
        ground: Id<Ground>,
        unit: Id<Unit>,
        first_no: i64,
        first: i64,
        tasks: &[Whole],
        event: EventId,
    ) -> Answer<()> {
        self.doers_are_there(tasks).await?;
        let (mut rows, mut supports) = (Vec::new(), Vec::new());
        for ((whole, id), no) in tasks.iter().zip(first..).zip(first_no..) {
            rows.extend(task_values(Id::new(id), ground, unit, no, whole, event));
            let helpers: BTreeSet<_> = whole.draft.support.iter().collect();
            supports.extend(helpers.into_iter().flat_map(|u| [Value::from(id), Value::from(u.number())]));
        }
        self.tx.insert_many(INSERT_TASK, TASK_COLUMNS, &rows).await.map_err(|error| match error {
            DbError::Unique { rule } if rule.contains("outside") => {
                AppError::Broken(Rule::Said { code: "task-outside-twice", about: rule })
            }
            DbError::Unique { rule } if rule.contains("carried") => {
                AppError::Broken(Rule::Said { code: "task-carried-twice", about: rule })
            }
            other => other.into(),
        })?;
        self.tx.insert_many("INSERT INTO task_support (task_id, unit_id)", 2, &supports).await?;
        self.tasks_changed().await
    }

    /// Every body named exists on the day on which its task starts; every post is its lead body's and still there.
    async fn doers_are_there(&mut self, tasks: &[Whole]) -> Answer<()> {
        let mut seen: BTreeSet<(Id<Unit>, Date)> = BTreeSet::new();
        for whole in tasks {
            for unit in whole.draft.support.iter().chain([&whole.lead]) {
                if seen.insert((*unit, whole.started_on)) {
                    self.unit_there(*unit, whole.started_on).await?;
                }
            }
            if let Some(post) = whole.draft.post {
                self.post_there(post, whole.lead, whole.started_on).await?;
            }
        }
        Ok(())
    }

    async fn unit_there(&mut self, unit: Id<Unit>, on: Date) -> Answer<()> {
        let there = sql!(
            "SELECT s.unit_id FROM unit_spell s JOIN unit u ON u.id = s.unit_id AND u.annulled_at IS NULL
             WHERE s.unit_id = $1 AND s.from_on <= $2 AND s.until_on > $2"
        );
        self.maybe(there, args![unit.number(), on]).await?.ok_or(AppError::Broken(Rule::UnitNotThere))?;
        Ok(())
    }

    /// Refuses a post of another body, or one that was abolished by that day.
    pub(crate) async fn post_there(
        &mut self,
        post: Id<vunggoc_core::post::Post>,
        lead: Id<Unit>,
        on: Date,
    ) -> Answer<()> {
        let there = sql!("SELECT id FROM post WHERE id = $1 AND unit_id = $2 AND until_on > $3");
        let found = self.maybe(there, args![post.number(), lead.number(), on]).await?;
        found.map(|_| ()).ok_or_else(|| task::Broken::PostNotThere.into())
    }
}

/// Every task whole, or everything that is wrong with any of them.
fn checked(tasks: Vec<TaskDraft>) -> Answer<Vec<Whole>> {
    let (mut whole, mut problems) = (Vec::new(), Vec::new());
    for (place, draft) in tasks.into_iter().enumerate() {
        match draft.check() {
            Ok(task) => whole.push(task),
            Err(wrong) => problems.extend(wrong.into_iter().map(|p| (place, p))),
        }
    }
    if problems.is_empty() { Ok(whole) } else { Err(AppError::Broken(Rule::TaskDrafts(problems))) }
}

pub(super) const INSERT_TASK: &str = "INSERT INTO task (id, ground_id, unit_id, no, content, content_folded, product, lead_unit_id, post_id, doer, started_on, first_due_on, due_on, term_start_on, term_n, term_days, state, begun_on, closed_on, result, reported_by, stop_paper_id, origin, cause, measure, n_own, n_carried, n_done, carried_from, outside_system, outside_id, version, event_id)";
pub(super) const TASK_COLUMNS: usize = 33;

pub(super) fn task_values(
    id: Id<Task>,
    ground: Id<Ground>,
    unit: Id<Unit>,
    no: i64,
    whole: &Whole,
    event: EventId,
) -> Vec<Value> {
    let draft = &whole.draft;
    let content = draft.content.trim();
    let quantity = draft.quantity.as_ref();
    let outside = draft.outside.as_ref();
    let missing: Option<&str> = None;
    args![
        id.number(),
        ground.number(),
        unit.number(),
        no,
        content,
        fold(content),
        draft.product.trim(),
        whole.lead.number(),
        draft.post.map(Id::number),
        draft.doer.trim(),
        whole.started_on,
        whole.due_on,
        whole.due_on,
        draft.term.map(|t| t.start_on),
        draft.term.map(|t| t.n),
        draft.term.map(|t| t.days.tag()),
        "open",
        missing,
        missing,
        "",
        None::<i64>,
        None::<i64>,
        draft.origin.map(task::Origin::tag),
        draft.cause.trim(),
        quantity.map_or("", |q| q.measure.trim()),
        quantity.map(|q| q.n_own),
        quantity.map_or(0, |q| q.n_carried),
        quantity.map(|q| q.n_done),
        draft.carried_from.map(Id::number),
        outside.map(|o| o.system.as_str()),
        outside.map(|o| o.id.as_str()),
        Version::FIRST.0,
        event
    ]
    .to_vec()
}
