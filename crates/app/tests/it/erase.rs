//! Content entered by mistake is gone, the record of it stays, and the log still holds.

use vunggoc_app::erase::{Target, erase};
use vunggoc_app::event::seal_all;
use vunggoc_app::listing::propose::propose;
use vunggoc_app::listing::show::show;
use vunggoc_app::{AppError, Rule, audit, backup};
use vunggoc_core::date;
use vunggoc_core::listing::Proposal;
use vunggoc_testkit::both;
use vunggoc_testkit::world::{World, request};

const SECRET: &str = "nội dung không được nhập vào đây";

#[tokio::test(flavor = "multi_thread")]
async fn erased_with_a_record_and_the_chain_still_holds() {
    both(async |store| {
        let world = World::build(store).await;
        let (expert, viewer) = (world.person("expert").await, world.person("viewer").await);
        let proposal = Proposal {
            on: Some(date(2024, 1, 10)),
            by: "Ban Thường vụ Quận ủy Mẫu 01".into(),
            reasons: SECRET.into(),
        };
        let id = propose(&expert, world.communes[0], proposal).await.unwrap();
        seal_all(&world.app, request()).await.unwrap();
        let heads = audit::heads(&world.task(), 1).await.unwrap();
        let reason = || "Nhập nhầm, biên bản số 3".to_owned();
        assert!(matches!(erase(&viewer, Target::Listing(id), reason()).await, Err(AppError::NotFound)));
        assert!(matches!(
            erase(&expert, Target::Listing(id), " ".into()).await,
            Err(AppError::Broken(Rule::Field { name: "reason" }))
        ));
        erase(&expert, Target::Listing(id), reason()).await.unwrap();
        assert_eq!(show(&expert, id).await.unwrap().reasons, "");
        seal_all(&world.app, request()).await.unwrap();
        let verdict = audit::verify(&world.task(), &heads).await.unwrap();
        assert_eq!((verdict.fault, verdict.n_erased, verdict.n_anchors), (None, 1, 1));
        let mut copy = Vec::new();
        backup::write(&world.app.task("backup", request()), &mut copy).await.unwrap();
        let copy = String::from_utf8(copy).unwrap();
        assert!(!copy.contains(SECRET), "the next copy does not hold it");
        assert!(copy.contains("biên bản số 3"));
        let twice = erase(&expert, Target::Listing(id), reason()).await;
        assert!(
            matches!(twice, Err(AppError::Broken(Rule::Said { code: "already-erased", .. }))),
            "{twice:?}"
        );
    })
    .await;
}
