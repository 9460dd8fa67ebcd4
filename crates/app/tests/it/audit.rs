//! The log of acts: whatever is flipped, dropped, swapped or cut off is found, and its place named.

use vunggoc_app::audit::{Anchor, Fault, anchors, head, verify};
use vunggoc_app::event::seal_all;
use vunggoc_app::unit::change::{Founding, found};
use vunggoc_core::date;
use vunggoc_core::unit::Tree;
use vunggoc_db::{Sql, Store, args};
use vunggoc_testkit::both;
use vunggoc_testkit::world::{World, request};

/// A world whose log has three seals; the head after each.
async fn sealed(store: Store) -> (World, Vec<Anchor>) {
    let world = World::build(store).await;
    let mut heads = Vec::new();
    for n in 1..=3 {
        if n > 1 {
            for m in 1..=3 {
                let wish = Founding {
                    tree: Tree::Party,
                    under: Some(world.city),
                    from_on: date(2020, 1, 1),
                    name: format!("Đảng bộ Mẫu {n}-{m}"),
                    kind: "commune".into(),
                    level: "base".into(),
                    code: None,
                    paper: None,
                };
                found(&world.task(), wish).await.unwrap();
            }
        }
        seal_all(&world.app, request()).await.unwrap();
        heads.push(head(&world.app, request()).await.unwrap().unwrap());
    }
    (world, heads)
}

/// Runs statements that no use case would run.
async fn db_tamper(store: &Store, statements: &[&'static str]) {
    let mut tx = store.change().await.unwrap();
    for text in statements {
        tx.run(Sql::new(text), args![]).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_log_holds_and_its_heads_are_anchors() {
    both(async |store| {
        let (world, heads) = sealed(store).await;
        let text: String = heads.iter().map(|h| h.line() + "\n").collect();
        let written = anchors(&format!("# heads\n\n{text}")).unwrap();
        assert_eq!(written, heads);
        let verdict = verify(&world.person("admin").await, &written).await.unwrap();
        assert_eq!((verdict.n_seals, verdict.n_anchors, verdict.fault), (3, 3, None));
        assert_eq!(verdict.head.as_ref(), heads.last());
        assert!(verdict.n_events > 10, "{}", verdict.n_events);
        assert_eq!(anchors("1 zz"), Err(1));
        // What one may not read does not exist.
        assert!(verify(&world.person("base").await, &[]).await.is_err());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_tampering_is_found_at_its_place() {
    type Case = (&'static [&'static str], Fault);
    let cases: [Case; 11] = [
        (
            &["UPDATE event SET action = 'moved' WHERE seal_no = 2 AND seal_place = 1"],
            Fault::EventsAltered { no: 2, n_events: 3 },
        ),
        (
            &["UPDATE event SET noun_id = noun_id + 7000 WHERE seal_no = 3 AND seal_place = 0"],
            Fault::EventsAltered { no: 3, n_events: 3 },
        ),
        (
            &[
                "UPDATE event_facts SET facts = '{}' WHERE event_id = (SELECT id FROM event WHERE seal_no = 2 AND seal_place = 2)",
            ],
            Fault::FactsAltered { no: 2, place: 2 },
        ),
        (
            &[
                "UPDATE event_facts SET facts = '', erased_at = 'x' WHERE event_id = (SELECT id FROM event WHERE seal_no = 2 AND seal_place = 0)",
            ],
            Fault::FactsMissing { no: 2, place: 0 },
        ),
        (
            &[
                "DELETE FROM event_facts WHERE event_id = (SELECT id FROM event WHERE seal_no = 1 AND seal_place = 4)",
            ],
            Fault::FactsMissing { no: 1, place: 4 },
        ),
        (
            &[
                "DELETE FROM event_facts WHERE event_id = (SELECT id FROM event WHERE seal_no = 2 AND seal_place = 1)",
                "DELETE FROM event WHERE seal_no = 2 AND seal_place = 1",
            ],
            Fault::EventMissing { no: 2, place: 1 },
        ),
        (
            &[
                "DELETE FROM event_facts WHERE event_id = (SELECT id FROM event WHERE seal_no = 2 AND seal_place = 2)",
                "DELETE FROM event WHERE seal_no = 2 AND seal_place = 2",
            ],
            Fault::EventMissing { no: 2, place: 2 },
        ),
        (
            &[
                "UPDATE event SET seal_place = 900 WHERE seal_no = 3 AND seal_place = 0",
                "UPDATE event SET seal_place = 0 WHERE seal_no = 3 AND seal_place = 1",
                "UPDATE event SET seal_place = 1 WHERE seal_no = 3 AND seal_place = 900",
            ],
            Fault::EventsAltered { no: 3, n_events: 3 },
        ),
        (&["DELETE FROM seal WHERE no = 2"], Fault::SealMissing { no: 2 }),
        (&["DELETE FROM seal WHERE no = 3"], Fault::SealMissing { no: 3 }),
        (&["UPDATE seal SET at = '2024-10-15T06:00:00.000000Z' WHERE no = 2"], Fault::SealBroken { no: 2 }),
    ];
    for (statements, wanted) in cases {
        both(async |store| {
            let (world, heads) = sealed(store.clone()).await;
            db_tamper(&store, statements).await;
            let verdict = verify(&world.task(), &heads).await.unwrap();
            assert_eq!(verdict.fault, Some(wanted.clone()), "{statements:?}");
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_cut_off_cleanly_or_sealed_anew_is_found_by_the_anchor() {
    both(async |store| {
        let (world, heads) = sealed(store.clone()).await;
        let cut = [
            "DELETE FROM event_facts WHERE event_id IN (SELECT id FROM event WHERE seal_no = 3)",
            "DELETE FROM event WHERE seal_no = 3",
            "DELETE FROM seal WHERE no = 3",
        ];
        db_tamper(&store, &cut).await;
        assert_eq!(verify(&world.task(), &[]).await.unwrap().fault, None, "without an anchor nothing tells");
        let verdict = verify(&world.task(), &heads).await.unwrap();
        assert_eq!(verdict.fault, Some(Fault::CutOff { last: 2, anchored: 3 }));

        // The same end sealed anew, with the right key, is another seal.
        let wish = Founding {
            tree: Tree::Party,
            under: Some(world.city),
            from_on: date(2020, 1, 1),
            name: "Đảng bộ Mẫu thay".into(),
            kind: "commune".into(),
            level: "base".into(),
            code: None,
            paper: None,
        };
        found(&world.task(), wish).await.unwrap();
        seal_all(&world.app, request()).await.unwrap();
        assert_eq!(verify(&world.task(), &heads).await.unwrap().fault, Some(Fault::Rewritten { no: 3 }));
        // Another key signs nothing here.
        let other = vunggoc_app::App::new(
            store.clone(),
            ed25519_dalek::SigningKey::from_bytes(&[8; 32]),
            vunggoc_app::Asked::Waived,
        );
        let verdict = verify(&other.task("other", request()), &[]).await.unwrap();
        assert_eq!(verdict.fault, Some(Fault::SealUnsigned { no: 1 }));
    })
    .await;
}
