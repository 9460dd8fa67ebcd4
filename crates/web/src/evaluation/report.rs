//! Báo cáo tự đánh giá: the organisation's own list, and the form in which it (or the office for it) reports.

use super::{against, words};
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
use vunggoc_app::AppError;
use vunggoc_app::evaluation::{Saying, SelfLine, SelfPage, report, self_list, self_page};
use vunggoc_core::access::{Action, may};
use vunggoc_core::{Id, Version};

#[derive(Template)]
#[template(path = "evaluation/own_list.html")]
struct OwnPage {
    shell: Shell,
    lines: Vec<SelfLine>,
}

impl OwnPage {
    fn stage(&self, tag: &str) -> &'static str {
        words::stage(&self.shell.lang, tag)
    }
}

pub(super) async fn list(State(state): State<WebState>, visitor: Visitor) -> Answer {
    if !visitor.session.roles.iter().any(|r| may(*r, Action::SelfEvaluate)) {
        return Err(AppError::NotFound.into());
    }
    let lines = self_list(&visitor.ctx).await?;
    let title = visitor.lang.t("Tự đánh giá kết quả củng cố", "Self-evaluations");
    draw(&OwnPage { shell: Shell::new(&state, &visitor, title), lines })
}

#[derive(Template)]
#[template(path = "evaluation/report.html")]
struct ReportPage {
    shell: Shell,
    page: SelfPage,
    fields: Fields,
    problems: Problems,
    secrecies: Vec<Choice>,
}

impl ReportPage {
    fn day(&self, day: &Option<vunggoc_core::Date>) -> String {
        day.map(|d| self.shell.lang.date(&d.to_string())).unwrap_or_default()
    }
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    let fields = Fields::of(&[("paper_on", today.as_str()), ("secrecy", "open")]);
    let fields = visitor.refill(fields).await?;
    draw(&form(&state, &visitor, id, fields, Problems::default()).await?)
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    fields: Fields,
    problems: Problems,
) -> Result<ReportPage, WebError> {
    let page = self_page(&visitor.ctx, Id::new(id)).await?;
    let title = format!("{}: {}", visitor.lang.t("Báo cáo tự đánh giá", "Self-evaluation"), page.unit);
    Ok(ReportPage {
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
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    problems.need(
        Need::text(fields.get("words")),
        "words",
        l.t("Ghi nội dung báo cáo", "Say what the report says"),
    );
    let paper = crate::paper::read(&l, &fields, &mut problems);
    let seen = Version(fields.number("version").unwrap_or(0));
    if problems.is_empty() {
        let saying = Saying { paper, words: fields.get("words").into() };
        match report(&visitor.ctx, Id::new(id), seen, &saying).await {
            Ok(_) => {
                // The organisation has no page of the evaluation but its own.
                let office = visitor.session.roles.iter().any(|r| may(*r, Action::ReadPlans));
                let to =
                    if office { format!("/evaluations/{id}") } else { format!("/evaluations/{id}/report") };
                return Ok(Redirect::to(&to).into_response());
            }
            Err(error) => status = against(&l, error, &mut problems)?,
        }
    }
    draw_as(status, &form(&state, &visitor, id, fields, problems).await?)
}
