//! Relations between trees: added and ended by papers, shown on both sides, as far as the reader may see.

use vunggoc_app::unit::change::{Founding, found};
use vunggoc_app::unit::link::{Which, Wish, link, unlink};
use vunggoc_app::unit::record::record;
use vunggoc_app::unit::show::show;
use vunggoc_app::{AppError, Rule};
use vunggoc_core::unit::{Relation, Tree};
use vunggoc_core::{Version, date};
use vunggoc_testkit::both;
use vunggoc_testkit::world::{World, paper};

#[tokio::test(flavor = "multi_thread")]
async fn added_by_a_paper_shown_on_both_sides_ended_by_another() {
    both(async |store| {
        let world = World::build(store).await;
        let task = world.task();
        let village = Founding {
            tree: Tree::Place,
            under: None,
            from_on: date(2015, 1, 1),
            name: "Khu phố Mẫu 1".into(),
            kind: "village".into(),
            level: "village".into(),
            code: None,
            paper: None,
        };
        let village = found(&task, village).await.unwrap();
        let ward = world.communes[0];
        let wish =
            |relation, on| Wish { relation, other: village, from_on: on, paper: Some(paper("3-QĐ/QU", on)) };
        let on = date(2020, 5, 1);
        let bad = link(&task, ward, Version(1), wish(Relation::Governs, on)).await;
        assert!(matches!(bad, Err(AppError::Broken(Rule::Said { code: "link-trees", .. }))), "{bad:?}");
        let early = link(&task, ward, Version(1), wish(Relation::Leads, date(2012, 1, 1))).await;
        assert!(matches!(early, Err(AppError::Broken(Rule::UnitNotThere))), "{early:?}");
        link(&task, ward, Version(1), wish(Relation::Leads, on)).await.unwrap();
        let twice = link(&task, ward, Version(2), wish(Relation::Leads, date(2021, 1, 1))).await;
        assert!(matches!(twice, Err(AppError::Broken(Rule::Said { code: "link-there", .. }))), "{twice:?}");
        let stale = link(&task, ward, Version(1), wish(Relation::LiesIn, on)).await;
        assert!(matches!(stale, Err(AppError::Stale { .. })), "{stale:?}");

        let (here, there) = (record(&task, ward).await.unwrap(), record(&task, village).await.unwrap());
        let side = |r: &vunggoc_app::unit::record::UnitRecord| {
            let l = &r.links[0];
            (l.way.clone(), l.other_id, l.paper.clone(), l.until_on.clone())
        };
        assert_eq!(side(&here), ("to".into(), village.number(), Some("3-QĐ/QU".into()), None));
        assert_eq!(side(&there), ("from".into(), ward.number(), Some("3-QĐ/QU".into()), None));
        assert_eq!(here.papers[0].ground, "register");
        // The district's expert has no grant on the tree of places: for him that side does not exist.
        let district = world.person("district").await;
        assert!(record(&district, ward).await.unwrap().links.is_empty());
        let refused = link(&district, ward, Version(2), wish(Relation::LiesIn, on)).await;
        assert!(matches!(refused, Err(AppError::NotFound)), "{refused:?}");

        let which = Which { relation: Relation::Leads, other: village, from_on: on };
        let bad = unlink(&task, ward, Version(2), which, on, None).await;
        assert!(matches!(bad, Err(AppError::Broken(Rule::Said { code: "link-end", .. }))), "{bad:?}");
        let end = date(2024, 3, 1);
        unlink(&task, ward, Version(2), which, end, Some(paper("9-QĐ/QU", end))).await.unwrap();
        let ended = record(&task, village).await.unwrap().links.remove(0);
        assert_eq!(
            (ended.until_on.as_deref(), ended.until_paper.as_deref()),
            (Some("2024-03-01"), Some("9-QĐ/QU"))
        );
        let again = unlink(&task, ward, Version(3), which, end, None).await;
        assert!(matches!(again, Err(AppError::NotFound)), "it has ended already: {again:?}");
        // From that day on it may begin anew.
        link(&task, ward, Version(3), wish(Relation::Leads, end)).await.unwrap();
        assert_eq!(show(&task, ward, None).await.unwrap().version, 4);
        assert_eq!(record(&task, ward).await.unwrap().links.len(), 2);
    })
    .await;
}
