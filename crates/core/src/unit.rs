//! Tổ chức đảng · Cơ quan, đơn vị · Địa bàn · Ban chỉ đạo, tổ, đoàn: the nodes of the dated register.
//!
//! A unit belongs to one of four trees for good. What changes in time (name, kind, level, parent) lies in
//! *spells*: contiguous, without gap or overlap, `[from_on, until_on)`. A later act starts a new spell; a
//! correction replaces one; nothing is deleted. Levels and kinds are data (`rules/levels.toml`) and never
//! computed from the depth in the tree. Mergers and divisions are not here yet; `Ended` leaves them room.

use crate::paper::Paper;
use crate::{Date, Id, OPEN_END, Version, tagged};

tagged! {
    /// Cây: which of the four registers a unit belongs to.
    pub enum Tree {
        /// Tổ chức đảng.
        Party = "party",
        /// Địa bàn (village, street group).
        Place = "place",
        /// Cơ quan, đơn vị (State bodies, the Front, schools, enterprises).
        State = "state",
        /// Ban chỉ đạo, tổ, đoàn.
        Body = "body",
    }
}

tagged! {
    /// Quan hệ: how a unit of one tree relates to one of another.
    pub enum Relation {
        /// Lãnh đạo: a Party organisation leads an agency or a place.
        Leads = "leads",
        /// Nằm tại: a unit lies in a place.
        LiesIn = "lies-in",
        /// Quản lý: a State body governs a place.
        Governs = "governs",
        /// Cùng cấp: two bodies of the same level.
        SameLevel = "same-level",
    }
}

impl Relation {
    /// Whether it can lead from a unit of one tree to a unit of another; within one tree the tree itself says it.
    pub fn joins(self, from: Tree, to: Tree) -> bool {
        match self {
            Self::Leads => from == Tree::Party && to != Tree::Party,
            Self::LiesIn => from != Tree::Place && to == Tree::Place,
            Self::Governs => from == Tree::State && to == Tree::Place,
            Self::SameLevel => from != to,
        }
    }
}

/// Giai đoạn: what a unit was called and where it stood from a day until before another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spell {
    /// First day.
    pub from_on: Date,
    /// First day on which it is no longer so; [`OPEN_END`] while it lasts.
    pub until_on: Date,
    /// Name as papers write it.
    pub name: String,
    /// Loại hình: a code of `rules/levels.toml`.
    pub kind: String,
    /// Cấp: a code of `rules/levels.toml`.
    pub level: String,
    /// The unit above, of the same tree; none for a root.
    pub parent: Option<Id<Unit>>,
    /// The paper by which it became so.
    pub paper: Option<Id<Paper>>,
}

impl Spell {
    /// Whether the spell covers a day.
    pub fn covers(&self, day: Date) -> bool {
        self.from_on <= day && day < self.until_on
    }
}

/// A unit with its whole past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its number.
    pub id: Id<Unit>,
    /// Its tree.
    pub tree: Tree,
    /// How often it was changed.
    pub version: Version,
    spells: Vec<Spell>,
}

/// What can happen to a unit on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Đổi tên.
    Rename {
        /// The new name.
        name: String,
    },
    /// Chuyển trực thuộc.
    Move {
        /// The unit it moves under.
        under: Id<Unit>,
    },
    /// Chuyển loại hình, chuyển cấp.
    Reclass {
        /// The new kind.
        kind: String,
        /// The new level.
        level: String,
    },
    /// Giải thể, kết thúc hoạt động: the day is the first on which it no longer exists.
    End,
}

/// Why an act cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// The unit was founded only later.
    NotYetFounded {
        /// Its first day.
        founded_on: Date,
    },
    /// The unit has ended.
    Ended {
        /// The first day without it.
        on: Date,
    },
    /// Another act already took effect on or after that day: correct it, or choose a later day.
    NotAfterLast {
        /// The day of the last act.
        last_on: Date,
    },
    /// It is so already.
    NoChange,
    /// The name is blank or too long (500 letters).
    BadName,
    /// No spell begins on that day.
    NoSuchSpell,
    /// A unit cannot stand under itself.
    UnderItself,
}

/// The most letters a name may have.
pub const NAME_LIMIT: usize = 500;

impl Unit {
    /// A unit founded on a day.
    pub fn found(id: Id<Self>, tree: Tree, first: Spell) -> Result<Self, Broken> {
        check_name(&first.name)?;
        Ok(Self { id, tree, version: Version::FIRST, spells: vec![first] })
    }

    /// A unit as stored; `None` where the spells are not contiguous and in order.
    pub fn restore(id: Id<Self>, tree: Tree, version: Version, spells: Vec<Spell>) -> Option<Self> {
        let whole = spells.windows(2).all(|w| matches!(w, [a, b] if a.until_on == b.from_on));
        (whole && !spells.is_empty()).then_some(Self { id, tree, version, spells })
    }

    /// All spells, oldest first.
    pub fn spells(&self) -> &[Spell] {
        &self.spells
    }

    /// What it was on a day, if it existed.
    pub fn on(&self, day: Date) -> Option<&Spell> {
        self.spells.iter().find(|s| s.covers(day))
    }

    /// The latest spell.
    pub fn latest(&self) -> Option<&Spell> {
        self.spells.last()
    }

    /// The first day without it, where it has ended.
    pub fn ended_on(&self) -> Option<Date> {
        self.latest().map(|s| s.until_on).filter(|d| *d != OPEN_END)
    }

    /// The unit after an act that takes effect on a day.
    pub fn act(mut self, on: Date, act: Act, paper: Option<Id<Paper>>) -> Result<Self, Broken> {
        let id = self.id;
        let founded_on = self.spells.first().map_or(on, |s| s.from_on);
        let Some(last) = self.spells.last_mut() else { return Err(Broken::NoSuchSpell) };
        if last.until_on != OPEN_END {
            return Err(Broken::Ended { on: last.until_on });
        }
        if on < founded_on {
            return Err(Broken::NotYetFounded { founded_on });
        }
        if on <= last.from_on {
            return Err(Broken::NotAfterLast { last_on: last.from_on });
        }
        let mut next = Spell { from_on: on, paper, ..last.clone() };
        match act {
            Act::End => {
                last.until_on = on;
                self.version = self.version.next();
                return Ok(self);
            }
            Act::Rename { name } => {
                check_name(&name)?;
                next.name = name;
            }
            Act::Move { under } if under == id => return Err(Broken::UnderItself),
            Act::Move { under } => next.parent = Some(under),
            Act::Reclass { kind, level } => (next.kind, next.level) = (kind, level),
        }
        if (&next.name, next.parent, &next.kind, &next.level)
            == (&last.name, last.parent, &last.kind, &last.level)
        {
            return Err(Broken::NoChange);
        }
        last.until_on = on;
        self.spells.push(next);
        self.version = self.version.next();
        Ok(self)
    }

    /// Sửa sai: the spell that begins on a day, as it should have been entered.
    pub fn correct(mut self, from_on: Date, right: Correction) -> Result<Self, Broken> {
        check_name(&right.name)?;
        if right.parent == Some(self.id) {
            return Err(Broken::UnderItself);
        }
        let Some(held) = self.spells.iter_mut().find(|s| s.from_on == from_on) else {
            return Err(Broken::NoSuchSpell);
        };
        let fixed = Spell {
            name: right.name,
            kind: right.kind,
            level: right.level,
            parent: right.parent,
            ..held.clone()
        };
        if *held == fixed {
            return Err(Broken::NoChange);
        }
        *held = fixed;
        self.version = self.version.next();
        Ok(self)
    }
}

/// What a wrongly entered spell should say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The right name.
    pub name: String,
    /// The right kind.
    pub kind: String,
    /// The right level.
    pub level: String,
    /// The right unit above.
    pub parent: Option<Id<Unit>>,
}

fn check_name(name: &str) -> Result<(), Broken> {
    let n = name.chars().count();
    if name.trim().is_empty() || n > NAME_LIMIT { Err(Broken::BadName) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    fn ward() -> Unit {
        let first = Spell {
            from_on: date(2020, 1, 1),
            until_on: OPEN_END,
            name: "Đảng bộ phường Mẫu 01".into(),
            kind: "commune".into(),
            level: "base".into(),
            parent: Some(Id::new(1)),
            paper: None,
        };
        Unit::found(Id::new(7), Tree::Party, first).unwrap()
    }

    #[test]
    fn acts_make_contiguous_spells() {
        let unit =
            ward().act(date(2022, 5, 1), Act::Rename { name: "Đảng bộ phường Mẫu 1A".into() }, None).unwrap();
        let unit = unit.act(date(2023, 1, 1), Act::Move { under: Id::new(2) }, None).unwrap();
        let unit = unit.act(date(2025, 7, 1), Act::End, None).unwrap();
        assert_eq!(unit.version, Version(4));
        assert_eq!(unit.on(date(2022, 4, 30)).unwrap().name, "Đảng bộ phường Mẫu 01");
        assert_eq!(unit.on(date(2022, 5, 1)).unwrap().name, "Đảng bộ phường Mẫu 1A");
        assert_eq!(unit.on(date(2024, 1, 1)).unwrap().parent, Some(Id::new(2)));
        assert_eq!(unit.on(date(2025, 7, 1)), None);
        assert_eq!(unit.ended_on(), Some(date(2025, 7, 1)));
        assert!(Unit::restore(unit.id, unit.tree, unit.version, unit.spells().to_vec()).is_some());
        assert_eq!(unit.act(date(2026, 1, 1), Act::End, None), Err(Broken::Ended { on: date(2025, 7, 1) }));
    }

    #[test]
    fn relations_lead_from_tree_to_tree() {
        for tree in Tree::ALL {
            assert!(
                Relation::ALL.iter().all(|r| !r.joins(*tree, *tree)),
                "{tree}: within a tree the tree says it"
            );
        }
        assert!(
            Relation::Leads.joins(Tree::Party, Tree::Place)
                && !Relation::Leads.joins(Tree::State, Tree::Place)
        );
        assert!(
            Relation::Governs.joins(Tree::State, Tree::Place)
                && !Relation::Governs.joins(Tree::Party, Tree::Place)
        );
        assert!(
            Relation::LiesIn.joins(Tree::Party, Tree::Place)
                && !Relation::LiesIn.joins(Tree::Place, Tree::State)
        );
        assert!(Relation::SameLevel.joins(Tree::Body, Tree::Party));
    }

    #[test]
    fn what_cannot_be() {
        let rename = |n: &str| Act::Rename { name: n.into() };
        for (on, act, broken) in [
            (date(2019, 1, 1), rename("x"), Broken::NotYetFounded { founded_on: date(2020, 1, 1) }),
            (date(2020, 1, 1), rename("x"), Broken::NotAfterLast { last_on: date(2020, 1, 1) }),
            (date(2021, 1, 1), rename("  "), Broken::BadName),
            (date(2021, 1, 1), rename("Đảng bộ phường Mẫu 01"), Broken::NoChange),
            (date(2021, 1, 1), Act::Move { under: Id::new(7) }, Broken::UnderItself),
        ] {
            assert_eq!(ward().act(on, act, None), Err(broken));
        }
    }
}
