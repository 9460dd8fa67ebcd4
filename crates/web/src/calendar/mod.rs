//! Lịch làm việc, ngày nghỉ: the year, the government's decision on it, and why a term ends on its day.

mod decide;
pub(crate) mod due;
pub(crate) mod words;
pub(crate) mod year;

use crate::state::WebState;
use axum::Router;
use axum::routing::get;

pub(crate) fn routes() -> Router<WebState> {
    Router::new()
        .route("/calendar", get(year::page))
        .route("/calendar/due", get(due::page))
        .route("/calendar/{year}/decide", get(decide::ask).post(decide::send))
}
