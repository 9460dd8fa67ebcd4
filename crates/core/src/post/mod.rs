//! Chức danh: a post of a unit, and who held it from when to when.
//!
//! A post is a row of contiguous spells, each held by somebody or vacant, from the day of its founding on; so a
//! vacancy is a fact with its length and not a hole. Tasks hang on posts: the next holder inherits them without
//! an act. Of a holder only the name, the days and the paper are kept. Ủy quyền (a deputy for a time, by a
//! paper) ties one post to another. Deliberately not here: planning, rotation, anything else on a person.

pub mod charge;

use crate::paper::Paper;
use crate::unit::Unit;
use crate::{Date, Id, OPEN_END, Version, tagged};

tagged! {
    /// Bậc của chức danh within its unit; the order in which posts are printed.
    pub enum Rank {
        /// Cấp trưởng.
        Head = "head",
        /// Cấp phó.
        Deputy = "deputy",
        /// Chuyên viên, cán bộ, ủy viên.
        Officer = "officer",
    }
}

/// Người giữ chức danh: a name, and the account by which he signs in, if he has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Họ và tên.
    pub name: String,
    /// The number of his account.
    pub account: Option<i64>,
}

/// Thời gian giữ chức vụ: one holder, or a vacancy, from a day until before another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenure {
    /// First day.
    pub from_on: Date,
    /// First day on which it is no longer so; [`OPEN_END`] while it lasts.
    pub until_on: Date,
    /// The holder; none while the post is vacant.
    pub holder: Option<Holder>,
    /// The paper by which it became so.
    pub paper: Option<Id<Paper>>,
}

impl Tenure {
    /// Whether it covers a day.
    pub fn covers(&self, day: Date) -> bool {
        self.from_on <= day && day < self.until_on
    }
}

/// Chức danh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Its number.
    pub id: Id<Post>,
    /// The unit it belongs to.
    pub unit: Id<Unit>,
    /// As papers write it: "Bí thư Đảng ủy".
    pub name: String,
    /// Its rank.
    pub rank: Rank,
    /// How often it was changed.
    pub version: Version,
    tenures: Vec<Tenure>,
}

/// What can happen to a post on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Giữ chức danh: somebody takes the post up, after a vacancy or straight after another.
    TakeUp(Holder),
    /// Thôi giữ: the post is vacant from that day.
    Leave,
    /// Bãi bỏ chức danh.
    Abolish,
}

impl Act {
    /// Its name.
    pub const fn tag(&self) -> &'static str {
        match self {
            Self::TakeUp(_) => "take-up",
            Self::Leave => "leave",
            Self::Abolish => "abolish",
        }
    }
}

/// Why an act on a post cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// The name of a post or of a holder is blank or too long.
    BadName,
    /// The day is not after the last change.
    NotAfterLast {
        /// The day of the last change.
        last_on: Date,
    },
    /// The post is vacant already.
    VacantAlready,
    /// The post was abolished.
    Abolished {
        /// From which day on.
        on: Date,
    },
    /// An authorisation ends before it begins.
    EndsBeforeItBegins,
    /// Nobody authorises himself.
    ByItself,
    /// An authorisation or a charge of the same kind already holds in these days.
    HoldsAlready,
}

/// The most letters of a name.
pub const NAME_LIMIT: usize = 200;

/// A name as it is kept, or that it cannot be.
pub fn name(text: &str) -> Result<String, Broken> {
    let text = text.trim();
    let n = text.chars().count();
    if n == 0 || n > NAME_LIMIT { Err(Broken::BadName) } else { Ok(text.to_owned()) }
}

/// Who answers for a post on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held<'a> {
    /// Somebody holds it.
    By(&'a Holder),
    /// Khuyết, since a day.
    Vacant {
        /// Its first day.
        since: Date,
    },
    /// Abolished from a day on.
    Abolished {
        /// That day.
        on: Date,
    },
    /// The post was not yet there.
    NotYet,
}

impl Post {
    /// A new post, vacant from its first day.
    pub fn found(
        id: Id<Self>,
        unit: Id<Unit>,
        name: &str,
        rank: Rank,
        from_on: Date,
    ) -> Result<Self, Broken> {
        let first = Tenure { from_on, until_on: OPEN_END, holder: None, paper: None };
        Ok(Self { id, unit, name: self::name(name)?, rank, version: Version::FIRST, tenures: vec![first] })
    }

    /// A post as it was stored; none unless its tenures are contiguous.
    pub fn restore(
        id: Id<Self>,
        unit: Id<Unit>,
        name: String,
        rank: Rank,
        version: Version,
        tenures: Vec<Tenure>,
    ) -> Option<Self> {
        let joined = tenures.iter().zip(tenures.iter().skip(1)).all(|(a, b)| a.until_on == b.from_on);
        let sound = joined && !tenures.is_empty() && tenures.iter().all(|t| t.from_on < t.until_on);
        sound.then_some(Self { id, unit, name, rank, version, tenures })
    }

    /// Oldest first, never empty, contiguous.
    pub fn tenures(&self) -> &[Tenure] {
        &self.tenures
    }

    /// Who answers for it on a day.
    pub fn on(&self, day: Date) -> Held<'_> {
        match self.tenures.iter().find(|t| t.covers(day)) {
            Some(Tenure { holder: Some(holder), .. }) => Held::By(holder),
            Some(vacant) => Held::Vacant { since: vacant.from_on },
            None => match self.tenures.last() {
                Some(last) if last.until_on <= day => Held::Abolished { on: last.until_on },
                _ => Held::NotYet,
            },
        }
    }

    /// The post after an act that takes effect on a day.
    pub fn act(mut self, on: Date, act: Act, paper: Option<Id<Paper>>) -> Result<Self, Broken> {
        let Some(mut last) = self.tenures.pop() else { return Err(Broken::BadName) };
        if last.until_on != OPEN_END {
            return Err(Broken::Abolished { on: last.until_on });
        }
        // Whoever takes up a post on the first day of its vacancy leaves no vacancy behind.
        let replaces = on == last.from_on && last.holder.is_none() && matches!(act, Act::TakeUp(_));
        if on <= last.from_on && !replaces {
            return Err(Broken::NotAfterLast { last_on: last.from_on });
        }
        let next = match act {
            Act::TakeUp(holder) => {
                let holder = Holder { name: name(&holder.name)?, ..holder };
                Some(Tenure { from_on: on, until_on: OPEN_END, holder: Some(holder), paper })
            }
            Act::Leave if last.holder.is_none() => return Err(Broken::VacantAlready),
            Act::Leave => Some(Tenure { from_on: on, until_on: OPEN_END, holder: None, paper }),
            Act::Abolish => None,
        };
        if !replaces {
            last.until_on = on;
            self.tenures.push(last);
        }
        self.tenures.extend(next);
        self.version = self.version.next();
        Ok(self)
    }
}

/// Ủy quyền: the holder of one post acts for another, for a time, by a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deputy {
    /// The post acted for.
    pub post: Id<Post>,
    /// The post whose holder acts.
    pub by: Id<Post>,
    /// First day.
    pub from_on: Date,
    /// First day on which it no longer holds.
    pub until_on: Date,
}

impl Deputy {
    /// An authorisation, if it can be.
    pub fn new(post: Id<Post>, by: Id<Post>, from_on: Date, until_on: Date) -> Result<Self, Broken> {
        if post == by {
            return Err(Broken::ByItself);
        }
        if until_on <= from_on {
            return Err(Broken::EndsBeforeItBegins);
        }
        Ok(Self { post, by, from_on, until_on })
    }
}

#[cfg(test)]
mod tests;
