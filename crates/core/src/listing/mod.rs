//! Hồ sơ theo dõi, củng cố: a unit under consolidation (yếu kém) or attention (cần quan tâm).
//!
//! A listing is proposed, opened by a decision, changed only by decisions, and closed by one. While it is
//! open it is a row of contiguous [`Spell`]s: level, status, group, owning committee and date, each with the
//! decision that began it. So the stock and the flow of any period ([`flow`]) are read off the spells and are
//! never typed. A unit has at most one live listing; the store guards that, as it needs all listings to know.

pub mod flow;

use crate::decision::Decision;
use crate::unit::Unit;
use crate::{Date, Id, OPEN_END, Version, tagged};

tagged! {
    /// Cấp theo dõi: on whose list the unit stands.
    pub enum Tier {
        /// Thuộc diện Thành phố (tỉnh) theo dõi.
        Upper = "upper",
        /// Thuộc diện cấp dưới (huyện before 1 July 2025, xã since) theo dõi.
        Lower = "lower",
    }
}

tagged! {
    /// Diện: the two statuses, printed apart.
    pub enum Status {
        /// Yếu kém (củng cố).
        Weak = "weak",
        /// Có vấn đề cần quan tâm (theo dõi).
        Attention = "attention",
    }
}

tagged! {
    /// Nhóm: the three groups of `rules/groups.toml` (ours; the guidance is not public).
    pub enum Group {
        /// Nhóm 1.
        One = "1",
        /// Nhóm 2.
        Two = "2",
        /// Nhóm 3.
        Three = "3",
    }
}

tagged! {
    /// The acts on a listing, by name.
    pub enum ActKind {
        /// Đưa vào diện.
        Open = "open",
        /// Không đưa vào diện.
        Decline = "decline",
        /// Chuyển về cấp dưới theo dõi.
        HandDown = "hand-down",
        /// Đưa lên diện cấp trên theo dõi.
        HandUp = "hand-up",
        /// Kéo dài thời gian củng cố.
        Prolong = "prolong",
        /// Thay đổi diện, nhóm.
        Regroup = "regroup",
        /// Đưa ra khỏi diện.
        Remove = "remove",
    }
}

/// Where a listing stands: everything that a decision sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    /// Cấp theo dõi.
    pub tier: Tier,
    /// Diện.
    pub status: Status,
    /// Nhóm.
    pub group: Group,
    /// The committee that owns the work.
    pub owner: Id<Unit>,
    /// Thời gian củng cố đến ngày.
    pub due_on: Date,
}

/// Giai đoạn: a placement from a day until before another, with the decision that began it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spell {
    /// First day.
    pub from_on: Date,
    /// First day on which it is no longer so; [`OPEN_END`] while it lasts.
    pub until_on: Date,
    /// Where the listing stood.
    pub placement: Placement,
    /// What began it.
    pub begun_by: ActKind,
    /// By which decision.
    pub decision: Id<Decision>,
}

impl Spell {
    /// Whether the spell covers a day.
    pub fn covers(&self, day: Date) -> bool {
        self.from_on <= day && day < self.until_on
    }
}

/// Tình trạng hồ sơ, with the facts of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Đã đề xuất, chưa có quyết định.
    Proposed,
    /// Đang trong diện.
    Open {
        /// Oldest first, never empty.
        spells: Vec<Spell>,
    },
    /// Đã ra khỏi diện.
    Closed {
        /// Oldest first, never empty.
        spells: Vec<Spell>,
        /// The first day on which it is no longer listed.
        on: Date,
        /// How it closed.
        how: Closing,
    },
    /// Có quyết định không đưa vào diện.
    Declined {
        /// The day of the decision.
        on: Date,
        /// The decision.
        decision: Id<Decision>,
    },
}

/// How a listing closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closing {
    /// Hoàn thành củng cố, đưa ra khỏi diện.
    Removed {
        /// The decision.
        decision: Id<Decision>,
        /// Kết quả khắc phục, as the conclusion words it.
        result: String,
    },
    /// Kết thúc do sắp xếp tổ chức.
    Reorganised,
}

/// Đề xuất: who proposed, when, and on what evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The day; unknown for listings taken over from old registers.
    pub on: Option<Date>,
    /// The proposing body.
    pub by: String,
    /// Nội dung cần củng cố, in words.
    pub reasons: String,
}

/// Hồ sơ theo dõi, củng cố.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Its number.
    pub id: Id<Listing>,
    /// The unit listed.
    pub unit: Id<Unit>,
    /// How often it was changed.
    pub version: Version,
    /// Why it was proposed.
    pub proposal: Proposal,
    /// Where it stands.
    pub state: State,
}

/// What a decision does to a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Đưa vào diện.
    Open(Placement),
    /// Không đưa vào diện.
    Decline,
    /// Chuyển về cấp dưới theo dõi.
    HandDown {
        /// The committee below that takes it over.
        owner: Id<Unit>,
        /// Until when it shall be consolidated.
        due_on: Date,
    },
    /// Đưa lên diện cấp trên theo dõi.
    HandUp {
        /// The committee that owns the work from now on.
        owner: Id<Unit>,
        /// Until when it shall be consolidated.
        due_on: Date,
    },
    /// Kéo dài thời gian củng cố.
    Prolong {
        /// The new last day.
        due_on: Date,
    },
    /// Thay đổi diện, nhóm.
    Regroup {
        /// The new status.
        status: Status,
        /// The new group.
        group: Group,
    },
    /// Đưa ra khỏi diện.
    Remove {
        /// Kết quả khắc phục.
        result: String,
    },
}

impl Act {
    /// Its name.
    pub const fn kind(&self) -> ActKind {
        match self {
            Self::Open(_) => ActKind::Open,
            Self::Decline => ActKind::Decline,
            Self::HandDown { .. } => ActKind::HandDown,
            Self::HandUp { .. } => ActKind::HandUp,
            Self::Prolong { .. } => ActKind::Prolong,
            Self::Regroup { .. } => ActKind::Regroup,
            Self::Remove { .. } => ActKind::Remove,
        }
    }
}

/// Why an act cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// The act does not fit the state, e.g. opening what is open.
    NotNow {
        /// What was asked for.
        act: ActKind,
    },
    /// Another decision already took effect on or after that day.
    NotAfterLast {
        /// The day of the last one.
        last_on: Date,
    },
    /// The date until which to consolidate is not after the day of effect.
    DueNotAfter {
        /// The day of effect.
        on: Date,
    },
    /// A prolongation must lead beyond the present date.
    NotLonger {
        /// The present date.
        due_on: Date,
    },
    /// It is so already.
    NoChange,
    /// A removal needs its result in words.
    NoResult,
}

impl Listing {
    /// A listing just proposed.
    pub fn propose(id: Id<Self>, unit: Id<Unit>, proposal: Proposal) -> Self {
        Self { id, unit, version: Version::FIRST, proposal, state: State::Proposed }
    }

    /// All its spells, oldest first.
    pub fn spells(&self) -> &[Spell] {
        match &self.state {
            State::Open { spells } | State::Closed { spells, .. } => spells,
            State::Proposed | State::Declined { .. } => &[],
        }
    }

    /// Where it stands now, while it is open.
    pub fn standing(&self) -> Option<&Spell> {
        match &self.state {
            State::Open { spells } => spells.last(),
            _ => None,
        }
    }

    /// What a decision may do to it now, in the order in which the page offers it.
    pub fn open_to(&self) -> &'static [ActKind] {
        match (&self.state, self.standing().map(|s| s.placement.tier)) {
            (State::Proposed, _) => &[ActKind::Open, ActKind::Decline],
            (State::Open { .. }, Some(Tier::Upper)) => {
                &[ActKind::Remove, ActKind::HandDown, ActKind::Prolong, ActKind::Regroup]
            }
            (State::Open { .. }, _) => {
                &[ActKind::Remove, ActKind::HandUp, ActKind::Prolong, ActKind::Regroup]
            }
            (State::Closed { .. } | State::Declined { .. }, _) => &[],
        }
    }

    /// The listing after a decision that takes effect on a day.
    pub fn decide(self, on: Date, act: Act, decision: Id<Decision>) -> Result<Self, Broken> {
        let kind = act.kind();
        if !self.open_to().contains(&kind) {
            return Err(Broken::NotNow { act: kind });
        }
        let version = self.version.next();
        let state = match (self.state, act) {
            (State::Proposed, Act::Open(placement)) => {
                State::Open { spells: vec![first(on, placement, decision)?] }
            }
            (State::Proposed, Act::Decline) => State::Declined { on, decision },
            (State::Open { spells }, Act::Remove { result }) => remove(spells, on, decision, result)?,
            (State::Open { spells }, act) => State::Open { spells: step(spells, on, act, decision)? },
            _ => return Err(Broken::NotNow { act: kind }),
        };
        Ok(Self { version, state, ..self })
    }
}

fn first(on: Date, placement: Placement, decision: Id<Decision>) -> Result<Spell, Broken> {
    if placement.due_on <= on {
        return Err(Broken::DueNotAfter { on });
    }
    Ok(Spell { from_on: on, until_on: OPEN_END, placement, begun_by: ActKind::Open, decision })
}

fn remove(mut spells: Vec<Spell>, on: Date, decision: Id<Decision>, result: String) -> Result<State, Broken> {
    if result.trim().is_empty() {
        return Err(Broken::NoResult);
    }
    if let Some(last) = spells.last_mut() {
        if on <= last.from_on {
            return Err(Broken::NotAfterLast { last_on: last.from_on });
        }
        last.until_on = on;
    }
    Ok(State::Closed { spells, on, how: Closing::Removed { decision, result } })
}

/// The spells after an act that keeps the listing open.
fn step(mut spells: Vec<Spell>, on: Date, act: Act, decision: Id<Decision>) -> Result<Vec<Spell>, Broken> {
    let kind = act.kind();
    let Some(last) = spells.last_mut() else { return Err(Broken::NotNow { act: kind }) };
    if on <= last.from_on {
        return Err(Broken::NotAfterLast { last_on: last.from_on });
    }
    let before = last.placement;
    let after = match act {
        Act::HandDown { owner, due_on } => Placement { tier: Tier::Lower, owner, due_on, ..before },
        Act::HandUp { owner, due_on } => Placement { tier: Tier::Upper, owner, due_on, ..before },
        Act::Prolong { due_on } if due_on <= before.due_on => {
            return Err(Broken::NotLonger { due_on: before.due_on });
        }
        Act::Prolong { due_on } => Placement { due_on, ..before },
        Act::Regroup { status, group } => Placement { status, group, ..before },
        Act::Open(_) | Act::Decline | Act::Remove { .. } => return Err(Broken::NotNow { act: kind }),
    };
    if after == before {
        return Err(Broken::NoChange);
    }
    if after.due_on <= on && after.due_on != before.due_on {
        return Err(Broken::DueNotAfter { on });
    }
    last.until_on = on;
    spells.push(Spell { from_on: on, until_on: OPEN_END, placement: after, begun_by: kind, decision });
    Ok(spells)
}

#[cfg(test)]
mod tests;
