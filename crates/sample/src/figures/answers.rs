//! Forms and answers: who sent what, late or not, and the deliberate gaps.
//!
//! Gaps lie only in two forms whose figures have no published total, and only at units that show no sign, so
//! that they disturb neither a total nor what a screening round is to find.

use super::{Ledger, World};
use crate::model::{ReturnState, SampleForm, SampleReturn, UnitAt};
use crate::register::Duty;
use crate::rng::Rng;
use jiff::ToSpan;
use std::collections::BTreeSet;
use vunggoc_core::Date;
use vunggoc_core::period::{Period, PeriodKind};
use vunggoc_core::rulebook::FormRows;

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Bases,
    Communes,
    Heads,
    Uppers,
    City,
}

struct Plan {
    form: SampleForm,
    asked: Asked,
    prefixes: &'static [&'static str],
    /// How many answers of the last period are wanting: none, draft, returned, late.
    wanting: [usize; 4],
}

const LIFE: &[&str] = &[
    "members.official",
    "members.probationary",
    "branch.has_committee",
    "post.secretary_vacant_days",
    "meetings.",
    "discipline.organisation_found",
];
const PETITIONS: &[&str] = &["petitions.", "matters."];
const GROWTH: &[&str] = &["members.admitted", "orgs.", "unions."];

const INSPECTIONS: &[&str] =
    &["inspection.lower", "inspection.ubkt", "discipline.organisations", "discipline.members", "cadre.exam"];
const HEADS: &[&str] = &["cadre.nonlocal_secretary", "cadre.nonlocal_chair", "posts."];
const CADRES: &[&str] = &["cadre.planning", "cadre.moved", "cadre.nonlocal_deputy"];

/// The forms of the catalogue (`rules/forms.toml`), by their codes.
fn plans() -> Vec<Plan> {
    use FormRows::{Own, WithBranches};
    let plan = |code, rows, asked, prefixes, wanting| Plan {
        form: SampleForm { code, indicators: Vec::new(), rows },
        asked,
        prefixes,
        wanting,
    };
    vec![
        plan("M01", WithBranches, Asked::Bases, LIFE, [12, 10, 9, 34]),
        plan("M02", Own, Asked::Communes, PETITIONS, [7, 6, 5, 21]),
        plan("M03", Own, Asked::Bases, GROWTH, [0, 0, 0, 26]),
        plan("M04", Own, Asked::Bases, &["inspection.recommendations"], [0, 0, 0, 18]),
        plan("M05", Own, Asked::Uppers, INSPECTIONS, [0, 0, 0, 4]),
        plan("M06", Own, Asked::Heads, HEADS, [0; 4]),
        plan("M07", WithBranches, Asked::Bases, &["grading."], [0; 4]),
        plan("M08", Own, Asked::City, CADRES, [0; 4]),
    ]
}

pub(super) fn add(ledger: &mut Ledger, world: &World<'_>) -> (Vec<SampleForm>, Vec<SampleReturn>) {
    let mut rng = world.rng("answers");
    let (mut forms, mut returns) = (Vec::new(), Vec::new());
    let columns = ledger.columns.clone();
    for (n, mut plan) in (0_u16..).zip(plans()) {
        let of = |code: &str| plan.prefixes.iter().any(|p| code.starts_with(p));
        plan.form.indicators =
            (0_u16..).zip(&ledger.indicators).filter(|(_, code)| of(code)).map(|(at, _)| at).collect();
        let asked_for = |c: &&(u16, u16)| plan.form.indicators.contains(&c.0);
        let periods: BTreeSet<u16> = columns.iter().filter(asked_for).map(|c| c.1).collect();
        for period in periods {
            let Some(of_time) = ledger.periods.get(period as usize).copied() else { continue };
            if of_time.kind() == PeriodKind::Year && of_time.year() == 2024 {
                continue; // the year's targets stand, but the year's answer is not due yet
            }
            let answers = answers(&mut rng, world, &plan, (n, period), of_time);
            forget(ledger, world, &plan.form, period, &answers);
            returns.extend(answers.into_iter().filter_map(|(_, answer)| answer));
        }
        forms.push(plan.form);
    }
    (forms, returns)
}

/// The answer of everybody asked; `None` where there is none.
fn answers(
    rng: &mut Rng,
    world: &World<'_>,
    plan: &Plan,
    (form, at): (u16, u16),
    period: Period,
) -> Vec<(UnitAt, Option<SampleReturn>)> {
    let due_on = plus(period.last_on(), if period.kind() == PeriodKind::Year { 31 } else { 10 });
    let last = Period::parse("2024-H1") == Some(period);
    let units = asked(world, plan.asked, period);
    let clean = units.iter().copied().filter(|u| !world.signs.any(*u)).collect::<Vec<_>>();
    let mut picked = rng.shuffled(clean).into_iter();
    let [none, draft, returned, late] = if last { plan.wanting } else { [0, 0, 0, plan.wanting[3] / 3] };
    let mut some = |n: usize| picked.by_ref().take(n).collect::<BTreeSet<_>>();
    let (none, draft, returned, late) = (some(none), some(draft), some(returned), some(late));
    let day = |rng: &mut Rng, from: i32, to: i32| plus(due_on, rng.between(from, to));
    units
        .into_iter()
        .map(|unit| {
            let sent_on = if late.contains(&unit) { day(rng, 2, 19) } else { day(rng, -8, 0) };
            let state = if none.contains(&unit) {
                return (unit, None);
            } else if draft.contains(&unit) {
                ReturnState::Draft
            } else if returned.contains(&unit) {
                let why = "Số đảng viên cuối kỳ chưa khớp với số đầu kỳ cộng tăng trừ giảm; đề nghị rà soát";
                ReturnState::Returned { sent_on, on: plus(sent_on, rng.between(2, 9)), why }
            } else if last && rng.chance(120) {
                ReturnState::Sent { on: sent_on }
            } else {
                let on = plus(sent_on, rng.between(1, 12));
                ReturnState::Closed { sent_on, on, number: format!("{:02}-BC/ĐU", 1 + rng.below(180)) }
            };
            (unit, Some(SampleReturn { form, period: at, unit, due_on, state }))
        })
        .collect()
}

/// Takes away the figures of those who gave no answer, or only began one.
fn forget(
    ledger: &mut Ledger,
    world: &World<'_>,
    form: &SampleForm,
    period: u16,
    answers: &[(UnitAt, Option<SampleReturn>)],
) {
    let silent: BTreeSet<UnitAt> = answers
        .iter()
        .filter(|(_, a)| a.as_ref().is_none_or(|a| a.state == ReturnState::Draft))
        .map(|(unit, _)| *unit)
        .collect();
    if silent.is_empty() {
        return;
    }
    let mut gone = silent.clone();
    if form.rows == FormRows::WithBranches {
        let below = world.layout.bases.iter().filter(|b| silent.contains(&b.unit)).flat_map(|b| &b.branches);
        gone.extend(below.map(|b| b.unit));
    }
    ledger
        .figures
        .retain(|f| f.period != period || !form.indicators.contains(&f.indicator) || !gone.contains(&f.unit));
}

fn asked(world: &World<'_>, asked: Asked, period: Period) -> Vec<UnitAt> {
    let there = |b: &&crate::register::Base| super::there(b.from_on, period);
    let bases = world.layout.bases.iter().filter(there);
    let communes = || world.layout.bases.iter().filter(|b| b.duty == Duty::Commune).map(|b| b.unit);
    let uppers = world.layout.uppers.iter();
    match asked {
        Asked::Bases => bases.map(|b| b.unit).collect(),
        Asked::Communes => communes().collect(),
        Asked::Uppers => uppers.map(|u| u.unit).collect(),
        Asked::Heads => uppers.filter(|u| u.kind == "district").map(|u| u.unit).chain(communes()).collect(),
        Asked::City => vec![world.layout.city],
    }
}

fn plus(day: Date, days: i32) -> Date {
    day.checked_add(i64::from(days).days()).unwrap_or(day)
}
