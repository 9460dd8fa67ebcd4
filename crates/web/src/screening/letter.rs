//! Đề nghị báo cáo, giải trình: the letter, and which findings it opens to the organisation.

use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::listing::{Choice, secrecies};
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::AppError;
use vunggoc_app::screening::explain::{Letter, ask as send_letter};
use vunggoc_app::screening::show::{UnitFindings, unit};
use vunggoc_core::Id;
use vunggoc_core::access::{Action, may};

#[derive(Template)]
#[template(path = "screening/letter.html")]
struct LetterPage {
    shell: Shell,
    page: UnitFindings,
    secrecies: Vec<Choice>,
    fields: Fields,
    problems: Problems,
}

impl LetterPage {
    fn is_chosen(&self, code: &str) -> bool {
        self.fields.is(&format!("on-{code}"), "on")
    }
}

pub(super) async fn ask(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((round, of)): Path<(i64, i64)>,
) -> Answer {
    let fields = visitor.refill(Fields::of(&[("secrecy", "open")])).await?;
    draw(&form(&state, &visitor, (round, of), fields, Problems::default()).await?)
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    (round, of): (i64, i64),
    fields: Fields,
    problems: Problems,
) -> Result<LetterPage, WebError> {
    if !visitor.session.roles.iter().any(|r| may(*r, Action::Screen)) {
        return Err(AppError::NotFound.into());
    }
    let l = visitor.lang;
    let page = unit(&visitor.ctx, Id::new(round), Id::new(of)).await?;
    let title =
        format!("{}: {}", l.t("Đề nghị báo cáo, giải trình", "Ask for an explanation"), page.unit.unit);
    Ok(LetterPage {
        shell: Shell::new(state, visitor, title),
        page,
        secrecies: secrecies(l),
        fields,
        problems,
    })
}

pub(super) async fn send(
    State(state): State<WebState>,
    Path((round, of)): Path<(i64, i64)>,
    Drafted { visitor, fields }: Drafted,
) -> Answer {
    let l = visitor.lang;
    let mut problems = Problems::default();
    let all = state.rules.criteria.iter().map(|c| c.name.code.clone());
    let criteria: Vec<String> = all.filter(|code| fields.is(&format!("on-{code}"), "on")).collect();
    if criteria.is_empty() {
        problems.add("", l.t("Chọn ít nhất một kết quả để mở cho tổ chức", "Choose at least one finding"));
    }
    let due_on = fields.day("due_on");
    problems.need(
        Need::of(&due_on),
        "due_on",
        l.t("Nhập thời hạn trả lời (ngày/tháng/năm)", "Enter the date to answer by (day/month/year)"),
    );
    let paper = crate::paper::read(&l, &fields, &mut problems);
    if let (Some(due_on), true) = (due_on, problems.is_empty()) {
        let letter = Letter { criteria, paper, due_on };
        match send_letter(&visitor.ctx, Id::new(round), Id::new(of), &letter).await {
            Ok(id) => return Ok(Redirect::to(&format!("/explanations/{id}")).into_response()),
            Err(error @ (AppError::Broken(_) | AppError::Busy)) => problems.add("", words::error(&l, &error)),
            Err(other) => return Err(other.into()),
        }
    }
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &form(&state, &visitor, (round, of), fields, problems).await?)
}
