//! Một văn bản, and the file of its signed copy: attached once, never from Mật up, given back as a download.

use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::Problems;
use crate::page::{Visitor, check_token};
use crate::report::attachment;
use crate::shell::Shell;
use crate::state::WebState;
use crate::upload::{Sent, read};
use crate::words;
use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::paper::file::{PaperPage, attach, file, show};
use vunggoc_app::{AppError, Rule};
use vunggoc_core::{Id, Version};

#[derive(Template)]
#[template(path = "paper/show.html")]
struct ShowPage {
    shell: Shell,
    page: PaperPage,
    problems: Problems,
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    problems: Problems,
) -> Result<ShowPage, WebError> {
    let page = show(&visitor.ctx, Id::new(id)).await?;
    let title = format!("{} {}", visitor.lang.t("Văn bản", "Paper"), page.number);
    Ok(ShowPage { shell: Shell::new(state, visitor, title), page, problems })
}

pub(super) async fn page(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    draw(&form(&state, &visitor, id, Problems::default()).await?)
}

pub(super) async fn download(visitor: Visitor, Path(id): Path<i64>) -> Answer {
    Ok(attachment(file(&visitor.ctx, Id::new(id)).await?))
}

pub(super) async fn send(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<i64>,
    parts: Result<Multipart, MultipartRejection>,
) -> Answer {
    let l = visitor.lang;
    let Ok(parts) = parts else { return Err(WebError::ForeignForm) };
    let mut problems = Problems::default();
    let Sent { fields, files } = match read(parts).await {
        Ok(sent) => sent,
        Err(cut) => {
            problems.add("file", cut.said(&l));
            return draw_as(cut.status(), &form(&state, &visitor, id, problems).await?);
        }
    };
    check_token(&visitor, fields.get("csrf"))?;
    let seen = Version(fields.number("version").unwrap_or(0));
    match files.into_iter().next() {
        None => problems.add("file", l.t("Chọn tệp bản ký", "Choose the file of the signed copy")),
        Some(chosen) => match attach(&visitor.ctx, Id::new(id), seen, chosen).await {
            Ok(_) => return Ok(Redirect::to(&format!("/papers/{id}")).into_response()),
            Err(AppError::Broken(Rule::Field { name: "file" })) => {
                problems.add(
                    "file",
                    l.t("Tệp trống hoặc lớn hơn 25 MB", "The file is empty, or larger than 25 MB"),
                );
            }
            Err(error @ (AppError::Broken(_) | AppError::Stale { .. } | AppError::Busy)) => {
                problems.add("file", words::error(&l, &error));
            }
            Err(other) => return Err(other.into()),
        },
    }
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &form(&state, &visitor, id, problems).await?)
}
