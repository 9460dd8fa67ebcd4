//! Số liệu từ một trang tính: what each row and cell would write, and everything that stands in the way.

use super::names::{Fit, Names};
use super::{Import, Problem, Unknown, Weight, layout_of};
use crate::figure::load::{Batch, NewFigure};
use crate::rules::Rules;
use crate::unit::on::{Scope, TreeDay};
use crate::{Answer, AppError, Work};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_core::indicator::Indicator;
use vunggoc_core::period::Period;
use vunggoc_core::screening::Bits;
use vunggoc_core::unit::{Tree, Unit};
use vunggoc_sheets::cell::{Absent, Parsed, read_number};
use vunggoc_sheets::layout::Layout;
use vunggoc_sheets::name::key;
use vunggoc_sheets::rows::{self, DataRow, ProblemKind, RowKind};
use vunggoc_sheets::{At, Decimal, Sheet, Shown, check};

/// What an import of figures would write.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) batch: Batch,
    pub(super) problems: Vec<Problem>,
    pub(super) unknown: Vec<Unknown>,
    pub(super) n_rows: usize,
}

/// A column that holds figures.
struct Column {
    place: usize,
    at: u32,
    indicator: &'static Indicator,
    period: Period,
    held: Bits,
    locked: HashSet<Id<Unit>>,
}

/// The most unknown names for which near ones are looked up.
const N_UNKNOWN: usize = 60;

impl Work {
    pub(super) async fn plan_figures(&mut self, import: &Import, sheet: &Sheet) -> Answer<Plan> {
        let layout = layout_of(sheet, &import.choices);
        let mut plan = Plan {
            batch: Batch { source: format!("import {}", import.id), ..Batch::default() },
            ..Plan::default()
        };
        let Some(period) = Period::parse(&import.choices.period) else {
            plan.stop(String::new(), "no-period", String::new());
            return Ok(plan);
        };
        let day = self.tree_on(Tree::Party, period.last_on()).await?;
        let columns = self.figure_columns(import, &layout, period, (&day, &mut plan)).await?;
        let Some(under) = day.order().position(import.under) else {
            plan.stop(String::new(), "not-then", String::new());
            return Ok(plan);
        };
        let scope = self.scope(Tree::Party, Action::EnterFigures).await?;
        let within = day.order().subtree(under).filter(|at| scope.holds(&day, *at)).collect();
        let names = Names::read(self, &day, within).await?;
        let data = rows::read(sheet, &layout);
        let mut reading = Reading {
            import,
            layout: &layout,
            day: &day,
            columns: &columns,
            names: &names,
            seen: HashMap::new(),
        };
        for row in data.iter().filter(|r| r.kind == RowKind::Data) {
            reading.row(row, &mut plan);
        }
        self.tell_those_of_today(import, &scope, &mut plan).await?;
        plan.totals(sheet, &layout, &data, &columns);
        Ok(plan)
    }

    async fn figure_columns(
        &mut self,
        import: &Import,
        layout: &Layout,
        period: Period,
        (day, plan): (&Arc<TreeDay>, &mut Plan),
    ) -> Answer<Vec<Column>> {
        let rules = Rules::resident()?;
        let mut columns: Vec<Column> = Vec::new();
        for (at, meaning) in &import.choices.columns {
            let Some(indicator) = rules.indicator(meaning) else { continue };
            let head = vunggoc_sheets::column_letters(*at);
            let own = import.choices.periods.get(at).and_then(|code| Period::parse(code));
            let of = own.or_else(|| Period::holding(indicator.period, period.last_on()));
            let Some(of) = of.filter(|p| p.kind() == indicator.period) else {
                plan.stop(head, "other-period", indicator.code.clone());
                continue;
            };
            let Some(place) = layout.columns.iter().position(|c| c.column == *at) else { continue };
            if columns.iter().any(|c| c.indicator.code == indicator.code && c.period == of) {
                plan.stop(head, "column-twice", indicator.code.clone());
                continue;
            }
            let held = day.units().within(&indicator.held_by);
            let locked = self.locked(&indicator.code, of).await?;
            columns.push(Column { place, at: *at, indicator, period: of, held, locked });
        }
        if columns.is_empty() {
            plan.stop(String::new(), "no-column", String::new());
        }
        if !import.choices.columns.values().any(|m| m == "name" || m == "code") {
            plan.stop(String::new(), "no-name-column", String::new());
        }
        Ok(columns)
    }

    /// Names that fit no unit of the period but one of today are units that did not exist then.
    async fn tell_those_of_today(&mut self, import: &Import, scope: &Scope, plan: &mut Plan) -> Answer<()> {
        if !plan.unknown.iter().any(|u| u.chosen.is_none()) {
            return Ok(());
        }
        let today = self.tree_on(Tree::Party, self.today()).await?;
        let Some(under) = today.order().position(import.under) else { return Ok(()) };
        let within = today.order().subtree(under).filter(|at| scope.holds(&today, *at)).collect();
        let names = Names::read(self, &today, within).await?;
        let mut late = Vec::new();
        for unknown in plan.unknown.iter().filter(|u| u.chosen.is_none()) {
            if let Fit::One(at) = names.find(&unknown.name, "", "", |_| true) {
                late.push((unknown.cell.clone(), today.name(at).to_owned()));
            }
        }
        for (cell, name) in late {
            plan.stop(cell, "not-then", name);
        }
        Ok(())
    }
}

/// Reading of rows, one after the other.
struct Reading<'a> {
    import: &'a Import,
    layout: &'a Layout,
    day: &'a TreeDay,
    columns: &'a [Column],
    names: &'a Names<'a>,
    /// The row in which each unit stood first.
    seen: HashMap<usize, u32>,
}

impl Reading<'_> {
    fn text(&self, row: &DataRow<'_>, meaning: &str) -> String {
        let column = self.import.choices.columns.iter().find(|(_, m)| *m == meaning).map(|(c, _)| *c);
        let place = column.and_then(|c| self.layout.columns.iter().position(|l| l.column == c));
        let cell = place.and_then(|p| row.cells.get(p));
        cell.map(|c| c.shown().split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
    }

    fn row(&mut self, row: &DataRow<'_>, plan: &mut Plan) {
        let name = self.text(row, "name");
        let code = self.text(row, "code");
        let cell = format!("{}", row.row + 1);
        for problem in &row.problems {
            let mapped = self.import.choices.columns.contains_key(&problem.at.column);
            match problem.kind {
                ProblemKind::MergedInData { area } if mapped => {
                    plan.stop(problem.at.to_string(), "merged", area.to_string())
                }
                ProblemKind::FormulaError(error) if mapped => {
                    plan.stop(problem.at.to_string(), "formula-error", error.code().to_owned());
                }
                _ => {}
            }
        }
        if name.is_empty() && code.is_empty() {
            if self.columns.iter().any(|c| row.cells.get(c.place).is_some_and(|v| !v.is_blank())) {
                plan.stop(cell, "no-name", String::new());
            }
            return;
        }
        plan.n_rows += 1;
        if row.shown == Shown::Hidden {
            plan.ask(cell.clone(), "hidden-row", name.clone());
        }
        let Some(at) = self.unit(row, (&name, &code), plan) else { return };
        if let Some(first) = self.seen.insert(at, row.row) {
            plan.stop(cell, "duplicate-row", format!("{name} ({})", first + 1));
            return;
        }
        for column in self.columns {
            self.cell(row, column, at, plan);
        }
    }

    /// The unit of a row, or a name for a person to choose for.
    fn unit(&self, row: &DataRow<'_>, (name, code): (&str, &str), plan: &mut Plan) -> Option<usize> {
        let above = self.text(row, "above");
        let names = &self.import.choices.names;
        let whole = || format!("{}|{}", key(name), key(&above));
        let chosen = if names.is_empty() { None } else { names.get(&whole()).copied() };
        if let Some(unit) = chosen.filter(|u| *u > 0) {
            return self.day.order().position(Id::new(unit));
        }
        let holds = |at: usize| self.columns.iter().any(|c| c.held.get(at));
        let fits = match self.names.find(name, code, &above, holds) {
            Fit::One(at) => return Some(at),
            Fit::Many(fits) => fits,
            Fit::Nothing => Vec::new(),
        };
        let cell = format!("{}", row.row + 1);
        let near = if plan.unknown.len() < N_UNKNOWN { self.names.suggest(name, &fits) } else { Vec::new() };
        let key = whole();
        if !plan.unknown.iter().any(|u| u.key == key) {
            let (name, cell) = (name.to_owned(), cell.clone());
            plan.unknown.push(Unknown { key, name, cell, suggestions: near, chosen });
        }
        if chosen.is_none() {
            plan.stop(cell, if fits.is_empty() { "unknown-name" } else { "ambiguous-name" }, name.to_owned());
        }
        None
    }

    fn cell(&self, row: &DataRow<'_>, column: &Column, at: usize, plan: &mut Plan) {
        let Some(cell) = row.cells.get(column.place) else { return };
        let place = At::new(row.row, column.at);
        let shown = || cell.shown().into_owned();
        let base = || column.indicator.base.as_ref().and_then(|code| Rules::resident().ok()?.indicator(code));
        let (value, of_base) = match read_number(cell) {
            Parsed::Absent(Absent::Dash) if self.import.choices.dash == "zero" => (Decimal::ZERO, None),
            Parsed::Absent(Absent::Cross) => return plan.stop(place.to_string(), "not-a-number", shown()),
            Parsed::Absent(_) | Parsed::FormulaError(_) => return,
            // A share is no count: it is computed from its two figures and never taken in as one.
            Parsed::Percent { .. } if !column.indicator.counted_vi.contains('%') => {
                return plan.stop(place.to_string(), "a-percent", shown());
            }
            Parsed::Number { value, .. } | Parsed::Percent { value, .. } => (value, None),
            Parsed::WithPart { value, .. } | Parsed::WithWords { value, .. } => {
                plan.ask(place.to_string(), "part-left-out", shown());
                (value, None)
            }
            Parsed::Ratio { numerator, base: whole, .. } => match base() {
                Some(indicator) => (numerator, Some((indicator, whole))),
                None => return plan.stop(place.to_string(), "ratio-without-base", shown()),
            },
            Parsed::Day(_) => return plan.stop(place.to_string(), "a-date", shown()),
            Parsed::TooLong | Parsed::NotANumber => {
                return plan.stop(place.to_string(), "not-a-number", shown());
            }
        };
        if !column.held.get(at) {
            if value != Decimal::ZERO {
                plan.stop(place.to_string(), "not-asked", shown());
            }
            return;
        }
        let Some(unit) = self.day.order().unit(at) else { return };
        if column.locked.contains(&unit) {
            return plan.stop(place.to_string(), "locked", self.day.name(at).to_owned());
        }
        plan.put(place, column.indicator, column.period, (unit, value));
        if let Some((indicator, whole)) = of_base
            && let Some(period) = Period::holding(indicator.period, column.period.last_on())
        {
            plan.put(place, indicator, period, (unit, whole));
        }
    }
}

impl Plan {
    pub(super) fn stop(&mut self, cell: String, code: &'static str, about: String) {
        self.problems.push(Problem { cell, code, about, weight: Weight::Stop });
    }
    pub(super) fn ask(&mut self, cell: String, code: &'static str, about: String) {
        self.problems.push(Problem { cell, code, about, weight: Weight::Ask });
    }

    fn put(&mut self, place: At, indicator: &Indicator, period: Period, (unit, value): (Id<Unit>, Decimal)) {
        let Some(value) = value.at_scale(indicator.scale) else {
            return self.stop(place.to_string(), "too-many-decimals", value.to_string());
        };
        if value < 0 {
            return self.stop(place.to_string(), "negative", value.to_string());
        }
        let at = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let codes = &mut self.batch.indicators;
        let code = codes.iter().position(|c| *c == indicator.code).unwrap_or_else(|| {
            codes.push(indicator.code.clone());
            codes.len() - 1
        });
        let periods = &mut self.batch.periods;
        let time = periods.iter().position(|p| *p == period).unwrap_or_else(|| {
            periods.push(period);
            periods.len() - 1
        });
        self.batch.figures.push(NewFigure { indicator: at(code), period: at(time), unit, value });
    }

    fn totals(&mut self, sheet: &Sheet, layout: &Layout, data: &[DataRow<'_>], columns: &[Column]) {
        let mapped: BTreeMap<u32, ()> = columns.iter().map(|c| (c.at, ())).collect();
        for wrong in check::totals(sheet, layout, data).mismatches {
            if mapped.contains_key(&wrong.at.column) {
                let about = format!("{}: {} ≠ {}", wrong.name, wrong.found, wrong.expected);
                self.ask(wrong.at.to_string(), "total", about);
            }
        }
        self.drop_repeated();
    }

    /// A figure named by two columns (a share and its base) is written once; two values are a contradiction.
    fn drop_repeated(&mut self) {
        let key = |f: &NewFigure| (f.indicator, f.period, f.unit);
        let mut doubled = Vec::new();
        // Stable: of two, the one that stands first in the sheet stays.
        self.batch.figures.sort_by_key(key);
        self.batch.figures.dedup_by(|later, first| {
            let is_again = key(later) == key(first);
            if is_again && later.value != first.value {
                doubled.push(later.value);
            }
            is_again
        });
        for value in doubled {
            self.stop(String::new(), "two-values", value.to_string());
        }
    }

    pub(super) fn is_ready(&self) -> Result<(), AppError> {
        let stops = self.problems.iter().any(|p| p.weight == Weight::Stop);
        if stops { Err(AppError::Broken(crate::Rule::ImportNotReady)) } else { Ok(()) }
    }
}
