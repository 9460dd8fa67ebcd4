//! Một năm của lịch.

use super::words;
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
use vunggoc_app::calendar::year::{YearPage, year};
use vunggoc_app::rules::Rules;
use vunggoc_core::calendar::{FIRST_YEAR, LAST_YEAR};

#[derive(Debug, Deserialize)]
pub(super) struct YearQuery {
    #[serde(default)]
    year: String,
}

#[derive(Template)]
#[template(path = "calendar/year.html")]
struct CalendarPage {
    shell: Shell,
    page: YearPage,
    rules: Arc<Rules>,
    decided: bool,
}

impl CalendarPage {
    fn weekdays(&self) -> [i8; 7] {
        [1, 2, 3, 4, 5, 6, 7]
    }
    fn month_name(&self, l: &Lang, month: &i8) -> String {
        format!("{} {month}/{}", l.t("Tháng", "Month"), self.page.year)
    }
    fn n_working(&self, l: &Lang) -> String {
        l.n(&self.page.months.iter().map(|m| m.n_working).sum())
    }
    fn holiday(&self, l: &Lang, code: &Option<String>) -> String {
        words::holiday(l, &self.rules, code)
    }
    fn has_year(&self, year: i16) -> bool {
        (FIRST_YEAR..=LAST_YEAR).contains(&year)
    }
}

pub(super) async fn page(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(query): Query<YearQuery>,
) -> Answer {
    let wanted = query.year.trim().parse().unwrap_or_else(|_| visitor.ctx.today().year());
    let page = year(&visitor.ctx, wanted.clamp(FIRST_YEAR, LAST_YEAR)).await?;
    let title =
        format!("{} {}", visitor.lang.t("Lịch làm việc, ngày nghỉ năm", "Working calendar of"), page.year);
    let decided = page.rests_on != "assumed";
    draw(&CalendarPage {
        shell: Shell::new(&state, &visitor, title),
        page,
        rules: state.rules.clone(),
        decided,
    })
}

/// A year of the calendar, as JSON.
#[utoipa::path(get, path = "/api/calendar/{year}", params(("year" = i16, Path)), responses((status = 200, body = YearPage), (status = 404)))]
pub(crate) async fn year_json(visitor: Visitor, Path(wanted): Path<i16>) -> Result<Json<YearPage>, WebError> {
    Ok(Json(year(&visitor.ctx, wanted).await?))
}
