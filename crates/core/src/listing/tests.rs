//! The life of a listing, and the table that always balances.

use super::flow::{Category, End, History, Origin, flow};
use super::*;
use crate::date;
use proptest::prelude::*;

fn placed(tier: Tier, due_on: Date) -> Placement {
    Placement { tier, status: Status::Weak, group: Group::One, owner: Id::new(1), due_on }
}

fn proposed() -> Listing {
    let proposal =
        Proposal {
            on: Some(date(2023, 1, 5)), by: "Quận ủy Mẫu 01".into(), reasons: "Khuyết bí thư".into()
        };
    Listing::propose(Id::new(1), Id::new(9), proposal)
}

fn opened() -> Listing {
    let act = Act::Open(placed(Tier::Upper, date(2024, 2, 1)));
    proposed().decide(date(2023, 2, 1), act, Id::new(1)).unwrap()
}

fn acts() -> Vec<Act> {
    vec![
        Act::Open(placed(Tier::Upper, date(2026, 1, 1))),
        Act::Decline,
        Act::HandDown { owner: Id::new(2), due_on: date(2026, 1, 1) },
        Act::HandUp { owner: Id::new(3), due_on: date(2026, 1, 1) },
        Act::Prolong { due_on: date(2027, 1, 1) },
        Act::Regroup { status: Status::Attention, group: Group::Three },
        Act::Remove { result: "Đã khắc phục".into() },
    ]
}

#[test]
fn every_state_with_every_act() {
    let on = date(2025, 1, 1);
    let lower = opened().decide(date(2024, 1, 1), acts().remove(2), Id::new(2)).unwrap();
    let closed = opened().decide(date(2024, 1, 1), acts().remove(6), Id::new(2)).unwrap();
    let declined = proposed().decide(date(2024, 1, 1), Act::Decline, Id::new(2)).unwrap();
    let mut table = String::from("state     ");
    for act in acts() {
        table += &format!(" {:>9}", act.kind().tag());
    }
    for (name, listing) in [
        ("proposed", proposed()),
        ("upper", opened()),
        ("lower", lower),
        ("closed", closed),
        ("declined", declined),
    ] {
        table += &format!("\n{name:<10}");
        for act in acts() {
            let kind = act.kind();
            let answer = listing.clone().decide(on, act, Id::new(5));
            assert_eq!(answer.is_ok(), listing.open_to().contains(&kind), "{name} {kind}: {answer:?}");
            let word = match answer {
                Ok(after) => match after.state {
                    State::Proposed => "proposed",
                    State::Open { .. } => after.standing().unwrap().placement.tier.tag(),
                    State::Closed { .. } => "closed",
                    State::Declined { .. } => "declined",
                },
                Err(_) => "·",
            };
            table += &format!(" {word:>9}");
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn what_a_decision_cannot_do() {
    let last_on = date(2023, 2, 1);
    for (on, act, broken) in [
        (last_on, Act::Prolong { due_on: date(2026, 1, 1) }, Broken::NotAfterLast { last_on }),
        (
            date(2024, 1, 1),
            Act::Prolong { due_on: date(2024, 2, 1) },
            Broken::NotLonger { due_on: date(2024, 2, 1) },
        ),
        (
            date(2024, 1, 1),
            Act::HandDown { owner: Id::new(2), due_on: date(2023, 6, 1) },
            Broken::DueNotAfter { on: date(2024, 1, 1) },
        ),
        (date(2024, 1, 1), Act::Regroup { status: Status::Weak, group: Group::One }, Broken::NoChange),
        (date(2024, 1, 1), Act::Remove { result: " ".into() }, Broken::NoResult),
    ] {
        assert_eq!(opened().decide(on, act, Id::new(2)), Err(broken));
    }
}

/// A random life: opened on a day, then acts some days apart.
fn life() -> impl Strategy<Value = History> {
    let act = prop_oneof![
        Just(0_u8), // hand down or up
        Just(1),    // regroup
        Just(2),    // prolong
        Just(3),    // remove
    ];
    let steps = proptest::collection::vec((1_i64..300, act, 0_usize..3, any::<bool>()), 0..7);
    let inside = proptest::collection::vec((0_i64..900, 1_i64..900), 1..4);
    (0_i64..1000, any::<bool>(), any::<bool>(), steps, inside).prop_map(
        |(start, upper, reorganised, steps, inside)| {
            use jiff::ToSpan;
            let day = |n: i64| date(2020, 1, 1).checked_add(n.days()).unwrap();
            let far = date(2050, 1, 1);
            let tier = if upper { Tier::Upper } else { Tier::Lower };
            let mut listing =
                proposed().decide(day(start), Act::Open(placed(tier, far)), Id::new(1)).unwrap();
            let mut at = start;
            for (gap, act, group, weak) in steps {
                at += gap;
                let other = listing.standing().map(|s| s.placement.tier);
                let (owner, due_on) = (Id::new(at), far);
                let act = match (act, other) {
                    (0, Some(Tier::Upper)) => Act::HandDown { owner, due_on },
                    (0, _) => Act::HandUp { owner, due_on },
                    (1, _) => Act::Regroup {
                        status: if weak { Status::Weak } else { Status::Attention },
                        group: Group::ALL[group],
                    },
                    (2, _) => Act::Prolong { due_on: date(2060, 1, 1) },
                    _ => Act::Remove { result: "x".into() },
                };
                if let Ok(after) = listing.clone().decide(day(at), act, Id::new(2)) {
                    listing = after;
                }
            }
            let mut from = 0;
            let intervals = inside.into_iter().map(|(gap, long)| {
                let (a, b) = (from + gap, from + gap + long);
                from = b;
                (day(a), day(b))
            });
            let mut history = History::of(&listing, Origin::New, intervals.collect());
            if reorganised {
                history.end = End::Reorganised;
            }
            history
        },
    )
}

proptest! {
    /// Opening + in − out = closing, for any lives, dates, level, group, status and subtree; the parts of a
    /// category make its whole; two periods in a row join.
    #[test]
    fn the_table_balances(lives in proptest::collection::vec(life(), 1..20), a in 0_i64..1500, len in 0_i64..800) {
        use jiff::ToSpan;
        let day = |n: i64| date(2020, 1, 1).checked_add(n.days()).unwrap();
        let (from, to) = (day(a), day(a + len));
        let whole = flow(&lives, Category::default(), from, to);
        prop_assert_eq!(whole.gap(), 0);
        prop_assert!(whole.from_tier.is_empty() && whole.from_group.is_empty());
        let mut closing = 0;
        for tier in Tier::ALL {
            let part = flow(&lives, Category { tier: Some(*tier), ..Category::default() }, from, to);
            prop_assert_eq!(part.gap(), 0);
            closing += part.closing.len();
            for group in Group::ALL {
                for status in Status::ALL {
                    let cell = Category { tier: Some(*tier), group: Some(*group), status: Some(*status) };
                    prop_assert_eq!(flow(&lives, cell, from, to).gap(), 0);
                }
            }
        }
        prop_assert_eq!(closing, whole.closing.len());
        let next = flow(&lives, Category::default(), to.tomorrow().unwrap(), day(a + len + 200));
        prop_assert_eq!(next.opening, whole.closing);
    }
}

#[test]
fn a_hand_down_is_a_move_and_not_a_new_listing() {
    let handed = opened().decide(date(2024, 1, 15), acts().remove(2), Id::new(2)).unwrap();
    let always = vec![(date(2000, 1, 1), OPEN_END)];
    let lives = [History::of(&handed, Origin::Relapse, always)];
    let (from, to) = (date(2024, 1, 1), date(2024, 6, 30));
    let upper = flow(&lives, Category { tier: Some(Tier::Upper), ..Category::default() }, from, to);
    let lower = flow(&lives, Category { tier: Some(Tier::Lower), ..Category::default() }, from, to);
    let whole = flow(&lives, Category::default(), from, to);
    assert_eq!((upper.opening.len(), upper.to_tier.len(), upper.closing.len()), (1, 1, 0));
    assert_eq!((lower.from_tier.len(), lower.listed.len(), lower.closing.len()), (1, 0, 1));
    assert_eq!((whole.opening.len(), whole.listed.len(), whole.closing.len()), (1, 0, 1));
    let year_before = flow(&lives, Category::default(), date(2023, 1, 1), date(2023, 12, 31));
    assert_eq!((year_before.listed.len(), year_before.relapsed.len()), (1, 1));
}
