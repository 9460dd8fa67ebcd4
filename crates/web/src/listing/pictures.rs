//! Biểu đồ: the list over the years, how long, by committee, by group; each with its table.

use crate::error::{Answer, WebError, draw};
use crate::lang::Lang;
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use vunggoc_app::listing::pictures::{Pictures, Year, pictures};
use vunggoc_core::Id;

/// Which subtree.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
pub(crate) struct PicturesQuery {
    /// The subtree; the reader's own where missing.
    under: Option<i64>,
}

#[derive(Template)]
#[template(path = "listing/pictures.html")]
struct PicturesPage {
    shell: Shell,
    page: Pictures,
}

impl PicturesPage {
    /// The address of the listings behind a number of a year, without the column.
    fn behind(&self, year: &Year) -> String {
        format!(
            "/listings/flow/behind?from={}&to={}&under={}&tier=&column=",
            year.from_on, year.to_on, self.page.under_id
        )
    }
    fn age(&self, l: &Lang, tag: &str) -> &'static str {
        match tag {
            "under-6" => l.t("Dưới 6 tháng", "Under 6 months"),
            "6-12" => l.t("Từ 6 đến dưới 12 tháng", "6 to under 12 months"),
            "12-24" => l.t("Từ 12 đến dưới 24 tháng", "12 to under 24 months"),
            "24-36" => l.t("Từ 24 đến dưới 36 tháng", "24 to under 36 months"),
            _ => l.t("Từ 36 tháng", "36 months and more"),
        }
    }
}

pub(super) async fn page(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(query): Query<PicturesQuery>,
) -> Answer {
    let page = pictures(&visitor.ctx, query.under.map(Id::new)).await?;
    let title = visitor.lang.t("Biểu đồ theo dõi, củng cố", "Pictures of the list");
    draw(&PicturesPage { shell: Shell::new(&state, &visitor, title), page })
}

/// What the pictures are drawn from, as JSON.
#[utoipa::path(get, path = "/api/listings/pictures", params(PicturesQuery), responses((status = 200, body = Pictures), (status = 404)))]
pub(crate) async fn pictures_json(
    visitor: Visitor,
    Query(query): Query<PicturesQuery>,
) -> Result<Json<Pictures>, WebError> {
    Ok(Json(pictures(&visitor.ctx, query.under.map(Id::new)).await?))
}
