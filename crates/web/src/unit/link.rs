//! Quan hệ với tổ chức của cây khác: added and ended, each by a paper if there is one.

use super::choose::{Ask, Choosing, choosing, is_search};
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::lang::Lang;
use crate::listing::{Choice, secrecies};
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::unit::link::{Which, Wish, link, unlink};
use vunggoc_app::unit::show::{UnitPage, show};
use vunggoc_app::{AppError, Refusal, Rule};
use vunggoc_core::access::Action;
use vunggoc_core::unit::{Relation, Tree, Unit};
use vunggoc_core::{Id, Version};

/// What the form is for.
enum Aim {
    /// A relation is added; the other unit is chosen.
    Add(Choosing),
    /// One ends: its words.
    End(String),
}

#[derive(Template)]
#[template(path = "unit/link.html")]
struct LinkPage {
    shell: Shell,
    unit: UnitPage,
    aim: Aim,
    action: String,
    relations: Vec<Choice>,
    secrecies: Vec<Choice>,
    fields: Fields,
    problems: Problems,
}

/// The relations that can lead from a tree.
fn relations(l: &Lang, from: &str) -> Vec<Choice> {
    let from = Tree::from_tag(from).unwrap_or(Tree::Party);
    let leads = |r: &&Relation| Tree::ALL.iter().any(|to| r.joins(from, *to));
    Relation::ALL
        .iter()
        .filter(leads)
        .map(|r| (r.tag().into(), words::relation(l, r.tag(), "to").into()))
        .collect()
}

async fn page(
    state: &WebState,
    visitor: &Visitor,
    (id, which): (i64, Option<Which>),
    fields: Fields,
    problems: Problems,
) -> Result<LinkPage, WebError> {
    let l = visitor.lang;
    let unit = show(&visitor.ctx, Id::new(id), None).await?;
    if !unit.may_change {
        return Err(AppError::Refused(Refusal::NotGranted(Action::ChangeRegister)).into());
    }
    let (aim, title, action) = match which {
        None => {
            let ask = Ask {
                name: "other",
                label: l.t("Với tổ chức", "With the unit"),
                hint: l.t(
                    "thuộc cây khác: địa bàn, cơ quan, ban chỉ đạo …",
                    "of another tree: a place, a State body, a standing body …",
                ),
                tree: None,
                offered: Vec::new(),
            };
            let other = choosing(visitor, &fields, ask).await?;
            (Aim::Add(other), l.t("Thêm quan hệ", "Add a relation"), format!("/units/{id}/links"))
        }
        Some(which) => {
            let other = show(&visitor.ctx, which.other, None).await?.name;
            let words = format!("{} {other}", words::relation(&l, which.relation.tag(), "to"));
            (Aim::End(words), l.t("Kết thúc quan hệ", "End a relation"), end_path(id, which))
        }
    };
    let title = format!("{title}: {}", unit.name);
    Ok(LinkPage {
        shell: Shell::new(state, visitor, title),
        relations: relations(&l, &unit.tree),
        secrecies: secrecies(l),
        unit,
        aim,
        action,
        fields,
        problems,
    })
}

fn end_path(id: i64, which: Which) -> String {
    format!("/units/{id}/links/{}/{}/{}/end", which.relation.tag(), which.other, which.from_on)
}

fn fresh(visitor: &Visitor) -> Fields {
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    Fields::of(&[("on", &today), ("paper_on", &today)])
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let fields = visitor.refill(fresh(&visitor)).await?;
    draw(&page(&state, &visitor, (id, None), fields, Problems::default()).await?)
}

/// What came of a command: back to the unit, or the form again with what is wrong.
async fn outcome(
    state: &WebState,
    visitor: &Visitor,
    at: (i64, Option<Which>),
    fields: Fields,
    mut problems: Problems,
    done: Option<Result<Id<Unit>, AppError>>,
) -> Answer {
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    match done {
        None => {}
        Some(Ok(id)) => return Ok(Redirect::to(&format!("/units/{id}#links")).into_response()),
        Some(Err(error @ (AppError::Broken(_) | AppError::Stale { .. } | AppError::Busy))) => {
            if let AppError::Stale { .. } = error {
                status = StatusCode::CONFLICT;
            }
            let field = match &error {
                AppError::Broken(Rule::Said { code: "link-trees", .. }) => "relation",
                AppError::Broken(Rule::Said { code: "link-end" | "link-there", .. } | Rule::UnitNotThere) => {
                    "on"
                }
                _ => "",
            };
            problems.add(field, words::error(&visitor.lang, &error));
        }
        Some(Err(other)) => return Err(other.into()),
    }
    draw_as(status, &page(state, visitor, at, fields, problems).await?)
}

pub(super) async fn send(
    State(state): State<WebState>,
    Path(id): Path<i64>,
    Drafted { visitor, fields }: Drafted,
) -> Answer {
    let l = visitor.lang;
    let mut problems = Problems::default();
    if is_search(&fields) {
        return draw(&page(&state, &visitor, (id, None), fields, problems).await?);
    }
    let on = fields.need_day(&l, "on", &mut problems);
    let other = fields.number("other").map(Id::new);
    problems.need(Need::of(&other), "other", l.t("Chọn tổ chức", "Choose the unit"));
    let relation = Relation::from_tag(fields.get("relation"));
    problems.need(Need::of(&relation), "relation", l.t("Chọn quan hệ", "Choose the relation"));
    let paper = crate::paper::read_if_any(&l, &fields, &mut problems);
    let seen = Version(fields.number("version").unwrap_or(0));
    let done = match (on, other, relation, problems.is_empty()) {
        (Some(from_on), Some(other), Some(relation), true) => {
            Some(link(&visitor.ctx, Id::new(id), seen, Wish { relation, other, from_on, paper }).await)
        }
        _ => None,
    };
    outcome(&state, &visitor, (id, None), fields, problems, done).await
}

/// Which relation an address names.
fn which((relation, other, from_on): (&str, i64, &str)) -> Result<Which, AppError> {
    let relation = Relation::from_tag(relation).ok_or(AppError::NotFound)?;
    let from_on = crate::form::read_day(from_on).ok_or(AppError::NotFound)?;
    Ok(Which { relation, other: Id::new(other), from_on })
}

pub(super) async fn ask_end(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, relation, other, from_on)): Path<(i64, String, i64, String)>,
) -> Answer {
    let which = which((&relation, other, &from_on))?;
    let fields = visitor.refill(fresh(&visitor)).await?;
    draw(&page(&state, &visitor, (id, Some(which)), fields, Problems::default()).await?)
}

pub(super) async fn send_end(
    State(state): State<WebState>,
    Path((id, relation, other, from_on)): Path<(i64, String, i64, String)>,
    Drafted { visitor, fields }: Drafted,
) -> Answer {
    let l = visitor.lang;
    let which = which((&relation, other, &from_on))?;
    let mut problems = Problems::default();
    let on = fields.need_day(&l, "on", &mut problems);
    let paper = crate::paper::read_if_any(&l, &fields, &mut problems);
    let seen = Version(fields.number("version").unwrap_or(0));
    let done = match (on, problems.is_empty()) {
        (Some(until_on), true) => Some(unlink(&visitor.ctx, Id::new(id), seen, which, until_on, paper).await),
        _ => None,
    };
    outcome(&state, &visitor, (id, Some(which)), fields, problems, done).await
}
