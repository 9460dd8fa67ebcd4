//! A small fixed world: a city with two districts, each with two communes, and people by their posts.

use crate::noon;
use std::sync::atomic::{AtomicU64, Ordering};
use vunggoc_app::account::start::{NewPerson, person, ready};
use vunggoc_app::account::{Account, Token, session, sign_in};
use vunggoc_app::paper::DecisionDraft;
use vunggoc_app::unit::change::{Founding, found};
use vunggoc_app::{App, Asked, Ctx, Request};
use vunggoc_core::access::Role;
use vunggoc_core::decision::Form;
use vunggoc_core::paper::Draft;
use vunggoc_core::unit::{Tree, Unit};
use vunggoc_core::{Date, Id, date};
use vunggoc_db::Store;

/// The password of every person of the world.
pub const PASSWORD: &str = "bốn-con-ngựa-trắng";

static N_REQUESTS: AtomicU64 = AtomicU64::new(0);

/// A request at noon of the demo's day.
pub fn request() -> Request {
    request_on(date(2024, 10, 15))
}

/// A request on another day.
pub fn request_on(today: Date) -> Request {
    let n = N_REQUESTS.fetch_add(1, Ordering::Relaxed);
    Request { id: format!("story-{n}"), now: noon(), today, once: None }
}

/// Đảng bộ Thành phố Mẫu, in small.
#[derive(Debug, Clone)]
pub struct World {
    /// The program.
    pub app: App,
    /// Đảng bộ Thành phố Mẫu.
    pub city: Id<Unit>,
    /// Đảng bộ quận Mẫu 01 and 02.
    pub districts: [Id<Unit>; 2],
    /// Two communes of each district, in order.
    pub communes: [Id<Unit>; 4],
    /// Công an thành phố Mẫu: a body that is asked for its opinion.
    pub police: Id<Unit>,
    /// People, by login.
    pub people: Vec<(&'static str, Id<Account>)>,
}

impl World {
    /// Builds the world on an empty store.
    pub async fn build(store: Store) -> Self {
        let app = App::new(store, ed25519_dalek::SigningKey::from_bytes(&[7; 32]), Asked::Waived);
        let task = app.task("world", request());
        ready(&task).await.unwrap();
        let city = root(&task).await;
        let mut districts = Vec::new();
        let mut communes = Vec::new();
        for d in 1..=2 {
            let name = format!("Đảng bộ quận Mẫu 0{d}");
            let district = below(&task, city, &name, "district", "upper").await;
            districts.push(district);
            for c in 1..=2 {
                let name = format!("Đảng bộ phường Mẫu 0{d}-0{c}");
                communes.push(below(&task, district, &name, "commune", "base").await);
            }
        }
        let police = agency(&task, "Công an thành phố Mẫu").await;
        let mut world = Self {
            app,
            city,
            police,
            districts: districts.try_into().unwrap(),
            communes: communes.try_into().unwrap(),
            people: Vec::new(),
        };
        let (d1, c1) = (world.districts[0], world.communes[0]);
        for (login, role, unit) in [
            ("admin", Role::Administrator, None),
            ("expert", Role::StandingExpert, Some(city)),
            ("district", Role::LowerExpert, Some(d1)),
            ("clerk", Role::Clerk, Some(city)),
            ("leader", Role::Leader, Some(city)),
            ("member", Role::Member, Some(d1)),
            ("base", Role::Base, Some(c1)),
            ("viewer", Role::Viewer, Some(d1)),
            ("support", Role::Supporter, Some(police)),
        ] {
            let new = NewPerson {
                login: login.into(),
                shown_name: format!("Người {login}"),
                post: role.tag().into(),
                grants: vec![(role, unit)],
                from_on: date(2024, 1, 1),
                password: PASSWORD.into(),
            };
            world.people.push((login, person(&task, new).await.unwrap()));
        }
        world
    }

    /// A named task of the program.
    pub fn task(&self) -> Ctx {
        self.app.task("story", request())
    }

    /// Signs a person in; the token of the session.
    pub async fn token(&self, login: &str) -> Token {
        let (login, password) = (login.to_owned(), PASSWORD.to_owned());
        let attempt = sign_in::Attempt { login, password, from_address: "127.0.0.1".into() };
        sign_in::sign_in(&self.app, attempt, request()).await.unwrap()
    }

    /// A person with leave to use the store.
    pub async fn person(&self, login: &str) -> Ctx {
        let token = self.token(login).await;
        match session::find(&self.app, &token, request()).await.unwrap() {
            session::Found::Alive(found) => found.0,
            other => panic!("{login} is not signed in: {other:?}"),
        }
    }
}

async fn root(task: &Ctx) -> Id<Unit> {
    let wish = Founding {
        tree: Tree::Party,
        under: None,
        from_on: date(2010, 1, 1),
        name: "Đảng bộ Thành phố Mẫu".into(),
        kind: "city".into(),
        level: "province".into(),
        code: None,
        paper: None,
    };
    found(task, wish).await.unwrap()
}

/// An agency of the State, at the root of its tree.
pub async fn agency(task: &Ctx, name: &str) -> Id<Unit> {
    let wish = Founding {
        tree: Tree::State,
        under: None,
        from_on: date(2010, 1, 1),
        name: name.into(),
        kind: "agency".into(),
        level: "agency".into(),
        code: None,
        paper: None,
    };
    found(task, wish).await.unwrap()
}

async fn below(task: &Ctx, under: Id<Unit>, name: &str, kind: &str, level: &str) -> Id<Unit> {
    let wish = Founding {
        tree: Tree::Party,
        under: Some(under),
        from_on: date(2010, 1, 1),
        name: name.into(),
        kind: kind.into(),
        level: level.into(),
        code: None,
        paper: None,
    };
    found(task, wish).await.unwrap()
}

/// A paper of a body.
pub fn paper(number: &str, on: Date) -> Draft {
    Draft {
        number: number.into(),
        signed_on: Some(on),
        issuer: "Thành ủy Mẫu".into(),
        signer: "T/M Ban Thường vụ, Phó Bí thư".into(),
        about: "Về việc theo dõi, củng cố".into(),
        ..Draft::default()
    }
}

/// A decision of the standing committee.
pub fn decision(number: &str, on: Date) -> DecisionDraft {
    DecisionDraft {
        body_kind: "standing-committee".into(),
        body: "Ban Thường vụ Thành ủy Mẫu".into(),
        form: Form::Meeting,
        decided_on: on,
        votes: (15, 14, 14),
        paper: paper(number, on),
    }
}
