//! Which forms keep what was being typed when a session ended, and that each of them gives it back, once.

use crate::authority::{Things, routes};
use crate::client::Client;
use axum::http::StatusCode;
use vunggoc_testkit::sqlite;
use vunggoc_testkit::world::World;

const TYPED: &str = "Nội dung đang nhập dở";

/// The field of a route's form that a person types into.
fn field(route: &str, unit: &str, form: &str) -> String {
    let name = match route {
        "/figures/{form}/{period}/enter" => return format!("c:{unit}:petitions.overdue:0:"),
        "/reports/{id}" => {
            form.split("name=\"slot-").nth(1).and_then(|r| r.split('"').next()).map_or("", |s| s)
        }
        "/reports/new" => "place",
        "/tasks/{id}/act/{act}" => "words",
        "/tasks/give" | "/grounds/{id}/more" => "content",
        "/units/{id}/posts/found" => "name",
        "/units/{id}/posts/{post}/{act}" => "holder",
        "/units/{id}/charges/begin" => "helper",
        r if r.ends_with("/annul") || r.contains("/correct/") => "reason",
        r if r.starts_with("/figures/returns") => "on",
        r if r.contains("/decide/") => "body",
        r if r.ends_with("/propose") || r == "/explanations/{id}" => "by",
        _ => "paper_issuer",
    };
    if route == "/reports/{id}" { format!("slot-{name}") } else { name.to_owned() }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_route_keeps_or_forgets_as_it_says_and_gives_back_once() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    let things = Things::make(&world).await;
    let ward = world.communes[0].to_string();
    let mut table = String::new();
    for (route, method) in routes() {
        if method != "POST" || ["/sign-in", "/code", "/first-run"].contains(&route.as_str()) {
            continue;
        }
        let login = if route.starts_with("/explanations") { "base" } else { "expert" };
        let mut person = Client::signed_in(&world, login).await;
        let path = things.concrete(&route);
        let form = person.get(&path).await.body;
        let name = field(&route, &ward, &form);
        person.lose_session().await;
        let sent = person
            .post(&path, &[(&name, TYPED), ("password", "mật khẩu"), ("unit", &ward), ("csrf", "x")])
            .await;
        // A file is sent in parts; whoever reads such a form does not look at it before the session.
        assert!(sent.location.starts_with("/sign-in"), "{route}: {} {}", sent.status, sent.body);
        person.sign_in(login).await;
        let kept = person.get("/account/me").await.body.contains(&format!("href=\"{path}\">Mở biểu mẫu"));
        table += &format!("{route:<56} {}\n", if kept { "kept" } else { "forgotten" });
        if !kept {
            continue;
        }
        let form = person.get(&path).await;
        assert_eq!(form.status, StatusCode::OK, "{route} keeps what it cannot give back: {}", form.body);
        assert!(form.body.contains(TYPED) && form.body.contains("đã được đưa lại"), "{route}: {}", form.body);
        assert!(!form.body.contains("mật khẩu"), "{route}");
        assert!(!person.get(&path).await.body.contains(TYPED), "{route} gives back twice");
    }
    insta::assert_snapshot!(table);
}
