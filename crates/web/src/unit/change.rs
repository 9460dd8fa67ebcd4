//! Thành lập, đổi tên, chuyển, kết thúc, sửa sai: the forms.

use super::choose::{Ask, Choosing, choosing, is_search};
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::listing::secrecies;
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::unit::change::{Founding, act, correct, found};
use vunggoc_app::unit::show::{UnitPage, show};
use vunggoc_app::unit::{Act, Correction};
use vunggoc_app::{AppError, Refusal, Rule};
use vunggoc_core::access::Action;
use vunggoc_core::unit::{Tree, Unit};
use vunggoc_core::{Id, Version};

/// What a form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aim {
    Found,
    Rename,
    Move,
    Reclass,
    End,
    Correct,
}

impl Aim {
    fn of_act(tag: &str) -> Option<Self> {
        match tag {
            "rename" => Some(Self::Rename),
            "move" => Some(Self::Move),
            "reclass" => Some(Self::Reclass),
            "end" => Some(Self::End),
            _ => None,
        }
    }
}

#[derive(Template)]
#[template(path = "unit/change.html")]
struct ChangePage {
    shell: Shell,
    unit: UnitPage,
    aim: Aim,
    action: String,
    fields: Fields,
    problems: Problems,
    levels: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    secrecies: Vec<(String, String)>,
    under: Choosing,
}

impl ChangePage {
    fn asks(&self, field: &str) -> bool {
        match self.aim {
            Aim::Found => matches!(field, "under" | "name" | "class" | "code" | "on" | "paper"),
            Aim::Rename => matches!(field, "name" | "on" | "paper"),
            Aim::Move => matches!(field, "under" | "on" | "paper"),
            Aim::Reclass => matches!(field, "class" | "on" | "paper"),
            Aim::End => matches!(field, "on" | "paper"),
            Aim::Correct => matches!(field, "name" | "class" | "under" | "reason"),
        }
    }
}

struct Asked {
    id: Id<Unit>,
    aim: Aim,
    action: String,
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    asked: Asked,
    fields: Option<Fields>,
    problems: Problems,
) -> Result<ChangePage, WebError> {
    let l = visitor.lang;
    let unit = show(&visitor.ctx, asked.id, None).await?;
    if !unit.may_change {
        return Err(AppError::Refused(Refusal::NotGranted(Action::ChangeRegister)).into());
    }
    let today = l.date(&visitor.ctx.today().to_string());
    let fields = fields.unwrap_or_else(|| {
        let (name, level, kind) = match asked.aim {
            Aim::Found => ("", "branch", "residential"),
            _ => (unit.name.as_str(), unit.level.as_str(), unit.kind.as_str()),
        };
        let under = if asked.aim == Aim::Found { asked.id.to_string() } else { String::new() };
        Fields::of(&[
            ("name", name),
            ("level", level),
            ("kind", kind),
            ("under", &under),
            ("on", &today),
            ("paper_on", &today),
        ])
    });
    let ask = Ask {
        name: "under",
        label: l.t("Tổ chức cấp trên", "Unit above"),
        hint: l.t("cùng hệ thống, đang hoạt động vào ngày đó", "of the same tree, existing on that day"),
        tree: Tree::from_tag(&unit.tree),
        offered: Vec::new(),
    };
    let under = choosing(visitor, &fields, ask).await?;
    let title = format!(
        "{}: {}",
        match asked.aim {
            Aim::Found => l.t("Thêm tổ chức trực thuộc", "Found a unit below"),
            Aim::Rename => l.t("Đổi tên", "Rename"),
            Aim::Move => l.t("Chuyển trực thuộc", "Move"),
            Aim::Reclass => l.t("Chuyển loại hình, cấp", "Change kind or level"),
            Aim::End => l.t("Kết thúc hoạt động", "End"),
            Aim::Correct => l.t("Sửa sai", "Correct"),
        },
        unit.name
    );
    let levels = &state.rules.levels;
    let same_tree = |tree: Tree| tree.tag() == unit.tree;
    Ok(ChangePage {
        shell: Shell::new(state, visitor, title),
        aim: asked.aim,
        action: asked.action,
        problems,
        levels: levels
            .levels
            .iter()
            .filter(|v| same_tree(v.tree))
            .map(|v| (v.name.code.clone(), l.t(&v.name.vi, &v.name.en).to_owned()))
            .collect(),
        kinds: levels
            .kinds
            .iter()
            .filter(|v| same_tree(v.tree))
            .map(|v| (v.name.code.clone(), l.t(&v.name.vi, &v.name.en).to_owned()))
            .collect(),
        secrecies: secrecies(l),
        unit,
        fields,
        under,
    })
}

pub(super) async fn ask_found(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<i64>,
) -> Answer {
    let asked = Asked { id: Id::new(id), aim: Aim::Found, action: format!("/units/{id}/found") };
    let draft = visitor.draft().await?;
    draw(&form(&state, &visitor, asked, draft, Problems::default()).await?)
}

pub(super) async fn ask_act(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, tag)): Path<(i64, String)>,
) -> Answer {
    let aim = Aim::of_act(&tag).ok_or(AppError::NotFound)?;
    let asked = Asked { id: Id::new(id), aim, action: format!("/units/{id}/act/{tag}") };
    let draft = visitor.draft().await?;
    draw(&form(&state, &visitor, asked, draft, Problems::default()).await?)
}

pub(super) async fn ask_correct(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, from_on)): Path<(i64, String)>,
) -> Answer {
    let unit = show(&visitor.ctx, Id::new(id), None).await?;
    let past = unit.past.iter().find(|p| p.from_on == from_on).ok_or(AppError::NotFound)?;
    let under = past.parent.as_ref().map(|p| p.id.to_string()).unwrap_or_default();
    let pairs =
        [("name", past.name.as_str()), ("level", &past.level), ("kind", &past.kind), ("under", &under)];
    let asked =
        Asked { id: Id::new(id), aim: Aim::Correct, action: format!("/units/{id}/correct/{from_on}") };
    let fields = visitor.refill(Fields::of(&pairs)).await?;
    draw(&form(&state, &visitor, asked, Some(fields), Problems::default()).await?)
}

/// What came of a command: on to the unit, or the form again with what is wrong.
async fn outcome(
    state: &WebState,
    visitor: &Visitor,
    asked: Asked,
    fields: Fields,
    mut problems: Problems,
    done: Option<Result<Id<Unit>, AppError>>,
) -> Answer {
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    match done {
        None => {}
        Some(Ok(id)) => return Ok(Redirect::to(&format!("/units/{id}")).into_response()),
        Some(Err(
            error @ (AppError::Broken(_) | AppError::Stale { .. } | AppError::Busy | AppError::Refused(_)),
        )) => {
            if let AppError::Stale { .. } = error {
                status = StatusCode::CONFLICT;
            }
            let field = match &error {
                AppError::Broken(Rule::Unit(vunggoc_core::unit::Broken::BadName)) => "name",
                AppError::Broken(Rule::UnitAbove | Rule::Unit(vunggoc_core::unit::Broken::UnderItself)) => {
                    "under"
                }
                AppError::Broken(Rule::Unit(
                    vunggoc_core::unit::Broken::NotAfterLast { .. }
                    | vunggoc_core::unit::Broken::NotYetFounded { .. },
                )) => "on",
                AppError::Broken(Rule::Field { name: "reason" }) => "reason",
                AppError::Broken(Rule::CodeTaken { .. }) => "code",
                _ => "",
            };
            problems.add(field, words::error(&visitor.lang, &error));
        }
        Some(Err(other)) => return Err(other.into()),
    }
    draw_as(status, &form(state, visitor, asked, Some(fields), problems).await?)
}

/// The unit above, as chosen; noted where none is.
fn under(l: crate::lang::Lang, fields: &Fields, problems: &mut Problems) -> Option<Id<Unit>> {
    let under = fields.number("under").map(Id::new);
    problems.need(Need::of(&under), "under", l.t("Chọn tổ chức cấp trên", "Choose the unit above"));
    under
}

/// The form again with what its search found; nothing is written.
async fn searched(state: &WebState, visitor: &Visitor, asked: Asked, fields: Fields) -> Answer {
    draw(&form(state, visitor, asked, Some(fields), Problems::default()).await?)
}

pub(super) async fn found_one(
    State(state): State<WebState>,
    Path(id): Path<i64>,
    Drafted { visitor, fields }: Drafted,
) -> Answer {
    let l = visitor.lang;
    let asked = Asked { id: Id::new(id), aim: Aim::Found, action: format!("/units/{id}/found") };
    if is_search(&fields) {
        return searched(&state, &visitor, asked, fields).await;
    }
    let mut problems = Problems::default();
    let on = fields.need_day(&l, "on", &mut problems);
    let above = under(l, &fields, &mut problems);
    let paper = crate::paper::read_if_any(&l, &fields, &mut problems);
    let tree = Tree::from_tag(&show(&visitor.ctx, Id::new(id), None).await?.tree).unwrap_or(Tree::Party);
    let done = match on.filter(|_| problems.is_empty()) {
        None => None,
        Some(from_on) => {
            let wish = Founding {
                tree,
                under: above,
                from_on,
                name: fields.get("name").to_owned(),
                kind: fields.get("kind").to_owned(),
                level: fields.get("level").to_owned(),
                code: Some(fields.get("code").trim())
                    .filter(|c| !c.is_empty())
                    .map(|c| ("office".to_owned(), c.to_owned())),
                paper,
            };
            Some(found(&visitor.ctx, wish).await)
        }
    };
    outcome(&state, &visitor, asked, fields, problems, done).await
}

pub(super) async fn act_one(
    State(state): State<WebState>,
    Path((id, tag)): Path<(i64, String)>,
    Drafted { visitor, fields }: Drafted,
) -> Answer {
    let l = visitor.lang;
    let aim = Aim::of_act(&tag).ok_or(AppError::NotFound)?;
    let asked = Asked { id: Id::new(id), aim, action: format!("/units/{id}/act/{tag}") };
    if is_search(&fields) {
        return searched(&state, &visitor, asked, fields).await;
    }
    let mut problems = Problems::default();
    let on = fields.need_day(&l, "on", &mut problems);
    let what = match aim {
        Aim::Rename => Some(Act::Rename { name: fields.get("name").trim().to_owned() }),
        Aim::Move => under(l, &fields, &mut problems).map(|under| Act::Move { under }),
        Aim::Reclass => {
            Some(Act::Reclass { kind: fields.get("kind").into(), level: fields.get("level").into() })
        }
        _ => Some(Act::End),
    };
    let paper = crate::paper::read_if_any(&l, &fields, &mut problems);
    let seen = Version(fields.number("version").unwrap_or(0));
    let done = match (on, what, problems.is_empty()) {
        (Some(on), Some(what), true) => Some(act(&visitor.ctx, Id::new(id), seen, on, what, paper).await),
        _ => None,
    };
    outcome(&state, &visitor, asked, fields, problems, done).await
}

pub(super) async fn correct_one(
    State(state): State<WebState>,
    Path((id, from_on)): Path<(i64, String)>,
    Drafted { visitor, fields }: Drafted,
) -> Answer {
    let day = crate::form::read_day(&from_on).ok_or(AppError::NotFound)?;
    let asked =
        Asked { id: Id::new(id), aim: Aim::Correct, action: format!("/units/{id}/correct/{from_on}") };
    if is_search(&fields) {
        return searched(&state, &visitor, asked, fields).await;
    }
    let mut problems = Problems::default();
    let unit = show(&visitor.ctx, Id::new(id), None).await?;
    // Only a root stands under nothing.
    let stood_under = unit.past.iter().find(|p| p.from_on == from_on).and_then(|p| p.parent.as_ref());
    let parent = match stood_under {
        None => fields.number("under").map(Id::new),
        Some(_) => under(visitor.lang, &fields, &mut problems),
    };
    let right = Correction {
        name: fields.get("name").trim().to_owned(),
        kind: fields.get("kind").to_owned(),
        level: fields.get("level").to_owned(),
        parent,
    };
    let (seen, reason) = (Version(fields.number("version").unwrap_or(0)), fields.get("reason").to_owned());
    let done = match problems.is_empty() {
        true => Some(correct(&visitor.ctx, Id::new(id), seen, day, right, reason).await),
        false => None,
    };
    outcome(&state, &visitor, asked, fields, problems, done).await
}
