//! A text or a file comes in; a page, a document with comments or JSON goes out.

use super::MOST_LETTERS;
use super::page::page;
use super::view::{View, Weight, label, note};
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::Problems;
use crate::lang::Lang;
use crate::page::{Visitor, check_token};
use crate::report::attachment;
use crate::state::{PdfFault, WebState};
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::{Multipart, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse as _;
use vunggoc_app::figures_audit::{leave, read};
use vunggoc_app::file::{FILE_LIMIT, File};
use vunggoc_app::import::ReadError;
use vunggoc_app::{AppError, Rule};
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
            return refused(&state, &visitor, String::new(), ("file", said.to_owned())).await;
        }
    };
    check_token(&visitor, &sent.csrf)?;
    leave(&visitor.ctx).await?;
    let typed = sent.text.clone();
    let text = match text(&state, &visitor, sent.text, sent.file).await? {
        Ok(text) => text,
        Err(problem) => return refused(&state, &visitor, typed, problem).await,
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

async fn refused(
    state: &WebState,
    visitor: &Visitor,
    typed: String,
    (field, said): (&str, String),
) -> Answer {
    let mut problems = Problems::default();
    problems.add(field, said);
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page(state, visitor, typed, problems, None).await?)
}

/// The text to audit: the file's where one was sent, else what was pasted. The inner error is a problem of a field.
async fn text(
    state: &WebState,
    visitor: &Visitor,
    pasted: String,
    file: Option<File>,
) -> Result<Result<String, (&'static str, String)>, WebError> {
    let l = visitor.lang;
    let (field, raw) = match file {
        Some(file) if file.bytes.len() > FILE_LIMIT => {
            return Ok(Err(("file", l.t("Tệp lớn hơn 25 MB.", "The file is larger than 25 MB.").to_owned())));
        }
        Some(file) if file.bytes.starts_with(b"%PDF") => match (state.pdf)(file.bytes).await {
            Ok(text) => ("file", text),
            Err(fault) => return Ok(Err(("file", of_pdf(l, fault).to_owned()))),
        },
        Some(file) => match read(&visitor.ctx, file).await {
            Ok(text) => ("file", text),
            Err(AppError::Broken(Rule::Sheet(error))) => return Ok(Err(("file", of_reading(l, &error)))),
            Err(other) => return Err(other.into()),
        },
        None => ("text", pasted),
    };
    let text = plain(&raw);
    if text.trim().is_empty() {
        let said = l.t("Dán văn bản hoặc chọn tệp cần kiểm tra.", "Paste a text or choose a file.");
        return Ok(Err((field, said.to_owned())));
    }
    if text.chars().count() > MOST_LETTERS {
        let said = l.t(
            "Văn bản dài hơn 1.000.000 ký tự. Hãy tách thành nhiều phần.",
            "The text is longer than 1,000,000 letters. Split it.",
        );
        return Ok(Err((field, said.to_owned())));
    }
    Ok(Ok(text))
}

/// Line ends as one sign, and blanks for signs that no document can carry.
fn plain(text: &str) -> String {
    let lines = text.replace("\r\n", "\n");
    let odd = |c: char| (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{fffe}' | '\u{ffff}');
    lines.replace(odd, " ")
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

fn of_pdf(l: Lang, fault: PdfFault) -> &'static str {
    match fault {
        PdfFault::NoText => l.t(
            "PDF này không có lớp chữ (bản chụp, bản quét). Hãy dán văn bản hoặc gửi bản DOCX.",
            "This PDF has no text (a scan). Paste the text or send the DOCX.",
        ),
        PdfFault::Encrypted => l.t(
            "PDF có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.",
            "The PDF has a password. Take it off and send it again.",
        ),
        PdfFault::Damaged => l.t(
            "PDF bị hỏng. Hãy gửi lại tệp gốc hoặc bản DOCX.",
            "The PDF is damaged. Send the original again, or the DOCX.",
        ),
        PdfFault::TooHard => l.t(
            "Không đọc được PDF này. Hãy dán văn bản hoặc gửi bản DOCX.",
            "This PDF cannot be read. Paste the text or send the DOCX.",
        ),
    }
}

fn of_reading(l: Lang, error: &ReadError) -> String {
    match error {
        ReadError::NotASpreadsheet { .. } => l
            .t(
                "Không đọc được loại tệp này. Nhận .docx, .pdf, .xlsx, .xls, .csv, .txt, .md; Word cũ (.doc) hãy lưu thành .docx.",
                "This kind of file cannot be read. .docx, .pdf, .xlsx, .xls, .csv, .txt, .md are taken; save old Word (.doc) as .docx.",
            )
            .to_owned(),
        other => crate::import::read_error(&l, other),
    }
}
