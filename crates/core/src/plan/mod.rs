//! Đề án củng cố (of a Party committee), kế hoạch củng cố chi bộ (of a branch).
//!
//! A plan lives as such papers really live: drafted, submitted, concluded by the meeting with remarks, which the
//! office works in (tiếp thu, hoàn chỉnh), issued with number, day and signer, and later amended by another paper.
//! While it lies before the meeting it cannot be written; once issued an edition never changes, and its next text is
//! worked on beside it. Deliberately not here: anything on persons (only where a separate paper lies), the number of
//! the paper (the clerk gives it), and the tasks, which hang on the measures by their numbers.

mod content;
pub mod difference;

pub use content::{Cause, CauseKind, Content, Exit, Lack, Measure, Personnel, Text};

use crate::decision::Decision;
use crate::listing::Listing;
use crate::paper::Paper;
use crate::unit::Unit;
use crate::{Date, Id, Version, tagged};

tagged! {
    /// Loại văn bản.
    pub enum Kind {
        /// Đề án củng cố tổ chức cơ sở đảng.
        Scheme = "scheme",
        /// Kế hoạch củng cố chi bộ.
        BranchPlan = "branch-plan",
    }
}

tagged! {
    /// The acts on a plan, by name.
    pub enum ActKind {
        /// Soạn thảo; after issue, soạn nội dung điều chỉnh.
        Write = "write",
        /// Trình.
        Submit = "submit",
        /// Trả lại để hoàn chỉnh.
        SendBack = "send-back",
        /// Hội nghị kết luận.
        Conclude = "conclude",
        /// Ban hành.
        Issue = "issue",
        /// Điều chỉnh.
        Amend = "amend",
        /// Bỏ nội dung điều chỉnh đang soạn.
        Drop = "drop",
    }
}

/// Bản đã ban hành: one text with the paper by which it became valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// 1 for the plan as first issued, then one more for each amendment.
    pub no: i64,
    /// The day of its paper.
    pub issued_on: Date,
    /// The paper.
    pub paper: Id<Paper>,
    /// Why it was amended; blank in the first.
    pub reason: String,
    /// What it says.
    pub content: Content,
}

/// Tình trạng, with the facts of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Dự thảo.
    Draft {
        /// What it says so far.
        content: Content,
    },
    /// Đã trình hội nghị.
    Submitted {
        /// What lies before the meeting.
        content: Content,
        /// Since when.
        on: Date,
    },
    /// Hội nghị đã kết luận; tiếp thu, hoàn chỉnh.
    Concluded {
        /// The text into which the remarks are worked.
        content: Content,
        /// The decision of the meeting.
        decision: Id<Decision>,
        /// Its day of effect.
        on: Date,
        /// Ý kiến kết luận cần tiếp thu.
        remarks: String,
    },
    /// Đã ban hành.
    Issued {
        /// What the meeting decided.
        decision: Id<Decision>,
        /// Oldest first, never empty.
        editions: Vec<Edition>,
        /// The text of an amendment that is being written.
        amending: Option<Content>,
    },
}

/// Đề án, kế hoạch củng cố.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its number.
    pub id: Id<Plan>,
    /// The listing that it is to end.
    pub listing: Id<Listing>,
    /// The unit listed.
    pub unit: Id<Unit>,
    /// Đề án or kế hoạch.
    pub kind: Kind,
    /// How often it was changed.
    pub version: Version,
    /// Where it stands.
    pub state: State,
}

/// What is done to a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Soạn thảo.
    Write(Content),
    /// Trình.
    Submit {
        /// The day.
        on: Date,
    },
    /// Trả lại.
    SendBack,
    /// Hội nghị kết luận.
    Conclude {
        /// The day of the conclusion.
        on: Date,
        /// The decision.
        decision: Id<Decision>,
        /// Ý kiến cần tiếp thu; may be blank.
        remarks: String,
    },
    /// Ban hành.
    Issue {
        /// The day of the paper.
        on: Date,
        /// The paper.
        paper: Id<Paper>,
    },
    /// Điều chỉnh.
    Amend {
        /// The day of the paper.
        on: Date,
        /// The paper.
        paper: Id<Paper>,
        /// Why.
        reason: String,
    },
    /// Bỏ nội dung điều chỉnh.
    Drop,
}

impl Act {
    /// Its name.
    pub const fn kind(&self) -> ActKind {
        match self {
            Self::Write(_) => ActKind::Write,
            Self::Submit { .. } => ActKind::Submit,
            Self::SendBack => ActKind::SendBack,
            Self::Conclude { .. } => ActKind::Conclude,
            Self::Issue { .. } => ActKind::Issue,
            Self::Amend { .. } => ActKind::Amend,
            Self::Drop => ActKind::Drop,
        }
    }
}

/// Why an act cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// The act does not fit the state.
    NotNow {
        /// What was asked for.
        act: ActKind,
    },
    /// It is issued already; it can only be amended.
    IssuedAlready,
    /// Something is lacking.
    Incomplete(Vec<Lack>),
    /// The day lies before the step before it.
    NotBefore {
        /// The day of that step.
        on: Date,
    },
    /// An amendment changes nothing.
    NoChange,
    /// An amendment needs its reason.
    NoReason,
}

impl Plan {
    /// A plan just begun.
    pub const fn begin(
        id: Id<Self>,
        listing: Id<Listing>,
        unit: Id<Unit>,
        kind: Kind,
        content: Content,
    ) -> Self {
        Self { id, listing, unit, kind, version: Version::FIRST, state: State::Draft { content } }
    }

    /// The text that is worked on, or the one that is valid.
    pub fn content(&self) -> Option<&Content> {
        match &self.state {
            State::Draft { content }
            | State::Submitted { content, .. }
            | State::Concluded { content, .. } => Some(content),
            State::Issued { amending: Some(content), .. } => Some(content),
            State::Issued { editions, .. } => editions.last().map(|e| &e.content),
        }
    }

    /// The edition that is valid; none before it is issued.
    pub fn edition(&self) -> Option<&Edition> {
        match &self.state {
            State::Issued { editions, .. } => editions.last(),
            _ => None,
        }
    }

    /// What may be done now, in the order in which the page offers it.
    pub fn open_to(&self) -> &'static [ActKind] {
        match &self.state {
            State::Draft { .. } => &[ActKind::Write, ActKind::Submit],
            State::Submitted { .. } => &[ActKind::Conclude, ActKind::SendBack],
            State::Concluded { .. } => &[ActKind::Write, ActKind::Issue],
            State::Issued { amending: None, .. } => &[ActKind::Write],
            State::Issued { amending: Some(_), .. } => &[ActKind::Write, ActKind::Amend, ActKind::Drop],
        }
    }

    /// The plan after an act.
    pub fn act(self, act: Act) -> Result<Self, Broken> {
        let kind = act.kind();
        if kind == ActKind::Issue && matches!(self.state, State::Issued { .. }) {
            return Err(Broken::IssuedAlready);
        }
        if !self.open_to().contains(&kind) {
            return Err(Broken::NotNow { act: kind });
        }
        let version = self.version.next();
        let state = match (self.state, act) {
            (State::Draft { .. }, Act::Write(content)) => State::Draft { content },
            (State::Draft { content }, Act::Submit { on }) => {
                State::Submitted { content: complete(content)?, on }
            }
            (State::Submitted { content, .. }, Act::SendBack) => State::Draft { content },
            (State::Submitted { content, on: submitted }, Act::Conclude { on, decision, remarks }) => {
                not_before(on, submitted)?;
                State::Concluded { content, decision, on, remarks }
            }
            (State::Concluded { decision, on, remarks, .. }, Act::Write(content)) => {
                State::Concluded { content, decision, on, remarks }
            }
            (State::Concluded { content, decision, on: concluded, .. }, Act::Issue { on, paper }) => {
                not_before(on, concluded)?;
                let content = complete(content)?;
                let first = Edition { no: 1, issued_on: on, paper, reason: String::new(), content };
                State::Issued { decision, editions: vec![first], amending: None }
            }
            (State::Issued { decision, editions, .. }, Act::Write(content)) => {
                State::Issued { decision, editions, amending: Some(content) }
            }
            (State::Issued { decision, editions, .. }, Act::Drop) => {
                State::Issued { decision, editions, amending: None }
            }
            (
                State::Issued { decision, editions, amending: Some(content) },
                Act::Amend { on, paper, reason },
            ) => {
                let editions = amended(editions, content, on, paper, reason)?;
                State::Issued { decision, editions, amending: None }
            }
            _ => return Err(Broken::NotNow { act: kind }),
        };
        Ok(Self { version, state, ..self })
    }
}

fn complete(content: Content) -> Result<Content, Broken> {
    let lacks = content.lacks();
    if lacks.is_empty() { Ok(content) } else { Err(Broken::Incomplete(lacks)) }
}

fn not_before(on: Date, step: Date) -> Result<(), Broken> {
    if on < step { Err(Broken::NotBefore { on: step }) } else { Ok(()) }
}

/// The editions with one more.
fn amended(
    mut editions: Vec<Edition>,
    content: Content,
    on: Date,
    paper: Id<Paper>,
    reason: String,
) -> Result<Vec<Edition>, Broken> {
    if reason.trim().is_empty() {
        return Err(Broken::NoReason);
    }
    let content = complete(content)?;
    let Some(last) = editions.last() else { return Err(Broken::NotNow { act: ActKind::Amend }) };
    not_before(on, last.issued_on)?;
    if last.content == content {
        return Err(Broken::NoChange);
    }
    let no = last.no + 1;
    editions.push(Edition { no, issued_on: on, paper, reason, content });
    Ok(editions)
}

#[cfg(test)]
mod tests;
