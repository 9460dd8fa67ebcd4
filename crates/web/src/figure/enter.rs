//! Bảng nhập số liệu: a grid of many units. Whole without JavaScript; what was refused stays as it was typed.

use super::{PlaceQuery, period_of, words};
use crate::error::{Answer, WebError, draw, draw_as};
use crate::lang::Lang;
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use std::collections::HashMap;
use std::sync::Arc;
use vunggoc_app::figure::grid::{Cell, Grid, Head, PAGE, Question, Row, grid};
use vunggoc_app::figure::save::{CellProblem, Entered, Typed, save};
use vunggoc_app::rules::Rules;
use vunggoc_core::Id;
use vunggoc_core::access::Action;

#[derive(Template)]
#[template(path = "figure/enter.html")]
struct EnterPage {
    shell: Shell,
    rules: Arc<Rules>,
    grid: Grid,
    /// What could not be written, by unit and indicator.
    problems: HashMap<(i64, String), CellProblem>,
    listed: Vec<CellProblem>,
    saved: Option<i64>,
    /// What was being typed when a session ended, by unit and indicator.
    retyped: HashMap<(i64, String), String>,
}

impl EnterPage {
    fn problem(&self, unit: &i64, indicator: &str) -> Option<&CellProblem> {
        self.problems.get(&(*unit, indicator.to_owned()))
    }
    /// What stands in a cell: what was being typed, else the figure.
    fn value(&self, l: &Lang, row: &Row, cell: &Cell, head: &Head) -> String {
        let typed = self.retyped.get(&(row.unit_id, head.indicator.clone()));
        typed.cloned().unwrap_or_else(|| words::typed(l, &cell.value, &head.scale))
    }
    fn unit(&self, id: &i64) -> &str {
        self.grid.rows.iter().find(|r| r.unit_id == *id).map_or("", |r| r.unit.as_str())
    }
    fn pairs<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = (&'a Cell, &'a Head)> {
        row.cells.iter().zip(&self.grid.columns)
    }
    fn scale(&self, indicator: &str) -> &u8 {
        self.grid.columns.iter().find(|c| c.indicator == *indicator).map_or(&0, |c| &c.scale)
    }
    fn shown(&self) -> (i64, i64, i64) {
        let n = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        (n(self.grid.offset + 1), n(self.grid.offset + self.grid.rows.len()), n(self.grid.n_rows))
    }
    fn next(&self) -> Option<usize> {
        Some(self.grid.offset + PAGE).filter(|n| *n < self.grid.n_rows)
    }
    fn previous(&self) -> Option<usize> {
        (self.grid.offset > 0).then(|| self.grid.offset.saturating_sub(PAGE))
    }
    /// Whether anything on this page can be typed into.
    fn takes_figures(&self) -> bool {
        self.grid.may_enter && self.grid.rows.iter().any(|r| r.open)
    }
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    question: &Question,
    problems: Vec<CellProblem>,
    saved: Option<i64>,
) -> Result<EnterPage, WebError> {
    let l = visitor.lang;
    let grid = grid(&visitor.ctx, question).await?;
    let title = format!(
        "{} {}, {}",
        l.t("Nhập", "Enter"),
        words::form(&l, &state.rules, &grid.form),
        words::period(&l, &grid.period)
    );
    Ok(EnterPage {
        shell: Shell::new(state, visitor, title),
        rules: state.rules.clone(),
        grid,
        problems: problems.iter().map(|p| ((p.unit_id, p.indicator.clone()), p.clone())).collect(),
        listed: problems,
        saved,
        retyped: HashMap::new(),
    })
}

pub(super) async fn ask(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((form_code, period)): Path<(String, String)>,
    Query(query): Query<PlaceQuery>,
) -> Answer {
    let under = query.place(&visitor, Action::ReadFigures).await?;
    let question = Question { form: form_code, period: period_of(&period)?, under, offset: query.offset };
    let draft = visitor.draft().await?;
    let mut page = form(&state, &visitor, &question, Vec::new(), query.saved).await?;
    if let Some(draft) = draft {
        let cells = draft.all().iter().filter_map(|(name, text)| Some((address(name)?, text)));
        page.retyped = cells.map(|(at, text)| ((at.unit, at.indicator.to_owned()), text.clone())).collect();
    }
    draw(&page)
}

pub(super) async fn send(
    State(state): State<WebState>,
    Path((form_code, period)): Path<(String, String)>,
    Query(query): Query<PlaceQuery>,
    Drafted { visitor, fields }: Drafted,
) -> Answer {
    let l = visitor.lang;
    let under = query.place(&visitor, Action::EnterFigures).await?;
    let question = Question { form: form_code, period: period_of(&period)?, under, offset: query.offset };
    let cells = fields.all().iter().filter_map(|(name, text)| cell(l, name, text)).collect();
    let entered = Entered { form: question.form.clone(), period: question.period, under, cells };
    let mut saved = save(&visitor.ctx, &entered).await?;
    let n = saved.n_written + saved.n_cleared;
    if saved.problems.is_empty() {
        let to = format!(
            "/figures/{}/{}/enter?under={under}&offset={}&saved={n}",
            question.form, question.period, question.offset
        );
        return Ok(Redirect::to(&to).into_response());
    }
    for problem in &mut saved.problems {
        problem.typed = swapped(l, &problem.typed);
    }
    let page = form(&state, &visitor, &question, saved.problems, Some(n)).await?;
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Where a cell of the form stands and what it held: its field is named `c:unit:indicator:version:before`.
struct Address<'a> {
    unit: i64,
    indicator: &'a str,
    seen: i64,
    before: &'a str,
}

fn address(name: &str) -> Option<Address<'_>> {
    let mut parts = name.strip_prefix("c:")?.splitn(4, ':');
    let unit = parts.next()?.parse().ok()?;
    let indicator = parts.next()?;
    Some(Address { unit, indicator, seen: parts.next()?.parse().ok()?, before: parts.next()? })
}

/// Whether a field is a cell in which nothing was changed.
pub(crate) fn is_as_before(name: &str, text: &str) -> bool {
    address(name).is_some_and(|at| at.before == text.trim())
}

/// A cell that was changed; the others are left out, so that they are neither written nor stale.
fn cell(l: Lang, name: &str, text: &str) -> Option<Typed> {
    let at = address(name).filter(|at| at.before != text.trim())?;
    let indicator = at.indicator.to_owned();
    Some(Typed { unit: Id::new(at.unit), indicator, seen: at.seen, text: swapped(l, text) })
}

/// Figures are read in Vietnamese notation; on an English page comma and dot stand the other way round.
fn swapped(l: Lang, text: &str) -> String {
    match l {
        Lang::Vi => text.to_owned(),
        Lang::En => text
            .chars()
            .map(|c| match c {
                ',' => '.',
                '.' => ',',
                c => c,
            })
            .collect(),
    }
}
