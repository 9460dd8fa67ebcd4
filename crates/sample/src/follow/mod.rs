//! What followed the listings: plans in every state, evaluations with opinions, watches after removal.
//!
//! Papers of this part are numbered apart, so that those of the listings keep their numbers. Every text speaks of
//! organisations and work; nobody is named. Deliberately not here: tasks, which follow from the measures when the plans
//! are loaded; only when they were done is said.

mod evaluations;
mod measures;
mod plans;

pub(crate) use evaluations::evaluations;
pub(crate) use plans::plans;

use crate::model::{
    PaperAt, SampleCity, SampleDecision, SampleListing, SampleOpinion, SamplePaper, UnitAt, Verb,
};
use crate::register::{Base, Layout, New, OLD, Papers, Register, Upper, Wording};
use crate::rng::Rng;
use jiff::ToSpan as _;
use jiff::civil::Weekday;
use vunggoc_core::decision::Form;
use vunggoc_core::unit::Tree;
use vunggoc_core::{Date, date};

/// The last day on which anything is recorded.
pub(crate) const LAST: Date = date(2024, 10, 14);
/// Since when plans of closed listings are kept.
pub(crate) const SINCE: Date = date(2024, 1, 1);

/// Bodies that are asked for opinions; the first has an account of its own.
pub(crate) const BODIES: [&str; 6] = [
    "Công an thành phố Mẫu",
    "Thanh tra thành phố Mẫu",
    "Ủy ban Kiểm tra Thành ủy Mẫu",
    "Ban Nội chính Thành ủy Mẫu",
    "Ủy ban Mặt trận Tổ quốc thành phố Mẫu",
    "Ban Tiếp công dân thành phố Mẫu",
];

/// The supporting bodies, added to the register behind everything else.
pub(crate) fn bodies(register: &mut Register) -> Vec<UnitAt> {
    let add = |name: &&str| {
        register.add(New {
            tree: Tree::State,
            name: (*name).to_owned(),
            kind: "agency",
            level: "agency",
            parent: None,
            from_on: OLD,
            paper: None,
        })
    };
    BODIES.iter().map(add).collect()
}

/// Writes what followed, with papers of its own.
pub(crate) struct Desk<'a> {
    pub(crate) register: &'a Register,
    pub(crate) layout: &'a Layout,
    pub(crate) rng: Rng,
    pub(crate) papers: Papers,
    /// How many papers stand before these.
    pub(crate) n_before: u32,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(register: &'a Register, layout: &'a Layout, rng: Rng, n_before: usize) -> Self {
        let n_before = u32::try_from(n_before).unwrap_or(u32::MAX);
        Self { register, layout, rng, papers: Papers::default(), n_before }
    }

    /// The base organisation that is listed, and the committee above it.
    pub(crate) fn place(&self, listing: &SampleListing) -> Option<(&'a Base, &'a Upper)> {
        let base = self.layout.bases.iter().find(|b| b.unit == listing.unit)?;
        Some((base, self.layout.upper(base.upper)?))
    }

    pub(crate) fn paper(&mut self, issuer: &str, symbol: &'static str, on: Date, about: String) -> PaperAt {
        let signer = match symbol {
            "BC/ĐU" => "T/M Ban Chấp hành, Bí thư",
            "CV/BTC" | "BC/BTC" => "Trưởng Ban",
            "CV/CQ" => "Thủ trưởng cơ quan",
            _ => "T/M Ban Thường vụ, Phó Bí thư",
        };
        let wording = Wording { symbol, signed_on: on, issuer: issuer.to_owned(), signer, about };
        self.papers.add(wording) + self.n_before
    }

    /// A conclusion of the standing committee above.
    pub(crate) fn conclusion(&mut self, upper: &Upper, on: Date, about: String) -> SampleDecision {
        let symbol = symbols(upper).0;
        let paper = self.paper(&upper.committee, symbol, on, about);
        let n_present = 13 - u16::try_from(self.rng.below(3)).unwrap_or(0);
        SampleDecision {
            body_kind: "standing-committee",
            body: format!("Ban Thường vụ {}", upper.committee),
            form: Form::Meeting,
            decided_on: on,
            n_summoned: 13,
            n_present,
            n_agreed: n_present,
            paper,
        }
    }
}

/// Symbols of notices, schemes and plans by the committee above.
pub(crate) fn symbols(upper: &Upper) -> (&'static str, &'static str, &'static str) {
    match upper.decision_symbol {
        "QĐ/QU" => ("TB/QU", "ĐA/QU", "KH/QU"),
        "QĐ/ThU" => ("TB/ThU", "ĐA/ThU", "KH/ThU"),
        "QĐ/HU" => ("TB/HU", "ĐA/HU", "KH/HU"),
        "QĐ/ĐUK" => ("TB/ĐUK", "ĐA/ĐUK", "KH/ĐUK"),
        _ => ("TB/ĐU", "ĐA/ĐU", "KH/ĐU"),
    }
}

/// Since when a listing is open.
pub(crate) fn opened(listing: &SampleListing) -> Option<Date> {
    listing.acts.first().map(|a| a.on)
}

/// When it was removed; none while it is open.
pub(crate) fn removed(listing: &SampleListing) -> Option<Date> {
    listing.acts.last().filter(|a| matches!(a.verb, Verb::Remove { .. })).map(|a| a.on)
}

pub(crate) fn plus(day: Date, days: i32) -> Date {
    day.checked_add(i64::from(days).days()).unwrap_or(day)
}

/// The day itself, or the next one on which offices work.
pub(crate) fn working(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => plus(day, 2),
        Weekday::Sunday => plus(day, 1),
        _ => day,
    }
}

/// The papers of a city behind which others may be added.
pub(crate) fn all_papers(first: Vec<SamplePaper>, more: Papers, rng: Rng) -> Vec<SamplePaper> {
    let mut all = first;
    all.extend(more.numbered(rng));
    all
}

/// Everything that followed, as the city holds it.
pub(crate) fn add(city: &mut SampleCity, layout: &Layout, register: &Register, seed: u64, bodies: &[UnitAt]) {
    let mut desk = Desk::new(register, layout, Rng::new(seed, "follow"), city.papers.len());
    city.plans = plans(&mut desk, &city.listings);
    (city.evaluations, city.watches) = evaluations(&mut desk, &city.listings, &city.plans, bodies);
    let papers = std::mem::take(&mut city.papers);
    city.papers = all_papers(papers, desk.papers, Rng::new(seed, "follow-papers"));
}

/// An opinion that has not come in.
pub(crate) const fn awaited(body: UnitAt) -> SampleOpinion {
    SampleOpinion { body, reply: None }
}
