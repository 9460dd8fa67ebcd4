//! Nhiệm vụ: what a body shall do until a day, under the "5 rõ": who, what, answerable, by when, with what result.
//!
//! A task hangs on a [`Ground`]. Facts are stored (given, reported, moved, done, confirmed, stopped, carried over);
//! progress ([`Progress`]) is computed from them and a day. The first due date never changes; the present one moves
//! only with a reason. A result is confirmed by somebody else, or is marked as confirmed by the doer himself. What is
//! counted and left over can be carried into the next year ([`Quantity`]). Deliberately not here: any mark, score or
//! order of persons.

pub mod draft;
pub mod evidence;
pub mod ground;
pub mod notice;
mod progress;
pub mod recount;

pub use draft::{Days, Draft, Outside, Problem, Term, Whole};
pub use progress::Progress;

use crate::paper::Paper;
use crate::post::Post;
use crate::unit::Unit;
use crate::{Date, Id, Version, tagged};

/// Căn cứ giao nhiệm vụ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// Its number.
    pub id: Id<Ground>,
    /// The unit by which rights go.
    pub unit: Id<Unit>,
    /// Its kind.
    pub kind: ground::Kind,
    /// Tên, trích yếu.
    pub title: String,
}

tagged! {
    /// Nguồn của hạn chế sau kiểm điểm.
    pub enum Origin {
        /// Tự nhận diện.
        Own = "self",
        /// Cấp trên gợi ý.
        Hinted = "hinted",
        /// Kết luận kiểm tra, thanh tra.
        Concluded = "concluded",
    }
}

tagged! {
    /// Why a due date moved.
    pub enum Cause {
        /// Decided by whoever gave the task.
        Decided = "decided",
        /// The calendar changed under a term.
        Calendar = "calendar",
    }
}

tagged! {
    /// Who confirmed a result.
    pub enum ByWhom {
        /// Somebody else than the doer.
        Another = "another",
        /// Tự xác nhận.
        Doer = "doer",
    }
}

/// Số lượng: what is counted, how much of it is this year's own, carried over from the year before, and done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// Đơn vị tính: what is counted.
    pub measure: String,
    /// Planned anew this year.
    pub n_own: i64,
    /// Chuyển từ năm trước sang.
    pub n_carried: i64,
    /// Done so far.
    pub n_done: i64,
}

impl Quantity {
    /// Phải thực hiện: this year's own and what was carried over.
    pub const fn n_planned(&self) -> i64 {
        self.n_own.saturating_add(self.n_carried)
    }
    /// Còn lại.
    pub const fn n_left(&self) -> i64 {
        let left = self.n_planned().saturating_sub(self.n_done);
        if left < 0 { 0 } else { left }
    }
    /// Whether it can be.
    pub fn is_sound(&self) -> bool {
        let some = 0..=1_000_000_000;
        !self.measure.trim().is_empty()
            && [self.n_own, self.n_carried, self.n_done].iter().all(|n| some.contains(n))
            && self.n_planned() > 0
    }
}

/// Tình trạng, with the facts of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Đang thực hiện.
    Open,
    /// Đã hoàn thành.
    Done {
        /// The day.
        on: Date,
        /// Kết quả.
        result: String,
        /// Who reported it: the number of the account; none where a file or a task of the program did.
        by: Option<i64>,
        /// Xác nhận; none while it waits.
        confirmed: Option<Confirmed>,
    },
    /// Dừng thực hiện.
    Stopped {
        /// The day.
        on: Date,
        /// The paper.
        paper: Id<Paper>,
        /// Lý do.
        reason: String,
    },
    /// Phần còn lại chuyển sang năm sau.
    CarriedOver {
        /// The day.
        on: Date,
    },
}

/// Xác nhận kết quả.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmed {
    /// The day.
    pub on: Date,
    /// By somebody else, or by the doer himself.
    pub by: ByWhom,
}

/// Nhiệm vụ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its number.
    pub id: Id<Task>,
    /// What it hangs on.
    pub ground: Id<Ground>,
    /// The unit by which rights go.
    pub unit: Id<Unit>,
    /// How often it was changed.
    pub version: Version,
    /// Cơ quan chủ trì.
    pub lead: Id<Unit>,
    /// Người chịu trách nhiệm (chức vụ).
    pub post: Option<Id<Post>>,
    /// Ngày giao.
    pub started_on: Date,
    /// Thời hạn ban đầu.
    pub first_due_on: Date,
    /// Thời hạn hiện nay.
    pub due_on: Date,
    /// The day of the doer's first report.
    pub begun_on: Option<Date>,
    /// What is counted, if anything.
    pub quantity: Option<Quantity>,
    /// Where it stands.
    pub state: State,
}

/// What is done to a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Báo cáo tiến độ.
    Report {
        /// How much is done so far, where it is counted.
        n_done: Option<i64>,
    },
    /// Báo cáo hoàn thành.
    Finish {
        /// Kết quả.
        result: String,
        /// Who says so: the number of an account.
        by: Option<i64>,
    },
    /// Xác nhận hoàn thành.
    Confirm {
        /// By somebody else, or by the doer himself.
        by: ByWhom,
    },
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
        /// Why.
        cause: Cause,
    },
    /// Dừng thực hiện.
    Stop {
        /// The paper.
        paper: Id<Paper>,
        /// Lý do.
        reason: String,
    },
    /// Giao cho chức danh khác của cơ quan chủ trì.
    Reassign {
        /// The post.
        post: Id<Post>,
    },
    /// Chuyển phần còn lại sang kế hoạch năm sau.
    CarryOver,
}

tagged! {
    /// The acts on a task, by name.
    pub enum ActKind {
        /// Báo cáo tiến độ.
        Report = "report",
        /// Báo cáo hoàn thành.
        Finish = "finish",
        /// Xác nhận hoàn thành.
        Confirm = "confirm",
        /// Trả lại để tiếp tục thực hiện.
        Return = "return",
        /// Điều chỉnh thời hạn.
        Move = "move",
        /// Dừng thực hiện.
        Stop = "stop",
        /// Giao cho chức danh khác.
        Reassign = "reassign",
        /// Chuyển phần còn lại sang năm sau.
        CarryOver = "carry-over",
    }
}

impl Act {
    /// Its name.
    pub const fn kind(&self) -> ActKind {
        match self {
            Self::Report { .. } => ActKind::Report,
            Self::Finish { .. } => ActKind::Finish,
            Self::Confirm { .. } => ActKind::Confirm,
            Self::Return { .. } => ActKind::Return,
            Self::Move { .. } => ActKind::Move,
            Self::Stop { .. } => ActKind::Stop,
            Self::Reassign { .. } => ActKind::Reassign,
            Self::CarryOver => ActKind::CarryOver,
        }
    }
}

/// Why an act on a task cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// The act does not fit the state.
    NotNow {
        /// What was asked for.
        act: ActKind,
    },
    /// Somebody has confirmed it already.
    ConfirmedAlready {
        /// The day.
        on: Date,
    },
    /// The day lies before the day on which the task was given.
    BeforeStart {
        /// That day.
        started_on: Date,
    },
    /// The day of a confirmation lies before the day on which it was done.
    BeforeDone {
        /// That day.
        done_on: Date,
    },
    /// A reason is needed.
    NoReason,
    /// A result in words is needed.
    NoResult,
    /// It is so already.
    NoChange,
    /// Nothing is counted here, or the number cannot be.
    BadNumber,
    /// Less is done than the plan asks for: say the rest is carried over instead.
    NotAllDone {
        /// How much is left.
        n_left: i64,
    },
    /// Nothing is left to carry over.
    NothingLeft,
    /// The post belongs to another body, or is no longer there.
    PostNotThere,
}

impl Task {
    /// What can be done to it now, in the order in which the page offers it.
    pub fn open_to(&self) -> &'static [ActKind] {
        match &self.state {
            State::Open if self.quantity.is_some() => &[
                ActKind::Report,
                ActKind::Finish,
                ActKind::Move,
                ActKind::Reassign,
                ActKind::CarryOver,
                ActKind::Stop,
            ],
            State::Open => {
                &[ActKind::Report, ActKind::Finish, ActKind::Move, ActKind::Reassign, ActKind::Stop]
            }
            State::Done { confirmed: None, .. } => &[ActKind::Confirm, ActKind::Return],
            State::Done { .. } | State::Stopped { .. } | State::CarriedOver { .. } => &[],
        }
    }

    /// The task after an act on a day.
    pub fn act(self, on: Date, act: Act) -> Result<Self, Broken> {
        let kind = act.kind();
        if let State::Done { confirmed: Some(by), .. } = &self.state
            && matches!(kind, ActKind::Confirm | ActKind::Return)
        {
            return Err(Broken::ConfirmedAlready { on: by.on });
        }
        if !self.open_to().contains(&kind) {
            return Err(Broken::NotNow { act: kind });
        }
        if on < self.started_on {
            return Err(Broken::BeforeStart { started_on: self.started_on });
        }
        let after = match act {
            Act::Report { n_done } => self.report(on, n_done)?,
            Act::Finish { result, by } => self.finish(on, result, by)?,
            Act::Confirm { by } => self.confirm(on, by)?,
            Act::Return { reason } => {
                said(&reason)?;
                Self { state: State::Open, ..self }
            }
            Act::Move { to_on, reason, .. } => self.move_due(to_on, &reason)?,
            Act::Stop { paper, reason } => {
                said(&reason)?;
                Self { state: State::Stopped { on, paper, reason: reason.trim().into() }, ..self }
            }
            Act::Reassign { post } if self.post == Some(post) => return Err(Broken::NoChange),
            Act::Reassign { post } => Self { post: Some(post), ..self },
            Act::CarryOver if self.quantity.as_ref().is_none_or(|q| q.n_left() == 0) => {
                return Err(Broken::NothingLeft);
            }
            Act::CarryOver => Self { state: State::CarriedOver { on }, ..self },
        };
        Ok(Self { version: after.version.next(), ..after })
    }

    fn report(self, on: Date, n_done: Option<i64>) -> Result<Self, Broken> {
        let quantity = match (self.quantity.clone(), n_done) {
            (None, Some(_)) => return Err(Broken::BadNumber),
            (Some(q), Some(n_done)) => {
                let q = Quantity { n_done, ..q };
                if !q.is_sound() {
                    return Err(Broken::BadNumber);
                }
                Some(q)
            }
            (q, None) => q,
        };
        let begun_on = Some(self.begun_on.map_or(on, |begun| begun.min(on)));
        Ok(Self { quantity, begun_on, ..self })
    }

    fn finish(self, on: Date, result: String, by: Option<i64>) -> Result<Self, Broken> {
        if result.trim().is_empty() {
            return Err(Broken::NoResult);
        }
        if let Some(n_left) = self.quantity.as_ref().map(Quantity::n_left).filter(|n| *n > 0) {
            return Err(Broken::NotAllDone { n_left });
        }
        let begun_on = Some(self.begun_on.map_or(on, |begun| begun.min(on)));
        let state = State::Done { on, result: result.trim().into(), by, confirmed: None };
        Ok(Self { begun_on, state, ..self })
    }

    fn confirm(self, on: Date, by: ByWhom) -> Result<Self, Broken> {
        let State::Done { on: done_on, result, by: reporter, .. } = self.state else {
            return Err(Broken::NotNow { act: ActKind::Confirm });
        };
        if on < done_on {
            return Err(Broken::BeforeDone { done_on });
        }
        let confirmed = Some(Confirmed { on, by });
        Ok(Self { state: State::Done { on: done_on, result, by: reporter, confirmed }, ..self })
    }

    fn move_due(self, to_on: Date, reason: &str) -> Result<Self, Broken> {
        said(reason)?;
        if to_on == self.due_on {
            return Err(Broken::NoChange);
        }
        if to_on < self.started_on {
            return Err(Broken::BeforeStart { started_on: self.started_on });
        }
        Ok(Self { due_on: to_on, ..self })
    }
}

fn said(reason: &str) -> Result<(), Broken> {
    if reason.trim().is_empty() { Err(Broken::NoReason) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
