//! Đánh giá kết quả củng cố: its pages, from the self-evaluation to the watch after removal.
//!
//! The organisation has its own pages (`/self-evaluations`), a supporting body its own (`/opinions`): each shows only
//! what it is asked about.

mod appraise;
mod ask;
mod begin;
mod conclude;
pub(crate) mod list;
mod opinions;
mod report;
pub(crate) mod show;
mod watch;
pub(crate) mod words;

use crate::error::WebError;
use crate::form::Problems;
use crate::lang::Lang;
use crate::state::WebState;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use vunggoc_app::{AppError, Refusal};

pub(crate) fn routes() -> Router<WebState> {
    Router::new()
        .route("/listings/{id}/evaluate", get(begin::ask).post(begin::send))
        .route("/evaluations", get(list::page))
        .route("/evaluations/{id}", get(show::page))
        .route("/evaluations/{id}/report", get(report::ask).post(report::send))
        .route("/evaluations/{id}/ask", get(ask::ask).post(ask::send))
        .route("/evaluations/{id}/appraise", get(appraise::ask).post(appraise::send))
        .route("/evaluations/{id}/conclude/{way}", get(conclude::ask).post(conclude::send))
        .route("/self-evaluations", get(report::list))
        .route("/opinions", get(opinions::list))
        .route("/opinions/{id}", get(opinions::ask).post(opinions::send))
        .route("/watches", get(watch::list))
        .route("/watches/{id}", get(watch::page))
        .route("/watches/{id}/note", post(watch::send))
}

/// The page of the evaluation, for who asks for a form that is not open to him now: done already, too early, or another's.
/// A form that brings back what was typed when a session ended is shown all the same: the text must not be lost.
fn elsewhere(id: i64) -> Response {
    Redirect::to(&format!("/evaluations/{id}")).into_response()
}

/// Notes what stands against what was sent and answers how the form comes back; what the sender cannot mend goes on.
fn against(l: &Lang, error: AppError, problems: &mut Problems) -> Result<StatusCode, WebError> {
    let status = match &error {
        AppError::Stale { .. } => StatusCode::CONFLICT,
        AppError::Refused(Refusal::NotGranted(_)) => return Err(error.into()),
        AppError::Broken(_) | AppError::Refused(_) | AppError::Busy => StatusCode::UNPROCESSABLE_ENTITY,
        _ => return Err(error.into()),
    };
    problems.add(field_of(&error), message(l, &error));
    Ok(status)
}

/// What people may be told beside a field of a form.
pub(crate) fn field_of(error: &vunggoc_app::AppError) -> &'static str {
    use vunggoc_app::{AppError, Rule};
    use vunggoc_core::evaluation::Broken as B;
    use vunggoc_core::listing::Broken as L;
    match error {
        AppError::Broken(Rule::Field { name }) => name,
        AppError::Broken(Rule::Evaluation(B::NotOvercome { .. })) => "despite",
        AppError::Broken(Rule::Evaluation(B::WithoutOpinions { .. })) => "without_opinions",
        AppError::Broken(Rule::Evaluation(B::NoReason)) => "reason",
        AppError::Broken(Rule::Evaluation(B::NoWords)) => "words",
        AppError::Broken(Rule::Evaluation(B::DueBeforeAsked)) => "due_on",
        AppError::Broken(Rule::Evaluation(B::NotBefore { .. })) => "paper_on",
        AppError::Broken(Rule::Listing(L::DueNotAfter { .. } | L::NotLonger { .. })) => "due_on",
        AppError::Broken(Rule::Listing(L::NotAfterLast { .. })) => "on",
        AppError::Broken(Rule::Listing(L::NoResult)) => "result",
        AppError::Broken(Rule::Votes(_)) => "n_agreed",
        _ => "",
    }
}

/// The words beside a field; a day in the future or before its step is said so.
pub(crate) fn message(l: &crate::lang::Lang, error: &vunggoc_app::AppError) -> String {
    use vunggoc_app::{AppError, Rule};
    match error {
        AppError::Broken(Rule::Field { name: "on" | "paper_on" | "decided_on" | "noted_on" }) => l
            .t(
                "Ngày phải không sau hôm nay và không trước bước trước.",
                "The day must not lie in the future, nor before the step before it.",
            )
            .into(),
        AppError::Broken(Rule::Field { name: "watch_until" }) => l
            .t(
                "Nhập ngày cuối theo dõi sau củng cố, sau ngày ra khỏi diện.",
                "Enter the last day of the watch, after the removal.",
            )
            .into(),
        other => crate::words::error(l, other),
    }
}
