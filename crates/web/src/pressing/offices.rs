//! Nội dung cần đôn đốc: by office and post, in the order of the register; and the tasks of one office.

use super::chosen;
use crate::error::{Answer, WebError, draw};
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use crate::unit::places::places;
use askama::Template;
use axum::Json;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use vunggoc_app::pressing::offices::{OfficeTasks, PAGE, Pressing, of_office, offices};
use vunggoc_core::Id;
use vunggoc_core::access::{Action, may};

#[derive(Debug, Default, Deserialize)]
pub(super) struct UnderQuery {
    #[serde(default)]
    under: String,
    #[serde(default)]
    offset: i64,
}

#[derive(Template)]
#[template(path = "pressing/offices.html")]
struct OfficesPage {
    shell: Shell,
    pressing: Pressing,
    units: Vec<(String, String)>,
    under: String,
    may_urge: bool,
}

pub(super) async fn page(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(query): Query<UnderQuery>,
) -> Answer {
    let units = places(&visitor, Action::ReadTasks).await?;
    let under = chosen(&query.under, &units);
    let pressing = offices(&visitor.ctx, Some(under)).await?;
    let title = visitor.lang.t("Nội dung cần đôn đốc", "What is to be pressed on");
    draw(&OfficesPage {
        shell: Shell::new(&state, &visitor, title),
        pressing,
        units,
        under: under.to_string(),
        may_urge: visitor.session.roles.iter().any(|r| may(*r, Action::AssignTasks)),
    })
}

#[derive(Template)]
#[template(path = "pressing/office.html")]
struct OfficePage {
    shell: Shell,
    office: OfficeTasks,
}

pub(super) async fn office(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<i64>,
    Query(query): Query<UnderQuery>,
) -> Answer {
    let office = of_office(&visitor.ctx, Id::new(id), query.offset.max(0)).await?;
    let title =
        format!("{}: {}", visitor.lang.t("Nội dung cần đôn đốc", "What is to be pressed on"), office.unit);
    draw(&OfficePage { shell: Shell::new(&state, &visitor, title), office })
}

/// What is to be pressed on, as JSON.
#[utoipa::path(get, path = "/api/pressing", responses((status = 200, body = Pressing)))]
pub(crate) async fn offices_json(visitor: Visitor) -> Result<Json<Pressing>, WebError> {
    Ok(Json(offices(&visitor.ctx, None).await?))
}
