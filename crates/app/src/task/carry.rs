//! Chuyển phần còn lại sang năm sau: what a year plan left undone becomes part of the next one, traceably.

use super::raise::{GroundDraft, TaskDraft};
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::paper::Draft as PaperDraft;
use vunggoc_core::task::ground::Kind;
use vunggoc_core::task::{Act, Ground, Quantity, Task};
use vunggoc_core::{Date, Id, date};
use vunggoc_db::{args, sql};

/// What the next year plans anew for a task that is carried over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anew {
    /// The task of this year.
    pub task: Id<Task>,
    /// How much the next year plans besides the rest.
    pub n_own: i64,
}

/// Makes the plan of the next year from what a year plan left: each task named, with its rest and what is new.
///
/// The tasks of the old year are closed as carried over on that day; those of the new year say whence they come.
pub async fn carry(
    ctx: &Ctx,
    ground: Id<Ground>,
    title: String,
    on: Date,
    anew: Vec<Anew>,
    paper: Option<PaperDraft>,
) -> Answer<Id<Ground>> {
    change!(ctx, |work| {
        let (unit, _) = work.ground_for(ground, Action::AssignTasks).await?;
        if on > work.today() {
            return Err(AppError::Broken(Rule::Field { name: "on" }));
        }
        let head = sql!("SELECT kind, year FROM ground WHERE id = $1");
        let head = work.one(head, args![ground.number()]).await?;
        if head.text("kind")? != Kind::YearPlan.tag() {
            return Err(AppError::Broken(Rule::Said { code: "not-a-year-plan", about: String::new() }));
        }
        let year = i16::try_from(head.opt_int("year")?.unwrap_or(0)).unwrap_or(0) + 1;
        let mut tasks = Vec::new();
        for wish in &anew {
            tasks.push(work.carried(ground, wish, on, year).await?);
        }
        if tasks.is_empty() {
            return Err(vunggoc_core::task::Broken::NothingLeft.into());
        }
        let paper = match paper.clone() {
            Some(paper) => Some(work.keep_paper(unit, &paper.check()?).await?),
            None => None,
        };
        let title = title.clone();
        let (kind, opened_on) = (Kind::YearPlan, date(year, 1, 1));
        let draft = GroundDraft { unit, kind, source: None, title, opened_on, year: Some(year), paper };
        work.raise(draft, tasks).await
    })
}

impl Work {
    /// Closes a task as carried over; the task of the next year.
    async fn carried(&mut self, ground: Id<Ground>, wish: &Anew, on: Date, year: i16) -> Answer<TaskDraft> {
        let task = self.task(wish.task, Action::AssignTasks).await?;
        if task.ground != ground {
            return Err(AppError::NotFound);
        }
        let seen = task.version;
        let rest = task.quantity.clone();
        let after = task.clone().act(on, Act::CarryOver)?;
        let facts =
            serde_json::json!({ "on": on.to_string(), "n_left": rest.as_ref().map(Quantity::n_left) });
        self.save_task(seen, &after, Act::CarryOver.kind(), facts).await?;
        let words = sql!("SELECT content, product, doer FROM task WHERE id = $1");
        let words = self.one(words, args![task.id.number()]).await?;
        let support = self.supports(task.id).await?.into_iter().map(|b| Id::new(b.id)).collect();
        let quantity = rest.map(|q| Quantity { n_own: wish.n_own, n_carried: q.n_left(), n_done: 0, ..q });
        Ok(TaskDraft {
            content: words.text("content")?,
            product: words.text("product")?,
            doer: words.text("doer")?,
            lead: Some(task.lead),
            support,
            post: task.post,
            started_on: Some(date(year, 1, 1)),
            due_on: Some(date(year, 12, 31)),
            quantity,
            carried_from: Some(task.id),
            ..TaskDraft::default()
        })
    }
}
