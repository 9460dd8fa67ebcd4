//! A text or a file comes in; a page, a document with comments or JSON goes out.

use super::page::page;
use super::view::{View, Weight, label, note};
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::Problems;
use crate::lang::Lang;
use crate::page::{Visitor, check_token};
use crate::report::attachment;
use crate::state::WebState;
use crate::text::{Unread, text};
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::{Multipart, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse as _;
use vunggoc_app::AppError;
use vunggoc_app::figures_audit::leave;
use vunggoc_app::file::File;
use vunggoc_figures::{Audit, audit, json};
use vunggoc_report::docx::{Comment, annotate_text};

/// What is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Wish {
    #[default]
    Page,
    Docx,
    Json,
}

/// What came with the form. Nothing of it outlives the request.
#[derive(Default)]
struct Sent {
    csrf: String,
    text: String,
    wish: Wish,
    file: Option<File>,
}

async fn sent(mut parts: Multipart) -> Result<Sent, MultipartError> {
    let mut sent = Sent::default();
    while let Some(field) = parts.next_field().await? {
        match field.name().unwrap_or_default() {
            "csrf" => sent.csrf = field.text().await?,
            "text" => sent.text = field.text().await?,
            "as" => {
                sent.wish = match field.text().await?.as_str() {
                    "docx" => Wish::Docx,
                    "json" => Wish::Json,
                    _ => Wish::Page,
                };
            }
            "file" => {
                let name = field.file_name().unwrap_or_default().to_owned();
                let bytes = field.bytes().await?.to_vec();
                if !name.is_empty() {
                    sent.file = Some(File { name, media_type: String::new(), bytes });
                }
            }
            _ => {}
        }
    }
    Ok(sent)
}

pub(super) async fn send(
    State(state): State<WebState>,
    visitor: Visitor,
    parts: Result<Multipart, MultipartRejection>,
) -> Answer {
    let l = visitor.lang;
    let Ok(parts) = parts else { return Err(WebError::ForeignForm) };
    let sent = match sent(parts).await {
        Ok(sent) => sent,
        Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => return Err(WebError::TooLarge),
        Err(_) => {
            let said = l.t(
                "Dữ liệu gửi lên bị ngắt giữa chừng. Hãy gửi lại.",
                "The upload was cut off. Send it again.",
            );
            let unread = Unread { field: "file", said: said.to_owned() };
            return refused(&state, &visitor, String::new(), unread).await;
        }
    };
    check_token(&visitor, &sent.csrf)?;
    leave(&visitor.ctx).await?;
    let typed = sent.text.clone();
    let text = match text(&state, l, sent.text, sent.file).await? {
        Ok(text) => text,
        Err(unread) => return refused(&state, &visitor, typed, unread).await,
    };
    let audit = tokio::task::spawn_blocking(move || audit(&text)).await;
    let audit = audit.map_err(|e| AppError::Fault(Box::new(e)))?;
    match sent.wish {
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

async fn refused(state: &WebState, visitor: &Visitor, typed: String, unread: Unread) -> Answer {
    let mut problems = Problems::default();
    problems.add(unread.field, unread.said);
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page(state, visitor, typed, problems, None).await?)
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
