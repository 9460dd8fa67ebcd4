//! Danh sách đề án, kế hoạch: every open listing, with its plan and its evaluation.

use super::words;
use crate::error::{Answer, WebError, draw};
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::Json;
use axum::extract::State;
use vunggoc_app::plan::{Line, list};
use vunggoc_core::plan::Kind;

#[derive(Template)]
#[template(path = "plan/list.html")]
struct ListPage {
    shell: Shell,
    lines: Vec<Line>,
    n_without: usize,
}

impl ListPage {
    fn kind(&self, tag: &str) -> &'static str {
        Kind::from_tag(tag).map_or("", |kind| words::kind(&self.shell.lang, kind))
    }
    fn state(&self, line: &Line) -> &'static str {
        words::state(&self.shell.lang, line.state.as_deref().unwrap_or(""))
    }
    fn badge(&self, line: &Line) -> &'static str {
        match line.state.as_deref() {
            Some("issued") => "settled",
            Some("submitted") => "sent",
            Some("concluded") => "running",
            Some(_) => "entering",
            None => "returned",
        }
    }
    fn stage(&self, tag: &str) -> &'static str {
        crate::evaluation::words::stage(&self.shell.lang, tag)
    }
}

pub(super) async fn page(State(state): State<WebState>, visitor: Visitor) -> Answer {
    let lines = list(&visitor.ctx).await?;
    let title = visitor.lang.t("Đề án, kế hoạch củng cố", "Consolidation plans");
    let n_without = lines.iter().filter(|l| l.plan_id.is_none()).count();
    draw(&ListPage { shell: Shell::new(&state, &visitor, title), lines, n_without })
}

/// Open listings with their plans, as JSON.
#[utoipa::path(get, path = "/api/plans", responses((status = 200, body = [Line])))]
pub(crate) async fn list_json(visitor: Visitor) -> Result<Json<Vec<Line>>, WebError> {
    Ok(Json(list(&visitor.ctx).await?))
}
