//! Tiến độ nhiệm vụ, củng cố: lateness by office and source, how plans go, what was overcome; each picture with its table.
//!
//! Counts of offices, never of persons, in the order of names: nobody is ranked.

use crate::error::{Answer, WebError, draw};
use crate::form::{Fields, Problems, day_or};
use crate::lang::Lang;
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use crate::task::words as task_words;
use askama::Template;
use axum::extract::{Query, State};
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use vunggoc_app::evaluation::{OvercomeLine, overcome};
use vunggoc_app::plan::{PlanLine, progress};
use vunggoc_app::rules::Rules;
use vunggoc_app::task::offices::{Counts, Offices, offices};
use vunggoc_core::access::{Action, may};
use vunggoc_core::rulebook::Named;
use vunggoc_core::{Date, date};

pub(crate) fn routes() -> Router<WebState> {
    Router::new().route("/progress", get(page))
}

/// The days between which it is counted.
#[derive(Debug, Default, Clone, Deserialize, utoipa::IntoParams)]
pub(crate) struct ProgressQuery {
    /// First day (dd/mm/yyyy or ISO); the first of January where blank.
    #[serde(default)]
    from: String,
    /// Last day; today where blank.
    #[serde(default)]
    to: String,
}

/// What the page is drawn from.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Progress {
    /// By office and source.
    offices: Offices,
    /// By plan.
    plans: Vec<PlanLine>,
    /// By criterion.
    overcome: Vec<OvercomeLine>,
}

#[derive(Template)]
#[template(path = "progress/page.html")]
struct ProgressPage {
    shell: Shell,
    fields: Fields,
    problems: Problems,
    all: Progress,
    rules: &'static Rules,
    reads_plans: bool,
}

impl ProgressPage {
    fn named<'a>(l: &Lang, name: &'a Named) -> &'a str {
        l.t(&name.vi, &name.en)
    }
    fn criterion(&self, l: &Lang, code: &str) -> String {
        let found = self.rules.criteria.iter().find(|c| c.name.code == code);
        found.map_or_else(|| code.to_owned(), |c| format!("{code}. {}", Self::named(l, &c.name)))
    }
    fn solution(&self, l: &Lang, code: &str) -> String {
        let found = self.rules.plan.solution(code);
        found.map_or_else(|| code.to_owned(), |s| Self::named(l, &s.name).to_owned())
    }
    /// "3/7": done of all.
    fn done(&self, l: &Lang, counts: &Counts) -> String {
        let n_done = counts.n_done_in_time + counts.n_done_late;
        format!("{}/{}", l.n(&n_done), l.n(&counts.n_all()))
    }
}

/// The days of the question, or what is wrong with what was typed.
fn days(l: Lang, today: Date, query: &ProgressQuery, problems: &mut Problems) -> (Date, Date) {
    let to_on = day_or(&l, &query.to, "to", today, problems);
    let from_on = day_or(&l, &query.from, "from", date(to_on.year(), 1, 1), problems);
    if from_on <= to_on {
        return (from_on, to_on);
    }
    problems
        .add("from", l.t("Ngày đầu phải không sau ngày cuối", "The first day must not be after the last"));
    (date(to_on.year(), 1, 1), to_on)
}

async fn read(visitor: &Visitor, from_on: Date, to_on: Date) -> Result<Progress, WebError> {
    Ok(Progress {
        offices: offices(&visitor.ctx, from_on, to_on).await?,
        plans: progress(&visitor.ctx).await?,
        overcome: overcome(&visitor.ctx, from_on, to_on).await?,
    })
}

async fn page(State(state): State<WebState>, visitor: Visitor, Query(query): Query<ProgressQuery>) -> Answer {
    let l = visitor.lang;
    let mut problems = Problems::default();
    let (from_on, to_on) = days(l, visitor.ctx.today(), &query, &mut problems);
    let all = read(&visitor, from_on, to_on).await?;
    let shown = |typed: &str, day: Date| {
        if problems.is_empty() { l.date(&day.to_string()) } else { typed.to_owned() }
    };
    let fields = Fields::of(&[("from", &shown(&query.from, from_on)), ("to", &shown(&query.to, to_on))]);
    let reads_plans = visitor.session.roles.iter().any(|role| may(*role, Action::ReadPlans));
    let title = l.t("Tiến độ nhiệm vụ, củng cố", "Progress of tasks and consolidation");
    let shell = Shell::new(&state, &visitor, title);
    draw(&ProgressPage { shell, fields, problems, all, rules: Rules::resident()?, reads_plans })
}

/// What the page is drawn from, as JSON.
#[utoipa::path(get, path = "/api/progress", params(ProgressQuery), responses((status = 200, body = Progress)))]
pub(crate) async fn progress_json(
    visitor: Visitor,
    Query(query): Query<ProgressQuery>,
) -> Result<Json<Progress>, WebError> {
    let (from_on, to_on) = days(visitor.lang, visitor.ctx.today(), &query, &mut Problems::default());
    Ok(Json(read(&visitor, from_on, to_on).await?))
}
