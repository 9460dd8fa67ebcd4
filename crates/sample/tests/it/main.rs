//! The sample city, counted again by brute force from what the generator hands over.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "the whole crate is a test, its helpers too"
)]

mod figures;
mod follow;
mod listings;
mod people;
mod rules;
mod units;
mod workbooks;

use std::sync::LazyLock;
use vunggoc_core::Date;
use vunggoc_sample::{SEED, SampleCity, SampleSpell, Total, UnitAt, generate, published};

static CITY: LazyLock<SampleCity> = LazyLock::new(|| generate(SEED));

fn on(unit: UnitAt, day: Date) -> Option<&'static SampleSpell> {
    CITY.units[unit as usize].spells.iter().find(|s| s.from_on <= day && day < s.until_on)
}

fn total(code: &str) -> Total {
    published().into_iter().find(|t| t.code == code).unwrap()
}

/// The committee directly above the base that a unit stands under on a day.
fn upper(unit: UnitAt, day: Date) -> UnitAt {
    let spell = on(unit, day).unwrap();
    if spell.level == "upper" { unit } else { upper(spell.parent.unwrap(), day) }
}

#[test]
fn the_same_seed_makes_the_same_city_and_another_seed_the_same_totals() {
    assert!(generate(SEED) == *CITY);
    let other = generate(SEED + 1);
    assert!(other != *CITY);
    for total in published().iter().filter(|t| t.kind != vunggoc_sample::TotalKind::Counted) {
        assert_eq!(figures::sum(&other, total.indicator, total.period), total.value, "{}", total.code);
    }
}
