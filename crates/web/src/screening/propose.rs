//! Đề xuất đưa vào diện từ kết quả rà soát: the reasons are the sentences found, which people may rewrite.

use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::AppError;
use vunggoc_app::screening::propose::propose;
use vunggoc_app::screening::show::{UnitFindings, unit};
use vunggoc_core::Id;
use vunggoc_core::access::{Action, may};
use vunggoc_core::listing::Proposal;

#[derive(Template)]
#[template(path = "screening/propose.html")]
struct ProposePage {
    shell: Shell,
    page: UnitFindings,
    fields: Fields,
    problems: Problems,
}

impl ProposePage {
    fn is_chosen(&self, code: &str) -> bool {
        self.fields.is(&format!("on-{code}"), "on")
    }
}

pub(super) async fn ask(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((round, of)): Path<(i64, i64)>,
) -> Answer {
    let found = unit(&visitor.ctx, Id::new(round), Id::new(of)).await?;
    let hits: Vec<_> = found.unit.findings.iter().filter(|f| f.outcome == "hit").collect();
    // Papers are written in Vietnamese, whatever the language of the page.
    let reasons: Vec<String> = hits.iter().map(|f| format!("{}.", f.says_vi)).collect();
    let reasons = reasons.join("\n");
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    let chosen: Vec<String> = hits.iter().map(|f| format!("on-{}", f.criterion)).collect();
    let mut pairs: Vec<(&str, &str)> = vec![("on", &today), ("reasons", &reasons)];
    pairs.extend(chosen.iter().map(|c| (c.as_str(), "on")));
    let fields = visitor.refill(Fields::of(&pairs)).await?;
    draw(&form(&state, &visitor, found, fields, Problems::default())?)
}

fn form(
    state: &WebState,
    visitor: &Visitor,
    page: UnitFindings,
    fields: Fields,
    problems: Problems,
) -> Result<ProposePage, WebError> {
    if !visitor.session.roles.iter().any(|r| may(*r, Action::Propose)) {
        return Err(AppError::NotFound.into());
    }
    let title = format!(
        "{}: {}",
        visitor.lang.t("Đề xuất đưa vào diện theo dõi, củng cố", "Propose a listing"),
        page.unit.unit
    );
    Ok(ProposePage { shell: Shell::new(state, visitor, title), page, fields, problems })
}

pub(super) async fn send(
    State(state): State<WebState>,
    Path((round, of)): Path<(i64, i64)>,
    Drafted { visitor, fields }: Drafted,
) -> Answer {
    let l = visitor.lang;
    let mut problems = Problems::default();
    let on = fields.day("on");
    problems.need(
        Need::of(&on),
        "on",
        l.t("Nhập ngày đề xuất (ngày/tháng/năm)", "Enter the date (day/month/year)"),
    );
    problems.need(
        Need::text(fields.get("by")),
        "by",
        l.t("Nhập cơ quan đề xuất", "Enter the proposing body"),
    );
    problems.need(
        Need::text(fields.get("reasons")),
        "reasons",
        l.t("Nhập nội dung cần củng cố", "Say what must be mended"),
    );
    let all = state.rules.criteria.iter().map(|c| c.name.code.clone());
    let criteria: Vec<String> = all.filter(|code| fields.is(&format!("on-{code}"), "on")).collect();
    if problems.is_empty() {
        let proposal = Proposal { on, by: fields.get("by").into(), reasons: fields.get("reasons").into() };
        match propose(&visitor.ctx, Id::new(round), Id::new(of), &criteria, proposal).await {
            Ok(id) => return Ok(Redirect::to(&format!("/listings/{id}")).into_response()),
            Err(error @ (AppError::Broken(_) | AppError::Busy)) => problems.add("", words::error(&l, &error)),
            Err(other) => return Err(other.into()),
        }
    }
    let found = unit(&visitor.ctx, Id::new(round), Id::new(of)).await?;
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &form(&state, &visitor, found, fields, problems)?)
}
