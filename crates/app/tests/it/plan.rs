//! The life of a plan, from the findings to an amendment, and the whole life of a listing from proposal to relapse.

use vunggoc_app::evaluation::{
    self, Asking, Note, Replying, Saying, Wish, answer, appraise, ask, desk, desk_page, note, report,
    self_list, self_page, watch_page, watches,
};
use vunggoc_app::listing::decide::decide;
use vunggoc_app::listing::propose::propose;
use vunggoc_app::listing::show::show as show_listing;
use vunggoc_app::plan::{
    self, Amending, Beginning, Cadre, CadreKind, Letterhead, Publication, amend, begin, conclude, copy,
    count, difference, docx, issue, offer, send_back, submit, write,
};
use vunggoc_app::rules::Rules;
use vunggoc_app::screening::judge::{NewJudgement, judge};
use vunggoc_app::screening::propose::propose as propose_from_round;
use vunggoc_app::screening::run::{Order, run};
use vunggoc_app::{AppError, Ctx, Rule};
use vunggoc_core::evaluation::{Agreement, Broken as EvaluationBroken};
use vunggoc_core::listing::{Act, Group, Listing, Placement, Proposal, Status, Tier};
use vunggoc_core::paper::{Draft, Secrecy};
use vunggoc_core::plan::difference::{Change, Was};
use vunggoc_core::plan::{Broken, Cause, CauseKind, Content, Kind, Measure, Plan, Text};
use vunggoc_core::screening::Judged;
use vunggoc_core::{Date, Id, Version, date};
use vunggoc_testkit::both;
use vunggoc_testkit::world::{World, agency, decision, paper};

const TODAY: Date = date(2024, 10, 15);

/// A commune on the list of its district because the competent body found it divided (B1).
async fn listed(world: &World) -> Id<Listing> {
    let (district, ward) = (world.person("district").await, world.communes[0]);
    let judged = NewJudgement {
        unit: ward,
        criterion: "B1".into(),
        judged: Judged::Present,
        on: date(2024, 1, 2),
        paper: paper("3-TB/QU", date(2024, 1, 2)),
    };
    judge(&district, &judged).await.unwrap();
    let order = Order { under: world.districts[0], on: TODAY, criteria: vec!["B1".into(), "A3".into()] };
    let round = run(&district, &order).await.unwrap();
    let proposal = Proposal {
        on: Some(date(2024, 1, 10)),
        by: "Ban Tổ chức Quận ủy Mẫu 01".into(),
        reasons: "Nội bộ cấp ủy thiếu thống nhất".into(),
    };
    let id = propose_from_round(&district, round, ward, &["B1".into()], proposal).await.unwrap();
    let placement = Placement {
        tier: Tier::Lower,
        status: Status::Weak,
        group: Group::One,
        owner: world.districts[0],
        due_on: date(2025, 2, 1),
    };
    let on = date(2024, 2, 1);
    decide(&district, id, Version(1), on, Act::Open(placement), decision("11-QĐ/QU", on)).await.unwrap();
    id
}

fn beginning(listing: Id<Listing>) -> Beginning {
    let letterhead = Letterhead { head: "district-committee".into(), place: "quận Mẫu 01".into() };
    Beginning { listing, kind: Kind::Scheme, letterhead }
}

fn measure(no: i64, world: &World, content: &str, due_on: Date) -> Measure {
    Measure {
        no,
        solution: if no == 1 { "2" } else { "5" }.into(),
        content: content.into(),
        product: "Nghị quyết, báo cáo".into(),
        criterion: Some("B1".into()),
        lead: Some(world.communes[0]),
        support: "Công an thành phố Mẫu".into(),
        post: "Bí thư Đảng ủy".into(),
        due_on: Some(due_on),
    }
}

fn written(world: &World, from: &Content) -> Content {
    Content {
        texts: vec![Text { section: "aims".into(), words: "Ổn định nội bộ".into() }],
        causes: vec![Cause {
            no: 1,
            kind: CauseKind::Subjective,
            content: "Quy chế làm việc chưa được giữ".into(),
            criterion: Some("B1".into()),
        }],
        measures: vec![
            measure(1, world, "Sửa đổi quy chế làm việc", date(2024, 9, 30)),
            measure(2, world, "Đối thoại với dân", date(2024, 12, 20)),
        ],
        exits: from.exits.clone(),
        personnel: None,
    }
}

/// The paper of an issue: it says where the original lies.
fn publication(number: &str, on: Date) -> Publication {
    Publication {
        paper: Draft { kept_at: "Văn phòng Quận ủy".into(), ..paper(number, on) }, signed: None
    }
}

async fn issued(world: &World, ctx: &Ctx, listing: Id<Listing>, rules: &Rules) -> Id<Plan> {
    let id = begin(ctx, &beginning(listing), rules).await.unwrap();
    let page = plan::show(ctx, id).await.unwrap();
    write(ctx, id, Version(1), written(world, &page.content), rules).await.unwrap();
    submit(ctx, id, Version(2), date(2024, 3, 1)).await.unwrap();
    let on = date(2024, 3, 5);
    conclude(ctx, id, Version(3), on, "Tiếp thu, hoàn chỉnh lộ trình", decision("20-TB/QU", on))
        .await
        .unwrap();
    issue(ctx, id, Version(4), rules, &publication("7-ĐA/QU", date(2024, 3, 20))).await.unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn drafted_submitted_sent_back_concluded_issued_and_amended() {
    both(async |store| {
        let world = World::build(store).await;
        let rules = Rules::shipped().unwrap();
        let listing = listed(&world).await;
        let district = world.person("district").await;
        assert_eq!(offer(&district, listing).await.unwrap(), (Kind::Scheme, "quận Mẫu 01".to_owned()));
        let id = begin(&district, &beginning(listing), &rules).await.unwrap();
        let twice = begin(&district, &beginning(listing), &rules).await;
        assert!(matches!(twice, Err(AppError::Broken(Rule::Said { code: "plan-there", .. }))), "{twice:?}");

        let page = plan::show(&district, id).await.unwrap();
        let limits = page.content.text("limits");
        assert!(limits.starts_with("Nội bộ cấp ủy thiếu thống nhất"), "{limits}");
        assert!(page.content.text("need").contains("11-QĐ/QU"), "{:?}", page.content);
        assert_eq!(page.content.exits.len(), 1, "the sign for which it was listed is to be gone");
        let early = submit(&district, id, Version(1), date(2024, 3, 1)).await;
        assert!(matches!(early, Err(AppError::Broken(Rule::Plan(Broken::Incomplete(_))))), "{early:?}");

        let content = written(&world, &page.content);
        let unknown =
            Content { texts: vec![Text { section: "x".into(), words: "y".into() }], ..content.clone() };
        let unknown = write(&district, id, Version(1), unknown, &rules).await;
        assert!(matches!(unknown, Err(AppError::Broken(Rule::Field { name: "texts" }))), "{unknown:?}");
        write(&district, id, Version(1), content.clone(), &rules).await.unwrap();
        let stale = write(&district, id, Version(1), content.clone(), &rules).await;
        assert!(matches!(stale, Err(AppError::Stale { .. })), "{stale:?}");
        submit(&district, id, Version(2), date(2024, 3, 1)).await.unwrap();
        let locked = write(&district, id, Version(3), content.clone(), &rules).await;
        assert!(matches!(locked, Err(AppError::Broken(Rule::Plan(Broken::NotNow { .. })))), "{locked:?}");
        send_back(&district, id, Version(3), "Bổ sung nguyên nhân").await.unwrap();
        submit(&district, id, Version(4), date(2024, 3, 2)).await.unwrap();

        let on = date(2024, 3, 5);
        let mut crowd = decision("20-TB/QU", on);
        crowd.votes = (15, 16, 16);
        let crowd = conclude(&district, id, Version(5), on, "", crowd).await;
        assert!(
            matches!(crowd, Err(AppError::Broken(Rule::Votes(_)))),
            "votes beyond those present: {crowd:?}"
        );
        conclude(&district, id, Version(5), on, "Bổ sung lộ trình", decision("20-TB/QU", on)).await.unwrap();
        let after =
            Content { texts: vec![Text { section: "roadmap".into(), words: "Quý III".into() }], ..content };
        write(&district, id, Version(6), after.clone(), &rules).await.unwrap();

        let nowhere = Publication { paper: paper("7-ĐA/QU", date(2024, 3, 20)), signed: None };
        let nowhere = issue(&district, id, Version(7), &rules, &nowhere).await;
        assert!(matches!(nowhere, Err(AppError::Broken(Rule::Said { code: "plan-signed-nowhere", .. }))));
        let mut secret = publication("7-ĐA/QU", date(2024, 3, 20));
        secret.paper = Draft { secrecy: Some(Secrecy::Secret), about: String::new(), ..secret.paper };
        let secret = issue(&district, id, Version(7), &rules, &secret).await;
        assert!(
            matches!(secret, Err(AppError::Broken(Rule::Said { code: "plan-secret", .. }))),
            "{secret:?}"
        );
        let once = publication("7-ĐA/QU", date(2024, 3, 20));
        issue(&district, id, Version(7), &rules, &once).await.unwrap();
        let again = issue(&district, id, Version(7), &rules, &once).await;
        assert!(matches!(again, Err(AppError::Broken(Rule::Plan(Broken::IssuedAlready)))), "{again:?}");

        let page = plan::show(&district, id).await.unwrap();
        assert_eq!((page.state, page.editions.len(), page.tasks.len()), ("issued", 1, 2));
        let kept = copy(&district, id, 1).await.unwrap();
        let digest = vunggoc_report::digest::content_digest(&kept.bytes).unwrap();
        assert_eq!(hex::encode(digest), page.editions[0].content_hash);

        // The text of an amendment lies beside the valid one; only its paper makes it valid.
        let mut next = after.clone();
        next.measures[0].due_on = Some(date(2024, 11, 30));
        next.measures[1].content = "Đối thoại với dân hai lần".into();
        next.measures.push(measure(3, &world, "Giải quyết đơn tồn đọng", date(2024, 12, 1)));
        write(&district, id, Version(8), next, &rules).await.unwrap();
        assert_eq!(plan::show(&district, id).await.unwrap().amending, Amending::Yes);
        let changes = difference(&district, id, None).await.unwrap().changes;
        assert!(
            matches!(
                changes.as_slice(),
                [
                    Change::Measure(Was::Changed(..)),
                    Change::Measure(Was::Changed(..)),
                    Change::Measure(Was::Added(_))
                ]
            ),
            "{changes:?}"
        );
        let paper = publication("9-ĐA/QU", date(2024, 9, 20));
        let why = amend(&district, id, Version(9), &rules, &paper, " ").await;
        assert!(matches!(why, Err(AppError::Broken(Rule::Plan(Broken::NoReason)))), "{why:?}");
        amend(&district, id, Version(9), &rules, &paper, "Điều chỉnh theo kết luận kiểm tra").await.unwrap();
        let page = plan::show(&district, id).await.unwrap();
        assert_eq!((page.editions.len(), page.amending), (2, Amending::No));
        // One moved, one stopped and given anew, one added.
        assert_eq!(page.tasks.iter().map(|t| t.measure_no).collect::<Vec<_>>(), [1, 2, 2, 3]);
        let moved = &page.tasks[0];
        assert_eq!((moved.first_due_on, moved.due_on), (date(2024, 9, 30), date(2024, 11, 30)));
        assert_eq!(page.tasks[1].progress, "stopped");
        assert_eq!(copy(&district, id, 1).await.unwrap(), kept, "what was issued stays as it was");
        assert_eq!(difference(&district, id, Some(2)).await.unwrap().changes, changes);
        assert!(docx(&district, id, &rules).await.unwrap().bytes.len() > 2000);
    })
    .await;
}

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

#[tokio::test(flavor = "multi_thread")]
async fn two_who_issue_at_once_issue_once() {
    both(async |store| {
        let world = World::build(store).await;
        let rules = Rules::shipped().unwrap();
        let listing = listed(&world).await;
        let (district, clerk) = (world.person("district").await, world.person("clerk").await);
        let id = begin(&district, &beginning(listing), &rules).await.unwrap();
        let page = plan::show(&district, id).await.unwrap();
        write(&district, id, Version(1), written(&world, &page.content), &rules).await.unwrap();
        submit(&district, id, Version(2), date(2024, 3, 1)).await.unwrap();
        let on = date(2024, 3, 5);
        conclude(&clerk, id, Version(3), on, "", decision("20-TB/QU", on)).await.unwrap();
        let (a, b) = (publication("7-ĐA/QU", date(2024, 3, 20)), publication("8-ĐA/QU", date(2024, 3, 20)));
        let (one, two) = tokio::join!(
            issue(&district, id, Version(4), &rules, &a),
            issue(&clerk, id, Version(4), &rules, &b)
        );
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1, "{one:?} {two:?}");
        let page = plan::show(&district, id).await.unwrap();
        assert_eq!((page.editions.len(), page.tasks.len()), (1, 2));
    })
    .await;
}
