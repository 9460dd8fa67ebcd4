//! One pass of all criteria over all units.

use super::compare::{Found, apply, read};
use super::lift::Lifted;
use super::words::{self, Language, Phrase};
use super::{
    BaseZero, Bits, Column, Columns, Criterion, Decided, Evidence, Lack, LiftCount, Measured, Missing,
    Outcome, Sentence, Test, Units,
};
use crate::paper::Paper;
use crate::period::{Period, PeriodKind};
use crate::{Date, Id};
use std::collections::HashMap;

/// Kỳ mới nhất: the latest period of each kind that a round looks at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Latest(Vec<Period>);

impl Latest {
    /// These periods; of two of a kind the first counts. A kind without a period has no figures.
    pub fn of(periods: impl IntoIterator<Item = Period>) -> Self {
        Self(periods.into_iter().collect())
    }

    /// The last period of each kind that had ended before a day.
    pub fn ended_before(day: Date) -> Self {
        let ended = PeriodKind::ALL.iter().filter_map(|kind| {
            let now = Period::holding(*kind, day)?;
            if now.last_on() < day { Some(now) } else { now.previous() }
        });
        Self::of(ended)
    }

    /// The latest period of a kind.
    pub fn period(&self, kind: PeriodKind) -> Option<Period> {
        self.0.iter().copied().find(|p| p.kind() == kind)
    }

    /// The periods of a run, the latest first.
    pub fn run(&self, test: &Test) -> Vec<Option<Period>> {
        let first = self.period(test.period);
        let steps = std::iter::successors(Some(first), |p| Some(p.and_then(Period::previous)));
        steps.take(usize::from(test.n_periods.max(1))).collect()
    }
}

/// What a person entered for a criterion that data cannot decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    /// The paper of the competent body.
    pub paper: Id<Paper>,
    /// What it says.
    pub judged: Judged,
}

/// What the paper says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// Có biểu hiện.
    Present,
    /// Đã được khắc phục.
    Resolved,
}

/// Everything a round is computed from.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// The units.
    pub units: Units,
    /// Their figures.
    pub columns: Columns,
    /// The latest period of each kind.
    pub latest: Latest,
    /// Judgements by criterion code and position.
    pub judgements: HashMap<String, HashMap<usize, Judgement>>,
}

/// The outcome of one criterion for all units, three bits each.
///
/// `hit` and `undetermined` lie within `applicable` and exclude each other; what is left is clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks {
    /// Where it applies.
    pub applicable: Bits,
    /// Where there is a sign.
    pub hit: Bits,
    /// Where it cannot be said.
    pub undetermined: Bits,
}

/// A finished pass: outcomes of all criteria for all units, and a view on what they were computed from.
#[derive(Debug, Clone)]
pub struct Screened<'a> {
    pub(super) criteria: &'a [Criterion],
    pub(super) inputs: &'a Inputs,
    pub(super) marks: Vec<(Marks, Option<Lifted>)>,
}

impl<'a> Screened<'a> {
    /// Applies the criteria to all units.
    pub fn run(criteria: &'a [Criterion], inputs: &'a Inputs) -> Self {
        let marks = criteria.iter().map(|c| one(c, inputs)).collect();
        Self { criteria, inputs, marks }
    }

    /// The criteria, in the order given.
    pub fn criteria(&self) -> &'a [Criterion] {
        self.criteria
    }

    /// The bits of a criterion.
    pub fn marks(&self, criterion: usize) -> Option<&Marks> {
        self.marks.get(criterion).map(|(marks, _)| marks)
    }

    /// All hits, by criterion and then by position.
    pub fn hits(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.marks.iter().enumerate().flat_map(|(c, (m, _))| m.hit.iter().map(move |p| (c, p)))
    }

    /// What a criterion says of the unit at a position, with its evidence.
    pub fn outcome(&self, criterion: usize, position: usize) -> Outcome {
        let (Some(rule), Some((marks, _))) = (self.criteria.get(criterion), self.marks.get(criterion)) else {
            return Outcome::NotApplicable;
        };
        if !marks.applicable.get(position) {
            return Outcome::NotApplicable;
        }
        if marks.hit.get(position) {
            return self.evidence(rule, criterion, position).map_or(Outcome::NotApplicable, Outcome::Hit);
        }
        if marks.undetermined.get(position) {
            return Outcome::Undetermined(self.lacks(rule, criterion, position));
        }
        Outcome::Clear
    }

    /// How many units below have the sign, where the criterion is shown at this unit.
    pub fn below(&self, criterion: usize, position: usize) -> Option<LiftCount> {
        self.marks.get(criterion).and_then(|(_, lifted)| lifted.as_ref()).and_then(|l| l.count(position))
    }

    /// What there is to say: of a hit and of what could not be determined.
    pub fn sentence(&self, criterion: usize, position: usize) -> Option<Sentence<'a>> {
        let rule = self.criteria.get(criterion)?;
        match self.outcome(criterion, position) {
            Outcome::Hit(evidence) => Some(Sentence::Hit { criterion: rule, evidence }),
            Outcome::Undetermined(lacks) => Some(Sentence::Undetermined { criterion: rule, lacks }),
            Outcome::Clear | Outcome::NotApplicable => None,
        }
    }

    /// Says every hit, by criterion and then by position: what a round stores.
    ///
    /// The columns are looked up once for each criterion and not for each hit.
    pub fn say_hits(&self, language: Language, mut each: impl FnMut(usize, usize, &str)) {
        let mut text = String::with_capacity(256);
        for (place, (criterion, (marks, lifted))) in self.criteria.iter().zip(&self.marks).enumerate() {
            let said = self.figures_of(criterion, language);
            for position in marks.hit.iter() {
                text.clear();
                let below = lifted.as_ref().is_some_and(|l| l.decides(position));
                match &said {
                    Some((phrase, [of, base, when])) if !below => {
                        let figure = |column: &Option<&Column>| column.and_then(|c| c.get(position));
                        phrase.write(&mut text, figure(of).unwrap_or(0), figure(base), figure(when));
                    }
                    _ => {
                        if let Some(sentence) = self.sentence(place, position) {
                            words::write(&mut text, &sentence, language);
                        }
                    }
                }
                each(place, position, &text);
            }
        }
    }

    /// The sentence of a criterion on figures, and the columns that fill it: figure, base, guard.
    fn figures_of(
        &self,
        criterion: &'a Criterion,
        language: Language,
    ) -> Option<(Phrase<'a>, [Option<&'a Column>; 3])> {
        let Decided::Figures(test) = &criterion.decided else { return None };
        let latest = self.inputs.latest.period(test.period)?;
        let column = |m: &Measured| self.inputs.columns.get(&m.name.code, Some(latest));
        let base = test.condition.base.as_ref().map(column);
        let when = test.when.as_ref().map(|w| column(&w.of));
        let phrase = Phrase::new(criterion, test, latest, language);
        Some((phrase, [Some(column(&test.condition.of)), base, when]))
    }

    fn evidence(&self, rule: &Criterion, criterion: usize, position: usize) -> Option<Evidence> {
        if let Some(count) = self.lifted_verdict(criterion, position) {
            return Some(Evidence::Below(count));
        }
        let Decided::Figures(test) = &rule.decided else {
            let entered = self.inputs.judgements.get(&rule.name.code)?.get(&position)?;
            return Some(Evidence::Paper(entered.paper));
        };
        let there = |condition, period| match read(condition, &self.inputs.columns, period, position) {
            Some(Found::There(reading)) => Some(reading),
            _ => None,
        };
        let run = self.inputs.latest.run(test);
        let readings = run.iter().filter_map(|p| there(&test.condition, *p)).collect();
        let when = test.when.as_ref().and_then(|w| there(w, run.first().copied().flatten()));
        Some(Evidence::Figures { readings, when })
    }

    fn lacks(&self, rule: &Criterion, criterion: usize, position: usize) -> Vec<Lack> {
        let Decided::Figures(test) = &rule.decided else { return Vec::new() };
        if self.lifted_verdict(criterion, position).is_some() {
            return Vec::new();
        }
        let run = self.inputs.latest.run(test);
        let guard = test.when.iter().map(|w| (w, run.first().copied().flatten()));
        let inputs = guard.chain(run.iter().map(|p| (&test.condition, *p)));
        let lacking = inputs.filter_map(|(c, p)| match read(c, &self.inputs.columns, p, position) {
            Some(Found::Lacking(lacks)) => Some(lacks),
            _ => None,
        });
        lacking.flatten().collect()
    }

    /// The count behind an outcome that was made from units below.
    fn lifted_verdict(&self, criterion: usize, position: usize) -> Option<LiftCount> {
        let (_, lifted) = self.marks.get(criterion)?;
        lifted.as_ref().filter(|l| l.decides(position)).and_then(|l| l.count(position))
    }
}

/// One criterion for all units.
pub(super) fn one(criterion: &Criterion, inputs: &Inputs) -> (Marks, Option<Lifted>) {
    let within = inputs.units.within(&criterion.reach);
    let mut marks = match &criterion.decided {
        Decided::Figures(test) => tested(test, inputs, &within),
        Decided::Judgement => judged(&criterion.name.code, inputs, &within),
    };
    let lifted = criterion.lift.as_ref().map(|lift| Lifted::of(lift, &marks, &within, &inputs.units));
    if let Some(lifted) = &lifted {
        lifted.mark(&mut marks);
    }
    (marks, lifted)
}

/// Kleene's logic, 64 units at a time: one period that does not meet the condition clears the unit whatever is
/// missing elsewhere; otherwise what is missing leaves it open.
fn tested(test: &Test, inputs: &Inputs, within: &Bits) -> Marks {
    let run = inputs.latest.run(test);
    let n_words = within.words().len();
    let (mut applicable, mut any_clear) = (within.words().to_vec(), vec![0_u64; n_words]);
    let (mut any_missing, mut any_zero) = (vec![0_u64; n_words], vec![0_u64; n_words]);
    if let Some(when) = &test.when {
        let guard = apply(when, &inputs.columns, run.first().copied().flatten());
        let read = guard.holds.iter().zip(guard.missing.iter().zip(&guard.zero));
        let (masks, open) = (any_missing.iter_mut().zip(&mut any_zero), applicable.iter_mut());
        for ((applies, (missing, zero)), (holds, (m, z))) in open.zip(masks).zip(read) {
            *applies &= holds | m | z;
            *missing |= m;
            *zero |= z;
        }
    }
    for period in &run {
        let found = apply(&test.condition, &inputs.columns, *period);
        let read = found.holds.iter().zip(found.missing.iter().zip(&found.zero));
        let masks = any_clear.iter_mut().zip(any_missing.iter_mut().zip(&mut any_zero));
        for ((clear, (missing, zero)), (holds, (m, z))) in masks.zip(read) {
            *clear |= !holds & !m & !z;
            *missing |= m;
            *zero |= z;
        }
    }
    let (mut hit, mut undetermined) = (vec![0_u64; n_words], vec![0_u64; n_words]);
    let masks = any_clear.iter().zip(any_missing.iter().zip(&any_zero));
    let results = applicable.iter_mut().zip(hit.iter_mut().zip(&mut undetermined));
    for ((applies, (hit, open)), (clear, (missing, zero))) in results.zip(masks) {
        let left = *applies & !clear;
        let zero = left & zero;
        let missing = left & missing & !zero;
        *hit = left & !zero & !missing;
        match test.base_zero {
            BaseZero::NotApplicable => *applies &= !zero,
            BaseZero::Undetermined => *open |= zero,
        }
        match test.missing {
            Missing::NotApplicable => *applies &= !missing,
            Missing::Undetermined => *open |= missing,
        }
    }
    let n = within.len();
    let bits = |words| Bits::of_words(n, words);
    Marks { applicable: bits(applicable), hit: bits(hit), undetermined: bits(undetermined) }
}

/// Without a paper a judgement says nothing: not applicable, and not clear either.
fn judged(code: &str, inputs: &Inputs, within: &Bits) -> Marks {
    let n = within.len();
    let (mut applicable, mut hit) = (Bits::none(n), Bits::none(n));
    for (position, entered) in inputs.judgements.get(code).into_iter().flatten() {
        if within.get(*position) {
            applicable.set(*position);
            if entered.judged == Judged::Present {
                hit.set(*position);
            }
        }
    }
    Marks { applicable, hit, undetermined: Bits::none(n) }
}
