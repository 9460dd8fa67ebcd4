//! Tải xuống: the paper as it is, the kept copy of an edition, the signed file.

use crate::error::Answer;
use crate::page::Visitor;
use crate::report::attachment;
use crate::state::WebState;
use axum::extract::{Path, State};
use vunggoc_core::Id;

pub(super) async fn docx(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    Ok(attachment(vunggoc_app::plan::docx(&visitor.ctx, Id::new(id), &state.rules).await?))
}

pub(super) async fn copy(visitor: Visitor, Path((id, no)): Path<(i64, i64)>) -> Answer {
    Ok(attachment(vunggoc_app::plan::copy(&visitor.ctx, Id::new(id), no).await?))
}

pub(super) async fn signed(visitor: Visitor, Path((id, no)): Path<(i64, i64)>) -> Answer {
    Ok(attachment(vunggoc_app::plan::signed(&visitor.ctx, Id::new(id), no).await?))
}
