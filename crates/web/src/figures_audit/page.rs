//! The page: the form, and below it what the audit found.

use super::view::View;
use crate::error::{Answer, WebError, draw};
use crate::form::Problems;
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::extract::State;
use vunggoc_app::figures_audit::leave;

#[derive(Template)]
#[template(path = "figures_audit/page.html")]
pub(super) struct AuditPage {
    shell: Shell,
    /// The text, to be sent again.
    text: String,
    problems: Problems,
    view: Option<View>,
}

/// Draws nothing yet: the page for a person who has leave.
pub(super) async fn page(
    state: &WebState,
    visitor: &Visitor,
    text: String,
    problems: Problems,
    view: Option<View>,
) -> Result<AuditPage, WebError> {
    leave(&visitor.ctx).await?;
    let l = visitor.lang;
    Ok(AuditPage {
        shell: Shell::new(state, visitor, l.t("Kiểm tra số liệu", "Audit of figures")),
        text,
        problems,
        view,
    })
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor) -> Answer {
    draw(&page(&state, &visitor, String::new(), Problems::default(), None).await?)
}
