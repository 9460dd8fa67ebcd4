//! Bắt đầu soạn: kind of paper and whose head it carries; the rest is offered from the listing.

use super::words;
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::listing::Choice;
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::AppError;
use vunggoc_app::listing::show::{ListingPage, show};
use vunggoc_app::plan::{Beginning, Letterhead, begin, offer};
use vunggoc_core::Id;
use vunggoc_core::plan::Kind;

#[derive(Template)]
#[template(path = "plan/begin.html")]
struct BeginPage {
    shell: Shell,
    page: ListingPage,
    kinds: Vec<Choice>,
    heads: Vec<Choice>,
    fields: Fields,
    problems: Problems,
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let (kind, place) = offer(&visitor.ctx, Id::new(id)).await?;
    let head = match kind {
        Kind::Scheme => "district-committee",
        Kind::BranchPlan => "base-committee",
    };
    let fields = Fields::of(&[("kind", kind.tag()), ("head", head), ("place", &place)]);
    let fields = visitor.refill(fields).await?;
    draw(&form(&state, &visitor, id, fields, Problems::default()).await?)
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    fields: Fields,
    problems: Problems,
) -> Result<BeginPage, WebError> {
    let l = visitor.lang;
    let page = show(&visitor.ctx, Id::new(id)).await?;
    let today = visitor.ctx.today();
    let heads = state.rules.papers.heads.iter().filter(|h| h.ground.holds_on(today));
    Ok(BeginPage {
        shell: Shell::new(state, visitor, l.t("Soạn đề án, kế hoạch củng cố", "Begin a plan")),
        page,
        kinds: Kind::ALL.iter().map(|k| (k.tag().into(), words::kind(&l, *k).into())).collect(),
        heads: heads.map(|h| (h.name.code.clone(), l.t(&h.name.vi, &h.name.en).to_owned())).collect(),
        fields,
        problems,
    })
}

pub(super) async fn send(State(state): State<WebState>, Path(id): Path<i64>, posted: Drafted) -> Answer {
    let Drafted { visitor, fields } = posted;
    let l = visitor.lang;
    let mut problems = Problems::default();
    problems.need(
        Need::text(fields.get("place")),
        "place",
        l.t("Nhập tên địa phương, cơ quan ở đầu văn bản", "Enter the place of the letterhead"),
    );
    if problems.is_empty() {
        let wish = Beginning {
            listing: Id::new(id),
            kind: Kind::from_tag(fields.get("kind")).unwrap_or(Kind::Scheme),
            letterhead: Letterhead {
                head: fields.get("head").into(),
                place: fields.get("place").trim().into(),
            },
        };
        match begin(&visitor.ctx, &wish, &state.rules).await {
            Ok(plan) => return Ok(Redirect::to(&format!("/plans/{plan}/write")).into_response()),
            Err(error @ (AppError::Broken(_) | AppError::Busy)) => {
                problems.add("", crate::words::error(&l, &error));
            }
            Err(other) => return Err(other.into()),
        }
    }
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &form(&state, &visitor, id, fields, problems).await?)
}
