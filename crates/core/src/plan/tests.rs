//! The life of a plan, and what an amendment changes.

use super::difference::{Change, Piece, Was, difference, pieces};
use super::*;
use crate::date;
use crate::paper::Secrecy;
use proptest::prelude::*;

fn measure(no: i64, content: &str) -> Measure {
    Measure {
        no,
        solution: "2".into(),
        content: content.into(),
        product: "Nghị quyết kiện toàn".into(),
        criterion: Some("B3".into()),
        lead: Some(Id::new(4)),
        support: String::new(),
        post: "Bí thư đảng ủy".into(),
        due_on: Some(date(2024, 12, 1)),
    }
}

fn content() -> Content {
    Content {
        texts: vec![Text { section: "need".into(), words: "Sự cần thiết".into() }],
        causes: vec![Cause {
            no: 1,
            kind: CauseKind::Subjective,
            content: "Chậm kiện toàn".into(),
            criterion: Some("B3".into()),
        }],
        measures: vec![measure(1, "Kiện toàn bí thư")],
        exits: vec![Exit { no: 1, criterion: "B3".into(), words: "Có bí thư".into() }],
        personnel: None,
    }
}

fn drafted() -> Plan {
    Plan::begin(Id::new(1), Id::new(2), Id::new(3), Kind::Scheme, content())
}

fn through(acts: Vec<Act>) -> Plan {
    acts.into_iter().fold(drafted(), |plan, act| plan.act(act).unwrap())
}

fn acts() -> Vec<Act> {
    let on = date(2024, 5, 1);
    vec![
        Act::Write(Content {
            measures: vec![measure(1, "Kiện toàn bí thư, phó bí thư")], ..content()
        }),
        Act::Submit { on },
        Act::SendBack,
        Act::Conclude { on, decision: Id::new(7), remarks: "Bổ sung lộ trình".into() },
        Act::Issue { on, paper: Id::new(8) },
        Act::Amend { on, paper: Id::new(9), reason: "Điều chỉnh thời hạn".into() },
        Act::Drop,
    ]
}

/// The acts of these places, one after the other.
fn steps(places: &[usize]) -> Plan {
    let all = acts();
    through(places.iter().map(|p| all[*p].clone()).collect())
}

fn state_word(plan: &Plan) -> &'static str {
    match &plan.state {
        State::Draft { .. } => "draft",
        State::Submitted { .. } => "submitted",
        State::Concluded { .. } => "concluded",
        State::Issued { amending: Some(_), .. } => "amending",
        State::Issued { editions, .. } if editions.len() > 1 => "amended",
        State::Issued { .. } => "issued",
    }
}

#[test]
fn every_state_with_every_act() {
    let states = [
        ("draft", drafted()),
        ("submitted", steps(&[1])),
        ("concluded", steps(&[1, 3])),
        ("issued", steps(&[1, 3, 4])),
        ("amending", steps(&[1, 3, 4, 0])),
        ("amended", steps(&[1, 3, 4, 0, 5])),
    ];
    let mut table = format!("{:<10}", "state");
    for act in acts() {
        table += &format!(" {:>9}", act.kind().tag());
    }
    for (name, plan) in states {
        assert_eq!(state_word(&plan), name);
        table += &format!("\n{name:<10}");
        for act in acts() {
            let kind = act.kind();
            let answer = plan.clone().act(act);
            assert_eq!(answer.is_ok(), plan.open_to().contains(&kind), "{name} {kind}: {answer:?}");
            table += &format!(" {:>9}", answer.as_ref().map_or("·", state_word));
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn what_cannot_be_done() {
    let on = date(2024, 4, 30);
    let early = Broken::NotBefore { on: date(2024, 5, 1) };
    let issue = Act::Issue { on, paper: Id::new(8) };
    assert_eq!(steps(&[1, 3, 4]).act(issue.clone()), Err(Broken::IssuedAlready), "issued twice");
    assert_eq!(steps(&[1, 3]).act(issue), Err(early.clone()));
    let conclude = Act::Conclude { on, decision: Id::new(7), remarks: String::new() };
    assert_eq!(steps(&[1]).act(conclude), Err(early.clone()));
    let amend = |on, reason: &str| Act::Amend { on, paper: Id::new(9), reason: reason.into() };
    let amending = || steps(&[1, 3, 4, 0]);
    assert_eq!(amending().act(amend(on, "Gia đoạn 2")), Err(early));
    assert_eq!(amending().act(amend(date(2024, 6, 1), " ")), Err(Broken::NoReason));
    let same = steps(&[1, 3, 4]).act(Act::Write(content())).unwrap();
    assert_eq!(same.act(amend(date(2024, 6, 1), "Không đổi")), Err(Broken::NoChange));
}

#[test]
fn everything_that_is_lacking_at_once() {
    assert_eq!(Content::default().lacks(), [Lack::NoExit, Lack::NoMeasure]);
    let bare = Content {
        measures: vec![Measure { no: 5, ..Measure::default() }],
        exits: vec![Exit { no: 2, criterion: "B3".into(), words: " ".into() }],
        personnel: Some(Personnel {
            number: "12-PA/HU".into(),
            secrecy: Secrecy::Secret,
            kept_at: String::new(),
        }),
        ..Content::default()
    };
    let measure = 5;
    let expected = [
        Lack::NoWords { exit: 2 },
        Lack::NoContent { measure },
        Lack::NoSolution { measure },
        Lack::NoLead { measure },
        Lack::NoPost { measure },
        Lack::NoDue { measure },
        Lack::PersonnelNowhere,
    ];
    assert_eq!(bare.lacks(), expected);
    let plan = Plan::begin(Id::new(1), Id::new(2), Id::new(3), Kind::BranchPlan, bare);
    assert_eq!(plan.act(acts().remove(1)), Err(Broken::Incomplete(expected.to_vec())));
}

#[test]
fn an_issued_edition_never_changes() {
    let issued = steps(&[1, 3, 4]);
    let first = issued.edition().cloned();
    let amended = steps(&[1, 3, 4, 0, 5]);
    let State::Issued { editions, .. } = &amended.state else { panic!("{amended:?}") };
    assert_eq!((editions.first().cloned(), editions.len()), (first, 2));
    assert_eq!(amended.edition().map(|e| e.no), Some(2));
    let dropped = steps(&[1, 3, 4, 0, 6]);
    assert_eq!(dropped.content(), issued.content());
}

#[test]
fn what_an_amendment_changes() {
    let mut after = content();
    after.texts.push(Text { section: "roadmap".into(), words: "Quý IV".into() });
    after.measures = vec![
        Measure { due_on: Some(date(2025, 3, 1)), ..measure(1, "Kiện toàn bí thư") },
        measure(2, "Đối thoại"),
    ];
    after.exits.clear();
    let changes = difference(&content(), &after);
    assert!(
        matches!(
            changes.as_slice(),
            [
                Change::Section { .. },
                Change::Exit(Was::Dropped(_)),
                Change::Measure(Was::Changed(..)),
                Change::Measure(Was::Added(_))
            ]
        ),
        "{changes:?}"
    );
    assert_eq!(
        pieces("trước ngày 30/9", "trước ngày 31/12"),
        [Piece::Same("trước ngày ".into()), Piece::Gone("30/9".into()), Piece::New("31/12".into())]
    );
}

proptest! {
    /// What is same and gone is the text before, what is same and new the text after.
    #[test]
    fn pieces_lose_nothing(before in "[a-cđ ủ\n]{0,40}", after in "[a-cđ ủ\n]{0,40}") {
        let (mut old, mut new) = (String::new(), String::new());
        for piece in pieces(&before, &after) {
            match piece {
                Piece::Same(text) => { old += &text; new += &text; }
                Piece::Gone(text) => old += &text,
                Piece::New(text) => new += &text,
            }
        }
        prop_assert_eq!((old, new), (before, after));
    }

    /// Nothing differs from itself, and every measure that is not the same in both is named once.
    #[test]
    fn a_difference_names_each_measure_once(
        before in proptest::collection::btree_map(0_i64..6, "[ab]{1,2}", 0..5),
        after in proptest::collection::btree_map(0_i64..6, "[ab]{1,2}", 0..5),
    ) {
        let of = |all: &std::collections::BTreeMap<i64, String>| Content {
            measures: all.iter().map(|(no, words)| measure(*no, words)).collect(),
            ..Content::default()
        };
        prop_assert!(difference(&of(&before), &of(&before)).is_empty());
        let expected = (0..6).filter(|no| before.get(no) != after.get(no)).count();
        prop_assert_eq!(difference(&of(&before), &of(&after)).len(), expected);
    }

    /// Whatever is done in whatever order, an issued plan stays issued and its editions only grow by one.
    #[test]
    fn no_way_back_from_issue(places in proptest::collection::vec(0_usize..7, 0..25)) {
        let mut plan = drafted();
        for place in places {
            let act = match acts()[place].clone() {
                Act::Write(mut content) => {
                    content.texts.push(Text { section: "x".into(), words: plan.version.0.to_string() });
                    Act::Write(content)
                }
                other => other,
            };
            let n = |p: &Plan| match &p.state { State::Issued { editions, .. } => editions.len(), _ => 0 };
            let before = (n(&plan), plan.version);
            if let Ok(after) = plan.clone().act(act) {
                prop_assert!(n(&after) == before.0 || n(&after) == before.0 + 1);
                prop_assert_eq!(after.version, before.1.next());
                prop_assert!(after.edition().is_none_or(|e| e.content.lacks().is_empty()));
                plan = after;
            }
        }
    }
}
