//! Phân công phụ trách, giúp đỡ: the form, and its end.

use super::act::answered;
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Problems};
use crate::listing::secrecies;
use crate::page::{Drafted, Posted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::task::Choice;
use crate::unit::find::named;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use vunggoc_app::AppError;
use vunggoc_app::post::charge::{begin, end};
use vunggoc_app::post::show::of_unit;
use vunggoc_app::unit::show::show as show_unit;
use vunggoc_core::post::charge::{Charge, Who};
use vunggoc_core::{Id, Version};

#[derive(Template)]
#[template(path = "post/charge.html")]
struct ChargePage {
    shell: Shell,
    unit_id: i64,
    unit: String,
    posts: Vec<Choice>,
    fields: Fields,
    problems: Problems,
    secrecies: Vec<Choice>,
    paper_title: String,
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    fields: Option<Fields>,
    problems: Problems,
) -> Result<ChargePage, WebError> {
    let l = visitor.lang;
    let page = of_unit(&visitor.ctx, Id::new(id)).await?;
    if !page.may_manage {
        return Err(AppError::NotFound.into());
    }
    // Whoever is in charge holds a post of the unit itself or of one above it.
    let mut posts: Vec<Choice> = vec![(String::new(), "–".into())];
    let way = show_unit(&visitor.ctx, Id::new(id), None).await?.way;
    for step in way.iter().rev() {
        let Ok(above) = of_unit(&visitor.ctx, Id::new(step.id)).await else { continue };
        for p in above.posts.iter().filter(|p| p.abolished_on.is_none()) {
            let holder = p.holder.clone().unwrap_or_else(|| l.t("đang khuyết", "vacant").to_owned());
            posts.push((p.id.to_string(), format!("{} – {holder} ({})", p.name, step.name)));
        }
    }
    let today = l.date(&visitor.ctx.today().to_string());
    let fields = fields.unwrap_or_else(|| Fields::of(&[("on", &today), ("secrecy", "open")]));
    let title = format!("{}: {}", l.t("Phân công phụ trách, giúp đỡ", "Charge or help"), page.unit);
    Ok(ChargePage {
        shell: Shell::new(state, visitor, title),
        unit_id: id,
        unit: page.unit,
        posts,
        fields,
        problems,
        secrecies: secrecies(l),
        paper_title: l.t("Quyết định phân công", "Decision by which it is so").to_owned(),
    })
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let kept = visitor.draft().await?;
    draw(&form(&state, &visitor, id, kept, Problems::default()).await?)
}

pub(super) async fn send(
    State(state): State<WebState>,
    Path(id): Path<i64>,
    Drafted { visitor, fields }: Drafted,
) -> Answer {
    let l = visitor.lang;
    let mut problems = Problems::default();
    let on = fields.need_day(&l, "on", &mut problems);
    let who = who(&visitor, &fields, &mut problems).await;
    let paper = crate::paper::read(&l, &fields, &mut problems);
    if let Some((on, who)) = on.zip(who).filter(|_| problems.is_empty()) {
        let out = match Charge::new(who, Id::new(id), on) {
            Ok(charge) => begin(&visitor.ctx, charge, paper).await.map(|_| ()),
            Err(broken) => Err(AppError::from(broken)),
        };
        if let Some(done) = answered(&visitor, id, out, &mut problems)? {
            return Ok(done);
        }
    }
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &form(&state, &visitor, id, Some(fields), problems).await?)
}

/// A post that was chosen, or a unit that was named.
async fn who(visitor: &Visitor, fields: &Fields, problems: &mut Problems) -> Option<Who> {
    let l = visitor.lang;
    if let Some(post) = fields.number("post") {
        return Some(Who::InCharge(Id::new(post)));
    }
    let text = fields.get("helper").trim().to_owned();
    if text.is_empty() {
        problems.add(
            "post",
            l.t(
                "Chọn chức danh phụ trách, hoặc nhập tổ chức giúp đỡ",
                "Choose a post, or name the unit that helps",
            ),
        );
        return None;
    }
    match named(visitor, &text).await {
        Ok(helper) => Some(Who::Help(helper)),
        Err(near) => {
            let message = l.t("Tên chưa rõ trong sổ tổ chức", "Not clear in the register");
            problems.add("helper", format!("{message}: {}", near.join("; ")));
            None
        }
    }
}

pub(super) async fn end_one(State(state): State<WebState>, Path(id): Path<i64>, posted: Posted) -> Answer {
    let Posted { visitor, fields } = posted;
    let unit = fields.number("unit").unwrap_or(0);
    let seen = Version(fields.number("version").unwrap_or(0));
    let mut problems = Problems::default();
    if let Some(on) = fields.need_day(&visitor.lang, "on", &mut problems) {
        let out = end(&visitor.ctx, Id::new(id), seen, on).await.map(|_| ());
        if let Some(done) = answered(&visitor, unit, out, &mut problems)? {
            return Ok(done);
        }
    }
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &form(&state, &visitor, unit, None, problems).await?)
}
