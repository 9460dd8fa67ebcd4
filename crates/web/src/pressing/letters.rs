//! Công văn đôn đốc: how the letters are headed, then all of them in one archive.

use super::chosen;
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Problems};
use crate::listing::Choice;
use crate::page::Visitor;
use crate::report::attachment;
use crate::shell::Shell;
use crate::state::WebState;
use crate::unit::places::places;
use crate::words;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use vunggoc_app::file::File;
use vunggoc_app::pressing::letters::{Wish, of_form, of_tasks};
use vunggoc_app::{AppError, Rule};
use vunggoc_core::access::Action;
use vunggoc_core::paper::place_of;
use vunggoc_core::period::Period;

#[derive(Template)]
#[template(path = "pressing/letters.html")]
struct LettersPage {
    shell: Shell,
    fields: Fields,
    problems: Problems,
    units: Vec<Choice>,
    heads: Vec<Choice>,
}

/// Letters on tasks need leave to give them; letters on a form, to close its answers.
fn action(fields: &Fields) -> Action {
    if fields.get("form").is_empty() { Action::AssignTasks } else { Action::CloseFigures }
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    fields: Fields,
    problems: Problems,
) -> Result<LettersPage, WebError> {
    let l = visitor.lang;
    let units = places(visitor, action(&fields)).await?;
    let today = visitor.ctx.today();
    let heads = state.rules.papers.heads.iter().filter(|h| h.ground.holds_on(today));
    let heads = heads.map(|h| (h.name.code.clone(), l.t(&h.name.vi, &h.name.en).to_owned())).collect();
    let title = l.t("Công văn đôn đốc", "Letters of urging");
    Ok(LettersPage { shell: Shell::new(state, visitor, title), fields, problems, units, heads })
}

pub(super) async fn ask(
    State(state): State<WebState>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Answer {
    let typed = Fields::parse(query.as_deref().unwrap_or_default().as_bytes());
    // Five working days are a usual time to answer; the office changes it.
    let calendar = vunggoc_app::calendar::calendar(&visitor.ctx).await?;
    let mut reply_on = visitor.ctx.today();
    for _ in 0..5 {
        reply_on = calendar.working_day_after(reply_on);
    }
    let reply_on = visitor.lang.date(&reply_on.to_string());
    let units = places(&visitor, action(&typed)).await?;
    let under = chosen(typed.get("under"), &units);
    let here = units.iter().find(|(id, _)| *id == under.to_string());
    let place = here.map(|(_, name)| place_of(name)).unwrap_or_default();
    let fields = Fields::of(&[
        ("under", typed.get("under")),
        ("form", typed.get("form")),
        ("period", typed.get("period")),
        ("head", "organisation-commission"),
        ("place", &place),
        ("reply_on", &reply_on),
    ]);
    draw(&form(&state, &visitor, fields, Problems::default()).await?)
}

pub(super) async fn file(
    State(state): State<WebState>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Answer {
    let l = visitor.lang;
    let fields = Fields::parse(query.as_deref().unwrap_or_default().as_bytes());
    let units = places(&visitor, action(&fields)).await?;
    let mut problems = Problems::default();
    let Some(reply_on) = fields.need_day(&l, "reply_on", &mut problems) else {
        return draw_as(StatusCode::UNPROCESSABLE_ENTITY, &form(&state, &visitor, fields, problems).await?);
    };
    let wish = Wish { head: fields.get("head").to_owned(), place: fields.get("place").to_owned(), reply_on };
    let under = chosen(fields.get("under"), &units);
    let made = if fields.get("form").is_empty() {
        of_tasks(&visitor.ctx, under, &wish).await
    } else {
        let period = Period::parse(fields.get("period")).ok_or(AppError::NotFound)?;
        of_form(&visitor.ctx, fields.get("form"), period, under, &wish).await
    };
    match made {
        Ok(bytes) => Ok(attachment(File {
            name: format!("cong-van-don-doc-{}.zip", visitor.ctx.today()),
            media_type: "application/zip".into(),
            bytes,
        })),
        Err(error @ AppError::Broken(Rule::Said { .. } | Rule::Field { .. })) => {
            problems.add("under", words::error(&l, &error));
            draw_as(StatusCode::UNPROCESSABLE_ENTITY, &form(&state, &visitor, fields, problems).await?)
        }
        Err(other) => Err(other.into()),
    }
}
