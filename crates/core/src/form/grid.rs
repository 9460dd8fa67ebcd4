//! Bảng nhập: what becomes of one cell when a grid is saved.
//!
//! Each cell names the version that its writer saw (0 where there was no figure). A stale cell is reported and
//! the others go on; a blank cell is a missing figure and never a zero; a cell that was not changed is not
//! written again, whatever happened to it meanwhile.

use super::State;
use crate::Version;
use crate::indicator::FIGURE_LIMIT;

/// What stands in the store for a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The figure; none is missing.
    pub value: Option<i64>,
    /// Its version; 0 where it is missing.
    pub version: Version,
}

/// No figure.
pub const MISSING: Held = Held { value: None, version: Version(0) };

/// Where a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The state of the return it belongs to; none where no answer was begun.
    pub state: Option<&'a State>,
    /// Whether the unit stands in the register on the last day of the period.
    pub unit: Presence,
    /// Whether the form asks this unit for this indicator.
    pub asked: Asked,
}

/// Whether a unit existed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It did.
    There,
    /// Not on the last day of the period.
    NotThen,
}

/// Whether a cell is to be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// It is.
    Yes,
    /// The unit holds no figure of its own for it.
    No,
}

/// What becomes of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It says what the store says.
    Same,
    /// It is written with this version.
    Write {
        /// The figure.
        value: i64,
        /// Its new version.
        version: Version,
    },
    /// The figure is taken back: missing again.
    Clear {
        /// The version that is kept in the past.
        version: Version,
    },
    /// Somebody else wrote it since it was read.
    Stale {
        /// What stands there now.
        now: Held,
    },
    /// A rule refuses it.
    Refused(Refused),
}

/// Why a cell is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The return was sent or closed; it has to be sent back first.
    Locked,
    /// The unit did not exist then.
    NotThen,
    /// The unit holds no figure of its own for this indicator.
    NotAsked,
    /// The figure is larger than [`FIGURE_LIMIT`].
    TooLarge,
    /// Counts are not negative.
    Negative,
}

/// What becomes of a cell that its writer saw at a version and wants to hold a value.
///
/// `last` is the highest version it ever had, so that a figure entered again goes on counting.
pub fn settle(place: Place<'_>, held: Held, last: Version, seen: Version, wish: Option<i64>) -> Outcome {
    if wish == held.value {
        return Outcome::Same;
    }
    if let Some(refused) = refusal(place, wish) {
        return Outcome::Refused(refused);
    }
    if seen != held.version {
        return Outcome::Stale { now: held };
    }
    match wish {
        Some(value) => Outcome::Write { value, version: last.max(held.version).next() },
        None => Outcome::Clear { version: held.version },
    }
}

fn refusal(place: Place<'_>, wish: Option<i64>) -> Option<Refused> {
    if place.unit == Presence::NotThen {
        return Some(Refused::NotThen);
    }
    if place.asked == Asked::No {
        return Some(Refused::NotAsked);
    }
    if place.state.is_some_and(|s| !s.takes_figures()) {
        return Some(Refused::Locked);
    }
    match wish {
        Some(value) if value < 0 => Some(Refused::Negative),
        Some(value) if value > FIGURE_LIMIT => Some(Refused::TooLarge),
        _ => None,
    }
}

impl Refused {
    /// A stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Locked => "locked",
            Self::NotThen => "not-then",
            Self::NotAsked => "not-asked",
            Self::TooLarge => "too-large",
            Self::Negative => "negative",
        }
    }
}
