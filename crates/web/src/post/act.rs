//! Thêm chức danh; người giữ mới, thôi giữ, bãi bỏ, ủy quyền: the forms.

use super::rank;
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::listing::secrecies;
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::task::Choice;
use crate::words;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::AppError;
use vunggoc_app::post::change::{NewPost, act, authorise, found};
use vunggoc_app::post::show::{PostLine, accounts_at, of_unit};
use vunggoc_core::post::{Act, Deputy, Holder, Rank};
use vunggoc_core::{Id, Version};

/// What a form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aim {
    Found,
    TakeUp,
    Leave,
    Abolish,
    Authorise,
}

impl Aim {
    fn of(tag: &str) -> Option<Self> {
        match tag {
            "take-up" => Some(Self::TakeUp),
            "leave" => Some(Self::Leave),
            "abolish" => Some(Self::Abolish),
            "authorise" => Some(Self::Authorise),
            _ => None,
        }
    }
}

#[derive(Template)]
#[template(path = "post/act.html")]
struct ActPage {
    shell: Shell,
    unit_id: i64,
    unit: String,
    aim: Aim,
    action: String,
    version: i64,
    fields: Fields,
    problems: Problems,
    ranks: Vec<Choice>,
    accounts: Vec<Choice>,
    posts: Vec<Choice>,
    secrecies: Vec<Choice>,
    paper_title: String,
}

impl ActPage {
    fn asks(&self, field: &str) -> bool {
        match self.aim {
            Aim::Found => matches!(field, "name" | "rank" | "on"),
            Aim::TakeUp => matches!(field, "holder" | "on" | "paper"),
            Aim::Leave | Aim::Abolish => matches!(field, "on" | "paper"),
            Aim::Authorise => matches!(field, "by" | "on" | "until_on" | "paper"),
        }
    }
}

/// Which form: the unit, the aim, and the post unless one is added.
struct Asked {
    unit: i64,
    aim: Aim,
    post: Option<i64>,
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    asked: Asked,
    fields: Option<Fields>,
    problems: Problems,
) -> Result<ActPage, WebError> {
    let l = visitor.lang;
    let page = of_unit(&visitor.ctx, Id::new(asked.unit)).await?;
    if !page.may_manage {
        return Err(AppError::NotFound.into());
    }
    let post: Option<&PostLine> = asked.post.and_then(|id| page.posts.iter().find(|p| p.id == id));
    if asked.post.is_some() && post.is_none() {
        return Err(AppError::NotFound.into());
    }
    let words = match asked.aim {
        Aim::Found => l.t("Thêm chức danh", "Add a post"),
        Aim::TakeUp => l.t("Người giữ mới", "New holder"),
        Aim::Leave => l.t("Thôi giữ chức danh", "Leaves the post"),
        Aim::Abolish => l.t("Bãi bỏ chức danh", "Abolish the post"),
        Aim::Authorise => l.t("Ủy quyền", "Authorise"),
    };
    let about = post.map_or(page.unit.as_str(), |p| p.name.as_str());
    let today = l.date(&visitor.ctx.today().to_string());
    let fields = fields.unwrap_or_else(|| {
        Fields::of(&[("on", &today), ("rank", "head"), ("secrecy", "open"), ("account", "")])
    });
    let mut accounts: Vec<Choice> = vec![(String::new(), l.t("(chưa gắn)", "(none)").into())];
    if asked.aim == Aim::TakeUp {
        let all = accounts_at(&visitor.ctx, Id::new(asked.unit)).await?;
        accounts.extend(all.into_iter().map(|(id, name)| (id.to_string(), name)));
    }
    let others = page.posts.iter().filter(|p| Some(p.id) != asked.post && p.abolished_on.is_none());
    let named = |p: &PostLine| {
        let holder = p.holder.clone().unwrap_or_else(|| l.t("đang khuyết", "vacant").to_owned());
        (p.id.to_string(), format!("{} – {holder}", p.name))
    };
    let paper_title = match asked.aim {
        Aim::Authorise => l.t("Văn bản ủy quyền", "Paper of the authorisation"),
        _ => l.t("Văn bản (nếu có)", "Paper (if any)"),
    };
    Ok(ActPage {
        shell: Shell::new(state, visitor, format!("{words}: {about}")),
        unit_id: asked.unit,
        action: match (asked.aim, asked.post) {
            (Aim::Found, _) | (_, None) => format!("/units/{}/posts/found", asked.unit),
            (aim, Some(post)) => format!("/units/{}/posts/{post}/{}", asked.unit, tag(aim)),
        },
        version: post.map_or(0, |p| p.version),
        aim: asked.aim,
        ranks: Rank::ALL.iter().map(|r| (r.tag().to_owned(), rank(&l, r.tag()).to_owned())).collect(),
        accounts,
        posts: others.map(named).collect(),
        unit: page.unit,
        fields,
        problems,
        secrecies: secrecies(l),
        paper_title: paper_title.to_owned(),
    })
}

const fn tag(aim: Aim) -> &'static str {
    match aim {
        Aim::Found => "found",
        Aim::TakeUp => "take-up",
        Aim::Leave => "leave",
        Aim::Abolish => "abolish",
        Aim::Authorise => "authorise",
    }
}

pub(super) async fn ask_found(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<i64>,
) -> Answer {
    let asked = Asked { unit: id, aim: Aim::Found, post: None };
    let kept = visitor.draft().await?;
    draw(&form(&state, &visitor, asked, kept, Problems::default()).await?)
}

pub(super) async fn ask(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((unit, post, act)): Path<(i64, i64, String)>,
) -> Answer {
    let aim = Aim::of(&act).ok_or(AppError::NotFound)?;
    let kept = visitor.draft().await?;
    draw(&form(&state, &visitor, Asked { unit, aim, post: Some(post) }, kept, Problems::default()).await?)
}

pub(super) async fn send_found(
    State(state): State<WebState>,
    Path(id): Path<i64>,
    Drafted { visitor, fields }: Drafted,
) -> Answer {
    let l = visitor.lang;
    let mut problems = Problems::default();
    let on = fields.need_day(&l, "on", &mut problems);
    problems.need(Need::text(fields.get("name")), "name", l.t("Nhập tên chức danh", "Enter the post's name"));
    if let Some(from_on) = on.filter(|_| problems.is_empty()) {
        let rank = Rank::from_tag(fields.get("rank")).unwrap_or(Rank::Officer);
        let new = NewPost { unit: Id::new(id), name: fields.get("name").to_owned(), rank, from_on };
        let out = found(&visitor.ctx, new).await.map(|_| ());
        if let Some(done) = answered(&visitor, id, out, &mut problems)? {
            return Ok(done);
        }
    }
    let asked = Asked { unit: id, aim: Aim::Found, post: None };
    let page = form(&state, &visitor, asked, Some(fields), problems).await?;
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

pub(super) async fn send(
    State(state): State<WebState>,
    Path((unit, post, act_tag)): Path<(i64, i64, String)>,
    Drafted { visitor, fields }: Drafted,
) -> Answer {
    let l = visitor.lang;
    let aim = Aim::of(&act_tag).ok_or(AppError::NotFound)?;
    let mut problems = Problems::default();
    let on = fields.need_day(&l, "on", &mut problems);
    let with_paper = aim == Aim::Authorise || !fields.get("paper_number").trim().is_empty();
    let paper = with_paper.then(|| crate::paper::read(&l, &fields, &mut problems));
    let seen = Version(fields.number("version").unwrap_or(0));
    let out = match (aim, on, paper) {
        (Aim::Authorise, Some(from_on), Some(paper)) => {
            let until_on = fields.need_day(&l, "until_on", &mut problems);
            let by = Id::new(fields.number("by").unwrap_or(0));
            match until_on.filter(|_| problems.is_empty()) {
                Some(until_on) => {
                    let deputy = Deputy::new(Id::new(post), by, from_on, until_on).map_err(AppError::from);
                    match deputy {
                        Ok(deputy) => Some(authorise(&visitor.ctx, deputy, paper).await.map(|_| ())),
                        Err(error) => Some(Err(error)),
                    }
                }
                None => None,
            }
        }
        (Aim::TakeUp | Aim::Leave | Aim::Abolish, Some(on), paper) => {
            let wish = match aim {
                Aim::TakeUp => {
                    let message = l.t("Nhập họ và tên người giữ", "Enter the holder's name");
                    problems.need(Need::text(fields.get("holder")), "holder", message);
                    let account = fields.number("account");
                    Act::TakeUp(Holder { name: fields.get("holder").trim().to_owned(), account })
                }
                Aim::Leave => Act::Leave,
                _ => Act::Abolish,
            };
            match problems.is_empty() {
                true => Some(act(&visitor.ctx, Id::new(post), seen, on, wish, paper).await.map(|_| ())),
                false => None,
            }
        }
        _ => None,
    };
    if let Some(out) = out
        && let Some(done) = answered(&visitor, unit, out, &mut problems)?
    {
        return Ok(done);
    }
    let page = form(&state, &visitor, Asked { unit, aim, post: Some(post) }, Some(fields), problems).await?;
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Back to the posts where it was done; what stands against it becomes a problem of the form.
pub(super) fn answered(
    visitor: &Visitor,
    unit: i64,
    out: Result<(), AppError>,
    problems: &mut Problems,
) -> Result<Option<axum::response::Response>, WebError> {
    match out {
        Ok(()) => Ok(Some(Redirect::to(&format!("/units/{unit}/posts")).into_response())),
        Err(
            error @ (AppError::Broken(_) | AppError::Stale { .. } | AppError::Busy | AppError::Refused(_)),
        ) => {
            problems.add("", words::error(&visitor.lang, &error));
            Ok(None)
        }
        Err(other) => Err(other.into()),
    }
}
