//! One transaction of a use case: reads, writes and the events that go with them.

use crate::ctx::{Actor, Ctx};
use crate::event::{self, Entry, EventId};
use crate::memory::Marks;
use crate::{Answer, App, AppError};
use jiff::Timestamp;
use std::ops::ControlFlow;
use vunggoc_core::{Date, Id, Version};
use vunggoc_db::{DbError, Row, Sql, Tx, Value, args, sql};

/// Runs a body in one serial transaction; again, at most three times, when it met another one.
///
/// `change!(ctx, |work| { … })` gives `Answer<T>`; `?` inside the body ends it and undoes everything. The body
/// has no effect outside the store. (An `async` closure would read as well, but its future cannot be proved
/// `Send` for all lifetimes yet, which a server needs; see docs/adr/0002.)
macro_rules! change {
    ($ctx:expr, |$work:ident| $body:block) => {{
        let mut attempt = 0_u8;
        loop {
            attempt += 1;
            let out = $crate::work::attempt!($ctx, |$work| $body);
            match out {
                ::std::ops::ControlFlow::Break(answer) => break answer,
                ::std::ops::ControlFlow::Continue(()) if attempt < 3 => {}
                ::std::ops::ControlFlow::Continue(()) => break Err($crate::AppError::Busy),
            }
        }
    }};
}

macro_rules! attempt {
    ($ctx:expr, |$work:ident| $body:block) => {
        match $crate::Work::begin($ctx).await {
            Err(error) => $crate::Work::failed(error),
            Ok(mut held) => {
                let answer = {
                    let $work = &mut held;
                    async { $body }.await
                };
                held.settle(answer).await
            }
        }
    };
}
pub(crate) use attempt;

/// What a command leaves behind under its key, so that the same command gives the same answer.
pub trait Outcome: Sized {
    /// As text.
    fn to_text(&self) -> String;
    /// From text; `None` where it does not read.
    fn from_text(text: &str) -> Option<Self>;
}

impl Outcome for () {
    fn to_text(&self) -> String {
        String::new()
    }
    fn from_text(_: &str) -> Option<Self> {
        Some(())
    }
}

impl<T> Outcome for Id<T> {
    fn to_text(&self) -> String {
        self.number().to_string()
    }
    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self::new)
    }
}

impl Outcome for String {
    fn to_text(&self) -> String {
        self.clone()
    }
    fn from_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl Outcome for i64 {
    fn to_text(&self) -> String {
        self.to_string()
    }
    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

/// What a transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// A snapshot that only reads.
    Look,
    /// A change, which may be undone.
    Change,
}

/// A transaction with the clocks and the actor of its request.
pub struct Work {
    pub(crate) tx: Tx,
    app: App,
    mode: Mode,
    actor: Actor,
    now: Timestamp,
    today: Date,
    request: String,
    once: Option<String>,
    /// How far the store is in this snapshot, once it was asked for.
    marks: Option<Marks>,
}

impl Work {
    pub(crate) fn new(tx: Tx, ctx: &Ctx, mode: Mode) -> Self {
        let request = ctx.request();
        let (request_id, once) = (request.id.clone(), request.once.clone());
        Self {
            tx,
            app: ctx.app().clone(),
            mode,
            actor: ctx.actor(),
            now: ctx.now(),
            today: ctx.today(),
            request: request_id,
            once,
            marks: None,
        }
    }

    pub(crate) async fn begin(ctx: &Ctx) -> Answer<Self> {
        let mut work = ctx.begin().await?;
        if let Some(key) = work.once.clone() {
            let done = sql!("SELECT outcome FROM command WHERE account_id = $1 AND key = $2");
            if let Some(row) = work.tx.maybe(done, args![work.actor.number(), &key]).await? {
                return Err(AppError::Done(row.text("outcome")?));
            }
        }
        Ok(work)
    }

    /// How an attempt that could not begin ends: an answer given before is given again.
    pub(crate) fn failed<T: Outcome>(error: AppError) -> ControlFlow<Answer<T>> {
        match error {
            AppError::Done(text) => {
                ControlFlow::Break(T::from_text(&text).ok_or_else(|| AppError::fault("outcome of a command")))
            }
            AppError::Busy => ControlFlow::Continue(()),
            other => ControlFlow::Break(Err(other)),
        }
    }

    /// Commits what went well, undoes what did not.
    pub(crate) async fn settle<T: Outcome>(mut self, answer: Answer<T>) -> ControlFlow<Answer<T>> {
        let out = match answer {
            Ok(out) => out,
            Err(error) => {
                let _ = self.tx.rollback().await;
                return Self::failed(error);
            }
        };
        if let Some(key) = &self.once {
            let keep = sql!("INSERT INTO command (key, account_id, at, outcome) VALUES ($1, $2, $3, $4)");
            let kept = self.tx.run(keep, args![key, self.actor.number(), self.now, out.to_text()]).await;
            match kept {
                Ok(_) => {}
                // The same command is being done beside us: its answer will be found at the next attempt.
                Err(DbError::Unique { .. } | DbError::Again) => return ControlFlow::Continue(()),
                Err(error) => return ControlFlow::Break(Err(error.into())),
            }
        }
        match self.tx.commit().await {
            Ok(()) => ControlFlow::Break(Ok(out)),
            Err(error) => Self::failed(error.into()),
        }
    }

    pub(crate) fn app(&self) -> &App {
        &self.app
    }
    /// Whether what is read may be kept in memory: not in a change, which may have written it and be undone.
    pub(crate) fn keeps_in_memory(&self) -> bool {
        self.mode == Mode::Look
    }
    pub(crate) fn marks_seen(&self) -> Option<Marks> {
        self.marks
    }
    /// Remembers how far the store is; a change moves on, so it must ask each time.
    pub(crate) fn keep_marks(&mut self, marks: Marks) {
        self.marks = self.keeps_in_memory().then_some(marks);
    }
    /// Who acts.
    pub fn actor(&self) -> Actor {
        self.actor
    }
    /// The business date.
    pub fn today(&self) -> Date {
        self.today
    }
    /// The instant.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Writes the event of a change; its id, which the changed rows carry.
    pub(crate) async fn record(&mut self, entry: Entry<'_>) -> Answer<EventId> {
        event::write(&mut self.tx, self.actor, &self.request, self.now, entry).await
    }

    /// Writes many events at once; their ids, in the order of the entries.
    pub(crate) async fn record_many(&mut self, entries: Vec<Entry<'_>>) -> Answer<Vec<EventId>> {
        event::write_many(&mut self.tx, self.actor, &self.request, self.now, entries).await
    }

    /// A number for a new row of a noun.
    pub(crate) async fn next_id<T>(&mut self, noun: &str) -> Answer<Id<T>> {
        Ok(Id::new(vunggoc_db::next_ids(&mut self.tx, noun, 1).await?))
    }

    pub(crate) async fn all(&mut self, sql: Sql, args: &[Value]) -> Answer<Vec<Row>> {
        Ok(self.tx.all(sql, args).await?)
    }
    pub(crate) async fn maybe(&mut self, sql: Sql, args: &[Value]) -> Answer<Option<Row>> {
        Ok(self.tx.maybe(sql, args).await?)
    }
    pub(crate) async fn one(&mut self, sql: Sql, args: &[Value]) -> Answer<Row> {
        Ok(self.tx.one(sql, args).await?)
    }
    pub(crate) async fn run(&mut self, sql: Sql, args: &[Value]) -> Answer<u64> {
        Ok(self.tx.run(sql, args).await?)
    }
}

/// Refuses a change of what somebody else changed since it was read.
pub(crate) fn at_version(seen: Version, now: Version) -> Answer<()> {
    if seen == now { Ok(()) } else { Err(AppError::Stale { now }) }
}
