//! Import of a million figures from XLSX, beside a streaming read and the same rows by multi-row INSERT through the
//! same driver into the same tables in one transaction; on both engines, each run on a fresh store, answers compared.
//!
//! `bench_import [RUNS] [UNITS]`: 50 columns (10 indicators of 5 half-years) for each of 20,000 branches.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a measurement stops at a fault"
)]

use std::ops::ControlFlow;
use std::time::Instant;
use vunggoc_app::account::start::ready;
use vunggoc_app::file::File;
use vunggoc_app::import::begin::{begin, choose};
use vunggoc_app::import::confirm::{Seen, confirm};
use vunggoc_app::import::show::show;
use vunggoc_app::import::{Choices, Kind};
use vunggoc_app::rules::Rules;
use vunggoc_app::unit::load::{Above, NewSpell, NewUnit, NewUnits, load};
use vunggoc_app::{App, Asked, Ctx};
use vunggoc_core::indicator::Sensitivity;
use vunggoc_core::period::{Period, PeriodKind};
use vunggoc_core::rulebook::Standing;
use vunggoc_core::unit::{Spell, Tree, Unit};
use vunggoc_core::{Id, OPEN_END, Version, date};
use vunggoc_db::{Sql, Store, Tx, Value, args, sql};
use vunggoc_sheets::cell::{Parsed, read_number};
use vunggoc_sheets::{Limits, XlsxFile};
use vunggoc_testkit::world::request;

const N_INDICATORS: usize = 10;
const PERIODS: [&str; 5] = ["2022-H1", "2022-H2", "2023-H1", "2023-H2", "2024-H1"];
const PER_COMMUNE: usize = 500;

#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[tokio::main]
async fn main() {
    let number = |place: usize, otherwise: usize| {
        std::env::args().nth(place).and_then(|a| a.parse().ok()).unwrap_or(otherwise)
    };
    let (n_runs, n_units) = (number(1, 5), number(2, 20_000));
    let codes = indicators();
    let names: Vec<String> = (0..n_units).map(name).collect();
    let bytes = workbook(&names, &codes);
    println!(
        "{} figures, {} bytes of XLSX, {n_runs} runs each",
        n_units * columns(&codes).len(),
        bytes.len()
    );
    let mut fits = true;
    for engine in ["SQLite", "PostgreSQL"] {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..n_runs {
            let (mine, imported) =
                measured(engine, &names, async |ctx, first| import(&ctx, first, &bytes, &codes).await).await;
            let (plain, inserted) =
                measured(engine, &names, async |ctx, first| insert(&ctx, first, &bytes, &codes).await).await;
            assert_eq!(imported, inserted, "{engine}: the tables differ");
            ours.push(mine);
            theirs.push(plain);
        }
        let (a, b) =
            (said("import: read, check, write, past, event", ours), said("stream and INSERT", theirs));
        println!("{engine}: {:.2} times as long (medians), answers equal", a / b);
        fits &= a / b <= 1.5;
    }
    println!("{}", if fits { "within 1.5 on both engines" } else { "NOT within 1.5" });
}

fn said(what: &str, mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    let median = seconds[seconds.len() / 2];
    let p95 = seconds[(seconds.len() * 95).div_ceil(100) - 1];
    println!(
        "  {what}: median {median:.2} s, p95 {p95:.2}, min {:.2}, max {:.2}, n {}",
        seconds[0],
        seconds[seconds.len() - 1],
        seconds.len()
    );
    median
}

/// Half-yearly counts that every residential branch holds.
fn indicators() -> Vec<String> {
    let rules = Rules::resident().unwrap();
    let held = |i: &&vunggoc_core::indicator::Indicator| {
        i.period == PeriodKind::Half
            && i.scale == 0
            && i.sensitivity == Sensitivity::Open
            && i.held_by.takes(Tree::Party, "branch", "residential", Standing::Leaf)
    };
    let codes: Vec<String> =
        rules.indicators.iter().filter(held).map(|i| i.code.clone()).take(N_INDICATORS).collect();
    assert_eq!(codes.len(), N_INDICATORS, "too few indicators are held by branches");
    codes
}

/// Indicator and period of each column, in the order of the file.
fn columns(codes: &[String]) -> Vec<(&str, &'static str)> {
    PERIODS.iter().flat_map(|p| codes.iter().map(|c| (c.as_str(), *p))).collect()
}

fn name(at: usize) -> String {
    format!("Chi bộ khu phố {}, phường Mẫu {}", at % PER_COMMUNE + 1, at / PER_COMMUNE + 1)
}

fn value(unit: usize, column: usize) -> i64 {
    i64::try_from((unit * 7_919 + column * 104_729) % 1_000).unwrap()
}

fn workbook(names: &[String], codes: &[String]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory().unwrap();
    sheet.write_string(0, 0, "STT").unwrap();
    sheet.write_string(0, 1, "Tên tổ chức đảng").unwrap();
    let columns = columns(codes);
    for place in 0..columns.len() {
        sheet.write_string(0, u16::try_from(place + 2).unwrap(), format!("Cột {place}")).unwrap();
    }
    for (at, name) in names.iter().enumerate() {
        let row = u32::try_from(at + 1).unwrap();
        sheet.write_number(row, 0, row).unwrap();
        sheet.write_string(row, 1, name).unwrap();
        for place in 0..columns.len() {
            let number = u32::try_from(value(at, place)).unwrap();
            sheet.write_number(row, u16::try_from(place + 2).unwrap(), number).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// What stands in the tables at the end: counts and sums that no two different contents share by chance.
type Content = Vec<i64>;

async fn content(store: &Store) -> Content {
    let mut tx = store.look().await.unwrap();
    let row = tx
        .one(
            sql!(
                "SELECT COUNT(*) AS n, CAST(SUM(value) AS BIGINT) AS total,
                   CAST(SUM(value * unit_id) AS BIGINT) AS by_unit, CAST(SUM(value * indicator_id) AS BIGINT) AS by_indicator,
                   CAST(SUM(value * period_id) AS BIGINT) AS by_period, CAST(SUM(version) AS BIGINT) AS versions FROM figure"
            ),
            &[],
        )
        .await
        .unwrap();
    ["n", "total", "by_unit", "by_indicator", "by_period", "versions"].map(|c| row.int(c).unwrap()).to_vec()
}

/// Runs an act on a fresh store with all units in it; its time, and what stands there after.
async fn measured(engine: &str, names: &[String], act: impl AsyncFn(Ctx, i64) -> f64) -> (f64, Content) {
    let (store, _folder) = match engine {
        "SQLite" => {
            let (store, folder) = vunggoc_testkit::sqlite().await;
            (store, Some(folder))
        }
        _ => (vunggoc_testkit::postgres().await, None),
    };
    let app = App::new(store.clone(), ed25519_dalek::SigningKey::from_bytes(&[7; 32]), Asked::Waived);
    let task = app.task("bench", request());
    ready(&task).await.unwrap();
    let first = load(&task, "bench", &units(names)).await.unwrap().number();
    let seconds = act(task, first).await;
    let content = content(&store).await;
    store.close().await;
    (seconds, content)
}

fn units(names: &[String]) -> NewUnits {
    let spell = |name: &str, kind: &str, level: &str| Spell {
        from_on: date(2010, 1, 1),
        until_on: OPEN_END,
        name: name.into(),
        kind: kind.into(),
        level: level.into(),
        parent: None,
        paper: None,
    };
    let unit = |spell, above| NewUnit {
        tree: Tree::Party,
        spells: vec![NewSpell { spell, above, paper: None }],
        codes: Vec::new(),
        aliases: Vec::new(),
    };
    let mut new = NewUnits::default();
    new.units.push(unit(spell("Đảng bộ Thành phố Mẫu", "city", "province"), Above::Nothing));
    for (at, name) in names.iter().enumerate() {
        if at % PER_COMMUNE == 0 {
            let commune = format!("Đảng bộ phường Mẫu {}", at / PER_COMMUNE + 1);
            new.units.push(unit(spell(&commune, "commune", "base"), Above::New(0)));
        }
        let commune = at / PER_COMMUNE * (PER_COMMUNE + 1) + 1;
        new.units.push(unit(spell(name, "residential", "branch"), Above::New(commune)));
    }
    new
}

/// The import through its use cases; the time of the confirmation, which reads the file again, checks and writes.
async fn import(ctx: &Ctx, first: i64, bytes: &[u8], codes: &[String]) -> f64 {
    let file = File { name: "trieu.xlsx".into(), media_type: String::new(), bytes: bytes.to_vec() };
    let id = begin(ctx, Kind::Figures, Id::<Unit>::new(first), file, Period::parse("2024-H1")).await.unwrap();
    let version = {
        let (preview, mut choices) = show(ctx, id).await.unwrap();
        point(&mut choices, codes);
        choose(ctx, id, Version(preview.version), choices).await.unwrap();
        Version(preview.version + 1)
    };
    let began = Instant::now();
    let n = confirm(ctx, id, version, Seen::Yes).await.unwrap();
    let seconds = began.elapsed().as_secs_f64();
    assert!(n > 0);
    seconds
}

fn point(choices: &mut Choices, codes: &[String]) {
    choices.columns.clear();
    choices.columns.insert(1, "name".into());
    for (place, (code, period)) in (2_u32..).zip(columns(codes)) {
        choices.columns.insert(place, code.into());
        choices.periods.insert(place, period.into());
    }
}

const INSERT: &str =
    "INSERT INTO figure (indicator_id, period_id, unit_id, value, version, recorded_at, event_id)";

/// The same rows without any of what makes it an import: no names matched, nothing checked, no event, no past.
async fn insert(ctx: &Ctx, first: i64, bytes: &[u8], codes: &[String]) -> f64 {
    let columns = columns(codes);
    let mut tx = ctx.app().store().change().await.unwrap();
    let (indicators, periods) = numbered(&mut tx, codes).await;
    tx.commit().await.unwrap();
    let began = Instant::now();
    let mut rows: Vec<(i64, i64, i64, i64)> = Vec::new();
    let mut file = XlsxFile::open(bytes, &Limits::default()).unwrap();
    let sheet = file.sheets().next().unwrap().0.to_owned();
    file.stream(&sheet, |row| {
        if row.row > 0 {
            let at = row.row as usize - 1;
            let unit = first + i64::try_from(at + at / PER_COMMUNE + 2).unwrap();
            for (place, cell) in row.cells.iter().skip(2).enumerate() {
                if let Parsed::Number { value, .. } = read_number(cell) {
                    let (code, period) = columns[place];
                    let indicator = indicators[codes.iter().position(|c| c == code).unwrap()];
                    let period = periods[PERIODS.iter().position(|p| *p == period).unwrap()];
                    rows.push((indicator, period, unit, value.at_scale(0).unwrap()));
                }
            }
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    // In the order of the primary key, as is best for both engines.
    rows.sort_unstable();
    let mut tx = ctx.app().store().change().await.unwrap();
    let (now, event) = (Value::from(ctx.now()), Value::from([7_u8; 16]));
    for chunk in rows.chunks(20_000) {
        let mut values = Vec::with_capacity(chunk.len() * 7);
        for (indicator, period, unit, value) in chunk {
            values.extend([*indicator, *period, *unit, *value, 1].map(Value::from));
            values.extend([now.clone(), event.clone()]);
        }
        tx.insert_many(INSERT, 7, &values).await.unwrap();
    }
    tx.commit().await.unwrap();
    began.elapsed().as_secs_f64()
}

async fn numbered(tx: &mut Tx, codes: &[String]) -> (Vec<i64>, Vec<i64>) {
    // The same numbers as the use case gives: sorted by code and by period.
    let mut sorted: Vec<&String> = codes.iter().collect();
    sorted.sort();
    for (code, id) in sorted.iter().zip(1_i64..) {
        let insert: Sql = sql!("INSERT INTO indicator (id, code) VALUES ($1, $2)");
        tx.run(insert, args![id, code.as_str()]).await.unwrap();
    }
    for (period, id) in PERIODS.iter().zip(1_i64..) {
        tx.run(sql!("INSERT INTO period (id, code) VALUES ($1, $2)"), args![id, *period]).await.unwrap();
    }
    let indicator = |c: &String| i64::try_from(sorted.iter().position(|s| *s == c).unwrap() + 1).unwrap();
    (codes.iter().map(indicator).collect(), (1..=5).collect())
}
