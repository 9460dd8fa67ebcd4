//! Chuyển phần còn lại sang kế hoạch năm sau.

use super::Choice;
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::listing::secrecies;
use crate::page::{Posted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::AppError;
use vunggoc_app::task::carry::{Anew, carry};
use vunggoc_app::task::ground::{GroundPage, TableRow, show};
use vunggoc_core::Id;

#[derive(Template)]
#[template(path = "task/carry.html")]
struct CarryPage {
    shell: Shell,
    page: GroundPage,
    next: i64,
    left: Vec<TableRow>,
    fields: Fields,
    problems: Problems,
    secrecies: Vec<Choice>,
    paper_title: String,
}

impl CarryPage {
    /// What was typed as new for a task.
    fn own(&self, task: &i64) -> &str {
        self.fields.get(&format!("n:{task}"))
    }
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    fields: Option<Fields>,
    problems: Problems,
) -> Result<CarryPage, WebError> {
    let l = visitor.lang;
    let page = show(&visitor.ctx, Id::new(id)).await?;
    if !page.may_assign || page.kind != "year-plan" {
        return Err(AppError::NotFound.into());
    }
    let open = |r: &&TableRow| r.line.closed_on.is_none() && r.counted.as_ref().is_some_and(|q| q.n_left > 0);
    let left: Vec<TableRow> = page.rows.iter().filter(open).cloned().collect();
    let next = page.year.unwrap_or(0) + 1;
    let today = l.date(&visitor.ctx.today().to_string());
    let fields = fields.unwrap_or_else(|| {
        let title = page.title.replace(&(next - 1).to_string(), &next.to_string());
        let mut pairs = vec![("on".to_owned(), today), ("title".to_owned(), title)];
        for row in &left {
            let n_own = row.counted.as_ref().map_or(0, |q| q.n_own);
            pairs.push((format!("n:{}", row.line.id), n_own.to_string()));
        }
        pairs.push(("secrecy".into(), "open".into()));
        Fields::of(&pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect::<Vec<_>>())
    });
    let title = l.t("Chuyển phần còn lại sang năm sau", "Carry the rest over");
    Ok(CarryPage {
        shell: Shell::new(state, visitor, format!("{title}: {}", page.title)),
        page,
        next,
        left,
        fields,
        problems,
        secrecies: secrecies(l),
        paper_title: l
            .t("Văn bản của kế hoạch năm sau (nếu có)", "Paper of the next plan (if any)")
            .to_owned(),
    })
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    draw(&form(&state, &visitor, id, None, Problems::default()).await?)
}

pub(super) async fn send(State(state): State<WebState>, Path(id): Path<i64>, posted: Posted) -> Answer {
    let Posted { visitor, fields } = posted;
    let l = visitor.lang;
    let mut problems = Problems::default();
    let on = fields.need_day(&l, "on", &mut problems);
    problems.need(
        Need::text(fields.get("title")),
        "title",
        l.t("Nhập tên kế hoạch năm sau", "Enter the title of the next plan"),
    );
    let mut anew = Vec::new();
    for (name, value) in fields.all() {
        let Some(task) = name.strip_prefix("n:").and_then(|t| t.parse().ok()) else { continue };
        match value.trim().replace('.', "").parse::<i64>() {
            Ok(n_own) if n_own >= 0 => anew.push(Anew { task: Id::new(task), n_own }),
            _ => problems.add(name, l.t("Nhập số lượng kế hoạch năm sau", "Enter how many next year plans")),
        }
    }
    let paper = (!fields.get("paper_number").trim().is_empty())
        .then(|| crate::paper::read(&l, &fields, &mut problems));
    if let Some(on) = on.filter(|_| problems.is_empty()) {
        let title = fields.get("title").trim().to_owned();
        match carry(&visitor.ctx, Id::new(id), title, on, anew, paper).await {
            Ok(id) => return Ok(Redirect::to(&format!("/grounds/{id}")).into_response()),
            Err(error @ (AppError::Broken(_) | AppError::Stale { .. } | AppError::Busy)) => {
                problems.add("", words::error(&l, &error));
            }
            Err(other) => return Err(other.into()),
        }
    }
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &form(&state, &visitor, id, Some(fields), problems).await?)
}
