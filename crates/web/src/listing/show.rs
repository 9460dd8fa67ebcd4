//! Một hồ sơ.

use crate::error::{Answer, WebError, draw};
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use vunggoc_app::listing::show::{ListingPage, show};
use vunggoc_core::Id;

#[derive(Template)]
#[template(path = "listing/show.html")]
struct ShowPage {
    shell: Shell,
    page: ListingPage,
}

pub(super) async fn page(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let page = show(&visitor.ctx, Id::new(id)).await?;
    let title = format!("{}: {}", visitor.lang.t("Hồ sơ", "Listing"), page.unit);
    draw(&ShowPage { shell: Shell::new(&state, &visitor, title), page })
}

/// One listing with every act, as JSON.
#[utoipa::path(get, path = "/api/listings/{id}", params(("id" = i64, Path)), responses((status = 200, body = ListingPage), (status = 404)))]
pub(crate) async fn show_json(visitor: Visitor, Path(id): Path<i64>) -> Result<Json<ListingPage>, WebError> {
    Ok(Json(show(&visitor.ctx, Id::new(id)).await?))
}
