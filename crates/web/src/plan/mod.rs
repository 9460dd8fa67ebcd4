//! Đề án, kế hoạch củng cố: its pages, from the draft to an amendment; one form for the whole text.

mod act;
mod begin;
mod cadres;
mod difference;
mod files;
mod issue;
pub(crate) mod list;
mod show;
pub(crate) mod words;
mod write;

use crate::import::UPLOAD_LIMIT;
use crate::state::WebState;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;

pub(crate) fn routes() -> Router<WebState> {
    Router::new()
        .route("/plans", get(list::page))
        .route("/listings/{id}/plan", get(begin::ask).post(begin::send))
        .route("/listings/{id}/cadres", get(cadres::ask).post(cadres::send))
        .route("/plans/{id}", get(show::page))
        .route("/plans/{id}/write", get(write::ask).post(write::send))
        .route("/plans/{id}/act/{act}", get(act::ask).post(act::send))
        .route(
            "/plans/{id}/issue",
            get(issue::ask).post(issue::send).layer(DefaultBodyLimit::max(UPLOAD_LIMIT)),
        )
        .route("/plans/{id}/difference", get(difference::page))
        .route("/plans/{id}/docx", get(files::docx))
        .route("/plans/{id}/editions/{no}/docx", get(files::copy))
        .route("/plans/{id}/editions/{no}/signed", get(files::signed))
}
