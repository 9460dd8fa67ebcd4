//! A round and what follows from it: results, other bounds, judgement by paper, letter and answer, proposal.

use vunggoc_app::figure::load::{Batch, NewFigure, load};
use vunggoc_app::listing::show::show as show_listing;
use vunggoc_app::rules::Rules;
use vunggoc_app::screening::explain::{Answered, Letter, answer, ask, list as letters, show as letter};
use vunggoc_app::screening::judge::{NewJudgement, judge, open_to};
use vunggoc_app::screening::list::list;
use vunggoc_app::screening::propose::propose;
use vunggoc_app::screening::run::{Order, run};
use vunggoc_app::screening::show::{Filter, Found, Whole, is_whole, show, unit};
use vunggoc_app::screening::try_bounds::try_bounds;
use vunggoc_app::screening::{Broken, Round};
use vunggoc_app::{AppError, Refusal, Rule};
use vunggoc_core::access::Action;
use vunggoc_core::listing::Proposal;
use vunggoc_core::period::Period;
use vunggoc_core::screening::{Bound, Judged};
use vunggoc_core::{Id, date};
use vunggoc_db::{args, sql};
use vunggoc_testkit::both;
use vunggoc_testkit::world::{World, paper};

/// Figures of the first half of 2024 at the four communes, in the order of the indicators; none is missing.
const FIGURES: &[(&str, [Option<i64>; 4])] = &[
    ("matters.complex_open", [Some(2), Some(0), Some(0), None]),
    ("petitions.overdue", [Some(12), Some(1), Some(0), None]),
    ("petitions.due", [Some(52), Some(50), Some(0), None]),
    ("inspection.recommendations_overdue", [Some(0), None, Some(0), None]),
    ("inspection.recommendations", [Some(4), Some(3), Some(0), None]),
];

async fn enter(world: &World) {
    let mut batch = Batch {
        source: "story".into(),
        indicators: FIGURES.iter().map(|(code, _)| (*code).into()).collect(),
        periods: vec![Period::parse("2024-H1").unwrap()],
        ..Batch::default()
    };
    for (i, (_, values)) in FIGURES.iter().enumerate() {
        for (value, unit) in values.iter().zip(world.communes) {
            if let Some(value) = *value {
                batch.figures.push(NewFigure { indicator: i.try_into().unwrap(), period: 0, unit, value });
            }
        }
    }
    load(&world.task(), &batch).await.unwrap();
}

pub(crate) fn order(world: &World) -> Order {
    let criteria = ["A3", "A4", "A7", "B1"].map(str::to_owned).to_vec();
    Order { under: world.city, on: date(2024, 10, 15), criteria }
}

pub(crate) async fn ready(store: vunggoc_db::Store) -> (World, vunggoc_app::Ctx, Id<Round>) {
    let world = World::build(store).await;
    enter(&world).await;
    let expert = world.person("expert").await;
    let id = run(&expert, &order(&world)).await.unwrap();
    (world, expert, id)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_round_says_what_was_found_and_what_was_missing_and_never_changes() {
    both(async |store| {
        let (world, expert, id) = ready(store).await;
        let page = show(&expert, id, &Filter::default()).await.unwrap();
        assert_eq!((page.n_units, page.n_hit, page.n_undetermined), (4, 1, 2));
        assert_eq!(page.periods.iter().filter(|p| *p == "2024-H1").count(), 1, "{:?}", page.periods);
        assert_eq!(page.rules_hash, Rules::shipped().unwrap().hash_text());
        let lines: Vec<_> = page
            .criteria
            .iter()
            .map(|c| (c.code.as_str(), c.n_applicable, c.n_hit, c.n_undetermined))
            .collect();
        // Of the third commune nothing was due and nothing recommended: shares of nothing do not apply.
        assert_eq!(lines, [("A3", 4, 1, 1), ("A4", 3, 1, 1), ("A7", 3, 0, 2), ("B1", 0, 0, 0)]);
        let parts: Vec<_> =
            page.parts.iter().map(|p| (p.unit_id, p.n_units, p.n_hit, p.n_undetermined, p.n_two)).collect();
        let [one, two] = world.districts.map(Id::number);
        assert_eq!(parts, [(one, 2, 1, 1, 1), (two, 2, 0, 1, 0)]);

        let hits = Filter { outcome: Some(Found::Hit), ..Filter::default() };
        let found = show(&expert, id, &hits).await.unwrap().units;
        let [ward] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(
            (ward.unit_id, ward.n_hits, ward.group.as_deref()),
            (world.communes[0].number(), 2, Some("2"))
        );
        assert_eq!(ward.findings[1].says_vi.split(',').next().unwrap(), "Tỷ lệ đơn quá hạn là 23");
        assert!(ward.findings[1].says_en.contains("23.1% (12/52)"), "{:?}", ward.findings);
        let inputs: serde_json::Value = serde_json::from_str(&ward.findings[1].inputs).unwrap();
        assert_eq!(inputs["figures"][0]["base"], 52);
        assert_eq!(inputs["figures"][0]["version"], 1);
        let open =
            Filter { criterion: Some("A7".into()), outcome: Some(Found::Undetermined), ..Filter::default() };
        let open = show(&expert, id, &open).await.unwrap().units;
        assert_eq!(open.iter().map(|u| u.n_missing).collect::<Vec<_>>(), [1, 5], "{open:?}");
        for unit in &open {
            for finding in &unit.findings {
                serde_json::from_str::<serde_json::Value>(&finding.inputs).unwrap();
            }
        }

        // What is entered later makes another round and leaves this one as it is.
        load(
            &world.task(),
            &Batch {
                source: "later".into(),
                indicators: vec!["matters.complex_open".into()],
                periods: vec![Period::parse("2024-H1").unwrap()],
                figures: vec![NewFigure { indicator: 0, period: 0, unit: world.communes[0], value: 5 }],
                form: None,
            },
        )
        .await
        .unwrap();
        let again = run(&expert, &order(&world)).await.unwrap();
        let (old, new) =
            (show(&expert, id, &hits).await.unwrap(), show(&expert, again, &hits).await.unwrap());
        assert_eq!(old.digest, page.digest);
        assert_ne!(old.digest, new.digest);
        assert!(new.units[0].findings[0].inputs.contains("\"value\":5,\"version\":2"), "{:?}", new.units);
        assert_eq!(list(&expert).await.unwrap().len(), 2);
        assert_eq!(is_whole(&expert, id).await.unwrap(), Whole::Whole);
        let mut tx = world.app.store().change().await.unwrap();
        let forge = sql!("UPDATE finding SET says_vi = 'x' WHERE round_id = $1 AND criterion = 'A3'");
        tx.run(forge, args![id.number()]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(is_whole(&expert, id).await.unwrap(), Whole::Changed);
        assert_eq!(is_whole(&expert, again).await.unwrap(), Whole::Whole);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_round_is_internal_to_those_who_may_read_findings_where_it_was_run() {
    both(async |store| {
        let (world, _, id) = ready(store).await;
        for login in ["district", "clerk", "member", "base", "viewer", "admin"] {
            let person = world.person(login).await;
            let seen = show(&person, id, &Filter::default()).await;
            assert!(matches!(seen, Err(AppError::NotFound)), "{login}");
            assert!(matches!(unit(&person, id, world.communes[0]).await, Err(AppError::NotFound)), "{login}");
            assert!(list(&person).await.unwrap().is_empty(), "{login}");
            let tried = try_bounds(&person, id, &[]).await;
            assert!(matches!(tried, Err(AppError::NotFound)), "{login}");
        }
        let leader = world.person("leader").await;
        assert!(show(&leader, id, &Filter::default()).await.is_ok());
        let refused = run(&leader, &order(&world)).await;
        assert!(
            matches!(refused, Err(AppError::Refused(Refusal::NotGranted(Action::Screen)))),
            "{refused:?}"
        );
        // The lower level screens its own subtree, and sees that round and no other.
        let district = world.person("district").await;
        assert!(matches!(run(&district, &order(&world)).await, Err(AppError::NotFound)));
        let own = Order { under: world.districts[0], ..order(&world) };
        let own = run(&district, &own).await.unwrap();
        assert_eq!(show(&district, own, &Filter::default()).await.unwrap().n_units, 2);
        assert_eq!(list(&district).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_bounds_are_tried_and_nothing_is_kept() {
    both(async |store| {
        let (world, expert, id) = ready(store).await;
        let bounds =
            [("A3".to_owned(), Bound::whole(3).unwrap()), ("A4".to_owned(), Bound::share(1, 100).unwrap())];
        let tried = try_bounds(&expert, id, &bounds).await.unwrap();
        assert_eq!(tried.n_now, 1);
        let names = |units: &[vunggoc_app::screening::try_bounds::TriedUnit]| -> Vec<i64> {
            units.iter().map(|u| u.id).collect()
        };
        assert_eq!(names(&tried.criteria[0].dropped), [world.communes[0].number()]);
        assert_eq!(names(&tried.criteria[1].added), [world.communes[1].number()]);
        // The first commune keeps its sign of late petitions, so all together it does not drop out.
        assert_eq!((tried.whole.n_added, tried.whole.n_dropped), (1, 0));
        assert_eq!(list(&expert).await.unwrap().len(), 1);
        let now = show(&expert, id, &Filter::default()).await.unwrap();
        assert_eq!(now.n_hit, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_data_cannot_decide_rests_on_a_paper() {
    both(async |store| {
        let (world, expert, _) = ready(store).await;
        let ward = world.communes[2];
        let codes: Vec<_> =
            open_to(&expert, ward).await.unwrap().iter().map(|c| c.name.code.clone()).collect();
        assert!(codes.contains(&"B1".to_owned()) && !codes.contains(&"A3".to_owned()), "{codes:?}");
        let new = NewJudgement {
            unit: ward,
            criterion: "B1".into(),
            judged: Judged::Present,
            on: date(2024, 9, 1),
            paper: paper("21-KL/TU", date(2024, 8, 30)),
        };
        let figures = NewJudgement { criterion: "A3".into(), ..new.clone() };
        let refused = judge(&expert, &figures).await;
        assert!(
            matches!(refused, Err(AppError::Broken(Rule::Screening(Broken::NotByJudgement)))),
            "{refused:?}"
        );
        let without = NewJudgement { paper: paper("", date(2024, 8, 30)), ..new.clone() };
        assert!(matches!(judge(&expert, &without).await, Err(AppError::Broken(Rule::Paper(_)))));
        judge(&expert, &new).await.unwrap();
        let hit = async |on| {
            let id = run(&expert, &Order { on, ..order(&world) }).await.unwrap();
            let page = unit(&expert, id, ward).await.unwrap();
            (page.unit.n_hits, page.unit.group)
        };
        assert_eq!(hit(date(2024, 10, 15)).await, (1, Some("1".into())));
        assert_eq!(hit(date(2024, 8, 31)).await, (0, None), "the paper counts from its day");
        let resolved = NewJudgement {
            judged: Judged::Resolved,
            on: date(2024, 10, 1),
            paper: paper("30-KL/TU", date(2024, 9, 30)),
            ..new
        };
        judge(&expert, &resolved).await.unwrap();
        assert_eq!(hit(date(2024, 10, 15)).await, (0, None));
        assert_eq!(hit(date(2024, 9, 15)).await, (1, Some("1".into())));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_opens_exactly_what_it_names_and_the_answer_stays() {
    both(async |store| {
        let (world, expert, id) = ready(store).await;
        let (base, ward) = (world.person("base").await, world.communes[0]);
        assert!(letters(&base).await.unwrap().is_empty());
        let text = Letter {
            criteria: vec!["A3".into()],
            paper: paper("55-CV/BTCTU", date(2024, 10, 10)),
            due_on: date(2024, 10, 30),
        };
        let late = Letter { due_on: date(2024, 10, 1), ..text.clone() };
        let refused = ask(&expert, id, ward, &late).await;
        assert!(
            matches!(refused, Err(AppError::Broken(Rule::Screening(Broken::DueBeforeLetter)))),
            "{refused:?}"
        );
        let none = Letter { criteria: vec![], ..text.clone() };
        assert!(ask(&expert, id, ward, &none).await.is_err());
        assert!(matches!(ask(&base, id, ward, &text).await, Err(AppError::NotFound)));
        let sent = ask(&expert, id, ward, &text).await.unwrap();
        let twice = ask(&expert, id, ward, &text).await;
        assert!(matches!(twice, Err(AppError::Broken(Rule::Screening(Broken::AskedAlready)))), "{twice:?}");

        let page = letter(&base, sent).await.unwrap();
        assert_eq!(page.findings.iter().map(|f| f.criterion.as_str()).collect::<Vec<_>>(), ["A3"]);
        assert!(page.may_explain && page.request.number == "55-CV/BTCTU");
        assert!(matches!(show(&base, id, &Filter::default()).await, Err(AppError::NotFound)));
        for login in ["viewer", "member", "district", "admin"] {
            let person = world.person(login).await;
            assert!(matches!(letter(&person, sent).await, Err(AppError::NotFound)), "{login}");
            assert!(letters(&person).await.unwrap().is_empty(), "{login}");
        }
        let answered = Answered {
            on: date(2024, 10, 14),
            by: "Ban Thường vụ Đảng ủy phường".into(),
            paper_number: "12-BC/ĐU".into(),
            texts: vec![
                ("A3".into(), "Một vụ việc đã kết thúc theo dõi".into()),
                ("A4".into(), String::new()),
            ],
        };
        let other = Answered { texts: vec![("A4".into(), "x".into())], ..answered.clone() };
        assert!(matches!(answer(&base, sent, &other).await, Err(AppError::NotFound)), "A4 was not opened");
        assert_eq!(answer(&base, sent, &answered).await.unwrap(), 1);
        let seen = unit(&expert, id, ward).await.unwrap();
        assert_eq!((seen.requests[0].n_findings, seen.requests[0].n_explained), (1, 1));
        assert_eq!(seen.explanations[0].says, "Một vụ việc đã kết thúc theo dõi");
        let leader = world.person("leader").await;
        let refused = answer(&leader, sent, &answered).await;
        assert!(
            matches!(refused, Err(AppError::Refused(Refusal::NotGranted(Action::Explain)))),
            "{refused:?}"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_is_proposed_from_findings() {
    both(async |store| {
        let (world, expert, id) = ready(store).await;
        let ward = world.communes[0];
        let proposal = Proposal {
            on: Some(date(2024, 10, 15)),
            by: "Ban Tổ chức Thành ủy Mẫu".into(),
            reasons: "Theo kết quả rà soát".into(),
        };
        let codes = ["A3".to_owned(), "A4".to_owned()];
        let unknown = propose(&expert, id, ward, &["A7".to_owned()], proposal.clone()).await;
        assert!(matches!(unknown, Err(AppError::NotFound)), "the ward has no finding of A7: {unknown:?}");
        let listing = propose(&expert, id, ward, &codes, proposal.clone()).await.unwrap();
        assert_eq!(show_listing(&expert, listing).await.unwrap().state, "proposed");
        assert_eq!(unit(&expert, id, ward).await.unwrap().listings, [listing.number()]);
        let twice = propose(&expert, id, ward, &codes, proposal).await;
        assert!(matches!(twice, Err(AppError::Broken(Rule::ListedAlready))), "{twice:?}");
    })
    .await;
}
