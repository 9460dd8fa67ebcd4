//! Forms that come back through their pages: uploaded together, looked at on one page, written by choice.

use crate::client::{BOUNDARY, Client};
use axum::http::StatusCode;
use vunggoc_app::form::out::workbooks;
use vunggoc_core::period::Period;
use vunggoc_testkit::workbook::{edit, opened, zipped};
use vunggoc_testkit::world::World;
use vunggoc_testkit::{postgres, sqlite};

async fn back(world: World) {
    let out = workbooks(&world.task(), "M02", Period::parse("2024-H1").unwrap(), world.city).await.unwrap();
    let books = opened(&out);
    let book = |n: usize| {
        let ending = format!("-{}.xlsx", world.communes[n]);
        books.iter().find(|(name, _)| name.ends_with(&ending)).unwrap().1.clone()
    };
    let [a, b, c] = [
        edit(&book(0), &[("D7", "14")]),
        edit(&book(1), &[("D7", "mười <b>")]),
        edit(&book(2), &[("D7", "8"), ("E7", "-")]),
    ];
    let zip = zipped(&[("b.xlsx", &b), ("c.xlsx", &c)]);
    let mut expert = Client::signed_in(&world, "expert").await;
    let path = "/figures/M02/2024-H1/intake";
    assert!(expert.get("/figures/M02/2024-H1").await.body.contains("/intake?under="));
    let none = expert.upload(path, &[("received_on", "31/2/2024")], &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("31/2/2024") && none.body.contains("Chọn các tệp biểu"), "{}", none.body);
    let files: [(&str, &str, &[u8]); 2] = [("files", "thư mục/a.xlsx", &a), ("files", "về.zip", &zip)];
    let sent = expert.upload(path, &[("received_on", "12/07/2024")], &files).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let page = expert.get(&sent.location).await;
    assert!(page.body.contains("mười &#60;b&#62;") && page.body.contains("D7"), "{}", page.body);
    assert!(
        page.body.contains("“-” được coi là chưa có số liệu") && page.body.contains("quá hạn"),
        "{}",
        page.body
    );
    let unseen = expert.fill(&sent.location, &[("w:1", "yes"), ("copy:1", "12-BC/ĐU"), ("w:3", "yes")]).await;
    assert_eq!(unseen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        unseen.body.contains("value=\"12-BC/ĐU\"") && unseen.body.contains("đánh dấu “đã xem”"),
        "{}",
        unseen.body
    );
    let fields = [("w:1", "yes"), ("copy:1", "12-BC/ĐU"), ("w:3", "yes"), ("seen", "yes")];
    let written = expert.fill(&sent.location, &fields).await;
    assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", written.body);
    let returns = expert.get("/figures/M02/2024-H1").await;
    assert!(returns.body.contains("12-BC/ĐU") && returns.body.contains("nhập thay"), "{}", returns.body);
    assert!(expert.get("/figures/M02/2024-H1/totals").await.body.contains("đã có 2/4"));
    assert!(expert.get(path).await.body.contains("đã ghi 2/3 tệp"));
    let number = sent.location.rsplit('/').next().unwrap();
    assert!(
        expert.get(&format!("/api/figures/intakes/{number}")).await.body.contains("\"standing\":\"written\"")
    );
    assert_eq!(expert.get("/figures/M99/2024-H1/intake").await.status, StatusCode::NOT_FOUND);

    // Cut off on the way, and larger than is taken: told, and nothing is begun.
    let cut = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.xlsx\"\r\n\r\nPK"
    );
    let cut = expert.post_parts(path, cut.into_bytes()).await;
    assert_eq!(cut.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(cut.body.contains("bị ngắt giữa chừng"), "{}", cut.body);
    let large = vec![b'x'; 100 << 20];
    let large = expert.upload(path, &[("received_on", "12/07/2024")], &[("files", "a.xlsx", &large)]).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", large.body);
    assert!(expert.get(path).await.body.matches("/figures/intakes/").count() == 1, "one intake was begun");
    let mut viewer = Client::signed_in(&world, "viewer").await;
    for page in [path, sent.location.as_str()] {
        assert!(viewer.get(page).await.status.is_client_error(), "{page}");
    }
    let mut english = Client::signed_in(&world, "expert").await;
    english.get("/lang/en?to=/").await;
    assert!(english.get(&sent.location).await.body.contains("Signed copy"));
}

#[tokio::test(flavor = "multi_thread")]
async fn workbooks_come_back_and_are_written_by_choice() {
    let (store, _folder) = sqlite().await;
    back(World::build(store).await).await;
    back(World::build(postgres().await).await).await;
}
