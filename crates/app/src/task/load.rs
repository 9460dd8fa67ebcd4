//! Many grounds with their tasks and what became of them, at once: the sample, and registers of past years.
//!
//! Each course is replayed through the rules of the core, so what could not have happened is not taken over.

use super::raise::{GroundDraft, INSERT_TASK, TASK_COLUMNS, TaskDraft, task_values};
use crate::event::{Entry, NOTHING};
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::fold::fold;
use vunggoc_core::paper::Draft as PaperDraft;
use vunggoc_core::task::{Act, ByWhom, Cause, Ground, State, Task, Whole};
use vunggoc_core::{Date, Id, Version};
use vunggoc_db::{Value, args};

/// A ground of the past, with its paper and its tasks.
#[derive(Debug, Clone)]
pub struct GroundLife {
    /// The ground; its own paper is not looked at.
    pub ground: GroundDraft,
    /// Its paper.
    pub paper: Option<PaperDraft>,
    /// Its tasks, in order.
    pub tasks: Vec<TaskLife>,
}

/// A task of the past.
#[derive(Debug, Clone)]
pub struct TaskLife {
    /// As it was given. Its `carried_from` is a place in the load's own list of tasks, from 1.
    pub draft: TaskDraft,
    /// What happened, oldest first.
    pub acts: Vec<(Date, Past)>,
}

/// What happened to a task of the past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Past {
    /// Báo cáo tiến độ.
    Report(String),
    /// Điều chỉnh thời hạn: until when, why.
    Move(Date, String),
    /// Hoàn thành.
    Finish(String),
    /// Xác nhận.
    Confirm(ByWhom),
    /// Dừng thực hiện.
    Stop(PaperDraft, String),
    /// Chuyển phần còn lại sang năm sau.
    CarryOver,
}

/// Writes grounds of the past in one transaction with one event; how many tasks.
pub async fn load(ctx: &Ctx, source: &str, lives: &[GroundLife]) -> Answer<i64> {
    change!(ctx, |work| { work.load_tasks(source, lives).await })
}

impl Work {
    /// Writes grounds of the past inside a transaction of another use case.
    pub(crate) async fn load_tasks(&mut self, source: &str, lives: &[GroundLife]) -> Answer<i64> {
        let count = |n: usize| i64::try_from(n).unwrap_or(0);
        let n_tasks = count(lives.iter().map(|l| l.tasks.len()).sum());
        let stops = |t: &TaskLife| t.acts.iter().filter(|(_, p)| matches!(p, Past::Stop(..))).count();
        let n_papers = count(
            lives
                .iter()
                .map(|l| usize::from(l.paper.is_some()) + l.tasks.iter().map(stops).sum::<usize>())
                .sum(),
        );
        let first_ground = vunggoc_db::next_ids(&mut self.tx, "ground", count(lives.len())).await?;
        let first = vunggoc_db::next_ids(&mut self.tx, "task", n_tasks).await?;
        let first_paper = vunggoc_db::next_ids(&mut self.tx, "paper", n_papers).await?;
        let batch: Id<Task> = self.next_id("task-load").await?;
        let facts = serde_json::json!({ "source": source, "first": first, "n_tasks": n_tasks });
        let noun_id = batch.number();
        let entry = Entry { noun: "task-load", noun_id, from: NOTHING, action: "load", unit: None, facts };
        let event = self.record(entry).await?;
        let mut rows =
            Rows { event, first_task: first, next_task: first, next_paper: first_paper, ..Rows::default() };
        for (life, id) in lives.iter().zip(first_ground..) {
            self.leave(Action::ReadTasks, Action::AssignTasks, life.ground.unit).await?;
            rows.ground(Id::new(id), life)?;
        }
        let tx = &mut self.tx;
        tx.insert_many("INSERT INTO paper (id, unit_id, number, signed_on, issuer, signer, secrecy, about, kept_at, version, event_id)", 11, &rows.papers).await?;
        tx.insert_many("INSERT INTO ground (id, unit_id, kind, source_id, title, title_folded, opened_on, year, paper_id, version, event_id)", 11, &rows.grounds).await?;
        tx.insert_many(INSERT_TASK, TASK_COLUMNS, &rows.tasks).await?;
        tx.insert_many("INSERT INTO task_support (task_id, unit_id)", 2, &rows.supports).await?;
        tx.insert_many(
            "INSERT INTO task_report (task_id, no, reported_on, words, event_id)",
            5,
            &rows.reports,
        )
        .await?;
        tx.insert_many(
            "INSERT INTO task_due_move (task_id, no, from_on, to_on, reason, cause, moved_on, event_id)",
            8,
            &rows.moves,
        )
        .await?;
        tx.insert_many(
            "INSERT INTO task_confirmation (task_id, no, outcome, by_whom, confirmed_on, reason, event_id)",
            7,
            &rows.confirmations,
        )
        .await?;
        self.tasks_changed().await?;
        Ok(n_tasks)
    }
}

/// The rows of a load, table by table, one value after the other.
#[derive(Default)]
struct Rows {
    event: [u8; 16],
    first_task: i64,
    next_task: i64,
    next_paper: i64,
    papers: Vec<Value>,
    grounds: Vec<Value>,
    tasks: Vec<Value>,
    supports: Vec<Value>,
    reports: Vec<Value>,
    moves: Vec<Value>,
    confirmations: Vec<Value>,
}

impl Rows {
    fn paper(&mut self, unit: i64, draft: &PaperDraft) -> Answer<i64> {
        let (id, paper) = (self.next_paper, draft.clone().check()?);
        self.next_paper += 1;
        self.papers.extend_from_slice(args![
            id,
            unit,
            paper.number(),
            paper.signed_on(),
            paper.issuer(),
            paper.signer(),
            paper.secrecy().tag(),
            paper.about(),
            paper.kept_at(),
            1_i64,
            self.event
        ]);
        Ok(id)
    }

    fn ground(&mut self, id: Id<Ground>, life: &GroundLife) -> Answer<()> {
        let ground = &life.ground;
        let paper = life.paper.as_ref().map(|p| self.paper(ground.unit.number(), p)).transpose()?;
        GroundDraft { paper: paper.map(Id::new), ..ground.clone() }.check()?;
        let title = ground.title.trim();
        self.grounds.extend_from_slice(args![
            id.number(),
            ground.unit.number(),
            ground.kind.tag(),
            ground.source,
            title,
            fold(title),
            ground.opened_on,
            ground.year.map(i64::from),
            paper,
            Version::FIRST.0,
            self.event
        ]);
        for (task, no) in life.tasks.iter().zip(1_i64..) {
            self.task(id, ground, no, task)?;
        }
        Ok(())
    }

    fn task(&mut self, ground_id: Id<Ground>, ground: &GroundDraft, no: i64, life: &TaskLife) -> Answer<()> {
        let id = self.next_task;
        self.next_task += 1;
        let mut draft = life.draft.clone();
        draft.carried_from = draft.carried_from.map(|place| Id::new(self.first_task + place.number() - 1));
        let wrong = |problems: Vec<_>| {
            let at = usize::try_from(id - self.first_task).unwrap_or(0);
            AppError::Broken(Rule::TaskDrafts(problems.into_iter().map(|p| (at, p)).collect()))
        };
        let whole = draft.check().map_err(wrong)?;
        for helper in &whole.draft.support {
            self.supports.extend([Value::from(id), Value::from(helper.number())]);
        }
        let begun = start(Id::new(id), ground_id, ground, &whole);
        let (after, stop) = self.replay(begun, ground, life)?;
        let mut values = task_values(Id::new(id), ground_id, ground.unit, no, &whole, self.event);
        finish(&mut values, &after, stop);
        self.tasks.extend(values);
        Ok(())
    }

    /// The task after everything that happened, its rows kept; the paper by which it was stopped.
    fn replay(
        &mut self,
        mut task: Task,
        ground: &GroundDraft,
        life: &TaskLife,
    ) -> Answer<(Task, Option<i64>)> {
        let (id, event, mut stop) = (task.id.number(), self.event, None);
        for ((on, past), no) in life.acts.iter().zip(1_i64..) {
            let act = match past {
                Past::Report(words) => {
                    self.reports.extend_from_slice(args![id, no, *on, words, event]);
                    Act::Report { n_done: None }
                }
                Past::Move(to_on, reason) => {
                    let cause = Cause::Decided;
                    self.moves.extend_from_slice(args![
                        id,
                        no,
                        task.due_on,
                        *to_on,
                        reason,
                        cause.tag(),
                        *on,
                        event
                    ]);
                    Act::Move { to_on: *to_on, reason: reason.clone(), cause }
                }
                Past::Finish(result) => Act::Finish { result: result.clone(), by: None },
                Past::Confirm(by) => {
                    self.confirmations.extend_from_slice(args![
                        id,
                        no,
                        "confirmed",
                        by.tag(),
                        *on,
                        "",
                        event
                    ]);
                    Act::Confirm { by: *by }
                }
                Past::Stop(paper, reason) => {
                    let paper = self.paper(ground.unit.number(), paper)?;
                    stop = Some(paper);
                    Act::Stop { paper: Id::new(paper), reason: reason.clone() }
                }
                Past::CarryOver => Act::CarryOver,
            };
            task = task.act(*on, act)?;
        }
        Ok((task, stop))
    }
}

fn start(id: Id<Task>, ground_id: Id<Ground>, ground: &GroundDraft, whole: &Whole) -> Task {
    Task {
        id,
        ground: ground_id,
        unit: ground.unit,
        version: Version::FIRST,
        lead: whole.lead,
        post: whole.draft.post,
        started_on: whole.started_on,
        first_due_on: whole.due_on,
        due_on: whole.due_on,
        begun_on: None,
        quantity: whole.draft.quantity.clone(),
        state: State::Open,
    }
}

/// Puts what became of a task into the values of its row.
fn finish(values: &mut [Value], after: &Task, stop: Option<i64>) {
    let (tag, on, result) = match &after.state {
        State::Open => ("open", None, ""),
        State::Done { on, result, .. } => ("done", Some(*on), result.as_str()),
        State::Stopped { on, reason, .. } => ("stopped", Some(*on), reason.as_str()),
        State::CarriedOver { on } => ("carried", Some(*on), ""),
    };
    let mut set = |at: usize, value: Value| {
        if let Some(held) = values.get_mut(at) {
            *held = value;
        }
    };
    // The places are those of INSERT_TASK.
    set(12, after.due_on.into());
    set(16, tag.into());
    set(17, after.begun_on.into());
    set(18, on.into());
    set(19, result.into());
    set(21, stop.into());
    set(31, after.version.0.into());
}
