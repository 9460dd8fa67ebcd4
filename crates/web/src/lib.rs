//! Routes, forms, pages and the JSON interface.
//!
//! Invariants: no SQL and no store here, only use cases of `app` reached through a [`page::Visitor`], which only a
//! living session gives; every form that changes something brings back the session's token; every page is whole
//! without JavaScript; words for people are made here, Vietnamese and English side by side ([`lang::Lang::t`]), so
//! that neither can be missing. Deliberately not here: rules of the domain, dates computed, totals added up.

mod account;
mod accounts;
mod annulment;
mod api;
mod assets;
mod audit;
mod calendar;
mod error;
mod evaluation;
mod figure;
mod figures_audit;
pub mod first_run;
mod form;
mod home;
mod import;
mod intake;
pub mod lang;
mod listing;
mod page;
mod paper;
mod plan;
mod post;
mod pressing;
mod progress;
mod report;
mod said;
mod screening;
mod shell;
mod state;
mod task;
mod text;
mod unit;
mod upload;
mod words;

pub use state::{Clock, Data, Installation, PdfFault, PdfReader, PdfText, Transport, WebState};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::get;

/// The most bytes of a form without a file; texts of 64 KiB must fit even when every letter is escaped.
const FORM_LIMIT: usize = 1 << 20;

/// Every route of the program. Each is named in the authority test, or the test fails.
pub fn router(state: WebState) -> Router {
    Router::new()
        .merge(home::routes())
        .merge(account::routes())
        .merge(accounts::routes())
        .merge(audit::routes())
        .merge(unit::routes())
        .merge(calendar::routes())
        .merge(pressing::routes())
        .merge(listing::routes())
        .merge(annulment::routes())
        .merge(paper::routes())
        .merge(screening::routes())
        .merge(figure::routes())
        .merge(intake::routes())
        .merge(task::routes())
        .merge(post::routes())
        .merge(plan::routes())
        .merge(evaluation::routes())
        .merge(figures_audit::routes())
        .merge(progress::routes())
        .merge(report::routes())
        .merge(import::routes())
        .merge(api::routes())
        .route("/health", get(health))
        .route("/static/{*path}", get(assets::serve))
        .fallback(error::nothing_here)
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(map_response(safe_headers))
        .layer(tower_http::compression::CompressionLayer::new().gzip(true))
        .with_state(state)
}

async fn health() -> &'static str {
    "ok\n"
}

/// The policy of every answer: nothing from elsewhere, nothing inline, no framing, no sniffing, no keeping.
async fn safe_headers(mut response: Response) -> Response {
    let policy = "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; \
                  form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    let headers = response.headers_mut();
    for (name, value) in [
        ("content-security-policy", policy),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
    ] {
        if !headers.contains_key(name) {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}
