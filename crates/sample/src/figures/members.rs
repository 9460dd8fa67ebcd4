//! Figures of branches and base branches: members, committee, vacancy, meetings.

use super::{Column, Ledger, World, halves, there};
use crate::model::UnitAt;
use crate::register::Base;
use crate::rng::Rng;
use vunggoc_core::Date;
use vunggoc_core::period::Period;

/// Columns of one half-year.
struct Columns {
    period: Period,
    official: Column,
    probationary: Column,
    committee: Column,
    vacant: Column,
    required: Column,
    held: Column,
    found: Column,
}

/// One holder: a branch, or a base organisation that has none below it.
struct Leaf<'a> {
    unit: UnitAt,
    kind: &'a str,
    from_on: Date,
    sign: Option<&'static str>,
}

pub(super) fn add(ledger: &mut Ledger, world: &World<'_>) {
    let columns: Vec<Columns> = halves()
        .map(|period| Columns {
            period,
            official: ledger.column("members.official", period),
            probationary: ledger.column("members.probationary", period),
            committee: ledger.column("branch.has_committee", period),
            vacant: ledger.column("post.secretary_vacant_days", period),
            required: ledger.column("meetings.required", period),
            held: ledger.column("meetings.held", period),
            found: ledger.column("discipline.organisation_found", period),
        })
        .collect();
    let mut rng = world.rng("members");
    for base in &world.layout.bases {
        for leaf in leaves(world, base) {
            let size = size(&mut rng, leaf.kind);
            let mut held = size;
            for c in columns.iter().filter(|c| there(leaf.from_on, c.period)) {
                held = (held + rng.between(-1, 2)).max(4);
                one(ledger, world, &mut rng, c, base, &leaf, held);
            }
        }
        if !base.branches.is_empty() {
            for c in &columns {
                let days = vacant_days(world, &mut rng, base.unit, c.period);
                ledger.put(c.vacant, base.unit, days);
            }
        }
    }
}

/// The branches with the signs they show, or the base organisation itself where it has none.
fn leaves<'a>(world: &World<'_>, base: &'a Base) -> Vec<Leaf<'a>> {
    if base.branches.is_empty() {
        let (unit, from_on) = (base.unit, base.from_on);
        return vec![Leaf { unit, kind: base.duty.kind(), from_on, sign: None }];
    }
    let by_branches = world.signs.by_branches(base.unit);
    base.branches
        .iter()
        .enumerate()
        .map(|(n, b)| {
            let sign = match by_branches {
                Some("B6") if n < 2 => Some("B6"),
                Some("B7") if n + 7 == base.branches.len() => Some("B7"),
                _ => None,
            };
            Leaf { unit: b.unit, kind: b.kind, from_on: b.from_on, sign }
        })
        .collect()
}

fn one(
    ledger: &mut Ledger,
    world: &World<'_>,
    rng: &mut Rng,
    c: &Columns,
    base: &Base,
    leaf: &Leaf<'_>,
    size: i32,
) {
    let late = c.period.year() == 2024;
    let official = match leaf.sign {
        Some("B7") => 2,
        Some("B6") => size.max(12),
        _ => size,
    };
    let committee = official >= 9 && leaf.sign != Some("B6");
    ledger.put(c.official, leaf.unit, official.into());
    ledger.put(c.probationary, leaf.unit, rng.between(0, 2).into());
    ledger.put(c.committee, leaf.unit, committee.into());
    let own = leaf.unit == base.unit;
    let days = if own { vacant_days(world, rng, base.unit, c.period) } else { short_vacancy(rng) };
    ledger.put(c.vacant, leaf.unit, days);
    let required = months(leaf.from_on, c.period);
    let short = world.signs.shows(base.unit, "C1", c.period) && (own || rng.chance(600));
    let held = if short { (required / 2).max(1).min(required) } else { required };
    ledger.put(c.required, leaf.unit, required.into());
    ledger.put(c.held, leaf.unit, held.into());
    if !own && (late || c.period.number() == 2) {
        ledger.put(c.found, leaf.unit, 0);
    }
}

/// One monthly meeting for each whole month it existed.
fn months(from_on: Date, period: Period) -> i32 {
    if from_on <= period.first_on() { 6 } else { i32::from(period.last_on().month() - from_on.month()) }
}

fn vacant_days(world: &World<'_>, rng: &mut Rng, unit: UnitAt, period: Period) -> i64 {
    let usual = short_vacancy(rng);
    if world.signs.shows(unit, "B3", period) { 100 + i64::from(rng.below(120)) } else { usual }
}

/// Most posts are filled; some are vacant for less than three months.
fn short_vacancy(rng: &mut Rng) -> i64 {
    if rng.chance(18) { i64::from(5 + rng.below(76)) } else { 0 }
}

fn size(rng: &mut Rng, kind: &str) -> i32 {
    let (least, most) = match kind {
        "residential" => (15, 50),
        "school" => (9, 32),
        "office" => (8, 34),
        "force" => (6, 30),
        "public-service" => (9, 30),
        "other" => (4, 9),
        _ => (5, 28),
    };
    rng.between(least, most)
}
