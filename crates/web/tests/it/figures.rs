//! Figures through their pages: entered, refused with what was typed kept, sent, closed, added up.

use crate::client::Client;
use axum::http::StatusCode;
use vunggoc_testkit::sqlite;
use vunggoc_testkit::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn entered_sent_closed_and_added_up() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    let mut expert = Client::signed_in(&world, "expert").await;
    let ward = world.communes[0].to_string();
    let cell = |indicator: &str| format!("c:{ward}:{indicator}:0:");
    let (due, overdue) = (cell("petitions.due"), cell("petitions.overdue"));
    let path = "/figures/M02/2024-H1/enter";
    let refused = expert.fill(path, &[(&due, "1.250"), (&overdue, "mười <b>")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("mười &#60;b&#62;") && refused.body.contains("không phải là số"),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("value=\"1250\""), "what could be written was");
    let written = expert.fill(path, &[(&overdue, "25")]).await;
    assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", written.body);
    assert!(expert.get(&written.location).await.body.contains("Đã ghi 1 số liệu"));

    let totals = expert.get("/figures/M02/2024-H1/totals").await;
    assert!(totals.body.contains("1.250") && totals.body.contains("2,0% (25/1.250)"), "{}", totals.body);
    assert!(totals.body.contains("đã có 1/4"), "missing is not zero: {}", totals.body);

    let returns = expert.get("/figures/M02/2024-H1").await;
    assert!(returns.body.contains("Quá hạn chưa gửi"));
    let at = returns.body.find("/figures/returns/").unwrap();
    let send = returns.body[at..].split('"').next().unwrap().to_owned();
    assert_eq!(expert.fill(&send, &[("on", "01/10/2024")]).await.status, StatusCode::SEE_OTHER);
    let close = send.replace("/send", "/close");
    let unsigned = expert.fill(&close, &[("on", "02/10/2024"), ("copy", " ")]).await;
    assert_eq!(unsigned.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsigned.body.contains("Nhập số, ký hiệu của bản ký"), "{}", unsigned.body);
    let closed = expert.fill(&close, &[("on", "02/10/2024"), ("copy", "12-BC/ĐU")]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER);
    assert!(expert.get("/figures/M02/2024-H1").await.body.contains("12-BC/ĐU"));

    let out = expert.get("/figures/M02/2024-H1/workbooks").await;
    assert!(out.status == StatusCode::OK && out.body.starts_with("PK"), "{}", out.status);
    let unit = format!("/units/{ward}/figures");
    let past = format!("/figures/past?indicator=petitions.due&period=2024-H1&unit={ward}");
    for page in
        ["/figures", "/figures/catalogue", "/figures/M01/2024-H1", "/figures/M07/2023/enter", &unit, &past]
    {
        assert_eq!(expert.get(page).await.status, StatusCode::OK, "{page}");
    }
    let json = expert.get("/api/figures/M02/2024-H1/totals").await;
    assert!(json.body.contains("\"n_expected\":4"), "{}", json.body);
    for page in ["/figures/M02/2024-13", "/figures/M99/2024-H1", "/figures/M02/2024"] {
        assert_eq!(expert.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    let mut clerk = Client::signed_in(&world, "clerk").await;
    for page in ["/figures", "/figures/M02/2024-H1", &unit] {
        assert_eq!(clerk.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    let mut viewer = Client::signed_in(&world, "viewer").await;
    assert_eq!(viewer.get("/figures/M02/2024-H1/totals").await.status, StatusCode::OK);
}
