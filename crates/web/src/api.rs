//! The JSON interface: the same use cases as the pages, read only, with its own description.

use crate::listing::flow::flow_json;
use crate::listing::list::list_json;
use crate::listing::show::show_json;
use crate::page::Visitor;
use crate::state::WebState;
use crate::task::ground::show_json as ground_json;
use crate::task::list::list_json as tasks_json;
use crate::task::show::show_json as task_json;
use crate::unit::find::find_json;
use crate::unit::show::show_json as unit_json;
use axum::routing::get;
use axum::{Json, Router};
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Vững Gốc",
        description = "Read what the pages show. Sign in on /sign-in first; the session's cookie is the key."
    ),
    paths(
        crate::calendar::year::year_json,
        crate::screening::criteria::criteria_json,
        crate::calendar::due::due_json,
        crate::pressing::day::day_json,
        crate::pressing::offices::offices_json,
        crate::listing::list::list_json,
        crate::listing::show::show_json,
        crate::listing::flow::flow_json,
        crate::listing::pictures::pictures_json,
        crate::screening::list::list_json,
        crate::screening::show::show_json,
        crate::screening::unit::unit_json,
        crate::screening::explain::list_json,
        crate::screening::explain::show_json,
        crate::task::list::list_json,
        crate::task::show::show_json,
        crate::task::ground::show_json,
        crate::plan::list::list_json,
        crate::progress::progress_json,
        crate::evaluation::list::list_json,
        crate::evaluation::show::show_json,
        crate::unit::find::find_json,
        crate::unit::show::show_json,
        crate::unit::show::record_json,
        crate::annulment::list_json
    )
)]
struct Description;

pub(crate) fn routes() -> Router<WebState> {
    Router::new()
        .route("/api/openapi.json", get(describe))
        .route("/api/criteria", get(crate::screening::criteria::criteria_json))
        .route("/api/calendar/{year}", get(crate::calendar::year::year_json))
        .route("/api/today", get(crate::pressing::day::day_json))
        .route("/api/pressing", get(crate::pressing::offices::offices_json))
        .route("/api/calendar/due", get(crate::calendar::due::due_json))
        .route("/api/tasks", get(tasks_json))
        .route("/api/tasks/{id}", get(task_json))
        .route("/api/grounds/{id}", get(ground_json))
        .route("/api/listings", get(list_json))
        .route("/api/listings/flow", get(flow_json))
        .route("/api/listings/pictures", get(crate::listing::pictures::pictures_json))
        .route("/api/listings/{id}", get(show_json))
        .route("/api/rounds", get(crate::screening::list::list_json))
        .route("/api/rounds/{id}", get(crate::screening::show::show_json))
        .route("/api/rounds/{id}/units/{unit}", get(crate::screening::unit::unit_json))
        .route("/api/explanations", get(crate::screening::explain::list_json))
        .route("/api/explanations/{id}", get(crate::screening::explain::show_json))
        .route("/api/plans", get(crate::plan::list::list_json))
        .route("/api/progress", get(crate::progress::progress_json))
        .route("/api/evaluations", get(crate::evaluation::list::list_json))
        .route("/api/evaluations/{id}", get(crate::evaluation::show::show_json))
        .route("/api/units", get(find_json))
        .route("/api/units/{id}", get(unit_json))
        .route("/api/units/{id}/record", get(crate::unit::show::record_json))
        .route("/api/units/{id}/figures", get(crate::figure::unit::unit_json))
        .route("/api/indicators", get(crate::figure::catalogue::list_json))
        .route("/api/figures/intakes/{id}", get(crate::intake::show_json))
        .route("/api/figures/{form}/{period}", get(crate::figure::returns::list_json))
        .route("/api/figures/{form}/{period}/totals", get(crate::figure::totals::totals_json))
}

/// Like every page but the sign-in, for those who are signed in.
async fn describe(_: Visitor) -> Json<utoipa::openapi::OpenApi> {
    Json(Description::openapi())
}
