//! Who asks, when, and on which store.

use crate::account::Account;
use crate::memory::Memory;
use crate::work::{Mode, Work};
use crate::{Answer, AppError, Refusal};
use jiff::Timestamp;
use std::sync::Arc;
use vunggoc_core::{Date, Id};
use vunggoc_db::Store;

/// The running program: the store and what is kept beside it.
#[derive(Debug, Clone)]
pub struct App {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    store: Store,
    seal_key: ed25519_dalek::SigningKey,
    second_factor: Asked,
    memory: Memory,
}

/// Whether roles that administer or record decisions must show a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Always, in real use.
    Required,
    /// Waived: the demo, whose passwords are printed on the terminal, and tests of other things. Whoever has set
    /// one up must still show it.
    Waived,
}

/// One request or one run of a task: its number and its two clocks.
#[derive(Debug, Clone)]
pub struct Request {
    /// Shown on the page of a fault and written in the log.
    pub id: String,
    /// The instant (audit, sessions).
    pub now: Timestamp,
    /// The business date (Asia/Ho_Chi_Minh; set by hand in the demo).
    pub today: Date,
    /// The idempotency key of the command, if it carries one.
    pub once: Option<String>,
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in person.
    Person(Id<Account>),
    /// A named task of the program itself (set-up, sample, sealer), which may do everything.
    Task(&'static str),
}

impl Actor {
    /// The number under which the store knows the actor; tasks are 0.
    pub const fn number(self) -> i64 {
        match self {
            Self::Person(id) => id.number(),
            Self::Task(_) => 0,
        }
    }
}

impl App {
    /// A program on a store. The key signs the seals and lies outside the database.
    pub fn new(store: Store, seal_key: ed25519_dalek::SigningKey, second_factor: Asked) -> Self {
        Self { inner: Arc::new(Inner { store, seal_key, second_factor, memory: Memory::default() }) }
    }

    /// The public half of the key of the seals.
    pub fn seal_public(&self) -> ed25519_dalek::VerifyingKey {
        self.inner.seal_key.verifying_key()
    }

    pub(crate) fn second_factor(&self) -> Asked {
        self.inner.second_factor
    }

    /// The store, for opening, backing up and checking; SQL stays in this crate.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    pub(crate) fn memory(&self) -> &Memory {
        &self.inner.memory
    }

    pub(crate) fn seal_key(&self) -> &ed25519_dalek::SigningKey {
        &self.inner.seal_key
    }

    /// A named task of the program.
    pub fn task(&self, name: &'static str, request: Request) -> Ctx {
        Ctx { app: self.clone(), actor: Actor::Task(name), request, gate: Gate::Open }
    }

    pub(crate) fn person(&self, account: Id<Account>, request: Request, gate: Gate) -> Ctx {
        Ctx { app: self.clone(), actor: Actor::Person(account), request, gate }
    }
}

/// Leave to use the store: who, when, on which request.
#[derive(Debug, Clone)]
pub struct Ctx {
    app: App,
    actor: Actor,
    request: Request,
    gate: Gate,
}

/// A session that owes its second factor has a name but no leave: every use case refuses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gate {
    Open,
    SecondFactor,
}

impl Ctx {
    /// The program.
    pub fn app(&self) -> &App {
        &self.app
    }
    /// Who acts.
    pub fn actor(&self) -> Actor {
        self.actor
    }
    /// The business date.
    pub fn today(&self) -> Date {
        self.request.today
    }
    /// The instant.
    pub fn now(&self) -> Timestamp {
        self.request.now
    }
    /// The request.
    pub fn request(&self) -> &Request {
        &self.request
    }
    /// The same leave for another command of the same request.
    #[must_use]
    pub fn once(mut self, key: Option<String>) -> Self {
        self.request.once = key;
        self
    }

    /// A read-only snapshot.
    pub async fn look(&self) -> Answer<Work> {
        self.pass()?;
        let tx = self.app.store().look().await?;
        Ok(Work::new(tx, self, Mode::Look))
    }

    pub(crate) async fn begin(&self) -> Answer<Work> {
        self.pass()?;
        let tx = self.app.store().change().await?;
        Ok(Work::new(tx, self, Mode::Change))
    }

    fn pass(&self) -> Answer<()> {
        match self.gate {
            Gate::Open => Ok(()),
            Gate::SecondFactor => Err(AppError::Refused(Refusal::SecondFactor)),
        }
    }
}
