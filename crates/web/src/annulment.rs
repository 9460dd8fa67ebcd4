//! Hủy việc ghi nhận: the form that both nouns share, and the records.

use crate::error::{Answer, WebError, draw};
use crate::form::{Fields, Problems};
use crate::lang::Lang;
use crate::page::Visitor;
use crate::said;
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use vunggoc_app::AppError;
use vunggoc_app::annulment::{Line, list};
use vunggoc_core::access::{Action, may};
use vunggoc_core::annul::Dependent;

pub(crate) fn routes() -> Router<WebState> {
    Router::new().route("/annulments", get(page)).route("/api/annulments", get(list_json))
}

/// What is to be annulled, as the form shows it.
pub(crate) struct Subject {
    /// Its page, to which the form leads back; the form itself lies below it.
    pub(crate) page: String,
    /// What it is called.
    pub(crate) name: String,
    /// The version that was seen.
    pub(crate) version: i64,
    /// What depends on it.
    pub(crate) dependents: Vec<Dependent>,
}

/// The form: why, and what stands against it.
#[derive(Template)]
#[template(path = "annulment/form.html")]
pub(crate) struct FormPage {
    pub(crate) shell: Shell,
    pub(crate) subject: Subject,
    pub(crate) fields: Fields,
    pub(crate) problems: Problems,
}

impl FormPage {
    fn dependent(&self, l: &Lang, what: &Dependent) -> &'static str {
        words::dependent(l, *what)
    }
}

/// The field that an error of annulling is about.
pub(crate) fn field_of(error: &AppError) -> &'static str {
    match error {
        AppError::Broken(vunggoc_app::Rule::Annul(vunggoc_core::annul::Broken::NoReason)) => "reason",
        _ => "",
    }
}

#[derive(Template)]
#[template(path = "annulment/list.html")]
struct ListPage {
    shell: Shell,
    lines: Vec<Line>,
}

async fn page(State(state): State<WebState>, visitor: Visitor) -> Answer {
    if !visitor.session.roles.iter().any(|r| may(*r, Action::ReadRegister)) {
        return Err(AppError::NotFound.into());
    }
    let lines = list(&visitor.ctx).await?;
    let title = visitor.lang.t("Biên bản hủy việc ghi nhận", "Records of what was annulled");
    draw(&ListPage { shell: Shell::new(&state, &visitor, title), lines })
}

/// Records of what was annulled, as JSON.
#[utoipa::path(get, path = "/api/annulments", responses((status = 200, body = [Line])))]
pub(crate) async fn list_json(visitor: Visitor) -> Result<Json<Vec<Line>>, WebError> {
    Ok(Json(list(&visitor.ctx).await?))
}
