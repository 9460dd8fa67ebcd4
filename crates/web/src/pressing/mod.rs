//! Đôn đốc: my tasks today, what is to be pressed on, the sheet of the week, letters of urging.

pub(crate) mod day;
mod letters;
pub(crate) mod offices;
mod week;

use crate::state::WebState;
use axum::Router;
use axum::routing::{get, post};
use vunggoc_core::Id;
use vunggoc_core::unit::Unit;

pub(crate) fn routes() -> Router<WebState> {
    Router::new()
        .route("/today", get(day::page))
        .route("/today/mail", post(day::set_mail))
        .route("/pressing", get(offices::page))
        .route("/pressing/letters", get(letters::ask))
        .route("/pressing/letters/file", get(letters::file))
        .route("/pressing/week", get(week::page))
        .route("/pressing/week/file", get(week::file))
        .route("/pressing/{id}", get(offices::office))
}

/// The unit asked for, or the first of those offered.
fn chosen(asked: &str, units: &[(String, String)]) -> Id<Unit> {
    let first = units.first().map_or("", |(id, _)| id.as_str());
    let asked = if asked.is_empty() { first } else { asked };
    Id::new(asked.parse().unwrap_or(0))
}
