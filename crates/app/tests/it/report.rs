//! A report from draft to correction.

use vunggoc_app::listing::decide::decide;
use vunggoc_app::listing::propose::propose;
use vunggoc_app::report::{
    Issue, Kind, Wish, correct, docx, draft, issue, list, plain, set_texts, show, xlsx,
};
use vunggoc_app::rules::Rules;
use vunggoc_app::{AppError, Rule};
use vunggoc_core::listing::{Act, Group, Placement, Proposal, Status, Tier};
use vunggoc_core::{Version, date};
use vunggoc_report::digest::content_digest;
use vunggoc_testkit::both;
use vunggoc_testkit::world::{World, decision, paper};

async fn listed(world: &World, place: usize, tier: Tier) -> vunggoc_core::Id<vunggoc_core::listing::Listing> {
    let expert = world.person("expert").await;
    let proposal = Proposal {
        on: Some(date(2024, 1, 10)),
        by: "Quận ủy".into(),
        reasons: "Khuyết bí thư; đơn quá hạn".into(),
    };
    let id = propose(&expert, world.communes[place], proposal).await.unwrap();
    let due_on = date(2025, 2, 1);
    let owner = world.city;
    let placement = Placement { tier, status: Status::Weak, group: Group::One, owner, due_on };
    let on = date(2024, 2, 1);
    decide(&expert, id, Version(1), on, Act::Open(placement), decision("11-QĐ/TU", on)).await.unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn drafted_issued_reproduced_and_corrected() {
    both(async |store| {
        let world = World::build(store).await;
        let rules = Rules::shipped().unwrap();
        let upper = listed(&world, 0, Tier::Upper).await;
        listed(&world, 2, Tier::Lower).await;
        let expert = world.person("expert").await;
        let wish = Wish {
            kind: Kind::Periodic,
            unit: world.city,
            from_on: date(2024, 1, 1),
            to_on: date(2024, 6, 30),
            head: "steering-city".into(),
            place: "Mẫu".into(),
            listings: vec![],
        };
        let id = draft(&expert, wish).await.unwrap();
        set_texts(&expert, id, Version(1), vec![("strengths".into(), "Cấp ủy các cấp vào cuộc.".into())])
            .await
            .unwrap();
        let text = plain(&expert, id, &rules).await.unwrap();
        assert!(
            text.contains("có 02 TCCSĐ đang trong diện") && text.contains("gồm 01 TCCSĐ do Thành phố"),
            "{text}"
        );
        assert!(text.contains("Cấp ủy các cấp vào cuộc."));
        let page = show(&expert, id, &rules).await.unwrap();
        let closing = page.notes.iter().find(|n| n.key == "B02/upper/closing").unwrap();
        assert_eq!((closing.shown.as_str(), closing.to_on.as_str()), ("1", "2024-06-30"));
        assert!(closing.leads_to.starts_with("/listings/flow/behind?"));

        let wish = Issue { paper: paper("35-BC/BCĐ", date(2024, 7, 5)) };
        issue(&expert, id, Version(2), &rules, wish.clone()).await.unwrap();
        let again = issue(&expert, id, Version(3), &rules, wish).await;
        assert!(matches!(again, Err(AppError::Broken(Rule::ReportIssued))), "{again:?}");
        let texts = set_texts(&expert, id, Version(3), vec![("strengths".into(), "x".into())]).await;
        assert!(matches!(texts, Err(AppError::Broken(Rule::ReportIssued))), "{texts:?}");
        let kept = [docx(&expert, id, &rules).await.unwrap(), xlsx(&expert, id, &rules).await.unwrap()];
        let page = show(&expert, id, &rules).await.unwrap();
        assert_eq!(
            page.since,
            vunggoc_app::report::Since::Same,
            "drawn again for the same state it says the same"
        );

        // What happens after the window does not change it; what is decided within it does.
        let on = date(2024, 8, 1);
        let prolong = Act::Prolong { due_on: date(2025, 8, 1) };
        decide(&expert, upper, Version(2), on, prolong, decision("50-QĐ/TU", on)).await.unwrap();
        listed(&world, 3, Tier::Lower).await;
        let page = show(&expert, id, &rules).await.unwrap();
        assert_eq!(page.since, vunggoc_app::report::Since::Corrected);
        let still = [docx(&expert, id, &rules).await.unwrap(), xlsx(&expert, id, &rules).await.unwrap()];
        assert_eq!(kept, still, "the issued files are locked");
        assert_eq!(content_digest(&kept[0].bytes).unwrap(), content_digest(&still[0].bytes).unwrap());

        let corrected = correct(&expert, id).await.unwrap();
        assert!(plain(&expert, corrected, &rules).await.unwrap().contains("đính chính Báo cáo số 35-BC/BCĐ"));
        let twice = correct(&expert, id).await;
        assert!(matches!(twice, Err(AppError::Broken(Rule::ReportCorrected))), "{twice:?}");
        assert_eq!(list(&expert).await.unwrap().len(), 2);
        for login in ["base", "viewer", "admin", "district"] {
            let person = world.person(login).await;
            assert!(matches!(show(&person, id, &rules).await, Err(AppError::NotFound)), "{login}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_submission_names_its_listings_in_order() {
    both(async |store| {
        let world = World::build(store).await;
        let rules = Rules::shipped().unwrap();
        let one = listed(&world, 0, Tier::Upper).await;
        let expert = world.person("expert").await;
        let wish = Wish {
            kind: Kind::Remove,
            unit: world.city,
            from_on: date(2024, 1, 1),
            to_on: date(2024, 10, 15),
            head: "organisation-commission".into(),
            place: "Mẫu".into(),
            listings: vec![],
        };
        let empty = draft(&expert, wish.clone()).await;
        assert!(matches!(empty, Err(AppError::Broken(Rule::Field { name: "listings" }))), "{empty:?}");
        let id = draft(&expert, Wish { listings: vec![one], ..wish }).await.unwrap();
        let text = plain(&expert, id, &rules).await.unwrap();
        assert!(
            text.contains("TỜ TRÌNH")
                && text.contains("Kính trình")
                && text.contains("Đảng bộ phường Mẫu 01-01"),
            "{text}"
        );
    })
    .await;
}
