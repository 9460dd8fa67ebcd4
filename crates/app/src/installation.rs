//! Trước khi nhập dữ liệu: which of the two declared installations this is, by whose decision; and the first run.
//!
//! Until the declaration stands and the first administrator has set his own password, nothing else is served. The
//! first run is opened by a one-time code on the terminal; no default password exists.

use crate::account::start::NewPerson;
use crate::account::{OneTimeCode, password};
use crate::event::{Entry, NOTHING};
use crate::unit::change::Founding;
use crate::work::at_version;
use crate::{Answer, App, AppError, Ctx, Refusal, Request, Rule, Work};
use serde::{Deserialize, Serialize};
use vunggoc_core::access::{Action, Role};
use vunggoc_core::unit::Tree;
use vunggoc_core::{Date, Version, tagged};
use vunggoc_db::{args, sql};

tagged! {
    /// Loại hệ thống đã khai báo.
    pub enum Kind {
        /// Mạng thường, không nhập bí mật nhà nước.
        Connected = "connected",
        /// Mạng LAN độc lập.
        IsolatedLan = "isolated-lan",
    }
}

/// Khai báo: which installation, and the decision on which that rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// Which of the two.
    pub kind: Kind,
    /// Số quyết định.
    pub number: String,
    /// Ngày quyết định.
    pub decided_on: Date,
    /// Cơ quan quyết định.
    pub body: String,
}

/// A declaration as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// Which of the two.
    pub kind: Kind,
    /// Số quyết định.
    pub number: String,
    /// Ngày quyết định.
    pub decided_on: Date,
    /// Cơ quan quyết định.
    pub body: String,
    /// Its version.
    pub version: Version,
}

/// Everything the first run asks for.
#[derive(Clone)]
pub struct FirstRun {
    /// The code from the terminal.
    pub code: OneTimeCode,
    /// Which installation.
    pub declaration: Declaration,
    /// The organisation at the top: name, kind, level, since when.
    pub root: (String, String, String, Date),
    /// Tên đăng nhập of the first administrator.
    pub login: String,
    /// Tên hiển thị.
    pub shown_name: String,
    /// Chức danh.
    pub post: String,
    /// The password he chose.
    pub password: String,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    kind: String,
    number: String,
    decided_on: String,
    body: String,
}

/// The settings, each with its number in the log of acts.
const INSTALLATION: (&str, i64) = ("installation", 1);
const FIRST_RUN: (&str, i64) = ("first-run", 2);

/// The declaration, if it stands. Shown on every page, so everybody may read it.
pub async fn declared(ctx: &Ctx) -> Answer<Option<Declared>> {
    ctx.look().await?.declared().await
}

/// Whether the first run is still to come.
pub async fn is_new(ctx: &Ctx) -> Answer<bool> {
    let mut work = ctx.look().await?;
    if work.declared().await?.is_some() {
        return Ok(false);
    }
    Ok(work.maybe(sql!("SELECT id FROM account LIMIT 1"), &[]).await?.is_none())
}

/// Opens the first run; the code for the terminal. A code given before is worth nothing any more.
pub async fn open_first_run(ctx: &Ctx) -> Answer<OneTimeCode> {
    let code = OneTimeCode::fresh()?;
    let hash = hex::encode(code.hash());
    change!(ctx, |work| {
        work.only_program()?;
        work.set(FIRST_RUN, "open", &hash).await
    })?;
    Ok(code)
}

/// Whether a code opens the first run; guessing is slowed down.
pub async fn check_first_run(app: &App, code: &OneTimeCode, request: Request) -> Answer<()> {
    let ctx = app.task("first-run", Request { once: None, ..request });
    let mut work = ctx.look().await?;
    work.wait_for("first-run").await?;
    if work.opens(code).await? {
        return Ok(());
    }
    drop(work);
    change!(&ctx, |work| { work.note_failure("first-run").await })?;
    Err(AppError::Refused(Refusal::BadCode))
}

/// Ends the first run: the declaration, the organisation at the top and the first administrator, all or nothing.
pub async fn finish_first_run(app: &App, run: FirstRun, request: Request) -> Answer<()> {
    check_first_run(app, &run.code, request.clone()).await?;
    check(&run.declaration)?;
    password::check(&run.login, &run.password)?;
    let fields =
        [("login", &run.login), ("shown_name", &run.shown_name), ("post", &run.post), ("root", &run.root.0)];
    if let Some((name, _)) = fields.iter().find(|(_, text)| text.trim().is_empty()) {
        return Err(AppError::Broken(Rule::Field { name }));
    }
    let hash = password::hash(run.password.clone()).await?;
    let ctx = app.task("first-run", Request { once: None, ..request });
    change!(&ctx, |work| {
        // Asked again inside the change: of two who come with the code, one is first.
        if !work.opens(&run.code).await?
            || work.maybe(sql!("SELECT id FROM account LIMIT 1"), &[]).await?.is_some()
        {
            return Err(AppError::Refused(Refusal::BadCode));
        }
        work.declare(&run.declaration).await?;
        let (name, kind, level, from_on) = run.root.clone();
        let root =
            Founding { tree: Tree::Party, under: None, from_on, name, kind, level, code: None, paper: None };
        work.found(root).await?;
        let person = NewPerson {
            login: run.login.clone(),
            shown_name: run.shown_name.clone(),
            post: run.post.clone(),
            grants: vec![(Role::Administrator, None)],
            from_on: work.today(),
            password: String::new(),
        };
        work.make_person(&person, &hash).await?;
        work.set(FIRST_RUN, "close", "").await
    })
}

/// Declares the installation anew, on another decision.
pub async fn declare(ctx: &Ctx, declaration: Declaration, seen: Version) -> Answer<()> {
    check(&declaration)?;
    change!(ctx, |work| {
        work.leave_anywhere(Action::ManageInstallation).await?;
        let now = work.declared().await?.map_or(NOTHING, |d| d.version);
        at_version(seen, now)?;
        work.declare(&declaration).await
    })
}

fn check(declaration: &Declaration) -> Answer<()> {
    let fields = [("number", &declaration.number), ("body", &declaration.body)];
    match fields.into_iter().find(|(_, text)| text.trim().is_empty() || text.chars().count() > 300) {
        Some((name, _)) => Err(AppError::Broken(Rule::Field { name })),
        None => Ok(()),
    }
}

impl Work {
    async fn declared(&mut self) -> Answer<Option<Declared>> {
        let row = sql!("SELECT value, version FROM setting WHERE name = $1");
        let Some(row) = self.maybe(row, args![INSTALLATION.0]).await? else { return Ok(None) };
        let fault = || AppError::fault("setting installation");
        let stored: Stored = serde_json::from_str(&row.text("value")?).map_err(|_| fault())?;
        Ok(Some(Declared {
            kind: Kind::from_tag(&stored.kind).ok_or_else(fault)?,
            number: stored.number,
            decided_on: stored.decided_on.parse().map_err(|_| fault())?,
            body: stored.body,
            version: Version(row.int("version")?),
        }))
    }

    async fn opens(&mut self, code: &OneTimeCode) -> Answer<bool> {
        let row = sql!("SELECT value FROM setting WHERE name = $1");
        let kept = self.maybe(row, args![FIRST_RUN.0]).await?.map(|r| r.text("value")).transpose()?;
        Ok(kept.is_some_and(|kept| kept == hex::encode(code.hash())))
    }

    async fn declare(&mut self, declaration: &Declaration) -> Answer<()> {
        let stored = Stored {
            kind: declaration.kind.tag().to_owned(),
            number: declaration.number.trim().to_owned(),
            decided_on: declaration.decided_on.to_string(),
            body: declaration.body.trim().to_owned(),
        };
        let text = serde_json::to_string(&stored).map_err(|e| AppError::fault(e.to_string()))?;
        self.set(INSTALLATION, "declare", &text).await
    }

    async fn set(&mut self, (name, number): (&str, i64), action: &str, value: &str) -> Answer<()> {
        let row = self.maybe(sql!("SELECT version FROM setting WHERE name = $1"), args![name]).await?;
        let seen = row.map_or(Ok(NOTHING), |r| r.int("version").map(Version))?;
        // What a first run compares with stands in the store only.
        let facts = if number == INSTALLATION.1 {
            serde_json::json!({ "value": value })
        } else {
            serde_json::json!({})
        };
        let entry = Entry { noun: "setting", noun_id: number, from: seen, action, unit: None, facts };
        let event = self.record(entry).await?;
        self.run(
            sql!(
                "INSERT INTO setting (name, value, version, event_id) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (name) DO UPDATE SET value = $2, version = $3, event_id = $4"
            ),
            args![name, value, seen.next().0, event],
        )
        .await?;
        Ok(())
    }
}
