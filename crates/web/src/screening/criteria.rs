//! Danh mục tiêu chí rà soát: every rule with its bound, its source, how sure we are of it, and what was set here.

use super::{CriterionView, GroundView, criterion as view, ground};
use crate::error::{Answer, WebError, draw};
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::Json;
use axum::extract::State;
use vunggoc_app::screening::criteria::{CriterionInForce, EnteredSetting, in_force, lines};

#[derive(Template)]
#[template(path = "screening/criteria.html")]
struct CriteriaPage {
    shell: Shell,
    /// Each with what was laid over it here.
    criteria: Vec<(CriterionView, Option<EnteredSetting>)>,
    groups: Vec<GroupView>,
    n_on: usize,
    hash: String,
}

/// One of the three groups.
struct GroupView {
    name: String,
    asks: String,
    ground: GroundView,
}

pub(super) async fn page(State(state): State<WebState>, visitor: Visitor) -> Answer {
    let l = visitor.lang;
    let held = in_force(&visitor.ctx, visitor.ctx.today()).await?;
    let criteria: Vec<_> = held.into_iter().map(|c| (view(&l, &c.criterion), c.by)).collect();
    let groups = state.rules.groups.iter().map(|g| GroupView {
        name: l.t(&g.name.vi, &g.name.en).to_owned(),
        asks: l.t(&g.asks_vi, &g.asks_en).to_owned(),
        ground: ground(&l, &g.ground),
    });
    draw(&CriteriaPage {
        shell: Shell::new(&state, &visitor, l.t("Tiêu chí rà soát", "Criteria of screening")),
        n_on: criteria.iter().filter(|(c, _)| c.is_on()).count(),
        criteria,
        groups: groups.collect(),
        hash: state.rules.hash_text(),
    })
}

/// The criteria as they hold today, as JSON.
#[utoipa::path(get, path = "/api/criteria", responses((status = 200, body = Vec<CriterionInForce>)))]
pub(crate) async fn criteria_json(visitor: Visitor) -> Result<Json<Vec<CriterionInForce>>, WebError> {
    Ok(Json(lines(&visitor.ctx).await?))
}
