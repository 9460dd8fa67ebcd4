//! Mở đợt đánh giá.

use super::against;
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Problems};
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::evaluation::begin;
use vunggoc_app::listing::show::{ListingPage, show};
use vunggoc_core::Id;

#[derive(Template)]
#[template(path = "evaluation/begin.html")]
struct BeginPage {
    shell: Shell,
    page: ListingPage,
    fields: Fields,
    problems: Problems,
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    fields: Fields,
    problems: Problems,
) -> Result<BeginPage, WebError> {
    let page = show(&visitor.ctx, Id::new(id)).await?;
    let title = format!("{}: {}", visitor.lang.t("Mở đợt đánh giá", "Begin an evaluation"), page.unit);
    Ok(BeginPage { shell: Shell::new(state, visitor, title), page, fields, problems })
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    let fields = visitor.refill(Fields::of(&[("on", today.as_str())])).await?;
    draw(&form(&state, &visitor, id, fields, Problems::default()).await?)
}

pub(super) async fn send(State(state): State<WebState>, Path(id): Path<i64>, posted: Drafted) -> Answer {
    let Drafted { visitor, fields } = posted;
    let l = visitor.lang;
    let mut problems = Problems::default();
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let on = fields.need_day(&l, "on", &mut problems);
    if let Some(on) = on {
        match begin(&visitor.ctx, Id::new(id), on).await {
            Ok(id) => return Ok(Redirect::to(&format!("/evaluations/{id}")).into_response()),
            Err(error) => status = against(&l, error, &mut problems)?,
        }
    }
    draw_as(status, &form(&state, &visitor, id, fields, problems).await?)
}
