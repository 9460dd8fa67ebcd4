//! The life of an evaluation, and what a conclusion cannot rest on.

use super::*;
use crate::date;
use proptest::prelude::*;

fn words(on: Date) -> Said {
    Said { on, paper: Id::new(3), words: "Đã kiện toàn bí thư".into() }
}

fn opinion(id: i64, body: i64) -> Opinion {
    Opinion {
        id: Id::new(id),
        body: Id::new(body),
        asked_on: date(2024, 9, 1),
        asked_by: Id::new(4),
        due_on: date(2024, 9, 15),
        reply: None,
    }
}

fn reply(agreement: Agreement, reason: &str) -> Reply {
    Reply { on: date(2024, 9, 10), paper: Id::new(5), agreement, reason: reason.into() }
}

fn conclusion(way: ListingAct) -> Conclusion {
    Conclusion {
        on: date(2024, 9, 30),
        way,
        decision: Id::new(6),
        despite: String::new(),
        without_opinions: String::new(),
    }
}

fn acts() -> Vec<Act> {
    vec![
        Act::Report(words(date(2024, 9, 1))),
        Act::Ask(opinion(1, 40)),
        Act::Answer(Id::new(1), reply(Agreement::Agrees, "")),
        Act::Appraise(words(date(2024, 9, 20))),
        Act::Conclude(conclusion(ListingAct::Remove), vec![Remedy::Remedied]),
    ]
}

fn begun() -> Evaluation {
    Evaluation::begin(Id::new(1), Id::new(2), Id::new(3), date(2024, 8, 30))
}

fn steps(places: &[usize]) -> Evaluation {
    let all = acts();
    places.iter().fold(begun(), |e, p| e.act(all[*p].clone()).unwrap())
}

fn stage_word(e: &Evaluation) -> &'static str {
    match e.stage {
        Stage::Begun => "begun",
        Stage::Reported { .. } => "reported",
        Stage::Appraised { .. } => "appraised",
        Stage::Concluded { .. } => "concluded",
    }
}

#[test]
fn every_stage_with_every_act() {
    let mut table = format!("{:<10}", "stage");
    for act in acts() {
        table += &format!(" {:>9}", act.kind().tag());
    }
    for (name, mine) in [
        ("begun", steps(&[1])),
        ("reported", steps(&[0, 1])),
        ("appraised", steps(&[0, 1, 3])),
        ("concluded", steps(&[0, 1, 2, 3, 4])),
    ] {
        table += &format!("\n{name:<10}");
        for act in acts() {
            let kind = act.kind();
            // Another body each time, and the last opinion answered before a conclusion.
            let (act, mine) = match act {
                Act::Ask(_) => (Act::Ask(opinion(2, 41)), mine.clone()),
                Act::Conclude(..) if name == "appraised" => {
                    (act, mine.clone().act(acts().remove(2)).unwrap())
                }
                act => (act, mine.clone()),
            };
            let answer = mine.clone().act(act);
            assert_eq!(answer.is_ok(), mine.open_to().contains(&kind), "{name} {kind}: {answer:?}");
            table += &format!(" {:>9}", answer.as_ref().map_or("·", stage_word));
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn what_an_opinion_cannot_be() {
    let asked = steps(&[0, 1]);
    let ask = |o| asked.clone().act(Act::Ask(o));
    assert_eq!(ask(opinion(2, 40)), Err(Broken::AskedAlready));
    assert_eq!(ask(Opinion { due_on: date(2024, 8, 1), ..opinion(2, 41) }), Err(Broken::DueBeforeAsked));
    let answer = |of, reply| asked.clone().act(Act::Answer(Id::new(of), reply));
    assert_eq!(answer(9, reply(Agreement::Agrees, "")), Err(Broken::NotAsked));
    assert_eq!(answer(1, reply(Agreement::Disagrees, " ")), Err(Broken::NoReason));
    let early = Reply { on: date(2024, 8, 1), ..reply(Agreement::Agrees, "") };
    assert_eq!(answer(1, early), Err(Broken::NotBefore { on: date(2024, 9, 1) }));
    let twice = answer(1, reply(Agreement::Agrees, "")).unwrap().act(acts().remove(2));
    assert_eq!(twice, Err(Broken::AnsweredAlready));
}

#[test]
fn a_removal_needs_green_or_a_reason() {
    let ready = steps(&[0, 1, 2, 3]);
    let conclude = |way, despite: &str, remedies: &[Remedy]| {
        let conclusion = Conclusion { despite: despite.into(), ..conclusion(way) };
        ready.clone().act(Act::Conclude(conclusion, remedies.to_vec())).map(|_| ())
    };
    use Remedy::{Persists, Remedied, Unknown};
    let open = |n_persisting, n_unknown| Err(Broken::NotOvercome { n_persisting, n_unknown });
    assert_eq!(conclude(ListingAct::Remove, "", &[Remedied, Remedied]), Ok(()));
    assert_eq!(conclude(ListingAct::Remove, "", &[Remedied, Persists, Unknown]), open(1, 1));
    assert_eq!(conclude(ListingAct::Remove, "", &[Unknown]), open(0, 1), "missing is never green");
    assert_eq!(conclude(ListingAct::Remove, "", &[]), open(0, 0), "no criterion shows nothing");
    assert_eq!(conclude(ListingAct::Remove, "Đã chuyển cơ quan có thẩm quyền", &[Persists]), Ok(()));
    assert_eq!(conclude(ListingAct::Prolong, "", &[Persists]), Ok(()));
    assert_eq!(conclude(ListingAct::Regroup, "", &[Remedied]), Err(Broken::NotAConclusion));
}

#[test]
fn a_conclusion_without_opinions_needs_its_reason() {
    let conclude = |e: Evaluation, why: &str| {
        let conclusion = Conclusion { without_opinions: why.into(), ..conclusion(ListingAct::Remove) };
        e.act(Act::Conclude(conclusion, vec![Remedy::Remedied])).map(|_| ())
    };
    assert_eq!(
        conclude(steps(&[0, 3]), ""),
        Err(Broken::WithoutOpinions { n_awaited: 0 }),
        "none was asked for"
    );
    assert_eq!(conclude(steps(&[0, 1, 3]), " "), Err(Broken::WithoutOpinions { n_awaited: 1 }));
    assert_eq!(conclude(steps(&[0, 1, 3]), "Quá hạn trả lời 30 ngày"), Ok(()));
}

#[test]
fn a_watch_lasts_through_its_last_day() {
    let watch = Watch::new(date(2024, 9, 1), date(2025, 9, 1)).unwrap();
    let on = |d| watch.on(d);
    assert_eq!(
        [on(date(2024, 8, 31)), on(date(2024, 9, 1)), on(date(2025, 9, 1)), on(date(2025, 9, 2))],
        [Stretch::Before, Stretch::Watching, Stretch::Watching, Stretch::Over]
    );
    assert_eq!(Watch::new(date(2024, 9, 2), date(2024, 9, 1)), None);
}

proptest! {
    /// Whatever is done: a concluded evaluation never changes again, and no removal is concluded against what the
    /// criteria say without its reason.
    #[test]
    fn no_silent_removal(
        places in proptest::collection::vec(0_usize..5, 0..20),
        remedies in proptest::collection::vec(0_usize..3, 0..4),
        despite in any::<bool>(),
    ) {
        let remedies: Vec<Remedy> = remedies.into_iter().map(|r| Remedy::ALL[r]).collect();
        let mut e = begun();
        for place in places {
            let act = match acts()[place].clone() {
                Act::Conclude(mut c, _) => {
                    if despite { c.despite = "Lý do".into(); }
                    Act::Conclude(c, remedies.clone())
                }
                act => act,
            };
            let before = e.clone();
            match e.clone().act(act) {
                Ok(after) => {
                    let ended = matches!(before.stage, Stage::Concluded { .. });
                    prop_assert!(!ended);
                    if let Stage::Concluded { conclusion, .. } = &after.stage {
                        let green = !remedies.is_empty() && remedies.iter().all(|r| *r == Remedy::Remedied);
                        prop_assert!(green || !conclusion.despite.is_empty());
                        prop_assert!(after.n_awaited() == 0 && !after.opinions.is_empty());
                    }
                    e = after;
                }
                Err(_) => prop_assert_eq!(&e, &before),
            }
        }
    }
}
