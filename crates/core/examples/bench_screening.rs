//! Measures the screening of 52,000 base organisations by forty criteria over two periods.
//!
//! From resident columns to three bits for each unit and criterion and one Vietnamese sentence for each hit.
//! Given a folder, writes the same data, the criteria and the answers there as CSV, so that `bench/screening.py`
//! can compute them with another engine and compare. The data are invented and the same in every run.

use std::fmt::Write as _;
use std::time::Instant;
use vunggoc_core::indicator::Sensitivity;
use vunggoc_core::period::{Period, PeriodKind};
use vunggoc_core::rulebook::{Confidence, Ground, Named, Reach, Standing};
use vunggoc_core::screening::{
    Area, BaseZero, Bound, Column, Columns, Comparison, Condition, Criterion, Decided, Effect, Inputs,
    Latest, Lift, LiftRule, Measured, Missing, Screened, Shipped, Template, Test, Units, words,
};
use vunggoc_core::tree::TreeOn;
use vunggoc_core::unit::Tree;
use vunggoc_core::{Id, date};

const N_BASES: usize = 52_000;
const N_UPPERS: usize = 126;
const N_INDICATORS: usize = 30;
const N_CRITERIA: usize = 40;
const N_RUNS: usize = 40;

type Failure = Box<dyn std::error::Error>;

/// A small generator of numbers, the same everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

#[expect(clippy::print_stdout, reason = "a measuring program speaks to its caller")]
fn main() -> Result<(), Failure> {
    let inputs = inputs()?;
    let criteria = (0..N_CRITERIA).map(criterion).collect::<Result<Vec<_>, Failure>>()?;
    let (mut times, mut cpu) = (Vec::new(), Vec::new());
    let mut answer = (Vec::new(), String::new());
    for _ in 0..N_RUNS {
        let (began, worked) = (Instant::now(), cpu_ms());
        answer = screen(&criteria, &inputs);
        times.push(began.elapsed().as_secs_f64() * 1e3);
        cpu.push(cpu_ms() - worked);
    }
    times.sort_by(f64::total_cmp);
    cpu.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or(0.0);
    println!(
        "{{\"n_units\": {}, \"n_criteria\": {N_CRITERIA}, \"n_hits\": {}, \"text_bytes\": {}, \"runs\": {N_RUNS}, \
         \"median_ms\": {:.2}, \"p95_ms\": {:.2}, \"min_ms\": {:.2}, \"max_ms\": {:.2}, \"cpu_median_ms\": {:.2}}}",
        inputs.units.len(),
        answer.0.len(),
        answer.1.len(),
        at(50),
        at(95),
        at(0),
        times.last().copied().unwrap_or(0.0),
        cpu.get(cpu.len() / 2).copied().unwrap_or(0.0),
    );
    if let Some(folder) = std::env::args().nth(1) {
        write_all(std::path::Path::new(&folder), &criteria, &inputs)?;
    }
    Ok(())
}

/// Time on the processor so far, where the system tells (Linux); a busy machine spoils the time on the clock.
fn cpu_ms() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    told.split_whitespace().next().and_then(|ns| ns.parse::<f64>().ok()).map_or(0.0, |ns| ns / 1e6)
}

/// What is measured: outcomes, and the sentences of all hits one behind the other.
fn screen(criteria: &[Criterion], inputs: &Inputs) -> (Vec<(u32, u32, u32)>, String) {
    let screened = Screened::run(criteria, inputs);
    let mut text = String::with_capacity(16 << 20);
    let mut hits = Vec::with_capacity(1 << 17);
    let n = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    screened.say_hits(words::Language::Vietnamese, |place, position, sentence| {
        text.push_str(sentence);
        hits.push((n(place), n(position), n(text.len())));
    });
    (hits, text)
}

fn inputs() -> Result<Inputs, Failure> {
    let mut pairs = vec![(Id::new(0), None)];
    for upper in 0..N_UPPERS {
        let id = Id::new(1 + upper as i64);
        pairs.push((id, Some(Id::new(0))));
        for base in (upper..N_BASES).step_by(N_UPPERS) {
            pairs.push((Id::new(1000 + base as i64), Some(id)));
        }
    }
    let tree = TreeOn::build(&pairs).map_err(|e| format!("{e:?}"))?;
    let n = tree.len();
    let level = |p: usize| match tree.unit(p).map(Id::number) {
        Some(0) => "province",
        Some(u) if u < 1000 => "upper",
        _ => "base",
    };
    let kind = |p: usize| if p.is_multiple_of(3) { "office" } else { "residential" };
    let mut numbers = Numbers(15);
    let mut columns = Columns::new(n);
    for indicator in 0..N_INDICATORS {
        // Even indicators are parts, odd ones the bases of the part before them.
        for back in 0..2 {
            let whole: Vec<Option<i64>> = (0..n)
                .map(|p| {
                    let most = if indicator % 2 == 0 { 120 } else { 240 };
                    let value = i64::try_from(numbers.below(most)).unwrap_or(0);
                    let missing = numbers.below(100) < 3 || level(p) != "base";
                    (!missing).then_some(value)
                })
                .collect();
            columns
                .put(&code(indicator), period(back)?, Column::new(whole).map_err(|e| format!("{e:?}"))?)
                .map_err(|e| format!("{e:?}"))?;
        }
    }
    let units = Units::new(Tree::Party, tree.clone(), |p| (level(p), kind(p)));
    Ok(Inputs {
        units,
        columns,
        latest: Latest::ended_before(date(2024, 7, 1)),
        judgements: Default::default(),
    })
}

fn code(indicator: usize) -> String {
    format!("x{indicator}")
}

fn period(back: usize) -> Result<Period, Failure> {
    Period::parse(if back == 0 { "2024-H1" } else { "2023-H2" }).ok_or_else(|| "period".into())
}

fn measured(indicator: usize) -> Measured {
    let code = code(indicator);
    Measured {
        name: Named { vi: format!("Nội dung {code}"), en: format!("Item {code}"), code },
        scale: 0,
        sensitivity: Sensitivity::Open,
    }
}

/// Criteria of every shape: figures and shares, one period and two, with and without a guard, shown above.
fn criterion(place: usize) -> Result<Criterion, Failure> {
    let of = place * 2 % N_INDICATORS;
    let base = place.is_multiple_of(2).then(|| measured(of + 1));
    let comparison = if place % 4 < 2 { Comparison::Below } else { Comparison::Above };
    let step = i64::try_from(place % 5)?;
    let bound = match (&base, comparison) {
        (Some(_), Comparison::Below) => Bound::share(6 + step, 100),
        (Some(_), _) => Bound::share(300 + 10 * step, 100),
        (None, Comparison::Below) => Bound::whole(10 + step),
        (None, _) => Bound::whole(108 - step),
    };
    let bound = bound.map_err(|e| format!("{e:?}"))?;
    let whole = |n| Bound::whole(n).map_err(|e| format!("{e:?}"));
    let guard = Condition {
        of: measured((of + 4) % N_INDICATORS),
        base: None,
        comparison: Comparison::AtLeast,
        bound: whole(9)?,
    };
    let says = match base {
        Some(_) => "Tỷ lệ đạt {share} ({value}/{base}), so với mức {bound}, {run}",
        None => "Số liệu là {value}, so với mức {bound}, {run}",
    };
    let test = Test {
        when: place.is_multiple_of(3).then_some(guard),
        condition: Condition { of: measured(of), base, comparison, bound },
        period: PeriodKind::Half,
        n_periods: if place.is_multiple_of(5) { 2 } else { 1 },
        missing: if place.is_multiple_of(7) { Missing::NotApplicable } else { Missing::Undetermined },
        base_zero: if place.is_multiple_of(8) { BaseZero::Undetermined } else { BaseZero::NotApplicable },
    };
    let kinds = if place % 10 == 9 { vec!["office".to_owned()] } else { Vec::new() };
    let share = Bound::share(5, 100).map_err(|e| format!("{e:?}"))?;
    let lift = (place % 4 == 1).then(|| Lift { to: "upper".to_owned(), rule: LiftRule::MoreThan(share) });
    let template = |text| Template::read(text).map_err(|e| format!("{e:?}"));
    Ok(Criterion {
        name: Named {
            code: format!("C{place}"),
            vi: format!("Tiêu chí {place}"),
            en: format!("Criterion {place}"),
        },
        area: Area::PartyLife,
        shipped: Shipped::On,
        reach: Reach { tree: Tree::Party, levels: vec!["base".to_owned()], kinds, standing: Standing::Any },
        decided: Decided::Figures(test),
        lift,
        effect: Effect::Counts,
        says_vi: template(says)?,
        says_en: template(says)?,
        ground: Ground {
            source: "thử".to_owned(),
            confidence: Confidence::Ours,
            from_on: None,
            until_on: None,
        },
        bound_ground: None,
    })
}

/// The data, the criteria and the answers as CSV.
fn write_all(folder: &std::path::Path, criteria: &[Criterion], inputs: &Inputs) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)?;
    let units = &inputs.units;
    let mut data = String::from("position,level,kind,parent");
    for (indicator, back) in (0..N_INDICATORS).flat_map(|i| [(i, 0), (i, 1)]) {
        write!(data, ",{}_{back}", code(indicator))?;
    }
    data.push('\n');
    for position in 0..units.len() {
        let up = units.tree().parent(position).map_or(-1, |p| p as i64);
        let (level, kind) = (units.level(position).unwrap_or(""), units.kind(position).unwrap_or(""));
        write!(data, "{position},{level},{kind},{up}")?;
        for (indicator, back) in (0..N_INDICATORS).flat_map(|i| [(i, 0), (i, 1)]) {
            let figure = inputs.columns.get(&code(indicator), Some(period(back)?)).get(position);
            write!(data, ",{}", figure.map_or(String::new(), |f| f.to_string()))?;
        }
        data.push('\n');
    }
    std::fs::write(folder.join("data.csv"), data)?;
    let mut rules = String::from(
        "place,of,base,comparison,numerator,denominator,n_periods,missing,base_zero,guard,kind,lifted\n",
    );
    for (place, c) in criteria.iter().enumerate() {
        let Decided::Figures(t) = &c.decided else { continue };
        let name = |m: Option<&Measured>| m.map_or(String::new(), |m| m.name.code.clone());
        writeln!(
            rules,
            "{place},{},{},{},{},{},{},{},{},{},{},{}",
            name(Some(&t.condition.of)),
            name(t.condition.base.as_ref()),
            t.condition.comparison,
            t.condition.bound.numerator(),
            t.condition.bound.denominator(),
            t.n_periods,
            t.missing,
            t.base_zero,
            name(t.when.as_ref().map(|w| &w.of)),
            c.reach.kinds.first().map_or("", String::as_str),
            u8::from(c.lift.is_some()),
        )?;
    }
    std::fs::write(folder.join("criteria.csv"), rules)?;
    let screened = Screened::run(criteria, inputs);
    let mut answers = String::from("criterion,position,outcome,sentence\n");
    for (place, _) in criteria.iter().enumerate() {
        let Some(marks) = screened.marks(place) else { continue };
        for position in marks.applicable.iter() {
            let outcome = match (marks.hit.get(position), marks.undetermined.get(position)) {
                (true, _) => 3,
                (_, true) => 2,
                _ => 1,
            };
            let said = screened.sentence(place, position).filter(|_| outcome == 3);
            let said = said.map_or(String::new(), |s| words::say(&s, words::Language::Vietnamese));
            writeln!(answers, "{place},{position},{outcome},\"{said}\"")?;
        }
    }
    std::fs::write(folder.join("answers.csv"), answers)?;
    Ok(())
}
