//! Đôn đốc: my tasks today, what is to be pressed on, the sheet of the week, letters of urging.

pub(crate) mod day;
mod letters;
pub(crate) mod offices;
mod week;

use crate::error::WebError;
use crate::page::Visitor;
use crate::state::WebState;
use axum::Router;
use axum::routing::{get, post};
use vunggoc_app::AppError;
use vunggoc_app::unit::show::show as show_unit;
use vunggoc_core::Id;
use vunggoc_core::access::Action;
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

/// The units by which a person holds an action, with their names; not found where he holds it nowhere.
async fn places(visitor: &Visitor, action: Action) -> Result<Vec<(String, String)>, WebError> {
    let places = visitor.ctx.look().await?.places(action).await?;
    let mut units: Vec<(String, String)> = Vec::new();
    for (id, _) in places {
        if !units.iter().any(|(known, _)| *known == id.to_string()) {
            units.push((id.to_string(), show_unit(&visitor.ctx, id, None).await?.name));
        }
    }
    if units.is_empty() { Err(AppError::NotFound.into()) } else { Ok(units) }
}

/// The unit asked for, or the first of those offered.
fn chosen(asked: &str, units: &[(String, String)]) -> Id<Unit> {
    let first = units.first().map_or("", |(id, _)| id.as_str());
    let asked = if asked.is_empty() { first } else { asked };
    Id::new(asked.parse().unwrap_or(0))
}
