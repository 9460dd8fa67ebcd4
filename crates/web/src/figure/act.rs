//! Gửi, chốt, trả lại một báo cáo biểu.

use super::words;
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Problems};
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::AppError;
use vunggoc_app::form::act::act;
use vunggoc_app::form::show::{ReturnPage, show};
use vunggoc_core::form::{Act, ActKind};
use vunggoc_core::{Id, Version};

#[derive(Template)]
#[template(path = "figure/act.html")]
struct ActPage {
    shell: Shell,
    page: ReturnPage,
    form_name: String,
    period: String,
    act: ActKind,
    fields: Fields,
    problems: Problems,
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    (id, act): (i64, ActKind),
    fields: Fields,
    problems: Problems,
) -> Result<ActPage, WebError> {
    let l = visitor.lang;
    let page = show(&visitor.ctx, Id::new(id)).await?;
    Ok(ActPage {
        shell: Shell::new(state, visitor, format!("{}: {}", words::act(&l, act.tag()), page.unit)),
        form_name: words::form(&l, &state.rules, &page.form),
        period: words::period(&l, &page.period),
        page,
        act,
        fields,
        problems,
    })
}

pub(super) async fn ask(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, act)): Path<(i64, String)>,
) -> Answer {
    let act = ActKind::from_tag(&act).ok_or(AppError::NotFound)?;
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    let fields = visitor.refill(Fields::of(&[("on", &today)])).await?;
    draw(&form(&state, &visitor, (id, act), fields, Problems::default()).await?)
}

pub(super) async fn send(
    State(state): State<WebState>,
    Path((id, tag)): Path<(i64, String)>,
    Drafted { visitor, fields }: Drafted,
) -> Answer {
    let l = visitor.lang;
    let kind = ActKind::from_tag(&tag).ok_or(AppError::NotFound)?;
    let mut problems = Problems::default();
    let on = fields.need_day(&l, "on", &mut problems);
    let what = match kind {
        ActKind::Send => Act::Send,
        ActKind::Close => Act::Close { copy: fields.get("copy").to_owned() },
        ActKind::SendBack => Act::SendBack { why: fields.get("why").to_owned() },
    };
    let seen = Version(fields.number("version").unwrap_or(0));
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if let Some(on) = on {
        match act(&visitor.ctx, Id::new(id), seen, on, what).await {
            Ok(_) => {
                let page = show(&visitor.ctx, Id::new(id)).await?;
                let to = format!("/figures/{}/{}?under={}", page.form, page.period, page.unit_id);
                return Ok(Redirect::to(&to).into_response());
            }
            Err(
                error
                @ (AppError::Broken(_) | AppError::Stale { .. } | AppError::Refused(_) | AppError::Busy),
            ) => {
                if let AppError::Stale { .. } = error {
                    status = StatusCode::CONFLICT;
                }
                let field = match kind {
                    ActKind::Close => "copy",
                    ActKind::SendBack => "why",
                    ActKind::Send => "",
                };
                problems.add(field, crate::words::error(&l, &error));
            }
            Err(other) => return Err(other.into()),
        }
    }
    draw_as(status, &form(&state, &visitor, (id, kind), fields, problems).await?)
}
