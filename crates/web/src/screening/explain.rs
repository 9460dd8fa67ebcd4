//! Ý kiến giải trình của cấp ủy: letters, what each opens, and the answer.

use super::name_of;
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use std::sync::Arc;
use vunggoc_app::AppError;
use vunggoc_app::rules::Rules;
use vunggoc_app::screening::explain::{Answered, Explained, RequestLine, RequestPage, answer, list, show};
use vunggoc_core::Id;
use vunggoc_core::access::{Action, may};

#[derive(Template)]
#[template(path = "screening/letters.html")]
struct LettersPage {
    shell: Shell,
    letters: Vec<RequestLine>,
}

pub(super) async fn page(State(state): State<WebState>, visitor: Visitor) -> Answer {
    let meant = |action| visitor.session.roles.iter().any(|r| may(*r, action));
    if !meant(Action::Explain) && !meant(Action::ReadFindings) {
        return Err(AppError::NotFound.into());
    }
    let letters = list(&visitor.ctx).await?;
    let title = visitor.lang.t("Ý kiến giải trình của cấp ủy", "Explanations of committees");
    draw(&LettersPage { shell: Shell::new(&state, &visitor, title), letters })
}

#[derive(Template)]
#[template(path = "screening/explain.html")]
struct ExplainPage {
    shell: Shell,
    page: RequestPage,
    rules: Arc<Rules>,
    fields: Fields,
    problems: Problems,
}

impl ExplainPage {
    fn name(&self, code: &str) -> String {
        name_of(&self.shell.lang, &self.rules, code)
    }
    fn explained(&self, code: &str) -> Vec<&Explained> {
        self.page.explanations.iter().filter(|x| x.criterion == code).collect()
    }
    fn typed(&self, code: &str) -> &str {
        self.fields.get(&format!("says-{code}"))
    }
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    let fields = visitor.refill(Fields::of(&[("on", today.as_str())])).await?;
    draw(&form(&state, &visitor, id, fields, Problems::default()).await?)
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    fields: Fields,
    problems: Problems,
) -> Result<ExplainPage, WebError> {
    let page = show(&visitor.ctx, Id::new(id)).await?;
    let title = format!(
        "{} {}",
        visitor.lang.t("Giải trình theo công văn", "Explanation asked by letter"),
        page.request.number
    );
    let shell = Shell::new(state, visitor, title);
    Ok(ExplainPage { shell, page, rules: state.rules.clone(), fields, problems })
}

pub(super) async fn send(
    State(state): State<WebState>,
    Path(id): Path<i64>,
    Drafted { visitor, fields }: Drafted,
) -> Answer {
    let l = visitor.lang;
    let mut problems = Problems::default();
    let on = fields.day("on");
    problems.need(
        Need::of(&on),
        "on",
        l.t("Nhập ngày giải trình (ngày/tháng/năm)", "Enter the date (day/month/year)"),
    );
    problems.need(
        Need::text(fields.get("by")),
        "by",
        l.t("Nhập cấp ủy hoặc chức danh gửi giải trình", "Enter the committee or post that explains"),
    );
    let codes = state.rules.criteria.iter().map(|c| c.name.code.clone());
    let texts: Vec<(String, String)> =
        codes.map(|c| (c.clone(), fields.get(&format!("says-{c}")).to_owned())).collect();
    if texts.iter().all(|(_, text)| text.trim().is_empty()) {
        problems.add("", l.t("Nhập ý kiến giải trình", "Enter the explanation"));
    }
    if let (Some(on), true) = (on, problems.is_empty()) {
        let answered = Answered {
            on,
            by: fields.get("by").into(),
            paper_number: fields.get("paper_number").into(),
            texts,
        };
        match answer(&visitor.ctx, Id::new(id), &answered).await {
            Ok(_) => return Ok(Redirect::to(&format!("/explanations/{id}")).into_response()),
            Err(error @ (AppError::Broken(_) | AppError::Busy)) => problems.add("", words::error(&l, &error)),
            Err(other) => return Err(other.into()),
        }
    }
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &form(&state, &visitor, id, fields, problems).await?)
}

/// Letters that ask for an explanation, as JSON.
#[utoipa::path(get, path = "/api/explanations", responses((status = 200, body = [RequestLine])))]
pub(crate) async fn list_json(visitor: Visitor) -> Result<Json<Vec<RequestLine>>, WebError> {
    Ok(Json(list(&visitor.ctx).await?))
}

/// One letter with the findings that it opens, as JSON.
#[utoipa::path(get, path = "/api/explanations/{id}", params(("id" = i64, Path)), responses((status = 200, body = RequestPage), (status = 404)))]
pub(crate) async fn show_json(visitor: Visitor, Path(id): Path<i64>) -> Result<Json<RequestPage>, WebError> {
    Ok(Json(show(&visitor.ctx, Id::new(id)).await?))
}
