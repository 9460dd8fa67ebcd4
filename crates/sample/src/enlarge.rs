//! The sample several times over, for measuring: each copy of the city's units stands under the same roots.
//!
//! Copies are told apart by a number behind the name and in the code. Totals are those of the city times the
//! number of copies, except what the roots themselves hold. Nothing here is calibrated on anything published.

use crate::{
    SampleAct, SampleCity, SampleFigure, SampleLink, SampleListing, SampleReturn, SampleUnit, UnitAt, Verb,
};

/// The city with all that lies below its roots `times` times; once is the city itself.
#[must_use]
pub fn enlarge(city: &SampleCity, times: u32) -> SampleCity {
    let mut large = city.clone();
    for copy in 1..times {
        let places = Places::of(city, copy, large.units.len());
        large.units.extend(places.below(city).map(|unit| places.unit(unit)));
        large.links.extend(city.links.iter().filter_map(|link| places.link(*link)));
        large.figures.extend(city.figures.iter().filter_map(|figure| places.figure(*figure)));
        large.returns.extend(city.returns.iter().filter_map(|answer| places.answer(answer)));
        large.listings.extend(city.listings.iter().filter_map(|listing| places.listing(listing)));
    }
    large
}

/// Where each unit of the city stands in one copy; roots stay where they are.
struct Places {
    copy: u32,
    at: Vec<UnitAt>,
    is_root: Vec<bool>,
}

impl Places {
    fn of(city: &SampleCity, copy: u32, first: usize) -> Self {
        let is_root: Vec<bool> =
            city.units.iter().map(|u| u.spells.iter().all(|s| s.parent.is_none())).collect();
        let mut next = u32::try_from(first).unwrap_or(u32::MAX);
        let place = |(here, root): (usize, &bool)| {
            if *root {
                return u32::try_from(here).unwrap_or(u32::MAX);
            }
            next += 1;
            next - 1
        };
        let at = is_root.iter().enumerate().map(place).collect();
        Self { copy, at, is_root }
    }

    fn below<'a>(&'a self, city: &'a SampleCity) -> impl Iterator<Item = &'a SampleUnit> {
        city.units.iter().zip(&self.is_root).filter(|(_, root)| !**root).map(|(unit, _)| unit)
    }

    fn new_place(&self, at: UnitAt) -> UnitAt {
        self.at.get(usize::try_from(at).unwrap_or(usize::MAX)).copied().unwrap_or(at)
    }

    /// The place in the copy of what is not a root.
    fn copied(&self, at: UnitAt) -> Option<UnitAt> {
        let new = self.new_place(at);
        (new != at).then_some(new)
    }

    fn unit(&self, unit: &SampleUnit) -> SampleUnit {
        let mut unit = unit.clone();
        for spell in &mut unit.spells {
            spell.name = format!("{} – bản {}", spell.name, self.copy + 1);
            spell.parent = spell.parent.map(|p| self.new_place(p));
        }
        unit.party_code = unit.party_code.map(|code| format!("{code}.{}", self.copy + 1));
        unit.aliases.clear();
        unit
    }

    fn link(&self, link: SampleLink) -> Option<SampleLink> {
        let (from, to) = (self.new_place(link.from), self.new_place(link.to));
        (from != link.from || to != link.to).then_some(SampleLink { from, to, ..link })
    }

    fn figure(&self, figure: SampleFigure) -> Option<SampleFigure> {
        Some(SampleFigure { unit: self.copied(figure.unit)?, ..figure })
    }

    fn answer(&self, answer: &SampleReturn) -> Option<SampleReturn> {
        Some(SampleReturn { unit: self.copied(answer.unit)?, ..answer.clone() })
    }

    fn listing(&self, listing: &SampleListing) -> Option<SampleListing> {
        let act = |act: &SampleAct| SampleAct { verb: self.verb(&act.verb), ..act.clone() };
        let acts = listing.acts.iter().map(act).collect();
        Some(SampleListing { unit: self.copied(listing.unit)?, acts, ..listing.clone() })
    }

    fn verb(&self, verb: &Verb) -> Verb {
        let mut verb = verb.clone();
        match &mut verb {
            Verb::Open { owner, .. } | Verb::HandDown { owner, .. } | Verb::HandUp { owner, .. } => {
                *owner = self.new_place(*owner);
            }
            Verb::Prolong { .. } | Verb::Regroup { .. } | Verb::Remove { .. } => {}
        }
        verb
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_parents_of_its_own_before_its_units() {
        let city = crate::generate(crate::SEED);
        let large = enlarge(&city, 3);
        let n_roots = city.units.iter().filter(|u| u.spells.iter().all(|s| s.parent.is_none())).count();
        assert!(n_roots > 0);
        assert_eq!(large.units.len(), 3 * city.units.len() - 2 * n_roots);
        assert!(large.listings.len() > 2 * city.listings.len());
        for (at, unit) in large.units.iter().enumerate() {
            for parent in unit.spells.iter().filter_map(|s| s.parent) {
                assert!(usize::try_from(parent).unwrap() < at, "unit {at} stands before its parent {parent}");
            }
        }
        let codes: std::collections::BTreeSet<_> =
            large.units.iter().filter_map(|u| u.party_code.clone()).collect();
        assert_eq!(codes.len(), large.units.iter().filter(|u| u.party_code.is_some()).count());
    }
}
