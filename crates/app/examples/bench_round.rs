//! A whole round over 52,000 base organisations by every criterion shipped, on both engines: reading the tree and the
//! columns, screening, sentences, digest, and storing the results in one transaction.
//!
//! `cargo run --release -p vunggoc-app --example bench_round`
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "prints its measurements; a fault ends it"
)]

use std::collections::BTreeMap;
use std::time::Instant;
use vunggoc_app::figure::load::{Batch, NewFigure, load as load_figures};
use vunggoc_app::rules::Rules;
use vunggoc_app::screening::run::{Order, periods, run};
use vunggoc_app::screening::show::{Filter, show};
use vunggoc_app::unit::load::{Above, NewSpell, NewUnit, NewUnits, load as load_units};
use vunggoc_core::screening::{Comparison, Condition, Decided, Latest};
use vunggoc_core::unit::{Spell, Tree};
use vunggoc_core::{Id, OPEN_END, date};
use vunggoc_db::Store;
use vunggoc_testkit::world::World;

const N_UNITS: usize = 52_000;
const N_RUNS: usize = 5;

#[tokio::main]
async fn main() {
    let (store, folder) = vunggoc_testkit::sqlite().await;
    measure("SQLite", store).await;
    drop(folder);
    measure("PostgreSQL", vunggoc_testkit::postgres().await).await;
}

async fn measure(engine: &str, store: Store) {
    let world = World::build(store).await;
    let first = units(&world).await;
    let n_figures = figures(&world, first).await;
    let rules = Rules::shipped().unwrap();
    let criteria: Vec<String> = rules.criteria.iter().map(|c| c.name.code.clone()).collect();
    let order = Order { under: world.city, on: date(2024, 10, 15), criteria };
    let mut times = Vec::new();
    for _ in 0..N_RUNS {
        let from = Instant::now();
        let id = run(&world.task(), &order).await.unwrap();
        times.push(from.elapsed().as_millis());
        let page = show(&world.task(), id, &Filter::default()).await.unwrap();
        let (n_hits, n_open) =
            page.criteria.iter().fold((0, 0), |(h, o), c| (h + c.n_hit, o + c.n_undetermined));
        println!(
            "{engine}: {} units, {n_figures} figures, {n_hits} hits, {n_open} undetermined",
            page.n_units
        );
    }
    times.sort_unstable();
    println!(
        "{engine}: {} criteria, median {} ms, {} to {} ms, n = {N_RUNS}",
        order.criteria.len(),
        times[N_RUNS / 2],
        times[0],
        times[N_RUNS - 1]
    );
}

async fn units(world: &World) -> i64 {
    let unit = |i: usize| NewUnit {
        tree: Tree::Party,
        spells: vec![NewSpell {
            spell: Spell {
                from_on: date(2010, 1, 1),
                until_on: OPEN_END,
                name: format!("Đảng bộ xã Mẫu {i:05}"),
                kind: "commune".into(),
                level: "base".into(),
                parent: None,
                paper: None,
            },
            above: Above::Known(world.districts[i % 2]),
            paper: None,
        }],
        codes: Vec::new(),
        aliases: Vec::new(),
    };
    let new = NewUnits { units: (0..N_UNITS).map(unit).collect(), ..NewUnits::default() };
    load_units(&world.task(), "bench", &new).await.unwrap().number()
}

/// A figure that meets a condition beside a base of 100, and one that does not.
fn values(condition: &Condition) -> (i64, i64) {
    let base = if condition.base.is_some() { 100 } else { 1 };
    let (n, d) = (condition.bound.numerator() * base, condition.bound.denominator());
    let meets = |x: &i64| match condition.comparison {
        Comparison::Below => x * d < n,
        Comparison::AtMost => x * d <= n,
        Comparison::Above => x * d > n,
        Comparison::AtLeast => x * d >= n,
    };
    let hit = (0..1_000).find(meets).unwrap_or(0);
    (hit, (0..1_000).find(|x| !meets(x)).unwrap_or(hit))
}

/// One unit in sixteen meets each condition; one figure in forty is missing.
async fn figures(world: &World, first: i64) -> usize {
    let rules = Rules::shipped().unwrap();
    let latest = Latest::of(periods(date(2024, 10, 15)));
    let mut wanted = BTreeMap::new();
    for criterion in &rules.criteria {
        let Decided::Figures(test) = &criterion.decided else { continue };
        for period in latest.run(test).into_iter().flatten() {
            let (hit, clear) = values(&test.condition);
            wanted.insert((test.condition.of.name.code.clone(), period), (hit, clear));
            if let Some(base) = &test.condition.base {
                wanted.insert((base.name.code.clone(), period), (100, 100));
            }
        }
        if let (Some(when), Some(period)) = (&test.when, latest.period(test.period)) {
            let (meets, _) = values(when);
            wanted.entry((when.of.name.code.clone(), period)).or_insert((meets, meets));
        }
    }
    let mut n_figures = 0;
    for (i, ((code, period), (hit, clear))) in wanted.iter().enumerate() {
        let figure = |place: usize| {
            // The same in every run: a multiplicative hash of place and column.
            let mixed =
                (place as u64 * 31 + 7).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(17 + i as u32 % 13);
            let value = if mixed.is_multiple_of(16) { *hit } else { *clear };
            let unit = Id::new(first + i64::try_from(place).unwrap());
            (!(mixed >> 8).is_multiple_of(40)).then_some(NewFigure { indicator: 0, period: 0, unit, value })
        };
        let figures: Vec<NewFigure> = (0..N_UNITS).filter_map(figure).collect();
        n_figures += figures.len();
        let batch = Batch {
            source: "bench".into(),
            indicators: vec![code.clone()],
            periods: vec![*period],
            figures,
            form: None,
        };
        load_figures(&world.task(), &batch).await.unwrap();
    }
    n_figures
}
