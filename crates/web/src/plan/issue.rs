//! Ban hành, điều chỉnh: the paper, and the signed file or where it lies.

use super::words;
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::listing::{Choice, secrecies};
use crate::page::{Visitor, check_token};
use crate::shell::Shell;
use crate::state::WebState;
use crate::upload::{Sent, read};
use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::plan::{Amending, Page, Publication, amend, issue, show};
use vunggoc_app::{AppError, Rule};
use vunggoc_core::plan::ActKind;
use vunggoc_core::{Id, Version};

#[derive(Template)]
#[template(path = "plan/issue.html")]
struct IssuePage {
    shell: Shell,
    page: Page,
    fields: Fields,
    problems: Problems,
    secrecies: Vec<Choice>,
}

impl IssuePage {
    fn amends(&self) -> bool {
        self.page.amending == Amending::Yes
    }
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    let fields = Fields::of(&[("paper_on", today.as_str()), ("secrecy", "internal")]);
    let page = show(&visitor.ctx, Id::new(id)).await?;
    draw(&form(&state, &visitor, page, fields, Problems::default()))
}

fn form(state: &WebState, visitor: &Visitor, page: Page, fields: Fields, problems: Problems) -> IssuePage {
    let l = visitor.lang;
    let act = if page.amending == Amending::Yes { ActKind::Amend } else { ActKind::Issue };
    let title = format!("{}: {}", words::act(&l, act), page.unit);
    IssuePage { shell: Shell::new(state, visitor, title), page, fields, problems, secrecies: secrecies(l) }
}

pub(super) async fn send(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<i64>,
    parts: Result<Multipart, MultipartRejection>,
) -> Answer {
    let l = visitor.lang;
    let Ok(parts) = parts else { return Err(WebError::ForeignForm) };
    let Sent { fields, files } = match read(parts).await {
        Ok(sent) => sent,
        Err(cut) => {
            let page = show(&visitor.ctx, Id::new(id)).await?;
            let mut problems = Problems::default();
            problems.add("signed", cut.said(&l));
            let status = cut.status();
            return draw_as(status, &form(&state, &visitor, page, cut.fields, problems));
        }
    };
    check_token(&visitor, fields.get("csrf"))?;
    let once = Some(fields.get("once")).filter(|k| !k.is_empty() && k.len() <= 64).map(str::to_owned);
    let ctx = visitor.ctx.clone().once(once);
    let page = show(&visitor.ctx, Id::new(id)).await?;
    let amends = fields.is("amends", "yes");
    let mut problems = Problems::default();
    let paper = crate::paper::read(&l, &fields, &mut problems);
    if amends {
        problems.need(
            Need::text(fields.get("reason")),
            "reason",
            l.t("Ghi lý do điều chỉnh", "Say why it is amended"),
        );
    }
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if problems.is_empty() {
        let seen = Version(fields.number("version").unwrap_or(0));
        let publication = Publication { paper, signed: files.into_iter().next() };
        let done = if amends {
            amend(&ctx, Id::new(id), seen, &state.rules, &publication, fields.get("reason")).await
        } else {
            issue(&ctx, Id::new(id), seen, &state.rules, &publication).await
        };
        match done {
            Ok(id) => return Ok(Redirect::to(&format!("/plans/{id}")).into_response()),
            Err(
                error
                @ (AppError::Broken(_) | AppError::Refused(_) | AppError::Stale { .. } | AppError::Busy),
            ) => {
                if let AppError::Stale { .. } = error {
                    status = StatusCode::CONFLICT;
                }
                problems.add(field_of(&error), crate::words::error(&l, &error));
            }
            Err(other) => return Err(other.into()),
        }
    }
    draw_as(status, &form(&state, &visitor, page, fields, problems))
}

fn field_of(error: &AppError) -> &'static str {
    match error {
        AppError::Broken(Rule::Field { name: "paper_on" }) => "paper_on",
        AppError::Broken(Rule::Said { code: "plan-signed-nowhere", .. }) => "paper_kept_at",
        AppError::Broken(Rule::Said { code: "plan-file-type" | "plan-file-size", .. }) => "signed",
        AppError::Broken(Rule::Said { code: "plan-secret", .. }) => "secrecy",
        _ => "",
    }
}
