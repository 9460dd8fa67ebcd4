//! The life of a return, every state with every act, and the cells of a grid.

use super::grid::{Asked, Held, MISSING, Outcome, Place, Presence, Refused, settle};
use super::*;
use crate::date;
use crate::indicator::FIGURE_LIMIT;
use proptest::prelude::*;

fn begun() -> Return {
    Return::begin(Id::new(1), "M01", Period::parse("2024-H1").unwrap(), Id::new(7))
}

fn acts() -> [Act; 3] {
    [Act::Send, Act::Close { copy: "12-BC/ĐU".into() }, Act::SendBack { why: "Chưa khớp".into() }]
}

fn states() -> Vec<Return> {
    let sent = begun().act(date(2024, 7, 3), Act::Send).unwrap();
    let closed = sent.clone().act(date(2024, 7, 5), acts()[1].clone()).unwrap();
    let returned = sent.clone().act(date(2024, 7, 6), acts()[2].clone()).unwrap();
    vec![begun(), sent, closed, returned]
}

#[test]
fn every_state_with_every_act() {
    let mut table = String::from("state       send      close     send-back figures");
    for from in states() {
        table += &format!("\n{:<10}", from.state.kind().tag());
        for act in acts() {
            let kind = act.kind();
            let answer = from.clone().act(date(2024, 8, 1), act);
            assert_eq!(answer.is_ok(), from.state.kind().open_to().contains(&kind));
            let word = answer.map_or("·", |after| {
                assert_eq!(after.version, from.version.next());
                after.state.kind().tag()
            });
            table += &format!("  {word:<8}");
        }
        table += if from.state.takes_figures() { "  open" } else { "  locked" };
    }
    insta::assert_snapshot!(table);
}

#[test]
fn closing_needs_the_number_and_sending_back_a_reason_and_days_go_forward() {
    let sent = states().remove(1);
    let day = date(2024, 7, 9);
    assert_eq!(sent.clone().act(day, Act::Close { copy: "  ".into() }), Err(Broken::NoCopy));
    assert_eq!(sent.clone().act(day, Act::SendBack { why: String::new() }), Err(Broken::NoReason));
    let before = sent.act(date(2024, 7, 2), acts()[1].clone());
    assert_eq!(before, Err(Broken::NotAfterLast { last_on: date(2024, 7, 3) }));
}

#[test]
fn timeliness_by_days() {
    let due = date(2024, 7, 10);
    for (sent, today, expected) in [
        (None, due, Timeliness::NotDue),
        (None, date(2024, 7, 11), Timeliness::Missing),
        (Some(due), date(2024, 9, 1), Timeliness::InTime),
        (Some(date(2024, 7, 11)), date(2024, 9, 1), Timeliness::Late),
    ] {
        assert_eq!(timeliness(due, sent, today), expected);
    }
}

fn open() -> Place<'static> {
    Place { state: None, unit: Presence::There, asked: Asked::Yes }
}

#[test]
fn cells_are_refused_for_a_reason() {
    let sent = State::Sent { on: date(2024, 7, 1) };
    let refused = |place, wish| settle(place, MISSING, Version(0), Version(0), wish);
    for (place, wish, why) in [
        (Place { state: Some(&sent), ..open() }, Some(1), Refused::Locked),
        (Place { unit: Presence::NotThen, ..open() }, Some(1), Refused::NotThen),
        (Place { asked: Asked::No, ..open() }, Some(1), Refused::NotAsked),
        (open(), Some(FIGURE_LIMIT + 1), Refused::TooLarge),
        (open(), Some(-1), Refused::Negative),
    ] {
        assert_eq!(refused(place, wish), Outcome::Refused(why));
    }
}

proptest! {
    #[test]
    fn a_cell_is_written_only_by_who_saw_it(
        value in proptest::option::of(0_i64..50), version in 1_i64..9, seen in 0_i64..9, wish in proptest::option::of(0_i64..50),
    ) {
        let held = value.map_or(MISSING, |v| Held { value: Some(v), version: Version(version) });
        let out = settle(open(), held, held.version, Version(seen), wish);
        match out {
            Outcome::Same => prop_assert_eq!(wish, held.value),
            Outcome::Write { value, version } => {
                prop_assert_eq!(Some(value), wish);
                prop_assert_eq!(seen, held.version.0);
                prop_assert!(version > held.version);
            }
            Outcome::Clear { .. } => prop_assert!(wish.is_none() && held.value.is_some() && seen == held.version.0),
            Outcome::Stale { now } => {
                prop_assert_eq!(now, held);
                prop_assert_ne!(seen, held.version.0);
            }
            Outcome::Refused(why) => prop_assert!(false, "{:?}", why),
        }
    }

    #[test]
    fn missing_is_not_zero(version in 1_i64..9) {
        prop_assert_ne!(settle(open(), MISSING, Version(0), Version(0), Some(0)), Outcome::Same);
        let zero = Held { value: Some(0), version: Version(version) };
        prop_assert_eq!(settle(open(), zero, zero.version, zero.version, None), Outcome::Clear { version: zero.version });
    }
}
