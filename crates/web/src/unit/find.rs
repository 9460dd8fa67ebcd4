//! Tìm tổ chức: by name without marks, other name, or code.

use super::places::granted;
use super::{kind, level};
use crate::error::{Answer, WebError, draw};
use crate::form::read_day;
use crate::lang::Lang;
use crate::listing::Choice;
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use std::sync::Arc;
use vunggoc_app::rules::Rules;
use vunggoc_app::unit::find::{Found, PAGE, Search, find};
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_core::fold::fold;
use vunggoc_core::unit::{Tree, Unit};

/// The search as the address carries it.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
pub(crate) struct FindQuery {
    /// Part of a name (marks are not needed), another name, or a whole code.
    #[serde(default)]
    text: String,
    /// Only of this level.
    #[serde(default)]
    level: String,
    /// Only of this tree: party, place, state, body.
    #[serde(default)]
    tree: String,
    /// Only below this unit.
    under: Option<i64>,
    /// Day (dd/mm/yyyy or ISO); today where blank.
    #[serde(default)]
    on: String,
    /// How many to pass over.
    #[serde(default)]
    offset: i64,
}

impl FindQuery {
    fn search(&self) -> Search {
        Search {
            text: self.text.clone(),
            level: Some(self.level.clone()).filter(|l| !l.is_empty()),
            tree: Tree::from_tag(&self.tree),
            under: self.under,
            on: read_day(&self.on),
            offset: self.offset.max(0),
        }
    }
}

#[derive(Template)]
#[template(path = "unit/find.html")]
struct FindPage {
    shell: Shell,
    rules: Arc<Rules>,
    query: FindQuery,
    found: Found,
    roots: Vec<Choice>,
    levels: Vec<(String, String)>,
}

pub(super) async fn page(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(query): Query<FindQuery>,
) -> Answer {
    let l = visitor.lang;
    let found = find(&visitor.ctx, &query.search()).await?;
    let roots = granted(&visitor, Action::ReadRegister).await?;
    let mut levels: Vec<_> = state
        .rules
        .levels
        .levels
        .iter()
        .map(|v| (v.name.code.clone(), l.t(&v.name.vi, &v.name.en).to_owned()))
        .collect();
    levels.insert(0, (String::new(), l.t("Tất cả các cấp", "All levels").to_owned()));
    let title = l.t("Sổ tổ chức", "Register");
    let shell = Shell::new(&state, &visitor, title);
    draw(&FindPage { shell, rules: state.rules, query, found, roots, levels })
}

/// Units found, as JSON.
#[utoipa::path(get, path = "/api/units", params(FindQuery), responses((status = 200, body = Found)))]
pub(crate) async fn find_json(
    visitor: Visitor,
    Query(query): Query<FindQuery>,
) -> Result<Json<Found>, WebError> {
    Ok(Json(find(&visitor.ctx, &query.search()).await?))
}

impl FindPage {
    fn level<'a>(&'a self, l: &Lang, code: &'a str) -> &'a str {
        level(*l, &self.rules, code)
    }
    fn kind<'a>(&'a self, l: &Lang, code: &'a str) -> &'a str {
        kind(*l, &self.rules, code)
    }
}

/// The unit that a text names, as people type names; or the names that are near it.
pub(crate) async fn named(visitor: &Visitor, text: &str) -> Result<Id<Unit>, Vec<String>> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Vec::new());
    }
    let search = Search { text: text.to_owned(), ..Search::default() };
    let found = find(&visitor.ctx, &search).await.map(|f| f.units).unwrap_or_default();
    let mut exact = found.iter().filter(|u| fold(&u.name) == fold(text));
    let first = exact.next();
    match (first, exact.next(), found.as_slice()) {
        (Some(one), None, _) | (None, None, [one]) => Ok(Id::new(one.id)),
        _ => Err(found.iter().take(5).map(|u| u.name.clone()).collect()),
    }
}
