//! Số liệu của một tổ chức over the periods; what one figure was before.

use super::{period_of, words};
use crate::error::{Answer, WebError, draw};
use crate::lang::Lang;
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::Json;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use std::sync::Arc;
use vunggoc_app::figure::show::{Past, UnitFigures, UnitLine, UnitTable, past as past_of, unit};
use vunggoc_app::figure::sums::Sum;
use vunggoc_app::rules::Rules;
use vunggoc_app::unit::show::show as show_unit;
use vunggoc_core::Id;

#[derive(Template)]
#[template(path = "figure/unit.html")]
struct UnitPage {
    shell: Shell,
    rules: Arc<Rules>,
    figures: UnitFigures,
}

impl UnitPage {
    /// Whether anything is not shown.
    fn hides(&self) -> bool {
        let lines = self.figures.tables.iter().flat_map(|t| &t.lines);
        lines.flat_map(|l| l.sums.iter().flatten()).any(|s| s.hidden)
    }
    fn pairs<'a>(
        &'a self,
        line: &'a UnitLine,
        table: &'a UnitTable,
    ) -> impl Iterator<Item = (&'a Option<Sum>, &'a String)> {
        line.sums.iter().zip(&table.periods)
    }
}

pub(super) async fn page(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let figures = unit(&visitor.ctx, Id::new(id)).await?;
    let title = format!("{}: {}", visitor.lang.t("Số liệu", "Figures"), figures.unit);
    draw(&UnitPage { shell: Shell::new(&state, &visitor, title), rules: state.rules.clone(), figures })
}

/// The figures of one unit, as JSON.
#[utoipa::path(get, path = "/api/units/{id}/figures", params(("id" = i64, Path)), responses((status = 200, body = UnitFigures), (status = 404)))]
pub(crate) async fn unit_json(visitor: Visitor, Path(id): Path<i64>) -> Result<Json<UnitFigures>, WebError> {
    Ok(Json(unit(&visitor.ctx, Id::new(id)).await?))
}

/// Which figure.
#[derive(Debug, Deserialize)]
pub(super) struct PastQuery {
    indicator: String,
    period: String,
    unit: i64,
}

#[derive(Template)]
#[template(path = "figure/past.html")]
struct PastPage {
    shell: Shell,
    unit_id: i64,
    unit: String,
    period: String,
    scale: u8,
    past: Vec<Past>,
}

impl PastPage {
    fn value(&self, l: &Lang, past: &Past) -> String {
        match past.value {
            Some(_) => words::figure(l, &past.value, &self.scale),
            None => words::HIDDEN.to_owned(),
        }
    }
}

pub(super) async fn past(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(query): Query<PastQuery>,
) -> Answer {
    let l = visitor.lang;
    let period = period_of(&query.period)?;
    let past = past_of(&visitor.ctx, &query.indicator, period, Id::new(query.unit)).await?;
    let unit = show_unit(&visitor.ctx, Id::new(query.unit), Some(period.last_on())).await?.name;
    let scale = state.rules.indicator(&query.indicator).map_or(0, |i| i.scale);
    let title = words::indicator(&l, &state.rules, &query.indicator);
    draw(&PastPage {
        shell: Shell::new(&state, &visitor, title),
        unit_id: query.unit,
        unit,
        period: words::period(&l, &query.period),
        scale,
        past,
    })
}
