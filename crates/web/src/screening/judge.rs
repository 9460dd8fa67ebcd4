//! Nhập theo văn bản: a criterion that data cannot decide, on the ground of a paper.

use super::{judged, name_of};
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::listing::{Choice, secrecies};
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::AppError;
use vunggoc_app::screening::judge::{JudgementLine, NewJudgement, judge, of_unit, open_to};
use vunggoc_app::unit::show::show as show_unit;
use vunggoc_core::Id;
use vunggoc_core::screening::Judged;

#[derive(Template)]
#[template(path = "screening/judge.html")]
struct JudgePage {
    shell: Shell,
    unit_id: i64,
    unit: String,
    criteria: Vec<Choice>,
    judgeds: Vec<Choice>,
    entered: Vec<(String, JudgementLine)>,
    secrecies: Vec<Choice>,
    fields: Fields,
    problems: Problems,
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    let fields = Fields::of(&[("on", &today), ("secrecy", "open"), ("judged", "present")]);
    let fields = visitor.refill(fields).await?;
    draw(&form(&state, &visitor, id, fields, Problems::default()).await?)
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    fields: Fields,
    problems: Problems,
) -> Result<JudgePage, WebError> {
    let l = visitor.lang;
    let open = open_to(&visitor.ctx, Id::new(id)).await?;
    let unit = show_unit(&visitor.ctx, Id::new(id), None).await?.name;
    let named = |line: JudgementLine| (name_of(&l, &state.rules, &line.criterion), line);
    let title = format!("{}: {}", l.t("Nhập biểu hiện theo văn bản", "Enter a sign by a paper"), unit);
    Ok(JudgePage {
        shell: Shell::new(state, visitor, title),
        unit_id: id,
        unit,
        criteria: open
            .iter()
            .map(|c| (c.name.code.clone(), format!("{} – {}", c.name.code, l.t(&c.name.vi, &c.name.en))))
            .collect(),
        judgeds: vec![
            ("present".into(), judged(&l, "present").into()),
            ("resolved".into(), judged(&l, "resolved").into()),
        ],
        entered: of_unit(&visitor.ctx, Id::new(id)).await?.into_iter().map(named).collect(),
        secrecies: secrecies(l),
        fields,
        problems,
    })
}

pub(super) async fn send(
    State(state): State<WebState>,
    Path(id): Path<i64>,
    Drafted { visitor, fields }: Drafted,
) -> Answer {
    let l = visitor.lang;
    let mut problems = Problems::default();
    let on = fields.need_day(&l, "on", &mut problems);
    problems.need(
        Need::text(fields.get("criterion")),
        "criterion",
        l.t("Chọn tiêu chí rà soát", "Choose a criterion"),
    );
    let paper = crate::paper::read(&l, &fields, &mut problems);
    if let (Some(on), true) = (on, problems.is_empty()) {
        let new = NewJudgement {
            unit: Id::new(id),
            criterion: fields.get("criterion").into(),
            judged: if fields.is("judged", "resolved") { Judged::Resolved } else { Judged::Present },
            on,
            paper,
        };
        match judge(&visitor.ctx, &new).await {
            Ok(_) => return Ok(Redirect::to(&format!("/units/{id}/judgements")).into_response()),
            Err(error @ (AppError::Broken(_) | AppError::Busy)) => problems.add("", words::error(&l, &error)),
            Err(other) => return Err(other.into()),
        }
    }
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &form(&state, &visitor, id, fields, problems).await?)
}
