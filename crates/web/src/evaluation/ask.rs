//! Lấy ý kiến: one letter to several bodies.

use super::{against, elsewhere};
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Problems};
use crate::listing::{Choice, secrecies};
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::evaluation::{Asking, Page, ask as ask_bodies, bodies, show};
use vunggoc_core::{Id, Version};

#[derive(Template)]
#[template(path = "evaluation/ask.html")]
struct AskPage {
    shell: Shell,
    page: Page,
    bodies: Vec<Choice>,
    fields: Fields,
    problems: Problems,
    secrecies: Vec<Choice>,
}

impl AskPage {
    fn is_chosen(&self, id: &str) -> bool {
        self.fields.values("body_id").any(|v| v == id)
    }
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    let fields = Fields::of(&[("paper_on", today.as_str()), ("secrecy", "open")]);
    let fields = visitor.refill(fields).await?;
    let form = form(&state, &visitor, id, fields, Problems::default()).await?;
    if form.page.is_open_to("ask") || visitor.is_refilled() { draw(&form) } else { Ok(elsewhere(id)) }
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    fields: Fields,
    problems: Problems,
) -> Result<AskPage, WebError> {
    let page = show(&visitor.ctx, Id::new(id)).await?;
    let all = bodies(&visitor.ctx, Id::new(id)).await?;
    let title = format!(
        "{}: {}",
        visitor.lang.t("Lấy ý kiến cơ quan liên quan", "Ask bodies for opinions"),
        page.unit
    );
    Ok(AskPage {
        shell: Shell::new(state, visitor, title),
        page,
        bodies: all.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
        fields,
        problems,
        secrecies: secrecies(visitor.lang),
    })
}

pub(super) async fn send(State(state): State<WebState>, Path(id): Path<i64>, posted: Drafted) -> Answer {
    let Drafted { visitor, fields } = posted;
    let l = visitor.lang;
    let mut problems = Problems::default();
    let chosen: Vec<_> = fields.values("body_id").filter_map(|v| v.parse().ok().map(Id::new)).collect();
    if chosen.is_empty() {
        problems.add("bodies", l.t("Chọn ít nhất một cơ quan", "Choose at least one body"));
    }
    let due_on = fields.need_day(&l, "due_on", &mut problems);
    let paper = crate::paper::read(&l, &fields, &mut problems);
    let seen = Version(fields.number("version").unwrap_or(0));
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if let (Some(due_on), true) = (due_on, problems.is_empty()) {
        match ask_bodies(&visitor.ctx, Id::new(id), seen, &Asking { bodies: chosen, paper, due_on }).await {
            Ok(id) => return Ok(Redirect::to(&format!("/evaluations/{id}")).into_response()),
            Err(error) => status = against(&l, error, &mut problems)?,
        }
    }
    draw_as(status, &form(&state, &visitor, id, fields, problems).await?)
}
