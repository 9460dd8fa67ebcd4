//! Every state with every act; progress on every day; the first promise never moves.

use super::*;
use crate::date;
use jiff::ToSpan as _;
use proptest::prelude::*;

fn task() -> Task {
    Task {
        id: Id::new(1),
        ground: Id::new(2),
        unit: Id::new(3),
        version: Version::FIRST,
        lead: Id::new(4),
        post: None,
        started_on: date(2024, 3, 1),
        first_due_on: date(2024, 6, 30),
        due_on: date(2024, 6, 30),
        begun_on: None,
        quantity: None,
        state: State::Open,
    }
}

fn counted(n_done: i64) -> Task {
    let quantity = Quantity { measure: "cuộc".into(), n_own: 10, n_carried: 0, n_done };
    Task { quantity: Some(quantity), ..task() }
}

fn acts() -> Vec<Act> {
    vec![
        Act::Report { n_done: None },
        Act::Finish { result: "Đã kiện toàn".into(), by: Some(7) },
        Act::Confirm { by: ByWhom::Another },
        Act::Return { reason: "Chưa có minh chứng".into() },
        Act::Move { to_on: date(2024, 9, 30), reason: "Chờ văn bản".into(), cause: Cause::Decided },
        Act::Stop { paper: Id::new(9), reason: "Không còn đối tượng".into() },
        Act::Reassign { post: Id::new(8) },
        Act::CarryOver,
    ]
}

fn after(task: Task, places: &[usize]) -> Task {
    places.iter().fold(task, |task, at| task.act(date(2024, 5, 1), acts().remove(*at)).unwrap())
}

#[test]
fn every_state_with_every_act() {
    let mut table = String::from("state    ");
    for act in acts() {
        table += &format!(" {:>10}", act.kind().tag());
    }
    for (name, task) in [
        ("open", task()),
        ("counted", counted(5)),
        ("done", after(task(), &[1])),
        ("confirmed", after(task(), &[1, 2])),
        ("stopped", after(task(), &[5])),
        ("carried", after(counted(5), &[7])),
    ] {
        table += &format!("\n{name:<9}");
        for act in acts() {
            let kind = act.kind();
            let answer = task.clone().act(date(2024, 5, 2), act);
            assert!(answer.is_err() || task.open_to().contains(&kind), "{name} {kind}: {answer:?}");
            let word = match &answer {
                Ok(after) => match &after.state {
                    State::Open => "open",
                    State::Done { confirmed: None, .. } => "done",
                    State::Done { .. } => "confirmed",
                    State::Stopped { .. } => "stopped",
                    State::CarriedOver { .. } => "carried",
                },
                Err(_) => "·",
            };
            table += &format!(" {word:>10}");
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn progress_is_read_off_facts_and_a_day() {
    let (before, last, late) = (date(2024, 4, 1), date(2024, 6, 30), date(2024, 7, 2));
    let begun = after(task(), &[0]);
    let in_time = task().act(last, acts().remove(1)).unwrap();
    let done_late = task().act(late, acts().remove(1)).unwrap();
    let mut table = format!("{:<12}{before:>14}{last:>14}{late:>14}", "");
    for (name, task) in [
        ("given", task()),
        ("begun 5-1", begun),
        ("done 6-30", in_time),
        ("done 7-2", done_late),
        ("moved", after(task(), &[4])),
        ("stopped 5-1", after(task(), &[5])),
        ("carried 5-1", after(counted(5), &[7])),
    ] {
        table += &format!("\n{name:<12}");
        for day in [before, last, late] {
            table += &format!("{:>14}", task.progress(day).tag());
        }
    }
    insta::assert_snapshot!(table);
    assert_eq!((task().n_days_late(late), task().n_days_late(last)), (2, 0));
}

#[test]
fn what_cannot_be_done_to_a_task() {
    let on = date(2024, 5, 1);
    let blank = String::from("  ");
    let confirmed = after(task(), &[1, 2]);
    for (task, on, act, broken) in [
        (task(), date(2024, 2, 1), acts().remove(0), Broken::BeforeStart { started_on: date(2024, 3, 1) }),
        (task(), on, Act::Finish { result: blank.clone(), by: None }, Broken::NoResult),
        (
            task(),
            on,
            Act::Move { to_on: date(2024, 6, 30), reason: "x".into(), cause: Cause::Decided },
            Broken::NoChange,
        ),
        (
            task(),
            on,
            Act::Move { to_on: date(2024, 1, 1), reason: "x".into(), cause: Cause::Decided },
            Broken::BeforeStart { started_on: date(2024, 3, 1) },
        ),
        (
            task(),
            on,
            Act::Move { to_on: date(2024, 7, 1), reason: blank, cause: Cause::Decided },
            Broken::NoReason,
        ),
        (task(), on, Act::Report { n_done: Some(3) }, Broken::BadNumber),
        (counted(0), on, Act::Report { n_done: Some(-1) }, Broken::BadNumber),
        (counted(5), on, acts().remove(1), Broken::NotAllDone { n_left: 5 }),
        (counted(10), on, Act::CarryOver, Broken::NothingLeft),
        (confirmed, date(2024, 5, 3), acts().remove(2), Broken::ConfirmedAlready { on }),
        (
            after(task(), &[1]),
            date(2024, 4, 1),
            acts().remove(2),
            Broken::BeforeDone { done_on: date(2024, 5, 1) },
        ),
    ] {
        assert_eq!(task.act(on, act), Err(broken));
    }
}

#[test]
fn planned_ten_done_five_next_year_fifteen() {
    let first = counted(5).quantity.unwrap();
    let next = Quantity { n_carried: first.n_left(), n_done: 0, ..first };
    assert_eq!((next.n_own, next.n_carried, next.n_planned()), (10, 5, 15));
}

#[test]
fn everything_wrong_with_a_draft_at_once() {
    let problems = Draft::default().check().unwrap_err();
    assert_eq!(problems, [Problem::NoContent, Problem::NoLead, Problem::NoStart, Problem::NoDue]);
    let lead = Some(Id::new(1));
    let odd = Draft {
        content: "Rà soát".into(),
        lead,
        support: vec![Id::new(1)],
        started_on: Some(date(2024, 3, 1)),
        due_on: Some(date(2024, 2, 1)),
        carried_from: Some(Id::new(5)),
        ..Draft::default()
    };
    let problems = odd.check().unwrap_err();
    assert_eq!(problems, [Problem::DueBeforeStart, Problem::LeadSupports, Problem::CarriedUncounted]);
}

proptest! {
    /// Whatever is done, the first due date stays, a refused act changes nothing, and each act counts once.
    #[test]
    fn the_first_promise_stays(steps in proptest::collection::vec((0_usize..8, -40_i64..400, 0_i64..12), 0..14)) {
        let mut task = counted(0);
        let mut version = 1;
        for (at, days, n) in steps {
            let on = date(2024, 3, 1).checked_add(days.days()).unwrap();
            let act = match acts().remove(at) {
                Act::Report { .. } => Act::Report { n_done: Some(n) },
                Act::Move { reason, cause, .. } => Act::Move { to_on: on, reason, cause },
                other => other,
            };
            if let Ok(after) = task.clone().act(on, act) {
                version += 1;
                task = after;
            }
            prop_assert_eq!(task.version, Version(version));
            prop_assert_eq!(task.first_due_on, date(2024, 6, 30));
            prop_assert!(task.due_on >= task.started_on);
            let quantity = task.quantity.clone().unwrap();
            if matches!(task.state, State::Done { .. }) { prop_assert_eq!(quantity.n_left(), 0); }
            // On each day a task has one progress, and it is late only when it is open.
            for day in [on, date(2025, 1, 1), date(2030, 1, 1)] {
                prop_assert_eq!(task.n_days_late(day) > 0, task.progress(day) == Progress::Overdue);
            }
        }
    }
}
