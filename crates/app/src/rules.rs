//! Bộ quy tắc: reads the files under `rules/` into values of the domain.
//!
//! The shipped files are embedded in the program. All are read and checked together, so that a code that is
//! used but declared nowhere, a value without source or a criterion that cannot be computed is refused before
//! anything is decided by it. What is known of each value (source, confidence, dates) travels with it.
//! Overrides of an installation are not here: they are dated records that are laid over these values.

mod calendar;
mod catalogue;
mod criteria;
mod fault;
mod forms;
mod levels;
mod listing;
mod raw;
mod tasks;

use crate::{Answer, AppError};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;
use vunggoc_core::indicator::Indicator;
use vunggoc_core::rulebook::{CalendarRules, FormRule, Ground, Levels, ListingRules, PaperRules, TaskHead};
use vunggoc_core::screening::{Criterion, GroupRule, Shipped};

pub use fault::{RuleFault, What};

/// The files, by name, in the order in which they are read and hashed.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'a> {
    /// `rules/levels.toml`
    pub levels: &'a str,
    /// `rules/indicators.toml`
    pub indicators: &'a str,
    /// `rules/criteria.toml`
    pub criteria: &'a str,
    /// `rules/groups.toml`
    pub groups: &'a str,
    /// `rules/listing.toml`
    pub listing: &'a str,
    /// `rules/papers.toml`
    pub papers: &'a str,
    /// `rules/forms.toml`
    pub forms: &'a str,
    /// `rules/holidays.toml`
    pub holidays: &'a str,
    /// `rules/tasks.toml`
    pub tasks: &'a str,
}

/// The files as shipped.
pub const SHIPPED: Texts<'static> = Texts {
    levels: include_str!("../../../rules/levels.toml"),
    indicators: include_str!("../../../rules/indicators.toml"),
    criteria: include_str!("../../../rules/criteria.toml"),
    groups: include_str!("../../../rules/groups.toml"),
    listing: include_str!("../../../rules/listing.toml"),
    papers: include_str!("../../../rules/papers.toml"),
    forms: include_str!("../../../rules/forms.toml"),
    holidays: include_str!("../../../rules/holidays.toml"),
    tasks: include_str!("../../../rules/tasks.toml"),
};

/// Bộ quy tắc: everything the files declare, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Levels and kinds of units.
    pub levels: Levels,
    /// The catalogue of indicators, in the order of the file.
    pub indicators: Vec<Indicator>,
    /// Tiêu chí rà soát, on and off, in the order of the file.
    pub criteria: Vec<Criterion>,
    /// The three groups, in the order in which they are tried.
    pub groups: Vec<GroupRule>,
    /// Who decides on listings, and for how long.
    pub listing: ListingRules,
    /// Symbols and heads of papers.
    pub papers: PaperRules,
    /// The forms shipped.
    pub forms: Vec<FormRule>,
    /// Ngày nghỉ, làm bù.
    pub calendar: CalendarRules,
    /// Đầu mục "rõ" of tasks, in the order in which they are written.
    pub task_heads: Vec<TaskHead>,
    /// SHA-256 over all files: what a round freezes.
    pub hash: [u8; 32],
}

impl Rules {
    /// The rules as shipped.
    pub fn shipped() -> Result<Self, RuleFault> {
        Self::read(SHIPPED)
    }

    /// The rules as shipped, read once for the whole program.
    pub fn resident() -> Answer<&'static Self> {
        static READ: LazyLock<Result<Rules, RuleFault>> = LazyLock::new(Rules::shipped);
        READ.as_ref().map_err(|fault| AppError::fault(fault.to_string()))
    }

    /// Reads and checks a set of files.
    pub fn read(texts: Texts<'_>) -> Result<Self, RuleFault> {
        let levels = levels::read(texts.levels)?;
        let indicators = catalogue::read(texts.indicators, &levels)?;
        Ok(Self {
            criteria: criteria::read(texts.criteria, &levels, &indicators)?,
            groups: criteria::read_groups(texts.groups)?,
            listing: listing::read(texts.listing)?,
            papers: listing::read_papers(texts.papers)?,
            forms: forms::read(texts.forms, &levels, &indicators)?,
            calendar: calendar::read(texts.holidays)?,
            task_heads: tasks::read(texts.tasks)?,
            levels,
            indicators,
            hash: hash(texts),
        })
    }

    /// The criteria that are on in a fresh installation.
    pub fn minimal(&self) -> Vec<Criterion> {
        self.criteria.iter().filter(|c| c.shipped == Shipped::On).cloned().collect()
    }

    /// The criterion with a code.
    pub fn criterion(&self, code: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|c| c.name.code == code)
    }

    /// The form with a code.
    pub fn form(&self, code: &str) -> Option<&FormRule> {
        self.forms.iter().find(|f| f.name.code == code)
    }

    /// The ground of every value, with what it is the ground of.
    pub fn grounds(&self) -> Vec<(&str, &Ground)> {
        let mut all: Vec<(&str, &Ground)> = Vec::new();
        all.extend(self.levels.levels.iter().map(|l| (l.name.code.as_str(), &l.ground)));
        all.extend(self.levels.kinds.iter().map(|k| (k.name.code.as_str(), &k.ground)));
        all.extend(self.indicators.iter().map(|i| (i.code.as_str(), &i.ground)));
        all.extend(self.criteria.iter().map(|c| (c.name.code.as_str(), &c.ground)));
        let bounds =
            self.criteria.iter().filter_map(|c| Some((c.name.code.as_str(), c.bound_ground.as_ref()?)));
        all.extend(bounds);
        all.extend(self.groups.iter().map(|g| (g.name.code.as_str(), &g.ground)));
        let Self { listing, papers, .. } = self;
        for duration in [&listing.consolidation, &listing.prolongation, &listing.watch] {
            all.push((&duration.name.code, &duration.ground));
        }
        all.extend(listing.bodies.iter().map(|b| (b.name.code.as_str(), &b.ground)));
        all.extend(listing.powers.iter().map(|p| (p.body.as_str(), &p.ground)));
        all.extend(listing.tracks.iter().map(|t| (t.tier.tag(), &t.ground)));
        all.extend(listing.decision_kinds.iter().map(|k| (k.name.code.as_str(), &k.ground)));
        all.extend(papers.kinds.iter().map(|k| (k.name.code.as_str(), &k.ground)));
        all.extend(papers.heads.iter().map(|h| (h.name.code.as_str(), &h.ground)));
        all.extend(self.forms.iter().map(|f| (f.name.code.as_str(), &f.ground)));
        let CalendarRules { holidays, weekends, in_lieu, statutory, years, .. } = &self.calendar;
        all.extend(holidays.iter().map(|(name, ground)| (name.code.as_str(), ground)));
        all.extend(weekends.iter().map(|ground| ("weekend", ground)));
        all.extend([("in-lieu", in_lieu), ("statutory", statutory)]);
        all.extend(years.iter().map(|y| ("year", &y.ground)));
        all.extend(self.task_heads.iter().map(|h| (h.name.code.as_str(), &h.ground)));
        all
    }

    /// The indicator with a code.
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|i| i.code == code)
    }

    /// The hash as it is written on a round and on an issued report.
    pub fn hash_text(&self) -> String {
        hex::encode(self.hash)
    }
}

impl<'a> Texts<'a> {
    /// Name and text of each file.
    fn all(self) -> [(&'static str, &'a str); 9] {
        [
            ("levels.toml", self.levels),
            ("indicators.toml", self.indicators),
            ("criteria.toml", self.criteria),
            ("groups.toml", self.groups),
            ("listing.toml", self.listing),
            ("papers.toml", self.papers),
            ("forms.toml", self.forms),
            ("holidays.toml", self.holidays),
            ("tasks.toml", self.tasks),
        ]
    }
}

/// Each file enters with its name and length, so that moving text from one file to another changes the hash;
/// line ends do not.
fn hash(texts: Texts<'_>) -> [u8; 32] {
    let mut digest = Sha256::new();
    for (name, text) in texts.all() {
        let text = text.replace("\r\n", "\n");
        digest.update(format!("{name}\0{}\0", text.len()).as_bytes());
        digest.update(text.as_bytes());
    }
    digest.finalize().into()
}
