//! Phiếu giao ban tuần: one A4 page, and the same as a document.

use super::chosen;
use crate::error::{Answer, WebError, draw};
use crate::form::read_day;
use crate::lang::Lang;
use crate::page::Visitor;
use crate::report::attachment;
use crate::shell::Shell;
use crate::state::WebState;
use crate::unit::places::places;
use askama::Template;
use axum::extract::{Query, State};
use serde::Deserialize;
use vunggoc_app::file::File;
use vunggoc_app::pressing::week::{WeekSheet, document, file_name, week};
use vunggoc_core::access::Action;

#[derive(Debug, Default, Deserialize)]
pub(super) struct WeekQuery {
    #[serde(default)]
    unit: String,
    #[serde(default)]
    day: String,
}

#[derive(Template)]
#[template(path = "pressing/week.html")]
struct WeekPage {
    shell: Shell,
    sheet: WeekSheet,
    units: Vec<(String, String)>,
    unit: String,
    day: String,
}

impl WeekPage {
    fn unusual(&self, l: &Lang) -> String {
        let one = |d: &vunggoc_app::calendar::year::DayLine| {
            let (weekday, kind) =
                (crate::calendar::words::weekday(l, &d.weekday), crate::calendar::words::kind(l, d.kind));
            format!("{weekday} {}: {kind}", l.date(&d.on))
        };
        self.sheet.days.iter().map(one).collect::<Vec<_>>().join("; ")
    }
    /// How many are not on the sheet.
    fn rest(&self, n: &i64, shown: &[vunggoc_app::pressing::TaskLine]) -> i64 {
        n - i64::try_from(shown.len()).unwrap_or(0)
    }
    fn rest_words(&self, l: &Lang, n: &i64, shown: &[vunggoc_app::pressing::TaskLine]) -> String {
        l.n(&self.rest(n, shown))
    }
}

async fn sheet(visitor: &Visitor, query: &WeekQuery) -> Result<(WeekSheet, Vec<(String, String)>), WebError> {
    let units = places(visitor, Action::ReadTasks).await?;
    let day = read_day(&query.day).unwrap_or(visitor.ctx.today());
    Ok((week(&visitor.ctx, chosen(&query.unit, &units), day).await?, units))
}

pub(super) async fn page(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(query): Query<WeekQuery>,
) -> Answer {
    let l = visitor.lang;
    let (sheet, units) = sheet(&visitor, &query).await?;
    let title = l.t("Phiếu giao ban tuần", "Sheet of the week");
    let (unit, day) = (sheet.unit_id.to_string(), l.date(&sheet.from_on));
    draw(&WeekPage { shell: Shell::new(&state, &visitor, title), sheet, units, unit, day })
}

pub(super) async fn file(visitor: Visitor, Query(query): Query<WeekQuery>) -> Answer {
    let (sheet, _) = sheet(&visitor, &query).await?;
    let bytes = document(&sheet)?;
    let media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    Ok(attachment(File { name: file_name(&sheet), media_type: media_type.into(), bytes }))
}
