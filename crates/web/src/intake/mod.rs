//! Nhận biểu: upload workbooks that came back, see totals, missing, late and mismatched on one page, write.

mod show;
mod upload;
mod words;

use crate::state::WebState;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

/// The most bytes of one upload, all files together.
const UPLOAD_LIMIT: usize = 64 << 20;

pub(crate) fn routes() -> Router<WebState> {
    let limit = DefaultBodyLimit::max(UPLOAD_LIMIT);
    Router::new()
        .route("/figures/{form}/{period}/intake", get(upload::ask).post(upload::send).layer(limit))
        .route("/figures/intakes/{id}", get(show::page))
        .route("/figures/intakes/{id}/write", post(show::write))
}

pub(crate) use show::show_json;
