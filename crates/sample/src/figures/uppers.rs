//! Figures of the committees above the base, and those entered at the city.

use super::{Ledger, World};
use crate::model::UnitAt;
use crate::register::Duty;
use crate::totals::TotalKind;
use vunggoc_core::period::Period;

pub(super) fn add(ledger: &mut Ledger, world: &World<'_>) {
    inspections(ledger, world);
    exams(ledger, world);
    non_local(ledger, world, "district");
    non_local(ledger, world, "commune");
    entered(ledger, world);
}

/// Inspection and discipline: the parts of a unit never exceed what they are parts of.
fn inspections(ledger: &mut Ledger, world: &World<'_>) {
    let mut rng = world.rng("inspections");
    let uppers = &world.layout.uppers;
    let weigh = |rng: &mut crate::rng::Rng| -> Vec<(UnitAt, u32)> {
        uppers
            .iter()
            .map(|u| (u.unit, if u.kind == "district" { 60 + rng.below(60) } else { 20 + rng.below(40) }))
            .collect()
    };
    for indicator in ["inspection.lower.organisations", "inspection.lower.members"] {
        let holders = weigh(&mut rng);
        ledger.divide(indicator, &holders);
    }
    for code in super::HALVES {
        let Some(period) = Period::parse(code) else { continue };
        let breached: Vec<i64> = uppers.iter().map(|u| n_in_breach(world, u.unit, period)).collect();
        organisations(ledger, code, &weigh(&mut rng), &breached);
        let members = ledger.divide_in("inspection.ubkt.members", code, &weigh(&mut rng));
        let found = parts_of(ledger, "inspection.ubkt.members_in_breach", code, uppers, &members);
        parts_of(ledger, "discipline.members", code, uppers, &found);
    }
}

/// How many base organisations below a committee are in breach; 2024 only, by the register of signs.
fn n_in_breach(world: &World<'_>, upper: UnitAt, period: Period) -> i64 {
    if period.year() < 2024 {
        return 0;
    }
    let below = world.layout.bases.iter().filter(|b| b.upper == upper);
    i64::try_from(below.filter(|b| world.signs.shows(b.unit, "E1", period)).count()).unwrap_or(0)
}

/// Organisations inspected, in breach, disciplined: those in breach are the base organisations that show it.
fn organisations(ledger: &mut Ledger, code: &str, holders: &[(UnitAt, u32)], breached: &[i64]) {
    let (all, inside) = ("inspection.ubkt.organisations", "inspection.ubkt.organisations_in_breach");
    let known: i64 = breached.iter().sum();
    let (Some(total), Some(period)) = (ledger.total(all, code), Period::parse(code)) else { return };
    let found = if known > 0 {
        ledger.put_all(inside, period, holders, breached);
        breached.to_vec()
    } else {
        ledger.divide_in(inside, code, holders)
    };
    let n_found: i64 = found.iter().sum();
    let weights: Vec<u32> = holders.iter().map(|(_, w)| *w).collect();
    let rest = crate::rng::apportion(total - n_found, &weights);
    let parts: Vec<i64> = rest.iter().zip(&found).map(|(a, b)| a + b).collect();
    ledger.put_all(all, period, holders, &parts);
    let weighed: Vec<(UnitAt, u32)> = weigh_by(holders.iter().map(|(u, _)| *u), &found);
    ledger.divide_in("discipline.organisations", code, &weighed);
}

fn parts_of(
    ledger: &mut Ledger,
    indicator: &'static str,
    code: &str,
    uppers: &[crate::register::Upper],
    of: &[i64],
) -> Vec<i64> {
    ledger.divide_in(indicator, code, &weigh_by(uppers.iter().map(|u| u.unit), of))
}

fn weigh_by(units: impl Iterator<Item = UnitAt>, values: &[i64]) -> Vec<(UnitAt, u32)> {
    units.zip(values).map(|(u, v)| (u, u32::try_from(*v).unwrap_or(0))).collect()
}

/// Competitive selection: the published parts do not add up to the published base, and the gap is kept.
fn exams(ledger: &mut Ledger, world: &World<'_>) {
    let mut rng = world.rng("exams");
    let districts: Vec<UnitAt> =
        world.layout.uppers.iter().filter(|u| u.kind == "district").map(|u| u.unit).collect();
    let Some(period) = Period::parse("2024-H1") else { return };
    let code = "2024-H1";
    let mut posts = vec![0_i64; districts.len()];
    for indicator in ["cadre.exam.done", "cadre.exam.running", "cadre.exam.not_yet"] {
        let holders: Vec<_> = districts.iter().map(|u| (*u, 20 + rng.below(40))).collect();
        let parts = ledger.divide_in(indicator, code, &holders);
        posts.iter_mut().zip(parts).for_each(|(sum, part)| *sum += part);
    }
    let Some(total) = ledger.total("cadre.exam.posts", code) else { return };
    let gap = total - posts.iter().sum::<i64>();
    let spread =
        crate::rng::apportion(gap, &districts.iter().map(|_| 20 + rng.below(40)).collect::<Vec<_>>());
    let posts: Vec<i64> = posts.iter().zip(spread).map(|(a, b)| a + b).collect();
    let holders: Vec<_> = districts.iter().map(|u| (*u, 1)).collect();
    ledger.put_all("cadre.exam.posts", period, &holders, &posts);
}

/// Heads who are not local: so many ones among zeros, and the posts themselves as the base.
fn non_local(ledger: &mut Ledger, world: &World<'_>, of: &str) {
    let mut rng = world.rng(if of == "district" { "heads of districts" } else { "heads of communes" });
    let (secretary, chair, posts, units): (_, _, _, Vec<UnitAt>) = if of == "district" {
        let units = world.layout.uppers.iter().filter(|u| u.kind == "district").map(|u| u.unit).collect();
        ("cadre.nonlocal_secretary.district", "cadre.nonlocal_chair.district", "posts.district", units)
    } else {
        let units = world.layout.bases.iter().filter(|b| b.duty == Duty::Commune).map(|b| b.unit).collect();
        ("cadre.nonlocal_secretary.commune", "cadre.nonlocal_chair.commune", "posts.commune", units)
    };
    let ones: Vec<_> = units.iter().map(|u| (*u, 1)).collect();
    ledger.divide(posts, &ones);
    for indicator in [secretary, chair] {
        let order = rng.shuffled(units.clone());
        let ranked: Vec<_> = order.into_iter().map(|u| (u, 1)).collect();
        ledger.divide(indicator, &ranked);
    }
}

fn entered(ledger: &mut Ledger, world: &World<'_>) {
    let entered: Vec<_> = ledger.totals.iter().copied().filter(|t| t.kind == TotalKind::Entered).collect();
    for total in entered {
        let Some(period) = Period::parse(total.period) else { continue };
        let column = ledger.column(total.indicator, period);
        ledger.put(column, world.layout.city, total.value);
    }
}
