//! The life of a plan, from the findings to an amendment.

use vunggoc_app::listing::decide::decide;
use vunggoc_app::plan::{
    self, Amending, Beginning, Letterhead, Publication, amend, begin, conclude, copy, difference, docx,
    issue, offer, send_back, submit, write,
};
use vunggoc_app::rules::Rules;
use vunggoc_app::screening::judge::{NewJudgement, judge};
use vunggoc_app::screening::propose::propose as propose_from_round;
use vunggoc_app::screening::run::{Order, run};
use vunggoc_app::{AppError, Ctx, Rule};
use vunggoc_core::listing::{Act, Group, Listing, Placement, Proposal, Status, Tier};
use vunggoc_core::paper::{Draft, Secrecy};
use vunggoc_core::plan::difference::{Change, Was};
use vunggoc_core::plan::{Broken, Cause, CauseKind, Content, Kind, Measure, Plan, Text};
use vunggoc_core::screening::Judged;
use vunggoc_core::{Date, Id, Version, date};
use vunggoc_testkit::both;
use vunggoc_testkit::world::{World, decision, paper};

pub(crate) const TODAY: Date = date(2024, 10, 15);

/// A commune on the list of its district because the competent body found it divided (B1).
pub(crate) async fn listed(world: &World) -> Id<Listing> {
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

pub(crate) async fn issued(world: &World, ctx: &Ctx, listing: Id<Listing>, rules: &Rules) -> Id<Plan> {
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
