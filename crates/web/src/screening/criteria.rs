//! Danh mục tiêu chí rà soát: every rule with its bound, its source and how sure we are of it.

use super::{CriterionView, GroundView, criteria, ground};
use crate::error::{Answer, draw};
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::extract::State;

#[derive(Template)]
#[template(path = "screening/criteria.html")]
struct CriteriaPage {
    shell: Shell,
    criteria: Vec<CriterionView>,
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
    let all = criteria(&l, &state.rules);
    let groups = state.rules.groups.iter().map(|g| GroupView {
        name: l.t(&g.name.vi, &g.name.en).to_owned(),
        asks: l.t(&g.asks_vi, &g.asks_en).to_owned(),
        ground: ground(&l, &g.ground),
    });
    draw(&CriteriaPage {
        shell: Shell::new(&state, &visitor, l.t("Tiêu chí rà soát", "Criteria of screening")),
        n_on: all.iter().filter(|c| c.is_on()).count(),
        criteria: all,
        groups: groups.collect(),
        hash: state.rules.hash_text(),
    })
}
