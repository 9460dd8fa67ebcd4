//! Pressing on through its pages.

use crate::client::Client;
use axum::http::StatusCode;
use vunggoc_app::task::raise::{GroundDraft, TaskDraft, give};
use vunggoc_core::date;
use vunggoc_core::task::ground::Kind;
use vunggoc_testkit::sqlite;
use vunggoc_testkit::world::{World, paper};

async fn given(world: &World) {
    let ground = GroundDraft {
        unit: world.city,
        kind: Kind::Notice,
        source: None,
        title: "Thông báo kết luận giao ban".into(),
        opened_on: date(2024, 3, 1),
        year: None,
        paper: None,
    };
    let task = |content: &str, day| TaskDraft {
        content: content.into(),
        lead: Some(world.communes[0]),
        started_on: Some(date(2024, 3, 1)),
        due_on: Some(date(2024, 10, day)),
        ..TaskDraft::default()
    };
    let tasks = vec![task("Báo cáo <b>chậm</b>", 1), task("Sắp đến hạn", 17)];
    give(&world.task(), ground, Some(paper("05-TB/TU", date(2024, 3, 1))), tasks).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn seen_pressed_and_written_to() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    given(&world).await;
    let mut base = Client::signed_in(&world, "base").await;
    let mine = base.get("/today").await;
    assert!(
        mine.body.contains("Báo cáo &#60;b&#62;chậm") && mine.body.contains("quá hạn 14 ngày"),
        "{}",
        mine.body
    );
    let saved = base.fill("/today", &[("address", "bithu@mau.vn")]).await;
    assert_eq!((saved.status, saved.location.as_str()), (StatusCode::SEE_OTHER, "/today"));
    assert!(base.get("/today").await.body.contains("bithu@mau.vn"));
    assert_eq!(base.fill("/today", &[("address", "x")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);

    let mut expert = Client::signed_in(&world, "expert").await;
    let all = expert.get("/pressing").await;
    let office = format!("/pressing/{}", world.communes[0]);
    assert!(all.body.contains(&office), "{}", all.body);
    assert!(expert.get(&office).await.body.contains("Sắp đến hạn"));
    let week = expert.get("/pressing/week").await;
    assert!(week.body.contains("từ ngày 14/10/2024 đến ngày 20/10/2024"), "{}", week.body);
    let file = expert.get("/pressing/week/file").await;
    assert!(file.status == StatusCode::OK && file.body.starts_with("PK"));
    let letters = expert.get("/pressing/letters").await;
    assert!(letters.body.contains("22/10/2024"), "five working days on: {}", letters.body);
    let zip = expert
        .get("/pressing/letters/file?head=organisation-commission&place=M%E1%BA%ABu&reply_on=22/10/2024")
        .await;
    assert!(zip.status == StatusCode::OK && zip.body.contains("001-dang-bo-phuong-mau-01-01.docx"));
    let wrong = expert.get("/pressing/letters/file?reply_on=x").await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("ngày/tháng/năm"));
    // The same piece for a form that is due: everybody asked gets one.
    let forms = expert
        .get("/pressing/letters/file?form=M02&period=2024-H1&head=organisation-commission&place=M&reply_on=22/10/2024")
        .await;
    assert!(forms.status == StatusCode::OK && forms.body.contains("00-danh-sach.xlsx"), "{}", forms.body);

    let mut viewer = Client::signed_in(&world, "viewer").await;
    assert_eq!(viewer.get("/pressing").await.status, StatusCode::NOT_FOUND);
    expert.get("/lang/en?to=/").await;
    assert!(expert.get("/pressing/week").await.body.contains("Due this week"));
}
