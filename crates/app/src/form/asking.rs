//! Hỏi ai, hỏi gì: which unit answers a form, whose figures its answer holds, and which cells are open.
//!
//! Computed from the rules and the tree on the last day of the period; nothing of it is stored.

use crate::rules::Rules;
use crate::unit::on::TreeDay;
use crate::{Answer, AppError, Work};
use std::sync::Arc;
use vunggoc_core::Id;
use vunggoc_core::form::grid::Asked;
use vunggoc_core::indicator::{Indicator, Origin};
use vunggoc_core::period::Period;
use vunggoc_core::rulebook::{FormRows, FormRule};
use vunggoc_core::screening::Bits;
use vunggoc_core::unit::Unit;

/// A form asked for a period.
#[derive(Debug, Clone)]
pub struct Asking {
    /// The form.
    pub form: &'static FormRule,
    /// The period.
    pub period: Period,
    /// The tree on the last day of the period.
    pub day: Arc<TreeDay>,
    /// The columns: indicators that are kept for this kind of period.
    pub columns: Vec<&'static Indicator>,
    answers: Vec<Option<u32>>,
    open: Vec<Bits>,
}

impl Asking {
    fn new(
        form: &'static FormRule,
        period: Period,
        day: Arc<TreeDay>,
        columns: Vec<&'static Indicator>,
    ) -> Self {
        let asked = day.units().within(&form.asked_of);
        let own = |at: usize| u32::try_from(at).ok().filter(|_| asked.get(at));
        let answers = match form.rows {
            FormRows::Own => (0..day.order().len()).map(own).collect(),
            FormRows::WithBranches => day.order().nearest(|at| asked.get(at)),
        };
        let open = columns
            .iter()
            .map(|c| {
                let held = day.units().within(&c.held_by);
                Bits::where_true(held.len(), |at| {
                    held.get(at) && answers.get(at).is_some_and(Option::is_some)
                })
            })
            .collect();
        Self { form, period, day, columns, answers, open }
    }

    /// Whether a unit is asked for the indicator of a column.
    pub fn asked(&self, position: usize, column: usize) -> Asked {
        if self.open.get(column).is_some_and(|bits| bits.get(position)) { Asked::Yes } else { Asked::No }
    }

    /// The units asked for the indicator of a column.
    pub fn open(&self, column: usize) -> Option<&Bits> {
        self.open.get(column)
    }

    /// Whether any figure of a unit is asked for.
    pub fn is_row(&self, position: usize) -> bool {
        self.open.iter().any(|bits| bits.get(position))
    }

    /// The position of the unit that answers for a unit.
    pub fn answering(&self, position: usize) -> Option<usize> {
        self.answers.get(position).copied().flatten().map(|at| at as usize)
    }

    /// The unit that answers for a unit.
    pub fn answering_unit(&self, position: usize) -> Option<Id<Unit>> {
        self.answering(position).and_then(|at| self.day.order().unit(at))
    }

    /// The units that answer, in order.
    pub fn who(&self) -> Vec<usize> {
        (0..self.day.order().len()).filter(|at| self.answering(*at) == Some(*at)).collect()
    }

    /// The column of an indicator.
    pub fn column(&self, code: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.code == code)
    }
}

/// The indicators of a form that are kept for the kind of a period and entered by people.
pub fn columns_of(rules: &'static Rules, form: &FormRule, period: Period) -> Vec<&'static Indicator> {
    let known = form.indicators.iter().filter_map(|code| rules.indicator(code));
    known.filter(|i| i.period == period.kind()).collect()
}

/// The kinds of period for which a form has columns, shortest first.
pub fn kinds_of(rules: &Rules, form: &FormRule) -> Vec<vunggoc_core::period::PeriodKind> {
    let mut kinds: Vec<_> =
        form.indicators.iter().filter_map(|c| rules.indicator(c)).map(|i| i.period).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

impl Work {
    /// A form asked for a period; not found where it has no column for it.
    pub(crate) async fn asking(&mut self, form: &str, period: Period) -> Answer<Asking> {
        let rules = Rules::resident()?;
        let form = rules.form(form).ok_or(AppError::NotFound)?;
        let columns = columns_of(rules, form, period);
        if columns.is_empty() {
            return Err(AppError::NotFound);
        }
        let day = self.tree_on(form.asked_of.tree, period.last_on()).await?;
        Ok(Asking::new(form, period, day, columns))
    }

    /// The units that are expected to hold a figure: those whom some form asks, or, where none does, all that
    /// hold one by the catalogue. What is counted from registers is expected of nobody.
    pub(crate) async fn expected(&mut self, indicator: &Indicator, period: Period) -> Answer<Option<Bits>> {
        let rules = Rules::resident()?;
        if indicator.period != period.kind() {
            return Ok(None);
        }
        let day = self.tree_on(indicator.held_by.tree, period.last_on()).await?;
        let mut bits: Option<Bits> = None;
        for form in rules.forms.iter().filter(|f| f.indicators.contains(&indicator.code)) {
            let asking = Asking::new(form, period, day.clone(), columns_of(rules, form, period));
            let Some(open) = asking.column(&indicator.code).and_then(|c| asking.open(c)) else { continue };
            match &mut bits {
                Some(bits) => bits.add(open),
                None => bits = Some(open.clone()),
            }
        }
        Ok(bits
            .or_else(|| (indicator.origin == Origin::Form).then(|| day.units().within(&indicator.held_by))))
    }
}
