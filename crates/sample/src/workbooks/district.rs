//! One district of the sample city, as its office sees it.

use crate::model::{SampleCity, SampleListing, SampleSpell, UnitAt, Verb};
use std::collections::BTreeMap;
use vunggoc_core::{Date, date};

/// The day of the lists.
pub(super) const DAY: Date = date(2024, 6, 30);

/// A district committee with what lies below it.
pub(super) struct District<'a> {
    pub(super) city: &'a SampleCity,
    pub(super) unit: UnitAt,
    pub(super) name: &'a str,
    /// The committee: `Huyện ủy Mẫu 14`.
    pub(super) committee: &'a str,
    /// Base organisations, communes first.
    pub(super) bases: Vec<UnitAt>,
    children: BTreeMap<UnitAt, Vec<UnitAt>>,
    figures: BTreeMap<(u16, u16, UnitAt), i64>,
}

impl<'a> District<'a> {
    /// The district with the most listings since 2021, among those with one still open.
    pub(super) fn busiest(city: &'a SampleCity) -> Option<Self> {
        let mut listed: BTreeMap<UnitAt, (bool, usize)> = BTreeMap::new();
        for listing in city.listings.iter().filter(|l| recent(l)) {
            let above = spell(city, listing.unit).and_then(|s| s.parent)?;
            let (open, n) = listed.entry(above).or_default();
            *open |= listing.acts.last().is_some_and(|a| !matches!(a.verb, Verb::Remove { .. }));
            *n += 1;
        }
        let districts =
            listed.into_iter().filter(|(u, _)| spell(city, *u).is_some_and(|s| s.kind == "district"));
        let (unit, _) = districts.max_by_key(|(unit, found)| (*found, std::cmp::Reverse(*unit)))?;
        Self::new(city, unit)
    }

    fn new(city: &'a SampleCity, unit: UnitAt) -> Option<Self> {
        let mut children: BTreeMap<UnitAt, Vec<UnitAt>> = BTreeMap::new();
        for at in (0..city.units.len()).filter_map(|at| UnitAt::try_from(at).ok()) {
            if let Some(parent) = spell(city, at).and_then(|s| s.parent) {
                children.entry(parent).or_default().push(at);
            }
        }
        let bases = children.get(&unit).cloned().unwrap_or_default();
        let mut inside: Vec<UnitAt> = bases.clone();
        inside.extend(bases.iter().flat_map(|b| below(&children, *b)));
        inside.sort_unstable();
        let figures = city
            .figures
            .iter()
            .filter(|f| inside.binary_search(&f.unit).is_ok())
            .map(|f| ((f.indicator, f.period, f.unit), i64::from(f.value)))
            .collect();
        let committee = city.units.get(unit as usize)?.aliases.first()?;
        Some(Self { city, unit, name: &spell(city, unit)?.name, committee, bases, children, figures })
    }

    pub(super) fn spell(&self, unit: UnitAt) -> Option<&'a SampleSpell> {
        spell(self.city, unit)
    }

    pub(super) fn name_of(&self, unit: UnitAt) -> &'a str {
        self.spell(unit).map_or("", |s| &s.name)
    }

    /// The name, at times as files abbreviate it.
    pub(super) fn short_name(&self, unit: UnitAt, turn: usize) -> &'a str {
        let alias = self.city.units.get(unit as usize).and_then(|u| u.aliases.first());
        alias.filter(|_| turn % 3 == 1).map_or_else(|| self.name_of(unit), String::as_str)
    }

    pub(super) fn is_commune(&self, unit: UnitAt) -> bool {
        self.spell(unit).is_some_and(|s| s.kind == "commune")
    }

    /// Everything below a unit, parents before children.
    pub(super) fn below(&self, unit: UnitAt) -> Vec<UnitAt> {
        below(&self.children, unit)
    }

    /// A figure by code of indicator and period; `None` where it is missing.
    pub(super) fn figure(&self, indicator: &str, period: &str, unit: UnitAt) -> Option<i64> {
        let indicator = self.city.indicators.iter().position(|i| *i == indicator)?;
        let period = self.city.periods.iter().position(|p| p.to_string() == period)?;
        let key = (u16::try_from(indicator).ok()?, u16::try_from(period).ok()?, unit);
        self.figures.get(&key).copied()
    }

    /// Its listings since 2021.
    pub(super) fn listings(&self) -> impl Iterator<Item = &'a SampleListing> {
        self.city.listings.iter().filter(|l| recent(l) && self.bases.contains(&l.unit))
    }
}

fn below(children: &BTreeMap<UnitAt, Vec<UnitAt>>, unit: UnitAt) -> Vec<UnitAt> {
    let direct = children.get(&unit).map(Vec::as_slice).unwrap_or_default();
    direct.iter().flat_map(|c| std::iter::once(*c).chain(below(children, *c))).collect()
}

fn recent(listing: &SampleListing) -> bool {
    listing.acts.first().is_some_and(|a| a.on >= date(2021, 1, 1))
}

fn spell(city: &SampleCity, unit: UnitAt) -> Option<&SampleSpell> {
    city.units.get(unit as usize)?.spells.iter().find(|s| s.from_on <= DAY && DAY < s.until_on)
}
