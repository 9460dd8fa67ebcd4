//! Một việc với một nhiệm vụ: one form for every act, with the fields that the act needs.

use super::Choice;
use super::words as task_words;
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::lang::Lang;
use crate::listing::secrecies;
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::task::act::{Wish, act};
use vunggoc_app::task::show::{TaskPage, posts_to_choose, show};
use vunggoc_app::{AppError, Rule};
use vunggoc_core::task::{ActKind, Broken};
use vunggoc_core::{Date, Id, Version};

#[derive(Template)]
#[template(path = "task/act.html")]
struct ActPage {
    shell: Shell,
    page: TaskPage,
    act: ActKind,
    fields: Fields,
    problems: Problems,
    posts: Vec<Choice>,
    secrecies: Vec<Choice>,
    paper_title: String,
}

impl ActPage {
    /// Whether the act needs a field.
    fn asks(&self, field: &str) -> bool {
        match self.act {
            ActKind::Report => field == "words" || (field == "n_done" && self.page.counted.is_some()),
            ActKind::Finish => field == "result",
            ActKind::Return => field == "reason",
            ActKind::Move => matches!(field, "to_on" | "reason" | "paper"),
            ActKind::Stop => matches!(field, "reason" | "paper"),
            ActKind::Reassign => field == "post",
            ActKind::Confirm | ActKind::CarryOver => false,
        }
    }
}

pub(super) async fn ask(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, act)): Path<(i64, String)>,
) -> Answer {
    let act = ActKind::from_tag(&act).filter(|a| *a != ActKind::CarryOver).ok_or(AppError::NotFound)?;
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    let fields = visitor.refill(Fields::of(&[("on", &today), ("secrecy", "open")])).await?;
    draw(&form(&state, &visitor, id, act, fields, Problems::default()).await?)
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    act: ActKind,
    fields: Fields,
    problems: Problems,
) -> Result<ActPage, WebError> {
    let l = visitor.lang;
    let page = show(&visitor.ctx, Id::new(id)).await?;
    let posts = match act {
        ActKind::Reassign => posts_of(visitor, page.lead.id).await?,
        _ => Vec::new(),
    };
    let title = format!("{}: {} {}", task_words::act(&l, act), l.t("nhiệm vụ", "task"), page.no);
    let paper_title = match act {
        ActKind::Stop => l.t("Văn bản cho dừng thực hiện", "Paper that stops it"),
        _ => l.t("Văn bản điều chỉnh (nếu có)", "Paper that moves it (if there is one)"),
    };
    let paper_title = paper_title.to_owned();
    let secrecies = secrecies(l);
    Ok(ActPage {
        shell: Shell::new(state, visitor, title),
        page,
        act,
        fields,
        problems,
        posts,
        secrecies,
        paper_title,
    })
}

/// The posts of a body, with who holds them.
pub(super) async fn posts_of(visitor: &Visitor, lead: i64) -> Result<Vec<Choice>, WebError> {
    let l = visitor.lang;
    let posts = posts_to_choose(&visitor.ctx, Id::new(lead)).await?;
    let words = |(id, name, holder): (i64, String, Option<String>)| {
        let holder = holder.unwrap_or_else(|| l.t("đang khuyết", "vacant").to_owned());
        (id.to_string(), format!("{name} – {holder}"))
    };
    Ok(posts.into_iter().map(words).collect())
}

pub(super) async fn send(
    State(state): State<WebState>,
    Path((id, act_tag)): Path<(i64, String)>,
    Drafted { visitor, fields }: Drafted,
) -> Answer {
    let kind = ActKind::from_tag(&act_tag).filter(|a| *a != ActKind::CarryOver).ok_or(AppError::NotFound)?;
    let mut problems = Problems::default();
    let wish = read(visitor.lang, kind, &fields, &mut problems);
    let seen = Version(fields.number("version").unwrap_or(0));
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if let Some((on, wish)) = wish.filter(|_| problems.is_empty()) {
        match act(&visitor.ctx, Id::new(id), seen, on, wish).await {
            Ok(id) => return Ok(Redirect::to(&format!("/tasks/{id}")).into_response()),
            Err(AppError::Fault(fault)) => return Err(AppError::Fault(fault).into()),
            Err(AppError::NotFound) => return Err(AppError::NotFound.into()),
            Err(error) => {
                if let AppError::Stale { .. } = error {
                    status = StatusCode::CONFLICT;
                }
                problems.add(field_of(&error), words::error(&visitor.lang, &error));
            }
        }
    }
    draw_as(status, &form(&state, &visitor, id, kind, fields, problems).await?)
}

/// The field that an error is about, so that its message leads there.
fn field_of(error: &AppError) -> &'static str {
    match error {
        AppError::Broken(Rule::Task(Broken::BeforeDone { .. }) | Rule::Field { name: "on" }) => "on",
        AppError::Broken(Rule::Task(Broken::NoReason)) => "reason",
        AppError::Broken(Rule::Task(Broken::NoResult | Broken::NotAllDone { .. })) => "result",
        AppError::Broken(Rule::Task(Broken::BadNumber)) => "n_done",
        AppError::Broken(Rule::Task(Broken::PostNotThere)) => "post",
        _ => "",
    }
}

fn read(l: Lang, kind: ActKind, fields: &Fields, problems: &mut Problems) -> Option<(Date, Wish)> {
    let on = fields.need_day(&l, "on", problems);
    let text = |name: &str| fields.get(name).trim().to_owned();
    if matches!(kind, ActKind::Move | ActKind::Stop | ActKind::Return) {
        problems.need(Need::text(fields.get("reason")), "reason", l.t("Ghi lý do", "Give the reason"));
    }
    let wish = match kind {
        ActKind::Report => {
            let n_done = fields.number("n_done");
            if n_done.is_none() {
                problems.need(
                    Need::text(fields.get("words")),
                    "words",
                    l.t("Ghi kết quả đến nay", "Say what was achieved so far"),
                );
            }
            Wish::Report { words: text("words"), n_done }
        }
        ActKind::Finish => {
            let message = l.t("Ghi kết quả thực hiện", "Say what the result is");
            problems.need(Need::text(fields.get("result")), "result", message);
            Wish::Finish { result: text("result") }
        }
        ActKind::Confirm => Wish::Confirm,
        ActKind::Return => Wish::Return { reason: text("reason") },
        ActKind::Move => {
            let to_on = fields.need_day(&l, "to_on", problems);
            let paper = (!fields.get("paper_number").trim().is_empty())
                .then(|| crate::paper::read(&l, fields, problems));
            Wish::Move { to_on: to_on?, reason: text("reason"), paper }
        }
        ActKind::Stop => {
            Wish::Stop { paper: crate::paper::read(&l, fields, problems), reason: text("reason") }
        }
        ActKind::Reassign => Wish::Reassign { post: Id::new(fields.number("post").unwrap_or(0)) },
        ActKind::CarryOver => return None,
    };
    Some((on?, wish))
}
