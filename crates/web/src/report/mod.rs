//! Báo cáo, tờ trình: list, draft, read, write, issue, correct, download.

mod create;
pub(crate) mod files;
mod issue;
mod list;
pub(crate) mod read;
mod view;

pub(crate) use files::attachment;

use crate::lang::Lang;
use crate::state::WebState;
use axum::Router;
use axum::routing::{get, post};

pub(crate) fn routes() -> Router<WebState> {
    Router::new()
        .route("/reports", get(list::page))
        .route("/reports/new", get(create::ask).post(create::send))
        .route("/reports/{id}", get(read::page).post(read::write))
        .route("/reports/{id}/figures", get(read::figures))
        .route("/reports/{id}/issue", get(issue::ask).post(issue::send))
        .route("/reports/{id}/correct", post(issue::correct))
        .route("/reports/{id}/docx", get(files::docx))
        .route("/reports/{id}/xlsx", get(files::xlsx))
}

/// The name of a kind of report.
pub(crate) fn kind(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "list" => l.t("Tờ trình đưa vào diện", "Submission to list"),
        "remove" => l.t("Tờ trình đưa ra khỏi diện", "Submission to remove"),
        _ => l.t("Báo cáo sơ kết, tổng kết", "Periodic report"),
    }
}
