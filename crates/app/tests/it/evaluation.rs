//! The whole life of a listing: listed, planned, evaluated, handed down, removed, watched, relapsed.

use crate::plan::{TODAY, issued, listed};
use vunggoc_app::evaluation::{
    self, Asking, Note, Replying, Saying, Wish, answer, appraise, ask, desk, desk_page, note, report,
    self_list, self_page, watch_page, watches,
};
use vunggoc_app::listing::decide::decide;
use vunggoc_app::listing::propose::propose;
use vunggoc_app::listing::show::show as show_listing;
use vunggoc_app::plan::{self, Cadre, CadreKind, count};
use vunggoc_app::rules::Rules;
use vunggoc_app::screening::judge::{NewJudgement, judge};
use vunggoc_app::{AppError, Rule};
use vunggoc_core::evaluation::{Agreement, Broken as EvaluationBroken};
use vunggoc_core::listing::{Act, Group, Listing, Placement, Proposal, Status, Tier};
use vunggoc_core::screening::Judged;
use vunggoc_core::{Date, Id, Version, date};
use vunggoc_testkit::both;
use vunggoc_testkit::world::{World, agency, decision, paper};

fn saying(number: &str, on: Date, words: &str) -> Saying {
    Saying { paper: paper(number, on), words: words.into() }
}

fn conclusion(act: Act, on: Date) -> Wish {
    let watch_until = matches!(act, Act::Remove { .. }).then_some(date(2025, 10, 14));
    Wish { on, act, despite: String::new(), without_opinions: String::new(), watch_until }
}

/// Self-evaluation, opinions of two bodies, appraisal; ready to be concluded at version 6.
async fn ready(
    world: &World,
    listing: Id<Listing>,
    number: u32,
    on: Date,
) -> Id<vunggoc_core::evaluation::Evaluation> {
    let (district, base, police) =
        (world.person("district").await, world.person("base").await, world.person("support").await);
    let id = evaluation::begin(&district, listing, on).await.unwrap();
    let twice = evaluation::begin(&district, listing, on).await;
    assert!(matches!(twice, Err(AppError::Broken(Rule::Said { code: "evaluation-there", .. }))), "{twice:?}");
    assert_eq!(self_list(&base).await.unwrap()[0].id, id.number());
    assert_eq!(self_page(&base, id).await.unwrap().measures.len(), 2);
    report(&base, id, Version(1), &saying("15-BC/ĐU", on, "Đã sửa quy chế")).await.unwrap();
    let inspection = agency(&world.task(), &format!("Thanh tra thành phố Mẫu {number}")).await;
    let asking = Asking {
        bodies: vec![world.police, inspection],
        paper: paper("55-CV/BTC", on),
        due_on: date(2024, 10, 30),
    };
    let far = Asking { due_on: date(2024, 1, 1), ..asking.clone() };
    let far = ask(&district, id, Version(2), &far).await;
    assert!(matches!(far, Err(AppError::Broken(Rule::Evaluation(EvaluationBroken::DueBeforeAsked)))));
    ask(&district, id, Version(2), &asking).await.unwrap();
    let mine = desk(&police).await.unwrap();
    let waiting: Vec<_> = mine.iter().filter(|l| l.answered_on.is_none()).collect();
    assert_eq!(waiting.len(), 1, "a body sees only the file on which its opinion was asked");
    let of = Id::new(waiting[0].id);
    let file = desk_page(&police, of).await.unwrap();
    assert_eq!((file.exits.len(), file.self_report.as_deref()), (1, Some("Đã sửa quy chế")));
    let page = evaluation::show(&district, id).await.unwrap();
    let other = Id::new(page.opinions.iter().find(|o| o.id != of.number()).unwrap().id);
    assert!(matches!(desk_page(&police, other).await, Err(AppError::NotFound)));
    let against =
        Replying { paper: paper("8-CV/CA", on), agreement: Agreement::Disagrees, reason: String::new() };
    let silent = answer(&police, of, &against).await;
    assert!(
        matches!(silent, Err(AppError::Broken(Rule::Evaluation(EvaluationBroken::NoReason)))),
        "{silent:?}"
    );
    answer(&police, of, &Replying { agreement: Agreement::Agrees, ..against.clone() }).await.unwrap();
    let again = answer(&police, of, &Replying { agreement: Agreement::Agrees, ..against.clone() }).await;
    assert!(matches!(again, Err(AppError::Broken(Rule::Evaluation(EvaluationBroken::AnsweredAlready)))));
    assert!(matches!(answer(&police, other, &against).await, Err(AppError::NotFound)));
    answer(&district, other, &Replying { reason: "Còn đơn tồn đọng".into(), ..against }).await.unwrap();
    appraise(&district, id, Version(6), &saying("60-BC/BTC", on, "Cơ bản hoàn thành")).await.unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_life_listed_planned_evaluated_handed_down_removed_relapsed() {
    both(async |store| {
        let world = World::build(store).await;
        let rules = Rules::shipped().unwrap();
        let listing = listed(&world).await;
        let district = world.person("district").await;
        let plan = issued(&world, &district, listing, &rules).await;
        let cadre = Cadre {
            kind: CadreKind::Strengthened,
            n_times: 2,
            done_on: date(2024, 5, 1),
            paper_number: "31-QĐ/QU".into(),
        };
        count(&district, listing, &cadre).await.unwrap();

        // Past the evaluation nothing is removed.
        let on = date(2024, 10, 1);
        let straight = Act::Remove { result: "Đã khắc phục".into() };
        let straight = decide(&district, listing, Version(2), on, straight, decision("70-QĐ/QU", on)).await;
        assert!(
            matches!(straight, Err(AppError::Broken(Rule::Said { code: "evaluate-first", .. }))),
            "{straight:?}"
        );

        // First evaluation: the sign is still there, so it is prolonged.
        let first = ready(&world, listing, 1, date(2024, 10, 1)).await;
        let removal = Act::Remove { result: "Đã khắc phục".into() };
        let page = evaluation::show(&district, first).await.unwrap();
        assert_eq!(page.exits[0].remedy, "persists", "{:?}", page.exits);
        let against = evaluation::conclude(
            &district,
            first,
            Version(7),
            &conclusion(removal.clone(), date(2024, 10, 5)),
            &decision("71-QĐ/QU", date(2024, 10, 5)),
        )
        .await;
        let expected = EvaluationBroken::NotOvercome { n_persisting: 1, n_unknown: 0 };
        assert!(
            matches!(&against, Err(AppError::Broken(Rule::Evaluation(broken))) if *broken == expected),
            "{against:?}"
        );
        let prolong = Act::Prolong { due_on: date(2025, 8, 1) };
        let day = date(2024, 10, 5);
        evaluation::conclude(
            &district,
            first,
            Version(7),
            &conclusion(prolong, day),
            &decision("71-QĐ/QU", day),
        )
        .await
        .unwrap();

        // The city takes it over and hands it down again: the plan stays with the listing.
        let expert = world.person("expert").await;
        let version = |v| Version(v);
        let up = Act::HandUp { owner: world.city, due_on: date(2025, 9, 1) };
        decide(&expert, listing, version(3), date(2024, 10, 6), up, decision("1-QĐ/TU", date(2024, 10, 6)))
            .await
            .unwrap();
        let second = ready(&world, listing, 2, date(2024, 10, 7)).await;
        let down = Act::HandDown { owner: world.districts[0], due_on: date(2025, 9, 1) };
        let day = date(2024, 10, 8);
        let refused = evaluation::conclude(
            &district,
            second,
            Version(7),
            &conclusion(down.clone(), day),
            &decision("2-TB/TU", day),
        )
        .await;
        assert!(
            matches!(refused, Err(AppError::Refused(_))),
            "the upper list is the upper level's: {refused:?}"
        );
        evaluation::conclude(&expert, second, Version(7), &conclusion(down, day), &decision("2-TB/TU", day))
            .await
            .unwrap();

        // The competent body states that it is overcome; then it may go.
        let judged = NewJudgement {
            unit: world.communes[0],
            criterion: "B1".into(),
            judged: Judged::Resolved,
            on: date(2024, 10, 9),
            paper: paper("80-TB/QU", date(2024, 10, 9)),
        };
        judge(&district, &judged).await.unwrap();
        let third = ready(&world, listing, 3, date(2024, 10, 9)).await;
        assert_eq!(evaluation::show(&district, third).await.unwrap().exits[0].remedy, "remedied");
        let day = date(2024, 10, 10);
        evaluation::conclude(
            &district,
            third,
            Version(7),
            &conclusion(removal, day),
            &decision("81-QĐ/QU", day),
        )
        .await
        .unwrap();
        let closed = evaluation::show(&district, third).await.unwrap();
        let kept = closed.conclusion.unwrap();
        assert_eq!((kept.way.as_str(), kept.watch_until.as_deref()), ("remove", Some("2025-10-14")));
        assert_eq!(show_listing(&district, listing).await.unwrap().state, "removed");

        // Watched; it relapses, with the history in view.
        let seen = watches(&district).await.unwrap();
        assert_eq!((seen.len(), seen[0].relapse_id), (1, None));
        let found =
            Note {
                noted_on: date(2024, 10, 14), says: "Lại có đơn".into(), paper_number: "9-BC/ĐU".into()
            };
        note(&district, listing, &found).await.unwrap();
        let early = note(&district, listing, &Note { noted_on: date(2024, 9, 1), ..found.clone() }).await;
        assert!(matches!(early, Err(AppError::Broken(Rule::Field { name: "noted_on" }))), "{early:?}");
        assert!(watch_page(&district, listing).await.unwrap().may_propose);
        let proposal = Proposal {
            on: Some(date(2024, 10, 14)),
            by: "Ban Tổ chức Quận ủy Mẫu 01".into(),
            reasons: "Phát sinh yếu kém trở lại".into(),
        };
        let again = propose(&district, world.communes[0], proposal).await.unwrap();
        let placement = Placement {
            tier: Tier::Lower,
            status: Status::Weak,
            group: Group::One,
            owner: world.districts[0],
            due_on: date(2025, 10, 1),
        };
        let day = date(2024, 10, 15);
        decide(&district, again, Version(1), day, Act::Open(placement), decision("90-QĐ/QU", day))
            .await
            .unwrap();
        let back = show_listing(&district, again).await.unwrap();
        assert_eq!(back.earlier[0].id, listing.number());
        assert_eq!(watches(&district).await.unwrap()[0].relapse_id, Some(again.number()));
        assert_eq!(evaluation::of_listing(&district, listing).await.unwrap().len(), 3);
        assert_eq!(plan::show(&district, plan).await.unwrap().cadres[0].n_times, 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_may_not_see_does_not_exist() {
    both(async |store| {
        let world = World::build(store).await;
        let rules = Rules::shipped().unwrap();
        let listing = listed(&world).await;
        let district = world.person("district").await;
        let plan = issued(&world, &district, listing, &rules).await;
        let evaluation = evaluation::begin(&district, listing, TODAY).await.unwrap();
        for login in ["admin", "base", "viewer", "support"] {
            let person = world.person(login).await;
            assert!(matches!(plan::show(&person, plan).await, Err(AppError::NotFound)), "{login}");
            assert!(
                matches!(evaluation::show(&person, evaluation).await, Err(AppError::NotFound)),
                "{login}"
            );
            assert!(plan::list(&person).await.unwrap().is_empty(), "{login}");
            assert!(evaluation::list(&person).await.unwrap().is_empty(), "{login}");
        }
        for login in ["expert", "district", "clerk", "leader", "member"] {
            let person = world.person(login).await;
            assert!(plan::show(&person, plan).await.is_ok(), "{login}");
            assert_eq!(evaluation::list(&person).await.unwrap().len(), 1, "{login}");
        }
        for login in ["leader", "member", "clerk"] {
            let person = world.person(login).await;
            let asked = evaluation::conclude(
                &person,
                evaluation,
                Version(1),
                &conclusion(Act::Remove { result: "x".into() }, TODAY),
                &decision("1-QĐ/QU", TODAY),
            )
            .await;
            assert!(matches!(asked, Err(AppError::Refused(_) | AppError::Broken(_))), "{login}: {asked:?}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conclusion_without_opinions_says_why() {
    both(async |store| {
        let world = World::build(store).await;
        let listing = listed(&world).await;
        let district = world.person("district").await;
        let on = date(2024, 10, 1);
        let id = evaluation::begin(&district, listing, on).await.unwrap();
        report(&district, id, Version(1), &saying("15-BC/ĐU", on, "Đã làm")).await.unwrap();
        appraise(&district, id, Version(2), &saying("60-BC/BTC", on, "Hoàn thành")).await.unwrap();
        let mut wish = conclusion(Act::Remove { result: "Đã khắc phục".into() }, on);
        let said = decision("70-QĐ/QU", on);
        let none = evaluation::conclude(&district, id, Version(3), &wish, &said).await;
        let none_asked = EvaluationBroken::WithoutOpinions { n_awaited: 0 };
        assert!(matches!(&none, Err(AppError::Broken(Rule::Evaluation(b))) if *b == none_asked), "{none:?}");
        wish.without_opinions = "Chi bộ nhỏ, Ban Thường vụ đã trực tiếp làm việc".into();
        // There is no plan, so there is no criterion either: that shows nothing.
        let blind = evaluation::conclude(&district, id, Version(3), &wish, &said).await;
        let no_criterion = EvaluationBroken::NotOvercome { n_persisting: 0, n_unknown: 0 };
        assert!(
            matches!(&blind, Err(AppError::Broken(Rule::Evaluation(b))) if *b == no_criterion),
            "{blind:?}"
        );
        wish.despite = "Theo Kết luận kiểm tra số 12-KL/UBKT".into();
        wish.watch_until = None;
        let unwatched = evaluation::conclude(&district, id, Version(3), &wish, &said).await;
        assert!(
            matches!(unwatched, Err(AppError::Broken(Rule::Field { name: "watch_until" }))),
            "{unwatched:?}"
        );
        wish.watch_until = Some(date(2025, 10, 1));
        evaluation::conclude(&district, id, Version(3), &wish, &said).await.unwrap();
        assert_eq!(show_listing(&district, listing).await.unwrap().state, "removed");
    })
    .await;
}
