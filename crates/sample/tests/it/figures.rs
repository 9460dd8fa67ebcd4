//! Published totals come out of the figures; answers and gaps agree with them.

use super::{CITY, on, total, upper};
use std::collections::{BTreeMap, BTreeSet};
use vunggoc_core::period::Period;
use vunggoc_core::rulebook::FormRows;
use vunggoc_sample::{ReturnState, SampleCity, TotalKind, UnitAt, published};

pub(crate) fn sum(city: &SampleCity, indicator: &str, period: &str) -> i64 {
    values(city, indicator, period).values().map(|v| i64::from(*v)).sum()
}

pub(crate) fn values(city: &SampleCity, indicator: &str, period: &str) -> BTreeMap<UnitAt, i32> {
    let indicator = city.indicators.iter().position(|i| *i == indicator).unwrap();
    let period = city.periods.iter().position(|p| p.to_string() == period).unwrap();
    city.figures
        .iter()
        .filter(|f| f.indicator as usize == indicator && f.period as usize == period)
        .map(|f| (f.unit, f.value))
        .collect()
}

fn now(indicator: &str) -> BTreeMap<UnitAt, i32> {
    values(&CITY, indicator, "2024-H1")
}

#[test]
fn every_published_total_is_the_sum_of_its_figures() {
    let mut n = 0;
    for total in published() {
        match total.kind {
            TotalKind::Rolled => {
                let held = values(&CITY, total.indicator, total.period);
                assert!(held.len() > 1 && !held.contains_key(&0), "{} is held below", total.code);
            }
            TotalKind::Entered => {
                let held = values(&CITY, total.indicator, total.period);
                assert_eq!(
                    held.keys().copied().collect::<Vec<_>>(),
                    [0],
                    "{} is held by the city",
                    total.code
                );
            }
            TotalKind::Counted => continue,
        }
        assert_eq!(sum(&CITY, total.indicator, total.period), total.value, "{}", total.code);
        n += 1;
    }
    assert_eq!(n, 41);
}

#[test]
fn published_bases_stand_beside_their_values() {
    for (value, base, period) in [
        ("B-ADMIT", "members.admitted_target", "2024"),
        ("B-PUPILS", "members.admitted.pupils_target", "2024"),
        ("B-PE-ORGS", "orgs.founded.private_enterprise_target", "2024"),
        ("B-PE-ADMIT", "members.admitted.private_enterprise_target", "2024"),
        ("B-OWNERS", "members.admitted.private_enterprise", "2024-H1"),
        ("B-UNIONS", "unions.founded_target", "2024"),
        ("B-UNION-MEMBERS", "unions.members_target", "2024"),
        ("B-UBKT-ORGS-BREACH", "inspection.ubkt.organisations", "2024-H1"),
        ("B-DISC-ORGS", "inspection.ubkt.organisations_in_breach", "2024-H1"),
        ("B-UBKT-MEMBERS-BREACH", "inspection.ubkt.members", "2024-H1"),
        ("B-DISC-MEMBERS", "inspection.ubkt.members_in_breach", "2024-H1"),
        ("B-SEC-DISTRICT", "posts.district", "2024-H1"),
        ("B-CHAIR-COMMUNE", "posts.commune", "2024-H1"),
        ("B-EXAM-DONE", "cadre.exam.posts", "2024-H1"),
        ("B-PLANNING", "cadre.planning_units", "2024-H1"),
        ("B-APPROVED", "cadre.planning_batch1_units", "2024-H1"),
    ] {
        assert_eq!(Some(sum(&CITY, base, period)), total(value).base, "{value}");
    }
    assert_eq!(sum(&CITY, "inspection.lower.organisations", "2023-H1") + 64, 729);
    assert_eq!(sum(&CITY, "inspection.lower.members", "2023-H1") + 125, 581);
}

#[test]
fn a_part_is_never_above_its_whole_at_any_unit() {
    for (part, whole) in [
        ("members.admitted.pupils", "members.admitted"),
        ("members.admitted.private_enterprise", "members.admitted"),
        ("members.admitted.business_owners", "members.admitted.private_enterprise"),
        ("inspection.ubkt.organisations_in_breach", "inspection.ubkt.organisations"),
        ("inspection.ubkt.members_in_breach", "inspection.ubkt.members"),
        ("discipline.organisations", "inspection.ubkt.organisations_in_breach"),
        ("discipline.members", "inspection.ubkt.members_in_breach"),
        ("cadre.exam.done", "cadre.exam.posts"),
        ("cadre.nonlocal_secretary.commune", "posts.commune"),
        ("petitions.overdue", "petitions.due"),
        ("inspection.recommendations_overdue", "inspection.recommendations"),
        ("meetings.held", "meetings.required"),
    ] {
        let wholes = now(whole);
        for (unit, value) in now(part) {
            assert!((0..=wholes[&unit]).contains(&value), "{part} at {unit}: {value}");
        }
    }
}

#[test]
fn figures_are_held_once_by_units_that_were_there() {
    let mut seen = BTreeSet::new();
    for f in &CITY.figures {
        assert!(seen.insert((f.indicator, f.period, f.unit)), "{f:?} twice");
        let last_on = CITY.periods[f.period as usize].last_on();
        assert!(on(f.unit, last_on).is_some(), "{f:?} of a unit that was not there");
        assert!(f.value >= 0);
    }
}

#[test]
fn organisations_founded_and_in_breach_are_units_of_the_register() {
    let period = Period::parse("2024-H1").unwrap();
    let founded = CITY.units.iter().enumerate().filter(|(_, u)| {
        let first = &u.spells[0];
        first.kind == "enterprise" && first.from_on >= period.first_on() && first.from_on <= period.last_on()
    });
    let mut by_base: BTreeMap<UnitAt, i32> = BTreeMap::new();
    founded.for_each(|(_, u)| *by_base.entry(u.spells[0].parent.unwrap()).or_default() += 1);
    for (base, n) in now("orgs.founded.private_enterprise") {
        assert_eq!(by_base.get(&base).copied().unwrap_or(0), n);
    }
    let mut by_upper: BTreeMap<UnitAt, i32> = BTreeMap::new();
    for (unit, n) in now("discipline.organisation_found") {
        *by_upper.entry(upper(unit, period.last_on())).or_default() += n;
    }
    assert_eq!(now("inspection.ubkt.organisations_in_breach"), by_upper);
}

#[test]
fn answers_agree_with_figures_and_gaps_leave_totals_alone() {
    let mut gaps = 0;
    for (f, form) in CITY.forms.iter().enumerate() {
        assert!(!form.indicators.is_empty(), "{}", form.code);
        for (p, period) in CITY.periods.iter().enumerate() {
            let answers: BTreeMap<UnitAt, &ReturnState> = CITY
                .returns
                .iter()
                .filter(|r| r.form as usize == f && r.period as usize == p)
                .map(|r| (r.unit, &r.state))
                .collect();
            if answers.is_empty() {
                continue;
            }
            for figure in CITY
                .figures
                .iter()
                .filter(|x| x.period as usize == p && form.indicators.contains(&x.indicator))
            {
                let mut unit = figure.unit;
                while form.rows == FormRows::WithBranches
                    && ["branch", "section"].contains(&on(unit, period.last_on()).unwrap().level)
                {
                    unit = on(unit, period.last_on()).unwrap().parent.unwrap();
                }
                let state = answers.get(&unit);
                assert!(state.is_some_and(|s| **s != ReturnState::Draft), "{} {period} {unit}", form.code);
            }
            gaps += answers.values().filter(|s| ***s == ReturnState::Draft).count();
        }
    }
    assert_eq!(gaps, 16);
    let late = CITY.returns.iter().filter(|r| match &r.state {
        ReturnState::Sent { on } => *on > r.due_on,
        ReturnState::Closed { sent_on, .. } | ReturnState::Returned { sent_on, .. } => *sent_on > r.due_on,
        ReturnState::Draft => false,
    });
    assert!(late.count() > 50);
    let every = |form: &str| {
        let at = CITY.forms.iter().position(|f| f.code == form).unwrap();
        CITY.returns
            .iter()
            .filter(|r| r.form as usize == at && CITY.periods[r.period as usize].to_string() == "2024-H1")
            .count()
    };
    assert_eq!(every("M02"), 579 - 7);
    assert_eq!(every("M05"), 50);
    assert_eq!(every("M06"), 609);
}
