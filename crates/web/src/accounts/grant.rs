//! Phân quyền: a role on a unit and below, from one day to another.

use super::{Choice, roles};
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Problems};
use crate::page::{Posted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;
use vunggoc_app::account::grant::{NewGrant, end as end_grant, grant};
use vunggoc_app::account::list::{Line, Place, places, show};
use vunggoc_app::{AppError, Rule};
use vunggoc_core::access::Role;
use vunggoc_core::{Id, OPEN_END, Version};

#[derive(Debug, Default, Deserialize)]
pub(super) struct Which {
    #[serde(default)]
    search: String,
}

#[derive(Template)]
#[template(path = "accounts/grant.html")]
struct GrantPage {
    shell: Shell,
    a: Line,
    search: String,
    found: Vec<Place>,
    roles: Vec<Choice>,
    fields: Fields,
    problems: Problems,
}

async fn page(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    search: &str,
    fields: Fields,
    problems: Problems,
) -> Result<GrantPage, WebError> {
    let a = show(&visitor.ctx, Id::new(id)).await?;
    let title = format!("{} {}", visitor.lang.t("Phân quyền cho", "A role for"), a.login);
    Ok(GrantPage {
        shell: Shell::new(state, visitor, title),
        a,
        search: search.to_owned(),
        found: places(&visitor.ctx, search).await?,
        roles: roles(visitor.lang),
        fields,
        problems,
    })
}

pub(super) async fn ask(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<i64>,
    Query(which): Query<Which>,
) -> Answer {
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    let fields = Fields::of(&[("from_on", today.as_str()), ("role", Role::Viewer.tag())]);
    draw(&page(&state, &visitor, id, &which.search, fields, Problems::default()).await?)
}

pub(super) async fn send(State(state): State<WebState>, Path(id): Path<i64>, posted: Posted) -> Answer {
    let Posted { visitor, fields } = posted;
    let l = visitor.lang;
    let mut problems = Problems::default();
    let from_on = fields.need_day(&l, "from_on", &mut problems);
    let until_on = match fields.get("until_on").trim() {
        "" => Some(OPEN_END),
        _ => fields.need_day(&l, "until_on", &mut problems),
    };
    let role = Role::from_tag(fields.get("role"));
    let unit = fields.number("unit").map(Id::new).filter(|_| role != Some(Role::Administrator));
    if let (Some(role), Some(from_on), Some(until_on)) = (role, from_on, until_on) {
        match grant(&visitor.ctx, Id::new(id), NewGrant { role, unit, from_on, until_on }).await {
            Ok(_) => return Ok(Redirect::to(&format!("/accounts/{id}")).into_response()),
            Err(AppError::Broken(Rule::Field { name: "unit" })) => {
                problems.add("unit", l.t("Chọn tổ chức", "Choose the unit"));
            }
            Err(AppError::Broken(Rule::Field { name })) => {
                problems.add(
                    name,
                    l.t("Ngày kết thúc phải sau ngày bắt đầu", "The end must be after the beginning"),
                );
            }
            Err(error @ (AppError::Broken(_) | AppError::Busy)) => problems.add("", words::error(&l, &error)),
            Err(other) => return Err(other.into()),
        }
    }
    let search = fields.get("search").to_owned();
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page(&state, &visitor, id, &search, fields, problems).await?)
}

/// Ends a grant today.
pub(super) async fn end(Path((id, which)): Path<(i64, i64)>, posted: Posted) -> Answer {
    let Posted { visitor, fields } = posted;
    let seen = Version(fields.number("version").unwrap_or(0));
    end_grant(&visitor.ctx, Id::new(which), seen, visitor.ctx.today()).await?;
    Ok(Redirect::to(&format!("/accounts/{id}")).into_response())
}
