//! Kiểm tra số liệu của một văn bản đang soạn: who may ask.
//!
//! Invariant: nothing of the text is stored, recorded as an event or logged; a use case without a change. The audit
//! itself is a pure crate of its own, which the pages call.

use crate::{Answer, Ctx};
use vunggoc_core::access::Action;

/// Leave to have figures checked; who has none does not know of the page.
///
/// # Errors
/// [`AppError::NotFound`] without the right.
pub async fn leave(ctx: &Ctx) -> Answer<()> {
    ctx.look().await?.leave_anywhere(Action::AuditFigures).await
}
