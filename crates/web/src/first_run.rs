//! Trước khi nhập dữ liệu: the first run, the only page there is until it is through.
//!
//! It is opened by the one-time code on the terminal, and there is no session yet: the code stands in for it.

use crate::account::address;
use crate::error::{Answer, draw, draw_as, nothing_here};
use crate::form::{Fields, Need, Problems};
use crate::page::{lang_of, request_id};
use crate::shell::Shell;
use crate::state::WebState;
use crate::{assets, safe_headers, words};
use askama::Template;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::map_response;
use axum::response::Redirect;
use axum::routing::get;
use axum::{Extension, Router};
use std::sync::Arc;
use tokio::sync::Notify;
use vunggoc_app::AppError;
use vunggoc_app::account::OneTimeCode;
use vunggoc_app::installation::{Declaration, FirstRun, Kind, finish_first_run};
use vunggoc_core::Date;

/// The wizard; `done` is told when it is through.
pub fn router(state: WebState, done: Arc<Notify>) -> Router {
    Router::new()
        .route("/first-run", get(ask).post(send))
        .route("/", get(async || Redirect::to("/first-run")))
        .route("/health", get(async || "first run\n"))
        .route("/static/{*path}", get(assets::serve))
        .fallback(nothing_here)
        .layer(Extension(done))
        .layer(map_response(safe_headers))
        .with_state(state)
}

/// A value and its words, as a choice offers them.
type Choice = (&'static str, String);

#[derive(Template)]
#[template(path = "first_run/form.html")]
struct FormPage {
    shell: Shell,
    kinds: Vec<Choice>,
    roots: Vec<Choice>,
    fields: Fields,
    problems: Problems,
}

#[derive(Template)]
#[template(path = "first_run/done.html")]
struct DonePage {
    shell: Shell,
}

/// The organisations that can stand at the top: the code that is sent, then kind and level.
const ROOTS: [(&str, &str, &str, &str, &str); 4] = [
    ("province", "city", "province", "Đảng bộ tỉnh, thành phố", "Party committee of a province or city"),
    (
        "upper",
        "district",
        "upper",
        "Đảng bộ cấp trên trực tiếp của tổ chức cơ sở đảng",
        "Committee directly above base organisations",
    ),
    ("block", "block", "upper", "Đảng bộ khối, đảng bộ các cơ quan", "Block committee"),
    ("commune", "commune", "base", "Đảng bộ xã, phường, đặc khu", "Party committee of a commune or ward"),
];

fn form(state: &WebState, parts: &Parts, fields: Fields, problems: Problems) -> FormPage {
    let l = lang_of(parts);
    let shell =
        Shell::anyone(state, l, "/first-run", l.t("Trước khi nhập dữ liệu", "Before any data is entered"));
    let kinds = vec![
        (
            Kind::Connected.tag(),
            l.t("Mạng thường – không nhập bí mật nhà nước", "Connected network – no state secrets")
                .to_owned(),
        ),
        (
            Kind::IsolatedLan.tag(),
            l.t(
                "Mạng LAN độc lập – mọi lần xuất, in đều được ghi lại",
                "Isolated LAN – every export and print is logged",
            )
            .to_owned(),
        ),
    ];
    let roots = ROOTS.iter().map(|(code, _, _, vi, en)| (*code, l.t(vi, en).to_owned())).collect();
    FormPage { shell, kinds, roots, fields, problems }
}

async fn ask(State(state): State<WebState>, parts: Parts) -> Answer {
    let fields = Fields::of(&[("kind", Kind::Connected.tag()), ("root_on", "01/01/2010")]);
    draw(&form(&state, &parts, fields, Problems::default()))
}

async fn send(
    State(state): State<WebState>,
    Extension(done): Extension<Arc<Notify>>,
    parts: Parts,
    body: Bytes,
) -> Answer {
    let (fields, l) = (Fields::parse(&body), lang_of(&parts));
    let mut problems = Problems::default();
    let (decided_on, root_on) = check(&fields, &parts, &mut problems);
    if let (true, Some(decided_on), Some(root_on)) = (problems.is_empty(), decided_on, root_on) {
        let run = read(&fields, decided_on, root_on);
        let request = state.request(request_id());
        tracing::info!(address = address(&parts.extensions), "first run");
        match finish_first_run(&state.app, run, request).await {
            Ok(()) => {
                done.notify_one();
                let title = l.t("Đã khai báo xong", "Ready");
                return draw(&DonePage { shell: Shell::anyone(&state, l, "/first-run", title) });
            }
            Err(error @ (AppError::Broken(_) | AppError::Refused(_) | AppError::Busy)) => {
                problems.add("", words::error(&l, &error));
            }
            Err(other) => return Err(other.into()),
        }
    }
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &form(&state, &parts, fields, problems))
}

fn check(fields: &Fields, parts: &Parts, problems: &mut Problems) -> (Option<Date>, Option<Date>) {
    let l = lang_of(parts);
    let texts = [
        (
            "code",
            l.t(
                "Nhập mã dùng một lần trên màn hình máy chủ",
                "Enter the one-time code shown on the server's terminal",
            ),
        ),
        ("number", l.t("Nhập số văn bản quyết định", "Enter the number of the decision")),
        ("body", l.t("Nhập cơ quan quyết định", "Enter the deciding body")),
        ("root", l.t("Nhập tên đảng bộ", "Enter the name of the committee")),
        ("login", l.t("Nhập tên đăng nhập", "Enter a user name")),
        ("shown_name", l.t("Nhập họ tên", "Enter a name")),
        ("post", l.t("Nhập chức danh", "Enter the post")),
    ];
    for (name, message) in texts {
        problems.need(Need::text(fields.get(name)), name, message);
    }
    let decided_on = fields.need_day(&l, "decided_on", problems);
    let root_on = fields.need_day(&l, "root_on", problems);
    if fields.get("password") != fields.get("password_again") {
        problems
            .add("password_again", l.t("Hai lần nhập mật khẩu không giống nhau", "The two passwords differ"));
    }
    (decided_on, root_on)
}

fn read(fields: &Fields, decided_on: Date, root_on: Date) -> FirstRun {
    let root = ROOTS.iter().find(|(code, ..)| fields.is("root_kind", code)).unwrap_or(&ROOTS[0]);
    FirstRun {
        code: OneTimeCode::typed(fields.get("code")),
        declaration: Declaration {
            kind: Kind::from_tag(fields.get("kind")).unwrap_or(Kind::Connected),
            number: fields.get("number").into(),
            decided_on,
            body: fields.get("body").into(),
        },
        root: (fields.get("root").trim().into(), root.1.into(), root.2.into(), root_on),
        login: fields.get("login").trim().into(),
        shown_name: fields.get("shown_name").trim().into(),
        post: fields.get("post").trim().into(),
        password: fields.get("password").into(),
    }
}
