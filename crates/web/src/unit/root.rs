//! Hệ thống tổ chức: the trees and their roots, for who sets up the installation; he sees no more of them.

use crate::error::{Answer, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::lang::Lang;
use crate::listing::Choice;
use crate::page::{Posted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::AppError;
use vunggoc_app::unit::change::{Founding, found};
use vunggoc_app::unit::roots::{Root, roots};
use vunggoc_core::unit::Tree;

#[derive(Template)]
#[template(path = "unit/roots.html")]
struct RootsPage {
    shell: Shell,
    roots: Vec<Root>,
}

impl RootsPage {
    /// Each tree with its roots.
    fn trees(&self) -> impl Iterator<Item = (&'static str, Vec<&Root>)> {
        let of = |tree: &Tree| self.roots.iter().filter(|r| r.tree == tree.tag()).collect();
        Tree::ALL.iter().map(move |tree| (tree.tag(), of(tree)))
    }
}

#[derive(Template)]
#[template(path = "unit/root.html")]
struct RootPage {
    shell: Shell,
    tree: Tree,
    fields: Fields,
    problems: Problems,
    levels: Vec<Choice>,
    kinds: Vec<Choice>,
}

pub(super) async fn list(State(state): State<WebState>, visitor: Visitor) -> Answer {
    let roots = roots(&visitor.ctx).await?;
    let title = visitor.lang.t("Hệ thống tổ chức", "Trees of organisations");
    draw(&RootsPage { shell: Shell::new(&state, &visitor, title), roots })
}

fn tree_of(tag: &str) -> Result<Tree, AppError> {
    Tree::from_tag(tag).ok_or(AppError::NotFound)
}

fn form(state: &WebState, visitor: &Visitor, tree: Tree, fields: Fields, problems: Problems) -> RootPage {
    let l = visitor.lang;
    let name = |vi: &str, en: &str| l.t(vi, en).to_owned();
    let levels = state.rules.levels.levels.iter().filter(|v| v.tree == tree);
    let kinds = state.rules.levels.kinds.iter().filter(|v| v.tree == tree);
    let title = format!(
        "{}: {}",
        l.t("Thêm tổ chức đứng đầu", "Found a root"),
        words::tree(&l, tree.tag()).to_lowercase()
    );
    RootPage {
        shell: Shell::new(state, visitor, title),
        tree,
        fields,
        problems,
        levels: levels.map(|v| (v.name.code.clone(), name(&v.name.vi, &v.name.en))).collect(),
        kinds: kinds.map(|v| (v.name.code.clone(), name(&v.name.vi, &v.name.en))).collect(),
    }
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor, Path(tree): Path<String>) -> Answer {
    let tree = tree_of(&tree)?;
    roots(&visitor.ctx).await?;
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    draw(&form(&state, &visitor, tree, Fields::of(&[("on", today.as_str())]), Problems::default()))
}

/// What was typed, where it is whole; what is missing is noted.
fn founding(l: Lang, tree: Tree, page: &RootPage, problems: &mut Problems) -> Option<Founding> {
    let fields = &page.fields;
    let name = fields.get("name").trim().to_owned();
    problems.need(Need::text(&name), "name", l.t("Nhập tên tổ chức", "Enter the name"));
    let on = fields.need_day(&l, "on", problems);
    let among = |field: &str, choices: &[Choice]| {
        choices.iter().find(|(code, _)| code == fields.get(field)).map(|(code, _)| code.clone())
    };
    let (level, kind) = (among("level", &page.levels), among("kind", &page.kinds));
    problems.need(Need::of(&level), "level", l.t("Chọn cấp", "Choose the level"));
    problems.need(Need::of(&kind), "kind", l.t("Chọn loại hình", "Choose the kind"));
    let (from_on, level, kind) = (on?, level?, kind?);
    let wish = Founding { tree, under: None, from_on, name, kind, level, code: None, paper: None };
    problems.is_empty().then_some(wish)
}

pub(super) async fn send(
    State(state): State<WebState>,
    Path(tree): Path<String>,
    Posted { visitor, fields }: Posted,
) -> Answer {
    let (l, tree) = (visitor.lang, tree_of(&tree)?);
    roots(&visitor.ctx).await?;
    let page = form(&state, &visitor, tree, fields, Problems::default());
    let mut problems = Problems::default();
    if let Some(wish) = founding(l, tree, &page, &mut problems) {
        match found(&visitor.ctx, wish).await {
            Ok(_) => return Ok(Redirect::to("/roots").into_response()),
            Err(error @ (AppError::Broken(_) | AppError::Busy)) => {
                problems.add("", words::error(&l, &error));
            }
            Err(other) => return Err(other.into()),
        }
    }
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &RootPage { problems, ..page })
}
