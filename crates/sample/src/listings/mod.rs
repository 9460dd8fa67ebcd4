//! The register of organisations under consolidation, 2017 to the day of the demonstration.
//!
//! The numbers of each sort below are chosen so that the published counts come out (`data/README.md`): inflows
//! are openings; a hand-down or hand-up is a move and no inflow. On 30 September 2024 exactly one listing is
//! open at the city and nineteen at ten district and two block committees.

mod cast;
mod grounds;
mod life;

use crate::model::{SampleListing, UnitAt};
use crate::register::{Layout, Register};
use crate::rng::Rng;
use cast::Cast;
use life::{Course, Life};
use vunggoc_core::listing::{Status, Tier};
use vunggoc_core::{Date, date};

/// The first of the twenty-odd days in June 2024 on which the steering body concluded the hand-downs.
const HANDED_DOWN: [Date; 2] = [date(2024, 6, 14), date(2024, 6, 26)];
/// Until when the articles' city meant to finish.
const YEAR_END: Date = date(2024, 12, 31);

/// All listings, in order of opening; proposals that wait for a decision stand last.
pub(crate) fn build(seed: u64, register: &mut Register, layout: &Layout) -> Vec<SampleListing> {
    let mut cast = Cast::new(register, layout, Rng::new(seed, "cast"));
    let mut life = Life::new(register, layout, Rng::new(seed, "listings"));
    let mut listings = first_years(&mut cast, &mut life);
    listings.extend(open_now(&mut cast, &mut life));
    listings.extend(city_finished(&mut cast, &mut life));
    listings.extend(lower_finished(&mut cast, &mut life, &listings));
    listings.extend((0..3).filter_map(|_| life.proposal(cast.commune()?)));
    listings.sort_by_key(|l| (l.acts.first().map_or(Date::MAX, |a| a.on), l.unit));
    listings
}

/// 226 of 2017-2020, all finished before the congresses: 66 at the city (24 handed down later), 160 below.
fn first_years(cast: &mut Cast<'_>, life: &mut Life<'_>) -> Vec<SampleListing> {
    let units = cast.mixed(226, [8, 10]);
    let mut out = Vec::new();
    for (n, unit) in units.into_iter().enumerate() {
        let opened = life.day(date(2017, 9, 5), date(2019, 3, 29));
        let removed = life.day_after(opened, 200, 400);
        let tier = if n % 24 < 7 && n < 225 { Tier::Upper } else { Tier::Lower };
        let moved = (tier == Tier::Upper && n % 3 == 0).then(|| life.between(opened, removed));
        out.extend(
            life.lead(unit, Course { opened, tier, moved, removed: Some(removed), ..Course::default() }),
        );
    }
    out
}

/// The 20 handed down in the first half of 2024 (12 of them still open), the one of the city, and 7 more below.
fn open_now(cast: &mut Cast<'_>, life: &mut Life<'_>) -> Vec<SampleListing> {
    let mut out = Vec::new();
    let (districts, apart) = cast.owners();
    let turns: Vec<UnitAt> = districts.iter().copied().cycle().take(12).collect();
    let staying: Vec<_> = turns.into_iter().filter_map(|d| cast.commune_of(d)).map(|u| (u, false)).collect();
    let leaving: Vec<_> = cast.mixed(8, [0, 0]).into_iter().map(|u| (u, true)).collect();
    for (n, (unit, leaves)) in staying.into_iter().chain(leaving).enumerate() {
        let opened = life.day(date(2022, 9, 5), date(2024, 2, 23));
        let moved = HANDED_DOWN.get(n % 2).copied();
        let removed = leaves.then(|| life.day(date(2024, 8, 5), date(2024, 9, 20)));
        let course =
            Course { opened, tier: Tier::Upper, moved, removed, due_on: Some(YEAR_END), ..Course::default() };
        out.extend(life.lead(unit, course));
    }
    let of_city = Course { opened: date(2024, 8, 12), tier: Tier::Upper, ..Course::default() };
    out.extend(apart.and_then(|d| cast.commune_of(d)).and_then(|unit| life.lead(unit, of_city)));
    let mut below: Vec<UnitAt> = cast.of_blocks(4);
    below.extend(districts.iter().rev().take(3).filter_map(|d| cast.commune_of(*d)));
    let dues = [date(2024, 9, 30), date(2024, 10, 31), date(2024, 10, 31), YEAR_END];
    for (n, unit) in below.into_iter().enumerate() {
        let opened = life.day(date(2023, 11, 6), date(2024, 5, 31));
        let due_on = Some(dues.get(n).copied().unwrap_or(YEAR_END));
        out.extend(life.lead(unit, Course { opened, due_on, ..Course::default() }));
    }
    out
}

/// 33 more of the city's list since 2021, finished before 2024; 12 of them were handed down first.
fn city_finished(cast: &mut Cast<'_>, life: &mut Life<'_>) -> Vec<SampleListing> {
    let units = cast.mixed(33, [0, 2]);
    let mut out = Vec::new();
    for (n, unit) in units.into_iter().enumerate() {
        let opened = life.day(date(2021, 2, 22), date(2022, 10, 28));
        let removed = life.day_after(opened, 240, 395);
        let moved = (n < 12).then(|| life.between(opened, removed));
        let course = Course { opened, tier: Tier::Upper, moved, removed: Some(removed), ..Course::default() };
        out.extend(life.lead(unit, course));
    }
    out
}

/// 166 more below since 2021, all finished; 4 were handed up to the city for a time; 13 had been listed before.
fn lower_finished(cast: &mut Cast<'_>, life: &mut Life<'_>, before: &[SampleListing]) -> Vec<SampleListing> {
    let mut out: Vec<SampleListing> = Vec::new();
    let again: Vec<UnitAt> = before.iter().take(226).step_by(26).map(|l| l.unit).collect();
    let fresh = cast.mixed(162 - again.len(), [6, 12]);
    let mut n_lifted = 0;
    for (n, unit) in again.into_iter().chain(fresh).enumerate() {
        let opened = life.day(date(2021, 3, 1), date(2023, 9, 29));
        let removed = life.day_after(opened, 180, 340);
        let lifted = n > 20 && n_lifted < 4 && opened < date(2022, 10, 1);
        n_lifted += usize::from(lifted);
        let moved = lifted.then(|| life.between(opened, removed));
        let status = if n % 5 < 3 { Status::Attention } else { Status::Weak };
        let status = if lifted { Status::Weak } else { status };
        let course = Course { opened, moved, removed: Some(removed), status, ..Course::default() };
        out.extend(life.lead(unit, course));
    }
    let early = |l: &&SampleListing| l.acts.last().is_some_and(|a| a.on < date(2022, 9, 1));
    let twice: Vec<UnitAt> = out.iter().filter(early).map(|l| l.unit).take(4).collect();
    for unit in twice {
        let opened = life.day(date(2023, 2, 6), date(2023, 8, 25));
        let removed = Some(life.day_after(opened, 200, 300));
        out.extend(life.lead(unit, Course { opened, removed, ..Course::default() }));
    }
    out
}
