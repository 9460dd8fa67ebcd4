//! Hủy việc ghi nhận một tổ chức.

use crate::annulment::{FormPage, Subject, field_of};
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Problems};
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::AppError;
use vunggoc_app::unit::annul::{annul, dependents};
use vunggoc_app::unit::show::show;
use vunggoc_core::{Id, Version};

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    fields: Fields,
    problems: Problems,
) -> Result<FormPage, WebError> {
    let dependents = dependents(&visitor.ctx, Id::new(id)).await?;
    let unit = show(&visitor.ctx, Id::new(id), None).await?;
    let title = format!("{}: {}", visitor.lang.t("Hủy việc ghi nhận tổ chức", "Annul the unit"), unit.name);
    let subject =
        Subject { page: format!("/units/{id}"), name: unit.name, version: unit.version, dependents };
    Ok(FormPage { shell: Shell::new(state, visitor, title), subject, fields, problems })
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let fields = visitor.refill(Fields::default()).await?;
    draw(&form(&state, &visitor, id, fields, Problems::default()).await?)
}

pub(super) async fn send(
    State(state): State<WebState>,
    Path(id): Path<i64>,
    Drafted { visitor, fields }: Drafted,
) -> Answer {
    let seen = Version(fields.number("version").unwrap_or(0));
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let mut problems = Problems::default();
    match annul(&visitor.ctx, Id::new(id), seen, fields.get("reason").to_owned()).await {
        Ok(_) => return Ok(Redirect::to("/annulments").into_response()),
        Err(error @ (AppError::Broken(_) | AppError::Stale { .. } | AppError::Busy)) => {
            if let AppError::Stale { .. } = error {
                status = StatusCode::CONFLICT;
            }
            problems.add(field_of(&error), words::error(&visitor.lang, &error));
        }
        Err(other) => return Err(other.into()),
    }
    draw_as(status, &form(&state, &visitor, id, fields, problems).await?)
}
