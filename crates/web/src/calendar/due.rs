//! Vì sao ra ngày này: a small form that counts a term and shows every day of the count.

use super::words;
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Problems};
use crate::lang::Lang;
use crate::listing::Choice;
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use std::sync::Arc;
use vunggoc_app::calendar::explain::{Explained, N_DAYS, N_MONTHS, Question, explain};
use vunggoc_app::rules::Rules;
use vunggoc_app::{AppError, Rule};
use vunggoc_core::calendar::{Conventions, Roll, Start, Term, TermUnit, Way};

#[derive(Template)]
#[template(path = "calendar/due.html")]
struct DuePage {
    shell: Shell,
    fields: Fields,
    problems: Problems,
    units: Vec<Choice>,
    ways: Vec<Choice>,
    starts: Vec<Choice>,
    rolls: Vec<Choice>,
    explained: Option<Explained>,
    rules: Arc<Rules>,
}

impl DuePage {
    fn holiday(&self, l: &Lang, code: &Option<String>) -> String {
        words::holiday(l, &self.rules, code)
    }
    fn words_of(&self, choices: &[Choice], name: &str) -> String {
        let chosen = choices.iter().find(|(value, _)| self.fields.is(name, value));
        chosen.map(|(_, words)| words.clone()).unwrap_or_default()
    }
}

pub(super) async fn page(
    State(state): State<WebState>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Answer {
    let l = visitor.lang;
    let typed = Fields::parse(query.as_deref().unwrap_or_default().as_bytes());
    let mut problems = Problems::default();
    let asked = !typed.get("n").is_empty() || !typed.get("from").is_empty();
    let fields = if asked { typed } else { first(&l, &visitor) };
    let mut explained = None;
    if asked && let Some(question) = read(&l, &fields, &mut problems) {
        match explain(&visitor.ctx, question).await {
            Ok(found) => explained = Some(found),
            Err(AppError::Broken(Rule::Field { name })) => problems.add(name, too_long(&l)),
            Err(other) => return Err(other.into()),
        }
    }
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = l.t("Tính ngày đến hạn", "Count a due day");
    let page = DuePage {
        shell: Shell::new(&state, &visitor, title),
        fields,
        problems,
        units: TermUnit::ALL.iter().map(|u| (u.code().into(), words::unit(&l, *u).into())).collect(),
        ways: vec![
            (Way::After.code().into(), l.t("Chậm nhất sau ngày này", "At latest after the day").into()),
            (Way::Before.code().into(), l.t("Trước ngày này", "Before the day").into()),
        ],
        starts: Start::ALL.iter().map(|s| (s.code().into(), words::start(&l, *s).into())).collect(),
        rolls: Roll::ALL.iter().map(|r| (r.code().into(), words::roll(&l, *r).into())).collect(),
        explained,
        rules: state.rules.clone(),
    };
    if status == StatusCode::OK { draw(&page) } else { draw_as(status, &page) }
}

fn first(l: &Lang, visitor: &Visitor) -> Fields {
    let today = l.date(&visitor.ctx.today().to_string());
    Fields::of(&[
        ("from", &today),
        ("unit", TermUnit::WorkingDays.code()),
        ("way", Way::After.code()),
        ("start", Start::NextDay.code()),
        ("roll", Roll::Following.code()),
    ])
}

fn too_long(l: &Lang) -> String {
    format!(
        "{}: {N_DAYS} {}, {N_MONTHS} {}",
        l.t("Thời hạn dài nhất", "The longest term"),
        l.t("ngày", "days"),
        l.t("tháng hoặc năm", "months or years")
    )
}

fn read(l: &Lang, fields: &Fields, problems: &mut Problems) -> Option<Question> {
    let start_on = fields.need_day(l, "from", problems);
    let n = fields.number("n").and_then(|n| u16::try_from(n).ok());
    if n.is_none() {
        problems.add("n", l.t("Nhập thời hạn bằng số", "Enter the term as a number"));
    }
    let unit = TermUnit::from_code(fields.get("unit")).unwrap_or(TermUnit::WorkingDays);
    let conventions = Conventions {
        start: Start::from_code(fields.get("start")).unwrap_or(Start::NextDay),
        way: Way::from_code(fields.get("way")).unwrap_or(Way::After),
        roll: Roll::from_code(fields.get("roll")).unwrap_or(Roll::Following),
    };
    Some(Question { start_on: start_on?, term: Term { n: n?, unit }, conventions })
}

/// A term counted day by day, as JSON; the parameters are those of the page.
#[utoipa::path(
    get,
    path = "/api/calendar/due",
    params(
        ("from" = String, Query, description = "2024-10-15 or 15/10/2024"),
        ("n" = u16, Query),
        ("unit" = Option<String>, Query, description = "working, calendar, months, years"),
        ("way" = Option<String>, Query, description = "after, before"),
        ("start" = Option<String>, Query, description = "next-day, same-day, from-working-day"),
        ("roll" = Option<String>, Query, description = "keep, following, preceding")
    ),
    responses((status = 200, body = Explained), (status = 422))
)]
pub(crate) async fn due_json(
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Json<Explained>, WebError> {
    let fields = Fields::parse(query.as_deref().unwrap_or_default().as_bytes());
    let question = read(&visitor.lang, &fields, &mut Problems::default());
    let question = question.ok_or(AppError::Broken(Rule::Field { name: "from, n" }))?;
    Ok(Json(explain(&visitor.ctx, question).await?))
}
