//! Chạy đợt rà soát: what to screen, on which day, by which criteria.

use super::{CriterionView, criterion, periods};
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::page::{Posted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;
use vunggoc_app::AppError;
use vunggoc_app::screening::criteria::in_force;
use vunggoc_app::screening::run::{Order, periods as periods_on, places, run};
use vunggoc_app::unit::show::show as show_unit;
use vunggoc_core::Id;
use vunggoc_core::access::{Action, may};
use vunggoc_core::screening::Shipped;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Which {
    under: Option<i64>,
}

#[derive(Template)]
#[template(path = "screening/run.html")]
struct RunPage {
    shell: Shell,
    places: Vec<(String, String)>,
    criteria: Vec<CriterionView>,
    periods: String,
    fields: Fields,
    problems: Problems,
}

impl RunPage {
    fn is_chosen(&self, code: &str) -> bool {
        self.fields.is(&format!("on-{code}"), "on")
    }
}

pub(super) async fn ask(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(which): Query<Which>,
) -> Answer {
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    let under = which.under.map(|u| u.to_string()).unwrap_or_default();
    let held = in_force(&visitor.ctx, visitor.ctx.today()).await?;
    let on = held.iter().filter(|c| c.criterion.shipped == Shipped::On);
    let chosen: Vec<String> = on.map(|c| format!("on-{}", c.criterion.name.code)).collect();
    let mut pairs: Vec<(&str, &str)> = vec![("on", &today), ("under", &under)];
    pairs.extend(chosen.iter().map(|c| (c.as_str(), "on")));
    draw(&form(&state, &visitor, Fields::of(&pairs), Problems::default()).await?)
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    fields: Fields,
    problems: Problems,
) -> Result<RunPage, WebError> {
    if !visitor.session.roles.iter().any(|r| may(*r, Action::Screen)) {
        return Err(AppError::NotFound.into());
    }
    let l = visitor.lang;
    let mut offered: Vec<(String, String)> =
        places(&visitor.ctx).await?.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    // A unit further below may be named by the page of that unit.
    if let Some(id) = fields.number("under").filter(|id| !offered.iter().any(|(o, _)| *o == id.to_string())) {
        offered.insert(0, (id.to_string(), show_unit(&visitor.ctx, Id::new(id), None).await?.name));
    }
    let on = fields.day("on").unwrap_or(visitor.ctx.today());
    let codes: Vec<String> = periods_on(on).iter().map(ToString::to_string).collect();
    let title = l.t("Chạy đợt rà soát", "Run a round of screening");
    Ok(RunPage {
        shell: Shell::new(state, visitor, title),
        places: offered,
        criteria: in_force(&visitor.ctx, on).await?.iter().map(|c| criterion(&l, &c.criterion)).collect(),
        periods: periods(&l, &codes),
        fields,
        problems,
    })
}

pub(super) async fn send(State(state): State<WebState>, posted: Posted) -> Answer {
    let Posted { visitor, fields } = posted;
    let l = visitor.lang;
    let mut problems = Problems::default();
    let on = fields.need_day(&l, "on", &mut problems);
    let under = fields.number("under");
    problems.need(Need::of(&under), "under", l.t("Chọn phạm vi rà soát", "Choose what to screen"));
    let all = state.rules.criteria.iter().map(|c| c.name.code.clone());
    let criteria: Vec<String> = all.filter(|code| fields.is(&format!("on-{code}"), "on")).collect();
    if let (Some(on), Some(under), true) = (on, under, problems.is_empty()) {
        let order = Order { under: Id::new(under), on, criteria };
        match run(&visitor.ctx, &order).await {
            Ok(id) => return Ok(Redirect::to(&format!("/rounds/{id}")).into_response()),
            Err(error @ (AppError::Broken(_) | AppError::Busy)) => problems.add("", words::error(&l, &error)),
            Err(other) => return Err(other.into()),
        }
    }
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &form(&state, &visitor, fields, problems).await?)
}
