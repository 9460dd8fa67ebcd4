//! Biểu và báo cáo biểu: what is asked together, and one unit's answer for a period.
//!
//! A form ([`FormRule`]) asks units for its indicators; the rows of an answer are the unit itself or also the
//! units below it that hold figures of their own. Completeness, timeliness and locks belong to the [`Return`]
//! and not to each cell. Invariants: figures are written only while the return is being entered or was sent
//! back; a return is closed only with the number of its signed copy. Deliberately not here: who is asked on a
//! day (that is computed from the register), and the figures themselves.

pub mod grid;
pub mod intake;

use crate::period::Period;
use crate::rulebook::FormRule;
use crate::unit::Unit;
use crate::{Date, Id, Version, tagged};

tagged! {
    /// Trạng thái của báo cáo biểu.
    pub enum StateKind {
        /// Đang nhập.
        Draft = "draft",
        /// Đã gửi.
        Sent = "sent",
        /// Đã chốt.
        Closed = "closed",
        /// Trả lại để rà soát.
        Returned = "returned",
    }
}

/// Where a return stands, with the facts of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Đang nhập.
    Draft,
    /// Đã gửi.
    Sent {
        /// Ngày gửi.
        on: Date,
    },
    /// Đã chốt.
    Closed {
        /// Ngày gửi.
        sent_on: Date,
        /// Ngày chốt.
        on: Date,
        /// Số, ký hiệu of the signed copy.
        copy: String,
    },
    /// Trả lại để rà soát: its figures stand, but are doubted.
    Returned {
        /// Ngày gửi.
        sent_on: Date,
        /// Ngày trả lại.
        on: Date,
        /// What is to be looked at again.
        why: String,
    },
}

tagged! {
    /// What is done to a return.
    pub enum ActKind {
        /// Gửi.
        Send = "send",
        /// Chốt.
        Close = "close",
        /// Trả lại để rà soát.
        SendBack = "send-back",
    }
}

/// What is done to a return, with the facts that it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Gửi.
    Send,
    /// Chốt số liệu.
    Close {
        /// Số, ký hiệu of the signed copy.
        copy: String,
    },
    /// Trả lại để rà soát.
    SendBack {
        /// What is to be looked at again.
        why: String,
    },
}

/// Why an act on a return cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// The act does not fit the state.
    NotNow {
        /// What was asked for.
        act: ActKind,
        /// Where the return stands.
        state: StateKind,
    },
    /// Closing needs the number of the signed copy.
    NoCopy,
    /// Sending back needs a reason.
    NoReason,
    /// The day lies before the last one on record.
    NotAfterLast {
        /// The last day on record.
        last_on: Date,
    },
    /// Nothing was entered yet.
    Empty,
}

/// The most letters of a number of a signed copy, and of a reason.
pub const COPY_LIMIT: usize = 60;
/// The most letters of a reason.
pub const REASON_LIMIT: usize = 2_000;

/// Báo cáo biểu: one unit's answer to a form for a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    /// Its number.
    pub id: Id<Return>,
    /// Code of the form.
    pub form: String,
    /// The period.
    pub period: Period,
    /// Who answers.
    pub unit: Id<Unit>,
    /// How often it was changed.
    pub version: Version,
    /// Where it stands.
    pub state: State,
}

impl Act {
    /// Its name.
    pub const fn kind(&self) -> ActKind {
        match self {
            Self::Send => ActKind::Send,
            Self::Close { .. } => ActKind::Close,
            Self::SendBack { .. } => ActKind::SendBack,
        }
    }
}

impl State {
    /// Its name.
    pub const fn kind(&self) -> StateKind {
        match self {
            Self::Draft => StateKind::Draft,
            Self::Sent { .. } => StateKind::Sent,
            Self::Closed { .. } => StateKind::Closed,
            Self::Returned { .. } => StateKind::Returned,
        }
    }

    /// Whether figures may be written.
    pub const fn takes_figures(&self) -> bool {
        matches!(self, Self::Draft | Self::Returned { .. })
    }

    /// The day on which it was last sent.
    pub const fn sent_on(&self) -> Option<Date> {
        match self {
            Self::Draft => None,
            Self::Sent { on } => Some(*on),
            Self::Closed { sent_on, .. } | Self::Returned { sent_on, .. } => Some(*sent_on),
        }
    }
}

impl StateKind {
    /// What may be done now, in the order in which the page offers it.
    pub const fn open_to(self) -> &'static [ActKind] {
        match self {
            Self::Draft | Self::Returned => &[ActKind::Send],
            Self::Sent => &[ActKind::Close, ActKind::SendBack],
            Self::Closed => &[ActKind::SendBack],
        }
    }
}

impl Return {
    /// An answer just begun.
    pub fn begin(id: Id<Self>, form: &str, period: Period, unit: Id<Unit>) -> Self {
        Self { id, form: form.to_owned(), period, unit, version: Version::FIRST, state: State::Draft }
    }

    /// The answer after an act on a day.
    pub fn act(self, on: Date, act: Act) -> Result<Self, Broken> {
        let (kind, state) = (act.kind(), self.state.kind());
        let not_now = Broken::NotNow { act: kind, state };
        if !state.open_to().contains(&kind) {
            return Err(not_now);
        }
        let last_on = match &self.state {
            State::Draft => Date::MIN,
            State::Sent { on } | State::Closed { on, .. } | State::Returned { on, .. } => *on,
        };
        if on < last_on {
            return Err(Broken::NotAfterLast { last_on });
        }
        let sent_on = self.state.sent_on();
        let state = match (act, sent_on) {
            (Act::Send, _) => State::Sent { on },
            (Act::Close { copy }, Some(sent_on)) => {
                State::Closed { sent_on, on, copy: said(copy, COPY_LIMIT).ok_or(Broken::NoCopy)? }
            }
            (Act::SendBack { why }, Some(sent_on)) => {
                State::Returned { sent_on, on, why: said(why, REASON_LIMIT).ok_or(Broken::NoReason)? }
            }
            (Act::Close { .. } | Act::SendBack { .. }, None) => return Err(not_now),
        };
        Ok(Self { version: self.version.next(), state, ..self })
    }
}

fn said(text: String, limit: usize) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && text.chars().count() <= limit).then(|| text.to_owned())
}

tagged! {
    /// Tình hình gửi: how an answer stands against its due day.
    pub enum Timeliness {
        /// Chưa đến hạn.
        NotDue = "not-due",
        /// Gửi đúng hạn.
        InTime = "in-time",
        /// Gửi quá hạn.
        Late = "late",
        /// Quá hạn chưa gửi.
        Missing = "missing",
    }
}

/// How an answer stands on a day; an answer that was sent back counts as sent on its day.
pub fn timeliness(due_on: Date, sent_on: Option<Date>, today: Date) -> Timeliness {
    match sent_on {
        Some(on) if on <= due_on => Timeliness::InTime,
        Some(_) => Timeliness::Late,
        None if today <= due_on => Timeliness::NotDue,
        None => Timeliness::Missing,
    }
}

/// The last day on which an answer to a form is in time; where no rule counts it by the calendar, the last day of
/// the period.
pub fn due_on(form: &FormRule, period: Period) -> Date {
    form.due_on(period).unwrap_or(period.last_on())
}

#[cfg(test)]
mod tests;
