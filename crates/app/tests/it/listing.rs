//! The life of a listing, from proposal to relapse.

use vunggoc_app::listing::decide::decide;
use vunggoc_app::listing::flow::{Question, flow};
use vunggoc_app::listing::list::{Filter, list, waiting};
use vunggoc_app::listing::propose::propose;
use vunggoc_app::listing::show::show;
use vunggoc_app::{AppError, Refusal, Rule};
use vunggoc_core::access::Action;
use vunggoc_core::listing::flow::Category;
use vunggoc_core::listing::{Act, Group, Placement, Proposal, Status, Tier};
use vunggoc_core::{Version, date};
use vunggoc_testkit::both;
use vunggoc_testkit::world::{World, decision};

fn proposal() -> Proposal {
    Proposal {
        on: Some(date(2024, 1, 10)),
        by: "Ban Thường vụ Quận ủy Mẫu 01".into(),
        reasons: "Khuyết bí thư".into(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn proposed_opened_handed_down_removed_and_listed_again() {
    both(async |store| {
        let world = World::build(store).await;
        let (district, expert) = (world.person("district").await, world.person("expert").await);
        let ward = world.communes[0];
        let id = propose(&district, ward, proposal()).await.unwrap();
        assert_eq!(waiting(&expert).await.unwrap().len(), 1);
        assert!(matches!(
            propose(&district, ward, proposal()).await,
            Err(AppError::Broken(Rule::ListedAlready))
        ));

        let placement = Placement {
            tier: Tier::Upper,
            status: Status::Weak,
            group: Group::One,
            owner: world.city,
            due_on: date(2025, 2, 1),
        };
        let on = date(2024, 2, 1);
        // The lower level cannot put a unit on the upper list.
        let refused =
            decide(&district, id, Version(1), on, Act::Open(placement), decision("11-QĐ/TU", on)).await;
        assert!(
            matches!(refused, Err(AppError::Refused(Refusal::NotGranted(Action::RecordDecision)))),
            "{refused:?}"
        );
        decide(&expert, id, Version(1), on, Act::Open(placement), decision("11-QĐ/TU", on)).await.unwrap();
        let stale = decide(&expert, id, Version(1), on, Act::Decline, decision("12-QĐ/TU", on)).await;
        assert!(matches!(stale, Err(AppError::Broken(_) | AppError::Stale { .. })), "{stale:?}");

        let on = date(2024, 6, 15);
        let down = Act::HandDown { owner: world.districts[0], due_on: date(2025, 6, 1) };
        decide(&expert, id, Version(2), on, down, decision("40-QĐ/TU", on)).await.unwrap();
        let question = Question {
            from_on: date(2024, 1, 1),
            to_on: date(2024, 6, 30),
            under: world.city,
            category: Category::default(),
        };
        let table = flow(&expert, question).await.unwrap();
        let n: Vec<_> =
            table.rows.iter().map(|r| (r.flow.listed.len(), r.flow.closing.len(), r.flow.gap())).collect();
        assert_eq!(n, [(1, 0, 0), (0, 1, 0), (1, 1, 0)]);

        let on = date(2024, 9, 1);
        let removed = Act::Remove { result: "Đã kiện toàn bí thư".into() };
        decide(&district, id, Version(3), on, removed, decision("9-QĐ/QU", on)).await.unwrap();
        let again =
            propose(&district, ward, Proposal { on: Some(date(2024, 10, 1)), ..proposal() }).await.unwrap();
        let on = date(2024, 10, 5);
        let back = Placement { tier: Tier::Lower, owner: world.districts[0], ..placement };
        decide(&district, again, Version(1), on, Act::Open(back), decision("15-QĐ/QU", on)).await.unwrap();
        let page = show(&expert, again).await.unwrap();
        assert_eq!((page.earlier.len(), page.acts.len(), page.state.as_str()), (1, 1, "open"));
        let table = flow(&expert, Question { to_on: date(2024, 10, 15), ..question }).await.unwrap();
        assert_eq!(table.rows[2].flow.relapsed.len(), 1);
        assert_eq!(table.rows[2].flow.gap(), 0);
        assert_eq!(list(&expert, &Filter::default()).await.unwrap().lines.len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_may_not_see_does_not_exist() {
    both(async |store| {
        let world = World::build(store).await;
        let id = propose(&world.task(), world.communes[3], proposal()).await.unwrap();
        for login in ["district", "admin", "base", "viewer", "member"] {
            let person = world.person(login).await;
            assert!(matches!(show(&person, id).await, Err(AppError::NotFound)), "{login}");
            assert!(waiting(&person).await.unwrap().is_empty(), "{login}");
        }
        for login in ["expert", "clerk", "leader"] {
            assert!(show(&world.person(login).await, id).await.is_ok(), "{login}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_propose_at_once_make_one_listing() {
    both(async |store| {
        let world = World::build(store).await;
        let (a, b) = (world.person("expert").await, world.person("district").await);
        let (one, two) = tokio::join!(
            propose(&a, world.communes[0], proposal()),
            propose(&b, world.communes[0], proposal())
        );
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1, "{one:?} {two:?}");
        assert_eq!(waiting(&a).await.unwrap().len(), 1);
    })
    .await;
}
