//! Nhiệm vụ: the list, one task with its acts and evidence, grounds with their tables, giving tasks by hand.

pub(crate) mod act;
mod carry;
mod evidence;
mod give;
pub(crate) mod ground;
pub(crate) mod list;
mod notice;
pub(crate) mod show;
pub(crate) mod words;

use crate::lang::Lang;
pub(crate) use crate::listing::Choice;
use crate::state::WebState;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use vunggoc_core::task::Progress;
use vunggoc_core::task::ground::Kind;

/// A file of 25 MiB and the fields around it.
const UPLOAD_LIMIT: usize = vunggoc_app::file::FILE_LIMIT + (1 << 20);

pub(crate) fn routes() -> Router<WebState> {
    Router::new()
        .route("/tasks", get(list::page))
        .route("/tasks/give", get(give::ask).post(give::send))
        .route("/tasks/export", get(list::export))
        .route(
            "/tasks/notice",
            get(notice::ask).post(notice::send).layer(DefaultBodyLimit::max(crate::text::UPLOAD_LIMIT)),
        )
        .route("/tasks/notice/give", post(notice::confirm))
        .route("/tasks/{id}", get(show::page))
        .route("/tasks/{id}/act/{act}", get(act::ask).post(act::send))
        .route(
            "/tasks/{id}/evidence",
            get(evidence::ask).post(evidence::send).layer(DefaultBodyLimit::max(UPLOAD_LIMIT)),
        )
        .route("/tasks/{id}/evidence/{evidence}", get(evidence::file))
        .route("/grounds", get(ground::list_page))
        .route("/grounds/{id}", get(ground::page))
        .route("/grounds/{id}/export", get(ground::export))
        .route("/grounds/{id}/more", get(give::ask_more).post(give::send_more))
        .route("/grounds/{id}/carry", get(carry::ask).post(carry::send))
}

fn kinds(l: Lang) -> Vec<Choice> {
    Kind::ALL.iter().map(|k| (k.tag().to_owned(), words::kind(&l, k.tag()).to_owned())).collect()
}

fn progresses(l: Lang) -> Vec<Choice> {
    Progress::ALL.iter().map(|p| (p.tag().to_owned(), words::progress(&l, p.tag()).to_owned())).collect()
}
