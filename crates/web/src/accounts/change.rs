//! Đặt lại mật khẩu, xóa xác thực hai lớp, kết thúc phiên, kết thúc tài khoản.

use super::invite::code;
use crate::error::Answer;
use crate::page::Posted;
use crate::state::WebState;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::AppError;
use vunggoc_app::account::Account;
use vunggoc_app::account::change::{end, forget_second_factor, reset, sign_out};
use vunggoc_core::{Id, Version};

pub(super) async fn send(
    State(state): State<WebState>,
    Path((id, act)): Path<(i64, String)>,
    posted: Posted,
) -> Answer {
    let Posted { visitor, fields } = posted;
    let (ctx, id) = (&visitor.ctx, Id::<Account>::new(id));
    let seen = Version(fields.number("version").unwrap_or(0));
    match act.as_str() {
        "reset" => return code(&state, &visitor, reset(ctx, id, seen).await?).await,
        "forget-second-factor" => forget_second_factor(ctx, id, seen).await?,
        "sign-out" => sign_out(ctx, id, seen).await?,
        "end" => end(ctx, id, seen).await?,
        _ => return Err(AppError::NotFound.into()),
    };
    Ok(Redirect::to(&format!("/accounts/{id}")).into_response())
}
