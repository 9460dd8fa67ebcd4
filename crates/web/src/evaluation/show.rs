//! Một đợt đánh giá: each step, the opinions, and the criteria of exit beside what was agreed.

use super::words;
use crate::error::{Answer, WebError, draw};
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use vunggoc_app::evaluation::{Page, show};
use vunggoc_core::Id;

#[derive(Template)]
#[template(path = "evaluation/show.html")]
struct ShowPage {
    shell: Shell,
    page: Page,
}

impl ShowPage {
    fn stage(&self) -> &'static str {
        words::stage(&self.shell.lang, &self.page.stage)
    }
    fn may(&self, act: &str) -> bool {
        self.page.open_to.iter().any(|a| a == act)
    }
    fn remedy(&self, tag: &str) -> &'static str {
        words::remedy(&self.shell.lang, tag)
    }
    fn agreement(&self, tag: &Option<String>) -> &'static str {
        words::agreement(&self.shell.lang, tag.as_deref().unwrap_or(""))
    }
    fn has_reached(&self, stage: &str) -> bool {
        let order = ["begun", "reported", "appraised", "concluded"];
        let at = |s: &str| order.iter().position(|o| *o == s);
        at(&self.page.stage) >= at(stage)
    }
}

pub(super) async fn page(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let page = show(&visitor.ctx, Id::new(id)).await?;
    let title = format!("{}: {}", visitor.lang.t("Đánh giá kết quả củng cố", "Evaluation"), page.unit);
    draw(&ShowPage { shell: Shell::new(&state, &visitor, title), page })
}

/// One evaluation, as JSON.
#[utoipa::path(get, path = "/api/evaluations/{id}", params(("id" = i64, Path)), responses((status = 200, body = Page), (status = 404)))]
pub(crate) async fn show_json(visitor: Visitor, Path(id): Path<i64>) -> Result<Json<Page>, WebError> {
    Ok(Json(show(&visitor.ctx, Id::new(id)).await?))
}
