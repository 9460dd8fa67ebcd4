//! Kiểm tra số liệu của một văn bản đang soạn: who may ask, and the text of the file that is brought.
//!
//! Invariant: nothing of the text is stored, recorded as an event or logged; a use case without a change. The audit
//! itself is a pure crate of its own, which the pages call.

use crate::file::File;
use crate::{Answer, AppError, Ctx, Rule};
use vunggoc_core::access::Action;
use vunggoc_sheets::{Limits, prose};

/// The most bytes that the parts of one file unpack to.
const UNPACKED_LIMIT: u64 = 64 << 20;

/// Leave to have figures checked; who has none does not know of the page.
///
/// # Errors
/// [`AppError::NotFound`] without the right.
pub async fn leave(ctx: &Ctx) -> Answer<()> {
    ctx.look().await?.leave_anywhere(Action::AuditFigures).await
}

/// The text of a .docx, .xlsx, .xls, .csv, .txt or .md file, held in memory only.
///
/// # Errors
/// [`AppError::NotFound`] without the right; [`Rule::Sheet`] with what is wrong with the file.
pub async fn read(ctx: &Ctx, file: File) -> Answer<String> {
    leave(ctx).await?;
    let limits = Limits { n_unpacked: UNPACKED_LIMIT, ..Limits::default() };
    let read = tokio::task::spawn_blocking(move || prose(&file.bytes, &file.name, &limits)).await;
    let text = read.map_err(|e| AppError::fault(e.to_string()))?;
    text.map_err(|error| AppError::Broken(Rule::Sheet(error)))
}
