//! Thẩm định.

use super::{against, elsewhere};
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::listing::{Choice, secrecies};
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::evaluation::{Page, Saying, appraise, show};
use vunggoc_core::{Id, Version};

#[derive(Template)]
#[template(path = "evaluation/appraise.html")]
struct AppraisePage {
    shell: Shell,
    page: Page,
    fields: Fields,
    problems: Problems,
    secrecies: Vec<Choice>,
}

impl AppraisePage {
    fn remedy(&self, tag: &str) -> &'static str {
        super::words::remedy(&self.shell.lang, tag)
    }
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    let fields = Fields::of(&[("paper_on", today.as_str()), ("secrecy", "open")]);
    let fields = visitor.refill(fields).await?;
    let form = form(&state, &visitor, id, fields, Problems::default()).await?;
    if form.page.is_open_to("appraise") || visitor.is_refilled() { draw(&form) } else { Ok(elsewhere(id)) }
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    fields: Fields,
    problems: Problems,
) -> Result<AppraisePage, WebError> {
    let page = show(&visitor.ctx, Id::new(id)).await?;
    let title = format!("{}: {}", visitor.lang.t("Thẩm định", "Appraisal"), page.unit);
    Ok(AppraisePage {
        shell: Shell::new(state, visitor, title),
        page,
        fields,
        problems,
        secrecies: secrecies(visitor.lang),
    })
}

pub(super) async fn send(State(state): State<WebState>, Path(id): Path<i64>, posted: Drafted) -> Answer {
    let Drafted { visitor, fields } = posted;
    let l = visitor.lang;
    let mut problems = Problems::default();
    problems.need(
        Need::text(fields.get("words")),
        "words",
        l.t("Ghi nội dung thẩm định", "Say what the appraisal says"),
    );
    let paper = crate::paper::read(&l, &fields, &mut problems);
    let seen = Version(fields.number("version").unwrap_or(0));
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if problems.is_empty() {
        let saying = Saying { paper, words: fields.get("words").into() };
        match appraise(&visitor.ctx, Id::new(id), seen, &saying).await {
            Ok(id) => return Ok(Redirect::to(&format!("/evaluations/{id}")).into_response()),
            Err(error) => status = against(&l, error, &mut problems)?,
        }
    }
    draw_as(status, &form(&state, &visitor, id, fields, problems).await?)
}
