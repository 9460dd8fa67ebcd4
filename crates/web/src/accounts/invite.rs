//! Mời người dùng: the code is shown once, to be handed over by hand.

use crate::error::{Answer, draw, draw_as};
use crate::form::{Fields, Problems};
use crate::page::{Posted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use vunggoc_app::account::invite::{Invitation, Made, invite};
use vunggoc_app::account::list::show;
use vunggoc_app::{AppError, Rule};

#[derive(Template)]
#[template(path = "accounts/invite.html")]
struct InvitePage {
    shell: Shell,
    fields: Fields,
    problems: Problems,
}

fn page(state: &WebState, visitor: &Visitor, fields: Fields, problems: Problems) -> InvitePage {
    let shell = Shell::new(state, visitor, visitor.lang.t("Mời người dùng", "Invite a person"));
    InvitePage { shell, fields, problems }
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor) -> Answer {
    // Only for whom the list opens.
    vunggoc_app::account::list::places(&visitor.ctx, "").await?;
    draw(&page(&state, &visitor, Fields::default(), Problems::default()))
}

pub(super) async fn send(State(state): State<WebState>, posted: Posted) -> Answer {
    let Posted { visitor, fields } = posted;
    let l = visitor.lang;
    let wish = Invitation {
        login: fields.get("login").trim().into(),
        shown_name: fields.get("shown_name").trim().into(),
        post: fields.get("post").trim().into(),
        grants: Vec::new(),
    };
    let mut problems = Problems::default();
    match invite(&visitor.ctx, wish).await {
        Ok(made) => return code(&state, &visitor, made).await,
        Err(AppError::Broken(Rule::Field { name })) => {
            let message = match name {
                "login" => l.t(
                    "Tên đăng nhập: 3-60 chữ, số, dấu chấm, gạch nối",
                    "User name: 3-60 letters, digits, dots, dashes",
                ),
                "post" => l.t("Nhập chức danh", "Enter the post"),
                _ => l.t("Nhập họ tên", "Enter the name"),
            };
            problems.add(name, message);
        }
        Err(error @ AppError::Broken(Rule::LoginTaken)) => problems.add("login", words::error(&l, &error)),
        Err(error @ (AppError::Broken(_) | AppError::Busy)) => problems.add("", words::error(&l, &error)),
        Err(other) => return Err(other.into()),
    }
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page(&state, &visitor, fields, problems))
}

#[derive(Template)]
#[template(path = "accounts/code.html")]
struct CodePage {
    shell: Shell,
    login: String,
    account: i64,
    code: Option<String>,
}

/// The page that shows a code, once.
pub(super) async fn code(state: &WebState, visitor: &Visitor, made: Made) -> Answer {
    let login = show(&visitor.ctx, made.account).await?.login;
    let shell = Shell::new(state, visitor, visitor.lang.t("Mã dùng một lần", "One-time code"));
    let code = made.code.map(|c| c.reveal().to_owned());
    draw(&CodePage { shell, login, account: made.account.number(), code })
}
