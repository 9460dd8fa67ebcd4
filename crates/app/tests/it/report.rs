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

#[tokio::test(flavor = "multi_thread")]
async fn the_section_on_figures_is_drafted_from_the_sums_with_base_and_window() {
    use vunggoc_app::figure::load::{Batch, NewFigure, load};
    use vunggoc_core::period::Period;
    both(async |store| {
        let world = World::build(store).await;
        let rules = Rules::shipped().unwrap();
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
        let id = draft(&expert, wish.clone()).await.unwrap();
        let text = plain(&expert, id, &rules).await.unwrap();
        assert!(
            text.contains("III. Đánh giá chung") && !text.contains("số liệu trong kỳ"),
            "nothing was reported"
        );

        let [a, b, c, _] = world.communes;
        let figure = |indicator, period, unit, value| NewFigure { indicator, period, unit, value };
        let batch = Batch {
            source: "thử".into(),
            indicators: ["members.admitted", "members.admitted_target", "grading.grade"]
                .map(String::from)
                .into(),
            periods: ["2024-H1", "2024", "2023", "2023-H1"].map(|p| Period::parse(p).unwrap()).into(),
            figures: vec![
                figure(0, 0, a, 30),
                figure(0, 0, b, 22),
                figure(0, 3, a, 40),
                figure(1, 1, a, 50),
                figure(1, 1, b, 35),
                figure(2, 2, a, 1),
                figure(2, 2, b, 2),
                figure(2, 2, c, 2),
            ],
            form: None,
        };
        load(&world.task(), &batch).await.unwrap();
        let text = plain(&expert, id, &rules).await.unwrap();
        assert!(text.contains("52/85 đảng viên, đạt 61,2%"), "{text}");
        assert!(text.contains("theo báo cáo của 2 trong số 4 nơi phải báo cáo"), "{text}");
        assert!(
            text.contains("Năm 2023, có 03 TCCSĐ được xếp loại") && text.contains("02 TCCSĐ hoàn thành tốt"),
            "{text}"
        );
        assert!(text.contains("IV. Đánh giá chung") && text.contains("Biểu SL"), "{text}");
        let page = show(&expert, id, &rules).await.unwrap();
        let admitted = page.notes.iter().find(|n| n.key == "SL/text/members.admitted").unwrap();
        assert_eq!((admitted.shown.as_str(), admitted.from_on.as_str()), ("52/85", "2024-01-01"));
        assert_eq!(admitted.leads_to, format!("/figures/M03/2024-H1/totals?under={}", world.city));
        let row = text.split("Đảng viên mới kết nạp").nth(2).unwrap_or_default();
        assert!(row.contains("40") && row.contains("+12"), "the same period of last year: {row}");

        // A window that is no period has no figures of its own.
        let id = draft(&expert, Wish { to_on: date(2024, 6, 15), ..wish }).await.unwrap();
        assert!(!plain(&expert, id, &rules).await.unwrap().contains("Biểu SL"));
    })
    .await;
}
