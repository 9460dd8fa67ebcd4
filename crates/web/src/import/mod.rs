//! Nhập tệp bảng tính: upload, point at columns and names, see every problem, write all or nothing.

mod show;
mod upload;
mod words;

use crate::state::WebState;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

pub(crate) use words::{problem, read_error};

/// The most bytes of an upload: a file of 25 MiB and the fields around it.
pub(crate) const UPLOAD_LIMIT: usize = vunggoc_app::file::FILE_LIMIT + (1 << 20);

pub(crate) fn routes() -> Router<WebState> {
    Router::new()
        .route("/imports", get(upload::ask).post(upload::send).layer(DefaultBodyLimit::max(UPLOAD_LIMIT)))
        .route("/imports/{id}", get(show::page).post(show::choose))
        .route("/imports/{id}/write", post(show::write))
}
