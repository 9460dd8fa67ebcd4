//! Tải xuống: the document and its tables, as attachments that no browser runs.

use crate::error::Answer;
use crate::page::Visitor;
use crate::state::WebState;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse as _;
use vunggoc_app::file::File;
use vunggoc_core::Id;

pub(super) async fn docx(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let file = vunggoc_app::report::docx(&visitor.ctx, Id::new(id), &state.rules).await?;
    Ok(attachment(file))
}

pub(super) async fn xlsx(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let file = vunggoc_app::report::xlsx(&visitor.ctx, Id::new(id), &state.rules).await?;
    Ok(attachment(file))
}

/// A file of the store as an answer: saved and never opened in the page.
pub(crate) fn attachment(file: File) -> axum::response::Response {
    let name = format!("attachment; filename*=UTF-8''{}", crate::error::encode(&file.name));
    let heads = [
        (header::CONTENT_TYPE, file.media_type.as_str()),
        (header::CONTENT_DISPOSITION, name.as_str()),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"),
    ];
    (heads, file.bytes).into_response()
}
