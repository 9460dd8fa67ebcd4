//! Chức danh của một tổ chức, phân công phụ trách và giúp đỡ: seen on both sides.

mod act;
mod charge;

use crate::error::{Answer, draw};
use crate::lang::Lang;
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use vunggoc_app::post::charge::{Charges, of_unit as charges_of};
use vunggoc_app::post::show::{PostsPage, of_unit};
use vunggoc_core::Id;
use vunggoc_core::post::Rank;

pub(crate) fn routes() -> Router<WebState> {
    Router::new()
        .route("/units/{id}/posts", get(page))
        .route("/units/{id}/posts/found", get(act::ask_found).post(act::send_found))
        .route("/units/{id}/posts/{post}/{act}", get(act::ask).post(act::send))
        .route("/units/{id}/charges/begin", get(charge::ask).post(charge::send))
        .route("/charges/{id}/end", post(charge::end_one))
}

/// Bậc của chức danh.
fn rank(l: &Lang, tag: &str) -> &'static str {
    match Rank::from_tag(tag) {
        Some(Rank::Head) => l.t("Cấp trưởng", "Head"),
        Some(Rank::Deputy) => l.t("Cấp phó", "Deputy"),
        Some(Rank::Officer) | None => l.t("Ủy viên, chuyên viên", "Member, officer"),
    }
}

#[derive(Template)]
#[template(path = "post/unit.html")]
struct UnitPage {
    shell: Shell,
    page: PostsPage,
    charges: Charges,
}

async fn page(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let page = of_unit(&visitor.ctx, Id::new(id)).await?;
    let charges = charges_of(&visitor.ctx, Id::new(id)).await?;
    let title = format!(
        "{}: {}",
        visitor.lang.t("Chức danh, phụ trách, giúp đỡ", "Posts, charge and help"),
        page.unit
    );
    draw(&UnitPage { shell: Shell::new(&state, &visitor, title), page, charges })
}
