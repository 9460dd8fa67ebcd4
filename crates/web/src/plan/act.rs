//! Trình, trả lại, ghi kết luận của hội nghị, bỏ nội dung điều chỉnh: one form for every act that needs no file.

use super::words;
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::lang::Lang;
use crate::listing::decide::read_decision;
use crate::listing::{Choice, secrecies};
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::plan::{Page, conclude, drop_amendment, send_back, show, submit};
use vunggoc_app::{Answer as AppAnswer, AppError, Rule};
use vunggoc_core::decision::Form;
use vunggoc_core::plan::{ActKind, Plan};
use vunggoc_core::{Id, Version};

#[derive(Template)]
#[template(path = "plan/act.html")]
struct ActPage {
    shell: Shell,
    page: Page,
    act: ActKind,
    fields: Fields,
    problems: Problems,
    secrecies: Vec<Choice>,
    decision_forms: Vec<Choice>,
}

impl ActPage {
    fn is(&self, tag: &str) -> bool {
        self.act.tag() == tag
    }
    fn lacks(&self) -> Vec<String> {
        self.page.lacks.iter().map(|lack| words::lack(&self.shell.lang, *lack)).collect()
    }
}

/// The acts of this form; writing and issuing have their own.
fn act_of(tag: &str) -> Result<ActKind, WebError> {
    match ActKind::from_tag(tag) {
        Some(act @ (ActKind::Submit | ActKind::SendBack | ActKind::Conclude | ActKind::Drop)) => Ok(act),
        _ => Err(AppError::NotFound.into()),
    }
}

pub(super) async fn ask(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, act)): Path<(i64, String)>,
) -> Answer {
    let act = act_of(&act)?;
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    let fields =
        [("on", today.as_str()), ("decided_on", &today), ("paper_on", &today), ("secrecy", "internal")];
    let fields = visitor.refill(Fields::of(&fields)).await?;
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
    let title = format!("{}: {}", words::act(&l, act), page.unit);
    let forms = Form::ALL.iter();
    Ok(ActPage {
        shell: Shell::new(state, visitor, title),
        page,
        act,
        fields,
        problems,
        secrecies: secrecies(l),
        decision_forms: forms.map(|f| (f.tag().into(), crate::words::form(&l, f.tag()).into())).collect(),
    })
}

pub(super) async fn send(
    State(state): State<WebState>,
    Path((id, act)): Path<(i64, String)>,
    posted: Drafted,
) -> Answer {
    let Drafted { visitor, fields } = posted;
    let (l, act) = (visitor.lang, act_of(&act)?);
    let mut problems = Problems::default();
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    match done(l, &visitor, id, act, &fields, &mut problems).await {
        Some(Ok(id)) => return Ok(Redirect::to(&format!("/plans/{id}")).into_response()),
        Some(Err(
            error @ (AppError::Broken(_) | AppError::Refused(_) | AppError::Stale { .. } | AppError::Busy),
        )) => {
            if let AppError::Stale { .. } = error {
                status = StatusCode::CONFLICT;
            }
            let field = match &error {
                AppError::Broken(Rule::Field { name: "on" }) => "on",
                AppError::Broken(Rule::Field { name: "remarks" }) => "remarks",
                AppError::Broken(Rule::Votes(_)) => "n_agreed",
                _ => "",
            };
            problems.add(field, crate::words::error(&l, &error));
        }
        Some(Err(other)) => return Err(other.into()),
        None => {}
    }
    draw_as(status, &form(&state, &visitor, id, act, fields, problems).await?)
}

/// Does the act, or notes what is wrong with the form.
async fn done(
    l: Lang,
    visitor: &Visitor,
    id: i64,
    act: ActKind,
    fields: &Fields,
    problems: &mut Problems,
) -> Option<AppAnswer<Id<Plan>>> {
    let seen = Version(fields.number("version").unwrap_or(0));
    let (ctx, id) = (&visitor.ctx, Id::new(id));
    let on = match act {
        ActKind::Submit | ActKind::Conclude => fields.need_day(&l, "on", problems),
        _ => fields.day("on"),
    };
    let remarks = fields.get("remarks");
    match act {
        ActKind::Submit => Some(submit(ctx, id, seen, on?).await),
        ActKind::Drop => Some(drop_amendment(ctx, id, seen).await),
        ActKind::SendBack => {
            let words = l.t("Ghi nội dung cần hoàn chỉnh", "Say what must be completed");
            problems.need(Need::text(remarks), "remarks", words);
            if !problems.is_empty() {
                return None;
            }
            Some(send_back(ctx, id, seen, remarks).await)
        }
        _ => {
            let decision = read_decision(l, fields, problems);
            if !problems.is_empty() {
                return None;
            }
            Some(conclude(ctx, id, seen, on?, remarks, decision?).await)
        }
    }
}
