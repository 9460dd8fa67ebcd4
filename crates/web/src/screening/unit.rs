//! Kết quả rà soát, nhận diện của một tổ chức: every sentence with its sources, letters and explanations.

use super::name_of;
use crate::error::{Answer, WebError, draw};
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use std::sync::Arc;
use vunggoc_app::rules::Rules;
use vunggoc_app::screening::explain::Explained;
use vunggoc_app::screening::show::{UnitFindings, unit};
use vunggoc_core::Id;
use vunggoc_core::access::{Action, may};

#[derive(Template)]
#[template(path = "screening/unit.html")]
struct UnitPage {
    shell: Shell,
    page: UnitFindings,
    rules: Arc<Rules>,
    may_screen: bool,
    may_propose: bool,
}

impl UnitPage {
    fn name(&self, code: &str) -> String {
        name_of(&self.shell.lang, &self.rules, code)
    }
    fn explained(&self, code: &str) -> Vec<&Explained> {
        self.page.explanations.iter().filter(|x| x.criterion == code).collect()
    }
}

pub(super) async fn page(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((round, of)): Path<(i64, i64)>,
) -> Answer {
    let page = unit(&visitor.ctx, Id::new(round), Id::new(of)).await?;
    let title = format!("{}: {}", visitor.lang.t("Kết quả rà soát, nhận diện", "Findings"), page.unit.unit);
    let holds = |action| visitor.session.roles.iter().any(|r| may(*r, action));
    draw(&UnitPage {
        shell: Shell::new(&state, &visitor, title),
        rules: state.rules.clone(),
        may_screen: holds(Action::Screen),
        may_propose: holds(Action::Propose),
        page,
    })
}

/// All findings of one unit in a round, as JSON.
#[utoipa::path(get, path = "/api/rounds/{id}/units/{unit}", params(("id" = i64, Path), ("unit" = i64, Path)), responses((status = 200, body = UnitFindings), (status = 404)))]
pub(crate) async fn unit_json(
    visitor: Visitor,
    Path((round, of)): Path<(i64, i64)>,
) -> Result<Json<UnitFindings>, WebError> {
    Ok(Json(unit(&visitor.ctx, Id::new(round), Id::new(of)).await?))
}
