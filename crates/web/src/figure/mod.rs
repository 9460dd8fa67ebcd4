//! Số liệu: catalogue, the form's list of returns, the entry page, a unit's figures, totals.

mod act;
pub(crate) mod catalogue;
mod enter;
pub(crate) mod returns;
pub(crate) mod totals;
pub(crate) mod unit;
pub(crate) mod words;

use crate::error::WebError;
use crate::page::Visitor;
use crate::state::WebState;
use axum::Router;
use axum::routing::get;
use serde::Deserialize;
use vunggoc_app::AppError;
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_core::period::Period;
use vunggoc_core::unit::Unit;

pub(crate) fn routes() -> Router<WebState> {
    Router::new()
        .route("/figures", get(catalogue::forms))
        .route("/figures/catalogue", get(catalogue::page))
        .route("/figures/past", get(unit::past))
        .route("/figures/returns/{id}/{act}", get(act::ask).post(act::send))
        .route("/figures/{form}/{period}", get(returns::page))
        .route("/figures/{form}/{period}/enter", get(enter::ask).post(enter::send))
        .route("/figures/{form}/{period}/workbooks", get(returns::workbooks))
        .route("/figures/{form}/{period}/totals", get(totals::page))
        .route("/units/{id}/figures", get(unit::page))
}

/// Where in the tree a page of figures stands.
#[derive(Debug, Default, Clone, Deserialize, utoipa::IntoParams)]
pub(crate) struct PlaceQuery {
    /// The unit above; the reader's own where missing.
    under: Option<i64>,
    /// How many lines to pass over.
    #[serde(default)]
    offset: usize,
    /// not-due, in-time, late or missing.
    #[serde(default)]
    only: String,
    /// How many figures were just written.
    saved: Option<i64>,
}

impl PlaceQuery {
    /// The unit asked about, or the first on which the reader may do something.
    pub(crate) async fn place(&self, visitor: &Visitor, action: Action) -> Result<Id<Unit>, WebError> {
        if let Some(id) = self.under {
            return Ok(Id::new(id));
        }
        let mut work = visitor.ctx.look().await?;
        let places = work.places(action).await?;
        Ok(places.first().map(|p| p.0).ok_or(AppError::NotFound)?)
    }
}

pub(crate) use enter::is_as_before;

/// A period from an address.
pub(crate) fn period_of(code: &str) -> Result<Period, WebError> {
    Period::parse(code).ok_or(WebError::App(AppError::NotFound))
}
