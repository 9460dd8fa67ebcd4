//! Biểu tổng hợp: every sum opens its parts, and says how many have reported.

use super::{PlaceQuery, period_of, words};
use crate::error::{Answer, WebError, draw};
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::Json;
use axum::extract::{Path, Query, State};
use std::sync::Arc;
use vunggoc_app::figure::grid::Head;
use vunggoc_app::figure::sums::{Sum, SumRow, Totals, totals};
use vunggoc_app::rules::Rules;
use vunggoc_core::access::Action;

#[derive(Template)]
#[template(path = "figure/totals.html")]
struct TotalsPage {
    shell: Shell,
    rules: Arc<Rules>,
    table: Totals,
}

impl TotalsPage {
    fn reported(&self, sum: &Sum) -> (i64, i64) {
        (i64::from(sum.n_reported), i64::from(sum.n_expected))
    }
    fn pairs<'a>(&'a self, row: &'a SumRow) -> impl Iterator<Item = (&'a Sum, &'a Head)> {
        row.sums.iter().zip(&self.table.columns)
    }
    /// Whether anything is not shown.
    fn hides(&self) -> bool {
        let rows = std::iter::once(&self.table.whole).chain(&self.table.own).chain(&self.table.parts);
        rows.flat_map(|r| &r.sums).any(|s| s.hidden)
    }
    /// The rows, with the class of each and whether it opens to its parts.
    fn rows(&self) -> Vec<(&SumRow, &'static str, bool)> {
        let mut rows = vec![(&self.table.whole, "total", false)];
        rows.extend(self.table.own.iter().map(|own| (own, "own", false)));
        rows.extend(self.table.parts.iter().map(|part| (part, "", part.n_below > 0)));
        rows
    }
}

pub(super) async fn page(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((form, period)): Path<(String, String)>,
    Query(query): Query<PlaceQuery>,
) -> Answer {
    let l = visitor.lang;
    let under = query.place(&visitor, Action::ReadFigures).await?;
    let table = totals(&visitor.ctx, &form, period_of(&period)?, under).await?;
    let title = format!(
        "{} {}, {}",
        l.t("Tổng hợp", "Totals of"),
        words::form(&l, &state.rules, &form),
        words::period(&l, &period)
    );
    draw(&TotalsPage { shell: Shell::new(&state, &visitor, title), rules: state.rules.clone(), table })
}

/// The totals of a form below a unit, as JSON.
#[utoipa::path(get, path = "/api/figures/{form}/{period}/totals", params(("form" = String, Path), ("period" = String, Path), PlaceQuery), responses((status = 200, body = Totals), (status = 404)))]
pub(crate) async fn totals_json(
    visitor: Visitor,
    Path((form, period)): Path<(String, String)>,
    Query(query): Query<PlaceQuery>,
) -> Result<Json<Totals>, WebError> {
    let under = query.place(&visitor, Action::ReadFigures).await?;
    Ok(Json(totals(&visitor.ctx, &form, period_of(&period)?, under).await?))
}
