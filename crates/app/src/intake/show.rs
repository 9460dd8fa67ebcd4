//! Xem trước đợt nhận biểu: totals, missing, late and mismatched on one page; nothing is written.

use super::plan::{Plan, Planned};
use super::{Flaw, Intake, Weight};
use crate::figure::columns;
use crate::figure::grid::{Head, heads};
use crate::{Answer, Ctx, Work};
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_core::form::{State, Timeliness, due_on, timeliness};
use vunggoc_core::indicator::OverTree;

/// The page of an intake.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Preview {
    /// Its number.
    pub id: i64,
    /// Its version.
    pub version: i64,
    /// Fingerprint of everything that is shown; a confirmation brings it back.
    pub fingerprint: String,
    /// Code of the form.
    pub form: String,
    /// Code of the period.
    pub period: String,
    /// The unit above all.
    pub under_id: i64,
    /// Its name on the last day of the period.
    pub under: String,
    /// The day on which the workbooks came.
    pub received_on: String,
    /// The workbooks, those with something to mend first.
    pub books: Vec<BookLine>,
    /// How many units are asked.
    pub n_asked: usize,
    /// Units that neither sent an answer nor stand in one of the workbooks.
    pub missing: Vec<Missing>,
    /// One line for each column of the form.
    pub totals: Vec<Total>,
    /// Whether the reader may close answers below the unit.
    pub may_close: bool,
}

/// One workbook.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct BookLine {
    /// Its number within the intake.
    pub no: i64,
    /// Its name.
    pub name: String,
    /// The unit that answers; none where it is not known.
    pub unit_id: Option<i64>,
    /// Its name.
    pub unit: String,
    /// The unit above it.
    pub above: String,
    /// ready, same, mismatched, unreadable or written.
    pub standing: String,
    /// in-time or late; none where the unit is not known.
    pub timeliness: Option<String>,
    /// Until when it was due.
    pub due_on: Option<String>,
    /// The state of the answer so far.
    pub state: Option<String>,
    /// Number of the signed copy, where it was closed.
    pub copy: Option<String>,
    /// Figures where none stood.
    pub n_new: usize,
    /// Figures other than what stood there.
    pub n_changed: usize,
    /// Figures that stood there already.
    pub n_same: usize,
    /// Everything that is wrong or must be seen.
    pub flaws: Vec<Flaw>,
    /// When it was written, and how much was new.
    pub written: Option<(String, i64)>,
}

/// A unit of which nothing came.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Missing {
    /// Its number.
    pub unit_id: i64,
    /// Its name.
    pub unit: String,
    /// The unit above it.
    pub above: String,
    /// Until when it is due.
    pub due_on: String,
    /// not-due or missing.
    pub timeliness: String,
}

/// One column, added up.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Total {
    /// The column.
    pub head: Head,
    /// The sum of the workbooks that can be written; none where none says anything or the column does not add.
    pub brought: Option<i64>,
    /// How many units report in them.
    pub n_brought: usize,
    /// The sum of the subtree as it stands.
    pub before: Option<i64>,
    /// How many units have reported.
    pub n_before: usize,
    /// The sum of the subtree once they are written.
    pub after: Option<i64>,
    /// How many units will have reported.
    pub n_after: usize,
    /// How many are expected to.
    pub n_expected: usize,
}

impl BookLine {
    /// Whether it can be chosen.
    pub fn is_open(&self) -> bool {
        matches!(self.standing.as_str(), "ready" | "same")
    }
    /// How many problems stop it.
    pub fn n_stops(&self) -> usize {
        self.flaws.iter().filter(|f| f.weight == Weight::Stop).count()
    }
}

/// The page of an intake.
pub async fn show(ctx: &Ctx, id: Id<Intake>) -> Answer<Preview> {
    let mut work = ctx.look().await?;
    let intake = work.intake(id).await?;
    let plan = work.plan_intake(&intake).await?;
    let mut books: Vec<BookLine> = plan.books.iter().map(|b| line(b, &plan)).collect();
    let rank = |b: &BookLine| match b.standing.as_str() {
        "unreadable" => 0,
        "mismatched" => 1,
        "ready" => 2,
        "same" => 3,
        _ => 4,
    };
    books.sort_by_key(|b| (rank(b), b.no));
    let (n_asked, missing) = work.missing(&intake, &plan).await?;
    let order = plan.asking.day.order();
    let under = order.position(intake.under).map_or("", |at| plan.asking.day.name(at)).to_owned();
    Ok(Preview {
        id: id.number(),
        version: intake.version.0,
        fingerprint: plan.fingerprint.clone(),
        form: intake.form.clone(),
        period: intake.period.to_string(),
        under_id: intake.under.number(),
        under,
        received_on: intake.received_on.to_string(),
        books,
        n_asked,
        missing,
        totals: work.totals_with(&intake, &plan).await?,
        may_close: work.may(Action::CloseFigures, intake.under).await?,
    })
}

fn line(book: &Planned, plan: &Plan) -> BookLine {
    let (day, order) = (&plan.asking.day, plan.asking.day.order());
    let named = |at: Option<usize>| at.map_or(String::new(), |at| day.name(at).to_owned());
    let state = book.answer.as_ref().map(|a| &a.state);
    BookLine {
        no: book.no,
        name: book.name.clone(),
        unit_id: book.position.and_then(|at| order.unit(at)).map(Id::number),
        unit: named(book.position),
        above: named(book.position.and_then(|at| order.parent(at))),
        standing: book.standing.tag().to_owned(),
        timeliness: book.timeliness.map(|t| t.tag().to_owned()),
        due_on: book.due_on.map(|d| d.to_string()),
        state: state.map(|s| s.kind().tag().to_owned()),
        copy: match state {
            Some(State::Closed { copy, .. }) => Some(copy.clone()),
            _ => None,
        },
        n_new: book.brought.n_new,
        n_changed: book.brought.n_changed,
        n_same: book.brought.n_same,
        flaws: book.flaws.clone(),
        written: book.written.clone(),
    }
}

impl Work {
    /// How many are asked, and of whom nothing came.
    async fn missing(&mut self, intake: &Intake, plan: &Plan) -> Answer<(usize, Vec<Missing>)> {
        let (asking, today) = (&plan.asking, self.today());
        let scope = self.scope(asking.form.asked_of.tree, Action::EnterFigures).await?;
        let returns = self.returns_of(&intake.form, intake.period).await?;
        let due = self.due_days(asking).await?;
        let usual = due_on(asking.form, asking.period);
        let order = asking.day.order();
        let Some(under) = order.position(intake.under) else { return Ok((0, Vec::new())) };
        let within = order.subtree(under);
        let came: HashSet<usize> = plan
            .books
            .iter()
            .filter(|b| b.is_open() || b.written.is_some())
            .filter_map(|b| b.position)
            .collect();
        let mut n_asked = 0;
        let mut missing = Vec::new();
        for at in asking.who().into_iter().filter(|at| within.contains(at) && scope.holds(&asking.day, *at)) {
            n_asked += 1;
            let Some(unit) = order.unit(at) else { continue };
            let sent = returns.get(&unit).and_then(|r| r.state.sent_on());
            if sent.is_some() || came.contains(&at) {
                continue;
            }
            let due_on = due.get(&unit).copied().unwrap_or(usual);
            let stands = timeliness(due_on, None, today);
            missing.push(Missing {
                unit_id: unit.number(),
                unit: asking.day.name(at).to_owned(),
                above: order.parent(at).map_or(String::new(), |p| asking.day.name(p).to_owned()),
                due_on: due_on.to_string(),
                timeliness: stands.tag().to_owned(),
            });
        }
        missing.sort_by_key(|m| m.timeliness != Timeliness::Missing.tag());
        Ok((n_asked, missing))
    }

    /// Each column below the unit: what the workbooks bring, what stands there, and both together.
    async fn totals_with(&mut self, intake: &Intake, plan: &Plan) -> Answer<Vec<Total>> {
        let asking = &plan.asking;
        let Some(under) = asking.day.order().position(intake.under) else { return Ok(Vec::new()) };
        let within = asking.day.order().subtree(under);
        let mut brought: HashMap<(usize, usize), i64> = HashMap::new();
        for book in plan.books.iter().filter(|b| b.is_open()) {
            brought.extend(book.said.iter().filter_map(|c| Some(((c.column, c.position), c.value?))));
        }
        let mut totals = Vec::with_capacity(asking.columns.len());
        for (column, (indicator, head)) in asking.columns.iter().zip(heads(asking)).enumerate() {
            let figures = columns::kept(self, &asking.day, &indicator.code, asking.period).await?;
            let (mut new, mut before, mut after) = (Added::default(), Added::default(), Added::default());
            let mut n_expected = 0;
            let open = asking.open(column);
            for at in within.clone().filter(|at| open.is_some_and(|bits| bits.get(*at))) {
                n_expected += 1;
                let (said, stood) = (brought.get(&(column, at)).copied(), figures.get(at));
                new.add(said);
                before.add(stood);
                after.add(said.or(stood));
            }
            let adds = indicator.over_tree == OverTree::Sum;
            totals.push(Total {
                head,
                brought: new.sum(adds.then_some(())),
                n_brought: new.n,
                before: before.sum(adds.then_some(())),
                n_before: before.n,
                after: after.sum(adds.then_some(())),
                n_after: after.n,
                n_expected,
            });
        }
        Ok(totals)
    }
}

/// A sum of what is there; nothing gives nothing.
#[derive(Default)]
struct Added {
    n: usize,
    value: i64,
}

impl Added {
    fn add(&mut self, value: Option<i64>) {
        if let Some(value) = value {
            self.n += 1;
            self.value += value;
        }
    }
    fn sum(&self, adds: Option<()>) -> Option<i64> {
        adds.filter(|()| self.n > 0).map(|()| self.value)
    }
}
