//! The rows of a round, made from what was screened: in pre-order, ready to be written, and their digest.

use super::inputs::Ready;
use crate::rules::Rules;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use vunggoc_core::listing::Group;
use vunggoc_core::period::Period;
use vunggoc_core::screening::words::{Language, say};
use vunggoc_core::screening::{
    Comparison, Condition, Decided, Evidence, Lack, Reading, Screened, Sentence, Why,
};
use vunggoc_db::Value;

pub(super) const INSERT_FINDING: &str =
    "INSERT INTO finding (round_id, unit_id, criterion, outcome, says_vi, says_en, inputs)";
/// Those behind the number of the round, here and below.
pub(super) const FINDING_COLUMNS: usize = 6;
pub(super) const INSERT_UNIT: &str =
    "INSERT INTO round_unit (round_id, place, unit_id, part_id, n_hits, n_undetermined, n_missing, grp)";
pub(super) const UNIT_COLUMNS: usize = 7;
pub(super) const INSERT_CRITERION: &str =
    "INSERT INTO round_criterion (round_id, criterion, n_applicable, n_hit, n_undetermined)";
pub(super) const CRITERION_COLUMNS: usize = 4;
pub(super) const INSERT_PART: &str = "INSERT INTO round_part (round_id, place, unit_id, n_units, n_hit, n_undetermined, n_one, n_two, n_three)";
pub(super) const PART_COLUMNS: usize = 8;

/// Versions of figures by indicator, period and unit; one that is not there has version 1.
pub(super) type Versions = HashMap<(String, Period), HashMap<i64, i64>>;

/// Every row of a round.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) findings: Vec<Value>,
    pub(super) units: Vec<Value>,
    pub(super) criteria: Vec<Value>,
    pub(super) parts: Vec<Value>,
    pub(super) n_units: i64,
    pub(super) n_hit: i64,
    pub(super) n_undetermined: i64,
}

/// What is counted of the units below one part.
#[derive(Default)]
struct Part {
    place: usize,
    n_units: i64,
    n_hit: i64,
    n_undetermined: i64,
    groups: [i64; 3],
}

impl Rows {
    /// The rows of a round.
    pub(super) fn of(ready: &Ready, rules: &Rules) -> Self {
        let screened = Screened::run(&ready.criteria, &ready.inputs);
        let mut rows = Self::default();
        let mut found: Vec<(usize, usize)> = Vec::new();
        let mut applies = vec![false; ready.range.len()];
        let start = ready.range.start;
        for (c, criterion) in ready.criteria.iter().enumerate() {
            let Some(marks) = screened.marks(c) else { continue };
            let inside = |p: &usize| ready.range.contains(p);
            let mut n = [0_i64; 3];
            for position in marks.applicable.iter().filter(inside) {
                n[0] += 1;
                if let Some(applies) = applies.get_mut(position - start) {
                    *applies = true;
                }
            }
            for position in marks.hit.iter().filter(inside) {
                n[1] += 1;
                found.push((position, c));
            }
            for position in marks.undetermined.iter().filter(inside) {
                n[2] += 1;
                found.push((position, c));
            }
            let [n_applicable, n_hit, n_undetermined] = n.map(Value::from);
            let code = Value::from(&criterion.name.code);
            rows.criteria.extend([code, n_applicable, n_hit, n_undetermined]);
        }
        found.sort_unstable();
        rows.add_units(ready, rules, &screened, (&found, &applies));
        rows
    }

    fn add_units(
        &mut self,
        ready: &Ready,
        rules: &Rules,
        screened: &Screened<'_>,
        (found, applies): (&[(usize, usize)], &[bool]),
    ) {
        let order = ready.day.order();
        let unit_at = |position: usize| order.unit(position).map_or(0, |u| u.number());
        let mut rest = found;
        let mut screened_units: Vec<Asked<'_>> = Vec::new();
        for position in ready.range.clone().filter(|p| applies.get(p - ready.range.start) == Some(&true)) {
            let (mine, left) = rest.split_at(rest.partition_point(|(p, _)| *p <= position));
            rest = left;
            screened_units.push((position, mine, Counts::default()));
        }
        // Findings are made in the order in which the store keeps them: whole pages are written one after the other.
        screened_units.sort_unstable_by_key(|(position, ..)| unit_at(*position));
        self.findings = findings(&mut screened_units, ready, screened);
        screened_units.sort_unstable_by_key(|(position, ..)| *position);
        let mut parts: Vec<(i64, Part)> = Vec::new();
        for (position, _, counts) in screened_units {
            let part = part_of(ready, position);
            let part_id = unit_at(part);
            let group = screened.group(&rules.groups, position);
            if parts.last().is_none_or(|(id, _)| *id != part_id) {
                parts.push((part_id, Part { place: part, ..Part::default() }));
            }
            if let Some((_, part)) = parts.last_mut() {
                part.add(&counts, group);
            }
            self.n_units += 1;
            self.n_hit += i64::from(counts.n_hits > 0);
            self.n_undetermined += i64::from(counts.n_undetermined > 0);
            let place = i64::try_from(position).unwrap_or(i64::MAX);
            let [hits, undetermined, missing] =
                [counts.n_hits, counts.n_undetermined, counts.n_missing].map(Value::from);
            let group = Value::from(group.map(Group::tag));
            let [place, unit, part] = [place, unit_at(position), part_id].map(Value::from);
            self.units.extend([place, unit, part, hits, undetermined, missing, group]);
        }
        for (unit, part) in parts {
            let place = i64::try_from(part.place).unwrap_or(i64::MAX);
            let [one, two, three] = part.groups;
            let values = [place, unit, part.n_units, part.n_hit, part.n_undetermined, one, two, three];
            self.parts.extend(values.map(Value::from));
        }
    }

    /// SHA-256 over all findings in the order of their units and of the rules.
    pub(super) fn digest(&self) -> [u8; 32] {
        let mut digest = FindingDigest::default();
        for row in self.findings.chunks(FINDING_COLUMNS) {
            for value in row {
                match value {
                    Value::Int(Some(n)) => digest.part(&n.to_string()),
                    Value::Text(Some(text)) => digest.part(text),
                    _ => digest.part(""),
                }
            }
        }
        digest.end()
    }
}

/// Makes the findings of units in their order, each half of them (or less) by a thread of its own, and counts them.
fn findings(units: &mut [Asked<'_>], ready: &Ready, screened: &Screened<'_>) -> Vec<Value> {
    let n_threads = std::thread::available_parallelism().map_or(1, usize::from).min(N_THREADS);
    let share = units.len().div_ceil(n_threads).max(1);
    std::thread::scope(|scope| {
        let shares: Vec<_> = units
            .chunks_mut(share)
            .map(|share| {
                scope.spawn(move || {
                    let mut findings = Vec::new();
                    for (position, found, counts) in share {
                        let unit = ready.day.order().unit(*position).map_or(0, |u| u.number());
                        *counts = add_findings(&mut findings, unit, found, ready, screened);
                    }
                    findings
                })
            })
            .collect();
        let mut all = Vec::new();
        for share in shares {
            match share.join() {
                Ok(findings) => all.extend(findings),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    })
}

fn add_findings(
    findings: &mut Vec<Value>,
    unit: i64,
    found: Found<'_>,
    ready: &Ready,
    screened: &Screened<'_>,
) -> Counts {
    let mut counts = Counts::default();
    let mut missing: BTreeSet<(String, Period)> = BTreeSet::new();
    for (position, c) in found {
        let (Some(criterion), Some(sentence)) = (ready.criteria.get(*c), screened.sentence(*c, *position))
        else {
            continue;
        };
        let outcome = match &sentence {
            Sentence::Hit { .. } => {
                counts.n_hits += 1;
                "hit"
            }
            Sentence::Undetermined { lacks, .. } => {
                counts.n_undetermined += 1;
                missing.extend(lacks.iter().map(|l| (l.indicator.code.clone(), l.period)));
                "undetermined"
            }
        };
        findings.extend([
            Value::from(unit),
            Value::from(&criterion.name.code),
            Value::from(outcome),
            Value::from(say(&sentence, Language::Vietnamese)),
            Value::from(say(&sentence, Language::English)),
            Value::from(inputs(&sentence, unit, &ready.versions)),
        ]);
    }
    counts.n_missing = i64::try_from(missing.len()).unwrap_or(0);
    counts
}

/// The digest of findings: each value with its length, so that no two lists of values read alike.
#[derive(Default)]
pub(super) struct FindingDigest(Sha256);

impl FindingDigest {
    /// Takes one value.
    pub(super) fn part(&mut self, text: &str) {
        self.0.update((text.len() as u64).to_be_bytes());
        self.0.update(text.as_bytes());
    }
    /// The digest.
    pub(super) fn end(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

/// Position and criterion of what was found.
type Found<'a> = &'a [(usize, usize)];

/// A unit that criteria apply to: its position, what was found, and how much.
type Asked<'a> = (usize, Found<'a>, Counts);

/// The most threads that make sentences.
const N_THREADS: usize = 4;

#[derive(Default)]
struct Counts {
    n_hits: i64,
    n_undetermined: i64,
    n_missing: i64,
}

impl Part {
    fn add(&mut self, counts: &Counts, group: Option<Group>) {
        self.n_units += 1;
        self.n_hit += i64::from(counts.n_hits > 0);
        self.n_undetermined += i64::from(counts.n_undetermined > 0);
        let [one, two, three] = &mut self.groups;
        match group {
            Some(Group::One) => *one += 1,
            Some(Group::Two) => *two += 1,
            Some(Group::Three) => *three += 1,
            None => {}
        }
    }
}

/// The unit directly below the one screened that holds a position; the screened unit itself for its own.
fn part_of(ready: &Ready, position: usize) -> usize {
    let root = ready.range.start;
    let order = ready.day.order();
    std::iter::once(position)
        .chain(order.ancestors(position))
        .find(|p| *p == root || order.parent(*p) == Some(root))
        .unwrap_or(root)
}

/// What a finding was computed from, as JSON: figures with their versions, the paper, the counts below, or what
/// was missing. Codes and periods are plain ASCII.
fn inputs(sentence: &Sentence<'_>, unit: i64, versions: &Versions) -> String {
    let mut out = String::with_capacity(120);
    // Writing to a String cannot fail.
    let _ = match sentence {
        Sentence::Hit { criterion, evidence: Evidence::Figures { readings, when } } => {
            if let Decided::Figures(test) = &criterion.decided {
                out.push('{');
                condition(&mut out, &test.condition, readings, unit, versions);
                if let (Some(guard), Some(reading)) = (&test.when, when) {
                    out.push_str(",\"when\":{");
                    condition(&mut out, guard, std::slice::from_ref(reading), unit, versions);
                    out.push('}');
                }
                out.push('}');
            }
            Ok(())
        }
        Sentence::Hit { evidence: Evidence::Paper(paper), .. } => write!(out, "{{\"paper\":{paper}}}"),
        Sentence::Hit { evidence: Evidence::Below(n), .. } => write!(
            out,
            "{{\"below\":{{\"n_hit\":{},\"n_undetermined\":{},\"n_applicable\":{}}}}}",
            n.n_hit, n.n_undetermined, n.n_applicable
        ),
        Sentence::Undetermined { lacks, .. } => {
            missing(&mut out, lacks);
            Ok(())
        }
    };
    out
}

fn condition(out: &mut String, condition: &Condition, readings: &[Reading], unit: i64, versions: &Versions) {
    let (code, bound) = (&condition.of.name.code, condition.bound);
    let _ = write!(out, "\"indicator\":\"{code}\"");
    if let Some(base) = &condition.base {
        let _ = write!(out, ",\"base\":\"{}\"", base.name.code);
    }
    let comparison = Comparison::tag(condition.comparison);
    let _ = write!(
        out,
        ",\"comparison\":\"{comparison}\",\"bound\":[{},{}],\"figures\":[",
        bound.numerator(),
        bound.denominator()
    );
    let version = |code: &str, period: Period| {
        let changed = versions.get(&(code.to_owned(), period));
        changed.and_then(|units| units.get(&unit)).copied().unwrap_or(1)
    };
    for (i, reading) in readings.iter().enumerate() {
        let (comma, period) = (if i > 0 { "," } else { "" }, reading.period);
        let _ = write!(
            out,
            "{comma}{{\"period\":\"{period}\",\"value\":{},\"version\":{}",
            reading.value,
            version(code, period)
        );
        if let (Some(base), Some(measured)) = (reading.base, &condition.base) {
            let v = version(&measured.name.code, period);
            let _ = write!(out, ",\"base\":{base},\"base_version\":{v}");
        }
        out.push('}');
    }
    out.push(']');
}

fn missing(out: &mut String, lacks: &[Lack]) {
    out.push_str("{\"missing\":[");
    for (i, lack) in lacks.iter().enumerate() {
        let why = match lack.why {
            Why::Missing => "missing",
            Why::BaseZero => "base-zero",
        };
        let comma = if i > 0 { "," } else { "" };
        let (code, period) = (&lack.indicator.code, lack.period);
        let _ = write!(out, "{comma}{{\"indicator\":\"{code}\",\"period\":\"{period}\",\"why\":\"{why}\"}}");
    }
    out.push_str("]}");
}
