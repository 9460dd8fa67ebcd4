//! Các đợt rà soát.

use crate::error::{Answer, WebError, draw};
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::Json;
use axum::extract::State;
use vunggoc_app::AppError;
use vunggoc_app::screening::list::{RoundLine, list};
use vunggoc_core::access::{Action, may};

#[derive(Template)]
#[template(path = "screening/list.html")]
struct ListPage {
    shell: Shell,
    rounds: Vec<RoundLine>,
    may_screen: bool,
}

pub(super) async fn page(State(state): State<WebState>, visitor: Visitor) -> Answer {
    if !visitor.session.roles.iter().any(|r| may(*r, Action::ReadFindings)) {
        return Err(AppError::NotFound.into());
    }
    let rounds = list(&visitor.ctx).await?;
    let title = visitor.lang.t("Kết quả rà soát, nhận diện", "Rounds of screening");
    draw(&ListPage {
        shell: Shell::new(&state, &visitor, title),
        rounds,
        may_screen: visitor.session.roles.iter().any(|r| may(*r, Action::Screen)),
    })
}

/// Rounds of screening, as JSON.
#[utoipa::path(get, path = "/api/rounds", responses((status = 200, body = [RoundLine])))]
pub(crate) async fn list_json(visitor: Visitor) -> Result<Json<Vec<RoundLine>>, WebError> {
    Ok(Json(list(&visitor.ctx).await?))
}
