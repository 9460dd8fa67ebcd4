//! Nhiệm vụ: grounds and the tasks that hang on them.
//!
//! One file per verb: [`raise`](mod@raise) (every source of tasks goes through it), [`act`],
//! [`carry`] (the rest of a year plan), [`evidence`], [`list`], [`ground`], [`show`], `open` (how many
//! are open, kept in memory). Rights go by the unit of the ground; the doer's side (lead and supporting bodies) sees its tasks too, and reports on those that it leads.

pub mod act;
pub mod carry;
pub mod evidence;
pub mod export;
pub mod ground;
pub mod list;
pub mod load;
pub mod offices;
pub(crate) mod open;
pub mod raise;
pub mod show;

use crate::event::{Entry, EventId};
use crate::{Answer, AppError, Refusal, Work};
use vunggoc_core::access::Action;
use vunggoc_core::task::{ActKind, ByWhom, Confirmed, Quantity, State, Task};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Id, Version};
use vunggoc_db::{Row, args, sql};

impl Work {
    /// A task, looked up for an action.
    pub(crate) async fn task(&mut self, id: Id<Task>, action: Action) -> Answer<Task> {
        let one = sql!(
            "SELECT t.id, t.ground_id, t.unit_id, t.version, t.lead_unit_id, t.post_id, t.started_on, t.first_due_on, t.due_on,
               t.begun_on, t.measure, t.n_own, t.n_carried, t.n_done, t.state, t.closed_on, t.result, t.reported_by,
               t.stop_paper_id, c.confirmed_on, c.by_whom
             FROM task t LEFT JOIN task_confirmation c ON c.task_id = t.id AND c.outcome = 'confirmed' WHERE t.id = $1"
        );
        let row = self.maybe(one, args![id.number()]).await?.ok_or(AppError::NotFound)?;
        let task = read_task(&row)?;
        self.leave_for_task(&task, action).await?;
        Ok(task)
    }

    /// Leave for an action on a task: reporting is the lead body's, everything else but reading the ground's.
    async fn leave_for_task(&mut self, task: &Task, action: Action) -> Answer<()> {
        let side = if action == Action::ReportTasks { task.lead } else { task.unit };
        if self.may(action, side).await? {
            return Ok(());
        }
        if !self.sees_task(task).await? {
            return Err(AppError::NotFound);
        }
        if action == Action::ReadTasks { Ok(()) } else { Err(AppError::Refused(Refusal::NotGranted(action))) }
    }

    async fn sees_task(&mut self, task: &Task) -> Answer<bool> {
        if self.may(Action::ReadTasks, task.unit).await? || self.may(Action::ReadTasks, task.lead).await? {
            return Ok(true);
        }
        let supports = sql!("SELECT unit_id FROM task_support WHERE task_id = $1");
        let supports = self.all(supports, args![task.id.number()]).await?;
        for row in &supports {
            if self.may(Action::ReadTasks, Id::new(row.int("unit_id")?)).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Saves a task as an act left it, with its event; the rows of the act carry that event.
    pub(crate) async fn save_task(
        &mut self,
        seen: Version,
        after: &Task,
        act: ActKind,
        facts: serde_json::Value,
    ) -> Answer<EventId> {
        let (noun_id, unit) = (after.id.number(), Some(after.unit));
        let entry = Entry { noun: "task", noun_id, from: seen, action: act.tag(), unit, facts };
        let event = self.record(entry).await?;
        let kept = Kept::of(&after.state);
        let quantity = after.quantity.as_ref();
        let update = sql!(
            "UPDATE task SET post_id = $2, due_on = $3, begun_on = $4, state = $5, closed_on = $6, result = $7, reported_by = $8,
               stop_paper_id = $9, n_done = $10, version = $11, event_id = $12 WHERE id = $1 AND version = $13"
        );
        let values = args![
            noun_id,
            after.post.map(Id::number),
            after.due_on,
            after.begun_on,
            kept.tag,
            kept.on,
            kept.result,
            kept.by,
            kept.paper,
            quantity.map(|q| q.n_done),
            after.version.0,
            event,
            seen.0
        ];
        self.tx.run_one(update, values).await?;
        self.tasks_changed().await?;
        Ok(event)
    }
}

/// A state as its columns keep it.
struct Kept<'a> {
    tag: &'static str,
    on: Option<vunggoc_core::Date>,
    result: &'a str,
    by: Option<i64>,
    paper: Option<i64>,
}

impl<'a> Kept<'a> {
    fn of(state: &'a State) -> Self {
        match state {
            State::Open => Self { tag: "open", on: None, result: "", by: None, paper: None },
            State::Done { on, result, by, .. } => {
                Self { tag: "done", on: Some(*on), result, by: *by, paper: None }
            }
            State::Stopped { on, paper, reason } => {
                Self { tag: "stopped", on: Some(*on), result: reason, by: None, paper: Some(paper.number()) }
            }
            State::CarriedOver { on } => {
                Self { tag: "carried", on: Some(*on), result: "", by: None, paper: None }
            }
        }
    }
}

pub(crate) fn read_task(row: &Row) -> Answer<Task> {
    let quantity = match (row.opt_int("n_own")?, row.opt_int("n_done")?) {
        (Some(n_own), Some(n_done)) => {
            Some(Quantity { measure: row.text("measure")?, n_own, n_carried: row.int("n_carried")?, n_done })
        }
        _ => None,
    };
    Ok(Task {
        id: Id::new(row.int("id")?),
        ground: Id::new(row.int("ground_id")?),
        unit: Id::<Unit>::new(row.int("unit_id")?),
        version: Version(row.int("version")?),
        lead: Id::new(row.int("lead_unit_id")?),
        post: row.opt_int("post_id")?.map(Id::new),
        started_on: row.date("started_on")?,
        first_due_on: row.date("first_due_on")?,
        due_on: row.date("due_on")?,
        begun_on: row.opt_date("begun_on")?,
        quantity,
        state: read_state(row)?,
    })
}

fn read_state(row: &Row) -> Answer<State> {
    let tag = row.text("state")?;
    Ok(match (tag.as_str(), row.opt_date("closed_on")?, row.opt_int("stop_paper_id")?) {
        ("open", None, _) => State::Open,
        ("done", Some(on), _) => {
            let by = row.opt_text("by_whom")?.and_then(|tag| ByWhom::from_tag(&tag));
            let confirmed = row.opt_date("confirmed_on")?.zip(by).map(|(on, by)| Confirmed { on, by });
            State::Done { on, result: row.text("result")?, by: row.opt_int("reported_by")?, confirmed }
        }
        ("stopped", Some(on), Some(paper)) => {
            State::Stopped { on, paper: Id::new(paper), reason: row.text("result")? }
        }
        ("carried", Some(on), _) => State::CarriedOver { on },
        _ => return Err(AppError::fault(format!("state of a task: {tag}"))),
    })
}
