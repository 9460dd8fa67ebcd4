//! Đề xuất đưa vào diện.

use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;
use vunggoc_app::AppError;
use vunggoc_app::listing::propose::propose;
use vunggoc_app::unit::find::{FoundUnit, Search, find};
use vunggoc_app::unit::show::{UnitPage, show};
use vunggoc_core::Id;
use vunggoc_core::listing::Proposal;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Which {
    unit: Option<i64>,
    #[serde(default)]
    search: String,
}

#[derive(Template)]
#[template(path = "listing/propose.html")]
struct ProposePage {
    shell: Shell,
    search: String,
    found: Vec<FoundUnit>,
    unit: Option<UnitPage>,
    fields: Fields,
    problems: Problems,
}

pub(super) async fn ask(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(which): Query<Which>,
) -> Answer {
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    let fields = visitor.refill(Fields::of(&[("on", today.as_str())])).await?;
    let which = Which { unit: which.unit.or(fields.number("unit")), ..which };
    let page = form(&state, &visitor, which, fields, Problems::default()).await?;
    draw(&page)
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    which: Which,
    fields: Fields,
    problems: Problems,
) -> Result<ProposePage, WebError> {
    let unit = match which.unit {
        Some(id) => Some(show(&visitor.ctx, Id::new(id), None).await?),
        None => None,
    };
    let found = if unit.is_none() && !which.search.trim().is_empty() {
        find(&visitor.ctx, &Search { text: which.search.clone(), ..Search::default() }).await?.units
    } else {
        Vec::new()
    };
    let title = visitor.lang.t("Đề xuất đưa vào diện theo dõi, củng cố", "Propose a listing");
    let shell = Shell::new(state, visitor, title);
    Ok(ProposePage { shell, search: which.search, found, unit, fields, problems })
}

pub(super) async fn send(State(state): State<WebState>, Drafted { visitor, fields }: Drafted) -> Answer {
    let l = visitor.lang;
    let mut problems = Problems::default();
    let on = fields.day("on");
    problems.need(
        Need::of(&on),
        "on",
        l.t("Nhập ngày đề xuất (ngày/tháng/năm)", "Enter the date (day/month/year)"),
    );
    problems.need(
        Need::text(fields.get("by")),
        "by",
        l.t("Nhập cơ quan đề xuất", "Enter the proposing body"),
    );
    let reasons = fields.get("reasons");
    problems.need(
        Need::text(reasons),
        "reasons",
        l.t("Nhập nội dung cần củng cố", "Say what must be mended"),
    );
    let Some(unit) = fields.number("unit") else { return Err(AppError::NotFound.into()) };
    if problems.is_empty() {
        let proposal = Proposal { on, by: fields.get("by").into(), reasons: reasons.into() };
        match propose(&visitor.ctx, Id::new(unit), proposal).await {
            Ok(id) => return Ok(Redirect::to(&format!("/listings/{id}")).into_response()),
            Err(error @ (AppError::Broken(_) | AppError::Busy)) => problems.add("", words::error(&l, &error)),
            Err(other) => return Err(other.into()),
        }
    }
    let which = Which { unit: Some(unit), search: String::new() };
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &form(&state, &visitor, which, fields, problems).await?)
}
