//! Every route × every persona: what each may open is written down, and a new route without a row fails.

use crate::client::Client;
use axum::http::StatusCode;
use std::collections::BTreeSet;
use std::path::Path;
use vunggoc_app::Ctx;
use vunggoc_app::evaluation::{self, Asking};
use vunggoc_app::figure::save::{Entered, Typed, save};
use vunggoc_app::form::list::{Question, list};
use vunggoc_app::listing::decide::decide;
use vunggoc_app::listing::propose::propose;
use vunggoc_app::plan::{self, Beginning, Letterhead};
use vunggoc_app::post::change::{NewPost, found};
use vunggoc_app::report::{Kind, Wish, draft};
use vunggoc_app::rules::Rules;
use vunggoc_app::screening::explain::{Letter, ask};
use vunggoc_app::screening::run::{Order, run};
use vunggoc_app::task::evidence::bring;
use vunggoc_app::task::raise::{GroundDraft, TaskDraft, give};
use vunggoc_core::listing::{Act, Group, Placement, Proposal, Status, Tier};
use vunggoc_core::paper::Secrecy;
use vunggoc_core::period::Period;
use vunggoc_core::plan::Kind as PlanKind;
use vunggoc_core::post::Rank;
use vunggoc_core::task::evidence::Evidence;
use vunggoc_core::task::ground::Kind as GroundKind;
use vunggoc_core::{Version, date};
use vunggoc_testkit::sqlite;
use vunggoc_testkit::world::{World, decision, paper};

/// Routes that open without a session. This list only shrinks.
const OPEN: &[&str] = &["/sign-in", "/code", "/lang/{code}", "/health", "/static/{*path}", "/first-run"];

const PEOPLE: [&str; 9] =
    ["admin", "expert", "district", "clerk", "leader", "member", "base", "viewer", "support"];

/// Every route of the sources, with its methods.
pub(crate) fn routes() -> BTreeSet<(String, String)> {
    fn read(folder: &Path, out: &mut BTreeSet<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                read(&path, out);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for part in text.split(".route(").skip(1) {
                let Some(rest) = part.trim_start().strip_prefix('"') else { continue };
                let (route, rest) = rest.split_once('"').unwrap();
                // Up to the next route or the end of the statement.
                let rest = rest.split(';').next().unwrap();
                for (word, method) in [("get(", "GET"), ("post(", "POST")] {
                    if rest.contains(word) {
                        out.insert((route.to_owned(), method.to_owned()));
                    }
                }
            }
        }
    }
    let mut out = BTreeSet::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut out);
    out
}

/// One thing of each kind, for the places in addresses.
pub(crate) struct Things {
    listing: String,
    round: String,
    letter: String,
    unit: String,
    account: String,
    report: String,
    answer: String,
    followed: String,
    plan: String,
    evaluation: String,
    opinion: String,
}

impl Things {
    pub(crate) async fn make(world: &World) -> Self {
        let (task, ward) = (world.task(), world.communes[0]);
        a_task_with_evidence(world).await;
        let proposal = Proposal {
            on: Some(date(2024, 1, 10)),
            by: "Ban Thường vụ".into(),
            reasons: "Khuyết bí thư".into(),
        };
        let listing = propose(&task, ward, proposal).await.unwrap();
        let order = Order { under: world.city, on: date(2024, 10, 15), criteria: vec!["A3".into()] };
        let round = run(&task, &order).await.unwrap();
        // Nothing was entered: that the matter cannot be determined is a finding too.
        let letter = Letter {
            criteria: order.criteria,
            paper: paper("55-CV/BTCTU", date(2024, 10, 10)),
            due_on: date(2024, 10, 30),
        };
        let letter = ask(&task, round, ward, &letter).await.unwrap();
        let [followed, plan, evaluation, opinion] = followed(&task, world).await;
        Self {
            listing: listing.to_string(),
            round: round.to_string(),
            letter: letter.to_string(),
            unit: ward.to_string(),
            account: world.people.last().unwrap().1.to_string(),
            report: report(&task, world).await,
            answer: answer(&task, world).await,
            followed,
            plan,
            evaluation,
            opinion,
        }
    }

    /// An address of a route.
    pub(crate) fn concrete(&self, route: &str) -> String {
        let id = match route {
            r if ["/tasks", "/grounds", "/charges"].iter().any(|noun| r.contains(noun)) => "1",
            r if r.contains("/rounds") => &self.round,
            r if r.contains("/explanations") => &self.letter,
            r if r.contains("/units") || r.contains("/pressing") => &self.unit,
            r if r.contains("/accounts") => &self.account,
            r if r.contains("/reports") => &self.report,
            r if r.contains("/figures/returns") => &self.answer,
            r if r.contains("/plans") => &self.plan,
            r if r.contains("/evaluations") => &self.evaluation,
            r if r.contains("/opinions") => &self.opinion,
            r if r.ends_with("/plan") || r.ends_with("/cadres") || r.ends_with("/evaluate") => &self.followed,
            _ => &self.listing,
        };
        let act = match route {
            r if r.contains("/figures") => "send",
            r if r.contains("/tasks") => "report",
            r if r.contains("/posts") => "take-up",
            r if r.contains("/units") => "rename",
            r if r.contains("/plans") => "submit",
            _ => "open",
        };
        route
            .replace("{id}", id)
            .replace("{act}", act)
            .replace("{grant}", "1")
            .replace("{post}", "1")
            .replace("{evidence}", "1")
            .replace("{year}", "2024")
            .replace("{form}", "M02")
            .replace("{period}", "2024-H1")
            .replace("{unit}", &self.unit)
            .replace("{relation}", "leads")
            .replace("{other}", &self.unit)
            .replace("{from_on}", "2010-01-01")
            .replace("{no}", "1")
            .replace("{way}", "prolong")
            .replace("{tree}", "body")
            .replace("/criteria/{code}", "/criteria/A4")
    }
}

/// A listing that is open, with a plan that is being written and an evaluation on which the police is asked.
async fn followed(task: &Ctx, world: &World) -> [String; 4] {
    let proposal =
        Proposal {
            on: Some(date(2024, 1, 10)), by: "Ban Thường vụ".into(), reasons: "Đơn quá hạn".into()
        };
    let listing = propose(task, world.communes[1], proposal).await.unwrap();
    let (on, owner) = (date(2024, 2, 1), world.districts[0]);
    let (tier, status, group) = (Tier::Lower, Status::Weak, Group::One);
    let placement = Placement { tier, status, group, owner, due_on: date(2025, 2, 1) };
    decide(task, listing, Version(1), on, Act::Open(placement), decision("11-QĐ/QU", on)).await.unwrap();
    let letterhead = Letterhead { head: "district-committee".into(), place: "quận Mẫu 01".into() };
    let wish = Beginning { listing, kind: PlanKind::Scheme, letterhead };
    let plan = plan::begin(task, &wish, &Rules::shipped().unwrap()).await.unwrap();
    let on = date(2024, 10, 1);
    let evaluation = evaluation::begin(task, listing, on).await.unwrap();
    let asking =
        Asking { bodies: vec![world.police], paper: paper("55-CV/BTC", on), due_on: date(2024, 10, 30) };
    evaluation::ask(task, evaluation, Version(1), &asking).await.unwrap();
    let opinion = evaluation::show(task, evaluation).await.unwrap().opinions[0].id;
    [listing.to_string(), plan.to_string(), evaluation.to_string(), opinion.to_string()]
}

/// A draft of the half-year report.
async fn report(task: &Ctx, world: &World) -> String {
    let wish = Wish {
        kind: Kind::Periodic,
        unit: world.city,
        from_on: date(2024, 1, 1),
        to_on: date(2024, 6, 30),
        head: "steering-city".into(),
        place: "Mẫu".into(),
        listings: Vec::new(),
    };
    draft(task, wish).await.unwrap().to_string()
}

/// A return in which a figure was entered.
async fn answer(task: &Ctx, world: &World) -> String {
    let cell =
        Typed { unit: world.communes[0], indicator: "petitions.due".into(), seen: 0, text: "5".into() };
    let period = Period::parse("2024-H1").unwrap();
    let under = world.communes[0];
    save(task, &Entered { form: "M02".into(), period, under, cells: vec![cell] }).await.unwrap();
    let question = Question { form: "M02".into(), period, under, only: None, offset: 0 };
    list(task, &question).await.unwrap().lines.first().unwrap().id.unwrap().to_string()
}

/// A task of the city's, led by the first commune, with a file as evidence; and a post of that commune.
async fn a_task_with_evidence(world: &World) {
    let commune = world.communes[0];
    let post =
        NewPost {
            unit: commune, name: "Bí thư Đảng ủy".into(), rank: Rank::Head, from_on: date(2020, 1, 1)
        };
    found(&world.task(), post).await.unwrap();
    let ground = GroundDraft {
        unit: world.city,
        kind: GroundKind::YearPlan,
        source: None,
        title: "Kế hoạch năm 2024".into(),
        opened_on: date(2024, 1, 1),
        year: Some(2024),
        paper: None,
    };
    let task = TaskDraft {
        content: "Kiểm tra chi bộ".into(),
        lead: Some(commune),
        started_on: Some(date(2024, 1, 1)),
        due_on: Some(date(2024, 12, 31)),
        ..TaskDraft::default()
    };
    give(&world.task(), ground, None, vec![task]).await.unwrap();
    let file = Evidence::File { name: "a.pdf".into(), bytes: b"%PDF-1.7".to_vec(), secrecy: Secrecy::Open };
    bring(&world.task(), vunggoc_core::Id::new(1), vunggoc_core::Version(1), file).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_for_every_person() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    let things = Things::make(&world).await;
    let concrete = |route: &str| things.concrete(route);
    let mut people = Vec::new();
    for login in PEOPLE {
        people.push(Client::signed_in(&world, login).await);
    }
    let mut stranger = Client::new(&world);
    let mut table = format!("{:<6}{:<40}", "", "");
    for login in PEOPLE {
        table += &format!(" {login:>8}");
    }
    for (route, method) in routes() {
        let open = OPEN.contains(&route.as_str());
        let path = concrete(&route);
        if method == "POST" {
            if open {
                continue;
            }
            let page = stranger.post(&path, &[]).await;
            assert!(page.location.starts_with("/sign-in"), "POST {route} for a stranger: {}", page.status);
            for (login, person) in PEOPLE.iter().zip(&mut people) {
                let page = person.post(&path, &[("csrf", "x")]).await;
                assert_eq!(
                    page.status,
                    StatusCode::FORBIDDEN,
                    "POST {route} with a foreign token for {login}"
                );
            }
            continue;
        }
        if open {
            continue;
        }
        let page = stranger.get(&path).await;
        assert!(
            page.location.starts_with("/sign-in"),
            "GET {route} for a stranger: {} {}",
            page.status,
            page.body
        );
        table += &format!("\n{method:<6}{route:<40}");
        for person in &mut people {
            let page = person.get(&path).await;
            assert!(page.status.as_u16() < 500, "{route}: {}", page.body);
            table += &format!(" {:>8}", page.status.as_u16());
        }
    }
    insta::assert_snapshot!(table);
}
