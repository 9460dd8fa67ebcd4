//! Căn cứ giao nhiệm vụ: the list, and one with its table (Bảng phân công nhiệm vụ).

use super::{Choice, kinds, words};
use crate::error::{Answer, WebError, draw};
use crate::form::Fields;
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::Json;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use vunggoc_app::task::export::{Wanted, xlsx};
use vunggoc_app::task::ground::{GroundLine, GroundPage, list, show};
use vunggoc_app::task::list::PAGE;
use vunggoc_core::Id;
use vunggoc_core::access::{Action, may};
use vunggoc_core::task::ground::Kind;

/// The filter as the address carries it.
#[derive(Debug, Default, Deserialize)]
pub(super) struct GroundQuery {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    offset: i64,
}

#[derive(Template)]
#[template(path = "task/grounds.html")]
struct GroundsPage {
    shell: Shell,
    fields: Fields,
    kinds: Vec<Choice>,
    lines: Vec<GroundLine>,
    more: bool,
    may_assign: bool,
    offset: i64,
}

pub(super) async fn list_page(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(query): Query<GroundQuery>,
) -> Answer {
    let l = visitor.lang;
    let offset = query.offset.max(0);
    let (lines, more) = list(&visitor.ctx, Kind::from_tag(&query.kind), offset).await?;
    draw(&GroundsPage {
        shell: Shell::new(&state, &visitor, l.t("Căn cứ giao nhiệm vụ", "Grounds of tasks")),
        fields: Fields::of(&[("kind", &query.kind)]),
        kinds: kinds(l),
        lines,
        more,
        may_assign: visitor.session.roles.iter().any(|r| may(*r, Action::AssignTasks)),
        offset,
    })
}

#[derive(Template)]
#[template(path = "task/ground.html")]
struct ShowPage {
    shell: Shell,
    page: GroundPage,
}

impl ShowPage {
    fn is(&self, kind: &str) -> bool {
        self.page.kind == kind
    }
    fn is_counted(&self) -> bool {
        self.page.rows.iter().any(|r| r.counted.is_some())
    }
    fn may_carry(&self) -> bool {
        let left = |r: &vunggoc_app::task::ground::TableRow| {
            r.line.closed_on.is_none() && r.counted.as_ref().is_some_and(|q| q.n_left > 0)
        };
        self.page.may_assign && self.is("year-plan") && self.page.rows.iter().any(left)
    }
}

pub(super) async fn page(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let page = show(&visitor.ctx, Id::new(id)).await?;
    draw(&ShowPage { shell: Shell::new(&state, &visitor, page.title.clone()), page })
}

/// The table of a ground, as a workbook.
pub(super) async fn export(visitor: Visitor, Path(id): Path<i64>) -> Answer {
    Ok(crate::report::files::attachment(xlsx(&visitor.ctx, &Wanted::Ground(Id::new(id))).await?))
}

/// One ground with its table, as JSON.
#[utoipa::path(get, path = "/api/grounds/{id}", params(("id" = i64, Path)), responses((status = 200, body = GroundPage), (status = 404)))]
pub(crate) async fn show_json(visitor: Visitor, Path(id): Path<i64>) -> Result<Json<GroundPage>, WebError> {
    Ok(Json(show(&visitor.ctx, Id::new(id)).await?))
}
