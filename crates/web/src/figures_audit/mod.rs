//! Kiểm tra số liệu: paste a text or bring a file, and see it with its figures marked.
//!
//! Invariants: the text lives in the memory of one request; it is no draft (its form is read only after the session was
//! found, so that nothing is kept where one has ended), carries no idempotency key, makes no event and no line of the
//! log; the answer goes to the person who sent it and may not be cached.

mod page;
mod send;
mod view;

use crate::state::WebState;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;

pub(crate) fn routes() -> Router<WebState> {
    Router::new().route(
        "/figures-audit",
        get(page::ask).post(send::send).layer(DefaultBodyLimit::max(crate::text::UPLOAD_LIMIT)),
    )
}
