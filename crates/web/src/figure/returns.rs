//! Tình hình gửi biểu: who has sent, who is late, who is missing.

use super::{PlaceQuery, period_of, words};
use crate::error::{Answer, WebError, draw};
use crate::lang::Lang;
use crate::listing::Choice;
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use vunggoc_app::form::list::{Answers, PAGE, Question, list};
use vunggoc_core::access::Action;
use vunggoc_core::form::{StateKind, Timeliness};

#[derive(Template)]
#[template(path = "figure/returns.html")]
struct ReturnsPage {
    shell: Shell,
    answers: Answers,
    under: i64,
    only: String,
    choices: Vec<Choice>,
}

impl ReturnsPage {
    fn n(&self, tag: &str) -> usize {
        self.answers.counts.iter().find(|(t, _)| t == tag).map_or(0, |(_, n)| *n)
    }
    fn count(&self, l: &Lang, tag: &str) -> String {
        l.size(&self.n(tag))
    }
    fn sent(&self, l: &Lang) -> String {
        l.size(&(self.n("in-time") + self.n("late")))
    }
    fn is_only(&self, tag: &str) -> bool {
        self.only == tag
    }
    /// What the reader may do to an answer in a state.
    fn acts(&self, state: &Option<String>) -> Vec<&'static str> {
        let Some(state) = state.as_deref().and_then(StateKind::from_tag) else { return Vec::new() };
        let may = |tag: &str| if tag == "send" { self.answers.may_enter } else { self.answers.may_close };
        state.open_to().iter().map(|a| a.tag()).filter(|tag| may(tag)).collect()
    }
}

async fn answers(
    visitor: &Visitor,
    form: &str,
    period: &str,
    query: &PlaceQuery,
) -> Result<(i64, Answers), WebError> {
    let under = query.place(visitor, Action::ReadFigures).await?;
    let question = Question {
        form: form.to_owned(),
        period: period_of(period)?,
        under,
        only: Timeliness::from_tag(&query.only),
        offset: query.offset,
    };
    Ok((under.number(), list(&visitor.ctx, &question).await?))
}

pub(super) async fn page(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((form, period)): Path<(String, String)>,
    Query(query): Query<PlaceQuery>,
) -> Answer {
    let l = visitor.lang;
    let (under, answers) = answers(&visitor, &form, &period, &query).await?;
    let title = format!("{}, {}", words::form(&l, &state.rules, &form), words::period(&l, &period));
    let mut choices: Vec<Choice> = vec![(String::new(), l.t("Tất cả", "All").into())];
    choices.extend(
        Timeliness::ALL.iter().map(|t| (t.tag().to_owned(), words::timeliness(&l, t.tag()).to_owned())),
    );
    draw(&ReturnsPage {
        shell: Shell::new(&state, &visitor, title),
        answers,
        under,
        only: query.only,
        choices,
    })
}

/// Phát biểu: the archive of workbooks to be filled in, one for each unit that answers.
pub(super) async fn workbooks(
    visitor: Visitor,
    Path((form, period)): Path<(String, String)>,
    Query(query): Query<PlaceQuery>,
) -> Answer {
    let under = query.place(&visitor, Action::CloseFigures).await?;
    let bytes = vunggoc_app::form::out::workbooks(&visitor.ctx, &form, period_of(&period)?, under).await?;
    let name = format!("attachment; filename=\"{form}-{period}.zip\"");
    Ok(([(CONTENT_TYPE, "application/zip"), (CONTENT_DISPOSITION, name.as_str())], bytes).into_response())
}

/// The answers to a form for a period, as JSON.
#[utoipa::path(get, path = "/api/figures/{form}/{period}", params(("form" = String, Path), ("period" = String, Path), PlaceQuery), responses((status = 200, body = Answers), (status = 404)))]
pub(crate) async fn list_json(
    visitor: Visitor,
    Path((form, period)): Path<(String, String)>,
    Query(query): Query<PlaceQuery>,
) -> Result<Json<Answers>, WebError> {
    Ok(Json(answers(&visitor, &form, &period, &query).await?.1))
}
