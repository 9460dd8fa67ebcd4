//! Đăng nhập, đăng xuất, ngôn ngữ; xác thực hai lớp; mã dùng một lần; tài khoản của tôi.

mod code;
mod me;
mod second_factor;

use crate::error::{Answer, draw, draw_as};
use crate::form::Fields;
use crate::page::{COOKIE, Posted, cookie, lang_of, request_id, way_back};
use crate::shell::Shell;
use crate::state::{Transport, WebState};
use crate::words;
use askama::Template;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use vunggoc_app::AppError;
use vunggoc_app::account::{Token, session, sign_in};

pub(crate) fn routes() -> Router<WebState> {
    Router::new()
        .route("/sign-in", get(ask).post(enter))
        .route("/sign-out", post(leave))
        .route("/lang/{code}", get(speak))
        .route("/code", get(code::ask).post(code::send))
        .route("/account/second-factor", get(second_factor::ask).post(second_factor::send))
        .route("/account/second-factor/qr.svg", get(second_factor::picture))
        .route("/account/me", get(me::show))
        .route("/account/password", post(me::password))
        .route("/account/session", post(me::end))
        .route("/account/notice", post(me::dismiss))
        .route("/account/draft", post(me::forget))
}

#[derive(Debug, Deserialize)]
struct Back {
    #[serde(default)]
    to: String,
}

#[derive(Template)]
#[template(path = "account/sign_in.html")]
struct SignInPage {
    shell: Shell,
    to: String,
    login: String,
    problem: Option<String>,
}

async fn ask(
    State(state): State<WebState>,
    Query(back): Query<Back>,
    parts: axum::http::request::Parts,
) -> Answer {
    let lang = lang_of(&parts);
    let shell = Shell::anyone(&state, lang, "/sign-in", lang.t("Đăng nhập", "Sign in"));
    draw(&SignInPage { shell, to: way_back(&back.to).to_owned(), login: String::new(), problem: None })
}

async fn enter(State(state): State<WebState>, parts: axum::http::request::Parts, body: Bytes) -> Answer {
    let (fields, lang) = (Fields::parse(&body), lang_of(&parts));
    let attempt = sign_in::Attempt {
        login: fields.get("login").to_owned(),
        password: fields.get("password").to_owned(),
        from_address: address(&parts.extensions),
    };
    let to = way_back(fields.get("to")).to_owned();
    match sign_in::sign_in(&state.app, attempt, state.request(request_id())).await {
        Ok(token) => Ok(with_cookie(&state, token.reveal(), Redirect::to(&to).into_response())),
        Err(error @ AppError::Refused(_)) => {
            let shell = Shell::anyone(&state, lang, "/sign-in", lang.t("Đăng nhập", "Sign in"));
            let problem = Some(words::error(&lang, &error));
            let page = SignInPage { shell, to, login: fields.get("login").to_owned(), problem };
            draw_as(StatusCode::UNAUTHORIZED, &page)
        }
        Err(other) => Err(other.into()),
    }
}

/// Where a request comes from: the peer.
pub(crate) fn address(extensions: &axum::http::Extensions) -> String {
    extensions
        .get::<axum::extract::ConnectInfo<std::net::SocketAddr>>()
        .map_or_else(|| "local".to_owned(), |info| info.0.ip().to_string())
}

fn with_cookie(state: &WebState, value: &str, mut response: Response) -> Response {
    let secure = if state.transport == Transport::Tls { "; Secure" } else { "" };
    let age = if value.is_empty() { "; Max-Age=0" } else { "" };
    let cookie = format!("{COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
    if let Ok(cookie) = cookie.parse() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The token of the session's cookie.
fn token_of(headers: &HeaderMap) -> Result<Token, AppError> {
    let mut parts = axum::http::Request::new(()).into_parts().0;
    parts.headers = headers.clone();
    cookie(&parts, COOKIE).map(|token| Token::from_cookie(&token)).ok_or(AppError::NotFound)
}

async fn leave(State(state): State<WebState>, headers: HeaderMap, posted: Posted) -> Answer {
    if let Ok(token) = token_of(&headers) {
        session::end(&state.app, &token, posted.visitor.ctx.request().clone()).await?;
    }
    Ok(with_cookie(&state, "", Redirect::to("/sign-in").into_response()))
}

async fn speak(Path(code): Path<String>, Query(back): Query<Back>) -> Answer {
    let mut response = Redirect::to(way_back(&back.to)).into_response();
    if let Some(lang) = crate::lang::Lang::from_code(&code)
        && let Ok(cookie) = format!("lang={}; Path=/; Max-Age=31536000; SameSite=Lax", lang.code()).parse()
    {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
