//! Ghi nhận ban hành, and the correction of what was issued.

use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Problems};
use crate::listing::secrecies;
use crate::page::{Drafted, Posted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::AppError;
use vunggoc_app::report::{Issue, Stage, show};
use vunggoc_core::{Id, Version};

#[derive(Template)]
#[template(path = "report/issue.html")]
struct IssuePage {
    shell: Shell,
    id: i64,
    version: i64,
    title: String,
    fields: Fields,
    problems: Problems,
    secrecies: Vec<(String, String)>,
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    fields: Fields,
    problems: Problems,
) -> Result<IssuePage, WebError> {
    let page = show(&visitor.ctx, Id::new(id), &state.rules).await?;
    if !page.may_write || page.state != Stage::Draft {
        return Err(AppError::NotFound.into());
    }
    let l = visitor.lang;
    Ok(IssuePage {
        shell: Shell::new(state, visitor, l.t("Ghi nhận ban hành", "Record the issue")),
        id,
        version: page.version,
        title: page.paper.title(),
        fields,
        problems,
        secrecies: secrecies(l),
    })
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    let fields = Fields::of(&[("paper_on", today.as_str()), ("secrecy", "internal")]);
    let fields = visitor.refill(fields).await?;
    draw(&form(&state, &visitor, id, fields, Problems::default()).await?)
}

pub(super) async fn send(
    State(state): State<WebState>,
    Path(id): Path<i64>,
    Drafted { visitor, fields }: Drafted,
) -> Answer {
    let l = visitor.lang;
    let mut problems = Problems::default();
    let paper = crate::paper::read(&l, &fields, &mut problems);
    let seen = Version(fields.number("version").unwrap_or(0));
    if problems.is_empty() {
        let done =
            vunggoc_app::report::issue(&visitor.ctx, Id::new(id), seen, &state.rules, Issue { paper }).await;
        match done {
            Ok(id) => return Ok(Redirect::to(&format!("/reports/{id}")).into_response()),
            Err(error @ (AppError::Broken(_) | AppError::Stale { .. } | AppError::Busy)) => {
                problems.add("", words::error(&l, &error));
            }
            Err(other) => return Err(other.into()),
        }
    }
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &form(&state, &visitor, id, fields, problems).await?)
}

pub(super) async fn correct(Path(id): Path<i64>, posted: Posted) -> Answer {
    let new = vunggoc_app::report::correct(&posted.visitor.ctx, Id::new(id)).await?;
    Ok(Redirect::to(&format!("/reports/{new}")).into_response())
}
