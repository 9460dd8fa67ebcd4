//! Xác thực hai lớp: the one page that opens while a session owes its second factor.

use super::{Back, token_of};
use crate::error::{Answer, draw, draw_as};
use crate::page::{Posted, Visitor, way_back};
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect};
use std::fmt::Write as _;
use vunggoc_app::AppError;
use vunggoc_app::account::second_factor::{SetUp, begin, confirm, show};
use vunggoc_app::account::session::SecondFactor;

#[derive(Template)]
#[template(path = "account/second_factor.html")]
struct FactorPage {
    shell: Shell,
    set_up: Option<SetUp>,
    to: String,
    problem: Option<String>,
}

pub(super) async fn ask(
    State(state): State<WebState>,
    headers: HeaderMap,
    Query(back): Query<Back>,
    visitor: Visitor,
) -> Answer {
    if visitor.session.second_factor == SecondFactor::Shown {
        return Ok(Redirect::to("/account/me").into_response());
    }
    draw(&page(&state, &headers, &visitor, &back.to, None).await?)
}

async fn page(
    state: &WebState,
    headers: &HeaderMap,
    visitor: &Visitor,
    to: &str,
    problem: Option<String>,
) -> Result<FactorPage, crate::error::WebError> {
    let set_up = match visitor.session.second_factor {
        SecondFactor::ToShow | SecondFactor::Shown => None,
        SecondFactor::ToSetUp | SecondFactor::NotNeeded => {
            Some(begin(&state.app, &token_of(headers)?, visitor.ctx.request().clone()).await?)
        }
    };
    let shell = Shell::new(state, visitor, visitor.lang.t("Xác thực hai lớp", "Second factor"));
    Ok(FactorPage { shell, set_up, to: way_back(to).to_owned(), problem })
}

pub(super) async fn send(State(state): State<WebState>, headers: HeaderMap, posted: Posted) -> Answer {
    let Posted { visitor, fields } = posted;
    let (token, code, request) = (token_of(&headers)?, fields.get("code"), visitor.ctx.request().clone());
    let done = match visitor.session.second_factor {
        SecondFactor::Shown => return Ok(Redirect::to("/").into_response()),
        SecondFactor::ToShow => show(&state.app, &token, code, request).await,
        SecondFactor::ToSetUp | SecondFactor::NotNeeded => confirm(&state.app, &token, code, request).await,
    };
    match done {
        Ok(()) => Ok(Redirect::to(way_back(fields.get("to"))).into_response()),
        Err(error @ (AppError::Refused(_) | AppError::Busy)) => {
            let problem = Some(words::error(&visitor.lang, &error));
            draw_as(
                StatusCode::UNPROCESSABLE_ENTITY,
                &page(&state, &headers, &visitor, fields.get("to"), problem).await?,
            )
        }
        Err(other) => Err(other.into()),
    }
}

/// The address of the set-up as a picture that a phone reads.
pub(super) async fn picture(State(state): State<WebState>, headers: HeaderMap, visitor: Visitor) -> Answer {
    let set_up = begin(&state.app, &token_of(&headers)?, visitor.ctx.request().clone()).await?;
    let svg = qr(&set_up.uri).ok_or(AppError::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "no-store")], svg).into_response())
}

/// Modules of the quiet zone around the code.
const QUIET: i32 = 4;

fn qr(text: &str) -> Option<String> {
    let code = qrcodegen::QrCode::encode_text(text, qrcodegen::QrCodeEcc::Medium).ok()?;
    let side = code.size() + 2 * QUIET;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\""
    );
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            let _ = write!(svg, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    svg.push_str("\"/></svg>");
    Some(svg)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_picture_has_its_three_corners() {
        let svg = super::qr("otpauth://totp/Vung%20Goc:admin?secret=MZXW6YTBOI").unwrap();
        // The outer corner of each finder pattern is dark, the quiet zone is not.
        assert!(svg.contains("M4 4h1") && !svg.contains("M3 4h1"), "{svg}");
        assert_eq!(super::qr(&"x".repeat(10_000)), None);
    }
}
