//! The register of listings: published counts, replay through the core, B02 for any days, signs.

use super::{CITY, figures::values, on, total, upper};
use std::collections::{BTreeMap, BTreeSet};
use vunggoc_core::decision::Votes;
use vunggoc_core::listing::flow::{Category, History, Origin, flow};
use vunggoc_core::listing::{Act, Group, Listing, Placement, Proposal, Status, Tier};
use vunggoc_core::{Date, Id, date};
use vunggoc_sample::{SampleAct, SampleListing, TODAY, UnitAt, Verb};

fn id<T>(at: u32) -> Id<T> {
    Id::new(i64::from(at) + 1)
}

fn act(act: &SampleAct) -> Act {
    match act.verb {
        Verb::Open { tier, status, group, owner, due_on } => {
            Act::Open(Placement { tier, status, group, owner: id(owner), due_on })
        }
        Verb::HandDown { owner, due_on } => Act::HandDown { owner: id(owner), due_on },
        Verb::HandUp { owner, due_on } => Act::HandUp { owner: id(owner), due_on },
        Verb::Prolong { due_on } => Act::Prolong { due_on },
        Verb::Regroup { status, group } => Act::Regroup { status, group },
        Verb::Remove { result } => Act::Remove { result: result.into() },
    }
}

/// Every listing played through the core; a refusal fails the test.
fn replay() -> Vec<History> {
    let mut ended: BTreeMap<UnitAt, Date> = BTreeMap::new();
    let mut out = Vec::new();
    for (n, l) in CITY.listings.iter().enumerate().filter(|(_, l)| !l.acts.is_empty()) {
        let proposal =
            Proposal { on: Some(l.proposed_on), by: l.proposed_by.clone(), reasons: l.reasons.clone() };
        let mut listing = Listing::propose(id(n as u32), id(l.unit), proposal);
        for (at, a) in l.acts.iter().enumerate() {
            listing =
                listing.decide(a.on, act(a), id(at as u32)).unwrap_or_else(|e| panic!("{n} {l:?}: {e:?}"));
        }
        let opened = l.acts[0].on;
        let before = ended.get(&l.unit).copied();
        assert!(before.is_none_or(|end| end < opened), "two open listings of {}", l.unit);
        let origin = if before.is_some() { Origin::Relapse } else { Origin::New };
        let closed = matches!(l.acts.last().unwrap().verb, Verb::Remove { .. });
        ended.insert(l.unit, if closed { l.acts.last().unwrap().on } else { Date::MAX });
        out.push(History::of(&listing, origin, vec![(Date::MIN, Date::MAX)]));
    }
    out
}

fn of(tier: Option<Tier>) -> Category {
    Category { tier, ..Category::default() }
}

#[test]
fn the_published_counts_come_out() {
    let histories = replay();
    let first = flow(&histories, of(None), date(2017, 7, 4), date(2020, 6, 30));
    let all = total("A-LISTED-2017-2020").value as usize;
    assert_eq!(
        (first.opening.len(), first.listed.len(), first.removed.len(), first.closing.len()),
        (0, all, all, 0)
    );
    let since = |tier| flow(&histories, of(tier), date(2021, 1, 1), date(2024, 9, 30));
    assert_eq!(since(None).opening.len(), 0);
    assert_eq!(since(Some(Tier::Upper)).listed.len() as i64, total("A-LISTED-CITY").value);
    assert_eq!(since(Some(Tier::Lower)).listed.len() as i64, total("A-LISTED-LOWER").value);
    assert_eq!(since(None).closing.len() as i64, total("A-OPEN").value);
    assert_eq!(since(Some(Tier::Upper)).closing.len() as i64, total("A-OPEN-CITY").value);
    assert_eq!(since(Some(Tier::Lower)).closing.len() as i64, total("A-OPEN-LOWER").value);
    assert!(since(None).relapsed.len() >= 10);
    let half = flow(&histories, of(Some(Tier::Upper)), date(2024, 1, 1), date(2024, 6, 30));
    assert_eq!(half.to_tier.len() as i64, total("B-HANDDOWN").value);
    assert_eq!(half.closing.len(), 0);
    let at = flow(&histories, of(Some(Tier::Upper)), date(2024, 6, 1), date(2024, 6, 13));
    assert_eq!(at.closing.len(), 20, "twenty stood on the city's list when they were evaluated");
    let today = flow(&histories, of(None), date(2024, 10, 1), TODAY);
    assert_eq!((today.opening.len(), today.closing.len()), (20, 20));
}

#[test]
fn the_open_ones_are_owned_by_ten_districts_and_both_blocks() {
    let mut owners: BTreeMap<&str, BTreeSet<UnitAt>> = BTreeMap::new();
    let mut n = 0;
    for h in replay().iter() {
        let Some(spell) = h.on(date(2024, 9, 30)) else { continue };
        n += 1;
        assert_eq!(spell.placement.status, Status::Weak);
        let owner = (spell.placement.owner.number() - 1) as u32;
        if spell.placement.tier == Tier::Upper {
            assert_eq!(owner, 0);
            continue;
        }
        owners.entry(on(owner, TODAY).unwrap().kind).or_default().insert(owner);
    }
    assert_eq!(n, 20);
    assert_eq!(owners["district"].len() as i64, total("A-OPEN-DISTRICTS").value);
    assert_eq!(owners["block"].len() as i64, total("A-OPEN-BLOCKS").value);
    assert_eq!(owners.len(), 2);
}

#[test]
fn b02_balances_for_any_days_level_status_and_group() {
    let histories = replay();
    let days: Vec<Date> = (2017..=2024).flat_map(|y| [(1, 1), (6, 15)].map(|(m, d)| date(y, m, d))).collect();
    for from in &days {
        for to in days.iter().filter(|to| *to >= from) {
            for tier in [None, Some(Tier::Upper), Some(Tier::Lower)] {
                for group in [None, Some(Group::One)] {
                    for status in [None, Some(Status::Weak)] {
                        let flow = flow(&histories, Category { tier, status, group }, *from, *to);
                        assert_eq!(flow.gap(), 0, "{from} {to} {tier:?} {group:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn decisions_fit_their_acts() {
    let mut verbs = [0; 6];
    for l in &CITY.listings {
        assert!(!l.criteria.is_empty() && !l.reasons.is_empty());
        for a in &l.acts {
            let d = &a.decision;
            Votes::new(d.n_summoned.into(), d.n_present.into(), d.n_agreed.into()).unwrap();
            let paper = &CITY.papers[d.paper as usize];
            assert!(d.decided_on <= paper.signed_on && paper.signed_on <= a.on && a.on <= TODAY);
            assert!(l.proposed_on < a.on);
            assert!(on(l.unit, a.on).unwrap().level == "base");
            let (at, tier) = match a.verb {
                Verb::Open { tier, owner, .. } => {
                    let below = upper(l.unit, a.on);
                    assert_eq!(owner, if tier == Tier::Upper { 0 } else { below });
                    (0, Some(tier))
                }
                Verb::HandDown { owner, .. } => {
                    assert_eq!(owner, upper(l.unit, a.on));
                    (1, Some(Tier::Upper))
                }
                Verb::HandUp { owner, .. } => {
                    assert_eq!(owner, 0);
                    (2, Some(Tier::Upper))
                }
                Verb::Prolong { .. } => (3, None),
                Verb::Regroup { .. } => (4, None),
                Verb::Remove { .. } => (5, None),
            };
            verbs[at] += 1;
            let city = ["Thành ủy Mẫu", "Ban Chỉ đạo 15 Thành phố Mẫu"].contains(&&*paper.issuer);
            assert!(tier.is_none_or(|t| (t == Tier::Upper) == city), "{} by {}", paper.about, paper.issuer);
        }
    }
    assert!(verbs.iter().all(|n| *n >= 2), "{verbs:?}");
    let waiting: Vec<&SampleListing> = CITY.listings.iter().filter(|l| l.acts.is_empty()).collect();
    assert_eq!(waiting.len(), 3);
}

/// The minimal criteria as `rules/` words them, on two half-years; a stand-in for the real screening.
fn named() -> BTreeSet<UnitAt> {
    let now = |i| values(&CITY, i, "2024-H1");
    let grade = [values(&CITY, "grading.grade", "2022"), values(&CITY, "grading.grade", "2023")];
    let mut out = BTreeSet::new();
    let mut add = |units: Vec<UnitAt>| out.extend(units);
    let where_ = |map: BTreeMap<UnitAt, i32>, hit: &dyn Fn(i32) -> bool| -> Vec<UnitAt> {
        map.into_iter().filter(|(_, v)| hit(*v)).map(|(u, _)| u).collect()
    };
    add(where_(grade[1].clone(), &|v| v == 4));
    add(grade[0]
        .iter()
        .filter(|(u, g)| **g >= 3 && grade[1].get(*u).is_some_and(|h| *h >= 3))
        .map(|(u, _)| *u)
        .collect());
    add(where_(now("discipline.organisation_found"), &|v| v > 0));
    add(where_(now("post.secretary_vacant_days"), &|v| v > 90));
    add(where_(now("members.official"), &|v| v < 3));
    let committee = now("branch.has_committee");
    add(now("members.official")
        .into_iter()
        .filter(|(u, v)| *v >= 9 && committee[u] == 0)
        .map(|(u, _)| u)
        .collect());
    let halves = ["2022-H2", "2023-H1", "2023-H2", "2024-H1"].map(|p| values(&CITY, "members.admitted", p));
    add(halves[3].keys().copied().filter(|u| halves.iter().all(|h| h.get(u) == Some(&0))).collect());
    let due = now("petitions.due");
    add(now("petitions.overdue")
        .into_iter()
        .filter(|(u, v)| *v * 100 > due[u] * 20)
        .map(|(u, _)| u)
        .collect());
    add(where_(now("matters.complex_open"), &|v| v > 0));
    add(where_(now("inspection.recommendations_overdue"), &|v| v > 0));
    let required = now("meetings.required");
    add(now("meetings.held").into_iter().filter(|(u, v)| *v < required[u]).map(|(u, _)| u).collect());
    out
}

#[test]
fn a_screening_of_the_last_half_year_names_the_open_ones_and_tens_more() {
    let named = named();
    let base = |u: UnitAt| {
        let mut u = u;
        while on(u, TODAY).unwrap().level != "base" {
            u = on(u, TODAY).unwrap().parent.unwrap();
        }
        u
    };
    let bases: BTreeSet<_> = named.iter().map(|u| base(*u)).collect();
    let live: Vec<_> = CITY
        .listings
        .iter()
        .filter(|l| !matches!(l.acts.last().map(|a| &a.verb), Some(Verb::Remove { .. })))
        .map(|l| l.unit)
        .collect();
    assert_eq!(live.len(), 23);
    for unit in live {
        assert!(named.contains(&unit), "{} is listed and shows nothing", on(unit, TODAY).unwrap().name);
    }
    assert!((60..=110).contains(&bases.len()), "{} base organisations named", bases.len());
    let own = named.iter().filter(|u| on(**u, TODAY).unwrap().level == "base").count();
    println!("named: {} units, {own} of the base, {} bases with their branches", named.len(), bases.len());
}
