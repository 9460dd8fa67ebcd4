//! Đọc và viết một báo cáo: the paper with every figure a link, the drafter's texts, the check of its figures.

use super::view::{Line, Marked, Part, Weight, mark, parts};
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Problems};
use crate::lang::Lang;
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::AppError;
use vunggoc_app::report::{Note, Page, Since, Stage, plain, set_texts, show};
use vunggoc_core::{Id, Version};

/// A figure that the check asks the drafter to look at again.
struct Finding {
    /// Its number, which the mark in the text also has.
    number: usize,
    marked: Marked,
    place: String,
    label: String,
    note: String,
}

#[derive(Template)]
#[template(path = "report/read.html")]
struct ReadPage {
    shell: Shell,
    page: Page,
    title: String,
    parts: Vec<Part>,
    findings: Vec<Finding>,
    problems: Problems,
}

impl ReadPage {
    /// Puts what was typed back into the drafter's texts.
    fn retype(&mut self, fields: &Fields) {
        for (slot, _, words) in &mut self.page.texts {
            let name = format!("slot-{slot}");
            if let Some((_, typed)) = fields.all().iter().find(|(field, _)| *field == name) {
                words.clone_from(typed);
            }
        }
    }
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    problems: Problems,
) -> Result<ReadPage, WebError> {
    let page = show(&visitor.ctx, Id::new(id), &state.rules).await?;
    let text = plain(&visitor.ctx, Id::new(id), &state.rules).await?;
    let title = format!("{} {id}", super::kind(&visitor.lang, &page.kind));
    let mut parts = parts(&page.paper, &page.notes);
    // Only whoever writes the draft sees what is to be looked at again.
    let asks = page.may_write && page.state == Stage::Draft;
    let findings = if asks { findings(visitor.lang, &text, &mut parts) } else { Vec::new() };
    Ok(ReadPage {
        shell: Shell::new(state, visitor, title),
        title: page.paper.title(),
        parts,
        findings,
        problems,
        page,
    })
}

/// What the audit of figures says of the text: only what it can prove or is likely. Each is marked where it stands.
fn findings(l: Lang, text: &str, parts: &mut [Part]) -> Vec<Finding> {
    let audit = vunggoc_figures::audit(text);
    let accused = audit.claims.iter().filter(|c| c.accuses());
    let of = |(i, c): (usize, &vunggoc_figures::Claim)| Finding {
        number: i + 1,
        marked: mark(parts, &c.text, i + 1),
        place: c.text.clone(),
        label: if l == Lang::Vi { c.label_vi() } else { c.label_en() },
        note: if l == Lang::Vi { c.note.vi() } else { c.note.en() },
    };
    accused.enumerate().map(of).collect()
}

pub(super) async fn page(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let draft = visitor.draft().await?;
    let mut page = form(&state, &visitor, id, Problems::default()).await?;
    if let Some(fields) = draft {
        page.retype(&fields);
    }
    draw(&page)
}

pub(super) async fn write(
    State(state): State<WebState>,
    Path(id): Path<i64>,
    Drafted { visitor, fields }: Drafted,
) -> Answer {
    let seen = Version(fields.number("version").unwrap_or(0));
    let texts = fields
        .all()
        .iter()
        .filter_map(|(name, words)| name.strip_prefix("slot-").map(|slot| (slot.to_owned(), words.clone())));
    match set_texts(&visitor.ctx, Id::new(id), seen, texts.collect()).await {
        Ok(_) => Ok(Redirect::to(&format!("/reports/{id}")).into_response()),
        Err(error @ (AppError::Stale { .. } | AppError::Broken(_) | AppError::Busy)) => {
            let mut problems = Problems::default();
            problems.add("", words::error(&visitor.lang, &error));
            let mut page = form(&state, &visitor, id, problems).await?;
            page.retype(&fields);
            draw_as(StatusCode::CONFLICT, &page)
        }
        Err(other) => Err(other.into()),
    }
}

/// Every figure of a report with its query, base and data window, as JSON.
#[utoipa::path(get, path = "/reports/{id}/figures", params(("id" = i64, Path)), responses((status = 200, body = [Note]), (status = 404)))]
pub(crate) async fn figures(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<i64>,
) -> Result<Json<Vec<Note>>, WebError> {
    Ok(Json(show(&visitor.ctx, Id::new(id), &state.rules).await?.notes))
}
