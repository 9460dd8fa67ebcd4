//! Đo danh sách nhiệm vụ: a million tasks, 12 % open, asked as a person asks them, on both engines.
//!
//! `bench_tasks [N_TASKS] [SECONDS] [ENGINE]` fills a store of each engine (20 districts of 126 communes, a post each), then asks
//! "my tasks", "late in my subtree" as a commune's, a district's and the city's reader, and the A4 sheet of the week of
//! a district and of the city, at 100 a second in an open loop: a request that waits for the one before it is charged
//! for the wait. Last, one press makes the letters of urging to the 126 communes
//! of a district.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a measurement stops where it cannot go on, and prints"
)]

use std::time::{Duration, Instant};
use vunggoc_app::account::start::{NewPerson, person, ready};
use vunggoc_app::account::{session, sign_in};
use vunggoc_app::post::load::{PostLife, load as load_posts};
use vunggoc_app::pressing::letters::{Wish, of_tasks};
use vunggoc_app::pressing::week;
use vunggoc_app::task::list::{Filter, Whose, list};
use vunggoc_app::task::load::{GroundLife, Past, TaskLife, load as load_tasks};
use vunggoc_app::task::raise::{GroundDraft, TaskDraft};
use vunggoc_app::unit::load::{Above, NewSpell, NewUnit, NewUnits};
use vunggoc_app::{App, Asked, Ctx, unit};
use vunggoc_core::access::Role;
use vunggoc_core::post::{Holder, Rank};
use vunggoc_core::task::Progress;
use vunggoc_core::task::ground::Kind;
use vunggoc_core::unit::{Spell, Tree, Unit};
use vunggoc_core::{Date, Id, OPEN_END, date};
use vunggoc_db::Store;
use vunggoc_testkit::world::request;

const N_DISTRICTS: usize = 20;
const N_COMMUNES: usize = 2_520;
const RATE: u32 = 100;
const PASSWORD: &str = "bốn-con-ngựa-trắng";

#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[tokio::main]
async fn main() {
    let word = |n: usize| std::env::args().nth(n);
    let n_tasks = word(1).map_or(1_000_000, |n| n.parse().unwrap());
    let seconds = word(2).map_or(30, |n| n.parse().unwrap());
    let is_asked = |engine: &str| word(3).is_none_or(|only| only == engine);
    if is_asked("sqlite") {
        let (store, _folder) = vunggoc_testkit::sqlite().await;
        measure("sqlite", store, n_tasks, seconds).await;
    }
    if is_asked("postgres") {
        measure("postgres", vunggoc_testkit::postgres().await, n_tasks, seconds).await;
    }
}

async fn measure(engine: &str, store: Store, n_tasks: usize, seconds: u64) {
    let app = App::new(store.clone(), ed25519_dalek::SigningKey::from_bytes(&[7; 32]), Asked::Waived);
    let began = Instant::now();
    let city = fill(&app, n_tasks).await;
    println!(r#"{{"engine":"{engine}","n_tasks":{n_tasks},"fill_s":{:.0}}}"#, began.elapsed().as_secs_f64());
    let late = Question::List(Filter { progress: Some(Progress::Overdue), ..Filter::default() });
    let mine = Question::List(Filter { whose: Whose::Mine, ..Filter::default() });
    for (question, login, asked) in [
        ("my tasks", "commune", mine),
        ("late, commune", "commune", late.clone()),
        ("late, district", "district", late.clone()),
        ("late, city", "city", late),
        ("sheet of the week, district", "district", Question::Week(Id::new(city.number() + 1))),
        ("sheet of the week, city", "city", Question::Week(city)),
    ] {
        let ctx = signed_in(&app, login).await;
        let (times, n_lines) = open_loop(&ctx, &asked, seconds).await;
        let at = |share: usize| times[(times.len() * share).div_ceil(100).max(1) - 1].as_secs_f64() * 1000.0;
        println!(
            r#"{{"engine":"{engine}","question":"{question}","n":{},"n_lines":{n_lines},"median_ms":{:.1},"p99_ms":{:.1},"max_ms":{:.1}}}"#,
            times.len(),
            at(50),
            at(99),
            at(100)
        );
    }
    press_all(engine, &app, Id::new(city.number() + 1)).await;
    store.close().await;
}

/// Letters of urging to everyone below a unit who is late, as one archive.
async fn press_all(engine: &str, app: &App, under: Id<Unit>) {
    let ctx = signed_in(app, "city").await;
    let reply_on = date(2024, 10, 31);
    let wish = Wish { head: "organisation-commission".into(), place: "Mẫu".into(), reply_on };
    let mut times = Vec::new();
    let mut n_letters = 0;
    for _ in 0..7 {
        let began = Instant::now();
        let archive = of_tasks(&ctx, under, &wish).await.unwrap();
        times.push(began.elapsed());
        n_letters = archive.windows(4).filter(|w| *w == b"PK\x01\x02").count();
    }
    times.sort_unstable();
    println!(
        r#"{{"engine":"{engine}","question":"letters of urging","n":{},"n_letters":{n_letters},"median_ms":{:.0},"max_ms":{:.0}}}"#,
        times.len(),
        times[times.len() / 2].as_secs_f64() * 1000.0,
        times[times.len() - 1].as_secs_f64() * 1000.0
    );
}

#[derive(Clone)]
enum Question {
    List(Filter),
    Week(Id<Unit>),
}

impl Question {
    /// Asks; how many lines came.
    async fn ask(&self, ctx: &Ctx) -> usize {
        match self {
            Self::List(filter) => list(ctx, filter).await.unwrap().lines.len(),
            Self::Week(unit) => {
                let sheet = week::week(ctx, *unit, ctx.today()).await.unwrap();
                assert!(week::document(&sheet).unwrap().starts_with(b"PK"));
                sheet.late.len()
            }
        }
    }
}

/// Asks at a fixed rate, whether or not the answers keep up; sorted times from when each was due.
async fn open_loop(ctx: &Ctx, asked: &Question, seconds: u64) -> (Vec<Duration>, usize) {
    let n_lines = asked.ask(ctx).await;
    let began = Instant::now();
    let mut running = Vec::new();
    for n in 0..u32::try_from(seconds).unwrap() * RATE {
        let due = began + Duration::from_secs(1) * n / RATE;
        tokio::time::sleep_until(due.into()).await;
        let (ctx, asked) = (ctx.clone(), asked.clone());
        running.push(tokio::spawn(async move {
            asked.ask(&ctx).await;
            due.elapsed()
        }));
    }
    let mut times = Vec::new();
    for one in running {
        times.push(one.await.unwrap());
    }
    times.sort_unstable();
    (times, n_lines)
}

async fn signed_in(app: &App, login: &str) -> Ctx {
    let attempt =
        sign_in::Attempt { login: login.into(), password: PASSWORD.into(), from_address: "127.0.0.1".into() };
    let token = sign_in::sign_in(app, attempt, request()).await.unwrap();
    match session::find(app, &token, request()).await.unwrap() {
        session::Found::Alive(found) => found.0,
        other => panic!("{other:?}"),
    }
}

async fn fill(app: &App, n_tasks: usize) -> Id<Unit> {
    let task = app.task("bench", request());
    ready(&task).await.unwrap();
    let city = unit::load::load(&task, "bench", &units()).await.unwrap();
    let at = |n: usize| Id::<Unit>::new(city.number() + i64::try_from(n).unwrap());
    let commune = |n: usize| at(1 + N_DISTRICTS + n % N_COMMUNES);
    let mut account = None;
    for (login, role, place) in [
        ("city", Role::StandingExpert, city),
        ("district", Role::LowerExpert, at(1)),
        ("commune", Role::Base, commune(0)),
    ] {
        let new = NewPerson {
            login: login.into(),
            shown_name: login.into(),
            post: login.into(),
            grants: vec![(role, Some(place))],
            from_on: date(2024, 1, 1),
            password: PASSWORD.into(),
        };
        account = Some(person(&task, new).await.unwrap().number());
    }
    let post = |n: usize| PostLife {
        unit: commune(n),
        name: "Bí thư Đảng ủy".into(),
        rank: Rank::Head,
        from_on: date(2020, 1, 1),
        tenures: vec![(
            date(2020, 1, 1),
            Some(Holder { name: format!("Mẫu {n}"), account: account.filter(|_| n == 0) }),
        )],
    };
    let posts: Vec<PostLife> = (0..N_COMMUNES).map(post).collect();
    let first = load_posts(&task, "bench", &posts).await.unwrap().number();
    let per_ground = 20;
    let grounds_of = 1000;
    let n_grounds = n_tasks.div_ceil(per_ground);
    for start in (0..n_grounds).step_by(grounds_of) {
        let grounds: Vec<GroundLife> = (start..(start + grounds_of).min(n_grounds))
            .map(|g| GroundLife {
                ground: GroundDraft {
                    unit: if g % 3 == 0 { city } else { at(1 + g % N_DISTRICTS) },
                    kind: Kind::Other,
                    source: None,
                    title: format!("Căn cứ {g}"),
                    opened_on: date(2024, 1, 1),
                    year: None,
                    paper: None,
                },
                paper: None,
                tasks: (0..per_ground)
                    .map(|t| {
                        let n = g * per_ground + t;
                        let place = mixed(n) % N_COMMUNES;
                        one(n, commune(place), Id::new(first + i64::try_from(place).unwrap()))
                    })
                    .collect(),
            })
            .collect();
        load_tasks(&task, "bench", &grounds).await.unwrap();
    }
    city
}

/// Twelve in a hundred are open; the others were done in one of the years before.
fn one(n: usize, lead: Id<Unit>, post: Id<vunggoc_core::post::Post>) -> TaskLife {
    let dice = mixed(n + 7);
    let open = dice % 100 < 12;
    let year = if open { 2024 } else { 2020 + i16::try_from(dice % 5).unwrap() };
    let month = i8::try_from(1 + dice / 100 % 12).unwrap();
    let due_on = Date::new(year, month, 15).unwrap();
    let draft = TaskDraft {
        content: format!("Nhiệm vụ {n}"),
        product: "Báo cáo".into(),
        lead: Some(lead),
        post: Some(post),
        started_on: Some(Date::new(year, 1, 2).unwrap()),
        due_on: Some(due_on),
        ..TaskDraft::default()
    };
    let acts = if open { Vec::new() } else { vec![(due_on, Past::Finish("Xong".into()))] };
    TaskLife { draft, acts }
}

fn mixed(n: usize) -> usize {
    let z = (n as u64).wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    usize::try_from((z ^ (z >> 31)) >> 16).unwrap()
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
    for d in 0..N_DISTRICTS {
        units.push(one(format!("Đảng bộ quận Mẫu {d:02}"), "district", "upper", Above::New(0)));
    }
    for c in 0..N_COMMUNES {
        let above = Above::New(1 + c % N_DISTRICTS);
        units.push(one(format!("Đảng bộ phường Mẫu {c:04}"), "commune", "base", above));
    }
    NewUnits { units, ..NewUnits::default() }
}
