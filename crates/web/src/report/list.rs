//! Danh sách báo cáo, tờ trình.

use super::kind as kind_words;
use crate::error::{Answer, draw};
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::extract::State;
use vunggoc_app::report::{Line, list};
use vunggoc_core::access::{Action, may};

#[derive(Template)]
#[template(path = "report/list.html")]
struct ListPage {
    shell: Shell,
    reports: Vec<Line>,
    may_write: bool,
}

impl ListPage {
    fn kind(&self, tag: &str) -> &'static str {
        kind_words(&self.shell.lang, tag)
    }
}

pub(super) async fn page(State(state): State<WebState>, visitor: Visitor) -> Answer {
    let reports = list(&visitor.ctx).await?;
    let title = visitor.lang.t("Báo cáo, tờ trình", "Reports and submissions");
    let may_write = visitor.session.roles.iter().any(|r| may(*r, Action::WriteReports));
    draw(&ListPage { shell: Shell::new(&state, &visitor, title), reports, may_write })
}
