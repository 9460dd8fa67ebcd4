//! Ý kiến của cơ quan: the desk of a supporting body, and the form in which it (or the office for it) answers.

use super::{against, words};
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
use vunggoc_app::AppError;
use vunggoc_app::evaluation::{Answerable, Desk, DeskLine, Replying, answer, desk, desk_page};
use vunggoc_core::Id;
use vunggoc_core::access::{Action, may};
use vunggoc_core::evaluation::Agreement;

#[derive(Template)]
#[template(path = "evaluation/desk.html")]
struct DeskPage {
    shell: Shell,
    lines: Vec<DeskLine>,
}

impl DeskPage {
    fn agreement(&self, tag: &Option<String>) -> &'static str {
        words::agreement(&self.shell.lang, tag.as_deref().unwrap_or(""))
    }
}

pub(super) async fn list(State(state): State<WebState>, visitor: Visitor) -> Answer {
    if !visitor.session.roles.iter().any(|r| may(*r, Action::GiveOpinion)) {
        return Err(AppError::NotFound.into());
    }
    let lines = desk(&visitor.ctx).await?;
    let title = visitor.lang.t("Hồ sơ được lấy ý kiến", "Files on which an opinion is asked");
    draw(&DeskPage { shell: Shell::new(&state, &visitor, title), lines })
}

#[derive(Template)]
#[template(path = "evaluation/opinion.html")]
struct OpinionPage {
    shell: Shell,
    page: Desk,
    agreements: Vec<Choice>,
    fields: Fields,
    problems: Problems,
    secrecies: Vec<Choice>,
}

impl OpinionPage {
    fn is_open(&self) -> bool {
        self.page.stage == Answerable::Open
    }
    fn remedy(&self, tag: &str) -> &'static str {
        words::remedy(&self.shell.lang, tag)
    }
    fn agreement(&self) -> &'static str {
        words::agreement(&self.shell.lang, self.page.line.agreement.as_deref().unwrap_or(""))
    }
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    let fields = Fields::of(&[("paper_on", today.as_str()), ("secrecy", "open"), ("agreement", "agrees")]);
    let fields = visitor.refill(fields).await?;
    draw(&form(&state, &visitor, id, fields, Problems::default()).await?)
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    fields: Fields,
    problems: Problems,
) -> Result<OpinionPage, WebError> {
    let l = visitor.lang;
    let page = desk_page(&visitor.ctx, Id::new(id)).await?;
    let title = format!("{}: {}", l.t("Cho ý kiến", "Give an opinion"), page.line.unit);
    let agreements = Agreement::ALL.iter();
    Ok(OpinionPage {
        shell: Shell::new(state, visitor, title),
        page,
        agreements: agreements.map(|a| (a.tag().into(), words::agreement(&l, a.tag()).into())).collect(),
        fields,
        problems,
        secrecies: secrecies(l),
    })
}

pub(super) async fn send(State(state): State<WebState>, Path(id): Path<i64>, posted: Drafted) -> Answer {
    let Drafted { visitor, fields } = posted;
    let l = visitor.lang;
    let mut problems = Problems::default();
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let paper = crate::paper::read(&l, &fields, &mut problems);
    if problems.is_empty() {
        let replying = Replying {
            paper,
            agreement: Agreement::from_tag(fields.get("agreement")).unwrap_or(Agreement::Disagrees),
            reason: fields.get("reason").into(),
        };
        match answer(&visitor.ctx, Id::new(id), &replying).await {
            Ok(_) => return Ok(Redirect::to(&format!("/opinions/{id}")).into_response()),
            Err(error) => status = against(&l, error, &mut problems)?,
        }
    }
    draw_as(status, &form(&state, &visitor, id, fields, problems).await?)
}
