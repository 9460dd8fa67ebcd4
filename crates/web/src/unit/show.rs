//! Một tổ chức.

use super::{kind, level};
use crate::error::{Answer, WebError, draw};
use crate::form::read_day;
use crate::lang::Lang;
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use crate::{figure, said, words};
use askama::Template;
use axum::Json;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use std::sync::Arc;
use vunggoc_app::listing::list::live_of;
use vunggoc_app::rules::Rules;
use vunggoc_app::unit::record::{UnitRecord, record};
use vunggoc_app::unit::show::{UnitPage, show};
use vunggoc_core::Id;
use vunggoc_core::access::{Action, may};

/// The day as the address carries it.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
pub(crate) struct OnQuery {
    /// Day (dd/mm/yyyy or ISO); today where blank.
    #[serde(default)]
    on: String,
}

#[derive(Template)]
#[template(path = "unit/show.html")]
struct ShowPage {
    shell: Shell,
    rules: Arc<Rules>,
    unit: UnitPage,
    beside: UnitRecord,
    listing: Option<i64>,
    may_read_figures: bool,
    may_read_tasks: bool,
}

impl ShowPage {
    fn level<'a>(&'a self, l: &Lang, code: &'a str) -> &'a str {
        level(*l, &self.rules, code)
    }
    fn kind<'a>(&'a self, l: &Lang, code: &'a str) -> &'a str {
        kind(*l, &self.rules, code)
    }
}

pub(super) async fn page(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<i64>,
    Query(query): Query<OnQuery>,
) -> Answer {
    let unit = show(&visitor.ctx, Id::new(id), read_day(&query.on)).await?;
    let beside = record(&visitor.ctx, Id::new(id)).await?;
    let listing = live_of(&visitor.ctx, Id::new(id)).await?;
    let may_read_figures = visitor.session.roles.iter().any(|r| may(*r, Action::ReadFigures));
    let may_read_tasks = visitor.session.roles.iter().any(|r| may(*r, Action::ReadTasks));
    let shell = Shell::new(&state, &visitor, unit.name.clone());
    draw(&ShowPage { shell, rules: state.rules, unit, beside, listing, may_read_figures, may_read_tasks })
}

/// One unit on a day, as JSON.
#[utoipa::path(get, path = "/api/units/{id}", params(("id" = i64, Path), OnQuery), responses((status = 200, body = UnitPage), (status = 404)))]
pub(crate) async fn show_json(
    visitor: Visitor,
    Path(id): Path<i64>,
    Query(query): Query<OnQuery>,
) -> Result<Json<UnitPage>, WebError> {
    Ok(Json(show(&visitor.ctx, Id::new(id), read_day(&query.on)).await?))
}

/// What lies beside a unit (relations, papers, listings, returns, corrections), as JSON.
#[utoipa::path(get, path = "/api/units/{id}/record", params(("id" = i64, Path)), responses((status = 200, body = UnitRecord), (status = 404)))]
pub(crate) async fn record_json(visitor: Visitor, Path(id): Path<i64>) -> Result<Json<UnitRecord>, WebError> {
    Ok(Json(record(&visitor.ctx, Id::new(id)).await?))
}
