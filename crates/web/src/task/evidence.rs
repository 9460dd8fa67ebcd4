//! Nộp minh chứng: a file, or number and date of a paper.

use super::Choice;
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Problems};
use crate::listing::secrecies;
use crate::page::{Visitor, check_token};
use crate::shell::Shell;
use crate::state::WebState;
use crate::upload::{Sent, read};
use crate::words;
use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::AppError;
use vunggoc_app::file::File;
use vunggoc_app::task::evidence::{bring, file as file_of};
use vunggoc_app::task::show::{TaskPage, show};
use vunggoc_core::paper::Secrecy;
use vunggoc_core::task::evidence::Evidence;
use vunggoc_core::{Id, Version};

#[derive(Template)]
#[template(path = "task/evidence.html")]
struct EvidencePage {
    shell: Shell,
    page: TaskPage,
    fields: Fields,
    problems: Problems,
    secrecies: Vec<Choice>,
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    fields: Fields,
    problems: Problems,
) -> Result<EvidencePage, WebError> {
    let l = visitor.lang;
    let page = show(&visitor.ctx, Id::new(id)).await?;
    if !page.may_bring {
        return Err(AppError::NotFound.into());
    }
    let title =
        format!("{}: {} {}", l.t("Nộp minh chứng", "Bring evidence"), l.t("nhiệm vụ", "task"), page.no);
    let shell = Shell::new(state, visitor, title);
    Ok(EvidencePage { shell, page, fields, problems, secrecies: secrecies(l) })
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    draw(&form(&state, &visitor, id, Fields::of(&[("secrecy", "open")]), Problems::default()).await?)
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
            let mut problems = Problems::default();
            problems.add("file", cut.said(&l));
            let status = cut.status();
            return draw_as(status, &form(&state, &visitor, id, cut.fields, problems).await?);
        }
    };
    check_token(&visitor, fields.get("csrf"))?;
    let seen = Version(fields.number("version").unwrap_or(0));
    let (evidence, field) = evidence(files.into_iter().next(), &fields);
    let error = match bring(&visitor.ctx, Id::new(id), seen, evidence).await {
        Ok(_) => return Ok(Redirect::to(&format!("/tasks/{id}")).into_response()),
        Err(error @ (AppError::Broken(_) | AppError::Stale { .. } | AppError::Busy)) => error,
        Err(other) => return Err(other.into()),
    };
    let mut problems = Problems::default();
    problems.add(field, words::error(&l, &error));
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &form(&state, &visitor, id, fields, problems).await?)
}

/// A file where one was chosen, else a paper; and the field that a problem leads to.
fn evidence(file: Option<File>, fields: &Fields) -> (Evidence, &'static str) {
    let secrecy = Secrecy::from_tag(fields.get("secrecy")).unwrap_or(Secrecy::Open);
    match file {
        Some(file) => (Evidence::File { name: file.name, bytes: file.bytes, secrecy }, "file"),
        None => {
            let text = |name: &str| fields.get(name).trim().to_owned();
            let (number, issuer, kept_at) = (text("number"), text("issuer"), text("kept_at"));
            let signed_on = fields.day("signed_on");
            (Evidence::Paper { number, signed_on, issuer, secrecy, kept_at }, "number")
        }
    }
}

pub(super) async fn file(visitor: Visitor, Path((id, evidence)): Path<(i64, i64)>) -> Answer {
    let file = file_of(&visitor.ctx, Id::new(id), Id::new(evidence)).await?;
    Ok(crate::report::attachment(file))
}
