//! The register: units, links and papers while they are being made.
//!
//! The order of making is the order of numbers: the city, the committees above the base, the base, what is
//! below it; so a parent always has the smaller number, also one under which a unit once stood.

mod base;
mod branches;
mod others;
mod papers;
mod past;
mod upper;

pub(crate) use base::{Base, Duty};
pub(crate) use branches::Branch;
pub(crate) use papers::{Papers, Wording};
pub(crate) use upper::{Rank, Upper};

use crate::model::{PaperAt, SampleLink, SampleSpell, SampleUnit, UnitAt};
use crate::rng::Rng;
use vunggoc_core::unit::{Relation, Tree};
use vunggoc_core::{Date, OPEN_END, date};

/// The day on which the older part of the register begins.
pub(crate) const OLD: Date = date(2005, 1, 1);

/// Units, links and papers while they are being made.
#[derive(Debug, Default)]
pub(crate) struct Register {
    pub(crate) units: Vec<SampleUnit>,
    pub(crate) links: Vec<SampleLink>,
    pub(crate) papers: Papers,
}

/// A unit to be added.
pub(crate) struct New {
    pub(crate) tree: Tree,
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    pub(crate) level: &'static str,
    pub(crate) parent: Option<UnitAt>,
    pub(crate) from_on: Date,
    pub(crate) paper: Option<PaperAt>,
}

impl Register {
    pub(crate) fn add(&mut self, new: New) -> UnitAt {
        let at = UnitAt::try_from(self.units.len()).unwrap_or(UnitAt::MAX);
        let spell = SampleSpell {
            from_on: new.from_on,
            until_on: OPEN_END,
            name: new.name,
            kind: new.kind,
            level: new.level,
            parent: new.parent,
            paper: new.paper,
        };
        self.units.push(SampleUnit {
            tree: new.tree,
            spells: vec![spell],
            party_code: None,
            aliases: Vec::new(),
        });
        at
    }

    pub(crate) fn unit_mut(&mut self, at: UnitAt) -> Option<&mut SampleUnit> {
        self.units.get_mut(at as usize)
    }

    /// The name of a unit today.
    pub(crate) fn name(&self, at: UnitAt) -> &str {
        self.units.get(at as usize).and_then(|u| u.spells.last()).map_or("", |s| &s.name)
    }

    pub(crate) fn link(&mut self, from: UnitAt, to: UnitAt, relation: Relation, from_on: Date) {
        self.links.push(SampleLink { from, to, relation, from_on });
    }

    /// A new spell from a day on; without effect on a unit that has ended or begins only then.
    pub(crate) fn change(
        &mut self,
        at: UnitAt,
        on: Date,
        paper: PaperAt,
        edit: impl FnOnce(&mut SampleSpell),
    ) {
        let Some(unit) = self.unit_mut(at) else { return };
        let Some(last) = unit.spells.last_mut().filter(|s| s.from_on < on && s.until_on == OPEN_END) else {
            return;
        };
        let mut next = SampleSpell { from_on: on, paper: Some(paper), ..last.clone() };
        edit(&mut next);
        last.until_on = on;
        unit.spells.push(next);
    }

    /// The unit no longer exists from a day on.
    pub(crate) fn end(&mut self, at: UnitAt, on: Date) {
        let last = self.unit_mut(at).and_then(|u| u.spells.last_mut());
        if let Some(last) = last.filter(|s| s.from_on < on && s.until_on == OPEN_END) {
            last.until_on = on;
        }
    }

    /// Gives a unit its code of fourteen digits, 2.3.3.3.3; `99` is no province.
    pub(crate) fn code(&mut self, at: UnitAt, [upper, base, section, branch]: [u32; 4]) {
        if let Some(unit) = self.unit_mut(at) {
            unit.party_code = Some(format!("99{upper:03}{base:03}{section:03}{branch:03}"));
        }
    }

    pub(crate) fn alias(&mut self, at: UnitAt, alias: String) {
        if let Some(unit) = self.unit_mut(at) {
            unit.aliases.push(alias);
        }
    }
}

/// What the later steps need to know of the register: the Party tree as it stands today.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub(crate) city: UnitAt,
    pub(crate) uppers: Vec<Upper>,
    pub(crate) bases: Vec<Base>,
}

impl Layout {
    pub(crate) fn upper(&self, unit: UnitAt) -> Option<&Upper> {
        self.uppers.iter().find(|u| u.unit == unit)
    }
}

/// The whole register under a seed.
pub(crate) fn build(seed: u64) -> (Register, Layout) {
    let mut register = Register::default();
    let city = register.add(New {
        tree: Tree::Party,
        name: "Đảng bộ thành phố Mẫu".into(),
        kind: "city",
        level: "province",
        parent: None,
        from_on: OLD,
        paper: None,
    });
    register.code(city, [0, 0, 0, 0]);
    register.alias(city, "Thành ủy Mẫu".into());
    let uppers = upper::add(&mut register, city);
    let mut layout = Layout { city, uppers, bases: Vec::new() };
    base::add(&mut register, &mut layout, &mut Rng::new(seed, "base"));
    branches::add(&mut register, &mut layout, &mut Rng::new(seed, "branches"));
    past::add(&mut register, &mut layout, &mut Rng::new(seed, "past"));
    others::add(&mut register, &layout, &mut Rng::new(seed, "others"));
    (register, layout)
}

/// A day of the years given, never the 29th to 31st.
pub(crate) fn day(rng: &mut Rng, first_year: i32, last_year: i32) -> Date {
    let year = i16::try_from(rng.between(first_year, last_year)).unwrap_or(2005);
    let month = i8::try_from(rng.between(1, 12)).unwrap_or(1);
    let day = i8::try_from(rng.between(1, 28)).unwrap_or(1);
    Date::new(year, month, day).unwrap_or(OLD)
}
