//! Nhật ký thao tác: whether the log holds, and its heads.

use crate::error::{Answer, draw};
use crate::form::Fields;
use crate::page::{Posted, Visitor};
use crate::said;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use vunggoc_app::audit::{self, Anchor, Verdict};

pub(crate) fn routes() -> Router<WebState> {
    Router::new().route("/audit", get(page).post(compare))
}

#[derive(Template)]
#[template(path = "audit/page.html")]
struct AuditPage {
    shell: Shell,
    verdict: Verdict,
    fault: Option<String>,
    heads: Vec<Anchor>,
    fields: Fields,
    problem: Option<&'static str>,
}

async fn page(State(state): State<WebState>, visitor: Visitor) -> Answer {
    draw(&made(&state, &visitor, Fields::default()).await?)
}

/// Verifies again with heads that were written down elsewhere.
async fn compare(State(state): State<WebState>, posted: Posted) -> Answer {
    draw(&made(&state, &posted.visitor, posted.fields).await?)
}

async fn made(
    state: &WebState,
    visitor: &Visitor,
    fields: Fields,
) -> Result<AuditPage, crate::error::WebError> {
    let l = visitor.lang;
    let (anchors, problem) = match audit::anchors(fields.get("anchors")) {
        Ok(anchors) => (anchors, None),
        Err(_) => (
            Vec::new(),
            Some(l.t(
                "Đầu chuỗi không đọc được: mỗi dòng gồm số niêm, hàm băm 64 ký tự, thời điểm",
                "The heads do not read: each line is a seal number, a hash of 64 characters and an instant",
            )),
        ),
    };
    let verdict = audit::verify(&visitor.ctx, &anchors).await?;
    let heads = audit::heads(&visitor.ctx, 10).await?;
    let fault = verdict.fault.as_ref().map(|f| said::audit_fault(&l, f));
    let shell = Shell::new(state, visitor, l.t("Nhật ký thao tác", "Log of acts"));
    Ok(AuditPage { shell, verdict, fault, heads, fields, problem })
}
