//! Đặt mật khẩu bằng mã dùng một lần, for the invited and the reset.

use super::address;
use crate::error::{Answer, draw, draw_as};
use crate::form::{Fields, Problems};
use crate::page::{lang_of, request_id};
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use vunggoc_app::account::OneTimeCode;
use vunggoc_app::account::code::redeem;
use vunggoc_app::{AppError, Rule};

#[derive(Template)]
#[template(path = "account/code.html")]
struct CodePage {
    shell: Shell,
    fields: Fields,
    problems: Problems,
    stage: Stage,
}

/// Whether the password is still to be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Ask,
    Done,
}

impl CodePage {
    fn is_done(&self) -> bool {
        self.stage == Stage::Done
    }
}

fn page(state: &WebState, parts: &Parts, fields: Fields, problems: Problems, stage: Stage) -> CodePage {
    let l = lang_of(parts);
    let shell = Shell::anyone(state, l, "/code", l.t("Đặt mật khẩu", "Set a password"));
    CodePage { shell, fields, problems, stage }
}

pub(super) async fn ask(State(state): State<WebState>, parts: Parts) -> Answer {
    draw(&page(&state, &parts, Fields::default(), Problems::default(), Stage::Ask))
}

pub(super) async fn send(State(state): State<WebState>, parts: Parts, body: Bytes) -> Answer {
    let (fields, l) = (Fields::parse(&body), lang_of(&parts));
    let mut problems = Problems::default();
    let (code, new) = (OneTimeCode::typed(fields.get("code")), fields.get("password"));
    if new != fields.get("password_again") {
        problems
            .add("password_again", l.t("Hai lần nhập mật khẩu không giống nhau", "The two passwords differ"));
    } else {
        let from = address(&parts.extensions);
        match redeem(&state.app, &code, new, &from, state.request(request_id())).await {
            Ok(()) => return draw(&page(&state, &parts, Fields::default(), problems, Stage::Done)),
            Err(error @ AppError::Broken(Rule::WeakPassword)) => {
                problems.add("password", words::error(&l, &error))
            }
            Err(error @ (AppError::Refused(_) | AppError::Broken(_) | AppError::Busy)) => {
                problems.add("code", words::error(&l, &error));
            }
            Err(other) => return Err(other.into()),
        }
    }
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page(&state, &parts, fields, problems, Stage::Ask))
}
