//! Công tác cán bộ nơi củng cố: counts by paper.

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
use vunggoc_app::listing::show::{ListingPage, show};
use vunggoc_app::plan::{Cadre, CadreKind, CadreLine, cadres, count};
use vunggoc_app::{AppError, Rule};
use vunggoc_core::Id;

#[derive(Template)]
#[template(path = "plan/cadres.html")]
struct CadresPage {
    shell: Shell,
    page: ListingPage,
    lines: Vec<CadreLine>,
    kinds: Vec<Choice>,
    fields: Fields,
    problems: Problems,
}

impl CadresPage {
    fn kind(&self, tag: &str) -> &'static str {
        words::cadre(&self.shell.lang, tag)
    }
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    let fields = Fields::of(&[("done_on", today.as_str()), ("n_times", "1")]);
    let fields = visitor.refill(fields).await?;
    draw(&form(&state, &visitor, id, fields, Problems::default()).await?)
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    fields: Fields,
    problems: Problems,
) -> Result<CadresPage, WebError> {
    let l = visitor.lang;
    let page = show(&visitor.ctx, Id::new(id)).await?;
    let title =
        format!("{}: {}", l.t("Công tác cán bộ nơi củng cố", "Cadre work there, in numbers"), page.unit);
    Ok(CadresPage {
        shell: Shell::new(state, visitor, title),
        lines: cadres(&visitor.ctx, Id::new(id)).await?,
        page,
        kinds: CadreKind::ALL.iter().map(|k| (k.tag().into(), words::cadre(&l, k.tag()).into())).collect(),
        fields,
        problems,
    })
}

pub(super) async fn send(State(state): State<WebState>, Path(id): Path<i64>, posted: Drafted) -> Answer {
    let Drafted { visitor, fields } = posted;
    let l = visitor.lang;
    let mut problems = Problems::default();
    let n = fields.number("n_times");
    problems.need(Need::of(&n), "n_times", l.t("Nhập số lượt", "Enter how many times"));
    let on = fields.need_day(&l, "done_on", &mut problems);
    problems.need(
        Need::text(fields.get("cadre_paper")),
        "cadre_paper",
        l.t("Nhập số văn bản", "Enter the number of the paper"),
    );
    if let (Some(n_times), Some(done_on), true) = (n, on, problems.is_empty()) {
        let cadre = Cadre {
            kind: CadreKind::from_tag(fields.get("kind")).unwrap_or(CadreKind::Strengthened),
            n_times,
            done_on,
            paper_number: fields.get("cadre_paper").into(),
        };
        match count(&visitor.ctx, Id::new(id), &cadre).await {
            Ok(_) => return Ok(Redirect::to(&format!("/listings/{id}/cadres")).into_response()),
            Err(AppError::Broken(Rule::Field { name })) => {
                problems.add(name, l.t("Nội dung không hợp lệ", "Not a valid value"));
            }
            Err(error @ (AppError::Broken(_) | AppError::Busy)) => {
                problems.add("", crate::words::error(&l, &error))
            }
            Err(other) => return Err(other.into()),
        }
    }
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &form(&state, &visitor, id, fields, problems).await?)
}
