//! Tình hình gửi biểu: who has sent, who is late, who is missing, and how complete each answer is.

use super::asking::Asking;
use crate::figure::columns;
use crate::figure::grid::{Head, heads};
use crate::{Answer, AppError, Ctx, Work};
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use vunggoc_core::access::Action;
use vunggoc_core::form::{Return, State, StateKind, Timeliness, due_on, timeliness};
use vunggoc_core::period::Period;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id};
use vunggoc_db::{args, sql};

/// Which answers are asked for.
#[derive(Debug, Clone)]
pub struct Question {
    /// Code of the form.
    pub form: String,
    /// The period.
    pub period: Period,
    /// The units below this one, and itself.
    pub under: Id<Unit>,
    /// Only those that stand so.
    pub only: Option<Timeliness>,
    /// How many lines to pass over.
    pub offset: usize,
}

/// Lines of one page.
pub const PAGE: usize = 100;

/// The answers to a form for a period.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Answers {
    /// Code of the form.
    pub form: String,
    /// Code of the period.
    pub period: String,
    /// Name of the unit above all.
    pub under: String,
    /// The columns of the form.
    pub columns: Vec<Head>,
    /// How many are asked.
    pub n_asked: usize,
    /// How many stand how: tags of timeliness and of states, with counts.
    pub counts: Vec<(String, usize)>,
    /// The lines of this page.
    pub lines: Vec<Line>,
    /// How many lines there are in all.
    pub n_lines: usize,
    /// How many were passed over.
    pub offset: usize,
    /// Whether the reader may close answers and send them back.
    pub may_close: bool,
    /// Whether the reader may enter figures.
    pub may_enter: bool,
}

/// One unit that is asked.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Line {
    /// Number of the answer; none where nothing was begun.
    pub id: Option<i64>,
    /// Its version.
    pub version: i64,
    /// The unit's number.
    pub unit_id: i64,
    /// Its name on the last day of the period.
    pub unit: String,
    /// The unit above it.
    pub above: String,
    /// Until when it is due.
    pub due_on: String,
    /// not-due, in-time, late or missing.
    pub timeliness: String,
    /// The state; none where nothing was begun.
    pub state: Option<String>,
    /// When it was sent.
    pub sent_on: Option<String>,
    /// Number of the signed copy, of a closed one.
    pub copy: Option<String>,
    /// Why it was sent back.
    pub why: Option<String>,
    /// Whether somebody above took its workbook in for it (nhập thay).
    pub entered_for: bool,
    /// How many figures it holds.
    pub n_reported: usize,
    /// How many it is asked for.
    pub n_asked: usize,
}

/// The answers to a form below a unit, as far as the reader may see.
pub async fn list(ctx: &Ctx, question: &Question) -> Answer<Answers> {
    let mut work = ctx.look().await?;
    work.leave(Action::ReadFigures, Action::ReadFigures, question.under).await?;
    let asking = work.asking(&question.form, question.period).await?;
    let at = asking.day.order().position(question.under).ok_or(AppError::NotFound)?;
    let returns = work.returns_of(&question.form, question.period).await?;
    let mut asked = work.asked(&asking, &returns, at).await?;
    let mut counts: Vec<(String, usize)> = Vec::new();
    for tag in Timeliness::ALL {
        counts.push((tag.tag().to_owned(), asked.iter().filter(|a| a.timeliness == *tag).count()));
    }
    for kind in StateKind::ALL {
        let n = asked.iter().filter(|a| a.answer.is_some_and(|r| r.state.kind() == *kind)).count();
        counts.push((kind.tag().to_owned(), n));
    }
    let n_asked = asked.len();
    if let Some(only) = question.only {
        asked.retain(|a| a.timeliness == only);
    }
    let n_lines = asked.len();
    let page: Vec<AskedUnit<'_>> = asked.into_iter().skip(question.offset).take(PAGE).collect();
    Ok(Answers {
        form: question.form.clone(),
        period: question.period.to_string(),
        under: asking.day.name(at).to_owned(),
        columns: heads(&asking),
        n_asked,
        counts,
        lines: work.lines(&asking, &page).await?,
        n_lines,
        offset: question.offset,
        may_close: work.may(Action::CloseFigures, question.under).await?,
        may_enter: work.may(Action::EnterFigures, question.under).await?,
    })
}

/// A unit that is asked, before its line is written.
struct AskedUnit<'a> {
    at: usize,
    unit: Id<Unit>,
    answer: Option<&'a Return>,
    due_on: Date,
    timeliness: Timeliness,
}

impl Work {
    /// The units that are asked below a position, as far as the reader may see.
    async fn asked<'a>(
        &mut self,
        asking: &Asking,
        returns: &'a HashMap<Id<Unit>, Return>,
        under: usize,
    ) -> Answer<Vec<AskedUnit<'a>>> {
        let scope = self.scope(asking.form.asked_of.tree, Action::ReadFigures).await?;
        let due = self.due_days(asking).await?;
        let (order, today) = (asking.day.order(), self.today());
        let usual = due_on(asking.form, asking.period);
        let within = order.subtree(under).filter(|at| asking.answering(*at) == Some(*at));
        let seen = within.filter(|at| scope.holds(&asking.day, *at));
        let asked = seen.filter_map(|at| {
            let unit = order.unit(at)?;
            let answer = returns.get(&unit);
            let due_on = due.get(&unit).copied().unwrap_or(usual);
            let sent_on = answer.and_then(|r| r.state.sent_on());
            Some(AskedUnit { at, unit, answer, due_on, timeliness: timeliness(due_on, sent_on, today) })
        });
        Ok(asked.collect())
    }

    /// The lines of a page.
    async fn lines(&mut self, asking: &Asking, page: &[AskedUnit<'_>]) -> Answer<Vec<Line>> {
        let counts = self.counts(asking, page).await?;
        let entered_for = self.entered_for(asking).await?;
        let order = asking.day.order();
        let line = |(asked, (n_reported, n_asked)): (&AskedUnit<'_>, (usize, usize))| {
            let (at, state) = (asked.at, asked.answer.map(|r| &r.state));
            Line {
                id: asked.answer.map(|r| r.id.number()),
                version: asked.answer.map_or(0, |r| r.version.0),
                unit_id: asked.unit.number(),
                unit: asking.day.name(at).to_owned(),
                above: order.parent(at).map_or(String::new(), |p| asking.day.name(p).to_owned()),
                due_on: asked.due_on.to_string(),
                timeliness: asked.timeliness.tag().to_owned(),
                state: state.map(|s| s.kind().tag().to_owned()),
                sent_on: state.and_then(State::sent_on).map(|d| d.to_string()),
                copy: match state {
                    Some(State::Closed { copy, .. }) => Some(copy.clone()),
                    _ => None,
                },
                why: match state {
                    Some(State::Returned { why, .. }) => Some(why.clone()),
                    _ => None,
                },
                entered_for: asked.answer.is_some_and(|r| entered_for.contains(&r.id.number())),
                n_reported,
                n_asked,
            }
        };
        Ok(page.iter().zip(counts).map(line).collect())
    }

    /// The due days that were set for units, where they differ from the usual one.
    pub(crate) async fn due_days(&mut self, asking: &Asking) -> Answer<HashMap<Id<Unit>, Date>> {
        let rows = self
            .all(
                sql!(
                    "SELECT d.unit_id, d.due_on FROM form_duty d JOIN period p ON p.id = d.period_id
                     WHERE d.form = $1 AND p.code = $2"
                ),
                args![&asking.form.name.code, asking.period.to_string()],
            )
            .await?;
        rows.iter().map(|r| Ok((Id::new(r.int("unit_id")?), r.date("due_on")?))).collect()
    }

    /// The answers whose workbooks were taken in at a unit above.
    async fn entered_for(&mut self, asking: &Asking) -> Answer<HashSet<i64>> {
        let rows = self
            .all(
                sql!(
                    "SELECT DISTINCT f.return_id FROM intake_file f JOIN intake i ON i.id = f.intake_id
                     JOIN period p ON p.id = i.period_id JOIN form_return r ON r.id = f.return_id
                     WHERE i.form = $1 AND p.code = $2 AND i.unit_id <> r.unit_id"
                ),
                args![&asking.form.name.code, asking.period.to_string()],
            )
            .await?;
        rows.iter().map(|r| Ok(r.int("return_id")?)).collect()
    }

    /// Figures reported and asked for, of each unit of a page.
    async fn counts(&mut self, asking: &Asking, page: &[AskedUnit<'_>]) -> Answer<Vec<(usize, usize)>> {
        let mut counts = vec![(0, 0); page.len()];
        for (column, indicator) in asking.columns.iter().enumerate() {
            let figures = columns::kept(self, &asking.day, &indicator.code, asking.period).await?;
            let Some(open) = asking.open(column) else { continue };
            for (count, asked) in counts.iter_mut().zip(page) {
                // Whose figures an answer holds stand below the unit that answers.
                let held = asking.day.order().subtree(asked.at);
                for at in held.filter(|at| open.get(*at) && asking.answering(*at) == Some(asked.at)) {
                    count.1 += 1;
                    count.0 += usize::from(figures.get(at).is_some());
                }
            }
        }
        Ok(counts)
    }
}
