//! Các đợt đánh giá.

use super::words;
use crate::error::{Answer, WebError, draw};
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::Json;
use axum::extract::State;
use vunggoc_app::evaluation::{Line, list};

#[derive(Template)]
#[template(path = "evaluation/list.html")]
struct ListPage {
    shell: Shell,
    lines: Vec<Line>,
}

impl ListPage {
    fn stage(&self, tag: &str) -> &'static str {
        words::stage(&self.shell.lang, tag)
    }
}

pub(super) async fn page(State(state): State<WebState>, visitor: Visitor) -> Answer {
    let lines = list(&visitor.ctx).await?;
    let title = visitor.lang.t("Đánh giá kết quả củng cố", "Evaluations");
    draw(&ListPage { shell: Shell::new(&state, &visitor, title), lines })
}

/// Evaluations, as JSON.
#[utoipa::path(get, path = "/api/evaluations", responses((status = 200, body = [Line])))]
pub(crate) async fn list_json(visitor: Visitor) -> Result<Json<Vec<Line>>, WebError> {
    Ok(Json(list(&visitor.ctx).await?))
}
