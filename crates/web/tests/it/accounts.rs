//! The first run, accounts, the second factor, the log of acts and what was being typed, through their pages.

use crate::client::{Client, Page};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use std::sync::Arc;
use tokio::sync::Notify;
use tower::ServiceExt as _;
use vunggoc_app::account::start::ready;
use vunggoc_app::rules::Rules;
use vunggoc_app::{App, Asked, installation};
use vunggoc_testkit::world::{PASSWORD, World, request};
use vunggoc_testkit::{noon, postgres, sqlite};
use vunggoc_web::{Data, Installation, Transport, WebState, first_run};

const NEW: &str = "ba-cây-đa-đầu-làng";

/// The value of the first thing on a page that stands between two texts.
fn between<'a>(page: &'a Page, before: &str, after: &str) -> &'a str {
    let from =
        page.body.find(before).unwrap_or_else(|| panic!("no {before} in {}", page.body)) + before.len();
    let rest = &page.body[from..];
    &rest[..rest.find(after).unwrap()]
}

fn csrf(page: &Page) -> String {
    between(page, "name=\"csrf\" value=\"", "\"").to_owned()
}

fn account(world: &World, login: &str) -> String {
    world.people.iter().find(|(l, _)| *l == login).unwrap().1.to_string()
}

async fn story(world: World) {
    let mut admin = Client::signed_in(&world, "admin").await;
    assert!(admin.get("/accounts").await.body.contains("Chuyên viên cơ quan thường trực"));
    let bad = admin
        .fill("/accounts/invite", &[("login", "x"), ("shown_name", "Người mới"), ("post", "Văn thư")])
        .await;
    assert_eq!((bad.status, bad.body.contains("Người mới")), (StatusCode::UNPROCESSABLE_ENTITY, true));
    let made = admin
        .fill("/accounts/invite", &[("login", "moi"), ("shown_name", "Người mới"), ("post", "Văn thư")])
        .await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let code = between(&made, "id=\"one-time-code\">", "<").to_owned();
    let id = between(&made, "href=\"/accounts/", "/grant").rsplit('/').next().unwrap().to_owned();
    let city = world.city.to_string();
    let grant = format!("/accounts/{id}/grant");
    let wish = [("role", "clerk"), ("unit", city.as_str()), ("from_on", "1/1/2024"), ("until_on", "")];
    assert_eq!(admin.fill(&grant, &wish[..1]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(admin.fill(&format!("{grant}?search=thanh+pho"), &wish).await.status, StatusCode::SEE_OTHER);

    let mut new = Client::new(&world);
    let differ = new.fill("/code", &[("code", &code), ("password", NEW), ("password_again", "x")]).await;
    assert_eq!(differ.status, StatusCode::UNPROCESSABLE_ENTITY);
    let set = new.fill("/code", &[("code", &code), ("password", NEW), ("password_again", NEW)]).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.body);
    let spent = new.fill("/code", &[("code", &code), ("password", NEW), ("password_again", NEW)]).await;
    assert_eq!(spent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        new.post("/sign-in", &[("login", "moi"), ("password", NEW)]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(new.get("/listings").await.status, StatusCode::OK);
    assert_eq!(new.get("/accounts").await.status, StatusCode::NOT_FOUND);
    assert!(new.get("/account/me").await.body.contains("Văn thư"));

    // A second tree: its root is founded by who sets up the installation, and grants can be given on it.
    let path = "/roots/state/found";
    let police =
        [("name", "Công an quận Mẫu 77"), ("level", "agency"), ("kind", "agency"), ("on", "1/1/2010")];
    let blank = admin.fill(path, &[("name", " "), ("level", "branch"), ("on", "hôm nay")]).await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["Nhập tên tổ chức", "Nhập ngày đúng dạng", "Chọn cấp"] {
        assert!(blank.body.contains(said), "{said}: {}", blank.body);
    }
    assert_eq!(admin.fill(path, &police).await.status, StatusCode::SEE_OTHER);
    assert!(admin.get("/roots").await.body.contains("Công an quận Mẫu 77"));
    assert!(admin.get(&format!("{grant}?search=cong+an+quan+mau+77")).await.body.contains("quận Mẫu 77"));
    assert_eq!(new.get("/roots").await.status, StatusCode::NOT_FOUND);
    assert_eq!(new.post(path, &police).await.status, StatusCode::FORBIDDEN, "no form of his own");

    let shown = admin.get(&format!("/accounts/{id}")).await;
    let (token, version) = (csrf(&shown), between(&shown, "name=\"version\" value=\"", "\"").to_owned());
    assert_eq!(version, "1", "the grant's version stands first on the page");
    let reset = |version: &'static str| {
        let token = token.clone();
        let path = format!("/accounts/{id}/reset");
        (path, [("csrf", token), ("version", version.to_owned())])
    };
    let (path, fields) = reset("1");
    let fields: Vec<_> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    assert_eq!(
        admin.post(&path, &fields).await.status,
        StatusCode::CONFLICT,
        "he set his password meanwhile"
    );
    let (path, fields) = reset("2");
    let fields: Vec<_> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let page = admin.post(&path, &fields).await;
    assert!(page.body.contains("one-time-code"), "{}", page.body);
    assert!(new.get("/listings").await.location.starts_with("/sign-in"), "his session ended");

    let audit = admin.get("/audit").await;
    assert!(audit.body.contains("Chuỗi niêm nguyên vẹn"), "{}", audit.body);
    assert!(admin.fill("/audit", &[("anchors", "9 zz")]).await.body.contains("Đầu chuỗi không đọc được"));
    let cut = format!("900 {} x", "ab".repeat(32));
    assert!(admin.fill("/audit", &[("anchors", &cut)]).await.body.contains("Chuỗi bị cắt cụt"));
}

#[tokio::test(flavor = "multi_thread")]
async fn invited_granted_and_reset_by_pages() {
    let (store, _folder) = sqlite().await;
    story(World::build(store).await).await;
    story(World::build(postgres().await).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_owes_a_second_factor_opens_only_its_page() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store.clone()).await;
    let app = App::new(store, ed25519_dalek::SigningKey::from_bytes(&[7; 32]), Asked::Required);
    let world = World { app, ..world };
    let mut expert = Client::signed_in(&world, "expert").await;
    for path in ["/", "/listings", "/units", "/account/me", "/api/listings"] {
        let page = expert.get(path).await;
        let back = if path == "/" { String::new() } else { format!("?to={}", path.replace('/', "%2F")) };
        assert_eq!(
            (page.status, page.location),
            (StatusCode::SEE_OTHER, format!("/account/second-factor{back}")),
            "{path}"
        );
    }
    let page = expert.get("/account/second-factor").await;
    let secret = between(&page, "<code>", "</code>").replace(' ', "");
    let picture = expert.get("/account/second-factor/qr.svg").await;
    assert!(picture.body.starts_with("<svg"), "{}", picture.body);
    assert_eq!(
        expert.fill("/account/second-factor", &[("code", "000000")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    let code = totp.generate(u64::try_from(noon().as_second()).unwrap()).to_string();
    assert_eq!(expert.fill("/account/second-factor", &[("code", &code)]).await.location, "/");
    assert_eq!(expert.get("/listings").await.status, StatusCode::OK);
    assert_eq!(
        expert.get("/account/second-factor/qr.svg").await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "the secret is not shown again"
    );

    let mut again = Client::signed_in(&world, "expert").await;
    assert_eq!(again.get("/").await.location, "/account/second-factor");
    let page = again.get("/account/second-factor").await;
    assert!(!page.body.contains("qr.svg"), "{}", page.body);
    let replayed = again.fill("/account/second-factor", &[("code", &code)]).await;
    assert_eq!(replayed.status, StatusCode::UNPROCESSABLE_ENTITY, "a code is good once");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_is_given_back_after_signing_in_again() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    let (mut expert, mut admin) =
        (Client::signed_in(&world, "expert").await, Client::signed_in(&world, "admin").await);
    let ward = world.communes[0].to_string();
    let token = csrf(&expert.get(&format!("/listings/propose?unit={ward}")).await);
    let path = format!("/accounts/{}", account(&world, "expert"));
    let page = admin.get(&path).await;
    let fields = [("csrf", csrf(&page)), ("version", "1".to_owned())];
    let fields: Vec<_> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    assert_eq!(admin.post(&format!("{path}/sign-out"), &fields).await.status, StatusCode::SEE_OTHER);

    let typed = [("csrf", token.as_str()), ("unit", &ward), ("reasons", "Khuyết bí thư quá sáu tháng")];
    let sent = expert.post("/listings/propose", &typed).await;
    assert_eq!(sent.location, "/sign-in?to=%2Flistings%2Fpropose");
    expert.post("/sign-in", &[("login", "expert"), ("password", PASSWORD)]).await;
    let me = expert.get("/account/me").await;
    assert!(me.body.contains("href=\"/listings/propose\""), "{}", me.body);
    let back = expert.get("/listings/propose").await;
    assert!(back.body.contains("Khuyết bí thư quá sáu tháng</textarea>"), "the form itself: {}", back.body);
    assert!(back.body.contains("đã được đưa lại") && !back.body.contains(&token), "{}", back.body);
    assert!(back.body.contains(&format!("name=\"unit\" value=\"{ward}\"")), "the unit is chosen again");
    let once = expert.get("/listings/propose").await;
    assert!(
        !once.body.contains("Khuyết bí thư") && !once.body.contains("đã được đưa lại"),
        "given back once"
    );
    let forget = [("csrf", csrf(&me)), ("path", "/listings/propose".to_owned())];
    let forget: Vec<_> = forget.iter().map(|(k, v)| (*k, v.as_str())).collect();
    assert_eq!(expert.post("/account/draft", &forget).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_run_serves_nothing_else_and_ends() {
    let (store, _folder) = sqlite().await;
    let app = App::new(store, ed25519_dalek::SigningKey::from_bytes(&[7; 32]), Asked::Required);
    let task = app.task("start", request());
    ready(&task).await.unwrap();
    let code = installation::open_first_run(&task).await.unwrap();
    let state = WebState {
        app: app.clone(),
        clock: Arc::new(|| (noon(), vunggoc_core::date(2024, 10, 15))),
        rules: Arc::new(Rules::shipped().unwrap()),
        installation: Installation::Connected,
        data: Data::Own,
        pdf: crate::client::pdf_reader(),
        transport: Transport::Loopback,
    };
    let done = Arc::new(Notify::new());
    let router = first_run::router(state, Arc::clone(&done));
    let get = async |path: &str| {
        let response = router.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
        (response.status(), response.headers().get(header::LOCATION).cloned())
    };
    assert_eq!(get("/first-run").await.0, StatusCode::OK);
    assert_eq!(get("/").await.1.unwrap(), "/first-run");
    for path in ["/sign-in", "/listings", "/accounts", "/api/listings"] {
        assert_eq!(get(path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    let send = async |changed: &[(&str, &str)]| {
        let all = [
            ("code", code.reveal()),
            ("kind", "connected"),
            ("number", "15-QĐ/TU"),
            ("decided_on", "1/9/2024"),
            ("body", "Ban Thường vụ Thành ủy Mẫu"),
            ("root", "Đảng bộ Thành phố Mẫu"),
            ("root_kind", "province"),
            ("root_on", "01/01/2010"),
            ("login", "quantri"),
            ("shown_name", "Người quản trị"),
            ("post", "Văn phòng"),
            ("password", NEW),
            ("password_again", NEW),
        ];
        let pairs =
            all.iter().map(|(k, v)| (*k, changed.iter().find(|(c, _)| c == k).map_or(*v, |(_, n)| *n)));
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let post = Request::post("/first-run").body(Body::from(body)).unwrap();
        let response = router.clone().oneshot(post).await.unwrap();
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let body = String::from_utf8(bytes.to_vec()).unwrap();
        assert_eq!(vunggoc_testkit::page::faults(&body), Vec::<String>::new(), "{body}");
        (status, body)
    };
    for (changed, message) in [
        (("decided_on", "31/2/2024"), "Nhập ngày"),
        (("password_again", "x"), "không giống nhau"),
        (("code", "aaaa-bbbb"), "Mã"),
    ] {
        let (status, body) = send(&[changed]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{changed:?}");
        assert!(
            body.contains(message) && body.contains("15-QĐ/TU") && !body.contains(NEW),
            "{changed:?} {body}"
        );
    }
    let (status, body) = send(&[]).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    done.notified().await;
    assert!(!installation::is_new(&task).await.unwrap());
}
