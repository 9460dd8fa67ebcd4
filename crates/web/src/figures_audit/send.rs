//! A text or a file comes in; a page, a document with comments or JSON goes out.

use super::page::page;
use super::view::{View, Weight, label, note};
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Problems};
use crate::lang::Lang;
use crate::page::{Visitor, check_token};
use crate::report::attachment;
use crate::state::WebState;
use crate::text::{Unread, text};
use crate::upload::{Sent, read};
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse as _;
use vunggoc_app::AppError;
use vunggoc_app::figures_audit::leave;
use vunggoc_app::file::File;
use vunggoc_figures::{Audit, audit, json};
use vunggoc_report::docx::{Comment, annotate_text};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Page,
    Docx,
    Json,
}

impl Wish {
    fn of(fields: &Fields) -> Self {
        match fields.get("as") {
            "docx" => Self::Docx,
            "json" => Self::Json,
            _ => Self::Page,
        }
    }
}

pub(super) async fn send(
    State(state): State<WebState>,
    visitor: Visitor,
    parts: Result<Multipart, MultipartRejection>,
) -> Answer {
    let l = visitor.lang;
    let Ok(parts) = parts else { return Err(WebError::ForeignForm) };
    let Sent { fields, mut files } = match read(parts).await {
        Ok(sent) => sent,
        Err(cut) => {
            let unread = Unread { field: "file", said: cut.said(&l).to_owned() };
            return refused(&state, &visitor, cut.status(), &cut.fields, unread).await;
        }
    };
    check_token(&visitor, fields.get("csrf"))?;
    leave(&visitor.ctx).await?;
    let text = match text(&state, l, fields.get("text").to_owned(), files.pop()).await? {
        Ok(text) => text,
        Err(unread) => {
            return refused(&state, &visitor, StatusCode::UNPROCESSABLE_ENTITY, &fields, unread).await;
        }
    };
    let audit = tokio::task::spawn_blocking(move || audit(&text)).await;
    let audit = audit.map_err(|e| AppError::Fault(Box::new(e)))?;
    match Wish::of(&fields) {
        Wish::Page => {
            let view = View::new(l, &audit);
            draw(&page(&state, &visitor, audit.text, Problems::default(), Some(view)).await?)
        }
        Wish::Docx => docx(l, &audit),
        Wish::Json => {
            let head = [(header::CONTENT_TYPE, "application/json")];
            Ok((head, json(&audit)).into_response())
        }
    }
}

/// The form again with what was pasted, and why nothing was audited.
async fn refused(
    state: &WebState,
    visitor: &Visitor,
    status: StatusCode,
    fields: &Fields,
    unread: Unread,
) -> Answer {
    let mut problems = Problems::default();
    problems.add(unread.field, unread.said);
    draw_as(status, &page(state, visitor, fields.get("text").to_owned(), problems, None).await?)
}

/// A document of the text, with a comment at each place to look at and each question.
fn docx(l: Lang, audit: &Audit) -> Answer {
    let wanted = |w: Weight| matches!(w, Weight::Look | Weight::Question);
    let comments: Vec<Comment> = audit
        .claims
        .iter()
        .filter(|claim| wanted(Weight::of(claim)))
        .map(|claim| Comment {
            range: claim.start..claim.end,
            author: "Vững Gốc".to_owned(),
            initials: "VG".to_owned(),
            text: format!("{}\n{}", label(l, claim), note(l, claim)),
        })
        .collect();
    let title = l.t("Kiểm tra số liệu", "Audit of figures");
    let bytes = annotate_text(title, &audit.text, &comments).map_err(|e| AppError::Fault(Box::new(e)))?;
    let media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document".to_owned();
    Ok(attachment(File { name: "kiem-tra-so-lieu.docx".to_owned(), media_type, bytes }))
}
