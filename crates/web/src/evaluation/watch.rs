//! Theo dõi sau củng cố.

use super::{against, words};
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::page::{Posted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::evaluation::{Note, WatchLine, WatchPage as Page, note, watch_page, watches};
use vunggoc_core::Id;
use vunggoc_core::evaluation::Stretch;

#[derive(Template)]
#[template(path = "evaluation/watches.html")]
struct WatchesPage {
    shell: Shell,
    lines: Vec<WatchLine>,
}

pub(super) async fn list(State(state): State<WebState>, visitor: Visitor) -> Answer {
    let lines = watches(&visitor.ctx).await?;
    let title = visitor.lang.t("Theo dõi sau củng cố", "Watch after removal");
    draw(&WatchesPage { shell: Shell::new(&state, &visitor, title), lines })
}

#[derive(Template)]
#[template(path = "evaluation/watch.html")]
struct WatchPage {
    shell: Shell,
    page: Page,
    fields: Fields,
    problems: Problems,
}

impl WatchPage {
    fn remedy(&self, tag: &str) -> &'static str {
        words::remedy(&self.shell.lang, tag)
    }
    fn is_watched(&self) -> bool {
        self.page.stretch == Stretch::Watching
    }
    fn day(&self, note: &Note) -> String {
        self.shell.lang.date(&note.noted_on.to_string())
    }
}

pub(super) async fn page(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    draw(&form(&state, &visitor, id, Fields::of(&[("noted_on", today.as_str())]), Problems::default()).await?)
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    fields: Fields,
    problems: Problems,
) -> Result<WatchPage, WebError> {
    let page = watch_page(&visitor.ctx, Id::new(id)).await?;
    let title =
        format!("{}: {}", visitor.lang.t("Theo dõi sau củng cố", "Watch after removal"), page.line.unit);
    Ok(WatchPage { shell: Shell::new(state, visitor, title), page, fields, problems })
}

pub(super) async fn send(State(state): State<WebState>, Path(id): Path<i64>, posted: Posted) -> Answer {
    let Posted { visitor, fields } = posted;
    let l = visitor.lang;
    let mut problems = Problems::default();
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let noted_on = fields.need_day(&l, "noted_on", &mut problems);
    problems.need(Need::text(fields.get("says")), "says", l.t("Ghi nội dung", "Say what was found"));
    if let (Some(noted_on), true) = (noted_on, problems.is_empty()) {
        let new =
            Note { noted_on, says: fields.get("says").into(), paper_number: fields.get("note_paper").into() };
        match note(&visitor.ctx, Id::new(id), &new).await {
            Ok(id) => return Ok(Redirect::to(&format!("/watches/{id}")).into_response()),
            Err(error) => status = against(&l, error, &mut problems)?,
        }
    }
    draw_as(status, &form(&state, &visitor, id, fields, problems).await?)
}
