//! Một nhiệm vụ.

use super::words;
use crate::error::{Answer, WebError, draw};
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use std::sync::Arc;
use vunggoc_app::rules::Rules;
use vunggoc_app::task::show::{TaskPage, show};
use vunggoc_core::Id;
use vunggoc_core::rulebook::TaskField;

#[derive(Template)]
#[template(path = "task/show.html")]
struct ShowPage {
    shell: Shell,
    page: TaskPage,
    rules: Arc<Rules>,
}

pub(super) async fn page(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let page = show(&visitor.ctx, Id::new(id)).await?;
    let l = visitor.lang;
    let title = format!("{} {}: {}", l.t("Nhiệm vụ", "Task"), page.no, page.ground);
    draw(&ShowPage { shell: Shell::new(&state, &visitor, title), page, rules: state.rules })
}

/// One task with everything that happened, as JSON.
#[utoipa::path(get, path = "/api/tasks/{id}", params(("id" = i64, Path)), responses((status = 200, body = TaskPage), (status = 404)))]
pub(crate) async fn show_json(visitor: Visitor, Path(id): Path<i64>) -> Result<Json<TaskPage>, WebError> {
    Ok(Json(show(&visitor.ctx, Id::new(id)).await?))
}
