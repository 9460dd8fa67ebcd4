//! Figures that base organisations hold themselves: admissions, petitions, recommendations, breaches, grades.

use super::{Ledger, World, halves, there};
use crate::model::UnitAt;
use crate::register::{Base, Duty};
use crate::rng::{Rng, apportion};
use vunggoc_core::period::Period;

pub(super) fn add(ledger: &mut Ledger, world: &World<'_>) {
    founded(ledger, world);
    unions(ledger, world);
    admissions(ledger, world);
    petitions(ledger, world);
    recommendations(ledger, world);
    grades(ledger, world);
}

/// Party organisations founded in private enterprises: counted in the register, so that both agree.
fn founded(ledger: &mut Ledger, world: &World<'_>) {
    let indicator = "orgs.founded.private_enterprise";
    for code in ledger.periods_of(indicator) {
        let Some(period) = Period::parse(code) else { continue };
        let column = ledger.column(indicator, period);
        for base in world.layout.bases.iter().filter(|b| b.duty == Duty::Commune) {
            let inside = |b: &&crate::register::Branch| {
                b.kind == "enterprise" && b.from_on >= period.first_on() && there(b.from_on, period)
            };
            let n = base.branches.iter().filter(inside).count();
            ledger.put(column, base.unit, i64::try_from(n).unwrap_or(0));
        }
    }
    let mut rng = world.rng("founded");
    let holders = weigh(world, &mut rng, |b| b.duty == Duty::Commune);
    ledger.divide("orgs.founded.private_enterprise_target", &holders);
}

fn unions(ledger: &mut Ledger, world: &World<'_>) {
    let mut rng = world.rng("unions");
    for indicator in ["unions.founded", "unions.founded_target", "unions.members", "unions.members_target"] {
        let holders = weigh(world, &mut rng, |b| b.duty == Duty::Commune || b.duty == Duty::Enterprise);
        ledger.divide(indicator, &holders);
    }
}

fn weigh(world: &World<'_>, rng: &mut Rng, wanted: impl Fn(&Base) -> bool) -> Vec<(UnitAt, u32)> {
    world
        .layout
        .bases
        .iter()
        .filter(|b| wanted(b))
        .map(|b| (b.unit, size(b) / 2 + rng.below(size(b))))
        .collect()
}

/// How large an organisation is, for the division of totals.
fn size(base: &Base) -> u32 {
    match base.duty {
        Duty::Commune => 60,
        _ if base.branches.is_empty() => 8,
        _ => 24,
    }
}

/// Admissions by category first, then the rest of the total, so that no category exceeds the whole.
fn admissions(ledger: &mut Ledger, world: &World<'_>) {
    let mut rng = world.rng("admissions");
    let bases = &world.layout.bases;
    let (all, pupils, private) =
        ("members.admitted", "members.admitted.pupils", "members.admitted.private_enterprise");
    for code in ledger.periods_of(all) {
        let Some(period) = Period::parse(code) else { continue };
        let may = |b: &Base| !world.signs.shows(b.unit, "D6", period) && !idle(world, b.unit);
        let weigh = |rng: &mut Rng, wanted: &dyn Fn(&Base) -> bool| -> Vec<(UnitAt, u32)> {
            let weight = |b: &Base, r: u32| if may(b) && wanted(b) { size(b) / 2 + r } else { 0 };
            bases.iter().map(|b| (b.unit, weight(b, rng.below(size(b))))).collect()
        };
        let schools = weigh(&mut rng, &|b| b.duty == Duty::HighSchool);
        let firms = weigh(&mut rng, &|b| matches!(b.duty, Duty::Commune | Duty::Enterprise));
        let n_pupils = category(ledger, pupils, code, &schools, |b| b.duty == Duty::HighSchool, world);
        let in_firms = |b: &Base| matches!(b.duty, Duty::Commune | Duty::Enterprise);
        let n_private = category(ledger, private, code, &firms, in_firms, world);
        owners(ledger, code, &firms, &n_private);
        let weights: Vec<u32> = weigh(&mut rng, &|_| true).into_iter().map(|(_, w)| w).collect();
        let Some(total) = ledger.total(all, code) else { continue };
        // In one half-year everybody admits at least one, so that "none in two years" is a sign and no chance.
        let least: Vec<i64> = weights.iter().map(|w| i64::from(code == "2023-H2" && *w > 0)).collect();
        let known: i64 = [&n_pupils, &n_private, &least].iter().flat_map(|v| v.iter()).sum();
        let rest = apportion(total - known, &weights);
        let column = ledger.column(all, period);
        for (n, base) in bases.iter().enumerate() {
            let of = |v: &Vec<i64>| v.get(n).copied().unwrap_or(0);
            ledger.put(column, base.unit, of(&rest) + of(&least) + of(&n_pupils) + of(&n_private));
        }
    }
    for indicator in [
        "members.admitted_target",
        "members.admitted.pupils_target",
        "members.admitted.private_enterprise_target",
    ] {
        let wanted = |b: &Base| match indicator {
            "members.admitted.pupils_target" => b.duty == Duty::HighSchool,
            "members.admitted.private_enterprise_target" => {
                matches!(b.duty, Duty::Commune | Duty::Enterprise)
            }
            _ => true,
        };
        let holders: Vec<_> = bases
            .iter()
            .filter(|b| wanted(b))
            .map(|b| (b.unit, size(b) * 3 / 4 + rng.below(size(b) / 2)))
            .collect();
        ledger.divide(indicator, &holders);
    }
}

/// Whether a unit is to have admitted nobody for two years up to now.
fn idle(world: &World<'_>, unit: UnitAt) -> bool {
    Period::parse("2024-H1").is_some_and(|last| world.signs.shows(unit, "D6", last))
}

/// Divides one category; holders outside it get no figure. Gives a part for every base organisation.
fn category(
    ledger: &mut Ledger,
    indicator: &'static str,
    code: &str,
    weights: &[(UnitAt, u32)],
    inside: impl Fn(&Base) -> bool,
    world: &World<'_>,
) -> Vec<i64> {
    let none = vec![0; weights.len()];
    let (Some(total), Some(period)) = (ledger.total(indicator, code), Period::parse(code)) else {
        return none;
    };
    let parts = apportion(total, &weights.iter().map(|(_, w)| *w).collect::<Vec<_>>());
    let column = ledger.column(indicator, period);
    for (base, part) in world.layout.bases.iter().zip(&parts).filter(|(b, _)| inside(b)) {
        ledger.put(column, base.unit, *part);
    }
    parts
}

/// Owners among those admitted in private enterprises: one each in a few places.
fn owners(ledger: &mut Ledger, code: &str, firms: &[(UnitAt, u32)], n_private: &[i64]) {
    let holders: Vec<_> = firms.iter().zip(n_private).map(|((u, _), n)| (*u, u32::from(*n > 0))).collect();
    let parts = ledger.total("members.admitted.business_owners", code).map(|total| {
        let weights: Vec<u32> = holders.iter().map(|(_, w)| *w).collect();
        apportion(total, &weights)
    });
    let (Some(parts), Some(period)) = (parts, Period::parse(code)) else { return };
    let column = ledger.column("members.admitted.business_owners", period);
    for ((unit, part), (_, weight)) in holders.iter().map(|(u, _)| *u).zip(parts).zip(firms) {
        if *weight > 0 {
            ledger.put(column, unit, part);
        }
    }
}

/// Petitions and complex matters of communes.
fn petitions(ledger: &mut Ledger, world: &World<'_>) {
    let mut rng = world.rng("petitions");
    for period in halves() {
        let due = ledger.column("petitions.due", period);
        let overdue = ledger.column("petitions.overdue", period);
        let complex = ledger.column("matters.complex_open", period);
        for base in world.layout.bases.iter().filter(|b| b.duty == Duty::Commune) {
            let n_due = rng.between(4, 64);
            let n_late = match world.signs.shows(base.unit, "A4", period) {
                true => (n_due * rng.between(30, 55) / 100).max(2),
                false => i32::from(n_due > 50 && rng.chance(250)),
            };
            ledger.put(due, base.unit, n_due.into());
            ledger.put(overdue, base.unit, n_late.into());
            let n_open = if world.signs.shows(base.unit, "A3", period) { rng.between(1, 3) } else { 0 };
            ledger.put(complex, base.unit, n_open.into());
        }
    }
}

fn recommendations(ledger: &mut Ledger, world: &World<'_>) {
    let mut rng = world.rng("recommendations");
    for period in halves() {
        let all = ledger.column("inspection.recommendations", period);
        let overdue = ledger.column("inspection.recommendations_overdue", period);
        let found = ledger.column("discipline.organisation_found", period);
        for base in world.layout.bases.iter().filter(|b| there(b.from_on, period)) {
            let n_late = if world.signs.shows(base.unit, "A7", period) { rng.between(1, 4) } else { 0 };
            let n_all = n_late + rng.between(0, if base.duty == Duty::Commune { 7 } else { 3 });
            ledger.put(all, base.unit, n_all.into());
            ledger.put(overdue, base.unit, n_late.into());
            ledger.put(found, base.unit, i64::from(world.signs.shows(base.unit, "E1", period)));
        }
    }
}

/// Grades of two years; only a listing or a sign explains the lowest grade, or the lower pass twice.
fn grades(ledger: &mut Ledger, world: &World<'_>) {
    let mut rng = world.rng("grades");
    let columns: Vec<_> = [2022, 2023]
        .into_iter()
        .filter_map(|year| Period::parse(&year.to_string()))
        .map(|period| (period, ledger.column("grading.grade", period)))
        .collect();
    for base in &world.layout.bases {
        let branches = base.branches.iter().map(|b| (b.unit, b.from_on));
        for (unit, from_on) in std::iter::once((base.unit, base.from_on)).chain(branches) {
            let usual = usual_grades(&mut rng);
            for ((period, column), grade) in columns.iter().zip(usual) {
                let sign = if unit == base.unit { world.signs.grade(unit, period.year()) } else { None };
                if there(from_on, *period) {
                    ledger.put(*column, unit, sign.unwrap_or(grade));
                }
            }
        }
    }
}

fn usual_grades(rng: &mut Rng) -> [i64; 2] {
    let before = match rng.below(100) {
        0..17 => 1,
        17..94 => 2,
        _ => 3,
    };
    let after = match before {
        1 if rng.chance(30) => 2,
        1 => 1,
        2 if rng.chance(10) => 3,
        2 if rng.chance(25) => 1,
        _ => 2,
    };
    [before, after]
}
