//! The chain of a listing through its pages, in both languages, and what each person may open.

use crate::client::Client;
use axum::http::StatusCode;
use vunggoc_testkit::world::World;
use vunggoc_testkit::{postgres, sqlite};

const DECISION: &[(&str, &str)] = &[
    ("body", "Ban Thường vụ Thành ủy Mẫu"),
    ("form", "meeting"),
    ("decided_on", "1/2/2024"),
    ("n_summoned", "15"),
    ("n_present", "14"),
    ("n_agreed", "14"),
    ("paper_number", "11-QĐ/TU"),
    ("paper_on", "02/02/2024"),
    ("paper_issuer", "Thành ủy Mẫu"),
    ("secrecy", "open"),
];

async fn chain(world: World) {
    let mut district = Client::signed_in(&world, "district").await;
    let ward = world.communes[0];
    let found = district.get("/listings/propose?search=phuong+mau+01-01").await;
    assert!(found.body.contains(&format!("/listings/propose?unit={ward}")), "{}", found.body);
    let path = format!("/listings/propose?unit={ward}");
    let wrong =
        district.fill(&path, &[("on", "31/2/2024"), ("by", ""), ("reasons", "Khuyết bí thư <b>")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.body.contains("31/2/2024") && wrong.body.contains("Khuyết bí thư &#60;b&#62;"),
        "what was typed is kept"
    );
    let fields = [
        ("on", "10/01/2024"),
        ("by", "Ban Thường vụ Quận ủy Mẫu 01"),
        ("reasons", "Khuyết bí thư quá 3 tháng"),
    ];
    let done = district.fill(&path, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let listing = done.location;

    let mut expert = Client::signed_in(&world, "expert").await;
    assert!(expert.get("/").await.body.contains("Đề xuất chờ quyết định"));
    let decide = format!("{listing}/decide/open");
    let city = world.city.to_string();
    let mut fields = vec![
        ("on", "05/02/2024"),
        ("tier", "upper"),
        ("status", "weak"),
        ("group", "1"),
        ("owner", city.as_str()),
    ];
    fields.extend(DECISION);
    let wrong = expert.fill(&decide, &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "the due date is missing");
    assert!(wrong.body.contains("11-QĐ/TU"), "what was typed is kept");
    fields.push(("due_on", "05/02/2025"));
    assert_eq!(expert.fill(&decide, &fields).await.status, StatusCode::SEE_OTHER);
    let page = expert.get(&listing).await;
    assert!(page.body.contains("11-QĐ/TU") && page.body.contains("05/02/2025"), "{}", page.body);

    let mut secret = vec![("on", "01/06/2024"), ("result", "Đã kiện toàn")];
    secret.extend(DECISION.iter().filter(|(k, _)| *k != "secrecy"));
    secret.extend([("secrecy", "secret"), ("paper_about", "nội dung")]);
    let refused = expert.fill(&format!("{listing}/decide/remove"), &secret).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("không nhập trích yếu"));

    let flow = expert.get("/listings/flow?from=01/01/2024&to=30/06/2024").await;
    assert!(flow.body.contains("column=listed"), "{}", flow.body);
    let behind = expert
        .get(&format!(
            "/listings/flow/behind?from=2024-01-01&to=2024-06-30&under={city}&tier=upper&column=listed"
        ))
        .await;
    assert!(behind.body.contains(&listing), "{}", behind.body);
    for path in [
        "/",
        "/listings",
        "/listings/flow",
        "/units",
        listing.as_str(),
        "/listings?tier=upper&status=weak&text=mau",
    ] {
        expert.get("/lang/en?to=/").await;
        let mut english = Client::signed_in(&world, "leader").await;
        assert_eq!(english.get(path).await.status, StatusCode::OK, "{path}");
    }
    let json = Client::signed_in(&world, "leader").await.get("/api/listings").await;
    assert!(json.body.contains("\"tier\":\"upper\""), "{}", json.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chain_of_a_listing() {
    let (store, _folder) = sqlite().await;
    chain(World::build(store).await).await;
    chain(World::build(postgres().await).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_its_token_is_refused_and_strangers_sign_in_first() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    let mut expert = Client::signed_in(&world, "expert").await;
    let ward = world.communes[0].to_string();
    let fields = [("unit", ward.as_str()), ("on", "10/01/2024"), ("by", "x"), ("reasons", "y")];
    assert_eq!(expert.post("/listings/propose", &fields).await.status, StatusCode::FORBIDDEN);
    let page = Client::new(&world).get("/listings?tier=upper").await;
    assert_eq!(
        (page.status, page.location.as_str()),
        (StatusCode::SEE_OTHER, "/sign-in?to=%2Flistings%3Ftier%3Dupper")
    );
}
