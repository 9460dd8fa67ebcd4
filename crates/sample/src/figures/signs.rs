//! Which units show bad figures, in which period, by which criteria.
//!
//! A listing shows its criteria at the end of each period in which it was open; for the last period only those
//! still open on the day of the demonstration, the others having been found settled. Some more units show signs
//! without being listed: those a screening round is to find.

use crate::model::{SampleListing, UnitAt, Verb};
use crate::register::{Base, Duty, Layout};
use crate::rng::Rng;
use std::collections::{BTreeMap, BTreeSet};
use vunggoc_core::Date;
use vunggoc_core::period::Period;

/// Signs by unit.
#[derive(Debug, Default)]
pub(crate) struct Signs {
    /// Criteria of units that show signs now, listed or not.
    now: BTreeMap<UnitAt, Vec<&'static str>>,
    /// Criteria of listings that are over, with the days between which they were open.
    past: BTreeMap<UnitAt, Vec<Past>>,
    /// Base organisations some of whose branches have a sign of their own.
    by_branches: BTreeMap<UnitAt, &'static str>,
    /// The period before the first in which today's signs show, and the last one.
    bounds: Option<(Period, Period)>,
}

/// A listing that is over.
#[derive(Debug)]
struct Past {
    criteria: Vec<&'static str>,
    from_on: Date,
    until_on: Date,
}

const COMMUNES: [&[&str]; 8] = [&["A3"], &["A4"], &["A7"], &["B3"], &["D2"], &["C1"], &["A4", "A7"], &["D6"]];
const OTHERS: [&[&str]; 4] = [&["B3"], &["D6"], &["D2"], &["C1"]];

/// Bases in breach in the first half of 2024, as the inspection commissions concluded.
const N_IN_BREACH: usize = 12;

impl Signs {
    pub(super) fn of(seed: u64, layout: &Layout, listings: &[SampleListing]) -> Self {
        let bounds = Period::parse("2023-H1").zip(Period::parse("2024-H1"));
        let mut signs = Self { bounds, ..Self::default() };
        let mut listed = BTreeSet::new();
        for listing in listings {
            listed.insert(listing.unit);
            let closed = listing.acts.last().filter(|a| matches!(a.verb, Verb::Remove { .. }));
            match (listing.acts.first(), closed) {
                (Some(first), Some(last)) => {
                    let past = signs.past.entry(listing.unit).or_default();
                    past.push(Past {
                        criteria: listing.criteria.clone(),
                        from_on: first.on,
                        until_on: last.on,
                    });
                }
                _ => {
                    signs.now.insert(listing.unit, listing.criteria.clone());
                }
            }
        }
        let mut rng = Rng::new(seed, "signs");
        let mut free = rng.shuffled(layout.bases.iter().filter(|b| !listed.contains(&b.unit)).collect());
        signs.add_unlisted(&mut rng, &mut free);
        signs
    }

    fn add_unlisted(&mut self, rng: &mut Rng, free: &mut Vec<&Base>) {
        let mut take = |wanted: &dyn Fn(&Base) -> bool| {
            let at = free.iter().rposition(|b| wanted(b))?;
            Some(free.remove(at).unit)
        };
        for n in 0..36 {
            let commune = n % 18 < 13;
            let Some(unit) = take(&|b| (b.duty == Duty::Commune) == commune) else { continue };
            let criteria = if commune { rng.pick(&COMMUNES) } else { rng.pick(&OTHERS) };
            self.now.insert(unit, criteria.unwrap_or_default().to_vec());
        }
        while self.now.values().filter(|c| c.contains(&"E1")).count() < N_IN_BREACH {
            let Some(unit) = take(&|_| true) else { break };
            self.now.insert(unit, vec!["E1"]);
        }
        for n in 0..22 {
            let Some(unit) = take(&|b| b.branches.len() > 10) else { continue };
            self.by_branches.insert(unit, if n < 14 { "B6" } else { "B7" });
        }
    }

    /// Whether a base organisation shows a criterion in a period.
    pub(super) fn shows(&self, unit: UnitAt, criterion: &str, period: Period) -> bool {
        let Some((before, last)) = self.bounds else { return false };
        if period > before && self.now.get(&unit).is_some_and(|c| c.contains(&criterion)) {
            return true;
        }
        let end = period.last_on();
        let open = |p: &Past| p.criteria.contains(&criterion) && p.from_on <= end && end < p.until_on;
        period != last && self.past.get(&unit).is_some_and(|spans| spans.iter().any(open))
    }

    /// The grade of a base organisation that a listing or sign explains, for the year 2022 or 2023.
    pub(super) fn grade(&self, unit: UnitAt, year: i16) -> Option<i64> {
        if let Some(criteria) = self.now.get(&unit) {
            let has = |c| criteria.contains(&c);
            if has("D1") {
                return Some(if year == 2023 { 4 } else { 3 });
            }
            return has("D2").then_some(3);
        }
        let spans = self.past.get(&unit)?;
        let recent = spans.iter().rfind(|p| p.until_on.year() >= 2022)?;
        let failed = recent.criteria.contains(&"D1") && recent.from_on.year() <= 2022;
        Some(match (year, failed) {
            (2022, true) => 4,
            (2022, false) => 3,
            _ => 2,
        })
    }

    /// Whether a unit shows any sign now, of its own or by its branches.
    pub(super) fn any(&self, unit: UnitAt) -> bool {
        self.now.contains_key(&unit) || self.by_branches.contains_key(&unit)
    }

    /// The sign that some branches of a base organisation have now.
    pub(super) fn by_branches(&self, unit: UnitAt) -> Option<&'static str> {
        self.by_branches.get(&unit).copied()
    }
}
