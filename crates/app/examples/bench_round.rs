//! Đo một đợt rà soát: 52,000 base organisations, every criterion of the rules, from the store to the store.
//!
//! `bench_round [N_RUNS]` fills a store of each engine, then runs rounds, each by a program that has nothing in
//! memory yet: reading the columns, screening, sentences, storing the round with its event. One JSON line an engine.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a measurement stops where it cannot go on, and prints"
)]

use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use vunggoc_app::account::start::ready;
use vunggoc_app::figure::load::{Batch, NewFigure};
use vunggoc_app::rules::Rules;
use vunggoc_app::screening::run::{Order, periods, run};
use vunggoc_app::unit::load::{Above, NewSpell, NewUnit, NewUnits};
use vunggoc_app::{App, Asked, figure, unit};
use vunggoc_core::period::Period;
use vunggoc_core::screening::{Comparison, Criterion, Decided, Latest};
use vunggoc_core::unit::{Spell, Tree, Unit};
use vunggoc_core::{Date, Id, OPEN_END, date};
use vunggoc_db::{Store, sql};
use vunggoc_testkit::world::request;

const N_DISTRICTS: usize = 50;
const N_BASE: usize = 52_000;
/// One organisation in so many has a sign by a criterion: about as many findings as the comparison of the screening has.
const N_USUAL: u64 = 15;
/// One figure in so many is missing.
const N_REPORTED: u64 = 100;
const ON: Date = date(2024, 10, 1);

#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[tokio::main]
async fn main() {
    let n_runs = std::env::args().nth(1).map_or(7, |n| n.parse().unwrap());
    let (store, folder) = vunggoc_testkit::sqlite().await;
    measure("sqlite", store, n_runs).await;
    drop(folder);
    measure("postgres", vunggoc_testkit::postgres().await, n_runs).await;
}

async fn measure(engine: &str, store: Store, n_runs: usize) {
    let city = fill(&store).await;
    let criteria = Rules::shipped().unwrap().criteria.into_iter().filter(of_party);
    let criteria: Vec<String> = criteria.map(|c| c.name.code).collect();
    let n_criteria = criteria.len();
    let order = Order { under: city, on: ON, criteria };
    let mut times = Vec::new();
    for _ in 0..n_runs {
        let task = program(&store).task("bench", request());
        let began = Instant::now();
        run(&task, &order).await.unwrap();
        times.push(began.elapsed());
    }
    times.sort_unstable();
    let mut look = store.look().await.unwrap();
    let count = sql!("SELECT COUNT(*) AS n FROM finding WHERE round_id = (SELECT MAX(id) FROM round)");
    let n_findings = look.one(count, &[]).await.unwrap().int("n").unwrap();
    drop(look);
    let at = |share: usize| ms(times[(times.len() * share).div_ceil(100).max(1) - 1]);
    let (median, p95, min, max) = (at(50), at(95), at(1), at(100));
    println!(
        r#"{{"engine":"{engine}","n_units":{N_BASE},"n_criteria":{n_criteria},"n_findings":{n_findings},"n":{n_runs},"median_ms":{median:.0},"p95_ms":{p95:.0},"min_ms":{min:.0},"max_ms":{max:.0}}}"#
    );
    store.close().await;
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// A program that has just started: its memory is empty.
fn program(store: &Store) -> App {
    App::new(store.clone(), ed25519_dalek::SigningKey::from_bytes(&[7; 32]), Asked::Waived)
}

async fn fill(store: &Store) -> Id<Unit> {
    let task = program(store).task("bench", request());
    ready(&task).await.unwrap();
    let city = unit::load::load(&task, "bench", &units()).await.unwrap();
    let rules = Rules::shipped().unwrap();
    for (indicator, period) in columns() {
        let first = city.number() + 1 + i64::try_from(N_DISTRICTS).unwrap();
        let [usual, odd] = values(&rules, &indicator);
        let figure = |no: i64| {
            let dice = mixed(no, &indicator);
            (!dice.is_multiple_of(N_REPORTED)).then(|| NewFigure {
                indicator: 0,
                period: 0,
                unit: Id::new(first + no),
                value: if (dice / 64).is_multiple_of(N_USUAL) { odd } else { usual },
            })
        };
        let batch = Batch {
            source: "bench".into(),
            indicators: vec![indicator.clone()],
            periods: vec![period],
            figures: (0..i64::try_from(N_BASE).unwrap()).filter_map(figure).collect(),
            form: None,
        };
        figure::load::load(&task, &batch).await.unwrap();
    }
    city
}

/// What nearly every organisation reports of an indicator, and what one in [`N_USUAL`] does: the latter is a sign where a
/// criterion looks at it.
fn values(rules: &Rules, indicator: &str) -> [i64; 2] {
    let tests = rules.criteria.iter().filter_map(|c| match &c.decided {
        Decided::Figures(test) => Some(test),
        Decided::Judgement => None,
    });
    let mut found = [12, 12];
    for test in tests {
        let conditions = std::iter::once(&test.condition).chain(&test.when);
        if conditions.filter_map(|c| c.base.as_ref()).any(|base| base.name.code == indicator) {
            return [100, 100];
        }
        if test.when.as_ref().is_some_and(|w| w.of.name.code == indicator) {
            return [1_000, 1_000];
        }
        if test.condition.of.name.code == indicator {
            found = match test.condition.comparison {
                Comparison::Below | Comparison::AtMost => [100, 0],
                Comparison::Above | Comparison::AtLeast => [0, 99],
            };
        }
    }
    found
}

/// The same invented figures in every run.
fn mixed(no: i64, indicator: &str) -> u64 {
    let mut x = indicator
        .bytes()
        .fold(u64::try_from(no).unwrap(), |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    x ^= x >> 29;
    x.wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 11
}

/// Whether a criterion looks at organisations of the Party tree: those of places and State bodies this store has not.
fn of_party(criterion: &Criterion) -> bool {
    criterion.reach.tree == Tree::Party
}

/// Every indicator and period that the criteria look at.
fn columns() -> BTreeSet<(String, Period)> {
    let latest = Latest::of(periods(ON));
    let mut wanted = BTreeSet::new();
    for criterion in Rules::shipped().unwrap().criteria.into_iter().filter(of_party) {
        let Decided::Figures(test) = criterion.decided else { continue };
        for period in latest.run(&test).into_iter().flatten() {
            for condition in std::iter::once(&test.condition).chain(&test.when) {
                wanted.insert((condition.of.name.code.clone(), period));
                wanted.extend(condition.base.iter().map(|b| (b.name.code.clone(), period)));
            }
        }
    }
    wanted
}

fn units() -> NewUnits {
    let one = |name: String, kind: &str, level: &str, above: Above| NewUnit {
        tree: Tree::Party,
        spells: vec![NewSpell {
            spell: Spell {
                from_on: date(2010, 1, 1),
                until_on: OPEN_END,
                name,
                kind: kind.into(),
                level: level.into(),
                parent: None,
                paper: None,
            },
            above,
            paper: None,
        }],
        codes: Vec::new(),
        aliases: Vec::new(),
    };
    let mut units = vec![one("Đảng bộ Thành phố Mẫu".into(), "city", "province", Above::Nothing)];
    for no in 0..N_DISTRICTS {
        units.push(one(format!("Đảng bộ quận Mẫu {no}"), "district", "upper", Above::New(0)));
    }
    for no in 0..N_BASE {
        let above = Above::New(1 + no % N_DISTRICTS);
        units.push(one(format!("Đảng bộ phường Mẫu {no}"), "commune", "base", above));
    }
    NewUnits { units, ..NewUnits::default() }
}
