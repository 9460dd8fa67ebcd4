//! Biểu B02: stock and flow of listings, read off their spells.
//!
//! A category (level, group, status, subtree) is a yes-or-no question about a listing on a day. Within a period
//! each day on which the answer changes has exactly one cause, so for every category and every two days
//! opening + in − out = closing, by construction and not by care.

use super::{Closing, Group, Listing, Placement, Spell, State, Status, Tier};
use crate::unit::Unit;
use crate::{Date, Id};

/// Which listings a table is about; `None` means all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Category {
    /// Cấp theo dõi.
    pub tier: Option<Tier>,
    /// Diện.
    pub status: Option<Status>,
    /// Nhóm.
    pub group: Option<Group>,
}

impl Category {
    /// Whether a placement belongs to it.
    pub fn takes(&self, placement: &Placement) -> bool {
        self.tier.is_none_or(|t| t == placement.tier)
            && self.status.is_none_or(|s| s == placement.status)
            && self.group.is_none_or(|g| g == placement.group)
    }
}

/// A listing as the table needs it: its spells, its end, and when its unit lay in the subtree asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// The listing.
    pub id: Id<Listing>,
    /// Its unit.
    pub unit: Id<Unit>,
    /// Its spells, oldest first.
    pub spells: Vec<Spell>,
    /// Whether it was closed by a reorganisation (any other closing is a removal).
    pub end: End,
    /// Whether its unit had been removed from the list before.
    pub origin: Origin,
    /// Days `[from, until)` on which its unit lay in the subtree.
    pub inside: Vec<(Date, Date)>,
}

/// How the last spell of a history ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Not yet, or by removal.
    Plain,
    /// By a reorganisation.
    Reorganised,
}

/// Where a listing comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Its unit was never listed before.
    New,
    /// Phát sinh yếu kém trở lại: its unit had been listed and removed before.
    Relapse,
}

impl History {
    /// The history of a listing that has spells.
    pub fn of(listing: &Listing, origin: Origin, inside: Vec<(Date, Date)>) -> Self {
        let end = match &listing.state {
            State::Closed { how: Closing::Reorganised, .. } => End::Reorganised,
            _ => End::Plain,
        };
        Self { id: listing.id, unit: listing.unit, spells: listing.spells().to_vec(), end, origin, inside }
    }

    /// The spell of a day, if its unit lay inside then.
    pub fn on(&self, day: Date) -> Option<&Spell> {
        let inside = self.inside.iter().any(|(from, until)| *from <= day && day < *until);
        self.spells.iter().find(|s| s.covers(day)).filter(|_| inside)
    }

    /// The days within a period on which the answer to any category may change.
    fn turns(&self, from_on: Date, to_on: Date) -> Vec<Date> {
        let mut days: Vec<Date> = self.spells.iter().flat_map(|s| [s.from_on, s.until_on]).collect();
        days.extend(self.inside.iter().flat_map(|(from, until)| [*from, *until]));
        days.retain(|d| (from_on..=to_on).contains(d));
        days.sort_unstable();
        days.dedup();
        days
    }
}

/// One row of B02; each number is the list of its listings, so that every number opens its units.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flow {
    /// Đầu kỳ.
    pub opening: Vec<Id<Listing>>,
    /// Đưa vào mới.
    pub listed: Vec<Id<Listing>>,
    /// Trong đó phát sinh trở lại.
    pub relapsed: Vec<Id<Listing>>,
    /// Nhận từ cấp khác.
    pub from_tier: Vec<Id<Listing>>,
    /// Chuyển nhóm, diện đến.
    pub from_group: Vec<Id<Listing>>,
    /// Tăng do sắp xếp.
    pub by_reorganisation: Vec<Id<Listing>>,
    /// Hoàn thành, đưa ra khỏi diện.
    pub removed: Vec<Id<Listing>>,
    /// Chuyển cấp khác.
    pub to_tier: Vec<Id<Listing>>,
    /// Chuyển nhóm, diện đi.
    pub to_group: Vec<Id<Listing>>,
    /// Giảm do sắp xếp.
    pub out_by_reorganisation: Vec<Id<Listing>>,
    /// Cuối kỳ.
    pub closing: Vec<Id<Listing>>,
}

impl Flow {
    /// Opening plus everything in, minus everything out, minus closing: always zero.
    pub fn gap(&self) -> i64 {
        let n = |v: &Vec<Id<Listing>>| i64::try_from(v.len()).unwrap_or(i64::MAX);
        n(&self.opening)
            + n(&self.listed)
            + n(&self.from_tier)
            + n(&self.from_group)
            + n(&self.by_reorganisation)
            - n(&self.removed)
            - n(&self.to_tier)
            - n(&self.to_group)
            - n(&self.out_by_reorganisation)
            - n(&self.closing)
    }
}

/// Stock and flow of a category from a day to a day, both included.
///
/// A listing that left and came back within the period is counted both ways, as the papers of the period tell.
pub fn flow(histories: &[History], category: Category, from_on: Date, to_on: Date) -> Flow {
    let mut flow = Flow::default();
    let Ok(eve) = from_on.yesterday() else { return flow };
    for history in histories {
        let takes = |spell: Option<&Spell>| spell.is_some_and(|s| category.takes(&s.placement));
        if takes(history.on(eve)) {
            flow.opening.push(history.id);
        }
        for day in history.turns(from_on, to_on) {
            let before = day.yesterday().ok().and_then(|d| history.on(d));
            let after = history.on(day);
            match (takes(before), takes(after)) {
                (false, true) => enter(&mut flow, history, day, before, category),
                (true, false) => leave(&mut flow, history, day, after, category),
                _ => {}
            }
        }
        if takes(history.on(to_on)) {
            flow.closing.push(history.id);
        }
    }
    flow
}

fn enter(flow: &mut Flow, history: &History, day: Date, before: Option<&Spell>, category: Category) {
    let opened = history.spells.first().is_some_and(|s| s.from_on == day);
    match before {
        None if opened => {
            flow.listed.push(history.id);
            if history.origin == Origin::Relapse {
                flow.relapsed.push(history.id);
            }
        }
        None => flow.by_reorganisation.push(history.id),
        Some(b) if category.tier.is_some_and(|t| t != b.placement.tier) => flow.from_tier.push(history.id),
        Some(_) => flow.from_group.push(history.id),
    }
}

fn leave(flow: &mut Flow, history: &History, day: Date, after: Option<&Spell>, category: Category) {
    let closed = history.spells.last().is_some_and(|s| s.until_on == day);
    match after {
        None if closed && history.end == End::Plain => flow.removed.push(history.id),
        None => flow.out_by_reorganisation.push(history.id),
        Some(a) if category.tier.is_some_and(|t| t != a.placement.tier) => flow.to_tier.push(history.id),
        Some(_) => flow.to_group.push(history.id),
    }
}
