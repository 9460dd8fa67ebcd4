//! Báo cáo, hoàn thành, xác nhận, điều chỉnh thời hạn, dừng: every act on a task.

use crate::event::EventId;
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::paper::Draft as PaperDraft;
use vunggoc_core::post::Post;
use vunggoc_core::task::{Act, ActKind, ByWhom, Cause, Task};
use vunggoc_core::{Date, Id, Version};
use vunggoc_db::{args, sql};

/// What a person wishes to do to a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Báo cáo tiến độ.
    Report {
        /// Kết quả đến nay.
        words: String,
        /// How much is done so far, where it is counted.
        n_done: Option<i64>,
    },
    /// Báo cáo hoàn thành.
    Finish {
        /// Kết quả.
        result: String,
    },
    /// Xác nhận hoàn thành.
    Confirm,
    /// Trả lại để tiếp tục thực hiện.
    Return {
        /// Lý do.
        reason: String,
    },
    /// Điều chỉnh thời hạn.
    Move {
        /// The new due date.
        to_on: Date,
        /// Lý do.
        reason: String,
        /// Its paper, if there is one.
        paper: Option<PaperDraft>,
    },
    /// Dừng thực hiện.
    Stop {
        /// The paper.
        paper: PaperDraft,
        /// Lý do.
        reason: String,
    },
    /// Giao cho chức danh khác.
    Reassign {
        /// The post.
        post: Id<Post>,
    },
}

impl Wish {
    /// What one must be allowed to do.
    pub const fn action(&self) -> Action {
        match self {
            Self::Report { .. } | Self::Finish { .. } => Action::ReportTasks,
            Self::Confirm | Self::Return { .. } => Action::ConfirmTasks,
            Self::Move { .. } | Self::Stop { .. } | Self::Reassign { .. } => Action::AssignTasks,
        }
    }
}

/// What an act on a task asks leave for.
pub const fn action_of(act: ActKind) -> Action {
    match act {
        ActKind::Report | ActKind::Finish => Action::ReportTasks,
        ActKind::Confirm | ActKind::Return => Action::ConfirmTasks,
        ActKind::Move | ActKind::Stop | ActKind::Reassign | ActKind::CarryOver => Action::AssignTasks,
    }
}

/// Does something to a task on a day; the later of two writers is refused as stale.
pub async fn act(ctx: &Ctx, id: Id<Task>, seen: Version, on: Date, wish: Wish) -> Answer<Id<Task>> {
    change!(ctx, |work| {
        let task = work.task(id, wish.action()).await?;
        if on > work.today() {
            return Err(AppError::Broken(Rule::Field { name: "on" }));
        }
        let before = task.clone();
        let act = work.act_of(&task, wish.clone()).await?;
        // What stands against it is said before that somebody was faster: two people confirming.
        let after = task.act(on, act.clone())?;
        at_version(seen, before.version)?;
        let facts = serde_json::json!({ "on": on.to_string(), "due_on": after.due_on.to_string() });
        let event = work.save_task(seen, &after, act.kind(), facts).await?;
        work.keep_act(&before, on, &wish, &act, event).await?;
        Ok(id)
    })
}

impl Work {
    /// The act of the core, with what only the store knows: who acts, which paper.
    async fn act_of(&mut self, task: &Task, wish: Wish) -> Answer<Act> {
        let by = (self.actor().number() != 0).then_some(self.actor().number());
        Ok(match wish {
            Wish::Report { n_done, .. } => Act::Report { n_done },
            Wish::Finish { result } => Act::Finish { result, by },
            Wish::Confirm => Act::Confirm { by: self.by_whom(task).await? },
            Wish::Return { reason } => Act::Return { reason },
            Wish::Move { to_on, reason, .. } => Act::Move { to_on, reason, cause: Cause::Decided },
            Wish::Stop { paper, reason } => {
                let paper = paper.check()?;
                Act::Stop { paper: self.keep_paper(task.unit, &paper).await?, reason }
            }
            Wish::Reassign { post } => {
                self.post_there(post, task.lead, self.today()).await?;
                Act::Reassign { post }
            }
        })
    }

    /// Whether the one who confirms is the doer: he reported it, or holds the post or acts for it today.
    async fn by_whom(&mut self, task: &Task) -> Answer<ByWhom> {
        let me = self.actor().number();
        if me == 0 {
            return Ok(ByWhom::Another);
        }
        if matches!(task.state, vunggoc_core::task::State::Done { by: Some(by), .. } if by == me) {
            return Ok(ByWhom::Doer);
        }
        let mine = self.posts_of(me).await?;
        Ok(if task.post.is_some_and(|post| mine.contains(&post)) { ByWhom::Doer } else { ByWhom::Another })
    }

    /// Keeps what an act leaves behind besides the task.
    async fn keep_act(
        &mut self,
        before: &Task,
        on: Date,
        wish: &Wish,
        act: &Act,
        event: EventId,
    ) -> Answer<()> {
        let id = before.id.number();
        let account = (self.actor().number() != 0).then_some(self.actor().number());
        match (wish, act) {
            (Wish::Report { words, n_done }, _) => {
                let insert = sql!(
                    "INSERT INTO task_report (task_id, no, reported_on, words, n_done, account_id, event_id)
                     VALUES ($1, (SELECT COUNT(*) + 1 FROM task_report WHERE task_id = $1), $2, $3, $4, $5, $6)"
                );
                self.run(insert, args![id, on, words.trim(), *n_done, account, event]).await?;
            }
            (Wish::Move { to_on, reason, paper }, _) => {
                let paper = match paper {
                    Some(paper) => {
                        Some(self.keep_paper(before.unit, &paper.clone().check()?).await?.number())
                    }
                    None => None,
                };
                let insert = sql!(
                    "INSERT INTO task_due_move (task_id, no, from_on, to_on, reason, cause, paper_id, moved_on, event_id)
                     VALUES ($1, (SELECT COUNT(*) + 1 FROM task_due_move WHERE task_id = $1), $2, $3, $4, $5, $6, $7, $8)"
                );
                let cause = Cause::Decided.tag();
                self.run(insert, args![id, before.due_on, *to_on, reason.trim(), cause, paper, on, event])
                    .await?;
            }
            (Wish::Confirm, Act::Confirm { by }) => {
                self.keep_answer(id, "confirmed", by.tag(), on, "", event).await?
            }
            (Wish::Return { reason }, _) => {
                let by = ByWhom::Another.tag();
                self.keep_answer(id, "returned", by, on, reason.trim(), event).await?;
            }
            _ => {}
        }
        Ok(())
    }

    async fn keep_answer(
        &mut self,
        id: i64,
        outcome: &str,
        by: &str,
        on: Date,
        reason: &str,
        event: EventId,
    ) -> Answer<()> {
        let account = (self.actor().number() != 0).then_some(self.actor().number());
        let insert = sql!(
            "INSERT INTO task_confirmation (task_id, no, outcome, by_whom, account_id, confirmed_on, reason, event_id)
             VALUES ($1, (SELECT COUNT(*) + 1 FROM task_confirmation WHERE task_id = $1), $2, $3, $4, $5, $6, $7)"
        );
        self.run(insert, args![id, outcome, by, account, on, reason, event]).await?;
        Ok(())
    }
}
