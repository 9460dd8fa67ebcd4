//! From the errors of the use cases to pages: one table of status and message.

use crate::lang::Lang;
use crate::page::{request_id, way_back};
use crate::words;
use askama::Template;
use axum::extract::OriginalUri;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use vunggoc_app::AppError;

/// Why a page is not what was asked for.
#[derive(Debug)]
pub(crate) enum WebError {
    /// Nobody is signed in; the way back.
    SignIn { to: String },
    /// The second factor must be shown or set up first; the way back.
    SecondFactor { to: String },
    /// The form came from elsewhere, or its session is over.
    ForeignForm,
    /// The body is too large.
    TooLarge,
    /// A page could not be drawn.
    Draw(askama::Error),
    /// A use case did nothing.
    App(AppError),
}

impl From<AppError> for WebError {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<askama::Error> for WebError {
    fn from(error: askama::Error) -> Self {
        Self::Draw(error)
    }
}

/// What a handler of a page gives back.
pub(crate) type Answer = Result<Response, WebError>;

/// Draws a page.
pub(crate) fn draw(page: &impl Template) -> Answer {
    Ok(Html(page.render()?).into_response())
}

/// Draws a page with a status.
pub(crate) fn draw_as(status: StatusCode, page: &impl Template) -> Answer {
    Ok((status, Html(page.render()?)).into_response())
}

/// The page of what went wrong: small, whole, in both languages, without the frame, so that it can always be drawn.
#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage {
    title: &'static str,
    title_en: &'static str,
    text: String,
    text_en: String,
    request: Option<String>,
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let (status, title, title_en, text, text_en) = match &self {
            Self::SignIn { to } => {
                return leading_back("/sign-in", to);
            }
            Self::SecondFactor { to } => return leading_back("/account/second-factor", to),
            Self::ForeignForm => (
                StatusCode::FORBIDDEN,
                "Biểu mẫu không còn hiệu lực",
                "The form is no longer valid",
                "Phiên làm việc của biểu mẫu đã kết thúc hoặc biểu mẫu không thuộc phiên này. Hãy quay lại, tải lại trang và gửi lại.".to_owned(),
                "The session of the form has ended, or the form belongs to another one. Go back, reload the page and send it again.".to_owned(),
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "Dữ liệu gửi lên quá lớn",
                "Too much was sent",
                "Biểu mẫu hoặc tệp vượt quá dung lượng cho phép. Chưa có gì được ghi.".to_owned(),
                "The form or file exceeds the allowed size. Nothing was written.".to_owned(),
            ),
            Self::Draw(error) => return fault(&error.to_string()),
            Self::App(AppError::Fault(error)) => return fault(&error.to_string()),
            Self::App(error) => {
                let (status, title, title_en) = heading(error);
                (status, title, title_en, words::error(&Lang::Vi, error), words::error(&Lang::En, error))
            }
        };
        page(status, FaultPage { title, title_en, text, text_en, request: None })
    }
}

/// To a page that leads back to another one.
fn leading_back(page: &str, to: &str) -> Response {
    let to = way_back(to);
    let address = if to == "/" { page.to_owned() } else { format!("{page}?to={}", encode(to)) };
    Redirect::to(&address).into_response()
}

fn heading(error: &AppError) -> (StatusCode, &'static str, &'static str) {
    match error {
        AppError::NotFound => (StatusCode::NOT_FOUND, "Không tìm thấy", "Not found"),
        AppError::Refused(_) => (StatusCode::FORBIDDEN, "Không được phép", "Not allowed"),
        AppError::Broken(_) | AppError::Done(_) => {
            (StatusCode::UNPROCESSABLE_ENTITY, "Chưa thực hiện được", "Not done")
        }
        AppError::Stale { .. } => (StatusCode::CONFLICT, "Đã có người thay đổi", "Changed by someone else"),
        AppError::Busy => (StatusCode::SERVICE_UNAVAILABLE, "Hệ thống đang bận", "Busy"),
        AppError::Fault(_) => {
            (StatusCode::INTERNAL_SERVER_ERROR, "Lỗi của chương trình", "A fault of the program")
        }
    }
}

/// A fault is logged once, here, with the number that the page shows.
fn fault(what: &str) -> Response {
    let request = request_id();
    tracing::error!(request, what, "fault");
    let text =
        "Chưa có gì được ghi. Hãy thử lại; nếu vẫn lỗi, báo cho quản trị hệ thống số dưới đây.".to_owned();
    let text_en =
        "Nothing was written. Try again; if it goes on, give the administrator the number below.".to_owned();
    let (title, title_en) = ("Lỗi của chương trình", "A fault of the program");
    page(
        StatusCode::INTERNAL_SERVER_ERROR,
        FaultPage { title, title_en, text, text_en, request: Some(request) },
    )
}

fn page(status: StatusCode, page: FaultPage) -> Response {
    match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(_) => status.into_response(),
    }
}

/// What is asked for does not exist.
pub(crate) async fn nothing_here(OriginalUri(_): OriginalUri) -> Response {
    WebError::App(AppError::NotFound).into_response()
}

/// A path as the value of a query.
pub(crate) fn encode(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
