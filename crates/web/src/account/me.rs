//! Tài khoản của tôi: password, sessions, what was being typed.

use super::token_of;
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::Problems;
use crate::page::{Posted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::{said, words};
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::account::draft::{self, Draft};
use vunggoc_app::account::own::{OwnSession, dismiss_notice, end_session, sessions, set_password};
use vunggoc_app::account::session::SecondFactor;
use vunggoc_app::{AppError, Refusal, Rule};

#[derive(Template)]
#[template(path = "account/me.html")]
struct MePage {
    shell: Shell,
    roles: Vec<&'static str>,
    second_factor: &'static str,
    sessions: Vec<OwnSession>,
    drafts: Vec<Draft>,
    problems: Problems,
}

async fn page(
    state: &WebState,
    headers: &HeaderMap,
    visitor: &Visitor,
    problems: Problems,
) -> Result<MePage, WebError> {
    let l = visitor.lang;
    Ok(MePage {
        shell: Shell::new(state, visitor, l.t("Tài khoản của tôi", "My account")),
        roles: visitor.session.roles.iter().map(|r| said::role(&l, r.tag())).collect(),
        second_factor: match visitor.session.second_factor {
            SecondFactor::Shown => l.t("đã lập", "set up"),
            SecondFactor::NotNeeded | SecondFactor::ToSetUp | SecondFactor::ToShow => {
                l.t("chưa lập", "not set up")
            }
        },
        sessions: sessions(&visitor.ctx, &token_of(headers)?).await?,
        drafts: draft::waiting(&visitor.ctx).await?,
        problems,
    })
}

pub(super) async fn show(State(state): State<WebState>, headers: HeaderMap, visitor: Visitor) -> Answer {
    draw(&page(&state, &headers, &visitor, Problems::default()).await?)
}

pub(super) async fn password(State(state): State<WebState>, headers: HeaderMap, posted: Posted) -> Answer {
    let Posted { visitor, fields } = posted;
    let l = visitor.lang;
    let mut problems = Problems::default();
    if fields.get("password") != fields.get("password_again") {
        problems
            .add("password_again", l.t("Hai lần nhập mật khẩu không giống nhau", "The two passwords differ"));
    } else {
        let (old, new) = (fields.get("old_password"), fields.get("password"));
        match set_password(&visitor.ctx, &token_of(&headers)?, old, new).await {
            Ok(()) => return Ok(Redirect::to("/account/me").into_response()),
            Err(AppError::Refused(Refusal::SignIn)) => {
                problems.add(
                    "old_password",
                    l.t("Mật khẩu hiện tại không đúng", "The present password is wrong"),
                );
            }
            Err(error @ AppError::Broken(Rule::WeakPassword)) => {
                problems.add("password", words::error(&l, &error))
            }
            Err(error @ (AppError::Refused(_) | AppError::Stale { .. } | AppError::Busy)) => {
                problems.add("", words::error(&l, &error));
            }
            Err(other) => return Err(other.into()),
        }
    }
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page(&state, &headers, &visitor, problems).await?)
}

pub(super) async fn end(posted: Posted) -> Answer {
    end_session(&posted.visitor.ctx, posted.fields.get("mark")).await?;
    Ok(Redirect::to("/account/me").into_response())
}

pub(super) async fn dismiss(posted: Posted) -> Answer {
    dismiss_notice(&posted.visitor.ctx).await?;
    Ok(Redirect::to("/account/me").into_response())
}

/// Throws a draft away; the form at its address would give it back.
pub(super) async fn forget(posted: Posted) -> Answer {
    let Posted { visitor, fields } = posted;
    draft::take(&visitor.ctx, crate::page::way_back(fields.get("path"))).await?.ok_or(AppError::NotFound)?;
    Ok(Redirect::to("/account/me").into_response())
}
