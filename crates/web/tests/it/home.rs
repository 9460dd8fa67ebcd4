//! The first page of each person says what needs attention today; the pictures stand beside their tables.

use crate::authority::Things;
use crate::client::Client;
use axum::http::StatusCode;
use vunggoc_testkit::sqlite;
use vunggoc_testkit::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn each_person_is_told_what_needs_attention_first() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    Things::make(&world).await;
    for (login, told) in [
        ("expert", &["Đề xuất chờ quyết định", "Biểu đồ", "ghi nhận quyết định", "Báo cáo đang dự thảo"][..]),
        ("leader", &["Đề xuất chờ quyết định", "Nội dung cần đôn đốc"]),
        ("clerk", &["ghi nhận quyết định"]),
        ("base", &["55-CV/BTCTU", "trả lời đến", "quá hạn chưa gửi", "/enter?under="]),
        ("viewer", &["Biểu của các kỳ vừa kết thúc", "quá hạn chưa gửi", "Tra cứu tổ chức"]),
        ("admin", &["Niêm phong gần nhất", "chưa sao lưu lần nào", "Phải có xác thực hai lớp mà chưa lập"]),
    ] {
        let mut person = Client::signed_in(&world, login).await;
        let page = person.get("/").await;
        for text in told {
            assert!(page.body.contains(text), "{login} is not told {text}: {}", page.body);
        }
        person.get("/lang/en?to=/").await;
        assert_eq!(person.get("/").await.status, StatusCode::OK);
    }
    let admin = Client::signed_in(&world, "admin").await.get("/").await;
    assert!(!admin.body.contains("Mẫu 01"), "no data of the domain: {}", admin.body);
    let leader = Client::signed_in(&world, "leader").await.get("/").await;
    assert!(!leader.body.contains("ghi nhận quyết định"), "he records none");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_picture_has_its_table_and_every_year_opens_its_listings() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    let mut expert = Client::signed_in(&world, "expert").await;
    assert!(expert.get("/listings/pictures").await.body.contains("Chưa có tổ chức nào"));
    let ward = world.communes[0].to_string();
    let proposal = [("on", "10/01/2023"), ("by", "Ban Thường vụ"), ("reasons", "Khuyết bí thư")];
    let listing = expert.fill(&format!("/listings/propose?unit={ward}"), &proposal).await.location;
    let city = world.city.to_string();
    let decision = [
        ("on", "01/02/2023"),
        ("due_on", "01/02/2025"),
        ("tier", "upper"),
        ("status", "weak"),
        ("group", "1"),
        ("owner", city.as_str()),
        ("body", "Ban Thường vụ Thành ủy Mẫu"),
        ("form", "meeting"),
        ("decided_on", "1/2/2023"),
        ("n_summoned", "15"),
        ("n_present", "14"),
        ("n_agreed", "14"),
        ("paper_number", "11-QĐ/TU"),
        ("paper_on", "01/02/2023"),
        ("paper_issuer", "Thành ủy Mẫu"),
        ("secrecy", "open"),
    ];
    let opened = expert.fill(&format!("{listing}/decide/open"), &decision).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let page = expert.get("/listings/pictures").await.body;
    assert_eq!(page.matches("<figure class=\"chart\"").count(), 4);
    assert_eq!(page.matches("<table").count(), 4, "each with its table behind it");
    let behind = page.split("href=\"").find(|r| r.contains("behind") && r.contains("=listed\"")).unwrap();
    let behind = behind.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
    assert!(expert.get(&behind).await.body.contains(&listing), "{behind}");
    assert!(expert.get("/api/listings/pictures").await.body.contains("\"n_closing\":1"));
    let mut viewer = Client::signed_in(&world, "viewer").await;
    assert_eq!(viewer.get("/listings/pictures").await.status, StatusCode::NOT_FOUND);
}
